"""The case block: references, landlord, dates, layout, kind of decision, tenure."""

import datetime as dt
import re
from collections.abc import Sequence

from msgspec import Struct

from ombudsparse.document import Block, Document, SectionKind
from ombudsparse.extract.tenure import occupancy, stated_tenure
from ombudsparse.records import DecisionType, Layout, Problem
from ombudsparse.structure.sections import blocks_of
from ombudsparse.values.dates.narrative import parse_date
from ombudsparse.values.dates.spelling import as_meant
from ombudsparse.vocabulary.patterns import Wording, any_of
from ombudsparse.vocabulary.section_kinds import TENURE_TOLD

_STAGE = "case"
_REFERENCE = re.compile(r"(?<!\d)20[12]\d{6}(?!\d)|(?<!\d)\d{9}(?!\d)")
# "REPORT", "INVESTIGATION REPORT:", "COMPLAINT 202012345", "COMPLAINTS a & b", "COMPLAINT NO. a", "REPORT COMPLAINT a"
_REPORT = r"(?:(?:the )?(?:investigation )?report\b:?(?=\s*$|\s*complaints?\b|\s+\d{9}))?"
_COMPLAINT = r"(?:complaints?\b(?: (?:no|number|ref|reference)\b\.?)?:?(?=\s*$|\s*\d{8}))?"
# a misprinted reference of eight or ten figures is no part of the landlord’s name
_REFERENCES = r"(?P<references>\s*\d{8,10}(?!\d)(?:\s*(?:,|&|/|;|and)?\s*\d{8,10}(?!\d))*)?"
OPENING = Wording(rf"^[\s:]*{_REPORT}\s*{_COMPLAINT}{_REFERENCES}\s*")
MISPRINTED = Wording(r"\bCOMPLAINTS?:?\s*(\d{8}|\d{10})\b", cased=True)
MERITS = Wording("maladministration|service failure|redress")
_TITLE = Wording(r"^(?P<landlord>.+?)\s*\((?P<reference>\d{9})\)$", cased=True)
AMENDED = Wording(
    r"[\[(–-]?\s*(?:as )?(?:re)?(?:amended|revised|reissued|reviewed|updated|corrected)\b"
    r"[^\d]*(?P<date>[^\])]*)[\])]?"
)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}"
_DATE = any_of(
    # "6th March 2024", "Wednesday 6 March, 2024"
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?[ /.-](?:of )?{_MONTH},?[ /.-]\d{{2,4}}\b",
    # "06/03/2024"
    r"\b\d{1,2}(?P<stop>[/.-])\d{1,2}(?P=stop)\d{2,4}\b",
    # "March 6, 2024"
    rf"\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}\b",
    # no dates, and no part of a landlord's name either: "14 March 20224", "March 2024"
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?[ /.-])?(?:of )?{_MONTH},?[ /.-]\d{{3,6}}$",
    r"\b20\d\d-\d\d-\d\d\b",
)
_DATED = Wording(rf"(?:\bdated?:? )?(?:\b[A-Z][a-z]+day,? )?(?P<date>{_DATE})")
LABEL = Wording(r"^(?:name of )?landlord(?: name)?: *|[ ,]+(?:dated?:?|[a-z]+day,?)$")  # around a landlord
_LONGEST_LINE = 160  # of the case block; what is longer is text
TENURE_PARAGRAPHS = 12  # the tenure stands in the first of the background


class CaseDetails(Struct, frozen=True):
    """The case block. Texts are as printed; what the report does not give is None, with a Problem."""

    reference: str | None = None
    other_references: tuple[str, ...] = ()
    landlord: str | None = None
    landlord_type: str | None = None
    date: dt.date | None = None
    amended_date: dt.date | None = None
    layout: Layout = "report"
    decision_type: DecisionType = "investigation"
    tenure: str | None = None
    unread_date: str | None = None


def read_case(document: Document) -> tuple[CaseDetails, tuple[Problem, ...]]:
    """The case block of a document with sections, and a Problem for each part that is missing."""
    table = blocks_of(document, SectionKind.DECISION_TABLE)
    case = _from_table(document, table) if table else _from_lines(document)
    problems = [
        Problem(f"{name}_not_stated", f"the report does not state {words}", _STAGE)
        for name, words, value in (
            ("case_reference", "its case reference", case.reference),
            ("landlord", "the landlord", case.landlord),
            ("date", "its date", case.date),
            ("tenure", "the resident’s tenure where it is looked for (the first paragraphs)", case.tenure),
        )
        if not value
    ]
    if case.unread_date:
        message = f"“{case.unread_date}” stands where the date does, and is no day that there is"
        problems.append(Problem("date_unread", message, _STAGE))
    title = _TITLE.match(document.title)
    misprinted = None if table else MISPRINTED.search(document.text[: _head_end(document)])
    printed = misprinted[1] if misprinted else case.reference
    if title and printed and title["reference"] not in (printed, *case.other_references):
        message = f"the page’s title has {title['reference']}, the report {printed}"
        problems.append(Problem("reference_differs", message, _STAGE))
    return case, tuple(problems)


