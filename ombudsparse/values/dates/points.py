"""Single dates as printed: their grammar, found without regard to what stands around the sentence.

A point may lack its year ("6 April"), or month and year ("6" in "6 and 12 April 2023"); it is not resolved here.
"""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from ombudsparse.values.dates import grammar
from ombudsparse.values.dates.mentions import DateMod, add_months, month_bounds, week_bounds
from ombudsparse.values.dates.spelling import as_meant
from ombudsparse.values.working_days import FIRST_YEAR, LAST_YEAR, bank_holidays

Grain = Literal["day", "week", "month", "season", "year"]


class Point(Struct, frozen=True, gc=False):
    """One date as printed, `start` to `end` in the text.

    `season` also names movable feasts ("easter"). `shift`: the year counts from the one before ("of the following
    year" is 1). `week`: how a day stands for its week. `sure`: whether the words alone make it a date; "May" and
    "2021" need a neighbour that does. `financial`: the year begins in April. `wrong`: no calendar has it ("32 May").
    """

    start: int
    end: int
    grain: Grain
    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: str | None = None
    shift: int | None = None
    week: Literal["commencing", "of", "ending"] | None = None
    mod: DateMod | None = None
    sure: bool = True
    financial: bool = False
    wrong: bool = False

    @property
    def alone(self) -> bool:
        """Whether it is a day of which neither month nor year is printed: "on the 16th"."""
        return self.day is not None and self.month is None and self.season is None


def find_points(text: str) -> Iterator[Point]:
    """The points of `text` in order, unsure ones included; days that no calendar has are left in, for the resolver.

    Months that are misspelt or in small letters are read as they are meant.
    """
    meant, ends = as_meant(text)
    for point in _points(meant):
        yield replace(point, end=ends[point.end]) if point.end in ends else point


def _points(text: str) -> Iterator[Point]:
    done = 0
    for beginning in grammar.beginnings().finditer(text):
        start = beginning.start()
        if start < done or (start - 1 != done and _continues_a_number(text, start)):
            continue
        match = grammar.points().match(text, start)
        if match:
            done = match.end()
            for point in _read(text, match):
                yield _qualified(text, point)


def _continues_a_number(text: str, start: int) -> bool:
    """Whether a mark and a figure before `start` make it a piece of something longer ("0800-12", "12/2021").

    Not to be asked straight after a point and a mark: "2020-2022" is a range.
    """
    return start > 1 and text[start - 1] in "-/" and text[start - 2].isdigit()


def _read(text: str, match: re.Match[str]) -> Iterator[Point]:
    start, end = match.span()
    if match["month"]:
        yield from _calendar_points(text, match)
    elif match["iyear"]:
        yield Point(start, end, "day", int(match["iyear"]), int(match["imonth"]), int(match["iday"]))
    elif match["nday"]:
        if len(match["nyear"]) == 4 or not _is_provision(text, match):
            yield Point(start, end, "day", _full_year(match["nyear"]), int(match["nmonth"]), int(match["nday"]))
    elif match["amonth"]:
        month = grammar.MONTH_NUMBERS[match["amonth"][:3].lower()]
        yield Point(start, end, "day", int(match["ayear"]) if match["ayear"] else None, month, int(match["aday"]))
    elif match["feast"]:
        yield from _feast_points(text, match)
    elif match["alone"]:
        yield from _lone_days(text, match)
    elif match["bare"]:
        yield from _year_points(text, match)


def _lone_days(text: str, match: re.Match[str]) -> Iterator[Point]:
    """A day without its month, where the words around it leave nothing else that "the 16th" could be."""
    before, after = grammar.day_alone()
    start, end = match.span()
    led = before.search(text, max(0, start - 20), start)
    if led and after.match(text, end):
        same = 0 if match["same"] else None
        yield Point(start - len(led["the"] or ""), end, "day", day=int(match["alone"]), shift=same)


_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4, "one": 1, "two": 2, "three": 3,
             "four": 4}  # fmt: skip


