"""What is counted, a row each: which rows there are, what they say of their case, and the words behind them."""

import pandas as pd
import pytest

from ombudsparse import AnalysisError
from ombudsparse.analysis import award_rows, case_rows, finding_rows, order_rows, stage_rows


def test_only_formal_findings_are_counted(small):
    rows = finding_rows(small)
    assert list(rows["case_reference"]) == ["A1", "A1", "A1", "A2", "A2", "B1", "C1", "D1"]
    assert list(rows["category"]) == [
        "damp_and_mould", "repairs", "complaint_handling", "damp_and_mould", "complaint_handling",
        "rent_and_service_charges", "not stated", "damp_and_mould",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("A1", ["London Borough of Lambeth", "council", "2022-23", "2023 Q1", "2023-03", "secure tenant", True]),
        ("A2", ["London Borough of Lambeth", "council", "2023-24", "2023 Q2", "2023-04", "leaseholder", True]),
        ("B1", ["Fairholt Trust", "not stated", "2024-25", "2024 Q4", "2024-11", "not stated", False]),
        ("C1", ["Fairholt Trust", "housing_association", "2024-25", "2024 Q2", "2024-04", "not stated", False]),
        ("D1", ["not stated", "not stated", "not stated", "not stated", "not stated", "not stated", False]),
    ],
)
def test_what_a_row_says_of_its_case(small, case, expected):
    row = finding_rows(small).set_index("case_reference").loc[[case]].iloc[0]
    keys = ["landlord", "landlord_type", "financial_year", "quarter", "month", "tenure", "landlord_resolved"]
    assert list(row[keys]) == expected
    assert (row["source"], row["url"]) == (f"{case}.html", f"https://example.org/{case}")


def test_every_frame_has_the_words(small):
    for make in (finding_rows, order_rows, award_rows, stage_rows):
        rows = make(small)
        assert rows["evidence"].str.startswith("words of").all(), make.__name__
        assert rows["evidence_start"].notna().all(), make.__name__


def test_case_rows(small):
    rows = case_rows(small).set_index("case_reference")
    assert list(rows.index) == ["A1", "A2", "B1", "C1", "D1"]
    assert list(rows["worst_outcome"]) == [
        "severe_maladministration", "maladministration", "outside_jurisdiction", "reasonable_redress",
        "maladministration",
    ]  # fmt: skip
    assert list(rows["findings"]) == [3, 2, 1, 1, 1]
    assert list(rows["upheld_findings"]) == [2, 1, 0, 0, 1]
    assert rows["upheld"].to_list() == [True, True, pd.NA, False, True]
    assert rows["compensation_ordered"].fillna(-1).to_list() == [400, 250, 0, 0, -1]
    assert rows["compensation_new"].fillna(-1).to_list() == [350, 250, 0, 0, -1]
    # the largest sum of the latest stage; a rate is none
    assert rows["offered_at_least"].fillna(-1).to_list() == [150, 75, -1, 500, -1]
    assert rows["order_evidence"].fillna("").to_list() == ["words of orders 1", "words of orders 1", "", "", ""]


def test_the_first_report_and_the_time_since(small):
    rows = case_rows(small).set_index("case_reference")
    # of a report of the issue and a complaint the earlier counts
    assert rows["first_reported"].dt.date.astype(str).to_list()[:3] == ["2021-06-01", "2022-05-23", "2024-03-01"]
    assert rows["first_reported_precision"].to_list()[:3] == ["day", "day", "month"]
    assert rows["days_to_determination"].to_list() == [668, 313, pd.NA, pd.NA, pd.NA]


