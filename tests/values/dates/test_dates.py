"""Dates: a table of phrases, properties, and the labelled reports where they are at hand."""

import datetime as dt
import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ombudsparse.values.dates.narrative import DateContext, DateMention, find_dates, format_date, parse_date

REPORT_DATE = dt.date(2025, 3, 28)
REAL = Path(__file__).parents[4] / "shared" / "real"
TABLE = Path(__file__).with_name("date_phrases.tsv")


def _rows() -> list[tuple[str, str, str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]  # type: ignore[misc]


def _context(reached: str) -> DateContext:
    context = DateContext(report_date=REPORT_DATE)
    if reached == "-":
        return context
    words = {
        10: lambda: f"on {reached}",
        7: lambda: f"in {dt.date.fromisoformat(reached + '-01'):%B %Y}",
        4: lambda: f"in {reached}",
    }[len(reached)]()
    mentions, context = find_dates(words, context)
    assert len(mentions) == 1
    return context.next_paragraph()


def _shown(text: str, mention: DateMention) -> str:
    end = "" if mention.end == mention.start else f"..{mention.end}"
    precision = "" if mention.precision == "day" else f" {mention.precision}"
    mod = f" {mention.mod}" if mention.mod else ""
    return f"{mention.span.of(text)} = {mention.start}{end}{precision}{mod}"


def _found(text: str, context: DateContext) -> tuple[DateMention, ...]:
    return find_dates(text, context)[0]


def test_table_is_large_enough() -> None:
    assert len(_rows()) >= 300


@pytest.mark.parametrize(("text", "reached", "expected"), _rows())
def test_phrase(text: str, reached: str, expected: str) -> None:
    mentions = _found(text, _context(reached))
    assert ("; ".join(_shown(text, mention) for mention in mentions) or "none") == expected


@pytest.mark.parametrize(
    ("text", "reached", "kind", "timex", "source", "anchor"),
    [
        ("on 3 April 2023", "-", "absolute", "2023-04-03", None, None),
        ("in April 2023", "-", "absolute", "2023-04", None, None),
        ("in spring 2021", "-", "absolute", "2021-SP", None, None),
        ("in winter 2021/22", "-", "absolute", "2021-WI", None, None),
        ("since 2021", "-", "absolute", "2021", None, None),
        ("w/c 6 July 2020", "-", "absolute", "2020-W28", None, None),
        ("from 3 May to 7 July 2023", "-", "range", "2023-05-03/2023-07-07", "coordination", None),
        ("on 6 April and 12 April 2023", "-", "inherited", "2023-04-06", "coordination", None),
        ("on 14 June", "2023-05-10", "inherited", "2023-06-14", "section", None),
        ("on 14 June", "-", "inherited", "2024-06-14", "report", None),
        ("on 14 June and again after 3 July 2022", "-", "inherited", "2022-06-14", "following", None),
        ("3 days later", "2023-05-10", "relative", "2023-05-13", None, dt.date(2023, 5, 10)),
        ("the previous month", "2023-05-10", "relative", "2023-04", None, dt.date(2023, 5, 10)),
    ],
)
def test_fields(text: str, reached: str, kind: str, timex: str, source: str | None, anchor: dt.date | None) -> None:
    mention = _found(text, _context(reached))[0]
    assert (mention.kind, mention.timex, mention.year_source, mention.anchor) == (kind, timex, source, anchor)


def test_year_within_a_paragraph() -> None:
    mentions = _found("On 3 May 2022 she wrote. On 14 June it replied.", DateContext())
    assert [mention.year_source for mention in mentions] == [None, "paragraph"]


def test_context_passes_from_sentence_to_sentence() -> None:
    whole = "On 3 May 2022 she wrote. The next day it rang. Two weeks later it came; on 9 June it wrote."
    together = [mention.start for mention in _found(whole, DateContext())]
    context, apart = DateContext(), []
    for sentence in whole.split(". "):
        mentions, context = find_dates(sentence, context)
        apart += [mention.start for mention in mentions]
    assert apart == together == [dt.date(2022, 5, 3), dt.date(2022, 5, 4), dt.date(2022, 5, 18), dt.date(2022, 6, 9)]


def test_new_section_has_nothing_to_count_from_but_knows_the_days() -> None:
    _, context = find_dates("On 3 May 2021 she wrote. On 4 July 2023 it wrote.", DateContext(report_date=REPORT_DATE))
    context = context.next_section()
    assert _found("It rang the same day.", context) == ()
    mention = _found("Its reply to the letter of 3 May was late.", context)[0]
    assert (mention.start, mention.year_source) == (dt.date(2021, 5, 3), "earlier")


def test_text_without_dates_leaves_the_context_alone() -> None:
    context = DateContext(report_date=REPORT_DATE)
    assert find_dates("", context) == ((), context)
    assert find_dates("Nothing happened.", context) == ((), context)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3 April 2023", dt.date(2023, 4, 3)),
        (" Monday 3rd April 2023. ", dt.date(2023, 4, 3)),
        ("03/04/2023", dt.date(2023, 4, 3)),
        ("3.4.23", dt.date(2023, 4, 3)),
        ("2023-04-03", dt.date(2023, 4, 3)),
        ("3April 2024", dt.date(2024, 4, 3)),
        ("[07 July 2021]", dt.date(2021, 7, 7)),
        ("31 June 2023", None),
        ("April 2023", None),
        ("3 April", None),
        ("3 to 5 April 2023", None),
        ("On 3 April 2023 she wrote", None),
        ("", None),
        ("202012345", None),
    ],
)
def test_parse_date(text: str, expected: dt.date | None) -> None:
    assert parse_date(text) == expected


