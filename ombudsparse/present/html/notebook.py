"""A determination for notebooks: tables of its records, and the report's text with their evidence highlighted.

No scripts; every style applies inside one report only; everything that comes from a report is escaped.
"""

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from html import escape

from ombudsparse.determination import DeterminationRecord
from ombudsparse.present.html.highlights import Mark, marks_of, text_html
from ombudsparse.present.html.notebook_style import WASHES, style
from ombudsparse.present.terminal.summary import in_order_of_date
from ombudsparse.present.wording import day, label, one_line, pounds, when
from ombudsparse.records import Order
from ombudsparse.spans import Span
from ombudsparse.structure.evidence import evidence_at


def determination_html(determination: DeterminationRecord) -> str:
    """The determination as one `<div>`, fit for `_repr_html_`. Anchors begin with an id made from the report."""
    ident = _ident(determination)
    marks = marks_of(determination)
    parts = [
        f'<div id="{ident}" class="ombudsparse tex2jax_ignore mathjax_ignore">',
        f"<style>{style(ident)}</style>",
        _title(determination),
        *_tables(determination, ident, {mark.anchor for mark in marks}),
        "<h4>The report, with the evidence</h4>",
        _legend(marks),
        f'<div class="text" tabindex="0">{text_html(determination.document, marks, ident)}</div>',
        "</div>",
    ]
    return "\n".join(part for part in parts if part)


def _ident(determination: DeterminationRecord) -> str:
    """An id that differs between reports, and between files of one report; letters, digits and hyphens only."""
    told = (determination.case_reference or "", determination.document.name or "", determination.document.text)
    return "op-" + blake2b("\0".join(told).encode("utf-8", "replace"), digest_size=6).hexdigest()


def _say(text: str | None, cut: int | None = None) -> str:
    """Words of a report on one line, safe in HTML; a dash where there are none."""
    return escape(one_line(text, cut)) if text else "–"


def _title(determination: DeterminationRecord) -> str:
    facts = [
        f"case {determination.case_reference or 'reference not found'}",
        f"with {', '.join(determination.other_references)}" if determination.other_references else "",
        day(determination.date) if determination.date else "date not found",
        f"amended {day(determination.amended_date)}" if determination.amended_date else "",
        f"{determination.layout} layout",
        label(determination.decision_type),
        determination.tenure or "tenure not found",
        determination.document.name or "",
    ]
    told = " · ".join(_say(fact) for fact in facts if fact)
    return (
        f'<div class="title">{_say(determination.landlord or "Landlord not found")}</div>\n'
        f'<div class="facts">{told}</div>'
    )


