"""The text of a report as HTML, the words of each record marked where they stand."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import pairwise

from msgspec import Struct

from ombudsparse.determination import DeterminationRecord
from ombudsparse.document import Block, Document
from ombudsparse.present.wording import label, one_line, pounds, printable, when
from ombudsparse.spans import Span


class Mark(Struct, frozen=True):
    """A record's place in the text. `anchor` is unique in the report ("order-2"); `note` tells what was read here."""

    span: Span
    kind: str
    anchor: str
    note: str


class Piece(Struct, frozen=True):
    """A stretch of text, not empty, that the same marks cover throughout."""

    span: Span
    marks: tuple[Mark, ...]


def marks_of(determination: DeterminationRecord) -> list[Mark]:
    """A mark for each record that stands somewhere in the text; conflicts have one for each of their dates.

    Of marks on the same words the first gives the colour: a conflict before a step of the complaint, and that before
    any event.
    """
    made: list[Mark] = []

    def add(kind: str, name: int | str, span: Span | None, note: str) -> None:
        if span is not None and span.of(determination.document.text).strip():
            made.append(Mark(span, kind, f"{kind}-{name}", note))

    for place, head in enumerate(determination.heads):
        add("head", place, head.span, f"matter {head.number}: {label(head.category)}")
    for place, finding in enumerate((*determination.formal_findings, *determination.narrative_findings)):
        add("finding", place, finding.span, f"finding: {label(finding.outcome)}")
    for place, order in enumerate(determination.orders):
        add("order", place, order.span, f"order {order.number}")
    for place, order in enumerate(determination.recommendations):
        add("recommendation", place, order.span, f"recommendation {order.number}")
    for place, award in enumerate(determination.awards):
        add("award", place, award.span, f"{pounds(award.amount)}: {label(award.role)}")
    for place, conflict in enumerate(determination.conflicts):
        for index, span in enumerate(conflict.spans):
            add("conflict", f"{place}-{index}", span, f"conflicting dates: {label(conflict.type)}")
    for name, event in determination.milestones.items():
        add("milestone", name, event.span, f"step of the complaint: {label(name)}")
    for place, event in enumerate(determination.events):
        add("event", place, event.span, f"{when(event)}: {label(event.type)}")
    for place, citation in enumerate(determination.citations):
        add("citation", place, citation.span, f"cites {citation.instrument}")
    for place, problem in enumerate(determination.problems):
        add("problem", place, problem.span, f"problem: {problem.message}")
    return made


def pieces(stretch: Span, marks: Iterable[Mark]) -> Iterator[Piece]:
    """`stretch` cut wherever a mark begins or ends: in order, without gap or overlap."""
    here = [mark for mark in marks if mark.span.touches(stretch)]
    cuts = {stretch.start, stretch.end}
    cuts.update(edge for mark in here for edge in (mark.span.start, mark.span.end))
    edges = sorted(edge for edge in cuts if stretch.start <= edge <= stretch.end)
    for start, end in pairwise(edges):
        span = Span(start, end)
        yield Piece(span, tuple(mark for mark in here if mark.span.covers(span)))


def text_html(document: Document, marks: Sequence[Mark], ident: str) -> str:
    """The whole text, escaped, a `<div>` a block. Each mark has one anchor, `ident-anchor`, where it begins."""
    blocks = {block.span: block for block in document.blocks}
    unplaced = {mark.anchor for mark in marks}
    return "\n".join(
        _block(document, span, blocks.get(span), [mark for mark in marks if mark.span.touches(span)], ident, unplaced)
        for span in stretches(blocks, len(document.text))
        if span in blocks or span.of(document.text).strip()
    )


def stretches(spans: Iterable[Span], length: int) -> Iterator[Span]:
    """The blocks, and what stands between them in no block, so that all of the text is shown."""
    at = 0
    for span in spans:
        if at < span.start:
            yield Span(at, span.start)
        yield span
        at = span.end
    if at < length:
        yield Span(at, length)


def _block(
    document: Document, span: Span, block: Block | None, marks: Sequence[Mark], ident: str, unplaced: set[str]
) -> str:
    if block is None:
        return f'<div class="paragraph">{_marked(document, span, marks, ident, unplaced)}</div>'
    number = f'<span class="number">{escape(one_line(block.label, 12))}</span>' if block.label else ""
    if block.cells:
        cells = (_marked(document, cell, marks, ident, unplaced) for cell in block.cells)
        content = "".join(f"<span>{cell}</span>" for cell in cells)
    else:
        content = _marked(document, span, marks, ident, unplaced)
    depth = f" level{min(block.level, 3)}" if block.kind == "item" and block.level > 1 else ""
    return f'<div class="{block.kind}{depth}">{number}{content}</div>'


def _marked(document: Document, span: Span, marks: Sequence[Mark], ident: str, unplaced: set[str]) -> str:
    """The words at `span`, escaped, those of records in `<mark>`, coloured for the record that says most of them.

    That is the shortest: a sum within an order. A record's anchor goes with its first words, and leaves `unplaced`.
    """
    parts: list[str] = []
    for piece in pieces(span, marks):
        words = escape(printable(piece.span.of(document.text)))
        if not piece.marks:
            parts.append(words)
            continue
        nearest = min(piece.marks, key=lambda mark: mark.span.end - mark.span.start)
        notes = escape("; ".join(dict.fromkeys(one_line(mark.note) for mark in piece.marks)))
        begun = [mark.anchor for mark in piece.marks if mark.anchor in unplaced]
        unplaced.difference_update(begun)
        anchors = "".join(f'<a id="{ident}-{anchor}"></a>' for anchor in begun)
        parts.append(f'<mark class="{nearest.kind}" title="{notes}">{anchors}{words}</mark>')
    return "".join(parts)
