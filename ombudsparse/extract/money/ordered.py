"""The part of each sum in the orders: a payment, a share of one, a deduction, an earlier offer, a rate."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache

from msgspec import Struct

from ombudsparse.extract.money import order_phrases as said
from ombudsparse.extract.money.cues import cues, either, pattern
from ombudsparse.extract.money.narrative_phrases import RANGE, SPENT
from ombudsparse.extract.money.shares import BRINGING, WEAK, is_leaf, share_out
from ombudsparse.extract.money.sums import Sum
from ombudsparse.records import AwardRole, Problem

MAIN = AwardRole.ORDERED


class Paid(Struct, frozen=True):
    """What the orders come to: a role for each sum among them, the total or None, and what is odd about them."""

    roles: dict[int, AwardRole]
    total: Decimal | None
    problems: tuple[Problem, ...]


@cache
def _taking() -> re.Pattern[str]:
    return re.compile(either(cues().orders.deducting), re.I)


def read_paid(sums: Sequence[Sum]) -> Paid:
    """The roles of the sums of the orders; `offered` where an earlier offer is named, its stage to be told later.

    The total is the sum of what has the role `ordered`. It is None, with a Problem, where a sum is a rate without
    its result ("£15 per week until the repair is done") or its figures are badly grouped.
    """
    roles: dict[int, AwardRole] = {}
    unexplained: list[int] = []
    for at, each in enumerate(sums):
        beside = bool(at) and sums[at - 1].block == each.block
        paid = tuple(sums[one] for one in range(at) if roles[one] == MAIN)
        before = roles.get(at - 1)
        place = _Place(each, None if each.first else before, before if beside else None, paid)
        known = _role_by_rule(place)
        roles[at] = known or _local_role(place)
        if known is None and roles[at] == AwardRole.OTHER:
            unexplained.append(at)
    problems = list(share_out(sums, roles))
    problems += [_not_counted(sums[at]) for at in unexplained if roles[at] == AwardRole.OTHER]
    total, unknown = _total([each for at, each in enumerate(sums) if roles[at] == MAIN])
    return Paid(roles, total, (*problems, *unknown))


def _total(paid: Sequence[Sum]) -> tuple[Decimal | None, list[Problem]]:
    """What the payments come to, None where one cannot be computed, and why not."""
    total = Decimal(0)
    problems = []
    for each in paid:
        factor = _factor(each)
        if each.money.doubtful:
            message = f"the figures of {each.money.amount} are badly grouped"
            problems.append(Problem("doubtful_sum", message, "awards", each.span))
        elif factor is None:
            message = "a rate is ordered and what it comes to is not stated"
            problems.append(Problem("rate_without_total", message, "awards", each.span))
        else:
            total += each.money.amount * factor
    return None if problems else total, problems


def _not_counted(each: Sum) -> Problem:
    message = f"£{each.money.amount} stands in the orders in words that do not order it; it is not counted as ordered"
    return Problem("sum_not_counted", message, "awards", each.span)


def _factor(each: Sum) -> int | None:
    """How many times a sum is paid: "£50 for each of the 3 appointments"; None where it is a rate without a number."""
    counted = said.EACH_OF.match(each.after)
    if counted:
        return said.COUNT.get(counted[1].lower()) or int(counted[1])
    rate = each.money.formula or said.EACH.match(each.after) or said.EACH_BEFORE.search(each.gap)
    return None if rate else 1


class _Place(Struct, frozen=True):
    """A sum of the orders, the one before it and its role, and the payments met so far.

    `last_role` is None where the sum before stands in another sentence, `role_before` where it stands in another block.
    """

    sum: Sum
    last_role: AwardRole | None
    role_before: AwardRole | None
    paid: tuple[Sum, ...]

    @property
    def rate(self) -> bool:
        each = self.sum
        by_number = said.TIMES.match(each.after) or said.TIMES_BEFORE.search(each.gap)
        return bool(each.money.formula or by_number or said.EACH.match(each.after) or said.EACH_BEFORE.search(each.gap))


def _local_role(place: _Place) -> AwardRole:
    """The role of a sum that no rule knows, by its own sentence: a payment, a share of one, or something else."""
    each = place.sum
    if any(one.block == each.block for one in place.paid):
        offered = said.DEFINITE_IN_ORDER.search(each.before) and said.OFFERED_BEHIND.match(each.after)
        if offered and not (said.AND_IN_ORDER.search(each.gap) or said.PAYING.search(each.before)):
            return AwardRole.OFFERED  # "The £250 that it offered was not enough"
        if not _pays_too(each):
            return AwardRole.OFFERED if offered else AwardRole.OTHER
    return MAIN if _pays(each) else AwardRole.OTHER


def _as_the_last(place: _Place) -> AwardRole | None:
    """One more of what the sum before it is: "the £100 and the £50 it has paid", "£100 to £600"."""
    if place.last_role == AwardRole.POLICY_BAND and RANGE.match(place.sum.gap):
        return place.last_role
    alike = place.last_role in (AwardRole.DEDUCTIBLE, AwardRole.OFFERED, AwardRole.POLICY_BAND)
    joined = said.JOINED_IN_ORDER.match(place.sum.gap) or (
        said.STAGE_AND.fullmatch(place.sum.gap) and said.AT_STAGE.match(place.sum.after)
    )
    return place.last_role if alike and joined else None


def _taken_off(place: _Place) -> AwardRole | None:
    """What may be deducted, and what of the payment is paid already."""
    each = place.sum
    part = place.last_role == MAIN and _part_paid(each)
    return AwardRole.DEDUCTIBLE if part or _deducted(each) or said.ALREADY.match(each.after) else None


def _measured(place: _Place) -> AwardRole | None:
    """What a payment is measured by: an increase, a cost, a share of the rent, the offer that it raises."""
    each = place.sum
    cost = said.COST_OF.search(each.gap) and SPENT.match(each.after)
    if place.last_role == MAIN and (cost or said.INCREASE.search(each.gap)):
        return AwardRole.OTHER
    if said.RAISED_FROM.search(each.before):
        return AwardRole.OFFERED
    return AwardRole.OTHER if said.RAISED_BY.search(each.before) or said.SHARE_OF_RENT.search(each.gap) else None


def _said_again(place: _Place) -> AwardRole | None:
    """Sums that stand with a total said again: "Within the £450, £100 is for …", "the remaining £300"."""
    each = place.sum
    if place.last_role == AwardRole.REFERENCE_TO_ORDER:
        if said.WITHIN_TOTAL.search(each.before):
            return AwardRole.ORDERED_COMPONENT
        if said.DEFINITE_IN_ORDER.search(each.gap) and pattern("orders", "earlier").search(each.after):
            return AwardRole.OFFERED  # "a total of £700 with the £400 already offered"
    rest = said.BALANCE.search(each.gap) or said.REMAINS.match(each.after)
    rest = rest or (said.OR_BEFORE.search(each.gap) and said.IF_BEHIND.match(each.after))
    return AwardRole.REFERENCE_TO_ORDER if rest and any(one.block == each.block for one in place.paid) else None


def _besides(place: _Place) -> AwardRole | None:
    """What is included, comes on top, is replaced, or is what everything comes to."""
    each = place.sum
    past = pattern("orders", "earlier").search(each.after) or pattern("orders", "earlier").search(each.gap)
    included = pattern("orders", "including", "", r"[^£.]{0,40}$").search(each.gap)
    if included and past and not said.NOT.search(each.gap, 0, included.start()):
        return AwardRole.DEDUCTIBLE
    if _is_beside(each.gap, each.after):
        if _names_order(each, [one.money.amount for one in place.paid]):
            return AwardRole.REFERENCE_TO_ORDER
        return AwardRole.DEDUCTIBLE if said.MAY_TAKE_OFF.match(each.tail) else AwardRole.OFFERED
    # "bringing the total to": or another total, which `share_out` finds by comparing it with the orders
    return AwardRole.REFERENCE_TO_ORDER if BRINGING.search(each.gap) else None


def _ruled(place: _Place) -> AwardRole | None:
    """A policy's figures, limits and rent."""
    each = place.sum
    rule, band = pattern("nouns", "rule"), pattern("nouns", "band")
    if rule.search(each.gap) and pattern("nouns", "ruling").search(each.gap):
        return AwardRole.POLICY_BAND
    ranged = band.search(each.gap) or said.RANGE_AHEAD.match(each.tail)
    if ranged and rule.search(each.before + each.tail):
        return AwardRole.POLICY_BAND
    limit = pattern("orders", "limiting", "", r"(?:\s+a(?: total of)?)?\s*$").search(each.gap)
    rent = said.RENT_IN_ORDER.search(each.gap) and not said.PAID_AS_RENT.search(each.gap)
    return AwardRole.OTHER if limit or rent else None


