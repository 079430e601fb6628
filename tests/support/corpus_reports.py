"""The invented reports of `corpus/`, for tests: each form is parsed once a run."""

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

import ombudsparse as op

CORPUS = Path(__file__).parents[2] / "corpus"
SHARED = Path(__file__).parents[3] / "shared"
with (CORPUS / "manifest.csv").open(encoding="utf-8", newline="") as _lines:
    # what each report was when the parser first read it: "developed on", or a first look by authors who had not seen it
    SEEN = {row["name"]: row["seen"] for row in csv.DictReader(_lines)}
NAMES = sorted(SEEN)
DEVELOPED_ON = [name for name in NAMES if SEEN[name] == "developed on"]
PAGE = "page.html"
OTHER_FORMS = ["nested.txt", "hyphen.txt", "dump.txt", "report.pdf", "print.pdf"]


@cache
def determination(name: str, form: str = PAGE) -> op.Determination:
    """The report `name` as read from `form`."""
    return op.parse(CORPUS / "reports" / name / form)


@cache
def labels(name: str) -> dict[str, Any]:
    """What a person says stands in the report."""
    found: dict[str, Any] = json.loads((CORPUS / "gold" / f"{name}.json").read_text("utf-8"))
    return found


def records(name: str, form: str = PAGE) -> dict[str, Any]:
    """The records without places, as JSON would give them back."""
    found: dict[str, Any] = json.loads(json.dumps(determination(name, form).to_dict(document=False)))
    return found
