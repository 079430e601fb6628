"""The timeline of a report: its dated events in order, the milestones of its complaint, and dates that disagree."""

import datetime as dt

from msgspec import Struct

from ombudsparse.chronology.conflicts import find_conflicts
from ombudsparse.chronology.milestones import find_milestones
from ombudsparse.document import Document
from ombudsparse.nlp.dated_mentions import DatedMention
from ombudsparse.nlp.events import read_passage
from ombudsparse.nlp.passages import passages
from ombudsparse.nlp.retellings import settle_retellings, telling_of
from ombudsparse.nlp.setting import read_setting
from ombudsparse.records import Conflict, Event, EventType, Milestones, Problem
from ombudsparse.spans import Span
from ombudsparse.values.dates.inheritance import period_of_heading
from ombudsparse.values.dates.mentions import DateContext, DateMention
from ombudsparse.values.dates.narrative import read_dates


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
    context = DateContext(report_date=report_date)
    setting = read_setting(document)
    step: EventType | None = None
    told: list[_Told] = []
    problems: list[Problem] = []
    for passage in passages(document):
        if passage.opens:
            context, step = context.next_section(period_of_heading(passage.section.title)), None
        else:
            context = context.next_paragraph()
        words = passage.span.of(document.text)
        dates = read_dates(words, context)
        context = dates.context
        problems += [_unread(document, span.moved(passage.span.start)) for span in dates.unread]
        if not dates.mentions:
            continue
        readings, step = read_passage(words, dates.mentions, step, setting)
        section = passage.section.title or None
        found = [_Told(dates.mentions[reading.index], reading, passage.span.start, section) for reading in readings]
        problems += [_guessed(document, each) for each in found if each.date.year_source == "report"]
        told += found
    readings = settle_retellings([telling_of(each.reading, each.date) for each in told])
    return tuple(_event(document, each, reading) for each, reading in zip(told, readings, strict=True)), problems


def _unread(document: Document, span: Span) -> Problem:
    message = f"“{document.words(span)}” names no day that is known, and is not in the timeline; see what was meant"
    return Problem("date_unread", message, "timeline", span)


def _guessed(document: Document, told: "_Told") -> Problem:
    span = told.date.span.moved(told.offset)
    message = (
        f"the report does not say of which year “{document.words(span)}” is; the latest before the decision, "
        f"{told.date.start.year}, was taken"
    )
    return Problem("year_guessed", message, "timeline", span)


class _Told(Struct, frozen=True, gc=False):
    """What a passage tells of a date: both stand `offset` characters into the text."""

    date: DateMention
    reading: DatedMention
    offset: int
    section: str | None


def _event(document: Document, told: _Told, reading: DatedMention) -> Event:
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
    )
