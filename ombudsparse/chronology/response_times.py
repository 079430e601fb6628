"""How long each step of a complaint took, and whether that was in time by the Complaint Handling Code.

The edition is the one in force when the complaint was made. Day zero is the day from which that edition counts: the day
received, logged or acknowledged; where the report does not date the logging or the acknowledgement, the time is known
as a band. Two things are asked of each step: whether it took longer than the Code's limit, and whether it took longer
than the limit with the longest extension that the Code names. The Code allows a longer one for good reason, and reports
seldom say what was agreed; so an answer beyond the limit is late unless an extension was justified. Where dates, or
what the Code asked for, are not known well enough, the answer is None and the reason says why. A landlord's own
targets, which may be longer or shorter, play no part. Source of the figures: `vocabulary/code_editions.toml`.
"""

import datetime as dt
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

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
    """The working days that an edition allows for a step; `extension` is None where that is not known.

    `begun_within`: by when the logging or acknowledgement, from which it counts, was due; `verify`: no page that could
    be read confirms the figures.
    """

    days: int
    counts_from: Literal["received", "logged", "acknowledged"]
    extension: int | None = None
    begun_within: int = 0
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
    nothing or that is not known; `verify` that they are not confirmed.

    `counted_least` and `counted_most`: the fewest and the most working days that the step can have taken as the edition
    counts them, equal where that is known to the day. `over_limit`: whether it took longer than `target`;
    `over_extended`: whether longer than `target` and `extension` together; None where it cannot be told. `met`: True
    where it was in time, False where late even with the longest extension, else None. `reason` says why, always.
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
    counted_least: int | None = None
    counted_most: int | None = None
    over_limit: bool | None = None
    over_extended: bool | None = None


class _Verdict(Struct, frozen=True):
    """What the editions that may apply say of a step; the words say why."""

    reason: str
    least: int | None = None
    most: int | None = None
    over_limit: bool | None = None
    over_extended: bool | None = None

    @property
    def met(self) -> bool | None:
        if self.over_limit is False:
            return True
        return False if self.over_extended else None


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
        counted_least=verdict.least,
        counted_most=verdict.most,
        over_limit=verdict.over_limit,
        over_extended=verdict.over_extended,
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
    reason = _nothing_to_time(stage, start, end, steps) or _no_edition(candidates, milestones)
    if reason or start is None or end is None:
        return _Verdict(reason)
    if not _countable(start, end):
        return _Verdict("the bank holidays of that year are not known")
    every = [_by_edition(stage, start, end, edition, milestones) for edition in candidates]
    last = every[-1]
    if len(every) == 1 and not doubt:
        return last
    if doubt and len(every) == 1:  # there was no Code before it, so that a longer time may have been fine
        sure = last.over_limit is False
        return last if sure else replace(last, over_limit=None, over_extended=None, reason=f"{last.reason}; {doubt}")
    both = _agreed(every)
    if (both.over_limit, both.over_extended) == (last.over_limit, last.over_extended):
        return both
    if doubt:
        return replace(both, reason=f"{last.reason}; {doubt}, and the edition before it says otherwise or is not known")
    why = "the report does not date the complaint closely enough to tell the edition of the Code"
    return replace(both, reason=f"{why}; by the later one, {last.reason}")


def _nothing_to_time(stage: str, start: Event | None, end: Event | None, steps: tuple[str, str]) -> str:
    """Why a step cannot be timed, or is not asked about; "" where it can."""
    if start is None or end is None:
        return f"the report does not date the {STEP_NAMES[steps[start is not None]]}"
    if end.end < start.start:
        return f"the {STEP_NAMES[steps[1]]} is dated before the {STEP_NAMES[steps[0]]}"
    return "the Code sets no time for this step" if stage in UNTIMED else ""


