"""The database of the explorer: what it holds of a dataset, and when it is made."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from ombudsparse import analysis
from ombudsparse.dataset.datapackage import PACKAGE
from ombudsparse.explore import cache as caching
from ombudsparse.explore.cache import cached_database, default_cache
from ombudsparse.explore.database import report_link, table_columns
from ombudsparse.explore.definitions import column_about, tables


@pytest.fixture(scope="module")
def database(dataset, cache) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(cached_database(dataset, cache))) as opened:
        yield opened


def column(database: sqlite3.Connection, sql: str) -> list[object]:
    return [row[0] for row in database.execute(sql)]


@pytest.mark.parametrize(
    "name",
    ["heads", "orders", "recommendations", "awards", "events", "milestones", "citations", "conflicts", "problems",
     "sources"],
)  # fmt: skip
def test_every_row_of_the_dataset_is_there(name, dataset, database):
    assert column(database, f"SELECT count(*) FROM {name}") == [len(dataset.table(name))]


def test_the_findings_are_the_formal_ones(dataset, database):
    formal = len(dataset.findings)
    assert formal
    assert column(database, "SELECT count(*) FROM findings") == [formal]
    assert column(database, "SELECT count(*) FROM narrative_findings") == [len(dataset.narrative_findings)]


def test_cases(dataset, database):
    cases = analysis.case_rows(dataset)
    assert column(database, "SELECT count(*) FROM cases") == [len(cases)]
    assert column(database, "SELECT sum(compensation_ordered) FROM cases") == [cases["compensation_ordered"].sum()]
    assert column(database, "SELECT sum(upheld_findings) FROM cases") == [cases["upheld_findings"].sum()]
    assert set(column(database, "SELECT landlord FROM cases")) == set(cases["landlord"])
    assert set(column(database, "SELECT financial_year FROM cases")) == set(cases["financial_year"])


def test_keys_and_words(database):
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert column(database, "SELECT DISTINCT typeof(upheld) FROM findings ORDER BY 1") == ["integer", "null"]
    assert column(database, "SELECT count(*) FROM findings WHERE outcome LIKE '%\\_%' ESCAPE '\\'") == [0]
    assert column(database, "SELECT DISTINCT length(date) FROM cases WHERE date IS NOT NULL") == [10]


def test_every_column_is_described(dataset, cache):
    held = table_columns(cached_database(dataset, cache))
    assert [table.name for table in tables()] == list(held)
    for table in tables():
        assert set(held[table.name]) <= set(column_about())
        shown = {*table.facets, *table.searched, table.sort, table.sort_desc, table.key} - {None}
        assert shown <= set(held[table.name]), table.name


def test_it_is_made_once_and_again_when_the_dataset_has_changed(dataset, tmp_path, monkeypatch):
    made = []

    def note(_, target):
        made.append(target)
        target.write_text("made")

    monkeypatch.setattr(caching, "write_database", note)
    copy = dataset.save(tmp_path / "copy")
    first = cached_database(copy, tmp_path / "cache")
    assert cached_database(copy, tmp_path / "cache") == first
    assert made == [first]
    package = copy.folder / PACKAGE
    package.write_text(package.read_text() + "\n")
    second = cached_database(copy, tmp_path / "cache")
    assert made == [first, second]
    assert second.is_file()
    assert not first.exists()


def test_two_datasets_do_not_share_it(dataset, tmp_path, monkeypatch):
    monkeypatch.setattr(caching, "write_database", lambda _, target: target.write_text("made"))
    one, two = dataset.save(tmp_path / "one"), dataset.save(tmp_path / "two")
    first, second = cached_database(one, tmp_path / "cache"), cached_database(two, tmp_path / "cache")
    assert first != second
    assert first.is_file()
    assert second.is_file()


def test_where_it_is_kept(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_cache() == tmp_path / "ombudsparse"


@pytest.mark.parametrize(
    ("reference", "table", "record", "expected"),
    [
        ("202433871", "cases", None, "/report/202433871"),
        ("202433871", "findings", 3, "/report/202433871#text-finding-2"),
        ("202433871", "milestones", "stage_1_response", "/report/202433871#text-milestone-stage_1_response"),
        ("202433871", "milestones", None, "/report/202433871#milestones"),
        ("202433871", "conflicts", 1, "/report/202433871#conflict-0"),
        ("a/b c", "cases", None, "/report/a%2Fb%20c"),
        (None, "problems", 1, None),
    ],
)
def test_link_to_a_report(reference, table, record, expected):
    assert report_link(reference, table, record) == expected
