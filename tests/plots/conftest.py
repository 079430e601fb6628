"""Unit rows made by hand, as `ombudsparse.analysis` makes them, and what a chart holds."""

from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd
import pytest

KEYS = {
    "landlord": "Ash Homes", "landlord_type": "housing_association", "date": "2023-05-01", "year": 2023,
    "financial_year": "2023-24", "quarter": "2023 Q2", "month": "2023-05", "layout": "report",
    "decision_type": "investigation", "tenure": "secure tenant", "source": "a.html", "url": None,
    "landlord_resolved": True, "evidence": "words", "evidence_section": None, "evidence_paragraph": None,
    "evidence_page": None, "evidence_start": 0, "evidence_end": 5, "evidence_sentence": "words",
}  # fmt: skip
TYPES = {"date": "datetime64[s]", "year": "Int64", "landlord_resolved": "boolean", "number": "Int64",
         "evidence_page": "Int64", "evidence_start": "Int64", "evidence_end": "Int64", "upheld": "boolean",
         "compensation_ordered": "float64", "compensation_deductible": "float64", "compensation_new": "float64",
         "working_days": "Int64", "met": "boolean", "over_limit": "boolean", "over_extended": "boolean",
         "undated": "boolean", "counted_least": "Int64", "counted_most": "Int64", "unknown": "Int64",
         "ordered_at_least": "float64", "verify": "boolean", "start": "datetime64[s]",
         "end": "datetime64[s]"}  # fmt: skip
UPHELD = {"severe_maladministration": True, "maladministration": True, "service_failure": True,
          "no_maladministration": False}  # fmt: skip
PLACE = (
    "order_evidence", "order_section", "order_paragraph", "order_page", "order_start", "order_end", "order_sentence"
)  # fmt: skip
Rows = list[dict[str, Any]]


def frame(rows: Rows, own: dict[str, Any]) -> pd.DataFrame:
    blank = {"case_reference": "1", **own, **KEYS}
    made = pd.DataFrame([{**blank, **row} for row in rows], columns=list(blank))
    return made.astype({name: TYPES.get(name, "string") for name in blank})


@pytest.fixture(scope="session")
def findings() -> Callable[..., pd.DataFrame]:
    """Finding rows from tuples: case, landlord, category, outcome."""

    def make(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
        own = {"number": 1, "outcome": "", "severity": None, "upheld": None, "text": "t", "scheme_paragraph": None,
               "head_number": 1, "category": "repairs"}  # fmt: skip
        return frame(
            [
                {"case_reference": case, "landlord": landlord, "category": category, "outcome": outcome,
                 "upheld": UPHELD.get(outcome)}
                for case, landlord, category, outcome in rows
            ],
            own,
        )  # fmt: skip

    return make


@pytest.fixture(scope="session")
def cases() -> Callable[..., pd.DataFrame]:
    """Case rows from dicts, each with a case_reference of its own."""

    def make(*rows: dict[str, Any]) -> pd.DataFrame:
        own = {"compensation_ordered": 0.0, "compensation_deductible": 0.0, "compensation_new": 0.0,
               "ordered_at_least": 0.0, **dict.fromkeys(PLACE)}  # fmt: skip
        return frame([{"case_reference": str(at), **row} for at, row in enumerate(rows)], own)

    return make


@pytest.fixture(scope="session")
def stages() -> Callable[..., pd.DataFrame]:
    """Stage rows from tuples: edition, working days, whether within the limit (False: over the longest extension too;
    "over": over the limit alone; None: it cannot be told); of stage 1."""

    def make(*rows: tuple[str | None, int | None, Any], stage: str = "stage_1") -> pd.DataFrame:
        own = {"stage": stage, "start": "2024-01-01", "end": "2024-01-02", "working_days": 1, "elapsed_days": 1,
               "edition": None, "target": 10, "extension": 10, "met": None, "reason": "r", "verify": False,
               "counted_least": 1, "counted_most": 1, "over_limit": None, "over_extended": None, "undated": False,
               "start_text": "s", "end_text": "e"}  # fmt: skip
        return frame(
            [
                {
                    "case_reference": str(at),
                    "edition": edition,
                    "working_days": days,
                    "counted_least": days if edition else None,
                    "counted_most": days if edition else None,
                    "over_limit": None if met is None else met is not True,
                    "over_extended": None if met is None else met is False,
                }
                for at, (edition, days, met) in enumerate(rows)
            ],
            own,
        )

    return make


def _within(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        yield part
        for value in part.values():
            yield from _within(value)
    elif isinstance(part, list):
        for value in part:
            yield from _within(value)


@pytest.fixture(scope="session")
def drawn() -> Callable[..., Rows]:
    """The values of a chart that have all these fields, each set of data once."""

    def find(chart: Any, *fields: str) -> Rows:
        spec = chart.to_dict()
        sets = [part["values"] for part in _within(spec) if isinstance(part.get("values"), list)]
        sets += list(spec.get("datasets", {}).values())
        found = [value for each in sets for value in each if isinstance(value, dict) and {*fields} <= {*value}]
        return [value for at, value in enumerate(found) if value not in found[:at]]

    return find


@pytest.fixture(scope="session")
def words(drawn: Callable[..., Rows]) -> Callable[[Any], str]:
    """Titles and notes of a chart, in one line."""

    def find(chart: Any) -> str:
        titles = [part["title"] for part in _within(chart.to_dict()) if isinstance(part.get("title"), dict)]
        lines = [line for title in titles for line in [*title["text"], *title.get("subtitle", [])]]
        return " ".join([*lines, *(value["line"] for value in drawn(chart, "line"))])

    return find
