"""Opens a PDF with PDFium and reads what is printed on its pages, in this process."""

import time
from ctypes import create_string_buffer
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from pypdfium2 import PdfiumError

from ombudsparse.readers.pdf.drawings import page_drawings
from ombudsparse.readers.pdf.page import Sheet, direction, page_words
from ombudsparse.readers.pdf.printed import DamagedFile, LockedFile, PrintedFile, PrintedPage, TooMuchInAFile

_MOST_PAGES = 400  # the longest published reports have some 60
_MOST_WORDS = 600_000  # in all; a page of a report has some 500
_SECONDS = 60.0  # in which the pages must be read; a page takes some hundredth of one


def printed_file(data: bytes) -> PrintedFile:
    """The pages of a PDF. Raises TooMuchInAFile, LockedFile or DamagedFile."""
    try:
        pdf = pypdfium2.PdfDocument(data)
    except PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise LockedFile(str(error)) from error
        raise DamagedFile(f"{error!s:.80}") from error
    try:
        count = len(pdf)
        if count > _MOST_PAGES:
            raise TooMuchInAFile(f"{count:,} pages")
        return PrintedFile(_pages(pdf, count), _title(pdf))
    except PdfiumError as error:
        raise DamagedFile(f"{error!s:.80}") from error
    finally:
        pdf.close()


def _pages(pdf: Any, count: int) -> list[PrintedPage]:
    pages = []
    words = 0
    started = time.monotonic()
    for number in range(1, count + 1):
        page = pdf[number - 1]
        try:
            pages.append(_page(page, number))
        finally:
            page.close()
        words += len(pages[-1].words)
        if words > _MOST_WORDS:
            raise TooMuchInAFile(f"more than {_MOST_WORDS:,} words")
        if time.monotonic() - started > _SECONDS:
            raise TooMuchInAFile(f"pages that take more than {_SECONDS:g} seconds to read")
    return pages


def _page(page: Any, number: int) -> PrintedPage:
    pdfium.FPDFPage_SetRotation(page.raw, 0)  # how the sheet is shown; the text says itself how it is turned
    text = page.get_textpage()
    try:
        letters = text.count_chars()
        left, bottom, right, top = page.get_cropbox()
        sheet = Sheet(left, bottom, right, top, direction(text.raw, letters))
        words = page_words(text.raw, letters, sheet)
    finally:
        text.close()
    drawn = page_drawings(page.raw, sheet)
    width, height = sheet.size
    return PrintedPage(number, width, height, words, drawn.rules, drawn.bullets, drawn.scanned, sheet.turn, number)


def _title(pdf: Any) -> str:
    """The title that the file gives itself, whatever is no character in it replaced."""
    length = min(pdfium.FPDF_GetMetaText(pdf.raw, b"Title", None, 0), 4096)
    buffer = create_string_buffer(max(length, 2))
    pdfium.FPDF_GetMetaText(pdf.raw, b"Title", buffer, length)
    return buffer.raw[: max(0, length - 2)].decode("utf-16-le", "replace")
