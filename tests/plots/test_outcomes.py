"""Outcomes by landlord: the upheld part of a bar is the rate, few are not ranked, colours can be told apart."""

import pytest

from ombudsparse import analysis, plots
from ombudsparse.errors import AnalysisError
from ombudsparse.plots.chart_style import TEXT
from ombudsparse.plots.outcomes import COLOURS, DARK, OFF_SCALE_COLOURS

SEVERE, MAL, FAILURE, NONE = "severe_maladministration", "maladministration", "service_failure", "no_maladministration"
REDRESS, OUTSIDE = "reasonable_redress", "outside_jurisdiction"


@pytest.fixture(scope="module")
def three(findings):
    """Ash: 5 cases, 2 of 5 upheld, 1 outside; Birch: 5 cases, 4 of 8 upheld; Cedar: 1 case, 1 of 1 upheld."""
    return findings(
        ("1", "Ash", "repairs", SEVERE), ("2", "Ash", "repairs", FAILURE), ("3", "Ash", "repairs", NONE),
        ("4", "Ash", "repairs", NONE), ("5", "Ash", "repairs", REDRESS), ("5", "Ash", "repairs", OUTSIDE),
        *((str(10 + at % 5), "Birch", "repairs", MAL if at < 4 else NONE) for at in range(8)),
        ("20", "Cedar", "repairs", MAL),
    )  # fmt: skip


def test_bars_are_shares_of_what_the_rate_counts(three, drawn):
    bars = drawn(plots.outcomes_by_landlord(three), "outcome", "start", "end")
    ash = [(bar["outcome"], bar["findings"], bar["start"], bar["end"]) for bar in bars if bar["landlord"] == "Ash"]
    assert ash == [
        ("severe maladministration", 1, 0.0, 0.2), ("service failure", 1, 0.2, 0.4),
        ("no maladministration", 2, 0.4, 0.8), ("reasonable redress", 1, 0.8, 1.0),
    ]  # fmt: skip


def test_rates_are_those_of_the_analysis(three, drawn):
    chart = plots.outcomes_by_landlord(three, minimum=1)
    shown = {row["name"]: (row["rate"], row["interval"], row["n"]) for row in drawn(chart, "rate", "n")}
    for rate in analysis.maladministration_rate(three, by="landlord").itertuples():
        interval = f"{rate.low * 100:.0f}–{rate.high * 100:.0f}%"
        assert shown[rate.landlord] == (f"{rate.rate * 100:.0f}%", interval, str(rate.findings))


def test_the_highest_rate_is_first_and_few_are_not_ranked(three, drawn, words):
    chart = plots.outcomes_by_landlord(three)
    rows = sorted(drawn(chart, "rate", "row"), key=lambda row: row["row"])
    assert [(row["name"], row["rate"], row["n"], row["out"]) for row in rows] == [
        ("Birch", "50%", "8", "0"), ("Ash", "40%", "5", "1"), ("Cedar", "–", "1", "0"),
    ]  # fmt: skip
    said = words(chart)
    assert "14 findings, 3 landlords; the highest maladministration rate first" in said
    assert "Not counted: 1 finding that" in said
    assert "11 cases read by ombudsparse" in said


def test_top_takes_those_with_the_most_findings(three, drawn, words):
    chart = plots.outcomes_by_landlord(three, top=1)
    assert [row["name"] for row in drawn(chart, "rate", "row")] == ["Birch"]
    assert "8 findings, the 1 of 3 landlords with the most findings" in words(chart)


def test_a_table_of_outcomes_is_drawn_as_it_is(three, drawn):
    table = analysis.outcomes(three, by="landlord")
    kept = table[table["landlord"] != "Birch"]
    bars = drawn(plots.outcomes_by_landlord(kept), "outcome", "start")
    assert {bar["landlord"] for bar in bars} == {"Ash", "Cedar"}


@pytest.mark.parametrize("by", ["category", "year"])
def test_other_tables_are_refused(three, by):
    with pytest.raises(AnalysisError, match="outcomes with landlord, outcome"):
        plots.outcomes_by_landlord(analysis.outcomes(three, by=by))


def test_what_is_no_unit_row_is_refused(three):
    with pytest.raises(AnalysisError, match="finding_rows"):
        plots.outcomes_by_landlord(three[["case_reference", "landlord"]])
    with pytest.raises(AnalysisError, match="top=0"):
        plots.outcomes_by_landlord(three, top=0)


def test_nothing_counted(findings, three, words):
    assert "No formal finding to show." in words(plots.outcomes_by_landlord(three[:0]))
    outside = plots.outcomes_by_landlord(findings(("1", "Ash", "repairs", OUTSIDE)))
    assert "0 findings, 1 landlord" in words(outside)


def luminance(colour: str) -> float:
    """Relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, two: str) -> float:
    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_colours_can_be_told_in_grey():
    scale = [colour for outcome, colour in COLOURS.items() if outcome not in OFF_SCALE_COLOURS]
    off = [COLOURS[outcome] for outcome in OFF_SCALE_COLOURS]
    for family in (scale, off):
        for at, one in enumerate(family):
            assert all(contrast(one, two) > 1.5 for two in family[at + 1 :])
    inks = {outcome: "#FFFFFF" if outcome in DARK else TEXT for outcome in COLOURS}
    assert all(contrast(colour, inks[outcome]) >= 4 for outcome, colour in COLOURS.items())