DAYS = st.dates(dt.date(1960, 1, 1), dt.date(2049, 12, 31))


@given(DAYS)
def test_round_trip(day: dt.date) -> None:
    assert parse_date(format_date(day)) == day


@given(
    DAYS, st.sampled_from(["{:%d %B %Y}", "{:%d %b %Y}", "{:%d/%m/%Y}", "{:%d.%m.%Y}", "{:%Y-%m-%d}", "{:%A %d %B %Y}"])
)
def test_every_format_in_a_sentence(day: dt.date, form: str) -> None:
    words = form.format(day)
    text = f"It wrote on {words} to say so."
    assert [(m.span.of(text), m.start, m.end) for m in _found(text, DateContext())] == [(words, day, day)]


@given(st.dates(dt.date(2001, 1, 1), REPORT_DATE), st.integers(1, 28), st.integers(1, 12))
def test_inherited_year_is_never_after_the_report(last: dt.date, day: int, month: int) -> None:
    _, context = find_dates(f"On {format_date(last)} she wrote.", DateContext(report_date=REPORT_DATE))
    text = f"On {format_date(dt.date(2001, month, day)).removesuffix(' 2001')} it replied."
    (mention,) = _found(text, context)
    assert mention.start <= REPORT_DATE
    assert (mention.start.day, mention.start.month) == (day, month)


FRAGMENTS = (
    "on", "3", "31", "32", "April", "may", "May", "June", "2023", "20223", "2022/23", "and", "or", "to", "between",
    "from", "either", ",", ".", "–", "-", "(", ")", "3rd", "the same day", "later", "weeks", "after", "w/c", "early",
    "mid", "£", "£5", "stage", "52.a", "the next week", "12/13/2023", "3.4.23", "Christmas", "spring of", "that year",
)  # fmt: skip
PIECES = st.lists(st.sampled_from(FRAGMENTS), max_size=12).map(" ".join)


@given(st.one_of(st.text(max_size=80), PIECES))
def test_any_text(text: str) -> None:
    mentions, context = find_dates(text, _context("2023-05-10"))
    ends = [0, *(mention.span.end for mention in mentions)]
    for mention, before in zip(mentions, ends, strict=False):
        assert before <= mention.span.start < mention.span.end <= len(text)
        assert mention.start <= mention.end
        assert mention.precision != "day" or mention.kind == "range" or mention.start == mention.end
    assert find_dates(text, _context("2023-05-10")) == (mentions, context)


def _real(name: str) -> tuple[str, dict[str, object]]:
    gold = REAL / "gold" / f"{name}.json"
    if not gold.exists():
        pytest.skip(f"{gold} is not here: the labelled reports are not part of this repository")
    return (REAL / f"{name}.txt").read_text(encoding="utf-8"), json.loads(gold.read_text(encoding="utf-8"))


def _read(text: str, report_date: str) -> list[tuple[str, str, str]]:
    context, found = DateContext(report_date=dt.date.fromisoformat(report_date)), []
    for line in text.splitlines():
        mentions, context = find_dates(line, context.next_paragraph())
        found += [(m.span.of(line), m.start.isoformat(), m.end.isoformat()) for m in mentions]
    return found


@pytest.mark.parametrize("name", ["jigsaw-homes-202347973", "paragon-asra-202337333"])
def test_labelled_report(name: str) -> None:
    text, gold = _real(name)
    body = text[text.index("Our approach") :]
    found = _read(body, str(gold["date"]))
    events = gold["events"]
    assert isinstance(events, list)
    expected = [(event["mention"], event["date"], event["end"] or event["date"]) for event in events]
    rest, right = iter(found), 0
    for label in expected:  # in order: a label is found if it comes up in what is left
        ahead = list(rest)
        right += label in ahead
        rest = iter(ahead[ahead.index(label) + 1 :] if label in ahead else ahead)
    assert right >= 0.98 * len(expected)
    assert len(found) <= 1.03 * len(expected)


def test_speed() -> None:
    text, gold = _real("jigsaw-homes-202347973")
    _read(text, str(gold["date"]))
    best = min(_timed(text, str(gold["date"])) for _ in range(5))
    assert best < 0.025  # about 5 ms on a quiet core; room for busy machines


def _timed(text: str, report_date: str) -> float:
    start = time.perf_counter()
    _read(text, report_date)
    return time.perf_counter() - start


@pytest.mark.parametrize(
    "text", ["1 and " * 3000, "3 to " * 3000, "on 3 " * 3000, "(" * 9000, "12-" * 3000 + "May", " " * 20000]
)
def test_no_text_takes_long(text: str) -> None:
    start = time.perf_counter()
    find_dates(text, DateContext())
    assert time.perf_counter() - start < 2
