"""Sentences to quote: whole, never of glued cells, and with the place as printed, its nesting kept."""

import datetime as dt

import pytest

from ombudsparse.document import Block, Document
from ombudsparse.present.quotation import quotation, quotation_of_row
from ombudsparse.spans import Span
from ombudsparse.structure.evidence import evidence_at

KNOWN = {"landlord": "Ash Homes", "reference": "202400001", "date": dt.date(2024, 5, 3)}


@pytest.mark.parametrize(
    ("place", "cited"),
    [
        ({}, "(Housing Ombudsman, Ash Homes, case 202400001, 3 May 2024)"),
        ({"section": "Determination", "paragraph": "12(b)"}, "3 May 2024, Determination, paragraph 12(b))"),
        ({"page": 4}, "3 May 2024, page 4)"),
        ({"url": "https://example.org/a"}, "3 May 2024, https://example.org/a)"),
    ],
)
def test_citation(place, cited):
    assert quotation("It failed.", **KNOWN, **place).endswith(cited)


def test_what_is_not_known_is_left_out_and_quotation_marks_are_nested():
    made = quotation("It said “we are  sorry”.\n", landlord=None, reference=None, date=None)
    assert made == "“It said ‘we are sorry’.” (Housing Ombudsman)"


def document_of(*lines):
    """(kind, level, label, text, or several texts for the cells of a row)."""
    text, blocks = "", []
    for kind, level, label, words in lines:
        cells, start = [], len(text)
        for cell in [words] if isinstance(words, str) else words:
            text += "\t" if len(text) > start else ""
            cells.append(Span(len(text), len(text) + len(cell)))
            text += cell
        span = Span(start, len(text))
        blocks.append(Block(kind, span, level, label, span, tuple(cells) if not isinstance(words, str) else ()))
        text += "\n"
    return Document(text, tuple(blocks))


NESTED = document_of(
    ("heading", 1, None, "The complaint"),
    ("item", 1, "1", "The complaint is about:"),
    ("item", 2, "1", "the leak;"),
    ("item", 2, "2", "the repairs:"),
    ("item", 3, "a", "to the roof;"),
    ("item", 3, "(b)", "to the door."),
    ("item", 1, "2", "The Ombudsman looked at the complaint handling."),
    ("paragraph", 0, None, "No number."),
    ("heading", 1, None, "Determination"),
    ("item", 2, "3", "An item whose parent is not there."),
)


@pytest.mark.parametrize(
    ("words", "paragraph"),
    [
        ("The complaint is about", "1"), ("the leak", "1(1)"), ("the repairs", "1(2)"), ("to the roof", "1(2)(a)"),
        ("to the door", "1(2)(b)"), ("The Ombudsman looked", "2"), ("No number", None), ("An item whose", "3"),
    ],
)  # fmt: skip
def test_paragraphs_keep_their_nesting(words, paragraph):
    assert NESTED.paragraph_at(NESTED.text.index(words)) == paragraph


ROWS = document_of(
    ("row", 0, None, ["9 May 2024", "The resident complained. She asked for a call."]),
    ("row", 0, None, ["The leak", "Maladministration"]),
    (
        "row",
        0,
        None,
        ["1", "Compensation order\nThe landlord must pay £720. It is made up of:\n£500 for it\n£220 for that"],
    ),
)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("9 May 2024", "9 May 2024 | The resident complained. She asked for a call."),
        ("resident", "The resident complained."),
        ("a call", "She asked for a call."),
        ("Maladministration", "The leak | Maladministration"),
        ("£500", "The landlord must pay £720. It is made up of: £500 for it"),
        ("£220", "The landlord must pay £720. It is made up of: … £220 for that"),
        ("9 May 2024\tThe resident complained.", "9 May 2024 | The resident complained. She asked for a call."),
    ],
)
def test_cells_are_never_glued(words, sentence):
    start = ROWS.text.index(words)
    assert evidence_at(ROWS, Span(start, start + len(words))).sentence == sentence


def test_rows_of_tables_are_quoted_too_and_those_without_words_are_not():
    row = {
        "case_reference": "202400001", "landlord": "Ash Homes", "date": dt.date(2024, 5, 3), "url": "https://x.org/1",
        "evidence_sentence": "It failed.", "evidence_section": "Determination", "evidence_paragraph": "4(a)",
        "evidence_page": None,
    }  # fmt: skip
    assert quotation_of_row(row).endswith("Determination, paragraph 4(a), https://x.org/1)")
    with pytest.raises(ValueError, match="rests on no words"):
        quotation_of_row(row | {"evidence_sentence": None})
    with pytest.raises(KeyError):
        quotation_of_row({"case_reference": "202400001"})


def test_a_report_quotes_its_records(determination):
    made = determination.quote(determination.findings[0], url="https://x.org/1")
    assert made.startswith("“")
    assert "case 202399001, 14 February 2024" in made
    with pytest.raises(ValueError, match="rests on no words"):
        determination.quote(next(problem for problem in determination.problems if problem.span is None))
