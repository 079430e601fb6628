"""Deadlines of orders: "within 4 weeks of the date of this report", "no later than 20 November 2025".

A deadline runs from the date of the report. Rules of the count, as the project labels them: weeks and days run from
the day of the report ("within 4 weeks" is 28 days on), months to the same day of a later month or its last, working
days skip weekends and England's bank holidays.
"""

import datetime as dt
import re
from functools import cache
from typing import Literal

from msgspec import Struct

from ombudsparse.spans import Span
from ombudsparse.values.dates.mentions import add_months
from ombudsparse.values.dates.phrases import find_phrases
from ombudsparse.values.dates.points import Point, bounds
from ombudsparse.values.dates.relative import NUMBER, NUMBER_WORDS
from ombudsparse.values.working_days import add_working_days

DeadlineKind = Literal["from_report", "unstated", "from_date", "from_event", "date"]


class DueDate(Struct, frozen=True):
    """A deadline as worded. `span`: its words in the text given.

    `kind` says what it runs from: "from_report" (the report, said so), "unstated" ("within 4 weeks": taken to be the
    report), "from_date" (a printed date), "from_event" ("within 10 working days of the inspection": `date` is None),
    or that it is a "date".
    """

    date: dt.date | None
    span: Span
    kind: DeadlineKind


# "within six weeks", "within the next 3 months", "within a maximum of 20 working days", "within 4 (four) weeks",
# "within 4-6 weeks"; "no later than 4 weeks from", "28 days from the date of this report" need their "from"
_LEAD = (
    r"(?P<within>\bwithin\s+(?:(?:a|the)\s+(?:further|next|following|maximum\s+of|(?:maximum\s+)?period\s+of)\s+)?)?"
)
_UNIT = r"(?P<unit>calendar\s+months?|(?:calendar|working|business)\s+days?|days?|weeks?|fortnights?|months?)"
_AMOUNT = (
    rf"(?<![\w.,£/-])(?:{NUMBER}\s*(?:-|–|to)\s*)?(?P<number>{NUMBER}|twenty[\s-]eight|twenty|thirty)"
    rf"(?:\s*\(\w+\))?[\s-]+{_UNIT}\b['’]?"
)
_FROM = r"(?:\s+(?:of|from|after|following|starting\s+from)\s+(?:and\s+including\s+)?)"
# "of the date of this report", "of receiving our final determination", "of today", "from the date of issue"
_ISSUE = r"(?:(?:the\s+)?(?:date|day|issue|issuing|publication|receipt|receiving)(?:\s+of)?\s+)?"
_WHOSE = r"(?:(?:the|this|our|these|that)\s+)?(?:date\s+of\s+(?:the|this|our)\s+)?"
_DOCUMENT = r"(?:report|determination|decision|orders?|letter|today|issue|publication)\b(?:['’]s)?"
_REPORT = (
    rf"{_ISSUE}{_WHOSE}(?:(?:final|investigation|Ombudsman(?:['’]s)?)\s+)*"
    rf"(?:{_DOCUMENT}(?:\s+(?:date|being\s+issued))?|date\s+(?:above|below)\b)"
)
# "5pm on 20 November", "midday", "the close of business on"
_HOUR = (
    r"(?:(?:\d{1,2}(?:[.:]\d\d)?\s?[ap]m|midday|noon|midnight|(?:the\s+)?close(?:\s+of\s+business)?)"
    r"\s+(?:on\s+)?)?"
)
# "by 31 July 2025", "no later than 20 November", "on or before", "by the end of July 2025", "Due date: 30 June 2025"
_BY = (
    r"\b(?:by|(?:no|not)\s+later\s+than|on\s+or\s+before|before|due(?:\s+(?:date|on|by))?"
    rf"|deadline(?:\s+of|\s+is)?)\s*:?\s+{_HOUR}(?:the\s+)?$"
)
_NUMBERS = {"a": 1, "an": 1, "twenty": 20, "thirty": 30, "twenty eight": 28, "twenty-eight": 28}


@cache
def _spans_of_time() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    flags = re.IGNORECASE
    return re.compile(_LEAD + _AMOUNT, flags), re.compile(_FROM, flags), re.compile(_REPORT, flags)


