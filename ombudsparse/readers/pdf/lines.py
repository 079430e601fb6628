"""Words of a page put together to lines of print, and drawn bullets put before the lines that they stand at."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from msgspec import Struct

from ombudsparse.readers.pdf.printed import PageWord

_SPACE = 0.25  # of the size of the type
_height, _left = attrgetter("base", "x0"), attrgetter("x0")
_BULLET_REACH = 3.5  # sizes of the type between a bullet and its line


class PageLine(Struct, frozen=True):
    """A line of print: its words with the gap that follows the first, and where it stands on the page (points).

    `right`: the edge that lines of its column reach. `box` tells the boxes of a table with one column apart; 0
    outside them. `usual_gap`: between its words.
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
    first_word: float = 0.0  # its width
    usual_gap: float = 0.0
    right: float = 0.0
    edges: tuple[tuple[float, float], ...] = ()  # where each of its words begins and ends


def printed_lines(words: Sequence[PageWord], page: int, box: int = 0) -> list[PageLine]:
    """Words that stand on one line, joined: on nearly the same base."""
    return [line_of(row, page, box) for row in rows_of_words(words)]


def rows_of_words(words: Sequence[PageWord]) -> list[list[PageWord]]:
    """The words of each line, from left to right, the lines from the top."""
    rows: list[list[PageWord]] = []
    largest: list[PageWord] = []  # of each line
    for word in sorted(words, key=_height):
        for at in range(len(rows) - 1, max(-1, len(rows) - 4), -1):
            if _beside(largest[at], word):
                rows[at].append(word)
                if word.size > largest[at].size:
                    largest[at] = word
                break
        else:
            rows.append([word])
            largest.append(word)
    for row in rows:
        row.sort(key=_left)
    return rows


def line_of(row: Sequence[PageWord], page: int, box: int = 0) -> PageLine:
    """The line of these words, which stand on it from left to right."""
    gaps = sorted(b.x0 - a.x1 for a, b in pairwise(row))
    return PageLine(
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
        first_word=row[0].x1 - row[0].x0,
        usual_gap=gaps[len(gaps) // 2] if gaps else 0.0,
        edges=tuple((word.x0, word.x1) for word in row),
    )


def _beside(largest: PageWord, word: PageWord) -> bool:
    """Whether a word stands on the line of another, or is raised or lowered from it by less than half its height."""
    size, height = largest.size, word.size
    off = word.base - largest.base
    if height == size:
        return -0.4 * size < off < 0.4 * size
    overlap = min(0.2 * size, off + 0.2 * height) - max(-0.8 * size, off - 0.8 * height)
    return overlap > 0.6 * min(size, height)


def with_bullets(words: Sequence[PageWord], bullets: Sequence[PageWord]) -> list[PageWord]:
    """The words with each drawn bullet that stands a little left of a word, on its line, and right of none near it."""
    if not bullets:
        return list(words)
    return [*words, *_before_a_line(words, bullets)]


def _before_a_line(words: Sequence[PageWord], bullets: Sequence[PageWord]) -> Iterator[PageWord]:
    for bullet in bullets:
        middle = bullet.base - bullet.size / 2
        beside = [word for word in words if word.base - 0.8 * word.size < middle < word.base + 0.1 * word.size]
        following = min((word for word in beside if word.x0 >= bullet.x1 - 0.5), key=lambda word: word.x0, default=None)
        if following is None or not 0 <= following.x0 - bullet.x1 <= _BULLET_REACH * following.size:
            continue
        if any(0 <= bullet.x0 - word.x1 < following.size for word in beside):
            continue
        yield PageWord(bullet.text, bullet.x0, bullet.x1, following.base, following.size, following.bold)


def would_fit(last: PageLine, line: PageLine) -> bool:
    """Whether the first word of `line` had room at the end of the line above: then a line was ended on purpose."""
    return last.right > 0 and last.x1 + _SPACE * last.size + line.first_word + 0.5 < last.right
