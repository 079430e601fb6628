"""What a matter of complaint is about: one or more of the 22 categories, each with the words that decided it.

The terms stand in vocabulary/categories.toml; this module knows how matters are put together. A matter is a row of
conjuncts ("leaks, damp and the associated repairs"). In each conjunct the surest term speaks ("the repair of the
communal lift" is about the lift). The first conjunct that names something of substance is the primary matter; what
is told as an occasion or an appendage ("following a leak", "the associated complaint") is secondary.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

import msgspec
from msgspec import Struct

from ombudsparse import vocabulary
from ombudsparse.records import Category
from ombudsparse.spans import Span

Role = Category | Literal["ignore", "subordinate", "attached", "lead", "coordinator"]

# How sure a term of each tier is; an occasion or appendage loses DEMOTION, and SUBSTANCE decides on its own.
TIERS = {"strong": 7, "firm": 6, "plain": 5, "weak": 4, "faint": 2}
DEMOTION = 4
SUBSTANCE = 4


class Terms(Struct, frozen=True, forbid_unknown_fields=True):
    """The terms of one category, by tier."""

    strong: tuple[str, ...] = ()
    firm: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    faint: tuple[str, ...] = ()


class Vocabulary(Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of vocabulary/categories.toml."""

    terms: dict[Category, Terms]
    ignore: tuple[str, ...]
    subordinate: tuple[str, ...]
    attached: tuple[str, ...]
    lead: tuple[str, ...]
    coordinator: tuple[str, ...]


class CategoryMatch(Struct, frozen=True):
    """A category and the words that decided it; `term` is the entry of the vocabulary that they matched.

    Where no term stands in the text the category is `other`, `term` is "" and the span is the whole text.
    """

    category: Category
    span: Span
    term: str


class _Entry(Struct, frozen=True):
    term: str
    role: Role
    weight: int


class _Mention(Struct, frozen=True):
    entry: _Entry
    category: Category
    conjunct: int
    score: int
    start: int
    end: int


def categorise(text: str) -> tuple[Category, ...]:
    """The categories of a complaint matter, a leaf or a whole determination statement: primary first, never empty."""
    return tuple(match.category for match in categorise_with_evidence(text))


def categorise_with_evidence(text: str) -> tuple[CategoryMatch, ...]:
    """The categories of `text`, primary first, each once, with the words (a span of `text`) that decided it.

    Never empty: a text that names nothing known gives `Category.OTHER`.
    """
    whole, cuts = _mend(text)
    mentions = _speaking(_mentions(whole))
    if not mentions and text:
        whole, cuts, mentions = _mend_further(whole, cuts)
    if not mentions:
        return (CategoryMatch(Category.OTHER, Span(0, len(text)), ""),)
    primary = next((m for m in mentions if m.score >= SUBSTANCE), None) or max(mentions, key=lambda m: m.score)
    ordered = [primary, *(m for m in mentions if m.score > TIERS["faint"] - DEMOTION)]
    found: dict[Category, CategoryMatch] = {}
    for mention in ordered:
        span = Span(_origin(mention.start, cuts), _origin(mention.end - 1, cuts) + 1)
        found.setdefault(mention.category, CategoryMatch(mention.category, span, mention.entry.term))
    return tuple(found.values())


def _speaking(mentions: list[_Mention]) -> list[_Mention]:
    """The mentions that count: the surest of each conjunct, and faint ones only where there is nothing else."""
    best: dict[int, int] = {}
    for mention in mentions:
        best[mention.conjunct] = max(mention.score, best.get(mention.conjunct, mention.score))
    surest = [m for m in mentions if m.score == best[m.conjunct]]
    if any(m.score > TIERS["faint"] for m in surest):
        return [m for m in surest if m.entry.weight > TIERS["faint"]]
    return surest


