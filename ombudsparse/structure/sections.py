"""Finds the headings of a report, by what they say, how they are set and where they stand, and its sections."""

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from ombudsparse.document import Block, Document, Section, SectionKind
from ombudsparse.records import Problem
from ombudsparse.spans import Span
from ombudsparse.vocabulary.headings import HeadingEntry, known_heading
from ombudsparse.vocabulary.section_kinds import EARLY, LATE, WITHOUT_STOPS

LONGEST_SUBHEADING = 120
LONGEST_NUMBERED = 60  # characters of a heading that carries a number
HEADING_NUMBER = re.compile(r"^\d{1,2}[.)]\s+")
# the lines of a table that was flattened: no headings, whatever their shape
TABLE_LINE = re.compile(
    r"Finding\b|Complaint$|Complaint .+ Finding\b|Order$|Order What|Date( What happened)?$|What happened$"
)
ONLY_A_DATE = re.compile(
    r"^(?:On |In )?(?:\d{1,2}(?:st|nd|rd|th)? )?[A-Z][a-z]+ \d{4}$|^\d{1,2}[./]\d{1,2}[./]\d{2,4}$"
)
# "Partnership working – It will work in partnership with": a leaf of a dump that was cut, and no heading
SAYS_SOMETHING = re.compile(r" [–-] .*\b(?:will|would|was|were|is|are|has|had|have|must|should|said|did)\b")
# the value of the cell "Decision type", where the table is text with one cell a line: no headings
DECISION_TYPE = re.compile(r"(?:^|\s)Decision\s+type\s*:?$")
TYPES_OF_DECISION = {
    SectionKind.JURISDICTION,
    SectionKind.DETERMINATION,
    SectionKind.DECISION_TABLE,
    SectionKind.INVESTIGATION,
}


class _Found(Struct, frozen=True):
    """A heading: which block it is, and what it opens."""

    block: int
    kind: SectionKind
    level: int


def with_sections(document: Document) -> tuple[Document, tuple[Problem, ...]]:
    """The document with its sections, its headings marked as such, and problems of its outline."""
    found = _headings(document)
    places = {heading.block for heading in found}
    blocks = tuple(
        replace(block, kind="heading")
        if at in places
        else replace(block, kind="paragraph", level=0)
        if block.kind == "heading"
        else block
        for at, block in enumerate(document.blocks)
    )
    sections = tuple(_sections(document, found))
    return replace(document, blocks=blocks, sections=sections), _problems(sections)


def _headings(document: Document) -> list[_Found]:
    found: list[_Found] = []
    main = SectionKind.OTHER
    seen: set[SectionKind] = set()
    for at, block in enumerate(document.blocks):
        if block.kind == "row" or (block.kind == "item" and not _numbered_heading(document, block, main)):
            continue
        text = document.words(block.span)
        if SectionKind.DECISION_TABLE in seen and _is_table_line(document, at, text):
            continue
        entry = _entry(block, text)
        if entry and main == SectionKind.DECISION_TABLE and _is_decision_type(document, at, entry.kind):
            continue
        kind, level = _placed(entry.kind, entry.level, main, seen) if entry else (None, 2)
        if kind is not None:
            found.append(_Found(at, kind or main, level))
            if level == 1:
                main = kind
                seen.add(kind)
        elif _is_subheading(document, at, main, text):
            found.append(_Found(at, main, 2))
    return found


def _is_table_line(document: Document, at: int, text: str) -> bool:
    """Whether the line is a cell of a table that a text form has flattened, and no heading."""
    return TABLE_LINE.match(text) is not None and not _opens_orders(document, at, text)


def _opens_orders(document: Document, at: int, text: str) -> bool:
    """Whether the line "Order" is the heading of a decision's one order, and not the first cell of the orders table."""
    following = document.blocks[at + 1].span.of(document.text) if at + 1 < len(document.blocks) else ""
    return text.rstrip(" :") == "Order" and not following.lstrip().startswith(("What", "Due"))


def _entry(block: Block, text: str) -> HeadingEntry | None:
    """The entry of the vocabulary for a line; what is set as a heading may carry a number and a full stop."""
    entry = known_heading(text)
    if entry is None and block.kind == "heading":
        entry = known_heading(HEADING_NUMBER.sub("", text).rstrip("."))
    return entry


def _numbered_heading(document: Document, block: Block, main: SectionKind) -> bool:
    """Whether an item is a heading with a number: "3. Assessment and findings", and no leaf such as "The complaint"."""
    if not (block.label or "").isdigit() or block.level > 1 or block.span.end - block.span.start > LONGEST_NUMBERED:
        return False
    entry = known_heading(document.words(block.span))
    return entry is not None and entry.level == 1 and entry.kind != main


def _is_decision_type(document: Document, at: int, kind: SectionKind) -> bool:
    """Whether the line is a value of the case table: "Jurisdiction" under "Decision type"."""
    before = document.words(document.blocks[at - 1].span)
    return kind in TYPES_OF_DECISION and DECISION_TYPE.search(before) is not None


