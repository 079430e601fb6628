"""What is printed on a page of a PDF, read with PDFium: its words with their places, upright as they are read."""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2.raw as pdfium
from msgspec import Struct

from ombudsparse.readers.dump.lexicon import english
from ombudsparse.readers.pdf.printed import DamagedFile, PageWord, TooMuchInAFile
from ombudsparse.vocabulary.patterns import Wording

SPACE_RATIO = 0.09  # of the size of the type: a wider gap divides two words also where no space is printed
_MOST_CHARACTERS = 60_000  # a page; a closely printed one has 6,000
_SAMPLE = 200  # characters of a page by which its direction is told
_UPRIGHT = 0.15  # sine of the angle by which text may lean
BOLD_FONT = re.compile(r"bold|black|heavy|demi", re.I)
# PDFium gives U+0002 for a hyphen at the end of a line; fonts give some letter pairs as one sign
BROKEN_HYPHEN = "\u00ad"  # a hyphen that ends a line because a word was broken there
SIGNS = {
    2: BROKEN_HYPHEN,
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0x2010: "-",
    0x2011: "-",
}
BLANK = frozenset([0, 9, 10, 13, 32, 0xA0, 0x2002, 0x2003, 0x2009, 0x200B, 0xFFFE, 0xFFFF])
_CONTROL = 32
_WIDE_F = 0.62  # of the size of the type; that of a typewriter is 0.6 wide
_WIDE = "\ufb00"  # stands for an f that may be two
_LETTERS = Wording(r"[^\W\d_]+")


class Sheet(Struct, frozen=True):
    """How a page lies on its sheet: its box there, and by how many degrees its text is turned."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int = 0

    def upright(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """A box on the sheet as (x0, x1, top, bottom) from the upper left corner of the upright page."""
        if self.turn == 0:
            return left - self.left, right - self.left, self.top - top, self.top - bottom
        if self.turn == 90:  # text runs down
            return self.top - top, self.top - bottom, self.right - right, self.right - left
        if self.turn == 180:
            return self.right - right, self.right - left, bottom - self.bottom, top - self.bottom
        return bottom - self.bottom, top - self.bottom, left - self.left, right - self.left  # text runs up

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the upright page."""
        width, height = self.right - self.left, self.top - self.bottom
        return (width, height) if self.turn in (0, 180) else (height, width)


def page_words(text: Any, count: int, sheet: Sheet) -> list[PageWord]:
    """The words of a page, those that are not upright (stamps, watermarks) left out, in the order they were set.

    Raises TooMuchInAFile or DamagedFile.
    """
    if count > _MOST_CHARACTERS:
        raise TooMuchInAFile(f"a page of {count:,} characters")
    return with_ligatures(list(_words(text, count, sheet)))