@cache
def _later_than() -> re.Pattern[str]:
    return re.compile(r"\b(?:no|not)\s+later\s+than\s+$", re.IGNORECASE)


@cache
def _by() -> re.Pattern[str]:
    return re.compile(_BY, re.IGNORECASE)


def due_date(text: str, report_date: dt.date) -> DueDate | None:
    """The first deadline of `text`, None where it has none. See `find_deadlines`."""
    return next(iter(find_deadlines(text, report_date)), None)


def find_deadlines(text: str, report_date: dt.date) -> tuple[DueDate, ...]:
    """Every deadline of `text` in order, counted from `report_date` where it runs from the report.

    A day without a year is the next such day from the report on. A text that is one date and no more (a cell of the
    orders table) is a deadline. "Every month", "for 3 months", "4 weeks' notice" are none.
    """
    found = [*_counted(text, report_date), *_dated(text, report_date)]
    found.sort(key=lambda due: due.span)
    return tuple(due for index, due in enumerate(found) if not any(due.span.touches(o.span) for o in found[:index]))


def _counted(text: str, report_date: dt.date) -> list[DueDate]:
    amount, after, report = _spans_of_time()
    found = []
    for match in amount.finditer(text):
        start = match.start() if match["within"] else match.start("number")
        later_than = _later_than().search(text, max(0, start - 20), start)
        tail = after.match(text, match.end())
        named = report.match(text, tail.end()) if tail else None
        if not (match["within"] or later_than or named):
            continue
        start -= len(later_than[0]) if later_than else 0
        if named:
            found.append(DueDate(_count(match, report_date), Span(start, named.end()), "from_report"))
        elif tail:
            found.append(_from_elsewhere(text, match, start, tail.end()))
        else:
            found.append(DueDate(_count(match, report_date), Span(start, match.end()), "unstated"))
    return found


def _from_elsewhere(text: str, match: re.Match[str], start: int, end: int) -> DueDate:
    """A deadline that runs from a printed date, or from something of which nobody can tell the date."""
    phrase = next((phrase for phrase in find_phrases(text[end : end + 40]) if phrase.first.start == 0), None)
    if phrase and phrase.first.grain == "day" and phrase.first.year is not None:
        days = bounds(phrase.first, phrase.first.year)
        if days:
            return DueDate(_count(match, days[0]), Span(start, end + phrase.end), "from_date")
    clause = re.compile(r"[^,.;:()\n]{0,80}").match(text, end)
    words = clause[0].rstrip() if clause else ""
    return DueDate(None, Span(start, end + len(words)), "from_event")


def _count(match: re.Match[str], start: dt.date) -> dt.date | None:
    word = " ".join(match["number"].lower().split())
    number = int(word) if word.isdigit() else _NUMBERS[word] if word in _NUMBERS else NUMBER_WORDS.index(word)
    unit = match["unit"].lower()
    try:
        if "working" in unit or "business" in unit:
            return add_working_days(start, number)
        if "month" in unit:
            return add_months(start, number)
        days = 14 if "fortnight" in unit else 7 if "week" in unit else 1
        return start + dt.timedelta(days=number * days)
    except (ValueError, OverflowError):  # outside the known bank holidays, or the calendar
        return None


def _dated(text: str, report_date: dt.date) -> list[DueDate]:
    found = []
    for phrase in find_phrases(text):
        if phrase.last is not None:
            continue
        lead = _by().search(text, max(0, phrase.first.start - 50), phrase.first.start)
        alone = not lead and not (text[: phrase.start] + text[phrase.end :]).strip(" \t\r\n\u00a0.,;:()")
        date = _next(phrase.first, report_date) if lead or alone else None
        if date and (lead or phrase.first.grain == "day"):
            found.append(DueDate(date, Span(lead.start() if lead else phrase.start, phrase.end), "date"))
    return found


def _next(point: Point, report_date: dt.date) -> dt.date | None:
    """The last day that `point` can mean ("by the end of July"), in its year or the first that is not yet past."""
    years = (point.year,) if point.year is not None else range(report_date.year, report_date.year + 9)
    ends = (days[1] for year in years if (days := bounds(point, year)))
    return next((end for end in ends if point.year is not None or end >= report_date), None)
