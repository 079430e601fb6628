"""Every sum of money of a report with its part in the case, and what the Ombudsman orders in total."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from ombudsparse.document import Document
from ombudsparse.extract.money.awarded_heads import link_heads
from ombudsparse.extract.money.cues import pattern
from ombudsparse.extract.money.ledger import OFFERS, Ledger, SumSetting
from ombudsparse.extract.money.narrative_phrases import AT_RATE, OR_MORE
from ombudsparse.extract.money.offer_stages import Place, stage_named, stages_in_context
from ombudsparse.extract.money.order_rules import pays_offer_again, was_paid_before
from ombudsparse.extract.money.ordered import Paid, read_paid
from ombudsparse.extract.money.repeated_payments import Reckoned, is_rate, reckoned
from ombudsparse.extract.money.roles import role_of
from ombudsparse.extract.money.shares import share_out
from ombudsparse.extract.money.sums import Sum, sums_of
from ombudsparse.extract.money.surroundings import SumInContext
from ombudsparse.extract.money.totals_and_parts import goes_with
from ombudsparse.extract.money.unpriced import unpriced_orders
from ombudsparse.records import Award, AwardRole, ComplaintHead, Order, Problem
from ombudsparse.spans import Span
from ombudsparse.vocabulary.patterns import Wording
from ombudsparse.vocabulary.section_kinds import OFFERS_TOLD

# The largest known single award is about £20,000 (domain.md, "Plausibility").
LARGEST_LIKELY = Decimal(20_000)
# A sum of more pounds is none: something else stands there, or a slip.
_MOST_POUNDS = 10**9
_UNKNOWN_SUMS = ("order_without_amount", "rate_without_total", "doubtful_sum", "sum_is_a_bound")
_COUNTED = (AwardRole.ORDERED, AwardRole.ORDERED_COMPONENT)


class Awards(Struct, frozen=True):
    """The sums of a report in the order printed, and what they come to.

    `ordered` is pounds, None where it cannot be told; `at_least` is then what is ordered for certain, None where that
    is nothing. `amounts` and `advised` have the pounds of each order and each recommendation, None where it has none
    or they cannot be told.
    """

    awards: tuple[Award, ...] = ()
    ordered: Decimal | None = None
    at_least: Decimal | None = None
    amounts: tuple[Decimal | None, ...] = ()
    advised: tuple[Decimal | None, ...] = ()


def read_awards(
    document: Document,
    heads: Sequence[ComplaintHead],
    orders: Sequence[Order] = (),
    recommendations: Sequence[Order] = (),
) -> tuple[Awards, tuple[Problem, ...]]:
    """The sums of `document` with their roles, and the total ordered.

    A scale that prints a boundary twice ("up to £20 … between £20 and £100") has it once.

    The total is gross of deductions, counts no recommendation, and counts a stated total and not its components. It
    is 0 where no money is ordered, and None, with a Problem, where a sum that is ordered cannot be computed.
    """
    sums, oversized = _plausible(sums_of(document, orders, recommendations))
    places = [at for at, each in enumerate(sums) if each.zone == "orders"]
    paid = read_paid([sums[at] for at in places])
    roles = {at: paid.roles[which] for which, at in enumerate(places)}
    _read_narrative(document, sums, roles, paid)
    linked = _linked(document, sums, roles, heads)
    times = {places[which]: found for which, found in paid.reckoned.items()}
    kept = [at for at in range(len(sums)) if not _repeats_a_boundary(at, sums, roles)]
    awards = tuple(_award(document, sums[at], roles[at], linked.get(at), times.get(at)) for at in kept)
    unpriced = unpriced_orders(document, orders, awards)
    total = None if unpriced else paid.total
    problems = (*oversized, *paid.problems, *unpriced, *_implausible(paid.total, awards))
    found = Awards(
        awards=awards,
        ordered=total,
        at_least=paid.at_least or None if total is None else None,
        amounts=tuple(_amount(order, awards, problems) for order in orders),
        advised=tuple(_advised(each, sums, roles) for each in recommendations),
    )
    return found, problems


def _award(document: Document, each: Sum, role: AwardRole, head: int | None, found: Reckoned | None) -> Award:
    """The record of a sum; `found` says how often it is paid, if it is ordered."""
    return Award(
        amount=each.money.amount,
        role=role,
        head=head,
        formula=each.money.formula or (found.words or None if found else None),
        text=document.words(each.span),
        span=each.span,
        comes_to=each.money.amount * found.times if found and found.words else None,
        already_offered=role is AwardRole.ORDERED and pays_offer_again(each),
    )


# "£25 to £100 …, more than £100", "£600 to £1,000, and £1,000 or more"
_BAND_BEGINS = Wording(r"\b(?:between|from|over|above|more\s+than)\s+$")


def _repeats_a_boundary(at: int, sums: Sequence[Sum], roles: dict[int, AwardRole]) -> bool:
    """Whether a policy figure is the start of a band that begins where the one before it ended."""
    if not at or roles[at] is not AwardRole.POLICY_BAND or roles[at - 1] is not AwardRole.POLICY_BAND:
        return False
    if not (_BAND_BEGINS.search(sums[at].gap) or OR_MORE.match(sums[at].after)):
        return False
    return sums[at].money.amount == sums[at - 1].money.amount and sums[at].block == sums[at - 1].block


def _read_narrative(document: Document, sums: tuple[Sum, ...], roles: dict[int, AwardRole], paid: Paid) -> None:
    """Fills in the roles of the sums outside the orders, then the stages of the offers that the orders name."""
    ordered = frozenset(sums[at].money.amount for at, role in roles.items() if role in _COUNTED)
    first_order = min(roles, default=len(sums))
    stages = stages_in_context(document, sums)
    together = goes_with(sums)
    advice = _advice(sums)
    ledger = Ledger()
    in_orders = dict(roles)
    for at, each in enumerate(sums):
        if at in in_orders:
            if in_orders[at] == AwardRole.OFFERED:
                roles[at] = _offer_in_orders(each, ledger)
            continue
        setting = SumSetting(
            ordered=ordered,
            total=paid.total,
            place=stages.get((each.block, each.sentence), Place()),
            narrated=each.section in OFFERS_TOLD,
            behind=at > first_order,
        )
        reading = _in_context(sums, at, roles, setting, ledger)
        common = _common(roles, together.get(at, ()))
        if each.zone == "recommendations":
            roles[at] = advice.get(at) or common or _recommended(reading)
        else:
            roles[at] = common or role_of(reading)
            ledger.note(each.money.amount, roles[at])


def _in_context(
    sums: Sequence[Sum], at: int, roles: Mapping[int, AwardRole], setting: SumSetting, ledger: Ledger
) -> SumInContext:
    """A sum with those beside it in its block, and the role of the one in the block above."""
    each = sums[at]
    before = sums[at - 1] if at else None
    last = before if before and before.block == each.block else None
    follows = sums[at + 1] if at + 1 < len(sums) and sums[at + 1].block == each.block else None
    above = roles[at - 1] if before and before.block == each.block - 1 else None
    return SumInContext(each, last, roles[at - 1] if last else None, above, follows, setting, ledger)


def _common(roles: Mapping[int, AwardRole], places: Sequence[int]) -> AwardRole | None:
    """The one role that a sum's whole or its parts have, if it is one that passes on; else None."""
    found = {roles[at] for at in places}
    role = found.pop() if len(found) == 1 else None
    return role if role in (*OFFERS, AwardRole.RECOMMENDED, AwardRole.REASONING) else None


