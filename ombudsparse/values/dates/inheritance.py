"""What a date lacks, from the narrative around it: its year ("on 4 June"), or its month too ("on the 16th").

The year that the sentence names comes first ("In 2021 … on 4 June", "the records for 2020 show"), then the period of
the lead-in or the heading, then the date before, then what is known of the report.
"""

import datetime as dt

from msgspec import Struct
from msgspec.structs import replace

from ombudsparse.values.dates.mentions import DateContext, DateMention, Frame, YearSource, add_months
from ombudsparse.values.dates.phrases import Phrase
from ombudsparse.values.dates.points import Point, bounds, find_points, year_at_most
from ombudsparse.vocabulary.patterns import Wording

_HALF_A_YEAR = 183
_YEAR = r"(?P<year>(?:19|20)\d\d)(?![\d/–-]|\s+(?:Act|Regulations?|Code|Order|Scheme|Rules|policy)\b)"
# "In 2021 the resident …", "During 2021, …", "2021: …", at the start of what is told
_OPENING_YEAR = Wording(
    rf"\s*(?:(?:back\s+in|in|during|throughout|over|early\s+in|late\s+in|later\s+in)\s+(?:the\s+year\s+)?"
    rf"{_YEAR}|{_YEAR.replace('year', 'mark')}\s*[:–-])"
)
# "the landlord’s records for 2020", "its repairs log of 2020", "in the calls from 2020", "in the year 2020"
_RECORDS = (
    r"(?:records?|logs?|notes?|history|diary|diaries|entries|calls?|emails?|files?|letters?|correspondence|reports?)"
)
_YEAR_OF_RECORDS = Wording(
    rf"\b(?:{_RECORDS}\s+(?:for|of|from|in|during)|(?:in|for|during)\s+the\s+year(?:\s+of)?)\s+{_YEAR}"
)
# "In her complaint in 2021 she said that on 4 June": a year anywhere before in the sentence
_YEAR_BEFORE = Wording(rf"\b(?:in|during|throughout|of|for)\s+(?:early\s+|late\s+)?{_YEAR}", cased=True)
_HEADED = Wording(rf"\b{_YEAR}")


class Surroundings(Struct, frozen=True):
    """Where a phrase stands: its text, the start of its sentence, the phrase's own, the phrases after it and the first
    date of the sentence."""

    text: str = ""
    sentence: int = 0
    start: int = 0
    later: tuple[Phrase, ...] = ()
    opening: DateMention | None = None


def period_of_heading(title: str) -> Frame | None:
    """The years that a heading names ("Summary of events in 2021", "2021 to 2022"), None where it names none."""
    years = [int(match["year"]) for match in _HEADED.finditer(title)]
    return (dt.date(min(years), 1, 1), dt.date(max(years), 12, 31)) if years else None


def find_year(phrase: Phrase, context: DateContext, around: Surroundings) -> tuple[int | None, YearSource | None]:
    """The year of a phrase and where it came from, None for a printed one."""
    point = phrase.first
    if point.year is not None:
        return point.year, "coordination" if phrase.borrowed else None
    last = context.last
    source: YearSource = "paragraph" if context.in_paragraph else "section"
    if last and point.shift is not None:
        return last.end.year + point.shift, source
    named = _named_year(around, last)
    if named is not None:
        return named, "named"
    framed = _year_in_frame(point, context)
    if framed is not None:
        return framed, "named"
    if last and last.precision != "year":
        year = _onward(point, last.end, context.report_date)
        most = _looks_back(phrase, around)
        if most is not None:
            year = year_at_most(point, year, last.end + dt.timedelta(days=most))
        return year, source
    same = [day for day in context.known if point.day and (day.month, day.day) == (point.month, point.day)]
    if same:
        return same[-1].year, "earlier"
    following = next((other.first for other in around.later if other.first.year is not None), None)
    if following is not None and following.year is not None:
        days = bounds(following, following.year)
        return year_at_most(point, following.year, days[1] if days else dt.date.max), "following"
    if context.known:
        return _onward(point, context.known[-1], context.report_date), "earlier"
    # "She has lived there since 2015. On 4 June she rang": a year that began something says nothing of what followed
    if context.report_date:
        return _onward(point, context.report_date, context.report_date), "report"
    return (_onward(point, last.end, None), "report") if last else (None, None)


