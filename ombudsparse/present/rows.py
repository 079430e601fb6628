"""Flat tables of a determination: one row a record, one column a field, keyed by reference and file.

Every table begins with `case_reference` and `source` (the file as named). `number` counts from 1 in the order of the
report; `head_number` is the `number` of the head in the table `heads`. Dates are ISO, money is pounds; several values
in one cell are separated by "; ". The columns are stable: new ones are added at the end.
"""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any

from ombudsparse.determination import Determination
from ombudsparse.present.evidence import evidence_at
from ombudsparse.spans import Span

Cell = str | int | Decimal | dt.date | None
Row = dict[str, Cell]


class Table(StrEnum):
    """The tables that a determination makes."""

    DETERMINATIONS = "determinations"
    HEADS = "heads"
    FINDINGS = "findings"
    ORDERS = "orders"
    RECOMMENDATIONS = "recommendations"
    AWARDS = "awards"
    EVENTS = "events"
    MILESTONES = "milestones"
    CONFLICTS = "conflicts"
    CITATIONS = "citations"
    PROBLEMS = "problems"


KEYS = ("case_reference", "source")
COUNTED = ("heads", "findings", "orders", "recommendations", "awards", "events", "conflicts", "citations", "problems")
ORDER = ("number", "text", "types", "amount", "due_date", "due_text", "addressee", "head_number")
FIELDS: dict[Table, tuple[str, ...]] = {
    Table.DETERMINATIONS: (
        *("other_references", "landlord", "landlord_canonical", "landlord_type", "date", "amended_date", "layout"),
        *("decision_type", "tenure", "compensation_ordered", "compensation_deductible", "compensation_new"),
        *(f"{name}_count" for name in COUNTED),
    ),
    Table.HEADS: ("number", "text", "stem", "category", "categories"),
    Table.FINDINGS: ("number", "outcome", "text", "scheme_paragraph", "head_number", "statement", "source_form"),
    Table.ORDERS: ORDER,
    Table.RECOMMENDATIONS: ORDER,
    Table.AWARDS: ("number", "amount", "role", "head_number", "formula", "text"),
    Table.EVENTS: (
        *("number", "start", "end", "precision", "mention", "timex", "actor", "type", "text", "section", "anchor"),
        *("polarity", "modality", "rule"),
    ),
    Table.MILESTONES: ("milestone", "start", "end", "precision", "mention", "actor", "text", "section"),
    Table.CONFLICTS: ("number", "type", "dates"),
    Table.CITATIONS: ("number", "instrument", "provision", "text"),
    Table.PROBLEMS: ("number", "code", "message", "stage"),
}
EVIDENCE = tuple(f"evidence{part}" for part in ("", "_section", "_paragraph", "_page", "_start", "_end"))


def columns(table: Table, *, evidence: bool = False) -> tuple[str, ...]:
    """The names of the columns of `table`, in order. A determination as a whole has no evidence columns."""
    with_evidence = evidence and table is not Table.DETERMINATIONS
    return (*KEYS, *FIELDS[table], *(EVIDENCE if with_evidence else ()))


def rows(determination: Determination, table: Table, source: str | None = None, *, evidence: bool = False) -> list[Row]:
    """The rows of `table`; `source` names the file, and is the document's own name where not given."""
    keys: Row = {
        "case_reference": determination.case_reference,
        "source": determination.document.name if source is None else source,
    }
    made: list[Row] = []
    for number, (name, record) in enumerate(_records(determination, table), 1):
        row = keys | {field: _value(record, field, name, number) for field in FIELDS[table]}
        if evidence and table is not Table.DETERMINATIONS:
            row |= _evidence(determination, record.span)
        made.append(row)
    return made


def _records(determination: Determination, table: Table) -> Iterator[tuple[str, Any]]:
    """The records of a table, each with the name of its step where it is a milestone."""
    if table is Table.DETERMINATIONS:
        yield "", determination
    elif table is Table.MILESTONES:
        yield from determination.milestones.items()
    else:
        yield from (("", record) for record in getattr(determination, table.value))


def _value(record: Any, field: str, name: str, number: int) -> Cell:
    match field:
        case "milestone":
            return name
        case "head_number":
            return None if record.head is None else int(record.head) + 1
        case "source_form":  # `Finding.source`; in the tables "source" is the file
            return str(record.source)
        case "number":
            return getattr(record, "number", number)
        case _ if field.endswith("_count"):
            return len(getattr(record, field.removesuffix("_count")))
    value = getattr(record, field)
    if isinstance(value, tuple):
        return "; ".join(str(item) for item in value)
    return str(value) if isinstance(value, StrEnum) else value


def _evidence(determination: Determination, span: Span | None) -> Row:
    if span is None:
        return dict.fromkeys(EVIDENCE)
    found = evidence_at(determination.document, span)
    return dict(
        zip(EVIDENCE, (found.text, found.section, found.paragraph, found.page, found.start, found.end), strict=True)
    )


NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # what spreadsheets take for the beginning of a formula


def csv_cell(value: Cell) -> str:
    """A value as a cell, its lines ending in line feeds, which csv quotes (a lone carriage return it would not).

    Text that a spreadsheet would run as a formula gets an apostrophe in front; numbers do not.
    """
    if value is None:
        return ""
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    risky = text.startswith(FORMULA) and not NUMBER.fullmatch(text)
    return ("'" if risky else "") + text.replace("\r\n", "\n").replace("\r", "\n")


def csv_text(names: Sequence[str], rows: Iterable[Row] = (), *, header: bool = True) -> str:
    """The rows as CSV (RFC 4180, but lines end in a line feed alone), under a line of the column `names`."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    if header:
        writer.writerow(names)
    writer.writerows([csv_cell(row[name]) for name in names] for row in rows)
    return target.getvalue()