def _year_points(text: str, match: re.Match[str]) -> Iterator[Point]:
    """A year, a financial year, or the season or quarter of either."""
    start, end = match.span()
    year, second = int(match["bare"]), match["split"]
    financial = second is not None and int(second[-2:]) == (year + 1) % 100
    led = _last_word(text, start) in grammar.BEFORE_YEARS
    season = grammar.season().search(text, max(0, start - 24), start) if led else None
    if season and season["season"]:
        yield Point(season.start(), end, "season", year, season=season["season"].lower())
    elif season:
        words = (season["number"] or season["figure"] or season["ordinal"]).lower()
        quarter = f"q{_QUARTERS.get(words, words)}"
        yield Point(season.start(), end, "season", year, season=quarter, financial=financial)
    elif not second and not grammar.titled().match(text, end):
        yield Point(start, end, "year", year, sure=False)
    elif financial:
        before, after = grammar.year_of_accounts()
        told = before.search(text, max(0, start - 40), start) or after.match(text, end)
        yield Point(start, end, "year", year, sure=bool(told), financial=True)


def _is_provision(text: str, match: re.Match[str]) -> bool:
    """Whether "3.4.20" numbers something: a provision, a version, or more than a date could be."""
    return _last_word(text, match.start()) in grammar.NAMED_NUMBER or (
        match["mark"] == "." and not 15 <= int(match["nyear"]) <= 40
    )


def _full_year(figures: str) -> int:
    return int(figures) + (2000 if len(figures) == 2 else 0)


def _last_word(text: str, position: int) -> str:
    words = text[max(0, position - 16) : position].split()
    return words[-1].lower() if words else ""


def _calendar_points(text: str, match: re.Match[str]) -> Iterator[Point]:
    """The days or the month that a month's name stands for; nothing where they cannot be meant."""
    start, end = match.span()
    month = grammar.MONTH_NUMBERS[match["month"][:3].lower()]
    figures = match["year"] or match["short"] or match["hyphened"] or match["quoted"]
    year = _full_year(figures) if figures else None
    shift = {"following": 1, "next": 1, "previous": -1}.get(match["that"].split()[-1], 0) if match["that"] else None
    if match["month"][0].islower() and not (match["day"] and figures):
        return
    if year is None and grammar.titled().match(text, end):
        return
    if not match["day"]:
        # "32 May 2023": no day, and no month either. "April 2022 Code": an edition
        if grammar.titled().match(text, end):
            return
        wrong = grammar.wrong_day().search(text, max(0, start - 5), start)
        if wrong:
            if _last_word(text, wrong.start()) not in grammar.NAMED_NUMBER:
                yield Point(wrong.start(), end, "day", year, month, wrong=True)
            return
        if match["short"]:  # "April 23," gives a number and no year
            end, year = match.end("month"), None
        yield Point(start, end, "month", year, month, shift=shift, sure=year is not None or shift is not None)
    elif _last_word(text, start) in grammar.NAMED_NUMBER:
        if match["days"] and match["days"].endswith(("until ", "till ")):  # "at stage 1 until 2 June"
            yield Point(match.start("day"), end, "day", year, month, int(match["day"]), shift=shift)
        elif figures:
            yield Point(match.start("month"), end, "month", year, month)
    elif figures or shift is not None or not grammar.stray_figures().match(text, end):
        if match["days"]:
            for day in grammar.single_day().finditer(text, start, match.end("days")):
                yield Point(day.start(), day.end(), "day", None, None, int(day["day"]))
            start = match.end("days")
        yield Point(start, end, "day", year, month, int(match["day"]), shift=shift)
    elif stray := grammar.stray_figures().match(text, end):
        yield Point(start, stray.end(), "day", None, month, int(match["day"]), wrong=True)


