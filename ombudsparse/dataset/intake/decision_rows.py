"""The table of decisions in a SQLite file, row by row, with limits on the time and memory that a row may take."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from msgspec import Struct

from ombudsparse.dataset.intake.found import (
    LARGEST_REPORT,
    MOST_REPORTS,
    Found,
    opened,
    reason,
    shown,
    with_text,
    within,
)

_SECONDS = 10.0  # for one row: what takes longer is a view that never ends
_COUNTING = 2.0  # for the number of rows, which only the progress bar needs
_STEPS = 10_000  # of SQLite's machine between two looks at the clock
_WANTED = "a table decisions(id, url, title, decision_date, landlord, full_text) is wanted"
_FIELDS = "SELECT id, url, title, full_text FROM decisions"


class DecisionRows(Struct, frozen=True):
    """The table `decisions(id, url, title, decision_date, landlord, full_text)` of SQLite, named FILE#ID.

    A table is read by its rows, so that one that is broken is one that failed. A view is read as it comes.
    """

    path: str

    def count(self) -> int:
        with closing(_Database(self.path, _COUNTING)) as database:
            rows = list(database.rows(f"SELECT count(*) FROM (SELECT 1 FROM decisions LIMIT {MOST_REPORTS})"))
            return max(1, int(rows[0][0]))

    def reports(self) -> Iterator[Found]:
        with closing(_Database(self.path, _SECONDS)) as database:
            try:
                identified = None if database.is_view() else database.rows("SELECT rowid FROM decisions")
                first = next(identified, None) if identified else None
            except sqlite3.Error as error:
                if "no such column: rowid" not in str(error):
                    yield Found(shown(self.path), problem=f"{reason(error)}; {_WANTED}")
                    return
                identified, first = None, None
            if identified is None:
                yield from self._as_they_come(database)
            elif first is None:
                yield Found(shown(self.path), problem="the table decisions is empty; fetch it again")
            else:
                yield from self._one_by_one(database, first, identified)

    def _one_by_one(self, database: "_Database", first: Any, rest: Iterator[Any]) -> Iterator[Found]:
        row: Any = first
        while row is not None:
            (rowid,) = row
            try:
                read = next(database.rows(f"{_FIELDS} WHERE rowid = ?", rowid), None)
            except (sqlite3.Error, MemoryError) as error:
                # a column that is missing is missing in every row
                if str(error).startswith("no such column"):
                    yield Found(shown(self.path), problem=f"{reason(error)}; {_WANTED}")
                    return
                yield Found(within(self.path, "#", rowid), problem=f"the row cannot be read: {reason(error)}")
            else:
                if read is not None:
                    yield self._report(read)
            row = next(rest, None)

    def _as_they_come(self, database: "_Database") -> Iterator[Found]:
        try:
            for row in database.rows(_FIELDS):
                yield self._report(row)
        except (sqlite3.Error, MemoryError) as error:
            yield Found(shown(self.path), problem=f"decisions cannot be read to its end: {reason(error)}; {_WANTED}")

    def _report(self, row: tuple[Any, ...]) -> Found:
        number, url, title, text = row
        return with_text(within(self.path, "#", number), text, title, url)


class _Database:
    """A SQLite file that is only read, by statements that end: after so many seconds a row, if not before."""

    def __init__(self, path: str, seconds: float) -> None:
        opened(path).close()  # a pipe or a device of that name would keep SQLite waiting
        self._seconds = seconds
        self._until = 0.0
        self._connection = sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True)
        self._connection.text_factory = lambda text: text.decode("utf-8", "replace")
        self._connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_REPORT + 1_000_000)
        self._connection.execute("PRAGMA trusted_schema = OFF")
        self._connection.execute("PRAGMA temp_store = FILE")
        self._connection.set_progress_handler(lambda: time.monotonic() > self._until, _STEPS)

    def close(self) -> None:
        self._connection.close()

    def is_view(self) -> bool:
        found = next(self.rows("SELECT type FROM sqlite_master WHERE name = 'decisions' COLLATE NOCASE"), ("",))
        return bool(found[0] == "view")

    def rows(self, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
        self._until = time.monotonic() + self._seconds
        cursor = self._connection.execute(query, values)
        while row := cursor.fetchone():
            yield row
            self._until = time.monotonic() + self._seconds
