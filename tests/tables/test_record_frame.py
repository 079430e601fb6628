"""One report's records as DataFrames, and how its records look when they are printed."""

import pytest

from ombudsparse.errors import DatasetError
from ombudsparse.schema import Table, schema


@pytest.mark.parametrize("table", Table)
def test_every_kind_of_record_is_a_frame_with_its_columns(determination, table):
    frame = determination.to_frame(table)
    assert list(frame) == [column.name for column in schema(table)]
    for column in schema(table):
        expected = {"money": "float64", "share": "float64", "integer": "Int64", "boolean": "boolean"}
        expected["choice"] = "category"
        assert str(frame[column.name].dtype) == {"text": "string", "date": "datetime64[s]", **expected}[column.kind]


def test_findings_are_the_formal_ones_and_say_whose_case_it_is(determination):
    frame = determination.to_frame()
    assert list(frame["outcome"]) == [finding.outcome for finding in determination.formal_findings]
    assert set(frame["landlord"]) == {determination.landlord}
    assert frame["date"].dt.date.unique().tolist() == [determination.date]


def test_another_name_is_told_which_there_are(determination):
    with pytest.raises(DatasetError, match="'finding' is no table of a report; name one of determinations, heads"):
        determination.to_frame("finding")


def test_records_print_in_a_line(determination):
    shown = [repr(determination.document), *map(repr, determination.episodes())]
    assert all(len(line) < 140 and line.startswith("<") for line in shown)
    assert shown[0].startswith("<Document page.html")
