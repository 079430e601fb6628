"""Made-up cases for the recomputation of every measure: as a dataset has them, perturbed, with anything missing."""

import random
from dataclasses import replace
from typing import Any

import pandas as pd

from ombudsparse.schema import FIELDS, Table

LANDLORDS = ("Ash Homes", "Birch Council", "Lambeth Council", None)
CATEGORIES = ("repairs", "damp_and_mould", "complaint_handling", "pests")
OUTCOMES = ("severe_maladministration", "maladministration", "service_failure", "no_maladministration",
            "reasonable_redress", "outside_jurisdiction", "withdrawn", "resolved_with_intervention")  # fmt: skip
TYPES = ("apology", "compensation", "repairs; inspection", None)
ROLES = ("offered_stage_1", "offered_stage_2", "offered", "deductible", "recommended", "other")
STEPS = ("complaint_made", "complaint_acknowledged", "stage_1_response", "escalation_requested", "stage_2_acknowledged",
         "stage_2_response", "referred_to_ombudsman")  # fmt: skip


def day(draw: random.Random, first: int = 2019, last: int = 2025) -> str:
    return f"{draw.randint(first, last)}-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"


def dated(draw: random.Random, name: str) -> tuple[Any, ...]:
    """A step or event, one in five dated to the month."""
    at = day(draw, 2019, 2024)
    return (name, f"{at[:8]}01", f"{at[:8]}28", "month") if draw.random() < 0.2 else (name, at)


def case(draw: random.Random, reference: str) -> dict[str, Any]:
    """A case: any part of it may be missing, and its sums need not fit together."""
    landlord = draw.choice(LANDLORDS)
    heads = draw.choices(CATEGORIES, k=draw.randint(0, 4))
    places = [*range(1, len(heads) + 1), None]
    ordered: list[Any] = []
    known: int | None = 0
    for _ in range(draw.choice((0, 0, 1, 1, 2, 3))):
        amount = draw.choice((50, 100, 250, 1000))
        rate = draw.random() < 0.1
        ordered.append((str(amount), "ordered", draw.choice(places), "a week" if rate else None))
        known = None if rate or known is None else known + amount
    others = [(str(draw.choice((25, 75, 300))), draw.choice(ROLES)) for _ in range(draw.randint(0, 3))]
    deductible = sum(int(amount) for amount, role, *_ in others if role == "deductible")
    steps = [name for name in STEPS if draw.random() < 0.7]
    kinds = ("issue_reported", "complaint_made", "visit")
    made = {
        "ref": reference,
        "landlord": landlord,
        "landlord_canonical": "London Borough of Lambeth" if landlord == "Lambeth Council" else None,
        "date": day(draw, 2020, 2025) if draw.random() < 0.93 else None,
        "tenure": draw.choice(("secure tenant", "leaseholder", None)),
        "money": (None if known is None else str(known), str(deductible)),
        "compensation_at_least": None if known is not None else draw.choice((None, "100")),
        "heads": heads,
        "findings": [(draw.choice(OUTCOMES), draw.choice(places)) for _ in range(draw.randint(0, 5))],
        "narrative": draw.choices(OUTCOMES, k=draw.randint(0, 1)),
        "orders": [
            (draw.choice(TYPES), draw.choice((None, "100")), draw.choice((None, day(draw))), draw.choice(places))
            for _ in range(draw.randint(0, 3))
        ],
        "awards": [*others, *ordered],
        "events": [dated(draw, draw.choice(kinds)) for _ in range(draw.randint(0, 4))],
        "milestones": [dated(draw, name) for name in steps],
        "other_references": "1; 2" if draw.random() < 0.05 else None,
    }
    return {name: value for name, value in made.items() if value is not None or name == "landlord"}


def perturbed(draw: random.Random, tables: Any) -> Any:
    """The tables in another order, with floats for money in one of two, and copies and failures among the sources."""
    made = {}
    floats = draw.random() < 0.5
    for name, frame in tables.__dict__.items():
        shuffled = frame.sample(frac=1, random_state=draw.randint(0, 9999)).reset_index(drop=True)
        fields = FIELDS.get(Table(name), ()) if name in set(Table) else ()
        for column in fields:
            if floats and column.kind == "money" and column.name in shuffled:
                shuffled[column.name] = shuffled[column.name].astype("float64")
        made[name] = shuffled
    again = made["sources"].head(3).assign(source=["x", "y", "z"][: len(made["sources"].head(3))])
    statuses = made["sources"]["status"].cat.categories
    again["status"] = pd.Categorical(["duplicate", "failed", "duplicate"][: len(again)], categories=statuses)
    made["sources"] = pd.concat([made["sources"], again], ignore_index=True)
    return replace(tables, **made)
