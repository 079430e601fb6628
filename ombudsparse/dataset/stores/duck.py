"""DuckDB: a dataset as a database file."""

from pathlib import Path

import duckdb

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


def _parquet(folder: Path, name: str) -> str:
    path = str(path_of(folder, name)).replace("'", "''")
    return f"read_parquet('{path}')"
