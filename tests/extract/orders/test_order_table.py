"""Orders tables as pages, exports and text forms make them: what is ordered, its sum and its day."""

import datetime as dt
from decimal import Decimal

import pytest

import ombudsparse as op

HEAD = (
    "Tarn Hows Housing Limited (202599001)\nDecision\nCase ID\n202599001\nDecision type\nInvestigation\nLandlord\n"
    "Tarn Hows Housing Limited\nLandlord type\nHousing Association\nOccupancy\nAssured Tenancy\nDate\n21 October 2025\n"
    "Background\nThe resident lives in a flat.\nWhat the complaint is about\nThe landlord’s handling of a leak.\n"
    "Our decision (determination)\nThere was maladministration in the landlord’s handling of a leak.\n"
    "Putting things right\nWe can make orders.\n"
)
FIXED = "Landlords must comply with our orders in the manner and timescales we specify."
NUMBERED = "<tr><td>Order</td><td>What the landlord must do</td><td>Due date</td></tr>"
TAIL = "<h2>Our investigation</h2><p>We looked at the leak.</p>"
APOLOGY, PAY, INSPECT = (
    "Apology order<br>The landlord must apologise to the resident.",
    "Compensation order<br>The landlord must pay the resident £400.",
    "Inspection order<br>The landlord must inspect the roof.",
)
FIRST, SECOND = "18 November 2025", "2 December 2025"


def page(table: str, heading: str = "Orders") -> str:
    case = "".join(
        f"<tr><td>{name}</td><td>{value}</td></tr>"
        for name, value in zip(HEAD.splitlines()[2:14:2], HEAD.splitlines()[3:14:2], strict=True)
    )
    return (
        f"<main><h1>Tarn Hows Housing Limited (202599001)</h1><h2>Decision</h2><table>{case}</table><h2>Background</h2>"
        "<p>The resident lives in a flat.</p><h2>What the complaint is about</h2><p>The landlord’s handling of a leak."
        "</p><h2>Our decision (determination)</h2><p>There was maladministration in the landlord’s handling of a leak."
        f"</p><h2>Putting things right</h2><p>We can make orders.</p><h3>{heading}</h3><p>{FIXED}</p>"
        f"<table>{table}</table>{TAIL}</main>"
    )


def row(*cells: str) -> str:
    return "<tr>" + "".join(cell if cell.startswith("<td") else f"<td>{cell}</td>" for cell in cells) + "</tr>"


def told(determination: op.Determination) -> list[tuple[str, Decimal | None, dt.date | None]]:
    return [(order.types[0].value, order.amount, order.due_date) for order in determination.orders]


DAY, LATER = dt.date(2025, 11, 18), dt.date(2025, 12, 2)
ALL = [("apology", None, DAY), ("compensation", Decimal(400), DAY), ("inspection", None, LATER)]
PAGES = {
    "as published": NUMBERED + row("1", APOLOGY, FIRST) + row("2", PAY, FIRST) + row("3", INSPECT, SECOND),
    "no header": row("1", APOLOGY, FIRST) + row("2", PAY, FIRST) + row("3", INSPECT, SECOND),
    "no later than": NUMBERED
    + row("1", APOLOGY, f"No later than {FIRST}")
    + row("2", PAY, f"By {FIRST}")
    + row("3", INSPECT, f"No later than {SECOND}."),
    "no numbers": NUMBERED + row("", APOLOGY, FIRST) + row("", PAY, FIRST) + row("", INSPECT, SECOND),
    "due date first": row("Due date", "What the landlord must do")
    + row(FIRST, APOLOGY)
    + row(FIRST, PAY)
    + row(SECOND, INSPECT),
    "due date in the middle": row("Order", "Due date", "What the landlord must do")
    + row("1", FIRST, APOLOGY)
    + row("2", FIRST, PAY)
    + row("3", SECOND, INSPECT),
    "no column of numbers": row("What the landlord must do", "Due date")
    + row(APOLOGY, FIRST)
    + row(PAY, FIRST)
    + row(INSPECT, SECOND),
    "a list in the cell": NUMBERED
    + row("1", APOLOGY + "<ul><li>It has due regard to our guidance.<li>It comes from a director.</ul>", FIRST)
    + row("2", "The landlord must pay the resident £400, made up of:<ul><li>£300 for the leak</li><li>£100 for the "
          "complaint</li></ul>", FIRST)
    + row("3", INSPECT, SECOND),
    "a table in the cell": NUMBERED
    + row("1", APOLOGY, FIRST)
    + row("2", "The landlord must pay the resident £400, made up as follows:<table><tr><td>£300</td><td>for the leak"
          "</td></tr><tr><td>£100</td><td>for the complaint</td></tr></table>", FIRST)
    + row("3", INSPECT, SECOND),
    "a due date for two rows": NUMBERED
    + row("1", APOLOGY, f'<td rowspan="2">{FIRST}</td>')
    + row("2", PAY)
    + row("3", INSPECT, SECOND),
    "a row that a page cuts": NUMBERED
    + row("1", APOLOGY, FIRST)
    + row("2", "Compensation order<br>The landlord must pay the", FIRST)
    + NUMBERED
    + row("", "resident £400. It must not set this against arrears.", "")
    + row("3", INSPECT, SECOND),
    "title in a cell of its own": row("Order", "Order type", "What the landlord must do", "Due date")
    + row("1", "Apology order", "The landlord must apologise to the resident.", FIRST)
    + row("2", "Compensation order", "The landlord must pay the resident £400.", FIRST)
    + row("3", "Inspection order", "The landlord must inspect the roof.", SECOND),
}  # fmt: skip


