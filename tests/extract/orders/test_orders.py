"""Orders and recommendations: tables of invented sections in every form, lead-ins, and the table of the new layout."""

import datetime as dt
import tomllib
from html import escape
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_forms import FORMS, document, folded, outline

from ombudsparse.extract.orders.orders import read_orders
from ombudsparse.readers.sources import read_source
from ombudsparse.structure.row_blocks import with_rows
from ombudsparse.structure.sections import with_sections

HERE = Path(__file__).parent
TABLE = tomllib.loads((HERE / "orders.toml").read_text("utf-8"))["case"]
LEAD_INS = (HERE / "order_lead_ins.txt").read_text("utf-8").splitlines()
OPENINGS = (HERE / "order_openings.txt").read_text("utf-8").splitlines()
REPORT_DATE = dt.date(2024, 3, 6)
BEFORE = (
    ("The complaint", outline("- The complaint is about the landlord’s handling of repairs to the bathroom.")),
    ("Determination", outline("- There was maladministration in the landlord’s handling of repairs to the bathroom.")),
)


def orders_of(section, form, title="Orders"):
    """Kind and record of each order and recommendation, in the order of the text."""
    read = document([*BEFORE, (title, outline(section))], form)
    (orders, recommendations), _ = read_orders(read, REPORT_DATE, ())
    both = [("order", order) for order in orders] + [("recommendation", order) for order in recommendations]
    return sorted(both, key=lambda pair: pair[1].span)


def wanted(case):
    kind = "recommendation" if case.get("title", "Orders").startswith("Recommendation") else "order"
    for line in outline(case["section"]):
        if line.wanted:
            expected = dict(part.split("=", 1) for part in line.expected.split("; ") if part)
            yield expected.pop("kind", kind), line.text, expected


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("case", TABLE, ids=[case["about"] for case in TABLE])
def test_table(case, form):
    if form not in case.get("only", FORMS):
        pytest.skip(f"the {form} form does not show what would tell these lines apart")
    got, want = orders_of(case["section"], form, case.get("title", "Orders")), list(wanted(case))
    assert [kind for kind, _ in got] == [kind for kind, _, _ in want], [order.text for _, order in got]
    for (_, order), (_, text, expected) in zip(got, want, strict=True):
        assert folded(order.text).startswith(folded(text))
        assert order.due_date == (dt.date.fromisoformat(expected["due"]) if "due" in expected else None)
        assert order.addressee == expected.get("by", order.addressee)
        assert {*expected.get("types", order.types[0].value).split(",")} & {kind.value for kind in order.types}


def test_the_table_is_large_enough():
    assert sum(len(list(wanted(case))) for case in TABLE) >= 150


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lead_in", LEAD_INS)
def test_lead_ins(lead_in, form):
    section = (
        f"- {lead_in}\n  - Write to the resident to apologise.\n  - Pay the resident £200 compensation.\n"
        "  - Inspect the front door.\n"
        "- Within 8 weeks of the date of this report, the landlord must review its repairs policy."
    )
    got = [(kind, order.text.split()[0], order.due_date) for kind, order in orders_of(section, form)]
    assert got == [
        ("order", "Write", dt.date(2024, 4, 3)),
        ("order", "Pay", dt.date(2024, 4, 3)),
        ("order", "Inspect", dt.date(2024, 4, 3)),
        ("order", "Within", dt.date(2024, 5, 1)),
    ]


PARTS = (
    ("arrange access on a day that suits her;", "agree dates for the works;", "explain what will happen."),
    ("Arrange access on a day that suits her.", "Agree dates for the works.", "Explain what will happen."),
    ("A plan of the kitchen.", "The dates of each visit.", "The name of the officer."),
)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("parts", PARTS)
@pytest.mark.parametrize("opening", OPENINGS)
def test_orders_with_parts(opening, parts, form):
    section = f"- {opening}\n" + "".join(f"  - {part}\n" for part in parts)
    section += "- The landlord must pay the resident £50 within 8 weeks of the date of this report."
    texts = [order.text for _, order in orders_of(section, form)]
    assert texts == [" ".join((opening, *parts)), section.rsplit("- ", 1)[1]]


