"""What the Ombudsman ordered to be paid, and what the landlord had offered before."""

from typing import Any

import pandas as pd

from ombudsparse.analysis import caveats
from ombudsparse.analysis.accounts import (
    COUNTED,
    NO_MONEY,
    UNKNOWN_SUM,
    Fates,
    case_fates,
    fates_of,
    references,
)
from ombudsparse.analysis.cases import Tables
from ombudsparse.analysis.grouping import By, grouped, in_order, keys_of, quartiles, rows_of, whole
from ombudsparse.analysis.narrowing import money_of_no_matter
from ombudsparse.analysis.outcome_sets import EVIDENCE_COLUMNS, NOT_STATED, OFF_SCALE, OUTCOMES, TEXT_DTYPE
from ombudsparse.analysis.provenance import with_provenance
from ombudsparse.analysis.rates import MINIMUM
from ombudsparse.analysis.units import award_rows, case_rows
from ombudsparse.errors import AnalysisError

_NO_OFFER = "with money ordered and no known earlier offer"
_OF_HEADS = ("category", "ombudsman_category", "severity")
_SEVERITIES = (*OUTCOMES, OFF_SCALE, NOT_STATED)
_BEHIND = {name: name.replace("evidence", "order", 1) for name in EVIDENCE_COLUMNS[1:]} | {"evidence": "order_evidence"}
_PER_CASE = ("compensation_ordered", "compensation_deductible", "compensation_new")
_OFFERED = ("offered_at_least", "compensation_ordered", "compensation_new", "offer_evidence", *_BEHIND.values())


def compensation(
    of: Tables | pd.DataFrame, by: By = (), *, zeros: bool = False, minimum: int = MINIMUM
) -> pd.DataFrame:
    """The money that was ordered, in pounds: one row for each group.

    Columns: those of `by`; cases; awarded (cases in which money was ordered); unknown (of these, cases whose sum is not
    known); total (gross, of the known sums); total_at_least (with what is known of the others); deductible (what of the
    total may be deducted as offered or paid before); new_money (total less that); mean, median,
    lower_quartile, upper_quartile (linear interpolation) and largest, over the cases whose sum is known: those with an
    award, or all with `zeros`; small (fewer than `minimum` cases behind the mean).

    By category or severity (of the gravest finding on the head) the unit is what a case was ordered to be paid for such
    heads, a total or its components and never both; money that the report gives for no head is "not stated", so that
    the totals add up to what was ordered. What may be deducted, and what is known of unknown sums, is not told by head:
    empty.

    `of`: a Dataset, or `case_rows` of it; by category or severity, `award_rows`. Raises AnalysisError.
    """
    keys = [by] if isinstance(by, str) else list(by)
    filters = getattr(of, "filters", None)
    if set(keys) & set(_OF_HEADS) or (filters and filters.of_matters):
        if zeros:
            raise AnalysisError("zeros: by category or severity only money that was ordered is known; leave it False")
        return _by_head(of, by, minimum)
    rows = rows_of(of, case_rows, (*_PER_CASE, "ordered_at_least", *_BEHIND.values()))
    keys = keys_of(by, rows, _OF_HEADS)
    numbers, table = grouped(rows, keys)
    unknown = rows["compensation_ordered"].isna()
    known = rows[~unknown]
    paid = known[known["compensation_ordered"] > 0]
    behind = known if zeros else paid
    result = _figures(table, numbers, paid["compensation_ordered"], behind["compensation_ordered"])
    result = result.assign(cases=rows.groupby(numbers).size(), unknown=unknown.groupby(numbers).sum())
    result = whole(result, "cases", "unknown", "awarded")
    result["small"] = ((result["cases"] - result["unknown"] if zeros else result["awarded"]) < minimum).astype(bool)
    result["awarded"] += result["unknown"]
    rest = rows.loc[unknown, "ordered_at_least"].groupby(numbers).sum().reindex(result.index).fillna(0)
    result["total_at_least"] = (result["total"] + rest).round(2)
    new = paid["compensation_new"].groupby(numbers).sum()
    result["new_money"] = new.reindex(result.index).fillna(0).round(2)
    result["deductible"] = (result["total"] - result["new_money"]).round(2)
    result = in_order(_arranged(result, keys), keys, "cases")
    fates = _fates(of, rows, set(behind["case_reference"]), set(rows.loc[unknown, "case_reference"]))
    none = len(known) - len(paid)
    return with_provenance(
        result,
        measure="compensation",
        keys=keys,
        rows=_with_orders(rows[unknown | rows["case_reference"].isin(behind["case_reference"])]),
        values=(*_PER_CASE, "ordered_at_least"),
        notes=[
            *caveats.about_figures(rows, keys, of),
            caveats.if_any(
                none, "case", f"{NO_MONEY} {'counted as £0 in' if zeros else 'left out of'} mean and median."
            ),
            fates.note(UNKNOWN_SUM, "counted as an award, without a sum"),
            caveats.leaning(int(unknown.sum()), zeros=zeros),
            caveats.small_rows(result["small"], minimum, "cases" if zeros else "cases with an award"),
        ],
        fates=fates,
    )