def _advice(sums: Sequence[Sum]) -> dict[int, AwardRole]:
    """The sums of the recommendations that are not to be paid: what may be deducted, and rates that explain a sum."""
    places = [at for at, each in enumerate(sums) if each.zone == "recommendations"]
    paid = read_paid([sums[at] for at in places])
    roles = {at: paid.roles[which] for which, at in enumerate(places)}
    return {
        at: role
        for at, role in roles.items()
        if role is AwardRole.DEDUCTIBLE
        or (role is AwardRole.OTHER and is_rate(sums[at]) and AT_RATE.search(sums[at].gap))
    }


def _offer_in_orders(each: Sum, ledger: Ledger) -> AwardRole:
    """The stage of an offer that an order names: as it says, or as it was met in the narrative."""
    return stage_named(each) or ledger.offered(each.money.amount) or AwardRole.OFFERED


_OFFERED = Wording(r"[^£.;]{0,20}\boffered\b")
_REFERRED = Wording(r"^[^£.;]{0,40}\b(?:ordered|awarded|above(?!\s+which))\b")
# "raising the £500 limit on what an officer may approve"
_THRESHOLD = Wording(r"^\s*(?:limit|threshold|cap|ceiling)\b")


def _recommended(reading: SumInContext) -> AwardRole:
    """The role of a sum in a recommendation."""
    each = reading.sum
    if was_paid_before(each):
        return AwardRole.OTHER
    if reading.last_role == AwardRole.RECOMMENDED and not each.first:
        return AwardRole.RECOMMENDED
    if _REFERRED.match(each.after) and not _OFFERED.match(each.after):
        return AwardRole.REFERENCE_TO_ORDER
    if reading.amount in reading.setting.ordered and pattern("orders", "adding", "", r"[^£.;]*$").search(each.gap):
        return AwardRole.REFERENCE_TO_ORDER
    if pattern("nouns", "authority").search(each.before) or _THRESHOLD.match(each.after):
        return AwardRole.OTHER
    if pattern("nouns", "rule").search(each.before) and pattern("nouns", "ruling").search(each.before):
        return AwardRole.POLICY_BAND
    paying = pattern("orders", "paying").search(each.lead + each.before)
    if paying and not pattern("orders", "waiving").search(each.gap):
        return AwardRole.RECOMMENDED
    return role_of(reading)


