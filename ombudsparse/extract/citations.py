"""The laws, the Scheme, the Code and the guidance that a report cites, with the provision where one is named."""

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from ombudsparse import vocabulary
from ombudsparse.document import Document
from ombudsparse.records import Citation, Problem
from ombudsparse.spans import Span
from ombudsparse.vocabulary.patterns import Wording


class Instrument(Struct, frozen=True):
    """One instrument: its canonical name, how it is printed, and short names that count only behind a provision."""

    name: str
    wordings: list[str]
    short: list[str] = []


class Instruments(Struct, frozen=True):
    """The shape of `vocabulary/instruments.toml`."""

    instrument: list[Instrument]


# "Landlord and Tenant Act 1985", "Gas Safety (Installation and Use) Regulations 1998": found by its end
_TITLE_END = Wording(r"\b(?:Act|Regulations|Order|Rules)\s+(?:19|20)\d\d\b", cased=True)
_TITLE_WORD = Wording(r"(?:\([A-Z][^()]{0,60}\)|\b[A-Z][\w’'-]*,?|\b(?:and|of|the|for|to|in|etc\.?)|&)\s+$", cased=True)
# what a title does not begin with: "Under the Equality Act 2010", "Section 11 of the Landlord and Tenant Act 1985"
_NO_TITLE = Wording(
    r"(?:(?:and|of|the|for|to|in|The|Under|In|By|Both|See|With|Since|Section|Sections|Part|"
    r"Schedule|Regulation|UK|Our|This|That|As|While|Although|However),?\s+)+",
    cased=True,
)
# "section 11", "sections 9A and 11", "s.11", "paragraph 42(a)", "Part 2", "53.b", "5 3(b)"
_NUMBER = r"\d{1,3}[A-Z]?(?:\.\d{1,2})*(?:\s?\(\s?[a-z0-9]{1,4}\s?\)|\.?[a-z]\b)*\.?"
# "42(a), (c) and 42(e)", "42 a, c and e": what follows the first may be only its letter
_LETTER_ALONE = r"\(\s?[a-z]{1,4}\s?\)|[a-z]\b(?!\s*\))"
_UNIT = (
    r"(?P<unit>[Ss]ections?|[Ss]s?\.?\s?(?=\d)|[Pp]aragraphs?|[Pp]aras?\.?|[Pp]arts?|[Ss]chedules?|[Rr]egulations?|"
    r"[Aa]rticles?|[Rr]ules?|[Cc]lauses?)"
)
_NEXT = r"\s?(?:,\s?and|,\s?or|,|and|&|or|to|-|–)\s?(?:[Pp]aragraphs?\s|[Ss]ections?\s)?"
_PROVISION = rf"{_UNIT}\s?(?P<numbers>{_NUMBER}(?:{_NEXT}(?:{_NUMBER}|{_LETTER_ALONE}))*)"
# "section 11 of the (Landlord …)", "paragraph 52 of (the) Scheme"
_BEFORE = Wording(
    rf"\b{_PROVISION},?\s+(?:of|in|under|to|from)\s+(?:the\s+|our\s+|its\s+)?(?:20\d\d\s+)?(?:Housing\s+)?(?:Ombudsman[’']s\s+)?$",
    cased=True,
)
_BEHIND = Wording(rf",?\s*\(?{_PROVISION}", cased=True)
# A word of every wording in `instruments.toml`; only what stands around one is looked at closely.
_ANCHOR = Wording(
    r"Act\b|Scheme|Code\b|HHSRS|Rating System|Standard|rotocol|GDPR|DPA|LTA|General Data|uidance|potlight|Awaab|"
    r"to [Rr]epair",
    cased=True,
)
_WINDOW = 90
_NUMBERS = Wording(rf"{_NUMBER}|(?<![A-Za-z])(?:{_LETTER_ALONE})", cased=True)
_EDITION = Wording(r"\s*\(?((?:20)\d\d)\)?(?:\s+edition)?", cased=True)
_EDITION_BEFORE = Wording(r"((?:20)\d\d)\s+(?:edition\s+of\s+)?(?:the\s+)?$", cased=True)
_YEAR = Wording(r"\b20\d\d\b")  # "the 2024 Code"
_NAMES = {"s": "section", "ss": "section", "para": "paragraph"}


@cache
def _known() -> tuple[re.Pattern[str], tuple[Instrument, ...]]:
    instruments = tuple(vocabulary.load_vocabulary("instruments", Instruments).instrument)
    groups = []
    for at, each in enumerate(instruments):
        words = "|".join(word.replace(" ", r"\s+") for word in [*each.wordings, *each.short])
        groups.append(rf"(?P<i{at}>\b(?:{words})(?!\w))")
    return re.compile("|".join(groups)), instruments


