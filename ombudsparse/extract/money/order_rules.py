"""The rules by which the part of a sum in the orders is told, asked in turn; the first that knows says it."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cache

from msgspec import Struct

from ombudsparse.extract.money import order_phrases as said
from ombudsparse.extract.money.cues import cues, either, pattern
from ombudsparse.extract.money.narrative_phrases import COMPUTED, RANGE, SPENT
from ombudsparse.extract.money.repeated_payments import is_rate
from ombudsparse.extract.money.shares import BRINGING, WEAK, is_leaf
from ombudsparse.extract.money.sums import MOST_BEFORE, Sum
from ombudsparse.extract.money.surroundings import spans
from ombudsparse.records import AwardRole

MAIN = AwardRole.ORDERED


@cache
def _taking() -> re.Pattern[str]:
    return re.compile(either(cues().orders.deducting), re.I)


class OrderPlace(Struct, frozen=True):
    """A sum of the orders, its neighbours, the role of the one before it, and the payments met so far.

    `last` and `last_role` are None where the sum before stands in another sentence, `role_before` where it stands in
    another block, `following` where there is none in the sentence.
    """

    sum: Sum
    last: Sum | None
    last_role: AwardRole | None
    role_before: AwardRole | None
    following: Sum | None
    paid: tuple[Sum, ...]

    @property
    def rate(self) -> bool:
        return is_rate(self.sum)

    @property
    def lower(self) -> bool:
        """Whether the sum is the lower end of a range."""
        rising = said.RAISING_TO.search(self.sum.before)
        return self.following is not None and not rising and spans(self.sum, self.following)

    @property
    def upper(self) -> bool:
        """Whether the sum is the upper end of a range."""
        rising = said.RAISING_TO.search(self.sum.before)
        return self.last is not None and not rising and spans(self.last, self.sum)


def order_places(sums: Sequence[Sum], at: int, roles: Mapping[int, AwardRole]) -> OrderPlace:
    """The sum at `at` among those of the orders, whose `roles` are known up to it."""
    each = sums[at]
    before = sums[at - 1] if at and sums[at - 1].block == each.block else None
    following = sums[at + 1] if at + 1 < len(sums) and not sums[at + 1].first else None
    return OrderPlace(
        sum=each,
        last=None if each.first else before,
        last_role=None if each.first else roles.get(at - 1),
        role_before=roles.get(at - 1) if before else None,
        following=following,
        paid=tuple(sums[one] for one in range(max(0, at - MOST_BEFORE), at) if roles[one] == MAIN),
    )


def local_role(place: OrderPlace) -> AwardRole:
    """The role of a sum that no rule knows, by its own sentence: a payment, a share of one, or something else."""
    each = place.sum
    if any(one.block == each.block for one in place.paid):
        offered = said.DEFINITE_IN_ORDER.search(each.before) and said.OFFERED_BEHIND.match(each.after)
        if offered and not (said.AND_IN_ORDER.search(each.gap) or said.PAYING.search(each.before)):
            return AwardRole.OFFERED  # "The £250 that it offered was not enough"
        if not _pays_too(each):
            return AwardRole.OFFERED if offered else AwardRole.OTHER
    return MAIN if pays(each) else AwardRole.OTHER


def _as_the_last(place: OrderPlace) -> AwardRole | None:
    """One more of what the sum before it is: "the £100 and the £50 it has paid", "£100 to £600"."""
    if place.last_role == AwardRole.POLICY_BAND and RANGE.match(place.sum.gap):
        return place.last_role
    alike = place.last_role in (AwardRole.DEDUCTIBLE, AwardRole.OFFERED, AwardRole.POLICY_BAND)
    joined = said.JOINED_IN_ORDER.match(place.sum.gap) or (
        said.STAGE_AND.fullmatch(place.sum.gap) and said.AT_STAGE.match(place.sum.after)
    )
    return place.last_role if alike and joined else None


def _taken_off(place: OrderPlace) -> AwardRole | None:
    """What may be deducted, and what of the payment is paid already."""
    each = place.sum
    part = place.last_role == MAIN and _part_paid(each)
    return AwardRole.DEDUCTIBLE if part or _deducted(each) or said.ALREADY.match(each.after) else None


def _measured(place: OrderPlace) -> AwardRole | None:
    """What a payment is measured by: an increase, a cost, a share of the rent, the offer that it raises."""
    each = place.sum
    cost = said.COST_OF.search(each.gap) and SPENT.match(each.after)
    if place.last_role == MAIN and (cost or said.INCREASE.search(each.gap)):
        return AwardRole.OTHER
    if said.RAISED_FROM.search(each.before):
        return AwardRole.OFFERED
    return AwardRole.OTHER if said.RAISED_BY.search(each.before) or said.SHARE_OF_RENT.search(each.gap) else None


def _said_again(place: OrderPlace) -> AwardRole | None:
    """Sums that stand with a total said again: "Within the £450, £100 is for …", "the remaining £300"."""
    each = place.sum
    if place.last_role == AwardRole.DEDUCTIBLE and said.OUT_OF.fullmatch(each.gap):
        return AwardRole.OFFERED  # "having paid £150 of the £500 that it offered"
    if place.last_role == AwardRole.REFERENCE_TO_ORDER:
        if said.WITHIN_TOTAL.search(each.before):
            return AwardRole.ORDERED_COMPONENT
        if said.DEFINITE_IN_ORDER.search(each.gap) and pattern("orders", "earlier").search(each.after):
            return AwardRole.OFFERED  # "a total of £700 with the £400 already offered"
    rest = said.BALANCE.search(each.gap) or said.REMAINS.match(each.after)
    rest = rest or (said.OR_BEFORE.search(each.gap) and said.IF_BEHIND.match(each.after))
    return AwardRole.REFERENCE_TO_ORDER if rest and any(one.block == each.block for one in place.paid) else None


def _besides(place: OrderPlace) -> AwardRole | None:
    """What is included, comes on top, is replaced, or is what everything comes to."""
    each = place.sum
    past = pattern("orders", "earlier").search(each.after) or pattern("orders", "earlier").search(each.gap)
    included = pattern("orders", "including", "", r"[^£.]{0,40}$").search(each.gap)
    if included and past and not said.NOT.search(each.gap, 0, included.start()):
        return AwardRole.DEDUCTIBLE
    if _is_beside(each.gap, each.after) and not SPENT.match(each.after):  # "plus the £45 she spent on a dehumidifier"
        if _names_order(each, [one.money.amount for one in place.paid]):
            return AwardRole.REFERENCE_TO_ORDER
        return AwardRole.DEDUCTIBLE if said.MAY_TAKE_OFF.match(each.tail) else AwardRole.OFFERED
    # "bringing the total to": or another total, which `share_out` finds by comparing it with the orders
    return AwardRole.REFERENCE_TO_ORDER if BRINGING.search(each.gap) else None


def _ruled(place: OrderPlace) -> AwardRole | None:
    """A policy's figures, limits and rent."""
    each = place.sum
    rule, band = pattern("nouns", "rule"), pattern("nouns", "band")
    if rule.search(each.gap) and pattern("nouns", "ruling").search(each.gap):
        return AwardRole.POLICY_BAND
    ranged = band.search(each.gap) or said.RANGE_AHEAD.match(each.tail)
    if ranged and rule.search(each.before + each.tail):
        return AwardRole.POLICY_BAND
    if (place.upper and place.last_role == AwardRole.OTHER) or place.lower or limits(each):
        return AwardRole.OTHER
    if said.ARREARS_BEHIND.match(each.after):
        return AwardRole.OTHER
    rent = said.RENT_IN_ORDER.search(each.gap) and not (
        said.PAID_AS_RENT.search(each.gap) or COMPUTED.search(each.gap)  # "10% of the rent, which comes to £312.50"
    )
    return AwardRole.OTHER if rent else None


