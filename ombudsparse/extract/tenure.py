"""How the resident holds the home, from the first paragraphs of the background or the Occupancy cell.

A tenure is looked for wherever a text names one; it is the resident's if the words before it say so.
"""

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from ombudsparse import vocabulary

# who holds: "The resident", "The complainant", "Mr L", "She"; not neighbours, sons, or tenants in general
PARTY = r"(?:residents?|complainants?|applicants?|leaseholders?|tenants?)"
HOLDER = (
    rf"(?:\b[Tt]he (?:\w+ )?{PARTY}\b(?!’| of\b)|\b[Tt]he person who brought (?:this|the) complaint|\bM(?:r|rs|s) \w+)"
)
PRONOUN = r"\b(?:He|She|They)\b"
# "and her husband", "and Mr A", ", who has mobility difficulties,", "jointly"
_ASIDE = r"(?: and (?:his|her|their|the|Mr|Mrs|Ms)\b[^.;,]{1,25}?)?(?:,? \(?(?:[^.;]{0,90}?))??"
# "is an assured tenant", "has been a leaseholder", "became the lessee"
IS = (
    r"(?:is|are|was|were|has been|have been|had been|remains?|became|being)"
    r"(?: also| now| still| currently| an? [^.,;]{3,40} and)*"
)
# "holds an assured tenancy", "was granted a licence", "took over the lease"
HOLDS = (
    r"(?:holds?|held|has|have|had|entered into|signed|granted|took(?: on| up| over)?|began|started"
    r"|succeeded to|bought|purchased|owns?|owned|acquired)"
)
# "occupies the property under a secure tenancy", "moved in on an assured tenancy", "bought a home through the …"
BY_WAY_OF = (
    r"(?:lives?|lived|living|resid(?:es?|ed)|occup(?:y|ies|ied)|(?:part[- ])?(?:rents?|rented)|moved|tenants?"
    r"|leaseholders?|bought|purchased|owns?|holds?|held|has been|have been)\b[^.;]{0,120}?"
    r"\b(?:under|on|as|with|through|by way of|of|holding)"
)
# "an", "the landlord’s", "a sole, 6 year fixed term"; not "owned by a"
_ARTICLE = (
    r"(?:,? ?(?:an?|the|their|his|her|its|one of the|the landlord’s|the Council’s)\b)?"
    r"(?: (?:joint|sole|\d+|one|two|five|six|seven|years?|[\w-]+year|fixed|term|fixed-term|periodic|weekly),?){0,6}"
    r"(?: (?:joint|sole|former|previous|(?!landlord|resident|neighbour|by\b)[\w-]+)){0,3}? ?\(?$"
)
HELD = re.compile(rf"(?:{HOLDER}|{PRONOUN}){_ASIDE},? (?:{IS}|{HOLDS}|{BY_WAY_OF}){_ARTICLE}")
# "The resident, an assured tenant of the landlord,"
APPOSITION = re.compile(rf"{HOLDER}, (?:who is )?(?:an?|the){_ARTICLE}")
# "The resident’s assured tenancy", "the residents’ lease"
POSSESSIVE = re.compile(rf"{PARTY}(?:’s|s’)(?: (?:current|joint|sole|[\w-]+term)){{0,2}} $")
# "The tenancy, which is assured", "Her tenancy is an", "The resident’s tenancy with the landlord, an"
TENANCY = re.compile(
    rf"\b(?:The|His|Her|Their|{PARTY}(?:’s|s’)) (?:current )?(?:tenancy|lease|licence)(?: agreement| type)?\b"
    rf"[^.;]{{0,40}}?(?: is| was|,){_ARTICLE}"
)
# "let to the resident on an", "granted the resident an", "The property is let on an", "The flat is a leasehold one"
LET = re.compile(
    rf"(?:\b(?:granted|gave|let|leased|sold|issued)\b[^.;]{{0,50}}\b(?:{PARTY}|her|him|them)\b(?!’)[^.;]{{0,25}}?"
    r"|\b(?<!upstairs )(?<!downstairs )(?<!neighbouring )(?<!adjoining )(?<!adjacent )(?<!other )"
    rf"(?:property|home|flat|house|bungalow|room|maisonette) (?:is|was)(?: (?!by\b)[\w-]+){{0,4}}? ?"
    rf"(?:let (?:on|under|as|by way of))?){_ARTICLE}"
)
# "It became a secure tenancy after a year": of the tenancy of the sentence before
CHANGED = re.compile(
    rf"^\W*(?:It|This|(?:The|His|Her|Their) [\w ]{{0,30}}tenancy|The {PARTY}(?:’s|s’) tenancy)\b"
    r"(?:(?!\b(?:that|landlord|agreement)\b)[^.;]){0,90}?"
    rf"\b(?:became|becoming|converted (?:in)?to|changed to|turned into|was (?:later |then )?made){_ARTICLE}"
)
# "In 2020 he purchased it outright", "She has since staircased to 100%": what was a shared ownership before
OUTRIGHT = re.compile(
    rf"(?:{HOLDER}|{PRONOUN}|\b(?:he|she|they)|\band) (?:(?:has|have|had|then|later|since|now) ){{0,2}}"
    r"(?:bought|purchased|acquired|owns?|owned|staircased)\b(?:(?!\b(?:and|but|while|pa(?:ys?|id))\b)[^.;,]){0,60}?"
    r"(?:\boutright\b|\b(?:all the|the remaining|the other) (?:shares?|equity|\d+ ?%)|\b100 ?(?:%|per ?cent))"
)
HERS = re.compile(rf"\b(?:{PARTY}(?:’s|s’)|[Hh]is|[Hh]er|[Tt]heir|[Tt]he) tenancy\b")
# "with her mother and two sons": who lives there, and holds nothing, unless more is said of them
COMPANY = re.compile(
    r"\bwith (?:his|her|their)(?: [\w-]+){0,3}? (?:mother|father|parents?|sons?|daughters?|brother|sister|friend)\b"
    r"(?!,? (?:who|whose)\b)"
)
# what stands between the resident and a tenure that is somebody else's or a rule: "lives with his mother, who is the"
ELSEWHERE = re.compile(
    r"\b(?:neighbours?|(?<!and her )(?<!and his )(?<!and their )"
    r"(?:mother|father|parents?|sons?|daughter|brother|sister)|friend|lodger|other|most|all|some|many|next door"
    r"|polic(?:y|ies)|laws?|said|says|told|wrote|complain(?:s|ed)|report(?:s|ed)|states?|asked"
    r"|claim(?:s|ed)|believe[sd]?|whether|above|below|Act|landlord (?:is|owns)|that (?:the|an?|his|her|their))\b",
    re.I,
)
NEGATED = re.compile(r"\b(?:not|never|neither|no longer|nor)\b(?: been)?(?: an?| the)?\W*$")
PAST = re.compile(r"\b(?:previously|formerly|former|until|before (?:that|buying))\b")
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
            if start is not None:
                clause = re.split(r"[,;]| and ", words[found.end() :])[0][:50]
                statement = words[start : found.end()] + clause
                former = bool(PAST.search(statement)) and "became" not in statement
                yield Claim(_joint(named[found.lastgroup or ""], statement), former)


def _holding(before: str, earlier: str) -> int | None:
    """Where the words that give the resident what follows `before` begin; None if it is not the resident's.

    `earlier`: the paragraph before the sentence. "She" after a sentence on a neighbour may be the neighbour.
    """
    if NEGATED.search(before):
        return None
    if CHANGED.search(before) and HERS.search(earlier + before):
        return 0
    for frame in (HELD, APPOSITION, POSSESSIVE, TENANCY, LET):
        found = frame.search(before)
        if found and not ELSEWHERE.search(COMPANY.sub("", found.group())):
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