def earlier_offers(of: Tables | pd.DataFrame, by: By = ()) -> pd.DataFrame:
    """What was ordered beside what the landlord had offered, in the cases that have both: one row for each group.

    Columns: those of `by`; cases; offered (pounds, a lower bound: the largest single sum of the landlord's latest
    offer); ordered (pounds, gross); difference (ordered less offered); new_money (pounds: ordered less what may be
    deducted or is offered again); median_ratio (ordered ÷ offered, of the cases); ordered_more (cases ordered more than
    that), share_ordered_more (0 to 1). `of`: a Dataset, or `case_rows` of it. Raises AnalysisError.
    """
    rows = rows_of(of, case_rows, _OFFERED)
    keys = keys_of(by, rows)
    both = rows[(rows["compensation_ordered"] > 0) & (rows["offered_at_least"] > 0)]
    numbers, table = grouped(both, keys)
    groups = both.groupby(numbers)
    more = (both["compensation_ordered"] > both["offered_at_least"]).groupby(numbers).sum()
    ratio = (both["compensation_ordered"] / both["offered_at_least"]).groupby(numbers).median()
    sums = {"offered": "offered_at_least", "ordered": "compensation_ordered", "new_money": "compensation_new"}
    table = table.assign(
        cases=groups.size(), median_ratio=ratio, ordered_more=more,
        **{name: groups[column].sum() for name, column in sums.items()},
    )  # fmt: skip
    table = whole(table, "cases", "ordered_more")
    table[[*sums]] = table[[*sums]].fillna(0).round(2)
    table["difference"] = (table["ordered"] - table["offered"]).round(2)
    table["share_ordered_more"] = table["ordered_more"].astype("float64") / table["cases"].astype("float64")
    names = ["cases", "offered", "ordered", "difference", "new_money", "median_ratio", "ordered_more",
             "share_ordered_more"]  # fmt: skip
    unknown = rows["compensation_ordered"].isna()
    fates = _fates(of, rows, set(both["case_reference"]), set(rows.loc[unknown, "case_reference"]), _NO_OFFER)
    without = int((rows["compensation_ordered"] > 0).sum()) - len(both)
    return with_provenance(
        in_order(table[[*keys, *names]].astype({"median_ratio": "float64"}), keys, "cases"),
        measure="earlier_offers",
        keys=keys,
        rows=_with_orders(both),
        values=("offered_at_least", "compensation_ordered", "compensation_new", "offer_evidence"),
        notes=[
            *caveats.about_figures(rows, keys, of),
            "Offers are lower bounds: the largest single sum of the landlord's latest offer; sums offered together are "
            "not added up, so that some landlords offered more than this.",
            "An order can include the offer or come on top of it: the difference is not the new money.",
            caveats.if_any(without, "case", "with money ordered and no known earlier offer left out."),
            fates.note(UNKNOWN_SUM),
        ],
        fates=fates,
    )


