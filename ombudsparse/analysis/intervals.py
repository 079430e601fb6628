"""Intervals of 95% around shares, and around differences of shares."""

import math

_Z = 1.959963984540054  # the 97.5% point of the normal distribution
Interval = tuple[float, float]
NOTHING: Interval = (math.nan, math.nan)


def wilson(successes: int, n: int) -> Interval:
    """The 95% Wilson score interval, (low, high) from 0 to 1, of a share of `successes` among `n`; NaN where n is 0.

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the
    American Statistical Association 22 (1927). It takes the things counted as independent of one another. Raises
    ValueError where there are more successes than things, or fewer than none.
    """
    if not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n} is no share; give 0 <= successes <= n")
    if n == 0:
        return NOTHING
    share, square = successes / n, _Z * _Z
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = _Z / (1 + square / n) * math.sqrt(share * (1 - share) / n + square / (4 * n * n))
    low = 0.0 if successes == 0 else middle - half
    high = 1.0 if successes == n else middle + half
    return low, high


def newcombe(first: tuple[int, int], second: tuple[int, int]) -> Interval:
    """The 95% interval, (low, high) from -1 to 1, of the second share less the first; NaN where either has no n.

    Each share is (successes, n). Source: R. G. Newcombe, "Interval estimation for the difference between independent
    proportions", Statistics in Medicine 17 (1998), method 10.
    """
    if not first[1] or not second[1]:
        return NOTHING
    before, after = first[0] / first[1], second[0] / second[1]
    (low_1, high_1), (low_2, high_2) = wilson(*first), wilson(*second)
    difference = after - before
    return (
        difference - math.hypot(after - low_2, high_1 - before),
        difference + math.hypot(high_2 - after, before - low_1),
    )
