"""How figures are worded: shares with their interval and n, sums, days. A result is plain rows here, never a frame."""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from msgspec import Struct

from ombudsparse.present.wording import day, label, one_line, percent, pounds, whole_percent

FigureRow = Mapping[str, Any]  # values are text, numbers, booleans, dates or None
NONE = "–"
STRIP = 21  # characters in which 0 to 100% are drawn: five per cent each
_WORDED = ("category", "landlord_type", "layout", "severity", "outcome", "type", "stage")  # slugs, not printed words


class Figures(Struct, frozen=True):
    """A result of the analysis, to be shown: what was measured, by what (`keys`), its rows, and what must be known.

    `columns` are those of the rows, in order. `evidence`: the rows behind each row, or empty where not asked for.
    """

    measure: str
    title: str
    keys: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[FigureRow, ...]
    notes: tuple[str, ...]
    evidence: tuple[tuple[FigureRow, ...], ...] = ()
    sides: tuple[str, str] = ("a", "b")


class Shown(Struct, frozen=True):
    """A column of a printed table: its heading, and what stands in it for a row.

    `words` can be broken between words, figures never are; a `spare` column is left out where there is no room.
    """

    name: str
    cell: Callable[[FigureRow], str]
    right: bool = False
    words: bool = False
    spare: bool = False


def interval(low: float, high: float) -> str:
    """An interval of shares: "48–73%"."""
    return f"{whole_percent(low)}–{whole_percent(high)}%"


def share(row: FigureRow, value: str, part: Any, whole: Any) -> str:
    """A share with its interval, if the row has one, and always its n: "61% (48–73%), 22 of 36"."""
    if not whole:
        return "none to count"
    if row[value] is None:
        return f"{NONE}, {part:,} of {whole:,}"
    around = f" ({interval(row['low'], row['high'])})" if row.get("low") is not None else ""
    return f"{percent(row[value])}{around}, {part:,} of {whole:,}"


def points_of(difference: float | None) -> str:
    """A difference of shares in percentage points: "+12", "−3", "0"."""
    if difference is None:
        return NONE
    number = whole_percent(abs(difference))
    return "0" if number == "0" else f"{'+' if difference > 0 else '−'}{number}"


def money(amount: float | None) -> str:
    """Pounds and, where there are any, pence: "£20,615.40"."""
    return NONE if amount is None else pounds(Decimal(str(amount)))


def about(amount: float | None) -> str:
    """Whole pounds, for what is computed rather than ordered: "£982"."""
    return NONE if amount is None else pounds(Decimal(str(amount)).quantize(Decimal(1), ROUND_HALF_UP))


def number(value: float | None) -> str:
    """A count, or a median, with one decimal where it has one: "1,203", "13.5"."""
    if value is None:
        return NONE
    text = f"{Decimal(str(value)).quantize(Decimal('0.1'), ROUND_HALF_UP):,f}"
    return text.removesuffix(".0")


def middle_half(row: FigureRow, prefix: str = "") -> str:
    """The quartiles of a row, in whole numbers: "£450–£880", "12–15"."""
    cells = [row[name] for name in ("lower_quartile", "upper_quartile")]
    if None in cells:
        return NONE
    low, high = (prefix + number(float(Decimal(str(cell)).quantize(Decimal(1), ROUND_HALF_UP))) for cell in cells)
    return f"{low}–{high}"


def strip(row: FigureRow) -> str:
    """A share and its interval on a scale from 0 to 100%, the share as ●."""
    if row["rate"] is None:
        return ""
    at, low, high = (round(row[name] * (STRIP - 1)) for name in ("rate", "low", "high"))
    return "".join("●" if place == at else "─" if low <= place <= high else "·" for place in range(STRIP))


def value(name: str, cell: Any) -> str:
    """A value of the column `name` in words, on one line, safe to print."""
    if cell is None:
        return "not stated" if name in _WORDED else NONE
    if isinstance(cell, dt.date):
        return day(cell)
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return money(cell) if _is_money(name) else number(cell)
    return one_line(label(str(cell)) if name in _WORDED or name.endswith(("_outcome", "role")) else str(cell))


def _is_money(name: str) -> bool:
    return name.startswith(("compensation_", "offered", "ordered", "amount"))
