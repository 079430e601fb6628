"""Reads a report that is a web page, with bs4 over lxml: headings, paragraphs, list items and table rows."""

import re
from collections.abc import Iterator, Sequence, Set

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag
from msgspec.structs import replace

from ombudsparse.document import BlockKind, Document
from ombudsparse.errors import SourceTooLarge
from ombudsparse.readers import furniture
from ombudsparse.readers.assemble import RawBlock, assemble
from ombudsparse.readers.clean import fold
from ombudsparse.readers.marks import Marked, bullet_mark, depth_of_label, marked_parts, split_mark, split_typed_mark
from ombudsparse.readers.repair import encoded_once, repaired
from ombudsparse.readers.unshown import LEAST_TEXT, is_unshown, struck_classes
from ombudsparse.spans import Span
from ombudsparse.vocabulary.headings import is_known_heading

_DEEPEST = 120  # levels of nested tags; published pages have some 25
CHECKED_FIRST = 100_000  # characters; a shorter page is parsed in a second whatever it holds
MOST_TAGS = 200_000
MOST_OPEN = 600
CONTAINER = re.compile(r"<(/?)(?:ol|ul|dl|div|table|blockquote|section|article|span|font|b|i|em|strong)\b", re.I)
_LONGEST_HEADING = 150
# what the report's own tables hold, so that a table around them is for layout
_TABLE_OF_REPORT = re.compile(r"What\s+(?:the\s+landlord|happened)|Case\s+ID|Due\s+date|\bFinding\b", re.I)
LAYOUT_CELL = 2500  # characters; a longer cell belongs to a table for layout
BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_SOURCE_BREAK = re.compile(r"[\r\n]")  # of the markup; a line of the page ends with an element
_ENDED = re.compile(r"[.:;!?][”’)]*\s*$")
_BREAKS = frozenset(
    ["p", "div", "section", "article", "blockquote", "ul", "ol", "dl", "dt", "dd", "table", "thead", "tbody", "tfoot"]
) | frozenset(
    ["caption", "figure", "figcaption", "hr", "main", "body", "html", "center", "pre", "address", "header", "form"]
)
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
BOLD = {"strong", "b"}
_INLINE_NOTES = frozenset(["sup", "span", "a"])  # what the mark of a footnote is set in


def read_html(page: str, name: str | None = None) -> Document:
    """The Document of a web page: what its `main` holds between the title and the related links.

    Raises SourceTooLarge where tags are nested deeper than in any report.
    """
    if len(page) > CHECKED_FIRST:
        _demand_plausible(page, name or "the page")
    page = encoded_once(page)
    soup = BeautifulSoup(page, "lxml")
    walk = _Walk(name, struck_classes(soup))
    walk.children(_root(soup), 0)
    walk.flush()
    title, blocks = furniture.report_only(walk.blocks)
    title = title or furniture.title_of(soup.title.get_text() if soup.title else "")
    return assemble(blocks, raw="".join(walk.raw), form="html", name=name, title=title)


def _demand_plausible(page: str, called: str) -> None:
    """Raises SourceTooLarge for markup that would take the parser minutes: too many tags, or too many left open."""
    if page.count("<") > MOST_TAGS:
        raise SourceTooLarge(f"{called} has more than {MOST_TAGS:,} tags; this is no published report")
    depth = 0
    for tag in CONTAINER.finditer(page):
        depth += -1 if tag.group(1) else 1
        if depth > MOST_OPEN:
            raise SourceTooLarge(f"{called}: more than {MOST_OPEN} tags are open at once; this is no published report")


def _root(soup: BeautifulSoup) -> Tag:
    """The element that holds the report: `main` or what stands for it, if it has the text; else the whole body."""
    for found in (soup.find("main"), soup.find(True, attrs={"role": "main"}), soup.find("article")):
        if isinstance(found, Tag) and len(found.get_text()) > LEAST_TEXT:
            return found
    return soup.body or soup


_Spanning = dict[int, tuple[int, Tag]]  # by column: a cell of a row above, and how many rows it still spans


