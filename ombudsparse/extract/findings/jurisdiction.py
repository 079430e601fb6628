"""Statements that put a complaint outside the Ombudsman's jurisdiction, or refuse to consider it."""

from ombudsparse.extract.findings.assertion import speaks_for_itself
from ombudsparse.extract.findings.matter import cut, matters
from ombudsparse.extract.findings.named_outcomes import Mention, compiled
from ombudsparse.extract.findings.subject import ANY_NEGATION, MODAL, OWN, Predicate, headed, says, whole_subject
from ombudsparse.records import Outcome
from ombudsparse.spans import Span
from ombudsparse.vocabulary.patterns import Wording, any_of

# "The following issues", "the complaints listed below": the list comes after.
_FOLLOWING = (
    r"^\W*(?:the\s+)?(?:following\b|(?:complaints?|issues?|matters?|elements?|aspects?|"
    r"parts?)\s+(?:[\w\s]{0,30}\s)?(?:below|as\s+follows)\b)"
)
# Said of any complaint: "Complaints about the level of rent are outside …", "complaints that fall outside of this".
_GENERAL = any_of(
    r"^(?:any|all|some|most|many|such|other)?\s*"
    r"(?:complaints|matters|issues|disputes|cases|claims|decisions|concerns|events|things)\b"
    r"(?!\s+(?:\d|listed|above))",
    r"^(?:an?|any|every)\s+(?:complaint|matter|issue|claim)\b",
)
_QUESTION = r"^(?:whether|if|where|when|unless|what|which|why|that)\b"
_RELATIVE = r"\b(?:that|which|who|anything|something)[\s,]*$"
_SOMEONE_ELSES = (
    r"\b(?:its|their|his|her|landlord|council|contractor|court|tribunal|policy|company|insurers?|team|staff)\b"
)
_ITS_OWN = r"\bits\s+(?:jurisdiction|remit)\b"
_OURS = r"\b(?:ombudsman|our|service|scheme)\b"
# "outside", with no "is" or "falls" before it
_BARE = r"(?:outside|out|outwith|beyond|not)\b"
# "it is outside our remit to establish negligence" speaks of a question, not of the complaint.
_SOME_QUESTION = r"\s+to\s+(?!consider|investigate)"
_LISTED = r"\s*(?::|[-–]\s)"
# "the landlord said the complaint was outside …"
_SAID_BY_A_PARTY = (
    r"^(?:the\s+)?(?:landlord|resident|it|she|he|they)\s.*?"
    r"\b(?:said|stated|told|felt|believed|argued|advised|explained|claimed|considered|says|confirmed)\b"
)
_PASSIVE_REFUSAL = r"\bbe\b|\bbeen\b|\bnot\s+(?:one|ones|something|a\s+matter|matters)\b"
# "will not be investigated further by the landlord", "cannot be considered resolved"
_NOT_OURS = (
    r"^\s*(?:further\s+)?(?:by\s+(?:the\s+)?(?:landlord|council|association|tribunal|court|panel)|"
    r"(?:as\s+)?(?:resolved|closed|settled|upheld|complete))\b"
)
# "Paragraph 42(a) of the Scheme says that complaints made too soon are outside our jurisdiction"
_A_RULE_SAYS = Wording(r"(?:also\s+)?(?:says?|states?|provides?|explains?|sets?\s+out|confirms?|makes\s+clear)\b")
# "the Ombudsman may not consider the complaint where …"
_A_RULE = r"^(?:the|this)\s+complaint\s+(?:where|if|when|unless)\b"


def outside_jurisdiction(text: str, mention: Mention, clause: Span, cites: bool, formal: bool) -> Predicate | None:
    """Reads "X is outside the Ombudsman’s jurisdiction" and, where the Scheme is cited, "we cannot consider X"."""
    if mention.kind == "refusal":
        return _refused(text, mention, clause) if cites else None
    before, words = text[clause.start : mention.start], text[mention.start : mention.end]
    after = text[mention.end : clause.end]
    if _supposed(before, words) or not _ours(before, words) or compiled(r"\s+of\s").match(after):
        return None
    named = whole_subject(text, clause.start, mention.start)
    bare = compiled(_BARE).match(words) is not None
    if bare and formal and not before.strip(" .:;,-–•"):
        return headed(text, mention, Outcome.OUTSIDE_JURISDICTION, mention.end, clause.end)
    if bare and not (cites or speaks_for_itself(before)):
        return None
    if named is None and (bare or _of_a_question(words, after)):
        return None
    return _predicate(text, mention, named, after, cites)


def _predicate(text: str, mention: Mention, named: Span | None, after: str, cites: bool) -> Predicate | None:
    if _general(named.of(text) if named else "", cites):
        return None
    found, waits = _complained_of(text, mention, named, after)
    return Predicate(Outcome.OUTSIDE_JURISDICTION, named.start if named else mention.start, found, waits)


def _of_a_question(words: str, after: str) -> bool:
    """Whether it is a question that is outside: "it is outside our remit to establish negligence"."""
    return words.lower().endswith("to determine") or compiled(_SOME_QUESTION).match(after) is not None


def _supposed(before: str, words: str) -> bool:
    return says(ANY_NEGATION, before[-6:]) or says(MODAL, words) or says(MODAL, before[-10:]) or says(_RELATIVE, before)


def _ours(before: str, words: str) -> bool:
    """Whether it is the Ombudsman's jurisdiction, and not a court's or the landlord's."""
    # "this Service has determined that X falls outside of its jurisdiction"
    its_own = says(_ITS_OWN, words) and speaks_for_itself(before) is True
    ours = says(_OURS, words) or "remit" not in words.lower()
    return ours and (its_own or not says(_SOMEONE_ELSES, words))


def _general(whole: str, cites: bool) -> bool:
    """Whether the subject is a question, a rule, or what somebody said, and no complaint that was decided."""
    if compiled(_QUESTION).match(whole) or (compiled(_GENERAL).match(whole) and not cites):
        return True
    return bool(compiled(_SAID_BY_A_PARTY).match(whole) or _A_RULE_SAYS.match(whole))


def _complained_of(text: str, mention: Mention, named: Span | None, after: str) -> tuple[tuple[Span, ...], bool]:
    """The matters, and whether they are in a list to come."""
    if (listed := compiled(_LISTED).match(after)) is not None:
        return matters(text, mention.end + listed.start(), len(text))
    if named is not None and compiled(_FOLLOWING).match(named.of(text)):
        return (), not after.strip(" .:")
    return ((named,) if named else ()), False


def _refused(text: str, mention: Mention, clause: Span) -> Predicate | None:
    before = text[clause.start : mention.start]
    if says(_PASSIVE_REFUSAL, text[mention.start : mention.end]):
        if says(_NOT_OURS, text[mention.end : clause.end]):
            return None
        named, start, waits = whole_subject(text, clause.start, mention.start), clause.start, False
        found: tuple[Span, ...] = (named,) if named else ()
    elif says(rf"{OWN}\W*(?:therefore\s+|also\s+)?$", before):
        named, start = cut(text, mention.end, clause.end), mention.start
        found, waits = matters(text, mention.end, clause.end)
    else:
        return None
    if named is None or any(says(pattern, named.of(text)) for pattern in (_GENERAL, _QUESTION, _A_RULE)):
        return None
    return Predicate(Outcome.OUTSIDE_JURISDICTION, min(named.start, start), found, waits)
