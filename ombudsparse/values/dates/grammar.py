"""The wording of single dates, as named pieces of regular expressions, and the words that qualify them."""

import re
from functools import cache

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
MONTH_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS, start=1)}
_SHORT = ("Sept", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

# lower case ("3 april 2023") is a typing error that only a day and a year make credible; capitals are headings
_MONTH_WORDS = "|".join([*(f"[{m[0]}{m[0].lower()}]{m[1:]}|{m.upper()}" for m in MONTHS), *_SHORT])
_MONTH = rf"(?:{_MONTH_WORDS})(?![A-Za-z])"
WEEKDAY = r"(?:Mon|Tues?|Wed(?:s|nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)"
_ORDINAL = r"(?:\s?(?:st|nd|rd|th))?"
_YEAR = r"(?:19[3-9]\d|20[0-4]\d)(?!\d)"

# what may join two days: "6, 7 and 12", "3rd to the 5th", "20 or 23", "17-20", "8/9"
# and "Friday 8 and Monday 11"
_JOIN = rf"(?:\s*,\s*(?:and\s+)?|\s+(?:and|or|to|until)\s+|\s*[&/–—-]\s*)(?:the\s+)?(?:{WEEKDAY}\s+)?"
_DAYS = rf"(?P<days>(?:{_DAY}{_ORDINAL}{_JOIN}){{1,12}})?"
# "Monday 3rd of April", "3April", "03-Apr"; the day is optional: "April 2023", "In April"
_DAY_OF = rf"(?:(?:{WEEKDAY},?\s+(?:the\s+)?)?{_DAYS}(?P<day>{_DAY}){_ORDINAL}(?:\s+of)?[\s-]*)?"
# ", 2023", "of 2023", "that year", "of the following year", "3 Apr 23." (only before a stop), "3-Apr-23", "April ’23"
_YEAR_TAIL = (
    rf"(?:[\s,.-]*(?:of\s+)?(?P<year>{_YEAR})"
    r"|,?\s+(?:of\s+|in\s+)?(?P<that>that|the\s+same|the\s+following|the\s+next|the\s+previous)\s+year\b(?!['’])"
    r"|[\s-]+['’]?(?P<short>[0-3]\d)(?=\s*(?:[,;)\]]|\.(?!\d)|$))"
    r"|-(?<=-[A-Z][a-z]{2}-)(?P<hyphened>[0-3]\d)\b"
    r"|\s*['’](?P<quoted>[0-3]\d)\b)?"
)
_CALENDAR = rf"{_DAY_OF}(?P<month>{_MONTH}){_YEAR_TAIL}"
# "June 3rd 2023", "June 3, 2023", "June 3rd"; "June 3" only with a year, since "April 20" can be a month of 2020
_MONTH_FIRST = (
    rf"(?P<amonth>{_MONTH})\s+(?:the\s+)?(?P<aday>{_DAY})"
    rf"(?:(?P<aordinal>\s?(?:st|nd|rd|th)\b)?,?\s+(?P<ayear>{_YEAR})|\s?(?:st|nd|rd|th)\b(?!\s+(?:of|to|and)\b))"
)
# "on the 16th", "the 16th of that month": whether a month can be known is for the narrative
_DAY_ALONE = (
    r"(?P<alone>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)\b(?P<same>\s+of\s+(?:that|the\s+same)\s+month\b)?"
    r"(?!\s+of\b)"
)
# 03/04/2023, 3.4.23, 03-04-2023
_NUMERIC = r"(?P<nday>\d{1,2})(?P<mark>[./-])(?P<nmonth>\d{1,2})(?P=mark)(?P<nyear>(?:19|20)\d\d|\d\d)(?!\d|[./-]\d)"
_ISO = r"(?P<iyear>(?:19|20)\d\d)-(?P<imonth>\d\d)-(?P<iday>\d\d)(?!\d|-)"
_FEAST = (
    r"(?P<feast>Christmas(?:\s+(?:Day|Eve))?|Boxing\s+Day|New\s+Year(?:['’]?s)?(?:\s+(?:Day|Eve))?|Good\s+Friday"
    rf"|Easter(?:\s+(?:Sunday|Monday))?)(?![A-Za-z'’-])(?:\s*,?\s*(?:(?:of|in)\s+)?(?P<fyear>{_YEAR}))?"
)
# "2021"; with a second year ("2022/23", "2022/2023") it names a winter or a financial year; "the 1960s" is no date
_BARE_YEAR = (
    rf"(?P<bare>{_YEAR})(?P<split>\s?[/–-]\s?\d\d(?!\d)|/20\d\d(?!\d))?"
    r"(?![.,:/]\d|['’]?s\b|\s?(?:%|[ap]m\b))"
)
# "the summer of 2021", "early autumn, 2022", "Q3 2022", "the third quarter of 2021/22", left of the year
_SEASON = (
    r"(?:\b[Tt]he\s+)?\b(?:(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter)|Q\s?(?P<number>[1-4])"
    r"|[Qq]uarter\s+(?P<figure>[1-4]|one|two|three|four)"
    r"|(?P<ordinal>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]inal|[Ll]ast)\s+quarter)(?:\s+of)?,?\s+$"
)

FEASTS = {
    "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26),
    "new year": (1, 1), "new years": (1, 1), "new years day": (1, 1), "new year day": (1, 1),
    "new years eve": (12, 31), "new year eve": (12, 31),
}  # fmt: skip
AFTER_GOOD_FRIDAY = {"good friday": 0, "easter": 2, "easter sunday": 2, "easter monday": 3}


@cache
def points() -> re.Pattern[str]:
    # not inside a word, a sum, a time ("10.30"), a reference or a numbered provision
    alternatives = "|".join((_ISO, _NUMERIC, _MONTH_FIRST, _CALENDAR, _FEAST, _DAY_ALONE, _BARE_YEAR))
    return re.compile(rf"(?<![\w£$€])(?<!\d[.,:])(?:{alternatives})")


@cache
def beginnings() -> re.Pattern[str]:
    # Where a point can begin; a set first, which the engine scans for quickly: a figure, a month, a weekday, a feast
    words = "an|eb|ar|pr|ay|un|ul|ug|ep|ct|ov|ec|AN|EB|AR|PR|AY|UN|UL|UG|EP|CT|OV|EC|on|ue|ed|hu|ri|at|hr|ox|ew|oo|as"
    return re.compile(rf"[0-9JFMASONDTWCBGE](?:(?<=[0-9])|{words})")


# What qualifies a point from the left. "on or around 3 May", "mid-April", "the end of February", "w/c 6 July"
_QUALIFIER = (
    r"(?:(?P<start>\b[Ee]arly(?:\s+in)?|(?:\b[Tt]he\s+(?:very\s+)?)?\b(?:[Ss]tart|[Bb]eginning)\s+of)"
    r"|(?P<mid>\b[Mm]id(?:dle\s+of)?|\b[Tt]he\s+middle\s+of)"
    r"|(?P<finish>\b[Ll]ate(?:\s+in)?|(?:\b[Tt]he\s+(?:very\s+)?)?\b(?:[Ee]nd|latter\s+part)\s+of)"
    r"|(?P<approx>\b[Oo]n\s+or\s+(?:around|about)|\b[Ii]n\s+or\s+(?:around|about)|\b[Aa]round|\b[Cc]irca"
    r"|\b[Aa]pproximately)"
    r"|(?P<ending>\b(?:[Ww]eek|w/?)\s?(?:ending|/?e\b))"
    r"|(?P<holding>(?:\b[Tt]he\s+)?\b[Ww]eek\s+of)"
    r"|(?P<commencing>\b[Ww]/?[cb]\b|(?:\b[Tt]he\s+)?\b[Ww]eek\s+(?:commencing|beginning|starting)))"
    r"(?:\s+on)?(?:\s*[:-]\s*|\s+)(?:the\s+)?$"
)
# Numbers that are names of things: "stage 2 May 2023", "Flat 3 March Court", "paragraph 52"
NAMED_NUMBER = frozenset((
    "stage", "flat", "room", "block", "level", "phase", "category", "para", "paragraph", "section", "clause",
    "item", "order", "number", "no", "no.", "unit", "page", "appendix", "version", "v", "band",
))  # fmt: skip
# The words that can end a qualifier, so that the expression need not be tried after "on"
BEFORE_QUALIFIED = frozenset((
    "early", "in", "the", "of", "mid", "late", "around", "about", "circa", "approximately", "ending", "commencing",
    "beginning", "starting", "w/c", "w/b", "w/e", "wc", "wb",
))  # fmt: skip
BEFORE_YEARS = frozenset((
    "of", "spring", "summer", "autumn", "winter", "spring,", "summer,", "autumn,", "winter,", "quarter", "quarter,",
    "q1", "q2", "q3", "q4", "q1,", "q2,", "q3,", "q4,", "1", "2", "3", "4", "one", "two", "three", "four",
))  # fmt: skip
# What makes "April", "May" and "2021" dates: "in around March", "as far back as 2017", "the course of 2021"
_PREPOSITION = (
    r"(?:[Ii]n|[Ss]ince|[Dd]uring|[Ff]rom|[Uu]ntil|[Tt]ill|[Bb]y|[Bb]efore|[Aa]fter|[Tt]hroughout|[Bb]etween"
    r"|[Pp]rior\s+to|[Uu]p\s+to|back\s+to|back\s+as|early\s+as"
    r"|(?:whole|course|rest|part|half|most|all|months?)\s+of)"
)
_ROUGHLY = (
    r"(?:(?:or\s+)?around|or\s+about|about|approximately|both|at\s+least"
    r"|the\s+(?:months?|years?)\s+of|the\s+period)"
)
_CUE = rf"\b{_PREPOSITION}\s+(?:{_ROUGHLY}\s+)*$"
# "the financial year 2022/23", "in the year 2022/23"; with the word after it too: "the 2022/23 financial year"
_FINANCIAL = r"\b(?:financial|tax|accounting|charging|budget)\s+years?\s+(?:of\s+|from\s+)?$"
_FINANCIAL_AFTER = r"\s+(?:financial|tax|accounting|charging)\s+year\b"
# "on the 16th", "its email of the 16th"; and what must come next, so that it is no floor, visit or century
_BEFORE_A_DAY = r"\b(?:on|by|until|till|from|since|of|before|after|and|dated|between|to)\s+(?P<the>the\s+)?$"
_GOES_ON = (
    "(?:that )?(?:the|a|an|it|its|she|he|they|we|her|his|their|this|these|another|no|one|two|nobody)",
    "and|but|or|to|until|in|at|by|when|after|before|while|because|which|who|as|so|with|without|about|only|for",
    "saying|asking|then|again|residents?|landlord|operatives?|staff|that",
)
_AFTER_A_DAY = rf"\s*(?:$|[.,;:)–—]|(?:{'|'.join(_GOES_ON)})\b)"
# "the rent statement of April": enough for a month, not for a year ("Act of 1996")
_MONTH_CUE = rf"(?:{_CUE}|\bof\s+$)"
# "the April 2022 Code", "the 2015 Regulations", "in May Court"; "in April each year"
_TITLE = (
    r"\s*(?:\(\w+\)\s*)?(?:(?:of\s+)?(?:each|every)\s+year|Acts?|Regulations?|(?:[Hh]andling\s+)?Code|Order|Scheme"
    r"|[Ee]dition|[Vv]ersion|Rules"
    r"|Street|Road|Court|House|Close|Avenue|Lane|Way|Gardens|Terrace|Place|Drive)\b"
)


@cache
def qualifier() -> re.Pattern[str]:
    return re.compile(_QUALIFIER)


@cache
def date_cues() -> dict[str, re.Pattern[str]]:
    return {"month": re.compile(_MONTH_CUE), "year": re.compile(_CUE)}


@cache
def year_of_accounts() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(_FINANCIAL, re.IGNORECASE), re.compile(_FINANCIAL_AFTER, re.IGNORECASE)


@cache
def day_alone() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(_BEFORE_A_DAY, re.IGNORECASE), re.compile(_AFTER_A_DAY)


@cache
def season() -> re.Pattern[str]:
    return re.compile(_SEASON)


@cache
def titled() -> re.Pattern[str]:
    return re.compile(_TITLE)


@cache
def single_day() -> re.Pattern[str]:
    return re.compile(rf"(?:{WEEKDAY},?\s+)?(?P<day>{_DAY}){_ORDINAL}")


@cache
def stray_figures() -> re.Pattern[str]:
    # "2 May 20223", "2 May 202": a year with a figure too many or too few; nobody can say which was meant
    return re.compile(r",?\s*\d{3,}(?![,:]\d)")


@cache
def wrong_day() -> re.Pattern[str]:
    # "32 May", "0 May", "40th May": what stands before a month and is no day of it
    return re.compile(r"(?<![\d.,:/£])\d{1,2}(?:st|nd|rd|th)?\s+$")
