"""The case block of both layouts."""

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from report_forms import FORMS, HEAD, TITLE, document, outline

from ombudsparse.extract.case import read_case
from ombudsparse.readers.sources import read_source
from ombudsparse.structure.row_blocks import with_rows
from ombudsparse.structure.sections import with_sections

TABLE = [json.loads(line) for line in (Path(__file__).parent / "case.jsonl").read_text("utf-8").splitlines()]
REST = (
    ("Our approach", outline("= We decide what is fair in all the circumstances of the case.")),
    ("The complaint", outline("- The complaint is about the landlord’s handling of repairs.")),
    ("Background", outline("- The resident is an assured tenant.\n- She lives alone.")),
)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("row", TABLE, ids=[row["about"] for row in TABLE])
def test_table(row, form):
    if form not in row.get("only", FORMS):
        pytest.skip(f"no {form} looks like this")
    case, _ = read_case(document(REST, form, head=row["head"], title=row["title"]))
    want = row["want"]
    assert case.reference == want["reference"]
    assert list(case.other_references) == want["other_references"]
    assert case.landlord == want["landlord"]
    assert (str(case.date) if case.date else None) == want["date"]
    assert case.amended_date == (dt.date.fromisoformat(want["amended_date"]) if want["amended_date"] else None)
    assert case.layout == "report"
    assert case.tenure == "assured tenant"


def test_the_table_is_large_enough():
    assert len(TABLE) >= 60


JURISDICTION = "- In accordance with paragraph 42(a) of the Scheme, the complaint is outside our jurisdiction."
MERITS = (
    "- In accordance with paragraph 52 of the Scheme, there was maladministration in the landlord’s handling of it."
)


@pytest.mark.parametrize(
    ("sections", "decision_type"),
    [
        ([("Determination (jurisdictional decision)", JURISDICTION)], "jurisdiction"),
        ([("Jurisdictional decision", JURISDICTION)], "jurisdiction"),
        ([("Determination", JURISDICTION)], "jurisdiction"),
        ([("Determination", MERITS)], "investigation"),
        ([("Determination", f"{JURISDICTION}\n{MERITS}")], "investigation"),
        ([("Assessment and findings", "- The landlord wrote."), ("Determination", JURISDICTION)], "investigation"),
    ],
)
def test_decision_type(sections, decision_type):
    made = [(title, outline(lines)) for title, lines in sections]
    case, _ = read_case(document([*REST, *made], "nested"))
    assert case.decision_type == decision_type


def test_what_is_missing_is_a_problem():
    case, problems = read_case(document(REST[:2], "nested", head=("REPORT",), title="A report"))
    codes = {problem.code for problem in problems}
    assert codes == {"case_reference_not_stated", "landlord_not_stated", "date_not_stated", "tenure_not_stated"}
    assert (case.reference, case.landlord, case.date, case.tenure) == (None, None, None, None)


def test_a_title_with_another_reference_is_a_problem():
    _, problems = read_case(document(REST, "nested", title="Tarn Hows Housing Limited (202299009)"))
    assert [problem.code for problem in problems] == ["reference_differs"]


def test_a_misprinted_reference_is_a_problem():
    head = ("REPORT", "COMPLAINT 2022990018", "Tarn Hows Housing Limited", "6 March 2024")
    case, problems = read_case(document(REST, "nested", head=head, title="Tarn Hows Housing Limited (202299001)"))
    assert case.reference == "202299001"
    assert [(problem.code, "2022990018" in problem.message) for problem in problems] == [("reference_differs", True)]


ROWS = (
    ("Case ID", "202599001"),
    ("Decision type", "Investigation"),
    ("Landlord", "Tarn Hows Housing Limited"),
    ("Landlord type", "Housing Association"),
    ("Occupancy", "Shared Ownership"),
    ("Date", "21 October 2025"),
)


def decision(rows, form):
    title = "Tarn Hows Housing Limited (202599001)"
    if form == "page":
        table = "".join(f"<tr><td>{name}</td><td>{value}</td></tr>" for name, value in rows)
        text = f"<main><h1>{title}</h1><h2>Decision</h2><table>{table}</table><h2>Background</h2><p>Hers.</p></main>"
        return with_rows(with_sections(read_source(text.encode(), "html"))[0])
    if form in ("piped", "Markdown"):
        piped = "|\nDecision |\n|\n" + "".join(f"|\n{name} |\n{value} |\n" for name, value in rows)
        marked = "| Decision |  |\n|---|---|\n" + "".join(f"| {name} | {value} |\n" for name, value in rows)
        table = piped if form == "piped" else marked
        text = f"{title}\n{table}Background\n- Hers.\n- His.\nWhat the complaint is about\n- A gate.\n"
        return with_rows(with_sections(read_source(text, "text"))[0])
    joint = {"lines": "\n", "colons": ": ", "spaces": " ", "one line": " "}[form]
    cells = (" " if form == "one line" else "\n").join(joint.join(row) for row in rows)
    text = f"{title}\nDecision\n{cells}\nBackground\nShe lives here.\nWhat the complaint is about\nA gate.\n"
    return with_rows(with_sections(read_source(text, "text"))[0])


DECISION_FORMS = ("page", "lines", "colons", "spaces", "one line", "piped", "Markdown")


@pytest.mark.parametrize("form", DECISION_FORMS)
def test_the_table_of_the_decision(form):
    case, problems = read_case(decision(ROWS, form))
    assert case.reference == "202599001"
    assert case.landlord == "Tarn Hows Housing Limited"
    assert case.landlord_type == "Housing Association"
    assert case.tenure == "shared owner"
    assert case.date == dt.date(2025, 10, 21)
    assert (case.layout, case.decision_type) == ("decision", "investigation")
    assert not problems


@pytest.mark.parametrize("form", DECISION_FORMS)
@pytest.mark.parametrize(
    ("value", "decision_type"),
    [
        ("Jurisdiction", "jurisdiction"),
        ("Outside jurisdiction", "jurisdiction"),
        ("Jurisdictional decision", "jurisdiction"),
        ("Early resolution", "investigation"),
        ("Determination", "investigation"),
    ],
)
def test_the_type_of_decision_is_no_heading(value, decision_type, form):
    rows = (ROWS[0], ("Decision type", value), *ROWS[2:5], ("Date", "3 May 2026 (amended 9 June 2026)"))
    case, problems = read_case(decision(rows, form))
    assert case.decision_type == decision_type
    assert (case.landlord, case.landlord_type) == ("Tarn Hows Housing Limited", "Housing Association")
    assert case.tenure == "shared owner"
    assert (case.date, case.amended_date) == (dt.date(2026, 5, 3), dt.date(2026, 6, 9))
    assert not problems


NAMES = st.lists(
    st.sampled_from(["Tarn", "Hows", "Housing", "&", "of", "Wenlow", "Group", "(TH)", "Trust", "Limited", "21"]),
    min_size=1,
    max_size=5,
).map(" ".join)


@given(NAMES.filter(lambda name: name[0].isupper()), st.dates(dt.date(2018, 1, 1), dt.date(2026, 12, 31)))
@example("Tarn 21 21 21", dt.date(2018, 1, 1))  # no date, for all its numbers
@settings(max_examples=60, deadline=None)
def test_any_name_and_date(name, date):
    head = (*HEAD[:2], name, f"{date.day} {date:%B %Y}")
    case, _ = read_case(document(REST, "nested", head=head, title=TITLE))
    assert (case.landlord, case.date) == (name, date)