def _rated(place: OrderPlace) -> AwardRole | None:
    """A rate of which the result is stated too."""
    each = place.sum
    explains = said.RATE_LEAD.search(each.gap) or WEAK.search(each.gap)
    told = explains and place.role_before in (MAIN, AwardRole.OTHER)
    return AwardRole.OTHER if place.rate and (told or _result_follows(each)) else None


def was_paid_before(each: Sum) -> bool:
    """Whether a sum is to be traced and not paid: "check that the refund of £86.40 reached his bank"."""
    return bool(said.CHECK_PAID.search(each.gap) and said.GOT_THERE.match(each.after))


def _traced(place: OrderPlace) -> AwardRole | None:
    """What was paid before and is only to be traced."""
    return AwardRole.OTHER if was_paid_before(place.sum) else None


def _told(place: OrderPlace) -> AwardRole | None:
    """What is told of and not ordered: the order's sum again, an earlier offer or payment, a penalty."""
    each = place.sum
    if said.OFFER_OF.search(each.gap) and not pattern("orders", "paying").search(said.OFFER_OF.split(each.before)[0]):
        return AwardRole.OFFERED
    ordered = [one.money.amount for one in place.paid]
    met = each.money.amount in ordered or each.money.amount == sum(ordered)
    if met and said.DEFINITE_IN_ORDER.search(each.before) and not is_leaf(each):
        return AwardRole.REFERENCE_TO_ORDER
    if _to_confirm(each):
        return _confirmed(place, met=met)
    if said.HAS_PAID.search(each.gap):
        rest = each.tail + each.rest
        return AwardRole.DEDUCTIBLE if _taking().search(rest) or said.BALANCE_NAMED.search(rest) else AwardRole.OFFERED
    return AwardRole.OTHER if place.rate and said.CONDITION.match(each.before) else None


