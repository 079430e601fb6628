"""What the Ombudsman ordered to be paid, and what the landlord had offered before."""

import pandas as pd

from ombudsparse.analysis import caveats
from ombudsparse.analysis.cases import Tables
from ombudsparse.analysis.grouping import By, grouped, in_order, keys_of, quartiles, rows_of, whole
from ombudsparse.analysis.outcome_sets import EVIDENCE_COLUMNS, NOT_STATED, OFF_SCALE, OUTCOMES
from ombudsparse.analysis.provenance import with_provenance
from ombudsparse.analysis.rates import MINIMUM
from ombudsparse.analysis.units import award_rows, case_rows
from ombudsparse.errors import AnalysisError

_OF_HEADS = ("category", "severity")
_SEVERITIES = (*OUTCOMES, OFF_SCALE, NOT_STATED)
_BEHIND = {name: name.replace("evidence", "order", 1) for name in EVIDENCE_COLUMNS[1:]} | {"evidence": "order_evidence"}
_PER_CASE = ("compensation_ordered", "compensation_deductible", "compensation_new")
_OFFERED = ("offered_at_least", "compensation_ordered", "offer_evidence", *_BEHIND.values())


def compensation(
    of: Tables | pd.DataFrame, by: By = (), *, zeros: bool = False, minimum: int = MINIMUM
) -> pd.DataFrame:
    """The money that was ordered, in pounds: a row a group.

    Columns: those of `by`; cases (whose sum is known); awarded (cases with money ordered); total (gross); deductible
    (what of it may be deducted as offered or paid before); new_money (total less that); mean, median, lower_quartile,
    upper_quartile (linear interpolation) and largest, over the cases with an award, or over all with `zeros`; small
    (fewer than `minimum` cases behind the mean).

    By category or severity (of the gravest finding on the head) the unit is what a case was ordered to be paid for such
    heads, a total or its components and never both; money that the report gives for no head is "not stated", so that
    the totals add up to what was ordered. What may be deducted is not told by head: empty.

    `of`: a Dataset, or `case_rows` of it; by category or severity, `award_rows`. Raises AnalysisError.
    """
    keys = [by] if isinstance(by, str) else list(by)
    if set(keys) & set(_OF_HEADS):
        if zeros:
            raise AnalysisError("zeros: by category or severity only money that was ordered is known; leave it False")
        return _by_head(of, by, minimum)
    rows = rows_of(of, case_rows, (*_PER_CASE, *_BEHIND.values()))
    keys = keys_of(by, rows, _OF_HEADS)
    numbers, table = grouped(rows, keys)
    known = rows[rows["compensation_ordered"].notna()]
    awarded = known[known["compensation_ordered"] > 0]
    result = _figures(table, numbers, known, awarded, known if zeros else awarded)
    new = awarded["compensation_new"].groupby(numbers).sum()
    result["new_money"] = new.reindex(result.index).fillna(0).round(2)
    result["deductible"] = (result["total"] - result["new_money"]).round(2)
    result["small"] = (result["cases" if zeros else "awarded"] < minimum).astype(bool)
    result = in_order(_arranged(result, keys), keys, "cases")
    none = len(known) - len(awarded)
    zero = "counted as £0 in mean and median." if zeros else "left out of mean and median."
    return with_provenance(
        result,
        measure="compensation",
        keys=keys,
        rows=_with_orders(known if zeros else awarded),
        values=_PER_CASE,
        notes=[
            *caveats.about_figures(rows, keys, of),
            caveats.if_any(none, "case", f"with no money ordered {zero}"),
            caveats.unpriced(rows[rows["compensation_ordered"].isna()]),
            caveats.small_rows(result["small"], minimum, "cases" if zeros else "cases with an award"),
        ],
    )  # fmt: skip


