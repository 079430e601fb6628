"""Which sums of the orders are shares of a stated total, and which total repeats what was ordered."""

from collections.abc import Sequence
from decimal import Decimal

from ombudsparse.extract.money.cues import pattern
from ombudsparse.extract.money.sums import MOST_BEFORE, Sum
from ombudsparse.records import AwardRole, Problem
from ombudsparse.vocabulary.patterns import Wording, any_of

# A list leaf that is one sum and what it is for: "£400 for …", "a further £50 in recognition of …", "the £250 that …",
# also behind a heading word of its own: "Delay: £200"
LEAF = Wording(
    r"^\W*(?:\(?[a-z0-9]{1,3}[).]\s+)?"
    r"(?:(?:an?|the|further|additional|another|sum|payment|amount|of|compensation|and)\s+)*(?=£|$)"
)
# "A further £200 must be paid for …" is an order of its own
_SENTENCE = Wording(
    any_of(
        r"^[^£.;,]{0,30}\b(?:must|should|shall|is to|are to|to) be (?:paid|credited|refunded)",
        r"^\s*(?:compensation\s+|payment\s+)?(?:is|was|must|should|will|represents|relates|recognises|reflects)\b",
    )
)
_LABELLED_LEAF = Wording(r"^[A-Z][^.:£]{0,60}[:–—-]\s*$", cased=True)
# "bringing the total to £550", "making £550 in all", "to make £550 in all"
BRINGING = Wording(
    r"\b(?:bring\w*|tak(?:es|ing)|mak(?:es|ing))\b[^£]{0,50}\b(?:to|of|is)\s*$|\b(?:mak(?:es|ing)|to\s+make)\s*$"
)
_TOTAL = Wording(r"\b(?:totals?|totalling|sum of|amounting to|in all|altogether)\b[^£]{0,30}$")
_IN_ALL = Wording(r"^[^£.;]{0,30}\b(?:in total|in all|altogether|total)\b")
# "made up of", "as follows:" tell the parts for certain; "(", ":", "which is" and "being" only if they add up
WEAK = Wording(
    r"[:(–—]|\b(?:being|which is|that is|this is|these are|namely|of (?:this|which|that)|is|are)\b", cased=True
)
_THIS = Wording(r"^\W*(?:this|it|the (?:total|sum|amount|compensation|award|payment|figure))\b")
# "£600 is for the leak and £300 is for the complaint", in a sentence after the total
_IS_FOR = Wording(r"^\s*(?:of (?:this|which)\s+)?(?:is|was|relates|recognises|reflects|represents|of (?:this|which))\b")


# "of which £150 is for", "Of this, £100 is for", "£150 of which", "£100 of this"
_OF_IT_BEFORE = Wording(r"\bof\s+(?:which|this|that|it|these)\W*(?:(?:the|an?|sum|of|some|about)\s+)*$")
_OF_IT = Wording(r"^\s*of\s+(?:which|this|that|it|the (?:total|sum|compensation|award))\b")
# "£600 in compensation, £400 for …, £200 for …": a total that says not what it is for
_NO_PURPOSE = Wording(r"^\s*(?:in\s+)?(?:compensation)?\s*[,;]\s*$")
# "£850, for the delay - £500, the complaint - £200"
_LABEL_BEFORE = Wording(r"^\s*[,;]\s[^£.;]{2,60}\s[-–—]\s*$")
# "… is for the delay and £50 for …": no verb of paying between
_GOES_ON = Wording(
    r"(?:(?!\bpay|\bcredit|\brefund)[^£;]){0,120}(?:,|\band\b)\s*(?:(?:a|an|another|further|the|sum|of)\s+)*"
)


def is_leaf(each: Sum) -> bool:
    """Whether the sum opens a list item that says no more than what it is for."""
    block = each.lead + each.before
    if _SENTENCE.match(each.after):
        return False
    return bool(LEAF.fullmatch(block)) or bool(_LABELLED_LEAF.match(block))


def share_out(sums: Sequence[Sum], roles: dict[int, AwardRole]) -> list[Problem]:
    """Makes components of the shares of stated totals, in `roles`."""
    problems: list[Problem] = []
    mains = [at for at in range(len(sums)) if roles[at] == AwardRole.ORDERED]
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
    pool = _possible_shares(sums, total, rest)
    if (taken := _adding_up(sums, pool, total.money.amount)) is not None:
        return taken, True
    if link == "weak":
        return [], True
    if link == "part":
        return pool[: _parts(sums, pool)], True
    return pool, False


