"""The stages of the complaint procedure, timed by the Complaint Handling Code: one row for each case and stage."""

import datetime as dt
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import pandas as pd

from ombudsparse.analysis.cases import Tables, table, unit_rows, with_case
from ombudsparse.analysis.outcome_sets import EVIDENCE_COLUMNS, TEXT_DTYPE
from ombudsparse.chronology.response_times import STAGES, times_of_stages
from ombudsparse.records import Event, EventType, Milestones
from ombudsparse.spans import Span

_COLUMNS = ("stage", "start", "end", "working_days", "elapsed_days", "edition", "target", "extension", "met", "reason",
            "verify", "counted_least", "counted_most", "over_limit", "over_extended")  # fmt: skip
_TYPES = {
    "case_reference": TEXT_DTYPE, "stage": TEXT_DTYPE, "start": "datetime64[s]", "end": "datetime64[s]",
    "working_days": "Int64", "elapsed_days": "Int64", "edition": TEXT_DTYPE, "target": "Int64", "extension": "Int64",
    "met": "boolean", "reason": TEXT_DTYPE, "verify": "boolean", "counted_least": "Int64", "counted_most": "Int64",
    "over_limit": "boolean", "over_extended": "boolean",
}  # fmt: skip
_NOWHERE = Span(0, 0)


def stage_rows(ds: Tables) -> pd.DataFrame:
    """One row for each case and stage of which the report dates at least one end, as `Determination.response_times`
    gives it.

    stage, start and end (days of the two steps, missing where the report does not give the day), working_days and
    elapsed_days (Int64), edition, target and extension (working days that the Code allows), met (boolean: in time, late
    even with the longest extension, or missing where it cannot be told), reason (why), verify (the Code's figure is not
    confirmed), counted_least and counted_most (working days as the edition counts them), over_limit (longer than the
    limit), over_extended (longer than the limit with the longest extension), undated (the report does not date one end
    at all), start_text and end_text (the sentences that date the steps), the columns of the case, and the evidence:
    that of the later step, or of the one that is dated.
    """
    steps = table(ds, "milestones")
    timed = pd.DataFrame(_timed(steps), columns=["case_reference", *_COLUMNS]).astype(_TYPES)
    ends = {stage: (first, last) for stage, first, last in STAGES}
    words = steps[["case_reference", "milestone", "text", *EVIDENCE_COLUMNS]].astype({"milestone": TEXT_DTYPE})
    words["dated"] = True
    for place, name in enumerate(("start", "end")):
        timed["milestone"] = timed["stage"].map({stage: pair[place] for stage, pair in ends.items()}).astype(TEXT_DTYPE)
        renamed = {column: f"{name}_{column}" for column in ("text", "dated", *EVIDENCE_COLUMNS)}
        timed = timed.merge(words.rename(columns=renamed), on=["case_reference", "milestone"], how="left")
    dated = timed["end_evidence_start"].notna()
    for column in EVIDENCE_COLUMNS:
        timed[column] = timed[f"end_{column}"].where(dated, timed[f"start_{column}"])
    timed["undated"] = timed[["start_dated", "end_dated"]].isna().any(axis=1).astype("boolean")
    own = [*_COLUMNS, "undated", "start_text", "end_text"]
    return unit_rows(with_case(timed, ds), ds, own)


def _timed(steps: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """The rows of every case, from the steps that the table of milestones has."""
    steps = steps.sort_values("case_reference", kind="stable")
    cells = zip(
        steps["case_reference"], steps["milestone"], _days(steps["earliest"]), _days(steps["latest"]),
        steps["precision"], strict=True,
    )  # fmt: skip
    for case, group in groupby(cells, key=lambda cell: cell[0]):
        milestones = Milestones(**{name: _event(name, *days) for _, name, *days in group})
        for time in times_of_stages(milestones):
            yield (case, *(getattr(time, column) for column in _COLUMNS))


def _days(dates: pd.Series) -> list[dt.date]:
    return list(dates.dt.date)


def _event(name: str, earliest: dt.date, latest: dt.date, precision: Any) -> Event:
    """What the timing of stages asks of an event: its days."""
    return Event(
        start=earliest, end=latest, precision=precision, mention="", timex="", actor=None, type=EventType(name),
        text="", section=None, anchor=None, span=_NOWHERE, sentence=_NOWHERE,
    )  # fmt: skip
