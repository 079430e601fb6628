"""British dates in the text of a report, resolved in the order of the narrative.

`find_dates` is pure: what one passage leaves for the next (the date to count from, the days known) goes out with the
mentions and comes in as `context`. Nothing is anchored on today, and no day is invented for a month or a year.
"""

import datetime as dt
import re
from bisect import bisect_right
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from ombudsparse.records import Precision
from ombudsparse.spans import Span
from ombudsparse.values.dates.inheritance import Surroundings, find_year, settle_month
from ombudsparse.values.dates.mentions import DateContext, DateMention, timex
from ombudsparse.values.dates.phrases import Phrase, find_phrases
from ombudsparse.values.dates.points import bounds, find_points
from ombudsparse.values.dates.relative import Relative, find_relatives, is_complete, resolve, states_a_rule
from ombudsparse.values.dates.spelling import unknown_months

__all__ = ["DateContext", "DateMention", "find_dates", "format_date", "parse_date"]

_COARSENESS = ("day", "week", "month", "season", "year")

# Restating a date that stands beside it: "until 17 September 2024, around 4 weeks later"; "That was 2 weeks later"
_RESTATES_LEFT = (
    r"\s*(?:[,(–—-]|[.,;(–—-]?\s*(?:which|that|this|it)\s+(?:was|is))\s*"
    r"(?:(?:only|just|around|about|some|approximately|almost|a\s+further|a\s+full|also|i\.e\.)\s+)*"
)
# "two weeks later, on 17 September 2024"
_RESTATES_RIGHT = r"\s*[,(–—-]?\s*(?:(?:on|in)\s+)?"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(r"[.!?;]['’”\")]*\s+(?=[^a-z\s])|\n"),
        re.compile(_RESTATES_LEFT, re.IGNORECASE),
        re.compile(_RESTATES_RIGHT),
        re.compile(r"\s+\((?:i\.e\.,?\s+)?(?:on\s+)?"),
    )


class DateReading(Struct, frozen=True):
    """The dates of a passage, the context for what follows, and what looks like a date but names no day that is known:
    "31 June", a day of which no month can be told."""

    mentions: tuple[DateMention, ...]
    context: DateContext
    unread: tuple[Span, ...] = ()


def find_dates(text: str, context: DateContext) -> tuple[tuple[DateMention, ...], DateContext]:
    """The dates of `text` in order, with spans into `text`, and the context for the text that follows."""
    reading = read_dates(text, context)
    return reading.mentions, reading.context


def read_dates(text: str, context: DateContext) -> DateReading:
    """The dates of `text`, a sentence or a paragraph, in order, with spans into `text`.

    A relative date with nothing to count from, a duration ("within 4 weeks") and the year of a law are no mentions.
    A financial year is one where it dates something ("in 2022/23") and not where it names accounts. Mentions do not
    overlap.
    """
    phrases = find_phrases(text)
    items = _ordered(text, phrases, list(find_relatives(text)))
    if not items:
        return DateReading((), context, unknown_months(text))
    only = items[0] if len(items) == 1 else None
    complete = isinstance(only, Phrase) and only.first.year is not None  # then nothing asks where its sentence begins
    sentences = [] if complete else [match.end() for match in _patterns()[0].finditer(text)]
    found: list[DateMention] = []
    unread = list(unknown_months(text))
    opening: DateMention | None = None  # the first date of the sentence
    for index, item in enumerate(items):
        start = _sentence_start(sentences, item.start)
        if found and start >= found[-1].span.end:
            context, opening = _settled(context, opening), None
        if isinstance(item, Phrase):
            later = [other for other in items[index + 1 :] if isinstance(other, Phrase)]
            around = Surroundings(text, start, item.start, tuple(later), opening)
            mention = _phrase(item, context, around)
            if mention is None:
                unread.append(Span(item.start, item.end))
        else:
            mention = _relative(text, item, phrases, found, context, sentences)
        if mention and not (found and mention.span.start < found[-1].span.end):
            found.append(mention)
            opening = opening or mention
            context = context.after(mention)
    return DateReading(tuple(found), _framed(text, found, _settled(context, opening)), tuple(sorted(unread)))


def _framed(text: str, found: list[DateMention], context: DateContext) -> DateContext:
    """The context with the period that a lead-in names for the items under it: "Between May 2021 and July 2022:"."""
    if not found or found[-1].precision == "day" or not text.rstrip().endswith(":"):
        return context
    return replace(context, frame=(found[-1].start, found[-1].end))


def _sentence_start(sentences: list[int], position: int) -> int:
    index = bisect_right(sentences, position)
    return sentences[index - 1] if index else 0


def _settled(context: DateContext, opening: DateMention | None) -> DateContext:
    """The context once a sentence is over: a look back ("On 3 May it answered the letter of 10 January") does not
    move the narrative."""
    last = context.last
    if opening and last and last.kind in ("absolute", "inherited") and last.end < opening.start:
        return replace(context, last=opening)
    return context


