"""How long each step of a complaint took, and whether that was in time by the Complaint Handling Code.

The edition is the one in force when the complaint was made. Day zero is the day received. Where dates, or what the
Code asked for, are not known well enough, the verdict is None and the reason says why. A landlord's own targets, which
may be longer or shorter, play no part. Source of the figures: `vocabulary/code_editions.toml`.
"""

import datetime as dt
from typing import Literal

from msgspec import Struct

from ombudsparse import vocabulary
from ombudsparse.records import Event, Milestones
from ombudsparse.values.working_days import FIRST_YEAR, LAST_YEAR, add_working_days, working_days_between

# (stage, the step it runs from, the step it runs to)
STAGES = (
    ("acknowledgement", "complaint_made", "complaint_acknowledged"),
    ("stage_1", "complaint_made", "stage_1_response"),
    ("escalation", "stage_1_response", "escalation_requested"),
    ("stage_2_acknowledgement", "escalation_requested", "stage_2_acknowledged"),
    ("stage_2", "escalation_requested", "stage_2_response"),
    ("whole_complaint", "complaint_made", "stage_2_response"),
    ("referral", "stage_2_response", "referred_to_ombudsman"),
)
UNTIMED = frozenset(["escalation", "whole_complaint", "referral"])
ACKNOWLEDGED = {"stage_1": ("acknowledgement", "complaint_acknowledged"),
                "stage_2": ("stage_2_acknowledgement", "stage_2_acknowledged")}  # fmt: skip
STEP_NAMES = {
    "complaint_made": "complaint",
    "complaint_acknowledged": "acknowledgement",
    "stage_1_response": "stage 1 response",
    "escalation_requested": "request to escalate",
    "stage_2_acknowledged": "acknowledgement at stage 2",
    "stage_2_response": "stage 2 response",
    "referred_to_ombudsman": "referral to the Ombudsman",
}


class Target(Struct, frozen=True, forbid_unknown_fields=True):
    """The working days that an edition allows for a step; `extension` is None where that is not known."""

    days: int
    counts_from: Literal["received", "acknowledged"]
    extension: int | None = None
    verify: bool = False
    note: str = ""


class Edition(Struct, frozen=True, forbid_unknown_fields=True):
    """An edition of the Code. `targets` by stage; `verify` names what could not be confirmed."""

    name: str
    in_force: dt.date
    source: str
    targets: dict[str, Target]
    comply_by: dt.date | None = None
    verify: tuple[str, ...] = ()


class Editions(Struct, frozen=True, forbid_unknown_fields=True):
    """The file of editions, the oldest first."""

    editions: tuple[Edition, ...]


class ResponseTime(Struct, frozen=True):
    """The time from one step of the complaint to another.

    `start` and `end` are the days of the two steps, None where the report does not give the day. `elapsed_days` are
    calendar days, `working_days` those of England, the day of `start` being day zero; None where the report dates the
    end before the start. `edition`, `target` and `extension` (working days) are what the Code asks, None where it asks
    nothing or that is not known; `verify` that they are not confirmed. `met`: True, False, or None where it cannot be
    told; `reason` says why, always.
    """

    stage: str
    start: dt.date | None
    end: dt.date | None
    elapsed_days: int | None
    working_days: int | None
    edition: str | None
    target: int | None
    extension: int | None
    met: bool | None
    reason: str
    verify: bool = False


class _Verdict(Struct, frozen=True):
    met: bool | None
    reason: str


def editions() -> tuple[Edition, ...]:
    """The editions of the Complaint Handling Code, the oldest first. Raises VocabularyError for a damaged file."""
    loaded: Editions = vocabulary.load_vocabulary("code_editions", Editions)
    return loaded.editions


def times_of_stages(milestones: Milestones) -> tuple[ResponseTime, ...]:
    """One record a stage of which the report dates at least one end, in the order of the procedure."""
    return tuple(
        _timed(stage, first, last, milestones)
        for stage, first, last in STAGES
        if milestones.get(first) is not None or milestones.get(last) is not None
    )


def _timed(stage: str, first: str, last: str, milestones: Milestones) -> ResponseTime:
    start, end = milestones.get(first), milestones.get(last)
    elapsed = working = None
    if start and end and _day(start) and _day(end) and start.start <= end.start and _countable(start, end):
        elapsed, working = (end.start - start.start).days, working_days_between(start.start, end.start)
    candidates, doubt = ((), "") if stage in UNTIMED else _editions_for(milestones.complaint_made)
    edition = candidates[-1] if len(candidates) == 1 or doubt else None
    target = edition.targets.get(stage) if edition else None
    verdict = _verdict(stage, start, end, (first, last), candidates, doubt, milestones)
    return ResponseTime(
        stage=stage,
        start=_day(start),
        end=_day(end),
        elapsed_days=elapsed,
        working_days=working,
        edition=edition.name if edition else None,
        target=target.days if target else None,
        extension=target.extension if target else None,
        met=verdict.met,
        reason=verdict.reason,
        verify=bool(target and target.verify),
    )


