"""The periods by which decisions are counted: year, financial year, quarter, month.

Source of the financial year: the Ombudsman's landlord performance reports go from 1 April to 31 March by the date of
the decision.
"""

import datetime as dt

import pandas as pd

from ombudsparse.analysis.outcome_sets import NOT_STATED, TEXT_DTYPE

PERIODS = ("year", "financial_year", "quarter", "month")
_APRIL = 4


def financial_year(date: dt.date | None) -> str | None:
    """The financial year of a day: "2023-24" for 1 April 2023 to 31 March 2024; None where there is no day."""
    if date is None or pd.isna(date):
        return None
    first = date.year - (date.month < _APRIL)
    return f"{first}-{(first + 1) % 100:02d}"


def period_columns(dates: pd.Series) -> pd.DataFrame:
    """The periods of dates: `year` Int64, `financial_year` "2023-24", `quarter` "2023 Q2", `month` "2023-04".

    A missing date gives a missing year, and "not stated" for the others.
    """
    stated = dates.notna()
    year, month = dates.dt.year.astype("Int64"), dates.dt.month.astype("Int64")
    first = year - (month < _APRIL).astype("Int64")
    quarter = ((month - 1) // 3 + 1).astype("string")
    texts = {
        "financial_year": first.astype("string") + "-" + ((first + 1) % 100).astype("string").str.zfill(2),
        "quarter": year.astype("string") + " Q" + quarter,
        "month": year.astype("string") + "-" + month.astype("string").str.zfill(2),
    }
    worded = {name: text.where(stated, NOT_STATED).astype(TEXT_DTYPE) for name, text in texts.items()}
    return pd.DataFrame({"year": year, **worded}, index=dates.index)
