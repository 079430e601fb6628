"""The part of each sum outside the orders: an offer and its stage, the Ombudsman's award, a policy's figure, a cost."""

import re
from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from ombudsparse.extract.award_cues import Cue, cues_in, pattern
from ombudsparse.extract.award_stages import FIRST, SECOND, UNKNOWN, stage_named
from ombudsparse.extract.award_sums import Sum
from ombudsparse.records import AwardRole

OFFERS = (FIRST, SECOND, UNKNOWN)
# "£X (that) it offered", never "in place of the £80 it offered £280"
_RELATIVE = (
    r"^\W*(?:(?:in|of)\s+)?(?:(?:compensation|redress|payment|sum|voucher|award)\s+)?(?:(?:that|which)\s+)?"
    r"(?:(?:it|the|landlord|council|association|they|was|were|is|had|has|have|been|already|previously|initially|originally|first|"
    r"late[r]?|now|also|being|subsequently)\s+)*"
)
_OFFERED = re.compile(
    _RELATIVE
    + r"(?:offer(?:ed)?|proposed|awarded|put forward|set aside|paid)\b(?!\s+by\s+(?:us|the\s+Ombudsman))(?!\s+(?:to\s+(?:the\s+resident|her|him|them)\s+)?(?:(?:an?|the|further|additional)\s+)*(?:£|$))",
    re.I,
)
_ORDERED = re.compile(
    r"^\W*(?:(?:compensation|payment|award)\s+)?(?:(?:that|which)\s+)?(?:(?:we|the Ombudsman|this Service)\s+(?:(?:have|has|had|also|now|therefore)\s+)*"
    r"(?:ordered|awarded|recommended|set)|(?:(?:is|has|was|been|now|to be)\s+)*(?:ordered|awarded)(?:\s+(?:above|below|by us|in this|by the Ombudsman|for|is|in)\b|\W|$))",
    re.I,
)
_RULED = re.compile(r"^[^£.;]{0,20}?\b(?:that|which|as)\b[^£.;]{0,60}", re.I)
# "£72 that she spent", "£212.40 he had worked out"
_SPENT = re.compile(
    r"^\W*(?:(?:that|which)\s+)?(?:the\s+)?(?:residents?|leaseholders?|tenants?|applicants?|s?he|they|her\s+\w+|his\s+\w+)\b(?:\s+(?:says?|said|had|has|have|was|were))*"
    r"\s+(?:s?he\s+)?(?:had\s+)?(?:spent|spends|paid|pays|claimed|wanted|asked|requested|sought|worked|lost|ow(?:ed|es)|borrowed|did\s+not\s+owe|needed)",
    re.I,
)
_FAIR = re.compile(
    r"^[^£.;]{0,70}?(?:\b(?:is|was|would\s+be|to\s+be|are|as|were|be|seems|appears)\s+(?:(?:an?|the|also|therefore|considered|both|more|only|not|in|our|view|thus|a\s+more|deemed|to\s+be)\s+)*"
    r"(?:fair|appropriate|proportionate|reasonable|warranted|due|justified|suitable|adequate|sufficient|merited|deserved|called for|right|necessary)\b"
    r"|\b(?:fairly|adequately|properly|better)\s+(?:reflects?|recognises?)|\bappropriate\b)",
    re.I,
)
_DEFINITE = re.compile(
    r"\b(?:the|this|that|its|earlier|those)\s+(?:(?:earlier|original|initial|first|sum|offer|total|payment|figure|amount|award|compensation|\w+ed|stage\s+\w+)\s+)*(?:of\s+|for\s+)?$",
    re.I,
)
# a sum that is one more of the same kind: "…, £50 for …", "and £60", "being £30", "of which £10"
_JOINED = re.compile(
    r"(?:^|[,;:(–—-]|\b(?:and|or|plus|being|namely|of which|that is|which is|to|comprising|of|made up of|consisting of|including|with|then))\s*"
    r"(?:(?:an?|up|to|further|additional|another|only|between|more|than|about|around|from|extra|sum|of|is|was)\s+)*$",
    re.I,
)
_OF_THIS = re.compile(
    r"^\s*(?:of (?:this|which|that|these)|this (?:was|is|included|comprised)|it comprised|made up of|being)\b", re.I
)
_TOTAL = re.compile(
    r"\b(?:bring\w*|mak(?:es?|ing)|so|total\w*|came to|comes to|came|altogether|took)\b[^£.;]{0,45}$", re.I
)
_IN_ALL = re.compile(r"^[^£.;]{0,30}\b(?:in total|in all|altogether|overall|combined)\b", re.I)
_UPPER = re.compile(r"^\s*(?:to|and|-|–|—|or)\s*$")
_RANGE = re.compile(r"^\s*(?:to|-|–|—)\s*$")
_BAND = re.compile(
    r"\b(?:up to|maximum(?: of)?|more than|over|under|below|limit of|least|minimum of|above|cap of|between|exceeding|start(?:s|ing) (?:at|from))\s+(?:a\s+)?$",
    re.I,
)
_OR_MORE = re.compile(
    r"^\s*(?:or|and)\s+(?:more|above|over|below|less|under|upwards)\b|^\s*(?:at most|plus\b|\+)", re.I
)
_MOVED = re.compile(r"\bfrom\s+$", re.I)
_RENTAL = re.compile(r"\b(?:rent|rental|arrears|mortgage|housing benefit|universal credit)\b(?:[^£,.;]{0,40})$", re.I)
_RENT = re.compile(r"\b(?:rents?|rental|arrears|mortgage)\b", re.I)
# "which would come to £315 at most", "equates to £80"
_COMPUTED = re.compile(
    r"\b(?:comes?|amounts?|equates?|works? out|equal|adds? up|came|amounted|equated)\s+(?:to|at)\s+(?:about\s+|around\s+|approximately\s+)?$",
    re.I,
)
_RATE_LEAD = re.compile(
    r"\b(?:at|rate of|based on|calculated (?:at|on|as)|worked out at|equivalent to|using)\s+(?:a\s+)?$", re.I
)
_ATTACHED_OFFER = re.compile(
    r"\b(?:re-?)?offer(?:s|ed|ing)?(?:\s+[\w’]+){0,7}\s*$|\bcompensation\s+offer\w*\s*(?:of)?\s*$", re.I
)


