"""SQL over the tables of a dataset, which reads them and nothing else.

DuckDB can read and write any file, fetch from the network and load extensions. Here it is handed the tables as they are
opened by us, and then forbidden all access of its own, for good; and one statement that reads is all it is given.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.dataset

from ombudsparse.dataset.datapackage import read_package
from ombudsparse.dataset.parquet import path_of
from ombudsparse.errors import DatasetError
from ombudsparse.schema import names

QUERY_MEMORY = 2_000  # MB, that the answer to a query may take while it is made
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,62}")
_READS = ("SELECT", "EXPLAIN")  # kinds of statements; DESCRIBE, SUMMARIZE, VALUES and FROM are a SELECT to DuckDB
_LOCKS = (
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET allow_community_extensions = false",
    "SET python_enable_replacements = false",  # no variable of Python by its name
    "SET temp_directory = ''",  # nothing is written, also not what does not fit into memory
    f"SET memory_limit = '{QUERY_MEMORY}MB'",
    "SET enable_external_access = false",  # no file and no address, in no function and no statement
    "SET lock_configuration = true",
)


@contextmanager
def query(
    folder: Path, sql: str, files: Mapping[str, Path] | None = None
) -> Iterator[tuple[list[str], Iterator[tuple[Any, ...]]]]:
    """The names of the columns that `sql` gives, and its rows. Tables have the names of `schema.names()`.

    `files` are further tables by name, each read from a CSV or Parquet file before the query is looked at; nothing
    else can be reached. Raises DatasetError where `folder` is no dataset, or the query is wrong or more than a query.
    """
    read_package(folder)
    with duckdb.connect(":memory:") as database:
        try:
            for name in names():
                database.register(name, pyarrow.dataset.dataset(path_of(folder, name), format="parquet"))
            for name, path in (files or {}).items():
                _add_file(database, name, path)
            for lock in _LOCKS:
                database.execute(lock)
            found = database.execute(_one_that_reads(sql))
            yield [each[0] for each in found.description or ()], iter(found.fetchone, None)
        except (duckdb.Error, OSError, pyarrow.ArrowException) as error:
            raise DatasetError(f"the query cannot be answered: {error}") from error


def _one_that_reads(sql: str) -> Any:
    """The statement in `sql`. Raises DatasetError unless there is exactly one, and it only reads."""
    statements = duckdb.extract_statements(sql)
    if len(statements) != 1:
        raise DatasetError("the query cannot be answered: give one SELECT")
    kind = statements[0].type.name
    # EXPLAIN may explain what writes; with ANALYZE it would run it
    explained = re.sub(r"^\s*EXPLAIN(\s*\([^)]*\))?(\s+ANALYZE)?\s+", "", statements[0].query, flags=re.I)
    if kind == "EXPLAIN" and explained != statements[0].query:
        _one_that_reads(explained)
    elif kind not in _READS:
        raise DatasetError(f"the query cannot be answered: {kind} is not among what a query may do; give a SELECT")
    return statements[0]


def _add_file(database: duckdb.DuckDBPyConnection, name: str, path: Path) -> None:
    if not _NAME.fullmatch(name) or name in names():
        raise DatasetError(
            f"{name!r} cannot name a table of your own; take letters, figures and _, and no dataset's table"
        )
    if not path.is_file():
        raise DatasetError(f"{path}: no such file; check the path")
    reader = "read_parquet" if path.suffix.lower() == ".parquet" else "read_csv"
    quoted = str(path).replace("'", "''")
    if re.search(r"[*?\[{]|://", quoted):
        raise DatasetError(f"{path}: its name would be read as a pattern or an address; give it a plain one")
    database.execute(f"CREATE TABLE \"{name}\" AS SELECT * FROM {reader}('{quoted}')")
