"""The schema: documented, and true of the records."""

from pathlib import Path

import msgspec
import pytest

from ombudsparse.dataset.dictionary import data_dictionary
from ombudsparse.records import Award, ComplaintHead, Event, Finding, Order, Outcome
from ombudsparse.schema import SEVERITY, Table, columns, names, primary_key, schema

PAGE = Path(__file__).parents[1] / "docs" / "data-dictionary.md"
# fields of records that the tables give otherwise
OWN = {"span", "spans", "sentence", "head", "source", "start", "end"}


def test_the_data_dictionary_is_that_of_the_code():
    made = "run `python -m ombudsparse.dataset.dictionary > docs/data-dictionary.md`"
    assert PAGE.read_text("utf-8") == data_dictionary(), made


@pytest.mark.parametrize("name", names())
def test_every_column_is_documented_and_named_once(name):
    held = schema(name)
    assert len({column.name for column in held}) == len(held)
    assert all(column.about for column in held)
    assert all(bool(column.choices) == (column.kind == "choice") for column in held)
    assert set(primary_key(name)) <= {column.name for column in held}


@pytest.mark.parametrize(
    ("table", "record"),
    [
        (Table.HEADS, ComplaintHead),
        (Table.FINDINGS, Finding),
        (Table.ORDERS, Order),
        (Table.AWARDS, Award),
        (Table.EVENTS, Event),
    ],
)
def test_every_field_of_a_record_has_its_column(table, record):
    assert {field.name for field in msgspec.structs.fields(record)} - OWN <= set(columns(table))


def test_severity_is_the_scale_of_the_outcomes():
    assert [*SEVERITY] == [
        Outcome.NO_MALADMINISTRATION, Outcome.SERVICE_FAILURE, Outcome.MALADMINISTRATION,
        Outcome.SEVERE_MALADMINISTRATION,
    ]  # fmt: skip
