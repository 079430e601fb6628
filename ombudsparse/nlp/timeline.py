"""The timeline of a report: its dated events in order, the milestones of its complaint, and dates that disagree."""

import datetime as dt

from msgspec import Struct

from ombudsparse.document import Document
from ombudsparse.nlp.conflicts import find_conflicts
from ombudsparse.nlp.events import Reading, read_passage
from ombudsparse.nlp.lexicon import names_a_council
from ombudsparse.nlp.milestones import find_milestones
from ombudsparse.nlp.passages import Passage, passages
from ombudsparse.records import Conflict, Event, EventType, Milestones, Problem
from ombudsparse.spans import Span
from ombudsparse.values.date_mentions import DateContext, DateMention
from ombudsparse.values.dates import find_dates


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
    council = names_a_council(_head(document))
    step: EventType | None = None
    events: list[Event] = []
    for passage in passages(document):
        if passage.opens:
            context, step = context.next_section(), None
        else:
            context = context.next_paragraph()
        found, context, step = _read(document, passage, context, step, council)
        events.extend(found)
    return tuple(events)


def _head(document: Document) -> str:
    """What stands before the first section: the title and the landlord's name."""
    end = document.sections[0].span.start if document.sections else 0
    return f"{document.title} {document.text[:end]}"


def _read(
    document: Document, passage: Passage, context: DateContext, step: EventType | None, council: bool
) -> tuple[list[Event], DateContext, EventType | None]:
    """The events of a passage. A table row is read as one sentence that its date opens."""
    events: list[Event] = []
    text = document.text
    parts = (Span(passage.parts[0].start, passage.parts[-1].end),) if passage.row else passage.parts
    for part in parts:
        words = part.of(text)
        dates, context = find_dates(words, context)
        if not dates:
            continue
        readings, step = read_passage(words, dates, step, council)
        section = passage.section.title or None
        events.extend(_event(document, dates[reading.index], reading, part.start, section) for reading in readings)
    return events, context, step


def _event(document: Document, date: DateMention, reading: Reading, offset: int, section: str | None) -> Event:
    span = Span(date.span.start + offset, date.span.end + offset)
    sentence = Span(reading.sentence.start + offset, reading.sentence.end + offset)
    return Event(
        start=date.start,
        end=date.end,
        precision=date.precision,
        mention=document.words(span),
        timex=date.timex,
        actor=reading.actor,
        type=reading.type,
        text=document.words(sentence),
        section=section,
        anchor=date.anchor,
        span=span,
        sentence=sentence,
        polarity=reading.polarity,
        modality=reading.modality,
        rule=reading.rule,
    )
