"""The grammar of determination statements: one paragraph or list item in, the findings it states out.

"In accordance with paragraph 52 of the Housing Ombudsman Scheme, there was service failure in the landlord’s handling
of the resident’s reports of pests" has an outcome, a matter and a cited paragraph. A statement may spread over a list:
its lead-in is read first, and what it leaves open is carried to the items.
"""

import re
from itertools import pairwise

from msgspec import Struct, structs

from ombudsparse.extract.findings.assertion import licence
from ombudsparse.extract.findings.matter import after_outcome, is_matter, matters, topic
from ombudsparse.extract.findings.named_outcomes import BY_INTERVENTION, Cited, Mention, citations, compiled, mentions
from ombudsparse.extract.findings.subject import Predicate, outside_jurisdiction, resolving, settled, subject
from ombudsparse.records import Outcome
from ombudsparse.spans import Span
from ombudsparse.structure.sentences import sentence_breaks


class StatementFinding(Struct, frozen=True):
    """One outcome for one matter. `matter` is where the matter stands, None where the statement names none.

    `paragraph` is what the statement cites ("52", "53(b)"), never inferred; `span` is the clause that states it.
    """

    outcome: Outcome
    matter: Span | None
    paragraph: str | None
    span: Span


class Carried(Struct, frozen=True):
    """What a lead-in leaves to its list: the paragraph cited, and the outcome where it is named before the items."""

    paragraph: str | None
    outcome: Outcome | None


class StatementReading(Struct, frozen=True):
    """What one block states. `open` is for the list that follows, None where the block is no lead-in.

    `unmapped`: wordings of an outcome that the scale of findings does not have ("partial maladministration").
    """

    findings: tuple[StatementFinding, ...] = ()
    open: Carried | None = None
    unmapped: tuple[Span, ...] = ()


class _Stated(Struct, frozen=True):
    """A finding's outcome where it stands, before its matter is cut."""

    mention: Mention
    outcome: Outcome
    lead: int
    sentence: Span
    predicate: Predicate | None
    noun: bool = False


# "There was no maladministration or service failure": one outcome under one "no".
_OR_ALSO = r"\s*(?:,|or|nor|and\s?/\s?or|/)\s*(?:any\s+|a\s+|evidence\s+of\s+)?"
# "In accordance with paragraph 52 of the Scheme, there was:" and "We found:" wait for a list.
_LEADS_IN = (
    r"\b(?:there\s+(?:was|were|is|has\s+been|have\s+been)|find(?:s|ing|ings)?|found|determin\w+|"
    r"decision|decided|conclud\w+|as\s+follows|Scheme)\W*$|"
    r"\b(?:find(?:s|ing|ings)?|found|determin\w+|decision)\b[^.]*:\s*$"
)
# "within 4 weeks of the date of this determination the landlord must:" leads in orders
_ORDERS = r"\b(?:must|should|orders?|ordered|recommend\w*)\b"
_VERB_BEFORE = r"\b(?:is|are|was|were|falls?)\s*(?:therefore\s*)?,?\s*$"
# "… in its handling of the gas checks.": an item that repeats the link
_BEGINS_WITH_LINK = r"\s*(?:in|with|for|regarding)\b"
_BUT = r"[,;]?\s+(?:but|however|although|while|whilst|and)\b,?\s+"
_JOINS = r"\s*(?:,|and|,\s*and)?\s*"
# "A finding of service failure for X has therefore been made": the matter ends before the verb.
_IS_MADE = (
    r"[\s,](?:has|have|is|was|are|were)\s+(?:also\s+|therefore\s+|been\s+|being\s+|"
    r"considered\s+)*(?:made|found|reached|appropriate|warranted|justified|identified)\b"
)


