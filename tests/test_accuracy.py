"""Accuracy per field, never below its floor: on the invented reports and, where they are at hand, the real ones.

`tests/floors.json` holds the floors. They only go up; `pytest --raise-floors` lifts them to what is reached now. The
measures are those of `python tests/score FOLDER`.
"""

import json
from pathlib import Path

import pytest
from corpus_reports import CORPUS, SEEN, SHARED
from labelled_folder import scored

FLOORS = Path(__file__).with_name("floors.json")
SLACK = 0.0005  # floors are written with four digits
# what stands apart from the corpus, by what it is
APART = {"real": SHARED / "real", "first look 3": CORPUS / "first-look-3"}


@pytest.mark.parametrize("name", [*APART, *sorted(set(SEEN.values()))])
def test_no_field_falls_below_its_floor(name: str, request: pytest.FixtureRequest) -> None:
    if name in APART and not APART[name].is_dir():
        pytest.skip(f"{APART[name]}, which holds labelled reports, is absent")
    reports = [report for report, seen in SEEN.items() if seen == name]
    tally = scored(APART[name]) if name in APART else scored(CORPUS, reports)
    figures = {field: row["score"] for field, row in tally.figures().items() if row["score"] is not None}
    floors = json.loads(FLOORS.read_text("utf-8"))
    if request.config.getoption("--raise-floors"):
        floors[name] = {field: max(floors.get(name, {}).get(field, 0.0), figure) for field, figure in figures.items()}
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", "utf-8")
    below = {
        field: (figures.get(field), floor)
        for field, floor in floors.get(name, {}).items()
        if figures.get(field, 0.0) + SLACK < floor
    }
    assert below == {}
