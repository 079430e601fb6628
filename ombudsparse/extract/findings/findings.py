"""The findings: what the Ombudsman determined of each matter, formally and in the reasoning."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from ombudsparse.document import Block, Document, SectionKind
from ombudsparse.extract.findings.revision import StatementFinding
from ombudsparse.extract.findings.statements import Carried, StatementReading, read_statement
from ombudsparse.extract.head_references import head_marks, referred
from ombudsparse.extract.links import link, restates
from ombudsparse.records import ComplaintHead, Finding, Outcome, Problem
from ombudsparse.spans import Span
from ombudsparse.structure.sections import blocks_of
from ombudsparse.vocabulary.patterns import Wording
from ombudsparse.vocabulary.section_kinds import REASONING

_STAGE = "findings"
SENTENCE_GOES_ON = Wording(r";(?: and| or)?\s*$", cased=True)
# What is decided of a complaint as a whole, and the words for the whole: "the complaint, as set out above".
DECIDED_AS_A_WHOLE = (
    Outcome.OUTSIDE_JURISDICTION,
    Outcome.RESOLVED_WITH_INTERVENTION,
    Outcome.MEDIATION,
    Outcome.WITHDRAWN,
)
_WHICH = "(?:(?:the|this|these|his|her|their|all|both|whole|entire|overall|of|resident’s) )*"
_SAID_ABOVE = "(?:set out|defined|described|outlined|stated|listed|detailed|summarised)"
_WHOLE = Wording(
    f"(?:all (?:the )?(?:elements|aspects|parts) of )?{_WHICH}(?:complaints?|matters|issues)"
    f"(?:,? (?:as )?(?:{_SAID_ABOVE} )?above)?,?"
)
SPEAKS_OF_OUTCOME = Wording("maladministration|service failure|redress|jurisdiction|remit")


def read_findings(
    document: Document, heads: Sequence[ComplaintHead]
) -> tuple[tuple[Finding, ...], tuple[Problem, ...]]:
    """All findings in document order, each with the head it speaks of, and problems of the match.

    Formal ones are those of the determination section (in the DECISION layout the list under "Our decision"); those
    of the reasoning and of the tables in it are narrative.
    """
    blocks = blocks_of(document, SectionKind.DETERMINATION)
    readings = [read_statement(block.span.of(document.text)) for block in blocks]
    formal = list(_formal(document, blocks, readings))
    problems = [
        problem
        for block, reading in zip(blocks, readings, strict=True)
        for problem in _doubts(document, block, reading)
    ]
    if not blocks:
        formal = [finding for finding in _narrative(document, heads) if finding.scheme_paragraph]
        formal = [replace(finding, statement="formal") for finding in formal]
        if formal:
            message = "there is no determination section; statements that cite the Scheme are taken as formal"
            problems.append(Problem("findings_outside_section", message, _STAGE, formal[0].span))
    narrative = [] if not blocks and formal else [*_narrative(document, heads), *_tables(document)]
    linked = _of_the_whole(formal, heads) or _by_reference(document, formal, heads)
    linked += _linked(narrative, heads, exclusive=False)
    findings = tuple(sorted(linked, key=lambda finding: (finding.span, finding.text)))
    return findings, (*problems, *_problems(findings, heads))


def _formal(document: Document, blocks: Sequence[Block], readings: Sequence[StatementReading]) -> Iterator[Finding]:
    carried: Carried | None = None
    stem_level, deeper, cut = 0, False, False
    for block, own in zip(blocks, readings, strict=True):
        if carried and deeper and block.level and block.level <= stem_level:
            carried = None
        reading = own
        if carried and not any(finding.paragraph for finding in own.findings):
            reading = read_statement(block.span.of(document.text), carried)
            deeper = deeper or block.level > stem_level
        else:
            carried = None
        yield from _records(document, block, reading, listed=carried is not None and not cut)
        if reading.open:
            carried, stem_level, deeper, cut = reading.open, block.level, False, False
        elif (cut or not carried) and _goes_on(document, block, reading):
            # a dump has cut "… there was maladministration in A; / no maladministration in B; and" at its semicolons
            carried, stem_level, deeper, cut = Carried(reading.findings[-1].paragraph, None), 0, False, True


def _goes_on(document: Document, block: Block, reading: StatementReading) -> bool:
    return bool(reading.findings and SENTENCE_GOES_ON.search(block.span.of(document.text)))


def _records(document: Document, block: Block, reading: StatementReading, *, listed: bool) -> Iterator[Finding]:
    for finding in reading.findings:
        matter = _within(block, finding.matter)
        yield Finding(
            outcome=finding.outcome,
            text=document.words(matter) if matter else "",
            scheme_paragraph=finding.paragraph,
            head=None,
            statement="formal",
            source="list" if listed else "prose",
            span=_clause(block, finding),
        )


def _within(block: Block, span: Span | None) -> Span | None:
    return Span(block.span.start + span.start, block.span.start + span.end) if span else None


def _clause(block: Block, finding: StatementFinding) -> Span:
    """The clause that states the finding, its matter included."""
    start, end = finding.span.start, finding.span.end
    if finding.matter:
        start, end = min(start, finding.matter.start), max(end, finding.matter.end)
    return Span(block.span.start + start, block.span.start + end)


def _narrative(document: Document, heads: Sequence[ComplaintHead]) -> Iterator[Finding]:
    """What the reasoning says was found; after "the following are outside …:" also the heads that it lists."""
    listing: Carried | None = None
    for block in blocks_of(document, *REASONING):
        text = block.span.of(document.text)
        reading = StatementReading()
        if block.kind != "row" and SPEAKS_OF_OUTCOME.search(text):
            reading = read_statement(text, formal=False)
        listed = listing is not None and not reading.findings and restates(document.words(block.span), heads)
        if listed:
            reading = read_statement(text, listing, formal=False)
        for finding in _records(document, block, reading, listed=listed):
            yield replace(finding, statement="narrative")
        if not listed:
            listing = reading.open if reading.open and reading.open.outcome else None


def _of_the_whole(formal: Sequence[Finding], heads: Sequence[ComplaintHead]) -> list[Finding]:
    """One finding a head where the determination is of the complaint as a whole; empty where it is not.

    A report may say so twice, once with the paragraph of the Scheme: that is told once, as the statement that cites.
    """
    whole = all(one.outcome in DECIDED_AS_A_WHOLE and (not one.text or _WHOLE.fullmatch(one.text)) for one in formal)
    if not formal or not whole or len({one.outcome for one in formal}) > 1:
        return []
    told = next((one for one in formal if one.scheme_paragraph), formal[0])
    return [replace(told, head=index) for index in range(len(heads))] or [told]


def _by_reference(document: Document, formal: Sequence[Finding], heads: Sequence[ComplaintHead]) -> list[Finding]:
    """The formal findings linked: to what they refer to ("complaint 1a", "all elements": one each), else by words."""
    marks = head_marks(document, heads)
    named = [referred(finding.text, marks, ()) for finding in formal]
    described = [finding for finding, indexes in zip(formal, named, strict=True) if not indexes]
    linked = _linked(described, heads, exclusive=True)
    decided = [finding.head for finding in linked] + [
        index for indexes in named if len(indexes) < len(heads) for index in indexes
    ]
    by_words = iter(linked)
    found: list[Finding] = []
    for finding, indexes in zip(formal, named, strict=True):
        own = indexes if not indexes or len(indexes) < len(heads) else referred(finding.text, marks, decided)
        found += [replace(finding, head=index) for index in own] or ([] if indexes else [next(by_words)])
    return found


def _tables(document: Document) -> Iterator[Finding]:
    """The Complaint / Finding tables of the DECISION layout."""
    matter: Span | None = None
    for block in document.blocks:
        if block.kind != "row" or len(block.cells) != 2:
            continue
        label = document.words(block.cells[0]).rstrip(":").lower()
        if label == "complaint":
            matter = block.cells[1]
        elif label == "finding" and matter:
            text = block.cells[1].of(document.text)
            for finding in read_statement(text).findings[:1]:
                yield Finding(
                    outcome=finding.outcome,
                    text=document.words(matter),
                    scheme_paragraph=finding.paragraph,
                    head=None,
                    statement="narrative",
                    source="table",
                    span=block.cells[1],
                )
            matter = None


def _linked(findings: Sequence[Finding], heads: Sequence[ComplaintHead], *, exclusive: bool) -> list[Finding]:
    found = link([finding.text for finding in findings], heads, exclusive=exclusive)
    return [replace(finding, head=head) for finding, head in zip(findings, found, strict=True)]


def _doubts(document: Document, block: Block, reading: StatementReading) -> Iterator[Problem]:
    """A problem for each wording that names no outcome of the scale, and for each outcome that is misspelt."""
    for within in reading.unmapped:
        span = Span(block.span.start + within.start, block.span.start + within.end)
        message = f"“{document.words(span)}” is no outcome of the scale; the finding is left out"
        yield Problem("outcome_not_on_scale", message, _STAGE, span)
    for within in reading.misspelt:
        span = Span(block.span.start + within.start, block.span.start + within.end)
        message = f"“{document.words(span)}” is read as the outcome that it misspells; compare the report"
        yield Problem("outcome_misspelt", message, _STAGE, span)


def _problems(findings: Sequence[Finding], heads: Sequence[ComplaintHead]) -> list[Problem]:
    formal = [finding for finding in findings if finding.statement == "formal"]
    if not formal:
        return [Problem("findings_not_found", "no statement of the determination could be read as a finding", _STAGE)]
    decided = {finding.head for finding in formal}
    problems = [
        Problem("head_without_finding", f"no finding speaks of “{head.text}”", _STAGE, head.span)
        for index, head in enumerate(heads)
        if index not in decided
    ]
    problems += [
        Problem("finding_without_head", f"it cannot be told which head “{finding.text}” decides", _STAGE, finding.span)
        for finding in formal
        if finding.head is None
    ]
    outcomes = {finding.head: finding.outcome for finding in formal if finding.head is not None}
    problems += [
        Problem(
            "finding_table_differs",
            f"the table says {finding.outcome.value}, the decision otherwise",
            _STAGE,
            finding.span,
        )
        for finding in findings
        if finding.source == "table" and finding.head in outcomes and outcomes[finding.head] is not finding.outcome
    ]
    return problems
