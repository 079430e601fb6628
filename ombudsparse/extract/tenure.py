"""How the resident holds the home, from the first paragraphs of the background or the Occupancy cell.

A tenure is looked for wherever a text names one; it is the resident's if the words before it say so.
"""

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from ombudsparse import vocabulary
from ombudsparse.extract.tenure_wordings import (
    APPOSITION,
    CHANGED,
    COMPANY,
    ELSEWHERE,
    GIVEN_TO,
    HELD,
    HERS,
    LET,
    NEGATED,
    OUTRIGHT,
    PAST,
    POSSESSIVE,
    PRONOUN,
    SUCCEEDED,
    TENANCY,
    WITH_ANOTHER,
)

_SENTENCE = re.compile(r"[^.;]+(?:\.(?=\w)[^.;]+)*")


class Tenure(Struct, frozen=True):
    """A tenure and the wordings that mean it."""

    noun: str
    wordings: tuple[str, ...]


class Tenures(Struct, frozen=True):
    """`vocabulary/tenures.toml`."""

    tenure: tuple[Tenure, ...]


class Claim(Struct, frozen=True):
    """A tenure that a sentence gives the resident."""

    noun: str
    former: bool


@cache
def _nouns() -> tuple[re.Pattern[str], dict[str, str]]:
    tenures = vocabulary.load_vocabulary("tenures", Tenures).tenure
    named = {f"t{number}": tenure.noun for number, tenure in enumerate(tenures)}
    choice = "|".join(f"(?P<t{number}>{'|'.join(tenure.wordings)})" for number, tenure in enumerate(tenures))
    return re.compile(rf"(?<![\w£])(?:{choice})", re.I), named


def occupancy(cell: str) -> str | None:
    """The tenure that an Occupancy cell names ("Assured Tenancy" is "assured tenant"), or None."""
    pattern, named = _nouns()
    found = pattern.search(cell)
    return _joint(named[found.lastgroup or ""], cell) if found else None


def stated_tenure(paragraphs: list[str]) -> tuple[str | None, int]:
    """The tenure that the first of `paragraphs` to say so gives the resident, and its index; (None, -1) if none does.

    A present tenure wins over a former one ("was a secure tenant until 2019"), and the more telling one over "tenant"
    and "leaseholder" ("a leaseholder with a 40% share" is a shared owner).
    Who has bought the whole of a shared ownership home is no shared owner; as what they own it must be stated.
    Where none is stated and the report speaks of "the applicant", it is that.
    """
    claims = [(claim, index) for index, text in enumerate(paragraphs) for claim in _claims(text)]
    if any(OUTRIGHT.search(text) for text in paragraphs):
        claims = [(claim, index) for claim, index in claims if claim.noun != "shared owner"]
    ranked = sorted(claims, key=lambda pair: (pair[0].former, _vagueness(pair[0].noun)))
    if not ranked:
        index = next((at for at, text in enumerate(paragraphs) if re.search(r"\b[Tt]he applicant\b", text)), -1)
        return ("applicant" if index >= 0 else None), index
    best, index = ranked[0]
    return best.noun, index


def _claims(text: str) -> Iterator[Claim]:
    """The tenures that a paragraph gives the resident, in order."""
    pattern, named = _nouns()
    for sentence in _SENTENCE.finditer(text):
        words = sentence.group()
        for found in pattern.finditer(words):
            start = _holding(words[: found.start()], text[: sentence.start()])
            if start is None and GIVEN_TO.match(words[found.end() :]) and "neighbour" not in words:
                start = found.start()
            if start is not None and not WITH_ANOTHER.match(words[found.end() :]):
                clause = re.split(r"[,;]| and ", words[found.end() :])[0][:50]
                statement = words[start : found.end()] + clause
                former = bool(PAST.search(statement)) and "became" not in statement
                held = statement if "tenancy is held joint" not in words else words
                yield Claim(_joint(named[found.lastgroup or ""], held), former)


def _holding(before: str, earlier: str) -> int | None:
    """Where the words that give the resident what follows `before` begin; None if it is not the resident's.

    `earlier`: the paragraph before the sentence. "She" after a sentence on a neighbour may be the neighbour.
    """
    if NEGATED.search(before):
        return None
    if (succeeded := SUCCEEDED.search(before)) is not None:
        return succeeded.start()
    if CHANGED.search(before) and HERS.search(earlier + before):
        return 0
    for frame in (HELD, APPOSITION, POSSESSIVE, TENANCY, LET):
        found = frame.search(before)
        if found and not ELSEWHERE.search(COMPANY.without(found.group())):
            by_name = not re.match(PRONOUN, found.group())
            if by_name or not re.search(r"\bneighbour", earlier):
                return found.start()
    return None


def _vagueness(noun: str) -> int:
    """Two for "tenant" and "joint tenant", one for other nouns of one word, none for "assured tenant"."""
    noun = noun.removeprefix("joint ")
    return 2 if noun == "tenant" else int(" " not in noun)


def _joint(noun: str, words: str) -> str:
    return f"joint {noun}" if re.search(r"\bjoint(?:ly)?\b", words, re.I) and "tenant" in noun else noun
