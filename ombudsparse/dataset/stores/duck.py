"""DuckDB: a dataset as a database file, and SQL straight over its Parquet files."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from ombudsparse.dataset.datapackage import read_package
from ombudsparse.dataset.parquet import path_of
from ombudsparse.dataset.stores.replacing import replacing
from ombudsparse.errors import DatasetError
from ombudsparse.schema import names, primary_key, schema


def write_duckdb(folder: Path, target: Path) -> None:
    """Writes a DuckDB file with the tables, their keys, and the meaning of each column as its comment.

    The content is the same each time, the bytes are not: DuckDB gives every file an identifier of its own
    (duckdb/duckdb, pull request 18823). To compare bytes, take the Parquet files.
    """
    with replacing(target) as path:
        try:
            with duckdb.connect(str(path)) as database:
                for name in names():
                    database.execute(f'CREATE TABLE "{name}" AS SELECT * FROM {_parquet(folder, name)}')
                    if key := primary_key(name):
                        database.execute(f'ALTER TABLE "{name}" ADD PRIMARY KEY ({", ".join(key)})')
                    for column in schema(name):
                        about = column.about.replace("'", "''")
                        database.execute(f'COMMENT ON COLUMN "{name}"."{column.name}" IS \'{about}\'')
        except duckdb.Error as error:
            raise DatasetError(f"{target} cannot be written: {error}; make room or name another") from error


@contextmanager
def query(folder: Path, sql: str) -> Iterator[tuple[list[str], Iterator[tuple[Any, ...]]]]:
    """The names of the columns that `sql` gives, and its rows. Tables have the names of `tables.names()`.

    Raises DatasetError where `folder` is no dataset or the query is wrong.
    """
    read_package(folder)
    with duckdb.connect() as database:
        for name in names():
            database.execute(f'CREATE VIEW "{name}" AS SELECT * FROM {_parquet(folder, name)}')
        try:
            found = database.execute(sql)
            yield [each[0] for each in found.description or ()], iter(found.fetchone, None)
        except duckdb.Error as error:
            raise DatasetError(f"the query cannot be answered: {error}") from error


def _parquet(folder: Path, name: str) -> str:
    path = str(path_of(folder, name)).replace("'", "''")
    return f"read_parquet('{path}')"
