"""The parts of a report that tell what happened, in the order of the text."""

from collections.abc import Iterator

from msgspec import Struct

from ombudsparse.document import Block, Document, Section
from ombudsparse.spans import Span
from ombudsparse.vocabulary.section_kinds import NARRATIVE


class Passage(Struct, frozen=True):
    """A paragraph, an item or a table row, `span` of `Document.text`; a row is read as one, since its first cell dates
    what the others tell. `opens`: whether it is the first of its section."""

    span: Span
    section: Section
    opens: bool


def passages(document: Document) -> Iterator[Passage]:
    """The narrative passages of a report, head block and headings left out."""
    current: Section | None = None
    for block, section in _placed(document):
        if section.kind not in NARRATIVE:
            current = section
            continue
        cells = block.cells or (block.span,)
        yield Passage(Span(cells[0].start, cells[-1].end), section, section is not current)
        current = section


def _placed(document: Document) -> Iterator[tuple[Block, Section]]:
    """Every block under a heading with its innermost section."""
    for block in document.blocks:
        section = document.section_at(block.span.start) if block.kind != "heading" else None
        if section:
            yield block, section
