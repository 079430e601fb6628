"""The measures on a dataset built of the invented reports: laws that hold of any data, and the methods of Dataset."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest

import ombudsparse as op
from ombudsparse.dataset.build import build

PAGES = sorted((Path(__file__).parents[2] / "corpus" / "reports").glob("*/page.html"))[
    ::2
]  # enough for what holds of any data
METHODS = (
    "finding_rows", "case_rows", "award_rows", "order_rows", "stage_rows", "maladministration_rate", "outcomes",
    "compensation", "earlier_offers", "order_types", "response_times", "time_to_determination", "recurring_failings",
)  # fmt: skip
GROUPS = ["landlord", "financial_year", "layout", "tenure"]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    if not PAGES:
        pytest.skip("corpus/reports is absent")
    out = tmp_path_factory.mktemp("built")
    with ThreadPoolExecutor(1) as executor:
        build(PAGES, out, executor=executor)
    return op.load(out)


@pytest.fixture(scope="module")
def ordered(built):
    return built.determinations["compensation_ordered"].astype("float64").sum()


def test_rates_add_up_over_any_groups(built):
    rows = built.finding_rows()
    whole = op.analysis.maladministration_rate(rows).iloc[0]
    assert whole["findings"] > 30
    for by in [*GROUPS, "category", ["landlord_type", "month"]]:
        parts = op.analysis.maladministration_rate(rows, by)
        assert parts[["findings", "upheld"]].sum().to_list() == [whole["findings"], whole["upheld"]]
        told = parts.dropna(subset="rate")
        assert ((told["low"] <= told["rate"]) & (told["rate"] <= told["high"])).all()


def test_rates_are_those_of_the_table(built):
    findings = built.findings
    formal = findings[~findings["outcome"].isin(["outside_jurisdiction", "withdrawn"])]
    row = built.maladministration_rate().iloc[0]
    assert (row["findings"], row["upheld"]) == (len(formal), formal["upheld"].sum())


def test_money_adds_up_over_any_groups(built, ordered):
    assert ordered > 0
    for by in [*GROUPS, "category", "severity", ["category", "financial_year"]]:
        assert built.compensation(by)["total"].sum() == pytest.approx(ordered)


def test_evidence_stands_in_the_report(built):
    result = built.maladministration_rate("category")
    row = op.analysis.evidence(result.iloc[0]).iloc[0]
    text = op.parse(row["source"]).document.text
    assert text[row["evidence_start"] : row["evidence_end"]] == row["evidence"]


def test_stages_agree_with_those_of_the_report(built):
    rows = built.stage_rows()
    path = PAGES[0]
    report = op.parse(path)
    mine = rows[rows["case_reference"] == report.case_reference]
    expected = [(time.stage, time.working_days, time.met, time.reason) for time in report.response_times()]
    plain = mine[["stage", "working_days", "met", "reason"]].astype(object)
    assert [tuple(row) for row in plain.where(plain.notna(), None).to_numpy()] == expected


def test_methods_are_the_functions(built):
    for name in METHODS:
        pd.testing.assert_frame_equal(getattr(built, name)(), getattr(op.analysis, name)(built))
    sides = {"a": "2023-24", "b": "2024-25", "by": "financial_year"}
    pd.testing.assert_frame_equal(built.compare(**sides), op.analysis.compare(built, **sides))
    change = {"between": ("2023-24", "2024-25"), "by": "layout", "minimum": 1}
    pd.testing.assert_frame_equal(built.biggest_changes(**change), op.analysis.biggest_changes(built, **change))


def test_sources_that_failed_are_told(built):
    class WithFailures:
        def __getattr__(self, name):
            return getattr(built, name)

        @property
        def sources(self):
            return built.sources.assign(status="failed")

    said = op.analysis.notes(op.analysis.maladministration_rate(WithFailures()))
    assert f"{len(PAGES)} sources of the dataset could not be read and are not counted." in said
    assert not any("could not be read" in note for note in op.analysis.notes(built.maladministration_rate()))
