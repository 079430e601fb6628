"""Landlords by category: each cell has its n, few findings are hollow, the first row is all landlords."""

import pytest

from ombudsparse import analysis, plots
from ombudsparse.errors import AnalysisError
from ombudsparse.plots.heat_map import COLOUR_STEPS, _classes

MAL, NONE = "maladministration", "no_maladministration"


@pytest.fixture(scope="module")
def some(findings):
    """Ash: repairs 4 of 5 upheld, pests 1 of 1; Birch: repairs 0 of 5; one outside jurisdiction."""
    return findings(
        *((str(at), "Ash", "repairs", MAL if at < 4 else NONE) for at in range(5)), ("5", "Ash", "pests", MAL),
        *((str(10 + at), "Birch", "repairs", NONE) for at in range(5)),
        ("20", "Birch", "pests", "outside_jurisdiction"),
    )  # fmt: skip


def cells(chart, drawn):
    return {(cell["landlord"], cell["category"]): cell for cell in drawn(chart, "hollow", "class")}


def test_rates(some, drawn, words):
    chart = plots.landlord_category_map(some)
    found = {key: (cell["big"], cell["small"], cell["class"]) for key, cell in cells(chart, drawn).items()}
    assert found == {
        ("All 2 landlords", "repairs"): ("40%", "n 10", "40% to 59%"),
        ("All 2 landlords", "pests"): ("", "n 1", "fewer than 5 determinations"),
        ("Ash", "repairs"): ("80%", "n 5", "80% to 100%"),
        ("Ash", "pests"): ("", "n 1", "fewer than 5 determinations"),
        ("Birch", "repairs"): ("0%", "n 5", "under 20%"),
    }
    said = words(chart)
    assert "Share of findings upheld; 11 findings, 2 landlords" in said
    assert "1 finding is left out: 1 outside jurisdiction." in said
    assert "12 cases read by" in said


@pytest.mark.parametrize(
    ("measure", "ash", "birch"), [("upheld", ("4", "n 5", False), ("0", "n 5", True)),
                                  ("findings", ("5", "", False), ("5", "", False))]
)  # fmt: skip
def test_numbers(some, drawn, measure, ash, birch):
    found = cells(plots.landlord_category_map(some, measure), drawn)
    for landlord, expected in (("Ash", ash), ("Birch", birch)):
        cell = found[landlord, "repairs"]
        assert (cell["big"], cell["small"], cell["hollow"]) == expected
    assert found["All 2 landlords", "repairs"]["hollow"], "a sum is off the scale of one landlord's numbers"


def test_top_keeps_the_row_of_all(some, drawn, words):
    chart = plots.landlord_category_map(some, top=1)
    assert {landlord for landlord, _ in cells(chart, drawn)} == {"All 2 landlords", "Ash"}
    assert "6 findings, the 1 of 2 landlords with the most findings" in words(chart)


def test_tables_and_refusals(some, drawn, words):
    by = ("landlord", "category")
    table = analysis.maladministration_rate(some, by=by)
    assert cells(plots.landlord_category_map(table), drawn) == cells(plots.landlord_category_map(some), drawn)
    with pytest.raises(AnalysisError, match="level='finding'"):
        plots.landlord_category_map(analysis.maladministration_rate(some, by=by, level="case"))
    with pytest.raises(AnalysisError, match="measure='speed'"):
        plots.landlord_category_map(some, "speed")
    assert "No formal finding to show." in words(plots.landlord_category_map(some[:0]))


@pytest.mark.parametrize(
    ("most", "names"),
    [
        (1, ["1"]), (3, ["1", "2", "3"]), (5, ["1", "2", "3", "4", "5"]), (6, ["1 to 2", "3 to 4", "5 to 6"]),
        (20, ["1 to 4", "5 to 8", "9 to 12", "13 to 16", "17 to 20"]),
    ],
)  # fmt: skip
def test_classes_of_numbers(most, names):
    assert [name for name, _ in _classes("upheld", most)] == names
    assert len(names) <= len(COLOUR_STEPS)
