"""What a report tells of its dates, passage by passage, as the rules read it."""

import datetime as dt

from msgspec import Struct

from ombudsparse.document import Document
from ombudsparse.nlp.dated_mentions import DatedMention
from ombudsparse.nlp.events import read_passage
from ombudsparse.nlp.passages import passages
from ombudsparse.nlp.setting import read_setting
from ombudsparse.records import EventType, Problem
from ombudsparse.spans import Span
from ombudsparse.values.dates.inheritance import period_of_heading
from ombudsparse.values.dates.mentions import DateContext, DateMention
from ombudsparse.values.dates.narrative import read_dates


class ToldDate(Struct, frozen=True, gc=False):
    """What a passage tells of a date: both stand `offset` characters into the text."""

    date: DateMention
    reading: DatedMention
    offset: int
    section: str | None


def narrate(document: Document, report_date: dt.date | None) -> tuple[list[ToldDate], list[Problem]]:
    """What the narrative sections tell, in the order of the text, and the dates that could not be placed."""
    context = DateContext(report_date=report_date)
    setting = read_setting(document)
    step: EventType | None = None
    told: list[ToldDate] = []
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
        found = [ToldDate(dates.mentions[reading.index], reading, passage.span.start, section) for reading in readings]
        problems += [_guessed(document, each) for each in found if each.date.year_source == "report"]
        told += found
    return told, problems


def _unread(document: Document, span: Span) -> Problem:
    message = f"“{document.words(span)}” names no day that is known, and is not in the timeline; see what was meant"
    return Problem("date_unread", message, "timeline", span)


def _guessed(document: Document, told: ToldDate) -> Problem:
    span = told.date.span.moved(told.offset)
    message = (
        f"the report does not say of which year “{document.words(span)}” is; the latest before the decision, "
        f"{told.date.start.year}, was taken"
    )
    return Problem("year_guessed", message, "timeline", span)