def _placed(kind: SectionKind, level: int, main: SectionKind, seen: set[SectionKind]) -> tuple[SectionKind | None, int]:
    """Kind and level of a known heading in its place; None for the kind where it is no heading of that kind there."""
    if kind == SectionKind.DECISION_TABLE:
        return (SectionKind.DECISION_TABLE if not seen else SectionKind.DETERMINATION), 1
    if _recurs(kind, level, main, seen):
        return None, 2
    among_findings = main == SectionKind.ASSESSMENT and not seen & _DECIDED
    if kind == SectionKind.ORDERS and among_findings:
        return SectionKind.ORDERS, 1
    return kind, 2 if level == 2 else 1


_DECIDED = {SectionKind.DETERMINATION, SectionKind.DECISION_TABLE}
_REASONING = (SectionKind.INVESTIGATION, SectionKind.PROCEDURE, SectionKind.ASSESSMENT, SectionKind.LEARNING)


def _recurs(kind: SectionKind, level: int, main: SectionKind, seen: set[SectionKind]) -> bool:
    """Whether the words of a heading are those of a sub-heading here."""
    if kind == SectionKind.PUTTING_RIGHT and main in _REASONING:
        return True
    if kind == SectionKind.LEARNING and level == 2 and main != SectionKind.LEARNING:
        return True  # "Communication" is also what a matter of complaint may be called
    told_late = kind in (SectionKind.BACKGROUND, SectionKind.EVENTS) and SectionKind.ASSESSMENT not in seen
    if kind in EARLY and seen & LATE and not told_late:
        return True
    return kind == SectionKind.COMPLAINT and SectionKind.COMPLAINT in seen  # of the background or of the reasoning


def _is_subheading(document: Document, at: int, main: SectionKind, text: str) -> bool:
    """Whether a line that no vocabulary knows is a heading: short, unpunctuated, with text after it."""
    block = document.blocks[at]
    if main in WITHOUT_STOPS or len(text) > LONGEST_SUBHEADING or at + 1 >= len(document.blocks):
        return False
    if (
        not re.match(r"[A-Z0-9“‘£(]", text)
        or re.search(r"[.;,?!]$|[.?!] [A-Z]|^\W*\d*$", text)
        or ONLY_A_DATE.match(text)
    ):
        return False
    if block.kind == "heading":
        return True
    if text.endswith(":") or SAYS_SOMETHING.search(text):
        return False
    before, after = document.blocks[at - 1], document.blocks[at + 1]
    if before.kind != "row" and re.search(r"[:;,]$|\w$", document.words(before.span)) and not _bare(document, at - 1):
        return False  # a leaf of a list without punctuation
    follows = document.words(after.span)
    return after.kind in ("item", "row") or len(follows) > LONGEST_SUBHEADING or bool(re.search(r"[.:]$", follows))


def _bare(document: Document, at: int) -> bool:
    """Whether the line before is itself a heading."""
    block = document.blocks[at]
    return block.kind == "heading" or known_heading(document.words(block.span)) is not None


def _sections(document: Document, found: Sequence[_Found]) -> list[Section]:
    ends = _ends(found)
    sections = []
    for heading, end in zip(found, ends, strict=True):
        start = document.blocks[heading.block].span
        stop = document.blocks[end].span.start if end is not None else len(document.text)
        sections.append(
            Section(
                kind=heading.kind,
                title=document.words(start).rstrip(" :"),
                level=heading.level,
                span=Span(start.start, stop),
                heading=start,
            )
        )
    return sections


def _ends(found: Sequence[_Found]) -> list[int | None]:
    """The block at which each section ends, where the next of its level or above begins; None: the text ends."""
    ends: list[int | None] = []
    following: dict[int, int | None] = {}  # by level: the next heading of that level
    for heading in reversed(found):
        nearest = [block for level, block in following.items() if level <= heading.level and block is not None]
        ends.append(min(nearest, default=None))
        following[heading.level] = heading.block
    return ends[::-1]


def blocks_of(document: Document, *kinds: SectionKind) -> list[Block]:
    """The blocks, headings left out, of every section of these kinds, in order."""
    chosen = []
    for block in document.blocks:
        section = document.section_at(block.span.start) if block.kind != "heading" else None
        if section and section.kind in kinds:
            chosen.append(block)
    return chosen


def _problems(sections: Sequence[Section]) -> tuple[Problem, ...]:
    """What is implausible about the outline: a report without the sections that every report has."""
    kinds = {section.kind for section in sections}
    missing = []
    if SectionKind.COMPLAINT not in kinds:
        missing.append(("no_complaint_section", "no heading opens the complaint; heads of complaint cannot be read"))
    if SectionKind.DETERMINATION not in kinds:
        missing.append(
            ("no_determination_section", "no heading opens the determination; its findings are not told apart")
        )
    return tuple(Problem(code, message, "structure") for code, message in missing)
