"""Ruled tables on a page: which boxes its ruled lines make, row by row, by the functions of pdfplumber."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from msgspec import Struct

from ombudsparse.readers.pdf.printed import DrawnLine

_NEAR = 3.0  # points within which two ruled lines are one, and the ends of two lines meet
_MOST_CROSSINGS = 60_000  # of lines across and down; a page of a report has some hundred


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
    """A table: the box of the whole, and those of its cells, row by row from the top.

    `open_top`, `open_bottom`: no line closes it there, as where a page break cuts a row.
    """

    box: Box
    rows: tuple[tuple[Box, ...], ...]
    open_top: bool = False
    open_bottom: bool = False

    @property
    def columns(self) -> int:
        return max(map(len, self.rows))


def find_tables(rules: Sequence[DrawnLine], height: float = 0.0) -> list[RuledTable]:
    """The tables that ruled lines make, from the top of the page, which is `height` high. A single box is no table."""
    tables = _with_lines_down(rules)
    cut = _cut_row(rules, height) if height else None
    return [*tables, cut] if cut else tables


def _cut_row(rules: Sequence[DrawnLine], height: float) -> RuledTable | None:
    """The row at the foot of the page of which only the line above its cells is drawn, a piece for each cell."""
    across = [rule for rule in rules if rule.horizontal]
    lowest = max((rule.top for rule in across), default=0.0)
    pieces = sorted((rule for rule in across if lowest - rule.top <= 1), key=lambda rule: rule.x0)
    touching = all(abs(b.x0 - a.x1) <= _NEAR for a, b in pairwise(pieces))
    if len(pieces) < 2 or not touching or any(rule.bottom > lowest - _NEAR for rule in rules if not rule.horizontal):
        return None
    cells = tuple(Box(piece.x0, piece.x1, lowest, height) for piece in pieces)
    return RuledTable(Box(pieces[0].x0, pieces[-1].x1, lowest, height), (cells,), open_bottom=True)


def _with_lines_down(rules: Sequence[DrawnLine]) -> list[RuledTable]:
    down = sum(not rule.horizontal for rule in rules)
    if down < 2 or down * (len(rules) - down) > _MOST_CROSSINGS:
        return []
    from pdfplumber.table import merge_edges  # pdfplumber is slow to load, and not every page has lines

    merged: list[dict[str, Any]] = merge_edges([_edge(rule) for rule in rules], _NEAR, _NEAR, _NEAR, _NEAR)
    tables = [table for group in _groups(merged) for table in _tables(group)]
    return sorted(tables, key=lambda table: table.box.top)


def _edge(rule: DrawnLine) -> dict[str, Any]:
    """A ruled line as pdfplumber has it."""
    if rule.horizontal:
        sides = {"x0": rule.x0, "x1": rule.x1, "top": rule.top, "bottom": rule.top, "orientation": "h"}
    else:
        sides = {"x0": rule.x0, "x1": rule.x0, "top": rule.top, "bottom": rule.bottom, "orientation": "v"}
    return {**sides, "width": rule.x1 - rule.x0, "height": rule.bottom - rule.top, "object_type": "line"}


def _groups(edges: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The edges that touch each other, put together."""
    groups: list[tuple[list[float], list[dict[str, Any]]]] = []  # the box round each group, and its edges
    for edge in sorted(edges, key=lambda edge: float(edge["top"])):
        mine = [edge]
        box = [edge["x0"], edge["x1"], edge["top"], edge["bottom"]]
        apart = []
        for other, held in groups:
            if all(box[at] - _NEAR <= other[at + 1] and other[at] - _NEAR <= box[at + 1] for at in (0, 2)):
                mine += held
                box = [min(box[0], other[0]), max(box[1], other[1]), min(box[2], other[2]), max(box[3], other[3])]
            else:
                apart.append((other, held))
        groups = [*apart, (box, mine)]
    return [held for _, held in groups]


def _tables(edges: list[dict[str, Any]]) -> list[RuledTable]:
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells

    down = [edge for edge in edges if edge["orientation"] == "v"]
    across = [edge for edge in edges if edge["orientation"] == "h"]
    if not across or len(down) < 2:
        return []
    closing = _closing(across, down)
    crossings = edges_to_intersections([*edges, *closing], _NEAR, _NEAR)
    cells = intersections_to_cells(crossings)
    opened = {edge["top"] for edge in closing}
    return [_table(table, opened) for table in cells_to_tables(cells)]


def _closing(across: Sequence[dict[str, Any]], down: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """A line at the ends of the sides that has none: a row that a page break cuts is open there."""
    left, right = min(edge["x0"] for edge in down), max(edge["x0"] for edge in down)
    top, bottom = min(edge["top"] for edge in down), max(edge["bottom"] for edge in down)
    rows = [edge["top"] for edge in across if (edge["x1"] - edge["x0"]) * 2 > right - left]
    ends = [y for y in (top, bottom) if all(abs(y - row) > _NEAR for row in rows)]
    return [_edge(DrawnLine(left, right, y, y)) for y in ends]


def _table(cells: Sequence[tuple[float, float, float, float]], opened: set[float]) -> RuledTable:
    rows: dict[float, list[Box]] = {}
    for x0, top, x1, bottom in cells:
        rows.setdefault(top, []).append(Box(x0, x1, top, bottom))
    ordered = tuple(tuple(sorted(rows[top], key=lambda box: box.x0)) for top in sorted(rows))
    boxes = [box for row in ordered for box in row]
    whole = Box(
        min(box.x0 for box in boxes),
        max(box.x1 for box in boxes),
        min(box.top for box in boxes),
        max(box.bottom for box in boxes),
    )
    return RuledTable(whole, ordered, whole.top in opened, whole.bottom in opened)
