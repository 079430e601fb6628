"""What the dataset that stands in a folder holds, for the build that adds to it or takes its place."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from msgspec import Struct

from ombudsparse.dataset.case_choice import Case, Listed, reference_of
from ombudsparse.dataset.datapackage import read_package
from ombudsparse.dataset.one_report import Cells, JournalEntry, substance
from ombudsparse.dataset.parquet import path_of, table_rows
from ombudsparse.errors import DatasetError
from ombudsparse.schema import KEYS, SOURCES, Cell, Row, Table, schema

BUILD_STAGES = ("build", "joint")  # of problems: what a build says of its sources, and says anew each time


class HeldCases(Struct, frozen=True):
    """The sources of an earlier build that this one does not read again, with what is known of each."""

    listed: tuple[Listed, ...] = ()
    entries: dict[bytes, JournalEntry] = {}


def sources_of(folder: Path) -> list[Row]:
    """The table `sources` of the dataset in `folder`; none where there is no dataset, or one that is not whole."""
    try:
        return list(table_rows(folder, SOURCES))
    except (OSError, pa.ArrowException):
        return []


def taken_away(
    folder: Path, made: Sequence[Case], listed: Iterable[Listed], entries: Mapping[bytes, JournalEntry]
) -> list[tuple[str, str]]:
    """Reference and source of the cases of the dataset in `folder` that are no longer among those `made`.

    A case whose report is read again, and only has another reference now, is not taken away.
    """
    named = {name for case in made for name in (case.reference, *case.others)}
    read = [each for each in listed if not each.failure]
    named |= {reference_of(each, entries) for each in read}
    contents = {(each.source, each.content_hash) for each in read}
    sources = {each.source for each in read}
    return [
        (str(row["case_reference"]), str(row["source"]))
        for row in sources_of(folder)
        if row["status"] == "kept"
        and row["case_reference"] not in named
        and (row["source"], row["content_hash"]) not in contents
        and not (str(row["case_reference"]).startswith("unreferenced-") and row["source"] in sources)
    ]


def held_cases(folder: Path, listed: Iterable[Listed], entries: Mapping[bytes, JournalEntry]) -> HeldCases:
    """What stays of the dataset in `folder` when what is `listed` is added: all that is not read anew.

    Raises DatasetError where there is a dataset that cannot be read.
    """
    if not sources_of(folder):
        return HeldCases()
    package = read_package(folder)  # raises where the tables are not whole, or of another schema
    version = str(package["ombudsparse"]["parser_version"])
    read = {each.source: each for each in listed if not each.failure}
    tried = {each.source for each in listed}
    cases = {str(row["case_reference"]): row for row in table_rows(folder, Table.DETERMINATIONS)}
    outcomes = _outcomes(folder)
    failures = failures_of(folder)
    made: list[Listed] = []
    known: dict[bytes, JournalEntry] = {}
    for row in sources_of(folder):
        source, reference = str(row["source"]), row["case_reference"]
        each = Listed(
            source,
            f"held {source}".encode(),
            str(row["content_hash"]),
            str(row["url"]) if row["url"] else None,
            held="rows" if row["status"] == "kept" else "name",
            parser=str(row.get("parser_version") or version),
        )
        if row["status"] == "failed":
            if source not in tried:
                made.append(each._replace(failure=failures.get(source, ("unreadable_source", "could not be read"))))
        elif source not in read or (each.held == "rows" and not _same(each, reference, read[source], entries)):
            made.append(each)
            case = cases.get(str(reference), {}) if each.held == "rows" else {}
            known[each.key] = _entry(each, row, case, outcomes.get(str(reference), []))
    return HeldCases(tuple(made), known)


def _same(held: Listed, reference: Cell, now: Listed, entries: Mapping[bytes, JournalEntry]) -> bool:
    """Whether what was read now stands for what was held: the case is the same, or the content."""
    unreferenced = str(reference).startswith("unreferenced-")
    return unreferenced or held.content_hash == now.content_hash or reference == reference_of(now, entries)


def _entry(each: Listed, source: Row, case: Row, outcomes: Sequence[str]) -> JournalEntry:
    reference = str(source["case_reference"])
    dates = [date for date in (case.get("date"), case.get("amended_date")) if isinstance(date, dt.date)]
    decided = case.get("date")
    problems = case.get("problems_count")
    landlord = case.get("landlord_canonical") or case.get("landlord")
    return JournalEntry(
        each.key,
        reference=None if reference.startswith("unreferenced-") else reference,
        date=max(dates, default=None),
        form=str(source.get("form") or ""),
        problems=problems if isinstance(problems, int) else 0,
        others=tuple(str(case.get("other_references") or "").split("; ")) if case.get("other_references") else (),
        decided=decided if isinstance(decided, dt.date) else None,
        landlord=str(landlord).casefold() if landlord else None,
        substance=substance(outcomes, case.get("compensation_ordered")),
    )


def _outcomes(folder: Path) -> dict[str, list[str]]:
    """The formal outcomes of each case."""
    columns = ["case_reference", "outcome", "statement"]
    found: dict[str, list[str]] = {}
    for row in pq.read_table(path_of(folder, Table.FINDINGS), columns=columns).to_pylist():
        if row["statement"] == "formal":
            found.setdefault(row["case_reference"], []).append(row["outcome"])
    return found


def failures_of(folder: Path) -> dict[str, tuple[str, str]]:
    """Code and message of each source of the dataset in `folder` that failed."""
    columns = ["case_reference", "source", "code", "message"]
    rows = pq.read_table(path_of(folder, Table.PROBLEMS), columns=columns).to_pylist()
    return {row["source"]: (row["code"], row["message"]) for row in rows if row["case_reference"] is None}


class HeldRows:
    """The cells of the cases that stand in a folder, which are asked for in the order of their references."""

    def __init__(self, folder: Path) -> None:
        self._tables = {table: _Groups(folder, table) for table in Table}

    def cells(self, reference: str) -> Cells:
        """The cells of a case as the journal has them, less what an earlier build said of its sources."""
        made: Cells = {}
        for table, groups in self._tables.items():
            rows = groups.of(reference)
            if table is Table.PROBLEMS:
                rows = [row for row in rows if row["stage"] not in BUILD_STAGES]
            names = [column.name for column in schema(table)[len(KEYS) :]]
            made[table.value] = [[_plain(row.get(name)) for row in rows] for name in names]
        return made


class _Groups:
    """The rows of a table by case, in the order in which all tables are sorted."""

    def __init__(self, folder: Path, table: Table) -> None:
        self._groups: Iterator[tuple[Any, Iterator[Row]]] = groupby(
            table_rows(folder, table), key=lambda row: row["case_reference"]
        )
        self._next: tuple[Any, list[Row]] = ("", [])

    def of(self, reference: str) -> list[Row]:
        while self._next[0] is not None and self._next[0] < reference:
            name, rows = next(self._groups, (None, iter(())))
            self._next = name, list(rows)
        return self._next[1] if self._next[0] == reference else []


def _plain(cell: Cell) -> str | int | float | bool | None:
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return cell.isoformat() if isinstance(cell, dt.date) else cell


def refuse_foreign(folder: Path, names: Iterable[str]) -> None:
    """Raises DatasetError where one of the `names` in `folder` is a file that no build of a dataset wrote."""
    ours = _described(folder)
    for name in names:
        path = folder / name
        if name not in ours and (path.exists() or path.is_symlink()) and not _is_table(path):
            raise DatasetError(
                f"{path} is there, and ombudsparse did not write it; move it away or name another folder"
            )


def _described(folder: Path) -> set[str]:
    """The names of the files that our own datapackage.json describes, and its own."""
    try:
        package = read_package(folder, whole=False)
    except DatasetError:
        return set()
    return {"datapackage.json", *(str(each["path"]) for each in package["resources"])}


def _is_table(path: Path) -> bool:
    try:
        return b"ombudsparse.table" in (pq.read_schema(path).metadata or {})
    except (OSError, pa.ArrowException):
        return False
