"""What the orders come to: the part of each sum among them, the total, or why it cannot be told."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from ombudsparse.extract.money.order_phrases import GIVES
from ombudsparse.extract.money.order_rules import (
    MAIN,
    local_role,
    open_payment,
    order_places,
    repays_costs,
    role_by_rule,
)
from ombudsparse.extract.money.repeated_payments import Reckoned, reckoned
from ombudsparse.extract.money.shares import share_out
from ombudsparse.extract.money.sums import Sum
from ombudsparse.extract.money.unexplained_shares import explain_rest
from ombudsparse.records import AwardRole, Problem


class Paid(Struct, frozen=True):
    """What the orders come to: a role for each sum among them, and what is odd about them.

    `reckoned` says how often each sum of role `ordered` is paid, where that can be told. `total` is None where a
    payment cannot be computed; `at_least` is what is ordered for certain.
    """

    roles: dict[int, AwardRole]
    reckoned: dict[int, Reckoned]
    total: Decimal | None
    at_least: Decimal
    problems: tuple[Problem, ...]


def read_paid(sums: Sequence[Sum]) -> Paid:
    """The roles of the sums of the orders; `offered` where an earlier offer is named, its stage to be told later.

    The total is the sum of what has the role `ordered`, each as often as it is to be paid ("£15 a week for 12 weeks").
    It is None, with a Problem, where a sum is a rate without an end ("£15 per week until the repair is done"), a
    bound ("up to £250") or badly written ("£4OO"), and where all that is given is no payment ("vouchers worth £75").
    """
    roles, open_at, unexplained = _read_roles(sums)
    shared = share_out(sums, roles)
    explain_rest(sums, roles, unexplained)
    left = _still_other(sums, unexplained, roles)
    mains = [at for at, role in roles.items() if role == MAIN]
    times = {at: found for at in mains if (found := _times(sums[at]))}
    bounds = _counting_bounds(sums, open_at, known=bool(times))
    unknown = [*map(_unknown, (sums[at] for at in mains if at not in times)), *(_unbounded(sums[at]) for at in bounds)]
    sure = Decimal(sum(sums[at].money.amount * found.times for at, found in times.items()))
    return Paid(
        roles=roles,
        reckoned=times,
        total=None if unknown or (not mains and _gives_one(left)) else sure,
        at_least=sure + sum(open_at[at] for at in bounds),
        problems=(*shared, *map(_not_counted, left), *unknown),
    )


def _read_roles(sums: Sequence[Sum]) -> tuple[dict[int, AwardRole], dict[int, Decimal], list[int]]:
    """The roles of the sums, the bounds of payments with the least that each gives, and the sums that no rule knows."""
    roles: dict[int, AwardRole] = {}
    open_at: dict[int, Decimal] = {}
    unexplained: list[int] = []
    for at in range(len(sums)):
        place = order_places(sums, at, roles)
        known = role_by_rule(place)
        roles[at] = known or local_role(place)
        if roles[at] != AwardRole.OTHER:
            continue
        least = open_payment(place)
        if least is not None:
            open_at[at] = least
        elif known is None:
            unexplained.append(at)
    return roles, open_at, unexplained


def _counting_bounds(sums: Sequence[Sum], open_at: Mapping[int, Decimal], *, known: bool) -> list[int]:
    """The bounds that leave the total unknown.

    What is repaid on receipts, up to a limit, leaves sums that are `known` to be ordered for the failings as they are.
    """
    return [at for at in open_at if not (known and repays_costs(sums[at]))]


def _still_other(sums: Sequence[Sum], unexplained: Sequence[int], roles: Mapping[int, AwardRole]) -> list[Sum]:
    """The sums that no rule knows and that are not found to be shares of others."""
    return [sums[at] for at in unexplained if roles[at] == AwardRole.OTHER]


def _gives_one(left: Sequence[Sum]) -> bool:
    """Whether the resident is to be given something worth one of the sums that no rule knows."""
    return any(GIVES.search(each.before) for each in left)


def _times(each: Sum) -> Reckoned | None:
    return None if each.money.doubtful else reckoned(each)


def _not_counted(each: Sum) -> Problem:
    """That no rule knows a sum of the orders, which is found to be no share of another either."""
    message = f"£{each.money.amount} stands in the orders in words that do not order it; it is not counted as ordered"
    return Problem("sum_not_counted", message, "awards", each.span)


def _unknown(each: Sum) -> Problem:
    """Why it cannot be told what a sum that is ordered comes to."""
    if each.money.doubtful:
        message = f"the figures of a sum that is ordered, {each.money.amount} or something like it, cannot be relied on"
        return Problem("doubtful_sum", message, "awards", each.span)
    message = f"a rate of £{each.money.amount} is ordered and what it comes to is not stated"
    return Problem("rate_without_total", message, "awards", each.span)


def _unbounded(each: Sum) -> Problem:
    message = f"the order gives £{each.money.amount} as a bound of what is to be paid, and not the sum itself"
    return Problem("sum_is_a_bound", message, "awards", each.span)
