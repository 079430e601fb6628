"""A sum of the narrative with what stands around it, as the rules of `award_roles` ask for it."""

from functools import cached_property

from ombudsparse.extract.money.cues import Cue, cues_in, subject_before
from ombudsparse.extract.money.ledger import OFFERS, Ledger, SumSetting
from ombudsparse.extract.money.narrative_phrases import AND, BETWEEN, DEFINITE, LIMIT, OR_MORE, RANGE
from ombudsparse.extract.money.sums import Sum
from ombudsparse.records import AwardRole

SumSource = (
    str  # "offer", "paid" (by the landlord), "ours" (the Ombudsman's), "rule", "other", "together" (both stages)
)


class SumInContext:
    """A sum with its neighbours, and what the rules ask of it, worked out once."""

    def __init__(
        self,
        each: Sum,
        last: Sum | None,
        last_role: AwardRole | None,
        role_above: AwardRole | None,
        follows: Sum | None,
        setting: SumSetting,
        ledger: Ledger,
    ) -> None:
        self.sum, self.last, self.last_role, self.role_above = each, last, last_role, role_above
        self.setting, self.ledger = setting, ledger
        self.amount = each.money.amount
        self.known = ledger.known(self.amount)
        self.mate = follows if follows is not None and not follows.first and spans(each, follows) else None
        # the words behind a range belong to both its ends
        self.after = self.mate.after if self.mate else each.after
        self.limited = bool(self.mate or LIMIT.search(each.gap) or OR_MORE.match(self.after))
        self.definite = bool(DEFINITE.search(each.before)) and not self.mate
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

    def said_by_resident(self) -> bool:
        """Whether the resident is the last subject before the sum: "She says that a rise of £70 …"."""
        return subject_before(self.sum.before, len(self.sum.before)) == "resident"

    def near_is(self, *sources: str) -> bool:
        """Whether one of the near cues is of these."""
        return any(cue.source in sources for cue in self.near)

    def again(self) -> SumSource:
        """The source of a sum that is known."""
        return "offer" if self.known in OFFERS else "rule" if self.known == AwardRole.POLICY_BAND else "other"


def spans(lower: Sum, upper: Sum) -> bool:
    """Whether two sums are the ends of a range: "£50 to £100", "between £50 and £100"."""
    return bool(RANGE.match(upper.gap) or (AND.match(upper.gap) and BETWEEN.search(lower.before)))
