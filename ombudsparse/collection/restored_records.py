"""A determination made again from the rows of a dataset: its records with their words, without the rest of the report.

A dataset keeps the words behind each record and where they began. What overlaps is put together again, so that a sum
stands in its order; the text between is not in the dataset.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from ombudsparse.document import Block, Document, Section, SectionKind
from ombudsparse.errors import DatasetError
from ombudsparse.records import (
    Award,
    Citation,
    ComplaintHead,
    Conflict,
    Event,
    Finding,
    Milestones,
    Order,
    Problem,
)
from ombudsparse.report import Determination
from ombudsparse.schema import Row, Table
from ombudsparse.spans import Span

_T = TypeVar("_T")
JOINT = "; "  # divides several values in one cell (tables/rows.py)
NOWHERE = {"start": 0, "end": 0}
_GAP = "…\n"


class Quote(Struct, frozen=True):
    """Words of the report and where they stood in its text."""

    start: int
    text: str
    section: str | None
    paragraph: str | None
    page: int | None

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def determination_of_rows(tables: Mapping[Table, Sequence[Row]]) -> Determination:
    """The determination whose rows, with their evidence, are in `tables`; "determinations" has one.

    Its document holds the words of the records, in their order. Raises DatasetError where a row is not as written.
    """
    try:
        return _determination(tables)
    except (msgspec.ValidationError, KeyError, ValueError, TypeError) as error:
        raise DatasetError(
            f"the rows of the case are not as they were written: {error}; build the dataset again"
        ) from error


def _determination(tables: Mapping[Table, Sequence[Row]]) -> Determination:
    case: dict[str, Any] = dict(tables[Table.DETERMINATIONS][0])
    evidence = [quote for rows in tables.values() for row in rows for quote in _evidence(row)]
    sentences = [quote for row in tables[Table.EVENTS] for quote in _sentence(row, evidence)]
    excerpts = _Excerpts([*evidence, *sentences])

    def made(table: Table, kind: type[_T], **renamed: str) -> tuple[_T, ...]:
        """The records of a table; `renamed` gives the column of a field that is called otherwise."""
        return tuple(_record(row, kind, renamed, excerpts) for row in tables[table])

    events = made(Table.EVENTS, Event, start="earliest", end="latest")
    steps = {
        str(row["milestone"]): _record(
            {"type": row["milestone"], "timex": "", "anchor": None, **row},
            Event,
            {"start": "earliest", "end": "latest"},
            excerpts,
        )
        for row in tables[Table.MILESTONES]
    }
    same = {(event.span, event.start, event.end): event for event in events}
    return Determination(
        **{
            name: case[name]
            for name in (
                *("case_reference", "landlord", "landlord_canonical", "date", "amended_date"),
                *("layout", "decision_type", "tenure", "compensation_ordered", "compensation_at_least"),
            )
        },
        landlord_type=case["landlord_type"] if case["landlord_type_source"] == "report" else None,
        other_references=tuple(_several(case["other_references"])),
        heads=made(Table.HEADS, ComplaintHead),
        findings=(
            *made(Table.FINDINGS, Finding, source="source_form"),
            *made(Table.NARRATIVE_FINDINGS, Finding, source="source_form"),
        ),
        orders=made(Table.ORDERS, Order),
        recommendations=made(Table.RECOMMENDATIONS, Order),
        awards=made(Table.AWARDS, Award),
        events=events,
        milestones=Milestones(
            **{name: same.get((step.span, step.start, step.end), step) for name, step in steps.items()}
        ),
        conflicts=made(Table.CONFLICTS, Conflict),
        citations=made(Table.CITATIONS, Citation),
        problems=made(Table.PROBLEMS, Problem),
        document=excerpts.document,
    )


def _several(cell: Any) -> list[str]:
    return str(cell).split(JOINT) if cell else []


def _record(row: Row, kind: type[_T], renamed: Mapping[str, str], excerpts: "_Excerpts") -> _T:
    values: dict[str, Any] = {name: row[column] for name, column in renamed.items()}
    values = {name: value for name, value in row.items() if name not in values} | values
    for name in ("categories", "types", "dates"):
        if name in values:
            values[name] = _several(values[name])
    if "head_number" in values:
        values["head"] = None if values["head_number"] is None else values["head_number"] - 1
    for name in ("text", "rule", "decided_by", "mention", "timex"):
        if name in values and values[name] is None:
            values[name] = ""
    span = excerpts.span(row["evidence_start"], row["evidence_end"])
    values["span"] = span if span or kind is Problem else NOWHERE
    values["sentence"], values["spans"] = values["span"], [span] if span else []
    if kind is Conflict:
        values["dates"] = [dt.date.fromisoformat(date) for date in values["dates"]]
    if values.get("already_offered", False) is None:  # a dataset of before that column
        del values["already_offered"]
    return msgspec.convert(values, kind)


def _evidence(row: Row) -> Iterator[Quote]:
    """The evidence of a row, if it has any."""
    start, words = row.get("evidence_start"), row.get("evidence")
    if start is not None and words:
        place = {name: row[f"evidence_{name}"] for name in ("section", "paragraph", "page")}
        yield msgspec.convert({"start": start, "text": words, **place}, Quote)


def _sentence(row: Row, evidence: Sequence[Quote]) -> Iterator[Quote]:
    """The sentence of an event, whose own evidence is a date only, where it can be placed and fits all `evidence`."""
    for date in _evidence(row):
        told = str(row["text"] or "")
        if told.count(date.text) == 1 and "\n" not in told:
            sentence = msgspec.structs.replace(date, start=date.start - told.index(date.text), text=told)
            if all(_agree(sentence, each) for each in evidence):
                yield sentence


def _agree(one: Quote, other: Quote) -> bool:
    """Whether two quotations have the same words where they overlap."""
    start, end = max(one.start, other.start), min(one.end, other.end)
    return (
        start >= end
        or one.text[start - one.start : end - one.start] == other.text[start - other.start : end - other.start]
    )


class _Excerpts:
    """The quotations as one document, "…" between those that do not touch, and where in it each stands."""

    def __init__(self, quotes: Iterable[Quote]) -> None:
        self._stretches = _joined(quotes)
        self._begins: list[int] = []  # of each stretch in the new text
        text = ""
        blocks: list[Block] = []
        titles: list[tuple[str, Span]] = []
        for stretch in self._stretches:
            title = stretch[0].section
            if title and (not titles or title != titles[-1][0]):
                titles.append((title, Span(len(text), len(text) + len(title))))
                blocks.append(Block("heading", titles[-1][1], level=1, raw=titles[-1][1]))
                text += title + "\n"
            elif text:
                text += _GAP
            self._begins.append(len(text))
            for line in _words(stretch).splitlines(keepends=True):
                span = Span(len(text), len(text) + len(line.rstrip("\n")))
                label = next((quote.paragraph for quote in stretch if self._within(quote, span, len(line))), None)
                blocks.append(Block("item" if label else "paragraph", span, level=1, label=label, raw=span))
                text += line
            text += "\n"
        ends = [heading.start for _, heading in titles[1:]] + [len(text)]
        self.document = Document(
            text,
            tuple(block for block in blocks if block.span.start < block.span.end),
            tuple(
                Section(SectionKind.OTHER, title, 1, Span(heading.start, end), heading)
                for (title, heading), end in zip(titles, ends, strict=True)
            ),
            raw=text,
            page_starts=self._page_starts(),
        )

    def _within(self, quote: Quote, line: Span, length: int) -> bool:
        """Whether the quotation begins in the line, of that length with its line feed."""
        at = self._place(quote.start)
        return at is not None and line.start <= at < line.start + length

    def _place(self, start: int) -> int | None:
        """Where a place in the report stands in the excerpts."""
        index = bisect_right(self._stretches, start, key=lambda stretch: stretch[0].start) - 1
        return None if index < 0 else self._begins[index] + start - self._stretches[index][0].start

    def _page_starts(self) -> tuple[int, ...]:
        paged = [
            (quote.page, self._place(quote.start) or 0)
            for stretch in self._stretches
            for quote in stretch
            if quote.page
        ]
        last = max((page for page, _ in paged), default=0)
        return tuple(0 if page == 1 else min(at for its, at in paged if its >= page) for page in range(1, last + 1))

    def span(self, start: Any, end: Any) -> dict[str, int] | None:
        """The span in the excerpts of words of the report; None where the row has no evidence."""
        if not isinstance(start, int) or not isinstance(end, int):
            return None
        at = self._place(start)
        return None if at is None else {"start": at, "end": at + end - start}


def _joined(quotes: Iterable[Quote]) -> list[list[Quote]]:
    """The quotations in order, those that overlap or follow each other at once together."""
    joined: list[list[Quote]] = []
    reach = -1
    for quote in sorted(set(quotes), key=lambda quote: (quote.start, -quote.end)):
        if quote.start <= reach:
            joined[-1].append(quote)
        else:
            joined.append([quote])
        reach = max(reach, quote.end)
    return joined


def _words(stretch: Sequence[Quote]) -> str:
    words, begin = "", stretch[0].start
    for quote in stretch:
        words += quote.text[max(0, begin + len(words) - quote.start) :]
    return words