def read_statement(text: str, carried: Carried | None = None, *, formal: bool = True) -> StatementReading:
    """The findings that a paragraph or list item states, and what it leaves open for the list after it.

    `formal`: the block stands in the determination, where a bare "Service failure in …" is a finding; in reasoning
    only what the Ombudsman says it found is one. `carried` is the `open` of the lead-in that the block stands under.
    All spans are into `text`. Nothing is raised: a block that states no finding gives an empty reading.
    """
    named = _joined(text, mentions(text, formal or carried is not None))
    if not named and carried is None and not text.rstrip().endswith((":", "Scheme", "Scheme.", "Scheme,", "was")):
        return StatementReading()
    cited = citations(text)
    stated = _stated(text, named, cited, formal or carried is not None)
    unmapped = tuple(Span(mention.start, mention.end) for mention in named if mention.kind == "unmapped")
    if not stated:
        reading = _item(text, carried) if carried is not None and carried.outcome else StatementReading()
        lead_in = _lead_in(text, cited, carried) if formal and reading.open is None and not reading.findings else None
        return structs.replace(reading, open=reading.open or lead_in, unmapped=unmapped)
    findings: list[StatementFinding] = []
    still_open: Carried | None = None
    paragraph = carried.paragraph if carried else None
    trailing: list[Cited] = []
    for index, one in enumerate(stated):
        previous = stated[index - 1].mention.end if index else 0
        end = stated[index + 1].lead if index + 1 < len(stated) else len(text)
        own = [c for c in cited if previous <= c.start and c.end <= one.mention.start and c not in trailing]
        trailing = [c for c in cited if one.mention.end <= c.start and c.end <= min(end, one.sentence.end)]
        paragraph = own[0].paragraph if own else paragraph
        cites = own[0].paragraph if own else trailing[0].paragraph if trailing else paragraph
        spans, waits = _matters(text, one, end)
        if waits and index + 1 == len(stated):
            still_open = Carried(cites, one.outcome)
            continue
        lead = min(one.lead, own[0].start) if own else one.lead
        for number, span in enumerate(spans or (None,)):
            last = one.mention.end if span is None else max(one.mention.end, span.end)
            where = Span(min(lead, span.start) if span else lead, last) if number == 0 or span is None else span
            findings.append(StatementFinding(one.outcome, span, cites, where))
    return StatementReading(_shared(text, findings), still_open, unmapped)


