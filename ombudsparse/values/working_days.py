"""Working days in England: Monday to Friday less the bank holidays.

Source of the rule: the Complaint Handling Code counts its time limits in working days; day zero is the day received.
"""

import datetime as dt
from functools import cache

FIRST_YEAR, LAST_YEAR = 2000, 2040

_DAY = dt.timedelta(days=1)
_FRIDAY = 4


@cache
def bank_holidays(year: int) -> frozenset[dt.date]:
    """England's bank holidays of `year`, the one-offs included (3 June 2022, 19 September 2022, 8 May 2023).

    Raises ValueError for a year outside 2000 to 2040: nobody has announced later ones, and no report needs earlier.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"bank holidays are known for {FIRST_YEAR} to {LAST_YEAR}, not for {year}")
    import holidays  # slow to import, and most reports are read without it

    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: dt.date) -> bool:
    """Whether `day` is a Monday to Friday and no bank holiday in England. Raises ValueError as `bank_holidays`."""
    return day.weekday() <= _FRIDAY and day not in bank_holidays(day.year)


@cache
def _weekday_holidays(year: int) -> tuple[dt.date, ...]:
    return tuple(day for day in bank_holidays(year) if day.weekday() <= _FRIDAY)


def working_days_between(start: dt.date, end: dt.date) -> int:
    """Working days after `start` up to and including `end`; `start` is day zero. Negative where `end` is earlier.

    14 January 2024 to 24 January 2024 is 8. Raises ValueError for years outside 2000 to 2040.
    """
    if end < start:
        return -working_days_between(end, start)
    weeks, rest = divmod((end - start).days, 7)
    weekdays = 5 * weeks + sum((start.weekday() + count) % 7 <= _FRIDAY for count in range(1, rest + 1))
    years = range(start.year, end.year + 1)
    return weekdays - sum(start < day <= end for year in years for day in _weekday_holidays(year))


def add_working_days(start: dt.date, count: int) -> dt.date:
    """The day on which `count` working days after `start` have passed; before it where `count` is negative.

    With a count of 0 it is `start` itself, be it a working day or not. Raises ValueError outside 2000 to 2040.
    """
    step = _DAY if count > 0 else -_DAY
    day, left = start, abs(count)
    while left:
        day += step
        left -= is_working_day(day)
    return day
