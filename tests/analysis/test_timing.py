"""Orders and deadlines, answers to complaints, and the time to the decision: counted by hand from the five cases."""

import pandas as pd
import pytest

from ombudsparse import AnalysisError
from ombudsparse.analysis import notes, order_types, response_times, stage_rows, time_to_determination, wilson


def test_order_types(small):
    # A1: one order of two types, due after 28 days, and one of repairs without a deadline; A2: one, 28 days
    result = order_types(small)
    assert list(result.itertuples(index=False, name=None))[:2] == [
        ("compensation", 2, 2, 1.0, 28.0),
        ("apology", 1, 1, 0.5, 28.0),
    ]
    assert result["type"].to_list() == ["compensation", "apology", "repairs"]
    assert pd.isna(result["median_days_to_due"].iloc[2])
    assert any(note.startswith("1 order without a known deadline") for note in notes(result))


def test_orders_are_counted_once_and_cases_once(tables):
    orders = [("repairs; inspection", None, "2023-01-29", None), ("repairs", None, "2023-01-11", None)]
    ds = tables({"ref": "E1", "date": "2023-01-01", "orders": orders}, {"ref": "E2", "date": "2023-01-01"})
    # E2 has no orders, and is no part of the share
    assert list(order_types(ds).itertuples(index=False, name=None)) == [
        ("repairs", 2, 1, 1.0, 19.0),
        ("inspection", 1, 1, 1.0, 28.0),
    ]


def test_order_types_by_group(small):
    result = order_types(small, "financial_year")
    assert result[["financial_year", "type", "orders", "share"]].to_numpy().tolist() == [
        ["2022-23", "apology", 1, 1.0],
        ["2022-23", "compensation", 1, 1.0],
        ["2022-23", "repairs", 1, 1.0],
        ["2023-24", "compensation", 1, 1.0],
    ]
    by = order_types(small, "category")
    assert len(by) == 3  # two types of no head, one of damp and mould
    assert any(note.startswith("2 orders of 3 are not linked") for note in notes(by))


def test_response_times(small):
    result = response_times(small)
    answers = result[result["stage"] == "stage_1"]
    columns = [
        "edition",
        "stages",
        "answers",
        "median_working_days",
        "counted",
        "within_limit",
        "over_limit",
        "not_told",
    ]
    assert answers[columns].to_numpy().tolist() == [
        ["2020", 1, 1, 9.0, 1, 1, 0, 0],
        ["2022", 1, 1, 10.0, 1, 1, 0, 0],
        ["2024", 2, 1, 41.0, 2, 0, 1, 1],
    ]
    assert answers["over_share"].to_list() == [0, 0, 0.5]
    assert answers["late_at_least"].to_list() == [0, 0, 0.5]
    assert answers["late_at_most"].to_list() == [0, 0, 1]
    # from the low end with the one that is open in time to the high end with it over
    assert answers["low"].to_list() == [0, 0, wilson(1, 2)[0]]
    assert answers["high"].to_list()[2] == wilson(2, 2)[1]
    assert answers["small"].all()


def test_stage_2_of_2020_has_no_share_that_is_late(tables):
    """Its extension is not known: over the limit is all that can be said."""
    steps = [("complaint_made", "2021-05-04"), ("stage_1_response", "2021-05-18"),
             ("escalation_requested", "2021-06-01"), ("stage_2_response", "2021-12-01")]  # fmt: skip
    result = response_times(tables({"ref": "E1", "milestones": steps})).set_index("stage")
    row = result.loc["stage_2"]
    assert row[["counted", "over_limit", "over_share", "late_at_most"]].to_list() == [1, 1, 1, 1]
    assert pd.isna(row["late_at_least"])
    assert any(note.startswith("Which extension stage 2 of the 2020 edition names") for note in notes(
        response_times(tables({"ref": "E1", "milestones": steps}))))  # fmt: skip


def test_ends_that_are_not_dated_are_counted_apart(tables):
    ds = tables({"ref": "E1", "milestones": [("complaint_made", "2023-06-05")]}, {"ref": "E2"})
    result = response_times(ds).set_index("stage")
    assert result.loc["stage_1", ["stages", "undated", "answers", "counted"]].to_list() == [1, 1, 0, 0]
    assert pd.isna(result.loc["stage_1", "over_share"])
    said = notes(response_times(ds))
    assert "1 case without a dated step of the complaint left out: E2." in said
    assert "3 stages of which the report does not date an end counted apart: E1." in said


def test_stages_without_a_limit_have_no_verdict(small):
    result = response_times(small)
    whole = result[result["stage"] == "whole_complaint"].iloc[0]
    assert whole["answers"] == 0  # nobody dates a stage 2 response
    assert whole["edition"] == "not stated"
    assert whole[["counted", "within_limit", "over_limit", "not_told", "over_share"]].isna().all()


def test_response_times_come_in_the_order_of_the_procedure(small):
    result = response_times(small, "landlord")
    lambeth = result[result["landlord"] == "London Borough of Lambeth"]
    stages = ["acknowledgement", "stage_1", "escalation", "whole_complaint"]
    assert list(dict.fromkeys(lambeth["stage"])) == stages
    assert lambeth[lambeth["stage"] == "stage_1"]["edition"].to_list() == ["2020", "2022"]


def test_every_stage_that_is_counted_is_within_over_or_not_told(small):
    rows, result = stage_rows(small), response_times(small)
    asked = result.dropna(subset="not_told")
    parts = asked[["within_limit", "over_limit", "not_told"]].sum()
    assert parts.sum() == asked["counted"].sum()
    assert result["stages"].sum() == len(rows)


def test_unverified_figures_are_told(small):
    rows = stage_rows(small)
    doubtful = rows.assign(verify=rows["stage"] == "stage_1")
    assert "4 stages measured against a figure of the Code that is not confirmed." in notes(response_times(doubtful))
    assert not any("not confirmed" in note for note in notes(response_times(rows.assign(verify=False))))


def test_time_to_determination(small):
    # A1 668 days, A2 313; B1 dated to the month, 229 to 259; C1 not dated, D1 without a date of decision
    row = time_to_determination(small).iloc[0]
    assert row.to_list() == [5, 2, 1, 490.5, 401.75, 579.25, 668, 313, 313]
    by = time_to_determination(small, "year")
    assert by[["year", "cases", "timed"]].fillna(-1).to_numpy().tolist() == [[2023, 2, 2], [2024, 2, 0], [-1, 1, 0]]
    assert by["median_days"].isna().to_list() == [False, True, True]
    assert by[["median_at_least", "median_at_most"]].iloc[1].to_list() == [229, 259]


def test_nothing_to_time(tables):
    ds = tables({"ref": "E1"})
    assert time_to_determination(ds)[["cases", "timed"]].iloc[0].to_list() == [1, 0]
    assert len(response_times(ds)) == 0
    assert len(order_types(ds)) == 0


@pytest.mark.parametrize("measure", [response_times, time_to_determination])
def test_cases_have_no_one_category(small, measure):
    with pytest.raises(AnalysisError, match="it counts cases, and a case has complaints about several matters"):
        measure(small, "category")
