"""Statements that put the matter elsewhere than after the outcome.

"The complaint about X is outside the Ombudsman’s jurisdiction", "an offer of redress which satisfactorily resolves the
complaint about X", "the landlord’s handling of X amounts to maladministration", "X was resolved with our intervention".
"""

import re
from functools import cache

from msgspec import Struct

from ombudsparse.extract.findings.assertion import speaks_for_itself
from ombudsparse.extract.findings.matter import after_outcome, cut, is_matter, matters, trimmed
from ombudsparse.extract.findings.named_outcomes import BY_INTERVENTION, Mention, compiled, loose, one_of, wordings
from ombudsparse.extract.findings.topics import topic
from ombudsparse.records import Outcome
from ombudsparse.spans import Span
from ombudsparse.vocabulary.patterns import Wording, any_of


class Predicate(Struct, frozen=True):
    """An outcome with its matters. `start`: where the clause begins; `waits`: the matters are in a list to come."""

    outcome: Outcome
    start: int
    matters: tuple[Span, ...]
    waits: bool


_OWN = r"(?:the\s+(?:Housing\s+)?Ombudsman|we|I|this\s+Service|it\s+(?:is|was|has\s+been))"
# What stands before the subject: "Determination (decision)", "I can confirm that", "it is our decision that".
_LEADING_WORD = any_of(
    r"therefore|however|accordingly|consequently|as\s+such|as\s+a\s+result|overall|in\s+conclusion|finally",
    r"also|further|in\s+addition|and|but|so|that|then|for\s+this\s+reason|for\s+these\s+reasons",
    r"in\s+the\s+circumstances|in\s+(?:the\s+Ombudsman[’']s|our|my)\s+(?:opinion|view)|on\s+balance",
    r"for\s+(?:completeness|clarity|the\s+avoidance\s+of\s+doubt)|both",
)
_BASED_ON = any_of(
    r"having|after|following|considering|taking|based\s+on",
    r"in\s+light\s+of|in\s+view\s+of|given",
)
_DECIDED = any_of(
    r"determin\w+|finds?|found|consider(?:s|ed)?|decid\w+|conclud\w+|satisfied|confirm(?:s|ed)?",
    r"(?:the\s+|our\s+|my\s+)?(?:Ombudsman[’']s\s+)?(?:decision|opinion|view|determination|finding|position)",
)
_LEAD_IN = r"^[\s,.:;•–-]*{}[\s,:]*".format(
    any_of(
        r"D\s?etermination(?:\s*\([^)]*\))?",
        r"Jurisdiction(?=\s+[A-Z])",
        rf"{_LEADING_WORD}\b",
        rf"{_BASED_ON}\b[^,;:]*,(?!\s+(?:the\s+)?\w+[’']s\b)",
        rf"{_OWN}\s+(?:(?:can|has|have|is|are|am|was|were|been|also|therefore|now|does|do|,)\s+)*"
        rf"{_DECIDED}(?:\s+(?:that|is|:))*",
        # "in relation to the complaint above, it has been determined that the complaint will …"
        r"in\s+(?:relation|respect|regard)\s+(?:to|of)\s+(?:the|this)\s+complaint"
        r"(?:\s+(?:as\s+)?(?:set\s+out\s+)?above)?,",
        r"(?:the|our)\s+(?:determination|finding|decision)\s+"
        r"(?:in\s+respect\s+of|in\s+relation\s+to|regarding|for|on|about)\b",
        r"(?:our|the\s+Ombudsman[’']s|my)\s+(?:decision|finding|determination)\s+(?:is|was)(?:\s+that)?",
        r"of\s+the\s+(?:Housing\s+)?(?:Ombudsman\s+)?Scheme",
    )
)
# "As the resident went to court, the complaint about X is …": the main clause begins after the comma.
_MAIN_CLAUSE = (
    r"^(?:as|since|because|while|whilst|although|though|given)\b.*,\s+(?=(?:the|this|these|those|it|"
    r"they|her|his|its)\b)"
    # "it would be fairer to go to court, and so the complaint about X is …"
    r"|^it\s.*\b(?:and\s+(?:so|therefore)|as\s+such|so|therefore),?\s+(?=(?:the|this|these|her|his|their)\b)"
)
_AUXILIARY_SAID = any_of(
    r"\s+(?:has|have|had|is|are|was|were|be|been|also|therefore|all|both|now|since|not|does|did|do|to)",
    r"\s*,?\s+in\s+(?:the\s+Ombudsman[’']s|our|my)\s+(?:opinion|view)",
    r"\s*,",
)
_AUXILIARIES = rf"{_AUXILIARY_SAID}+\s*$"
# "The complaint will not be investigated and is therefore outside …", "is closed as being outside …",
# "The complaint about X is one for the tribunal and is outside …"
_ENDED = any_of(
    r"\s+(?:is|are|was|were)\s+(?:(?:one|ones|a\s+matter|matters)\s+for|the\s+subject\s+of)\b[^,;]{0,120}$",
    r"\s+(?:(?:will|can|should)\s*not\s+be\s+(?:investigated|considered)(?:\s+further)?|"
    r"(?:is|has\s+been)\s+(?:therefore\s+)?closed)(?:\s*,?\s+(?:and|as|because\s+it))*$",
)
# "The accumulation of failings in X", "the failures identified in this report": the matter is X, or none.
_FAILINGS = (
    r"^.*?\b(?:failings?|failures?|delays?|errors?|shortcomings?|omissions?|mistakes|faults?|"
    r"lack\s+of\s+action|inaction)\b"
    r"(?:\s+(?:identified|found|set\s+out|noted|highlighted|described|outlined))?"
    r"(?:\s+(?:above|here|by\s+the\s+landlord))*"
    r"(?:\s+(?:in|with|regarding|around|relating\s+to|in\s+relation\s+to|in\s+respect\s+of|of)\s+)?"
)
_POINTS_BACK = any_of(
    r"(?:this|our|the)\s+(?:report|investigation)",
    r"the\s+above|above|combination|cumulati\w+|total\w*",
    r"(?:this|these|all\s+of\s+(?:this|these|which))(?:\s+\w+)?",
)
_NO_MATTER = any_of(r"^(?:that|which|by|to|as|was|were|had|have|has|it|over|and)\b", rf"^{_POINTS_BACK}?\W*$")
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
_MODAL = r"\b(?:would|could|may|might|should|can|cannot|must|will|if|whether|failed|unable|hypothetical\w*)\b"
_NOT = r"\bnot\b|n[’']t\b|\bno\b|\bnever\b"
_SOMEONE_ELSES = (
    r"\b(?:its|their|his|her|landlord|council|contractor|court|tribunal|policy|company|insurers?|team|staff)\b"
)
_ITS_OWN = r"\bits\s+(?:jurisdiction|remit)\b"
_OURS = r"\b(?:ombudsman|our|service|scheme)\b"
# "the complaint", "this element of the complaint": the whole of what was complained of, so no matter of its own.
_WHOLE = (
    r"^(?:(?:the|this|these)\s+)?(?:(?:element|aspect|part|issue|head|point)s?\s+of\s+)?"
    r"(?:(?:the|this|these)\s+)?(?:overall\s+)?"
    r"(?:complaints?|matters?|issues?|failings|failures|element|aspect|dispute)$"
)


