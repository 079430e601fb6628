"""Two groups side by side, and the largest changes between two periods."""

import math

import pytest

from ombudsparse import AnalysisError
from ombudsparse.analysis import biggest_changes, compare, evidence, newcombe, notes


def test_compare_landlords_by_any_of_their_names(small):
    result = compare(small, "Lambeth Council", "Fairholt Trust").set_index("measure")
    rate = result.loc["maladministration rate"]
    assert rate[["a", "b", "difference"]].to_list() == pytest.approx([0.6, 0, -0.6])
    assert rate[["a_n", "b_n"]].to_list() == [5, 1]
    # of 7 findings of 4 cases the correlation is taken as 0.8155; Lambeth has 3 of one case and 2 of another
    worth = 5 / (1 + (13 / 5 - 1) * 0.81550), 1
    assert (rate["low"], rate["high"]) == pytest.approx(newcombe((3, 5), (0, 1), worth), abs=1e-5)
    assert result.loc["cases", ["a", "b"]].to_list() == [2, 2]
    assert result["a_n"].isna().to_list() == [False, False, True, False, False, False, False]
    money = result.loc["mean compensation"]
    assert (money["a"], money["a_n"], money["b_n"]) == (325, 2, 0)
    assert math.isnan(money["b"])
    late = result.loc["stage 1 answers over the limit"]
    # of the two answers of Fairholt Trust the one whose complaint is dated to the month may be in time
    assert late[["a", "a_n", "b", "b_n"]].to_list() == [0, 2, 0.5, 2]
    assert (late["low"], late["high"]) == (newcombe((0, 2), (1, 2))[0], newcombe((0, 2), (2, 2))[1])
    assert "of 0 and 1 the dates leave it open" in late["note"]
    assert result["low"].notna().to_list() == [True, False, False, False, False, True, False]
    assert "fewer than 5 cases on one side" in rate["note"]


def test_compare_years(small):
    result = compare(small, "2022-23", "2023-24", by="financial_year").set_index("measure")
    assert result.loc["findings", ["a", "b", "difference"]].to_list() == [3, 2, -1]
    assert result.loc["median compensation", ["a", "b"]].to_list() == [400, 250]
    by_year = compare(small, "2023", 2024, by="year").set_index("measure")
    assert by_year.loc["cases", ["a", "b"]].to_list() == [2, 2]


def test_what_stands_behind_a_comparison(small):
    result = compare(small, "Lambeth Council", "Fairholt Trust")
    behind = evidence(result.iloc[0])
    assert behind["case_reference"].to_list() == ["A1", "A1", "A1", "A2", "A2", "C1"]
    assert behind["landlord"].nunique() == 2
    assert (
        evidence(result.set_index("measure", drop=False).loc["mean compensation"])["compensation_ordered"].sum() == 650
    )
    assert notes(result)[0] == "a is London Borough of Lambeth, b is Fairholt Trust; differences are b less a."


@pytest.mark.parametrize(
    ("a", "b", "by", "message"),
    [
        (
            "Fairholt Turst",
            "Lambeth",
            "landlord",
            r"a: no case has the landlord 'Fairholt Turst'; did you mean Fairholt Trust\?",
        ),
        ("Lambeth Council", "Peabody", "landlord", "b: no case has the landlord 'Peabody'"),
        ("London Borough of Lambeth", "Lambeth Council", "landlord", "both are 'London Borough of Lambeth'"),
        ("Lambeth", "Fairholt Trust", "landlord", r"'Lambeth'; did you mean London Borough of Lambeth\?"),
        ("repairs", "pests", "category", "cannot group"),
    ],
)
def test_what_cannot_be_compared(small, a, b, by, message):
    with pytest.raises(AnalysisError, match=message):
        compare(small, a, b, by=by)


def test_a_frame_cannot_be_compared(small):
    with pytest.raises(AnalysisError, match="give the Dataset"):
        compare(small.findings, "a", "b")


@pytest.fixture(scope="module")
def changing(tables):
    """Ash: 2 of 4 then 4 of 4; Birch: 3 of 3 then 0 of 3; Cedar: only one case in the second year."""

    def cases(landlord: str, date: str, upheld: int, n: int) -> list[dict]:
        found = ["maladministration"] * upheld + ["no_maladministration"] * (n - upheld)
        own = {"landlord": landlord, "date": date, "heads": ["repairs"]}
        return [{"ref": f"{landlord}-{date}-{at}", "findings": [(each, 1)], **own} for at, each in enumerate(found)]

    return tables(
        *cases("Ash", "2023-03-31", 2, 4), *cases("Ash", "2023-04-01", 4, 4),
        *cases("Birch", "2023-03-31", 3, 3), *cases("Birch", "2023-04-01", 0, 3),
        *cases("Cedar", "2023-03-31", 3, 3), *cases("Cedar", "2023-04-01", 0, 1),
    )  # fmt: skip


def test_biggest_changes(changing):
    result = biggest_changes(changing, ("2022-23", "2023-24"), minimum=3)
    columns = ["landlord", "before", "before_n", "after", "after_n", "difference"]
    assert result[columns].to_numpy().tolist() == [["Birch", 1, 3, 0, 3, -1], ["Ash", 0.5, 4, 1, 4, 0.5]]
    assert list(result.loc[1, ["low", "high"]]) == pytest.approx(newcombe((2, 4), (4, 4)))
    assert "1 group with fewer than 3 determinations in one of the periods left out." in notes(result)
    assert len(evidence(result.iloc[0])) == 6
    assert len(biggest_changes(changing, ("2022-23", "2023-24"))) == 0


@pytest.mark.parametrize(("between", "n"), [(("2023-03", "2023-04"), 4), (("2023 Q1", "2023 Q2"), 4)])
def test_any_two_periods_of_a_kind(changing, between, n):
    assert biggest_changes(changing, between, minimum=3).set_index("landlord").loc["Ash", "before_n"] == n


@pytest.mark.parametrize(
    ("between", "by", "message"),
    [
        (("2022-23", "2023"), "landlord", "not two periods of one kind"),
        (("2022-23", "2030-31"), "landlord", "no case has the financial year '2030-31'"),
        ("2022-23", "landlord", "not two periods; give them as"),
        (("2022-23", "2023-24"), "financial_year", "is what is compared"),
    ],
)
def test_what_is_no_change(changing, between, by, message):
    with pytest.raises(AnalysisError, match=message):
        biggest_changes(changing, between, by=by)
