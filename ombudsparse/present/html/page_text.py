"""The text of a report beside its records: every record's words marked, however they overlap, each with its key."""

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from types import MappingProxyType

from ombudsparse.document import Block, Document
from ombudsparse.present.html.highlights import Mark, pieces, stretches
from ombudsparse.present.html.page_links import key_of, name_of, say
from ombudsparse.present.wording import one_line, printable
from ombudsparse.spans import Span

TOP, _DEEPEST = 3, 6  # levels of HTML headings: the page has used the first two


def reading_text(
    document: Document, marks: Sequence[Mark], pictures: Mapping[int, bytes] = MappingProxyType({})
) -> str:
    """The whole text, escaped, an element a block. Where the words of a record begin is a link back to the record.

    The words of several records at once are in as many nested `<mark>` elements, the longest outside. `pictures`, PNG
    by page, stand folded up where their pages begin.
    """
    blocks = {block.span: block for block in document.blocks}
    unplaced = {mark.anchor for mark in marks}
    parts = [_picture(1, pictures)]
    level, page = TOP - 1, 1
    for span in stretches(blocks, len(document.text)):
        block = blocks.get(span)
        if block is None and not span.of(document.text).strip():
            continue
        here = document.page_at(span.start)
        if here is not None and here > page:
            page = here
            parts.append(f'<p class="page">begins on page {page}</p>{_picture(page, pictures)}')
        if block is not None and block.kind == "heading":
            level = min(TOP - 1 + max(block.level, 1), level + 1, _DEEPEST)
        parts.append(_block(document, span, block, _touching(marks, span), unplaced, level))
    return "\n".join(parts)


def _picture(page: int, pictures: Mapping[int, bytes]) -> str:
    """The picture of a page, folded up; nothing where there is none."""
    if page not in pictures:
        return ""
    data = b64encode(pictures[page]).decode()
    return (
        f'<details class="sheet"><summary>Page {page} as printed</summary>'
        f'<img alt="Page {page} as printed, the words of records marked" src="data:image/png;base64,{data}"></details>'
    )


def _touching(marks: Iterable[Mark], span: Span) -> list[Mark]:
    return [mark for mark in marks if mark.span.touches(span)]


def _trimmed(span: Span, text: str) -> Span:
    """The span without white space at its ends."""
    words = span.of(text)
    return Span(span.start + len(words) - len(words.lstrip()), span.start + len(words.rstrip()))


def _block(
    document: Document, span: Span, block: Block | None, marks: Sequence[Mark], unplaced: set[str], level: int
) -> str:
    if block is None:
        return f"<p>{_marked(document, _trimmed(span, document.text), marks, unplaced)}</p>"
    number = f'<span class="number">{escape(one_line(block.label, 12))}</span> ' if block.label else ""
    if block.cells:
        cells = (f"<span>{_marked(document, cell, marks, unplaced)}</span>" for cell in block.cells)
        return f'<div class="row">{number}{"".join(cells)}</div>'
    content = number + _marked(document, span, marks, unplaced)
    if block.kind == "heading":
        return f"<h{level}>{content}</h{level}>"
    if block.kind == "item":
        return f'<p class="item level{min(max(block.level, 1), 3)}">{content}</p>'
    return f"<p>{content}</p>"


def _marked(document: Document, span: Span, marks: Sequence[Mark], unplaced: set[str]) -> str:
    """The words at `span`, escaped, in the marks of their records. A record's key goes with its first words."""
    parts: list[str] = []
    for piece in pieces(span, marks):
        around = sorted(piece.marks, key=lambda mark: mark.span.start - mark.span.end)
        for mark in around:
            parts.append(f'<mark class="{mark.kind} r-{mark.anchor}">')
            if mark.anchor in unplaced:
                unplaced.remove(mark.anchor)
                parts.append(_back(mark))
        parts.append(escape(printable(piece.span.of(document.text))) + "</mark>" * len(around))
    return "".join(parts)


def _back(mark: Mark) -> str:
    """The link from a record's words to the record. Its key is drawn, so that quotations copy without it."""
    told = say(mark.note, 200)
    return (
        f'<a class="ref {mark.kind}" id="text-{mark.anchor}" href="#{mark.anchor}" data-key="{key_of(mark.anchor)}"'
        f' title="{told}" aria-label="{name_of(mark.anchor)}, to the record: {told}"></a>'
    )
