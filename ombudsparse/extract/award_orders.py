"""The part of each sum in the orders: a payment, a share of one, a deduction, an earlier offer, a rate."""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from msgspec import Struct

from ombudsparse.extract.award_cues import cues, either, pattern
from ombudsparse.extract.award_shares import BRINGING, WEAK, is_leaf, share_out
from ombudsparse.extract.award_sums import Sum
from ombudsparse.extract.wording import Wording
from ombudsparse.records import AwardRole, Problem

# "£100 each", "£320 for each of them", "£40 per household"
_EACH = Wording(r"^\s*(?:compensation\s+)?(?:\(?each\b|for each\b|to each\b|apiece|per (?!cent)\w+)")
_EACH_BEFORE = Wording(r"\beach(?: of)?(?: the)?(?: [\w’]+){0,3}\s*$")
_PAID_AS_RENT = Wording(r"\b(?:compensation|refund|pay|credit)\b[^,£]{0,40}$")
_RATE_LEAD = Wording(
    r"\b(?:at|at a rate of|rate of|based on|calculated (?:at|on|as)|worked out at|equivalent to|equal to|being|using)"
    r"\s+(?:a\s+)?$"
)
# "the £250 has been paid", "the previous payment of £75"; "pay the resident £75" is none
_DEFINITE = Wording(
    r"\b(?:the|this|that|these|any|its)\s+(?:(?:sum|total|payment|amount|award|compensation|order|offer|of|full|further|"
    r"earlier|previous|original|initial|existing|\w+ed)\s+)*$"
)
_BEHIND_ORDERED = Wording(r"^[^£.;]{0,40}\b(?:ordered|above|below|we\s+(?:have\s+)?awarded)\b")
_TAKEN_OFF = Wording(r"^[^£;]{0,160}?\b(?:may|can|could|should|must|will|to|shall)\s+(?:then\s+|also\s+)?be\s+")
_IF = Wording(r"\b(?:if|where|should|any of)\b")
# "£200 of which has already been paid"
_ALREADY = Wording(r"^\s*of (?:which|this|that)\b[^£.;]{0,40}\b(?:offered|already|previously|paid)\b")
# "Confirm that it has paid the £320 it offered": an order, but of no money
_CONFIRM = Wording(r"\b(?:confirm|evidence|proof|show|check|verify|ensure)\b[^.;£]*\b(?:paid|payment)\b[^.;£]*$")
# "The landlord has already paid £100, which it can deduct": told of, not ordered
_HAS_PAID = Wording(
    r"\b(?:landlord|it|council|association)\s+(?:(?:has|had|have|already|previously|also|since)\s+)*"
    r"(?:paid|offered|awarded|credited)\b(?:(?!\band\b)[^£.;,)]){0,40}$"
)
# "If the landlord fails to complete the works it must pay £25 a week": a penalty that may never be due
_CONDITION = Wording(r"^\W*(?:if|should|in the event)\b")
# "The landlord’s previous offer of £425 can be deducted"
_OFFER_OF = Wording(
    r"\b(?:landlord[’']s|its|previous|earlier|original|initial|existing)\s+(?:[\w-]+\s+){0,3}"
    r"(?:offer|payment|award)\s+(?:of\s+)?$"
)
_NOT = Wording(r"\b(?:not|without|nor|no|rather than)\s+(?:be\s+|to\s+be\s+|any\s+)?$")
_RENT = Wording(r"\b(?:rent|arrears|rental|income|wages?)\b(?:\W+\w+){0,3}\W*$")
_JOINED = Wording(r"^\W*(?:and|or|plus|,)?\W*(?:(?:a|the|further|additional)\s+)*$")
_LESS = Wording(r"\bless\s+(?:(?:the|any|its|a|sum|payment|amount|of|earlier|previous)\s+)*$")
_PAUSE = Wording(r"[,;]")
_TO_BE_PAID = Wording(r"[^£.;]{0,80}\b(?:be paid|compensation|is payable|to be paid)\b")
_RESULT = Wording(
    r"[^£;]*?(?:\btotal\w*|\bwhich (?:is|comes to|amounts to|equates to)|="
    r"|\bin all\b|\b(?:amounting|coming|equating) to|\bmaking)"
    r"[^£;]{0,20}£"
)
_COUNT = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "both": 2}
_EACH_OF = Wording(
    r"^\s*(?:\w+\s+){0,6}?for each of (?:the|these|those|its|her|his|their) (\d{1,2}|two|three|four|five|six)\b"
)

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
    for at, each in enumerate(sums):
        roles[at] = _local_role(each, sums[at - 1] if at else None, roles.get(at - 1), sums[:at], roles)
    problems = list(share_out(sums, roles))
    total: Decimal | None = Decimal(0)
    for at, each in enumerate(sums):
        if roles[at] != MAIN:
            continue
        factor = _factor(each)
        if each.money.doubtful:
            problems.append(
                Problem("doubtful_sum", f"the figures of {each.money.amount} are badly grouped", "awards", each.span)
            )
            total = None
        elif factor is None:
            problems.append(
                Problem(
                    "rate_without_total", "a rate is ordered and what it comes to is not stated", "awards", each.span
                )
            )
            total = None
        elif total is not None:
            total += each.money.amount * factor
    return Paid(roles, total, tuple(problems))