def _editions_for(complaint: Event | None) -> tuple[tuple[Edition, ...], str]:
    """The editions that can have applied to a complaint, and why there are two where the later one was new."""
    if complaint is None:
        return (), ""
    known = editions()
    ends = [*(edition.in_force for edition in known[1:]), dt.date.max]
    found = tuple(
        edition
        for edition, until in zip(known, ends, strict=True)
        if edition.in_force <= complaint.end and complaint.start < until
    )
    if complaint.start < known[0].in_force <= complaint.end:
        return (), ""
    if len(found) == 1 and found[0].comply_by and complaint.start < found[0].comply_by:
        before = known[: known.index(found[0])][-1:]
        return (*before, found[0]), f"landlords had until {_worded(found[0].comply_by)} to comply with it"
    return found, ""


def _verdict(
    stage: str,
    start: Event | None,
    end: Event | None,
    steps: tuple[str, str],
    candidates: tuple[Edition, ...],
    doubt: str,
    milestones: Milestones,
) -> _Verdict:
    if start is None or end is None:
        return _Verdict(None, f"the report does not date the {STEP_NAMES[steps[start is not None]]}")
    if end.end < start.start:
        return _Verdict(None, f"the {STEP_NAMES[steps[1]]} is dated before the {STEP_NAMES[steps[0]]}")
    if stage in UNTIMED:
        return _Verdict(None, "the Code sets no time for this step")
    if milestones.complaint_made is None:
        return _Verdict(None, "the report does not date the complaint, so the edition of the Code cannot be told")
    if not candidates:
        before = "was" if milestones.complaint_made.end < editions()[0].in_force else "may have been"
        return _Verdict(None, f"the complaint {before} made before the first Complaint Handling Code, of July 2020")
    if not _countable(start, end):
        return _Verdict(None, "the bank holidays of that year are not known")
    verdicts = [_by_edition(stage, start, end, edition, milestones) for edition in candidates]
    if doubt and len(verdicts) == 1 and verdicts[0].met is not True:
        return _Verdict(None, f"{verdicts[0].reason}; {doubt}")
    agreed = len({verdict.met for verdict in verdicts}) == 1
    if agreed and (verdicts[-1].met is not None or doubt or len(verdicts) == 1):
        return verdicts[-1]
    if doubt:
        return _Verdict(
            None, f"{verdicts[-1].reason}; {doubt}, and the edition before it says otherwise or is not known"
        )
    return _Verdict(None, "the report does not date the complaint closely enough to tell the edition of the Code")


def _by_edition(stage: str, start: Event, end: Event, edition: Edition, milestones: Milestones) -> _Verdict:
    """What one edition says of the time between two steps, whose dates may be no closer than a month."""
    target = edition.targets.get(stage)
    if target is None:
        return _Verdict(None, f"the time that the {edition.name} edition gives for this step is not known")
    least, most, since = _counted(stage, start, end, edition, target, milestones)
    counted = f"{least} working day{'s' * (least != 1)}" if least == most else f"{least} to {most} working days"
    facts = f"{counted} from the {since}; the {edition.name} edition gives {target.days}"
    if most <= target.days:
        return _Verdict(True, _qualified(facts, target))
    if least <= target.days:
        return _Verdict(None, f"{facts}, and the dates are not close enough to tell")
    if target.extension is None:
        return _Verdict(None, _qualified(f"{facts}; whether it allows an extension is not known", target))
    if least > target.days + target.extension:
        longer = f" and at most {target.extension} more" if target.extension else ""
        return _Verdict(False, _qualified(facts + longer, target))
    if target.extension and most <= target.days + target.extension:
        return _Verdict(None, _qualified(f"{facts}: in time only if an extension was agreed", target))
    return _Verdict(None, _qualified(f"{facts}: in time, if at all, only if an extension was agreed", target))


def _counted(
    stage: str, start: Event, end: Event, edition: Edition, target: Target, milestones: Milestones
) -> tuple[int, int, str]:
    """The fewest and the most working days that the answer can have taken, and from what they were counted.

    From 2024 the time for an answer runs from the acknowledgement. One that the report does not date came at some
    time up to the day on which it was due; one that was late may not have bought the landlord time.
    """
    earliest, latest = start.start, max(start.end, start.start)
    since = STEP_NAMES[next(first for name, first, _ in STAGES if name == stage)]
    if target.counts_from == "acknowledged":
        acknowledgement, step = ACKNOWLEDGED[stage]
        due = edition.targets[acknowledgement].days
        given = milestones.get(step)
        if given is None or not start.start <= given.start <= given.end <= end.end:
            latest = add_working_days(latest, due)
            since = f"acknowledgement, which the report does not date and which was due within {due}"
        else:
            last_due = add_working_days(latest, due)
            earliest, latest = min(given.start, add_working_days(earliest, due)), given.end
            since = "acknowledgement" + (
                f", which was itself later than {due} working days" if latest > last_due else ""
            )
    return (
        max(0, working_days_between(latest, max(latest, end.start))),
        max(0, working_days_between(earliest, max(earliest, end.end))),
        since,
    )


def _qualified(reason: str, target: Target) -> str:
    notes = [target.note] if target.note else []
    notes += ["the Code's figure is still to be verified"] if target.verify else []
    return "; ".join([reason, *notes])


def _day(event: Event | None) -> dt.date | None:
    return event.start if event is not None and event.start == event.end else None


def _countable(*events: Event) -> bool:
    return all(event.start.year > FIRST_YEAR and event.end.year < LAST_YEAR for event in events)


def _worded(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
