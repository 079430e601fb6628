"""Which head of complaint a finding, order or sum speaks of: shared words, shared category, and their order."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from ombudsparse.extract.categories import categorise
from ombudsparse.records import Category, ComplaintHead

_WORD = re.compile(r"[a-z]{2,}|\d+")
# words that say nothing of the matter: parties, and what landlords do with every matter
_EMPTY = frozenset(
    """the of in to and or by for with that it its his her their this was were has had been be is are on at from as an
    about how which who landlord landlords resident residents council complainant applicant leaseholder tenant
    handling handled handle response responded respond responding dealt dealing deal approach management managed
    report reports reported concern concerns request requests requested query queries matter matters issue issues
    complaint complaints regarding respect relation relating related associated formal subsequent also considered
    we ombudsman investigation service has additionally assessed looked investigated well too way""".split()  # noqa: SIM905 - ninety words in a list would take ninety lines
)
SAME = {
    "sar": "access",
    "dsar": "access",
    "asb": "antisocial",
    "anti": "antisocial",
    "mold": "mould",
    "moulds": "mould",
    "leaking": "leak",
    "leaks": "leak",
}
ENOUGH = 0.34  # similarity from which on a link is taken without further evidence
_WEAK = 0.12  # similarity from which on the only pair left over is taken
_GENERIC = re.compile(r"^(?:the |this |its |his |her |their )?(?:resident’s )?(?:complaints?|matters?|issues?)?$", re.I)


def link(texts: Sequence[str], heads: Sequence[ComplaintHead], *, exclusive: bool = True) -> list[int | None]:
    """For each text the index of the head that it speaks of, None where that cannot be told.

    `exclusive`: each head is given once before any is given again, as each matter gets its own determination.
    """
    if len(heads) == 1:
        return [0] * len(texts)
    weights = _weights(heads)
    scores = [[similarity(text, head, weights) for head in heads] for text in texts]
    found: list[int | None] = _in_pairs(scores) if exclusive else [None] * len(texts)
    for row, line in enumerate(scores):
        if found[row] is None:
            found[row] = _best(line)
    if exclusive and len(texts) == len(heads):
        _left_over(texts, heads, scores, found)
    return found


def _in_pairs(scores: Sequence[Sequence[float]]) -> list[int | None]:
    """For each text its head where each head is given once, the most alike first."""
    found: list[int | None] = [None] * len(scores)
    alike = (
        (score + 0.01 * (row == column), -abs(row - column), row, column)
        for row, line in enumerate(scores)
        for column, score in enumerate(line)
        if score >= ENOUGH
    )
    for _, _, row, column in sorted(alike, reverse=True):
        if found[row] is None and column not in found:
            found[row] = column
    return found


def _best(line: Sequence[float]) -> int | None:
    """The head that is most like a text, where it is like enough and no other is as much so."""
    best = max(line, default=0.0)
    return line.index(best) if best >= ENOUGH and line.count(best) == 1 else None


def restates(text: str, heads: Sequence[ComplaintHead]) -> bool:
    """Whether `text` says one of `heads` again, in much the same words."""
    words = _words(text)
    return any(2 * len(words & _words(head.text)) >= len(words) > 0 for head in heads)


def _left_over(
    texts: Sequence[str], heads: Sequence[ComplaintHead], scores: Sequence[Sequence[float]], found: list[int | None]
) -> None:
    """Links what is left over where there are as many texts as heads.

    That is the one text and the one head left, or those that stand in the same place of both lists, if nothing speaks
    against it: "repairs to her ceiling" may be decided as "a leak".
    """
    rows = [row for row, column in enumerate(found) if column is None]
    columns = [column for column in range(len(heads)) if column not in found]
    pairs = list(zip(rows, columns, strict=True)) if len(rows) == len(columns) == 1 else []
    pairs = pairs or [(row, row) for row in rows if row in columns]
    for row, column in pairs:
        likely = scores[row][column] >= _WEAK or _GENERIC.match(texts[row])
        if likely or _is_process(_categories(texts[row])) == _is_process(heads[column].categories):
            found[row] = column


def _is_process(categories: Sequence[Category]) -> bool:
    """Whether a matter is how the landlord went about things, rather than the thing itself."""
    return categories[0] in (Category.COMPLAINT_HANDLING, Category.COMMUNICATION_AND_RECORDS)


def similarity(text: str, head: ComplaintHead, weights: Counter[str]) -> float:
    """How far `text` speaks of `head`, from 0 to about 1.5: shared words by rarity, and the category."""
    if _GENERIC.match(text.strip(" .;:")):
        return 0.0
    mine, its = _words(text), _words(head.text)
    shared = sum(weights.get(word, 1) for word in mine & its)
    smaller = min(sum(weights.get(word, 1) for word in words) for words in (mine, its)) if mine and its else 0
    words = shared / smaller if smaller else 0.0
    categories = _categories(text)
    if categories[0] is Category.OTHER:
        return words
    if categories[0] is head.category:
        return words + 0.5
    return words + (0.15 if head.category in categories or categories[0] in head.categories else 0.0)


def _weights(heads: Sequence[ComplaintHead]) -> Counter[str]:
    """Each word's weight: 100 shared out among the heads that have it."""
    counts = Counter(word for head in heads for word in _words(head.text))
    return Counter({word: 100 // count for word, count in counts.items()})


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    words = (SAME.get(word, word) for word in _WORD.findall(text.lower().replace("’s", "")))
    return frozenset(_stem(word) for word in words if word not in _EMPTY)


def _stem(word: str) -> str:
    """A word without the endings that turn repairs into repair, and delayed or delays into delay."""
    for ending in ("ing", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=4096)
def _categories(text: str) -> tuple[Category, ...]:
    return categorise(text)
