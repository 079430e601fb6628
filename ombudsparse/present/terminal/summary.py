"""A determination as a page for the terminal: rich renderables, nothing printed here."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ombudsparse.determination import DeterminationRecord
from ombudsparse.document import Document
from ombudsparse.present.wording import day, label, one_line, pounds, when
from ombudsparse.records import AwardRole, Event, Finding, Order, Outcome
from ombudsparse.spans import Span
from ombudsparse.structure.evidence import evidence_at, in_context

OUTCOME_STYLES = {
    Outcome.SEVERE_MALADMINISTRATION: "bold red",
    Outcome.MALADMINISTRATION: "red",
    Outcome.SERVICE_FAILURE: "yellow",
    Outcome.REASONABLE_REDRESS: "cyan",
    Outcome.NO_MALADMINISTRATION: "green",
}
_Row = tuple[Text | str, ...]


def summary(determination: DeterminationRecord, source: str | None = None, *, evidence: bool = False) -> RenderableType:
    """The whole report on a page; `source` names the file. With `evidence` each record is followed by its words."""
    parts: list[RenderableType] = [_title(determination, source)]
    for name, block in _blocks(determination, evidence):
        parts.append(Text())
        parts.append(Text(name, style="bold"))
        parts.append(Padding(block, (0, 0, 0, 2)))
    parts.append(Text())
    return Group(*parts)


def timeline_page(
    determination: DeterminationRecord, source: str | None = None, *, evidence: bool = False
) -> RenderableType:
    """The dated events in order of date, the steps of the complaint marked, then the conflicts between dates."""
    steps = {event.span for _, event in determination.milestones.items()}
    table = _grid()
    for event in in_order_of_date(determination.events):
        what = Text("● " if event.span in steps else "  ", style="cyan").append(_what(event), style="bold")
        told = Text(one_line(event.text, None), style="dim")
        told.append(_proof(determination.document, event.sentence, evidence, told=event.text))
        table.add_row(Text(when(event), no_wrap=True), Group(what, Padding(told, (0, 0, 1, 2))))
    parts: list[RenderableType] = [_title(determination, source), Text()]
    parts.append(table if determination.events else _none("No dated event was found."))
    parts.append(Text("● a step of the complaint that was determined", style="dim"))
    if determination.conflicts:
        parts += [
            Text(),
            Text("Conflicting dates", style="bold"),
            Padding(_conflicts(determination, evidence), (0, 0, 0, 2)),
        ]
    return Group(*parts, Text())


def in_order_of_date(events: Iterable[Event]) -> list[Event]:
    """The events in order of date; what the report tells first comes first among equals."""
    return sorted(events, key=lambda event: (event.start, event.end))


def _title(determination: DeterminationRecord, source: str | None) -> RenderableType:
    landlord = one_line(determination.landlord or "Landlord not found", None)
    date = day(determination.date) if determination.date else "date not found"
    if determination.amended_date:
        date += f", amended {day(determination.amended_date)}"
    facts = [
        f"case {one_line(determination.case_reference or 'reference not found', 60)}",
        date,
        f"{determination.layout} layout",
        label(determination.decision_type),
        one_line(determination.tenure or "tenure not found", 60),
    ]
    if determination.other_references:
        facts.insert(1, f"with {one_line(', '.join(determination.other_references), 120)}")
    lines = Text(landlord, style="bold").append(f"\n{' · '.join(facts)}", style="not bold")
    if source:
        lines.append(f"\n{one_line(source, None)}", style="not bold dim")
    return lines


def _blocks(determination: DeterminationRecord, evidence: bool) -> Iterator[tuple[str, RenderableType]]:
    yield "Complaint", _heads(determination, evidence)
    yield "Findings", _findings(determination, evidence)
    yield "Compensation", _compensation(determination, evidence)
    yield "Orders", _orders(determination.orders, determination.document, evidence)
    yield "Recommendations", _orders(determination.recommendations, determination.document, evidence)
    yield "Steps of the complaint", _milestones(determination, evidence)
    yield "Conflicting dates", _conflicts(determination, evidence)
    yield f"Problems ({len(determination.problems)})", _problems(determination, evidence)


def _heads(determination: DeterminationRecord, evidence: bool) -> RenderableType:
    found: list[_Row] = []
    stem = None
    for head in determination.heads:
        if head.stem and head.stem != stem:
            found.append(("", Text(one_line(head.stem), style="dim"), ""))
        stem = head.stem
        words = _told(head.text, determination.document, head.span, evidence)
        found.append((str(head.number), words, label(head.category)))
    return _table(("", "Matter", "Category"), found, "No matter of complaint was found.")


def _findings(determination: DeterminationRecord, evidence: bool) -> RenderableType:
    formal = determination.formal_findings
    table = _table(
        ("Outcome", "Matter", "Paragraph", "Head"),
        [_finding(finding, determination.document, evidence) for finding in formal],
        "No formal finding was found.",
    )
    others = len(determination.narrative_findings)
    if not others:
        return table
    return Group(
        table, Text(f"The reasoning states {others} more; they are in the table “narrative_findings”.", style="dim")
    )


def _finding(finding: Finding, document: Document, evidence: bool) -> _Row:
    return (
        Text(label(finding.outcome), style=OUTCOME_STYLES.get(finding.outcome, "")),
        _told(finding.text or "(no matter named)", document, finding.span, evidence),
        one_line(finding.scheme_paragraph or "–", 20),
        "–" if finding.head is None else str(finding.head + 1),
    )


def _compensation(determination: DeterminationRecord, evidence: bool) -> RenderableType:
    ordered = determination.compensation_ordered
    if ordered is None:
        return Text("The sum ordered could not be told; see the problems below.", style="yellow")
    if not ordered:
        return _none("None ordered.")
    sums: list[tuple[str, Decimal | None]] = [("Ordered, gross", ordered)]
    if determination.compensation_deductible:
        sums.append(("May be deducted", determination.compensation_deductible))
        sums.append(("New money", determination.compensation_new))
    table = _grid()
    for name, amount in sums:
        table.add_row(name, Text("–" if amount is None else pounds(amount), style="bold", justify="right"))
    if not evidence:
        return table
    proof = Text()
    for award in determination.awards:
        if award.role in (AwardRole.ORDERED, AwardRole.ORDERED_COMPONENT, AwardRole.DEDUCTIBLE):
            proof.append(f"{pounds(award.amount)} {label(award.role)}", style="default")
            proof.append(_proof(determination.document, award.span, evidence)).append("\n")
    proof.rstrip()
    return Group(table, proof)


def _orders(orders: tuple[Order, ...], document: Document, evidence: bool) -> RenderableType:
    found = [
        (
            str(order.number),
            _told(order.text, document, order.span, evidence, lead=", ".join(label(kind) for kind in order.types)),
            Text(pounds(order.amount) if order.amount is not None else "–", justify="right"),
            day(order.due_date) if order.due_date else one_line(order.due_text or "–", 40),
        )
        for order in orders
    ]
    shown = [
        position for position in range(4) if position < 2 or any(str(row[position]) != "–" for row in found)
    ]  # without the columns of sums and deadlines where nothing has one, as with most recommendations
    names = ("", "What is to be done", "Sum", "Due")
    return _table(
        tuple(names[position] for position in shown),
        [tuple(row[position] for position in shown) for row in found],
        "None.",
    )


def _milestones(determination: DeterminationRecord, evidence: bool) -> RenderableType:
    steps = list(determination.milestones.items())
    if not steps:
        return _none("No dated step was found.")
    table = _grid()
    for name, event in steps:
        told = Text(label(name)).append(_proof(determination.document, event.span, evidence))
        table.add_row(Text(when(event), no_wrap=True), told)
    return table


def _conflicts(determination: DeterminationRecord, evidence: bool) -> RenderableType:
    if not determination.conflicts:
        return _none("None.")
    lines = Text()
    for conflict in determination.conflicts:
        lines.append(f"{label(conflict.type)}: {' or '.join(day(date) for date in conflict.dates)}", style="yellow")
        for span in conflict.spans:
            lines.append(_proof(determination.document, span, evidence))
        lines.append("\n")
    lines.rstrip()
    return lines


def _problems(determination: DeterminationRecord, evidence: bool) -> RenderableType:
    if not determination.problems:
        return _none("None was noticed.")
    table = _grid()
    for problem in determination.problems:
        told = Text(one_line(problem.message, None))
        if problem.span:
            told.append(_proof(determination.document, problem.span, evidence))
        table.add_row(Text(label(problem.stage), style="yellow"), told)
    return table


def _what(event: Event) -> str:
    """What happened and who did it; plans, hearsay and what did not happen are said to be that."""
    parts = [label(event.type), *([label(event.actor)] if event.actor else [])]
    if event.polarity == "negative":
        parts.append("did not happen")
    if event.modality != "fact":
        parts.append(event.modality)
    return " · ".join(parts)


def _told(text: str, document: Document, span: Span, evidence: bool, lead: str = "") -> Text:
    """The wording of a record, `lead` before it on a line of its own, and its evidence after it where asked for."""
    told = Text(f"{lead}\n" if lead else "", style="bold").append(one_line(text), style="not bold")
    return told.append(_proof(document, span, evidence, told=text))


def _proof(document: Document, span: Span, evidence: bool, told: str = "") -> Text:
    """The words at `span` and their place, on a line of their own; empty where they are not asked for.

    The words are left out where they are those just `told`.
    """
    if not evidence:
        return Text()
    same = document.words(span) == " ".join(told.split())
    place = one_line(evidence_at(document, span).place, 120)
    quoted = "" if same else f"“{one_line(in_context(document, span))}” "
    return Text(f"\n{quoted}({place})" if place else f"\n{quoted}".rstrip(" "), style="not bold italic dim")


def _table(names: tuple[str, ...], found: Sequence[_Row], empty: str) -> RenderableType:
    if not found:
        return _none(empty)
    table = Table(box=None, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", expand=True)
    for position, name in enumerate(names):
        wide = name in ("Matter", "What is to be done")
        table.add_column(
            name,
            ratio=1 if wide else None,
            min_width=0 if wide else min(len(name), 2),
            justify="right" if name == "Sum" else "left",
            no_wrap=not wide and position != len(names) - 1,
        )
    for row in found:
        table.add_row(*row)
    return table


def _grid() -> Table:
    return Table.grid(padding=(0, 2, 0, 0))


def _none(text: str) -> Text:
    return Text(text, style="dim")
