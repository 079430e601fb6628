"""Which matter of complaint a sum is paid for."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache

from ombudsparse.extract.categories import categorise
from ombudsparse.extract.money.cues import cues
from ombudsparse.extract.money.shares import is_leaf
from ombudsparse.extract.money.sums import Sum
from ombudsparse.records import Category, ComplaintHead
from ombudsparse.vocabulary.patterns import Wording, any_of

_WORD = Wording(r"[a-z]{3,}", cased=True)
_ENDING = Wording(r"(?:ies|ing|ings|ed|es|s|e|y|ation|ations)$", cased=True)
_RATE_NEXT = Wording(r"^\W*(?:being|calculated|worked out|based on|at|which is|i\.e\.?|equivalent|equal)\b")
_ASIDE = Wording(r"\b(?:in addition to|bringing the total|on top of|inclusive of)\b.*$")
# Categories that any defect falls in: "the loss of a bedroom" is no sign of a head about repairs.
_VAGUE = (Category.OTHER, Category.REPAIRS)
# a leaf run into the sentence that follows its list: "… of the complaint The money must go to …"
_NEXT_SENTENCE = Wording(
    r"\s(?:The|This|It|These|Any)\s+(?:\w+\s+)?(?:must|may|should|can|is|are|includes)\b.*$", cased=True
)
_DISTRESS = Wording(r"\b(?:distress|inconvenience|time\s+and\s+trouble|upset|frustration|worry|impact)\b")
_COMPLAINT = Wording(
    any_of(
        r"\bcomplaints?[\s-]+(?:handling|process|procedure|response|management|failure|failing)",
        r"\bhandling\s+(?:of\s+)?(?:\w+\s+){0,4}complaints?\b",
        r"\b(?:late|delayed|poor)\s+(?:\w+\s+){0,3}(?:repl(?:y|ies)|responses?|answers?)\b",
        r"\bcomplaints?\b(?!\s+(?:about|of|regarding|concerning|one|two|three))",
    )
)


@cache
def _stems(text: str) -> frozenset[str]:
    common = cues().heads.common
    plain = text.lower().replace("anti-social", "antisocial").replace("asb", "antisocial")
    words = (match[0] for match in _WORD.finditer(plain))
    return frozenset(_stem(word) for word in words if word not in common)


def _stem(word: str) -> str:
    """The word without its endings: "leaks", "leaking" and "leak" are one."""
    return _ENDING.without(word) if len(word) > 4 else word.rstrip("s")


def purpose(each: Sum) -> str:
    """What a sum is said to be for: what follows it, also behind a rate that explains it ("£252, being £7 a week")."""
    words = each.tail if _RATE_NEXT.match(each.after) else each.after
    return _NEXT_SENTENCE.without(_ASIDE.without(words))


def match_head(words: str, heads: Sequence[ComplaintHead]) -> int | None:
    """The head that `words` name, by rare words in common and by category; None where none stands out."""
    if not words.strip():
        return None
    scores = _scores(words, heads)
    best = max(scores)
    if best < 0.3 or sum(score > best - 0.1 for score in scores) > 1:
        return None
    return scores.index(best)


def _scores(words: str, heads: Sequence[ComplaintHead]) -> list[float]:
    """How well `words` fit each head."""
    texts = [_stems(head.text) for head in heads]
    spread = Counter(stem for stems in texts for stem in stems)
    said = _stems(words)
    scores = [sum(1 / spread[stem] for stem in said & stems) for stems in texts]
    handling = _COMPLAINT.search(words)
    categories = categorise(words)
    for at, head in enumerate(heads):
        if head.category == Category.COMPLAINT_HANDLING and handling:
            scores[at] += 1.5
        elif head.category == Category.COMPLAINT_HANDLING:
            continue
        elif head.category in categories and head.category not in _VAGUE:
            shared = sum(other.category == head.category for other in heads)
            scores[at] += (0.9 if categories[0] == head.category else 0.4) / shared
    return scores


def link_heads(sums: Sequence[Sum], heads: Sequence[ComplaintHead], topics: Mapping[Decimal, str]) -> list[int | None]:
    """The head of each of these sums (the orders', in order), None where it cannot be told.

    `topics`: the heading under which the reasoning explains a sum, for those that say nothing of their own.
    Components follow the order of the heads. One whose words name no matter ("£150 for time and trouble") belongs to
    the only head that its neighbours leave: theirs, if both are of one, or the one between them.
    """
    if not heads:
        return [None] * len(sums)
    if len(heads) == 1:
        return [0] * len(sums)
    found = [_own_head(each, heads, topics.get(each.money.amount, "")) for each in sums]
    return [_by_neighbours(sums, found, at) if head is None else head for at, head in enumerate(found)]


def _own_head(each: Sum, heads: Sequence[ComplaintHead], topic: str) -> int | None:
    """The head that the sum's own sentence names: behind it, else before it; else that of its reasoning."""
    named = (match_head(words, heads) for words in (purpose(each), each.gap, topic))
    return next((head for head in named if head is not None), None)


def _by_neighbours(sums: Sequence[Sum], found: Sequence[int | None], at: int) -> int | None:
    """The head of a sum that names none, from the order in which sums and heads stand.

    The last sum goes with the one before it in its list, or for what anybody suffers; "the value of his bicycle" in an
    order of its own may be for any matter.
    """
    before = next((head for head in reversed(found[:at]) if head is not None), None)
    after = next((head for head in found[at + 1 :] if head is not None), None)
    if before is None:
        return 0 if after in (0, 1) else None
    if after is None:
        alike = is_leaf(sums[at]) or sums[at].block == sums[at - 1].block or _DISTRESS.search(purpose(sums[at]))
        return before if alike else None
    if before == after:
        return before
    return before + 1 if after == before + 2 else None