@pytest.mark.parametrize("table", PAGES.values(), ids=PAGES)
def test_pages(table: str) -> None:
    determination = op.parse(page(table).encode(), "html")
    assert told(determination) == ALL
    assert determination.compensation_ordered == 400


@pytest.mark.parametrize("heading", ["Order", "Our order", "The order", "Orders made", "Orders for the landlord"])
def test_headings(heading: str) -> None:
    determination = op.parse(page(PAGES["as published"], heading).encode(), "html")
    assert told(determination) == ALL


def test_a_row_without_a_day_has_none() -> None:
    table = NUMBERED + row("1", APOLOGY, "") + row("2", PAY, "Immediately") + row("3", INSPECT, SECOND)
    determination = op.parse(page(table).encode(), "html")
    assert [day for *_, day in told(determination)] == [None, None, LATER]
    assert determination.compensation_ordered == 400


def test_orders_under_an_unknown_heading_are_no_nothing() -> None:
    determination = op.parse(page(PAGES["as published"], "What we require of it").encode(), "html")
    assert determination.compensation_ordered is None
    assert "orders_not_found" in [problem.code for problem in determination.problems]


# the cells of each row: number, title, text, day
ROWS = (
    ("1", "Apology order", "The landlord must apologise to the resident.", FIRST),
    ("2", "Compensation order", "The landlord must pay the resident £400.", FIRST),
    ("3", "Inspection order", "The landlord must inspect the roof.", SECOND),
)
COLUMNS = ("Order", "What the landlord must do", "Due date")


def flat(joint: str, due: str = "", *, without: str = "") -> str:
    """The table flattened, cells and rows put together by `joint`, the number `without` left out."""
    cells = [cell for number, *rest, day in ROWS for cell in (number * (number != without), *rest, due + day)]
    return joint.join([*COLUMNS, *filter(None, cells)])


FLAT = {
    "on one line": flat(" ", "No later than "),
    "bare dates": flat(" "),
    "a line a cell": flat("\n"),
    "due date first": "Due date What the landlord must do " + " ".join(f"{day} {text}" for *_, text, day in ROWS),
    "no number": flat(" ", without="2"),
    "no first number": flat(" ", without="1"),
    "numbers with a stop": " ".join(
        [*COLUMNS, *(f"{number}. {rest}" for number, *cells in ROWS for rest in [" ".join(cells)])]
    ),
    "numbers with a stop, set off by tabs": "\t".join(COLUMNS)
    + "".join(f"\n{number}.\t{title} {text}\tNo later than {day}" for number, title, text, day in ROWS),
    "a line a cell, no numbers, titles that say nothing": "\n".join(
        [*COLUMNS, *(cell for at, (*_, text, day) in enumerate(ROWS) for cell in ("ABC"[at] + " matter", text, day))]
    ),
    "a line a row, no numbers": " ".join(COLUMNS)
    + "".join(f"\nThe {'abc'[at]} matter {text} {day}" for at, (*_, text, day) in enumerate(ROWS)),
}


@pytest.mark.parametrize("table", FLAT.values(), ids=FLAT)
def test_flattened(table: str) -> None:
    text = f"{HEAD}Orders\n{FIXED}\n{table}\nOur investigation\nWe looked at the leak.\n"
    determination = op.parse(text, "text")
    assert told(determination) == ALL
    assert determination.compensation_ordered == 400


@pytest.mark.parametrize(
    ("last", "day"),
    [
        ("Without delay", None),
        ("Immediately", None),
        ("", None),
        ("Within 4 weeks of this report", dt.date(2025, 11, 18)),
    ],
)
def test_the_last_flattened_row_is_kept_without_a_day(last: str, day: dt.date | None) -> None:
    table = (
        "Order What the landlord must do Due date 1 Apology order The landlord must apologise to the resident. "
        f"No later than {FIRST} 2 Compensation order The landlord must pay the resident £400. {last}"
    )
    determination = op.parse(f"{HEAD}Orders\n{FIXED}\n{table}\nOur investigation\nWe looked at the leak.\n", "text")
    assert told(determination) == [ALL[0], ("compensation", Decimal(400), day)]
