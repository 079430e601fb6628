"""Sheets with two pages side by side, and pages in two columns: each half becomes a page of its own, in order."""

from collections.abc import Sequence

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
    halves = [half for page in pages for half in _halves(page)]
    return [replace(half, number=number) for number, half in enumerate(halves, 1)]


def _halves(page: PrintedPage) -> list[PrintedPage]:
    rows = rows_of_words(page.words)
    fold = _fold(rows, page.width)
    if fold is None:
        return [page]
    words = [word for row in rows[_MARGIN_LINES:-_MARGIN_LINES] for word in row]
    # both halves begin at one place, so that indents are the same on either
    shift = min(word.x0 for word in words if word.x0 >= fold) - min(word.x0 for word in words)
    left: list[PageWord] = []
    right: list[PageWord] = []
    for at, row in enumerate(rows):
        if _crosses(row, fold):
            (left if at < _MARGIN_LINES else right).extend(row)
            continue
        left += [word for word in row if word.x0 < fold]
        right += [replace(word, x0=word.x0 - shift, x1=word.x1 - shift) for word in row if word.x0 >= fold]
    return [
        replace(
            page,
            width=fold,
            words=left,
            rules=[rule for rule in page.rules if rule.x0 < fold],
            bullets=[bullet for bullet in page.bullets if bullet.x0 < fold],
        ),
        replace(
            page,
            width=page.width - shift,
            words=right,
            rules=[
                DrawnLine(rule.x0 - shift, rule.x1 - shift, rule.top, rule.bottom)
                for rule in page.rules
                if rule.x0 >= fold
            ],
            bullets=[
                replace(bullet, x0=bullet.x0 - shift, x1=bullet.x1 - shift)
                for bullet in page.bullets
                if bullet.x0 >= fold
            ],
        ),
    ]


def _fold(rows: Sequence[_Row], width: float) -> float | None:
    """Where a page parts in two columns of running text; None where it does not."""
    if len(rows) < _FEWEST_LINES:
        return None
    inner = rows[_MARGIN_LINES:-_MARGIN_LINES]
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