class _Walk:
    """One pass over the tree in document order, gathering inline text until a block ends."""

    def __init__(self, name: str | None, classes: Set[str]) -> None:
        self.name = name
        self.classes = classes  # whose elements are not shown
        self.blocks: list[RawBlock] = []
        self.raw: list[str] = []  # the text of the page as it is passed
        self.length = 0
        self.pieces: list[str] = []
        self.start = 0
        self.bold = self.plain = 0  # characters of the open block that are bold, and that are not
        self.kind: BlockKind = "paragraph"
        self.level = 0
        self.label: str | None = None
        self.broken = False  # whether a line break ended the block before
        self.typed = 0  # depth of the last mark typed by hand under this heading: real lists stand under it
        self.spans: dict[int, _Spanning] = {}  # by table
        self.lists: list[Tag] = []
        self.counts: list[int] = []

    def children(self, tag: Tag, depth: int, *, bold: bool = False) -> None:
        if depth > _DEEPEST:
            raise SourceTooLarge(
                f"{self.name or 'the page'}: tags are nested more than {_DEEPEST} deep; this is no published report"
            )
        for child in tag.children:
            if isinstance(child, Tag):
                self.tag(child, depth, bold)
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                self.text(str(child), bold)

    def tag(self, tag: Tag, depth: int, bold: bool) -> None:
        name = tag.name
        if is_unshown(tag, "".join(self.pieces[-2:]) if name in _INLINE_NOTES else "", self.classes):
            return
        if name == "br":
            self.line_break(bold)
        elif name in HEADINGS or (name in _BREAKS and tag.get("role") == "heading"):
            self.heading(tag, depth)
        elif name in ("ol", "ul"):
            self.list(tag, depth)
        elif name == "li":
            self.item(tag, depth)
        elif name == "tr":
            self.row(tag, depth)
        elif name in _BREAKS:
            self.division(tag, depth, bold)
        else:
            bold = bold or name in BOLD or bool(BOLD_STYLE.search(str(tag.get("style") or "")))
            self.children(tag, depth + 1, bold=bold)

    def division(self, tag: Tag, depth: int, bold: bool) -> None:
        """A paragraph or another element that begins and ends on lines of its own."""
        if not (tag.name == "p" and self.kind == "item" and not self.has_words()):
            self.flush()
        self.children(tag, depth + 1, bold=bold)
        self.flush()

    def has_words(self) -> bool:
        """Whether the open block has text so far."""
        return any(piece and not piece.isspace() for piece in self.pieces)

    def line_break(self, bold: bool) -> None:
        if self.lists:
            self.text("\n", bold)
        elif self.has_words():
            self.flush()
            self.broken = True

    def heading(self, tag: Tag, depth: int) -> None:
        self.flush()
        self.kind, self.level = "heading", int(tag.name[1]) if tag.name in HEADINGS else 3
        self.children(tag, depth + 1)
        self.flush()

    def list(self, tag: Tag, depth: int) -> None:
        self.flush()
        self.lists.append(tag)
        self.counts.append(_start(tag))
        self.children(tag, depth + 1)
        self.flush()
        self.lists.pop()
        self.counts.pop()

    def item(self, tag: Tag, depth: int) -> None:
        self.flush()
        self.kind, self.level = "item", self.typed + max(1, len(self.lists))
        if self.lists and self.lists[-1].name == "ol":
            self.label = _label(self.counts[-1], str(self.lists[-1].get("type") or "1"))
            self.counts[-1] += 1
        self.children(tag, depth + 1)
        self.flush()

    def row(self, tag: Tag, depth: int) -> None:
        cells = self.spanned(tag)
        if len(cells) < 2 or any(_is_layout(cell) for cell in cells):
            self.children(tag, depth + 1)  # a table for layout: what it holds are ordinary blocks
            self.flush()
            return
        self.flush()
        start = self.length
        texts = []
        for cell in cells:
            inner = _Walk(self.name, self.classes)
            inner.children(cell, depth + 1)
            inner.flush()
            texts.append("\n".join(" ".join(filter(None, block.cells)) for block in inner.blocks))
            self.note(texts[-1] + "\n")
        self.blocks.append(RawBlock("row", tuple(texts), Span(start, self.length)))

    def spanned(self, tag: Tag) -> Sequence[Tag]:
        """The cells of a row, with those of rows above that span it too, each in its column."""
        table = tag.find_parent("table")
        above = self.spans.setdefault(id(table), {})
        own = list(tag.find_all(["td", "th"], recursive=False))
        cells: list[Tag] = []
        while own or len(cells) in above:
            column = len(cells)
            if column in above:
                left, cell = above.pop(column)
            else:
                cell = own.pop(0)
                left = _rows_spanned(cell)
            if left > 1:
                above[column] = (left - 1, cell)
            cells.append(cell)
        return cells

    def text(self, text: str, bold: bool) -> None:
        text = repaired(text)
        self.pieces.append(text if text == "\n" else _SOURCE_BREAK.sub(" ", text))
        self.note(text)
        size = len(text.strip())
        if bold:
            self.bold += size
        else:
            self.plain += size

    def note(self, text: str) -> None:
        self.raw.append(text)
        self.length += len(text)

    def flush(self) -> None:
        """Ends the open block, if it has text."""
        text = "".join(self.pieces)
        if text.strip():
            block = self.block(text)
            parts = marked_parts(text) if block.kind != "heading" else ()
            last = self.blocks[-1] if self.blocks and self.broken else None
            if last and block.kind == last.kind == "paragraph" and not parts and goes_on(last.cells[0], text):
                joined = f"{last.cells[0]} {text}"
                self.blocks[-1] = RawBlock("paragraph", (joined,), Span(last.raw.start, block.raw.end))
            elif parts:
                self.blocks += self.typed_items(block, parts, text)
            else:
                self.blocks.append(block)
            self.broken = False
        self.note("\n")
        self.pieces, self.start = [], self.length
        self.kind, self.level, self.label = "paragraph", 0, None
        self.bold = self.plain = 0

    def typed_items(self, block: RawBlock, parts: Sequence[Marked], text: str) -> Iterator[RawBlock]:
        """A block whose lines are the items of a list typed by hand, as the words that lead it in and its items."""
        lead = text[: parts[0].start]
        if lead.strip():
            shift = len(text) - len(block.cells[0])  # the block's own mark
            yield replace(block, cells=(lead[shift:],), raw=Span(block.raw.start, self.start + len(lead)))
        for part in parts:
            raw = Span(self.start + part.begin, self.start + part.end)
            yield RawBlock("item", (text[part.begin : part.end],), raw, level=block.level + 1, label=part.label)

    def block(self, text: str) -> RawBlock:
        span = Span(self.start, self.length)
        kind, level = self.kind, self.level
        if kind == "paragraph":
            bold = bool(self.bold) and self.plain <= 1
            mark = split_typed_mark(text) or bullet_mark(text) or (split_mark(text) if self.broken else None)
            if mark and bold and is_known_heading(fold(text[mark[1] :])):
                return RawBlock("heading", (text[mark[1] :],), span, level=3, label=mark[0])
            if mark:
                body = Span(self.start + mark[1], self.length)
                level = depth_of_label(mark[0])
                if not self.lists:
                    self.typed = level
                return RawBlock("item", (text[mark[1] :],), body, level=level, label=mark[0])
            if bold and len(fold(text)) <= _LONGEST_HEADING:
                kind, level = "heading", 3
        if kind == "heading":
            self.typed = 0
        return RawBlock(kind, (text,), span, level=level, label=self.label)


