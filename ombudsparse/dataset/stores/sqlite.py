"""A SQLite file with keys, indexes and full-text search, and the metadata with which Datasette serves it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from ombudsparse.dataset.datapackage import read_package
from ombudsparse.dataset.parquet import path_of
from ombudsparse.dataset.stores.replacing import replacing
from ombudsparse.errors import DatasetError
from ombudsparse.schema import SOURCES, Column, Kind, Table, names, primary_key, schema

SQL_TYPES: dict[Kind, str] = {
    "text": "TEXT",
    "choice": "TEXT",
    "integer": "INTEGER",
    "boolean": "INTEGER",
    "date": "TEXT",
    "money": "NUMERIC",
    "share": "REAL",
}
SEARCHED = {
    Table.DETERMINATIONS: ("landlord",),
    Table.HEADS: ("text", "stem"),
    Table.FINDINGS: ("text", "evidence"),
    Table.NARRATIVE_FINDINGS: ("text", "evidence"),
    Table.ORDERS: ("text",),
    Table.RECOMMENDATIONS: ("text",),
    Table.EVENTS: ("text",),
}
FACETS = {
    Table.DETERMINATIONS: ("landlord", "layout", "decision_type", "tenure"),
    Table.HEADS: ("category",),
    Table.FINDINGS: ("outcome", "severity"),
    Table.NARRATIVE_FINDINGS: ("outcome",),
    Table.ORDERS: ("types",),
    Table.RECOMMENDATIONS: ("types",),
    Table.AWARDS: ("role",),
    Table.EVENTS: ("type", "actor"),
    Table.MILESTONES: ("milestone",),
    Table.PROBLEMS: ("code", "stage"),
}


def write_sqlite(folder: Path, target: Path) -> Path:
    """Writes the file, and NAME.metadata.json for Datasette beside it, whose path comes back."""
    metadata = target.with_suffix(".metadata.json")
    described = read_package(folder)
    with replacing(target) as path:
        try:
            with closing(sqlite3.connect(path)) as database:
                _fill(database, folder)
        except sqlite3.Error as error:
            raise DatasetError(f"{target} cannot be written: {error}; make room or name another") from error
    with replacing(metadata) as path:
        written = msgspec.json.encode(datasette_metadata(target.stem, described))
        path.write_bytes(msgspec.json.format(written, indent=2) + b"\n")
    return metadata


def write_tables(database: sqlite3.Connection, folder: Path) -> None:
    """Makes the tables and fills them, without indexes and search."""
    database.execute("PRAGMA journal_mode = OFF")  # the file is thrown away if this fails
    database.execute("PRAGMA synchronous = OFF")
    for name in names():
        database.execute(_create(name))
        marks = ", ".join("?" for _ in schema(name))
        database.executemany(f'INSERT INTO "{name}" VALUES ({marks})', _values(folder, name))
    database.commit()


def _fill(database: sqlite3.Connection, folder: Path) -> None:
    write_tables(database, folder)
    for name in names():
        if name != SOURCES and name != Table.DETERMINATIONS:
            database.execute(f'CREATE INDEX "{name}_case" ON "{name}" (case_reference)')
    for table, searched in SEARCHED.items():
        listed = ", ".join(searched)
        database.execute(f'CREATE VIRTUAL TABLE "{table}_fts" USING fts5 ({listed}, content="{table}")')
        database.execute(f'INSERT INTO "{table}_fts" (rowid, {listed}) SELECT rowid, {listed} FROM "{table}"')
    database.commit()


def _create(name: str) -> str:
    lines = [f'"{column.name}" {SQL_TYPES[column.kind]}' for column in schema(name)]
    if key := primary_key(name):
        lines.append(f"PRIMARY KEY ({', '.join(key)})")
    if name not in (SOURCES, Table.DETERMINATIONS):
        lines.append("FOREIGN KEY (case_reference) REFERENCES determinations (case_reference)")
    return f'CREATE TABLE "{name}" ({", ".join(lines)})'


def _values(folder: Path, name: str) -> Iterator[tuple[Any, ...]]:
    """The rows, a batch in memory at a time, by column: a dictionary a row would take most of the time."""
    columns = schema(name)
    with pq.ParquetFile(path_of(folder, name)) as file:
        for batch in file.iter_batches(batch_size=2000):
            held = set(batch.schema.names)
            yield from zip(
                *(_cells(batch, column) if column.name in held else [None] * len(batch) for column in columns),
                strict=True,
            )


def _cells(batch: Any, column: Column) -> list[Any]:
    values = batch[column.name]
    # dates are ISO; the affinity NUMERIC makes a number of money
    made: list[Any] = (values.cast(pa.string()) if column.kind in ("date", "money") else values).to_pylist()
    return made


def datasette_metadata(database: str, described: dict[str, Any]) -> dict[str, Any]:
    """Titles, facets and the meaning of each column, as `datasette --metadata` takes them."""
    tables = {
        name: {
            "columns": {column.name: column.about for column in schema(name)},
            **({"facets": list(FACETS[Table(name)])} if name in FACETS else {}),
        }
        for name in names()
    }
    attribution = described["ombudsparse"]["attribution"]
    return {
        "title": described["title"],
        "description": described["description"],
        **({"source": attribution} if attribution else {}),
        "databases": {database: {"tables": tables}},
    }
