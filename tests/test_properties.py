"""Laws that hold for any input: parsing never crashes, and no record points outside the text."""

import re

import hypothesis.strategies as st
from corpus_reports import CORPUS, DEVELOPED_ON, determination
from hypothesis import given, settings

import ombudsparse as op
from ombudsparse.report import Determination

REPORT = (CORPUS / "reports" / DEVELOPED_ON[1] / "nested.txt").read_text("utf-8")
LINES = REPORT.split("\n")


def parsed(source: str | bytes) -> Determination | None:
    """The determination, or None where the source is refused. Any other failure is a failure of the test."""
    try:
        return op.parse(source)
    except op.OmbudsparseError:
        return None


def check(d: Determination | None) -> None:
    if d is None:
        return
    size = len(d.document.text)
    records = (*d.heads, *d.findings, *d.orders, *d.recommendations, *d.awards, *d.events, *d.citations)
    assert all(0 <= record.span.start <= record.span.end <= size for record in records)
    assert not [problem for problem in d.problems if problem.code == "step_failed"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text(text: str) -> None:
    check(parsed(text + "\n"))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    check(parsed(data))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=60))
def test_lines_of_a_report_in_any_order(lines: list[str]) -> None:
    check(parsed("REPORT\n\nCOMPLAINT 202300001\n\nThe complaint\n\n" + "\n".join(lines)))


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_report_with_a_hole_and_a_stranger(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(REPORT)))
    end = data.draw(st.integers(start, min(len(REPORT), start + 3000)))
    check(parsed(REPORT[:start] + data.draw(st.text(max_size=60)) + REPORT[end:]))


def test_json_gives_back_an_equal_determination() -> None:
    for name in DEVELOPED_ON:
        d = determination(name)
        assert Determination.from_json(d.to_json()) == d


def test_words_are_never_changed() -> None:
    """The clean text has the words of the text as read, in their order, and nothing else."""
    for name in DEVELOPED_ON:
        d = determination(name, "nested.txt")
        for block in d.document.blocks:
            clean = re.sub(r"[\s•*]", "", block.span.of(d.document.text))
            raw = re.sub(r"[\s•*]", "", block.raw.of(d.document.raw))  # bullets are marks, not words
            assert clean in raw
