"""What a rate comes to where the order says how often it is paid: "£15 a week for 12 weeks"."""

import datetime as dt
import re

from msgspec import Struct

from ombudsparse.extract.money import order_phrases as said
from ombudsparse.extract.money.sums import Sum
from ombudsparse.values.dates.phrases import Phrase, find_phrases
from ombudsparse.values.dates.points import Point, bounds
from ombudsparse.values.spelled_sums import SPELLED_NUMBER, spelled_value
from ombudsparse.vocabulary.patterns import Wording

_DAYS = {"day": 1, "night": 1, "week": 7, "fortnight": 14}
_N = rf"(?P<number>\d{{1,3}}|both|(?:{SPELLED_NUMBER}))(?:\s*\(\w+\))?"
# what is counted: "missed appointments", "joint tenants"; not "the 3 months" of another unit
_THING = r"(?:\s+[a-z’-]+){0,3}?"
# "£50 for each of the 3 missed appointments", "£150 to each of the two residents", "£20 for each of 12 weeks"
_EACH_OF_N = Wording(
    rf"^\s*(?:compensation\s+)?(?:[a-z’]+\s+){{0,6}}?(?:to|for)\s+(?:each|every\s+one)\s+of\s+"
    rf"(?:(?:the|these|those|its|her|his|their)\s+)?{_N}\b"
)
# "each of the 2 residents £150", "both residents £150 each"
_EACH_OF_N_BEFORE = Wording(
    rf"\b(?P<each>each\s+of\s+(?:(?:the|these|those|its|her|his|their)\s+)?{_N}(?:\s+[a-z’]+){{0,3}})\s*$"
)
_BOTH_BEFORE = Wording(r"\bboth\s+(?:of\s+)?(?:the\s+)?(?:[a-z’]+\s+){0,2}$")
# "£15 a week for 12 weeks", "over a period of 26 weeks", "£30 per missed appointment for 4 missed appointments"
_OVER = r"\b(?:for|over|during|in\s+respect\s+of|covering|x|×|times)\s+(?:an?\s+)?"
_FOR_N = Wording(
    rf"^[^£.;]{{0,40}}?{_OVER}"
    rf"(?:(?:the|these|those|its|his|her|total|full|whole|period|of)\s+)*{_N}\s+(?P<thing>[a-z-]+(?:\s+[a-z-]+)?)"
)
# "12 weeks at £15 a week", "6 missed appointments at £30 each"
_N_BEFORE = Wording(
    rf"(?<![\w.,£]){_N}\s+(?P<thing>[a-z-]+(?:\s+[a-z-]+)?)(?:\s+of\s+[a-z\s]{{2,40}})?,?\s*(?:\(?\s*(?:at|@|x|×|times))"
    r"\s+(?:a\s+rate\s+of\s+)?$"
)
_TIMES = Wording(r"^\s*(?:x|×|times)\s*(?P<number>\d{1,3})\b")
_TIMES_BEFORE = Wording(r"(?<![\w.,£])(?P<number>\d{1,3})\s*(?:x|×|times|@)\s*$")
_OPEN = Wording(r"^[^£.;]{0,60}?\b(?:until|till|to\s+the\s+date|to\s+date|onwards|pending|so\s+long)\b")
_PERIOD = Wording(r"^[^£.;]{0,60}?\b(?:from|between)\s+")


class Reckoned(Struct, frozen=True):
    """How many times a sum is paid, and the words that say so."""

    times: int
    words: str


def reckoned(each: Sum) -> Reckoned | None:
    """How many times a sum of the orders is paid, 1 where it is no rate; None where it is one that nobody can compute.

    A period between two days counts if it is a whole number of the rate's weeks or months, its last day counted or
    not: "£15 a week from 1 March to 31 May" is 13 weeks.
    """
    counted = _EACH_OF_N.match(each.after) or _EACH_OF_N_BEFORE.search(each.gap) or _multiplied(each)
    if counted:
        number = _number(counted["number"])
        return Reckoned(number, " ".join(counted[0].lower().split())) if number else None
    return _over_time(each) if is_rate(each) else Reckoned(1, "")


