"""Cells and lines of CSV, with no formula that a spreadsheet would run."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from ombudsparse.schema import Cell, Row

_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # what spreadsheets take for the beginning of a formula


def csv_cell(value: Cell) -> str:
    """A value as a cell, its lines ending in line feeds, which csv quotes (a lone carriage return it would not).

    Text that a spreadsheet would run as a formula gets an apostrophe in front; numbers do not.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    risky = text.startswith(FORMULA) and not _NUMBER.fullmatch(text)
    return ("'" if risky else "") + text.replace("\r\n", "\n").replace("\r", "\n")


def csv_lines(lines: Iterable[Sequence[Cell]]) -> str:
    """Lines of cells as CSV (RFC 4180, but lines end in a line feed alone)."""
    target = io.StringIO()
    csv.writer(target, lineterminator="\n").writerows([csv_cell(cell) for cell in line] for line in lines)
    return target.getvalue()


def csv_text(names: Sequence[str], rows: Iterable[Row] = (), *, header: bool = True) -> str:
    """The rows as CSV, under a line of the column `names`."""
    lines: list[Sequence[Cell]] = [names] if header else []
    lines += [[row[name] for name in names] for row in rows]
    return csv_lines(lines)