def _joined(text: str, named: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Faults that "or" joins as one: what is said of the first is said of both."""
    joined: list[Mention] = []
    for mention in named:
        before = joined[-1] if joined else None
        if (
            before
            and before.kind == mention.kind == "fault"
            and compiled(_OR_ALSO).fullmatch(text, before.end, mention.start)
        ):
            joined[-1] = structs.replace(before, end=mention.end)
        else:
            joined.append(mention)
    return tuple(joined)


def _stated(text: str, named: tuple[Mention, ...], cited: tuple[Cited, ...], formal: bool) -> list[_Stated]:
    """The mentions that state a finding, each with where its clause begins."""
    breaks = {gap.end for gap in sentence_breaks(text)} | {line.end() for line in re.finditer("\n", text)}
    ends = [0, *sorted(breaks), len(text)]
    stated: list[_Stated] = []
    for mention in named:
        sentence = next(Span(a, b) for a, b in pairwise(ends) if mention.start < b)
        follows = bool(stated) and stated[-1].mention.end > sentence.start
        start = max(sentence.start, text.rfind(";", 0, mention.start) + 1, stated[-1].mention.end if follows else 0)
        openings = [c for c in cited if start <= c.start and c.end <= mention.start]
        opening = openings[-1] if openings else None
        # "X is not something we can consider under paragraph 42(n) of the Scheme": a refusal may cite it afterwards
        refused = mention.kind == "refusal" and any(mention.end <= c.start and c.end <= sentence.end for c in cited)
        one = _one(text, mention, Span(start, sentence.end), opening, formal, follows, refused)
        if one is not None and (not stated or stated[-1].mention.end <= one.mention.start):
            lead = min(one.lead, openings[0].start) if openings else one.lead
            # "there was service failure in X, but the landlord has offered redress which …": X is not the offer's
            joints = list(compiled(_BUT).finditer(text, stated[-1].mention.end, mention.start)) if follows else []
            if joints and mention.kind in ("redress", "offer", "remedy"):
                lead = max(lead, joints[-1].end())
            stated.append(structs.replace(one, lead=lead, sentence=sentence))
    return stated


def _one(
    text: str, mention: Mention, clause: Span, opening: Cited | None, formal: bool, follows: bool, refused: bool
) -> _Stated | None:
    predicate: Predicate | None = None
    begin = opening.end if opening else clause.start
    cites = opening is not None or refused
    if mention.kind in ("jurisdiction", "refusal"):
        # "The complaint about X is, in accordance with paragraph 42(g) of the Scheme, outside …"
        if opening and compiled(_VERB_BEFORE).search(text, clause.start, opening.start):
            begin = clause.start
        predicate = outside_jurisdiction(text, mention, Span(begin, clause.end), cites, formal)
    elif mention.kind == "settled":
        predicate = settled(text, mention, Span(begin, clause.end)) if formal else None
    elif mention.kind in ("redress", "offer") or (
        mention.kind == "remedy" and (cites or compiled(BY_INTERVENTION).search(text, begin, clause.end))
    ):
        predicate = resolving(text, mention, Span(begin, clause.end))
    if predicate is not None:
        return _Stated(mention, predicate.outcome, predicate.start, clause, predicate)
    if mention.kind not in ("fault", "redress", "offer"):
        return None
    words = mention_words(text, mention)
    if mention.kind != "fault" and "reasonable" not in words and not (cites and "redress" in words):
        return None
    found = licence(text, mention, Span(begin, clause.end), cites, formal, follows)
    if found is None:
        return None
    named = None
    if found.subject_may_precede and after_outcome(text, mention.end, clause.end) is None:
        named = subject(text, begin, found.start)
    elif found.how in ("exists", "found") and after_outcome(text, mention.end, clause.end) is None:
        named = topic(text, begin, found.start)
    predicate = Predicate(found.outcome, found.start, (named,), False) if named else None
    return _Stated(
        mention, found.outcome, named.start if named else found.start, clause, predicate, found.how == "finding of"
    )


def mention_words(text: str, mention: Mention) -> str:
    """The letters of `mention`, in lower case."""
    return "".join(text[mention.start : mention.end].lower().split())


def _matters(text: str, one: _Stated, end: int) -> tuple[tuple[Span, ...], bool]:
    if one.predicate is not None:
        return one.predicate.matters, one.predicate.waits
    position = after_outcome(text, one.mention.end, end)
    if position is None:
        return (), False
    if one.noun and (made := compiled(_IS_MADE).search(text, position, min(end, one.sentence.end))):
        end = made.start()
    return matters(text, position, end)


def _item(text: str, carried: Carried) -> StatementReading:
    """An item that is only a matter, under a lead-in that named the outcome."""
    if carried.outcome is None or not is_matter(text):
        return StatementReading()
    start = after_outcome(text, 0, len(text)) if compiled(_BEGINS_WITH_LINK).match(text) else 0
    spans, waits = matters(text, start or 0, len(text))
    if waits:
        return StatementReading(open=carried)
    findings = (StatementFinding(carried.outcome, span, carried.paragraph, span) for span in spans)
    return StatementReading(tuple(findings))


def _lead_in(text: str, cited: tuple[Cited, ...], carried: Carried | None) -> Carried | None:
    """What a block without an outcome leaves open: "In accordance with paragraph 52 of the Scheme, there was:"."""
    closing = text.rstrip()
    colon, finds = closing.endswith(":"), compiled(_LEADS_IN).search(closing) is not None
    if (colon + finds + bool(cited)) < 2 or compiled(_ORDERS).search(closing):
        return None
    return Carried(cited[-1].paragraph if cited else carried.paragraph if carried else None, None)


def _shared(text: str, findings: list[StatementFinding]) -> tuple[StatementFinding, ...]:
    """Gives "maladministration and service failure in X" the matter that the second of them names."""
    for index in range(len(findings) - 2, -1, -1):
        one, following = findings[index], findings[index + 1]
        between = text[one.span.end : following.span.start]
        if one.matter is None and following.matter is not None and compiled(_JOINS).fullmatch(between):
            findings[index] = structs.replace(one, matter=following.matter)
    return tuple(findings)
