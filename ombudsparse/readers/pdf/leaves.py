"""Sheets with two pages side by side, and pages in two columns: each half becomes a page of its own, in order."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from msgspec.structs import replace

from ombudsparse.readers.pdf.lines import rows_of_words
from ombudsparse.readers.pdf.printed import DrawnLine, PageWord, PrintedPage

_MIDDLE = (0.35, 0.65)  # of the width, where the fold is
_STEP = 4.0  # points
_FEWEST_LINES = 6  # on either side
_WORDS = 4  # in a line of running text on either side; the first column of a table has fewer
_MARGIN_LINES = 3  # at the head and the foot, which may run over both halves

_Row = list[PageWord]


def single_pages(pages: Sequence[PrintedPage]) -> list[PrintedPage]:
    """The pages with those that hold two columns of running text as two, numbered anew; `sheet` is the old number."""
    rows = {page.number: rows_of_words(page.words) for page in pages if _may_part(page)}
    fold = _fold_of_file(pages, rows)
    if fold is None:
        return list(pages)
    parted = {number: held for number, held in rows.items() if not any(_crosses(row, fold) for row in _inner(held))}
    shift = _shift(parted.values(), fold)
    halves: list[PrintedPage] = []
    for page in pages:
        held = parted.get(page.number)
        halves += [page] if held is None else _halves(page, held, fold, shift)
    return [replace(half, number=number) for number, half in enumerate(halves, 1)]


def _fold_of_file(pages: Sequence[PrintedPage], rows: Mapping[int, Sequence[_Row]]) -> float | None:
    """Where the sheets part, as most of them have it: the last may hold a few lines alone. None where none does."""
    found = [fold for page in pages if page.number in rows and (fold := _fold(rows[page.number], page.width))]
    return sorted(found)[len(found) // 2] if found else None


def _shift(parted: Iterable[Sequence[_Row]], fold: float) -> float:
    """By how much right halves are moved to begin where the left ones do, so that indents are the same on either."""
    begins = [word.x0 for held in parted for row in _inner(held) for word in row]
    left = min((x for x in begins if x < fold), default=0.0)
    return min((x for x in begins if x >= fold), default=fold) - left


def _inner(rows: Sequence[_Row]) -> Sequence[_Row]:
    """The lines of a page less those that may be running headers and footers, which run over both halves."""
    return rows[_MARGIN_LINES:-_MARGIN_LINES]


def _halves(page: PrintedPage, rows: Sequence[_Row], fold: float, shift: float) -> list[PrintedPage]:
    left: list[PageWord] = []
    right: list[PageWord] = []
    for at, row in enumerate(rows):
        if _crosses(row, fold) and len(rows) > 2 * _MARGIN_LINES:
            (left if at < _MARGIN_LINES else right).extend(row)
            continue
        left += [word for word in row if word.x0 < fold]
        right += [replace(word, x0=word.x0 - shift, x1=word.x1 - shift) for word in row if word.x0 >= fold]
    return [_left_of(page, fold, left), _right_of(page, fold, shift, right)]


def _left_of(page: PrintedPage, fold: float, words: list[PageWord]) -> PrintedPage:
    return replace(
        page,
        width=fold,
        words=words,
        rules=[rule for rule in page.rules if rule.x0 < fold],
        bullets=[bullet for bullet in page.bullets if bullet.x0 < fold],
    )


def _right_of(page: PrintedPage, fold: float, shift: float, words: list[PageWord]) -> PrintedPage:
    rules = [rule for rule in page.rules if rule.x0 >= fold]
    bullets = [bullet for bullet in page.bullets if bullet.x0 >= fold]
    return replace(
        page,
        width=page.width - shift,
        left=shift,
        words=words,
        rules=[DrawnLine(rule.x0 - shift, rule.x1 - shift, rule.top, rule.bottom) for rule in rules],
        bullets=[replace(bullet, x0=bullet.x0 - shift, x1=bullet.x1 - shift) for bullet in bullets],
    )


def _may_part(page: PrintedPage) -> bool:
    """Whether somewhere about the middle no more words lie across than the margins have lines: a quick first look."""
    width = max(1, int(page.width))
    change = [0] * (width + 1)
    for word in page.words:
        change[min(width, max(0, int(word.x0) + 1))] += 1
        change[min(width, max(0, int(word.x1)))] -= 1
    across = list(accumulate(change))
    middle = across[int(width * _MIDDLE[0]) : int(width * _MIDDLE[1])]
    return bool(middle) and min(middle) <= 2 * _MARGIN_LINES


def _fold(rows: Sequence[_Row], width: float) -> float | None:
    """Where a page parts in two columns of running text; None where it does not."""
    if len(rows) < _FEWEST_LINES:
        return None
    inner = _inner(rows)
    clear = []
    x = width * _MIDDLE[0]
    while x < width * _MIDDLE[1]:
        if not any(_crosses(row, x) for row in inner):
            clear.append(x)
        x += _STEP
    clear = [x for x in clear if _is_running(inner, x)]
    return clear[len(clear) // 2] if clear else None


def _crosses(row: _Row, x: float) -> bool:
    """Whether a line runs on over `x`: a word lies across, or no more than a space parts the words there."""
    left = max((word.x1 for word in row if word.x0 < x), default=None)
    right = min((word.x0 for word in row if word.x0 >= x), default=None)
    if left is None:
        return False
    return left > x or (right is not None and right - left < row[0].size)


def _is_running(rows: Sequence[_Row], x: float) -> bool:
    """Whether lines of several words stand on both sides, and not a table's cells."""
    for side in ([w for w in row if w.x0 < x] for row in rows), ([w for w in row if w.x0 >= x] for row in rows):
        counts = sorted(len(words) for words in side if words)
        if len(counts) < _FEWEST_LINES or counts[len(counts) // 2] < _WORDS:
            return False
    return True
