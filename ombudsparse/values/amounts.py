"""Sums of money as reports print them. What part a sum plays in the case is decided elsewhere."""

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from msgspec import Struct

from ombudsparse.spans import Span
from ombudsparse.vocabulary.patterns import any_of


class Money(Struct, frozen=True):
    """A sum of money in pounds.

    `span` covers the sum and not the words of its rate; `formula` is the rate as printed, in lower case ("per week",
    "a day", "per resident"), None where there is none. `doubtful` says that the digits are badly grouped ("£5,00",
    "£1.234"): the amount is then what stands there with the commas taken out, and nobody should add it up unseen.
    """

    span: Span
    amount: Decimal
    formula: str | None = None
    doubtful: bool = False


_MULTIPLES = {"m": 1_000_000, "million": 1_000_000, "k": 1_000, "thousand": 1_000, "bn": 10**9, "billion": 10**9}

# "£ 1 ,900": a blank before the comma is left over from a page; one after it ends the sum ("£500, 200 residents").
_NUMBER = r"(?P<number>\d+(?:\s?,\d+)*)(?P<fraction>\.\d+)?"
# "£1.5 million", "£2m", "£2k"; the look-ahead keeps "£2 make"
_MULTIPLE = r"(?:\s?(?P<multiple>million|billion|thousand|bn|m|k)(?![A-Za-z]))?"
# "£20-100", "£20 – 100": the second sum of a band, without its sign. Not "£100-2024".
_BAND = r"(?:\s?[-–—]\s?(?P<upper>\d{1,3}(?:,\d{3})*(?:\.\d\d)?)(?![\d.,]\d|\d|\s?(?:day|week|month|year|%)|[-–—]))?"
# "50p", "99p", never "10.50pm"
_PENCE = r"(?<![\w£.,])(?P<pence>\d{1,3})p(?!\w)"

_TIME = r"(?:calendar\s+)?(?:hour|day|night|week|fortnight|month|quarter|year)"
# "£25 per week", "£15 a week", "£10 for each day", "£4 per resident", "£600 pcm", "£80 weekly", "£20 compensation
# a month"; not "£200 a month later" nor "£50 a week ago"
_FORMULA = any_of(
    r"(?:per|/)\s?(?:calendar\s+|working\s+)?[a-z]+",
    rf"(?:an?|each|every|for\s+(?:each|every))\s+{_TIME}",
    r"pcm|p\.?c\.?m\.?|pw|pm|pa|p/w|p/m|p\.w\.?",
    "weekly|monthly|annually|daily|quarterly|each",
)
_RATE = (
    r"(?:\s+(?:in\s+|of\s+)?(?:compensation|rent|redress|payment))?\s*[,(]?\s*"
    rf"(?P<formula>{_FORMULA})\b"
    r"(?!\s+(?:later|earlier|after|afterwards|before|ago|previously|prior)\b)"
)


@cache
def _sum() -> re.Pattern[str]:
    return re.compile(rf"£\s?{_NUMBER}(?P<bad>[.,]\d)?{_MULTIPLE}{_BAND}|{_PENCE}")


@cache
def _rate() -> re.Pattern[str]:
    return re.compile(_RATE)


@cache
def _well_grouped() -> re.Pattern[str]:
    return re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?")


def find_money(text: str) -> tuple[Money, ...]:
    """Every sum of money in `text`, in order; both sums of "£20 to £100" and of "£20-£100".

    One figure of pence stands for tens ("£1,234.5" is 1234.50). Something with two points ("£1.5.20") is no sum.
    """
    if "£" not in text and "p" not in text:
        return ()
    found: list[Money] = []
    for match in _sum().finditer(text):
        if match["pence"]:
            found.append(Money(Span(*match.span()), Decimal(match["pence"]) / 100, _formula(text, match.end())))
        elif not match["bad"]:
            found += _pounds(text, match)
    return tuple(found)


def _pounds(text: str, match: re.Match[str]) -> list[Money]:
    number = re.sub(r"\s", "", match["number"])
    figure = number + (match["fraction"] or "")
    multiple = match["multiple"]
    # three figures after the point are a slip of some kind in pounds ("£1.234") and none in millions ("£1.234m")
    doubtful = not _well_grouped().fullmatch(number if multiple else figure)
    amount = Decimal(figure.replace(",", "")) * _MULTIPLES.get(multiple, 1)
    formula = _formula(text, match.end())
    upper = match["upper"]
    end = match.start("upper") if upper else match.end()
    end = match.start() + len(text[match.start() : end].rstrip(" \u00a0-–—")) if upper else end
    sums = [Money(Span(match.start(), end), amount, formula, doubtful)]
    if upper:
        sums.append(Money(Span(*match.span("upper")), Decimal(upper.replace(",", "")), formula))
    return sums


def _formula(text: str, position: int) -> str | None:
    match = _rate().match(text, position)
    return " ".join(match["formula"].lower().split()) if match else None


def format_money(amount: Decimal) -> str:
    """`amount` as reports print it: "£1,234.56", and "£700" without pence where it is whole. Rounds half a penny up."""
    pounds = amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    sign = "-" if pounds < 0 else ""
    whole = pounds == pounds.to_integral_value()
    return f"{sign}£{abs(pounds):,.0f}" if whole else f"{sign}£{abs(pounds):,.2f}"