def _fates(
    of: Tables | pd.DataFrame, rows: pd.DataFrame, counted: set[Any], unknown: set[Any], rest: str = NO_MONEY
) -> Fates:
    """What became of every case: counted, of an unknown sum, or without money; `rest`, where it has money all the
    same."""
    every = references(of, rows)
    nothing = set(rows.loc[rows["compensation_ordered"] == 0, "case_reference"])
    return fates_of(of, case_fates(every, (COUNTED, counted), (UNKNOWN_SUM, unknown), (NO_MONEY, nothing), rest=rest))


def _by_head(of: Tables | pd.DataFrame, by: By, minimum: int) -> pd.DataFrame:
    needed = ("number", "role", "category", "severity", "compensation_ordered", "attributed", "unattributed",
              "order_evidence")  # fmt: skip
    rows = rows_of(of, award_rows, needed)
    keys = keys_of(by, rows, _OF_HEADS)
    own, rest = rows[rows["attributed"] > 0], rows[rows["unattributed"] > 0]
    nowhere = dict.fromkeys(_OF_HEADS, NOT_STATED)
    parts = [own.assign(ordered=own["attributed"]), rest.assign(ordered=rest["unattributed"], **nowhere)]
    sums = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    sums = sums.astype(dict.fromkeys(nowhere, TEXT_DTYPE))
    numbers, table = grouped(sums, keys)
    carried = sums.groupby([numbers, "case_reference"])["ordered"].sum().rename("compensation_ordered")
    cases = carried.reset_index("group_number")
    money = cases["compensation_ordered"]
    result = _figures(table, cases["group_number"], money, money)
    result = whole(result.assign(cases=result["awarded"], unknown=0), "cases", "awarded", "unknown")
    result["new_money"] = result["deductible"] = result["total_at_least"] = float("nan")
    result["unknown"] = result["unknown"].mask(result["unknown"] == 0)
    result["small"] = (result["awarded"] < minimum).astype(bool)
    result = in_order(_arranged(result, keys), keys, "cases", {"severity": _SEVERITIES} if "severity" in keys else None)
    fates = _head_fates(of, rows, sums)
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
            money_of_no_matter(of, rows),
            fates.note(UNKNOWN_SUM),
            caveats.small_rows(result["small"], minimum, "cases with an award"),
        ],
        fates=fates,
    )  # fmt: skip


def _head_fates(of: Tables | pd.DataFrame, rows: pd.DataFrame, sums: pd.DataFrame) -> Fates:
    every = references(of, rows)
    if isinstance(of, pd.DataFrame):
        ordered = rows["role"].isin(["ordered", "ordered_component"])
        unknown = rows.loc[ordered & rows["compensation_ordered"].isna(), "case_reference"]
    else:
        cases = of.determinations
        unknown = cases.loc[cases["compensation_ordered"].isna(), "case_reference"]
    return fates_of(
        of, case_fates(every, (COUNTED, set(sums["case_reference"])), (UNKNOWN_SUM, set(unknown)), rest=NO_MONEY)
    )


def _figures(table: pd.DataFrame, numbers: pd.Series, paid: pd.Series, behind: pd.Series) -> pd.DataFrame:
    """The table with the figures of sums, by the numbers of the groups (aligned): the total of those `paid`, and mean
    and quartiles of those `behind` them."""
    sums, gross = behind.groupby(numbers), paid.groupby(numbers)
    made = table.assign(
        awarded=gross.size(), total=gross.sum(), mean=sums.mean(), **quartiles(sums), largest=sums.max()
    )
    made["total"] = made["total"].fillna(0).round(2)
    return made.astype({"mean": "float64", "largest": "float64"})


def _arranged(table: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    names = ["cases", "awarded", "unknown", "total", "total_at_least", "deductible", "new_money", "mean", "median",
             "lower_quartile", "upper_quartile", "largest", "small"]  # fmt: skip
    return table[[*keys, *names]]


def _with_orders(cases: pd.DataFrame) -> pd.DataFrame:
    """Cases, whose evidence are the orders of money."""
    return cases.assign(**{name: cases[column] for name, column in _BEHIND.items()})