def _ordered(text: str, phrases: list[Phrase], relatives: list[Relative]) -> list[Phrase | Relative]:
    """Phrases and relatives by place. A date that a relative takes in ("two weeks after 3 May 2023", "the same day (3
    May 2023)") is left to it."""
    if not relatives:
        return list(phrases)
    taken = {id(phrase) for relative in relatives if (phrase := _follower(text, relative, phrases)) is not None}
    items: list[Phrase | Relative] = [phrase for phrase in phrases if id(phrase) not in taken]
    return sorted([*items, *relatives], key=lambda item: item.start)


def _follower(text: str, relative: Relative, phrases: list[Phrase]) -> Phrase | None:
    """The date that is part of the relative phrase before it."""
    for phrase in phrases:
        point = phrase.first
        if point.start < relative.end or phrase.last is not None:
            continue
        gap = text[relative.end : point.start]
        if relative.open and not gap.strip() and len(gap) < 3:
            return phrase
        bracketed = relative.count == 0 and relative.unit == "day" and _patterns()[3].fullmatch(gap)
        return phrase if bracketed and text.startswith(")", phrase.end) else None
    return None


def _phrase(phrase: Phrase, context: DateContext, around: Surroundings = Surroundings()) -> DateMention | None:  # noqa: B008 - frozen
    """The mention of a date or a range, its month and year found if it has none."""
    if phrase.first.alone:
        settled = settle_month(phrase, context, around)
        if settled is None:
            return None
        phrase = settled
    year, source = find_year(phrase, context, around)
    days = bounds(phrase.first, year) if year is not None else None
    if days is None or year is None:
        return None
    start, end = days
    precision = phrase.first.grain
    season = phrase.first.season if precision == "season" else None
    if phrase.last is not None:
        until = _range_end(phrase, year, start)
        if until is None:
            return None
        end = until
        precision = max(precision, phrase.last.grain, key=_COARSENESS.index)
        season = None
    return DateMention(
        Span(phrase.start, phrase.end),
        start,
        end,
        precision,
        timex(start, end, precision, season),
        "range" if phrase.last else "inherited" if source else "absolute",
        phrase.mod,
        "coordination" if phrase.borrowed else source,
    )


def _range_end(phrase: Phrase, year: int, start: dt.date) -> dt.date | None:
    last = phrase.last
    assert last is not None
    days = bounds(last, last.year if last.year is not None else year)
    if days and days[1] < start and last.year is None:
        days = bounds(last, year + 1)
    return days[1] if days and start <= days[1] else None


def _relative(
    text: str,
    item: Relative,
    phrases: list[Phrase],
    found: list[DateMention],
    context: DateContext,
    sentences: list[int],
) -> DateMention | None:
    """The mention of a relative date, None where it has nothing to count from or only restates a date beside it."""
    _, left, right, _ = _patterns()
    follower = _follower(text, item, phrases)
    if follower is not None:
        return _from_follower(item, follower, context)
    if context.last is None or not is_complete(text, item):
        return None
    if item.counted:
        if found and found[-1].kind != "relative" and left.fullmatch(text, found[-1].span.end, item.start):
            return None
        if any(0 <= p.start - item.end < 8 and right.fullmatch(text, item.end, p.start) for p in phrases):
            return None
    sentence = _sentence_start(sentences, item.start)
    dated = bool(found) and found[-1].span.start >= sentence
    if not dated and states_a_rule(text[sentence : item.end]):
        return None
    days = resolve(item, context.last)
    if days is None:
        return None
    anchor = context.last.end if item.count > 0 else context.last.start
    return _counted_mention(item, item.end, days[0], days[1], days[2], anchor)


def _from_follower(item: Relative, follower: Phrase, context: DateContext) -> DateMention | None:
    """ "Two weeks after 3 May 2023" counts from that date; "the same day (3 May 2023)" is that date."""
    base = _phrase(replace(follower, start=follower.first.start), context)
    if base is None:
        return None
    if item.count == 0:
        return replace(base, span=Span(item.start, follower.end + 1))
    days = resolve(item, base)
    anchor = base.end if item.count > 0 else base.start
    return _counted_mention(item, follower.end, *days, anchor) if days else None


def _counted_mention(
    item: Relative, end: int, first: dt.date, last: dt.date, precision: Precision, anchor: dt.date
) -> DateMention:
    return DateMention(
        Span(item.start, end),
        first,
        last,
        precision,
        timex(first, last, precision),
        "relative",
        "APPROX" if item.approximate else None,
        anchor=anchor,
    )


def parse_date(text: str) -> dt.date | None:
    """The day that `text` is, as in a heading or a table cell ("Monday 3 April 2023", "03/04/23"), day before month.

    None where it is anything else: a month, a range, a day without a year or that no calendar has, a sentence.
    """
    points = list(find_points(text))
    if len(points) != 1 or points[0].grain != "day" or points[0].year is None:
        return None
    point = points[0]
    if text[: point.start].strip(" \t\r\n\u00a0([:–-") or text[point.end :].strip(" \t\r\n\u00a0)].,:;–-"):
        return None
    days = bounds(point, points[0].year)
    return days[0] if days else None


def format_date(day: dt.date) -> str:
    """`day` as reports print it: "3 April 2023"."""
    return f"{day.day} {day:%B} {day.year}"
