"""The orders and recommendations of the DECISION layout, which stand in the rows of tables."""

from collections.abc import Iterator, Sequence
from typing import Literal

from ombudsparse.document import Block, Document
from ombudsparse.extract.orders import order_openings as said
from ombudsparse.extract.orders.items import Parts
from ombudsparse.spans import Span
from ombudsparse.values.dates.grammar import MONTHS
from ombudsparse.vocabulary.patterns import Wording, any_of

_Column = Literal["number", "title", "text", "due"]
_HEADINGS: tuple[tuple[_Column, Wording], ...] = (
    ("text", Wording(r"what\b.*\bdo|actions?(?: required)?|requirements?|our orders?|the orders?|details?")),
    ("due", Wording(r"(?:due|completion|target)(?: date| by)?|by when|deadline|date(?: due)?|when|timescales?")),
    ("title", Wording(r"(?:order )?(?:type|title)(?: of order)?|subject|heading")),
    ("number", Wording(r"orders?|order n(?:o\.?|umber)|n(?:o\.?|umber)|#|item|ref(?:erence)?|")),
)
_NUMBER = Wording(r"(?:order )?\d{1,2}[.)]?|\(?[a-z]\)")
_DATE = rf"\d{{1,2}}(?:st|nd|rd|th)? (?:{'|'.join(MONTHS)})(?: \d{{4}})?"
_DUE = Wording(
    any_of(
        rf"(?:(?:no|not) later than|by|on or before|before|due)?:? ?{_DATE}.{{0,60}}",
        r"(?:(?:no|not) later than|by)?:? ?\d{1,2}[./]\d{1,2}[./]\d{2,4}",
        r"(?:(?:no|not) later than|within|in) .{1,60}\b(?:days?|weeks?|months?)\b.{0,60}",
        r"immediately|(?:without|with no) delay|with immediate effect|as soon as possible|ongoing|n/a|[-–—]",
    )
)
# the title line of a row: "Learning order", "Compensation order", "Case review"
_TITLE = Wording(r"[A-Z][\w’-]+(?: [\w’-]+){0,4} (?:order|review|works)\b", cased=True)
_ENDED = Wording(r"[.!?:;][”’\")]*$")
_FLAT_HEADER = Wording(r"^Our recommendations?\s+(?=[A-Z])", cased=True)
_RECOMMENDING = any_of(
    r"The (?:landlord|[Cc]ouncil) (?:should|is (?:also )?recommended)\b",
    r"(?:We (?:also )?recommend|It is (?:also )?recommended)\b",
)
_NEXT_ADVICE = Wording(rf"(?<=[.!?])\s+(?={_RECOMMENDING})", cased=True)
_ADVISES = Wording(rf"(?:{_RECOMMENDING}|Within \d|By \d|In addition\b|It should\b)", cased=True)
# what the section says of itself: not binding, and on what the outcome rests
_ABOUT_ADVICE = Wording(
    any_of(
        r"\bnot binding\b",
        r"^our recommendations?\W*$",
        r"\b(?:resolved|redress|determination|finding)\b.*\bon the basis\b(?!.*\bshould\b)",
        r"^we (?:have )?made (?:the following |some |a )?recommendations?\b",
    )
)


def table_orders(document: Document, blocks: Sequence[Block]) -> Iterator[Parts]:
    """The orders of a table: each row is one, unless it goes on with the row before, which a page has cut.

    The due cell stands where a lead-in would. The columns are told by the table's header, or by what the cells hold.
    """
    columns: tuple[_Column, ...] = ()
    current: Parts | None = None
    label = ""
    for row in blocks:
        if row.kind != "row":
            continue
        if header := _header(document, row):
            columns = header
            continue
        cells = _cells(document, row, columns)
        text = cells.get("text")
        if text is None:
            continue
        number = document.words(cells["number"]) if "number" in cells else ""
        same = bool(number) and number == label
        if current and (same or (not number and _goes_on(document, current, text, cells.get("due")))):
            current = Parts(
                "order", current.opening, Span(current.span.start, text.end), current.lead_in or cells.get("due")
            )
            continue
        if current:
            yield current
        current, label = Parts("order", text, text, cells.get("due")), number
    if current:
        yield current