def read_citations(document: Document) -> tuple[tuple[Citation, ...], tuple[Problem, ...]]:
    """Every citation in order, one for each provision named; `provision` None where the instrument alone is cited.

    An instrument is named by its title with its year ("Landlord and Tenant Act 1985"), the Complaint Handling Code
    with its edition where it is stated. "the Scheme" and "the Code" count where a provision stands with them.
    """
    text = document.text
    found: list[Citation] = []
    taken = 0
    for start, end, name, short in sorted(_mentions(text), key=lambda one: (one[0], -one[1])):
        if start < taken:
            continue
        provisions, span = _provisions(text, start, end)
        if short and not provisions:
            continue
        taken = max(end, span.end)
        name, span = _edition(text, name, span, end)
        found += [Citation(name, one, document.words(span), span) for one in provisions or (None,)]
    return tuple(found), ()


def _mentions(text: str) -> Iterator[tuple[int, int, str, bool]]:
    """Where an instrument is named: its place, its name, and whether by a short name."""
    for match in _TITLE_END.finditer(text):
        start = _title_start(text, match.start())
        if start < match.start():
            yield start, match.end(), " ".join(text[start : match.end()].replace("&", "and").split()), False
    pattern, instruments = _known()
    for match in _near_anchors(pattern, text):
        each = instruments[int((match.lastgroup or "i0")[1:])]
        short = any(re.fullmatch(word, match[0]) for word in each.short)
        yield match.start(), match.end(), each.name, short


def _near_anchors(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of `pattern` in the neighbourhood of its anchors."""
    done = 0
    for anchor in _ANCHOR.finditer(text):
        if anchor.end() <= done:
            continue
        for match in pattern.finditer(text, max(done, anchor.start() - _WINDOW), anchor.end() + _WINDOW):
            yield match
            done = match.end()


def _title_start(text: str, end: int) -> int:
    """Where the title begins whose last word stands at `end`: the capitalised words and small links before it."""
    start = end
    for _ in range(14):
        word = _TITLE_WORD.search(text, max(0, start - 80), start)
        if word is None or "\n" in text[word.end() - 1 : start]:
            break
        start = word.start()
    lead = _NO_TITLE.match(text, start, end)
    return lead.end() if lead else start


def _provisions(text: str, start: int, end: int) -> tuple[tuple[str, ...], Span]:
    """The provisions named before or behind an instrument, normalised, and the span of the whole citation."""
    before = _BEFORE.search(text, max(0, start - 90), start)
    behind = None if before else _BEHIND.match(text, end, end + 60)
    match = before or behind
    if match is None:
        return (), Span(start, end)
    unit = match["unit"].lower().strip(" .").rstrip("s") or "s"
    unit = _NAMES.get(unit, unit)
    numbers = tuple(f"{unit} {number}" for number in _each_number(match["numbers"]))
    return numbers, Span(match.start() if before else start, end if before else match.end())


def _each_number(numbers: str) -> Iterator[str]:
    """The provisions of a list; a letter alone is of the number before it: "42(a), (c)" is 42(a) and 42(c)."""
    before = ""
    for match in _NUMBERS.finditer(numbers):
        number = _normal(match[0])
        if not number[0].isdigit():
            letter = "".join(sign for sign in number if sign.isalpha())
            # "41(b)(ii) and (iii)" are both of 41(b), "42(a) and (c)" of 42
            depth = 1 if before.count("(") < 2 or len(letter) == 1 else 2
            number = "(".join(before.split("(")[:depth]) + f"({letter})"
        before = number
        yield number


def _normal(number: str) -> str:
    """ "53.b", "53 ( b )" and "53b" as "53(b)"; "5.6" and "9A" as they are."""
    number = re.sub(r"\s", "", number).rstrip(".")
    return re.sub(r"(?<=\d)\.?([a-z])$", r"(\1)", number)


def _edition(text: str, name: str, span: Span, end: int) -> tuple[str, Span]:
    """The Code with its edition: "the 2022 Complaint Handling Code", "the Code (2024)"."""
    if name != "Complaint Handling Code":
        return name, span
    behind = _EDITION.match(text, end, end + 12)
    if behind:
        return f"{name} {behind[1]}", Span(span.start, max(span.end, behind.end()))
    if (within := _YEAR.search(text, span.start, end)) is not None:
        return f"{name} {within[0]}", span
    before = _EDITION_BEFORE.search(text, max(0, span.start - 24), span.start)
    return (f"{name} {before[1]}", Span(before.start(), span.end)) if before else (name, span)
