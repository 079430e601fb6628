"""Reads a report that is a PDF, with PDFium: blocks from list marks, indents, gaps and bold type."""

import re
import threading
import zlib
from collections.abc import Sequence
from itertools import pairwise

import pypdfium2
from msgspec import Struct
from pypdfium2 import PdfiumError

from ombudsparse.document import BlockKind, Document
from ombudsparse.errors import EncryptedPdf, ScannedPdf, SourceTooLarge, UnreadableSource
from ombudsparse.readers import furniture
from ombudsparse.readers.assemble import RawBlock, assemble
from ombudsparse.readers.marks import depth_of_label, split_mark
from ombudsparse.readers.pdf.page import TooMuchOnAPage
from ombudsparse.readers.pdf.page_lines import PageLine, PageRow, page_content
from ombudsparse.spans import Span

PDFIUM = threading.Lock()  # PDFium must not be called by two threads at once
TAIL = 2048  # bytes at the end, among which "%%EOF" stands in a whole file
PACKED = re.compile(rb"/FlateDecode\b[^\x00]{0,400}?(?<!end)stream\r?\n")
_CHUNK = 65_536
LARGEST_UNPACKED = 200_000_000  # bytes
MOST_PAGES = 400  # the longest published reports have some 60
FEWEST_LETTERS = 25  # letters a page, below which its text is taken to be a picture
_NEAR = 4.0  # points within which two indents are one
OTHER_SIZE = 0.08  # of the size of the type: a greater difference is another size of type
GLUED_MARK = re.compile(r"(\d{2,3})\.(?=[A-Z“‘£])")  # "10.The": a mark that fills its indent
PLACE = 6.0  # points; the indents of items of one list differ by less
TERMINAL = re.compile(r"[.!?:;][”’)]*$")


class _Mark(Struct, frozen=True):
    """A list mark: its label, the length of it in the line, and where the text after it stands on the page."""

    label: str | None
    end: int
    text_x0: float


class Open(Struct):
    """The block that is being gathered."""

    kind: BlockKind
    lines: list[PageLine]
    text_x0: float
    label: str | None = None
    skip: int = 0


def read_pdf(data: bytes, name: str | None = None) -> Document:
    """The Document of a PDF made by a word processor or printed from a browser.

    Raises EncryptedPdf, ScannedPdf (pages without text), SourceTooLarge (more pages than any report has) or
    UnreadableSource (not a PDF that can be read to its end).
    """
    called = name or "the PDF"
    if b"%%EOF" not in data[-TAIL:]:
        raise UnreadableSource(f"{called} is cut off: it does not end as a PDF does; fetch it again")
    if _unpacked(data) > LARGEST_UNPACKED:
        raise SourceTooLarge(f"{called} unpacks to more than {LARGEST_UNPACKED:,} bytes; no report does")
    try:
        with PDFIUM:
            content, pages, named = _content(data, called)
    except PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise EncryptedPdf(f"{called} is encrypted; save an unprotected copy and read that") from error
        raise UnreadableSource(f"{called} is not a whole PDF ({error!s:.80}); fetch it again") from error
    except TooMuchOnAPage as error:
        raise SourceTooLarge(f"{called} has a page with {error}; no report does") from error
    if sum(map(len, (line.text for line in content if isinstance(line, PageLine)))) < FEWEST_LETTERS * pages:
        raise ScannedPdf(f"{called} holds pictures of pages and no text; run OCR on it (ocrmypdf) and read the result")
    return _document(content, name, named)


