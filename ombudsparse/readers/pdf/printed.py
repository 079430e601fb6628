"""What is printed on the pages of a PDF, as plain records: words with their places, ruled lines, drawn bullets."""

from msgspec import Struct


class PageWord(Struct, array_like=True):
    """A word, from `x0` to `x1` on the line `base`, in points from the upper left corner of the upright page."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool = False

    @property
    def middle(self) -> float:
        return self.base - self.size * 0.3


class DrawnLine(Struct, frozen=True, array_like=True):
    """A ruled line: horizontal where it is wider than high."""

    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def horizontal(self) -> bool:
        return self.x1 - self.x0 >= self.bottom - self.top


class PrintedPage(Struct, array_like=True):
    """A page as it is read, upright: `bullets` are drawn signs of the size of one, as words; `scanned` where its text
    lies unseen on a picture of the page; `turn` by how many degrees its text is turned on the sheet; `sheet` the number
    of that, where it holds two pages, and `left` where on it this one begins."""

    number: int
    width: float
    height: float
    words: list[PageWord]
    rules: list[DrawnLine]
    bullets: list[PageWord]
    scanned: bool = False
    turn: int = 0
    sheet: int = 0
    left: float = 0.0


class PrintedFile(Struct, array_like=True):
    """The pages of a PDF, and the title that the file gives itself ("" for none)."""

    pages: list[PrintedPage]
    title: str = ""


class TooMuchInAFile(Exception):
    """A file holds more than any report does; the message says what, and fits after "has"."""


class LockedFile(Exception):
    """A file that asks for a password."""


class DamagedFile(Exception):
    """A file that PDFium does not read to its end; the message says why."""