class Setting(Struct, frozen=True):
    """What the rest of the report says that bears on a sum: the sums ordered, and the stage reached before it."""

    ordered: frozenset[Decimal]
    total: Decimal | None
    stage: AwardRole
    narrated: bool
    orders_before: bool


class Ledger:
    """The sums met so far with their roles, so that a later mention of one is known again."""

    def __init__(self) -> None:
        self._roles: dict[Decimal, AwardRole] = {}
        self._offers: list[tuple[Decimal, AwardRole]] = []

    def note(self, amount: Decimal, role: AwardRole) -> None:
        """Remembers what a sum was."""
        if role in OFFERS:
            self._offers.append((amount, role))
            self._roles[amount] = role
        elif role in (AwardRole.POLICY_BAND, AwardRole.OTHER) and self._roles.get(amount) not in OFFERS:
            self._roles[amount] = role

    def known(self, amount: Decimal) -> AwardRole | None:
        """The role in which the sum was last met."""
        return self._roles.get(amount)

    def offered(self, amount: Decimal) -> AwardRole | None:
        """The stage at which exactly this was offered, None where it was not."""
        role = self._roles.get(amount)
        return role if role in OFFERS else None

    def combines(self, amount: Decimal) -> bool:
        """Whether the sum is an offer of stage 1 and one of stage 2 together."""
        first = {sum_ for sum_, role in self._offers if role == FIRST}
        second = {sum_ for sum_, role in self._offers if role == SECOND}
        return any(amount - one in second for one in first)


def role_of(
    each: Sum, last: Sum | None, last_role: AwardRole | None, setting: Setting, ledger: Ledger, follows: Sum | None
) -> AwardRole:
    """The role of a sum of the narrative. `last` is the sum before it in the same block, `follows` the one after."""
    source = _source(each, last, last_role, setting, ledger, follows)
    amount = each.money.amount
    if source == "offer":
        return _stage(each, setting, ledger)
    if source == "paid":
        known = ledger.known(amount)
        if known is None and _ATTACHED_OFFER.search(each.gap):
            return _stage(each, setting, ledger)
        received = re.search(
            r"\b(?:her|him|them|resident|tenant|leaseholder|compensation|applicant)\b", each.before[-60:], re.I
        )
        return known or (_stage(each, setting, ledger) if received else AwardRole.OTHER)
    if source == "ours":
        again = (
            setting.orders_before
            and amount in setting.ordered
            and _DEFINITE.search(each.before)
            and _ORDERED.match(each.after)
        )
        return AwardRole.REFERENCE_TO_ORDER if again else AwardRole.REASONING
    if isinstance(source, AwardRole):
        return source
    return AwardRole.POLICY_BAND if source == "rule" else AwardRole.OTHER


