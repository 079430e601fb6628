"""The part of each sum outside the orders: an offer and its stage, the Ombudsman's award, a policy's figure, a cost.

A short list of rules is asked in turn; the first that knows says whose sum it is. What stands right behind a sum
("that it offered") comes first, then a mention of a sum known already, then the verb that governs it, and last what
the rest of the report says.
"""

from collections.abc import Callable

from ombudsparse.document import SectionKind
from ombudsparse.extract.money import narrative_phrases as said
from ombudsparse.extract.money.cues import cues_in, names_somebody, pattern, subject_before
from ombudsparse.extract.money.ledger import OFFERS
from ombudsparse.extract.money.offer_stages import FIRST, SECOND, UNKNOWN_STAGE, stage_named
from ombudsparse.extract.money.offered_sums import paid_role, stage_of
from ombudsparse.extract.money.surroundings import SumInContext, SumSource, spans
from ombudsparse.records import AwardRole


def role_of(reading: SumInContext) -> AwardRole:
    """The role of a sum of the narrative."""
    source = next((source for rule in _RULES if (source := rule(reading))), "other")
    match source:
        case "offer":
            return reading.last_role if reading.last_role and _same_offer(reading) else stage_of(reading)
        case "together":
            return UNKNOWN_STAGE
        case "paid":
            return paid_role(reading)
        case "ours":
            again = reading.setting.behind and reading.amount in reading.setting.ordered
            definite = reading.definite and said.ORDERED.match(reading.after)
            return AwardRole.REFERENCE_TO_ORDER if again and definite else AwardRole.REASONING
        case "rule":
            return AwardRole.POLICY_BAND
        case _:
            return AwardRole.OTHER


def _refused(reading: SumInContext) -> SumSource | None:
    """What the Ombudsman weighs and does not award: "we would not award £3,000", "£900 would not be reasonable"."""
    if reading.amount in reading.setting.ordered or reading.known in OFFERS:
        return None
    refused = said.REFUSED.search(reading.sum.before) or said.NOT_FAIR.match(reading.after)
    return "other" if refused else None


def _band_start(reading: SumInContext) -> SumSource | None:
    """Where the scale of a policy starts: "the policy starts at £100 for medium impact"."""
    each = reading.sum
    return "rule" if said.STARTS_AT.search(each.gap) and pattern("nouns", "rule").search(each.before) else None


def _named_range(reading: SumInContext) -> SumSource | None:
    """The lower end of a range that a rule sets: "near the middle of the range of £600 to £1,000 in our guidance"."""
    each = reading.sum
    told = pattern("nouns", "rule").search(each.before + each.tail)
    return "rule" if told and said.RANGE_OF.search(each.gap) and said.TO_NEXT.match(each.tail) else None


def _upper_end(reading: SumInContext) -> SumSource | None:
    """The upper end of a range is what the lower is, but an offer raised "from £50 to £100" changes its stage."""
    if reading.last is None or reading.sum.first or not spans(reading.last, reading.sum):
        return None
    if reading.last_role in OFFERS:
        return "offer" if said.FROM.search(reading.last.before) else None
    return _source_of(reading.last_role)


def _source_of(role: AwardRole | None) -> SumSource | None:
    if role in OFFERS:
        return "offer"
    return (
        {AwardRole.POLICY_BAND: "rule", AwardRole.REASONING: "ours", AwardRole.OTHER: "other"}.get(role)
        if role
        else None
    )


def _behind(reading: SumInContext) -> SumSource | None:
    """What a clause right behind the sum says: "that it offered", "we have ordered", "which she spent"."""
    after = reading.after
    if said.ORDERED.match(after):
        return "ours"
    if said.OF_OFFER.match(after) or said.LANDLORDS.search(reading.sum.gap):
        return "offer"
    if said.ALLOWANCE.search(reading.sum.gap) and pattern("nouns", "rule").search(reading.sum.before + after):
        return "rule"
    if reading.setting.narrated and said.WOULD_BE_PAID.match(after):
        return "offer"
    offered = said.OFFERED.match(after)
    if offered:
        return "offer" if not offered["paid"] or said.OFFER_BEFORE.search(reading.sum.gap) else "paid"
    if _rule_behind(after):
        return "rule"
    if said.SPENT.match(after) or said.IN_ARREARS.match(after) or said.AS_ALLOWANCE.match(after):
        return "other"
    return None


