"""Figures as tables for the terminal, with their notes and, where asked for, the words behind each row."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ombudsparse.present.terminal.figure_columns import columns_of
from ombudsparse.present.terminal.figures import NONE, FigureRow, Figures, Shown, value
from ombudsparse.present.wording import one_line, printable
from ombudsparse.structure.evidence import place_of

_GAP = 2  # columns of the terminal between two columns of a table
_LONG = 18  # letters of a word, above which it may be broken
# of the rows behind a figure: shown in another way, or known from the heading
_ELSEWHERE = ("case_reference", "landlord", "date", "number", "upheld", "text", "source", "url", "measure", "verify")
_QUOTED = ("offer_evidence", "order_evidence")


class Grid(Struct, frozen=True):
    """A table whose figures are never cut or broken: where the terminal is too narrow for it, each row is a list."""

    columns: tuple[Shown, ...]
    cells: tuple[tuple[str, ...], ...]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        every = range(len(self.columns))
        needed = [place for place in every if not self.columns[place].spare]
        for places in (every, needed):
            least = [self._least(place) for place in places]
            room = options.max_width - _GAP * (len(least) - 1) - sum(least)
            if room >= 0:
                yield self._table(places, _widened(least, [self._most(place) for place in places], room))
                return
        yield self._list(needed)

    def _least(self, place: int) -> int:
        """The width below which a figure of the column would have to be cut, or a word that is not very long."""
        column = self.columns[place]
        texts = [*column.name.split("\n"), *(cells[place] for cells in self.cells)]
        if column.words:
            texts = [word[:_LONG] for text in texts for word in text.split()]
        return max(map(cell_len, texts))

    def _most(self, place: int) -> int:
        """The width at which nothing in the column is broken."""
        return max(map(cell_len, [*self.columns[place].name.split("\n"), *(cells[place] for cells in self.cells)]))

    def _table(self, places: Sequence[int], widths: Sequence[int]) -> Table:
        table = Table(box=None, show_edge=False, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="dim")
        columns = [self.columns[place] for place in places]
        for column, width in zip(columns, widths, strict=True):
            side: Literal["left", "right"] = "right" if column.right else "left"
            heading = Text(column.name, justify=side)
            table.add_column(heading, justify=side, no_wrap=not column.words, width=width, overflow="fold")
        above: tuple[str, ...] = ()
        for cells in self.cells:
            kept = tuple(cells[place] for place in places)
            table.add_row(*(Text(text) for text in _unsaid(kept, above, columns)))
            above = kept
        return table

    def _list(self, places: Sequence[int]) -> Group:
        lines: list[RenderableType] = []
        for cells in self.cells:
            first, *rest = places
            lines.append(Text(cells[first] if self.columns[first].words else self._named(first, cells), style="bold"))
            lines += [Padding(Text(self._named(place, cells)), (0, 0, 0, 2)) for place in rest]
        return Group(*lines)

    def _named(self, place: int, cells: Sequence[str]) -> str:
        return f"{' '.join(self.columns[place].name.split())}: {cells[place]}"


def _widened(least: Sequence[int], most: Sequence[int], room: int) -> list[int]:
    """The widths of columns, `room` shared out a place at a time among those that are narrower than their `most`."""
    widths = list(least)
    while room and (narrow := [place for place, width in enumerate(widths) if width < most[place]]):
        widths[min(narrow, key=lambda place: widths[place])] += 1
        room -= 1
    return widths


def _table(figures: Figures, *, drawn: bool = False) -> RenderableType:
    """The rows of the figures as a table; `drawn`: rates on a scale too."""
    if not figures.rows:
        return Text("None.", style="dim")
    if figures.measure == "outcomes" and len(figures.keys) > 1:  # a zero for each outcome that others have says little
        rows = [row for row in figures.rows if row["findings"]]
    else:
        rows = list(figures.rows)
    columns = columns_of(figures, drawn=drawn)
    cells = [tuple(column.cell(row) for column in columns) for row in rows]
    told = [place for place in range(len(columns)) if any(row[place] != NONE for row in cells)]
    return Grid(tuple(columns[place] for place in told), tuple(tuple(row[place] for place in told) for row in cells))


def section(figures: Figures, *, drawn: bool = False, said: Sequence[str] = ()) -> RenderableType:
    """The figures under their title, then the notes that were not `said` before, then the words behind the rows."""
    parts: list[RenderableType] = [
        Text(one_line(figures.title, None), style="bold"),
        Padding(_table(figures, drawn=drawn), (0, 0, 0, 2)),
    ]
    notes = [note for note in figures.notes if note not in said]
    if notes:
        parts.append(Padding(notes_list(notes), (1 if len(figures.rows) > 1 else 0, 0, 0, 2)))
    if figures.evidence:
        parts += [Text(), Text("What was counted", style="bold"), Padding(_behind(figures), (0, 0, 0, 2))]
    return Group(*parts, Text())


def sections(every: Iterable[Figures], *, drawn: bool = False) -> Iterator[RenderableType]:
    """Several figures one after the other; a note that holds of several is given with the first."""
    said: list[str] = []
    for figures in every:
        yield section(figures, drawn=drawn, said=said)
        said += figures.notes


def notes_list(notes: Iterable[str]) -> RenderableType:
    """Notes, a line or more each."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    for note in notes:
        grid.add_row(Text("·", style="dim"), Text(one_line(note, None), style="dim"))
    return grid


def _unsaid(cells: Sequence[str], above: Sequence[str], columns: Sequence[Shown]) -> Iterator[str]:
    """The cells, but for leading words that the row above has too."""
    same = bool(above)
    for place, cell in enumerate(cells):
        same = same and columns[place].words and cell == above[place] and place < len(cells) - 1
        yield "" if same else cell


def _behind(figures: Figures) -> RenderableType:
    parts: list[RenderableType] = []
    for row, counted in zip(figures.rows, figures.evidence, strict=True):
        if not counted:
            continue
        named = " · ".join(value(key, row[key]) for key in figures.keys)
        if named:
            parts.append(Text(named, style="bold"))
        parts += [Padding(_counted(each, figures.keys), (0, 0, 0, 2 if named else 0)) for each in counted]
    return Group(*parts) if parts else Text("Nothing is counted here.", style="dim")


def _counted(row: FigureRow, keys: Sequence[str]) -> RenderableType:
    """One thing that was counted: case, what of it counts, its words and their place, and where to read it."""
    names = ("case_reference", "date", "landlord")  # any can be missing: a comparison leaves out what no row has
    head = [value(name, row.get(name)) for name in names if name not in keys]
    text = Text(" · ".join(head))
    for name, cell in row.items():
        if name in _ELSEWHERE or name in keys or name.startswith("evidence") or cell is None or name in _QUOTED:
            continue
        worded = value(name, cell)
        text.append(f"\n{worded if name == 'outcome' else f'{_name(name)}: {worded}'}")
    sentence = row.get("evidence_sentence") or row.get("evidence")
    for quoted in dict.fromkeys([sentence, *(row.get(name) for name in _QUOTED)]):
        if quoted:
            place = _place(row) if quoted == sentence else ""
            text.append(f"\n“{one_line(quoted)}”{f' ({place})' if place else ''}", style="italic")
    text.append(f"\n{printable(str(row.get('url') or row.get('source')))}", style="dim")
    return Padding(text, (0, 0, 1, 0))


def _name(column: str) -> str:
    return column.replace("_", " ")


def _place(row: FigureRow) -> str:
    section, paragraph, page = (row.get(f"evidence_{name}") for name in ("section", "paragraph", "page"))
    return one_line(place_of(section, paragraph, page), 120)
