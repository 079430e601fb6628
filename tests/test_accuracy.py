"""Accuracy per field, never below its floor: on the real labelled samples and on the invented reports.

`tests/floors.json` holds the floors. They only go up; `pytest --raise-floors` lifts them to what is reached now.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from corpus_reports import CORPUS, SHARED

FLOORS = Path(__file__).with_name("floors.json")
SCORE = SHARED / "score" / "score.py"
DATA = {
    "real": SHARED / "real",
    "corpus": CORPUS,
    "heldout": CORPUS / "heldout",
    "heldout-2": CORPUS / "heldout-2",
}
SLACK = 0.0005  # floors are written with four digits


def scored(data: Path) -> dict[str, float]:
    """Each figure of the shared score on `data`."""
    done = subprocess.run([sys.executable, str(SCORE), str(data), "--json"], capture_output=True, text=True, check=True)
    return {name: row["score"] for name, row in json.loads(done.stdout).items() if row["score"] is not None}


@pytest.mark.skipif(not SCORE.exists(), reason="../shared, which holds the labelled samples and the score, is absent")
@pytest.mark.parametrize("name", DATA)
def test_no_field_falls_below_its_floor(name: str, request: pytest.FixtureRequest) -> None:
    figures = scored(DATA[name])
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
