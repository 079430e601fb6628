"""Whether words that name an outcome state a finding, deny one, or only talk of one.

A noun such as "maladministration" states nothing by itself. Something must license it: "there was", "we found",
"a finding of … has been made", "this amounts to", or its place at the head of a list item. What governs the licence
then decides: "we considered whether there was", "the landlord accepted there was" and "would have found" state none.
"""

import re
from functools import cache
from typing import Literal

from msgspec import Struct, structs

from ombudsparse.extract.findings.assertion_wordings import (
    AFTER_LABEL,
    AMOUNTS,
    AS_A_RULE,
    AUXILIARY,
    AUXILIARY_BEFORE,
    BARE_ITEM,
    DEFINITE_BEFORE,
    DENIED_BEFORE,
    EXISTS,
    FALLS_SHORT,
    FINDING_IS,
    FINDING_OF,
    FINDS,
    FOR_IT,
    FOUND_AFTER,
    GIVEN_AFTER,
    GOVERNED_BEFORE,
    HEADING_BEFORE,
    HEADS_ITEM,
    IN_OTHER_REPORT,
    ITEM_START,
    JUDGED_REASONABLE,
    LINKED,
    MADE_AFTER,
    MADE_BEFORE,
    MODAL_JUST_BEFORE,
    MODAL_VERB,
    NEGATED_BEFORE,
    NEGATING,
    NEW_CLAUSE,
    NO_BEFORE,
    NOT_JUST_BEFORE,
    OF_A_MATTER,
    ON_CONDITION,
    OPEN_QUESTION,
    OTHER_CASE,
    OWN_MATTER,
    QUANTITY,
    SUBORDINATE,
    SUPPOSED_BEFORE,
    WHEN_WE,
    WOULD_HAVE_SAID,
)
from ombudsparse.extract.findings.named_outcomes import Mention, compiled, one_of, wordings
from ombudsparse.records import Outcome
from ombudsparse.spans import Span

How = Literal["exists", "found", "finding of", "amounts", "gave", "item"]


class Licence(Struct, frozen=True):
    """What makes a finding of a noun, from `start` on. `subject_may_precede`: "X amounts to maladministration"."""

    outcome: Outcome
    start: int
    how: How
    subject_may_precede: bool = False


@cache
def _licences() -> tuple[tuple[How, re.Pattern[str]], ...]:
    given = one_of(wordings().redress.given)
    recipient = r"(?:\s+to)?(?:\s+(?:the|a|this)\s+(?:resident|tenant|leaseholder)s?)?(?:\s+with)?"
    forms: dict[How, str] = {
        "exists": EXISTS,
        "finding of": FINDING_OF,
        "found": FINDS,
        "gave": rf"{AUXILIARY}\b{given}{recipient}",
        "amounts": AMOUNTS,
    }
    return tuple((how, compiled(rf"(?:{form})\s*{QUANTITY}$")) for how, form in forms.items())


@cache
def _speaker() -> re.Pattern[str]:
    speakers = wordings().speakers
    own, other = one_of(speakers.ombudsman), one_of(speakers.others)
    return compiled(rf"\b(?:(?P<own>{own})|(?P<other>{other}))\b(?!\s*[’']s)")


@cache
def _saying() -> re.Pattern[str]:
    speakers = wordings().speakers
    return compiled(rf"\b(?:(?P<conceding>{one_of(speakers.conceding)})|{one_of(speakers.saying)})\b")


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    last = None
    for match in pattern.finditer(text):
        last = match
    return last


def speaks_for_itself(before: str) -> bool | None:
    """Whether the last speaker named in `before` is the Ombudsman; None where nobody is named."""
    speaker = _last(_speaker(), before)
    return None if speaker is None else speaker["own"] is not None


def _hearsay(before: str, reach: int) -> bool:
    """Whether what follows `before` is told as somebody else's: "the landlord acknowledged that"."""
    saying = _last(_saying(), before)
    if saying is None or len(before) - saying.end() > reach:
        return False
    told = before[saying.end() :]
    # "Although the landlord acknowledged its delays, there was …": the main clause is not what was acknowledged.
    main_clause = told.rstrip().endswith(",") and not told.lstrip().startswith("that")
    if main_clause or compiled(NEW_CLAUSE).search(told):
        return False
    return saying["conceding"] is not None or speaks_for_itself(before[: saying.start()]) is False


