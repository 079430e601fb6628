"""What orders ask for, and of whom."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ombudsparse import vocabulary
from ombudsparse.extract.order_types import OrderTypes, addressee, order_types
from ombudsparse.records import OrderType

TABLE = [json.loads(line) for line in (Path(__file__).parent / "order_types.jsonl").read_text("utf-8").splitlines()]
ENTRIES = vocabulary.load("order_types", OrderTypes).type


@pytest.mark.parametrize("row", TABLE, ids=[row["text"][:60] for row in TABLE])
def test_table(row):
    types = [kind.value for kind in order_types(row["text"])]
    assert set(row["types"]) <= set(types)
    assert len(types) <= len(row["types"]) + 2


def test_the_table_is_large_enough():
    assert len(TABLE) >= 150
    assert {kind for row in TABLE for kind in row["types"]} == {kind.value for kind in OrderType} - {"other"}


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry.name.value for entry in ENTRIES])
def test_examples_of_the_vocabulary(entry):
    for example in entry.examples:
        assert entry.name in order_types(example), example


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Provide a written apology from a senior manager.", "senior manager"),
        ("Arrange for its chief executive to apologise.", "chief executive"),
        ("The landlord’s chief executive must apologise.", "chief executive"),
        ("The landlord’s head of repairs should meet the resident.", "head of repairs"),
        ("A director must review the case.", "director"),
        ("Send the resident an apology signed by its director of housing.", "director of housing"),
        ("Write to the resident, through a head of service, to apologise.", "head of service"),
        ("The apology must be written by a senior member of staff.", "senior member of staff"),
        ("Pay the resident £300.", None),
        ("Train its managers.", None),
        ("Meet the resident and her support worker.", None),
    ],
)
def test_addressee(text, who):
    assert addressee(text) == who


def test_unknown_wording():
    assert order_types("Hang a bell on the cat.") == (OrderType.OTHER,)


@given(st.text(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_text(text):
    types = order_types(text)
    assert types
    assert len(set(types)) == len(types)
    assert OrderType.OTHER not in types or types == (OrderType.OTHER,)


@pytest.mark.parametrize("piece", ["review ", "the resident ", "pay £", "carry out a ", "report to "])
def test_long_runs_are_read_in_time(piece):
    assert order_types(piece * 1000)
