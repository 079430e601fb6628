"""Whether words that name an outcome state a finding, deny one, or only talk of one.

A noun such as "maladministration" states nothing by itself. Something must license it: "there was", "we found",
"a finding of … has been made", "this amounts to", or its place at the head of a list item. What governs the licence
then decides: "we considered whether there was", "the landlord accepted there was" and "would have found" state none.
"""

import re
from functools import cache
from typing import Literal

from msgspec import Struct, structs

from ombudsparse.extract.findings.named_outcomes import Mention, compiled, one_of, wordings
from ombudsparse.records import Outcome
from ombudsparse.spans import Span
from ombudsparse.vocabulary.patterns import any_of

# What may stand between licence and noun: "some clear evidence of further", "there was: (i)".
_MARK = r"(?:\((?:[a-h]|[ivx]{1,4}|\d)\)|(?:[ivx]{1,4}|[a-h]|\d)[.)](?=\s))"
_HOW_MUCH = any_of(
    _MARK,
    "a|an|any|some|clear|minor|multiple|several|two|three|many|numerous",
    "significant|serious|repeated|further|additional|overall|also|therefore|been|that",
    "enough|sufficient|such|both|either|isolated",
    r"no|not|nor|neither|without|sign\w*\s+of",
    r"(?:elements?|instances?|evidence|examples?|degree|level|amount)\s+of",
    r"to\s+be|to\s+have\s+been",
    ":|,|-|–|“|‘|\"|'",
)
_QUANTITY = rf"(?:{_HOW_MUCH}\s*)*"
_HELPING_WORD = any_of(
    "has|have|had|having|did|do|does|was|were|is|are|am|be|been|being|to",
    r"not|n[’']t|never|no\s+longer",
    "would|could|may|might|can|cannot|will|should|must|shall",
    "also|therefore|however|thus|then|again|overall",
    r"on\s+balance|clearly|previously|subsequently|accordingly|only|itself",
)
_AUXILIARY = rf"(?:\b{_HELPING_WORD}\s*,?\s+)*"
# "there was", "t here has not been", "there appears to have been", "there to have been".
_EXISTS = rf"\bt\s?here\s+(?:(?:appears?|found|considered)\s+)?{_AUXILIARY}(?:was|were|w\s?as|is|are|been|be)\b"
# "the Ombudsman has therefore found", "this Service finds that", "I determine", "we make a finding of".
_FIND = any_of(
    "finds?|found|determines?|determined|concludes?|concluded",
    "identif(?:y|ies|ied)|see|seen|saw|records?|recorded|returned?",
)
_FINDS = rf"{_AUXILIARY}\b{_FIND}\b(?:\s+(?:that|on\s+balance|as\s+follows|overall|the\s+following))?"
_FINDING_OF = (
    r"\b(?:finding|determination|conclusion|decision|outcome|verdict)s?\s+(?:overall\s+)?(?:of|is|was|"
    r"are)\b(?:\s+(?:one\s+of|that\s+of|that))?"
)
# "amounts to", "constituted", "has resulted in", "was", "are responsible for".
_HELD_TO_BE = any_of(
    r"sufficient\s+to\s+",
    r"considered\s+(?:to\s+be\s+|as\s+)?",
    r"deemed\s+(?:to\s+be\s+)?",
    r"enough\s+to\s+",
    r"found\s+(?:to\s+(?:be|have\s+been)\s+)?",
)
_AMOUNT = any_of(
    r"amount(?:s|ed|ing)?\s+to|constitut(?:es?|ed|ing)|represent(?:s|ed|ing)?",
    r"(?:resulted|results|resulting)\s+in|(?:le(?:ads?|d)|leading)\s+to",
    r"(?:responsible|accountable)\s+for",
    "was|were|is|are|considered|deemed|been|be",
)
_AMOUNTS = rf"{_AUXILIARY}\b{_HELD_TO_BE}?{_AMOUNT}\b"
_MODAL = r"\b(?:would|could|may|might|can|cannot|will|should|must|shall|to\s+(?:find|determine|see|identify|make))\b"
_NEGATION = r"\b(?:no|not|never|nor|neither|without|nothing)\b|n[’']t\b"
# "… whether there was", "if there has been", "where there is": a question or a rule, not a finding.
_OPEN_QUESTION = r"\b(?:whether|if|wh\s?ere|when|whenever|unless|until|before|in\s+case|or\s+not)[\s,]*$"
_SUBORDINATE = (
    r"^\W*(?:but\s+for|if|where|when|whenever|unless|whether|had)\b(?!\s+(?:considered|taken|viewed)\b)[^,]*$"
    r"|\b(?:whether|if)\b[^,]*$"
)
# "we would have found that there was"
_WOULD_HAVE_SAID = (
    r"\b(?:would|could|might|may|can|cannot|will)\s+(?:\w+\s+){0,2}(?:found|find|concluded|determined|considered)\b"
)
# "it was clear there had been", after "when"; "whether, as she says, there was"
_SUPPOSED = r"\bwhether\b[^,]*$|\b(?:when|where|if|once|until|unless)\b[^,;.]{0,60}$"
# "where we have found", "when the Ombudsman finds"
_WHEN_WE = r"\b(?:where|when|whenever|if|whether|unless|had)\s+(?:the\s+)?(?:Ombudsman|we|I|this\s+Service)\b[^,]*$"
_AUXILIARY_BEFORE = rf"{_AUXILIARY}$"
# "has seen no evidence that there was", "not satisfied that there was", "nothing to suggest there was".
_SEEN = any_of(
    "satisfied|persuaded|find|found|seen|see|consider(?:ed)?|identif(?:y|ied)",
    "establish(?:ed)?|conclude[d]?|evidence[d]?|believe|demonstrated",
)
_DENIED = (
    r"\b(?:no\s+(?:\w+\s+){0,2}(?:evidence|indication|reason|basis)|nothing|"
    rf"not\s+(?:\w+\s+){{0,2}}{_SEEN})\b[^,;.:]{{0,50}}$"
)
# "in its previous investigation the Ombudsman found", "in case 202012345 we found": a finding of another case.
_OTHER_CASE = any_of(
    r"\bpreviously\s+(?:found|made|determined|identified|issued)",
    r"\b(?:previous|earlier|another|separate|other|special|spotlight|wider)\s+"
    r"(?:\w+\s+)?(?:investigations?|cases?|determinations?|decisions?|reports?|findings?)\b",
    r"\b(?:case|reference)\s+(?:number\s+)?20\d{7}",
    r"\bin\s+20\d{7}",
)
# "has been made", "is appropriate", "was found": what makes a finding of a noun that stands before it.
_MADE = any_of(
    "made|found|reached|determined|appropriate|warranted|justified",
    "identified|established|recorded|fair|reasonable",
)
_MADE_AFTER = (
    r"^[^.;]*?\b(?:has|have|had|is|was|are|were|would)\s+"
    r"(?:also\s+|therefore\s+|have\s+|be\s+|been\s+|being\s+|considered\s+|now\s+)*"
    rf"{_MADE}\b"
)
# "The landlord’s handling of X resulted in a finding of …", "X warrants a finding of …"
_LEADS_TO = any_of(
    r"result(?:s|ed|ing)?\s+in",
    r"le(?:ads?|d|ading)(?:\s+(?:us|me|the\s+Ombudsman|this\s+Service))?\s+to",
    "warrants?|warranted|justif(?:y|ies|ied)|supports?|merits?",
)
_MAKES = any_of(
    "ma(?:kes?|de|king)|reach(?:es|ed)?",
    f"(?P<subject>{_LEADS_TO})",
    r"return(?:s|ed)?|records?|recorded|there\s+(?:is|was)|issued?",
    r"our|Ombudsman[’']s|with|in|appropriate\s+is",
)
_MADE_BEFORE = rf"\b{_MAKES}\s+(?:(?:a|an|our|my|the)\s+)?(?:overall\s+|further\s+|separate\s+)?$"
# "The finding of reasonable redress is made on the understanding that", "… being based on the landlord doing so".
_PROVIDED = any_of(
    r"(?:on|upon)\s+(?:the|that|this)\s+(?:understanding|basis|condition|assumption|proviso|premise)",
    r"dependent|conditional|contingent|subject\s+to|(?:is|was|being|are)\s+based\s+(?:up)?on",
    r"provided\s+that|relies|depends",
)
_CONDITION = rf"^[^.;]*?\b{_PROVIDED}\b"
# "Maladministration was found in", "Service failure has been identified by the Ombudsman".
_FOUND_AFTER = (
    r"^\s*(?:by\s+the\s+landlord\s+)?(?:was|were|is|has\s+been|have\s+been)\s+(?:also\s+|therefore\s+|"
    r"not\s+)*(?:found|identified|determined|established)\b"
)
# After a noun that heads an item: a link, an agent, a mark, or the end. "Service failure is where …" goes on otherwise.
_HEADS_ITEM = r"^\s*" + any_of(
    r"$|[.:;,–-]|\(",
    r"(?:in|by|for|with|regarding|concerning|relating|on|about|as|of|over|around)\b",
    r"(?:when|was\s+found|prior|due|found|has\s+been\s+found)\b",
    r"(?:the\s+)?landlord[’']?s?\s",
)
# "The landlord’s handling of the fence: no maladministration"
_LABELLED = r"(?<=\w)(?<!Scheme)(?<!was)\s*(?::|\s[–-])\s*(?P<no>no\s+(?:evidence\s+of\s+)?)?$"
_BEFORE_ITEM = any_of(
    r"and\s+|but\s+|also\s+|a\s+|an\s+|there\s+",
    rf"{_MARK}\s+",
    r"no\s+|not\s+|evidence\s+of\s+|neither\s+|some\s+|any\s+|by\s+the\s+landlord\s+",
)
_ITEM_START = rf"(?:^|[.:;,•–-]|\b(?:and|but|with|also|that))[\s“‘\"']*{_BEFORE_ITEM}*$"


