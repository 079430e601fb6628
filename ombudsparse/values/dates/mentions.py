"""What a date in the text is found to be, and what the narrative so far lets a later one inherit."""

import calendar
import datetime as dt
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from ombudsparse.records import Precision
from ombudsparse.spans import Span

DateKind = Literal["absolute", "inherited", "relative", "range"]
DateMod = Literal["START", "MID", "END", "APPROX", "BEFORE", "AFTER"]
YearSource = Literal["coordination", "named", "paragraph", "section", "earlier", "following", "report"]

Frame = tuple[dt.date, dt.date]  # first and last day

SEASON_CODES = {"spring": "SP", "summer": "SU", "autumn": "FA", "winter": "WI"}


class DateMention(Struct, frozen=True, gc=False):
    """A date as the text has it, resolved.

    `span`: its words in the text given. `start`, `end`: first and last possible day, equal for a day. `timex`: the
    TIMEX3 value ("2023-04-03", "2023-04", "2020-W28", "2021-SP", "2021"; "2023-04-17/2023-05-03" for a range) and
    `mod` its modifier. `year_source`: where a missing year came from, None where it is printed: "coordination" ("6
    April and 12 April 2023"), "named" (the year or the period that the sentence, its lead-in or the heading names),
    "paragraph" or "section" (the date before), "earlier" (the same day and month, or the last date, of an earlier
    section), "following" (the next date of the sentence), "report" (the latest before the report: a guess). `anchor`:
    the day from which a relative mention was counted.
    """

    span: Span
    start: dt.date
    end: dt.date
    precision: Precision
    timex: str
    kind: DateKind
    mod: DateMod | None = None
    year_source: YearSource | None = None
    anchor: dt.date | None = None


class DateContext(Struct, frozen=True, gc=False):
    """How far the narrative has come.

    `report_date`: no inherited year may give a later day. `last`: the date that relative ones count from; None at the
    start of a section. `in_paragraph`: whether `last` stands in this paragraph. `known`: days printed in full so far.
    `frame`: the period that a heading or a lead-in ("Between September 2021 and July 2022:") says is told of.
    """

    report_date: dt.date | None = None
    last: DateMention | None = None
    in_paragraph: bool = False
    known: tuple[dt.date, ...] = ()
    frame: Frame | None = None

    def next_paragraph(self) -> "DateContext":
        """The context at the start of the next paragraph: dates of this one still serve as anchors."""
        return replace(self, in_paragraph=False)

    def next_section(self, frame: Frame | None = None) -> "DateContext":
        """The context at the start of the next section: nothing to count from, but the days known stay known."""
        return replace(self, last=None, in_paragraph=False, frame=frame)

    def after(self, mention: DateMention) -> "DateContext":
        """The context once `mention` has been read."""
        printed = mention.kind == "absolute" and mention.precision == "day"
        known = (*self.known, mention.start) if printed and mention.start not in self.known else self.known
        return replace(self, last=mention, in_paragraph=True, known=known)


def month_bounds(year: int, month: int) -> tuple[dt.date, dt.date]:
    """First and last day of a month."""
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def week_bounds(day: dt.date) -> tuple[dt.date, dt.date]:
    """Monday and Sunday of the week that holds `day`."""
    monday = day - dt.timedelta(days=day.weekday())
    return monday, monday + dt.timedelta(days=6)


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day of the month `months` on, or its last where it is shorter (31 January → 28 February)."""
    index = day.year * 12 + day.month - 1 + months
    last = month_bounds(index // 12, index % 12 + 1)[1]
    return last.replace(day=min(day.day, last.day))


def timex(start: dt.date, end: dt.date, precision: Precision, season: str | None = None) -> str:
    """The TIMEX3 value of the days `start` to `end`; an interval where they are no single unit of the calendar."""
    if season and season in SEASON_CODES:
        return f"{start.year}-{SEASON_CODES[season]}"
    if precision == "season" and start.month in (1, 4, 7, 10) and end == add_months(start, 3) - dt.timedelta(days=1):
        return f"{start.year:04}-Q{start.month // 3 + 1}"
    if start == end:
        return start.isoformat()
    if precision == "year" and (start, end) == (dt.date(start.year, 1, 1), dt.date(start.year, 12, 31)):
        return f"{start.year:04}"
    if precision == "month" and (start, end) == month_bounds(start.year, start.month):
        return f"{start:%Y-%m}"
    if precision == "week" and (start, end) == week_bounds(start):
        return f"{start:%G-W%V}"
    return f"{start.isoformat()}/{end.isoformat()}"
