"""Single values in words."""

import datetime as dt
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ombudsparse.document import Block, Document
from ombudsparse.present.wording import label, one_line, pounds, printable, when
from ombudsparse.records import Actor, Outcome
from ombudsparse.spans import Span
from ombudsparse.structure.evidence import in_context


@pytest.mark.parametrize(
    ("precision", "start", "end", "timex", "words"),
    [
        ("day", (2023, 4, 3), (2023, 4, 3), "2023-04-03", "3 April 2023"),
        ("day", (2023, 4, 17), (2023, 5, 3), "", "17 April – 3 May 2023"),
        ("day", (2022, 12, 30), (2023, 1, 2), "", "30 December 2022 – 2 January 2023"),
        ("week", (2020, 7, 6), (2020, 7, 12), "2020-W28", "week of 6 July 2020"),
        ("month", (2023, 2, 1), (2023, 2, 28), "2023-02", "February 2023"),
        ("month", (2023, 2, 1), (2023, 4, 30), "", "February 2023 – April 2023"),
        ("season", (2021, 3, 1), (2021, 5, 31), "2021-SP", "spring 2021"),
        ("year", (2021, 1, 1), (2021, 12, 31), "2021", "2021"),
        ("year", (2019, 1, 1), (2021, 12, 31), "", "2019 – 2021"),
    ],
)
def test_dates_are_no_more_exact_than_the_report(precision, start, end, timex, words, determination):
    event = msgspec.structs.replace(
        determination.events[0], precision=precision, start=dt.date(*start), end=dt.date(*end), timex=timex
    )
    assert when(event) == words


@pytest.mark.parametrize(
    ("amount", "words"), [("1250", "£1,250"), ("62.5", "£62.50"), ("0", "£0"), ("1E+3", "£1,000"), ("9.00", "£9")]
)
def test_pounds(amount, words):
    assert pounds(Decimal(amount)) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Outcome.SEVERE_MALADMINISTRATION, "severe maladministration"),
        (Actor.OMBUDSMAN, "Ombudsman"),
        ("asb_and_noise", "ASB and noise"),
        ("stage_1_response", "stage 1 response"),
    ],
)
def test_labels(value, words):
    assert label(value) == words


@given(st.text(), st.integers(10, 60))
def test_a_line_is_one_line_and_no_longer_than_asked(text, cut):
    line = one_line(text, cut)
    assert len(line) <= cut
    assert line.splitlines() in ([], [line])
    assert len(printable(text)) == len(text)


def test_terminal_escapes_are_taken_out():
    assert one_line("\x1b[2JHello\x9b31m\u202e") == "\ufffd[2JHello\ufffd31m\ufffd"


@given(st.integers(0, 200), st.integers(1, 40))
def test_context_holds_the_words_and_comes_from_their_block(start, length):
    text = "one two three four five six seven eight nine ten " * 6
    document = Document(text, (Block("paragraph", Span(0, len(text))),))
    span = Span(start, start + length)
    shown = in_context(document, span)
    assert span.of(text) in shown
    assert shown.strip("…") in text
