"""A Dataset as people use one in a notebook: its cases, its tables, and what it says of itself."""

import pytest
from corpus_reports import CORPUS

import ombudsparse as op

NAMES = ("calder-fen-202433871", "lindholme-202441520")


@pytest.fixture(scope="module")
def ds(tmp_path_factory):
    made = op.read([CORPUS / "reports" / name / "page.html" for name in NAMES], workers=1, progress=False)
    return made.save(tmp_path_factory.mktemp("dataset") / "ds")


def test_findings_are_the_formal_ones_and_the_others_are_beside_them(ds):
    assert set(ds.findings["statement"]) == {"formal"}
    assert set(ds.narrative_findings["statement"]) == {"narrative"}
    for d in ds:
        assert (ds.findings["case_reference"] == d.case_reference).sum() == len(d.formal_findings)
        assert (ds.narrative_findings["case_reference"] == d.case_reference).sum() == len(d.narrative_findings)


def test_every_table_that_is_opened_by_itself_names_landlord_and_date(ds):
    for name in ("heads", "findings", "narrative_findings", "orders", "recommendations", "awards", "events"):
        frame = getattr(ds, name)
        assert frame["landlord"].notna().all()
        assert frame["date"].notna().all()


def test_cases_by_reference_in_turn_and_in_number(ds):
    assert len(ds) == 2
    assert ds["202433871"].landlord == "Calder Fen Housing Limited"
    assert [d.case_reference for d in ds] == list(ds.determinations["case_reference"])
    assert "202433871" in ds
    assert "202399999" not in ds


@pytest.mark.parametrize("kind", [KeyError, op.CaseNotFound, op.DatasetError])
def test_a_case_that_is_not_there_is_named(ds, kind):
    with pytest.raises(kind, match="has no case 202399999"):
        ds["202399999"]


def test_a_notebook_shows_what_it_holds(ds):
    shown = ds._repr_html_()
    assert "<b>2 cases</b>" in shown
    assert "formal findings: count these" in shown
    assert f"{len(ds.findings):,}" in shown


def test_one_kind_of_landlord_whoever_says_it(ds):
    cases = ds.determinations
    assert set(cases["landlord_type"].dropna()) <= {"housing_association", "council", "almo", "co_operative"}
    assert (cases["landlord_type"].notna() == cases["landlord_type_source"].notna()).all()
