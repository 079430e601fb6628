"""From a figure back to the words of the reports, whatever pandas did to the result in between."""

import copy
import json
import pickle

import pandas as pd
import pytest

from ombudsparse import AnalysisError
from ombudsparse.analysis import (
    compensation,
    earlier_offers,
    evidence,
    maladministration_rate,
    notes,
    order_types,
    outcomes,
    recurring_failings,
    response_times,
    time_to_determination,
)

OPERATIONS = {
    "iloc": lambda result: result.iloc[0],
    "loc": lambda result: result.loc[0],
    "sorted": lambda result: result.sort_values("rate").iloc[-1],
    "filtered": lambda result: result[result["findings"] > 2].iloc[0],
    "query": lambda result: result.query("landlord == 'London Borough of Lambeth'").iloc[0],
    "head and copy": lambda result: result.head(1).copy().iloc[0],
    "new column": lambda result: result.assign(percent=result["rate"] * 100).iloc[0],
    "rounded": lambda result: result.round(2).iloc[0],
    "reset": lambda result: result.sort_values("rate").reset_index(drop=True).iloc[-1],
    "iterrows": lambda result: next(result.iterrows())[1],
    "deep copy": lambda result: copy.deepcopy(result).iloc[0],
    "pickled": lambda result: pickle.loads(pickle.dumps(result)).iloc[0],
}


@pytest.mark.parametrize("name", OPERATIONS)
def test_the_evidence_follows_the_row(small, name):
    result = maladministration_rate(small, "landlord")
    result.loc[result["landlord"] != "London Borough of Lambeth", "rate"] = 0.0
    behind = evidence(OPERATIONS[name](result))
    assert behind["case_reference"].to_list() == ["A1", "A1", "A1", "A2", "A2"]
    assert behind["upheld"].sum() == 3


@pytest.mark.parametrize("make", [dict, lambda row: row])
def test_rows_that_lost_it_need_the_result(small, make):
    result = maladministration_rate(small, "landlord")
    line = make(next(result.itertuples()) if make is not dict else dict(result.iloc[0]))
    with pytest.raises(AnalysisError, match=r"take it from the result with \.iloc or \.loc, or give the result"):
        evidence(line)
    assert len(evidence(line, result)) == 5


def test_what_evidence_says(small):
    row = evidence(maladministration_rate(small, "category").iloc[0]).iloc[0]
    assert row["landlord"] == "London Borough of Lambeth"
    assert (row["evidence"], row["evidence_start"], row["evidence_end"]) == ("words of findings 1", 100, 150)
    assert (row["source"], row["url"]) == ("A1.html", "https://example.org/A1")
    assert str(row["date"].date()) == "2023-03-31"
    assert row["outcome"] == "severe_maladministration"


def test_evidence_of_money_is_the_order(small):
    behind = evidence(compensation(small).iloc[0])
    assert behind["compensation_ordered"].fillna(-1).to_list() == [400, 250, -1]
    assert behind["evidence"].fillna("").to_list() == ["words of orders 1", "words of orders 1", ""]
    assert behind["evidence_start"].fillna(-1).to_list() == [100, 100, -1]


def test_a_row_that_counts_nothing_has_no_evidence(small):
    result = maladministration_rate(small, "category")
    row = result[result["category"] == "rent_and_service_charges"].iloc[0]
    assert row["findings"] == 0
    assert len(evidence(row)) == 0


def test_missing_keys_match_missing_keys(small):
    result = maladministration_rate(small, "year")
    assert evidence(result.iloc[-1])["case_reference"].to_list() == ["D1"]


# measure, its groups, the columns of the result, and what the evidence must add up to
SUMS = [
    (maladministration_rate, "category", "findings", lambda rows: len(rows)),
    (maladministration_rate, "landlord", "upheld", lambda rows: rows["upheld"].sum()),
    (maladministration_rate, "landlord", "determinations", lambda rows: rows["case_reference"].nunique()),
    (outcomes, "landlord", "findings", lambda rows: len(rows)),
    (compensation, "landlord", "total", lambda rows: rows["compensation_ordered"].sum()),
    (compensation, "landlord", "awarded", lambda rows: len(rows)),
    (compensation, "category", "total", lambda rows: rows["ordered"].sum()),
    (compensation, "severity", "cases", lambda rows: rows["case_reference"].nunique()),
    (earlier_offers, "landlord", "offered", lambda rows: rows["offered_at_least"].sum()),
    (order_types, "year", "orders", lambda rows: len(rows)),
    (response_times, "landlord", "answers", lambda rows: rows["working_days"].notna().sum()),
    (time_to_determination, "year", "timed", lambda rows: rows["days_to_determination"].notna().sum()),
    (time_to_determination, "year", "partial", lambda rows: rows["days_to_determination"].isna().sum()),
]


@pytest.mark.parametrize(("measure", "by", "column", "total"), SUMS)
def test_the_evidence_adds_up(small, measure, by, column, total):
    result = measure(small, by)
    assert len(result)
    for _, row in result.iterrows():
        assert total(evidence(row)) == row[column]


def test_late_answers_can_be_quoted(small):
    result = response_times(small)
    late = evidence(result[result["over_limit"] > 0].iloc[0])
    assert late[late["over_limit"].fillna(False)]["case_reference"].to_list() == ["B1"]
    assert late["reason"].notna().all()


def test_evidence_of_what_recurs(small):
    assert evidence(recurring_failings(small).iloc[0])["case_reference"].to_list() == ["A1", "A2"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (lambda result: result, r"this is a frame; take one row of it with \.iloc\[0\]"),
        (lambda result: result.iloc[0].drop("landlord"), "it has no landlord"),
        (
            lambda result: result.replace("Fairholt Trust", "Fairholt").iloc[1],
            "the result has no row with landlord 'Fairholt'",
        ),
        (lambda result: pd.Series({"landlord": "x"}), "has lost where it comes from"),
    ],
)
def test_what_cannot_be_traced(small, row, message):
    result = maladministration_rate(small, "landlord")
    with pytest.raises(AnalysisError, match=message):
        evidence(row(result))


def test_results_can_be_saved(small, tmp_path):
    result = maladministration_rate(small, "landlord")
    result.to_parquet(tmp_path / "rate.parquet")
    again = pd.read_parquet(tmp_path / "rate.parquet")
    assert again["findings"].to_list() == [5, 1, 1]
    assert notes(again) == notes(result)
    with pytest.raises(AnalysisError, match="read from a file"):
        evidence(again.iloc[0])
    assert json.loads(json.dumps(result.attrs))["ombudsparse"]["measure"] == "maladministration_rate"


def test_notes_of_what_is_no_result():
    with pytest.raises(AnalysisError, match="result: DataFrame has lost where it comes from"):
        notes(pd.DataFrame())
