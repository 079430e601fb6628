"""The page of one case: its records laid out for reading, each with its sentence to quote."""

import datetime as dt
from typing import Any

from ombudsparse.explore.cells import cell, quoted
from ombudsparse.explore.definitions import DATABASE
from ombudsparse.present.wording import day

# what the page lists: the heading, the query (a row a record), and what is said where there is none
_LISTS = (
    ("What was complained of", "SELECT text AS said, category AS tag, '' AS facts, quote, report FROM heads", "None."),
    ("What was found", "SELECT coalesce(nullif(text, ''), 'no matter named') AS said, outcome AS tag,"
     " coalesce(stands_in, '') AS facts, quote, report FROM findings", "No formal finding."),
    ("What was ordered", "SELECT text AS said, types AS tag, coalesce(due_text, '') AS facts, quote, report, amount,"
     " due_date FROM orders", "No orders."),
    ("What was recommended", "SELECT text AS said, types AS tag, '' AS facts, quote, report, amount"
     " FROM recommendations", "No recommendations."),
    ("The money", "SELECT evidence AS said, role AS tag, coalesce(stands_in, '') AS facts, quote, report, amount"
     " FROM awards", "No sum is mentioned."),
    ("Steps of the complaint", "SELECT milestone AS tag, text AS said, earliest AS date, '' AS facts, NULL AS quote,"
     " report FROM milestones", "No step is dated."),
)  # fmt: skip


async def case_facts(datasette: Any, reference: str) -> dict[str, Any] | None:
    """What the page of the case shows; None where the dataset has no such case."""
    database = datasette.get_database(DATABASE)
    found = (await database.execute("SELECT * FROM cases WHERE case_reference = ?", [reference])).first()
    if found is None:
        return None
    sections = []
    for title, sql, none in _LISTS:
        order = "earliest" if "milestones" in sql else "number" if "awards" in sql or "orders" in sql else "rowid"
        answer = await database.execute(f"{sql} WHERE case_reference = ? ORDER BY {order}", [reference])
        sections.append((title, [_record(dict(row)) for row in answer.rows], none))
    case = dict(found)
    return {"case": case, "title": case["landlord_printed"] or case["landlord"], "facts": _facts(case),
            "sections": sections, "database": DATABASE}  # fmt: skip


def _facts(case: dict[str, Any]) -> list[tuple[str, Any]]:
    named = [
        ("Decided", _day(case["date"])),
        ("Gravest finding", case["worst_outcome"]),
        ("Ordered", cell(case["compensation_ordered"], "compensation_ordered", "cases")),
        ("May be deducted", cell(case["compensation_deductible"], "compensation_deductible", "cases")),
        ("Tenure", case["tenure"]),
        ("Landlord", case["landlord"]),
        ("Type of landlord", (case["landlord_type"] or "").replace("_", " ")),
        ("With", case["other_references"]),
    ]
    return [(name, value) for name, value in named if value not in (None, "", "£0")]


def _record(row: dict[str, Any]) -> dict[str, Any]:
    facts = [
        cell(row["amount"], "amount", "awards") if row.get("amount") is not None else "",
        f"due {_day(row['due_date'])}" if row.get("due_date") else "",
        _day(row.get("date")),
        row["facts"],
    ]
    told = " · ".join(str(fact) for fact in facts if fact)
    return {**row, "told": told, "quote": quoted(row["quote"]) if row["quote"] else ""}


def _day(date: str | None) -> str:
    return day(dt.date.fromisoformat(date)) if date else ""
