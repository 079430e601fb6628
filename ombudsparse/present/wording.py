"""How a single value is worded: days, sums, the names of outcomes, and text that is safe to print."""

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from ombudsparse.records import Event
from ombudsparse.values.amounts import format_money
from ombudsparse.values.dates.narrative import format_date

CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f]"  # a report must not be able to move the cursor or recolour a terminal
    r"|[\u202a-\u202e\u2066-\u2069]"  # nor to reverse the direction in which the words after it are shown
)
SEASONS = {"SP": "spring", "SU": "summer", "AU": "autumn", "FA": "autumn", "WI": "winter"}
CUT = 320  # characters of a long text that a summary shows
# how much of what is decided can be counted. Determinations: Housing Ombudsman, Annual Complaints Review 2024-25.
# Cases: counted in the public files in June 2026. The Ombudsman says that it publishes all investigated decisions, with
# exceptions (https://www.housing-ombudsman.org.uk/guidance-on-decisions/), so that no rounder claim is made.
PUBLISHED_SHARE = "the public files hold 53% of the determinations of 2024-25 (3,773 of 7,082, counted in June 2026)"


def printable(text: str) -> str:
    """`text` with each control character (tabs and line feeds apart) as U+FFFD: as long as before, safe to print."""
    return CONTROL.sub("\ufffd", text)


def one_line(text: str, cut: int | None = CUT) -> str:
    """`text` on one line, white space folded, safe to print; ends in "…" where longer than `cut` characters."""
    line = " ".join(printable(text).split())
    if cut is None or len(line) <= cut:
        return line
    return line[: cut - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def label(value: StrEnum | str) -> str:
    """An enumeration value, or the name of a step or table, in words: "severe maladministration"."""
    return str(value).replace("_", " ").replace("asb ", "ASB ").replace("ombudsman", "Ombudsman")


def pounds(amount: Decimal) -> str:
    """A sum as printed in reports: "£1,250", "£62.50"."""
    return format_money(amount)


def day(date: dt.date) -> str:
    """ "3 April 2023"."""
    return format_date(date)


def when(event: Event) -> str:
    """When an event was, no more exactly than the report says: "May 2021", "17 April – 3 May 2023"."""
    first, last = event.start, event.end
    if event.precision == "year":
        return _between(f"{first:%Y}", f"{last:%Y}")
    if event.precision == "season":
        return f"{SEASONS.get(event.timex[-2:], event.mention)} {first:%Y}".strip()
    if event.precision == "month":
        return _between(f"{first:%B %Y}", f"{last:%B %Y}")
    if event.precision == "week":
        return f"week of {day(first)}"
    if first == last or first.year != last.year:
        return _between(day(first), day(last))
    return f"{day(first).removesuffix(f' {first.year}')} – {day(last)}"


def _between(first: str, last: str) -> str:
    return first if first == last else f"{first} – {last}"


def percent(share: float) -> str:
    """A share in whole per cent, halves up: "61%"; never 0% or 100% for what is neither."""
    if 0 < share < 0.005:
        return "<1%"
    if 0.995 <= share < 1:
        return ">99%"
    return f"{whole_percent(share)}%"


def whole_percent(share: float) -> str:
    """A share as a whole number of per cent, halves up."""
    return str((Decimal(str(share)) * 100).quantize(Decimal(1), ROUND_HALF_UP))