def _possible_shares(sums: Sequence[Sum], total: Sum, rest: Sequence[int]) -> list[int]:
    """The sums that may be shares of `total`: those of its block, else the leaves and explanations that follow."""
    pool: list[int] = []
    for at in rest:
        each = sums[at]
        in_block = each.block == total.block and (not pool or sums[pool[-1]].block == total.block)
        if not (in_block or is_leaf(each) or _explains(each)):
            break
        pool.append(at)
    return [at for at in pool if sums[at].block == total.block] or pool


def _adding_up(sums: Sequence[Sum], pool: Sequence[int], amount: Decimal) -> list[int] | None:
    """The first sums of `pool` that come to `amount`, with the shares of a share that follow it; None where none do."""
    taken, reached, skip = [], Decimal(0), -1
    for place, at in enumerate(pool):
        taken.append(at)
        if place <= skip:
            continue
        reached += sums[at].money.amount
        inner = _inner(sums, pool, place)
        skip = max(skip, inner)
        if reached == amount:
            return [*taken, *pool[place + 1 : skip + 1]]
    return None


def _parts(sums: Sequence[Sum], pool: Sequence[int]) -> int:
    """How many sums of `pool` go on with the first: "of which £100 is for the delay and £50 for the complaint"."""
    first = sums[pool[0]]
    for place, at in enumerate(pool[1:], 1):
        each = sums[at]
        if (
            each.first
            or (each.block, each.sentence) != (first.block, first.sentence)
            or not _GOES_ON.fullmatch(each.gap)
        ):
            return place
    return len(pool)


def _explains(each: Sum) -> bool:
    """Whether a block of its own says what the total before it is made of: "This is comprised of £500 for …"."""
    return bool(_THIS.match(each.before) and not each.lead and pattern("orders", "composing").search(each.before))


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
    if share.block != total.block and _explains(share):
        return "strong"
    return _link_to_leaf(total, share) if share.block != total.block else _link_within(total, share)


def _named_total(each: Sum) -> bool:
    """Whether a sum is called a total: "a total of £700", "£700 in all"."""
    return bool(_TOTAL.search(each.gap) or _IN_ALL.match(each.after))


def _link_to_leaf(total: Sum, share: Sum) -> str:
    """How a sum leads to the next in a block of its own."""
    composed = pattern("orders", "composing").search(total.tail)
    if not is_leaf(share) or (is_leaf(total) and not composed):
        return "none"
    told = composed or total.tail.rstrip().endswith(":")
    return "strong" if told or _named_total(total) else "weak"


def _link_within(total: Sum, share: Sum) -> str:
    """How a sum leads to the next in its own block."""
    if share.sentence <= total.sentence + 1 and (_OF_IT_BEFORE.search(share.gap) or _OF_IT.match(share.after)):
        return "part"
    if share.sentence > total.sentence and not share.gap.strip() and _IS_FOR.match(share.after):
        return "weak"
    # with the sentences without a sum that stand between: "£970. This is made up of:" and a list
    between = (share.lead + share.before)[total.span.end - share.span.start :]
    if pattern("orders", "composing").search(between):
        return "strong"
    if share.sentence <= total.sentence + 1 and _NO_PURPOSE.match(total.after):
        return "weak"
    if pattern("orders", "including").search(between):
        return "part"
    labelled = _LABEL_BEFORE.match(share.gap)
    return "weak" if labelled or _named_total(total) or WEAK.search(between) else "none"


def _totals_behind(sums: Sequence[Sum], roles: dict[int, AwardRole]) -> None:
    """Totals that stand behind their shares: of the same order ("£100 and £50, a total of £150") or of all orders."""
    for at, each in enumerate(sums):
        before = [one for one in range(max(0, at - MOST_BEFORE), at) if roles[one] == AwardRole.ORDERED]
        near = [one for one in before if sums[one].block == each.block]
        amount = each.money.amount
        if roles[at] == AwardRole.REFERENCE_TO_ORDER and BRINGING.search(each.gap):
            if amount not in (_come_to(sums, before), _come_to(sums, near)):
                roles[at] = AwardRole.OTHER  # with what the landlord has offered or paid already
        elif roles[at] == AwardRole.ORDERED and _named_total(each):
            if len(near) > 1 and _come_to(sums, near) == amount:
                roles.update(dict.fromkeys(near, AwardRole.ORDERED_COMPONENT))
            elif len(before) > 1 and _come_to(sums, before) == amount:
                roles[at] = AwardRole.REFERENCE_TO_ORDER


def _come_to(sums: Sequence[Sum], places: Sequence[int]) -> Decimal:
    return sum((sums[at].money.amount for at in places), Decimal(0))