def licence(text: str, mention: Mention, clause: Span, cites: bool, formal: bool, follows: bool) -> Licence | None:
    """What makes a finding of `mention`, the noun of `clause`; None where nothing does.

    `cites`: the clause opens with the Scheme; `formal`: it stands in the determination; `follows`: a finding stands
    before it in the sentence. The outcome is as denied: "no evidence of service failure" gives no_maladministration.
    """
    before, after = text[clause.start : mention.start], text[mention.end : clause.end]
    if compiled(OTHER_CASE).search(before) or IN_OTHER_REPORT.search(after):
        return None
    near = before[-_NEAR:]
    nearest = _nearest_licence(mention, near)
    if nearest is not None:
        how, match = nearest
        start = mention.start - len(near) + match.start()
        if how == "finding of" and formal and _is_bare_item(near[: match.start()], after):
            return _as(mention, bool(compiled(NEGATING).search(match[0])), start, how)
        return _judged(mention, how, match[0], start, near[: match.start()], after, cites)
    given = _given(text, mention, before, after, formal or cites) if mention.kind != "fault" else None
    placed = given or _heads_item(mention, before, after, formal or cites, follows or cites)
    return placed or (_run_on(mention, before, after) if follows and formal else None)


def _nearest_licence(mention: Mention, near: str) -> tuple[How, re.Match[str]] | None:
    """The first of the licences that stands before a noun, and its words."""
    for how, pattern in _licences():
        match = None if how == "gave" and mention.kind == "fault" else pattern.search(near)
        if match is not None:
            return how, match
    return None


def _is_bare_item(before: str, after: str) -> bool:
    """Whether "a finding of … in …" is all that an item says, with no verb of its own."""
    return bool(BARE_ITEM.fullmatch(before) and OF_A_MATTER.match(after))


# How far before the noun its licence is looked for, in characters.
_NEAR = 200


def _given(text: str, mention: Mention, before: str, after: str, formal: bool) -> Licence | None:
    """The licence of "reasonable redress was offered by the landlord" and "the redress offered was reasonable"."""
    judged = formal and JUDGED_REASONABLE.search(text, mention.start, mention.end) and LINKED.match(after)
    if not (judged or GIVEN_AFTER.match(after)):
        return None
    talked_of = (OPEN_QUESTION, WHEN_WE, SUBORDINATE, NEGATED_BEFORE)
    if any(compiled(pattern).search(before) for pattern in talked_of) or _hearsay(before, 160):
        return None
    return Licence(Outcome.REASONABLE_REDRESS, mention.start, "item")


def _run_on(mention: Mention, before: str, after: str) -> Licence | None:
    """The licence of an item that nothing parts from the one before it: "… of the roof service failure in its …"."""
    if not OWN_MATTER.match(after) or GOVERNED_BEFORE.search(before):
        return None
    denied = NO_BEFORE.search(before)
    start = mention.start - (len(before) - denied.start() if denied else 0)
    return _as(mention, denied is not None, start, "item")


def _heads_item(mention: Mention, before: str, after: str, formal: bool, follows: bool) -> Licence | None:
    """The licence of place: a noun that heads a list item, follows another finding, or labels the matter before it."""
    item = compiled(ITEM_START).search(before[-_NEAR:])
    if item and compiled(FOUND_AFTER).match(after):
        return _as(mention, bool(compiled(NEGATING).search(item[0])), mention.start, "item")
    label = compiled(AFTER_LABEL).search(before[-_NEAR:])
    if label and formal and not follows and not after.strip(" .)"):
        found = _as(mention, bool(label["no"]), mention.start - len(label[0]), "item")
        return structs.replace(found, subject_may_precede=True) if found else None
    if item is None or not formal or not compiled(HEADS_ITEM).match(after):
        return None
    leading = before[: len(before) - len(item[0])].strip(" .:;•-")
    if not follows and leading and not HEADING_BEFORE.fullmatch(leading):
        return None
    return _as(
        mention, bool(compiled(NEGATING).search(item[0])), mention.start - len(item[0].lstrip(" .:;,•–-")), "item"
    )


