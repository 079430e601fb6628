"""A determination made by hand, so that what is shown can be tested without reading a report."""

import datetime as dt
from decimal import Decimal

from ombudsparse.document import Block, Document, Section, SectionKind
from ombudsparse.records import (
    Actor,
    Award,
    AwardRole,
    Category,
    Citation,
    ComplaintHead,
    Conflict,
    Event,
    EventType,
    Finding,
    Milestones,
    Order,
    OrderType,
    Outcome,
    Problem,
)
from ombudsparse.report import Determination
from ombudsparse.spans import Span

LINES = (
    ("heading", "The complaint", None),
    ("paragraph", "The complaint is about the landlord’s response to:", None),
    ("item", "reports of damp & mould in the bedroom;", "a"),
    ("item", "the resident’s <b>heating</b> repairs", "b"),
    ("heading", "Background", None),
    ("item", "The resident is an assured tenant. She complained on 4 March 2023 about the damp.", "2"),
    ("item", "The landlord answered at stage 1 on 20 March 2023, and offered £150.", "3"),
    ("item", "Its letter gives 22 March 2023 as the date of the answer.", "4"),
    ("item", "In May 2023 the landlord inspected the flat.", "5"),
    ("heading", "Determination", None),
    ("item", "In accordance with paragraph 52 of the Scheme there was maladministration in respect of the damp.", "6"),
    ("item", "In line with paragraph 52 of the Scheme there was no maladministration in respect of the heating.", "7"),
    ("heading", "Orders", None),
    ("item", "Within 4 weeks the landlord must pay the resident £1,250.50, less the £150 it offered.", "8"),
    ("item", "The landlord must apologise in writing.", "9"),
    ("heading", "Recommendations", None),
    ("item", "=HYPERLINK(\"https://example.org\") should be removed from the landlord’s letters.", "10"),
)  # fmt: skip

_KINDS = {
    "The complaint": SectionKind.COMPLAINT,
    "Determination": SectionKind.DETERMINATION,
    "Orders": SectionKind.ORDERS,
    "Recommendations": SectionKind.RECOMMENDATIONS,
}


def invented() -> Determination:
    """The determination: two heads, two findings, two orders, one recommendation, one conflict, two problems."""
    text = "\n".join(line for _, line, _ in LINES)
    blocks, sections, at = [], [], 0
    for kind, line, label in LINES:
        span = Span(at, at + len(line))
        blocks.append(Block(kind, span, level=1, label=label, raw=span))
        if kind == "heading":
            sections.append(Section(_KINDS.get(line, SectionKind.OTHER), line, 1, span, span))
        at += len(line) + 1
    ends = [section.span.start for section in sections[1:]] + [len(text)]
    sections = [
        Section(section.kind, section.title, 1, Span(section.span.start, end), section.heading)
        for section, end in zip(sections, ends, strict=True)
    ]
    document = Document(text, tuple(blocks), tuple(sections), name="page.html", raw=text, page_starts=(0, 400))

    def at_words(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    def event(mention: str, kind: EventType, actor: Actor, date: dt.date, end: dt.date | None = None) -> Event:
        span = at_words(mention)
        sentence = next(block.span for block in blocks if block.span.covers(span))
        precision = "month" if end else "day"
        return Event(
            date, end or date, precision, mention, date.isoformat(), actor, kind, sentence.of(text), "background",
            None, span, sentence,
        )  # fmt: skip

    complaint = event("4 March 2023", EventType.COMPLAINT_MADE, Actor.RESIDENT, dt.date(2023, 3, 4))
    answer = event("20 March 2023", EventType.STAGE_1_RESPONSE, Actor.LANDLORD, dt.date(2023, 3, 20))
    letter = event("22 March 2023", EventType.STAGE_1_RESPONSE, Actor.LANDLORD, dt.date(2023, 3, 22))
    visit = event("May 2023", EventType.INSPECTION, Actor.LANDLORD, dt.date(2023, 5, 1), dt.date(2023, 5, 31))

    def finding(words: str, outcome: Outcome, matter: str, head: int) -> Finding:
        return Finding(outcome, matter, "52", head, "formal", "list", at_words(words))

    def order(number: int, words: str, kinds: tuple[OrderType, ...], amount: str | None, due: dt.date | None) -> Order:
        block = next(block for block in blocks if words in block.span.of(text))
        return Order(
            number, block.span.of(text), kinds, Decimal(amount) if amount else None, due,
            "Within 4 weeks" if due else None, None, None, block.span,
        )  # fmt: skip

    pay = order(1, "must pay", (OrderType.COMPENSATION,), "1250.50", dt.date(2024, 3, 13))
    return Determination(
        case_reference="202399001",
        other_references=(),
        landlord="Ashcombe [red]Homes[/red] & Sons",
        landlord_canonical=None,
        landlord_type=None,
        date=dt.date(2024, 2, 14),
        amended_date=None,
        layout="report",
        decision_type="investigation",
        tenure="assured tenant",
        heads=(
            ComplaintHead(
                1, "reports of damp & mould in the bedroom", "The complaint is about the landlord’s response to:",
                Category.DAMP_AND_MOULD, (Category.DAMP_AND_MOULD,), at_words("reports of damp & mould in the bedroom"),
            ),
            ComplaintHead(
                2, "the resident’s <b>heating</b> repairs", "The complaint is about the landlord’s response to:",
                Category.HEATING_AND_HOT_WATER, (Category.HEATING_AND_HOT_WATER, Category.REPAIRS),
                at_words("the resident’s <b>heating</b> repairs"),
            ),
        ),
        findings=(
            finding(LINES[10][1], Outcome.MALADMINISTRATION, "the damp", 0),
            finding(LINES[11][1], Outcome.NO_MALADMINISTRATION, "the heating", 1),
        ),
        orders=(pay, order(2, "apologise", (OrderType.APOLOGY,), None, None)),
        recommendations=(order(1, "HYPERLINK", (OrderType.OTHER,), None, None),),
        awards=(
            Award(Decimal(150), AwardRole.OFFERED_STAGE_1, None, None, "£150", at_words("£150.")),
            Award(Decimal("1250.50"), AwardRole.ORDERED, 0, None, "£1,250.50", at_words("£1,250.50")),
            Award(Decimal(150), AwardRole.DEDUCTIBLE, None, None, "£150", at_words("£150 it offered")),
        ),
        compensation_ordered=Decimal("1250.50"),
        events=(complaint, answer, letter, visit),
        milestones=Milestones(complaint_made=complaint, stage_1_response=answer),
        conflicts=(
            Conflict(
                EventType.STAGE_1_RESPONSE, (answer.start, letter.start), (answer.span, letter.span), answer.span
            ),
        ),
        citations=(Citation("Housing Ombudsman Scheme", "52", "paragraph 52", at_words("paragraph 52 of the Scheme")),),
        problems=(
            Problem("stage_2_not_stated", "The report gives no date for a stage 2 response.", "timeline"),
            Problem("order_without_deadline", "Order 2 states no deadline.", "orders", at_words("must apologise")),
        ),
        document=document,
    )  # fmt: skip
