"""Reads a report that is a PDF: pages as PDFium has them, lines and tables of them, blocks of those."""

import threading
from collections.abc import Sequence
from itertools import groupby

from msgspec import UNSET
from msgspec.structs import replace

from ombudsparse.document import Document, Flaw
from ombudsparse.errors import EncryptedPdf, ScannedPdf, SourceTooLarge, UnreadableSource
from ombudsparse.readers import furniture
from ombudsparse.readers.assemble import RawBlock, assemble
from ombudsparse.readers.pdf.confined import confined_file
from ombudsparse.readers.pdf.cross_check import PageCheck, check_letters
from ombudsparse.readers.pdf.cut_rows import whole_rows
from ombudsparse.readers.pdf.hyphens import without_broken_words
from ombudsparse.readers.pdf.item_levels import item_levels
from ombudsparse.readers.pdf.layout import Entry, PageRow, page_content
from ombudsparse.readers.pdf.leaves import single_pages
from ombudsparse.readers.pdf.legible import counted_words, demand_words, suspicious_sheets
from ombudsparse.readers.pdf.lines import PageLine
from ombudsparse.readers.pdf.list_marks import Counters
from ombudsparse.readers.pdf.open_file import printed_file
from ombudsparse.readers.pdf.paragraphs import Open, block_words, gather, line_pitch, parts_by_space
from ombudsparse.readers.pdf.printed import DamagedFile, LockedFile, PrintedFile, PrintedPage, TooMuchInAFile
from ombudsparse.readers.pdf.streams import LARGEST_UNPACKED, demands_of
from ombudsparse.spans import Span

PDFIUM = threading.Lock()  # PDFium must not be called by two threads at once
_SCAN = "the text was read off a picture of the pages by OCR; check names, dates and sums against the picture"
_UNSURE = (
    "a table on page {} has no lines between its rows, and the words of one row may have been read as another's;"
    " look at the page"
)
_MOST_CHECKED = 5  # pages that are read a second time by themselves: it takes ten times as long
FEWEST_LETTERS = 25  # letters a page, below which its text is taken to be a picture


def read_pdf(data: bytes, name: str | None = None) -> Document:
    """The Document of a PDF made by a word processor or printed from a browser.

    Raises EncryptedPdf, ScannedPdf (pages without text), SourceTooLarge (more than any report has) or
    UnreadableSource (not a PDF that can be read to its end).
    """
    called = name or "the PDF"
    pages, title = printed_pages(data, called)
    content = page_content(pages)
    letters = sum(len(line.text) for line in content if isinstance(line, PageLine))
    if letters < FEWEST_LETTERS * len({page.sheet for page in pages}):
        raise ScannedPdf(f"{called} holds pictures of pages and no text; run OCR on it (ocrmypdf) and read the result")
    words = counted_words(pages)
    demand_words(words, called)
    flaws = [Flaw("read_from_scan", _SCAN)] if any(page.scanned for page in pages) else []
    flaws += [
        Flaw("rows_unsure", _UNSURE.format(sheet))
        for sheet in sorted({pages[row.page - 1].sheet for row in content if isinstance(row, PageRow) and row.unsure})
    ]
    flaws += _lost_letters(data, pages, suspicious_sheets(words))
    content = with_whole_words(whole_rows(content))
    return replace(_document(content, name, title, [page.sheet for page in pages]), flaws=tuple(flaws) or UNSET)


def _lost_letters(data: bytes, pages: Sequence[PrintedPage], suspicious: frozenset[int]) -> list[Flaw]:
    """A flaw for each page with words that are none where a second reading has other letters."""
    if not 0 < len(suspicious) <= _MOST_CHECKED or demands_of(data).unusual:
        return []
    try:
        checks = check_letters(data, pages, suspicious)
    except Exception:  # noqa: BLE001 - the second reading is a help; what it cannot read was read once
        return []
    return [Flaw("letters_differ", f"{check}; look at the page") for check in checks if not check.agrees]


def checked_pages(data: bytes, called: str) -> list[PageCheck]:
    """The letters of each page of a PDF, counted against a second reading.

    Raises what `read_pdf` raises, and SourceTooLarge for a file whose content is unusual: it is read only once.
    """
    if unusual := demands_of(data).unusual:
        raise SourceTooLarge(f"{called} has {unusual}; such a file is not read a second time")
    pages, _ = printed_pages(data, called)
    return check_letters(data, pages)


