"""Working days and deadlines."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ombudsparse.values.deadlines import due_date, find_deadlines
from ombudsparse.values.working_days import (
    add_working_days,
    bank_holidays,
    is_working_day,
    working_days_between,
)

REPORT = dt.date(2025, 3, 28)
DAYS = st.dates(dt.date(2001, 1, 1), dt.date(2038, 12, 31))


@pytest.mark.parametrize(
    "day",
    [
        "2022-06-02",
        "2022-06-03",
        "2022-09-19",
        "2023-05-08",
        "2023-05-01",
        "2020-05-08",
        "2021-12-27",
        "2021-12-28",
        "2024-04-01",
    ],
)
def test_bank_holidays(day: str) -> None:
    assert not is_working_day(dt.date.fromisoformat(day))


@given(DAYS, st.integers(0, 700))
def test_between_counts_the_working_days_one_by_one(start: dt.date, length: int) -> None:
    days = [start + dt.timedelta(days=count) for count in range(1, length + 1)]
    end = days[-1] if days else start
    assert working_days_between(start, end) == sum(map(is_working_day, days)) == -working_days_between(end, start)


@pytest.mark.parametrize("day", ["2020-05-04", "2022-05-30", "2023-05-09", "2024-03-28", "2023-11-30", "2023-03-17"])
def test_ordinary_days(day: str) -> None:  # 4 May 2020 and 30 May 2022 were moved; no St Andrew's or St Patrick's day
    assert is_working_day(dt.date.fromisoformat(day))


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        ("2024-01-14", "2024-01-24", 8),
        ("2024-01-24", "2024-01-24", 0),
        ("2024-01-26", "2024-01-29", 1),
        ("2024-01-29", "2024-01-26", -1),
        ("2022-12-23", "2023-01-03", 4),
        ("2024-06-18", "2024-06-25", 5),
    ],
)
def test_between(start: str, end: str, count: int) -> None:
    assert working_days_between(dt.date.fromisoformat(start), dt.date.fromisoformat(end)) == count


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2023-05-05", 1, "2023-05-09"),
        ("2024-01-14", 8, "2024-01-24"),
        ("2023-05-09", -1, "2023-05-05"),
        ("2024-01-14", 0, "2024-01-14"),
    ],
)
def test_add(start: str, count: int, end: str) -> None:
    assert add_working_days(dt.date.fromisoformat(start), count) == dt.date.fromisoformat(end)


@given(DAYS, st.integers(0, 60))
def test_adding_and_counting_agree(start: dt.date, count: int) -> None:
    end = add_working_days(start, count)
    assert working_days_between(start, end) == count
    assert count == 0 or is_working_day(end)


@given(DAYS, DAYS, DAYS)
def test_counts_add_up(a: dt.date, b: dt.date, c: dt.date) -> None:
    a, b, c = sorted((a, b, c))
    assert working_days_between(a, c) == working_days_between(a, b) + working_days_between(b, c)


@pytest.mark.parametrize("year", [1999, 2041])
def test_unknown_years(year: int) -> None:
    with pytest.raises(ValueError, match=str(year)):
        bank_holidays(year)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Within 4 weeks of the date of this report, the landlord must:", [("2025-04-25", "from_report")]),
        ("Within 4 weeks from the date of this determination it must", [("2025-04-25", "from_report")]),
        ("within 28 days", [("2025-04-25", "unstated")]),
        ("Within 28 calendar days of receiving this report", [("2025-04-25", "from_report")]),
        ("Within one month of this decision", [("2025-04-28", "from_report")]),
        ("Within one calendar month, the landlord should", [("2025-04-28", "unstated")]),
        ("within a month", [("2025-04-28", "unstated")]),
        ("within 3 months", [("2025-06-28", "unstated")]),
        ("within 20 working days of this report", [("2025-04-29", "from_report")]),
        ("within six weeks of our final determination", [("2025-05-09", "from_report")]),
        ("within a fortnight", [("2025-04-11", "unstated")]),
        ("within 4 (four) weeks of the report date", [("2025-04-25", "from_report")]),
        ("within 4-6 weeks", [("2025-05-09", "unstated")]),
        ("28 days from the date of this report", [("2025-04-25", "from_report")]),
        ("no later than 8 weeks from the date of this report", [("2025-05-23", "from_report")]),
        ("by 31 July 2025", [("2025-07-31", "date")]),
        ("by 5pm on 7 May 2025", [("2025-05-07", "date")]),
        ("by the end of July 2025", [("2025-07-31", "date")]),
        ("on or before 5 May 2025", [("2025-05-05", "date")]),
        ("No later than 20 November 2025", [("2025-11-20", "date")]),
        ("No later than 20 November", [("2025-11-20", "date")]),
        ("No later than 2 January", [("2026-01-02", "date")]),
        ("no later than 29 February", [("2028-02-29", "date")]),
        ("Due date: 30 June 2025", [("2025-06-30", "date")]),
        ("20 November 2025", [("2025-11-20", "date")]),
        ("by 31 June 2025", []),
        ("within 28 days of 3 May 2025", [("2025-05-31", "from_date")]),
        ("within 4 weeks of receiving the survey", [(None, "from_event")]),
        ("within 10 working days of the inspection", [(None, "from_event")]),
        (
            "Within 4 weeks of this report survey; within 8 weeks repair",
            [("2025-04-25", "from_report"), ("2025-05-23", "unstated")],
        ),
        ("every month for 3 months with 2 weeks' notice", []),
        ("the letter of 3 May 2024", []),
        ("", []),
    ],
)
def test_deadlines(text: str, expected: list[tuple[str | None, str]]) -> None:
    found = find_deadlines(text, REPORT)
    assert [(due.date.isoformat() if due.date else None, due.kind) for due in found] == expected
    assert due_date(text, REPORT) == (found[0] if found else None)


def test_words_of_a_deadline() -> None:
    text = "The landlord must, within 4 weeks of the date of this report, apologise."
    due = due_date(text, REPORT)
    assert due is not None
    assert due.span.of(text) == "within 4 weeks of the date of this report"


def test_months_are_clamped() -> None:
    due = due_date("within one month", dt.date(2025, 1, 31))
    assert due is not None
    assert due.date == dt.date(2025, 2, 28)


@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    for due in find_deadlines(text, REPORT):
        assert 0 <= due.span.start < due.span.end <= len(text)
