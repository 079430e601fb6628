"""The functions that SQLite lacks."""

import sqlite3
from contextlib import closing

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ombudsparse.explore.sql_functions import add_functions, rows_link, whole_number, wilson_high, wilson_low


def asked(sql: str, values: list[float | None]) -> float | None:
    with closing(sqlite3.connect(":memory:")) as database:
        add_functions(database)
        database.execute("CREATE TABLE t (x)")
        database.executemany("INSERT INTO t VALUES (?)", [[value] for value in values])
        found: float | None = database.execute(sql).fetchone()[0]
        return found


@pytest.mark.parametrize(
    ("function", "values", "expected"),
    [
        ("median", [], None),
        ("median", [None], None),
        ("median", [7], 7),
        ("median", [4, 1, None], 2.5),
        ("median", [5, 1, 9], 5),
        ("lower_quartile", [10, 20, 30, 40], 17.5),
        ("upper_quartile", [10, 20, 30, 40], 32.5),
        ("upper_quartile", [10, 20, 30, 40, 50], 40),
    ],
)
def test_quantiles(function, values, expected):
    assert asked(f"SELECT {function}(x) FROM t", values) == expected


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=30))
def test_quantiles_are_those_of_pandas(values):
    for function, share in [("median", 0.5), ("lower_quartile", 0.25), ("upper_quartile", 0.75)]:
        expected = pd.Series(values, dtype=float).quantile(share)
        assert asked(f"SELECT {function}(x) FROM t", list(values)) == pytest.approx(expected)


@pytest.mark.parametrize(
    # 1 of 2, by hand: (0.25 z² / 2 + 0.5 ± …) gives 0.0945 and 0.9055
    ("successes", "n", "low", "high"),
    [(1, 2, 0.0945, 0.9055), (0, 4, 0.0, 0.4899), (4, 4, 0.5101, 1.0)],
)
def test_interval(successes, n, low, high):
    assert wilson_low(successes, n) == pytest.approx(low, abs=1e-4)
    assert wilson_high(successes, n) == pytest.approx(high, abs=1e-4)


def test_no_interval_of_nothing():
    assert wilson_low(0, 0) is None
    assert wilson_high(None, None) is None


@pytest.mark.parametrize(
    ("text", "expected"), [("", 5), (None, 5), (" 3 ", 3), ("0", 0), ("-1", 5), ("three", 5), ("2.5", 5), ("²", 5)]
)
def test_whole_number(text, expected):
    assert whole_number(text, 5) == expected


def test_link_to_rows():
    assert (
        rows_link("findings", "landlord", "A & B", "category", "", "financial_year", None, "upheld", 1)
        == "/ombudsman/findings?landlord=A+%26+B&upheld=1"
    )
