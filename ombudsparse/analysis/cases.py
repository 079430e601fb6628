"""What every unit frame says of its case: landlord, date and periods, layout, tenure, source."""

from typing import Any, Protocol

import pandas as pd
from msgspec import Struct

from ombudsparse.analysis.outcome_sets import NOT_STATED, TEXT_DTYPE
from ombudsparse.analysis.periods import PERIODS, period_columns
from ombudsparse.errors import AnalysisError
from ombudsparse.landlords.printed_types import landlord_type_of

CASE_KEYS = (
    "landlord", "landlord_type", "date", *PERIODS, "layout", "decision_type", "tenure", "source", "url",
    "landlord_resolved",
)  # fmt: skip


class Tables(Protocol):
    """The tables of a Dataset, or of anything that has DataFrames by these names."""

    @property
    def determinations(self) -> pd.DataFrame: ...
    @property
    def heads(self) -> pd.DataFrame: ...
    @property
    def findings(self) -> pd.DataFrame: ...
    @property
    def orders(self) -> pd.DataFrame: ...
    @property
    def awards(self) -> pd.DataFrame: ...
    @property
    def events(self) -> pd.DataFrame: ...
    @property
    def milestones(self) -> pd.DataFrame: ...
    @property
    def sources(self) -> pd.DataFrame: ...


class _Some(Struct, frozen=True):
    """Tables in memory."""

    determinations: pd.DataFrame
    heads: pd.DataFrame
    findings: pd.DataFrame
    orders: pd.DataFrame
    awards: pd.DataFrame
    events: pd.DataFrame
    milestones: pd.DataFrame
    sources: pd.DataFrame


def only(ds: Tables, references: pd.Series) -> Tables:
    """The tables of these cases alone."""
    tables = {name: table(ds, name) for name in _Some.__struct_fields__}
    return _Some(**{name: rows[rows["case_reference"].isin(references)] for name, rows in tables.items()})


def case_keys(ds: Tables) -> pd.DataFrame:
    """One row for each case: case_reference and `KEYS`.

    `landlord`: canonical where resolved, else as printed. `landlord_type`: what the report says, else
    what the table of landlords does. Both, `tenure` and the periods are "not stated" where the report does not say;
    `date`, `year` and `url` are missing then. Raises AnalysisError where `ds` is no dataset.
    """
    cases = table(ds, "determinations")
    resolved = cases["landlord_canonical"].notna()
    sources = table(ds, "sources").drop_duplicates("source").set_index("source")["url"]
    made = pd.DataFrame(
        {
            "case_reference": cases["case_reference"],
            "landlord": _stated(cases["landlord_canonical"].fillna(cases["landlord"])),
            "landlord_type": _types(cases),
            "date": cases["date"],
            "layout": cases["layout"].astype(TEXT_DTYPE),
            "decision_type": cases["decision_type"].astype(TEXT_DTYPE),
            "tenure": _stated(cases["tenure"]),
            "source": cases["source"],
            "url": cases["source"].map(sources).astype(TEXT_DTYPE),
            "landlord_resolved": resolved.astype("boolean"),
        }
    )
    return made.join(period_columns(made["date"]))[["case_reference", *CASE_KEYS]]


def with_case(rows: pd.DataFrame, ds: Tables) -> pd.DataFrame:
    """The rows, which have case_reference, with the columns of their cases."""
    return rows.drop(columns=[name for name in CASE_KEYS if name in rows]).merge(
        case_keys(ds), on="case_reference", how="left"
    )


def table(ds: Any, name: str) -> pd.DataFrame:
    """The table of that name. Raises AnalysisError where `ds` has none."""
    found = getattr(ds, name, None)
    if not isinstance(found, pd.DataFrame):
        raise AnalysisError(
            f"of: {type(ds).__name__} has no table {name!r}; give a Dataset, as op.read or op.load make"
        )
    return found


def _types(cases: pd.DataFrame) -> pd.Series:
    """The kinds of landlord; tables that are not of a build can have them as printed."""
    said = cases[["landlord_type", "landlord_canonical"]].astype(object).where(lambda frame: frame.notna(), None)
    kinds = [landlord_type_of(printed, name)[0] for printed, name in said.itertuples(index=False)]
    return _stated(pd.Series(kinds, index=cases.index, dtype=TEXT_DTYPE))


def _stated(values: pd.Series) -> pd.Series:
    return values.astype(TEXT_DTYPE).fillna(NOT_STATED)
