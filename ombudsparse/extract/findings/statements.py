"""The grammar of determination statements: one paragraph or list item in, the findings it states out.

"In accordance with paragraph 52 of the Housing Ombudsman Scheme, there was service failure in the landlord’s handling
of the resident’s reports of pests" has an outcome, a matter and a cited paragraph. A statement may spread over a list:
its lead-in is read first, and what it leaves open is carried to the items.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct, structs

from ombudsparse.extract.findings.matter import after_outcome, is_matter, matter_end, matters
from ombudsparse.extract.findings.misspelt_outcomes import Respelt, respell
from ombudsparse.extract.findings.named_outcomes import mentions
from ombudsparse.extract.findings.revision import StatementFinding, Told, revised
from ombudsparse.extract.findings.scheme_paragraphs import Cited, citations
from ombudsparse.extract.findings.stated import Stated, as_one_outcome, stated
from ombudsparse.extract.findings.topics import conceded, topic
from ombudsparse.records import Outcome
from ombudsparse.spans import Span
from ombudsparse.vocabulary.patterns import Wording, any_of


class Carried(Struct, frozen=True):
    """What a lead-in leaves to its list: the paragraph cited, and the outcome where it is named before the items."""

    paragraph: str | None
    outcome: Outcome | None


class StatementReading(Struct, frozen=True):
    """What one block states. `open` is for the list that follows, None where the block is no lead-in.

    `unmapped`: wordings of an outcome that the scale of findings does not have ("partial maladministration");
    `misspelt`: names of outcomes that were read although misspelt ("maladminstration").
    """

    findings: tuple[StatementFinding, ...] = ()
    open: Carried | None = None
    unmapped: tuple[Span, ...] = ()
    misspelt: tuple[Span, ...] = ()


# "In accordance with paragraph 52 of the Scheme, there was:" and "We found:" wait for a list.
_LEADS_IN = Wording(
    any_of(
        r"\b(?:there\s+(?:was|were|is|has\s+been|have\s+been)|find(?:s|ing|ings)?|found|determin\w+)\W*$",
        r"\b(?:decision|decided|conclud\w+|as\s+follows|Scheme)\W*$",
        r"\b(?:find(?:s|ing|ings)?|found|determin\w+|decision)\b[^.]*:\s*$",
    )
)
# "within 4 weeks of the date of this determination the landlord must:" leads in orders
_ORDERS = Wording(r"\b(?:must|should|orders?|ordered|recommend\w*)\b")
# "… in its handling of the gas checks.": an item that repeats the link
_BEGINS_WITH_LINK = Wording(r"\s*(?:in|with|for|regarding)\b")
# "Service failure (complaint handling)"
_BRACKETED = Wording(r"\s*\((?!paragraph\b|in\s+(?:line|accordance)\b)([^()]{3,120})\)\W*$")
# "A finding of service failure for X has therefore been made": the matter ends before the verb.
_IS_MADE = Wording(
    r"[\s,](?:has|have|is|was|are|were)\s+(?:also\s+|therefore\s+|been\s+|being\s+|considered\s+)*"
    r"(?:made|found|reached|appropriate|warranted|justified|identified)\b"
)
# "Service failure in respect of complaint handling was found"
_WAS_FOUND = Wording(
    r"\s(?:was|were|has\s+been|have\s+been)\s+(?:also\s+|therefore\s+)?(?:found|identified|established)\W*$"
)


def read_statement(text: str, carried: Carried | None = None, *, formal: bool = True) -> StatementReading:
    """The findings that a paragraph or list item states, and what it leaves open for the list after it.

    `formal`: the block stands in the determination, where a bare "Service failure in …" is a finding; in reasoning
    only what the Ombudsman says it found is one. `carried` is the `open` of the lead-in that the block stands under.
    All spans are into `text`. Nothing is raised: a block that states no finding gives an empty reading.
    """
    respelt = respell(text)
    reading = _read(respelt.text, carried, formal)
    return _as_printed(reading, respelt) if respelt.slips else reading


def _as_printed(reading: StatementReading, respelt: Respelt) -> StatementReading:
    """The reading of a text that was put right, its spans led back to the text as printed."""
    findings = tuple(
        structs.replace(
            each,
            matter=respelt.printed(each.matter) if each.matter else None,
            span=respelt.printed(each.span),
        )
        for each in reading.findings
    )
    return StatementReading(
        findings,
        reading.open,
        tuple(respelt.printed(span) for span in reading.unmapped),
        tuple(slip.span for slip in respelt.slips if slip.misspelt) if findings or reading.open else (),
    )


def _read(text: str, carried: Carried | None, formal: bool) -> StatementReading:
    listed = carried is not None
    named = as_one_outcome(text, mentions(text, formal or listed))
    if not named and not listed and not text.rstrip().endswith((":", "Scheme", "Scheme.", "Scheme,", "was")):
        return StatementReading()
    cited = citations(text)
    outcomes = stated(text, named, cited, formal or listed)
    unmapped = tuple(Span(mention.start, mention.end) for mention in named if mention.kind == "unmapped")
    if outcomes:
        return structs.replace(_findings(text, outcomes, cited, carried), unmapped=unmapped)
    reading = _item(text, carried) if carried else StatementReading()
    lead_in = _lead_in(text, cited, carried) if formal and reading.open is None and not reading.findings else None
    return structs.replace(reading, open=reading.open or lead_in, unmapped=unmapped)


def _findings(
    text: str, outcomes: Sequence[Stated], cited: Sequence[Cited], carried: Carried | None
) -> StatementReading:
    told: list[Told] = []
    still_open: Carried | None = None
    ends = [*(one.lead for one in outcomes[1:]), len(text)]
    citing = _citing(outcomes, ends, cited, carried.paragraph if carried else None)
    for one, end, (paragraph, lead) in zip(outcomes, ends, citing, strict=True):
        spans, waits = _matters(text, one, end)
        if waits and one is outcomes[-1]:
            still_open = Carried(paragraph, one.outcome)
        else:
            told += (Told(each, one.mention) for each in _each(one, spans, paragraph, lead))
    return StatementReading(revised(text, told), still_open)


def _citing(
    outcomes: Sequence[Stated], ends: Sequence[int], cited: Sequence[Cited], paragraph: str | None
) -> Iterator[tuple[str | None, int]]:
    """For each outcome the paragraph that it cites, and where its statement begins.

    One that is cited before it counts for what follows too, one behind it for it alone.
    """
    previous = 0
    trailing: Sequence[Cited] = ()
    for one, end in zip(outcomes, ends, strict=True):
        before = (c for c in cited if previous <= c.start and c.end <= one.mention.start)
        own = next((c for c in before if c not in trailing), None)
        last = min(end, one.sentence.end)
        trailing = [c for c in cited if one.mention.end <= c.start and c.end <= last]
        previous, paragraph = one.mention.end, own.paragraph if own else paragraph
        if own:
            yield own.paragraph, min(one.lead, own.start)
        else:
            yield trailing[0].paragraph if trailing else paragraph, one.lead


def _each(one: Stated, spans: Sequence[Span], paragraph: str | None, lead: int) -> Iterator[StatementFinding]:
    """A finding for each matter; that of the first begins with the words that state the outcome."""
    if not spans:
        yield StatementFinding(one.outcome, None, paragraph, Span(lead, one.mention.end))
    for number, span in enumerate(spans):
        whole = Span(min(lead, span.start), max(one.mention.end, span.end))
        yield StatementFinding(one.outcome, span, paragraph, span if number else whole)


def _matters(text: str, one: Stated, end: int) -> tuple[tuple[Span, ...], bool]:
    """The matters of one outcome, and whether they are in a list to come: after it, else before it."""
    if one.predicate is not None:
        found, waits = one.predicate.matters, one.predicate.waits
    else:
        found, waits = _after(text, one, end)
    if found or waits:
        return found, waits
    if (within := _BRACKETED.match(text, one.mention.end, end)) and is_matter(within[1]):
        return (Span(*within.span(1)),), False
    before = topic(text, one.begin, one.mention.start) or (
        conceded(text, one.begin, one.mention.start) if one.outcome is Outcome.REASONABLE_REDRESS else None
    )
    return (before,) if before else (), False


def _after(text: str, one: Stated, end: int) -> tuple[tuple[Span, ...], bool]:
    position = after_outcome(text, one.mention.end, end)
    if position is None:
        return (), False
    last = min(end, one.sentence.end)
    made = (_IS_MADE if one.noun else _WAS_FOUND).search(text, position, last)
    if made is not None:
        return matters(text, position, made.start())
    return matters(text, position, matter_end(text, position, end) if end < len(text) else end)


def _item(text: str, carried: Carried) -> StatementReading:
    """An item that is only a matter, under a lead-in that named the outcome."""
    if carried.outcome is None or not is_matter(text):
        return StatementReading()
    start = after_outcome(text, 0, len(text)) if _BEGINS_WITH_LINK.match(text) else 0
    spans, waits = matters(text, start or 0, len(text))
    if waits:
        return StatementReading(open=carried)
    findings = (StatementFinding(carried.outcome, span, carried.paragraph, span) for span in spans)
    return StatementReading(tuple(findings))


def _lead_in(text: str, cited: Sequence[Cited], carried: Carried | None) -> Carried | None:
    """What a block without an outcome leaves open: "In accordance with paragraph 52 of the Scheme, there was:"."""
    closing = text.rstrip()
    colon, finds = closing.endswith(":"), _LEADS_IN.search(closing) is not None
    if (colon + finds + bool(cited)) < 2 or _ORDERS.search(closing):
        return None
    return Carried(cited[-1].paragraph if cited else carried.paragraph if carried else None, None)