def _over_time(each: Sum) -> Reckoned | None:
    """How often a rate is paid by the number or the period that its sentence gives; None where it gives neither."""
    unit = _unit(each)
    if _OPEN.match(each.after):
        return None
    if unit is None and _BOTH_BEFORE.search(each.gap):
        return Reckoned(2, "both")
    counted = _FOR_N.match(each.after) or _N_BEFORE.search(each.gap)
    if counted and _fits(unit, counted["thing"]) and (number := _number(counted["number"])):
        return Reckoned(number, each.money.formula or " ".join(counted[0].split()))
    lasted = _lasted(each.after, unit) if unit else None
    return Reckoned(lasted, each.money.formula or "") if lasted else None


def is_rate(each: Sum) -> bool:
    """Whether a sum of the orders is paid more than once: "£25 per week", "£100 each", "to each of them £50"."""
    return bool(
        each.money.formula or said.EACH.match(each.after) or said.EACH_BEFORE.search(each.gap) or _multiplied(each)
    )


def _multiplied(each: Sum) -> re.Match[str] | None:
    return _TIMES.match(each.after) or _TIMES_BEFORE.search(each.gap)


def _number(word: str) -> int | None:
    """The number that a word or figures give."""
    word = word.lower()
    return 2 if word == "both" else int(word) if word.isdigit() else spelled_value(word)


_UNIT = Wording(r"\b(?P<unit>hour|day|night|week|fortnight|month|quarter|year)")
_SHORT_UNITS = {"pcm": "month", "pm": "month", "p/m": "month", "pw": "week", "p/w": "week", "pa": "year"}
_ADVERBS = {"weekly": "week", "monthly": "month", "daily": "day", "annually": "year", "quarterly": "quarter"}


def _unit(each: Sum) -> str | None:
    """The unit of time of a rate, None where it counts things or people."""
    formula = (each.money.formula or "").replace(".", "")
    named = _UNIT.search(formula) or _UNIT.search(_each_behind(each))
    return named["unit"].lower() if named else {**_SHORT_UNITS, **_ADVERBS}.get(formula)


def _each_behind(each: Sum) -> str:
    words = said.EACH.match(each.after)
    return words[0] if words else ""


def _fits(unit: str | None, thing: str) -> bool:
    """Whether what is counted is what the rate counts: weeks for a rate a week, things for a rate a thing."""
    named = _UNIT.search(thing)
    return (named["unit"].lower() if named else None) == unit


def _lasted(after: str, unit: str) -> int | None:
    """The whole units of the period between the two days that follow a rate; None where they are not whole."""
    lead = _PERIOD.match(after)
    if not lead:
        return None
    ends = _ends(after[lead.end() - 8 :])
    if ends is None or unit not in (*_DAYS, "month"):
        return None
    first, last = ends
    if unit == "month":
        return _months(first, last) or _months(first, last + dt.timedelta(days=1))
    days, length = (last - first).days, _DAYS[unit]
    if length == 1:
        return days + 1
    return days // length if days % length == 0 else (days + 1) // length if (days + 1) % length == 0 else None


def _months(first: dt.date, last: dt.date) -> int | None:
    months = (last.year - first.year) * 12 + last.month - first.month
    return months if first.day == last.day and months > 0 else None


def _ends(words: str) -> tuple[dt.date, dt.date] | None:
    """The first and the last day of the period that opens `words`, None where a year is open and would matter."""
    phrases = [phrase for phrase in find_phrases(words) if phrase.first.grain in ("day", "month")]
    points = _points(phrases)
    if len(points) < 2:
        return None
    start, end = points[0], points[1]
    year = end.year or start.year
    found = {_days(start, end, each) for each in ((year,) if year else (2023, 2024))}
    lengths = {(last - first).days for first, last in found if first and last}
    first, last = found.pop()
    return (first, last) if first and last and last > first and len(lengths) == 1 else None


def _points(phrases: list[Phrase]) -> list[Point]:
    return [point for phrase in phrases for point in (phrase.first, phrase.last) if point is not None]


def _days(start: Point, end: Point, year: int) -> tuple[dt.date | None, dt.date | None]:
    """The days that two points bound where the later stands in `year`."""
    last = bounds(end, end.year or year)
    first = bounds(start, start.year or year)
    if first and last and first[0] > last[1] and start.year is None:
        first = bounds(start, year - 1)
    return first[0] if first else None, last[1] if last else None
