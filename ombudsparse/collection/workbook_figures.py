"""The figures that a workbook opens with: rates with their intervals, and compensation, each with its notes."""

from typing import TYPE_CHECKING, Any

from ombudsparse.dataset.stores.excel_front import FigureTable

if TYPE_CHECKING:
    import pandas as pd

_MOST = 25  # landlords and categories: what fits on a printed page
_RATE = {"determinations": "cases", "findings": "findings", "upheld": "upheld", "rate": "rate", "low": "95% from",
         "high": "95% to"}  # fmt: skip
_MONEY = {"cases": "cases", "awarded": "with an award", "total": "total", "mean": "mean", "median": "median",
          "largest": "largest"}  # fmt: skip


def workbook_figures(ds: Any) -> list[FigureTable]:
    """The tables of the sheet "Figures": by financial year, landlord and category."""
    from ombudsparse import analysis

    made = []
    for by in ("financial_year", "landlord", "category"):
        worded = by.replace("_", " ")
        rate = analysis.maladministration_rate(ds, by=by)
        made.append(_table(f"Maladministration rate by {worded}", rate, by, _RATE, analysis.notes(rate)))
    for by in ("financial_year", "landlord"):
        money = analysis.compensation(ds, by=by)
        made.append(_table(f"Compensation by {by.replace('_', ' ')}, pounds", money, by, _MONEY, analysis.notes(money)))
    return made


def _table(title: str, result: "pd.DataFrame", by: str, columns: dict[str, str], notes: tuple[str, ...]) -> FigureTable:
    shown = result.head(_MOST)[[by, *columns]]
    plain = shown.astype(object).where(shown.notna(), None)
    rest = (f"The first {_MOST} of {len(result):,}, by the number of cases.",) if len(result) > _MOST else ()
    names = (by.replace("_", " "), *columns.values())
    rows = tuple(tuple(str(cell).replace("_", " ") if isinstance(cell, str) else cell for cell in row)
                 for row in plain.itertuples(index=False))  # fmt: skip
    return FigureTable(title=title, columns=names, rows=rows, notes=(*rest, *notes))
