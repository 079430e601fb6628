"""What is printed on a page of a PDF, read with PDFium: its words with their places, and its ruled lines."""

import ctypes
import math
import re
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium
from msgspec import Struct

SPACE_RATIO = 0.15  # of the size of the type: a wider gap divides two words also where no space is printed
_MOST_CHARACTERS = 60_000  # a page; a closely printed one has 6,000
MOST_PATHS = 20_000
THIN = 2.5  # points; a filled box that is no thicker is a ruled line
SHORTEST_RULE = 4.0
BOLD_FONT = re.compile(r"bold|black|heavy|demi", re.I)
# PDFium gives U+0002 for a hyphen at the end of a line; fonts give some letter pairs as one sign
SIGNS = {2: "-", 0xAD: "-", 0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0x2011: "-"}
BLANK = frozenset([0, 9, 10, 13, 32, 0xA0, 0x2002, 0x2003, 0x2009, 0x200B, 0xFFFE, 0xFFFF])


class PageWord(Struct):
    """A word, from `x0` to `x1` on the line `base`, in points from the upper left corner of the page."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool = False

    @property
    def middle(self) -> float:
        return self.base - self.size * 0.3


class DrawnLine(Struct, frozen=True):
    """A ruled line: horizontal where it is wider than high."""

    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def horizontal(self) -> bool:
        return self.x1 - self.x0 >= self.bottom - self.top


class TooMuchOnAPage(Exception):
    """A page holds more than any page of a report does."""


def page_words(page: Any) -> list[PageWord]:
    """The words of a page in the order in which they were set. Raises TooMuchOnAPage."""
    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        if count > _MOST_CHARACTERS:
            raise TooMuchOnAPage(f"{count:,} characters")
        return list(_words(textpage.raw, count, page.get_height()))
    finally:
        textpage.close()


def _words(text: Any, count: int, height: float) -> Iterator[PageWord]:
    box = pdfium.FS_RECTF()
    at = ctypes.byref(box)
    word: PageWord | None = None
    last_top = last_bottom = 0.0  # of the last letter
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code in BLANK:
            if word and not (code == 32 and pdfium.FPDFText_IsGenerated(text, index) == 1):
                yield word
                word = None
            continue
        if not pdfium.FPDFText_GetLooseCharBox(text, index, at):
            continue
        x0, x1, top, bottom = box.left, box.right, height - box.top, height - box.bottom
        char = SIGNS.get(code) or chr(code)
        if word:
            near = x0 - word.x1 <= SPACE_RATIO * word.size and x1 >= word.x1 - word.size
            if near and top <= last_bottom + 1 and last_top <= bottom + 1:
                word.text += char
                word.x1 = max(word.x1, x1)
                last_top, last_bottom = min(last_top, top), max(last_bottom, bottom)
                continue
            yield word
        word = _begun(text, index, char, x0, x1, height)
        last_top, last_bottom = top, bottom
    if word:
        yield word


def _begun(text: Any, index: int, char: str, x0: float, x1: float, height: float) -> PageWord:
    """The word that begins with the letter at `index`: its line, size and weight are those of the letter."""
    x, y, flags, matrix = ctypes.c_double(), ctypes.c_double(), ctypes.c_int(), pdfium.FS_MATRIX()
    name = ctypes.create_string_buffer(128)
    pdfium.FPDFText_GetCharOrigin(text, index, x, y)
    pdfium.FPDFText_GetFontInfo(text, index, name, 128, flags)
    size = pdfium.FPDFText_GetFontSize(text, index)
    if pdfium.FPDFText_GetMatrix(text, index, matrix):
        size *= math.hypot(matrix.c, matrix.d) or 1.0
    bold = bool(BOLD_FONT.search(name.value.decode("utf-8", "ignore")))
    return PageWord(char, x0, x1, height - y.value, max(size, 1.0), bold)


def page_rules(page: Any) -> list[DrawnLine]:
    """The ruled lines of a page: straight strokes, thin boxes, and the sides of thicker boxes."""
    width, height = page.get_size()
    sides = [ctypes.c_float() for _ in range(4)]
    rules: list[DrawnLine] = []
    paths = 0
    for path in _paths(page.raw, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, 0):
        paths += 1
        if paths > MOST_PATHS:
            raise TooMuchOnAPage(f"more than {MOST_PATHS:,} drawn lines")
        if not pdfium.FPDFPageObj_GetBounds(path, *sides):
            continue
        left, bottom, right, top = (side.value for side in sides)
        box = DrawnLine(left, right, height - top, height - bottom)
        wide, high = box.x1 - box.x0, box.bottom - box.top
        if min(wide, high) <= THIN:
            if max(wide, high) >= SHORTEST_RULE:
                rules.append(box)
        elif pdfium.FPDFPath_CountSegments(path) in (4, 5) and wide < width * 0.95:
            rules += [
                DrawnLine(box.x0, box.x1, box.top, box.top),
                DrawnLine(box.x0, box.x1, box.bottom, box.bottom),
                DrawnLine(box.x0, box.x0, box.top, box.bottom),
                DrawnLine(box.x1, box.x1, box.top, box.bottom),
            ]
    return rules


def _paths(holder: Any, count: Any, get: Any, depth: int) -> Iterator[Any]:
    """The paths among the objects of a page, those of its forms included."""
    for index in range(count(holder)):
        thing = get(holder, index)
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            yield thing
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < 4:
            yield from _paths(thing, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, depth + 1)
