"""The words that name an outcome, wherever they stand: the reviewed wordings, and every mention in a text."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal

from msgspec import Struct

from ombudsparse import vocabulary
from ombudsparse.records import Outcome
from ombudsparse.vocabulary.patterns import any_of


class _Faults(Struct, frozen=True, forbid_unknown_fields=True):
    severe_maladministration: tuple[str, ...]
    maladministration: tuple[str, ...]
    service_failure: tuple[str, ...]
    unmapped: tuple[str, ...]


class _Redress(Struct, frozen=True, forbid_unknown_fields=True):
    named: tuple[str, ...]
    other: tuple[str, ...]
    given: tuple[str, ...]
    resolving: tuple[str, ...]


class _Speakers(Struct, frozen=True, forbid_unknown_fields=True):
    ombudsman: tuple[str, ...]
    others: tuple[str, ...]
    saying: tuple[str, ...]
    conceding: tuple[str, ...]


class _Matter(Struct, frozen=True, forbid_unknown_fields=True):
    links: tuple[str, ...]
    agents: tuple[str, ...]
    after: tuple[str, ...]
    pointing: tuple[str, ...]
    headings: tuple[str, ...]


class Wordings(Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `vocabulary/outcomes.toml`."""

    faults: _Faults
    redress: _Redress
    speakers: _Speakers
    matter: _Matter


def wordings() -> Wordings:
    """The reviewed wordings of outcomes; VocabularyError where the file is not of that shape."""
    loaded: Wordings = vocabulary.load_vocabulary("outcomes", Wordings)
    return loaded


def loose(word: str) -> str:
    """A pattern for `word` that allows a stray space between any two letters: "mal administration", "landlor d"."""
    return r"\s?".join(re.escape(letter) for letter in word)


def one_of(phrases: Iterable[str]) -> str:
    """A pattern for any of `phrases`, the longest first; white space and the form of apostrophes are free."""
    longest = sorted(phrases, key=len, reverse=True)
    patterns = (re.escape(phrase).replace("'", "[’']?").replace(r"\ ", r"\s+") for phrase in longest)
    return f"(?:{'|'.join(patterns)})"


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """`pattern`, compiled on first use; upper and lower case are alike."""
    return re.compile(pattern, re.IGNORECASE)


# "a.", "(ii)", "2)", "33.1", "40.1.": the mark of an item in a list that was flattened into one line
ITEM_MARK = r"(?:\((?:[a-h]|[ivx]{1,4}|\d{1,2})\)|(?:[ivx]{1,4}|[a-h]|\d{1,2})[.)]|\d{1,3}(?:\.\d{1,2}){1,2}[.)]?)"

_Kind = Literal["fault", "redress", "offer", "remedy", "jurisdiction", "refusal", "settled", "unmapped"]


class Mention(Struct, frozen=True):
    """Words that name an outcome, wherever they stand and whatever is said of them. `outcome` leaves "no" aside."""

    kind: _Kind
    outcome: Outcome | None
    start: int
    end: int


# "is / falls / are therefore / does not fall": the verb before "outside our jurisdiction".
_PREDICATE_WORD = any_of(
    "is|are|was|were|be|been|being|falls?|fell|falling|lies?|sits?|remains?|comes?",
    "does|do|did|has|have|to|would|could|may|might|will",
    "considered|deemed|found|determined|also|therefore|however|thus|all|both|clearly|,",
)
_PREDICATE = rf"(?:{_PREDICATE_WORD}\s+){{0,8}}"
_NOT_WITHIN = (
    r"(?:not|no\s+longer)\s+(?:one\s+|an?\s+\w+\s+|something\s+)?(?:that\s+|which\s+)?"
    r"(?:fall(?:s|ing)?\s+)?(?:within|in|under)"
)
# "outside of the scope of this Service’s jurisdiction", "not within the Ombudsman’s remit", "out of jurisdiction".
_BEYOND = (
    rf"(?:{_NOT_WITHIN}|outside(?:\s+of)?|out\s+of|outwith|beyond)\s+"
    r"(?:(?!and\b|which\b|that\b|investigation\b)[\w’']+\s+){0,5}?(?:j\s?urisdiction|remit)\b"
)
_OF_WHOM = (
    r"(?:\s+of\s+(?:the|this|our)\s+(?:Housing\s+)?(?:Ombudsman|Service|Scheme)(?:[’']s)?(?:\s+(?:Service|Scheme))?)?"
)
_TO_CONSIDER = (
    r"(?:\s+to\s+(?:consider|investigate|determine|look\s+(?:at|into)|review|adjudicate(?:\s+(?:on|upon))?))?"
)
# "the Ombudsman will not investigate X"; "X cannot be considered": jurisdiction, where the Scheme is cited.
_CANNOT = any_of(
    r"cannot|can\s+not|will\s+not|may\s+not",
    r"(?:is|are|am)\s+(?:unable|not\s+able)\s+to",
    r"(?:has|have)\s+(?:decided|determined)\s+not\s+to",
    r"(?:has|have)\s+not",
    r"(?:is|are)\s+not\s+(?:one|ones|something|a\s+matter|matters)\s+(?:that\s+|which\s+)?"
    r"(?:the\s+Ombudsman|we|this\s+Service)\s+(?:can|may|will)",
)
_REFUSAL = (
    rf"\b{_CANNOT}\s+(?:be\s+|been\s+)?"
    r"(?:consider(?:ed)?|investigated?|determined?|look(?:ed)?\s+(?:at|into))\b"
)
# "resolved with our intervention", "has resolved the complaint about X following the Ombudsman’s intervention".
_INTERVENTION = (
    r"(?:the\s+)?(?:our|Ombudsman[’']s|this\s+Service[’']s|Service[’']s|"
    r"early)?\s*(?:early\s+)?(?:intervention|involvement)\b"
)
BY_INTERVENTION = rf"\b(?:with|through|following|after|by|via|as\s+a\s+result\s+of|upon)\s+{_INTERVENTION}"


