"""The part of each sum outside the orders: an offer and its stage, the Ombudsman's award, a policy's figure, a cost.

A short list of rules is asked in turn; the first that knows says whose sum it is. What stands right behind a sum
("that it offered") comes first, then a mention of a sum known already, then the verb that governs it, and last what
the rest of the report says.
"""

import re
from collections.abc import Callable
from functools import cached_property

from ombudsparse.extract.award_cues import Cue, cues_in, names_somebody, pattern
from ombudsparse.extract.award_ledger import OFFERS, Ledger, Setting
from ombudsparse.extract.award_shares import is_leaf
from ombudsparse.extract.award_stages import FIRST, SECOND, UNKNOWN, last_stage_in, stage_named
from ombudsparse.extract.award_sums import Sum
from ombudsparse.records import AwardRole

Source = str  # "offer", "paid" (by the landlord), "ours" (the Ombudsman's), "rule", "other", "together" (both stages)

# "£X (that) it offered", "£X compensation which had been paid"
_RELATIVE = (
    r"^\W*(?:(?:in|of|for)\s+)?(?:(?:compensation|redress|payment|sum|voucher|award)\s+)?(?:(?:that|which)\s+)?"
    r"(?:(?:it|the|landlord|council|association|they|was|were|is|had|has|have|been|already|previously|initially|originally|first|"
    r"later|late|now|also|being|subsequently)\s+)*"
)
# not in "in place of the £80 it offered £280", where another sum is what was offered
_ANOTHER = r"(?!\s+(?:to\s+(?:the\s+resident|her|him|them)\s+)?(?:(?:an?|the|further|additional)\s+)*(?:£|$))"
_OFFERED = re.compile(
    _RELATIVE + rf"(?:offer(?:ed)?|proposed|awarded|put forward|set aside|(?P<paid>paid))\b(?!\s+by\s+us){_ANOTHER}",
    re.I,
)
_OURS = r"(?:we|the Ombudsman|this Service)\s+(?:(?:have|has|had|also|now|therefore)\s+)*(?:ordered|awarded|recommended|set)"
# "£500 we have ordered", "£500 ordered above", "£500 has been ordered"; not "£500 awarded by the landlord"
_ORDERED = re.compile(
    rf"^\W*(?:(?:in\s+)?(?:compensation|payment|award)\s+)?(?:(?:that|which)\s+)?(?:{_OURS}"
    r"|(?:(?:is|has|was|been|now|to be)\s+)*(?:ordered|awarded\s+(?:above|below|by us|in this|by the Ombudsman)))\b",
    re.I,
)
_WHICH = re.compile(r"^[^£.;]{0,20}?\b(?:that|which|as)\b[^£.;]{0,60}", re.I)
# "£72 that she spent", "£212.40 he had worked out", "£55 which she did not owe"
_SPENT = re.compile(
    r"^\W*(?:(?:that|which)\s+)?(?:the\s+)?(?:residents?|leaseholders?|tenants?|applicants?|s?he|they|h(?:er|is)\s+\w+)\b"
    r"(?:\s+(?:says?|said|had|has|have|was|were|s?he|did\s+not))*"
    r"\s+(?:spent|spends|paid|pays|claimed|wanted|asked|requested|sought|worked|lost|ow(?:ed?|es)|borrowed|needed)\b",
    re.I,
)
# "£150 is appropriate", "£80 is a proportionate sum", "£300 would be fair", "£400 fairly reflects"
_FAIR = re.compile(
    r"^[^£.;]{0,70}?(?:\b(?:is|was|would\s+be|to\s+be|are|as|were|be|seems|appears)\s+(?:(?:an?|the|also|therefore|considered|both|more|only|"
    r"not|in|our|view|thus|deemed|to\s+be)\s+)*(?:fair|appropriate|proportionate|reasonable|warranted|due|justified|suitable|adequate|"
    r"sufficient|merited|deserved|called\s+for|right|necessary)\b|\b(?:fairly|adequately|properly|better)\s+(?:reflects?|recognises?)|\bappropriate\b)",
    re.I,
)
_DEFINITE = re.compile(
    r"\b(?:the|this|that|its|earlier|those|another|same)\s+(?:(?:earlier|original|initial|first|final|sum|offer|total|payment|figure|amount|"
    r"award|compensation|\w+ed|stage\s+\w+|combined|full)\s+)*(?:of\s+|for\s+)?$",
    re.I,
)
# one more of the same kind: "…, £50 for …", "and £60", "being £30", "of which £10"
_JOINED = re.compile(
    r"(?:^|[,;:(–—-]|\b(?:and|or|plus|being|namely|of which|that is|which is|to|comprising|of|made up of|consisting of|including|with|then))\s*"
    r"(?:(?:an?|up|to|further|additional|another|only|between|more|than|about|around|from|extra|sum|of|is|was)\s+)*$",
    re.I,
)
# "Of this £70 was for …", "This was £50 for … and £25 for …" after the sum that is shared out
_OF_THIS = re.compile(
    r"^\W*(?:of (?:this|which|that|these)|this (?:was|is|included|comprised|consisted)|(?:it|which) comprised|made up of|being|£)\W*",
    re.I,
)
_TOTAL = re.compile(r"\b(?:bring\w*|mak(?:es?|ing)|so|total\w*|came|comes|altogether|took|taking)\b[^£.;]{0,45}$", re.I)
_IN_ALL = re.compile(r"^[^£.;]{0,30}\b(?:in total|in all|altogether|overall|combined)\b", re.I)
_RANGE = re.compile(r"^\s*(?:to|-|–|—)\s*$")
_AND = re.compile(r"^\s*(?:and|or)\s*$")
_BETWEEN = re.compile(r"\b(?:between|from)\s+$", re.I)
_FROM = re.compile(r"\bfrom\s+$", re.I)
_LIMIT = re.compile(
    r"\b(?:up to|maximum(?: of)?|more than|over|under|below|limit of|least|minimum of|above|cap of|capped at|between|exceed(?:ing)?|starting (?:at|from))\s+(?:an?\s+)?$",
    re.I,
)
_OR_MORE = re.compile(
    r"^\s*(?:or|and)\s+(?:more|above|over|below|less|under|upwards)\b|^\s*(?:at most|plus\b|\+)", re.I
)
_RENT = re.compile(r"\b(?:rents?(?! account)|rental|arrears|mortgage|housing benefit|universal credit)\b", re.I)
_RENTAL = re.compile(_RENT.pattern + r"[^£,.;]{0,40}$", re.I)
# "which would come to £315 at most", "equates to £80"
_COMPUTED = re.compile(
    r"\b(?:comes?|amounts?|equates?|works? out|adds? up|came|amounted|equated)\s+(?:to|at)\s+(?:about\s+|around\s+|approximately\s+)?$",
    re.I,
)
_AT_RATE = re.compile(
    r"\b(?:at|rate of|based on|calculated (?:at|on|as)|worked out at|equivalent to|using)\s+(?:an?\s+)?$", re.I
)
_OFFER_BEFORE = re.compile(r"\b(?:re-?)?offer(?:s|ed|ing)?(?:\s+[\w’]+){0,7}\s*$", re.I)
_HAS_GIVEN = re.compile(r"\b(?:awarded|paid|gave|increased|raised|agreed)(?:\s+[\w’]+){0,5}\s*$", re.I)
_FURTHER = re.compile(r"\b(?:further|additional|extra|more|increas\w+|rais\w+|revis\w+|instead|now)\b", re.I)
_LATER = re.compile(r"\b(?:later|subsequently|since then)\b", re.I)
_TO_THEM = re.compile(
    r"\b(?:her|him|them|residents?|tenants?|leaseholders?|compensation|applicants?|rent account)\b", re.I
)
_STAGE_BEHIND = re.compile(r"[^£.;,]{0,30}\b(?:stages?|steps?|final|review)\b", re.I)


