"""JSON Lines: a case a line, with the rows of its tables nested in it."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec

from ombudsparse.dataset.parquet import table_rows
from ombudsparse.dataset.stores.replacing import replacing
from ombudsparse.schema import KEYS, OF_CASE, Row, Table


def write_jsonl(folder: Path, target: Path) -> None:
    """Writes a line for each case, then one for each source that failed (only `source` and `problems`)."""
    encoder = msgspec.json.Encoder()
    with replacing(target) as path, open(path, "wb") as file:
        for line in _lines(folder):
            file.write(encoder.encode(line) + b"\n")


def _lines(folder: Path) -> Iterator[dict[str, Any]]:
    nested = {table: _Groups(folder, table) for table in Table if table is not Table.DETERMINATIONS}
    for row in table_rows(folder, Table.DETERMINATIONS):
        yield row | {table.value: groups.of(row["case_reference"]) for table, groups in nested.items()}
    for problem in nested[Table.PROBLEMS].rest():
        yield {
            "case_reference": None,
            "source": problem["source"],
            "problems": [_without(problem, ["case_reference", "source"])],
        }


class _Groups:
    """The rows of a table by case; cases are asked for in the order in which all tables are sorted."""

    def __init__(self, folder: Path, table: Table) -> None:
        self._groups = groupby(table_rows(folder, table), key=lambda row: row["case_reference"])
        self._next: tuple[Any, list[Row]] | None = None
        self._leave = ["case_reference"] if table is Table.PROBLEMS else [column.name for column in (*KEYS, *OF_CASE)]
        self._advance()

    def _advance(self) -> None:
        reference, group = next(self._groups, (None, iter(())))
        self._next = (reference, list(group))

    def of(self, reference: object) -> list[Row]:
        """The rows of the case, without its key; a problem keeps its source, which can be a duplicate's."""
        if self._next is None or self._next[0] != reference:
            return []
        rows = [_without(row, self._leave) for row in self._next[1]]
        self._advance()
        return rows

    def rest(self) -> list[Row]:
        """The rows of no case."""
        return self._next[1] if self._next and self._next[0] is None else []


def _without(row: Row, names: list[str]) -> Row:
    return {name: value for name, value in row.items() if name not in names}