# "The landlord’s failure to reply", "the landlord’s delay in repairing the lift" are matters as they stand.
_FAILURE_TO = r"^(?:the\s+)?landlord[’']?s\s+(?:failures?|delays?)\s+(?:to|in\s+\w+ing)\b"
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
_CONDITIONAL = r"\W*(?:where|if|when|whether)\b"
_PURPOSE = r"\bto\s+(?:make|offer|provide)\b[^,]{0,20}$"
_BEFOREHAND = r"\b(?:prior\s+to|before|without)\W*$"
_PASSIVE = r"\b(?:is|are|was|were|been|be)\s+(?:\w+ly\s+|also\s+|now\s+)?$"
_COMPLAINED_OF = r"\b(?:complaint|aspect|element|issue|concern|matter|part|head|handling|response)s?\b"


# "…, the landlord has therefore", "…, its actions", "…, this"
_ITS_ACTIONS = r"its\s+(?:actions|response|failings|failures|delays|omissions|service)"
_ONLY_A_PARTY = Wording(
    rf"\s*,\s*(?:the\s+landlord|it|they|this|these|we|{_ITS_ACTIONS})(?![’'])"
    r"(?:\s+(?:has|have|had|is|was|were|also|therefore|both|complaint)\b|\s*,)*\s*$"
)


def _says(pattern: str, words: str) -> bool:
    return compiled(pattern).search(words) is not None


