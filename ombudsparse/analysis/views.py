"""A dataset seen in another way: merged landlords together, or with the user's own table of landlords.

What these functions return can be given to every measure in place of the dataset; its notes then say so.
"""

import calendar
import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from ombudsparse.analysis.cases import OWN_COLUMNS, Tables, table
from ombudsparse.analysis.outcome_sets import TEXT_DTYPE
from ombudsparse.errors import AnalysisError
from ombudsparse.landlords.resolve import landlord
from ombudsparse.landlords.table import LandlordType, Successor, built_in

_BANDS = ((1000, "under 1,000 homes"), (10_000, "1,000 to 9,999 homes"), (50_000, "10,000 to 49,999 homes"))
_LARGEST = "50,000 homes and more"


class View:
    """The tables of a dataset, some of them replaced; `landlord_table` has a landlord's own columns, `said` is what the
    notes must say of it."""

    def __init__(self, of: Any, said: Iterable[str] = (), **replaced: Any) -> None:
        self._of = of
        self._replaced = replaced
        self.said = (*getattr(of, "said", ()), *said)

    def __getattr__(self, name: str) -> Any:
        replaced = self.__dict__.get("_replaced", {})
        return replaced[name] if name in replaced else getattr(self.__dict__["_of"], name)


def rolled_up(of: Tables, *, successors: bool = True, almos: bool = False) -> Any:
    """The dataset with merged landlords together, to be given to any measure.

    `successors`: a case of a landlord that another followed is one of its successor, if it was decided after the
    succession; where only the month or year of it is known, after its end. Landlords that joined a group and stayed
    bodies of their own (kind "subsidiary") stay apart: group these by "group". `almos`: cases of a body that managed
    council homes are the council's, whenever they were decided, where the table of landlords names the council. Raises
    AnalysisError where `of` is no dataset.
    """
    cases = table(of, "determinations")
    moved: dict[str, int] = {}
    names = [
        _followed(name, date, successors, almos)
        for name, date in zip(cases["landlord_canonical"].astype("object"), cases["date"], strict=True)
    ]
    for before, after in zip(cases["landlord_canonical"].astype("object"), names, strict=True):
        if not pd.isna(before) and before != after:
            moved[f"{before} under {after}"] = moved.get(f"{before} under {after}", 0) + 1
    told = "; ".join(f"{pair} ({number:,})" for pair, number in sorted(moved.items())) or "none"
    said = f"Cases of landlords that others followed are counted under these, by the date of the decision: {told}."
    return View(of, (said,), determinations=cases.assign(landlord_canonical=pd.Series(names, cases.index, TEXT_DTYPE)))


def with_landlords(of: Tables, source: str | Path | pd.DataFrame) -> Any:
    """The dataset with a table of landlords of your own, to be given to any measure: its columns can be grouped by.

    `source`: a CSV, or a frame, with the column `landlord` (any name that reports print), any others (such as region),
    and, where its rows are of years, `financial_year`. From a column `homes` the column `size_band` is made. What the
    table does not have is "not stated". Raises AnalysisError where it cannot be read, or has a landlord (and year)
    twice.
    """
    rows = source if isinstance(source, pd.DataFrame) else _read(Path(source))
    if "landlord" not in rows:
        raise AnalysisError("landlords: the table has no column landlord; give each row the name of its landlord")
    taken = sorted({*rows.columns} & {*OWN_COLUMNS} - {"landlord", "financial_year"})
    if taken:
        raise AnalysisError(f"landlords: the columns {', '.join(taken)} are the dataset's own; give them other names")
    made = rows.assign(landlord=[landlord(str(name)).name or str(name) for name in rows["landlord"]])
    keys = ["landlord", *(["financial_year"] if "financial_year" in made else [])]
    twice = made.loc[made.duplicated(keys), "landlord"]
    if len(twice):
        raise AnalysisError(f"landlords: the table has {', '.join(sorted(set(twice)))} twice; keep one row of each")
    if "homes" in made:
        homes = pd.to_numeric(made["homes"].astype("string").str.replace(",", ""), errors="coerce")
        made = made.assign(homes=homes.astype("float64"), size_band=[_band(each) for each in homes])
    for name in made.columns.difference(["homes"]):
        made[name] = made[name].astype(TEXT_DTYPE)
    said = f"{', '.join(made.columns.difference(keys))}: from the table of landlords that the user gave."
    return View(of, (said,), landlord_table=made)


def _read(path: Path) -> pd.DataFrame:
    try:
        return pd.read_csv(path, dtype="string", encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise AnalysisError(f"landlords: {path} cannot be read as CSV: {error}") from error


def _band(homes: Any) -> str | None:
    if pd.isna(homes):
        return None
    return next((band for most, band in _BANDS if homes < most), _LARGEST)


def _followed(name: Any, date: Any, successors: bool, almos: bool) -> Any:
    """The landlord under which a case of that date is counted."""
    known = built_in()
    seen = set()
    while not pd.isna(name) and name in known.successors and name not in seen:
        seen.add(name)
        link = known.successors[name]
        almo = known.types.get(name) is LandlordType.ALMO
        moves = almos if almo else successors and link.kind != "subsidiary" and _after(date, link)
        if not moves:
            return name
        name = link.name
    return name


def _after(date: Any, link: Successor) -> bool:
    """Whether a day is after the end of the day, month or year of a succession."""
    if pd.isna(date):
        return False
    parts = [int(part) for part in link.date.split("-")]
    first = pd.Timestamp(date).date()
    if len(parts) == 3:
        return bool(first >= dt.date(*parts))
    month = parts[1] if len(parts) == 2 else 12
    return bool(first > dt.date(parts[0], month, calendar.monthrange(parts[0], month)[1]))