def _no_edition(candidates: tuple[Edition, ...], milestones: Milestones) -> str:
    """Why the edition cannot be told; "" where it can."""
    complaint = milestones.complaint_made
    if complaint is None:
        return "the report does not date the complaint, so the edition of the Code cannot be told"
    if candidates:
        return ""
    before = "was" if complaint.end < editions()[0].in_force else "may have been"
    return f"the complaint {before} made before the first Complaint Handling Code, of July 2020"


def _agreed(verdicts: list[_Verdict]) -> _Verdict:
    """What all of the editions say, None where they differ; the words of the last."""
    last = verdicts[-1]
    days = [day for each in verdicts for day in (each.least, each.most) if day is not None]
    known = all(each.least is not None for each in verdicts)
    return _Verdict(
        last.reason,
        min(days) if known and days else None,
        max(days) if known and days else None,
        last.over_limit if len({each.over_limit for each in verdicts}) == 1 else None,
        last.over_extended if len({each.over_extended for each in verdicts}) == 1 else None,
    )


def _by_edition(stage: str, start: Event, end: Event, edition: Edition, milestones: Milestones) -> _Verdict:
    """What one edition says of the time between two steps, whose dates may be no closer than a month."""
    target = edition.targets.get(stage)
    if target is None:
        return _Verdict(f"the time that the {edition.name} edition gives for this step is not known")
    least, most, since = _counted(stage, start, end, target, milestones)
    counted = f"{least} working day{'s' * (least != 1)}" if least == most else f"{least} to {most} working days"
    facts = f"{counted} from the {since}; the {edition.name} edition gives {target.days}"
    over = _longer(least, most, target.days)
    beyond = None if target.extension is None and over is not False else (
        _longer(least, most, target.days + (target.extension or 0))
    )  # fmt: skip
    return _Verdict(_worded_verdict(facts, target, over, beyond), least, most, over, beyond)


def _longer(least: int, most: int, limit: int) -> bool | None:
    """Whether a time of `least` to `most` days is longer than the limit; None where it may be."""
    if most <= limit:
        return False
    return True if least > limit else None


def _worded_verdict(facts: str, target: Target, over: bool | None, beyond: bool | None) -> str:
    if over is False:
        return _qualified(facts, target)
    if over is None:
        return _qualified(f"{facts}, and the dates are not close enough to tell", target)
    if target.extension is None:
        return _qualified(f"{facts}; whether it allows an extension is not known", target)
    if beyond:
        longer = f" and {target.extension} more without good reason" if target.extension else ""
        unless = ": late unless a longer extension was justified" if target.extension else ": late"
        return _qualified(facts + longer + unless, target)
    sure = "in time only if" if beyond is False else "in time, if at all, only if"
    return _qualified(f"{facts}: {sure} an extension was justified", target)


def _counted(stage: str, start: Event, end: Event, target: Target, milestones: Milestones) -> tuple[int, int, str]:
    """The fewest and the most working days that the answer can have taken, and from what they were counted.

    The edition of 2022 counts stage 1 from the logging, that of 2024 counts answers from the acknowledgement. One that
    the report does not date came at some time up to the day on which it was due; one that was late may not have bought
    the landlord time. What is dated as the acknowledgement is taken for the logging too.
    """
    earliest, latest = start.start, max(start.end, start.start)
    since = STEP_NAMES[next(first for name, first, _ in STAGES if name == stage)]
    if target.counts_from != "received":
        begun = "logging" if target.counts_from == "logged" else "acknowledgement"
        given = milestones.get(ACKNOWLEDGED[stage][1])
        last_due = add_working_days(latest, target.begun_within)
        if given is None or not start.start <= given.start <= given.end <= end.end:
            since = f"{begun}, which the report does not date and which was due within {target.begun_within}"
            latest = last_due
        else:
            since = begun + (
                f", which was itself later than {target.begun_within} working days" if given.end > last_due else ""
            )
            earliest = min(given.start, add_working_days(earliest, target.begun_within))
            latest = given.end
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
