"""Dates that count from another: "the same day", "the following month", "10 working days later"."""

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from msgspec import Struct

from ombudsparse.records import Precision
from ombudsparse.values.dates.grammar import MONTHS
from ombudsparse.values.dates.mentions import DateMention, add_months, month_bounds, week_bounds
from ombudsparse.values.working_days import add_working_days

Unit = Literal["day", "working day", "week", "month", "year"]


class Relative(Struct, frozen=True, gc=False):
    """A relative date as printed, `start` to `end` in the text.

    `count` of `unit`s from the anchor, negative for before; 0 is the same one. `weekday` (Monday is 0) or `month`
    narrow it down ("the following Monday"). `counted`: given as a number of units, so that it can restate a date
    that stands beside it. `open`: ends in "after" or "before", so that a date may follow. `approximate` as it says.
    """

    start: int
    end: int
    count: int
    unit: Unit
    weekday: int | None = None
    month: int | None = None
    counted: bool = False
    open: bool = False
    approximate: bool = False


NUMBER_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

NUMBER = rf"(?:\d{{1,3}}|an?|{'|'.join(NUMBER_WORDS[1:])})"
_PART = r"(?:day|morning|afternoon|evening|night)"
# "the same day", "later on that same date"; "that afternoon", "later that day"
_SAME = (
    rf"(?:later\s+(?:on\s+)?)?(?:the|that|this)\s+(?:very\s+)?same\s+(?:date|{_PART})\b|(?:later\s+)?that\s+{_PART}\b"
)
# "on that date", "on this day": not "to this day", "up to that date"
_DATE = r"(?<=\bon\s)(?:that|this)\s+(?:very\s+)?(?:date|day)\b"
# "later that month", "early in the same year"; "in that month" and "the same month", the preposition left out
_PERIOD = (
    r"(?:(?:later|earlier|late|early)\s+(?:in\s+)?that|(?<=\bin\s)that|(?<=\bduring\s)that"
    r"|(?:(?:later|earlier|late|early)\s+(?:in\s+)?)?(?:the|that)\s+same)\s+(?P<period>week|month|year)\b"
)
_NAMES = "|".join((*WEEKDAYS, *(name for name in MONTHS)))
# "the following day", "the next working day", "the previous month", "the following Monday", "the following January"
_STEP = (
    r"the\s+(?:very\s+)?(?P<step>following|next|previous|preceding|prior)\s+(?P<working>(?:working|business|calendar)\s+)?"
    rf"(?P<unit>day|morning|afternoon|evening|night|week|month|year|{_NAMES})\b(?!\s+(?:\d|or\b|few\b|couple\b))"
)
# "the day before", "the week after": only where the words end there, or a date follows
_BESIDE = (
    r"the\s+(?P<beside>working\s+day|day|morning|evening|night|week|month|year)\s+"
    r"(?P<side>after|before|prior|following)\b(?:\s+(?:to|that|this)\b)?"
)
# "10 working days later", "a week before", "two weeks after", "18 months earlier"
_COUNT = (
    rf"(?<![\w.,£/-])(?P<number>{NUMBER})[\s-]+(?P<count>(?:(?:working|business|calendar)\s+)?days?|weeks?|fortnights?|months?|years?)"
    r"\s+(?P<way>later|earlier|afterwards?|before|prior|previously|beforehand|thereafter|after)\b(?:\s+(?:to|that|this)\b)?"
)
# What a phrase that ends in "after" or "before" may be followed by and still be complete: "the day before, …"
_COMPLETE = r"\s*(?:$|[,.;:)”\"]|(?:and|but|while|when|saying|stating|asking|by|to|at|in|via)\b)"
# "more than 3 weeks later", "2 or 3 days later", "almost a year later", "within 2 weeks after": no day comes of it
_VAGUE = (
    r"(?:\b(?:more|less|longer)\s+than|\bover|\bat\s+(?:least|most)|\bup\s+to|\bnearly|\balmost|\bunder|\bwithin|\bevery"
    r"|\bfor|\bthroughout|\bto|\bor|\band\s+a|\d\s*[-–])\s*(?:just\s+|the\s+)?$"
)
_ABOUT = r"\b(?:about|around|approximately|roughly|some|circa)\s+$"
# "aims to reply the same day", "the policy says … by the next working day": a rule, and nothing that happened
_RULE = (
    r"\b(?:polic(?:y|ies)|procedures?|guidance|Code|handbook|charter|standards?|timescales?|process)\b[^.]{0,40}"
    r"\b(?:says?|states?|sets?\s+out|requires?|commits?|provides?|explains?|specif\w+|expects?)\b"
    r"|\b(?:aims?|expected|required|obliged)\s+to\b|\bshould\s+(?:be|have\s+been)\b|\bmust\b"
)


