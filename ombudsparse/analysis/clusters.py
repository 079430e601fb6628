"""How much the findings of one case are alike, and how many independent findings some are worth for it.

Findings of one case share a landlord, a complaint and a caseworker, so that ten findings of three cases say less than
ten of ten. The correlation is that of all cases counted, pooled; one standard error is added to it, since intervals
from too low a correlation are too narrow. tests/analysis/test_coverage.py simulates how often the intervals hold the
truth.
"""

import math

import pandas as pd
from msgspec import Struct


class Likeness(Struct, frozen=True):
    """The intra-case correlation, 0 to 1: as estimated, and as used, with a standard error added; of how many cases."""

    estimate: float
    used: float
    cases: int


def likeness(cases: pd.Series, upheld: pd.Series) -> Likeness:
    """The intra-case correlation of findings: `upheld` (booleans) and the reference of the `cases` of each.

    The analysis of variance estimate, 0 where it is negative; of fewer than two cases nothing can be told, and it is 1.
    Source: A. Donner, "A review of inference procedures for the intraclass correlation coefficient in the one-way
    random effects model", International Statistical Review 54 (1986); its standard error there is for cases of one
    size, for which the mean size is taken.
    """
    groups = upheld.astype("float64").groupby(cases)
    sizes, means = groups.size(), groups.mean()
    k, n = len(sizes), int(sizes.sum())
    if k < 2:
        return Likeness(1.0, 1.0, k)
    if n == k:  # one finding a case: nothing to be alike
        return Likeness(0.0, 0.0, k)
    overall = float(upheld.astype("float64").mean())
    size = (n - float((sizes**2).sum()) / n) / (k - 1)
    between = float((sizes * (means - overall) ** 2).sum()) / (k - 1)
    within = float((sizes * means * (1 - means)).sum()) / (n - k)
    spread = between + (size - 1) * within
    estimate = min(1.0, max(0.0, (between - within) / spread)) if spread > 0 else 0.0
    error = math.sqrt(2 / (size * (size - 1) * (k - 1))) * (1 - estimate) * (1 + (size - 1) * estimate)
    return Likeness(estimate, min(1.0, estimate + error), k)


def effective_number(sizes: pd.Series, groups: pd.Series, correlation: float) -> pd.Series:
    """How many independent findings those of each group are worth: n ÷ (1 + (Σm² ÷ n − 1) · correlation).

    `sizes`: the number m of findings of each case in a group; `groups`: the group of each, aligned with them. Source:
    L. Kish, "Survey Sampling" (1965), the design effect, for clusters of unequal size.
    """
    n = sizes.groupby(groups).sum().astype("float64")
    mean_size = (sizes**2).groupby(groups).sum() / n
    return n / (1 + (mean_size - 1) * correlation)