def _tables(determination: DeterminationRecord, ident: str, anchors: set[str]) -> Iterator[str]:
    """Each kind of record under its heading. `anchors` are those that the text will have."""
    document = determination.document

    def link(anchor: str, span: Span | None) -> str:
        """A link to the evidence, worded as its place; "–" where the record stands nowhere in the text."""
        if anchor not in anchors or span is None:
            return "–"
        place = evidence_at(document, span).place or "in the text"
        return f'<a class="place" href="#{ident}-{anchor}">{_say(place, 60)}</a>'

    def orders(kind: str, found: tuple[Order, ...]) -> list[tuple[str, ...]]:
        return [
            (
                str(order.number),
                f"<b>{_say(', '.join(label(of) for of in order.types))}</b><br>{_say(order.text, 600)}",
                pounds(order.amount) if order.amount is not None else "–",
                day(order.due_date) if order.due_date else _say(order.due_text),
                link(f"{kind}-{place}", order.span),
            )
            for place, order in enumerate(found)
        ]

    yield "<h4>Complaint</h4>" + _table(
        ("", "Matter", "Category", "Where"),
        [
            (
                str(head.number),
                (f'<span class="none">{_say(head.stem, 200)}</span> ' if head.stem else "") + _say(head.text),
                label(head.category),
                link(f"head-{place}", head.span),
            )
            for place, head in enumerate(determination.heads)
        ],
        "No matter of complaint was found.",
    )
    yield "<h4>Findings</h4>" + _table(
        ("Outcome", "Matter", "Paragraph", "Head", "Where"),
        [
            (
                f'<span class="tag {finding.outcome}">{label(finding.outcome)}</span>'
                + ("" if finding.statement == "formal" else " <span class='none'>in the reasoning</span>"),
                _say(finding.text),
                _say(finding.scheme_paragraph),
                "–" if finding.head is None else str(finding.head + 1),
                link(f"finding-{place}", finding.span),
            )
            for place, finding in enumerate((*determination.formal_findings, *determination.narrative_findings))
        ],
        "No finding was found.",
    )
    yield "<h4>Compensation</h4>" + _compensation(determination)
    wide = ("", "What is to be done", "Sum", "Due", "Where")
    yield "<h4>Orders</h4>" + _table(wide, orders("order", determination.orders), "None.")
    yield "<h4>Recommendations</h4>" + _table(wide, orders("recommendation", determination.recommendations), "None.")
    yield "<h4>Steps of the complaint</h4>" + _table(
        ("Date", "Step", "Where"),
        [
            (when(event), label(name), link(f"milestone-{name}", event.span))
            for name, event in determination.milestones.items()
        ],
        "No dated step was found.",
    )
    yield "<h4>Conflicting dates</h4>" + _table(
        ("Step", "Dates", "Where"),
        [
            (
                label(conflict.type),
                " or ".join(day(date) for date in conflict.dates),
                ", ".join(link(f"conflict-{place}-{index}", span) for index, span in enumerate(conflict.spans)),
            )
            for place, conflict in enumerate(determination.conflicts)
        ],
        "None.",
    )
    yield f"<h4>Problems ({len(determination.problems)})</h4>" + _table(
        ("Step", "Problem", "Where"),
        [
            (label(problem.stage), _say(problem.message), link(f"problem-{place}", problem.span))
            for place, problem in enumerate(determination.problems)
        ],
        "None was noticed.",
    )
    places = {id(event): place for place, event in enumerate(determination.events)}
    dated = _table(
        ("Date", "Event", "Who", "Words", "Where"),
        [
            (when(event), label(event.type), label(event.actor or "–"), _say(event.text, 400),
             link(f"event-{places[id(event)]}", event.span))
            for event in in_order_of_date(determination.events)
        ],
        "None.",
    )  # fmt: skip
    yield _folded(f"Timeline ({len(determination.events)} events)", dated)
    sums = _table(
        ("Sum", "Part in the case", "Head", "Where"),
        [
            (
                pounds(award.amount) + (f" {_say(award.formula)}" if award.formula else ""),
                label(award.role),
                "–" if award.head is None else str(award.head + 1),
                link(f"award-{place}", award.span),
            )
            for place, award in enumerate(determination.awards)
        ],
        "None.",
    )
    yield _folded(f"Sums of money ({len(determination.awards)})", sums)


def _compensation(determination: DeterminationRecord) -> str:
    ordered, deductible = determination.compensation_ordered, determination.compensation_deductible
    if ordered is None:
        return "<div>The sum ordered could not be told; see the problems below.</div>"
    told = f"<b>{pounds(ordered)}</b> ordered, gross" if ordered else "None ordered"
    if ordered and deductible and determination.compensation_new is not None:
        told += (
            f"; {pounds(deductible)} of it may be deducted; <b>{pounds(determination.compensation_new)}</b> new money"
        )
    return f"<div>{told}.</div>"


def _table(names: tuple[str, ...], found: list[tuple[str, ...]], empty: str) -> str:
    """Cells are HTML already. The columns of free words are wide, the others as narrow as their words."""
    if not found:
        return f'<div class="none">{empty}</div>'
    wide = [name in ("Matter", "What is to be done", "Words", "Problem") for name in names]
    lines = ["".join(f"<th>{name}</th>" for name in names)]
    for row in found:
        cells = zip(wide, row, strict=True)
        lines.append("".join(f"<td>{cell}</td>" if free else f'<td class="short">{cell}</td>' for free, cell in cells))
    opening = "<table>" if any(wide) else '<table class="narrow">'
    return opening + "".join(f"<tr>{line}</tr>\n" for line in lines) + "</table>"


def _folded(name: str, content: str) -> str:
    return f"<details><summary><b>{name}</b></summary>{content}</details>"


def _legend(marks: Sequence[Mark]) -> str:
    kinds = [kind for kind in WASHES if any(mark.kind == kind for mark in marks)]
    return '<div class="legend">' + " ".join(f'<span class="tag {kind}">{kind}</span>' for kind in kinds) + "</div>"
