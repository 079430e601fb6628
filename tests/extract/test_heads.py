"""Heads of complaint: a table of invented sections in every form, and what must hold of any section."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_forms import FORMS, document, folded, outline

from ombudsparse.extract.heads import read_heads

TABLE = tomllib.loads((Path(__file__).parent / "heads.toml").read_text("utf-8"))["case"]
BEFORE = ("Our approach", outline("= We decide what is fair in all the circumstances of the case."))
AFTER = ("Background", outline("- The resident lives in a 2-bedroom flat.\n- The landlord owns the block."))


def heads_of(section, form, title="The complaint"):
    return read_heads(document([BEFORE, (title, outline(section)), AFTER], form))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("case", TABLE, ids=[case["about"] for case in TABLE])
def test_table(case, form):
    if form not in case.get("only", FORMS):
        pytest.skip(f"the {form} form does not show what would tell these lines apart")
    if form in case.get("not_yet", ()):
        pytest.skip(f"the reader or the outline does not tell these lines apart in the {form} form yet")
    heads, _ = heads_of(case["section"], form, case.get("title", "The complaint"))
    assert [folded(head.text) for head in heads] == [
        folded(line.text) for line in outline(case["section"]) if line.wanted
    ]
    if "stems" in case:
        assert [head.stem or "" for head in heads] == case["stems"]


def test_the_table_is_large_enough():
    assert len(TABLE) >= 150


def test_the_stem_of_a_nested_leaf_is_the_whole_chain():
    section = (
        "- The complaint is about the landlord’s:\n  - Handling of reports of:\n    * Mice.\n  * Complaint handling."
    )
    heads, _ = heads_of(section, "nested")
    assert [head.stem for head in heads] == [
        "The complaint is about the landlord’s: Handling of reports of:",
        "The complaint is about the landlord’s:",
    ]


ABOUT = "The complaint is about the landlord’s handling of the resident’s:"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "paragraph",
    [
        f"{ABOUT} a. Reports of damp. b. Request for a move. c. Complaint.",
        f"{ABOUT} a) Reports of damp; b) Request for a move; and c) Complaint.",
        f"{ABOUT} (i) Reports of damp; (ii) Request for a move; (iii) Complaint.",
        f"{ABOUT} i. Reports of damp. ii. Request for a move. iii. Complaint.",
        f"{ABOUT} 1) Reports of damp, 2) Request for a move, 3) Complaint",
        f"{ABOUT} (a) Reports of damp (b) Request for a move (c) Complaint.",
    ],
)
def test_a_list_within_one_paragraph(paragraph, form):
    heads, _ = heads_of(f"- {paragraph}", form)
    bare = [head.text.removesuffix("; and").strip(" ,;.") for head in heads]
    assert bare == ["Reports of damp", "Request for a move", "Complaint"]
    assert {head.stem for head in heads} == {ABOUT}


@pytest.mark.parametrize(
    "paragraph", ["The complaint is about a leak into flat b. It is also about noise.", "Repairs at no. 1. The lift."]
)
def test_a_letter_or_number_at_the_end_of_a_sentence_makes_no_list(paragraph):
    heads, _ = heads_of(f"- {paragraph}", "nested")
    assert [head.text for head in heads] == [paragraph]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("title", ["The outstanding issues", "Desired outcome", "The remedy sought"])
def test_what_the_resident_wants_is_no_head(title, form):
    complaint = outline("* The complaint is about the landlord’s handling of a broken fence panel.")
    wanted = outline("- The resident says that two panels are loose still. He would like all of them replaced.")
    heads, _ = read_heads(document([BEFORE, ("The complaint", complaint), (title, wanted), AFTER], form))
    assert [folded(head.text) for head in heads] == [folded(line.text) for line in complaint]


@pytest.mark.parametrize(
    ("section", "code"),
    [
        ("", "heads_not_found"),
        ("- Note: nothing is said here.", "heads_not_found"),
        ("- The resident’s complaint was about:", "stem_without_leaves"),  # the copy has lost its list
        (
            "\n".join(["- The complaint is about:", *(f"  - Matter {number}." for number in range(40))]),
            "implausible_heads",
        ),
    ],
)
def test_problems(section, code):
    heads, problems = heads_of(section, "nested")
    assert [problem.code for problem in problems] == [code]
    assert len(heads) in (0, 40)


def test_without_a_section_on_the_complaint():
    _, problems = read_heads(document([AFTER], "nested"))
    assert [problem.code for problem in problems] == ["heads_not_found"]


LINES = st.lists(
    st.tuples(
        st.sampled_from(["- ", "  - ", "= "]),
        st.sampled_from(
            [
                "The complaint is about:",
                "Damp",
                "The complaint.",
                "We have also considered its letters.",
                "Note: x",
                "A; and",
            ]
        ),
    ).map("".join),
    max_size=12,
)


@given(LINES, st.sampled_from(FORMS))
@settings(max_examples=60, deadline=None)
def test_any_section(lines, form):
    read = document([BEFORE, ("The complaint", outline("\n".join(lines).replace("  - ", "- "))), AFTER], form)
    heads, _ = read_heads(read)
    assert [head.number for head in heads] == list(range(1, len(heads) + 1))
    for head in heads:
        assert read.words(head.span) == head.text
        assert head.category is head.categories[0]
