"""The records of a report as the sections of the reading view, each record linked to its words."""

from collections.abc import Iterator

from ombudsparse.determination import DeterminationRecord
from ombudsparse.present.html.page_links import STEP_LINKS, Links, card, counted, key_of, page_section, quiet, say
from ombudsparse.present.html.page_sums import sums
from ombudsparse.present.terminal.summary import in_order_of_date
from ombudsparse.present.wording import day, label, pounds, when
from ombudsparse.records import Event, Finding, Order

_LONG = 420  # characters of an order or a sentence that are shown beside the text, which has them whole


def record_sections(determination: DeterminationRecord, links: Links) -> Iterator[str]:
    """Each kind of record under its heading, as HTML."""
    yield _heads(determination, links)
    yield _findings(determination, links)
    yield sums(determination, links)
    yield _orders("order", "Orders", determination.orders, links)
    yield _orders("recommendation", "Recommendations", determination.recommendations, links)
    yield _steps(determination, links)
    yield _conflicts(determination, links)
    yield _timeline(determination, links)
    yield _citations(determination, links)
    yield _problems(determination, links)


def outcome_tag(outcome: str, count: int | None = None) -> str:
    """An outcome as a coloured label, after how many there are."""
    return f'<span class="tag {outcome}">{"" if count is None else f"{count} "}{label(outcome)}</span>'


def _heads(determination: DeterminationRecord, links: Links) -> str:
    cards, stem = [], None
    for place, head in enumerate(determination.heads):
        lead = quiet(say(head.stem, _LONG)) if head.stem and head.stem != stem else ""
        stem = head.stem
        categories = quiet(", ".join(label(category) for category in head.categories))
        cards.append(
            card(f"head-{place}", [lead, say(head.text), categories], links.to(f"head-{place}", head.span)),
        )
    return page_section("head", "What was complained of", cards, "No matter of complaint was found.")


def _findings(determination: DeterminationRecord, links: Links) -> str:
    formal = [_finding(place, each, links) for place, each in enumerate(determination.formal_findings)]
    reasoned = [
        _finding(place, each, links) for place, each in enumerate(determination.narrative_findings, len(formal))
    ]
    told = "What the reasoning says of the same matters. Count the formal findings only."
    tail = (
        f'<h4>In the reasoning{counted(len(reasoned))}</h4><p class="quiet">{told}</p><ol>{"".join(reasoned)}</ol>'
        if reasoned
        else ""
    )
    return page_section("finding", "What was found", formal, "No formal finding was found.", tail=tail)


def _finding(place: int, finding: Finding, links: Links) -> str:
    facts = [
        "" if finding.head is None else f"matter {key_of(f'head-{finding.head}')}",
        f"paragraph {say(finding.scheme_paragraph, 40)} of the Scheme" if finding.scheme_paragraph else "",
    ]
    matter = say(finding.text) if finding.text else quiet("no matter named")
    told = quiet(" · ".join(fact for fact in facts if fact))
    anchor = f"finding-{place}"
    return card(anchor, [outcome_tag(finding.outcome), matter, told], links.to(anchor, finding.span))


def _orders(kind: str, title: str, orders: tuple[Order, ...], links: Links) -> str:
    cards = []
    for place, order in enumerate(orders):
        due = f"due {day(order.due_date)}" if order.due_date else ""
        worded = f"“{say(order.due_text, 120)}”" if order.due_text else ""
        facts = [
            f"<b>{pounds(order.amount)}</b> ordered" if order.amount is not None and kind == "order" else "",
            f"{due} ({worded})" if due and worded else due or worded,
            f"by the {say(order.addressee, 80)}" if order.addressee else "",
            "" if order.head is None else f"matter {key_of(f'head-{order.head}')}",
        ]
        lines = [
            f"<b>{', '.join(label(of) for of in order.types)}</b>",
            say(order.text, _LONG),
            quiet(" · ".join(fact for fact in facts if fact)) if any(facts) else "",
        ]
        cards.append(card(f"{kind}-{place}", lines, links.to(f"{kind}-{place}", order.span)))
    return page_section(kind, title, cards, "None.")


def _steps(determination: DeterminationRecord, links: Links) -> str:
    """All steps of the procedure: of those that the report does not date, that it does not."""
    cards = []
    for name in STEP_LINKS:
        event, anchor = determination.milestones.get(name), f"milestone-{name}"
        date = quiet("no date found") if event is None else f"<b>{when(event)}</b>"
        cards.append(card(anchor, [f"{date} {label(name)}"], links.to(anchor, event.span) if event else ""))
    dated = len(list(determination.milestones.items()))
    return page_section("milestone", "Steps of the complaint", cards, "", count=dated)


def _conflicts(determination: DeterminationRecord, links: Links) -> str:
    cards = []
    for place, conflict in enumerate(determination.conflicts):
        told = f"{label(conflict.type)}: <b>{' or '.join(day(date) for date in conflict.dates)}</b>"
        mentions = [
            f'<span class="r-conflict-{place}-{index}" id="conflict-{place}-{index}" tabindex="-1">{link}</span>'
            for index, span in enumerate(conflict.spans)
            if (link := links.to(f"conflict-{place}-{index}", span))
        ]
        cards.append(card(f"conflict-{place}", [told, " ".join(mentions)]))
    return page_section("conflict", "Conflicting dates", cards, "None was found.")


def _timeline(determination: DeterminationRecord, links: Links) -> str:
    places = {id(event): place for place, event in enumerate(determination.events)}
    steps = {event.span for _, event in determination.milestones.items()}
    cards = []
    for event in in_order_of_date(determination.events):
        anchor = f"event-{places[id(event)]}"
        step = ' <span class="tag">step of the complaint</span>' if event.span in steps else ""
        lines = [f"<b>{when(event)}</b> {_what(event)}{step}", quiet(say(event.text, _LONG))]
        cards.append(card(anchor, lines, links.to(anchor, event.span)))
    return page_section("event", "Timeline", cards, "No dated event was found.", _key_order(bool(cards)))


def _key_order(shown: bool) -> str:
    return '<p class="quiet">In order of date; the keys are in the order of the report.</p>' if shown else ""


def _what(event: Event) -> str:
    """What happened and who did it; plans, hearsay and what did not happen are said to be that."""
    parts = [label(event.type), label(event.actor) if event.actor else ""]
    hedges = [
        "did not happen" if event.polarity == "negative" else "",
        event.modality if event.modality != "fact" else "",
    ]
    told = " · ".join(part for part in parts if part)
    return told + "".join(f' <span class="tag hedge">{hedge}</span>' for hedge in hedges if hedge)


def _citations(determination: DeterminationRecord, links: Links) -> str:
    cards = [
        card(
            f"citation-{place}",
            [say(citation.instrument) + (f", {say(citation.provision)}" if citation.provision else "")],
            links.to(f"citation-{place}", citation.span),
        )
        for place, citation in enumerate(determination.citations)
    ]
    return page_section("citation", "Law and codes cited", cards, "None was found.")


def _problems(determination: DeterminationRecord, links: Links) -> str:
    cards = [
        card(
            f"problem-{place}",
            [f"{quiet(label(problem.stage))} {say(problem.message)}"],
            links.to(f"problem-{place}", problem.span),
        )
        for place, problem in enumerate(determination.problems)
    ]
    return page_section("problem", "Problems noticed while reading", cards, "None was noticed.")
