"""The answer to a query for a reader: a line for each row, or a record for each where the columns do not fit."""

from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ombudsparse.present.wording import one_line

_NARROWEST = 10  # characters of a column that can still be read


def answer_table(names: Sequence[str], rows: Iterable[Sequence[Any]], width: int) -> RenderableType:
    """A table of one line a row, long cells cut with "…"; where `width` gives a column fewer characters than can be
    read, each row is a record, a line for each column that has a value."""
    if len(names) * (_NARROWEST + 3) <= width or len(names) == 1:
        table = Table()
        for name in names:
            table.add_column(Text(one_line(name, None)), no_wrap=True, overflow="ellipsis", min_width=_NARROWEST)
        for row in rows:
            table.add_row(*(Text("" if value is None else one_line(str(value), None)) for value in row))
        return table
    longest = max(len(name) for name in names)
    records = []
    for number, row in enumerate(rows, 1):
        table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), title=f"Row {number}", title_justify="left")
        table.add_column(no_wrap=True, min_width=longest)
        table.add_column(no_wrap=True, overflow="ellipsis")
        for name, value in zip(names, row, strict=True):
            if value is not None:
                table.add_row(Text(one_line(name, None), style="dim"), Text(one_line(str(value), None)))
        records.append(table)
    return Group(*records) if records else Text("No rows.")
