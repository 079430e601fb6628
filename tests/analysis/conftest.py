"""Five cases made by hand, small enough to be counted in one's head; see `small`."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from ombudsparse.collection.frames import read_frame
from ombudsparse.dataset.parquet import TableWriter
from ombudsparse.schema import schema

NAMES = ("determinations", "heads", "findings", "orders", "awards", "events", "milestones", "sources")
SEVERITY = ("no_maladministration", "service_failure", "maladministration", "severe_maladministration")


@dataclass(frozen=True)
class Tables:
    """The tables of a dataset, with its dtypes."""

    determinations: pd.DataFrame
    heads: pd.DataFrame
    findings: pd.DataFrame
    orders: pd.DataFrame
    awards: pd.DataFrame
    events: pd.DataFrame
    milestones: pd.DataFrame
    sources: pd.DataFrame


Make = Callable[..., Tables]


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Makes tables of cases, each a dict with `ref`, columns of determinations, and lists of short tuples.

    heads: categories; findings: (outcome, head); orders: (types, amount, due_date, head); awards: (amount, role, head,
    formula); events and milestones: (type, earliest[, latest, precision]); narrative: outcomes not to be counted.
    """
    folder = tmp_path_factory.mktemp("tables")

    def make(*cases: dict[str, Any]) -> Tables:
        rows: dict[str, list[dict[str, Any]]] = {name: [] for name in NAMES}
        for case in cases:
            for name, made in _rows(case).items():
                rows[name] += made
        return Tables(**{name: _frame(folder, name, rows[name]) for name in NAMES})

    return make


