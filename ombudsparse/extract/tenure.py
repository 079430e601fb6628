"""How the resident holds the home, from the first paragraphs of the background or the Occupancy cell."""

import re
from functools import cache

from msgspec import Struct

from ombudsparse import vocabulary

# who holds: "The resident", "The complainant", "He", "They"; not neighbours, sons, or tenants in general
HOLDER = (
    r"(?:(?:[Tt]he (?:\w+ )?)?(?:[Rr]esidents?|[Cc]omplainants?|[Aa]pplicants?|[Ll]easeholders?|[Tt]enants?)\b(?! of\b)"
    r"|[Tt]he person who brought (?:this|the) complaint|\b(?:He|She|They|Mr \w+|Mrs \w+|Ms \w+)\b)"
)
ASIDE = (
    r"(?:,? (?:who|also|currently|now|and (?:his|her|their) \w+|has|have|been|jointly|since|originally)\b[^.;]{0,60}?"
    r"|, [^.,;]{0,60},)?"
)
# "is an assured tenant", "has been a leaseholder", "became the lessee"
IS = (
    r"(?:is|are|was|were|has been|have been|had been|remains?|became|being)"
    r"(?: also| now| still| currently| the)*"
)
# "holds an assured tenancy", "was granted a licence", "bought the flat as"
HOLDS = (
    r"(?:holds?|held|has held|have held|had|has had|has|have|entered into|signed|(?:was|were) granted"
    r"|took(?: on| up| over)?"
    r"|began|started|succeeded to|bought|purchased|owns?|owned|acquired"
    # "occupies the property under a secure tenancy"
    r"|(?:lives?|lived|has lived|occup(?:y|ies|ied)|rents?|rented|has rented|resides?)\b[^.;]{0,80}?"
    r"\b(?:under|on|as|by way of|with|through))"
)
ARTICLE = r"(?:,? ?(?:an?|the|their|his|her|its|joint|sole|former|previous|one of the|in)\b ?){0,3}"
NEGATED = re.compile(r"(?:not|never|neither|no longer)\b")
PAST = re.compile(r"\b(?:previously|formerly|former|until|before (?:that|buying))\b")


class Tenure(Struct, frozen=True):
    """A tenure and the wordings that mean it."""

    noun: str
    wordings: tuple[str, ...]


class Tenures(Struct, frozen=True):
    """`vocabulary/tenures.toml`."""

    tenure: tuple[Tenure, ...]


@cache
def _nouns() -> tuple[re.Pattern[str], dict[str, str]]:
    tenures = vocabulary.load("tenures", Tenures).tenure
    named = {f"t{number}": tenure.noun for number, tenure in enumerate(tenures)}
    choice = "|".join(f"(?P<t{number}>{'|'.join(tenure.wordings)})" for number, tenure in enumerate(tenures))
    return re.compile(rf"(?:{choice})", re.I), named


@cache
def _statement() -> re.Pattern[str]:
    return re.compile(rf"(?:{HOLDER}){ASIDE},? (?:{IS}|{HOLDS}) {ARTICLE}(?P<rest>[^.;]{{0,90}})")


def occupancy(cell: str) -> str | None:
    """The tenure that an Occupancy cell names ("Assured Tenancy" is "assured tenant"), or None."""
    pattern, named = _nouns()
    found = pattern.search(cell)
    return _joint(named[found.lastgroup or ""], cell) if found else None


def stated_tenure(paragraphs: list[str]) -> tuple[str | None, int]:
    """The tenure that the first of `paragraphs` to say so gives the resident, and its index; (None, -1) if none does.

    A present tenure wins over a former one ("was a secure tenant until 2019"), which is taken where nothing else is.
    """
    pattern, named = _nouns()
    former: tuple[str | None, int] = (None, -1)
    for index, text in enumerate(paragraphs):
        for statement in _statement().finditer(text):
            rest = statement.group("rest")
            found = pattern.match(rest) or _buried(pattern, rest)
            if not found or NEGATED.match(rest):
                continue
            tenure = _joint(named[found.lastgroup or ""], statement.group())
            if not PAST.search(text[max(0, statement.start() - 20) : statement.end()]):
                return tenure, index
            former = (tenure, index) if former[0] is None else former
    return former


def _buried(pattern: re.Pattern[str], rest: str) -> re.Match[str] | None:
    """A tenure that does not follow at once: "bought the property as a shared owner"."""
    later = re.search(
        r"\b(?:under|on|as|with|through|by way of|of|holding) (?:an?|the|his|her|their) (?:joint )?", rest
    )
    return pattern.match(rest, later.end()) if later else None


def _joint(noun: str, words: str) -> str:
    return f"joint {noun}" if re.search(r"\bjoint(?:ly)?\b", words, re.I) and "tenant" in noun else noun
