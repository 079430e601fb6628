"""Sums outside the orders that add up to another: the parts of an offer, or of what is recommended, and their total."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ombudsparse.extract.money.cues import pattern
from ombudsparse.extract.money.shares import WEAK, is_leaf
from ombudsparse.extract.money.sums import Sum
from ombudsparse.vocabulary.patterns import Wording

_FEWEST, _MOST = 2, 8
# "(£640 total)", "£640 in all", "a total of £640", "totalling £640"
_TOTAL_BEFORE = Wording(
    r"\b(?:total\w*(?:\s+of)?|sum\s+of|making|amounting\s+to|altogether|in\s+all)\W*(?:of\s+)?$|[(=]\s*$"
)
_TOTAL_BEHIND = Wording(r"^\s*(?:in\s+)?(?:total|all|altogether|overall)\b")


def goes_with(sums: Sequence[Sum]) -> dict[int, tuple[int, ...]]:
    """For each sum that is a part of one before it, or the total of those before it, the places of what it goes with.

    Parts follow their whole ("£140, made up of £90 … and £50 …"), in its block or as the leaves of a list, and go with
    it whatever stage or purpose they speak of; a total stands behind its parts in their sentence ("£400 …, £180 … and
    £60 … (£640 total)"), and goes with all of them. They count as such only if they add up.
    """
    found: dict[int, tuple[int, ...]] = {}
    for at, each in enumerate(sums):
        if at not in found and not each.money.formula:
            found |= dict.fromkeys(_parts_behind(sums, at), (at,))
            if parts := _parts_before(sums, at):
                found[at] = parts
    return found


def _parts_behind(sums: Sequence[Sum], at: int) -> list[int]:
    """The places of the parts that follow a whole, [] where none add up to it."""
    whole = sums[at]
    parts: list[int] = []
    reached = Decimal(0)
    for one in _following(sums, at):
        if not parts and not _leads(whole, sums[one]):
            return []
        parts.append(one)
        reached += sums[one].money.amount
        if reached >= whole.money.amount:
            break
    return parts if len(parts) >= _FEWEST and reached == whole.money.amount else []


def _following(sums: Sequence[Sum], at: int) -> Iterator[int]:
    """The sums behind one that may be its parts: those of its block, and the leaves of the blocks that follow."""
    for one in range(at + 1, min(at + 1 + _MOST, len(sums))):
        each = sums[one]
        if each.money.formula or _each_of_it(each):
            continue
        if each.zone != sums[at].zone or (each.block != sums[at].block and not is_leaf(each)):
            return
        yield one


_EACH_BEHIND = Wording(r"^\s*(?:for\s+each|each|apiece)\b")


def _each_of_it(each: Sum) -> bool:
    """Whether a sum is a rate within a part: "£180 for 6 missed appointments, at £30 for each"."""
    return bool(_EACH_BEHIND.match(each.after))


def _leads(whole: Sum, part: Sum) -> bool:
    """Whether the words between a sum and the next lead to what it is made of."""
    if part.block != whole.block:
        between = whole.tail + whole.rest
    elif part.sentence != whole.sentence:
        between = whole.tail + part.lead[len(whole.lead) + len(whole.before) :] + part.before
    else:
        between = part.gap
    return bool(
        pattern("orders", "composing").search(between) or WEAK.search(between) or between.rstrip().endswith(":")
    )


def _parts_before(sums: Sequence[Sum], at: int) -> tuple[int, ...]:
    """The places of the parts of a total that stands behind them in their sentence, () where it is none."""
    total = sums[at]
    if not (_TOTAL_BEFORE.search(total.gap) or _TOTAL_BEHIND.match(total.after)):
        return ()
    reached = Decimal(0)
    for one in range(at - 1, max(-1, at - 1 - _MOST), -1):
        each = sums[one]
        if (each.block, each.sentence) != (total.block, total.sentence) or each.money.formula:
            return ()
        reached += each.money.amount
        if reached >= total.money.amount:
            exact = reached == total.money.amount and at - one >= _FEWEST
            return tuple(range(one, at)) if exact else ()
    return ()
