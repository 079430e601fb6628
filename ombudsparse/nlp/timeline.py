"""The timeline of a report: its dated events in order, the milestones of its complaint, and dates that disagree."""

import datetime as dt

from msgspec import Struct

from ombudsparse.chronology.conflicts import find_conflicts
from ombudsparse.chronology.milestones import find_milestones
from ombudsparse.document import Document
from ombudsparse.nlp.dated_mentions import DatedMention
from ombudsparse.nlp.events import read_passage
from ombudsparse.nlp.passages import Passage, passages
from ombudsparse.nlp.retellings import settle_retellings, telling_of
from ombudsparse.nlp.setting import Setting, read_setting
from ombudsparse.records import Conflict, Event, EventType, Milestones, Problem
from ombudsparse.spans import Span
from ombudsparse.values.dates.mentions import DateContext, DateMention
from ombudsparse.values.dates.narrative import find_dates


class Timeline(Struct, frozen=True):
    """The dated events of a report in the order of its text, and what follows from them."""

    events: tuple[Event, ...] = ()
    milestones: Milestones = Milestones()
    conflicts: tuple[Conflict, ...] = ()


def read_timeline(document: Document, report_date: dt.date | None) -> tuple[Timeline, tuple[Problem, ...]]:
    """The timeline of a document with sections and rows. Never raises for what a report says or leaves out.

    `report_date` bounds the years that dates without one can have. The problem `no_events` says that the narrative
    has no date; `no_complaint_date` that no dated complaint to the landlord was found.
    """
    events = read_events(document, report_date)
    milestones = find_milestones(events)
    problems = []
    if not events:
        problems.append(Problem("no_events", "the narrative has no dated event; the timeline is empty", "timeline"))
    elif milestones.complaint_made is None:
        problems.append(
            Problem("no_complaint_date", "no dated complaint to the landlord was found in the narrative", "timeline")
        )
    return Timeline(events, milestones, find_conflicts(events, document)), tuple(problems)


def read_events(document: Document, report_date: dt.date | None) -> tuple[Event, ...]:
    """The dated events of the narrative sections, in the order of the text."""
    context = DateContext(report_date=report_date)
    setting = read_setting(document)
    step: EventType | None = None
    told: list[_Told] = []
    for passage in passages(document):
        if passage.opens:
            context, step = context.next_section(), None
        else:
            context = context.next_paragraph()
        found, context, step = _read(document, passage, context, step, setting)
        told.extend(found)
    readings = settle_retellings([telling_of(each.reading, each.date) for each in told])
    return tuple(_event(document, each, reading) for each, reading in zip(told, readings, strict=True))


class _Told(Struct, frozen=True, gc=False):
    """What a passage tells of a date: both stand `offset` characters into the text."""

    date: DateMention
    reading: DatedMention
    offset: int
    section: str | None


def _read(
    document: Document, passage: Passage, context: DateContext, step: EventType | None, setting: Setting
) -> tuple[list[_Told], DateContext, EventType | None]:
    """What a passage tells of its dates. A table row is read as one sentence that its date opens."""
    told: list[_Told] = []
    text = document.text
    parts = (Span(passage.parts[0].start, passage.parts[-1].end),) if passage.row else passage.parts
    for part in parts:
        words = part.of(text)
        dates, context = find_dates(words, context)
        if not dates:
            continue
        readings, step = read_passage(words, dates, step, setting)
        section = passage.section.title or None
        told.extend(_Told(dates[reading.index], reading, part.start, section) for reading in readings)
    return told, context, step


def _event(document: Document, told: _Told, reading: DatedMention) -> Event:
    date = told.date
    span = Span(date.span.start + told.offset, date.span.end + told.offset)
    sentence = Span(reading.sentence.start + told.offset, reading.sentence.end + told.offset)
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
    )
