"""The trend of compensation: a period without a case is a gap, few awards have no quartiles, nothing is left unsaid."""

import pytest

from ombudsparse import analysis, plots
from ombudsparse.errors import AnalysisError
from ombudsparse.plots.compensation_trend import _periods


def of_year(year: int, *sums: float | None) -> list[dict]:
    period = {"year": year, "financial_year": f"{year}-{(year + 1) % 100}", "date": f"{year}-05-01",
              "month": f"{year}-05", "quarter": f"{year} Q2"}  # fmt: skip
    return [{**period, "compensation_ordered": each, "compensation_new": each} for each in sums]


@pytest.fixture(scope="module")
def some(cases):
    undated = {"date": None, "year": None, "financial_year": "not stated", "month": "not stated",
               "quarter": "not stated", "compensation_ordered": 900.0}  # fmt: skip
    return cases(*of_year(2020, 100, 200, 300, 400, 500, 0), *of_year(2022, 50, 150), *of_year(2023, None, 0), undated)


def test_medians_quartiles_and_totals(some, drawn):
    periods = {row["period"]: row for row in drawn(plots.compensation_trend(some), "period", "n", "left")}
    assert {name: row["n"] for name, row in periods.items()} == {
        "2020–21": "5 of 6", "2021–22": "no case", "2022–23": "2 of 2", "2023–24": "0 of 2",
    }  # fmt: skip
    first = periods["2020–21"]
    assert (first["median"], first["lower_quartile"], first["upper_quartile"]) == (300, 200, 400)
    assert (first["total"], first["label"], first["few"]) == (1500, "£300", False)
    assert (periods["2022–23"]["median"], periods["2022–23"]["few"]) == (100, True)
    assert "median" not in periods["2021–22"]
    assert first["run"] != periods["2022–23"]["run"], "the line goes on over a year without a case"


def test_what_is_not_drawn_is_said(some, words):
    said = words(plots.compensation_trend(some))
    assert "Median and quartiles of 7 cases with an award of a known sum, of 10 cases decided" in said
    assert "Not drawn: 1 case without a date of decision." in said
    assert "Left out of medians and totals: 1 case with an order of money whose sum is not known" in said
    assert "Hollow: fewer than 5 awards" in said
    assert "11 cases read by" in said


@pytest.mark.parametrize("by", ["year", "quarter", "month"])
def test_other_periods(some, drawn, by):
    rows = {row["period"]: row for row in drawn(plots.compensation_trend(some, by), "period", "n", "left")}
    named = {"year": "2020", "quarter": "2020 Q2", "month": "May 2020"}
    assert next(iter(rows)) == named[by]
    assert [row["median"] for row in rows.values() if "median" in row] == [300, 100]


@pytest.mark.parametrize(
    ("by", "names", "expected"),
    [
        ("financial_year", ["2023-24", "2020-21"], ["2020-21", "2021-22", "2022-23", "2023-24"]),
        ("financial_year", ["1999-00"], ["1999-00"]),
        ("year", ["2020", "2022"], ["2020", "2021", "2022"]),
        ("quarter", ["2020 Q3", "2021 Q2"], ["2020 Q3", "2020 Q4", "2021 Q1", "2021 Q2"]),
        ("month", ["2020-11", "2021-02"], ["2020-11", "2020-12", "2021-01", "2021-02"]),
        ("month", [], []),
    ],
)
def test_all_periods_between(by, names, expected):
    assert _periods(names, by) == expected


def test_tables(some, drawn):
    table = analysis.compensation(some, by="year")
    rows = drawn(plots.compensation_trend(table[table["year"] == 2020], "year"), "period", "n", "left")
    assert {(row["period"], row["median"]) for row in rows} == {("2020", 300)}
    with pytest.raises(AnalysisError, match="zeros=False"):
        plots.compensation_trend(analysis.compensation(some, by="year", zeros=True), "year")
    with pytest.raises(AnalysisError, match="compensation with year"):
        plots.compensation_trend(analysis.compensation(some, by="landlord"), "year")
    with pytest.raises(AnalysisError, match="by='landlord'"):
        plots.compensation_trend(some, "landlord")


def test_none(some, words):
    assert "No compensation was ordered" in words(plots.compensation_trend(some[:0]))
