"""The cues of `vocabulary/award_cues.toml` as patterns, and whose act a verb of giving or saying is."""

import re
from functools import cache, lru_cache
from typing import Literal, cast

from msgspec import Struct

from ombudsparse import vocabulary
from ombudsparse.vocabulary.patterns import Wording

_Words = list[str]


class Who(Struct, frozen=True):
    """Who may be the subject of a verb."""

    ombudsman: _Words
    landlord: _Words
    resident: _Words
    other: _Words


class Verbs(Struct, frozen=True):
    """Verbs, and the nouns made of them, by what they do with money."""

    offer: _Words
    give: _Words
    order: _Words
    opinion: _Words
    view: _Words
    claim: _Words


class Nouns(Struct, frozen=True):
    """Nouns that tell what a sum is."""

    cost: _Words
    rule: _Words
    ruling: _Words
    band: _Words
    subsistence: _Words
    authority: _Words


class OrderWords(Struct, frozen=True):
    """Words of orders that say whether a sum is paid, deducted, part of another, or another's total."""

    paying: _Words
    waiving: _Words
    deducting: _Words
    including: _Words
    adding: _Words
    replacing: _Words
    earlier: _Words
    limiting: _Words
    at_least: _Words
    about: _Words
    composing: _Words
    totalling: _Words


class StageWords(Struct, frozen=True):
    """Words that name a stage of the complaint procedure, or a step that leads to the next."""

    first: _Words
    second: _Words
    both: _Words
    asked_again: _Words
    complained: _Words
    answered: _Words
    afterwards: _Words


class HeadWords(Struct, frozen=True):
    """Words that matter for the link of a sum to a head."""

    common: frozenset[str]


class AwardCues(Struct, frozen=True):
    """The shape of `vocabulary/award_cues.toml`."""

    who: Who
    verbs: Verbs
    nouns: Nouns
    orders: OrderWords
    stage: StageWords
    heads: HeadWords


_Actor = Literal["ombudsman", "landlord", "resident", "other"]
_Source = Literal["offer", "ours", "rule", "paid", "other"]


class Cue(Struct, frozen=True):
    """A word or phrase that says whose sum follows, and where it begins and ends in the text looked at."""

    source: _Source
    start: int
    end: int


@cache
def cues() -> AwardCues:
    """The vocabulary of awards."""
    loaded: AwardCues = vocabulary.load_vocabulary("award_cues", AwardCues)
    return loaded


def either(words: _Words) -> str:
    """A pattern of any of these words, whole, the spaces of a phrase free."""
    return r"\b(?:" + "|".join(word.replace(" ", r"\s+") for word in words) + r")\b"


@cache
def pattern(group: str, name: str, before: str = "", after: str = "") -> re.Pattern[str]:
    """The compiled pattern of one list of the vocabulary, between two further pieces."""
    return re.compile(before + either(getattr(getattr(cues(), group), name)) + after, re.I)


_WORD_BEGINS = r"\b(?=\w)"  # asked once, and not by each of hundreds of words


@cache
def _subjects() -> re.Pattern[str]:
    who = cues().who
    named = ((name, getattr(who, name)) for name in ("ombudsman", "other", "resident", "landlord"))
    # a possessive is no subject: "the landlord’s handling"; nor is an object: "for it", "paid her"
    wordings = "|".join(f"(?P<{name}>{either(words)}(?![’'])(?!-))" for name, words in named)
    return re.compile(rf"{_WORD_BEGINS}(?:{wordings})", re.I)


@cache
def _verbs() -> re.Pattern[str]:
    verbs, nouns = cues().verbs, cues().nouns
    named = {
        "view": verbs.view,
        "offer": verbs.offer,
        "order": verbs.order,
        "claim": verbs.claim,
        "give": verbs.give,
        "opinion": verbs.opinion,
        "rule": nouns.rule,
    }
    wordings = "|".join(f"(?P<{name}>{either(words)})" for name, words in named.items())
    return re.compile(rf"{_WORD_BEGINS}(?:{wordings})", re.I)


