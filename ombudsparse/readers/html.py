"""Reads a report that is a web page, with bs4 over lxml: headings, paragraphs, list items and table rows."""

import re

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from ombudsparse.document import BlockKind, Document
from ombudsparse.errors import SourceTooLarge
from ombudsparse.readers import furniture
from ombudsparse.readers.assemble import RawBlock, assemble
from ombudsparse.readers.clean import fold
from ombudsparse.readers.marks import depth_of_label, split_typed_mark
from ombudsparse.spans import Span

DEEPEST = 120  # levels of nested tags; published pages have some 25
LONGEST_HEADING = 150
SKIPPED = frozenset(
    ["script", "style", "nav", "header", "footer", "aside", "form", "noscript", "template", "svg", "head", "button"]
)
BREAKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "blockquote",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "figure",
        "figcaption",
        "hr",
        "main",
        "body",
        "html",
        "center",
        "pre",
        "address",
    ]
)
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
BOLD = {"strong", "b"}


def read_html(page: str, name: str | None = None) -> Document:
    """The Document of a web page: what its `main` holds between the title and the related links.

    Raises SourceTooLarge where tags are nested deeper than in any report.
    """
    soup = BeautifulSoup(page, "lxml")
    root = soup.find("main") or soup.find(True, attrs={"role": "main"}) or soup.find("article") or soup.body or soup
    walk = _Walk(name)
    if isinstance(root, Tag):
        walk.children(root, 0)
    walk.flush()
    title, blocks = furniture.report_only(walk.blocks)
    return assemble(blocks, raw="".join(walk.raw), form="html", name=name, title=title)


class _Walk:
    """One pass over the tree in document order, gathering inline text until a block ends."""

    def __init__(self, name: str | None) -> None:
        self.name = name
        self.blocks: list[RawBlock] = []
        self.raw: list[str] = []  # the text of the page as it is passed
        self.length = 0
        self.pieces: list[str] = []
        self.start = 0
        self.bold = self.plain = 0  # characters of the open block that are bold, and that are not
        self.kind: BlockKind = "paragraph"
        self.level = 0
        self.label: str | None = None
        self.lists: list[Tag] = []
        self.counts: list[int] = []

    def children(self, tag: Tag, depth: int, *, bold: bool = False) -> None:
        if depth > DEEPEST:
            raise SourceTooLarge(
                f"{self.name or 'the page'}: tags are nested more than {DEEPEST} deep; this is no published report"
            )
        for child in tag.children:
            if isinstance(child, Tag):
                self.tag(child, depth, bold)
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                self.text(str(child), bold)

    def tag(self, tag: Tag, depth: int, bold: bool) -> None:
        name = tag.name
        if name in SKIPPED:
            return
        if name == "br":
            if self.lists:
                self.text("\n", bold)
            else:
                self.flush()
        elif name in HEADINGS:
            self.flush()
            self.kind, self.level = "heading", int(name[1])
            self.children(tag, depth + 1)
            self.flush()
        elif name in ("ol", "ul"):
            self.flush()
            self.lists.append(tag)
            self.counts.append(_start(tag))
            self.children(tag, depth + 1)
            self.flush()
            self.lists.pop()
            self.counts.pop()
        elif name == "li":
            self.item(tag, depth)
        elif name == "tr":
            self.row(tag, depth)
        elif name in BREAKS:
            if not (name == "p" and self.kind == "item" and not "".join(self.pieces).strip()):
                self.flush()
            self.children(tag, depth + 1, bold=bold)
            self.flush()
        else:
            self.children(tag, depth + 1, bold=bold or name in BOLD)

    def item(self, tag: Tag, depth: int) -> None:
        self.flush()
        self.kind, self.level = "item", max(1, len(self.lists))
        if self.lists and self.lists[-1].name == "ol":
            self.label = _label(self.counts[-1], str(self.lists[-1].get("type") or "1"))
            self.counts[-1] += 1
        self.children(tag, depth + 1)
        self.flush()

    def row(self, tag: Tag, depth: int) -> None:
        cells = list(tag.find_all(["td", "th"], recursive=False))
        if len(cells) < 2 or any(cell.find("table") for cell in cells):
            self.children(tag, depth + 1)  # a table for layout: what it holds are ordinary blocks
            self.flush()
            return
        self.flush()
        start = self.length
        texts = []
        for cell in cells:
            inner = _Walk(self.name)
            inner.children(cell, depth + 1)
            inner.flush()
            texts.append("\n".join(block.cells[0] for block in inner.blocks))
            self.note(texts[-1] + "\n")
        self.blocks.append(RawBlock("row", tuple(texts), Span(start, self.length)))

    def text(self, text: str, bold: bool) -> None:
        self.pieces.append(text)
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
            self.blocks.append(self.block(text))
        self.note("\n")
        self.pieces, self.start = [], self.length
        self.kind, self.level, self.label = "paragraph", 0, None
        self.bold = self.plain = 0

    def block(self, text: str) -> RawBlock:
        span = Span(self.start, self.length)
        kind, level = self.kind, self.level
        if kind == "paragraph":
            mark = split_typed_mark(text)
            if mark:
                body = Span(self.start + mark[1], self.length)
                return RawBlock("item", (text[mark[1] :],), body, level=depth_of_label(mark[0]), label=mark[0])
            if self.bold and self.plain <= 1 and len(fold(text)) <= LONGEST_HEADING:
                kind, level = "heading", 3
        return RawBlock(kind, (text,), span, level=level, label=self.label)


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