@pytest.mark.parametrize(
    ("events", "first", "latest", "days"),
    [
        ([("issue_reported", "2022-03-01"), ("complaint_made", "2022-01-01")], "2022-01-01", "2022-01-01", 365),
        # in May, or on 10 May at the latest
        ([("issue_reported", "2022-05-01", "2022-05-31", "month"), ("complaint_made", "2022-05-10")],
         "2022-05-01", "2022-05-10", None),
        ([("issue_reported", "2022-05-10"), ("complaint_made", "2022-05-01", "2022-05-31", "month")],
         "2022-05-01", "2022-05-10", None),
    ],
)  # fmt: skip
def test_the_first_report_is_the_earlier_of_the_two(tables, events, first, latest, days):
    row = case_rows(tables({"ref": "E1", "date": "2023-01-01", "events": events})).iloc[0]
    assert [str(row[name].date()) for name in ("first_reported", "first_reported_latest")] == [first, latest]
    known = row["days_to_determination"]
    assert (None if pd.isna(known) else known) == days
    assert row["days_at_least"] <= row["days_at_most"]


def test_what_did_not_happen_is_no_first_report(tables):
    ds = tables(
        {"ref": "E1", "date": "2023-01-01", "events": [("issue_reported", "2022-01-01"), ("visit", "2020-01-01")]}
    )
    denied = ds.events.assign(polarity=ds.events["polarity"].cat.set_categories(["positive", "negative"]))
    denied.loc[0, "polarity"] = "negative"
    row = case_rows(type(ds)(**{**ds.__dict__, "events": denied})).iloc[0]
    assert pd.isna(row["first_reported"])
    assert case_rows(ds).iloc[0]["days_to_determination"] == 365


def test_a_first_report_after_the_decision_is_not_timed(tables):
    ds = tables({"ref": "E1", "date": "2023-01-01", "events": [("issue_reported", "2023-02-01")]})
    assert pd.isna(case_rows(ds).iloc[0]["days_to_determination"])


def test_a_case_without_findings(tables):
    row = case_rows(tables({"ref": "E1", "date": "2023-01-01"})).iloc[0]
    assert (row["findings"], row["upheld_findings"]) == (0, 0)
    assert pd.isna(row["upheld"])
    assert pd.isna(row["worst_outcome"])


def test_order_rows(small):
    rows = order_rows(small)
    made = [(row.case_reference, row.number, row.type, row.days_to_due, row.category) for row in rows.itertuples()]
    assert made[:2] == [("A1", 1, "apology", 28, "not stated"), ("A1", 1, "compensation", 28, "not stated")]
    assert made[2][:3] == ("A1", 2, "repairs")
    assert pd.isna(made[2][3])
    assert made[3] == ("A2", 1, "compensation", 28, "not stated")


# sums of the orders as (pounds, role, head), the total of the case, and (attributed, unattributed) of each sum
ORDERED, PART = "ordered", "ordered_component"
ATTRIBUTIONS = {
    "one sum, one head": ([("100", ORDERED, 1)], "100", [(100, 0)]),
    "no head": ([("100", ORDERED, None)], "100", [(0, 100)]),
    "a total and its components": (
        [("400", ORDERED, None), ("300", PART, 1), ("100", PART, 2)], "400", [(0, 0), (300, 0), (100, 0)]
    ),
    "a total with a head, and its components": (
        [("400", ORDERED, 1), ("300", PART, 1), ("100", PART, 2)], "400", [(0, 0), (300, 0), (100, 0)]
    ),
    "one component named of several": (
        [("500", ORDERED, None), ("100", PART, 2)], "500", [(0, 400), (100, 0)]
    ),
    "the same, and the total has a head": (
        [("500", ORDERED, 1), ("100", PART, 2)], "500", [(400, 0), (100, 0)]
    ),
    "a component without a head": (
        [("400", ORDERED, None), ("300", PART, 1), ("100", PART, None)], "400", [(0, 100), (300, 0), (0, 0)]
    ),
    "shares of shares: the total stands": (
        [("600", ORDERED, 1), ("600", PART, 1), ("400", PART, 1), ("200", PART, 2)], "600",
        [(600, 0), (0, 0), (0, 0), (0, 0)],
    ),
    "two totals, each with components": (
        [("300", ORDERED, None), ("200", PART, 1), ("100", PART, 2), ("50", ORDERED, None), ("50", PART, 3)], "350",
        [(0, 0), (200, 0), (100, 0), (0, 0), (50, 0)],
    ),
    "components before their total": (
        [("100", PART, 1), ("50", PART, 2), ("150", ORDERED, None)], "150", [(100, 0), (50, 0), (0, 0)]
    ),
    "components before their total, behind another sum": (
        [("300", ORDERED, 3), ("100", PART, 1), ("50", PART, 2), ("150", ORDERED, None)], "450",
        [(300, 0), (100, 0), (50, 0), (0, 0)],
    ),
    "paid three times": ([("50", ORDERED, 1)], "150", [(150, 0)]),
    "paid three times, beside another sum": ([("50", ORDERED, 1), ("80", ORDERED, 2)], "230", [(150, 0), (80, 0)]),
    "which is paid twice cannot be told": (
        [("50", ORDERED, 1), ("50", ORDERED, 2)], "150", [(50, 50), (50, 0)]
    ),
    "pence": ([("418.40", ORDERED, 1), ("0.10", ORDERED, None)], "418.50", [(418.4, 0), (0, 0.1)]),
    "not known what it comes to": ([("15", ORDERED, 1)], None, [(0, 0)]),
    "other roles": ([("100", ORDERED, 1), ("90", "recommended", 1), ("80", "reasoning", 1)], "100",
                    [(100, 0), (0, 0), (0, 0)]),
}  # fmt: skip