@cache
def _relative() -> re.Pattern[str]:
    return re.compile("|".join((_SAME, _DATE, _PERIOD, _STEP, _BESIDE, _COUNT)), re.IGNORECASE)


@cache
def _guards() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return re.compile(_VAGUE, re.IGNORECASE), re.compile(_ABOUT, re.IGNORECASE), re.compile(_COMPLETE)


# Every form above holds one of these words; looking for them first is many times cheaper than trying the forms
_SIGNS = (
    "same", "hat day", "hat morning", "hat afternoon", "hat evening", "hat night", "hat date", "his date", "his day",
    "hat week", "hat month", "hat year", "following", "next", "previous", "preceding", "prior", "later", "earlier",
    "after", "before",
)  # fmt: skip
_REACH = 40  # the longest form begins and ends no further from its sign


def _windows(text: str) -> list[tuple[int, int]]:
    """The stretches of `text` around the signs, in order and apart."""
    signs: list[int] = []
    for sign in _SIGNS:
        position = text.find(sign)
        while position >= 0:
            signs.append(position)
            position = text.find(sign, position + 1)
    windows: list[tuple[int, int]] = []
    for position in sorted(signs):
        start, end = max(0, position - _REACH), position + _REACH
        if windows and start <= windows[-1][1]:
            start = windows.pop()[0]
        windows.append((start, end))
    return windows


@cache
def _rule() -> re.Pattern[str]:
    return re.compile(_RULE)


def states_a_rule(sentence: str) -> bool:
    """Whether the words say what is to be done as a rule, so that "the same day" in them is no day of the story."""
    return bool(_rule().search(sentence))


def find_relatives(text: str) -> Iterator[Relative]:
    """The relative dates of `text` in order, whether or not there is anything that they can count from."""
    vague, about, _ = _guards()
    for match in (match for window in _windows(text) for match in _relative().finditer(text, *window)):
        before = max(0, match.start() - 25)
        possessive = text[match.end() : match.end() + 2] in ("'s", "’s", "-t")
        if possessive or vague.search(text, before, match.start()):
            continue
        relative = _read(match)
        if relative.counted and about.search(text, before, match.start()):
            relative = Relative(
                relative.start, relative.end, relative.count, relative.unit,
                counted=True, open=relative.open, approximate=True,
            )  # fmt: skip
        if not text.startswith((" than", "-"), match.end()):
            yield relative


def is_complete(text: str, relative: Relative) -> bool:
    """Whether a phrase such as "two weeks after" ends there, and is not counted from the words that follow it."""
    return not relative.open or bool(_guards()[2].match(text, relative.end))


def _read(match: re.Match[str]) -> Relative:
    start, end = match.span()
    if match["step"]:
        way = 1 if match["step"].lower() in ("following", "next") else -1
        unit = match["unit"].lower()
        if unit in WEEKDAYS:
            return Relative(start, end, way, "week", weekday=WEEKDAYS.index(unit))
        if unit.capitalize() in MONTHS:
            return Relative(start, end, way, "year", month=MONTHS.index(unit.capitalize()) + 1)
        return Relative(start, end, way, _unit(f"{match['working'] or ''}{unit}"))
    if match["beside"]:
        way = 1 if match["side"].lower() in ("after", "following") else -1
        closed = match[0].lower().endswith((" that", " this"))
        return Relative(start, end, way, _unit(match["beside"]), open=not closed)
    if match["number"]:
        return _counted(match)
    return Relative(start, end, 0, _unit(match["period"] or "day"))


