"""Dates joined into phrases: ranges ("between 17 April and 3 May 2023"), choices ("either 20 or 23 August 2024") and
lists ("6, 7 and 12 April 2023"), in which one date lends its month and year to the others.

What is inside a phrase follows the project's labels: "from", "up to", "prior to", "after", "between", "either" are;
"on", "since", "by" and "until" are not.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from ombudsparse.values.dates.grammar import WEEKDAY
from ombudsparse.values.dates.mentions import DateMod
from ombudsparse.values.dates.points import Point, bounds, find_points, year_at_most

_Link = Literal["list", "or", "to"]


class Phrase(Struct, frozen=True, gc=False):
    """One date, or the two ends of a range: `start` to `end` in the text, lead words included.

    `borrowed`: a year came from a neighbour in the same phrase or list.
    """

    start: int
    end: int
    first: Point
    last: Point | None = None
    mod: DateMod | None = None
    borrowed: bool = False


_ON = rf"(?:(?:on|in)\s+)?(?:the\s+)?(?:{WEEKDAY}\s+)?"
# "6 April and 12 April", "6 April, and again on 12 April", "6 April & 12 April", "May 2021 as well as June 2021"
_LIST = rf"\s*(?:,\s*(?:and\b|&)?|;?\s*and\b|&|;|as\s+well\s+as)\s*(?:(?:again|then|also|once\s+more)\s+)?{_ON}"
# "May/June 2022"
_OR = rf"\s*/\s*|\s*,?\s*or\s+(?:possibly\s+)?{_ON}"
# "3 May to 5 June", "3 May – 5 June", "April through to June", "3 May up until 5 June"
_TO = (
    r"\s*,?\s*(?:(?:and\s+)?up\s+(?:to|until|till)|through\s+to|through|to|until|till|[-–—])\s*"
    rf"(?:(?:and\s+including|about)\s+)?(?:the\s+)?(?:{WEEKDAY}\s+)?"
)

_PERIOD = r"(?:(?:the\s+)?(?:dates?|days|period|months|years)\s+(?:of|from|between)\s+)?"
_LEAD = (
    r"\b(?P<lead>[Bb]etween|[Ff]rom|[Ee]ither|[Bb]oth|[Uu]p\s+(?:to|until|till)|[Pp]rior\s+to|[Aa]fter|[Bb]efore)"
    rf"\s+{_PERIOD}(?:the\s+)?$"
)
# The words that can end a lead, so that the expression need not be tried after "on"
_BEFORE_LED = ("between", "from", "either", "both", "to", "until", "till", "after", "before", "the", "of")
# "the appointment was moved from 3 May to 10 May": two days and no stretch of time
_MOVED = (
    r"\b(?:re-?schedul\w+|re-?arrang\w+|re-?book\w+|postpon\w+|(?:push|put|brought|bring)\w*\s+(?:back|forward)"
    r"|(?:appointment|date|deadline|visit|inspection|meeting|target)\b[^.;]{0,40}\b(?:moved|changed|delayed|extended|amended))"
    r"[^.;]{0,60}$"
)


@cache
def _links() -> tuple[tuple[_Link, re.Pattern[str]], ...]:
    return ("list", re.compile(_LIST)), ("or", re.compile(_OR)), ("to", re.compile(_TO))


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(_LEAD)


@cache
def _moved() -> re.Pattern[str]:
    return re.compile(_MOVED)


def find_phrases(text: str) -> list[Phrase]:
    """The dates and ranges of `text` in order, years borrowed within a list or range and otherwise left open."""
    return [
        phrase for chain, links in _chains(text) for phrase in _phrases(text, _lend_years(chain, links), links, chain)
    ]


def _link(gap: str) -> _Link | None:
    if len(gap) > 30:
        return None
    return next((name for name, pattern in _links() if pattern.fullmatch(gap)), None)


def _chains(text: str) -> Iterator[tuple[list[Point], list[_Link]]]:
    """Runs of points that are joined by "and", "or", "to" or a comma; `links[i]` joins points i and i + 1."""
    chain: list[Point] = []
    links: list[_Link] = []
    for point in find_points(text):
        link = _link(text[chain[-1].end : point.start]) if chain else None
        if chain and link and _joins(chain[-1], point, link):
            chain.append(point)
            links.append(link)
            continue
        yield from _dated(chain, links)
        chain, links = [point], []
    yield from _dated(chain, links)


def _joins(left: Point, right: Point, link: _Link) -> bool:
    """Whether two neighbours can be one list: an unsure year or month only beside its like ("2019 and 2021")."""
    if left.sure and right.sure:
        return True
    return left.grain == right.grain or ({left.grain, right.grain} == {"day", "month"} and link == "to")


def _dated(chain: list[Point], links: list[_Link]) -> Iterator[tuple[list[Point], list[_Link]]]:
    """The chain if anything in it is surely a date."""
    if any(point.sure for point in chain):
        yield chain, links


def _lend_years(chain: list[Point], links: Sequence[_Link]) -> list[Point]:
    """The chain with months and years filled in from the right ("6 and 12 April 2023"), then from the left."""
    filled = list(chain)
    for index in range(len(chain) - 2, -1, -1):
        point, later = filled[index], filled[index + 1]
        if point.month is None and point.day:
            point = replace(point, month=later.month, shift=later.shift)
        if point.year is None and later.year is not None and point.shift is None:
            point = _at_most_half_a_year_after(point, later, strict=links[index] == "to")
        filled[index] = point
    for index in range(1, len(chain)):
        point, earlier = filled[index], filled[index - 1]
        if point.year is None and earlier.year is not None and point.shift is None:
            filled[index] = _not_before(point, earlier)
    return filled


def _at_most_half_a_year_after(point: Point, later: Point, *, strict: bool) -> Point:
    """`point` in the year of `later`, or the year before: "between 17 December and 3 January 2024" begins in 2023."""
    assert later.year is not None
    until = bounds(later, later.year)
    if until is None:
        return replace(point, year=later.year)
    slack = dt.timedelta(days=0 if strict else 183)
    return replace(point, year=year_at_most(point, later.year, until[1] + slack))


def _not_before(point: Point, earlier: Point) -> Point:
    """`point` in the year of `earlier`, or the next: "from 17 December 2023 to 3 January" ends in 2024."""
    assert earlier.year is not None
    days, since = bounds(point, earlier.year), bounds(earlier, earlier.year)
    over = bool(days and since and days[1] < since[0])
    return replace(point, year=earlier.year + over)


def _phrases(text: str, filled: list[Point], links: list[_Link], chain: list[Point]) -> Iterator[Phrase]:
    """Each element of the list on its own, the ends of each range as one."""
    before = filled[0].start
    led = text[max(0, before - 9) : before].rstrip().lower().endswith(_BEFORE_LED)
    lead = _lead().search(text, max(0, before - 40), before) if led else None
    word = lead["lead"].lower().split()[0] if lead else ""
    borrowed = [point.year is not None and old.year is None for point, old in zip(filled, chain, strict=True)]
    index = 0
    while index < len(filled):
        first = filled[index]
        start, mod = first.start, first.mod
        ranged = index < len(links) and _is_range(word if index == 0 else "", links[index]) and _ascends(filled, index)
        ranged = ranged or (index < len(links) and links[index] == "list" and _next_day(chain[index], filled, index))
        if ranged and word == "from" and index == 0 and _moved().search(text, max(0, first.start - 110), first.start):
            ranged = False
        elif lead and index == 0 and (ranged or word in ("from", "up", "prior", "after", "before")):
            start = lead.start()
            mod = mod or {"prior": "BEFORE", "before": "BEFORE", "after": "AFTER"}.get(word)  # type: ignore[assignment]
        if ranged:
            last = filled[index + 1]
            yield Phrase(start, last.end, first, last, None, borrowed[index] or borrowed[index + 1])
            index += 2
        else:
            yield Phrase(start, first.end, first, None, mod, borrowed[index])
            index += 1


def _is_range(lead: str, link: _Link) -> bool:
    """Whether lead and link make a range or a choice: "between … and", "3 to 5 May", "20 or 23 August"."""
    return link in ("to", "or") or (lead == "between" and link == "list")


def _next_day(printed: Point, filled: list[Point], index: int) -> bool:
    """Whether the day and the one after it are told of as one: "the windows were fitted on 7 and 8 April"."""
    first, second = filled[index], filled[index + 1]
    if printed.month is not None or first.day is None or second.day is None or len(filled) != 2:
        return False
    return (first.month, first.year, first.day + 1) == (second.month, second.year, second.day)


def _ascends(points: list[Point], index: int) -> bool:
    """Whether the range does not run backwards; without years nothing can be said against it."""
    first, last = points[index], points[index + 1]
    if first.year is None or last.year is None:
        return True
    begin, end = bounds(first, first.year), bounds(last, last.year)
    return bool(begin and end and begin[0] <= end[1])