def printed_pages(data: bytes, called: str) -> tuple[list[PrintedPage], str]:
    """The pages of a PDF, those that share a sheet apart, and the title that the file gives itself.

    Raises EncryptedPdf, SourceTooLarge or UnreadableSource.
    """
    end = data.rfind(b"%%EOF")
    if end < 0 or b" obj" in data[end:]:  # bytes after the end are no part of the file; objects are
        raise UnreadableSource(f"{called} is cut off: it does not end as a PDF does; fetch it again")
    printed = _printed(data, called)
    if not printed.pages:
        raise UnreadableSource(f"{called} has no pages; fetch it again, it may be cut off")
    return single_pages(printed.pages), printed.title


def _printed(data: bytes, called: str) -> PrintedFile:
    """The pages of the file, read in a process of its own where the content asks for that."""
    demands = demands_of(data)
    if demands.unpacked > LARGEST_UNPACKED:
        raise SourceTooLarge(f"{called} unpacks to more than {LARGEST_UNPACKED:,} bytes; no report does")
    try:
        if demands.unusual:
            return confined_file(data)
        with PDFIUM:
            return printed_file(data)
    except LockedFile as error:
        raise EncryptedPdf(f"{called} is encrypted; save an unprotected copy and read that") from error
    except DamagedFile as error:
        raise UnreadableSource(f"{called} is not a whole PDF ({error}); fetch it again") from error
    except TooMuchInAFile as error:
        seen = f" (it has {demands.unusual})" if demands.unusual else ""
        raise SourceTooLarge(f"{called} has {error}{seen}; no report does, so print it anew and read that") from error


def _document(content: Sequence[Entry], name: str | None, named: str, sheets: Sequence[int]) -> Document:
    raw = ""
    starts: list[int] = []
    offsets: dict[int, Span] = {}
    for entry in content:
        sheet = sheets[entry.page - 1]
        if sheet > len(starts):
            starts.extend([len(raw)] * (sheet - len(starts)))
        text = entry.text if isinstance(entry, PageLine) else "\t".join(map(_raw_cell, entry.cells))
        offsets[id(entry)] = Span(len(raw), len(raw) + len(text))
        raw += text + "\n"
    opened = _gather(content)
    levels = item_levels([block for block in opened if isinstance(block, Open)])
    pitch = line_pitch([line for line in content if isinstance(line, PageLine)])
    blocks = [
        RawBlock("row", tuple(_cell(cell, pitch) for cell in block.cells), offsets[id(block)])
        if isinstance(block, PageRow)
        else _block(block, offsets, levels)
        for block in opened
    ]
    title, blocks = furniture.report_only(blocks)
    title = title or furniture.title_of(named)
    return assemble(blocks, raw=raw, form="pdf", name=name, title=title, page_starts=tuple(starts))


def with_whole_words(content: Sequence[Entry]) -> list[Entry]:
    """The content with words that were broken at the ends of lines marked as such, in cells too."""
    lines = [entry for entry in content if isinstance(entry, PageLine)]
    rows = [entry for entry in content if isinstance(entry, PageRow)]
    flows = iter(without_broken_words([lines, *(cell for row in rows for cell in row.cells)]))
    line = iter(next(flows))
    return [
        next(line)
        if isinstance(entry, PageLine)
        else replace(entry, cells=tuple(tuple(next(flows)) for _ in entry.cells))
        for entry in content
    ]


def _raw_cell(lines: Sequence[PageLine]) -> str:
    return "\n".join(line.text for line in lines)


def _cell(lines: Sequence[PageLine], pitch: float) -> str:
    """The text of a cell: its paragraphs and list items, each a line."""
    return "\n".join(block_words(block) for block in gather(lines, pitch, spaced=False))


def _gather(content: Sequence[Entry]) -> list[Open | PageRow]:
    """The blocks of the report: table rows, and the lines between them put together."""
    done: list[Open | PageRow] = []
    lines = [entry for entry in content if isinstance(entry, PageLine)]
    pitch = line_pitch(lines)
    spaced = parts_by_space(lines, pitch)
    counters = Counters()
    for is_line, entries in groupby(content, lambda entry: isinstance(entry, PageLine)):
        if is_line:
            done += gather([entry for entry in entries if isinstance(entry, PageLine)], pitch, spaced, counters)
        else:
            done += [entry for entry in entries if isinstance(entry, PageRow)]
    return done


def _block(block: Open, offsets: dict[int, Span], levels: dict[int, int]) -> RawBlock:
    span = Span(offsets[id(block.lines[0])].start + block.skip, offsets[id(block.lines[-1])].end)
    return RawBlock(block.kind, (block_words(block),), span, level=levels.get(id(block), 0), label=block.label)
