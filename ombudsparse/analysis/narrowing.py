"""Narrows a dataset down: its cases, and of these the findings, sums and orders of the matters that are meant."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Unpack

import pandas as pd

from ombudsparse.analysis.cases import Tables, case_keys, only, table
from ombudsparse.analysis.filters import CASE_COLUMNS, FILTERS, FilterNames, Filters, FilterValue, named_value, several
from ombudsparse.analysis.outcome_sets import NOT_STATED, OUTCOMES, TEXT_DTYPE
from ombudsparse.analysis.views import View
from ombudsparse.errors import AnalysisError


def narrow(ds: Tables, **named: Unpack[FilterNames]) -> Tables:
    """The dataset narrowed down to `landlord`, `category`, `year`, `type`, `outcome` and `tenure`, each one value or
    several of which any will do; itself where none is given.

    Its tables hold the cases that match. What is counted of them are the findings, sums and orders of the matters that
    match, where category or outcome are given; figures that count cases count those with such a matter, whole.
    Raises AnalysisError, which says what would match, where nothing does.
    """
    unknown = [name for name in named if name not in FILTERS]
    if unknown:
        raise AnalysisError(f"{unknown[0]} is no filter; use any of {', '.join(FILTERS)}")
    cases, findings = case_keys(ds), _findings(ds)
    filters = Filters(**{name: _values(name, value, cases, findings) for name, value in named.items()})  # type: ignore[arg-type]
    if not filters:
        return ds
    kept = pd.Series(True, index=cases.index)
    for name, column in CASE_COLUMNS.items():
        if values := getattr(filters, name):
            kept &= cases[column].isin(values).astype(bool)
    if filters.of_matters:
        kept &= cases["case_reference"].isin(_with_matter(ds, filters, findings)).astype(bool)
    if not kept.any():
        raise AnalysisError(f"no case is all of this: {filters.told}; leave out one of them")
    before = getattr(ds, "filters", None)
    whole = " Figures that count cases count those with such a matter, whole." if filters.of_matters else ""
    view: Tables = View(
        only(ds, cases.loc[kept, "case_reference"]),
        [f"Only: {filters.told}.{whole}"],
        filters=_both(before, filters) if before else filters,
    )
    return view


def narrowing(make: Callable[[Tables], pd.DataFrame]) -> Callable[[Tables], pd.DataFrame]:
    """Makes a function that gives rows give those alone that a narrowed dataset is about."""

    @wraps(make)
    def narrowed(ds: Tables) -> pd.DataFrame:
        rows, filters = make(ds), getattr(ds, "filters", None)
        return matching_rows(rows, filters) if filters and filters.of_matters else rows

    return narrowed


def matching_rows(rows: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    """The rows of the matters that are meant. Rows that are whole cases, and have no category, are all kept."""
    if "category" not in rows:
        return rows
    kept = pd.Series(True, index=rows.index)
    for name in ("category", "outcome"):
        if (values := getattr(filters, name)) and name in rows:
            kept &= rows[name].astype(TEXT_DTYPE).isin(values).fillna(False).astype(bool)
    made = rows[kept].reset_index(drop=True)
    # money that the report orders without saying for which matter is of no category and no outcome
    return made.assign(unattributed=0.0) if "unattributed" in made else made


def money_of_no_matter(ds: Any, rows: pd.DataFrame) -> str | None:
    """What the cases of a narrowed dataset order besides, for no matter that the report names; None where nothing."""
    if getattr(ds, "filters", None) is None or not ds.filters.of_matters:
        return None
    ordered = table(ds, "determinations")["compensation_ordered"].astype("float64").sum()
    rest = round(ordered - rows["attributed"].sum(), 2)
    return (
        f"£{rest:,.2f} more is ordered in these cases, for other matters or without saying for which. It is not in "
        "these sums."
        if rest > 0
        else None
    )


def _values(name: str, value: FilterValue, cases: pd.DataFrame, findings: pd.DataFrame) -> tuple[str, ...]:
    known = cases[CASE_COLUMNS[name]] if name in CASE_COLUMNS else findings[name]
    there = [str(each) for each in known.dropna().unique() if each != NOT_STATED]
    if name == "outcome":
        there.sort(key=OUTCOMES.index)
    return tuple(dict.fromkeys(named_value(name, each, there) for each in several(value)))


def _findings(ds: Tables) -> pd.DataFrame:
    """Case, outcome and category of each matter, and of what was found on it; empty where there is none."""
    heads = table(ds, "heads")[["case_reference", "number", "category"]].rename(columns={"number": "head_number"})
    findings = table(ds, "findings")
    findings = findings[findings["statement"] == "formal"][["case_reference", "head_number", "outcome"]]
    made = heads.merge(findings, on=["case_reference", "head_number"], how="outer")
    return made.astype({"category": TEXT_DTYPE, "outcome": TEXT_DTYPE})


def _with_matter(ds: Tables, filters: Filters, findings: pd.DataFrame) -> pd.Series:
    kept = pd.Series(True, index=findings.index)
    for name in ("category", "outcome"):
        if values := getattr(filters, name):
            kept &= findings[name].isin(values).fillna(False).astype(bool)
    return findings.loc[kept, "case_reference"]


def _both(one: Filters, other: Filters) -> Filters:
    return Filters(**{name: getattr(other, name) or getattr(one, name) for name in FILTERS})