# what a preposition governs is no subject: "a list of suppliers", "for the resident"
_OBJECT = Wording(
    r"\b(?:by|of|from|with|to|for|about|on|against|at|between|told|paid|gave|asked|ordered)\s+(?:both\s+)?$"
)
_RELATIVE = Wording(r"\b(?:that|which|who|when|while|where|because|as|if|after|before|since|until)\s+$")
_COORDINATED = Wording(r"(?:,|\band|\bbut)\s+(?:also\s+|then\s+|later\s+|it\s+was\s+)?$")
_OPENING_VERB = Wording(r"\W*(?:also\s+)?(?:\w+ed|made|gave|said|put|set|paid|was sorry|had)\b")
# "asked it to pay", "make her pay"
_INFINITIVE = Wording(r"\bto\s+(?:now\s+|also\s+)?$")
_MADE_TO = Wording(r"\b(?:make|made|making|having|have|let)\s+(?:her|him|them|the\s+\w+)\s+$")
_NOUN = Wording(r"an?\s+|awards?\b|payments?\b")
_WOULD = Wording(r"\b(?:will|would|may|might|can|could|should)\s+(?:also\s+|only\s+|be\s+|normally\s+|usually\s+)*$")
_PAYING = Wording(r"pa(?:y|id)|g[ai]ve")
_PAYS = Wording(r"(?<!would )(?<!will )pays?\b")
# "Where heaters are lent, the landlord pays £1.50 a day"
_ALWAYS_PAYS = Wording(r"(?<!would )(?<!will )(?:pays|refunds|reimburses|credits|awards)\b")
# "an order that the landlord pays £350", "we recommend that it pays", "require it pays"
_THAT = Wording(r"\b(?:order|recommend\w*|requir\w+|ask|propos\w+|fair|appropriate|right|should)\b")
_MAY_BE = Wording(r"\b(?:is|are|can|may|will)\s+(?:(?:also|normally|usually|then|only|be)\s+)*$")
# what makes a payment a rule's: a case that may arise or arises again
_CONDITION = Wording(
    r"\b(?:if|where|when|whenever|who|each|every|any|per|tenants|residents)\b|\ban?\s+(?:tenant|resident)\b"
)
_COULD = Wording(r"\b(?:could|may|might|can)\s+(?:only\s+|also\s+)?(?:have\s+)?$")
# "was paid", "had been offered", "were charged": the subject is who received it.
_PASSIVE = Wording(r"\b(?:was|were|been|being|be|is|are|got|received|receive)\s+(?:\w+ly\s+|already\s+)?$")
_PARTIES = ("landlord", "resident")
_RECKONED = Wording(r"put at|valued?|estimated?|quantif\w+")
# "offered to pay £50 a week", said of a resident
_TO_PAY = Wording(r"\s+to\s+(?:pay|clear|settle|repay)\b")


@lru_cache(maxsize=16)
def _subjects_in(text: str) -> tuple[re.Match[str], ...]:
    return tuple(_subjects().finditer(text))


def subject_before(text: str, position: int) -> _Actor | None:
    """Who acts at `position`: the nearest subject before it, or the sentence's own for ", and offered".

    A sentence that opens with a verb ("apologised for …, and raised it to") leaves out its subject, the landlord, as
    the lists of what a response said do.
    """
    found = [match for match in _subjects_in(text) if match.end() <= position]
    if _COORDINATED.before(text, position):
        own = (match for match in found if not _OBJECT.before(text, match.start()))
        subject = next((match for match in own if not _RELATIVE.before(text, match.start())), None)
    else:
        subject = next((match for match in reversed(found) if not _OBJECT.before(text, match.start())), None)
    if subject is None:
        return "landlord" if _OPENING_VERB.match(text) else None
    return cast(_Actor, subject.lastgroup)


def names_somebody(text: str) -> bool:
    """Whether anybody who could act is named: a leaf such as "£50 for the delay" has no subject of its own."""
    return bool(_subjects().search(text))


