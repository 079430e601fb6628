"""The group or period of the data that a user names."""

import difflib
import re
from typing import Any

import pandas as pd

from ombudsparse.errors import AnalysisError
from ombudsparse.landlords.resolve import landlord

_PERIODS = {
    "year": r"\d{4}",
    "financial_year": r"\d{4}-\d\d",
    "quarter": r"\d{4} Q[1-4]",
    "month": r"\d{4}-(0[1-9]|1[0-2])",
}


def group_named(value: Any, known: pd.Series, by: str, argument: str) -> Any:
    """The group that `value` names, among those `known`. Raises AnalysisError, which names `argument`, where there is
    none."""
    names = list(known.dropna().unique())
    if by == "year" and str(value).isdigit():
        value = int(value)
    if value in names:
        return value
    found = landlord(str(value)).name if by == "landlord" else None
    if found in names:
        return found
    said = str(found or value)
    near = [str(name) for name in names if said.casefold() in str(name).casefold()]
    near = (near or difflib.get_close_matches(said, [str(name) for name in names], 3))[:3]
    known_ones = f"there are {len(names)}, such as {', '.join(map(str, names[:3]))}"
    hint = f"did you mean {' or '.join(near)}?" if near else known_ones
    raise AnalysisError(f"{argument}: no case has the {by.replace('_', ' ')} {value!r}; {hint}")


def kind_of_periods(between: tuple[Any, Any]) -> str:
    """The kind of period that both are; a financial year before a month, for "2011-12" can be either.

    Raises AnalysisError where they are none, or of two kinds.
    """
    first, second = (_kinds(str(value)) for value in between)
    for kind in _PERIODS:
        if kind in first and kind in second:
            return kind
    raise AnalysisError(
        f"between: {between[0]!r} and {between[1]!r} are not two periods of one kind; give years, financial years "
        "('2022-23'), quarters ('2023 Q2') or months ('2023-04')"
    )


def _kinds(value: str) -> set[str]:
    kinds = {name for name, shape in _PERIODS.items() if re.fullmatch(shape, value)}
    if "financial_year" in kinds and (int(value[:4]) + 1) % 100 != int(value[5:]):
        kinds.remove("financial_year")
    return kinds
