"""The rows of a determination's tables: one row a record. Dates are dates, money is pounds."""

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, cast

from ombudsparse.determination import DeterminationRecord
from ombudsparse.landlords.printed_types import landlord_type_of
from ombudsparse.records import Outcome
from ombudsparse.schema import EVIDENCE, FIELDS, SEVERITY, Cell, Row, Table
from ombudsparse.spans import Span
from ombudsparse.structure.evidence import evidence_at


def rows(
    determination: DeterminationRecord, table: Table, source: str | None = None, *, evidence: bool = False
) -> list[Row]:
    """The rows of `table`; `source` names the file, and is the document's own name where not given."""
    keys: Row = {
        "case_reference": determination.case_reference,
        "source": determination.document.name if source is None else source,
    }
    of_case: Row = {}
    if table is not Table.DETERMINATIONS:
        of_case = {"landlord": determination.landlord_canonical or determination.landlord, "date": determination.date}
    made: list[Row] = []
    for number, (name, record) in enumerate(_records(determination, table), 1):
        row = keys | of_case
        row |= {
            column.name: _value(record, column.name, name, number)
            for column in FIELDS[table]
            if column.name not in of_case
        }
        if evidence and table is not Table.DETERMINATIONS:
            row |= _evidence(determination, record.span)
        made.append(row)
    return made


def _records(determination: DeterminationRecord, table: Table) -> Iterator[tuple[str, Any]]:
    """The records of a table, each with the name of its step where it is a milestone."""
    if table is Table.DETERMINATIONS:
        yield "", determination
    elif table is Table.MILESTONES:
        yield from determination.milestones.items()
    else:
        yield from (("", record) for record in _listed(determination, table.value))


def _listed(determination: DeterminationRecord, table: str) -> tuple[Any, ...]:
    """The records of a table of which a report can have several; `findings` are the formal ones."""
    listed: tuple[Any, ...] = getattr(determination, "formal_findings" if table == "findings" else table)
    return listed


def _value(record: Any, field: str, name: str, number: int) -> Cell:
    match field:
        case "milestone":
            return name
        case "head_number":
            return None if record.head is None else int(record.head) + 1
        case "earliest":  # `Event.start` and `end`: a file's columns say what they bound, and "end" is a word of SQL
            return cast(dt.date, record.start)
        case "latest":
            return cast(dt.date, record.end)
        case "source_form":  # `Finding.source`; in the tables "source" is the file
            return str(record.source)
        case "severity":
            return str(record.outcome) if record.outcome in SEVERITY else None
        case "upheld":
            return record.outcome is not Outcome.NO_MALADMINISTRATION if record.outcome in SEVERITY else None
        case "number":  # the position, even if a record made elsewhere says otherwise: with the case it is the key
            return number
        case _ if field.endswith("_count"):
            return len(_listed(record, field.removesuffix("_count")))
        case "landlord_type":
            return landlord_type_of(record.landlord_type, record.landlord_canonical)[0]
        case "landlord_type_source":
            return landlord_type_of(record.landlord_type, record.landlord_canonical)[1]
    value = getattr(record, field)
    if isinstance(value, tuple):
        return "; ".join(str(item) for item in value) or None
    return str(value) if isinstance(value, StrEnum) else value


def _evidence(determination: DeterminationRecord, span: Span | None) -> Row:
    names = [column.name for column in EVIDENCE]
    if span is None:
        return dict.fromkeys(names)
    found = evidence_at(determination.document, span)
    values = (found.text, found.section, found.paragraph, found.page, found.start, found.end, found.sentence)
    return dict(zip(names, values, strict=True))
