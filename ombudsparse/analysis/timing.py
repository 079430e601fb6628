"""Orders and their deadlines, answers to complaints, and how long it took from the first report to the decision."""

import pandas as pd

from ombudsparse.analysis import caveats
from ombudsparse.analysis.cases import Tables
from ombudsparse.analysis.grouping import By, add_interval, grouped, in_order, keys_of, quartiles, rows_of, whole
from ombudsparse.analysis.outcome_sets import NOT_STATED
from ombudsparse.analysis.provenance import with_provenance
from ombudsparse.analysis.rates import MINIMUM
from ombudsparse.analysis.stages import stage_rows
from ombudsparse.analysis.units import case_rows, order_rows
from ombudsparse.chronology.response_times import STAGES, UNTIMED, editions

_STAGES = tuple(stage for stage, _, _ in STAGES)
_ANSWER = ("stage", "edition", "working_days", "met", "verify", "reason", "start", "end")
_REPORTED = ("first_reported", "first_reported_precision", "days_to_determination", "first_reported_evidence")


def order_types(of: Tables | pd.DataFrame, by: By = ()) -> pd.DataFrame:
    """What was ordered: a row a group and type of order; an order of two types counts in both.

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
        ],
    )  # fmt: skip


def response_times(of: Tables | pd.DataFrame, by: By = (), *, minimum: int = MINIMUM) -> pd.DataFrame:
    """How long the stages of the complaint took, and how many were late by the Code: a row a group, stage and edition.

    Columns: those of `by`; stage; edition of the Code ("not stated" where it cannot be told, or asks nothing); answers
    (both days known); median_working_days, lower_quartile, upper_quartile; in_time, late, not_told (stages with a date
    of which it cannot be told, most often because an extension may have been agreed); late_share (0 to 1, late ÷ those
    that can be told), low, high (Wilson 95%); small (fewer than `minimum` that can be told, or answers where the Code
    sets no time: verdicts are empty there). `of`: a Dataset, or `stage_rows` of it. Raises AnalysisError.
    """
    rows = rows_of(of, stage_rows, _ANSWER)
    rows = rows.assign(edition=rows["edition"].fillna(NOT_STATED))
    keys = keys_of(by, rows)
    every = [*keys, "stage", "edition"]
    numbers, table = grouped(rows, every)
    days = rows["working_days"].dropna().astype("float64").groupby(numbers)
    told = rows["met"].dropna().astype(bool)
    spread = quartiles(days)
    table = table.assign(
        answers=days.size(), median_working_days=spread.pop("median"), **spread, in_time=told.groupby(numbers).sum(),
        late=(~told).groupby(numbers).sum(), not_told=rows["met"].isna().groupby(numbers).sum(),
        stages=rows.groupby(numbers).size(), told=told.groupby(numbers).size(),
    )  # fmt: skip
    table = whole(table, "answers", "in_time", "late", "not_told", "stages", "told")
    table = add_interval(table, "late_share", "late", "told")
    untimed = table["stage"].isin(UNTIMED)
    table["small"] = (table["told"].where(~untimed, table["answers"]) < minimum).astype(bool)
    table.loc[untimed, ["in_time", "late", "not_told"]] = pd.NA
    names = ["answers", "median_working_days", "lower_quartile", "upper_quartile", "in_time", "late", "not_told",
             "late_share", "low", "high", "small"]  # fmt: skip
    fixed = {"stage": _STAGES, "edition": tuple(edition.name for edition in editions())}
    result = in_order(table[[*every, *names, "stages"]], every, "stages", fixed).drop(columns="stages")
    asked = rows[~rows["stage"].isin(UNTIMED)]
    untold, doubtful = int(asked["met"].isna().sum()), int(asked["verify"].fillna(False).sum())
    return with_provenance(
        result,
        measure="response_times",
        keys=every,
        rows=rows,
        values=("start", "end", "working_days", "met", "reason"),
        notes=[
            *caveats.about_figures(rows, keys, of),
            caveats.if_any(untold, "stage", f"of {len(asked)} may or may not have been in time: no part in the shares, "
                           "which are of those that can be told."),
            caveats.if_any(doubtful, "stage", "measured against a figure of the Code that is not confirmed."),
            caveats.small_rows(result["small"], minimum, "answers that can be told"),
        ],
    )  # fmt: skip


def time_to_determination(of: Tables | pd.DataFrame, by: By = ()) -> pd.DataFrame:
    """Days from the first report of the issue (else the complaint) to the decision: a row a group.

    Columns: those of `by`; cases; timed (both days known); median_days, lower_quartile, upper_quartile, longest. `of`:
    a Dataset, or `case_rows` of it. Raises AnalysisError.
    """
    rows = rows_of(of, case_rows, _REPORTED)
    keys = keys_of(by, rows)
    numbers, table = grouped(rows, keys)
    timed = rows[rows["days_to_determination"].notna()]
    days = timed["days_to_determination"].astype("float64").groupby(numbers)
    spread = quartiles(days)
    table = table.assign(
        cases=rows.groupby(numbers).size(), timed=days.size(), median_days=spread.pop("median"), **spread,
        longest=days.max(),
    )  # fmt: skip
    words = timed["first_reported_evidence"]
    elsewhere = {name: pd.NA for name in timed.columns if name.startswith("evidence_")}  # the place of the finding
    return with_provenance(
        in_order(whole(table, "cases", "timed"), keys, "cases"),
        measure="time_to_determination",
        keys=keys,
        rows=timed.assign(**elsewhere, evidence=words),
        values=("first_reported", "days_to_determination"),
        notes=[
            *caveats.about_figures(rows, keys, of),
            caveats.if_any(len(rows) - len(timed), "case", "whose first report or decision is not dated to the "
                           "day left out of the times."),
            "The first report is the earliest that the report dates; there may have been earlier ones.",
        ],
    )  # fmt: skip
