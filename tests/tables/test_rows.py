"""Rows and cells: stable columns, keys, evidence, and no formula that a spreadsheet would run."""

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ombudsparse.dataset.csv_text import csv_cell, csv_text
from ombudsparse.schema import Table, columns
from ombudsparse.tables.rows import rows

FINDING = "landlord date number outcome text scheme_paragraph head_number statement source_form severity upheld"
COLUMNS = {
    Table.DETERMINATIONS: "other_references landlord landlord_canonical landlord_type date amended_date layout "
    "decision_type tenure compensation_ordered compensation_deductible compensation_new heads_count findings_count "
    "orders_count recommendations_count awards_count events_count conflicts_count citations_count problems_count "
    "narrative_findings_count compensation_at_least landlord_type_source",
    Table.HEADS: "landlord date number text stem category categories",
    Table.FINDINGS: FINDING,
    Table.NARRATIVE_FINDINGS: FINDING,
    Table.ORDERS: "landlord date number text types amount due_date due_text addressee head_number",
    Table.RECOMMENDATIONS: "landlord date number text types amount due_date due_text addressee head_number",
    Table.AWARDS: "landlord date number amount role head_number formula text comes_to already_offered",
    Table.EVENTS: "landlord date number earliest latest precision mention timex actor type text section anchor "
    "polarity modality rule confidence decided_by",
    Table.MILESTONES: "landlord date milestone earliest latest precision mention actor text section",
    Table.CONFLICTS: "landlord date number type dates",
    Table.CITATIONS: "landlord date number instrument provision text",
    Table.PROBLEMS: "landlord date number code message stage",
}
EVIDENCE = ("evidence", "evidence_section", "evidence_paragraph", "evidence_page", "evidence_start", "evidence_end")


@pytest.mark.parametrize("table", Table)
def test_columns_are_those_that_users_rely_on(table, determination):
    assert columns(table) == ("case_reference", "source", *COLUMNS[table].split())
    for evidence in (False, True):
        made = rows(determination, table, "a/page.html", evidence=evidence)
        assert made or table is Table.NARRATIVE_FINDINGS  # of which the report has none
        assert all(tuple(row) == columns(table, evidence=evidence) for row in made)
        assert {(row["case_reference"], row["source"]) for row in made} <= {("202399001", "a/page.html")}


def test_source_is_the_name_of_the_file_where_none_is_given(determination):
    assert rows(determination, Table.ORDERS)[0]["source"] == "page.html"


@pytest.mark.parametrize(
    ("table", "place", "expected"),
    [
        (Table.DETERMINATIONS, 0, {"date": dt.date(2024, 2, 14), "compensation_ordered": Decimal("1250.50")}),
        (Table.DETERMINATIONS, 0, {"compensation_new": Decimal("1100.50"), "orders_count": 2, "problems_count": 2}),
        (Table.HEADS, 1, {"number": 2, "categories": "heating_and_hot_water; repairs"}),
        (Table.FINDINGS, 1, {"number": 2, "outcome": "no_maladministration", "head_number": 2, "source_form": "list"}),
        (Table.ORDERS, 0, {"types": "compensation", "due_date": dt.date(2024, 3, 13), "head_number": None}),
        (Table.AWARDS, 1, {"role": "ordered", "amount": Decimal("1250.50"), "head_number": 1}),
        (Table.EVENTS, 3, {"earliest": dt.date(2023, 5, 1), "latest": dt.date(2023, 5, 31), "precision": "month"}),
        (Table.MILESTONES, 1, {"milestone": "stage_1_response", "mention": "20 March 2023"}),
        (Table.CONFLICTS, 0, {"type": "stage_1_response", "dates": "2023-03-20; 2023-03-22"}),
        (Table.PROBLEMS, 0, {"code": "stage_2_not_stated", "number": 1}),
    ],
)
def test_values(table, place, expected, determination):
    row = rows(determination, table)[place]
    assert {name: row[name] for name in expected} == expected


@pytest.mark.parametrize("table", [table for table in Table if table is not Table.DETERMINATIONS])
def test_evidence_is_the_text_at_its_offsets(table, determination):
    for row in rows(determination, table, evidence=True):
        if row["evidence"] is None:
            assert [row[name] for name in EVIDENCE] == [None] * 6
            continue
        start, end = row["evidence_start"], row["evidence_end"]
        assert determination.document.text[start:end] == row["evidence"]
        assert row["evidence_section"]
        assert row["evidence_page"] in (1, 2)


def test_evidence_names_section_paragraph_and_page(determination):
    row = rows(determination, Table.ORDERS, evidence=True)[0]
    assert (row["evidence_section"], row["evidence_paragraph"], row["evidence_page"]) == ("Orders", "8", 2)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        ("", ""),
        ("the damp", "the damp"),
        ("£300", "£300"),
        ("=1+1", "'=1+1"),
        ("+44 20 7946 0000", "'+44 20 7946 0000"),
        ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\n=1"),
        ("one\r\ntwo", "one\ntwo"),
        ("\n=1", "'\n=1"),
        ("＝1", "'＝1"),
        ("-", "'-"),
        ("-5\n", "'-5\n"),
        ("-5", "-5"),
        ("+12.50", "+12.50"),
        ("-5e3", "'-5e3"),
        (Decimal("-5"), "-5"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1250.50"), "1250.50"),
        (-3, "-3"),
        (dt.date(2023, 3, 4), "2023-03-04"),
    ],
)
def test_cells(value, cell):
    assert csv_cell(value) == cell


@given(st.text())
def test_no_cell_of_text_begins_a_formula(text):
    cell = csv_cell(text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    assert cell in (lines, f"'{lines}")
    if cell[:1] in ("=", "+", "-", "@", "\t", "\r"):
        float(cell)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=1, max_size=4))
def test_csv_reads_back(texts):
    names = [f"column {place}" for place in range(len(texts))]
    written = csv_text(names, [dict(zip(names, texts, strict=True))])
    back = list(csv.reader(io.StringIO(written, newline="")))
    assert back == [names, [csv_cell(text) for text in texts]]


def test_a_formula_in_a_report_is_text_in_the_csv(determination):
    made = csv_text(columns(Table.RECOMMENDATIONS), rows(determination, Table.RECOMMENDATIONS))
    assert '"\'=HYPERLINK(""https://example.org"")' in made
