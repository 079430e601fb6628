"""Intervals and periods: values from the literature and from the calendar, and laws that hold for all."""

import datetime as dt
import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ombudsparse.analysis import financial_year, newcombe, wilson
from ombudsparse.analysis.periods import period_columns


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (5, 10, 0.2366, 0.7634),
        (10, 10, 0.7225, 1.0),
        (1, 1, 0.2065, 1.0),
        (4, 7, 0.2505, 0.8418),
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, table I, method 3
        (15, 148, 0.0624, 0.1605),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson(successes, n, low, high):
    assert wilson(successes, n) == pytest.approx((low, high), abs=5e-5)


def test_wilson_without_a_denominator_is_nothing():
    assert all(math.isnan(bound) for bound in wilson(0, 0))


@pytest.mark.parametrize(("successes", "n"), [(2, 1), (-1, 4)])
def test_wilson_of_no_share(successes, n):
    with pytest.raises(ValueError, match="no share"):
        wilson(successes, n)


@given(st.integers(0, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share_and_mirrors(pair):
    successes, n = pair
    if n:
        low, high = wilson(successes, n)
        assert 0 <= low <= successes / n <= high <= 1
        assert wilson(n - successes, n) == pytest.approx((1 - high, 1 - low))


# Newcombe 1998 (differences), table II, method 10; his differences are first less second
@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        ((48, 80), (56, 70), 0.0524, 0.3339),
        ((3, 10), (9, 10), 0.1705, 0.8090),
        ((0, 20), (10, 10), 0.6791, 1.0),
        ((0, 10), (10, 10), 0.6075, 1.0),
    ],
)
def test_newcombe(first, second, low, high):
    assert newcombe(first, second) == pytest.approx((low, high), abs=5e-5)


def test_newcombe_needs_both():
    assert all(math.isnan(bound) for bound in newcombe((0, 0), (1, 2)))


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (dt.date(2023, 3, 31), "2022-23"),
        (dt.date(2023, 4, 1), "2023-24"),
        (dt.date(2024, 1, 1), "2023-24"),
        (dt.date(2000, 3, 31), "1999-00"),
        (pd.Timestamp(2025, 12, 31), "2025-26"),
        (None, None),
        (pd.NaT, None),
    ],
)
def test_financial_year(day, year):
    assert financial_year(day) == year


@given(st.lists(st.dates(dt.date(1999, 1, 1), dt.date(2040, 1, 1)), min_size=1, max_size=20))
def test_columns_of_periods_agree_with_the_day(days):
    made = period_columns(pd.Series(pd.to_datetime(days).astype("datetime64[s]")))
    assert list(made["financial_year"]) == [financial_year(day) for day in days]
    assert list(made["year"]) == [day.year for day in days]
    assert list(made["month"]) == [f"{day:%Y-%m}" for day in days]
    assert list(made["quarter"]) == [f"{day.year} Q{-(-day.month // 3)}" for day in days]


def test_a_missing_date_is_said():
    made = period_columns(pd.Series([pd.NaT], dtype="datetime64[s]")).iloc[0]
    assert pd.isna(made["year"])
    assert [made[name] for name in ("financial_year", "quarter", "month")] == ["not stated"] * 3
