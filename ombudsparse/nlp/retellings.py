"""What a later mention of a day means, where its own words are vague: the event that the report told of that day.

A report tells its story once and then reasons about it: "It did so on 3 May", "the letter of 3 May", "this took until
3 May". The first telling says what happened and who did it.
"""

import datetime as dt
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from ombudsparse.nlp.dated_mentions import DatedMention
from ombudsparse.records import EventType
from ombudsparse.values.dates.mentions import DateMention

# Rules of clauses that name a thing only by what it is written on or by who made it ("the letter of 3 May", "the
# report of 3 May"), with the types that such a thing can have turned out to be
_DOCUMENTS = frozenset(["letter.dated", "request.dated", "report.dated", "report.document", "inspection.dated"])
_WRITTEN = frozenset(
    [EventType.COMPLAINT_MADE, EventType.ESCALATION_REQUESTED, EventType.STAGE_1_RESPONSE, EventType.STAGE_2_RESPONSE,
     EventType.ISSUE_REPORTED, EventType.CONTACT, EventType.LEGAL_ACTION, EventType.DECISION, EventType.INSPECTION,
     EventType.COMPENSATION_OFFERED, EventType.REFERRAL, EventType.OMBUDSMAN_CONTACT, EventType.VISIT,
     EventType.COMPLAINT_ACKNOWLEDGED, EventType.STAGE_2_ACKNOWLEDGED, EventType.REFERRED_TO_OMBUDSMAN]
)  # fmt: skip
_SURE = 0.7
# What a deadline or a period tells of is no event of its own
_HAPPENED = ("fact", "reported")


class Telling(Struct, frozen=True, gc=False):
    """A reading with the day it is of, None where the date is no single day: much can happen in a month.

    `named`: whether the date is the day's own and not its distance from another. On "the same day" something else
    happened than what was told of it.
    """

    reading: DatedMention
    day: dt.date | None
    named: bool


def telling_of(reading: DatedMention, date: DateMention) -> Telling:
    """The reading with the day of its date."""
    day = date.start if date.start == date.end else None
    return Telling(reading, day, date.anchor is None and date.mod != "BEFORE")  # "prior to 3 May" is no day


def settle_retellings(tellings: Sequence[Telling]) -> list[DatedMention]:
    """The readings of a whole report, in the order of the text, each vague one with what was told of its day."""
    told: dict[dt.date, list[DatedMention]] = {}
    settled = []
    for telling in tellings:
        reading = telling.reading
        if telling.day is None:
            settled.append(reading)
            continue
        settled.append(_settled(reading, told.get(telling.day, ())) if telling.named else reading)
        if _tells(reading):
            told.setdefault(telling.day, []).append(reading)
    return settled


def _tells(reading: DatedMention) -> bool:
    """Whether the reading says plainly what happened."""
    return (
        not _is_vague(reading)
        and not (reading.assumed and reading.rule in _DOCUMENTS)
        and reading.type is not EventType.OTHER
        and reading.modality in _HAPPENED
    )


def _is_vague(reading: DatedMention) -> bool:
    """Whether no rule knows what the clause tells, and the model is not sure either."""
    return reading.rule == "none" and (reading.confidence < _SURE or reading.type is EventType.OTHER)


def _settled(reading: DatedMention, told: Sequence[DatedMention]) -> DatedMention:
    if not told or reading.modality not in _HAPPENED:
        return reading
    if _is_vague(reading):
        return _as_told(reading, _best(reading, told))
    if reading.rule in _DOCUMENTS:
        written = [other for other in told if other.type in _WRITTEN]
        alike = [other for other in written if reading.assumed or other.actor is reading.actor]
        if alike:
            return _as_told(reading, alike[0])
    return reading


def _as_told(reading: DatedMention, first: DatedMention) -> DatedMention:
    rule = f"retold.{first.rule}"
    return replace(reading, type=first.type, actor=first.actor, rule=rule, decided_by=rule, confidence=first.confidence)


def _best(reading: DatedMention, told: Sequence[DatedMention]) -> DatedMention:
    """The first telling, by the same actor where there is one."""
    return next((other for other in told if other.actor is reading.actor and not reading.assumed), told[0])
