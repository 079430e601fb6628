"""What stands behind a result: the rows that were counted, and what a reader of the figures must know."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from ombudsparse.analysis.accounts import Fates
from ombudsparse.analysis.outcome_sets import EVIDENCE_COLUMNS
from ombudsparse.errors import AnalysisError

ATTRIBUTE = "ombudsparse"
_LOST = (
    "{} has lost where it comes from; take it from the result with .iloc or .loc, or give the result: "
    "evidence(row, result)"
)


class Provenance(dict[str, Any]):
    """Travels in `result.attrs["ombudsparse"]`: measure, keys, notes and account as its items, the counted rows beside
    them.

    A dict, since pandas writes `attrs` as JSON into Parquet. It is copied as itself: pandas copies `attrs` with every
    operation, and the rows are large.
    """

    def __init__(
        self,
        measure: str,
        keys: Sequence[str],
        notes: Iterable[str],
        rows: pd.DataFrame,
        known: pd.DataFrame,
        fates: Fates | None = None,
    ) -> None:
        account = [list(each) for each in fates.counts()] if fates else []
        super().__init__(measure=measure, keys=list(keys), notes=list(notes), account=account)
        self.rows = rows
        self.known = known
        self.fates = fates

    def __deepcopy__(self, memo: object) -> "Provenance":
        return self

    def __copy__(self) -> "Provenance":
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return Provenance, (self["measure"], self["keys"], self["notes"], self.rows, self.known, self.fates)


def with_provenance(
    result: pd.DataFrame,
    *,
    measure: str,
    keys: Sequence[str],
    rows: pd.DataFrame,
    values: Sequence[str],
    notes: Iterable[str | None],
    fates: Fates | None = None,
) -> pd.DataFrame:
    """The result, which remembers the rows that it counts (keys, `values`, evidence), and what it leaves out."""
    names = ["case_reference", "landlord", "date", *keys, *values, *EVIDENCE_COLUMNS, "source", "url"]
    kept = rows[list(dict.fromkeys(names))].reset_index(drop=True)
    said = [note for note in notes if note]
    result.attrs[ATTRIBUTE] = Provenance(measure, keys, said, kept, result[list(keys)].copy(), fates)
    return result


def evidence(row: Any, result: pd.DataFrame | None = None) -> pd.DataFrame:
    """The things that a row of a result counts, one row each: case_reference, landlord, date, what was counted, the
    words of the report, where they stand in it (section, paragraph, page, offsets), source and url.

    `row`: taken from the result with .iloc or .loc, also after sorting or filtering it. A dict, or what itertuples
    gives, needs the `result`. Empty where the row counts nothing. Raises AnalysisError where it cannot be told.
    """
    if isinstance(row, pd.DataFrame):
        raise AnalysisError("row: this is a frame; take one row of it with .iloc[0]")
    provenance = _provenance(row if result is None else result, "row" if result is None else "result")
    if not isinstance(provenance, Provenance):
        raise AnalysisError("result: it was read from a file, which keeps no rows; compute it again")
    cells = row._asdict() if hasattr(row, "_asdict") else row
    if not isinstance(cells, pd.Series | Mapping):
        raise AnalysisError(f"row: {type(row).__name__} is no row; take one with .iloc or .loc")
    keys = provenance["keys"]
    missing = [key for key in keys if key not in cells]
    if missing:
        raise AnalysisError(f"row: it has no {', '.join(missing)}; take the row with all columns of the result")
    wanted = {key: cells[key] for key in keys}
    if not _matching(provenance.known, wanted).any():
        named = ", ".join(f"{key} {value!r}" for key, value in wanted.items())
        raise AnalysisError(f"row: the result has no row with {named}; take the row from the result itself")
    found = provenance.rows[_matching(provenance.rows, wanted)].reset_index(drop=True)
    return found.dropna(axis="columns", how="all") if provenance["measure"] == "compare" else found


def notes(result: pd.DataFrame | pd.Series) -> tuple[str, ...]:
    """What a reader of the result must know, a sentence each. Raises AnalysisError where it is no result."""
    return tuple(_provenance(result, "result")["notes"])


def _provenance(source: Any, name: str) -> Mapping[str, Any]:
    found = getattr(source, "attrs", {}).get(ATTRIBUTE)
    if found is None:
        raise AnalysisError(f"{name}: {_LOST.format(type(source).__name__)}")
    return found  # type: ignore[no-any-return]


def _matching(rows: pd.DataFrame, wanted: Mapping[str, Any]) -> pd.Series:
    found = pd.Series(True, index=rows.index)
    for key, value in wanted.items():
        same = rows[key].isna() if pd.isna(value) else (rows[key] == value).fillna(False)
        found &= same.astype(bool)
    return found