def _rows(case: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    money = dict(zip(("compensation_ordered", "compensation_deductible"), case.get("money", ("0", "0")), strict=True))
    ordered = money["compensation_ordered"]
    new = None if ordered is None else str(max(0, float(ordered) - float(money["compensation_deductible"])))
    keys = {"case_reference": case["ref"], "source": f"{case['ref']}.html"}
    own = {"layout": "report", "decision_type": "investigation", "compensation_new": new} | money
    told = [(outcome, head, "formal") for outcome, head in case.get("findings", [])]
    told += [(outcome, None, "narrative") for outcome in case.get("narrative", [])]
    rows = {
        "determinations": [own | {name: value for name, value in case.items() if name in _DETERMINATIONS}],
        "heads": [{"category": category} for category in case.get("heads", [])],
        "findings": [_finding(*each) for each in told],
        "orders": [
            dict(zip(("types", "amount", "due_date", "head_number"), each, strict=True))
            for each in case.get("orders", [])
        ],
        "awards": [
            dict(zip(("amount", "role", "head_number", "formula"), (*each, None, None)[:4], strict=True))
            for each in case.get("awards", [])
        ],
        "events": [_dated("type", *each) for each in case.get("events", [])],
        "milestones": [_dated("milestone", *each) for each in case.get("milestones", [])],
        "sources": [{"url": f"https://example.org/{case['ref']}", "status": "kept"}],
    }
    return {name: [keys | _traced(name, at, row) for at, row in enumerate(made, 1)] for name, made in rows.items()}


_DETERMINATIONS = {column.name for column in schema("determinations")}


def _finding(outcome: str, head: int | None, statement: str) -> dict[str, Any]:
    known = outcome in SEVERITY
    return {
        "outcome": outcome,
        "severity": outcome if known else None,
        "upheld": outcome != "no_maladministration" if known else None,
        "head_number": head,
        "statement": statement,
        "source_form": "list",
    }


def _dated(name: str, kind: str, earliest: str, latest: str | None = None, precision: str = "day") -> dict[str, Any]:
    row = {name: kind, "earliest": earliest, "latest": latest or earliest, "precision": precision}
    return row | ({"polarity": "positive", "modality": "fact"} if name == "type" else {})


def _traced(name: str, number: int, row: dict[str, Any]) -> dict[str, Any]:
    """The row with its number and its evidence, 100 characters a row."""
    words = {"number": number, "text": f"{name} {number}", "evidence": f"words of {name} {number}"}
    return words | {"evidence_start": number * 100, "evidence_end": number * 100 + 50} | row


def _frame(folder: Path, name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    with TableWriter(folder, name) as writer:
        writer.extend([[row.get(column.name) for row in rows] for column in writer.columns])
    return read_frame(folder, name)


LAMBETH = "London Borough of Lambeth"
CASES = (
    {  # decided on the last day of 2022-23; a total with components; a Christmas between complaint and answer
        "ref": "A1",
        "landlord": "Lambeth Council",
        "landlord_canonical": LAMBETH,
        "date": "2023-03-31",
        "tenure": "secure tenant",
        "money": ("400", "50"),
        "heads": ["damp_and_mould", "repairs", "complaint_handling"],
        "findings": [("severe_maladministration", 1), ("no_maladministration", 2), ("service_failure", 3)],
        "narrative": ["maladministration"],
        "orders": [("apology; compensation", "400", "2023-04-28", None), ("repairs", None, None, 1)],
        "awards": [
            ("100", "offered_stage_1"),
            ("150", "offered_stage_2"),
            ("60", "offered_stage_2"),
            ("400", "ordered"),
            ("300", "ordered_component", 1),
            ("100", "ordered_component", 3),
            ("50", "deductible"),
        ],
        "events": [("complaint_made", "2021-12-20"), ("issue_reported", "2021-06-01")],
        "milestones": [("complaint_made", "2021-12-20"), ("stage_1_response", "2022-01-05")],
    },
    {  # decided on the first day of 2023-24; two sums without a total; the jubilee of 2022 before the answer
        "ref": "A2",
        "landlord": "London Borough of Lambeth",
        "landlord_canonical": LAMBETH,
        "date": "2023-04-01",
        "tenure": "leaseholder",
        "money": ("250", "0"),
        "heads": ["damp_and_mould", "complaint_handling"],
        "findings": [("maladministration", 1), ("reasonable_redress", 2)],
        "orders": [("compensation", "250", "2023-04-29", None)],
        "awards": [("75", "offered_stage_1"), ("200", "ordered", 1), ("50", "ordered")],
        "events": [("complaint_made", "2022-05-23")],
        "milestones": [("complaint_made", "2022-05-23"), ("stage_1_response", "2022-06-08")],
    },
    {  # nothing considered; an unresolved landlord; an answer too late for any extension
        "ref": "B1",
        "landlord": "Fairholt Trust",
        "date": "2024-11-15",
        "decision_type": "jurisdiction",
        "heads": ["rent_and_service_charges"],
        "findings": [("outside_jurisdiction", 1)],
        "events": [("issue_reported", "2024-03-01", "2024-03-31", "month")],
        "milestones": [("complaint_made", "2024-05-01"), ("stage_1_response", "2024-07-01")],
    },
    {  # one finding, all redress, of no known head; a complaint dated to the month
        "ref": "C1",
        "landlord": "Fairholt Trust",
        "landlord_type": "Housing Association",
        "layout": "decision",
        "date": "2024-04-01",
        "findings": [("reasonable_redress", None)],
        "awards": [("500", "offered"), ("600", "offered", None, "a year")],
        "milestones": [("complaint_made", "2024-05-01", "2024-05-31", "month"), ("stage_1_response", "2024-06-20")],
    },
    {  # neither landlord nor date; a rate is ordered, and what it comes to is not known
        "ref": "D1",
        "money": (None, "0"),
        "heads": ["damp_and_mould"],
        "findings": [("maladministration", 1)],
        "awards": [("15", "ordered", 1, "a week")],
        "events": [("issue_reported", "2020-01-01")],
    },
)


@pytest.fixture(scope="session")
def small(tables: Make) -> Tables:
    """The five cases above."""
    return tables(*CASES)
