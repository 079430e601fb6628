"""What every unit frame says of its case: landlord, date and periods, layout, tenure, source."""

from collections.abc import Sequence
from typing import Any, Protocol

import pandas as pd
from msgspec import Struct

from ombudsparse.analysis.filters import Filters
from ombudsparse.analysis.outcome_sets import EVIDENCE_COLUMNS, NOT_STATED, TEXT_DTYPE
from ombudsparse.analysis.periods import PERIODS, period_columns
from ombudsparse.errors import AnalysisError
from ombudsparse.landlords.printed_types import landlord_type_of
from ombudsparse.landlords.table import built_in

CASE_KEYS = (
    "landlord", "landlord_type", "group", "date", *PERIODS, "layout", "decision_type", "tenure", "source", "url",
    "landlord_resolved",
)  # fmt: skip
EXTRA = "ombudsparse_landlord_columns"  # of unit rows, in their attrs: what the user's table of landlords adds
OWN_COLUMNS = ("case_reference", "category", "ombudsman_category", "severity", "outcome", *CASE_KEYS)


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
    """Tables in memory; `landlord_table` and `said` are those of a view (see `analysis.views`), `filters` what it is
    narrowed down to (see `analysis.narrowing`)."""

    determinations: pd.DataFrame
    heads: pd.DataFrame
    findings: pd.DataFrame
    orders: pd.DataFrame
    awards: pd.DataFrame
    events: pd.DataFrame
    milestones: pd.DataFrame
    sources: pd.DataFrame
    landlord_table: pd.DataFrame | None = None
    said: tuple[str, ...] = ()
    filters: Filters | None = None


def only(ds: Tables, references: pd.Series) -> Tables:
    """The tables of these cases alone."""
    tables = {name: table(ds, name) for name in _Some.__struct_fields__[:-3]}
    kept = {name: rows[rows["case_reference"].isin(references)] for name, rows in tables.items()}
    seen = {name: getattr(ds, name) for name in ("landlord_table", "said", "filters") if hasattr(ds, name)}
    return _Some(**kept, **seen)


def extra_columns(ds: Tables) -> list[str]:
    """The columns that the user's table of landlords adds to every case."""
    own = getattr(ds, "landlord_table", None)
    return [] if own is None else [str(name) for name in own if name not in ("landlord", "financial_year")]


def unit_rows(rows: pd.DataFrame, ds: Tables, own: Sequence[str], behind: Sequence[str] = ()) -> pd.DataFrame:
    """Rows in the order that all units have: case_reference, own columns, those of the case, the evidence."""
    extra = extra_columns(ds)
    made = rows[["case_reference", *own, *CASE_KEYS, *EVIDENCE_COLUMNS, *behind, *extra]]
    made.attrs[EXTRA] = extra
    return made


def case_keys(ds: Tables) -> pd.DataFrame:
    """One row for each case: case_reference and `CASE_KEYS`, and the columns of the user's table of landlords.

    `landlord`: canonical where resolved, else as printed. `landlord_type`: what the report says, else what the table of
    landlords does; `group`: the landlord's parent there, else itself. `landlord_type`, `tenure` and the periods are
    "not stated" where the report does not say; `date`, `year` and `url` are missing then. Raises AnalysisError where
    `ds` is no dataset.
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
    known = built_in().groups
    made["group"] = [known.get(name, name) for name in made["landlord"]]
    made = made.astype({"group": TEXT_DTYPE}).join(period_columns(made["date"]))[["case_reference", *CASE_KEYS]]
    return _with_landlord_table(made, ds)


def _with_landlord_table(cases: pd.DataFrame, ds: Tables) -> pd.DataFrame:
    """The cases with the columns of the user's table of landlords, "not stated" where it has no such landlord."""
    own = getattr(ds, "landlord_table", None)
    if own is None:
        return cases
    keys = [name for name in ("landlord", "financial_year") if name in own]
    made = cases.merge(own, on=keys, how="left")
    words = [name for name in extra_columns(ds) if name != "homes"]
    made = made.assign(**{name: _stated(made[name]) for name in words})
    made.attrs[EXTRA] = extra_columns(ds)
    return made


def with_case(rows: pd.DataFrame, ds: Tables) -> pd.DataFrame:
    """The rows, which have case_reference, with the columns of their cases."""
    cases = case_keys(ds)
    return rows.drop(columns=[name for name in cases if name in rows and name != "case_reference"]).merge(
        cases, on="case_reference", how="left"
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
