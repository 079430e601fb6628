"""Orders and their deadlines, and how long it took from the first report to the decision."""

import pandas as pd

from ombudsparse.analysis import caveats
from ombudsparse.analysis.accounts import COUNTED, Fates, case_fates, fates_of, references, row_fates
from ombudsparse.analysis.cases import Tables
from ombudsparse.analysis.grouping import By, grouped, in_order, keys_of, quartiles, rows_of, whole
from ombudsparse.analysis.provenance import with_provenance
from ombudsparse.analysis.units import case_rows, order_rows

_REPORTED = ("first_reported", "first_reported_latest", "days_to_determination", "days_at_least", "days_at_most",
             "first_reported_evidence")  # fmt: skip
_PARTIAL = "whose first report is not dated to the day"
_NO_REPORT = "without a dated report or complaint"
_NO_DATE = "without a date of decision"
_AFTER = "whose first dated report is after the decision"


def order_types(of: Tables | pd.DataFrame, by: By = ()) -> pd.DataFrame:
    """What was ordered: one row for each group and type of order; an order of two types counts in both.

    Columns: those of `by`; type; orders; cases; share (0 to 1, of the group's cases with orders); median_days_to_due
    (days from the decision to the deadline, where the report gives one). `of`: a Dataset, or `order_rows` of it.
    Raises AnalysisError.
    """
    rows = rows_of(of, order_rows, ("number", "type", "text", "due_date", "days_to_due"))
    keys = keys_of(by, rows)
    numbers, table = grouped(rows, keys)
    table = table.assign(of_cases=rows.groupby(numbers)["case_reference"].nunique())
    kinds, types = grouped(rows.assign(of_group=numbers), ["of_group", "type"])
    groups = rows.groupby(kinds)
    types = types.assign(
        orders=groups.size(), cases=groups["case_reference"].nunique(),
        median_days_to_due=groups["days_to_due"].median().astype("float64"),
    )  # fmt: skip
    made = whole(types.merge(table, left_on="of_group", right_index=True), "orders", "cases")
    made["share"] = made["cases"].astype("float64") / made["of_cases"].astype("float64")
    made = made.sort_values(["orders", "type"], ascending=[False, True])  # within a group the commonest first
    in_turn = in_order(table.assign(of_group=table.index), keys, "of_cases")["of_group"]
    places = {group: place for place, group in enumerate(in_turn)}
    made = made.sort_values("of_group", key=lambda groups: groups.map(places), kind="stable")
    orders = rows.drop_duplicates(["case_reference", "number"])
    undated = orders["days_to_due"].isna().sum()
    every = references(of, rows)
    without = set(every) - set(rows["case_reference"])
    fates = fates_of(
        of,
        case_fates(every, ("without an order", without)),
        row_fates("orders", orders, pd.Series(COUNTED, index=orders.index)),
    )
    return with_provenance(
        made[[*keys, "type", "orders", "cases", "share", "median_days_to_due"]].reset_index(drop=True),
        measure="order_types",
        keys=[*keys, "type"],
        rows=rows,
        values=("number", "due_date", "days_to_due"),
        notes=[
            *caveats.about_figures(rows, keys, of),
            "An order of several types counts in each, so orders and shares add up to more than the whole.",
            caveats.if_any(int(undated), "order", "without a known deadline, and no part in the median."),
            caveats.headless(orders, keys, "order"),
            caveats.if_any(len(without), "case", "without an order left out."),
        ],
        fates=fates,
    )  # fmt: skip


def time_to_determination(of: Tables | pd.DataFrame, by: By = ()) -> pd.DataFrame:
    """Days from the first report of the issue or the complaint, whichever was earlier, to the decision: one row for
    each group.

    Columns: those of `by`; cases; timed (both days known); partial (the first is known to a month or the like);
    median_days, lower_quartile, upper_quartile, longest, of the timed; median_at_least, median_at_most: the bounds of
    the median of timed and partial together. `of`: a Dataset, or `case_rows` of it. Raises AnalysisError.
    """
    rows = rows_of(of, case_rows, _REPORTED)
    keys = keys_of(by, rows)
    numbers, table = grouped(rows, keys)
    timed = rows[rows["days_to_determination"].notna()]
    dated = rows[rows["days_at_most"].notna()]
    days = timed["days_to_determination"].astype("float64").groupby(numbers)
    spread = quartiles(days)
    bounds = {
        f"median_{name}": dated[f"days_{name}"].astype("float64").groupby(numbers).median()
        for name in ("at_least", "at_most")
    }
    table = table.assign(
        cases=rows.groupby(numbers).size(), timed=days.size(), partial=dated.groupby(numbers).size(),
        median_days=spread.pop("median"), **spread, longest=days.max(), **bounds,
    )  # fmt: skip
    table = whole(table, "cases", "timed", "partial")
    table["partial"] -= table["timed"]
    table = table.astype(dict.fromkeys(["longest", *bounds], "float64"))
    words = dated["first_reported_evidence"]
    elsewhere = {name: pd.NA for name in dated.columns if name.startswith("evidence_")}  # the place of the finding
    fates = _fates_in_time(of, rows, timed, dated)
    return with_provenance(
        in_order(table, keys, "cases"),
        measure="time_to_determination",
        keys=keys,
        rows=dated.assign(**elsewhere, evidence=words),
        values=("first_reported", "first_reported_latest", "days_to_determination", "days_at_least", "days_at_most"),
        notes=[
            *caveats.about_figures(rows, keys, of),
            fates.note(_PARTIAL, "in the bounds of the median alone"),
            *(fates.note(what) for what in (_NO_REPORT, _NO_DATE, _AFTER)),
            "The first report is the earliest that the report dates; there may have been earlier ones, so that these "
            "times are lower bounds.",
        ],
        fates=fates,
    )


def _fates_in_time(of: Tables | pd.DataFrame, rows: pd.DataFrame, timed: pd.DataFrame, dated: pd.DataFrame) -> Fates:
    every = references(of, rows)
    return fates_of(
        of,
        case_fates(
            every,
            (COUNTED, timed["case_reference"]),
            (_PARTIAL, dated["case_reference"]),
            (_NO_DATE, rows.loc[rows["date"].isna(), "case_reference"]),
            (_NO_REPORT, rows.loc[rows["first_reported"].isna(), "case_reference"]),
            rest=_AFTER,
        ),
    )
