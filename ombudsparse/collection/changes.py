"""What is other in a dataset than in an older one: cases added and gone, amended, and values that read differently."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from msgspec import Struct

from ombudsparse.dataset.parquet import table_rows
from ombudsparse.schema import EVIDENCE, KEYS, SOURCES, Cell, Row, Table, schema

if TYPE_CHECKING:
    import pandas as pd

ChangeKind = Literal["added", "gone", "amended", "changed_report", "read_differently"]
_WORDS = "evidence_sentence"
# what the words of a row stand for, so that a row that moved is not told as one gone and one new
_BESIDE = {"number", *(column.name for column in (*KEYS, *EVIDENCE))}


class Change(Struct, frozen=True):
    """A value that is other than before, with the words of the report behind either.

    `kind`: "added" and "gone" are of whole cases; of a case in both, "amended" is where the report has another date of
    amendment, "changed_report" where its content is another, and "read_differently" where the same content gives
    another value, since the version that read it is another. `row` is the number of the row, the milestone's name, or
    None for the case itself; `column` is None where the whole row came or went.
    """

    case_reference: str
    kind: ChangeKind
    table: str = "determinations"
    row: str | None = None
    column: str | None = None
    old: str | None = None
    new: str | None = None
    old_evidence: str | None = None
    new_evidence: str | None = None
    source: str | None = None


class InFolder(Protocol):
    """A Dataset, or anything else whose tables are files of a folder."""

    @property
    def folder(self) -> Path: ...


def changes_between(old: InFolder, new: InFolder) -> Iterator[Change]:
    """Each change from `old` to `new`, by case, table and row."""
    before, after = _by_case(old, Table.DETERMINATIONS), _by_case(new, Table.DETERMINATIONS)
    hashes = _hashes(old), _hashes(new)
    kinds: dict[str, ChangeKind] = {}
    for reference in sorted(before.keys() | after.keys()):
        was, now = before.get(reference), after.get(reference)
        if was and now:
            kinds[reference] = _kind(reference, was[0], now[0], hashes)
        else:
            row = (now or was or [{}])[0]
            told = " · ".join(str(row.get(name)) for name in ("landlord", "date") if row.get(name))
            yield Change(
                reference,
                "added" if now else "gone",
                old=None if now else told,
                new=told if now else None,
                source=str(row.get("source")),
            )
    for table in Table:
        if table is not Table.PROBLEMS:  # they tell of the reading, and of the files beside
            yield from _in_table(old, new, table, kinds)


def changes_frame(old: InFolder, new: InFolder) -> "pd.DataFrame":
    """The changes as a frame, a row a change."""
    import pandas as pd

    made = [{name: getattr(each, name) for name in Change.__struct_fields__} for each in changes_between(old, new)]
    return pd.DataFrame(made, columns=list(Change.__struct_fields__)).astype("string")


def _kind(reference: str, was: Row, now: Row, hashes: tuple[dict[str, str], dict[str, str]]) -> ChangeKind:
    if was.get("amended_date") != now.get("amended_date") or was.get("date") != now.get("date"):
        same = hashes[0].get(reference) == hashes[1].get(reference)
        return "read_differently" if same else "amended"
    return "read_differently" if hashes[0].get(reference) == hashes[1].get(reference) else "changed_report"


def _in_table(old: InFolder, new: InFolder, table: Table, kinds: dict[str, ChangeKind]) -> Iterator[Change]:
    before, after = _by_case(old, table), _by_case(new, table)
    columns = [column.name for column in schema(table) if column.name not in _BESIDE]
    if table is Table.DETERMINATIONS:
        columns = [name for name in columns if not name.endswith("_count")]  # the rows themselves are told
    for reference, kind in kinds.items():
        for was, now in _paired(before.get(reference, []), after.get(reference, []), columns):
            yield from _of_row(reference, kind, table, columns, was, now)


def _paired(before: list[Row], after: list[Row], columns: list[str]) -> Iterator[tuple[Row | None, Row | None]]:
    """The rows of a case then and now, side by side: the same ones first, then those of the same words, then those
    of the same place.
    """
    left, right = list(before), list(after)
    for key in (_whole(columns), _words_of, _place_of):
        waiting: dict[Any, list[Row]] = {}
        for row in right:
            waiting.setdefault(key(row), []).append(row)
        for row in list(left):
            same = waiting.get(key(row)) if key(row) is not None else None
            if same:
                other = same.pop(0)
                left = [each for each in left if each is not row]
                right = [each for each in right if each is not other]
                yield row, other
    yield from ((row, None) for row in left)
    yield from ((None, row) for row in right)


def _whole(columns: list[str]) -> Callable[[Row], Any]:
    return lambda row: tuple(row.get(name) for name in columns)


def _words_of(row: Row) -> Any:
    return row.get(_WORDS) or row.get("text")


def _place_of(row: Row) -> Any:
    return row.get("milestone") or row.get("number") or "case"


def _of_row(
    reference: str, kind: ChangeKind, table: Table, columns: list[str], was: Row | None, now: Row | None
) -> Iterator[Change]:
    row = now or was or {}
    name = row.get("milestone") or row.get("number")
    place = None if table is Table.DETERMINATIONS else str(name)
    words = [str(each[_WORDS]) if each and each.get(_WORDS) else None for each in (was, now)]
    source = str(row.get("source"))
    if was and now:
        for column in columns:
            if was.get(column) != now.get(column):
                before, after = _said(was.get(column)), _said(now.get(column))
                yield Change(reference, kind, table.value, place, column, before, after, words[0], words[1], source)
    else:
        before, after = _row_said(was, columns), _row_said(now, columns)
        yield Change(reference, kind, table.value, place, None, before, after, words[0], words[1], source)


def _row_said(row: Row | None, columns: list[str]) -> str | None:
    return None if row is None else "; ".join(f"{name}: {row[name]}" for name in columns if row.get(name) is not None)


def _said(cell: Cell) -> str | None:
    return None if cell is None else str(cell)


def _by_case(dataset: InFolder, table: Table) -> dict[str, list[Row]]:
    made: dict[str, list[Row]] = {}
    for row in table_rows(dataset.folder, table):
        made.setdefault(str(row["case_reference"]), []).append(row)
    return made


def _hashes(dataset: InFolder) -> dict[str, str]:
    """The hash of the content that each case was read from."""
    rows = table_rows(dataset.folder, SOURCES)
    return {str(row["case_reference"]): str(row["content_hash"]) for row in rows if row["status"] == "kept"}