# "not enough to", "is not therefore": a denial of the verb group that follows.
_NOT_JUST_BEFORE = r"\bnot\s+(?:\w+\s+){0,3}$"
_MODAL_JUST_BEFORE = r"\b(?:would|could|might|may|should)\s*$"
# "was insufficient to amount to", "fell short of"
_FALLS_SHORT = r"\b(?:insufficient|inadequate|fail(?:s|ed)?|short)\s+(?:of\s+|to\s+)?$"
# "our finding is one of"
_FINDING_IS = rf"\b(?:is|was|are)\b(?:\s+(?:one\s+of|that\s+of|that))?\s*{_QUANTITY}$"
_DEFINITE = r"\b(?:the|this|that|our|its|Ombudsman[’']s)\s+$"
_NEW_CLAUSE = r"[;:]|,\s*(?:but|and|so)\b"

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
        "exists": _EXISTS,
        "finding of": _FINDING_OF,
        "found": _FINDS,
        "gave": rf"{_AUXILIARY}\b{given}{recipient}",
        "amounts": _AMOUNTS,
    }
    return tuple((how, compiled(rf"(?:{form})\s*{_QUANTITY}$")) for how, form in forms.items())


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
    if main_clause or compiled(_NEW_CLAUSE).search(told):
        return False
    return saying["conceding"] is not None or speaks_for_itself(before[: saying.start()]) is False