def _linked(
    document: Document, sums: Sequence[Sum], roles: dict[int, AwardRole], heads: Sequence[ComplaintHead]
) -> dict[int, int | None]:
    """The heads of the sums ordered and recommended, by their places among all sums.

    A total is for the matter that all its components are for; it is for none where they differ.
    """
    linked: dict[int, int | None] = {}
    topics = {
        each.money.amount: section.title
        for at, each in enumerate(sums)
        if roles[at] == AwardRole.REASONING and (section := document.section_at(each.span.start)) and section.level > 1
    }
    shares = _shares_of_totals(len(sums), roles)
    single = [at for at in range(len(sums)) if roles[at] in _COUNTED and not shares.get(at)]
    for places in (single, [at for at in range(len(sums)) if roles[at] == AwardRole.RECOMMENDED]):
        linked.update(zip(places, link_heads([sums[at] for at in places], heads, topics), strict=True))
    for at, parts in shares.items():
        named = {linked[part] for part in parts}
        linked[at] = named.pop() if len(named) == 1 else None
    return linked


def _shares_of_totals(count: int, roles: dict[int, AwardRole]) -> dict[int, list[int]]:
    """The places of the shares of each total among the sums, by the total's place; only totals that have shares."""
    shares: dict[int, list[int]] = {}
    total = -1
    for at in range(count):
        if roles[at] == AwardRole.ORDERED:
            total = at
        elif roles[at] == AwardRole.ORDERED_COMPONENT and total >= 0:
            shares.setdefault(total, []).append(at)
    return shares


def _amount(order: Order, awards: Sequence[Award], problems: Sequence[Problem]) -> Decimal | None:
    """The pounds that an order orders in all, None where it orders none or they cannot be told."""
    sums = [award.worth for award in awards if award.role is AwardRole.ORDERED and order.span.covers(award.span)]
    unknown = any(
        problem.code in _UNKNOWN_SUMS and problem.span and order.span.covers(problem.span) for problem in problems
    )
    return None if unknown or not sums else sum(sums, Decimal(0))


def _advised(advice: Order, sums: Sequence[Sum], roles: Mapping[int, AwardRole]) -> Decimal | None:
    """The pounds that a recommendation comes to: its totals, and not the parts that these are made of."""
    inside = [
        each for at, each in enumerate(sums) if roles[at] is AwardRole.RECOMMENDED and advice.span.covers(each.span)
    ]
    shared = dict.fromkeys(range(len(inside)), AwardRole.ORDERED)
    share_out(inside, shared)
    times = [(each, reckoned(each)) for at, each in enumerate(inside) if shared[at] is AwardRole.ORDERED]
    if not times or any(found is None or each.money.doubtful for each, found in times):
        return None
    return sum((each.money.amount * found.times for each, found in times if found), Decimal(0))


def _plausible(sums: Sequence[Sum]) -> tuple[tuple[Sum, ...], list[Problem]]:
    """The sums that can be sums, and a problem for each that cannot."""
    oversized = [each for each in sums if each.money.amount >= _MOST_POUNDS]
    return tuple(each for each in sums if each not in oversized), [_oversized(each) for each in oversized]


def _oversized(each: Sum) -> Problem:
    message = f"a figure of {len(str(int(each.money.amount)))} digits stands where a sum would; it is left out"
    return Problem("sum_too_large", message, "awards", each.span)


def _implausible(total: Decimal | None, awards: Sequence[Award]) -> tuple[Problem, ...]:
    """A total that is larger than any known, unless one order states it."""
    if total is None or total <= LARGEST_LIKELY:
        return ()
    if any(award.role == AwardRole.ORDERED and award.amount == total for award in awards):
        return ()
    spans = [award.span for award in awards if award.role == AwardRole.ORDERED]
    span = Span(spans[0].start, spans[-1].end) if spans else None
    return (Problem("implausible_total", f"the sums ordered come to £{total:,}", "awards", span),)
