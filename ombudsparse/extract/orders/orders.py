"""The orders and the recommendations, with what they ask for, of whom, and by when."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from ombudsparse.document import Block, Document, SectionKind
from ombudsparse.extract.links import link
from ombudsparse.extract.orders.items import Parts, order_parts
from ombudsparse.extract.orders.order_table import table_advice, table_orders
from ombudsparse.extract.orders.order_types import addressee, types_of_order
from ombudsparse.records import ComplaintHead, Finding, Order, OrderType, Outcome, Problem
from ombudsparse.spans import Span
from ombudsparse.structure.sections import blocks_of
from ombudsparse.values.dates.narrative import parse_date
from ombudsparse.values.deadlines import DueDate, due_date, find_deadlines
from ombudsparse.vocabulary.patterns import Wording

_STAGE = "orders"
ORDERS_NOT_FOUND = "orders_not_found"
# "by the same date", "within the same period", "Within the same 4 weeks", "by the same deadline"
SAME_TIME = Wording(
    r"\b(?:by|within|before) the same (?:\d+ )?(?:date|day|period|deadline|time|weeks?|months?)\b",
)
# "within the time limits specified", "within the above timescales", "by the dates given"
_TIMES = r"(?:time ?(?:limits?|scales?|frames?)|deadlines?|dates?|times?|periods?)"
_GIVEN = r"(?:specified|set out|given|stated|above|set|ordered|provided|required|in this report)"
TIMES_ABOVE = Wording(
    rf"\b(?:within|by|in) the (?:above|same|stated|specified|given|required)?\s*{_TIMES}(?: {_GIVEN}\b)*"
)
_DATE = Wording(r"\d{1,2} [A-Z][a-z]+ \d{4}", cased=True)
MERITED = (Outcome.MALADMINISTRATION, Outcome.SEVERE_MALADMINISTRATION, Outcome.SERVICE_FAILURE)


def read_orders(
    document: Document, report_date: dt.date | None, heads: Sequence[ComplaintHead], findings: Sequence[Finding] = ()
) -> tuple[tuple[tuple[Order, ...], tuple[Order, ...]], tuple[Problem, ...]]:
    """Orders and recommendations in order, and problems. Amounts are filled in when the sums have been read."""
    parts = list(_parts(document))
    orders = tuple(_orders(document, [part for part in parts if part.kind == "order"], report_date, heads))
    advice = [part for part in parts if part.kind == "recommendation"]
    recommendations = tuple(_orders(document, advice, report_date, heads))
    problems = []
    failed = [finding for finding in findings if finding.statement == "formal" and finding.outcome in MERITED]
    if not orders and (span := failed[0].span if failed else _spoken_of(document)):
        message = "the decision finds a failing or speaks of orders, and no order could be read"
        problems.append(Problem(ORDERS_NOT_FOUND, message, _STAGE, span))
    return (orders, recommendations), tuple(problems)


# "We have made orders for the landlord to put things right"; not what the Ombudsman can do
_WE_MADE = r"\b(?:we|I|the\s+Ombudsman|this\s+Service)\s+(?:(?:have|has|therefore|also)\s+)*(?:made|make|issued)\s+"
_ORDERS_MADE = Wording(rf"{_WE_MADE}(?:(?:an?|the|following|some|these|several)\s+)*orders?\b")
_DECIDING = (SectionKind.DETERMINATION, SectionKind.REASONS, SectionKind.PUTTING_RIGHT, SectionKind.ORDERS)


def _spoken_of(document: Document) -> Span | None:
    """Where the decision says that it has made orders, None where it does not."""
    for block in blocks_of(document, *_DECIDING):
        if made := _ORDERS_MADE.search(block.span.of(document.text)):
            return Span(block.span.start + made.start(), block.span.start + made.end())
    return None


def _parts(document: Document) -> Iterator[Parts]:
    """Every order and recommendation of the report, section by section."""
    inside = blocks_of(document, SectionKind.ORDERS, SectionKind.RECOMMENDATIONS)
    for section in document.sections:
        if section.kind not in (SectionKind.ORDERS, SectionKind.RECOMMENDATIONS):
            continue
        starts = [other.heading.start for other in document.sections if other.heading.start > section.heading.start]
        area = Span(section.heading.end, min([section.span.end, *starts]))
        yield from _of_section(document, section.kind, [block for block in inside if area.covers(block.span)])


def _of_section(document: Document, kind: SectionKind, blocks: Sequence[Block]) -> Iterator[Parts]:
    rows = [block for block in blocks if block.kind == "row"]
    if rows:
        yield from table_orders(document, blocks)
    elif document.sections[0].kind == SectionKind.DECISION_TABLE and kind == SectionKind.RECOMMENDATIONS:
        yield from table_advice(document, blocks)
    else:
        yield from order_parts(document, blocks, "order" if kind == SectionKind.ORDERS else "recommendation")


def _orders(
    document: Document, parts: Sequence[Parts], report_date: dt.date | None, heads: Sequence[ComplaintHead]
) -> Iterator[Order]:
    texts = [document.words(part.span) for part in parts]
    links = link(texts, heads, exclusive=False) if len(heads) > 1 else [None] * len(texts)
    before: list[dt.date | None] = []
    for number, (part, text, head) in enumerate(zip(parts, texts, links, strict=True), 1):
        due, words = _due(document, part, report_date, before)
        before.append(due)
        types = types_of_order(text)
        money = OrderType.COMPENSATION in types or OrderType.FINANCIAL_ADJUSTMENT in types
        yield Order(
            number=number,
            text=text,
            types=types,
            amount=None,
            due_date=due,
            due_text=words,
            addressee=addressee(text),
            head=(0 if len(heads) == 1 else head) if money else None,
            span=part.span,
        )


def _due(
    document: Document, part: Parts, report_date: dt.date | None, before: Sequence[dt.date | None]
) -> tuple[dt.date | None, str | None]:
    """The deadline of an order and its words: its own, else its lead-in's, else the one that it refers back to.

    Where its parts have deadlines of their own, it has none as a whole.
    """
    if report_date is None:
        return None, None
    if document.sections[0].kind == SectionKind.DECISION_TABLE and part.lead_in:
        return _due_cell(document, part.lead_in, report_date)
    lead = list(_deadlines(document, part.lead_in, report_date)) if part.lead_in else []
    within = list(_deadlines(document, part.span, report_date))
    own = [pair for pair in within if pair[1].start < part.opening.end]
    # in a part, "within one working day" is a rule that the order lays down, not a deadline of the order
    inner = [pair for pair in within if pair not in own and pair[0].kind != "unstated"]
    stated = (own or lead)[:1] + own[1:] + inner
    if stated:
        dates = {due.date for due, _ in stated}
        words = "; ".join(dict.fromkeys(document.words(span) for _, span in stated))
        return (next(iter(dates)) if len(dates) == 1 else None), words
    return _referred(part.span.of(document.text), before)


def _due_cell(document: Document, cell: Span, report_date: dt.date) -> tuple[dt.date | None, str]:
    """The date of a due cell; None where it has several."""
    printed = {date for line in _DATE.finditer(document.words(cell)) if (date := parse_date(line[0]))}
    due = due_date(cell.of(document.text), report_date)
    date = next(iter(printed)) if len(printed) == 1 else due.date if due and not printed else None
    return date, document.words(cell)


def _referred(text: str, before: Sequence[dt.date | None]) -> tuple[dt.date | None, str | None]:
    """The deadline that "by the same date" or "within the time limits specified" stands for."""
    same = SAME_TIME.search(text)
    if same and before:
        first = re.search(r"\bfirst order\b", text)
        return before[0 if first else -1], same.group()
    above = TIMES_ABOVE.search(text)
    if above is None:
        return None, None
    known = set(before)
    return (next(iter(known)) if len(known) == 1 else None), above.group()


def _deadlines(document: Document, span: Span, report_date: dt.date) -> Iterator[tuple[DueDate, Span]]:
    """The deadlines within `span` that run from the report or are days after it, with where they stand."""
    for due in find_deadlines(span.of(document.text), report_date):
        if due.kind != "from_event" and (due.date is None or due.date > report_date):
            yield due, Span(span.start + due.span.start, span.start + due.span.end)
