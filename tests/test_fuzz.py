"""A short run of the fuzzer; the long one is `python tests/fuzz.py --seconds …`."""

import random

import pytest
from corpus_reports import NAMES
from fuzz import MUTATIONS, Watched, laws, mutated, seeds_of
from report_files import REPORTS

import ombudsparse as op


@pytest.mark.parametrize("kind", ["text", "html"])
def test_damaged_reports_break_no_law(kind: str) -> None:
    chance, seeds = random.Random(11), seeds_of(kind)[:6]
    assert [law for law in (laws(mutated(chance, kind, seeds)) for _ in range(12)) if law] == []


def test_each_mutation_changes_something() -> None:
    text = (REPORTS / NAMES[0] / "nested.txt").read_text("utf-8")
    for mutation in MUTATIONS:
        assert any(mutation(random.Random(seed), text) != text for seed in range(5)), mutation.__name__


def test_the_watch_sees_a_broken_law(monkeypatch: pytest.MonkeyPatch) -> None:
    """The laws can fail: an escape, and a worker that ends."""
    monkeypatch.setattr(op, "parse", lambda data: 1 / 0)
    assert laws(b"x").startswith("escape ZeroDivisionError")
    watched = Watched()
    watched.start()
    assert watched.process
    watched.process.terminate()
    watched.process.join()
    watched.start()
    watched.process.kill()
    assert watched.breaks(b"x" * 10) in ("the process ended", "")
    if watched.process:
        watched.process.kill()