def _content(data: bytes, called: str) -> tuple[list[PageLine | PageRow], int, str]:
    """Lines and rows of all pages, the number of pages, and the title that the file gives itself."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        pages = len(pdf)
        if pages > MOST_PAGES:
            raise SourceTooLarge(f"{called} has {pages} pages; reports have fewer than {MOST_PAGES}")
        if not pages:
            raise UnreadableSource(f"{called} has no pages; fetch it again, it may be cut off")
        return page_content(pdf), pages, pdf.get_metadata_value("Title")
    finally:
        pdf.close()


def _unpacked(data: bytes) -> int:
    """How many bytes the packed streams of a PDF unpack to; counting stops above the limit."""
    total = 0
    for stream in PACKED.finditer(data):
        packed = zlib.decompressobj()
        at = stream.end()
        try:
            while at < len(data) and not packed.eof and total <= LARGEST_UNPACKED:
                piece = data[at : at + _CHUNK]
                while piece and not packed.eof and total <= LARGEST_UNPACKED:
                    total += len(packed.decompress(piece, 16 * _CHUNK))
                    piece = packed.unconsumed_tail
                at += _CHUNK
        except zlib.error:
            continue  # a damaged stream: PDFium says what it makes of it
        if total > LARGEST_UNPACKED:
            break
    return total


def _document(content: Sequence[PageLine | PageRow], name: str | None, named: str) -> Document:
    raw = ""
    starts: list[int] = []
    offsets: dict[int, Span] = {}
    content = _whole_rows(content)
    for entry in content:
        if entry.page > len(starts):
            starts.extend([len(raw)] * (entry.page - len(starts)))
        text = entry.text if isinstance(entry, PageLine) else "\t".join(entry.cells)
        offsets[id(entry)] = Span(len(raw), len(raw) + len(text))
        raw += text + "\n"
    opened = _gather(content)
    levels = _levels(opened)
    depths = _typed_depths(opened)
    blocks = [
        RawBlock("row", block.cells, offsets[id(block)])
        if isinstance(block, PageRow)
        else _block(block, offsets, levels, depths.get(id(block), 0))
        for block in opened
    ]
    title, blocks = furniture.report_only(blocks)
    title = title or furniture.title_of(named)
    return assemble(blocks, raw=raw, form="pdf", name=name, title=title, page_starts=tuple(starts))


def _gather(content: Sequence[PageLine | PageRow]) -> list[Open | PageRow]:
    """Lines put together to blocks."""
    done: list[Open | PageRow] = []
    pitch = _pitch([entry for entry in content if isinstance(entry, PageLine)])
    counters: dict[int, int] = {}  # the last number at each indent of a numbered list
    for entry in content:
        if isinstance(entry, PageRow):
            done.append(entry)
            continue
        mark = _mark(entry, counters)
        last = done[-1] if done and isinstance(done[-1], Open) else None
        if mark:
            done.append(Open("item", [entry], mark.text_x0, mark.label, mark.end))
        elif last is not None and _goes_on(last, entry, pitch):
            last.lines.append(entry)
            if len(last.lines) == 2 and last.kind == "item":
                last.text_x0 = entry.x0
        else:
            done.append(Open("heading" if entry.bold else "paragraph", [entry], entry.x0))
    return done


def _mark(line: PageLine, counters: dict[int, int]) -> _Mark | None:
    """The list mark of a line. A number that merely opens a wrapped line is set close and does not count on."""
    glued = GLUED_MARK.match(line.text)
    if glued:
        after = int(glued.group(1)) - 1
        at = next((place for place, last in counters.items() if last == after), None)
        if at is None:
            return None
        counters[at] = after + 1
        return _Mark(glued.group(1), glued.end(), at * PLACE)
    mark = split_mark(line.text)
    if not mark or line.text[:1].isupper():
        return None
    label = mark[0]
    place = round(line.second_x0 / PLACE)
    number = int(label) if label and label.isdigit() else None
    expected = {counters.get(near, 0) + 1 for near in (place - 1, place, place + 1)} | {1}
    if number is not None and line.first_gap < 4.0 and number not in expected:
        return None
    if number is None and label and len(label) > 1 and not re.fullmatch(r"[ivx]+|[a-z]", label):
        return None
    if number is not None:
        counters[place] = number
    return _Mark(label, mark[1], line.second_x0)


def _goes_on(block: Open, line: PageLine, pitch: float) -> bool:
    """Whether a line without a mark belongs to the block above it."""
    last = block.lines[-1]
    if line.bold != last.bold or line.box != last.box:
        return False
    if abs(line.size - last.size) > OTHER_SIZE * line.size:
        return False  # a heading and a smaller heading under it
    hanging = len(block.lines) == 1 and block.kind == "item"
    aligned = abs(line.x0 - block.text_x0) <= _NEAR or (hanging and line.x0 >= last.x0 - _NEAR)
    if line.page != last.page:
        ended = bool(TERMINAL.search(last.text))
        return aligned and not line.bold and (block.kind == "item" or not ended)
    return aligned and line.base - last.base <= pitch * 1.35


def _pitch(lines: Sequence[PageLine]) -> float:
    """The usual distance between lines of running text."""
    gaps = sorted(b.base - a.base for a, b in pairwise(lines) if a.page == b.page and 4 < b.base - a.base < 40)
    return gaps[len(gaps) // 3] if gaps else 14.0


def _levels(opened: Sequence[Open | PageRow]) -> list[float]:
    """The indents of list items in the report, outermost first."""
    indents: list[float] = []
    for block in opened:
        if isinstance(block, Open) and block.kind == "item" and all(abs(x - block.text_x0) > _NEAR for x in indents):
            indents.append(block.text_x0)
    return sorted(indents)


def _typed_depths(opened: Sequence[Open | PageRow]) -> dict[int, int]:
    """The depth that the label of each item shows, where marks were typed into paragraphs by hand and indents do not.

    The wrapped lines of such paragraphs begin under the mark, and not under the text.
    """
    items = [block for block in opened if isinstance(block, Open) and block.kind == "item"]
    wrapped = [block for block in items if len(block.lines) > 1]
    if sum(abs(block.lines[1].x0 - block.lines[0].x0) <= 2.0 for block in wrapped) * 2 <= len(wrapped):
        return {}
    depths = {}
    before: str | None = None
    for block in items:
        depths[id(block)] = 3 if block.label == "i" and before != "h" else depth_of_label(block.label)
        before = block.label
    return depths


def _whole_rows(content: Sequence[PageLine | PageRow]) -> list[PageLine | PageRow]:
    """The content with each row that a page break cut as one row again, and without repeated header rows."""
    done: list[PageLine | PageRow] = []
    headers: set[tuple[str, ...]] = set()
    before: PageLine | PageRow | None = None
    for entry in content:
        last = done[-1] if done else None
        if isinstance(entry, PageRow) and isinstance(before, PageRow) and isinstance(last, PageRow):
            if entry.page != before.page and not entry.cells[0].strip():
                cells = tuple(f"{a}\n{b}".strip("\n") for a, b in zip(last.cells, entry.cells, strict=False))
                done[-1] = PageRow(cells, last.page, last.base)
            elif entry.cells not in headers:
                done.append(entry)
        else:
            if isinstance(entry, PageRow):
                headers.add(entry.cells)
            done.append(entry)
        before = entry
    return done


def _block(block: Open, offsets: dict[int, Span], levels: Sequence[float], typed: int) -> RawBlock:
    # a compound word broken at its hyphen ("re-" / "arrange") has no space; word processors break no other way here
    text = re.sub(r"(?<=\w[-–]) (?=\w)", "", " ".join(line.text for line in block.lines))[block.skip :]
    span = Span(offsets[id(block.lines[0])].start + block.skip, offsets[id(block.lines[-1])].end)
    level = 0
    if block.kind == "item":
        level = typed or 1 + min(range(len(levels)), key=lambda at: abs(levels[at] - block.text_x0))
    return RawBlock(block.kind, (text,), span, level=level, label=block.label)
