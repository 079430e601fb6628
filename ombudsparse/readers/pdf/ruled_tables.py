"""Ruled tables on a page: which boxes its ruled lines make, row by row."""

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from ombudsparse.readers.pdf.page import DrawnLine

_NEAR = 3.0  # points within which two ruled lines are one, and the ends of two lines meet


class Box(Struct, frozen=True):
    """A rectangle in points from the upper left corner of the page."""

    x0: float
    x1: float
    top: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        """Whether the point lies in the box, its borders included."""
        return self.x0 - _NEAR <= x <= self.x1 + _NEAR and self.top - 1 <= y <= self.bottom + 1


class RuledTable(Struct, frozen=True):
    """A table: the box of the whole, and those of its cells, row by row from the top."""

    box: Box
    rows: tuple[tuple[Box, ...], ...]

    @property
    def columns(self) -> int:
        return max(map(len, self.rows))


def find_tables(rules: Sequence[DrawnLine]) -> list[RuledTable]:
    """The tables that ruled lines make, from the top of the page. A single box is no table."""
    tables = [table for group in _groups(rules) if (table := _table(group))]
    return sorted((table for table in tables if len(table.rows) * table.columns > 1), key=lambda table: table.box.top)


def _groups(rules: Sequence[DrawnLine]) -> list[list[DrawnLine]]:
    """The ruled lines that touch each other, put together."""
    groups: list[tuple[list[float], list[DrawnLine]]] = []  # the box round each group, and its lines
    for rule in sorted(rules, key=lambda rule: rule.top):
        mine = [rule]
        box = [rule.x0, rule.x1, rule.top, rule.bottom]
        apart = []
        for other, lines in groups:
            meets = (
                box[0] - _NEAR <= other[1]
                and other[0] - _NEAR <= box[1]
                and box[2] - _NEAR <= other[3]
                and other[2] - _NEAR <= box[3]
            )
            if meets:
                mine += lines
                box = [min(box[0], other[0]), max(box[1], other[1]), min(box[2], other[2]), max(box[3], other[3])]
            else:
                apart.append((other, lines))
        groups = [*apart, (box, mine)]
    return [lines for _, lines in groups]


def _table(rules: Sequence[DrawnLine]) -> RuledTable | None:
    across = [rule for rule in rules if rule.horizontal]
    down = [rule for rule in rules if not rule.horizontal]
    if not across or len(down) < 2:
        return None
    left, right = min(rule.x0 for rule in rules), max(rule.x1 for rule in rules)
    rows = [
        top
        for top in _places([rule.top for rule in across])
        if sum(rule.x1 - rule.x0 for rule in across if abs(rule.top - top) <= _NEAR) * 2 > right - left
    ]
    # a row that a page break cuts has no line there, only the ends of its sides
    rows = _places([*rows, min(rule.top for rule in down), max(rule.bottom for rule in down)])
    columns = _places([rule.x0 for rule in down])
    cells: list[tuple[Box, ...]] = []
    for top, bottom in pairwise(rows):
        middle = (top + bottom) / 2
        borders = [
            x
            for x in columns
            if any(abs(rule.x0 - x) <= _NEAR and rule.top - _NEAR <= middle <= rule.bottom + _NEAR for rule in down)
        ]
        row = tuple(Box(x0, x1, top, bottom) for x0, x1 in pairwise(borders))
        if row:
            cells.append(row)
    if not cells:
        return None
    return RuledTable(Box(left, right, cells[0][0].top, cells[-1][0].bottom), tuple(cells))


def _places(values: Sequence[float]) -> list[float]:
    """The values, those that are near each other as one."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places
