"""Figures of many determinations: rates, money, orders and times, each with its n and the words behind it.

The functions that end in `_rows` give what is counted, a row each; the others take a Dataset, or such rows filtered as
the user likes, and give one row for each group. `evidence` leads from a row of a result back to the reports, and
`notes` says what its readers must know.
"""

from ombudsparse.analysis.accounts import account, left_out
from ombudsparse.analysis.benchmarks import benchmarks
from ombudsparse.analysis.comparisons import biggest_changes, compare
from ombudsparse.analysis.compensation import compensation, earlier_offers
from ombudsparse.analysis.intervals import newcombe, wilson
from ombudsparse.analysis.late_answers import response_times
from ombudsparse.analysis.narrowing import narrow
from ombudsparse.analysis.per_home import per_homes
from ombudsparse.analysis.periods import financial_year
from ombudsparse.analysis.provenance import evidence, notes
from ombudsparse.analysis.published import beside_published
from ombudsparse.analysis.rates import (
    intra_case_correlation,
    maladministration_rate,
    outcomes,
    recurring_failings,
)
from ombudsparse.analysis.severity import severity_mix
from ombudsparse.analysis.stages import stage_rows
from ombudsparse.analysis.timing import order_types, time_to_determination
from ombudsparse.analysis.units import award_rows, case_rows, finding_rows, order_rows
from ombudsparse.analysis.views import rolled_up, with_landlords

__all__ = [
    "account",
    "award_rows",
    "benchmarks",
    "beside_published",
    "biggest_changes",
    "case_rows",
    "compare",
    "compensation",
    "earlier_offers",
    "evidence",
    "financial_year",
    "finding_rows",
    "intra_case_correlation",
    "left_out",
    "maladministration_rate",
    "narrow",
    "newcombe",
    "notes",
    "order_rows",
    "order_types",
    "outcomes",
    "per_homes",
    "recurring_failings",
    "response_times",
    "rolled_up",
    "severity_mix",
    "stage_rows",
    "time_to_determination",
    "wilson",
    "with_landlords",
]
