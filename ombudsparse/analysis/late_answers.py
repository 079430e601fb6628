"""Answers to complaints against the Complaint Handling Code: over the limit, and late with and without an extension."""

import pandas as pd

from ombudsparse.analysis import caveats
from ombudsparse.analysis.accounts import COUNTED, Fates, case_fates, fates_of, references, row_fates
from ombudsparse.analysis.cases import Tables
from ombudsparse.analysis.grouping import By, grouped, in_order, keys_of, quartiles, rows_of, whole
from ombudsparse.analysis.intervals import wilson
from ombudsparse.analysis.outcome_sets import NOT_STATED
from ombudsparse.analysis.provenance import with_provenance
from ombudsparse.analysis.rates import MINIMUM
from ombudsparse.analysis.stages import stage_rows
from ombudsparse.chronology.response_times import STAGES, UNTIMED, editions

_STAGES = tuple(stage for stage, _, _ in STAGES)
_ANSWER = ("stage", "edition", "working_days", "counted_least", "counted_most", "over_limit", "over_extended",
           "undated", "verify", "reason", "start", "end")  # fmt: skip
_UNDATED, _UNTIMED = "of which the report does not date an end", "for which the Code sets no time"
_UNKNOWN = "of which the dates, the edition of the Code or its limit are not known well enough"
_BOTH_WAYS = (
    "The Code allows a longer time for good reason, and reports seldom say what was agreed: late_at_least takes every "
    "extension that the Code names as justified, late_at_most none."
)
_COUNTS = ("stages", "undated", "answers", "counted", "within_limit", "over_limit", "not_told")


def response_times(of: Tables | pd.DataFrame, by: By = (), *, minimum: int = MINIMUM) -> pd.DataFrame:
    """How long the stages of the complaint took, and how many were over the Code's limit: one row for each group, stage
    and edition.

    Columns: those of `by`; stage; edition of the Code ("not stated" where it cannot be told, or asks nothing); stages
    (with a date), undated (of these, those with an end that the report does not date); answers (both days known);
    median_working_days, lower_quartile, upper_quartile; counted (both ends dated, and the limit known): within_limit,
    over_limit, not_told (the dates leave it open) add up to it; over_share (0 to 1, over_limit ÷ counted); low, high
    (95%, Wilson: from the low end with none of not_told over the limit to the high end with all of it);
    late_at_least, late_at_most (0 to 1, of counted: late if every landlord was justified in the longest extension that
    the Code names, and if none was in any; the first is empty where that extension is not known); small (fewer than
    `minimum` counted, or answers where the Code sets no time: its columns are empty there). `of`: a Dataset, or
    `stage_rows` of it. Raises AnalysisError.
    """
    rows = rows_of(of, stage_rows, _ANSWER)
    rows = rows.assign(edition=rows["edition"].fillna(NOT_STATED))
    keys = keys_of(by, rows)
    every = [*keys, "stage", "edition"]
    numbers, table = grouped(rows, every)
    days = rows["working_days"].dropna().astype("float64").groupby(numbers)
    asked = rows["counted_least"].notna() & ~rows["stage"].isin(UNTIMED)
    over, beyond = rows["over_limit"].where(asked), rows["over_extended"].where(asked)
    spread = quartiles(days)
    table = table.assign(
        stages=rows.groupby(numbers).size(), undated=rows["undated"].fillna(False).groupby(numbers).sum(),
        answers=days.size(), median_working_days=spread.pop("median"), **spread, counted=asked.groupby(numbers).sum(),
        within_limit=(over == False).fillna(False).groupby(numbers).sum(),  # noqa: E712 - it can be missing
        over_limit=over.fillna(False).groupby(numbers).sum(), not_told=(over.isna() & asked).groupby(numbers).sum(),
        _beyond=beyond.fillna(False).groupby(numbers).sum(),
    )  # fmt: skip
    table = _shares(whole(table, *_COUNTS, "_beyond"))
    untimed = table["stage"].isin(UNTIMED)
    table["small"] = (table["counted"].where(~untimed, table["answers"]) < minimum).astype(bool)
    table.loc[untimed, ["counted", "within_limit", "over_limit", "not_told"]] = pd.NA
    names = ["stages", "undated", "answers", "median_working_days", "lower_quartile", "upper_quartile", *_COUNTS[3:],
             "over_share", "low", "high", "late_at_least", "late_at_most", "small"]  # fmt: skip
    fixed = {"stage": _STAGES, "edition": tuple(edition.name for edition in editions())}
    result = in_order(table[[*every, *names]], every, "stages", fixed)
    fates = _fates(of, rows, asked)
    doubtful = int((rows["verify"].fillna(False).astype(bool) & asked).sum())
    return with_provenance(
        result,
        measure="response_times",
        keys=every,
        rows=rows,
        values=_ANSWER[2:],
        notes=[
            *caveats.about_figures(rows, keys, of),
            fates.note("without a dated step of the complaint"),
            fates.note(_UNDATED, "counted apart", "stage"),
            fates.note(_UNKNOWN, "counted apart", "stage"),
            _BOTH_WAYS if asked.any() else None,
            _unknown_extension(result),
            caveats.if_any(doubtful, "stage", "measured against a figure of the Code that is not confirmed."),
            caveats.small_rows(result["small"], minimum, "answers that are counted"),
        ],
        fates=fates,
    )  # fmt: skip


def extension_known(stage: str, edition: str) -> bool:
    """Whether the longest extension that an edition names for a stage is known; True for what is no edition."""
    targets = [each.targets[stage] for each in editions() if each.name == edition and stage in each.targets]
    return all(target.extension is not None for target in targets)


def _shares(table: pd.DataFrame) -> pd.DataFrame:
    """The table with its shares of what is counted, and their bounds."""
    columns: dict[str, list[float]] = {
        name: [] for name in ("over_share", "low", "high", "late_at_least", "late_at_most")
    }
    cells = zip(
        table["stage"], table["edition"], table["counted"], table["over_limit"], table["not_told"], table["_beyond"],
        strict=True,
    )  # fmt: skip
    for stage, edition, counted, over, open_, beyond in cells:
        n = int(counted) or float("nan")
        known = extension_known(stage, edition)
        columns["over_share"].append(over / n)
        columns["low"].append(wilson(int(over), int(counted))[0])
        columns["high"].append(wilson(int(over + open_), int(counted))[1])
        columns["late_at_least"].append(beyond / n if known else float("nan"))
        columns["late_at_most"].append((over + open_) / n)
    return table.assign(**{name: pd.Series(values, table.index, dtype="float64") for name, values in columns.items()})


def _fates(of: Tables | pd.DataFrame, rows: pd.DataFrame, asked: pd.Series) -> Fates:
    every = references(of, rows)
    what = pd.Series(_UNKNOWN, index=rows.index, dtype="object").mask(rows["stage"].isin(UNTIMED), _UNTIMED)
    what = what.mask(rows["undated"].fillna(False).astype(bool), _UNDATED).mask(asked, COUNTED)
    undated = set(every) - set(rows["case_reference"])
    return fates_of(
        of, case_fates(every, ("without a dated step of the complaint", undated)), row_fates("stages", rows, what)
    )


def _unknown_extension(result: pd.DataFrame) -> str | None:
    pairs = {(stage, edition) for stage, edition in zip(result["stage"], result["edition"], strict=True)}
    unknown = sorted(pair for pair in pairs if not extension_known(*pair))
    if not unknown:
        return None
    named = " and ".join(f"{stage.replace('_', ' ')} of the {edition} edition" for stage, edition in unknown)
    return f"Which extension {named} names is not known: whether an answer over its limit was late cannot be told."
