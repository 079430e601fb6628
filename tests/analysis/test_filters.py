"""Filters: one meaning of each name, money that adds up to what is asked for, and what would match."""

import pytest
from corpus_reports import CORPUS

import ombudsparse as op
from ombudsparse.analysis import narrow
from ombudsparse.analysis.filters import Filters, named_value, several

SLUGS = ["damp_and_mould", "repairs", "asb_and_noise"]


@pytest.fixture(scope="module")
def ds(tmp_path_factory):
    made = op.read(str(CORPUS / "reports" / "*" / "page.html"), workers=1, progress=False)
    return made.save(tmp_path_factory.mktemp("dataset") / "ds")


@pytest.mark.parametrize(
    ("name", "value", "known", "meant"),
    [
        ("category", "damp and mould", SLUGS, "damp_and_mould"),
        ("category", "Damp_and_Mould", SLUGS, "damp_and_mould"),
        ("category", "ASB and noise", SLUGS, "asb_and_noise"),
        ("year", "2024/25", ["2024-25"], "2024-25"),
        ("year", "2024-2025", ["2024-25"], "2024-25"),
        ("year", "2024–25", ["2024-25"], "2024-25"),
        ("landlord", "Lambeth Council", ["London Borough of Lambeth"], "London Borough of Lambeth"),
        ("landlord", "ash homes", ["Ash Homes"], "Ash Homes"),
        ("tenure", "Secure Tenant", ["secure tenant"], "secure tenant"),
    ],
)
def test_a_value_is_known_however_it_is_written(name, value, known, meant):
    assert named_value(name, value, known) == meant


@pytest.mark.parametrize(
    ("name", "value", "known", "told"),
    [
        ("year", "2024", ["2023-24", "2024-25"], "year: '2024' matches nothing here; did you mean '2024-25'"),
        ("category", "damp", SLUGS, "did you mean 'damp_and_mould'?"),
        ("category", "mold", SLUGS, "there are asb_and_noise, damp_and_mould, repairs"),
        ("outcome", "maladmin", ["maladministration"], "did you mean 'maladministration'?"),
        ("tenure", "leaseholder", [], "no case states one"),
    ],
)
def test_what_matches_nothing_says_what_would(name, value, known, told):
    with pytest.raises(op.AnalysisError, match="matches nothing here") as raised:
        named_value(name, value, known)
    assert told in str(raised.value)


def test_blank_values_are_none():
    assert several("") == several(None) == several([" ", None]) == ()
    assert not Filters()
    assert several(2024) == ("2024",)


def test_findings_are_those_of_the_matters(ds):
    rows = ds.finding_rows(category="repairs", outcome=["maladministration", "service failure"])
    assert set(rows["category"]) == {"repairs"}
    assert set(rows["outcome"]) <= {"maladministration", "service_failure"}
    everything = ds.finding_rows()
    assert (
        len(rows)
        == (
            (everything["category"] == "repairs") & everything["outcome"].isin(["maladministration", "service_failure"])
        ).sum()
    )


def test_the_years_of_a_rate_add_up(ds):
    parts = ds.maladministration_rate(by="financial_year")
    for row in parts.itertuples():
        if row.findings and row.financial_year != "not stated":
            one = ds.maladministration_rate(year=row.financial_year).iloc[0]
            assert (one["findings"], one["upheld"]) == (row.findings, row.upheld)


def test_money_of_a_category_is_what_is_ordered_for_it_and_the_rest_is_told(ds):
    by_category = ds.compensation(by="category").set_index("category")["total"]
    for category in ("repairs", "complaint_handling"):
        found = ds.compensation(by="landlord", category=category)
        assert found["total"].sum() == pytest.approx(by_category[category])
        said = op.analysis.notes(found)
        assert any(note.startswith("Only: ") for note in said)
        assert any("more is ordered in these cases" in note for note in said)


@pytest.mark.parametrize(
    "count",
    ["maladministration_rate", "outcomes", "compensation", "earlier_offers", "order_types", "response_times",
     "time_to_determination", "recurring_failings"],
)  # fmt: skip
def test_every_measure_takes_them_and_says_so(ds, count):
    found = getattr(ds, count)(year="2025-26", type="housing association", category="complaint handling")
    assert "Only: complaint handling; 2025-26; housing association" in " ".join(op.analysis.notes(found))


def test_a_dataset_narrowed_twice_keeps_both(ds):
    once = ds.where(year="2025-26")
    twice = narrow(once, category="repairs")
    assert len(twice.determinations) < len(once.determinations) < len(ds.determinations)
    assert set(op.analysis.finding_rows(twice)["category"]) == {"repairs"}


def test_nothing_given_is_the_dataset_itself_and_nothing_in_common_is_told(ds):
    assert ds.where() is ds
    assert ds.where(category="") is ds
    with pytest.raises(op.AnalysisError, match=r"no case is all of this: .*; leave out one of them"):
        ds.where(year="2019-20", category="building_safety")
    with pytest.raises(op.AnalysisError, match="typo is no filter; use any of landlord, category"):
        ds.where(typo="x")
