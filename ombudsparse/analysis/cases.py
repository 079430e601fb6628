"""What every unit frame says of its case: landlord, date and periods, layout, tenure, source."""

from typing import Any, Protocol

import pandas as pd
from msgspec import Struct

from ombudsparse.analysis.outcome_sets import NOT_STATED, TEXT_DTYPE
from ombudsparse.analysis.periods import PERIODS, period_columns
from ombudsparse.errors import AnalysisError
from ombudsparse.landlords.table import LandlordType, built_in

CASE_KEYS = (
    "landlord", "landlord_type", "date", *PERIODS, "layout", "decision_type", "tenure", "source", "url",
    "landlord_resolved",
)  # fmt: skip
# as the DECISION layout prints them; any other wording is kept, in lower case
_PRINTED_TYPES = {
    "housing association": LandlordType.HOUSING_ASSOCIATION,
    "local authority": LandlordType.COUNCIL,
    "council": LandlordType.COUNCIL,
    "almo": LandlordType.ALMO,
    "co-operative": LandlordType.CO_OPERATIVE,
    "housing co-operative": LandlordType.CO_OPERATIVE,
    "for profit": LandlordType.FOR_PROFIT,
    "for-profit": LandlordType.FOR_PROFIT,
}


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
    """One row a case: case_reference and `KEYS`.

    `landlord`: canonical where resolved, else as printed. `landlord_type`: from the table of landlords where it is
    resolved, else what the report says. Both, `tenure` and the periods are "not stated" where the report does not say;
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
    known = cases["landlord_canonical"].map({name: str(kind) for name, kind in built_in().types.items()})
    printed = cases["landlord_type"].str.strip().str.lower()
    slugs = printed.map({words: str(kind) for words, kind in _PRINTED_TYPES.items()})
    return _stated(known.astype(TEXT_DTYPE).fillna(slugs.astype(TEXT_DTYPE)).fillna(printed))


def _stated(values: pd.Series) -> pd.Series:
    return values.astype(TEXT_DTYPE).fillna(NOT_STATED)