def direction(text: Any, count: int) -> int:
    """By how many degrees, clockwise, most of the text of a page is turned on its sheet: 0, 90, 180 or 270."""
    seen: Counter[int] = Counter()
    for index in range(0, count, max(1, count // _SAMPLE)):
        angle = pdfium.FPDFText_GetCharAngle(text, index)
        if angle >= 0 and math.isfinite(angle):
            quarter = angle / (math.pi / 2)
            if abs(quarter - round(quarter)) < 0.1:
                seen[round(quarter) % 4] += 1
    return seen.most_common(1)[0][0] * 90 if seen else 0


def _words(text: Any, count: int, sheet: Sheet) -> Iterator[PageWord]:
    begun = _beginner(text, sheet)
    word: PageWord | None = None
    last_top = last_bottom = 0.0  # of the last letter
    for letter in _letters(text, count, sheet):
        if letter is None:
            if word:
                yield word
            word = None
            continue
        index, char, x0, x1, top, bottom = letter
        if word:
            near = x0 - word.x1 <= SPACE_RATIO * word.size and x1 >= word.x1 - word.size
            if near and top <= last_bottom + 1 and last_top <= bottom + 1:
                word.text += _WIDE if char == "f" and x1 - x0 > _WIDE_F * word.size else char
                if x1 > word.x1:
                    word.x1 = x1
                if top < last_top:
                    last_top = top
                if bottom > last_bottom:
                    last_bottom = bottom
                continue
            yield word
        word = begun(index, char, x0, x1)
        last_top, last_bottom = top, bottom
    if word:
        yield word


def _letters(text: Any, count: int, sheet: Sheet) -> Iterator[tuple[int, str, float, float, float, float] | None]:
    """The letters of a page, each with its index and its box (x0, x1, top, bottom); None for a blank."""
    box = pdfium.FS_RECTF()
    at = ctypes.byref(box)
    unicode_of, box_of, upright = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox, sheet.upright
    turned, left, height = sheet.turn != 0, sheet.left, sheet.top
    high = 0  # the first half of a character beyond the basic plane
    for index in range(count):
        code = unicode_of(text, index)
        if code in BLANK:
            if code != 32 or pdfium.FPDFText_IsGenerated(text, index) != 1:
                yield None
            continue
        if code < _CONTROL or 0xD800 <= code < 0xE000:
            code, high = _whole(code, high)
        if not code or not box_of(text, index, at):
            continue
        char = SIGNS.get(code) or chr(code)
        if turned:
            x0, x1, top, bottom = upright(box.left, box.bottom, box.right, box.top)
            yield index, char, x0, x1, top, bottom
        else:
            yield index, char, box.left - left, box.right - left, height - box.top, height - box.bottom


def _whole(code: int, high: int) -> tuple[int, int]:
    """The character that a control code or half of a pair stands for, 0 for none, and the half that waits for another.

    Half a pair that stands alone is the sign for a character that cannot be read. Code 2 is PDFium's hyphen.
    """
    if code < _CONTROL:
        return (code if code == 2 else 0), high
    if code < 0xDC00:
        return 0, code
    return (0x10000 + (high - 0xD800) * 0x400 + code - 0xDC00 if high else 0xFFFD), 0


def with_ligatures(words: list[PageWord]) -> list[PageWord]:
    """The words with "ff" or "f" for each wide f: whichever makes a word.

    PDFium takes the second letter of an "ff" drawn as one sign for the first, overprinted; the sign for "fi" is wide
    too.
    """
    for word in words:
        if _WIDE in word.text:
            once, twice = word.text.replace(_WIDE, "f"), word.text.replace(_WIDE, "ff")
            word.text = twice if _is_word(twice) and not _is_word(once) else once
    return words


def _is_word(text: str) -> bool:
    found = _LETTERS.search(text)
    return found is not None and found.group().lower() in english()


def _beginner(text: Any, sheet: Sheet) -> Callable[[int, str, float, float], PageWord | None]:
    """What begins a word with the letter at an index: its line, size and weight are those of the letter.

    It gives None where the letter is not upright, and raises DamagedFile where its place is no number.
    """
    x, y, flags, matrix = ctypes.c_double(), ctypes.c_double(), ctypes.c_int(), pdfium.FS_MATRIX()
    name = ctypes.create_string_buffer(128)
    lengthwise, backwards = sheet.turn in (0, 180), sheet.turn in (90, 180)
    bold_fonts: dict[bytes, bool] = {}

    def begun(index: int, char: str, x0: float, x1: float) -> PageWord | None:
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        pdfium.FPDFText_GetFontInfo(text, index, name, 128, flags)
        size = pdfium.FPDFText_GetFontSize(text, index)
        if pdfium.FPDFText_GetMatrix(text, index, matrix):
            along, across = (matrix.a, matrix.b) if lengthwise else (matrix.b, matrix.a)
            if abs(across) > _UPRIGHT * math.hypot(along, across) or (along < 0) != backwards:
                return None
            size *= math.hypot(matrix.c, matrix.d) or 1.0
        base = sheet.upright(x.value, y.value, x.value, y.value)[2]
        if not math.isfinite(x0 + x1 + base + size):
            raise DamagedFile("letters stand at places that are no numbers")
        font = name.value
        if font not in bold_fonts:
            bold_fonts[font] = bool(BOLD_FONT.search(font.decode("utf-8", "ignore")))
        return PageWord(char, x0, x1, base, min(max(size, 1.0), 500.0), bold_fonts[font])

    return begun