def goes_on(text: str, following: str) -> bool:
    """Whether a line break stands within a sentence."""
    return following.lstrip()[0].islower() and not _ENDED.search(text)


def _rows_spanned(cell: Tag) -> int:
    rows = str(cell.get("rowspan") or "1")
    return min(int(rows), _MOST_SPANNED) if rows.isascii() and rows.isdigit() else 1


_MOST_SPANNED = 50


def _is_layout(cell: Tag) -> bool:
    """Whether a table cell holds part of the page, and is no cell of the report's tables.

    A small table within a cell, of what a sum is made of for instance, is part of the cell.
    """
    text = cell.get_text(" ")
    if cell.find([*HEADINGS]) is not None or len(text) > LAYOUT_CELL:
        return True
    return cell.find("table") is not None and bool(_TABLE_OF_REPORT.search(text))


def _start(tag: Tag) -> int:
    start = str(tag.get("start") or "1")
    return int(start) if re.fullmatch(r"\d{1,4}", start) else 1


def _label(number: int, style: str) -> str:
    """The mark that a browser shows for item `number` of a list of this `type`."""
    if style in "aA" and 0 < number <= 26:
        return chr(ord(style) + number - 1)
    if style in "iI" and 0 < number < 40:
        units = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
        return "x" * (number // 10) + units[number % 10]
    return str(number)
