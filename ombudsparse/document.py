"""The text of a report as blocks and sections. No reader and no rule lives here."""

from bisect import bisect_right
from enum import StrEnum
from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from ombudsparse.spans import Span, offset_in_raw

_FARTHEST_PARENT = 200  # blocks: a list longer than that is none of a report
BlockKind = Literal["heading", "paragraph", "item", "row"]
SourceFormat = Literal["html", "pdf", "text"]


class SectionKind(StrEnum):
    """What a section of a report is about. vocabulary/headings.toml has the headings that open each.

    `OTHER` is a heading of the narrative that says nothing of its section, and what stands before the first heading.
    """

    OTHER = ""
    APPROACH = "approach"
    COMPLAINT = "complaint"
    JURISDICTION = "jurisdiction"
    SCOPE = "scope"
    BACKGROUND = "background"
    EVENTS = "events"
    POLICIES = "policies"
    ASSESSMENT = "assessment"
    DECISION_TABLE = "decision_table"
    DETERMINATION = "determination"
    REASONS = "reasons"
    PUTTING_RIGHT = "putting_right"
    ORDERS = "orders"
    RECOMMENDATIONS = "recommendations"
    INVESTIGATION = "investigation"
    PROCEDURE = "procedure"
    LEARNING = "learning"


def _bare(label: str) -> str:
    """ "(b)" and "b)" as b."""
    return label.strip("()") if label.count("(") <= label.startswith("(") else label


class Block(Struct, frozen=True):
    """A heading, paragraph, list item or table row.

    `level`: depth of a heading or list item, from 1; 0 where the form does not show it. `label`: the list mark as
    printed ("3", "b", "iv"), which is not part of the text. `raw`: where it stands in `Document.raw`. `cells`: the
    cells of a row.
    """

    kind: BlockKind
    span: Span
    level: int = 0
    label: str | None = None
    raw: Span = Span(0, 0)
    cells: tuple[Span, ...] = ()


class Section(Struct, frozen=True):
    """A heading and what stands under it, up to the next heading of its level or above.

    A sub-heading of free wording inherits its `kind` from the heading above it; `title` is as printed; `level` is from
    1; `span` runs from the heading to the end of the section.
    """

    kind: SectionKind
    title: str
    level: int
    span: Span
    heading: Span


class Flaw(Struct, frozen=True):
    """What is wrong with the file that a report came in: it is cut off, or it holds a second report."""

    code: str
    message: str


class Document(Struct, frozen=True):
    """A report as text: `text` is what every span of every record refers to.

    Blocks are in order and do not overlap; list marks, site furniture, running headers and page numbers are not in
    the text. `raw` is the text as read, and `page_starts` where each page of a PDF begins in it. `name` is the
    file's name, if there is one; `title` the title that the page prints above the report. `flaws` say what is wrong
    with the file, until they are problems of a determination.
    """

    text: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...] = ()
    title: str = ""
    name: str | None = None
    format: SourceFormat = "text"
    raw: str = ""
    page_starts: tuple[int, ...] = ()
    flaws: tuple[Flaw, ...] | UnsetType = UNSET

    def __repr__(self) -> str:
        parts = f"{len(self.text):,} characters, {len(self.blocks)} blocks, {len(self.sections)} sections"
        return f"<Document {self.name or 'unnamed'} ({self.format}): {parts}>"

    def words(self, span: Span) -> str:
        """The words at `span` on one line, white space folded."""
        words = span.of(self.text)
        return words if words.isprintable() and "  " not in words else " ".join(words.split())

    def block_at(self, offset: int) -> Block | None:
        """The block that holds the character at `offset`, or None before the first."""
        index = bisect_right(self.blocks, offset, key=lambda block: block.span.start) - 1
        return self.blocks[index] if index >= 0 else None

    def section_at(self, offset: int) -> Section | None:
        """The innermost section that holds the character at `offset`.

        A section ends where the next of its level or above begins, so that this is the last that has begun.
        """
        index = bisect_right(self.sections, offset, key=lambda section: section.span.start) - 1
        section = self.sections[index] if index >= 0 else None
        return section if section and offset < section.span.end else None

    def raw_span(self, span: Span) -> Span:
        """The stretch of `raw` that the words at `span` were read from."""
        return Span(self._in_raw(span.start), self._in_raw(max(span.start, span.end - 1)) + 1)

    def _in_raw(self, offset: int) -> int:
        block = self.block_at(offset)
        if block is None:
            return 0
        clean, raw = block.span.of(self.text), block.raw.of(self.raw)
        return block.raw.start + offset_in_raw(clean, raw, offset - block.span.start)

    def page_at(self, offset: int) -> int | None:
        """The page, from 1, that the character at `offset` stands on; None where the form has no pages."""
        return bisect_right(self.page_starts, self._in_raw(offset)) if self.page_starts else None

    def paragraph_at(self, offset: int) -> str | None:
        """The number of the paragraph at `offset` as printed, with those of the items that it stands under: "1(2)"."""
        index = bisect_right(self.blocks, offset, key=lambda block: block.span.start) - 1
        if index < 0 or not (label := self.blocks[index].label):
            return None
        labels, level = [_bare(label)], self.blocks[index].level
        for at in range(index - 1, max(index - _FARTHEST_PARENT, -1), -1):
            block = self.blocks[at]
            if level <= 1 or block.kind == "heading":
                break
            if block.kind == "item" and 0 < block.level < level:
                level = block.level
                labels += [_bare(block.label)] if block.label else []
        first, *nested = reversed(labels)
        return first + "".join(f"({each})" for each in nested)
