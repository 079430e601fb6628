"""Headings and sections, and the tables of the DECISION layout where a text has flattened them."""

import pytest

from ombudsparse.document import Document
from ombudsparse.readers.text.text import read_text
from ombudsparse.structure.row_blocks import with_rows
from ombudsparse.structure.sections import blocks_of, with_sections

HEAD = "REPORT\n\nCOMPLAINT 202312345\n\nPenwick Homes\n\n3 May 2024\n\n"


THINGS = ["One thing.", "Another thing."]


def sections(text: str) -> list[tuple[int, str, str]]:
    document, _ = with_sections(read_text(HEAD + text))
    return [(section.level, section.kind, section.title) for section in document.sections]


LISTS = "\n  1. One thing.\n  2. Another thing.\n"


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Our approach", "approach"),
        ("The complaint", "complaint"),
        ("THE COMPLAINT", "complaint"),
        ("The complaint:", "complaint"),
        ("Background and summary of events", "background"),
        ("Background & summary of events", "background"),
        ("Summary of events", "events"),
        ("Assessment and findings", "assessment"),
        ("Determination (decision)", "determination"),
        ("Determination (jurisdictional decision)", "determination"),
        ("Our decision (determination)", "determination"),
        ("Reasons for the decision", "reasons"),
        ("Orders and recommendations", "orders"),
        ("Recommendation", "recommendations"),
        ("Jurisdiction", "jurisdiction"),
    ],
)
def test_known_headings(heading: str, kind: str) -> None:
    assert sections(f"{heading}\n{LISTS}")[0][:2] == (1, kind)


@pytest.mark.parametrize(
    "line",
    [
        "The complaint is about the landlord’s handling of a leak.",
        "Background checks were made",
        "orders",
        "Determination of the rent was for the tribunal.",
    ],
)
def test_no_headings(line: str) -> None:
    assert sections(f"The complaint\n{LISTS}\n{line}\n{LISTS}") == [(1, "complaint", "The complaint")]


def test_subheadings_take_the_kind_of_their_section() -> None:
    headings = ["Assessment and findings", "Reports of a leak", "Complaint handling", "Determination"]
    found = sections("\n".join(f"{heading}\n{LISTS}" for heading in headings))
    assert found == [
        (1, "assessment", "Assessment and findings"),
        (2, "assessment", "Reports of a leak"),
        (2, "assessment", "Complaint handling"),
        (1, "determination", "Determination"),
    ]


def test_numbered_headings() -> None:
    text = (
        "1. The complaint\nIt is about a leak.\n2. Background\nShe moved in.\n3. Determination\nThere was no failure.\n"
    )
    assert [kind for _, kind, _ in sections(text)] == ["complaint", "background", "determination"]


def test_blocks_of_leaves_headings_and_nested_sections_out() -> None:
    text = f"Background\n{LISTS}\nPolicies and procedures\n  1. A policy.\n  2. Its terms.\n\nFindings\n{LISTS}"
    document, _ = with_sections(read_text(HEAD + text))
    assert [document.words(block.span) for block in blocks_of(document, "background")] == [
        "One thing.",
        "Another thing.",
    ]
    assert [document.words(block.span) for block in blocks_of(document, "policies")] == ["A policy.", "Its terms."]


def test_missing_sections_are_problems() -> None:
    _, problems = with_sections(read_text(HEAD + f"Background\n{LISTS}"))
    assert {problem.code for problem in problems} == {"no_complaint_section", "no_determination_section"}


DECISION = """Penwick Homes (202512345)
Decision
Case ID{0}202512345
Decision type{0}Investigation
Landlord{0}Penwick Homes
Landlord type{0}Housing Association
Occupancy{0}Assured Tenancy
Date{0}21 November 2025
Background
The resident lives in a flat.
What the complaint is about
- Repairs to a window.
- The complaint.
Our decision (determination)
We found maladministration in the landlord’s handling of repairs to a window.
Putting things right
Orders
Order{0}What the landlord must do{0}Due date
1{0}Compensation order The landlord must pay £200.{0}No later than 5 December 2025
2{0}Inspection order The landlord must inspect the window by 1 December 2025.{0}No later than 19 December 2025
Our investigation
The complaint procedure
Date{0}What happened
3 April 2025{0}The resident complained.
May 2025{0}The landlord replied on 6 May 2025.
Referral to the Ombudsman{0}The resident came to us.
What we found and why
Complaint{0}Repairs to a window
Finding{0}Maladministration
The landlord was slow.
"""


def rows(document: Document) -> list[tuple[str, ...]]:
    document = with_rows(with_sections(document)[0])
    return [tuple(map(document.words, block.cells)) for block in document.blocks if block.kind == "row"]


@pytest.mark.parametrize("between", ["\t", " ", "\n"])
def test_tables_come_back_however_they_were_flattened(between: str) -> None:
    assert rows(read_text(DECISION.format(between))) == [
        ("Case ID", "202512345"),
        ("Decision type", "Investigation"),
        ("Landlord", "Penwick Homes"),
        ("Landlord type", "Housing Association"),
        ("Occupancy", "Assured Tenancy"),
        ("Date", "21 November 2025"),
        ("Order", "What the landlord must do", "Due date"),
        ("1", "Compensation order The landlord must pay £200.", "No later than 5 December 2025"),
        (
            "2",
            "Inspection order The landlord must inspect the window by 1 December 2025.",
            "No later than 19 December 2025",
        ),
        ("Date", "What happened"),
        ("3 April 2025", "The resident complained."),
        ("May 2025", "The landlord replied on 6 May 2025."),
        ("Referral to the Ombudsman", "The resident came to us."),
        ("Complaint", "Repairs to a window"),
        ("Finding", "Maladministration"),
    ]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_section_on_jurisdiction_after_a_decision_on_it(between: str) -> None:
    text = DECISION.format("\n").replace("Decision type\nInvestigation", f"Decision type{between}Jurisdiction")
    text = text.replace("Background\n", "Jurisdiction\nWe may not look at rents.\nBackground\n")
    document, _ = with_sections(read_text(text))
    assert [section.kind for section in document.sections][:3] == ["decision_table", "jurisdiction", "background"]
    assert ("Decision type", "Jurisdiction") in rows(document)
