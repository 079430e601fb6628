"""Pages of a PDF as lines and table rows, in reading order, without running headers, footers and page numbers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from ombudsparse.readers.pdf.page import PageWord, page_rules, page_words
from ombudsparse.readers.pdf.ruled_tables import RuledTable, find_tables

# what browsers and word processors print in the margins
_MARGIN = re.compile(
    r"\d{1,3}|page \d+(?: of \d+)?|\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}:\d\d.*|(?:https?://|www\.)\S+(?: \d+/\d+)?|\d+/\d+",
    re.I,
)
MARGIN_LINES = 3  # lines at the top and at the foot of a page that may be running ones
_BULLET = re.compile(r"^[•●▪◦‣\uf0b7] *")


class PageLine(Struct, frozen=True):
    """A line of print: its words with the gap that follows the first, and where it stands on the page (points).

    `box` tells the boxes of a table with one column apart; 0 outside them.
    """

    text: str
    page: int
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    first_gap: float = 0.0
    second_x0: float = 0.0
    box: int = 0


class PageRow(Struct, frozen=True):
    """A row of a ruled table."""

    cells: tuple[str, ...]
    page: int
    base: float


def page_content(pages: Sequence[Any]) -> list[PageLine | PageRow]:
    """Lines and table rows of all pages of an open PDF, in order."""
    contents = [list(_page(page, number)) for number, page in enumerate(pages, 1)]
    running = _running(contents)
    content: list[PageLine | PageRow] = []
    for page in contents:
        lines = [entry for entry in page if isinstance(entry, PageLine)]
        margin = {id(line) for line in lines[:MARGIN_LINES] + lines[-MARGIN_LINES:]}
        for entry in page:
            if isinstance(entry, PageLine) and id(entry) in margin and _is_running(entry, running):
                continue
            content.append(entry)
    return content


def _page(page: Any, number: int) -> Iterator[PageLine | PageRow]:
    words = page_words(page)
    entries: list[PageLine | PageRow] = []
    boxes = 0
    for table in find_tables(page_rules(page)):
        inside, words = _parted(words, table)
        if table.columns == 1:  # a frame round paragraphs
            for row in table.rows:
                boxes += 1
                held = [word for word in inside if row[0].holds(word.x0, word.middle)]
                entries += _lines(held, number, number * 1000 + boxes)
        else:
            entries += _rows(inside, table, number)
    entries += _lines(words, number)
    return iter(sorted(entries, key=lambda entry: entry.base))


def _parted(words: Sequence[PageWord], table: RuledTable) -> tuple[list[PageWord], list[PageWord]]:
    """The words inside and outside a table."""
    inside: list[PageWord] = []
    outside: list[PageWord] = []
    for word in words:
        (inside if table.box.holds(word.x0, word.middle) else outside).append(word)
    return inside, outside


def _rows(words: Sequence[PageWord], table: RuledTable, page: int) -> Iterator[PageRow]:
    for row in table.rows:
        held: list[list[PageWord]] = [[] for _ in row]
        for word in words:
            if row[0].top <= word.middle < row[0].bottom:
                at = max((at for at, cell in enumerate(row) if word.x0 >= cell.x0 - 1), default=0)
                held[at].append(word)
        cells = tuple("\n".join(_BULLET.sub("", line.text) for line in _lines(cell, page)) for cell in held)
        if any(cells):
            yield PageRow(cells, page, row[0].top)


def _lines(words: Sequence[PageWord], page: int, box: int = 0) -> Iterator[PageLine]:
    """Words that stand on one line, joined: on nearly the same base."""
    rows: list[list[PageWord]] = []
    for word in sorted(words, key=lambda word: (word.base, word.x0)):
        if rows and _beside(rows[-1], word):
            rows[-1].append(word)
        else:
            rows.append([word])
    for row in rows:
        row.sort(key=lambda word: word.x0)
        yield PageLine(
            text=" ".join(word.text for word in row),
            page=page,
            x0=row[0].x0,
            x1=row[-1].x1,
            base=max(row, key=lambda word: word.size).base,
            size=max(word.size for word in row),
            bold=all(word.bold for word in row),
            first_gap=row[1].x0 - row[0].x1 if len(row) > 1 else 0.0,
            second_x0=row[1].x0 if len(row) > 1 else row[0].x1,
            box=box,
        )


def _beside(row: Sequence[PageWord], word: PageWord) -> bool:
    """Whether a word stands on the line of these, or is raised or lowered from it by less than half its height."""
    largest = max(row, key=lambda word: word.size)
    top, bottom = largest.base - 0.8 * largest.size, largest.base + 0.2 * largest.size
    overlap = min(bottom, word.base + 0.2 * word.size) - max(top, word.base - 0.8 * word.size)
    return overlap > 0.6 * min(largest.size, word.size)


def _running(pages: Sequence[Sequence[PageLine | PageRow]]) -> set[str]:
    """What stands, but for its digits, in the margin of two pages or more."""
    seen: Counter[str] = Counter()
    for page in pages:
        lines = [entry for entry in page if isinstance(entry, PageLine)]
        seen.update({_shape(line) for line in lines[:MARGIN_LINES] + lines[-MARGIN_LINES:]})
    return {shape for shape, count in seen.items() if count > 1 and count * 2 >= len(pages)}


def _shape(line: PageLine) -> str:
    return re.sub(r"\d+", "#", line.text) + f" @{round(line.base / 8)}"


def _is_running(line: PageLine, running: set[str]) -> bool:
    return _shape(line) in running or bool(_MARGIN.fullmatch(line.text))