def _feast_points(text: str, match: re.Match[str]) -> Iterator[Point]:
    name = " ".join(match["feast"].lower().replace("'", "").replace("’", "").split())
    year = int(match["fyear"]) if match["fyear"] else None
    # "after Christmas", "the Christmas period" are seasons; "on Boxing Day" is a day
    if year is None and not (name.endswith((" day", " eve")) and text[: match.start()].endswith(("on ", "On "))):
        return
    month, day = grammar.FEASTS.get(name, (None, None))
    mod: DateMod | None = "APPROX" if name in ("christmas", "new year", "easter") else None
    yield Point(match.start(), match.end(), "day", year, month, day, season=None if month else name, mod=mod)


def _qualified(text: str, point: Point) -> Point:
    """`point` with the words before it that qualify it, and sure if they say that it is a date."""
    for _ in range(2):  # "around the end of April"
        if _last_word(text, point.start).strip("(-:") not in grammar.BEFORE_QUALIFIED:
            break
        match = grammar.qualifier().search(text, max(0, point.start - 40), point.start)
        if not match:
            break
        if point.grain in ("day", "week"):
            week = _week(match)
            if week:
                point = replace(point, start=match.start(), grain="week", week=week)
            elif match["approx"]:
                point = replace(point, start=match.start(), mod="APPROX")
            break
        if _week(match) or (match["approx"] and point.grain == "year" and not point.sure):
            break
        mod: DateMod = "START" if match["start"] else "MID" if match["mid"] else "END" if match["finish"] else "APPROX"
        point = replace(point, start=match.start(), mod=point.mod or mod, sure=point.sure or mod != "APPROX")
    if point.sure:
        return point
    cue = grammar.date_cues()[point.grain].search(text, max(0, point.start - 50), point.start)
    return replace(point, sure=bool(cue))


def _week(match: re.Match[str]) -> Literal["commencing", "of", "ending"] | None:
    return "commencing" if match["commencing"] else "ending" if match["ending"] else "of" if match["holding"] else None


def bounds(point: Point, year: int) -> tuple[dt.date, dt.date] | None:
    """First and last day of `point` in `year`, None where the calendar has no such day (31 June)."""
    if point.wrong:
        return None
    if point.grain == "year":
        opening = dt.date(year, 4 if point.financial else 1, 1)
        return opening, add_months(opening, 12) - dt.timedelta(days=1)
    if point.season in grammar.AFTER_GOOD_FRIDAY and not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if point.season:
        return _season_bounds(point.season, year, point.financial)
    if point.month is None or not 1 <= point.month <= 12:
        return None
    first, last = month_bounds(year, point.month)
    if point.day is None:
        return first, last
    if not 1 <= point.day <= last.day:
        return None
    day = first.replace(day=point.day)
    if point.grain != "week":
        return day, day
    if point.week == "ending":
        return day - dt.timedelta(days=6), day
    # "w/c Tuesday 4 July" begins on that day all the same; "the week of 6 July" is the one that holds it
    return week_bounds(day) if point.week == "of" else (day, day + dt.timedelta(days=6))


def year_at_most(point: Point, year: int, latest: dt.date) -> int:
    """`year`, or the one before where the point would then begin after `latest`."""
    days = bounds(point, year)
    return year - bool(days and days[0] > latest)


def _season_bounds(name: str, year: int, financial: bool = False) -> tuple[dt.date, dt.date]:
    if name.startswith("q"):
        start = add_months(dt.date(year, 4 if financial else 1, 1), 3 * int(name[1]) - 3)
        return start, add_months(start, 3) - dt.timedelta(days=1)
    if name in grammar.AFTER_GOOD_FRIDAY:
        # the one Friday of spring that is a bank holiday, but for 29 April 2011
        friday = min(day for day in bank_holidays(year) if day.weekday() == 4 and day.month in (3, 4))
        day = friday + dt.timedelta(days=grammar.AFTER_GOOD_FRIDAY[name])
        return day, day
    first = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}[name]
    last_year, last_month = (year + 1, 2) if first == 12 else (year, first + 2)
    return dt.date(year, first, 1), month_bounds(last_year, last_month)[1]