class Reading:
    """A sum with its neighbours, and what the rules ask of it, worked out once."""

    def __init__(
        self,
        each: Sum,
        last: Sum | None,
        last_role: AwardRole | None,
        role_above: AwardRole | None,
        follows: Sum | None,
        setting: Setting,
        ledger: Ledger,
    ) -> None:
        self.sum, self.last, self.last_role, self.role_above = each, last, last_role, role_above
        self.setting, self.ledger = setting, ledger
        self.amount = each.money.amount
        self.known = ledger.known(self.amount)
        self.mate = follows if follows is not None and not follows.first and _spans(each, follows) else None
        # the words behind a range belong to both its ends
        self.after = self.mate.after if self.mate else each.after
        self.limited = bool(self.mate or _LIMIT.search(each.gap) or _OR_MORE.match(self.after))
        self.definite = bool(_DEFINITE.search(each.before)) and not self.mate
        self.rate = each.money.formula or (self.mate.money.formula if self.mate else None)

    @cached_property
    def cues(self) -> list[Cue]:
        """The cues of the sentence before the sum."""
        return cues_in(self.sum.before)

    @cached_property
    def near(self) -> list[Cue]:
        """Those of them that stand behind the sum before."""
        since = len(self.sum.before) - len(self.sum.gap)
        return [cue for cue in self.cues if cue.end > since]

    def near_is(self, *sources: str) -> bool:
        """Whether one of the near cues is of these."""
        return any(cue.source in sources for cue in self.near)

    def again(self) -> Source:
        """The source of a sum that is known."""
        return "offer" if self.known in OFFERS else "rule" if self.known == AwardRole.POLICY_BAND else "other"


