"""How the resident holds the home."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ombudsparse.extract.tenure import occupancy, stated_tenure

TABLE = [json.loads(line) for line in (Path(__file__).parent / "tenures.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("row", TABLE, ids=[row["paragraphs"][0][:60] for row in TABLE])
def test_table(row):
    assert stated_tenure(row["paragraphs"])[0] == row["tenure"]


def test_the_table_is_large_enough():
    assert len(TABLE) >= 140
    assert sum(row["tenure"] is None for row in TABLE) >= 15


@pytest.mark.parametrize(
    ("cell", "tenure"),
    [
        ("Assured Tenancy", "assured tenant"),
        ("Assured Shorthold Tenancy", "assured shorthold tenant"),
        ("Secure Tenancy", "secure tenant"),
        ("Leaseholder", "leaseholder"),
        ("Shared Ownership", "shared owner"),
        ("Shared owner", "shared owner"),
        ("Licensee", "licensee"),
        ("Freeholder", "freeholder"),
        ("Introductory Tenancy", "introductory tenant"),
        ("Starter tenancy", "starter tenant"),
        ("Joint assured tenancy", "joint assured tenant"),
        ("Tenant", "tenant"),
        ("Applicant", "applicant"),
        ("", None),
        ("Not known", None),
    ],
)
def test_occupancy(cell, tenure):
    assert occupancy(cell) == tenure


def test_where_it_is_said():
    paragraphs = ["The flat is on the third floor.", "The resident is a leaseholder."]
    assert stated_tenure(paragraphs) == ("leaseholder", 1)
    assert stated_tenure(paragraphs[:1]) == (None, -1)


WORDS = st.sampled_from(
    ("The resident", "is", "an", "assured", "tenant", "who", "lease", "holds", "secure", "her", "neighbour", "and", ",")
)


@given(st.lists(st.one_of(st.lists(WORDS, max_size=60).map(" ".join), st.text(max_size=200)), max_size=4))
@settings(max_examples=100, deadline=None)
def test_any_paragraphs(paragraphs):
    tenure, index = stated_tenure(paragraphs)
    assert (tenure is None) == (index == -1)
    assert index < len(paragraphs)


@pytest.mark.parametrize(
    "piece", ["The resident is a tenant ", "the resident, who ", "assured tenancy ", "The tenancy is "]
)
def test_long_runs_are_read_in_time(piece):
    stated_tenure([piece * 200])