def cues_in(text: str) -> list[Cue]:
    """The cues of `text` in order, each with whose sum it announces."""
    found: list[Cue] = []
    rule = -1
    for match in _verbs().finditer(text):
        kind, start, end = match.lastgroup, match.start(), match.end()
        ruled = rule >= 0 and pattern("nouns", "ruling").search(text, rule, start)
        source: _Source | None
        if kind == "rule":
            rule = start
            continue
        if ruled and (_NOUN.match(text, start) or (kind == "give" and _WOULD.before(text, start))):
            source = "rule"  # "the policy allows an award of £250", "the policy says it will pay £10"
        elif kind == "give":
            source = _given(text, start, end, found[-1].source if found else None)
        else:
            source = _by_actor(kind or "", text, start, end)
        if source:
            found.append(Cue(source, start, end))
    return sorted([*found, *_rulings(text, rule)], key=lambda cue: (cue.start, cue.end))


def _given(text: str, start: int, end: int, before: _Source | None) -> _Source | None:
    """Whose sum a verb of giving announces; `before` is what the cue before it announces."""
    habit = _habit(text, start)
    if not habit and before and _INFINITIVE.before(text, start):
        return before
    if before == "ours" and _PAYS.match(text, start):
        return "ours"  # "an order that the landlord pays £350"
    if _COULD.before(text, start):
        return None  # "could have awarded up to £150": nobody gave it
    if _MADE_TO.before(text, start):
        return "other"
    return "rule" if habit else _by_actor("give", text, start, end)


def _rulings(text: str, rule: int) -> list[Cue]:
    """What a rule that is named at `rule` (-1 where none is) says of sums.

    Not "above the highest band of the policy, and we have set it at £550": that is our ruling.
    """
    rulings = pattern("nouns", "ruling").finditer(text, rule) if rule >= 0 else ()
    return [
        Cue("rule", match.start(), match.end())
        for match in rulings
        if subject_before(text, match.start()) != "ombudsman"
    ]


def _habit(text: str, start: int) -> bool:
    """Whether a verb of paying tells what is always paid: a rule. What was paid in the case is told in the past."""
    if subject_before(text, start) in ("ombudsman", "other"):
        return False
    if _ALWAYS_PAYS.match(text, start):
        return not _THAT.search(text, 0, start)
    return bool(_MAY_BE.before(text, start)) and bool(_CONDITION.search(text))


def _by_actor(kind: str, text: str, start: int, end: int) -> _Source | None:
    """Whose sum a verb announces by who does it: "it paid" an offer, "she paid" a cost, "we award" an award."""
    actor = subject_before(text, start)
    passive = bool(_PASSIVE.search(text, max(0, start - 24), start))
    match kind:
        case "view":
            return "ours"
        case "opinion":
            return "ours" if actor == "ombudsman" else None
        case "claim":
            # "which we put at £230"; not "he put the loss at £230"
            return "ours" if actor == "ombudsman" and _RECKONED.match(text, start) else "other"
        case "offer":
            promised = actor == "resident" and _TO_PAY.match(text, end)
            return "offer" if passive or (actor != "other" and not promised) else "other"
        case "order":
            return "other" if _ordered_by_others(actor, passive, text[start:end]) else "ours"
        case _:
            return _giver(actor, passive, text, start, end)


def _ordered_by_others(actor: _Actor | None, passive: bool, verb: str) -> bool:
    """Whether a party ordered something, as one orders goods, or somebody like a court did."""
    return actor == "other" or (actor in _PARTIES and not passive and verb.lower() == "ordered")


def _giver(actor: _Actor | None, passive: bool, text: str, start: int, end: int) -> _Source | None:
    """Whose sum a verb of giving announces by who gives."""
    if actor == "ombudsman":
        return "ours"
    if actor == "resident" and not passive:
        return "other" if _PAYING.match(text, start) else None
    if actor == "other":
        return "other"
    paid = text[start:end].lower() in ("paid", "pays", "credited")
    if passive and paid:
        return "paid"
    return ("paid" if paid else "offer") if actor == "landlord" else None
