"""The generator of reports, and a smoke test of the benchmark that uses it."""

import subprocess
import sys
from pathlib import Path

import pytest
from make_reports import make_reports, templates

import ombudsparse as op

BENCHMARK = Path(__file__).parents[1] / "benchmarks" / "build_scale.py"
pytestmark = pytest.mark.skipif(not templates(), reason="corpus/reports is absent")


def test_made_reports_are_distinct_and_read_as_what_they_say():
    made = list(make_reports(60))
    assert len({each.reference for each in made}) == len({each.text for each in made}) == 60
    assert made == list(make_reports(60))
    assert made[0].text != next(make_reports(1, seed="2")).text
    for each in made[:5]:
        assert op.parse(each.text).case_reference == each.reference


def test_the_benchmark_runs():
    pytest.importorskip("psutil")
    result = subprocess.run(
        [sys.executable, BENCHMARK, "4", "--workers", "1"], capture_output=True, text=True, check=True
    )
    assert "4 sources: 4 cases, 0 duplicates, 0 failed" in result.stdout
    assert "second build" in result.stdout
