"""The tables of the DECISION layout as rows, also where a text form has flattened them into lines or one line."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from ombudsparse.document import Block, Document, Section, SectionKind
from ombudsparse.spans import Span
from ombudsparse.structure.flat_order_rows import flat_order_rows
from ombudsparse.values.dates.grammar import MONTHS
from ombudsparse.vocabulary.patterns import Wording

_MONTH = "|".join(MONTHS)
_DATE = rf"\d{{1,2}}\s(?:{_MONTH})\s\d{{4}}"
CASE_LABEL = Wording(r"(?:^|(?<=\s))(Case ID|Decision type|Landlord type|Landlord|Occupancy|Date)(?=\s|:)", cased=True)
PROCEDURE_HEADER = Wording(r"(?:^|(?<=\s))(Date)\s+(What happened)\s*", cased=True)
# a date after one of these goes on a sentence: "sent on 3 May 2024 The"
_BEFORE_DATES = (
    *("on", "by", "of", "to", "from", "since", "until", "dated"),
    *("for", "and", "before", "after", "in", "the"),
)
_WITHIN_SENTENCE = "".join(rf"(?<!\b{word}\s)" for word in _BEFORE_DATES)
_CELL_DATE = (
    r"(?:(?:Between|From|Around|Early|Mid|Late|After|Since|By)\s)?"
    rf"(?:\d{{1,2}}\s)?(?:(?:{_MONTH})\s)?(?:\d{{4}}\s)?(?:(?:to|and|–|-)\s)?(?:\d{{1,2}}\s)?(?:{_MONTH})\s\d{{4}}"
)
PROCEDURE_DATE = Wording(
    rf"(?:^|(?<=\s)){_WITHIN_SENTENCE}(?<!\d\s)({_CELL_DATE}|Referral to the Ombudsman)(?=\s+[A-Z“‘])", cased=True
)
COMPLAINT_ROW = Wording(
    r"(?:^|\n)Complaint\s+(?P<head>\S(?s:.){2,400}?)\s+Finding\s+(?P<outcome>[A-Z][a-z ]{6,60})(?=\n|$)", cased=True
)

Rows = list[tuple[Span, ...]]


def with_rows(document: Document) -> Document:
    """The document with every table of the DECISION layout as row blocks; others are left as they are."""
    if not any(section.kind == SectionKind.DECISION_TABLE for section in document.sections):
        return document
    for section in document.sections:
        find = FINDERS.get(section.kind)
        if find is None or any(len(block.cells) > 1 for block in _inside(document, section)):
            continue
        rows = find(document.text, Span(section.heading.end, section.span.end))
        if rows:
            document = replace(document, blocks=_with(document, section, rows))
    return document


def _inside(document: Document, section: Section) -> Iterator[Block]:
    first = bisect_left(document.blocks, section.span.start, key=lambda block: block.span.start)
    last = bisect_right(document.blocks, section.span.end, key=lambda block: block.span.end)
    return iter(document.blocks[first:last])


def _with(document: Document, section: Section, rows: Rows) -> tuple[Block, ...]:
    """The blocks with those under `rows` replaced by them; what stands before, between and after is kept."""
    kept = [block for block in document.blocks if block.kind == "heading" or not section.span.covers(block.span)]
    rows = [row for row in rows if not _touches_one(Span(row[0].start, row[-1].end), kept)]
    spans = [Span(row[0].start, row[-1].end) for row in rows]
    blocks: list[Block] = []
    for block in document.blocks:
        at = bisect_right(spans, block.span.start, key=lambda span: span.end)  # the first that ends behind its start
        over = spans[at] if at < len(spans) and spans[at].touches(block.span) else None
        if over is None:
            blocks.append(block)
        elif block.span.start < over.start and document.words(Span(block.span.start, over.start)):
            blocks.append(replace(block, span=Span(block.span.start, over.start - 1)))
    blocks += [
        Block(kind="row", span=span, raw=document.raw_span(span), cells=row)
        for span, row in zip(spans, rows, strict=True)
    ]
    return tuple(sorted(blocks, key=lambda block: block.span))


def _touches_one(span: Span, blocks: Sequence[Block]) -> bool:
    """Whether one of `blocks`, which are in order, shares a character with `span`."""
    at = bisect_right(blocks, span.start, key=lambda block: block.span.end)
    return at < len(blocks) and blocks[at].span.touches(span)


def _trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends."""
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip())))


def _case_rows(text: str, area: Span) -> Rows:
    labels = list(CASE_LABEL.finditer(text, area.start, area.end))
    rows: Rows = []
    seen: set[str] = set()
    for at, label in enumerate(labels):
        if label.group(1) in seen:
            continue
        seen.add(label.group(1))
        end = labels[at + 1].start() if at + 1 < len(labels) else area.end
        value = _trimmed(text, label.end(), end)
        if value.start < value.end:
            rows.append((Span(label.start(1), label.end(1)), value))
    return rows


def _procedure_rows(text: str, area: Span) -> Rows:
    header = PROCEDURE_HEADER.search(text, area.start, area.end)
    dates = list(PROCEDURE_DATE.finditer(text, header.end() if header else area.start, area.end))
    ends = [*(date.start() for date in dates[1:]), area.end][: len(dates)]
    rows: Rows = [tuple(Span(*header.span(cell)) for cell in (1, 2))] if header and dates else []
    return rows + [
        (Span(*date.span(1)), _trimmed(text, date.end(), end)) for date, end in zip(dates, ends, strict=True)
    ]


def _complaint_rows(text: str, area: Span) -> Rows:
    rows: Rows = []
    for found in COMPLAINT_ROW.finditer(text, area.start, area.end):
        begin = text.index("Complaint", found.start())
        label = text.rindex("Finding", found.start(), found.start("outcome"))
        rows.append((Span(begin, begin + 9), Span(*found.span("head"))))
        rows.append((Span(label, label + 7), _trimmed(text, *found.span("outcome"))))
    return rows


FINDERS: dict[SectionKind, Callable[[str, Span], Rows]] = {
    SectionKind.DECISION_TABLE: _case_rows,
    SectionKind.ORDERS: flat_order_rows,
    SectionKind.PROCEDURE: _procedure_rows,
    SectionKind.ASSESSMENT: _complaint_rows,
}
