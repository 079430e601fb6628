"""The sentences that a reader of the figures must know; each function gives one, or None where it does not apply."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from ombudsparse.analysis.clusters import Likeness
from ombudsparse.analysis.outcome_sets import NOT_STATED
from ombudsparse.analysis.periods import PERIODS
from ombudsparse.analysis.their_categories import UNMAPPED
from ombudsparse.present.wording import PUBLISHED_SHARE


def about_figures(rows: pd.DataFrame, keys: Sequence[str], of: Any) -> list[str | None]:
    """What holds of any measure: how many cases there are, and what could not be read, resolved or dated."""
    return [
        partial(rows),
        *seen_otherwise(of),
        mapped(rows, keys),
        unread(of),
        joint(of),
        unresolved(rows, keys),
        undated(rows, keys),
    ]


def partial(rows: pd.DataFrame) -> str:
    """That published decisions are not all decisions."""
    return (
        f"{_count(_cases(rows), 'published case')}. These are figures of what is published, not of all decisions: "
        f"{PUBLISHED_SHARE}."
    )


def unread(of: Any) -> str | None:
    """How many sources of the dataset failed, and how many are further copies of a report."""
    sources = None if isinstance(of, pd.DataFrame) else getattr(of, "sources", None)
    if sources is None:
        return None
    failed, again = (int((sources["status"] == status).sum()) for status in ("failed", "duplicate"))
    said = []
    if failed:
        said.append(f"{_count(failed, 'source')} of the dataset could not be read and {_are(failed)} not counted.")
    if again:
        copies = "a further copy of a report" if again == 1 else "further copies of reports"
        said.append(f"{_count(again, 'source')} {_are(again)} {copies} and {_are(again)} not counted again.")
    return " ".join(said) or None


def seen_otherwise(of: Any) -> tuple[str, ...]:
    """What a view of a dataset must say of itself."""
    return () if isinstance(of, pd.DataFrame) else getattr(of, "said", ())


def mapped(rows: pd.DataFrame, keys: Sequence[str]) -> str | None:
    """That the Ombudsman's categories are our reading, and which of ours have none."""
    if "ombudsman_category" not in keys:
        return None
    without = rows.loc[rows["ombudsman_category"] == UNMAPPED, "category"].astype("object")
    listed = ", ".join(f"{name.replace('_', ' ')} ({n:,})" for name, n in without.value_counts().items() if n)
    rest = f" Unmapped: {listed}." if listed else ""
    return f"Which category of the Ombudsman's a matter belongs to is our reading, not its own.{rest}"


def joint(of: Any) -> str | None:
    """How many determinations decide several cases together."""
    cases = None if isinstance(of, pd.DataFrame) else getattr(of, "determinations", None)
    number = 0 if cases is None else int(cases["other_references"].notna().sum())
    return if_any(number, "determination", "of several cases together, each counted once.")


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


def alike(found: Likeness) -> str:
    """How the intervals know that findings of one case are alike."""
    if found.cases < 2:
        return "All findings are of one case: the interval is that of a single finding."
    return (
        f"Findings of one case are alike (correlation {found.estimate:.2f}, taken as {found.used:.2f}, of "
        f"{found.cases:,} cases): the intervals are those of the smaller number of independent findings that these are "
        "worth."
    )


def alarms(compared: int, below: int) -> str | None:
    """How many of many comparisons chance alone is expected to make look like changes."""
    if not compared:
        return None
    return (
        f"{_count(compared, 'group')} compared: chance alone would be expected to give {compared * 0.05:.1f} of them a "
        f"chance under 5%, and there {_are(below)} {below}. See false_alarms before you name one."
    )


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


def leaning(unknown: int, *, zeros: bool) -> str | None:
    """Which way sums that are not known make the others lean."""
    if not unknown:
        return None
    way = "lean low, since these sums are above £0" if zeros else "may lean either way, since these are often rates"
    return f"For sums that are not known the total is too low; mean and median, which leave them out, {way}."


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
