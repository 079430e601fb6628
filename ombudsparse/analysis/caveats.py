"""The sentences that a reader of the figures must know; each function gives one, or None where it does not apply."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from ombudsparse.analysis.outcome_sets import NOT_STATED
from ombudsparse.analysis.periods import PERIODS
from ombudsparse.present.wording import PUBLISHED_SHARE


def about_figures(rows: pd.DataFrame, keys: Sequence[str], of: Any) -> list[str | None]:
    """What holds of any measure: how many cases there are, and what could not be read, resolved or dated."""
    return [partial(rows), unread(of), unresolved(rows, keys), undated(rows, keys)]


def partial(rows: pd.DataFrame) -> str:
    """That published decisions are not all decisions."""
    return (
        f"{_count(_cases(rows), 'published case')}. These are figures of what is published, not of all decisions: "
        f"{PUBLISHED_SHARE}."
    )


def unread(of: Any) -> str | None:
    """How many sources of the dataset failed."""
    sources = None if isinstance(of, pd.DataFrame) else getattr(of, "sources", None)
    failed = 0 if sources is None else int((sources["status"] == "failed").sum())
    return (
        f"{_count(failed, 'source')} of the dataset could not be read and {_are(failed)} not counted."
        if failed
        else None
    )


def unresolved(rows: pd.DataFrame, keys: Sequence[str]) -> str | None:
    """How many landlords stand as printed."""
    if "landlord_resolved" not in rows:
        return None
    open_ = rows[~rows["landlord_resolved"].fillna(False).astype(bool)]
    if not len(open_) or not {"landlord", "landlord_type"} & set(keys):
        return None
    names = open_["landlord"].nunique()
    return (
        f"{_count(names, 'landlord')} of {rows['landlord'].nunique()} ({_count(_cases(open_), 'case')}) "
        f"{_are(names)} not in the table of landlords: names are as printed, and two of one landlord are not joined."
    )


def undated(rows: pd.DataFrame, keys: Sequence[str]) -> str | None:
    """How many cases have no date of decision."""
    missing = _cases(rows[rows["date"].isna()])
    applies = missing and set(PERIODS) & set(keys)
    return f"{_count(missing, 'case')} of {_cases(rows)} {_have(missing)} no date of decision." if applies else None


def excluded(rows: pd.DataFrame) -> str | None:
    """Which findings are left out, and how many."""
    counts = rows["outcome"].astype("string").value_counts()
    worded = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in counts.items() if number)
    return f"{_count(len(rows), 'finding')} {_are(len(rows))} left out: {worded}." if len(rows) else None


def small_rows(small: pd.Series, minimum: int, unit: str, *, suppressed: bool = False) -> str | None:
    """How many rows rest on few things."""
    few = int(small.sum())
    left = "their figures are left empty" if suppressed else "such figures move much by chance"
    return f"{few} of {_count(len(small), 'row')} {_have(few)} fewer than {minimum} {unit}: {left}." if few else None


def headless(rows: pd.DataFrame, keys: Sequence[str], unit: str) -> str | None:
    """How many things are of no known head."""
    if "category" not in keys:
        return None
    missing = int((rows["category"] == NOT_STATED).sum())
    return (
        f"{_count(missing, unit)} of {len(rows)} {_are(missing)} not linked to a matter of complaint: category "
        f"“{NOT_STATED}”."
        if missing
        else None
    )


def unpriced(rows: pd.DataFrame) -> str | None:
    """How many of these cases order money and do not tell how much in all."""
    said = "with an order of money whose sum the report does not state, or states unclearly, left out."
    return if_any(_cases(rows), "case", said)


def if_any(number: int, singular: str, said: str) -> str | None:
    """ "3 cases" and what is said of them, None where there are none."""
    return f"{_count(number, singular)} {said}" if number else None


def _cases(rows: pd.DataFrame) -> int:
    return int(rows["case_reference"].nunique())


def _count(number: int, singular: str) -> str:
    return f"{number:,} {singular}{'' if number == 1 else 's'}"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _have(number: int) -> str:
    return "has" if number == 1 else "have"