def _rated(place: _Place) -> AwardRole | None:
    """A rate of which the result is stated too."""
    each = place.sum
    explains = said.RATE_LEAD.search(each.gap) or WEAK.search(each.gap)
    told = explains and place.role_before in (MAIN, AwardRole.OTHER)
    return AwardRole.OTHER if place.rate and (told or _result_follows(each)) else None


def _told(place: _Place) -> AwardRole | None:
    """What is told of and not ordered: the order's sum again, an earlier offer or payment, a penalty."""
    each = place.sum
    if said.OFFER_OF.search(each.gap) and not pattern("orders", "paying").search(said.OFFER_OF.split(each.before)[0]):
        return AwardRole.OFFERED
    ordered = [one.money.amount for one in place.paid]
    met = each.money.amount in ordered or each.money.amount == sum(ordered)
    if met and said.DEFINITE_IN_ORDER.search(each.before) and not is_leaf(each):
        return AwardRole.REFERENCE_TO_ORDER
    if said.HAS_PAID.search(each.gap):
        rest = each.tail + each.rest
        return AwardRole.DEDUCTIBLE if _taking().search(rest) or said.BALANCE_NAMED.search(rest) else AwardRole.OFFERED
    if _to_confirm(each):
        return AwardRole.OFFERED
    return AwardRole.OTHER if place.rate and said.CONDITION.match(each.before) else None