def _from_table(document: Document, rows: list[Block]) -> CaseDetails:
    """The case block of the DECISION layout: a table of labels and values."""
    cells = {
        document.words(row.cells[0]).rstrip(":").lower(): document.words(row.cells[1]).lstrip(": ")
        for row in rows
        if len(row.cells) > 1
    }
    references = _REFERENCE.findall(cells.get("case id", "")) or _REFERENCE.findall(document.title)
    date, amended = _dates(cells.get("date", ""))
    title = _TITLE.match(document.title)
    return CaseDetails(
        reference=references[0] if references else None,
        other_references=tuple(references[1:]),
        landlord=cells.get("landlord") or (title["landlord"] if title else None),
        landlord_type=cells.get("landlord type"),
        date=date,
        amended_date=amended,
        layout="decision",
        decision_type="jurisdiction" if "jurisdiction" in cells.get("decision type", "").lower() else "investigation",
        tenure=occupancy(cells.get("occupancy", "")) or _tenure(document),
    )


def _from_lines(document: Document) -> CaseDetails:
    """The case block of the REPORT layout: lines above the first heading."""
    end = _head_end(document)
    lines = [document.words(block.span) for block in document.blocks if block.span.start < end]
    title = _TITLE.match(document.title)
    references = _references(lines, title["reference"] if title else None)
    landlord, date, amended, unread = _landlord_and_date(lines)
    return CaseDetails(
        reference=references[0] if references else None,
        other_references=references[1:],
        landlord=landlord or (title["landlord"] if title else None),
        date=date,
        amended_date=amended,
        decision_type=_decision_type(document),
        tenure=_tenure(document),
        unread_date=unread,
    )


def _references(lines: Sequence[str], of_title: str | None) -> tuple[str, ...]:
    """The references of the COMPLAINT lines, of two such lines the title's first; the title's where there is none."""
    openings = (OPENING.match(line) for line in lines)
    stated = [_REFERENCE.findall(opening.group()) for opening in openings if opening]
    stated = [references for references in stated if references]
    found = [reference for references in stated for reference in references]
    if of_title and (not found or (len(stated) > 1 and of_title in found)):
        found.insert(0, of_title)
    return tuple(dict.fromkeys(found))


def _landlord_and_date(lines: Sequence[str]) -> tuple[str | None, dt.date | None, dt.date | None, str | None]:
    """The landlord, the date, the amendment's date, and what stands for a date and is none ("14 March 20224")."""
    landlord: list[str] = []
    date = amended = unread = None
    for line in lines:
        opening = OPENING.match(line)
        if opening and opening.group():
            landlord = []  # what stood above is no landlord: alt text of a logo, a title
            line = line[opening.end() :]
        if len(line) >= _LONGEST_LINE:
            continue
        meant = " ".join(as_meant(line)[0].split())  # "14 Febuary 2024" as "14 Feb 2024"
        dated = _DATED.search(meant)
        if amended is None and AMENDED.match(meant):
            amended = _dates(meant)[1]
        elif dated and date is None:
            date, amended = _dates(meant[dated.start("date") :])
            unread = None if date else line[dated.start("date") :]
            landlord.append(LABEL.without(line[: dated.start()].strip()))
        elif line and (date is None or not any(landlord)):
            landlord.append(LABEL.without(line))
    return " ".join(filter(None, landlord)) or None, date, amended, unread


def _head_end(document: Document) -> int:
    """Where the first heading begins."""
    return document.sections[0].span.start if document.sections else len(document.text)


def _dates(line: str) -> tuple[dt.date | None, dt.date | None]:
    """The date of a line such as "14 May 2021 [amended 07 July 2021]", and the amendment’s."""
    amended = AMENDED.search(line)
    first = line[: amended.start()] if amended else line
    printed, later = _DATED.search(first), _DATED.search(amended["date"]) if amended else None
    return (parse_date(_plain(printed)) if printed else None), (parse_date(_plain(later)) if later else None)


def _plain(dated: re.Match[str]) -> str:
    """The date in an order that `parse_date` knows: "March 6, 2024" and "2024-03-06" are "6 March 2024"."""
    words = re.sub(r"^(\d{4})-(\d\d)-(\d\d)$", r"\3/\2/\1", dated["date"].replace(",", ""))
    return re.sub(r"^([A-Za-z]+) (\d{1,2}\w*) (\d{4})$", r"\2 \1 \3", words)


def _decision_type(document: Document) -> DecisionType:
    """A report that assesses nothing, and is headed or worded as one on jurisdiction, decides on that alone."""
    titles = [section.title.lower() for section in document.sections if section.kind == SectionKind.DETERMINATION]
    if any(section.kind == SectionKind.ASSESSMENT for section in document.sections):
        return "investigation"
    decided = " ".join(document.words(block.span) for block in blocks_of(document, SectionKind.DETERMINATION))
    only = "jurisdiction" in decided and not MERITS.search(decided)
    return "jurisdiction" if only or any("jurisdiction" in title for title in titles) else "investigation"


def _tenure(document: Document) -> str | None:
    blocks = blocks_of(document, *TENURE_TOLD)
    order = sorted(
        blocks, key=lambda block: _is_kind(document, block, SectionKind.BACKGROUND, SectionKind.EVENTS), reverse=True
    )
    return stated_tenure([document.words(block.span) for block in order[:TENURE_PARAGRAPHS]])[0]


def _is_kind(document: Document, block: Block, *kinds: str) -> bool:
    section = document.section_at(block.span.start)
    return section is not None and section.kind in kinds