def licence(text: str, mention: Mention, clause: Span, cites: bool, formal: bool, follows: bool) -> Licence | None:
    """What makes a finding of `mention`, the noun of `clause`; None where nothing does.

    `cites`: the clause opens with the Scheme; `formal`: it stands in the determination; `follows`: a finding stands
    before it in the sentence. The outcome is as denied: "no evidence of service failure" gives no_maladministration.
    """
    before, after = text[clause.start : mention.start], text[mention.end : clause.end]
    if compiled(_OTHER_CASE).search(before):
        return None
    near = before[-_NEAR:]
    for how, pattern in _licences():
        if how == "gave" and mention.kind == "fault":
            continue
        match = pattern.search(near)
        if match is not None:
            start = mention.start - len(near) + match.start()
            return _judged(mention, how, match[0], start, near[: match.start()], after, cites)
    return _heads_item(mention, before, after, formal or cites, follows or cites)


# How far before the noun its licence is looked for, in characters.
_NEAR = 200


def _heads_item(mention: Mention, before: str, after: str, formal: bool, follows: bool) -> Licence | None:
    """The licence of place: a noun that heads a list item, follows another finding, or labels the matter before it."""
    item = compiled(_ITEM_START).search(before[-_NEAR:])
    if item and compiled(_FOUND_AFTER).match(after):
        return _as(mention, bool(compiled(_NEGATION).search(item[0])), mention.start, "item")
    label = compiled(_LABELLED).search(before[-_NEAR:])
    if label and formal and not follows and not after.strip(" ."):
        found = _as(mention, bool(label["no"]), mention.start - len(label[0]), "item")
        return structs.replace(found, subject_may_precede=True) if found else None
    if item is None or not formal or not compiled(_HEADS_ITEM).match(after):
        return None
    if not follows and before[: len(before) - len(item[0])].strip(" .:;•-"):
        return None
    return _as(
        mention, bool(compiled(_NEGATION).search(item[0])), mention.start - len(item[0].lstrip(" .:;,•–-")), "item"
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
    if compiled(_MODAL).search(chain) or compiled(_WOULD_HAVE_SAID).search(governor):
        return None
    if compiled(_OPEN_QUESTION).search(governor) or compiled(_MODAL_JUST_BEFORE).search(governor):
        return None
    denied = bool(compiled(_NEGATION).search(chain))
    if how == "finding of":
        return _judged_noun(mention, chain, start, governor, after, denied)
    if how == "exists":
        if _hearsay(governor, 60) or compiled(_SUPPOSED).search(governor):
            return None
        denied = denied or bool(compiled(_DENIED).search(governor))
    elif how == "found":
        own = speaks_for_itself(governor)
        if own is False or (own is None and not cites):
            return None
        if compiled(_SUBORDINATE).search(governor) or compiled(_WHEN_WE).search(governor):
            return None
    else:
        if (
            compiled(_SUBORDINATE).search(governor)
            or _hearsay(governor, 160)
            or compiled(_FALLS_SHORT).search(governor)
        ):
            return None
        denied = denied or bool(compiled(_NOT_JUST_BEFORE).search(governor))
    found = _as(mention, denied, start, how)
    return structs.replace(found, subject_may_precede=how == "amounts") if found else None


def _judged_noun(mention: Mention, chain: str, start: int, governor: str, after: str, denied: bool) -> Licence | None:
    """Judges "a finding of …": somebody must make it; "the finding of …" only refers to it."""
    if mention.kind != "fault" and compiled(_CONDITION).match(after):
        return None
    made_before, made_after = compiled(_MADE_BEFORE).search(governor), compiled(_MADE_AFTER).match(after)
    if (made_after and compiled(_MODAL).search(made_after[0][-45:])) or compiled(_MODAL).search(governor[-25:]):
        return None
    made = made_after or compiled(_FINDING_IS).search(chain)
    if not made and (made_before is None or compiled(_DEFINITE).search(governor)):
        return None
    denied = denied or bool(compiled(_NOT_JUST_BEFORE).search(governor))
    if made_before is None or not made_before["subject"]:
        return _as(mention, denied, start, "finding of")
    # "The landlord’s handling of X has resulted in a finding of …": the licence begins with that verb.
    verb = compiled(_AUXILIARY_BEFORE).search(governor[: made_before.start()])
    start -= len(governor) - (verb.start() if verb else made_before.start())
    found = _as(mention, denied, start, "finding of")
    return structs.replace(found, subject_may_precede=True) if found else None
