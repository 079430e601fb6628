"""Statements that put the matter elsewhere than after the outcome.

"The complaint about X is outside the Ombudsman’s jurisdiction", "an offer of redress which satisfactorily resolves the
complaint about X", "the landlord’s handling of X amounts to maladministration", "X was resolved with our intervention".
"""

import re
from functools import cache

from msgspec import Struct

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


OWN = r"(?:the\s+(?:Housing\s+)?Ombudsman|we|I|this\s+Service|it\s+(?:is|was|has\s+been))"
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
        rf"{OWN}\s+(?:(?:can|has|have|is|are|am|was|were|been|also|therefore|now|does|do|,)\s+)*"
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
MODAL = r"\b(?:would|could|may|might|should|can|cannot|must|will|if|whether|failed|unable|hypothetical\w*)\b"
ANY_NEGATION = r"\bnot\b|n[’']t\b|\bno\b|\bnever\b"
# "the complaint", "this element of the complaint": the whole of what was complained of, so no matter of its own.
_WHOLE = (
    r"^(?:(?:the|this|these)\s+)?(?:(?:element|aspect|part|issue|head|point)s?\s+of\s+)?"
    r"(?:(?:the|this|these)\s+)?(?:overall\s+)?"
    r"(?:complaints?|matters?|issues?|failings|failures|element|aspect|dispute)$"
)


# "The landlord’s failure to reply", "the landlord’s delay in repairing the lift" are matters as they stand.
_FAILURE_TO = r"^(?:the\s+)?landlord[’']?s\s+(?:failures?|delays?)\s+(?:to|in\s+\w+ing)\b"
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


def says(pattern: str, words: str) -> bool:
    return compiled(pattern).search(words) is not None


def subject(text: str, start: int, end: int) -> Span | None:
    """The matter in the subject of a statement, its lead-ins and verbs gone; None where the subject only points."""
    span = whole_subject(text, start, end)
    if span is None:
        return None
    failings = compiled(_FAILINGS).match(span.of(text))
    if failings and not says(_FAILURE_TO, span.of(text)):
        span = trimmed(text, span.start + failings.end(), span.end)
    if span is None or compiled(_NO_MATTER).match(span.of(text)) or not is_matter(span.of(text)):
        return None
    return span


def whole_subject(text: str, start: int, end: int) -> Span | None:
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


def headed(text: str, mention: Mention, outcome: Outcome, start: int, end: int) -> Predicate:
    """An outcome at the head of a line, its matters after `start`: "Outside jurisdiction: X"."""
    position = after_outcome(text, start, end)
    found, waits = matters(text, position, end) if position is not None else ((), False)
    return Predicate(outcome, mention.start, found, waits)


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
    if (
        says(MODAL, verbs)
        or says(ANY_NEGATION, verbs)
        or compiled(_CONDITIONAL).match(before)
        or says(_PURPOSE, before)
    ):
        return None
    intervened = any(
        not says(_BEFOREHAND, text[clause.start : found.start()])
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
    if outcome is None or says(MODAL, before[-40:]) or says(ANY_NEGATION, before[-15:]):
        return None
    by = compiled(BY_INTERVENTION).search(text, mention.end, clause.end)
    if not before.strip(" .:;,-–•"):
        head = by.end() if by and by.start() - mention.end <= 2 else mention.end
        return headed(text, mention, outcome, head, clause.end)
    if says(_PASSIVE, before):
        named = whole_subject(text, clause.start, mention.start)
    else:
        named = cut(text, mention.end, by.start() if by else clause.end)
    if named is None:
        return None if outcome is Outcome.WITHDRAWN else Predicate(outcome, mention.start, (), False)
    # A notice, an offer or a claim may be withdrawn or settled as well: only what was complained of counts.
    if not says(_COMPLAINED_OF, named.of(text)):
        return None
    whole = compiled(_WHOLE).match(named.of(text))
    return Predicate(outcome, min(named.start, mention.start), () if whole else (named,), False)