def earlier_offers(of: Tables | pd.DataFrame, by: By = ()) -> pd.DataFrame:
    """What was ordered beside what the landlord had offered, in the cases that have both: a row a group.

    Columns: those of `by`; cases; offered (pounds, a lower bound: the largest single sum of the landlord's latest
    offer); ordered (pounds, gross); difference (ordered less offered); median_ratio (ordered ÷ offered, of the cases);
    ordered_more (cases ordered more than that), share_ordered_more (0 to 1). `of`: a Dataset, or `case_rows` of it.
    Raises AnalysisError.
    """
    rows = rows_of(of, case_rows, _OFFERED)
    keys = keys_of(by, rows)
    both = rows[(rows["compensation_ordered"] > 0) & (rows["offered_at_least"] > 0)]
    numbers, table = grouped(both, keys)
    groups = both.groupby(numbers)
    more = (both["compensation_ordered"] > both["offered_at_least"]).groupby(numbers).sum()
    ratio = (both["compensation_ordered"] / both["offered_at_least"]).groupby(numbers).median()
    offered, ordered = groups["offered_at_least"].sum(), groups["compensation_ordered"].sum()
    table = table.assign(cases=groups.size(), offered=offered, ordered=ordered, median_ratio=ratio, ordered_more=more)
    table = whole(table, "cases", "ordered_more")
    table[["offered", "ordered"]] = table[["offered", "ordered"]].fillna(0).round(2)
    table["difference"] = (table["ordered"] - table["offered"]).round(2)
    table["share_ordered_more"] = table["ordered_more"].astype("float64") / table["cases"].astype("float64")
    names = ["cases", "offered", "ordered", "difference", "median_ratio", "ordered_more", "share_ordered_more"]
    without = int((rows["compensation_ordered"] > 0).sum()) - len(both)
    return with_provenance(
        in_order(table[[*keys, *names]], keys, "cases"),
        measure="earlier_offers",
        keys=keys,
        rows=_with_orders(both),
        values=("offered_at_least", "compensation_ordered", "offer_evidence"),
        notes=[
            *caveats.about_figures(rows, keys, of),
            "Offers are lower bounds: the largest single sum of the landlord's latest offer; sums offered together are "
            "not added up, so that some landlords offered more than this.",
            "An order can include the offer or come on top of it: the difference is not the new money.",
            caveats.if_any(without, "case", "with money ordered and no known earlier offer left out."),
        ],
    )


def _by_head(of: Tables | pd.DataFrame, by: By, minimum: int) -> pd.DataFrame:
    needed = ("number", "role", "category", "severity", "compensation_ordered", "attributed", "unattributed",
              "order_evidence")  # fmt: skip
    rows = rows_of(of, award_rows, needed)
    keys = keys_of(by, rows, _OF_HEADS)
    own, rest = rows[rows["attributed"] > 0], rows[rows["unattributed"] > 0]
    nowhere = {"category": NOT_STATED, "severity": NOT_STATED}
    parts = [own.assign(ordered=own["attributed"]), rest.assign(ordered=rest["unattributed"], **nowhere)]
    sums = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    numbers, table = grouped(sums, keys)
    carried = sums.groupby([numbers, "case_reference"])["ordered"].sum().rename("compensation_ordered")
    cases = carried.reset_index("group")
    result = _figures(table, cases["group"], cases, cases, cases)
    result["new_money"] = result["deductible"] = float("nan")
    result["small"] = (result["awarded"] < minimum).astype(bool)
    result = in_order(_arranged(result, keys), keys, "cases", {"severity": _SEVERITIES} if "severity" in keys else None)
    unknown = rows[rows["role"].isin(["ordered", "ordered_component"]) & rows["compensation_ordered"].isna()]
    return with_provenance(
        result,
        measure="compensation",
        keys=keys,
        rows=sums,
        values=("number", "ordered", "role", "order_evidence"),
        notes=[
            *caveats.about_figures(sums, keys, of),
            "Each case counts once in every group for which it has money; cases without money are not counted.",
            f"£{sums.loc[sums['category'] == NOT_STATED, 'ordered'].sum():,.2f} of £{sums['ordered'].sum():,.2f} is "
            "ordered for no matter that the report names." if len(rest) else None,
            caveats.unpriced(unknown),
            caveats.small_rows(result["small"], minimum, "cases with an award"),
        ],
    )  # fmt: skip


def _figures(
    table: pd.DataFrame, numbers: pd.Series, known: pd.DataFrame, awarded: pd.DataFrame, behind: pd.DataFrame
) -> pd.DataFrame:
    """The table with the figures of `compensation_ordered`, by the numbers of the groups (aligned with the rows)."""
    sums = behind["compensation_ordered"].groupby(numbers)
    gross = awarded["compensation_ordered"].groupby(numbers)
    made = table.assign(
        cases=known["compensation_ordered"].groupby(numbers).size(), awarded=gross.size(), total=gross.sum(),
        mean=sums.mean(), **quartiles(sums), largest=sums.max(),
    )  # fmt: skip
    made = whole(made, "cases", "awarded")
    made["total"] = made["total"].fillna(0).round(2)
    return made


def _arranged(table: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    names = ["cases", "awarded", "total", "deductible", "new_money", "mean", "median", "lower_quartile",
             "upper_quartile", "largest", "small"]  # fmt: skip
    return table[[*keys, *names]]


def _with_orders(cases: pd.DataFrame) -> pd.DataFrame:
    """Cases, whose evidence are the orders of money."""
    return cases.assign(**{name: cases[column] for name, column in _BEHIND.items()})