def _rule_behind(after: str) -> bool:
    """Whether a rule that sets the sum stands behind it: "which the policy allows", "set out in the policy"."""
    rule = pattern("nouns", "rule")
    which = said.WHICH.match(after)
    if which and rule.search(which[0]) and pattern("nouns", "ruling").search(which[0]):
        return True
    set_out = said.SET_OUT.match(after)
    return bool(set_out and rule.search(after[set_out.end() : set_out.end() + 40]))


def _total(reading: SumInContext) -> SumSource | None:
    """A total of offers or of awards: "bringing the total to £350", "£175 altogether"."""
    if not (said.TOTAL.search(reading.sum.gap) or said.IN_ALL.match(reading.after)) or reading.sum.money.formula:
        return None  # "comes to £25 for each week" sets a sum beside the weeks
    judged = said.FAIR.match(reading.after) and not reading.setting.narrated and not reading.near_is("offer", "paid")
    if reading.near_is("ours") or (judged and not said.LANDLORDS.search(reading.sum.gap)):
        return None  # "in our view £150 in all would be fair"
    if reading.last_role in OFFERS:
        together = reading.ledger.combines(reading.amount) and not said.RAISING.search(reading.sum.before)
        return "together" if together else "offer"
    if reading.setting.total == reading.amount and (reading.last_role == AwardRole.REASONING or reading.known is None):
        return "ours"
    return None


def _mentioned(reading: SumInContext) -> SumSource | None:
    """A sum with "the" or "its" that is known already; what is newly offered may be a sum that was claimed before."""
    gap = reading.sum.gap
    if reading.known and reading.definite and (reading.known in OFFERS or not reading.near_is("offer", "ours")):
        return None if reading.near_is("ours") else reading.again()
    if reading.known and reading.sum.money.formula and said.AT_RATE.search(gap):
        return reading.again()
    return None


def _cost(reading: SumInContext) -> SumSource | None:
    """Rent, what a rate comes to, and living expenses met on the way."""
    gap = reading.sum.gap
    if said.COMPUTED.search(gap) or (reading.last and reading.last.money.formula and said.OR_IN_ALL.match(gap)):
        return "ours" if reading.amount in reading.setting.ordered else "other"
    asked = said.ASKED_TO.search(reading.sum.before)
    if said.WAIVED.search(gap) or (asked and subject_before(reading.sum.before, asked.start()) == "resident"):
        return "other"
    if reading.limited and reading.near_is("rule"):
        return "rule"  # "its policy, which allows this for arrears over £500"
    return "other" if said.RENTAL.search(gap) or (reading.rate and _is_cost_rate(reading)) else None


def _is_cost_rate(reading: SumInContext) -> bool:
    """Whether a rate is of rent, of living expenses, or explains an award that is stated too."""
    if said.RENT.search(reading.sum.before):
        return True
    if said.AT_RATE.search(reading.sum.gap):
        stated = reading.near_is("ours") and said.RESULT.match(reading.sum.tail)
        if stated or (reading.last_role == AwardRole.REASONING and not reading.sum.first):
            return True
    expenses = pattern("nouns", "subsistence").search(reading.after[:40])
    return bool(expenses and reading.sum.section != SectionKind.POLICIES)


def _shared(reading: SumInContext) -> SumSource | None:
    """One more of the kind before it: "£150: £100 for … and £50 for …", "Of this £70 was for …"."""
    each = reading.sum
    source = _source_of(reading.last_role)
    if (
        not each.first
        and source
        and said.JOINED.search(each.gap)
        and not reading.near_is("offer", "ours", "paid", "rule")
    ):
        result = reading.last is not None and reading.last.money.formula  # "£20 a week, which is £600"
        ours = reading.amount in reading.setting.ordered and (result or said.FAIR.match(reading.after))
        return "ours" if ours else source
    return source if _explains_last(reading) else None


def _explains_last(reading: SumInContext) -> bool:
    """Whether the sentence says what the last sum of the one before is made of: "This was £50 for …"."""
    follows_on = reading.last is not None and reading.last.sentence == reading.sum.sentence - 1
    return reading.sum.first and follows_on and bool(said.OF_THIS.fullmatch(reading.sum.before))


def _same_offer(reading: SumInContext) -> bool:
    """Whether a sum is a share of the staged offer before it, even if a like sum was offered at another stage."""
    if reading.last_role not in (FIRST, SECOND) or reading.definite or said.STAGE_BEHIND.match(reading.after):
        return False
    if said.RAISING.search(reading.sum.before):
        return False  # "replaced the £90 with £210"
    if reading.sum.first:
        return _explains_last(reading)
    return not reading.near and not reading.cues and bool(said.JOINED.search(reading.sum.gap))