def subject(text: str, start: int, end: int) -> Span | None:
    """The matter in the subject of a statement, its lead-ins and verbs gone; None where the subject only points."""
    span = _subject(text, start, end)
    if span is None:
        return None
    failings = compiled(_FAILINGS).match(span.of(text))
    if failings and not _says(_FAILURE_TO, span.of(text)):
        span = trimmed(text, span.start + failings.end(), span.end)
    if span is None or compiled(_NO_MATTER).match(span.of(text)) or not is_matter(span.of(text)):
        return None
    return span


def _subject(text: str, start: int, end: int) -> Span | None:
    """The subject, however little it names."""
    words = text[start:end]
    while (lead := compiled(_LEAD_IN).match(words)) is not None:
        start, words = start + lead.end(), words[lead.end() :]
    if (main := compiled(_MAIN_CLAUSE).match(words)) is not None:
        start, words = start + main.end(), words[main.end() :]
    if (named := _party_after_topic(text, start, end)) is not None:
        return named
    pointing = one_of(wordings().matter.pointing)
    only_points = compiled(rf"{pointing}|.*[\s,](?:and|as\s+such|so|therefore|as|because|since),?\s+{pointing}")
    # before the cut, which ends at ", as this"
    if only_points.fullmatch(words.strip(" ,")):
        return None
    if (body := cut(text, start, end)) is not None:
        start, end, words = body.start, body.end, body.of(text)
    auxiliaries = compiled(_AUXILIARIES).search(" " + words, max(0, len(words) - 80))
    if auxiliaries is not None:
        end = start + max(auxiliaries.start() - 1, 0)
    if (ended := compiled(_ENDED).search(text, start, end)) is not None:
        end = ended.start()
    span = trimmed(text, start, end)
    return None if span is None or only_points.fullmatch(span.of(text)) else span


def _party_after_topic(text: str, start: int, end: int) -> Span | None:
    """The topic of "In relation to X, the landlord has", whose own subject is only a party or points back."""
    named = topic(text, start, end)
    return named if named and _ONLY_A_PARTY.match(text, named.end, end) else None


def outside_jurisdiction(text: str, mention: Mention, clause: Span, cites: bool, formal: bool) -> Predicate | None:
    """Reads "X is outside the Ombudsman’s jurisdiction" and, where the Scheme is cited, "we cannot consider X"."""
    if mention.kind == "refusal":
        return _refused(text, mention, clause) if cites else None
    before, words = text[clause.start : mention.start], text[mention.start : mention.end]
    after = text[mention.end : clause.end]
    if _says(_NOT, before[-6:]) or _says(_MODAL, words) or _says(_MODAL, before[-10:]) or _says(_RELATIVE, before):
        return None
    ours = _says(_OURS, words) or "remit" not in words.lower()
    # "this Service has determined that X falls outside of its jurisdiction"
    its_own = _says(_ITS_OWN, words) and speaks_for_itself(before) is True
    if not ours or (_says(_SOMEONE_ELSES, words) and not its_own) or compiled(r"\s+of\s").match(after):
        return None
    named = _subject(text, clause.start, mention.start)
    whole = named.of(text) if named else ""
    if compiled(_BARE).match(words):
        if formal and not before.strip(" .:;,-–•"):
            return _headed(text, mention, Outcome.OUTSIDE_JURISDICTION, mention.end, clause.end)
        if named is None or (not cites and speaks_for_itself(before) is not True):
            return None
    elif named is None and (compiled(_SOME_QUESTION).match(after) or words.lower().endswith("to determine")):
        return None
    if compiled(_QUESTION).match(whole) or (compiled(_GENERAL).match(whole) and not cites):
        return None
    if compiled(_SAID_BY_A_PARTY).match(whole) or _A_RULE_SAYS.match(whole):
        return None
    start = named.start if named else mention.start
    found: tuple[Span, ...] = (named,) if named else ()
    waits = False
    if (listed := compiled(_LISTED).match(after)) is not None:
        found, waits = matters(text, mention.end + listed.start(), len(text))
    elif compiled(_FOLLOWING).match(whole):
        found, waits = (), not after.strip(" .:")
    return Predicate(Outcome.OUTSIDE_JURISDICTION, start, found, waits)


def _headed(text: str, mention: Mention, outcome: Outcome, start: int, end: int) -> Predicate:
    """An outcome at the head of a line, its matters after `start`: "Outside jurisdiction: X"."""
    position = after_outcome(text, start, end)
    found, waits = matters(text, position, end) if position is not None else ((), False)
    return Predicate(outcome, mention.start, found, waits)