def _counted(match: re.Match[str]) -> Relative:
    word, way = match["number"].lower(), match["way"].lower()
    count = int(word) if word.isdigit() else NUMBER_WORDS.index(word) if word in NUMBER_WORDS else 1
    unit = match["count"].lower().rstrip("s")
    if unit == "fortnight":
        count, unit = count * 2, "week"
    sign = 1 if way in ("later", "after", "afterward", "afterwards", "thereafter") else -1
    return Relative(
        match.start(), match.end(), sign * count, _unit(unit),
        counted=True, open=match[0].lower().endswith(("after", "before", "prior", " to")),
        approximate=unit in ("month", "year"),
    )  # fmt: skip


def _unit(words: str) -> Unit:
    if "working" in words or "business" in words:
        return "working day"
    last = words.split()[-1].lower()
    return last if last in ("week", "month", "year") else "day"  # type: ignore[return-value]


def resolve(relative: Relative, anchor: DateMention) -> tuple[dt.date, dt.date, Precision] | None:
    """First day, last day and precision of `relative` counted from `anchor`; None where the anchor is too coarse.

    "The same day" needs a day to be the same as; "two weeks later" than "May 2023" is a stretch as long as May.
    """
    base = anchor.end if relative.count > 0 else anchor.start
    try:
        if relative.month:
            return _named_month(relative, base)
        if relative.weekday is not None:
            return _weekday(relative, base)
        if relative.counted:
            return _count(relative, anchor)
        return _step(relative, anchor, base)
    except (ValueError, OverflowError):  # outside the calendar, or outside the known bank holidays
        return None


def _named_month(relative: Relative, base: dt.date) -> tuple[dt.date, dt.date, Precision]:
    assert relative.month
    passed = base.month >= relative.month if relative.count > 0 else base.month <= relative.month
    return *month_bounds(base.year + (relative.count if passed else 0), relative.month), "month"


def _weekday(relative: Relative, base: dt.date) -> tuple[dt.date, dt.date, Precision]:
    assert relative.weekday is not None
    ahead = (relative.weekday - base.weekday()) % 7
    day = base + dt.timedelta(days=(ahead or 7) if relative.count > 0 else (ahead - 7))
    return day, day, "day"


def _count(relative: Relative, anchor: DateMention) -> tuple[dt.date, dt.date, Precision] | None:
    if anchor.precision == "year" or (anchor.precision != "day" and relative.unit in ("day", "working day")):
        return None
    if anchor.kind == "range":
        day = _move(anchor.end if relative.count > 0 else anchor.start, relative)
        return day, day, anchor.precision
    return _move(anchor.start, relative), _move(anchor.end, relative), anchor.precision


def _move(day: dt.date, relative: Relative) -> dt.date:
    if relative.unit == "working day":
        return add_working_days(day, relative.count)
    if relative.unit in ("month", "year"):
        return add_months(day, relative.count * (12 if relative.unit == "year" else 1))
    return day + dt.timedelta(days=relative.count * (7 if relative.unit == "week" else 1))


def _step(relative: Relative, anchor: DateMention, base: dt.date) -> tuple[dt.date, dt.date, Precision] | None:
    """The unit of the calendar next to the anchor's, or the anchor's own."""
    if relative.unit in ("day", "working day"):
        if anchor.precision != "day" or (relative.count == 0 and anchor.start != anchor.end):
            return None
        day = _move(base, relative)
        return day, day, "day"
    if relative.unit == "week":
        if anchor.precision not in ("day", "week"):
            return None
        return *week_bounds(_move(base, relative)), "week"
    if relative.unit == "year":
        return dt.date(base.year + relative.count, 1, 1), dt.date(base.year + relative.count, 12, 31), "year"
    if anchor.precision == "year":
        return None
    moved = add_months(base, relative.count)
    return *month_bounds(moved.year, moved.month), "month"