CASE = (
    ("Case ID", "202599001"),
    ("Decision type", "Investigation"),
    ("Landlord", "Tarn Hows Housing Limited"),
    ("Landlord type", "Housing Association"),
    ("Occupancy", "Assured Tenancy"),
    ("Date", "21 October 2025"),
)
# number, title, text, bullets, due cell; and what is expected of the due date
ROWS = (
    (
        "1",
        "Apology order",
        "The landlord must apologise in writing.",
        ("by a director",),
        "No later than 18 November 2025",
    ),
    ("2", "Compensation order", "It must pay £650:", ("£400", "£250"), "No later than\n18 November 2025"),
    ("", "Completing the works", "The landlord must complete the work to the roof.", (), "30 December 2025"),
    ("4", "", "The landlord must review its damp policy.", (), "No later than 13 January 2026."),
    (
        "5",
        "Learning order",
        "The landlord must share this report with its staff.",
        (),
        "No later than\n20 January\n2026",
    ),
)
DUE = ["2025-11-18", "2025-11-18", "2025-12-30", "2026-01-13", "2026-01-20"]
ADVICE = ("The landlord should review its record keeping.", "The landlord should consider what support she needs.")
FIXED = "Landlords must comply with our orders in the manner and timescales we specify."


def decision_page():
    case = "".join(f"<tr><td>{name}</td><td>{value}</td></tr>" for name, value in CASE)
    rows = "".join(
        f"<tr><td>{number}</td><td><p><b>{title}</b></p><p>{escape(text)}</p>"
        f"<ul>{''.join(f'<li>{part}</li>' for part in parts)}</ul></td><td>{due.replace(chr(10), '<br>')}</td></tr>"
        for number, title, text, parts, due in ROWS
    )
    advice = "".join(f"<tr><td>{text}</td></tr>" for text in ("Our recommendations", *ADVICE))
    head = "<tr><td>Order</td><td>What the landlord must do</td><td>Due date</td></tr>"
    return (
        f"<main><h1>Tarn Hows Housing Limited (202599001)</h1><h2>Decision</h2><table>{case}</table>"
        "<h2>What the complaint is about</h2><p>The landlord’s handling of a leak.</p>"
        "<h2>Our decision (determination)</h2><p>There was maladministration in its handling of a leak.</p>"
        f"<h2>Putting things right</h2><p>We can.</p><h3>Orders</h3><p>{FIXED}</p><table>{head}{rows}</table>"
        f"<h3>Recommendations</h3><p>Our recommendations are not binding.</p><table>{advice}</table></main>"
    )


def decision_text(joint):
    """The same as text, the cells of a row joined by `joint`."""
    rows = [joint.join(pair) for pair in CASE]
    rows += ["What the complaint is about", "The landlord’s handling of a leak.", "Our decision (determination)"]
    rows += ["There was maladministration in its handling of a leak.", "Putting things right", "Orders", FIXED]
    rows += [joint.join(("Order", "What the landlord must do", "Due date"))]
    rows += [joint.join(filter(None, (*row[:3], *row[3], *row[4].split("\n")))) for row in ROWS]
    rows += ["Recommendations", "Our recommendations are not binding.", "Our recommendations", *ADVICE]
    return "\n".join(["Tarn Hows Housing Limited (202599001)", "Decision", *rows])


@pytest.mark.parametrize("form", ["page", "lines", "rows"])
def test_the_orders_table(form):
    text = decision_page() if form == "page" else decision_text("\n" if form == "lines" else " ")
    source = read_source(text.encode(), "html") if form == "page" else read_source(text, "text")
    read = with_rows(with_sections(source)[0])
    (orders, recommendations), problems = read_orders(read, dt.date(2025, 10, 21), ())
    assert [str(order.due_date) for order in orders] == DUE
    assert [order.number for order in orders] == [1, 2, 3, 4, 5]
    assert orders[0].text.startswith("Apology order The landlord must apologise in writing")
    assert orders[2].text.startswith("Completing the works The landlord must complete")
    assert [order.text for order in recommendations] == list(ADVICE)
    assert not problems


def test_without_a_date_nothing_is_due():
    read = document([*BEFORE, ("Orders", outline("- Within 4 weeks the landlord must apologise."))], "nested")
    (orders, _), _ = read_orders(read, None, ())
    assert [(order.due_date, order.due_text) for order in orders] == [(None, None)]


PIECES = st.sampled_from(
    [
        "Within 4 weeks of the date of this report, the landlord must:",
        "Pay the resident £300.",
        "The landlord must apologise. It must:",
        "£200 for the delay;",
        "We recommend that it reviews its policy.",
        "This must be paid to her.",
        "There are no orders.",
        "explain why",
    ]
)


@given(st.lists(st.tuples(st.sampled_from(["- ", "= "]), PIECES).map("".join), max_size=12), st.sampled_from(FORMS))
@settings(max_examples=60, deadline=None)
def test_any_section(lines, form):
    read = document([*BEFORE, ("Orders", outline("\n".join(lines)))], form)
    (orders, recommendations), _ = read_orders(read, REPORT_DATE, ())
    for records in (orders, recommendations):
        assert [order.number for order in records] == list(range(1, len(records) + 1))
        assert all(read.words(order.span) == order.text and order.types for order in records)
    spans = sorted(order.span for order in (*orders, *recommendations))
    assert not any(one.touches(other) for one, other in pairwise(spans))
