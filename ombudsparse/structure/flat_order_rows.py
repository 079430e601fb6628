"""The rows of an orders table that a text form has flattened into lines or one line."""

from collections.abc import Iterator

from msgspec import Struct

from ombudsparse.spans import Span
from ombudsparse.values.dates.grammar import MONTHS
from ombudsparse.vocabulary.patterns import Wording, any_of

_DATE = rf"\d{{1,2}}\s(?:{'|'.join(MONTHS)})\s\d{{4}}"
_NOTED_DATE = rf"{_DATE}(?:\s+\([^)]{{1,40}}\))?"  # 13 February 2026 (inspection)
_TO_DO = r"(?P<text>What\s+(?:the\s+landlord|it)\s+(?:must|has\s+to|needs\s+to)\s+do)"
_DUE_DATE = r"(?P<due>(?:Due\s+(?:date|by)|By\s+when|Deadline))"
_DUE_DATE_FIRST = r"(?P<due_first>(?:Due\s+(?:date|by)|By\s+when|Deadline))"
_NUMBER_TITLE = r"(?:(?P<number>Orders?|No\.?|Number)\s+)?"
ORDERS_HEADER = Wording(
    rf"(?:{_DUE_DATE_FIRST}\s+)?{_NUMBER_TITLE}(?<!\w){_TO_DO}(?:\s+{_DUE_DATE})?\s*",
    cased=True,
)
_SAID_DUE = rf"(?:No|Not)\s+later\s+than:?\s+{_NOTED_DATE}(?:\s+{_NOTED_DATE})*"
DUE_CELL = Wording(rf"{_SAID_DUE}(?:\s+{_SAID_DUE})*", cased=True)
# how an order begins behind a row whose number is missing: "Learning order", "The landlord must"
_BEGINS = r"(?:[A-Z][\w-]+(?:\s[a-z-]+){0,3}\sorder\b|The\slandlord\smust\b)"
# "No later than" can be missing: then the date ends its row if the next row's number or nothing follows
_BARE_DUE = Wording(
    r"(?<!\bby)(?<!\bon)(?<!\bto)(?<!\bfrom)(?<!\buntil)(?<!\bbefore)(?<!\bthan)(?<!\band)"
    rf"\s((?:By\s)?{_DATE})(?=\s+(\d{{1,2}})[.)]?\s+[A-Z]|\s*$)",
    cased=True,
)
_AFTER_STOP = Wording(rf"(?<=[.;:)])\s+((?:By\s)?{_DATE})(?=\s+{_BEGINS})", cased=True)
# a date that ends a line behind a stop, or that is all that a line says: the due cell of a row without a number
_ENDS_LINE = Wording(rf"(?:(?<=[.;:)])[ \t]+|\n[ \t]*)((?:By\s)?{_DATE})[ \t]*(?=\n|$)", cased=True)
# "Without delay", "Immediately", "Within 4 weeks of this report" as all that a due cell says
_WORDED_DUE = Wording(
    r"(?<=[.;:)])\s+("
    + any_of(
        r"(?:Without|With\s+no)\s+delay",
        r"Immediately|With\s+immediate\s+effect|As\s+soon\s+as\s+possible|Ongoing",
        r"Within\s+(?:\d+|one|two|three|four|six|eight)\s+(?:calendar\s+|working\s+)?(?:days|weeks?|months?)"
        + r"(?:\s+of\s+(?:the\s+date\s+of\s+)?(?:this|the|our)\s+(?:report|decision|determination))?",
    )
    + r")\.?\s*$",
    cased=True,
)
# a date that begins a row: "12 December 2025 The landlord must", behind the header or the end of the row before
_LINE_DATE = Wording(rf"(?:(?<=[.;:)]\s)|(?<=do\s)|(?<=\n))({_DATE})(?=\s+(?:\d{{1,2}}\s+)?[A-Z])", cased=True)
_ROW_NUMBER = Wording(r"\s*(\d{1,2})[.)]?\s+(?=[A-Z])", cased=True)
_NEXT_NUMBER = Wording(r"(?<=[.;:)])\s+(\d{1,2})[.)]?\s+(?=[A-Z])|\n\s*(\d{1,2})[.)]?\s+(?=[A-Z])", cased=True)
_STOP = Wording(r"\s*\.(?=\s)")  # "No later than 13 January 2026."
LEAST_ORDER = 15  # characters; less behind the last due cell is no order


