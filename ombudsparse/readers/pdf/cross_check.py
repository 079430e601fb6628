"""A second reading of a PDF's letters, by pdfplumber, against which those that were read are counted."""

import io
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from ombudsparse.readers.pdf.printed import PrintedPage


class PageCheck(Struct, frozen=True):
    """How the letters and digits read of a page differ from those of the second reading.

    `page` counts from 1, `letters` are those of the second reading. `lost` are letters that it alone has, `added` those
    that it has not, each with how often. Either reading can be the one that errs.
    """

    page: int
    letters: int
    lost: dict[str, int]
    added: dict[str, int]

    @property
    def agrees(self) -> bool:
        """Whether both readings have the same letters, each as often."""
        return not self.lost and not self.added

    def __str__(self) -> str:
        """The page and the difference in words: "page 2: 2,723 letters, 2 in the second reading alone (f × 2)"."""
        told = [f"{_number(letters)} {how} ({_each(letters)})" for letters, how in self._differences() if letters]
        return ", ".join([f"page {self.page}: {self.letters:,} letters", *(told or ["the same in both readings"])])

    def _differences(self) -> tuple[tuple[dict[str, int], str], ...]:
        return (self.lost, "in the second reading alone"), (self.added, "in the first alone")


def check_letters(data: bytes, pages: Sequence[PrintedPage], only: frozenset[int] | None = None) -> list[PageCheck]:
    """The letters of `pages` against a second reading of `data`, sheet by sheet; `only` names the sheets to compare.

    Words that are not upright are left out of both: stamps and watermarks are no part of a report. What pdfplumber
    raises for a file that it cannot read is raised.
    """
    import pdfplumber  # slow to load, and seldom needed

    read: dict[int, Counter[str]] = {}
    for page in pages:
        read.setdefault(page.sheet, Counter()).update(_letters("".join(word.text for word in page.words)))
    checks = []
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for number, sheet in enumerate(pdf.pages, 1):
            if only is None or number in only:
                checks.append(_compared(number, read.get(number, Counter()), _letters("".join(_upright(sheet)))))
    return checks


def _compared(page: int, read: Counter[str], second: Counter[str]) -> PageCheck:
    return PageCheck(page, second.total(), dict((second - read).most_common()), dict((read - second).most_common()))


def _upright(page: Any) -> Iterator[str]:
    """The letters of a page that stand as most of its text does."""
    chars = page.chars
    upright = sum(char["upright"] for char in chars) * 2 >= len(chars)
    return (char["text"] for char in chars if char["upright"] == upright)


def _letters(text: str) -> Counter[str]:
    return Counter(letter for letter in unicodedata.normalize("NFKC", text) if letter.isalnum())


def _number(letters: dict[str, int]) -> str:
    return f"{sum(letters.values()):,}"


def _each(letters: dict[str, int]) -> str:
    """The commonest letters: "f × 2, e"."""
    named = [f"{letter} × {count}" if count > 1 else letter for letter, count in list(letters.items())[:5]]
    return ", ".join(named) + (", …" if len(letters) > 5 else "")
