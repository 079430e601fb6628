"""Intervals of 95% around shares, and around differences of shares, also of findings that come several to a case."""

import math

_Z = 1.959963984540054  # the 97.5% point of the normal distribution
Interval = tuple[float, float]
NOTHING: Interval = (math.nan, math.nan)


def wilson(successes: int, n: int, effective: float | None = None) -> Interval:
    """The 95% Wilson score interval, (low, high) from 0 to 1, of a share of `successes` among `n`; NaN where n is 0.

    `effective`: how many independent things the `n` are worth, where they are not independent of one another (see
    `analysis.clusters`); the share stays, the interval is that of so many. Source: E. B. Wilson, "Probable inference,
    the law of succession, and statistical inference", Journal of the American Statistical Association 22 (1927).
    Raises ValueError where there are more successes than things, or fewer than none.
    """
    if not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n} is no share; give 0 <= successes <= n")
    if n == 0:
        return NOTHING
    share, square, worth = successes / n, _Z * _Z, n if effective is None else effective
    middle = (share + square / (2 * worth)) / (1 + square / worth)
    half = _Z / (1 + square / worth) * math.sqrt(share * (1 - share) / worth + square / (4 * worth * worth))
    low = 0.0 if successes == 0 else middle - half
    high = 1.0 if successes == n else middle + half
    return low, high


def newcombe(
    first: tuple[int, int], second: tuple[int, int], effective: tuple[float | None, float | None] = (None, None)
) -> Interval:
    """The 95% interval, (low, high) from -1 to 1, of the second share less the first; NaN where either has no n.

    Each share is (successes, n); `effective`: as for `wilson`, of each. Source: R. G. Newcombe, "Interval estimation
    for the difference between independent proportions", Statistics in Medicine 17 (1998), method 10.
    """
    if not first[1] or not second[1]:
        return NOTHING
    before, after = first[0] / first[1], second[0] / second[1]
    (low_1, high_1), (low_2, high_2) = wilson(*first, effective[0]), wilson(*second, effective[1])
    difference = after - before
    return (
        difference - math.hypot(after - low_2, high_1 - before),
        difference + math.hypot(high_2 - after, before - low_1),
    )


def chance_of_difference(first: tuple[int, int], second: tuple[int, int], effective: tuple[float, float]) -> float:
    """How often chance alone makes two shares differ by as much or more: two-sided p of the score test, 0 to 1.

    Each share is (successes, n), worth `effective` independent things. NaN where either has no n; 1 where both shares
    are 0, or both 1.
    """
    if not first[1] or not second[1]:
        return math.nan
    before, after = first[0] / first[1], second[0] / second[1]
    both = (before * effective[0] + after * effective[1]) / sum(effective)
    spread = math.sqrt(both * (1 - both) * (1 / effective[0] + 1 / effective[1]))
    return math.erfc(abs(after - before) / spread / math.sqrt(2)) if spread else 1.0


def false_discovery(chances: list[float]) -> list[float]:
    """The chances (p) of many comparisons, each as the share of false alarms among all that are as small or smaller.

    Source: Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", Journal of the Royal Statistical
    Society B 57 (1995).
    """
    made, least = [1.0] * len(chances), 1.0
    for rank, place in reversed(list(enumerate(sorted(range(len(chances)), key=chances.__getitem__), 1))):
        least = min(least, chances[place] * len(chances) / rank)
        made[place] = least
    return made
