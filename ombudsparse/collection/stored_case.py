"""A case of a dataset, to be read: from its source again or, where that is gone or another, from the dataset's rows."""

from pathlib import Path
from typing import Any

from msgspec import Struct

from ombudsparse.collection.restored_records import determination_of_rows
from ombudsparse.dataset.datapackage import read_package
from ombudsparse.dataset.intake.found import Found, reports_in
from ombudsparse.dataset.intake.places import places
from ombudsparse.dataset.one_report import determination_in
from ombudsparse.dataset.parquet import path_of
from ombudsparse.errors import CaseNotFound, OmbudsparseError, UnreadableSource
from ombudsparse.report import Determination
from ombudsparse.schema import KEYS, SOURCES, Row, Table
from ombudsparse.tables.rows import rows


class StoredCase(Struct, frozen=True):
    """A determination, what it was read from, what a reader must be told of that, and whether it is excerpts only."""

    determination: Determination
    name: str
    notices: tuple[str, ...] = ()
    excerpts: bool = False


def case_of(folder: Path, reference: str) -> StoredCase:
    """The case `reference` of the dataset in `folder`. Raises DatasetError where there is no such dataset, and
    CaseNotFound where it has no such case."""
    read_package(folder)  # raises where it is no dataset, or of another schema
    described = _rows(folder, Table.DETERMINATIONS, "case_reference", reference)
    if not described:
        raise CaseNotFound(f"{folder} has no case {reference}; the table determinations lists the cases that it has")
    row, source = described[0], str(described[0]["source"])
    try:
        found = determination_in(_source(folder, source))
    except OmbudsparseError as error:
        return _from_rows(folder, row, str(error).removeprefix(f"{source}: "))
    return StoredCase(found, source, _differences(found, row))


def _rows(folder: Path, table: str, column: str, value: str) -> list[Row]:
    import pyarrow.parquet as pq

    found: list[Row] = pq.read_table(path_of(folder, table), filters=[(column, "=", value)]).to_pylist()
    return found


def _source(folder: Path, source: str) -> Found:
    """The content that the dataset was built from. Raises UnreadableSource where it is gone or is another now."""
    hashes = {str(row["content_hash"]) for row in _rows(folder, SOURCES, "source", source)}
    found = _content(folder, source)
    if found.problem:
        raise UnreadableSource(f"{source}: {found.problem}")
    if found.content_hash not in hashes:
        raise UnreadableSource(f"{source}: the file is not the one that the dataset was built from")
    return found


def _content(folder: Path, source: str) -> Found:
    """The report that a build named `source`: a file, or ARCHIVE!MEMBER, or FILE#LINE of a file that holds many.

    The name is looked up from here, as a build does, then from the folder that holds the dataset.
    """
    for base in (Path(), folder.parent):
        for mark in ("", "!", "#"):
            held, divider, inside = source.partition(mark) if mark else (source, "", "")
            path = base / held
            if path.is_file() and (divider or not mark):
                for place in places(path):
                    for found in reports_in(place):
                        if not divider or found.source.endswith(divider + inside):
                            return found
    raise UnreadableSource(f"{source}: the file is no longer there")


def _differences(found: Determination, row: Row) -> tuple[str, ...]:
    """What a reader is told where the report, read again, gives another row than the dataset has."""
    again: dict[str, Any] = rows(found, Table.DETERMINATIONS)[0]
    keys = {column.name for column in KEYS}
    others = [name for name, value in again.items() if name not in keys and value != row.get(name)]
    if not others:
        return ()
    return (
        f"Read again, this report differs from the dataset in {', '.join(others)}. The page shows what is read now: "
        "build the dataset again before you compare.",
    )


def _from_rows(folder: Path, row: Row, reason: str) -> StoredCase:
    reference, source = str(row["case_reference"]), str(row["source"])
    tables = {
        table: [each for each in _rows(folder, table, "case_reference", reference) if each["source"] == source]
        for table in Table
    }
    notice = (
        f"Made from the dataset alone. {source}: {reason}. Of the report’s text only the words behind "
        "the records are shown, and of conflicting dates the words of one."
    )
    return StoredCase(determination_of_rows(tables), source, (notice,), excerpts=True)
