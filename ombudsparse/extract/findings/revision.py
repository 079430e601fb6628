"""What a statement says in all, once each of its outcomes is read: told twice, conceded, denied beside another.

"Whilst there was service failure in X, it offered reasonable redress" is redress alone; "no severe maladministration
but maladministration in X" is maladministration; "there was maladministration in X, and this amounts to
maladministration" is one finding.
"""

from collections.abc import Sequence

from msgspec import Struct, structs

from ombudsparse.extract.findings.named_outcomes import Mention
from ombudsparse.records import Outcome
from ombudsparse.spans import Span
from ombudsparse.vocabulary.patterns import Wording, any_of


class StatementFinding(Struct, frozen=True):
    """One outcome for one matter. `matter` is where the matter stands, None where the statement names none.

    `paragraph` is what the statement cites ("52", "53(b)"), never inferred; `span` is the clause that states it.
    """

    outcome: Outcome
    matter: Span | None
    paragraph: str | None
    span: Span


class Told(Struct, frozen=True):
    """A finding with the words that name its outcome."""

    finding: StatementFinding
    mention: Mention


_FAULTS = (Outcome.SEVERE_MALADMINISTRATION, Outcome.MALADMINISTRATION, Outcome.SERVICE_FAILURE)
_ALTHOUGH = Wording(r"\b(?:whilst|while|although|though|despite|notwithstanding)\b[^.;]*$")
# "…; however, it has since offered", "… for which it has offered"
_YET = Wording(r"\b(?:but|however|nevertheless|nonetheless|yet|although|for\s+which|which\s+(?:it|the\s+landlord))\b")
# What points back to the fault that was put right: "for this", "for these failings", "to put things right"
_FAILINGS = any_of(
    "failings?", "failures?", "service failures?", "errors?", "shortcomings?", "matters?", "issues?", "aspects?"
)
_POINTS_BACK = Wording(
    any_of(
        rf"(?:this|these|that|those|such|it|the|its|them)(?:\s+{_FAILINGS})?(?:\s+of\s+(?:the|this)\s+complaint)?",
        r"(?:to\s+)?put(?:ting)?\s+(?:this|it|things|the\s+matter|matters)\s+right",
        r"(?:the\s+)?(?:complaint|its\s+failings|its\s+failures)",
    )
)
_JOINS = Wording(r"\s*(?:,|and|,\s*and)?\s*")


def revised(text: str, told: Sequence[Told]) -> tuple[StatementFinding, ...]:
    """The findings that `told` state together, in order; each once."""
    kept = _conceded(text, _graded(list(told)))
    return tuple(each.finding for each in _once(text, _shared(text, kept)))


def _graded(told: list[Told]) -> list[Told]:
    """Without the denial of a graver fault beside one that was found: it says no more than that the other is less."""
    found = [each for each in told if each.finding.outcome in _FAULTS]
    kept: list[Told] = []
    for at, each in enumerate(told):
        denied = each.finding.outcome is Outcome.NO_MALADMINISTRATION
        severe = each.mention.outcome is Outcome.SEVERE_MALADMINISTRATION
        if not denied or not severe:
            kept.append(each)
        elif found and at + 1 < len(told) and told[at + 1].finding.matter is None:
            # "not severe maladministration in X, but there was maladministration": X is what was found to be at fault
            following = told[at + 1]
            matter = each.finding.matter
            told[at + 1] = structs.replace(following, finding=structs.replace(following.finding, matter=matter))
    return kept


def _conceded(text: str, told: list[Told]) -> list[Told]:
    """Where a fault is only conceded, as redress was offered for it: the redress alone, for the matter of the fault."""
    kept: list[Told] = []
    for each in told:
        before = kept[-1] if kept else None
        if before and _only_concedes(text, before, each):
            span = Span(before.finding.span.start, max(before.finding.span.end, each.finding.span.end))
            paragraph = each.finding.paragraph or before.finding.paragraph
            matter = before.finding.matter
            finding = structs.replace(each.finding, matter=matter, paragraph=paragraph, span=span)
            kept[-1] = structs.replace(each, finding=finding)
        else:
            kept.append(each)
    return kept


def _only_concedes(text: str, fault: Told, redress: Told) -> bool:
    if fault.finding.outcome not in _FAULTS or redress.finding.outcome is not Outcome.REASONABLE_REDRESS:
        return False
    matter = redress.finding.matter
    if matter is not None and not _POINTS_BACK.fullmatch(matter.of(text)):
        return False
    lead = text[: fault.mention.start]
    end = fault.finding.matter.end if fault.finding.matter else fault.mention.end
    return bool(
        _ALTHOUGH.search(lead[-120:]) or _YET.search(text, min(end, redress.mention.start), redress.mention.start)
    )


def _shared(text: str, told: list[Told]) -> list[Told]:
    """Gives "maladministration and service failure in X" the matter that the second of them names."""
    for at in range(len(told) - 2, -1, -1):
        one, following = told[at].finding, told[at + 1].finding
        between = text[one.span.end : following.span.start]
        if one.matter is None and following.matter is not None and _JOINS.fullmatch(between):
            told[at] = structs.replace(told[at], finding=structs.replace(one, matter=following.matter))
    return told


def _once(text: str, told: list[Told]) -> list[Told]:
    """Each finding once: one without a matter says again what one of the same outcome says of a matter."""
    named = {each.finding.outcome for each in told if each.finding.matter is not None}
    kept: list[Told] = []
    for each in told:
        again = each.finding.matter is None and each.finding.outcome in named
        same = any(_same(text, each.finding, other.finding) for other in kept)
        if not again and not same:
            kept.append(each)
    return kept


def _same(text: str, one: StatementFinding, other: StatementFinding) -> bool:
    if one.outcome is not other.outcome or (one.matter is None) != (other.matter is None):
        return False
    return one.matter is None or other.matter is None or one.matter.of(text).lower() == other.matter.of(text).lower()