def _named_year(around: Surroundings, last: DateMention | None) -> int | None:
    """The year that the sentence names before the date, unless a full date of another year stands between."""
    before = around.text[around.sentence : around.start]
    if "19" not in before and "20" not in before:
        return _opened_before(around, last)
    opened = _OPENING_YEAR.match(before)
    named = list(_YEAR_OF_RECORDS.finditer(before))
    if opened is None and not named:
        bare = [match for match in _YEAR_BEFORE.finditer(before) if last and last.timex == match["year"]]
        named = bare[-1:]
    match = named[-1] if named else opened
    if match is None:
        return None
    year = int(match["year"] or match["mark"])
    between = [point for point in find_points(before[match.end() :]) if point.year not in (None, year)]
    return None if any(point.year is not None and point.year > year for point in between) else year


def _opened_before(around: Surroundings, last: DateMention | None) -> int | None:
    """The year with which the sentence before opened: "In 2021 she moved in. On 4 June she reported a leak." """
    if last is None or last.precision != "year" or last.start.year != last.end.year:
        return None
    before = around.text[: last.span.end]
    start = max(before.rfind(". ") + 1, before.rfind("\n") + 1, 0)
    opened = _OPENING_YEAR.match(before, start)
    return last.start.year if opened and around.sentence >= last.span.end else None


def _year_in_frame(point: Point, context: DateContext) -> int | None:
    """The year of `point` within the frame; once the narrative has reached a day of the frame, the one after it."""
    if context.frame is None or point.season:
        return None
    first, last = context.frame
    reached = context.last
    if reached and not first <= reached.start <= last:
        return None  # the narrative has gone elsewhere
    years = [
        year for year in range(first.year, last.year + 1)
        if (days := bounds(point, year)) and first <= days[0] and days[1] <= last
    ]  # fmt: skip
    if len(years) > 1 and reached and reached.precision == "day":
        year = _onward(point, reached.end, context.report_date)
        return year if year in years else years[0]
    return years[0] if years else None


def _looks_back(phrase: Phrase, around: Surroundings) -> int | None:
    """How many days after the date last told of a month can begin at most, None where nothing speaks against a later
    one: "said on 24 August that he had had mice since January", "In an email of 10 March it said that the list had
    been reissued in December"."""
    if phrase.first.grain != "month" or phrase.last is not None:
        return None
    if around.text[max(0, phrase.start - 6) : phrase.start].lower().endswith("since "):
        return 0
    return _HALF_A_YEAR if around.opening is not None else None


def _onward(point: Point, last: dt.date, report_date: dt.date | None) -> int:
    """The year of `last`, or the next where that would run back by more than half a year, but none after the report."""
    year = last.year
    days = bounds(point, year)
    onward = bounds(point, year + 1)
    if days and onward and (last - days[0]).days > _HALF_A_YEAR and (not report_date or onward[0] <= report_date):
        return year + 1
    if days and report_date and days[0] > report_date:
        return year - 1
    return year


def settle_month(phrase: Phrase, context: DateContext, around: Surroundings) -> Phrase | None:
    """A day without a month, in the month that the narrative has reached or, where that has passed it, in the next;
    "its email of the 16th" looks back. None where no month is known."""
    last, day = context.last, phrase.first.day
    if last is None or day is None or last.precision not in ("day", "week", "month"):
        return None
    back = around.text[: phrase.start].endswith("of ")
    base = last.start.replace(day=1)
    if phrase.first.shift is None and last.precision == "day" and last.kind != "range":
        if day < last.start.day and not back:
            base = add_months(base, 1)
        elif day > last.start.day and back:
            base = add_months(base, -1)
    if context.report_date and base > context.report_date:
        return None
    first = replace(phrase.first, month=base.month, year=base.year, shift=None)
    until = phrase.last
    if until is not None:
        until = replace(until, month=until.month or base.month, year=until.year or base.year)
    return replace(phrase, first=first, last=until, borrowed=True)
