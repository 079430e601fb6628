"""The functions that the questions use and SQLite lacks: intervals, quantiles, links to the rows behind a figure."""

import sqlite3
from collections import Counter
from urllib.parse import urlencode

from ombudsparse.analysis import wilson
from ombudsparse.analysis.clusters import likeness
from ombudsparse.explore.definitions import DATABASE

Value = str | int | float | None


def add_functions(connection: sqlite3.Connection) -> None:
    """Makes the functions known to a connection."""
    connection.create_function("wilson_low", 2, wilson_low, deterministic=True)
    connection.create_function("wilson_high", 2, wilson_high, deterministic=True)
    connection.create_function("whole", 2, whole_number, deterministic=True)
    connection.create_function("rows_link", -1, rows_link, deterministic=True)
    connection.create_aggregate("likeness", 2, _Likeness)  # type: ignore[arg-type]
    connection.create_aggregate("share_low", 3, _ShareLow)  # type: ignore[arg-type]
    connection.create_aggregate("share_high", 3, _ShareHigh)  # type: ignore[arg-type]
    connection.create_aggregate("median", 1, _Median)  # type: ignore[arg-type]  # typeshed wants finalize's exact type
    connection.create_aggregate("lower_quartile", 1, _LowerQuartile)  # type: ignore[arg-type]
    connection.create_aggregate("upper_quartile", 1, _UpperQuartile)  # type: ignore[arg-type]


def wilson_low(successes: int | None, n: int | None) -> float | None:
    """The lower end of the 95% interval of a share; None where there is nothing to share."""
    return wilson(successes or 0, n)[0] if n else None


def wilson_high(successes: int | None, n: int | None) -> float | None:
    """The upper end of the 95% interval of a share; None where there is nothing to share."""
    return wilson(successes or 0, n)[1] if n else None


def whole_number(text: str | None, otherwise: int) -> int:
    """A parameter as a whole number; `otherwise` where it is blank or none."""
    stripped = (text or "").strip()
    return int(stripped) if stripped.isdecimal() else otherwise


def rows_link(table: str, *filters: Value) -> str:
    """The address of the rows of a table: column, value, column, value … A column whose value is blank is left out."""
    pairs = zip(filters[::2], filters[1::2], strict=True)
    return f"/{DATABASE}/{table}?" + urlencode([(str(name), value) for name, value in pairs if value not in (None, "")])


class _Likeness:
    """An aggregate: how much the findings of one case are alike; see `ombudsparse.analysis.clusters`."""

    def __init__(self) -> None:
        self.cases: list[str] = []
        self.upheld: list[bool] = []

    def step(self, case: str, upheld: int | None, *_: float | None) -> None:
        self.cases.append(case)
        self.upheld.append(bool(upheld))

    def finalize(self) -> float | None:
        import pandas as pd

        return likeness(pd.Series(self.cases, dtype="object"), pd.Series(self.upheld, dtype="bool")).used


class _ShareLow(_Likeness):
    """An aggregate: the end of the 95% interval of the share upheld, of so many independent findings."""

    end = 0
    alike = 0.0

    def step(self, case: str, upheld: int | None, *alike: float | None) -> None:
        super().step(case, upheld)
        self.alike = alike[0] or 0.0

    def finalize(self) -> float | None:
        if not self.cases:
            return None
        n = len(self.cases)
        mean_size = sum(size * size for size in Counter(self.cases).values()) / n
        return wilson(sum(self.upheld), n, n / (1 + (mean_size - 1) * self.alike))[self.end]


class _ShareHigh(_ShareLow):
    end = 1


class _Quantile:
    """An aggregate: the quantile of the values that are not missing, between two of them in proportion, as pandas."""

    share = 0.5

    def __init__(self) -> None:
        self.values: list[float] = []

    def step(self, value: float | None) -> None:
        if value is not None:
            self.values.append(value)

    def finalize(self) -> float | None:
        if not self.values:
            return None
        ordered = sorted(self.values)
        place = self.share * (len(ordered) - 1)
        below = ordered[int(place)]
        above = ordered[min(int(place) + 1, len(ordered) - 1)]
        return below + (above - below) * (place - int(place))


class _Median(_Quantile):
    pass


class _LowerQuartile(_Quantile):
    share = 0.25


class _UpperQuartile(_Quantile):
    share = 0.75