def role_of(reading: Reading) -> AwardRole:
    """The role of a sum of the narrative."""
    source = next((source for rule in RULES if (source := rule(reading))), "other")
    match source:
        case "offer":
            return _stage(reading)
        case "together":
            return UNKNOWN
        case "paid":
            return _paid(reading)
        case "ours":
            again = reading.setting.behind and reading.amount in reading.setting.ordered
            definite = reading.definite and _ORDERED.match(reading.after)
            return AwardRole.REFERENCE_TO_ORDER if again and definite else AwardRole.REASONING
        case "rule":
            return AwardRole.POLICY_BAND
        case _:
            return AwardRole.OTHER


def _spans(lower: Sum, upper: Sum) -> bool:
    """Whether two sums are the ends of a range: "£50 to £100", "between £50 and £100"."""
    return bool(_RANGE.match(upper.gap) or (_AND.match(upper.gap) and _BETWEEN.search(lower.before)))


def _upper_end(reading: Reading) -> Source | None:
    """The upper end of a range is what the lower is, but an offer raised "from £50 to £100" changes its stage."""
    if reading.last is None or reading.sum.first or not _spans(reading.last, reading.sum):
        return None
    if reading.last_role in OFFERS:
        return "offer" if _FROM.search(reading.last.before) else None
    return _source_of(reading.last_role)


def _source_of(role: AwardRole | None) -> Source | None:
    if role in OFFERS:
        return "offer"
    return (
        {AwardRole.POLICY_BAND: "rule", AwardRole.REASONING: "ours", AwardRole.OTHER: "other"}.get(role)
        if role
        else None
    )


def _behind(reading: Reading) -> Source | None:
    """What a clause right behind the sum says: "that it offered", "we have ordered", "which she spent"."""
    after = reading.after
    if _ORDERED.match(after):
        return "ours"
    offered = _OFFERED.match(after)
    if offered:
        return "offer" if not offered["paid"] or _OFFER_BEFORE.search(reading.sum.gap) else "paid"
    which = _WHICH.match(after)
    if which and pattern("nouns", "rule").search(which[0]) and pattern("nouns", "ruling").search(which[0]):
        return "rule"
    if _SPENT.match(after):
        return "other"
    return None


def _total(reading: Reading) -> Source | None:
    """A total of offers or of awards: "bringing the total to £350", "£175 altogether"."""
    if not (_TOTAL.search(reading.sum.gap) or _IN_ALL.match(reading.after)):
        return None
    if reading.last_role in OFFERS:
        return "together" if reading.ledger.combines(reading.amount) else "offer"
    if reading.setting.total == reading.amount and (reading.last_role == AwardRole.REASONING or reading.known is None):
        return "ours"
    return None


def _mentioned(reading: Reading) -> Source | None:
    """A sum with "the" or "its" that is known already; what is newly offered may be a sum that was claimed before."""
    gap = reading.sum.gap
    if reading.known and reading.definite and (reading.known in OFFERS or not reading.near_is("offer", "ours")):
        return None if pattern("verbs", "opinion").search(gap) else reading.again()
    if reading.known and reading.sum.money.formula and _AT_RATE.search(gap):
        return reading.again()
    return None


def _cost(reading: Reading) -> Source | None:
    """Rent, what a rate comes to, and living expenses met on the way."""
    gap = reading.sum.gap
    if _COMPUTED.search(gap):
        return "ours" if reading.amount in reading.setting.ordered else "other"
    if _RENTAL.search(gap) or (reading.rate and _RENT.search(reading.sum.before)):
        return "other"
    if reading.rate and reading.last_role == AwardRole.REASONING and not reading.sum.first and _AT_RATE.search(gap):
        return "other"
    if (
        reading.rate
        and pattern("nouns", "subsistence").search(reading.after[:40])
        and reading.sum.section != "policies"
    ):
        return "other"
    return None


