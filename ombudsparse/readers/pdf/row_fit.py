"""Rows of a table without drawn lines: which lines of its columns belong to which cell of its first column."""

from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from ombudsparse.readers.pdf.row_keys import Columns, keys_and_others

_MOST_LINES = 160  # of a table on one page
_SPACE = 0.2  # what a point of space above a row counts: there is more than between the lines of a cell
_FAR = 100.0  # points
_BESIDE = 3.0  # points between the bases of lines that stand beside each other
_CUT_BY_PAGE = 2.0  # what each end that a page break cuts costs
_LOOSE_FIT = 0.0  # what a row may cost on average


class _Part(Struct, frozen=True):
    """What of a table stands on one page: its lines, those of its longest column, and the cells of its key column.

    `goes_on`: its first lines may belong to the last row of the page before. `cut`: its last row may go on.
    """

    columns: list[list[float]]
    lines: list[float]
    keys: list[list[float]]
    goes_on: bool
    cut: bool

    @property
    def top(self) -> list[float]:
        """The base of the highest line; nothing where there is none."""
        return sorted(column[0] for column in self.columns if column)[:1]


class _Ends(Struct, frozen=True, order=True):
    """What a page break leaves of rows at the ends of a page.

    `rest`: its first lines are the rest of the last row of the page before. `bare`: of its first row the key alone
    stands here. `foot`: its last lines belong to the row whose key stands on the next page.
    """

    rest: bool = False
    bare: bool = False
    foot: bool = False


_How = Callable[[float, float, Sequence[float]], float]
_ENDS = [_Ends(), _Ends(rest=True), _Ends(bare=True)]
_Fit = tuple[float, list[list[float]]]


def row_tops(pages: Sequence[Columns]) -> list[list[float]]:
    """Where each row begins (as the base of its highest line), from the top, on each page that a table stands on.

    Where lines at the head of a page belong to the last row of the page before, the first place is that of those.
    Where lines at its foot belong to the first row of the next page, the last place is that of these.
    """
    parts = [_part(columns, goes_on=at > 0, cut=at < len(pages) - 1) for at, columns in enumerate(pages)]
    fits = [_fitted(parts, how) for how in (_at_the_head, _centred)]
    if min(fits)[0] > _LOOSE_FIT * sum(len(part.keys) for part in parts):  # a page cuts a centred row: mixed
        fits.append(_fitted(parts, _either))
    return min(fits)[1]


def misfit(pages: Sequence[Columns], tops: Sequence[Sequence[float]]) -> float:
    """How far, in sizes of the type, the worst row stands from where its key would have it, by either alignment.

    Rows that are read right are within half a line, also with bullets that are set a little lower than their text.
    """
    worst = 0.0
    for at, (columns, places) in enumerate(zip(pages, tops, strict=True)):
        part = _part(columns, goes_on=at > 0, cut=at < len(pages) - 1)
        size = max((line.size for column in columns for line in column), default=1.0)
        ends = [*(place - _BESIDE for place in places[1:]), float("inf")]
        for top, end in zip([float("-inf"), *ends[:-1]], ends, strict=True):
            keys = [key for key in part.keys if top <= key[0] < end]
            lines = [base for base in part.lines if top <= base < end]
            if len(keys) == 1 and lines:
                worst = max(worst, _either(lines[0], lines[-1], keys[0]) / size)
    return worst


def _part(columns: Columns, *, goes_on: bool, cut: bool) -> _Part:
    keys, others = keys_and_others(columns)
    bases = [[line.base for line in column] for column in columns]
    return _Part(bases, [line.base for line in max(others, key=len)], keys, goes_on, cut)


def _fitted(parts: Sequence[_Part], how: _How) -> _Fit:
    """The cost of rows whose cells are aligned in one way, and where they begin on each page."""
    so_far: dict[bool, _Fit] = {False: (0.0, [])}  # by whether lines at the foot wait for their key
    for at, part in enumerate(parts):
        fits: dict[bool, list[_Fit]] = {False: [], True: []}
        for begin in _ENDS:
            if begin.bare not in so_far:
                continue
            before, tops = so_far[begin.bare]
            for foot in (False, True) if at < len(parts) - 1 else (False,):
                found = _fitted_part(part, replace(begin, foot=foot), how)
                if found:
                    fits[foot].append((before + found[0], [*tops, found[1]]))
        so_far = {foot: min(those) for foot, those in fits.items() if those}
    return so_far[False]


