"""The SQLite file of the explorer: the tables of `tables.toml`, made from a dataset and from what analysis counts."""

import datetime as dt
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ombudsparse.collection.dataset import Dataset
from ombudsparse.dataset.stores.replacing import replacing
from ombudsparse.dataset.stores.sqlite import SQL_TYPES, write_tables
from ombudsparse.errors import DatasetError
from ombudsparse.explore.definitions import ShownColumn, column_kinds, tables
from ombudsparse.present.quotation import quotation_of_row

if TYPE_CHECKING:
    import pandas as pd

_QUOTED = ("evidence_sentence", "landlord", "case_reference", "date", "evidence_section", "evidence_paragraph",
           "evidence_page", "url")  # fmt: skip


def write_database(dataset: Dataset, target: Path) -> None:
    """Writes the file. Raises DatasetError where it cannot be written."""
    from ombudsparse.analysis import award_rows, case_rows, finding_rows, stage_rows  # pandas takes a second to import

    units = {
        "unit_cases": case_rows(dataset),
        "unit_findings": finding_rows(dataset),
        "unit_stages": stage_rows(dataset),
        "unit_awards": award_rows(dataset),
    }
    with replacing(target) as path, tempfile.TemporaryDirectory(prefix="ombudsparse-") as folder:
        base = Path(folder) / "base.db"
        with closing(sqlite3.connect(base)) as database:
            write_tables(database, dataset.folder)
        try:
            with closing(sqlite3.connect(path)) as database:
                _fill(database, base, units)
        except sqlite3.Error as error:
            raise DatasetError(f"{target} cannot be written: {error}; make room or name another --cache") from error


def table_columns(path: Path) -> dict[str, list[str]]:
    """The columns of each table of a file that `write_database` made."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
        return {
            table.name: [row[1] for row in database.execute(f'PRAGMA table_info("{table.name}")')] for table in tables()
        }


def _fill(database: sqlite3.Connection, base: Path, units: dict[str, "pd.DataFrame"]) -> None:
    database.execute("PRAGMA journal_mode = OFF")  # the file is thrown away if this fails
    database.execute("PRAGMA synchronous = OFF")
    database.create_function("words", 1, _words, deterministic=True)
    database.create_function("stands_in", 3, _stands_in, deterministic=True)
    database.create_function("row_id", 2, _row_id, deterministic=True)
    database.create_function("quotation", 8, _quotation, deterministic=True)
    database.create_function("report_link", 3, report_link, deterministic=True)
    database.create_function("web_address", 1, _web_address, deterministic=True)
    database.execute("ATTACH ? AS base", [str(base)])
    top = _top(name for (name,) in database.execute("SELECT source FROM base.sources"))
    database.create_function("within", 1, lambda text: text.replace(top, "") if text else text, deterministic=True)
    for name, frame in units.items():
        listed = ", ".join(f'"{column}"' for column in frame.columns)
        marks = ", ".join("?" for _ in frame.columns)
        database.execute(f"CREATE TEMP TABLE {name} ({listed})")
        database.executemany(f"INSERT INTO {name} VALUES ({marks})", _rows(frame))
    database.execute("CREATE INDEX temp.unit_cases_reference ON unit_cases (case_reference)")
    for table in tables():
        _make(database, table)
    database.commit()
    database.execute("DETACH base")


def _rows(frame: "pd.DataFrame") -> Iterator[list[Any]]:
    columns = [frame[name].astype(object).where(frame[name].notna(), None) for name in frame.columns]
    for values in zip(*columns, strict=True):
        yield [_value(value) for value in values]


def _value(value: Any) -> str | int | float | None:
    if isinstance(value, dt.date):  # pandas' Timestamp is one
        return value.strftime("%Y-%m-%d")
    return str(value) if isinstance(value, Decimal) else value


def _make(database: sqlite3.Connection, table: ShownColumn) -> None:
    """Makes the table, with its keys, its indexes and its full-text search."""
    columns = [each[0] for each in database.execute(f"SELECT * FROM ({table.sql}) LIMIT 0").description]
    kinds = column_kinds()
    lines = [f'"{name}" {SQL_TYPES[kinds.get(name, "text")]}' for name in columns] + [f'PRIMARY KEY ("{table.key}")']
    if table.name != "cases":
        lines.append("FOREIGN KEY (case_reference) REFERENCES cases (case_reference)")
    database.execute(f'CREATE TABLE main."{table.name}" ({", ".join(lines)})')
    # Datasette sorts the first page by the chosen column alone and the next ones by it and the key: unless equal rows
    # come in the order of the key, rows are lost and doubled between pages, and in the CSV of all rows. They do where
    # rows lie in that order and no index on the column is read backwards, so there is none but for the case.
    database.execute(f'INSERT INTO main."{table.name}" SELECT * FROM ({table.sql}) ORDER BY "{table.key}"')
    if table.name != "cases":
        database.execute(f'CREATE INDEX main."{table.name}_case" ON "{table.name}" (case_reference)')
    if table.searched:
        listed = ", ".join(table.searched)
        database.execute(
            f'CREATE VIRTUAL TABLE main."{table.name}_fts" USING fts5 '
            f"({listed}, content=\"{table.name}\", tokenize='porter unicode61')"
        )
        database.execute(f'INSERT INTO "{table.name}_fts" ("{table.name}_fts") VALUES (\'rebuild\')')


def _top(sources: Iterable[str]) -> str:
    """The folder that holds all sources named from the root: where it lies on this machine is nobody's business."""
    folders = [name.rpartition("/")[0] for name in sources if name.startswith("/")]
    return f"{os.path.commonpath(folders)}/".replace("//", "/") if folders else "\0"


def _web_address(url: str | None) -> str | None:
    """The address where it is one of the web; of another kind (javascript:) no link is to be made."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def _words(value: str | None) -> str | None:
    """severe_maladministration → severe maladministration."""
    return value.replace("_", " ") if isinstance(value, str) else value


def _stands_in(section: str | None, paragraph: str | None, page: int | None) -> str | None:
    parts = [section, f"paragraph {paragraph}" if paragraph else None, f"page {page}" if page is not None else None]
    return ", ".join(part for part in parts if part) or None


def _quotation(*cells: str | int | None) -> str | None:
    """A sentence and its citation, of columns in the order of _QUOTED."""
    row = dict(zip(_QUOTED, cells, strict=True))
    return quotation_of_row(row, str(row["url"] or "")) if row["evidence_sentence"] else None


def _row_id(reference: str, number: int) -> str:
    return f"{reference}-{number:03}"  # so that 2 comes before 10


def report_link(reference: str | None, table: str, record: str | int | None) -> str | None:
    """The address of the report of a case in the explorer, at the words of a record where one is given.

    `record`: the number in the table, from 1, or the name of a milestone; the anchors are those of
    `present.reading_links`.
    """
    if reference is None:
        return None
    page = f"/report/{quote(reference, safe='')}"
    if record is None:
        return page if table == "cases" else f"{page}#{table}"
    anchor = f"{table.removesuffix('s')}-{record - 1 if isinstance(record, int) else quote(record)}"
    # a conflict has several places in the text, and a problem may have none
    return f"{page}#{anchor}" if table in ("conflicts", "problems") else f"{page}#text-{anchor}"