def _refused(text: str, mention: Mention, clause: Span) -> Predicate | None:
    before = text[clause.start : mention.start]
    if _says(_PASSIVE_REFUSAL, text[mention.start : mention.end]):
        if _says(_NOT_OURS, text[mention.end : clause.end]):
            return None
        named, start, waits = _subject(text, clause.start, mention.start), clause.start, False
        found: tuple[Span, ...] = (named,) if named else ()
    elif _says(rf"{_OWN}\W*(?:therefore\s+|also\s+)?$", before):
        named, start = cut(text, mention.end, clause.end), mention.start
        found, waits = matters(text, mention.end, clause.end)
    else:
        return None
    if named is None or any(_says(pattern, named.of(text)) for pattern in (_GENERAL, _QUESTION, _A_RULE)):
        return None
    return Predicate(Outcome.OUTSIDE_JURISDICTION, min(named.start, start), found, waits)


@cache
def _resolves() -> re.Pattern[str]:
    verbs = one_of(wordings().redress.resolving)
    satisfactorily = loose("satisfactorily")
    # "which, in the Ombudsman’s opinion, satisfactorily resolves", "offer of redress resolved"
    which = r"(?:(?P<which>which|that|and)\b(?P<between>[^.;]{0,160}?)\b|(?<=redress\s))"
    return compiled(rf"[\s,]{which}(?:{satisfactorily}\s+)?{verbs}(?=[\s:,.])(?:\s+{satisfactorily}(?=\s+\w))?\s*")


_NEAR = 600  # characters within which an offer and what it resolves stand; bounds the work on hostile text


def resolving(text: str, mention: Mention, clause: Span) -> Predicate | None:
    """Reads "has made an offer of redress which, in the Ombudsman’s opinion, resolves X satisfactorily"."""
    match = _resolves().search(text, mention.end, min(clause.end, mention.end + _NEAR))
    if match is None:
        return None
    before = text[clause.start : mention.start]
    verbs = before[-60:] + " " + (match["between"] or "")
    if _says(_MODAL, verbs) or _says(_NOT, verbs) or compiled(_CONDITIONAL).match(before) or _says(_PURPOSE, before):
        return None
    intervened = any(
        not _says(_BEFOREHAND, text[clause.start : found.start()])
        for found in compiled(BY_INTERVENTION).finditer(text, clause.start, match.end())
    )
    outcome = Outcome.RESOLVED_WITH_INTERVENTION if intervened else Outcome.REASONABLE_REDRESS
    found, waits = matters(text, match.end(), clause.end if ":" not in text[match.end() :] else len(text))
    if len(found) == 1 and compiled(_WHOLE).match(found[0].of(text)):
        # "redress in respect of its complaint handling which … resolves this element of the complaint"
        position = after_outcome(text, mention.end, match.start()) if match["which"] else None
        own = cut(text, position, match.start("which")) if position is not None else None
        found = (own,) if own else ()
    return Predicate(outcome, clause.start + len(before) - len(before.lstrip(" ,.:;")), found, waits)


def settled(text: str, mention: Mention, clause: Span) -> Predicate | None:
    """Reads what the parties settled: resolved with the Ombudsman’s intervention, by mediation, or withdrawn."""
    outcome = mention.outcome
    before = text[clause.start : mention.start]
    if outcome is None or _says(_MODAL, before[-40:]) or _says(_NOT, before[-15:]):
        return None
    by = compiled(BY_INTERVENTION).search(text, mention.end, clause.end)
    if not before.strip(" .:;,-–•"):
        head = by.end() if by and by.start() - mention.end <= 2 else mention.end
        return _headed(text, mention, outcome, head, clause.end)
    if _says(_PASSIVE, before):
        named = _subject(text, clause.start, mention.start)
    else:
        named = cut(text, mention.end, by.start() if by else clause.end)
    # A notice, an offer or a claim may be withdrawn or settled as well: only what was complained of counts.
    if named is not None and not _says(_COMPLAINED_OF, named.of(text)):
        return None
    if outcome is Outcome.WITHDRAWN and named is None:
        return None
    start = min(named.start, mention.start) if named else mention.start
    if named is not None and compiled(_WHOLE).match(named.of(text)):
        named = None
    return Predicate(outcome, start, (named,) if named else (), False)
