"""How grave the findings considered are, counted by hand from the five cases."""

import pytest

from ombudsparse.analysis import evidence, maladministration_rate, outcomes, severity_mix, wilson


def test_severity_mix(small):
    # considered: 7 of 4 cases; outside jurisdiction is not
    result = severity_mix(small)
    found = {row.outcome: (row.findings, row.considered) for row in result.itertuples()}
    assert found == {
        "severe_maladministration": (1, 7), "maladministration": (2, 7), "service_failure": (1, 7),
        "reasonable_redress": (2, 7), "no_maladministration": (1, 7), "resolved_with_intervention": (0, 7),
        "mediation": (0, 7),
    }  # fmt: skip
    assert result["share"].sum() == pytest.approx(1)
    worth = maladministration_rate(small)["effective"].iloc[0]
    assert tuple(result.loc[1, ["low", "high"]]) == pytest.approx(wilson(2, 7, worth))
    assert len(evidence(result.iloc[1])) == 2


@pytest.mark.parametrize("by", ["landlord", "year", "category"])
def test_groups_add_up(small, by):
    result = severity_mix(small, by)
    assert result["findings"].sum() == 7
    assert result.groupby(by, dropna=False)["share"].sum().to_list() == pytest.approx([1] * result[by].nunique(False))
    whole = outcomes(small, by)
    assert result[result["outcome"] == "maladministration"]["findings"].sum() == (
        whole[whole["outcome"] == "maladministration"]["findings"].sum()
    )


def test_nothing_considered(tables):
    assert severity_mix(tables()).empty
    assert severity_mix(tables({"ref": "E1"}), "landlord").empty
