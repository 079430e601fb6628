"""Simulated: how often an interval holds the truth, and how often a comparison calls out where nothing differs."""

import random
from collections.abc import Iterator

import pandas as pd
import pytest

from ombudsparse.analysis import newcombe, wilson
from ombudsparse.analysis.clusters import effective_number, likeness
from ombudsparse.analysis.intervals import chance_of_difference, false_discovery

CASES, SIZES, WEIGHTS = 20, (1, 2, 3, 4, 5), (25, 30, 25, 12, 8)  # findings of a case, and how many cases have so many
RUNS = 400
Side = tuple[int, int, float]  # upheld, findings, effective number


def findings(draw: random.Random, share: float, correlation: float, start: int = 0) -> Iterator[tuple[int, bool]]:
    """Case and whether upheld, of 20 cases whose findings are alike: a case has its own share, beta distributed."""
    for case in range(start, start + CASES):
        own = share
        if correlation:
            spread = (1 - correlation) / correlation
            own = draw.betavariate(share * spread, (1 - share) * spread)
        for _ in range(draw.choices(SIZES, WEIGHTS)[0]):
            yield case, draw.random() < own


def sides(rows: list[tuple[int, bool]]) -> list[Side]:
    """The sides of 20 cases each, with the effective numbers from the correlation of all of them."""
    frame = pd.DataFrame(rows, columns=["case", "upheld"])
    alike = likeness(frame["case"], frame["upheld"])
    sizes = frame.groupby("case").size()
    groups = pd.Series(sizes.index // CASES, index=sizes.index)
    worth = effective_number(sizes, groups, alike.used)
    counted = frame.groupby(frame["case"] // CASES)["upheld"].agg(["sum", "size"])
    return [(int(x), int(n), float(e)) for x, n, e in zip(counted["sum"], counted["size"], worth, strict=True)]


@pytest.mark.parametrize("correlation", [0, 0.1, 0.2, 0.3, 0.4, 0.5])
def test_the_interval_of_20_cases_holds_the_truth_95_times_in_100(correlation: float) -> None:
    draw = random.Random(round(100 * correlation))
    held = bare = 0
    shares = (0.5, 0.7, 0.8)
    for run in range(RUNS):
        share = shares[run % len(shares)]
        ((upheld, n, worth),) = sides(list(findings(draw, share, correlation)))
        low, high = wilson(upheld, n, worth)
        held += low <= share <= high
        low, high = wilson(upheld, n)
        bare += low <= share <= high
    assert held / RUNS >= 0.94
    if correlation >= 0.3:
        assert bare / RUNS < 0.91, "the bare interval would do, and the simulation shows nothing"


@pytest.mark.parametrize("correlation", [0, 0.3, 0.5])
def test_no_more_comparisons_than_1_in_20_call_out_where_nothing_differs(correlation: float) -> None:
    draw = random.Random(7)
    called = small = 0
    runs = RUNS
    for _ in range(runs):
        rows = [*findings(draw, 0.7, correlation), *findings(draw, 0.7, correlation, CASES)]
        (x, n, e), (y, m, f) = sides(rows)
        low, high = newcombe((x, n), (y, m), (e, f))
        called += not low <= 0 <= high
        small += chance_of_difference((x, n), (y, m), (e, f)) < 0.05
    assert called / runs <= 0.07  # 5% and twice the error of so many runs
    assert small / runs <= 0.07


def test_likeness_of_made_up_cases() -> None:
    # all findings of a case alike: the correlation is 1; one finding a case: nothing to be alike
    same = likeness(pd.Series([1, 1, 2, 2, 3, 3]), pd.Series([True, True, False, False, True, True]))
    assert (same.estimate, same.used) == (1, 1)
    alone = likeness(pd.Series([1, 2, 3]), pd.Series([True, False, True]))
    assert (alone.estimate, alone.used) == (0, 0)
    assert likeness(pd.Series([1, 1]), pd.Series([True, False])).used == 1
    assert likeness(pd.Series([], dtype="int64"), pd.Series([], dtype="bool")).used == 1
    # two in two alike, one in one: 4 of 6 upheld; between 0.3333, within 0.3333 of size 2
    mixed = likeness(pd.Series([1, 1, 2, 2, 3, 3]), pd.Series([True, True, True, False, True, False]))
    assert mixed.estimate == pytest.approx(0)


def test_effective_numbers() -> None:
    sizes = pd.Series([2, 2, 1, 3])
    groups = pd.Series(["a", "a", "b", "b"])
    assert effective_number(sizes, groups, 0).to_list() == [4, 4]
    assert effective_number(sizes, groups, 1).to_list() == [2, 1.6]  # 4 ÷ 2; 4 ÷ (10 ÷ 4)
    assert effective_number(sizes, groups, 0.5).to_list() == pytest.approx([4 / 1.5, 4 / 1.75])


def test_chances_and_false_alarms() -> None:
    # the normal test of 30 of 100 against 45 of 100: z = 0.15 ÷ √(0.375 · 0.625 · 0.02) = 2.19
    assert chance_of_difference((30, 100), (45, 100), (100, 100)) == pytest.approx(0.0285, abs=5e-4)
    assert chance_of_difference((3, 3), (5, 5), (3, 5)) == 1
    # Benjamini and Hochberg 1995: p·m ÷ rank, from the largest down never rising
    assert false_discovery([0.01, 0.04, 0.03, 0.5]) == pytest.approx([0.04, 0.16 / 3, 0.16 / 3, 0.5])
    assert false_discovery([]) == []