def _header(document: Document, row: Block) -> tuple[_Column, ...]:
    """The columns that a header row names, none where the row is no header."""
    words = [document.words(cell).rstrip(" :") for cell in row.cells]
    named = [next((column for column, wording in _HEADINGS if wording.fullmatch(each)), None) for each in words]
    known = tuple(column for column in named if column)
    return known if len(known) == len(words) and "text" in known and len(set(known)) == len(known) else ()


def _cells(document: Document, row: Block, columns: Sequence[_Column]) -> dict[_Column, Span]:
    """The cells of a row by their columns, empty ones left out: as the header says, unless they hold something else."""
    words = {cell: document.words(cell) for cell in row.cells if cell.end > cell.start}
    fixed = dict(zip(columns, row.cells, strict=True)) if len(columns) == len(row.cells) else {}
    found: dict[_Column, Span] = {}
    for cell, each in words.items():
        if _NUMBER.fullmatch(each):
            found.setdefault("number", cell)
        elif cell != fixed.get("text") and (cell == fixed.get("due") or _DUE.fullmatch(each)):
            found.setdefault("due", cell)
    rest = [cell for cell in words if cell not in found.values()]
    if not rest:
        return found
    if fixed.get("text") in rest:
        title = fixed.get("title", fixed["text"])
        return found | {"text": Span(min(title.start, fixed["text"].start), fixed["text"].end)}
    longest = max(rest, key=lambda cell: cell.end - cell.start)
    # "Apology order" in a cell of its own, before what is to be done
    return found | {"text": Span(min(rest).start, longest.end)}


def _goes_on(document: Document, current: Parts, text: Span, due: Span | None) -> bool:
    """Whether a row without a number is the rest of the row before, and no order of its own."""
    words, before = document.words(text), document.words(current.span)
    if words[:1].islower() or not _ENDED.search(before):
        return not (_TITLE.match(words) or said.OPENS.match(words)) or words[:1].islower()
    if _TITLE.match(words) or said.OPENS.match(words):
        return False
    return due is None and (bool(said.SUM_FIRST.match(words) or said.POINTS_BACK.match(words)) or before.endswith(":"))


def table_advice(document: Document, blocks: Sequence[Block]) -> Iterator[Parts]:
    """The recommendations: each block is one, unless it goes on with the one before; a flattened table has several."""
    current: Span | None = None
    for span in _advice_spans(document, blocks):
        words = document.words(span)
        if current and not _is_advice(document.words(current), words):
            current = Span(current.start, span.end)
            continue
        if current:
            yield Parts("recommendation", current, current, None)
        current = span
    if current:
        yield Parts("recommendation", current, current, None)


def _is_advice(before: str, words: str) -> bool:
    """Whether `words` open a recommendation of their own behind another."""
    if said.SUM_FIRST.match(words) or said.POINTS_BACK.match(words) or words[:1].islower():
        return False
    if _ADVISES.match(words) or _TITLE.match(words):
        return True
    return not before.endswith((":", ";", ",", "and")) and not _ABOUT_SUM.match(words)


# "Our determination of reasonable redress is based on this sum being paid"
_ABOUT_SUM = Wording(
    r"(?:our|the) (?:determination|finding|decision)\b.*\b(?:based|conditional|dependent|made|rests)\b"
)


def _advice_spans(document: Document, blocks: Sequence[Block]) -> Iterator[Span]:
    """The blocks, and the sentences of a flattened table."""
    for block in blocks:
        text = block.span.of(document.text)
        words = document.words(block.span)
        if _ABOUT_ADVICE.search(words) and not _ADVISES.match(words):
            continue
        header = _FLAT_HEADER.match(text)
        starts = [header.end() if header else 0]
        if header:
            starts += [found.end() for found in _NEXT_ADVICE.finditer(text)]
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
            yield Span(block.span.start + start, block.span.start + len(text[:end].rstrip()))
