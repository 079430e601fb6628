"""Months as they are meant: misspelt ("14 Febuary 2023") and in small letters ("in march 2023").

The words are set right in place, with as many characters as they had, so that every position stays where it was.
"""

from functools import lru_cache

from rapidfuzz.distance import OSA

from ombudsparse.spans import Span
from ombudsparse.values.dates.grammar import MONTHS
from ombudsparse.vocabulary.patterns import Wording

_AS_PRINTED = frozenset((*MONTHS, *(name[:3] for name in MONTHS), "Sept"))
# Longer names tell more: "Septmbr" can only be one month, "Mai" could be a name
_LONG = 7
# A capital that a month can begin with; in small letters only after a figure, before a year or after "in"
_CAPITAL = Wording(r"\b(?P<word>[JFMASOND][a-z]{3,9})\b", cased=True)
_SMALL_AFTER_A_DAY = Wording(r"\d(?:st|nd|rd|th)?\s(?:of\s)?(?P<word>[jfmasond][a-z]{2,9})\b", cased=True)
_SMALL = (
    Wording(r"\b(?P<word>[jfmasond][a-z]{2,9})(?=,?\s(?:of\s)?(?:19|20)\d\d\b)", cased=True),
    Wording(r"\b(?:in|by|since|during|until)\s+(?P<word>[jfmasond][a-z]{2,9})\b"),
)
# without one of these in the text there is none in small letters; looking for them is many times cheaper
_SMALL_NAMES = tuple(name.lower() for name in MONTHS if name != "May")
_SMALL_MAY = ("may 19", "may 20", "may, 20")
_DAY_BEFORE = Wording(r"(?:^|[^\d.,:/£-])(?:3[01]|[12]\d|0?[1-9])(?:\s?(?P<mark>st|nd|rd|th))?(?:\s+of)?\s+$")
_YEAR_AFTER = Wording(r",?\s+(?:of\s+)?(?:19|20)\d\d\b")
_LED_IN = Wording(r"\b(?:in|since|during|until|by|from|early|late|mid|throughout|between|end\s+of)[\s-]+$")
# "on 3 may the landlord", and not "the 3 may be", "section 3 may apply"
_ON_A_DAY = Wording(r"\b(?:on|dated|of)\s+(?:\w+day\s+)?(?:the\s+)?\d{1,2}(?:st|nd|rd|th)?(?:\s+of)?\s+$")
_HELPED = Wording(r"\s+(?:not|be|have|also|only|still|well|or\s+may|apply|need|require)\b")


# "12 Juny 2023", "4 Mya 2022": between a day and a year stands what must have been meant for a month
_MISREAD = Wording(
    r"(?<![\w£.,:/-])(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\s+(?P<word>[A-Z][a-z]{2,9})\s+(?:19|20)\d\d\b",
    cased=True,
)


def unknown_months(text: str) -> tuple[Span, ...]:
    """Where a day and a year have a word between them that looks like a month, and could be more than one or none."""
    return tuple(
        Span(*match.span())
        for match in _MISREAD.finditer(text)
        if not _month_meant(match["word"])
        and match["word"] not in _AS_PRINTED
        and any(OSA.distance(match["word"], name) <= 2 and name[0] == match["word"][0] for name in MONTHS)
    )


def as_meant(text: str) -> tuple[str, dict[int, int]]:
    """`text` with its months set right, and where a word that was set right ends: by the end of the month, that of the
    word as printed. Both have the positions of `text`."""
    mended: dict[tuple[int, int], str] = {}
    small = any(name in text for name in _SMALL_NAMES) or any(words in text for words in _SMALL_MAY)
    for pattern in (_CAPITAL, _SMALL_AFTER_A_DAY, *(_SMALL if small else ())):
        for match in pattern.finditer(text):
            start, end = match.span("word")
            month = _month_meant(match["word"])
            if month and _is_month(text, start, end, month):
                mended[start, end] = month if len(month) == end - start else month[:3]
    if not mended:
        return text, {}
    parts, at, ends = [], 0, {}
    for (start, end), month in sorted(mended.items()):
        parts += [text[at:start], month, " " * (end - start - len(month))]
        ends[start + len(month)] = at = end
    return "".join([*parts, text[at:]]), ends


@lru_cache(maxsize=4096)
def _month_meant(word: str) -> str | None:
    """The month that `word` is, but for its letters; None where it is written as it should be, or is no month."""
    low = word.lower()
    names = [name for name in MONTHS if name.lower() == low]
    if names:
        return names[0] if word[0].islower() else None
    if len(low) < 4 or low in _OTHER_WORDS:
        return None
    near = {name: OSA.distance(low, name.lower(), score_cutoff=2) for name in MONTHS if name[0].lower() == low[0]}
    close = [name for name, off in near.items() if off == 1 or (off == 2 and len(name) >= _LONG)]
    best = [name for name in close if near[name] == min(near[other] for other in close)]
    return best[0] if len(best) == 1 and best[0] != "May" else None


# Words of reports and names of people that are one letter from a month
_OTHER_WORDS = frozenset(
    ("augusta", "marsh", "match", "marcy", "jane", "judy", "junk", "juny", "juliet", "apple", "apply", "mars", "sept")
)


def _is_month(text: str, start: int, end: int, month: str) -> bool:
    """Whether figures or words around it make the word a month."""
    day = _DAY_BEFORE.search(text, max(0, start - 14), start)
    if _YEAR_AFTER.match(text, end):
        return True
    small, exact = text[start].islower(), text[start:end].lower() == month.lower()
    if day:
        if small and month in ("May", "March"):
            led = _ON_A_DAY.search(text, max(0, start - 24), start) is not None
            return led and not _HELPED.match(text, end)
        return exact or len(month) >= _LONG
    led = _LED_IN.search(text, max(0, start - 12), start) is not None
    return led and month != "May" and (exact or len(month) >= _LONG)
