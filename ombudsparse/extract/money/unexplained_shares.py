"""Sums of an order that no rule knows, and that add up to the one before them: they are what it is made of."""

from collections.abc import Sequence
from decimal import Decimal

from ombudsparse.extract.money import order_phrases as said
from ombudsparse.extract.money.shares import is_leaf
from ombudsparse.extract.money.sums import Sum
from ombudsparse.records import AwardRole

_WHOLE = (AwardRole.ORDERED, AwardRole.ORDERED_COMPONENT)
_PARTS = {
    AwardRole.OTHER: AwardRole.ORDERED_COMPONENT,
    AwardRole.ORDERED: AwardRole.ORDERED_COMPONENT,
    AwardRole.ORDERED_COMPONENT: AwardRole.ORDERED_COMPONENT,
    AwardRole.OFFERED: AwardRole.DEDUCTIBLE,
    AwardRole.DEDUCTIBLE: AwardRole.DEDUCTIBLE,
}


def explain_rest(sums: Sequence[Sum], roles: dict[int, AwardRole], unexplained: Sequence[int]) -> None:
    """Makes components, in `roles`, of unexplained sums that make up the payment before them, or a share of it.

    "£450 for the repairs; this includes £150 offered at stage 1 plus a further £300": what was offered before is
    deductible, and the rest a component. Sums that add up by chance have their own verb of paying, and are explained.
    """
    for at, each in enumerate(sums):
        if roles[at] not in _WHOLE:
            continue
        group = _group(sums, roles, at)
        if len(group) > 1 and any(one in unexplained and roles[one] == AwardRole.OTHER for one in group):
            roles.update({one: _PARTS[roles[one]] for one in group})
        elif roles[at] == AwardRole.ORDERED_COMPONENT and said.OFFERED_BEFORE.match(each.after):
            roles[at] = AwardRole.DEDUCTIBLE


def _group(sums: Sequence[Sum], roles: dict[int, AwardRole], at: int) -> list[int]:
    """The sums right behind the one at `at`, in its block or as leaves, that come to it; [] where they do not."""
    group: list[int] = []
    reached = Decimal(0)
    for one in range(at + 1, len(sums)):
        each = sums[one]
        if roles[one] not in _PARTS or each.money.formula:
            continue
        if each.block != sums[at].block and not (roles[at] == AwardRole.ORDERED and is_leaf(each)):
            return []
        group.append(one)
        reached += each.money.amount
        if reached >= sums[at].money.amount:
            return group if reached == sums[at].money.amount else []
    return []
