"""Pages of a PDF as lines and table rows, in reading order, without running headers, footers and page numbers."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from ombudsparse.readers.pdf.gutters import find_gutters
from ombudsparse.readers.pdf.lines import PageLine, line_of, printed_lines, rows_of_words, with_bullets
from ombudsparse.readers.pdf.printed import DrawnLine, PageWord, PrintedPage
from ombudsparse.readers.pdf.row_fit import misfit, row_tops
from ombudsparse.readers.pdf.row_keys import keys_between
from ombudsparse.readers.pdf.ruled_tables import Box, RuledTable, find_tables
from ombudsparse.readers.pdf.running import without_running

_SHEET = 100_000.0  # points: more than any page is high
_WIDEST_PADDING = 14.0  # points between the side of a cell and its text
_REACH = 2.5  # sizes of the type within which lines end at the right edge
_LEAST = 0.7  # of the longest line: an edge is no nearer
_POOR_FIT = 0.75  # sizes of the type
_FEWEST = 3  # lines that tell where the right edge is


class PageRow(Struct, frozen=True):
    """A row of a table: the lines of each cell, and where its columns begin.

    `cut_above`, `cut_below`: no line closes its box there. `unsure`: which lines are its own was told by a poor fit.
    """

    cells: tuple[tuple[PageLine, ...], ...]
    page: int
    base: float
    columns: tuple[float, ...] = ()
    cut_above: bool = False
    cut_below: bool = False
    unsure: bool = False


Entry = PageLine | PageRow


class _FreeLine(Struct):
    """A line of words outside ruled tables; without words it is a barrier: a table stands there."""

    words: list[PageWord]
    page: PrintedPage
    height: float


class _Sorted(Struct):
    """What the pages hold: rows of ruled tables, other lines, frames, boxes of one row; the last table of more."""

    entries: list[Entry] = []
    lines: list[_FreeLine] = []
    frames: dict[int, list[Box]] = {}
    single: list[tuple[RuledTable, PrintedPage]] = []
    before: RuledTable | None = None

    def put_away(self, table: RuledTable, page: PrintedPage, free: list[PageWord]) -> list[PageWord]:
        """Takes a ruled table of a page, with its words, and gives the words that are left."""
        one = len(table.rows) == 1
        if table.columns == 1:
            self.frames[page.number] += [row[0] for row in table.rows]
        elif table.open_bottom and one and not _fits(table, free):
            pass  # the line at the foot of a table that has none between its columns
        elif one and not table.open_bottom and not (self.before and _same_columns(self.before, table)):
            self.single.append((table, page))  # it may be a shaded row among others that are not
        else:
            inside, free = _parted(free, table.box)
            self.entries += _ruled_rows(inside, table, page.number)
            self.lines.append(_FreeLine([], page, table.box.top))
            self.before = table
        return free


def page_content(pages: Sequence[PrintedPage]) -> list[Entry]:
    """Lines and table rows of all pages of a PDF, in order."""
    found = _Sorted()
    for page, words in zip(pages, without_running(pages), strict=True):
        free = with_bullets(words, page.bullets)
        found.frames[page.number] = []
        for table in find_tables(page.rules, page.height):
            free = found.put_away(table, page, free)
        found.lines += [_FreeLine(row, page, row[0].base) for row in rows_of_words(free)]
    found.lines.sort(key=lambda row: (row.page.number, row.height))
    entries = [*found.entries, *_outside_ruled_tables(found)]
    entries.sort(key=lambda entry: (entry.page, entry.base))
    return _with_right_edges(entries)


def _outside_ruled_tables(found: _Sorted) -> Iterator[Entry]:
    """The rows of tables without drawn columns, those in boxes of their own, and all other lines."""
    rows = found.lines
    taken: set[int] = set()
    for gutter in find_gutters([row.words for row in rows], [row.page.number * _SHEET + row.height for row in rows]):
        taken.update(range(gutter.first, gutter.last))
        yield from _gutter_rows(rows[gutter.first : gutter.last], gutter.columns)
    for table, page in found.single:
        held = [at for at, row in enumerate(rows) if row.page is page and row.words and _lies_in(row, table.box)]
        if taken.isdisjoint(held):
            taken.update(held)
            yield from _ruled_rows([word for at in held for word in rows[at].words], table, page.number)
    for at, row in enumerate(rows):
        if row.words and at not in taken:
            yield _framed_line(row, found.frames[row.page.number])


def _fits(table: RuledTable, words: Sequence[PageWord]) -> bool:
    """Whether no word in the row lies across the sides of its cells."""
    inside = [word for word in words if table.box.holds(word.x0, word.middle)]
    sides = [box.x0 for box in table.rows[0][1:]]
    return bool(inside) and not any(word.x0 < x - 2 and word.x1 > x + 2 for word in inside for x in sides)


def _same_columns(table: RuledTable, following: RuledTable) -> bool:
    """Whether the row goes on with a table: a page break cuts it."""
    above, below = table.rows[-1], following.rows[0]
    return len(above) == len(below) and all(abs(a.x0 - b.x0) < 3 for a, b in zip(above, below, strict=True))


def _lies_in(row: _FreeLine, box: Box) -> bool:
    return box.holds(row.words[0].x0, row.words[0].middle)


def _parted(words: Sequence[PageWord], box: Box) -> tuple[list[PageWord], list[PageWord]]:
    """The words inside and outside a box."""
    inside: list[PageWord] = []
    outside: list[PageWord] = []
    for word in words:
        (inside if box.holds(word.x0, word.middle) else outside).append(word)
    return inside, outside


def _ruled_rows(words: Sequence[PageWord], table: RuledTable, page: int) -> Iterator[PageRow]:
    for at, row in enumerate(table.rows):
        held: list[list[PageWord]] = [[] for _ in row]
        for word in words:
            inside = [k for k, cell in enumerate(row) if cell.top <= word.middle < cell.bottom]
            if inside:
                cell = max((k for k in inside if word.x0 >= row[k].x0 - 1), default=inside[0])
                held[cell].append(word)
        cells = tuple(_cell(cell, box, page) for cell, box in zip(held, row, strict=True))
        if any(cells):
            yield PageRow(
                cells,
                page,
                row[0].top,
                tuple(box.x0 for box in row),
                cut_above=table.open_top and at == 0,
                cut_below=table.open_bottom and at == len(table.rows) - 1,
            )


def _cell(words: Sequence[PageWord], box: Box, page: int) -> tuple[PageLine, ...]:
    lines = printed_lines(words, page)
    if not lines:
        return ()
    padding = min(max(min(line.x0 for line in lines) - box.x0, 1.0), _WIDEST_PADDING)
    return tuple(replace(line, right=max(box.x1 - padding, line.x1)) for line in lines)


def _gutter_columns(rows: Sequence[_FreeLine], starts: tuple[float, ...]) -> list[list[PageLine]]:
    """The lines of each column of a table without drawn columns."""
    columns: list[list[PageLine]] = [[] for _ in starts]
    for row in rows:
        held: list[list[PageWord]] = [[] for _ in starts]
        for word in row.words:
            held[max((k for k, x in enumerate(starts) if word.x0 >= x - 2), default=0)].append(word)
        for column, words in zip(columns, held, strict=True):
            if words:
                column.append(line_of(words, row.page.number))
    for column in columns:
        edge = max((line.x1 for line in column), default=0.0)
        column[:] = [replace(line, right=edge) for line in column]
    return columns


def _gutter_rows(rows: Sequence[_FreeLine], starts: tuple[float, ...]) -> Iterator[PageRow]:
    """The rows of a table without drawn columns: between drawn lines, where it has them, or by the fit of its cells."""
    columns = _gutter_columns(rows, starts)
    pages = {row.page.number: row.page for row in rows}
    parts = [[[line for line in column if line.page == number] for column in columns] for number in pages]
    fitted = row_tops(parts)
    unsure = misfit(parts, fitted) > _POOR_FIT
    for page, part, tops in zip(pages.values(), parts, fitted, strict=True):
        drawn = _row_lines(page.rules, part)
        for made in _rows_between(part, page.number, drawn or tops, starts):
            yield replace(made, unsure=unsure and not drawn)


def _rows_between(
    columns: list[list[PageLine]], page: int, tops: Sequence[float], starts: tuple[float, ...]
) -> Iterator[PageRow]:
    for top, bottom in zip(tops, [*tops[1:], float("inf")], strict=True):
        first = top == tops[0]
        cells = tuple(
            tuple(line for line in column if (first or line.base >= top - 0.5) and line.base < bottom - 0.5)
            for column in columns
        )
        if any(cells):
            yield PageRow(cells, page, min(line.base for cell in cells for line in cell), starts)


def _row_lines(rules: Sequence[DrawnLine], columns: Sequence[Sequence[PageLine]]) -> list[float]:
    """The heights of the drawn lines between the rows of a table; nothing where it has none."""
    lines = [line for column in columns for line in column]
    bases = [line.base for line in lines]
    top, bottom = min(bases), max(bases)
    within = [rule for rule in rules if rule.horizontal and top - 0.5 < rule.top < bottom]
    across = _drawn_across(within, min(line.x0 for line in lines), max(line.x1 for line in lines))
    clear = [y for y in across if not any(line.base - 0.5 * line.size < y < line.base for line in lines)]
    places = [top - 20.0, *clear]
    under_header = any(len(keys_between(columns[0], a, b)) > 1 for a, b in pairwise([*places, bottom + 1]))
    return places if clear and not under_header else []


def _drawn_across(rules: Sequence[DrawnLine], left: float, right: float) -> list[float]:
    """The heights at which lines are drawn over more than half of the width, be it in pieces."""
    wide: dict[int, float] = {}
    for rule in rules:
        at = next((place for place in wide if abs(place - rule.top) <= 3), round(rule.top))
        wide[at] = wide.get(at, 0.0) + min(rule.x1, right) - max(rule.x0, left)
    return sorted(place for place, width in wide.items() if width * 2 > right - left)


def _framed_line(row: _FreeLine, frames: Sequence[Box]) -> PageLine:
    """A line outside tables, with the number of the frame round it."""
    word = row.words[0]
    at = next((at for at, box in enumerate(frames, 1) if box.holds(word.x0, word.middle)), 0)
    if not at:
        return line_of(row.words, row.page.number)
    box = frames[at - 1]
    padding = min(max(word.x0 - box.x0, 1.0), _WIDEST_PADDING)
    line = line_of(row.words, row.page.number, row.page.number * 1000 + at)
    return replace(line, right=max(box.x1 - padding, line.x1))


def _with_right_edges(content: Sequence[Entry]) -> list[Entry]:
    """The content with the edge that the lines outside tables and frames reach: at which several of them end."""
    lines = [entry for entry in content if isinstance(entry, PageLine) and not entry.box]
    ends = sorted((line.x1 for line in lines), reverse=True)
    reach = _REACH * max((line.size for line in lines), default=10.0)
    enough = min(_FEWEST, len(ends))
    widest = ends[0] if ends else 0.0
    agreed = (a for a, b in zip(ends, ends[enough - 1 :], strict=False) if a - b <= reach and a > _LEAST * widest)
    edge = next(agreed, widest)
    return [replace(entry, right=edge) if isinstance(entry, PageLine) and not entry.box else entry for entry in content]
