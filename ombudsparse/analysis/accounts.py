"""What became of every case of the data: counted, or left out for a reason, so that nothing vanishes."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
from msgspec import Struct

from ombudsparse.analysis.cases import Tables
from ombudsparse.analysis.outcome_sets import TEXT_DTYPE
from ombudsparse.errors import AnalysisError

COUNTED = "counted"
NO_FINDING = "without a formal finding that could be read"
UNKNOWN_SUM = "with an order of money whose sum is not known"
NO_MONEY = "with no money ordered"
_NAMED = 3  # references that a note names
_SOURCES = {"duplicate": "further copies of reports that are counted", "failed": "that could not be read"}
_COLUMNS = ("unit", "what", "case_reference")


class Fates(Struct, frozen=True):
    """Of each case, finding, order or stage of the data: its unit, what became of it, and its case."""

    rows: pd.DataFrame

    def counts(self) -> list[tuple[str, str, int]]:
        """Unit, what became of it, and how many: `all` of a unit first, then what was counted, then the rest."""
        made: list[tuple[str, str, int]] = []
        for unit, found in self.rows.groupby("unit", sort=False):
            numbers = found["what"].value_counts()
            made.append((str(unit), "all", len(found)))
            made.append((str(unit), COUNTED, int(numbers.get(COUNTED, 0))))
            made += [(str(unit), str(what), int(n)) for what, n in sorted(numbers.items()) if what != COUNTED]
        return made

    def left_out(self, unit: str, what: str) -> pd.Series:
        """The references of those of a unit that were left out for this reason, each once."""
        rows = self.rows
        return rows.loc[(rows["unit"] == unit) & (rows["what"] == what), "case_reference"].drop_duplicates()

    def note(self, what: str, said: str = "left out", unit: str = "case") -> str | None:
        """ "3 cases without a formal finding left out: 202301, 202302, 202303." None where there are none."""
        rows = self.rows
        number = int(((rows["unit"] == f"{unit}s") & (rows["what"] == what)).sum())
        if not number:
            return None
        names = sorted(str(name) for name in self.left_out(f"{unit}s", what).dropna())
        more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
        named = f": {', '.join(names[:_NAMED])}{more}" if names else ""
        return f"{number:,} {unit}{'' if number == 1 else 's'} {what} {said}{named}."


def references(of: Tables | pd.DataFrame, rows: pd.DataFrame) -> pd.Series:
    """Every case of the data: those of a dataset, else those of the rows, each once."""
    every = rows["case_reference"] if isinstance(of, pd.DataFrame) else of.determinations["case_reference"]
    return every.drop_duplicates().reset_index(drop=True).astype(TEXT_DTYPE)


def case_fates(every: pd.Series, *sets: tuple[str, Iterable[Any]], rest: str = COUNTED) -> pd.DataFrame:
    """What became of each case: the first of the `sets` (what, references) that has it, else `rest`."""
    what = pd.Series(rest, index=every.index, dtype="object")
    for name, cases in reversed(sets):
        what[every.isin(list(cases))] = name
    return pd.DataFrame({"unit": "cases", "what": what, "case_reference": every}, columns=list(_COLUMNS))


def row_fates(unit: str, rows: pd.DataFrame, what: pd.Series) -> pd.DataFrame:
    """What became of each row: `what` is aligned with the rows."""
    found = {"unit": unit, "what": what.astype("object"), "case_reference": rows["case_reference"].astype(TEXT_DTYPE)}
    return pd.DataFrame(found, columns=list(_COLUMNS))


def fates_of(of: Tables | pd.DataFrame, *parts: pd.DataFrame) -> Fates:
    """The parts as one, with the sources of a dataset: read, copies, failed."""
    made = [part for part in parts if len(part)]
    sources = None if isinstance(of, pd.DataFrame) else getattr(of, "sources", None)
    if sources is not None and len(sources):
        status = sources["status"].astype("object").map(_SOURCES).fillna(COUNTED)
        made.append(row_fates("sources", sources, status))
    return Fates(pd.concat(made, ignore_index=True) if made else pd.DataFrame(columns=list(_COLUMNS)))


def account(result: pd.DataFrame) -> pd.DataFrame:
    """What became of all that the data has: of cases, findings, orders, stages and sources how many there are (`all`),
    how many were `counted`, and how many were left out for which reason; these add up to all.

    Columns: unit, what, number. Raises AnalysisError where it is no result of a measure.
    """
    counts = [(unit, what, number) for unit, what, number in _provenance(result).get("account", ())]
    return pd.DataFrame(counts, columns=["unit", "what", "number"]).astype(
        {"unit": TEXT_DTYPE, "what": TEXT_DTYPE, "number": "Int64"}
    )


def left_out(result: pd.DataFrame) -> pd.DataFrame:
    """Each case, finding, order or stage that a result leaves out: unit, what (the reason), case_reference.

    Raises AnalysisError where it is no result of a measure, or was read from a file.
    """
    fates = getattr(_provenance(result), "fates", None)
    if fates is None:
        raise AnalysisError("result: it was read from a file, which keeps no rows; compute it again")
    rows: pd.DataFrame = fates.rows
    return rows[rows["what"] != COUNTED].reset_index(drop=True).astype(TEXT_DTYPE)


def _provenance(result: Any) -> Mapping[str, Any]:
    found = getattr(result, "attrs", {}).get("ombudsparse")
    if found is None:
        raise AnalysisError("result: this is no result of a measure; give what one returned")
    return found  # type: ignore[no-any-return]
