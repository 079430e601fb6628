"""The maladministration rate, outcomes, and failings that recur: figures counted by hand from the five cases."""

import math

import pandas as pd
import pytest

from ombudsparse import AnalysisError
from ombudsparse.analysis import finding_rows, maladministration_rate, notes, outcomes, recurring_failings, wilson


def lines(result: pd.DataFrame, *columns: str) -> list[tuple]:
    """The rows as tuples, None for what is missing."""
    plain = result[list(columns)].astype(object)
    return [tuple(row) for row in plain.where(plain.notna(), None).itertuples(index=False)]


def test_the_rate_of_all(small):
    # considered: 3 of A1, 2 of A2, 1 of C1, 1 of D1; upheld: 2, 1, 0, 1; B1 has nothing considered
    row = maladministration_rate(small).iloc[0]
    assert (row["determinations"], row["findings"], row["upheld"]) == (4, 7, 4)
    assert row["rate"] == pytest.approx(4 / 7)
    # mean size (7 - 15/7) / 3 = 1.6190; between 0.1825, within 0.3889, so that the correlation is 0, its error 0.8155
    assert row["effective"] == pytest.approx(7 / (1 + (15 / 7 - 1) * 0.8155), abs=1e-3)
    assert (row["low"], row["high"]) == pytest.approx(wilson(4, 7, row["effective"]))
    assert bool(row["small"])


# by, then (key…, determinations, findings, upheld, rate) in the order stated
RATES = {
    "financial_year": [
        ("2022-23", 1, 3, 2, 2 / 3), ("2023-24", 1, 2, 1, 1 / 2), ("2024-25", 1, 1, 0, 0.0),
        ("not stated", 1, 1, 1, 1.0),
    ],
    "year": [(2023, 2, 5, 3, 3 / 5), (2024, 1, 1, 0, 0.0), (None, 1, 1, 1, 1.0)],
    # both names of Lambeth are one landlord; B1 and C1 are one landlord, unresolved
    "landlord": [
        ("London Borough of Lambeth", 2, 5, 3, 3 / 5), ("Fairholt Trust", 1, 1, 0, 0.0), ("not stated", 1, 1, 1, 1.0)
    ],
    "category": [
        ("damp_and_mould", 3, 3, 3, 1.0), ("complaint_handling", 2, 2, 1, 1 / 2), ("not stated", 1, 1, 0, 0.0),
        ("repairs", 1, 1, 0, 0.0), ("rent_and_service_charges", 0, 0, 0, None),
    ],
    "layout": [("report", 3, 6, 4, 4 / 6), ("decision", 1, 1, 0, 0.0)],
}  # fmt: skip


@pytest.mark.parametrize("by", RATES)
def test_rates_by_group(small, by):
    result = maladministration_rate(small, by)
    assert lines(result, by, "determinations", "findings", "upheld") == [row[:-1] for row in RATES[by]]
    assert [None if math.isnan(rate) else rate for rate in result["rate"]] == [row[-1] for row in RATES[by]]


def test_rates_by_two_groups(small):
    result = maladministration_rate(small, ["landlord", "financial_year"])
    assert lines(result, "landlord", "financial_year", "upheld", "findings") == [
        ("London Borough of Lambeth", "2022-23", 2, 3),
        ("London Borough of Lambeth", "2023-24", 1, 2),
        ("Fairholt Trust", "2024-25", 0, 1),
        ("not stated", "not stated", 1, 1),
    ]


def test_rates_of_cases(small):
    assert lines(maladministration_rate(small, level="case"), "determinations", "cases", "upheld", "rate") == [
        (4, 4, 3, 0.75)
    ]
    by = maladministration_rate(small, "category", level="case")
    assert lines(by.head(2), "category", "cases", "upheld") == [("damp_and_mould", 3, 3), ("complaint_handling", 2, 1)]


def test_what_is_excluded_is_chosen(small):
    everything = maladministration_rate(small, exclude=()).iloc[0]
    assert (everything["determinations"], everything["findings"], everything["upheld"]) == (5, 8, 4)
    strict = maladministration_rate(small, exclude=["outside_jurisdiction", "reasonable_redress"]).iloc[0]
    assert (strict["findings"], strict["upheld"]) == (5, 4)
    assert "2 reasonable redress, 1 outside jurisdiction" in " ".join(
        notes(maladministration_rate(small, exclude=["outside_jurisdiction", "reasonable_redress"]))
    )


def test_suppressed_rows_keep_their_counts(small):
    result = maladministration_rate(small, "landlord", minimum=2, suppress=True)
    assert list(result["small"]) == [False, True, True]
    assert lines(result, "findings", "rate", "low", "high")[1:] == [(1, None, None, None), (1, None, None, None)]
    assert result["rate"].iloc[0] == pytest.approx(0.6)
    assert any(
        "2 of 3 rows have fewer than 2 determinations: their figures are left empty" in note for note in notes(result)
    )


def test_no_findings_at_all(tables):
    empty = tables({"ref": "E1", "date": "2023-01-01"})
    assert lines(maladministration_rate(empty), "determinations", "findings", "upheld", "rate") == [(0, 0, 0, None)]
    assert len(maladministration_rate(empty, "landlord")) == 0
    assert len(outcomes(empty)) == 0
    assert len(recurring_failings(empty)) == 0


