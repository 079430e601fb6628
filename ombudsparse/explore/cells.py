"""How the cells of tables and answers are shown: money as pounds, shares as per cent, links to reports and rows."""

from html import escape
from typing import Any

from markupsafe import Markup

from ombudsparse.explore.definitions import DATABASE, column_kinds

MONEY = frozenset(["total", "new_money", "mean", "median", "lower_quartile", "upper_quartile", "largest"])
SHARES = frozenset(["rate", "low", "high", "late_share"])


def cell(value: Any, column: str, table: str | None) -> Markup | str | None:
    """What a cell shows; None where Datasette shows it well. `table` is None in the answer to a query."""
    if isinstance(value, dict) or value in (None, ""):  # a dict is a link to another row
        return None
    text = str(value)
    if column == "report" and text.startswith("/report/"):
        return _link(text, "read")
    if column == "rows_behind" and text.startswith(f"/{DATABASE}/"):
        return _link(text, "rows")
    if column == "case_reference" and table is None:
        return _link(f"/case/{text}", text) if text.isalnum() else None
    if column == "quote":
        return quoted(text)
    if column == "passage" and table is None:  # a search puts «» around the words that it found
        return Markup(escape(text).replace("«", "<mark>").replace("»", "</mark>"))
    if column_kinds().get(column) == "boolean" and value in (0, 1) and table is not None:
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return _number(value, column, table)
    return None


def quoted(text: str) -> Markup:
    """A sentence with its citation; its address, where the citation has one, leads to the published decision."""
    words, http, address = text.removesuffix(")").rpartition("https://")
    if not http:
        return Markup(f'<span class="quotation">{escape(text)}</span>')
    link = f'<a href="{escape(http + address)}" rel="noreferrer">{escape(http + address)}</a>'
    return Markup(f'<span class="quotation">{escape(words)}{link})</span>')


def _number(value: float, column: str, table: str | None) -> str | None:
    if column_kinds().get(column) == "money" or (table is None and column in MONEY):
        return f"£{value:,.2f}".removesuffix(".00")
    if table is None and column in SHARES:
        return f"{value:.1%}"
    if column == "median_working_days":
        return f"{value:g}"
    return None


def _link(address: str, words: str) -> Markup:
    return Markup(f'<a href="{escape(address)}">{escape(words)}</a>')