def _to_confirm(each: Sum) -> bool:
    """Whether the order is to show that a sum has been paid: "Confirm that it has paid the £320 it offered"."""
    paid = said.OFFERED_BEHIND.match(each.after) or said.HAS_BEEN_PAID.match(each.after)
    return bool(said.CONFIRM.search(each.before) or (paid and said.CONFIRM_THAT.search(each.before)))


def _confirmed(place: OrderPlace, *, met: bool) -> AwardRole:
    """What is to be shown to be paid: an offer, what is ordered already, or the order's own payment.

    "The landlord must provide evidence that it has paid £820" is how the newest layout orders £820.
    """
    each = place.sum
    definite = said.DEFINITE_IN_ORDER.search(each.before) and not said.SHOW_THAT.search(each.before)
    if definite or said.OFFERED_BEHIND.match(said.PAUSE.split(each.after)[0]):
        return AwardRole.OFFERED
    return AwardRole.REFERENCE_TO_ORDER if met and not said.FOR.match(each.after) else MAIN


_RULES: tuple[Callable[[OrderPlace], AwardRole | None], ...] = (
    _traced,
    _as_the_last,
    _taken_off,
    _measured,
    _said_again,
    _besides,
    _ruled,
    _rated,
    _told,
)


def role_by_rule(place: OrderPlace) -> AwardRole | None:
    """The role that a rule knows, None where none does."""
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


def pays(each: Sum) -> bool:
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


def limits(each: Sum) -> bool:
    """Whether a sum is only a bound of what is to be paid: "up to £250", "at least £100", "about £80"."""
    lead = r"(?:\s+an?(?:\s+(?:total|sum|payment)\s+of)?)?\s*$"
    named = (pattern("orders", name, "", lead).search(each.gap) for name in ("limiting", "at_least", "about"))
    return any(named) or bool(said.OR_MORE_BEHIND.match(each.after))


def open_payment(place: OrderPlace) -> Decimal | None:
    """The least that is to be paid where a sum bounds a payment that nobody can compute; None where it bounds none.

    "Pay up to £250" is at least nothing, "between £200 and £300" is at least £200.
    """
    each = place.sum
    if not (place.lower or limits(each)) or pattern("nouns", "rule").search(each.before + each.tail):
        return None
    if not pays(each):
        return None
    at_least = pattern("orders", "at_least", "", r"[^£]{0,12}$").search(each.gap)
    return each.money.amount if place.lower or at_least else Decimal(0)


def pays_offer_again(each: Sum) -> bool:
    """Whether the order pays what was offered before, if it has not been paid: "the £300 it offered, if not paid"."""
    return bool(said.DEFINITE_IN_ORDER.search(each.before) and said.OFFERED_UNPAID.match(each.after))


def repays_costs(each: Sum) -> bool:
    """Whether the order repays what somebody spent: "reimburse the cost of the heaters, up to £80, on receipts"."""
    return bool(
        said.REPAYS.search(each.lead + each.before) and said.SPENT_ON.search(each.lead + each.before + each.tail)
    )
