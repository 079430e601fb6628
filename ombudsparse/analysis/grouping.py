"""The rows that a measure counts, the groups that it counts them by, and the order of its result."""

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from ombudsparse.analysis.cases import CASE_KEYS, EXTRA, Tables
from ombudsparse.analysis.intervals import wilson
from ombudsparse.analysis.outcome_sets import EVIDENCE_COLUMNS, NOT_STATED
from ombudsparse.analysis.periods import PERIODS
from ombudsparse.errors import AnalysisError

By = str | Sequence[str]
_OF_CASE = tuple(name for name in CASE_KEYS if name not in ("landlord_resolved", "group"))  # not needed by all
BY = ("landlord", "landlord_type", "group", "category", "ombudsman_category", *PERIODS, "layout", "tenure")


def rows_of(of: Tables | pd.DataFrame, make: Callable[[Tables], pd.DataFrame], needed: Iterable[str]) -> pd.DataFrame:
    """The rows to be counted: `of` itself where it is a frame, else what `make` makes of the dataset.

    Raises AnalysisError where a frame has not the columns `needed`, those of the case, and the evidence.
    """
    if not isinstance(of, pd.DataFrame):
        return make(of).reset_index(drop=True)
    missing = [name for name in ("case_reference", *needed, *_OF_CASE, *EVIDENCE_COLUMNS) if name not in of]
    if missing:
        raise AnalysisError(
            f"of: the frame has no column {', '.join(missing)}; "
            f"give a Dataset, or the rows of op.analysis.{make.__name__}, filtered as you like"
        )
    return of.reset_index(drop=True)


def keys_of(by: By, rows: pd.DataFrame, also: Sequence[str] = ()) -> list[str]:
    """The names of `by`. Raises AnalysisError for one that is unknown, said twice, or that the rows do not have."""
    known = (*BY, *also, *rows.attrs.get(EXTRA, ()))
    keys = [by] if isinstance(by, str) else list(by)
    for name in keys:
        if name not in known:
            near = difflib.get_close_matches(str(name), known, 1)
            meant = f", did you mean {near[0]!r}? Use" if near else "; use"
            raise AnalysisError(f"by: {name!r} is no grouping{meant} any of {', '.join(known)}")
        if name not in rows:
            raise AnalysisError(
                f"by: {name!r} cannot group this measure: it counts cases, and a case has complaints about several "
                f"matters; use any of {', '.join(each for each in known if each in rows)}"
            )
    if len(set(keys)) < len(keys):
        raise AnalysisError(f"by: {', '.join(keys)} names a grouping twice; name each once")
    return keys


def grouped(rows: pd.DataFrame, keys: Sequence[str]) -> tuple[pd.Series, pd.DataFrame]:
    """The number of each row's group, and a table of the groups: a row each with the keys, its index the number.

    Without keys everything is one group, be there rows or not.
    """
    if not keys:
        return pd.Series(0, index=rows.index, name="group_number"), pd.DataFrame(index=[0])
    numbers = rows.groupby(list(keys), dropna=False, observed=True, sort=False).ngroup().rename("group_number")
    table = rows[list(keys)].assign(group_number=numbers).drop_duplicates("group_number").set_index("group_number")
    for key in keys:
        if isinstance(table[key].dtype, pd.CategoricalDtype):
            table[key] = table[key].astype(table[key].cat.categories.dtype)
    return numbers, table


def whole(table: pd.DataFrame, *names: str) -> pd.DataFrame:
    """The table with these columns as Int64, 0 where a group has none."""
    return table.assign(**{name: table[name].fillna(0).astype("Int64") for name in names})


def add_interval(table: pd.DataFrame, share: str, successes: str, n: str, worth: str | None = None) -> pd.DataFrame:
    """The table with the share of `successes` among `n`, and its Wilson interval as `low` and `high`.

    `worth`: the column that says how many independent things the `n` are worth, where these are fewer.
    """
    counts = list(zip(table[successes].fillna(0), table[n].fillna(0), table[worth or n].fillna(0), strict=True))
    shares = [part / total if total else float("nan") for part, total, _ in counts]
    made = [wilson(int(part), int(total), float(independent)) for part, total, independent in counts]
    columns = {share: shares, "low": [low for low, _ in made], "high": [high for _, high in made]}
    return table.assign(**{name: pd.Series(values, table.index, dtype="float64") for name, values in columns.items()})


def quartiles(values: Any) -> dict[str, pd.Series]:
    """Median and quartiles of grouped values, by linear interpolation."""
    points = {"median": 0.5, "lower_quartile": 0.25, "upper_quartile": 0.75}
    return {name: values.quantile(at).astype("float64") for name, at in points.items()}


def in_order(
    table: pd.DataFrame, keys: Sequence[str], n: str, fixed: Mapping[str, Sequence[str]] | None = None
) -> pd.DataFrame:
    """The table in order: periods by time, `fixed` columns as given, others by falling `n` and then by name.

    What is not stated comes last of the periods, and of what has a fixed order.
    """
    ordered, by, rising = table.copy(), [], []
    for at, key in enumerate([*keys, *(name for name in fixed or {} if name not in keys)]):
        if fixed and key in fixed:
            places = {name: place for place, name in enumerate(fixed[key])}
            ordered[f"_{at}"] = ordered[key].map(places).fillna(len(places)).astype("int64")
        elif key in PERIODS:
            ordered[f"_{at}"] = ordered[key].isna() | (ordered[key].astype("string") == NOT_STATED).fillna(True)
        else:
            ordered[f"_{at}"] = -ordered.groupby(key, dropna=False)[n].transform("sum").astype("float64")
        by += [f"_{at}", key]
        rising += [True, True]
    ordered = ordered.sort_values(by, ascending=rising, kind="stable") if by else ordered
    return ordered[table.columns].reset_index(drop=True)
