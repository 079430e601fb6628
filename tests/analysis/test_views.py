"""Merged landlords together, the user's own table of landlords, and the Ombudsman's own categories."""

import pandas as pd
import pytest

from ombudsparse import AnalysisError
from ombudsparse.analysis import (
    account,
    compare,
    compensation,
    maladministration_rate,
    notes,
    per_homes,
    response_times,
    rolled_up,
    with_landlords,
)
from ombudsparse.analysis.their_categories import ombudsman_categories
from ombudsparse.records import Category


def cases_of(canonical, *dates, category="repairs", outcome="maladministration"):
    own = {"landlord": canonical, "landlord_canonical": canonical, "heads": [category], "findings": [(outcome, 1)]}
    return [{"ref": f"{canonical}{date}", "date": date, **own} for date in dates]


@pytest.fixture(scope="module")
def merged(tables):
    """Optivo became Southern Housing on 16 December 2022; Catalyst became Peabody in April 2022; Octavia is a
    subsidiary of Abri; Homes for Haringey went back to the council on 1 June 2022."""
    return tables(
        *cases_of("Optivo", "2022-12-15", "2022-12-16", "2023-05-01"), *cases_of("Southern Housing", "2023-06-01"),
        *cases_of("Catalyst Housing", "2022-04-15", "2022-05-01"), *cases_of("Octavia Housing", "2025-05-01"),
        *cases_of("Homes for Haringey", "2022-01-01", "2023-01-01"),
        {"ref": "X", "landlord": "Fairholt Trust", "date": "2024-01-01"},
    )  # fmt: skip


def counts(result, key="landlord"):
    return dict(zip(result[key], result["determinations"], strict=True))


def test_cases_after_a_merger_are_those_of_the_successor(merged):
    view = rolled_up(merged)
    assert counts(maladministration_rate(view, "landlord")) == {
        "Southern Housing": 3, "Optivo": 1, "Catalyst Housing": 1, "Peabody Trust": 1, "Octavia Housing": 1,
        "Homes for Haringey": 2,
    }  # fmt: skip
    said = " ".join(notes(maladministration_rate(view, "landlord")))
    assert "Catalyst Housing under Peabody Trust (1); Optivo under Southern Housing (2)." in said
    assert counts(maladministration_rate(merged, "landlord"))["Optivo"] == 3, "the dataset itself is as it was"


def test_homes_that_a_body_managed_are_the_councils_on_request(merged):
    found = counts(maladministration_rate(rolled_up(merged, almos=True), "landlord"))
    assert found["London Borough of Haringey"] == 2
    assert counts(maladministration_rate(rolled_up(merged, successors=False), "landlord"))["Optivo"] == 3


def test_groups(merged):
    found = counts(maladministration_rate(merged, "group"), "group")
    assert sum(found.values()) == 9
    assert found.get("Abri Group", 0) + found.get("Octavia Housing", 0) == 1


@pytest.fixture
def homes(tmp_path):
    path = tmp_path / "homes.csv"
    rows = 'landlord,homes,region\nOptivo,"45,000",South East\nSouthern Housing Group,900,\nPeabody,60000,London\n'
    path.write_text(rows)
    return path


def test_a_table_of_landlords_can_be_grouped_by(merged, homes):
    view = with_landlords(merged, homes)
    assert counts(maladministration_rate(view, "region"), "region") == {"South East": 3, "not stated": 6}
    assert set(compensation(view, ["region", "size_band"])["size_band"]) == {"10,000 to 49,999 homes", "not stated"}
    assert response_times(view, "region").empty
    assert compare(view, "South East", "not stated", by="region")["a"].iloc[0] == 1
    assert any("from the table of landlords that the user gave" in note for note in
               notes(maladministration_rate(view, "region")))  # fmt: skip


def test_rates_per_homes(merged, homes):
    result = per_homes(with_landlords(merged, homes)).set_index("landlord")
    assert result.loc["Optivo", ["homes", "cases", "upheld_findings"]].to_list() == [45000, 3, 3]
    assert result.loc["Optivo", ["cases_per_1000", "upheld_per_10000"]].to_list() == pytest.approx([3 / 45, 30 / 45])
    parts = account(per_homes(with_landlords(merged, homes))).set_index(["unit", "what"])["number"]
    assert (parts["cases", "all"], parts["cases", "counted"]) == (10, 3)


def test_a_table_of_years(merged):
    frame = pd.DataFrame({"landlord": ["Optivo", "Optivo"], "financial_year": ["2022-23", "2023-24"],
                          "homes": [100, 200], "rent": ["low", "high"]})  # fmt: skip
    view = with_landlords(merged, frame)
    assert counts(maladministration_rate(view, "rent"), "rent") == {"not stated": 6, "low": 2, "high": 1}
    assert per_homes(view, "rent").set_index("rent")["homes"].to_dict() == {"low": 100, "high": 200}
    assert per_homes(view)["homes"].to_list() == [300]
    alike = per_homes(with_landlords(merged, frame.assign(homes=100)))
    assert alike["homes"].to_list() == [200], "the homes of each of two years, also where they are as many"


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        ({"name": ["Optivo"]}, "no column landlord"),
        ({"landlord": ["Optivo", "Optivo Ltd"]}, "has Optivo twice"),
        ({"landlord": ["Optivo"], "tenure": ["x"]}, "tenure are the dataset's own"),
    ],
)
def test_a_table_that_does_not_fit(merged, frame, message):
    with pytest.raises(AnalysisError, match=message):
        with_landlords(merged, pd.DataFrame(frame))


def test_homes_are_needed_and_a_file_that_is_there(merged, tmp_path):
    with pytest.raises(AnalysisError, match="has no homes"):
        per_homes(merged)
    with pytest.raises(AnalysisError, match="cannot be read as CSV"):
        with_landlords(merged, tmp_path / "none.csv")


def test_the_ombudsmans_categories(tables):
    ds = tables(
        *cases_of("Optivo", "2023-01-01", category="pests"), *cases_of("Optivo", "2023-01-02"),
        *cases_of("Optivo", "2023-01-03", category="other"),
        *cases_of("Optivo", "2023-01-04", category="asb_and_noise"),
    )  # fmt: skip
    result = maladministration_rate(ds, "ombudsman_category")
    assert counts(result, "ombudsman_category") == {"property condition": 2, "unmapped": 1, "anti-social behaviour": 1}
    assert any("Unmapped: other (1)." in note for note in notes(result))
    mapped = ombudsman_categories()
    assert {each.value for each in Category} - set(mapped) == {"other", "equality_and_vulnerability"}
    assert set(mapped) <= {each.value for each in Category}