@pytest.mark.parametrize("name", ATTRIBUTIONS)
def test_money_is_attributed_once(tables, name):
    sums, total, expected = ATTRIBUTIONS[name]
    ds = tables({"ref": "E1", "money": (total, "0"), "heads": ["repairs", "pests", "other"], "awards": sums})
    rows = award_rows(ds)
    assert list(zip(rows["attributed"], rows["unattributed"], strict=True)) == expected
    assert sum(map(sum, expected)) == pytest.approx(float(total or 0))


def test_award_rows_say_what_was_found_on_the_head(tables):
    ds = tables(
        {
            "ref": "E1",
            "money": ("10", "0"),
            "heads": ["repairs", "pests", "other"],
            "findings": [("no_maladministration", 1), ("service_failure", 1), ("reasonable_redress", 2)],
            "awards": [("10", "ordered", 1), ("20", "other", 2), ("30", "other", 3), ("40", "other")],
        }
    )
    rows = award_rows(ds)
    assert list(rows["severity"]) == ["service_failure", "off the scale", "not stated", "not stated"]
    assert list(rows["category"]) == ["repairs", "pests", "other", "not stated"]


def test_an_ordered_sum_has_the_words_of_its_order(tables):
    # order 1 stands at 100 to 150, the sum at 100; the second sum at 200, behind it
    ds = tables(
        {
            "ref": "E1",
            "money": ("30", "0"),
            "orders": [("compensation", "30", None, None)],
            "awards": [("10", "ordered"), ("20", "ordered")],
        }
    )
    assert award_rows(ds)["order_evidence"].fillna("").to_list() == ["words of orders 1", ""]


def test_stages_across_bank_holidays(small):
    rows = stage_rows(small)
    answers = rows[rows["stage"] == "stage_1"].set_index("case_reference")
    # 20 December 2021 to 5 January 2022 less 27 and 28 December and 3 January; the jubilee, 2 and 3 June 2022
    assert answers["working_days"].to_list() == [9, 10, 41, pd.NA]
    assert answers["elapsed_days"].to_list() == [16, 16, 61, pd.NA]
    assert answers["edition"].to_list() == ["2020", "2022", "2024", "2024"]
    assert answers["met"].to_list() == [True, True, False, pd.NA]
    assert pd.isna(answers.loc["C1", "start"])
    assert "close enough" in answers.loc["C1", "reason"]


def test_stages_do_not_depend_on_the_order_of_the_table(small):
    mixed = small.milestones.sort_values("milestone", kind="stable").reset_index(drop=True)
    rows = stage_rows(type(small)(**{**small.__dict__, "milestones": mixed}))
    pd.testing.assert_frame_equal(rows, stage_rows(small))


def test_what_is_no_dataset():
    with pytest.raises(AnalysisError, match=r"has no table 'findings'; give a Dataset"):
        finding_rows(object())