def _to_confirm(each: Sum) -> bool:
    """Whether the order is to show that a sum offered has been paid: "Confirm that it has paid the £320"."""
    offered = said.OFFERED_BEHIND.match(each.after)
    return bool(said.CONFIRM.search(each.before) or (offered and said.CONFIRM_THAT.search(each.before)))


_RULES: tuple[Callable[[_Place], AwardRole | None], ...] = (
    _as_the_last,
    _taken_off,
    _measured,
    _said_again,
    _besides,
    _ruled,
    _rated,
    _told,
)


def _role_by_rule(place: _Place) -> AwardRole | None:
    return next((role for rule in _RULES if (role := rule(place))), None)


def _deducted(each: Sum) -> bool:
    """Whether the sum is to be taken off: "may deduct the £275", "less the £50", "the £175 … may be taken off"."""
    for match in _taking().finditer(each.gap):
        if not said.NOT.search(each.gap, 0, match.start()):
            return True
    if said.LESS.search(each.gap) or (said.TAKE.search(each.gap) and said.OFF.match(each.after)):
        return True
    if not (said.DEFINITE_IN_ORDER.search(each.before) or said.OFFER_OF.search(each.before)):
        return False
    if said.IF.search(each.before) and any(
        not said.NOT.search(each.tail, 0, one.start()) for one in _taking().finditer(each.tail)
    ):
        return True
    passive = said.TAKEN_OFF.match(each.after)
    return bool(passive and _taking().match(each.after, passive.end()))


def _is_beside(gap: str, after: str) -> bool:
    """Whether the sum is what the payment comes on top of or replaces: "in addition to the £125 it has awarded"."""
    ends = [pattern("orders", name, "", r"[^£.]{0,60}$").search(gap) for name in ("adding", "replacing")]
    starts = [found.start() for found in ends if found]
    if not starts:
        return False
    beside = gap[max(starts) :]
    if said.AND_PAY.search(beside) or said.PAYING_TOO.search(beside):
        return False  # "In addition to what it has offered, the landlord must pay £350"
    earlier = pattern("orders", "earlier")
    return bool(said.DEFINITE_IN_ORDER.search(beside) or earlier.search(beside) or earlier.search(after))


def _part_paid(each: Sum) -> bool:
    """Whether a sum is the part of the payment before it that is paid already, or was offered with no other part."""
    if said.ALREADY_PAID.search(each.gap):
        return True
    if not said.OF_WHICH.search(each.gap):
        return False
    paid = said.WAS_PAID.match(each.after)
    return bool(paid and (paid["how"] in ("paid", "credited") or "£" not in each.tail))


def _names_order(each: Sum, ordered: Sequence[Decimal]) -> bool:
    if pattern("orders", "earlier").search(said.PAUSE.split(each.after)[0]) and not said.BEHIND_ORDERED.match(
        each.after
    ):
        return False
    return bool(said.BEHIND_ORDERED.match(each.after)) or each.money.amount in ordered


def _result_follows(each: Sum) -> bool:
    """Whether a rate is followed by what it comes to: "£40 per household to the 6 others, a total of £240"."""
    return bool(said.RESULT_IN_ORDER.match(each.tail) or said.RESULT_IN_ALL.match(each.tail))


def _pays_too(each: Sum) -> bool:
    """Whether a sum is a payment beside the one before it in its order: it goes on with that one or has its own verb.

    "£400 for the damp and £200 for the leak", "It must also pay £50"; not "towards her costs of £900".
    """
    since = each.gap if each.gap.strip() else each.before
    return bool(
        is_leaf(each)
        or pattern("orders", "composing").search(each.lead + each.before)
        or said.GOES_ON.search(each.gap)
        or (said.LISTED.fullmatch(each.gap) and said.LISTED_END.match(each.after))
        or (said.FOR.match(each.gap) and said.FOR.match(each.after))
        or said.PAYING.search(since)
        or said.TO_BE_PAID.match(each.after)
        or said.IN_TOTAL.match(each.after)
    )


def _pays(each: Sum) -> bool:
    """Whether a payment is spoken of: a verb of paying in the order, or a leaf of a list that is nothing but a sum."""
    block = each.lead + each.before
    if is_leaf(each):
        return True
    waived = pattern("orders", "waiving", "", r"[^.;]*$").search(block)
    if waived and not said.AND_PAY.search(waived[0]):
        return False
    if pattern("nouns", "authority").search(each.before):
        return False
    if pattern("orders", "paying").search(block) or pattern("orders", "composing").search(each.before):
        return True
    return bool(said.TO_BE_PAID.match(each.after))
