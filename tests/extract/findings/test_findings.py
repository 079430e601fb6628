"""Findings and the heads that they decide: a table of invented determinations in every form."""

import tomllib
from pathlib import Path

import pytest
from report_forms import FORMS, Line, document, outline

from ombudsparse.extract.findings.findings import read_findings
from ombudsparse.extract.heads import read_heads
from ombudsparse.records import Outcome

TABLE = tomllib.loads((Path(__file__).parent / "findings.toml").read_text("utf-8"))["case"]


def read(heads, determination, form="nested", assessment="- The landlord replied on 3 May 2023."):
    stem = [Line(1, "The complaint is about:", False, "", False)] if len(heads) > 1 else []
    made = document(
        [
            ("The complaint", stem + [Line(len(stem) + 1, head, False, "", False) for head in heads]),
            ("Background", outline("- The resident is an assured tenant.")),
            ("Assessment and findings", outline(assessment)),
            ("Determination", outline(determination)),
            ("Orders", outline("- The landlord must apologise to the resident within 4 weeks.")),
        ],
        form,
    )
    return made, *read_findings(made, read_heads(made)[0])


def formal(findings):
    return [finding for finding in findings if finding.statement == "formal"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("case", TABLE, ids=[case["about"] for case in TABLE])
def test_table(case, form):
    made, findings, _ = read(case["heads"], case["determination"], form)
    expected = [line.expected.split(", ") for line in outline(case["determination"]) if line.expected]
    want = [tuple(one.split()) for line in expected for one in line]
    got = [
        (one.outcome.value, "-" if one.head is None else str(one.head), one.scheme_paragraph or "-")
        for one in formal(findings)
    ]
    assert got == want
    assert all(one.outcome and made.words(one.span) for one in findings)


def test_the_table_is_large_enough():
    assert len(TABLE) >= 60


def test_problems_of_the_match():
    statement = "- There was maladministration in the landlord’s handling of the lift."
    _, _, problems = read(["The lift.", "The complaint."], statement)
    assert [problem.code for problem in problems] == ["head_without_finding"]
    statement += (
        "\n- There was service failure in its complaint handling.\n- There was service failure in its parking scheme."
    )
    _, _, problems = read(["The lift.", "The complaint."], statement)
    assert [problem.code for problem in problems] == ["finding_without_head"]


def test_no_finding_is_a_problem():
    _, findings, problems = read(["The lift."], "- We have looked at everything.")
    assert not formal(findings)
    assert [problem.code for problem in problems] == ["findings_not_found"]


def test_the_reasoning_is_narrative():
    statement = "- There was maladministration in the landlord’s handling of the lift."
    said = "- We have therefore found maladministration in the landlord’s handling of the lift."
    _, findings, _ = read(["The lift."], statement, assessment=said)
    assert [(one.statement, one.outcome) for one in findings] == [
        ("narrative", Outcome.MALADMINISTRATION),
        ("formal", Outcome.MALADMINISTRATION),
    ]


LISTING = """- In accordance with paragraph 39(m) of the Scheme, the following are outside our jurisdiction{end}
  - The queue for the lift.
  - The landlord’s choice of a caretaker.
- {after}
"""


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("end", [":", "."])
@pytest.mark.parametrize(
    "after",
    [
        "This is because the tribunal can look at them.",
        "After the works of 17 June 2022 the resident wrote to the landlord about other things.",
        "The letter about the lift came from the resident’s sister in Hull.",
    ],
)
def test_heads_listed_as_outside_jurisdiction_in_the_reasoning(form, end, after):
    statement = "- There was maladministration in the landlord’s handling of mould."
    heads = ["Mould in the hall.", "The queue for the lift.", "The choice of a caretaker."]
    listing = LISTING.format(end=end, after=after)
    _, findings, _ = read(heads, statement, form, assessment=listing)
    narrative = [(one.outcome, one.scheme_paragraph, one.head) for one in findings if one.statement == "narrative"]
    assert narrative == [(Outcome.OUTSIDE_JURISDICTION, "39(m)", head) for head in (1, 2)]
    assert [one.outcome for one in formal(findings)] == [Outcome.MALADMINISTRATION]


def test_a_list_of_what_the_scheme_says_is_no_finding():
    statement = "- There was maladministration in the landlord’s handling of the lift."
    quoted = """- Paragraph 42 of the Scheme says that the following are outside of the Ombudsman’s jurisdiction:
  - are made before the landlord’s procedure is at an end
  - were not brought within 12 months
"""
    _, findings, _ = read(["The lift."], statement, assessment=quoted)
    assert [one.statement for one in findings] == ["formal"]