def _as(mention: Mention, denied: bool, start: int, how: How) -> Licence | None:
    if not denied:
        return Licence(mention.outcome, start, how) if mention.outcome else None
    # Only a fault can be denied and leave a finding; "not reasonable redress" leaves none.
    return Licence(Outcome.NO_MALADMINISTRATION, start, how) if mention.kind == "fault" else None


def _judged(
    mention: Mention, how: How, chain: str, start: int, governor: str, after: str, cites: bool
) -> Licence | None:
    """The licence `chain` as what stands before it, the `governor`, leaves it: asserted, denied or only talked of."""
    if _only_supposed(chain, governor) or _told_otherwise(how, governor, cites):
        return None
    denied = bool(compiled(NEGATING).search(chain))
    if how == "finding of":
        return _judged_noun(mention, chain, start, governor, after, denied)
    denials = {"exists": DENIED_BEFORE, "found": None}
    denial = denials.get(how, NOT_JUST_BEFORE)
    denied = denied or (denial is not None and bool(compiled(denial).search(governor)))
    found = _as(mention, denied, start, how)
    return structs.replace(found, subject_may_precede=how == "amounts") if found else None


def _only_supposed(chain: str, governor: str) -> bool:
    """Whether the words about a licence make it a question, a possibility or a purpose."""
    if compiled(MODAL_VERB).search(chain) or compiled(WOULD_HAVE_SAID).search(governor):
        return True
    if FOR_IT.search(governor) and chain.lstrip().lower().startswith("to"):
        return True
    return any(compiled(pattern).search(governor) for pattern in (OPEN_QUESTION, MODAL_JUST_BEFORE))


def _told_otherwise(how: How, governor: str, cites: bool) -> bool:
    """Whether somebody else says it, or a clause that states nothing governs it."""
    if how == "finding of":
        return False
    if how == "exists":
        return _hearsay(governor, 60) or bool(compiled(SUPPOSED_BEFORE).search(governor))
    if compiled(SUBORDINATE).search(governor):
        return True
    if how == "found":
        own = speaks_for_itself(governor)
        return own is False or (own is None and not cites) or bool(compiled(WHEN_WE).search(governor))
    return _hearsay(governor, 160) or bool(compiled(FALLS_SHORT).search(governor))


def _judged_noun(mention: Mention, chain: str, start: int, governor: str, after: str, denied: bool) -> Licence | None:
    """Judges "a finding of …": somebody must make it; "the finding of …" only refers to it."""
    if mention.kind != "fault" and compiled(ON_CONDITION).match(after):
        return None
    made_before, made_after = compiled(MADE_BEFORE).search(governor), compiled(MADE_AFTER).match(after)
    if compiled(MODAL_VERB).search(governor[-25:]) or (made_after and _is_a_rule(made_after, after)):
        return None
    made = made_after or compiled(FINDING_IS).search(chain)
    if not made and (made_before is None or compiled(DEFINITE_BEFORE).search(governor)):
        return None
    denied = denied or bool(compiled(NOT_JUST_BEFORE).search(governor))
    if made_before is None or not made_before["subject"]:
        return _as(mention, denied, start, "finding of")
    # "The landlord’s handling of X has resulted in a finding of …": the licence begins with that verb.
    verb = compiled(AUXILIARY_BEFORE).search(governor[: made_before.start()])
    start -= len(governor) - (verb.start() if verb else made_before.start())
    found = _as(mention, denied, start, "finding of")
    return structs.replace(found, subject_may_precede=True) if found else None


def _is_a_rule(made: re.Match[str], after: str) -> bool:
    """Whether "has been made" is said of what may be, or of every case: "is made where there was …"."""
    return bool(compiled(MODAL_VERB).search(made[0][-45:]) or AS_A_RULE.match(after[made.end() :]))