def test_a_filtered_frame_is_counted_as_it_is(small):
    rows = finding_rows(small)
    result = maladministration_rate(rows[rows["landlord"] == "London Borough of Lambeth"], "category")
    assert lines(result, "category", "findings", "upheld") == [
        ("complaint_handling", 2, 1), ("damp_and_mould", 2, 2), ("repairs", 1, 0)
    ]  # fmt: skip


def test_a_frame_need_not_say_whether_landlords_are_resolved(small):
    result = maladministration_rate(finding_rows(small).drop(columns="landlord_resolved"), "landlord")
    assert list(result["findings"]) == [5, 1, 1]
    assert not any("table of landlords" in note for note in notes(result))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"by": "landlords"}, r"'landlords' is no grouping, did you mean 'landlord'\?"),
        ({"by": ["year", "year"]}, "names a grouping twice"),
        ({"by": "severity"}, "'severity' is no grouping"),
        ({"level": "head"}, "neither 'finding' nor 'case'"),
        ({"exclude": ["dismissed"]}, "dismissed is no outcome"),
    ],
)
def test_what_cannot_be_computed(small, arguments, message):
    with pytest.raises(AnalysisError, match=message):
        maladministration_rate(small, **arguments)


def test_a_frame_without_the_columns(small):
    with pytest.raises(AnalysisError, match=r"no column outcome, upheld; .* rows of op\.analysis\.finding_rows"):
        maladministration_rate(finding_rows(small).drop(columns=["outcome", "upheld"]))


def test_outcomes(small):
    result = outcomes(small, "layout")
    assert lines(result, "layout", "outcome", "findings", "total") == [
        ("report", "severe_maladministration", 1, 7),
        ("report", "maladministration", 2, 7),
        ("report", "service_failure", 1, 7),
        ("report", "reasonable_redress", 1, 7),
        ("report", "no_maladministration", 1, 7),
        ("report", "outside_jurisdiction", 1, 7),
        ("decision", "severe_maladministration", 0, 1),
        ("decision", "maladministration", 0, 1),
        ("decision", "service_failure", 0, 1),
        ("decision", "reasonable_redress", 1, 1),
        ("decision", "no_maladministration", 0, 1),
        ("decision", "outside_jurisdiction", 0, 1),
    ]
    assert result["share"].to_list()[:2] == [1 / 7, 2 / 7]
    assert result.groupby("layout")["share"].sum().to_list() == pytest.approx([1, 1])


def test_outcomes_of_all(small):
    assert lines(outcomes(small, ()), "outcome", "findings") == [
        ("severe_maladministration", 1), ("maladministration", 2), ("service_failure", 1), ("reasonable_redress", 2),
        ("no_maladministration", 1), ("outside_jurisdiction", 1),
    ]  # fmt: skip


def test_recurring_failings(small):
    result = recurring_failings(small)
    assert lines(result, "landlord", "category", "cases", "findings", "severe") == [
        ("London Borough of Lambeth", "damp_and_mould", 2, 2, 1)
    ]
    assert str(result["first"].iloc[0].date()) == "2023-03-31"
    assert str(result["last"].iloc[0].date()) == "2023-04-01"
    # damp of D1 has no landlord; service failure in complaint handling was upheld once only
    assert {
        "1 upheld finding of not stated category or group left out.",
        "1 group upheld in fewer than 2 cases left out.",
    } <= {*notes(result)}


def test_recurring_failings_count_cases_and_not_findings(tables):
    twice = {"date": "2023-01-01", "landlord": "Fairholt Trust", "heads": ["repairs", "repairs"]}
    two = [("maladministration", 1), ("severe_maladministration", 2)]
    ds = tables({"ref": "E1", "findings": two, **twice}, {"ref": "E2", "findings": two[:1], **twice})
    assert lines(recurring_failings(ds), "cases", "findings", "severe") == [(2, 3, 1)]
    assert len(recurring_failings(tables({"ref": "E1", "findings": two, **twice}))) == 0


def test_notes_say_only_what_applies(small, tables):
    assert notes(maladministration_rate(small, "landlord")) == (
        "5 published cases. These are figures of what is published, not of all decisions: the public files hold 53% of "
        "the determinations of 2024-25 (3,773 of 7,082, counted in June 2026).",
        "2 landlords of 3 (3 cases) are not in the table of landlords: names are as printed, and two of one landlord "
        "are not joined.",
        "1 finding is left out: 1 outside jurisdiction.",
        "1 case with no finding considered left out of the rate: B1.",
        "3 of 3 rows have fewer than 5 determinations: such figures move much by chance.",
        "Findings of one case are alike (correlation 0.00, taken as 0.82, of 4 cases): the intervals are those of the "
        "smaller number of independent findings that these are worth.",
    )
    assert any("1 case of 5 has no date of decision" in note for note in notes(maladministration_rate(small, "year")))
    assert any("1 finding of 7 is not linked" in note for note in notes(maladministration_rate(small, "category")))
    cases = [
        {"ref": f"E{at}", "date": "2023-01-01", "heads": ["pests"], "findings": [("maladministration", 1)]}
        for at in range(5)
    ]
    assert [note[:17] for note in notes(maladministration_rate(tables(*cases), "category"))] == ["5 published cases"]