# Ends of a conjunct. A comma before a preposition goes on with the same matter ("repairs, in particular to doors").
_MARK = re.compile(r"[a-z0-9&]+|[;.:/]|,(?!\s*(?:in|to|of|at|for|with|from|regarding|relating|concerning|about)\b)")
# "works to treat and prevent mould": what is coordinated is the purpose, not the matter.
PURPOSE = re.compile(r" to [a-z]+ ")
PREPOSITIONS = (" for", " of", " to", " by", " with", " against")


def _mentions(text: str) -> list[_Mention]:
    """The terms of categories in `text`, in order, each with its conjunct and its score there."""
    mentions: list[_Mention] = []
    conjunct, coordinated, demoted, attached, past = 0, False, False, False, 0
    for entry, start, end in _tokens(text):
        match entry.role:
            case "coordinator" if text[:start].rstrip(" ,").endswith(PREPOSITIONS):
                pass  # "access to, and upkeep of, the bicycle shed" is one matter, named last
            case "coordinator":
                coordinated, attached = not PURPOSE.fullmatch(text, past, start), False
                demoted = demoted and entry.term not in (";", ".", ":")
            case "subordinate":
                conjunct, coordinated, demoted = conjunct + 1, False, True
            case "attached":
                conjunct, coordinated, attached = conjunct + 1, False, True
            case "lead":
                conjunct, coordinated, demoted = conjunct + demoted, coordinated and not demoted, False
            case Category() as category:
                last = mentions[-1] if mentions else None
                # "roof and window leaks", "repairs and maintenance of the lift": one conjunct, of one kind so far.
                conjunct += coordinated and not (last and last.category is category)
                score = entry.weight - DEMOTION * (demoted or attached)
                # "communal cleaning charges": of two nouns of equal rank side by side, the last is the matter.
                beside = text[past:start] == " " and not text.endswith(PREPOSITIONS, 0, past)
                if beside and last and (last.conjunct, last.score) == (conjunct, score):
                    mentions[-1] = msgspec.structs.replace(last, score=score - 1)
                mentions.append(_Mention(entry, category, conjunct, score, start, end))
                coordinated = False
        past = end
    return mentions


def _tokens(text: str) -> Iterator[tuple[_Entry, int, int]]:
    """Terms and marks in `text` (lower case), from left to right, the longest at each place."""
    buckets, past = _buckets(), 0
    for word in _MARK.finditer(text):
        start = word.start()
        if start < past:
            continue
        if not word[0][0].isalnum():
            yield _Entry(word[0], "coordinator", 0), start, word.end()
            continue
        bucket = buckets.get(word[0][:2])
        found = bucket and _compiled(word[0][:2]).match(text, start)
        if bucket and found and found.lastindex:
            past = found.end()
            entry = bucket[found.lastindex - 1][1]
            if entry.role != "ignore":
                yield entry, start, past


@cache
def _buckets() -> dict[str, tuple[tuple[str, _Entry], ...]]:
    """Every term by its first two letters, the one of most words first."""
    words = vocabulary.load_vocabulary("categories", Vocabulary)
    entries = [
        _Entry(term, category, weight)
        for category, terms in words.terms.items()
        for tier, weight in TIERS.items()
        for term in getattr(terms, tier)
    ]
    roles: tuple[Role, ...] = ("ignore", "subordinate", "attached", "lead", "coordinator")
    entries += [_Entry(term, role, 0) for role in roles for term in getattr(words, str(role))]
    buckets: dict[str, list[tuple[str, _Entry]]] = {}
    for entry in entries:
        for form in _forms(entry.term):
            buckets.setdefault(form[:2], []).append((form, entry))
    rank = {key: sorted(forms, key=lambda form: (-form[0].count(" "), -len(form[0]))) for key, forms in buckets.items()}
    return {key: tuple(forms) for key, forms in rank.items()}


@cache
def _compiled(key: str) -> re.Pattern[str]:
    """One alternation over the terms of a bucket; the number of the group is the place in the bucket."""
    return re.compile("|".join(f"({_pattern(form)})" for form, _ in _buckets()[key]))