def _factor(each: Sum) -> int | None:
    """How many times a sum is paid: "£50 for each of the 3 appointments"; None where it is a rate without a number."""
    counted = _EACH_OF.match(each.after)
    if counted:
        return _COUNT.get(counted[1].lower()) or int(counted[1])
    rate = each.money.formula or _EACH.match(each.after) or _EACH_BEFORE.search(each.gap)
    return None if rate else 1


def _local_role(
    each: Sum, last: Sum | None, last_role: AwardRole | None, earlier: Sequence[Sum], roles: dict[int, AwardRole]
) -> AwardRole:
    """The role of a sum by its own sentence, a share of a total being still `ordered`."""
    gap, after = each.gap, each.after
    same = last is not None and not each.first
    ordered = [one.money.amount for at, one in enumerate(earlier) if roles[at] == MAIN]
    if same and _JOINED.match(gap) and last_role in (AwardRole.DEDUCTIBLE, AwardRole.OFFERED, AwardRole.POLICY_BAND):
        return last_role
    if _deducted(each) or _ALREADY.match(after):
        return AwardRole.DEDUCTIBLE
    past = pattern("orders", "earlier").search(after) or pattern("orders", "earlier").search(gap)
    if pattern("orders", "including", "", r"[^£.]{0,40}$").search(gap) and past:
        return AwardRole.DEDUCTIBLE
    beside = any(pattern("orders", name, "", r"[^£.]{0,60}$").search(gap) for name in ("adding", "replacing"))
    if beside and (_DEFINITE.search(gap) or past):
        return AwardRole.REFERENCE_TO_ORDER if _names_order(each, ordered) else AwardRole.OFFERED
    if BRINGING.search(gap):
        return AwardRole.REFERENCE_TO_ORDER  # or another total: `share_out` compares it with the orders
    if pattern("nouns", "rule").search(gap) and pattern("nouns", "ruling").search(gap):
        return AwardRole.POLICY_BAND
    if pattern("orders", "limiting", "", r"(?:\s+a(?: total of)?)?\s*$").search(gap):
        return AwardRole.OTHER
    if _RENT.search(gap) and not _PAID_AS_RENT.search(gap):
        return AwardRole.OTHER
    rate = bool(each.money.formula) or bool(_EACH.match(after))
    explains = last is not None and last.block == each.block and (_RATE_LEAD.search(gap) or WEAK.search(gap))
    if rate and (_result_follows(each) or (explains and last_role in (MAIN, AwardRole.OTHER))):
        return AwardRole.OTHER
    if _OFFER_OF.search(gap) and not pattern("orders", "paying").search(_OFFER_OF.split(each.before)[0]):
        return AwardRole.OFFERED
    met = each.money.amount in ordered or each.money.amount == sum(ordered)
    if met and _DEFINITE.search(each.before) and not is_leaf(each):
        return AwardRole.REFERENCE_TO_ORDER
    if _HAS_PAID.search(gap):
        return AwardRole.DEDUCTIBLE if _taking().search(each.tail + each.rest) else AwardRole.OFFERED
    if _CONFIRM.search(each.before):
        return AwardRole.OFFERED
    if rate and _CONDITION.match(each.before):
        return AwardRole.OTHER
    return MAIN if _pays(each) else AwardRole.OTHER


def _deducted(each: Sum) -> bool:
    """Whether the sum is to be taken off: "may deduct the £275", "less the £50", "the £175 … may be taken off"."""
    for match in _taking().finditer(each.gap):
        if not _NOT.search(each.gap, 0, match.start()):
            return True
    if _LESS.search(each.gap):
        return True
    if not (_DEFINITE.search(each.before) or _OFFER_OF.search(each.before)):
        return False
    if _IF.search(each.before) and any(
        not _NOT.search(each.tail, 0, one.start()) for one in _taking().finditer(each.tail)
    ):
        return True
    passive = _TAKEN_OFF.match(each.after)
    return bool(passive and _taking().match(each.after, passive.end()))


def _names_order(each: Sum, ordered: Sequence[Decimal]) -> bool:
    if pattern("orders", "earlier").search(_PAUSE.split(each.after)[0]) and not _BEHIND_ORDERED.match(each.after):
        return False
    return bool(_BEHIND_ORDERED.match(each.after)) or each.money.amount in ordered


def _result_follows(each: Sum) -> bool:
    """Whether a rate is followed by what it comes to: "£40 per household to the 6 others, a total of £240"."""
    return bool(_RESULT.match(each.tail))


def _pays(each: Sum) -> bool:
    """Whether a payment is spoken of: a verb of paying in the order, or a leaf of a list that is nothing but a sum."""
    block = each.lead + each.before
    if is_leaf(each):
        return True
    if pattern("orders", "waiving", "", r"[^.;]*$").search(block):
        return False
    if pattern("nouns", "authority").search(each.before):
        return False
    if pattern("orders", "paying").search(block) or pattern("orders", "composing").search(each.before):
        return True
    return bool(_TO_BE_PAID.match(each.after))
