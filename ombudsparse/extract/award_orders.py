"""The part of each sum in the orders: a payment, a share of one, a deduction, an earlier offer, a rate."""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from msgspec import Struct

from ombudsparse.extract.award_cues import cues, either, pattern
from ombudsparse.extract.award_sums import Sum
from ombudsparse.records import AwardRole, Problem

# A list leaf that is one sum and what it is for: "£400 for …", "a further £50 in recognition of …", "the £250 that …",
# also behind a heading word of its own: "Delay: £200"
_LEAF = re.compile(
    r"^\W*(?:(?:an?|the|further|additional|another|sum|payment|amount|of|compensation|and)\s+)*(?=£|$)", re.I
)
# "A further £200 must be paid for …" is an order of its own
_SENTENCE = re.compile(r"^[^£.;,]{0,30}\b(?:must|should|shall|is to|are to|to) be (?:paid|credited|refunded)", re.I)
_LABELLED_LEAF = re.compile(r"^[A-Z][^.:£]{0,60}[:–—-]\s*$")
# "£100 each", "£320 for each of them", "£40 per household"
_EACH = re.compile(r"^\s*(?:compensation\s+)?(?:\(?each\b|for each\b|to each\b|apiece|per (?!cent)\w+)", re.I)
_EACH_BEFORE = re.compile(r"\b(?:each|both)(?: of)?(?: the)?(?: \w+){0,2}\s*$", re.I)
_RATE_LEAD = re.compile(
    r"\b(?:at|at a rate of|rate of|based on|calculated (?:at|on|as)|worked out at|equivalent to|equal to|being|using)\s+(?:a\s+)?$",
    re.I,
)
# "bringing the total to £550", "making £550 in all"
_BRINGING = re.compile(
    r"\b(?:bring\w*|tak(?:es|ing)|mak(?:es|ing))\b[^£]{0,50}\b(?:to|of|is)\s*$|\bmak(?:es|ing)\s*$", re.I
)
_TOTAL = re.compile(r"\b(?:totals?|totalling|sum of|amounting to|in all|altogether)\b[^£]{0,30}$", re.I)
_IN_ALL = re.compile(r"^[^£.;]{0,30}\b(?:in total|in all|altogether|total)\b", re.I)
# "made up of", "as follows:" tell the parts for certain; "(", ":", "which is" and "being" only if they add up
_WEAK = re.compile(r"[:(–—]|\b(?:being|which is|that is|this is|these are|namely|of (?:this|which|that)|is|are)\b")
_DEFINITE = re.compile(
    r"\b(?:the|this|that|these|any|its)\s+(?:(?:sum|total|payment|amount|award|compensation|order) of\s+|\w+\s+)?$",
    re.I,
)
_ABOVE = re.compile(r"\b(?:ordered|awarded|order|award)\b", re.I)
_BEHIND_ORDERED = re.compile(r"^[^£.;]{0,40}\b(?:ordered|awarded|above)\b", re.I)
_TAKEN_OFF = re.compile(
    r"^[^£;]{0,160}?\b(?:may|can|could|should|must|will|to|shall)\s+(?:then\s+|also\s+)?be\s+", re.I
)
_NOT = re.compile(r"\b(?:not|without|nor|no|rather than)\s+(?:be\s+|to\s+be\s+|any\s+)?$", re.I)
_RENT = re.compile(r"\b(?:rent|arrears|rental|income|wages?)\b(?:\W+\w+){0,3}\W*$", re.I)
_JOINED = re.compile(r"^\W*(?:and|or|plus|,)?\W*(?:(?:a|the|further|additional)\s+)*$", re.I)
_COUNT = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "both": 2}
_EACH_OF = re.compile(
    r"^\s*(?:\w+\s+){0,2}?for each of (?:the|these|those|its|her|his|their) (\d{1,2}|two|three|four|five|six)\b", re.I
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
    problems = list(_share_out(sums, roles))
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
    return None if each.money.formula or _EACH.match(each.after) else 1


def _local_role(
    each: Sum, last: Sum | None, last_role: AwardRole | None, earlier: Sequence[Sum], roles: dict[int, AwardRole]
) -> AwardRole:
    """The role of a sum by its own sentence, a share of a total being still `ordered`."""
    same = last is not None and not each.first
    ordered_before = {one.money.amount for at, one in enumerate(earlier) if roles[at] == MAIN}
    gap, after = each.gap, each.after
    if same and _JOINED.match(gap) and last_role in (AwardRole.DEDUCTIBLE, AwardRole.OFFERED, AwardRole.POLICY_BAND):
        return last_role
    if _deducted(each):
        return AwardRole.DEDUCTIBLE
    past = pattern("orders", "earlier").search(after) or pattern("orders", "earlier").search(gap)
    if pattern("orders", "including", "", r"[^£.]{0,40}$").search(gap) and past:
        return AwardRole.DEDUCTIBLE
    if (
        pattern("orders", "adding", "", r"[^£.]{0,60}$").search(gap)
        or pattern("orders", "replacing", "", r"[^£.]{0,60}$").search(gap)
    ) and (_DEFINITE.search(gap) or past):
        return AwardRole.REFERENCE_TO_ORDER if _names_order(each, ordered_before) else AwardRole.OFFERED
    if _BRINGING.search(gap):
        return AwardRole.REFERENCE_TO_ORDER  # or another total: `_share_out` compares it with the orders
    if pattern("orders", "limiting", "", r"(?:\s+a(?: total of)?)?\s*$").search(gap):
        return AwardRole.OTHER
    if (
        pattern("nouns", "rule").search(each.before)
        and pattern("nouns", "ruling").search(each.before)
        and not _pays(each)
    ):
        return AwardRole.POLICY_BAND
    if _RENT.search(gap) and not re.search(r"\b(?:compensation|refund|pay|credit)\b[^,]*$", gap[-40:], re.I):
        return AwardRole.OTHER
    rate = bool(each.money.formula) or bool(_EACH.match(after))
    if same and last_role in (MAIN, AwardRole.OTHER) and rate and (_RATE_LEAD.search(gap) or _WEAK.search(gap)):
        return AwardRole.OTHER
    if rate and _result_follows(each):
        return AwardRole.OTHER
    if (
        _DEFINITE.search(each.before)
        and each.money.amount in ordered_before
        and not _LEAF.fullmatch(each.lead + each.before)
    ):
        return AwardRole.REFERENCE_TO_ORDER
    if not _pays(each):
        return AwardRole.OTHER
    return MAIN


def _deducted(each: Sum) -> bool:
    """Whether the sum is to be taken off: "may deduct the £275", "less the £50", "the £175 … may be taken off"."""
    for match in _taking().finditer(each.gap):
        if not _NOT.search(each.gap, 0, match.start()):
            return True
    if re.search(r"\bless\s+(?:(?:the|any|its|a|sum|payment|amount|of|earlier|previous)\s+)*$", each.gap, re.I):
        return True
    if not _DEFINITE.search(each.before):
        return False
    passive = _TAKEN_OFF.match(each.after)
    return bool(passive and _taking().match(each.after, passive.end()))


def _names_order(each: Sum, ordered: set[Decimal]) -> bool:
    if pattern("orders", "earlier").search(re.split(r"[,;]", each.after)[0]) and not _BEHIND_ORDERED.match(each.after):
        return False
    return bool(_BEHIND_ORDERED.match(each.after)) or each.money.amount in ordered


def _result_follows(each: Sum) -> bool:
    """Whether a rate is followed by what it comes to: "£40 per household to the 6 others, a total of £240"."""
    return bool(
        re.match(
            r"[^£;]*?(?:\btotal\w*|\bwhich (?:is|comes to|amounts to|equates to)|=|\bin all\b|\bamounting to|\bcoming to|\bmaking|\bequating to)[^£;]{0,20}£",
            each.tail,
        )
    )


def _pays(each: Sum) -> bool:
    """Whether a payment is spoken of: a verb of paying in the order, or a leaf of a list that is nothing but a sum."""
    block = each.lead + each.before
    if is_leaf(each):
        return True
    if pattern("orders", "waiving", "", r"[^.;]*$").search(block):
        return False
    if pattern("nouns", "authority").search(each.before):
        return False
    if pattern("orders", "paying").search(block):
        return True
    return bool(re.match(r"[^£.;]{0,80}\b(?:be paid|compensation|is payable|to be paid)\b", each.after, re.I))


def is_leaf(each: Sum) -> bool:
    """Whether the sum opens a list item that says no more than what it is for."""
    block = each.lead + each.before
    if _SENTENCE.match(each.after):
        return False
    return bool(_LEAF.fullmatch(block)) or bool(_LABELLED_LEAF.match(block))


def _share_out(sums: Sequence[Sum], roles: dict[int, AwardRole]) -> list[Problem]:
    """Makes components of the shares of stated totals, in `roles`."""
    problems: list[Problem] = []
    mains = [at for at in range(len(sums)) if roles[at] == MAIN]
    done = 0
    while done < len(mains):
        taken, exact = _shares(sums, mains, done)
        for at in taken:
            roles[at] = AwardRole.ORDERED_COMPONENT
        if taken and not exact:
            total = sums[mains[done]]
            message = f"the shares of {total.money.amount} come to {sum(sums[at].money.amount for at in taken)}"
            problems.append(Problem("total_differs_from_components", message, "awards", total.span))
        done += 1 + len(taken)
    _totals_behind(sums, roles)
    return problems


def _shares(sums: Sequence[Sum], mains: Sequence[int], first: int) -> tuple[list[int], bool]:
    """The sums that make up the one at `mains[first]`, and whether they add up to it (or need not)."""
    total = sums[mains[first]]
    rest = mains[first + 1 :]
    link = _link(total, sums[rest[0]]) if rest else ""
    if not rest or link == "none":
        return [], True
    pool: list[int] = []
    for at in rest:
        each = sums[at]
        in_block = each.block == total.block and (not pool or sums[pool[-1]].block == total.block)
        if in_block or is_leaf(each):
            pool.append(at)
        else:
            break
    within = [at for at in pool if sums[at].block == total.block]
    pool = within or pool
    taken, reached, skip = [], Decimal(0), -1
    for place, at in enumerate(pool):
        taken.append(at)
        if place <= skip:
            continue
        reached += sums[at].money.amount
        inner = _inner(sums, pool, place)
        skip = max(skip, inner)
        if reached == total.money.amount and place >= skip:
            return taken, True
        if reached == total.money.amount:
            return taken + pool[place + 1 : skip + 1], True
    if link == "weak":
        return [], True
    if link == "part":
        return pool[:1], True
    return pool, False


def _inner(sums: Sequence[Sum], pool: Sequence[int], place: int) -> int:
    """The place of the last share of a share: "£600 (£400 for the delay and £200 for the distress)"."""
    head, reached = sums[pool[place]], Decimal(0)
    for later in range(place + 1, len(pool)):
        each = sums[pool[later]]
        if each.block != head.block or (later == place + 1 and _link(head, each) == "none"):
            return place
        reached += each.money.amount
        if reached == head.money.amount and later > place + 1:
            return later
    return place


def _link(total: Sum, share: Sum) -> str:
    """How a sum leads to the next: "strong" (made up of …), "weak" (a colon), "part" (including), "none"."""
    if share.block != total.block:
        if not is_leaf(share) or is_leaf(total) and not pattern("orders", "composing").search(total.tail):
            return "none"
        told = pattern("orders", "composing").search(total.tail) or total.tail.rstrip().endswith(":")
        return "strong" if told or _TOTAL.search(total.gap) or _IN_ALL.match(total.after) else "weak"
    between = total.after if share.sentence == total.sentence else total.after + share.before
    if pattern("orders", "composing").search(between):
        return "strong"
    if pattern("orders", "including").search(between):
        return "part"
    if _TOTAL.search(total.gap) or _IN_ALL.match(total.after):
        return "weak"
    return "weak" if _WEAK.search(between) else "none"


def _totals_behind(sums: Sequence[Sum], roles: dict[int, AwardRole]) -> None:
    """Totals that stand behind their shares: of the same order ("£100 and £50, a total of £150") or of all orders."""
    for at, each in enumerate(sums):
        before = [one for one in range(at) if roles[one] == MAIN]
        if roles[at] == AwardRole.REFERENCE_TO_ORDER and _BRINGING.search(each.gap):
            near = [one for one in before if sums[one].block == each.block]
            known = {sum(sums[one].money.amount for one in group) for group in (before, near)}
            if each.money.amount not in known:
                roles[at] = AwardRole.OTHER  # with what the landlord has offered or paid already
        elif roles[at] == MAIN and (_TOTAL.search(each.gap) or _IN_ALL.match(each.after)):
            near = [one for one in before if sums[one].block == each.block]
            if len(near) > 1 and sum(sums[one].money.amount for one in near) == each.money.amount:
                roles.update(dict.fromkeys(near, AwardRole.ORDERED_COMPONENT))
            elif len(before) > 1 and sum(sums[one].money.amount for one in before) == each.money.amount:
                roles[at] = AwardRole.REFERENCE_TO_ORDER
