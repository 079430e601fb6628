"""From a source to a Determination: each step takes the document and what earlier steps found, and adds records."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from os import PathLike
from typing import TypeVar

from msgspec import UNSET
from msgspec.structs import replace

from ombudsparse.document import Document, SectionKind
from ombudsparse.errors import NotADetermination, OmbudsparseError
from ombudsparse.extract.case import CaseDetails, read_case
from ombudsparse.extract.citations import read_citations
from ombudsparse.extract.findings.findings import read_findings
from ombudsparse.extract.heads import read_heads
from ombudsparse.extract.money.awards import Awards, read_awards
from ombudsparse.extract.orders.orders import ORDERS_NOT_FOUND, read_orders
from ombudsparse.landlords.resolve import read_landlord
from ombudsparse.nlp.timeline import Timeline, read_timeline
from ombudsparse.readers.sources import Form, Source, read_source
from ombudsparse.records import Citation, ComplaintHead, Finding, Order, Problem
from ombudsparse.report import Determination
from ombudsparse.structure.row_blocks import with_rows
from ombudsparse.structure.sections import with_sections

_T = TypeVar("_T")


def parse(source: Source, format: Form | None = None) -> Determination:
    """One report as records.

    `source`: a path, bytes, an open file, or the text itself; `format`: "html", "pdf" or "text", told from the
    content where it is not given. Raises UnreadableSource (with EncryptedPdf, ScannedPdf), SourceTooLarge or
    NotADetermination; whatever the report leaves unsaid is a `Problem` of the result.
    """
    found = read_determination(read_source(source, format))
    if found.document.format == "pdf" and isinstance(source, str | bytes | PathLike):
        found.__dict__["source"] = source  # for pictures of its pages; no part of the record
    return found


def read_determination(document: Document) -> Determination:
    """The records of a document that a reader has made. Raises NotADetermination where it is no report."""
    flaws = [Problem(flaw.code, flaw.message, "reading") for flaw in document.flaws or ()]
    document, outline_problems = with_sections(replace(document, flaws=UNSET))
    _demand_report(document)
    document = with_rows(document)
    problems = [*flaws, *outline_problems]

    def step(name: str, read: Callable[[], tuple[_T, tuple[Problem, ...]]], empty: _T) -> _T:
        """What `read` finds; a step that fails leaves a problem, and the others go on."""
        try:
            records, noticed = read()
        except OmbudsparseError:
            raise
        except Exception as error:  # noqa: BLE001 - recorded: one unforeseen wording must not lose the report
            problems.append(Problem("step_failed", f"{name} could not be read: {error!r}", name))
            return empty
        problems.extend(noticed)
        return records

    case = step("case", lambda: read_case(document), CaseDetails())
    canonical: str | None = step("landlord", lambda: read_landlord(case.landlord), None)
    heads: tuple[ComplaintHead, ...] = step("heads", lambda: read_heads(document), ())
    findings: tuple[Finding, ...] = step("findings", lambda: read_findings(document, heads), ())
    no_orders: tuple[tuple[Order, ...], tuple[Order, ...]] = ((), ())
    orders, recommendations = step("orders", lambda: read_orders(document, case.date, heads, findings), no_orders)
    awards = step("awards", lambda: read_awards(document, heads, orders, recommendations), Awards())
    orders = _with_amounts(orders, awards.amounts)
    recommendations = _with_amounts(recommendations, awards.advised)
    lost = any(problem.code == ORDERS_NOT_FOUND for problem in problems)
    citations: tuple[Citation, ...] = step("citations", lambda: read_citations(document), ())
    timeline = step("timeline", lambda: read_timeline(document, case.date), Timeline())
    return Determination(
        case_reference=case.reference,
        other_references=case.other_references,
        landlord=case.landlord,
        landlord_canonical=canonical,
        landlord_type=case.landlord_type,
        date=case.date,
        amended_date=case.amended_date,
        layout=case.layout,
        decision_type=case.decision_type,
        tenure=case.tenure,
        heads=heads,
        findings=findings,
        orders=orders,
        recommendations=recommendations,
        awards=awards.awards,
        compensation_ordered=None if lost else awards.ordered,
        events=timeline.events,
        milestones=timeline.milestones,
        conflicts=timeline.conflicts,
        citations=citations,
        problems=tuple(problems),
        document=document,
        compensation_at_least=awards.ordered or awards.at_least if lost else awards.at_least,
    )


def _with_amounts(orders: Sequence[Order], amounts: Sequence[Decimal | None]) -> tuple[Order, ...]:
    """The orders with the pounds that each orders in all; as they are where the sums could not be read."""
    if not amounts:
        return tuple(orders)
    return tuple(replace(order, amount=amount) for order, amount in zip(orders, amounts, strict=True))


# Other ombudsmen and guidance speak of maladministration too, but no other case block has nine digits.
CASE_BLOCK = re.compile(r"^COMPLAINTS?:? ?\d{9}\b|\bCase ID:?\s+\d{9}\b", re.M | re.I)
TITLE_REFERENCE = re.compile(r"\(\d{9}\)$")


def _demand_report(document: Document) -> None:
    """Raises NotADetermination unless the text has a case block and a section of a determination report."""
    missing = []
    if not CASE_BLOCK.search(document.text) and not TITLE_REFERENCE.search(document.title):
        missing.append("a case reference of nine digits")
    if not {section.kind for section in document.sections} & {SectionKind.COMPLAINT, SectionKind.DETERMINATION}:
        missing.append("a section on the complaint or the determination")
    if missing:
        called = document.name or "the text"
        raise NotADetermination(
            f"{called} is not a Housing Ombudsman determination: it lacks {' and '.join(missing)}; "
            "leave it out, or hand over the report itself"
        )
