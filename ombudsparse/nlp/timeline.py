"""The timeline of a report: its dated events in order, the milestones of its complaint, and dates that disagree."""

import datetime as dt

from msgspec import Struct

from ombudsparse.chronology.conflicts import find_conflicts
from ombudsparse.chronology.milestones import find_milestones
from ombudsparse.document import Document
from ombudsparse.nlp.dated_mentions import DatedMention
from ombudsparse.nlp.narration import ToldDate, narrate
from ombudsparse.nlp.retellings import settle_retellings, telling_of
from ombudsparse.records import Conflict, Event, Milestones, Problem


class Timeline(Struct, frozen=True):
    """The dated events of a report in the order of its text, and what follows from them."""

    events: tuple[Event, ...] = ()
    milestones: Milestones = Milestones()
    conflicts: tuple[Conflict, ...] = ()


def read_timeline(document: Document, report_date: dt.date | None) -> tuple[Timeline, tuple[Problem, ...]]:
    """The timeline of a document with sections and rows. Never raises for what a report says or leaves out.

    `report_date` bounds the years that dates without one can have. The problem `no_events` says that the narrative
    has no date; `no_complaint_date` that no dated complaint to the landlord was found; `date_unread` that something
    printed as a date is none, or cannot be placed; `year_guessed` that a year is nowhere named.
    """
    events, problems = _read_narrative(document, report_date)
    milestones = find_milestones(events)
    if not events:
        problems.append(Problem("no_events", "the narrative has no dated event; the timeline is empty", "timeline"))
    elif milestones.complaint_made is None:
        problems.append(
            Problem("no_complaint_date", "no dated complaint to the landlord was found in the narrative", "timeline")
        )
    return Timeline(events, milestones, find_conflicts(events, document)), tuple(problems)


def read_events(document: Document, report_date: dt.date | None) -> tuple[Event, ...]:
    """The dated events of the narrative sections, in the order of the text."""
    return _read_narrative(document, report_date)[0]


def _read_narrative(document: Document, report_date: dt.date | None) -> tuple[tuple[Event, ...], list[Problem]]:
    told, problems = narrate(document, report_date)
    decided = _decided([each.reading for each in told])
    readings = settle_retellings([telling_of(reading, each.date) for reading, each in zip(decided, told, strict=True)])
    return tuple(_event(document, each, reading) for each, reading in zip(told, readings, strict=True)), problems


def _decided(readings: list[DatedMention]) -> list[DatedMention]:
    """The readings as the events part of the spaCy pipeline decides; spaCy is loaded with the first event."""
    if not readings:
        return readings
    from ombudsparse.nlp.timeline_pipeline import events_part

    return events_part().judge.decide(readings)


def _event(document: Document, told: ToldDate, reading: DatedMention) -> Event:
    date = told.date
    span = date.span.moved(told.offset)
    sentence = reading.sentence.moved(told.offset)
    return Event(
        start=date.start,
        end=date.end,
        precision=date.precision,
        mention=document.words(span),
        timex=date.timex,
        actor=reading.actor,
        type=reading.type,
        text=document.words(sentence),
        section=told.section,
        anchor=date.anchor,
        span=span,
        sentence=sentence,
        polarity=reading.polarity,
        modality=reading.modality,
        rule=reading.rule,
        confidence=reading.confidence,
        decided_by=reading.decided_by or reading.rule,
    )