_GAP = r"[^\w.,;:()]{1,3}"  # "fire door", "anti-social", "anti – social"
SPACE = r"(?:['’]s)?" + _GAP  # "the caretaker’s behaviour"
PLURAL = r"(?:(?<=[shxz])es|s)?(?:['’]s?)?(?![a-z])"  # "bushes", "rats" and not "rates", "landlord’s"
NOTATION = {
    " ": SPACE,
    "~": _GAP.replace("1", "0"),
    "*": r"[a-z'’]*",
    "{": "(?:",
    "}": ")",
    "(": "(?:",
    ")": ")?",
    "|": "|",
    "…": r"\w+(?:[^\w.,;:]{1,3}\w+){0,3}[^\w.,;:]{0,1}",  # "conduct of an antisocial behaviour (ASB) officer"
}


def _forms(term: str) -> list[str]:
    """The term with its beginning written out, so that each form begins with letters."""
    if term[0] not in "{(":
        return [term]
    inside, _, rest = term[1:].partition("}" if term[0] == "{" else ")")
    heads = [head + rest for head in inside.split("|")] + ([rest] if term[0] == "(" else [])
    return [form for head in heads for form in _forms(head.strip())]


def _pattern(form: str) -> str:
    """The regular expression of a term in the notation that vocabulary/categories.toml explains."""
    form = re.sub(
        r" \(([^()]*)\)(?= |$)", lambda found: "(" + "|".join(f" {x}" for x in found[1].split("|")) + ")", form
    )
    pieces = "".join(NOTATION.get(letter) or re.escape(letter) for letter in form)
    return pieces + ("" if form.endswith("*") else PLURAL)


# Letters that a dump has cut off, at the end ("report s", "a safety chec k.") or at the beginning ("H andling",
# "r epairs"), but not the s of "landlord ’ s" nor the name of a thing ("band C", "block D").
CUT_OFF = re.compile(
    r"(?<=[a-z]{4})( )s(?!\w)"
    r"|(?<=[a-z]{2})(?<!\bband)(?<!\bblock)(?<!\bphase)(?<!\bgroup)( )[b-hj-z](?=\s*(?:[.,;:]|$))"
    r"|(?<![\w'’])(?<!['’]\s)[b-hj-z]( )(?=[a-z]{2})"
)
# "a" is a word, so it is joined only to what makes a term ("A nti-social").
_ARTICLE = re.compile(r"(?<![\w'’])[ai]( )(?=[a-z]{2})")


def _mend(text: str) -> tuple[str, list[int]]:
    """`text` in lower case with cut-off letters joined again, and the offsets of the spaces taken out."""
    lower = text.lower()
    if len(lower) != len(text):  # a few capitals, as İ, have two letters for their small one
        lower = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    cuts = [found.start(found.lastindex or 0) for found in CUT_OFF.finditer(lower)]
    for found in _ARTICLE.finditer(lower):
        joined = found[0][0] + lower[found.end() : found.end() + 40]
        if any(start == 0 and isinstance(entry.role, Category) for entry, start, _ in _tokens(joined)):
            cuts.append(found.start(1))
    for cut in sorted(cuts, reverse=True):
        lower = lower[:cut] + lower[cut + 1 :]
    return lower, sorted(cuts)


def _mend_further(text: str, cuts: list[int]) -> tuple[str, list[int], list[_Mention]]:
    """Tries to join two neighbouring words of a text that names nothing ("infes tation"), one pair at a time."""
    text = text[:400]
    for space in re.finditer(r"(?<=[a-z]) (?=[a-z])", text):
        joined = text[: space.start()] + text[space.end() :]
        mentions = _speaking([m for m in _mentions(joined) if m.start < space.start() < m.end])
        if mentions:
            return joined, sorted([*cuts, _origin(space.start(), cuts)]), mentions
    return text, cuts, []


def _origin(offset: int, cuts: list[int]) -> int:
    """The offset in the text as given of the character at `offset` of the mended text."""
    for cut in cuts:
        offset += cut <= offset
    return offset