def _valued(reading: SumInContext) -> SumSource | None:
    """What is judged: an offer right before the sum, else the Ombudsman's own sum, "£150 is appropriate"."""
    last = reading.near[-1] if reading.near else None
    if (
        last
        and last.source == "offer"
        and (said.OFFER_BEFORE.search(reading.sum.gap) or said.HAS_GIVEN.search(reading.sum.gap))
    ):
        return "offer"
    if reading.setting.narrated or not said.FAIR.match(reading.after):
        return None  # the story tells what the landlord said, the Ombudsman judges later
    if reading.said_by_resident():
        return None  # "She says that a rise of £70 cannot be justified"
    return "ours" if reading.amount in reading.setting.ordered or reading.known not in OFFERS else "offer"


def _limits(reading: SumInContext) -> SumSource | None:
    """A range or a limit: a policy's, or what somebody may approve."""
    each = reading.sum
    if not reading.limited or reading.near_is("offer", "paid"):
        return None
    if said.STATUTE.search(each.before):
        return "rule"
    if pattern("nouns", "authority").search(each.before):
        return "other"
    if each.section == SectionKind.POLICIES:
        return "rule"
    if _goes_on(reading) or pattern("nouns", "rule").search(each.before + each.tail):
        return "rule"
    return None


def _goes_on(reading: SumInContext) -> bool:
    """Whether the sentence goes on about a policy that the one before tells of ("For complaints it allows …")."""
    before = reading.sum.before
    if reading.said_by_resident():
        return False
    if pattern("nouns", "band").search(before) or AwardRole.POLICY_BAND in (reading.last_role, reading.role_above):
        return True
    told = pattern("nouns", "rule").search(reading.sum.lead) and pattern("nouns", "ruling").search(before)
    return bool(told)


def _governed(reading: SumInContext) -> SumSource | None:
    """The nearest cue before the sum; a noun of cost counts where it stands right before."""
    cost = pattern("nouns", "cost", "", r"(?:\W+[\w’]+){0,4}\W*$").search(reading.sum.gap)
    given = reading.near_is("offer", "ours") or (
        reading.near_is("paid") and said.TO_THEM.search(reading.sum.before[-60:])
    )
    if cost and not given:
        return "other"
    found = reading.near or reading.cues
    if not found:
        return None
    source = found[-1].source
    # "We find that £75 was not enough": a view of an offer, unless that very sum is ordered
    seen = source == "ours" and reading.known in OFFERS and reading.amount not in reading.setting.ordered
    if source == "other" and not cost and reading.known in OFFERS and not reading.setting.narrated:
        # "saw that a claim would be slow and used its discretion to pay £300": the offer of £300 that was met before
        seen = subject_before(reading.sum.before, len(reading.sum.before)) == "landlord"
    return "offer" if seen else source


def _listed(reading: SumInContext) -> SumSource | None:
    """What the lead-in of a list says of a leaf that says nothing itself: "It offered the following:"."""
    if names_somebody(reading.sum.before):
        return None
    if found := cues_in(reading.sum.lead_in):
        return found[-1].source
    # "Its review found that: … a further £50 was due"
    return "offer" if reading.setting.place.listed and said.FAIR.match(reading.after) else None


def _for_what(reading: SumInContext) -> SumSource | None:
    """A sum for a delay or distress is compensation: a response's while the story is told ("upheld, with £35 for")."""
    offered = reading.setting.narrated and not reading.cues and said.REDRESS.match(reading.after)
    return "offer" if offered and (stage_named(reading.sum) or reading.setting.place.stage) != UNKNOWN_STAGE else None


def _elsewhere(reading: SumInContext) -> SumSource | None:
    """What the rest of the report says of a sum whose own sentence says nothing."""
    if reading.sum.section == SectionKind.POLICIES and reading.known not in OFFERS:
        return "rule"
    if reading.known:
        return reading.again()
    if reading.amount in reading.setting.ordered:
        return "ours"
    return "rule" if _goes_on(reading) else None


_RULES: tuple[Callable[[SumInContext], SumSource | None], ...] = (
    _refused,
    _band_start,
    _named_range,
    _upper_end,
    _behind,
    _total,
    _mentioned,
    _cost,
    _limits,
    _shared,
    _valued,
    _governed,
    _listed,
    _for_what,
    _elsewhere,
)