class _Row(Struct, frozen=True):
    number: Span
    body: Span
    due: Span


def flat_order_rows(text: str, area: Span) -> list[tuple[Span, ...]]:
    """The header and the rows (number, what to do, due date) of the orders table in `area`; empty cells have no length.

    A row ends with its due cell, or begins with it where the header names the due date first. What the table leaves
    out ends a row too: the number of the next.
    """
    header = ORDERS_HEADER.search(text, area.start, area.end)
    if not header or not (header["due"] or header["due_first"]):
        return []
    named = [name for name in ("number", "text", "due", "due_first") if header[name]]
    head = tuple(sorted(Span(*header.span(name)) for name in named))
    rest = Span(header.end(), area.end)
    rows = _due_first(text, rest) if header["due_first"] else _due_last(text, rest)
    return [head, *(tuple(sorted((row.number, row.body, row.due))) for row in rows)]


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    begin = start + len(piece) - len(piece.lstrip())
    return Span(begin, max(begin, end - (len(piece) - len(piece.rstrip()))))


def _due_first(text: str, area: Span) -> Iterator[_Row]:
    """Rows that begin with their due cell."""
    cells = _due_cells(text, area)
    for at, cell in enumerate(cells):
        stop = cells[at + 1].start if at + 1 < len(cells) else area.end
        yield from _numbered(text, Span(cell.end, stop), cell, 0)


def _due_cells(text: str, area: Span) -> list[Span]:
    """The due cells that begin rows."""
    found = [Span(*match.span()) for match in DUE_CELL.finditer(text, area.start, area.end)]
    found += [Span(*match.span(1)) for match in _LINE_DATE.finditer(text, area.start, area.end)]
    found.sort()
    return [cell for index, cell in enumerate(found) if not any(cell.touches(other) for other in found[:index])]


def _due_last(text: str, area: Span) -> Iterator[_Row]:
    """Rows that end with their due cell; the last may have none."""
    at, number = area.start, 0
    while at < area.end:
        cell = _next_due(text, at, area.end, number)
        if cell is None:
            break
        for row in _numbered(text, Span(at, cell.start), cell, number):
            number = _value(text, row, number)
            yield row
        at = cell.end
    if len(text[at : area.end].strip()) >= LEAST_ORDER:
        worded = _WORDED_DUE.search(text, at, area.end)
        due = Span(*worded.span(1)) if worded else Span(area.end, area.end)
        yield from _numbered(text, Span(at, due.start), due, number)


def _value(text: str, row: _Row, number: int) -> int:
    return int(row.number.of(text)) if row.number.of(text) else number


def _next_due(text: str, start: int, end: int, number: int) -> Span | None:
    """The due cell that ends the row at `start`, with its words or as a bare date."""
    due = DUE_CELL.search(text, start, end)
    stop = due.start() if due else end
    cells = [Span(*due.span())] if due else []
    if unnumbered := _AFTER_STOP.search(text, start, stop):
        cells.append(Span(*unnumbered.span(1)))
    if alone := _ENDS_LINE.search(text, start, stop):
        cells.append(Span(*alone.span(1)))
    for found in _BARE_DUE.finditer(text, start, stop):
        following = found.group(2)
        if following is None or number < int(following) <= number + 3:
            cells.append(Span(*found.span(1)))
    return min(cells, default=None)


def _numbered(text: str, body: Span, due: Span, number: int) -> Iterator[_Row]:
    """The rows between two due cells: more than one where the number of a next row stands among the words."""
    stop = _STOP.match(text, body.start, body.end)
    body = Span(stop.end(), body.end) if stop else body
    begins = _ROW_NUMBER.match(text, body.start, body.end)
    label = Span(*begins.span(1)) if begins else None
    value = int(begins[1]) if begins else number
    start = begins.end() if begins else body.start
    for found in _NEXT_NUMBER.finditer(text, start, body.end):
        digits = found[1] or found[2]
        if int(digits) != value + 1 or not value:
            continue
        inner = _trimmed(text, start, found.start())
        yield _Row(label or Span(inner.start, inner.start), inner, Span(inner.end, inner.end))
        label, value, start = Span(*found.span(1 if found[1] else 2)), value + 1, found.end()
    words = _trimmed(text, start, body.end)
    if words.end > words.start:
        yield _Row(label or Span(words.start, words.start), words, due)
