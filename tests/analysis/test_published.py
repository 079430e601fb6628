"""A dataset beside the Ombudsman's own figures: coverage, rates, and what is apart beyond chance."""

import pandas as pd
import pytest

from ombudsparse import AnalysisError
from ombudsparse.analysis import account, beside_published, evidence, notes, wilson
from ombudsparse.analysis.published import ALL, published_years

HEADER = "landlord,financial_year,determinations,findings,severe_findings,maladministration_rate,homes_band\n"


@pytest.fixture(scope="module")
def ds(tables):
    """Of 2025-26: Ash 8 cases of 10, 6 upheld; Birch 8 of 100, none upheld; Cedar 2; and one of Ash a year before."""

    def cases(landlord: str, upheld: int, n: int, date: str = "2025-06-01") -> list[dict]:
        found = ["severe_maladministration"] * upheld + ["no_maladministration"] * (n - upheld)
        own = {"landlord": landlord, "date": date}
        return [{"ref": f"{landlord}{date}{at}", "findings": [(each, None)], **own} for at, each in enumerate(found)]

    return tables(
        *cases("Ash", 6, 8), *cases("Birch", 0, 8), *cases("Cedar", 1, 2), *cases("Ash", 1, 1, "2025-03-31"),
        {"ref": "X", "landlord": "Dale", "date": "2025-06-01"},
    )  # fmt: skip


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "published.csv"
    path.write_text(
        HEADER
        + 'Ash,2025-26,10,20,4,75%,"1,000 to 9,999 homes"\nBirch,2025-26,100,150,5,0.7,\nCedar,2025-26,1,3,1,60%,\n'
    )
    return path


def test_figures_beside_those_of_a_file(ds, file):
    result = beside_published(ds, "2025-26", published=file).set_index("landlord", drop=False)
    assert list(result.index) == ["Birch", "Ash", "Cedar"]
    ash = result.loc["Ash"]
    assert ash[["published_determinations", "cases", "coverage", "published_rate"]].to_list() == [10, 8, 0.8, 0.75]
    assert ash[["findings", "upheld", "rate", "severe", "severe_share"]].to_list() == [8, 6, 0.75, 6, 0.75]
    assert ash["published_severe_share"] == 0.2
    # one finding a case: 8 findings are worth 8, and with 8 of 10 cases held 8 ÷ 0.2
    assert (ash["low"], ash["high"]) == pytest.approx(wilson(6, 8, 40))
    assert result["beyond_chance"].to_list() == [True, False, pd.NA]  # Cedar has too few
    assert ash["homes_band"] == "1,000 to 9,999 homes"
    assert len(evidence(ash)) == 8


def test_what_is_said_of_it(ds, file):
    result = beside_published(ds, "2025-26", published=file)
    said = " ".join(notes(result))
    assert "2 rates are compared: chance alone would be expected to set 0.1 of them apart, and 1 are" in said
    assert "More cases are held than determinations are published of Cedar" in said
    assert "1 case left out" in said
    counts = account(result).set_index(["unit", "what"])["number"]
    assert counts["cases", "all"] == 20
    assert counts["cases", "counted"] == 18


def test_the_published_figures_of_2024_25(ds):
    (year,) = [each for each in published_years() if each.financial_year == "2024-25"]
    assert len(year.landlords) == 129
    assert sum(severe for *_, severe, _ in year.landlords) == 692
    result = beside_published(ds)
    assert len(result) == 130
    assert result.iloc[0][["landlord", "published_determinations", "cases"]].to_list() == [ALL, 7082, 1]
    assert result["published_rate"].between(0, 1).all()
    assert "transcribed" in " ".join(notes(result))


def test_a_year_before_landlords_has_the_row_of_all(ds):
    assert beside_published(ds, "2023-24")["landlord"].to_list() == [ALL]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "cannot be read"), ("landlord\nAsh\n", "has no column 'determinations'"),
        (HEADER + "Ash,2025-26,ten,1,1,70%,\n", "line 2: invalid literal"), (HEADER, "has no rows"),
        (HEADER + "Ash,2026-27,10,1,1,70%,\n", "has no published figures of '2025-26'; use any of 2026-27"),
    ],
)  # fmt: skip
def test_a_file_that_does_not_fit(ds, tmp_path, text, message):
    path = tmp_path / "mine.csv"
    if text is not None:
        path.write_text(text)
    with pytest.raises(AnalysisError, match=message):
        beside_published(ds, "2025-26", published=path)


def test_an_empty_dataset_has_the_rows_all_the_same(tables):
    result = beside_published(tables())
    assert len(result) == 130
    assert (result["cases"] == 0).all()
    assert result["rate"].isna().all()
    assert result["beyond_chance"].isna().all()
