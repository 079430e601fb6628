"""Sums of money as reports print them. What part a sum plays in the case is decided elsewhere."""

import re
from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct

from ombudsparse.spans import Span
from ombudsparse.values.spelled_sums import SPELLED_NUMBER, spelled_value
from ombudsparse.vocabulary.patterns import Wording, any_of


class Money(Struct, frozen=True):
    """A sum of money in pounds.

    `span` covers the sum and not the words of its rate; `formula` is the rate as printed, in lower case ("per week",
    "a day", "per resident"), None where there is none. `doubtful` says that the figures cannot be relied on: they are
    badly grouped ("£5,00", "£1.234"), parted by a blank ("£1 250") or partly letters ("£4OO"). The amount is then the
    likeliest reading, and nobody should add it up unseen.
    """

    span: Span
    amount: Decimal
    formula: str | None = None
    doubtful: bool = False


_MULTIPLES = {"m": 1_000_000, "million": 1_000_000, "k": 1_000, "thousand": 1_000, "bn": 10**9, "billion": 10**9}

# "GBP 300", "UK£300"; a sign that was lost when the text was saved leaves the character for what cannot be read
_SIGN = r"(?:£|\bGBP(?=\s?\d)|\ufffd(?=\d))\s?"
# "£ 1 ,900": a blank before the comma is left over from a page; one after it ends the sum ("£500, 200 residents"),
# unless the three figures behind it are parted too: "£2, 3 50".
_PARTED = r"(?:\d\s\d\d|\d\d\s\d|\d\s\d\s\d)(?!\d)"
_NUMBER = rf"(?P<number>\d+(?:\s?,\s?{_PARTED}|\s?,\d+)*)(?P<fraction>\.\d+)?"
# "£4OO", "£l50", "£1OO0": letters that look like figures
_LOOKALIKE = r"(?P<lookalike>(?=[\dOoIl,]*\d)(?=[\d,]*[OoIl])[\dOoIl][\dOoIl,]*(?:\.[\dOo]{2})?)(?![A-Za-z\d])"
# "£1 250", "£7 50": figures that a blank parts; not the number of the next row ("£400 2 Apology order") nor a date
_BLANK = r"(?P<parted>\d{1,3}\s\d{3}|\d\s\d\d)(?![\d,]|\s+[A-Z])"
# "£1.5 million", "£2m", "£2k"; the look-ahead keeps "£2 make"
_MULTIPLE = r"(?:\s?(?P<multiple>million|billion|thousand|bn|m|k)(?![A-Za-z]))?"
# "£20-100", "£20 – 100": the second sum of a band, without its sign. Not "£100-2024".
_BAND = (
    r"(?:\s?[-–—]\s?(?P<upper>\d{1,3}(?:,\d{3})*(?:\.\d\d)?)"
    r"(?![\d.,]\d|\d|\s?(?:day|week|month|year|%)|[-–—]))?"
)
# "50p", "99p", never "10.50pm"
_PENCE = r"(?<![\w£.,])(?P<pence>\d{1,3})p(?!\w)"
# "500 pounds", "1,250.50 GBP", "five hundred pounds"; "a 50 pound weight" is none
_POUNDS = r"\s?(?:pounds\b(?:\s+sterling\b)?|GBP\b|£(?!\s?\d))"
_BEHIND = rf"(?<![\w£.,])(?P<behind>\d+(?:,\d{{3}})*(?:\.\d\d)?){_POUNDS}"
_SPELLED = rf"(?P<spelled>{SPELLED_NUMBER})\s+pounds\b(?:\s+sterling\b)?"

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


_SUM = Wording(
    any_of(
        rf"{_SIGN}(?:{_LOOKALIKE}|{_BLANK}|{_NUMBER}(?P<bad>[.,]\d)?{_MULTIPLE}{_BAND})",
        _PENCE,
        _BEHIND,
        rf"(?i:{_SPELLED})",
    ),
    cased=True,
)
_RATED = Wording(_RATE, cased=True)
_WELL_GROUPED = Wording(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?", cased=True)
_MAY_BE_MONEY = Wording(r"£|\dp|pounds|GBP|\ufffd\d")
# "£350 (three hundred and fifty pounds)"
_SAID_AGAIN = Wording(r"\s*(?:\(|[-–—,]\s)\s*")


def may_hold_money(text: str) -> bool:
    """Whether `text` has a sign or word of money at all: asked first, for it is quick."""
    return "£" in text or bool(_MAY_BE_MONEY.search(text))


def find_money(text: str) -> tuple[Money, ...]:
    """Every sum of money in `text`, in order; both sums of "£20 to £100" and of "£20-£100".

    One figure of pence stands for tens ("£1,234.5" is 1234.50). Something with two points ("£1.5.20") is no sum. A sum
    that is said again in words ("£350 (three hundred and fifty pounds)") is one.
    """
    if not may_hold_money(text):
        return ()
    found: list[Money] = []
    for match in _SUM.finditer(text):
        for money in _read(text, match):
            if not (found and match["spelled"] and _repeats(text, found[-1], money)):
                found.append(money)
    return tuple(found)


def _read(text: str, match: re.Match[str]) -> list[Money]:
    """The sums of one match; a band has two."""
    span, formula = Span(*match.span()), _formula(text, match.end())
    if match["pence"]:
        return [Money(span, Decimal(match["pence"]) / 100, formula)]
    if match["spelled"]:
        value = spelled_value(match["spelled"])
        return [] if value is None else [Money(span, Decimal(value), formula)]
    if match["behind"]:
        return [Money(span, Decimal(match["behind"].replace(",", "")), formula)]
    if match["lookalike"]:
        figures = match["lookalike"].translate(str.maketrans("OoIl", "0011", ","))
        return [Money(span, Decimal(figures), formula, doubtful=True)]
    if match["parted"]:
        return [Money(span, Decimal("".join(match["parted"].split())), formula, doubtful=True)]
    return [] if match["bad"] else _pounds(text, match)


def _repeats(text: str, before: Money, money: Money) -> bool:
    """Whether a sum in words says the one before it again."""
    between = text[before.span.end : money.span.start]
    return before.amount == money.amount and bool(_SAID_AGAIN.fullmatch(between))


def _pounds(text: str, match: re.Match[str]) -> list[Money]:
    number = re.sub(r"\s", "", match["number"])
    figure = number + (match["fraction"] or "")
    multiple = match["multiple"]
    # three figures after the point are a slip of some kind in pounds ("£1.234") and none in millions ("£1.234m")
    doubtful = not _WELL_GROUPED.fullmatch(number if multiple else figure) or match[0].startswith("\ufffd")
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
    match = _RATED.match(text, position)
    return " ".join(match["formula"].lower().split()) if match else None


def format_money(amount: Decimal) -> str:
    """`amount` as reports print it: "£1,234.56", and "£700" without pence where it is whole. Rounds half a penny up."""
    pounds = amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    sign = "-" if pounds < 0 else ""
    whole = pounds == pounds.to_integral_value()
    return f"{sign}£{abs(pounds):,.0f}" if whole else f"{sign}£{abs(pounds):,.2f}"