def _source(
    each: Sum, last: Sum | None, last_role: AwardRole | None, setting: Setting, ledger: Ledger, follows: Sum | None
) -> str | AwardRole:
    """Whose sum it is, or its role where that is known already."""
    amount = each.money.amount
    after = each.after
    upper = (
        last is not None
        and not each.first
        and bool(
            _RANGE.match(each.gap)
            or (_UPPER.match(each.gap) and re.search(r"\b(?:between|from)\s+$", last.before, re.I))
        )
    )
    lower = (
        follows is not None
        and not follows.first
        and bool(
            _RANGE.match(after) or (_UPPER.match(after) and re.search(r"\b(?:between|from)\s+$", each.before, re.I))
        )
    )
    if lower and follows is not None:
        after = follows.after
    if (
        upper
        and last_role is not None
        and last is not None
        and not (last_role in OFFERS and _MOVED.search(last.before))
    ):
        return last_role
    if _ORDERED.match(after):
        return "ours"
    if _OFFERED.match(after):
        return "offer" if not re.match(_RELATIVE + "paid", after, re.I) else "paid"
    relative = _RULED.match(after)
    if relative and pattern("nouns", "rule").search(relative[0]) and pattern("nouns", "ruling").search(relative[0]):
        return "rule"
    if _SPENT.match(after):
        return AwardRole.OTHER
    if pattern("nouns", "subsistence").search(after[:40]) and each.money.formula:
        return AwardRole.OTHER
    definite = bool(_DEFINITE.search(each.before)) and not lower
    known = ledger.known(amount)
    totalled = bool(_TOTAL.search(each.gap) or _IN_ALL.match(after))
    if totalled and last_role in OFFERS:
        return UNKNOWN if ledger.combines(amount) else "offer"
    if totalled and setting.total == amount and (last_role == AwardRole.REASONING or known is None):
        return "ours"
    if definite and known and not pattern("verbs", "opinion").search(each.gap):
        return "offer" if known in OFFERS else known
    weekly = each.money.formula or (lower and follows is not None and follows.money.formula)
    if _RENTAL.search(each.gap) or (weekly and _RENT.search(each.before)) or _COMPUTED.search(each.gap):
        return "ours" if amount in setting.ordered and _COMPUTED.search(each.gap) else AwardRole.OTHER
    if each.money.formula and not each.first and last_role == AwardRole.REASONING and _RATE_LEAD.search(each.gap):
        return AwardRole.OTHER
    attached = _ATTACHED_OFFER.search(each.gap)
    found = cues_in(each.before)
    mine = [cue for cue in found if cue.end > len(each.before) - len(each.gap)]
    if not each.first and last_role and _JOINED.search(each.gap) and not [cue for cue in mine if cue.source != "other"]:
        if last_role in OFFERS:
            return "offer" if ledger.offered(amount) is None or setting.narrated else last_role
        return last_role if not (_FAIR.match(after) and amount in setting.ordered) else "ours"
    if (
        each.first
        and last_role
        and _OF_THIS.match(each.before)
        and last is not None
        and last.sentence == each.sentence - 1
    ):
        return last_role
    if attached and (not found or found[-1].source == "offer"):
        return "offer"
    if _FAIR.match(after):
        return "ours" if amount in setting.ordered or not ledger.offered(amount) else "offer"
    banded = lower or bool(_BAND.search(each.gap) or _OR_MORE.match(after))
    if banded and not [cue for cue in mine if cue.source in ("offer", "ours", "paid")] and _of_rule(each, last_role):
        return "rule"
    governor = _governor(each, mine or found, banded)
    if governor:
        return governor
    if known:
        return "offer" if known in OFFERS else known
    if amount in setting.ordered:
        return "ours"
    return "rule" if each.section == "policies" or _of_rule(each, last_role) else "other"


def _governor(each: Sum, found: Sequence[Cue], banded: bool) -> str | None:
    """The cue that governs a sum: the nearest before it, but a noun of cost only where it stands right before."""
    cost = pattern("nouns", "cost", "", r"(?:\W+[\w’]+){0,4}\W*$").search(each.gap)
    if cost and not any(
        cue.source in ("offer", "ours") and cue.start >= len(each.before) - len(each.gap) for cue in found
    ):
        return "other"
    if banded and pattern("nouns", "authority").search(each.before):
        return "other"
    if (
        banded
        and (not found or found[-1].source not in ("offer", "ours"))
        and pattern("nouns", "rule").search(each.before + each.tail)
    ):
        return "rule"
    if banded and pattern("nouns", "band", "", r"\W+(?:of\s+|from\s+|between\s+|is\s+)*$").search(each.gap):
        return "rule"
    return found[-1].source if found else None


def _of_rule(each: Sum, last_role: AwardRole | None) -> bool:
    """Whether a sentence goes on telling of a policy that the sentences before it name ("For complaints it allows …")."""
    if pattern("nouns", "authority").search(each.before):
        return False
    if pattern("nouns", "band").search(each.before):
        return True
    topic = last_role == AwardRole.POLICY_BAND or bool(pattern("nouns", "rule").search(each.lead))
    return topic and (last_role == AwardRole.POLICY_BAND or bool(pattern("nouns", "ruling").search(each.before)))


def _stage(each: Sum, setting: Setting, ledger: Ledger) -> AwardRole:
    """The stage of an offer: as its sentence says, as it was met before, or where the story has got to."""
    amount = each.money.amount
    definite = bool(_DEFINITE.search(each.before))
    known = ledger.offered(amount)
    if definite and known and not re.match(r"[^£.;,]{0,30}\b(?:stages?|steps?|final|review)\b", each.after, re.I):
        return known
    named = stage_named(each)
    if named:
        return named
    if known and not setting.narrated:
        return known
    if ledger.combines(amount) and not setting.narrated:
        return UNKNOWN
    return setting.stage