def _fitted_part(part: _Part, ends: _Ends, how: _How) -> tuple[float, list[float]] | None:
    """The cost of the best rows of a page with such ends, and where they begin; None where it cannot have them."""
    lines, keys = part.lines, part.keys
    if not keys or not lines or len(lines) > _MOST_LINES:
        return _unfitted(ends, part.top)
    if not _may_have(part, ends):
        return None
    keyed = keys[ends.bare :]
    if len(keyed) + ends.rest + ends.foot > len(lines):
        return _unfitted(ends, sorted({key[0] for key in keys} | set(part.top)))
    cost, cuts = _cut(lines, keyed, ends, how, _either if part.cut and not ends.foot else how)
    after = len(cuts) - ends.foot
    tops = [lines[0]] * ends.rest + [key[0] for key in keys[: ends.bare]]
    for cut, key in zip(cuts[ends.rest : after], keyed, strict=True):
        top = min(lines[cut], key[0])
        tops.append(_begun_above(part.columns, lines[cut - 1], top) if cut else top)
    tops += [lines[cut] for cut in cuts[after:]]
    tops[0] = min(tops[0], *part.top)
    return cost + _CUT_BY_PAGE * (ends.rest + ends.foot), tops


def _unfitted(ends: _Ends, tops: list[float]) -> tuple[float, list[float]] | None:
    """Rows that begin at `tops` where there is nothing to fit; None for ends that nothing shows."""
    return (0.0, tops) if ends == _Ends() else None


def _may_have(part: _Part, ends: _Ends) -> bool:
    """Whether lines stand above the first key, as the rest of a row would, or none beside it, as by a key alone."""
    first = part.lines[0]
    if ends.rest:
        return part.goes_on and first < part.keys[0][0] - 2
    return not ends.bare or (len(part.keys) > 1 and first > part.keys[0][-1] + 2)


def _begun_above(columns: Sequence[Sequence[float]], above: float, top: float) -> float:
    """Where a row begins whose longest cell begins at `top`, behind the line `above`, if another cell is taller."""
    for column in columns:
        between = [base for base in column if above + _BESIDE < base < top - _BESIDE]
        if not between:
            continue
        before = max((base for base in column if base <= above + _BESIDE), default=float("-inf"))
        after = min((base for base in column if base >= top - _BESIDE), default=float("inf"))
        places = [before, *between, after]
        gaps = [low - high for high, low in pairwise(places)]
        at = max(range(len(gaps)), key=gaps.__getitem__)  # the widest space parts the two rows
        top = min(top, places[at + 1])
    return top


def _at_the_head(first: float, last: float, key: Sequence[float]) -> float:
    """How far the lines from `first` to `last` are from beginning where the key does."""
    return abs(first - key[0])


def _centred(first: float, last: float, key: Sequence[float]) -> float:
    return abs((first + last) / 2 - (key[0] + key[-1]) / 2)


def _either(first: float, last: float, key: Sequence[float]) -> float:
    return min(_at_the_head(first, last, key), 1.0 + _centred(first, last, key))


def _cut(
    lines: Sequence[float], keys: Sequence[Sequence[float]], ends: _Ends, how: _How, at_the_end: _How
) -> tuple[float, tuple[int, ...]]:
    """The cost of the best cut of the lines into rows, one for each key and cut end, and the first line of each row.

    The last row has an alignment of its own, since programs put the key of a row that a page cuts at its head.
    """
    count, rows = len(lines), ends.rest + len(keys) + ends.foot

    def cost_of_row(row: int, first: int, last: int) -> float:
        """How far lines `first` to `last` (exclusive) stand from where the row's key would have them."""
        gap = lines[first] - lines[first - 1] if first else 30.0
        keyed = 0 <= row - ends.rest < len(keys)
        aligned = at_the_end if row == rows - 1 else how
        off = aligned(lines[first], lines[last - 1], keys[row - ends.rest]) if keyed else 0.0
        return min(off, _FAR) ** 2 / 10 - _SPACE * min(gap, 30.0)

    @cache
    def best(row: int, first: int) -> tuple[float, tuple[int, ...]]:
        """The cost of rows from `row` on, of which the first begins with line `first`."""
        if row == rows - 1:
            return cost_of_row(row, first, count), (first,)
        options = []
        for following in range(first + 1, count - (rows - row - 2)):
            cost, cuts = best(row + 1, following)
            options.append((cost_of_row(row, first, following) + cost, (first, *cuts)))
        return min(options)

    return best(0, 0)
