"""Tables without drawn columns: found by the gutters between their columns, which no word of any row crosses."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from ombudsparse.readers.marks import split_mark
from ombudsparse.readers.pdf.printed import PageWord

_Row = list[PageWord]  # the words of one line, from left to right

_NARROWEST = 0.45  # of the size of the type: a gutter in the line where it is narrowest
_WIDER = 1.6  # times the usual gap between the words of the line
_ALIGNED = 2.0  # points within which words begin at one place
_DEEPEST_INDENT = 45.0  # points by which a list is indented in its cell
_OVERLAP = 0.85  # sizes of the type between the bases of two lines that overlap
_MOST_COLUMNS = 6
_NARROWEST_COLUMN = 12.0  # points
_WIDE = 0.9  # of the size of the type: a gutter that two lines are enough to show
_LABEL = 2  # words: "Complaint", "Decision type"
_MANY = 4  # lines that show a narrower one
_CLEAR = 0.3  # of the size of the type: what must be free before a column


class GutterTable(Struct, frozen=True):
    """Lines `first` to `last` (exclusive) of the page that make a table, and where its columns begin."""

    first: int
    last: int
    columns: tuple[float, ...]


def find_gutters(rows: Sequence[_Row], heights: Sequence[float]) -> list[GutterTable]:
    """The tables among the lines of a report, from its beginning.

    `heights`: that of each line, those of a later page greater than all of the page before. A line without words is
    a barrier: no table goes on over it.
    """
    starts = _starts(rows, heights)
    places = _places(starts)
    done: list[GutterTable] = []
    runs = sorted(
        ((run, x) for x in places for run in _runs(rows, heights, x, starts, places)),
        key=lambda pair: (pair[0][0] - pair[0][1], pair[1]),
    )
    for (first, last), x in runs:
        if any(first < table.last and table.first < last for table in done):
            continue
        held = rows[first:last]
        others = [
            other
            for other in places
            if abs(other - x) > _NARROWEST_COLUMN
            and (shown := _both(starts, other, first, last)) >= 2
            and _clean(held, other, sure=shown >= _MANY)
        ]
        begin = min(row[0].x0 for row in held)
        done.append(GutterTable(first, last, tuple(sorted([begin, x, *others])[:_MOST_COLUMNS])))
    return sorted(done, key=lambda table: table.first)


def _starts(rows: Sequence[_Row], heights: Sequence[float]) -> list[list[float]]:
    """Where words begin in each line after a gap that is wide for it. The text of a list item does not count."""
    found = []
    for row in rows:
        gaps = [b.x0 - a.x1 for a, b in pairwise(row)]
        least = _least_gap(row) if row else 0.0
        begins = []
        for at, gap in enumerate(gaps):
            is_mark = at == 0 and split_mark(f"{row[0].text} x") is not None
            if gap >= least and not is_mark:
                begins.append(row[at + 1].x0)
        found.append(begins)
    for at in range(len(rows)):
        found[at] += _over_a_neighbour(rows, heights, at)
    return found


def _over_a_neighbour(rows: Sequence[_Row], heights: Sequence[float], at: int) -> list[float]:
    """Where a line begins that stands right of one which it overlaps in height: no lines of one column do."""
    row = rows[at]
    size = max((word.size for word in row), default=0.0)
    for near in (at - 2, at - 1, at + 1, at + 2):
        if 0 <= near < len(rows) and abs(heights[near] - heights[at]) < _OVERLAP * size:
            edge = max((word.x1 for word in rows[near] if word.x0 < row[0].x0), default=None)
            if edge is not None and row[0].x0 - edge >= _NARROWEST * size:
                return [row[0].x0]
    return []


def _places(starts: Sequence[Sequence[float]]) -> list[float]:
    """The places at which words of several lines begin after a gap."""
    counted = Counter(round(x) for line in starts for x in line)
    near = {x: counted[x - 1] + counted[x] + counted[x + 1] for x in counted}
    done: list[float] = []
    for x in sorted(near, key=lambda x: (-near[x], -counted[x], x)):
        if near[x] >= 2 and all(abs(x - other) > 2 for other in done):
            close = [start for line in starts for start in line if abs(start - x) <= 1.6]
            done.append(min(close))
    return sorted(done)


def _crosses(row: _Row, x: float, *, sure: bool = False) -> bool:
    """Whether the words of a line run on over `x`: one lies across it, or no more than a space parts them there.

    `sure`: so many lines show a column at `x` that a space is enough.
    """
    left = [word for word in row if word.x0 < x - _ALIGNED]
    if not left:
        return not row
    edge = max(word.x1 for word in left)
    if len(left) == 1 and len(row) > 1 and split_mark(f"{left[0].text} x"):
        return True  # a list item
    if edge > x - _CLEAR * left[-1].size:
        return True
    right = next((word for word in row if word.x0 >= x - _ALIGNED), None)
    return right is not None and right.x0 - edge < (_CLEAR * right.size if sure else _least_gap(row))


def _least_gap(row: _Row) -> float:
    """The gap that is wide for the line: it parts columns, where a narrower one parts words."""
    gaps = sorted(b.x0 - a.x1 for a, b in pairwise(row))
    usual = gaps[len(gaps) // 2] if len(gaps) > 4 else 0.0
    size = max(word.size for word in row)
    return max(_NARROWEST * size, _WIDER * usual if usual < size else 0.0)


def _clean(rows: Sequence[_Row], x: float, *, sure: bool) -> bool:
    return not any(_crosses(row, x, sure=sure) for row in rows)


def _both(starts: Sequence[Sequence[float]], x: float, first: int, last: int) -> int:
    """How many of the lines have words at `x` and others before a gap left of it."""
    return sum(any(abs(start - x) <= _ALIGNED for start in starts[at]) for at in range(first, last))


def _runs(
    rows: Sequence[_Row],
    heights: Sequence[float],
    x: float,
    starts: Sequence[Sequence[float]],
    places: Sequence[float],
) -> list[tuple[int, int]]:
    """The stretches of lines between which a gutter before `x` runs, with words on both sides in two lines or more."""
    done = []
    at = 0
    while at < len(rows):
        if _crosses(rows[at], x):
            at += 1
            continue
        end = at
        while end < len(rows) and not _crosses(rows[end], x):
            end += 1
        run = _trimmed(rows, heights, x, at, end)
        if run and _is_sure(rows, starts, x, *run) and _is_column(rows[run[0] : run[1]], x, places):
            done.append(run)
        at = end
    return done


def _is_sure(rows: Sequence[_Row], starts: Sequence[Sequence[float]], x: float, first: int, last: int) -> bool:
    """Whether enough lines have words on both sides: two where the gutter is wide, four where it is narrow."""
    both = [at for at in range(first, last) if any(abs(start - x) <= _ALIGNED for start in starts[at])]
    if len(both) >= _MANY:
        return True
    wide = [at for at in both if _gap_before(rows[at], x) >= _WIDE * max(word.size for word in rows[at])]
    labels = all(sum(word.x0 < x - _ALIGNED for word in rows[at]) <= _LABEL for at in both)
    return len(wide) >= 2 or (labels and len(both) >= 2 and len(wide) == 1)


def _gap_before(row: _Row, x: float) -> float:
    """The gap in the line before `x`; a line that has no words there overlaps one that has."""
    edge = max((word.x1 for word in row if word.x0 < x - _ALIGNED), default=0.0)
    return x - edge


def _trimmed(rows: Sequence[_Row], heights: Sequence[float], x: float, first: int, last: int) -> tuple[int, int] | None:
    """The stretch less the lines before and after it that stand left of the gutter alone.

    A line of the first column that stands close to the table belongs to it: "Referral to the" / "Ombudsman".
    """
    right = [at for at in range(first, last) if rows[at][-1].x1 > x]
    if not right:
        return None
    begin, end = right[0], right[-1] + 1
    left = min((row[0].x0 for row in rows[begin:end] if row[0].x0 < x - _ALIGNED), default=None)
    if left is None:
        return None
    if end < last and _close(rows, heights, end - 1, left):
        end += 1
    if (
        begin > first
        and _close(rows, heights, begin - 1, left)
        and not (begin - 1 > first and _close(rows, heights, begin - 2, left))
    ):
        begin -= 1
    return begin, end


def _close(rows: Sequence[_Row], heights: Sequence[float], at: int, left: float) -> bool:
    """Whether the line after `at` and the one at `at` stand close, both (where they have it) in the first column."""
    above, below = rows[at], rows[at + 1]
    size = max(word.size for word in below)
    pitch = heights[at + 1] - heights[at]
    same = above[0].bold == below[0].bold
    return pitch < 1.3 * size and same and abs(above[0].x0 - left) <= 3 and abs(below[0].x0 - left) <= 3


def _is_column(rows: Sequence[_Row], x: float, places: Sequence[float]) -> bool:
    """Whether what stands right of `x` is a column: most lines begin there, others further in, or in the next."""
    begins = [next((word.x0 for word in row if word.x0 >= x - _ALIGNED), None) for row in rows]
    further = [place for place in places if place > x + _ALIGNED]
    there = [b for b in begins if b is not None and not any(abs(b - place) <= _ALIGNED for place in further)]
    at = sum(begin - x <= _ALIGNED for begin in there)
    near = sum(begin - x <= _DEEPEST_INDENT for begin in there)
    return at * 2 >= len(there) and near == len(there)
