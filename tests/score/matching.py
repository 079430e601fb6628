"""How what was read is compared with what a person labelled: wordings, dates, and who belongs to whom."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

Label = TypeVar("Label")
Record = TypeVar("Record")
ALIKE = 0.8  # the least likeness at which a record is taken to be the one that a label means
LEADING = re.compile(r"^(?:on|in|since|between|from|up to|after|before|prior to|the|either|by|during)\s+")


def folded(text: str | None) -> str:
    """The text without regard to case, typographic apostrophes, spacing and the marks at its ends."""
    plain = unicodedata.normalize("NFKC", text or "").casefold().replace("’", "'").replace("‘", "'")
    return re.sub(r"\s+", " ", plain).strip(" .;:,-–'\"")


def words(text: str | None) -> Counter[str]:
    """How often each word stands in the text."""
    return Counter(re.findall(r"[a-z0-9]+", folded(text)))


def likeness(one: str | None, other: str | None) -> float:
    """Twice the words that two texts share, over all the words of both: 1 for the same words, 0 for no common one."""
    left, right = words(one), words(other)
    shared = (left & right).total()
    return 2 * shared / (left.total() + right.total()) if shared else 0.0


def plain(value: Any) -> Any:
    """An enumeration's value, a date as ISO text, an amount rounded to pence; other values as they are."""
    value = getattr(value, "value", value)
    if hasattr(value, "isoformat"):
        return value.isoformat()[:10]
    return value


def pounds(amount: Any) -> float | None:
    """An amount in pounds and pence, so that a label's number and a Decimal can be compared."""
    return None if amount is None else round(float(amount), 2)


def paired(
    labels: Sequence[Label], records: Sequence[Record], alike: Callable[[Label, Record], float]
) -> list[tuple[int, int]]:
    """Which record each label means, as pairs of positions: the likest pairs first, each position used once."""
    ranked = sorted(
        ((alike(label, record), i, j) for i, label in enumerate(labels) for j, record in enumerate(records)),
        reverse=True,
    )
    pairs: list[tuple[int, int]] = []
    for score, i, j in ranked:
        if score >= ALIKE and all(i != one and j != other for one, other in pairs):
            pairs.append((i, j))
    return pairs


def mention_key(mention: str | None) -> str:
    """A dated mention without its preposition."""
    return LEADING.sub("", folded(mention).strip("()"))