_INTERVENED = rf"resolved(?=[^.;]{{0,250}}?{BY_INTERVENTION})|resolved\s+with\s+intervention"
# "settled through mediation", "settled by agreement after mediation"; mediation with a neighbour is no outcome
_MEDIATED = (
    r"(?:resolved|settled|concluded|determined)\s+(?:by\s+agreement\s+|between\s+the\s+parties\s+)?"
    r"(?:through|by|via|following|with|at|after|as|in)\s+mediation"
)
_WITHDRAWN = r"withdr(?:awn|ew)"


# "maladministration (severe)", "(severe) maladministration", "‘severe’ maladministration"
_SEVERE_ASIDE = r"severe[’”\"')]+\s+maladministration|maladministration\s*\((?:which\s+was\s+)?severe(?=\))"
# "the redress offered by the landlord was reasonable", "redress that is reasonable"
_WAS_REASONABLE = (
    r"(?:\s+(?:it|the\s+landlord)\s+(?:has\s+|had\s+)?)?(?:\s*(?:offered|made|provided|paid))?(?:\s+by\s+the\s+landlord)?"
    r"\s+(?:that\s+|which\s+)?(?:was|is|were)\s+(?:considered\s+)?reasonable\b"
)


@cache
def _mention_pattern(formal: bool) -> re.Pattern[str]:
    faults = wordings().faults
    redress = wordings().redress

    def fault(phrases: tuple[str, ...]) -> str:
        # The nouns themselves come broken out of text dumps: "mal administration", "service failu re".
        longest = sorted(phrases, key=len, reverse=True)
        return "|".join(r"\s*".join(loose(word) for word in phrase.split()) for phrase in longest)

    adjective = one_of(redress.named + redress.other)
    parts = {
        "unmapped": fault(faults.unmapped),
        "severe_maladministration": rf"{fault(faults.severe_maladministration)}|{_SEVERE_ASIDE}",
        "maladministration": fault(faults.maladministration),
        "service_failure": rf"(?:{fault(faults.service_failure)})s?",
        "offer": (
            rf"(?:{adjective}\s+)?offers?(?:\s+of\s+(?:£[\d,.]+\s+)?(?:(?:{adjective}|financial|further|"
            rf"in)\s+){{0,2}}(?:redress|compensation|remedy)|(?=\s+(?:which|that|prior)\b))"
        ),
        "redress": rf"(?:(?:{adjective}|{loose('reasonable')})\s+)?{loose('redress')}(?:{_WAS_REASONABLE})?",
        # "has offered compensation … which resolves", "has taken steps to put things right which resolve"
        "remedy": r"(?:compensation|payment|steps|actions?|measures|remedy)(?=[^.;:]{0,120}?\s(?:which|that)\b)",
        "settled": rf"{_INTERVENED}|{_MEDIATED}|{_WITHDRAWN}",
        "jurisdiction": rf"{_PREDICATE}{_BEYOND}{_OF_WHOM}{_TO_CONSIDER}",
        "refusal": _REFUSAL,
    }
    only_formal = ("remedy", "settled", "refusal")
    chosen = {name: part for name, part in parts.items() if formal or name not in only_formal}
    return re.compile(
        r"\b(?:" + "|".join(rf"(?P<{name}>{part})" for name, part in chosen.items()) + r")\b", re.IGNORECASE
    )


# What the text of any statement holds, once its white space is gone: a cheap test before any pattern is tried.
_TELLTALES = ("adminis", "servicefail", "failureinserv", "failureofserv", "redress", "jurisdiction", "remit")
_TELLTALES_FORMAL = (
    "resolve",
    "mediation",
    "withdr",
    "beconsider",
    "investigate",
    "notconsider",
    "unableto",
    "looki",
    "lookedi",
)


def mentions(text: str, formal: bool = True) -> tuple[Mention, ...]:
    """Every naming of an outcome in `text`, in order, not overlapping.

    Without `formal`, only those that reasoning can state: what was withdrawn or refused is told there as events.
    """
    squeezed = "".join(text.lower().split())
    told = _TELLTALES + _TELLTALES_FORMAL if formal else _TELLTALES
    if not any(word in squeezed for word in told):
        return ()
    return tuple(_mention(match) for match in _mention_pattern(formal).finditer(text))


def _mention(match: re.Match[str]) -> Mention:
    name = match.lastgroup or ""
    if name in ("severe_maladministration", "maladministration", "service_failure"):
        return Mention("fault", Outcome(name), match.start(), match.end())
    if name == "settled":
        word = match[0].lower()
        withdrawn = word.startswith("withdr")
        outcome = Outcome.WITHDRAWN if withdrawn else Outcome.RESOLVED_WITH_INTERVENTION
        return Mention("settled", Outcome.MEDIATION if "mediation" in word else outcome, match.start(), match.end())
    outcomes = {
        "redress": Outcome.REASONABLE_REDRESS,
        "offer": Outcome.REASONABLE_REDRESS,
        "remedy": Outcome.REASONABLE_REDRESS,
    }
    outcomes |= {"jurisdiction": Outcome.OUTSIDE_JURISDICTION, "refusal": Outcome.OUTSIDE_JURISDICTION}
    kind: _Kind = name  # type: ignore[assignment]
    return Mention(kind, outcomes.get(name), match.start(), match.end())
