"""Parquet, the native form of a dataset: typed, streamed in row groups, the same bytes for the same rows."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ombudsparse.schema import SCHEMA_VERSION, Column, Kind, Row, Table, schema

ROW_GROUP = 10_000  # rows: what the longest table holds in memory at a time is some tens of MB
TYPES: dict[Kind, Any] = {
    "text": pa.string(),
    "choice": pa.string(),
    "integer": pa.int64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "money": pa.decimal128(18, 2),
    "share": pa.float64(),
}


def path_of(folder: Path, table: Table | str) -> Path:
    """The file of `table` in a dataset's folder."""
    return folder / f"{table}.parquet"


def arrow_schema(table: Table | str) -> Any:
    """The Arrow schema of `table`, each field with its meaning, and the version of the schema."""
    fields = [
        pa.field(column.name, TYPES[column.kind], metadata={"description": column.about}) for column in schema(table)
    ]
    return pa.schema(fields, metadata={"ombudsparse.table": str(table), "ombudsparse.schema": SCHEMA_VERSION})


class TableWriter:
    """Writes one table. Columns are handed over as the journal has them: dates and money as text."""

    def __init__(self, folder: Path, table: Table | str) -> None:
        self.columns: tuple[Column, ...] = schema(table)
        self.rows = 0
        self._schema = arrow_schema(table)
        self._waiting: list[list[Any]] = [[] for _ in self.columns]
        self._writer = pq.ParquetWriter(path_of(folder, table), self._schema, compression="zstd")

    def __enter__(self) -> "TableWriter":
        return self

    def __exit__(self, kind: type[BaseException] | None, _: object, __: TracebackType | None) -> None:
        if kind is None:
            self._write(len(self._waiting[0]))
        self._writer.close()

    def extend(self, columns: Sequence[Sequence[Any]]) -> None:
        """Adds rows, given by column."""
        for waiting, values in zip(self._waiting, columns, strict=True):
            waiting.extend(values)
        while len(self._waiting[0]) >= ROW_GROUP:
            self._write(ROW_GROUP)

    def _write(self, count: int) -> None:
        arrays = [_array(waiting[:count], column) for waiting, column in zip(self._waiting, self.columns, strict=True)]
        for waiting in self._waiting:
            del waiting[:count]
        if count or not self.rows:
            self._writer.write_table(pa.Table.from_arrays(arrays, schema=self._schema), row_group_size=ROW_GROUP)
        self.rows += count


def _array(values: list[Any], column: Column) -> Any:
    if column.kind in ("date", "money"):
        return pa.array(values, pa.string()).cast(TYPES[column.kind])
    return pa.array(values, TYPES[column.kind])


def row_count(folder: Path, table: Table | str) -> int:
    """How many rows the file of `table` holds."""
    return int(pq.read_metadata(path_of(folder, table)).num_rows)


def table_rows(folder: Path, table: Table | str) -> Iterator[Row]:
    """The rows of `table` as Python values, a row group in memory at a time."""
    with pq.ParquetFile(path_of(folder, table)) as file:
        for batch in file.iter_batches(batch_size=1000):
            yield from batch.to_pylist()
