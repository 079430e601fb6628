"""Each landlord beside all and its kind; limits counted by hand."""

import math

import pandas as pd
import pytest

from ombudsparse import plots
from ombudsparse.analysis import benchmarks, evidence, maladministration_rate, notes


@pytest.fixture(scope="module")
def ds(tables):
    """One finding a case: Ash 20 of 20 upheld, Birch 20 of 40, Cedar 1 of 2, and 1 of nobody's."""

    def cases(landlord, kind, upheld, n):
        found = ["maladministration"] * upheld + ["no_maladministration"] * (n - upheld)
        own = {"landlord": landlord, "landlord_type": kind, "date": "2024-05-01"}
        return [{"ref": f"{landlord}{at}", "findings": [(each, None)], **own} for at, each in enumerate(found)]

    return tables(
        *cases("Ash", "Housing Association", 20, 20),
        *cases("Birch", "Housing Association", 20, 40),
        *cases("Cedar", "Local Authority", 1, 2),
        {"ref": "X", "findings": [("maladministration", None)]},
    )


def test_benchmarks(ds):
    result = benchmarks(ds).set_index("landlord", drop=False)
    whole = 42 / 63
    assert set(result["all_rate"]) == {whole}
    assert result.loc["Ash", ["type_rate", "upheld_per_determination"]].to_list() == [40 / 60, 1]
    assert result.loc["Cedar", "type_rate"] == 0.5
    half = math.sqrt(whole * (1 - whole) / 40)
    assert result.loc["Birch", ["low_95", "high_95"]].to_list() == pytest.approx(
        [whole - 1.96 * half, whole + 1.96 * half], abs=1e-4
    )
    assert result.loc["Birch", "low_998"] == pytest.approx(whole - 3.09 * half, abs=1e-4)
    assert result.loc["Ash", "high_998"] == pytest.approx(whole + 3.09 * math.sqrt(whole * (1 - whole) / 20), abs=1e-3)
    # Ash lies above the limit of 0.9924; Birch within; Cedar is too small to be judged
    assert result["outside"].loc[["Ash", "Birch"]].to_list() == [True, False]
    assert pd.isna(result.loc["Cedar", "outside"])
    assert "1 landlord with fewer than 5 determinations not judged by the limits." in notes(result)
    assert len(evidence(result.loc["Ash"])) == 20


def test_rates_are_those_of_the_measure(ds):
    rates = maladministration_rate(ds, "landlord").set_index("landlord")
    for row in benchmarks(ds).itertuples():
        assert row.rate == rates.loc[row.landlord, "rate"]


def test_nothing_to_set_beside(tables):
    assert benchmarks(tables()).empty


def test_funnel(ds, tables):
    pytest.importorskip("altair")
    spec = str(plots.funnel(ds).to_dict())
    assert "3 landlords, 1 outside the wider limits" in spec
    assert "'name': 'Ash'" in spec
    assert "'name': 'Birch'" not in spec
    assert "No formal finding to show." in str(plots.funnel(tables()).to_dict())