def _shared(reading: Reading) -> Source | None:
    """One more of the kind before it: "£150: £100 for … and £50 for …", "Of this £70 was for …"."""
    each = reading.sum
    source = _source_of(reading.last_role)
    if not each.first and source and _JOINED.search(each.gap) and not reading.near_is("offer", "ours", "paid", "rule"):
        return "ours" if _FAIR.match(reading.after) and reading.amount in reading.setting.ordered else source
    follows_on = reading.last is not None and reading.last.sentence == each.sentence - 1
    return source if each.first and follows_on and _OF_THIS.fullmatch(each.before) else None


def _valued(reading: Reading) -> Source | None:
    """What is judged: an offer right before the sum, else the Ombudsman's own sum, "£150 is appropriate"."""
    last = reading.near[-1] if reading.near else None
    if (
        last
        and last.source == "offer"
        and (_OFFER_BEFORE.search(reading.sum.gap) or _HAS_GIVEN.search(reading.sum.gap))
    ):
        return "offer"
    if not _FAIR.match(reading.after):
        return None
    return "ours" if reading.amount in reading.setting.ordered or reading.known not in OFFERS else "offer"


def _limits(reading: Reading) -> Source | None:
    """A range or a limit: a policy's, or what somebody may approve."""
    each = reading.sum
    if not reading.limited or reading.near_is("offer", "paid"):
        return None
    if pattern("nouns", "authority").search(each.before):
        return "other"
    if each.section == "policies":
        return "rule"
    if _goes_on(reading) or pattern("nouns", "rule").search(each.before + each.tail):
        return "rule"
    return None


def _goes_on(reading: Reading) -> bool:
    """Whether the sentence goes on about a policy that the one before tells of ("For complaints it allows …")."""
    before = reading.sum.before
    if pattern("nouns", "band").search(before) or AwardRole.POLICY_BAND in (reading.last_role, reading.role_above):
        return True
    return bool(pattern("nouns", "rule").search(reading.sum.lead) and pattern("nouns", "ruling").search(before))


def _governed(reading: Reading) -> Source | None:
    """The nearest cue before the sum; a noun of cost counts where it stands right before."""
    cost = pattern("nouns", "cost", "", r"(?:\W+[\w’]+){0,4}\W*$").search(reading.sum.gap)
    if cost and not reading.near_is("offer", "ours"):
        return "other"
    found = reading.near or reading.cues
    if not found:
        return None
    source = found[-1].source
    # "We find that £75 was not enough": a view of an offer, unless that very sum is ordered
    seen = source == "ours" and reading.known in OFFERS and reading.amount not in reading.setting.ordered
    return "offer" if seen else source


def _listed(reading: Reading) -> Source | None:
    """What the lead-in of a list says of a leaf that says nothing itself: "It offered the following:"."""
    if names_somebody(reading.sum.before):
        return None
    found = cues_in(reading.sum.lead_in)
    return found[-1].source if found else None


def _elsewhere(reading: Reading) -> Source | None:
    """What the rest of the report says of a sum whose own sentence says nothing."""
    if reading.sum.section == "policies" and reading.known not in OFFERS:
        return "rule"
    if reading.known:
        return reading.again()
    if reading.amount in reading.setting.ordered:
        return "ours"
    return "rule" if _goes_on(reading) else None


RULES: tuple[Callable[[Reading], Source | None], ...] = (
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
    _elsewhere,
)


def _stage(reading: Reading) -> AwardRole:
    """The stage of an offer: as its sentence says, as it was met before, or where the story has got to."""
    each, setting, ledger = reading.sum, reading.setting, reading.ledger
    known = ledger.offered(reading.amount)
    if known and reading.definite and not _STAGE_BEHIND.match(each.after):
        return known
    named = stage_named(each)
    if named == SECOND and _LATER.search(each.gap):
        return UNKNOWN
    if named == FIRST and setting.narrated and setting.stage == SECOND and _FURTHER.search(each.gap):
        return SECOND  # "It agreed that the stage 1 offer was too low and offered a further £70"
    if named:
        return named
    if is_leaf(each) and (above := last_stage_in(each.lead_in)):
        return above
    if known and not setting.narrated:
        return known
    if not setting.narrated and ledger.combines(reading.amount):
        return UNKNOWN
    return setting.stage


def _paid(reading: Reading) -> AwardRole:
    """What the landlord paid: what it had offered, or a cost of its own unless the resident got it."""
    if reading.known:
        return reading.known
    if reading.sum.section == "policies":
        return AwardRole.POLICY_BAND
    return _stage(reading) if _TO_THEM.search(reading.sum.before[-60:]) else AwardRole.OTHER
