"""Where in the report a record was read, and in what words."""

from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from ombudsparse.document import Document
from ombudsparse.spans import Span
from ombudsparse.structure.sentences import sentence_spans


class _Evidence(Struct, frozen=True):
    """The words behind a record. `text` is verbatim: `Document.text[start:end]`.

    `section` is the title of the section as printed, `paragraph` the printed number of the paragraph, with
    those that it stands under ("1(2)"), `page` counts
    from 1; each is None where the form shows none. `sentence` is the one in which the words stand, on one line: what to
    quote where they are only a sum or a part of a statement.
    """

    section: str | None
    paragraph: str | None
    page: int | None
    text: str
    start: int
    end: int
    sentence: str

    @property
    def place(self) -> str:
        """The place in words, "Background, ¶ 3, page 2"; "" where nothing is known of it."""
        return place_of(self.section, self.paragraph, self.page)


def place_of(section: str | None, paragraph: str | None, page: int | None) -> str:
    """A place in words, "Background, ¶ 3, page 2"; "" where nothing is known of it."""
    parts = (section, f"¶ {paragraph}" if paragraph else None, f"page {page}" if page else None)
    return ", ".join(part for part in parts if part)


def evidence_at(document: Document, span: Span) -> _Evidence:
    """The evidence at `span` of `document.text`."""
    section = document.section_at(span.start)
    return _Evidence(
        section=section.title if section else None,
        paragraph=document.paragraph_at(span.start),
        page=document.page_at(span.start),
        text=span.of(document.text),
        start=span.start,
        end=span.end,
        sentence=" ".join(_sentence(document, span).split()),
    )


def _sentence(document: Document, span: Span) -> str:
    """The sentence around the words at `span`, or these themselves where they are longer."""
    block = document.block_at(span.start)
    if block is None or not block.span.covers(span):
        return span.of(document.text)
    if block.cells:
        return _cells(document, block.cells, span)
    start, end = span.start - block.span.start, span.end - block.span.start
    words = block.span.of(document.text)
    around = next((each for each in _sentences(words) if each.start <= start and end <= each.end), Span(start, end))
    return around.of(words)


def _cells(document: Document, cells: Sequence[Span], span: Span) -> str:
    """The sentence in the cell of a table that holds the words, of its own line where the cell has several; an
    item of a list with its lead-in.

    Where a cell says only a date or an outcome, or the words stand in several, it is the cells of the row, kept apart:
    "9 September 2024 | The resident complained."
    """
    for cell in cells:
        if cell.covers(span):
            lines = _lines(document, cell)
            at = next((at for at, line in enumerate(lines) if line.covers(span)), None)
            if at is not None and (told := _told(document, lines, at, span)):
                return told
    said = [" ".join(cell.of(document.text).split()) for cell in cells]
    return " | ".join(words for words in said if words) or span.of(document.text)


def _lines(document: Document, cell: Span) -> list[Span]:
    made, start = [], cell.start
    for line in cell.of(document.text).splitlines(keepends=True):
        made.append(Span(start, start + len(line.rstrip("\n"))))
        start += len(line)
    return made


def _told(document: Document, lines: Sequence[Span], at: int, span: Span) -> str:
    """The sentence of the line; a line that is none after the lead-in that it stands under; "" where there is none."""
    words = lines[at].of(document.text)
    if words.rstrip().endswith(_FULL_STOPS):
        sentences = (each for each in _sentences(words) if each.moved(lines[at].start).covers(span))
        return next(sentences, Span(0, len(words))).of(words)
    for before in range(at - 1, -1, -1):
        lead = lines[before].of(document.text).rstrip()
        if lead.endswith(":"):
            return f"{lead} {'… ' if before < at - 1 else ''}{words}"
    return ""


@lru_cache(maxsize=64)
def _sentences(words: str) -> tuple[Span, ...]:
    return sentence_spans(words)


_FULL_STOPS = (".", "!", "?", "”", "’")
CONTEXT = 60  # characters shown on either side of words that say little alone, such as a date or a sum


def in_context(document: Document, span: Span) -> str:
    """The words at `span`; where they are short, with those around them in the same block, "…" where cut off."""
    block = document.block_at(span.start)
    if span.end - span.start >= CONTEXT or block is None or not block.span.covers(span):
        return span.of(document.text)
    start, end = max(block.span.start, span.start - CONTEXT), min(block.span.end, span.end + CONTEXT)
    before, after = document.text[start : span.start], document.text[span.end : end]
    if start > block.span.start:
        before = "…" + before.partition(" ")[2]
    if end < block.span.end:
        after = after.rpartition(" ")[0] + "…"
    return before + span.of(document.text) + after
