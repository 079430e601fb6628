"""Response times against the Complaint Handling Code, counted by hand."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ombudsparse.chronology.response_times import ResponseTime, editions, times_of_stages
from ombudsparse.records import Event, EventType, Milestones
from ombudsparse.spans import Span


def step(name: str, dates: str) -> Event:
    """A step dated "2024-01-14", or "2024-01-14/2024-01-31" where it is no closer."""
    first, _, last = dates.partition("/")
    start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last or first)
    precision = "month" if last else "day"
    return Event(
        start, end, precision, dates, dates, None, EventType(name), "", None, None, Span(0, 1), Span(0, 1)
    )  # fmt: skip


def milestones(**dates: str) -> Milestones:
    return Milestones(**{name: step(name, day) for name, day in dates.items()})


def time(stage: str, given: Milestones) -> ResponseTime:
    return next(time for time in times_of_stages(given) if time.stage == stage)


@pytest.mark.parametrize(
    ("complaint", "answer", "days", "working", "edition", "met", "words"),
    [
        # the check of domain.md: Sunday 14 to Wednesday 24 January 2024
        ("2024-01-14", "2024-01-24", 10, 8, "2022", True, "3 to 8 working days from the logging"),
        ("2024-01-14", "2024-01-14", 0, 0, "2022", True, "0 working days"),
        ("2024-01-12", "2024-01-15", 3, 1, "2022", True, "0 to 1 working days from"),
        # Good Friday and Easter Monday 2023 (7, 10 April) lie between: 3 April + 10 working days is 19 April
        ("2023-04-03", "2023-04-19", 16, 10, "2022", True, "10 working days"),
        ("2023-04-03", "2023-04-20", 17, 11, "2022", None, "6 to 11 working days from the logging"),
        # 1 and 8 May 2023: 28 April + 20 working days is 30 May, since 29 May is one too
        ("2023-04-28", "2023-05-30", 32, 19, "2022", None, "only if an extension was justified"),
        ("2023-04-28", "2023-05-31", 33, 20, "2022", None, "only if an extension was justified"),
        ("2023-04-28", "2023-06-01", 34, 21, "2022", None, "in time, if at all, only if"),
        ("2023-04-28", "2023-06-09", 42, 27, "2022", False, "late unless a longer extension was justified"),
        # Christmas: 25, 26 December, 1 January
        ("2023-12-18", "2024-01-04", 17, 10, "2022", True, "10 working days"),
        # the funeral of the Queen, 19 September 2022, in the months in which the 2022 edition was new
        ("2022-09-12", "2022-09-27", 15, 10, "2022", True, "10 working days"),
        ("2021-03-01", "2021-03-15", 14, 10, "2020", True, "to be verified"),
        ("2022-03-31", "2022-04-07", 7, 5, "2020", True, "the 2020 edition"),
        ("2022-04-01", "2022-04-08", 7, 5, "2022", True, "the 2022 edition"),
        ("2024-03-31", "2024-04-09", 9, 6, "2022", True, "the 2022 edition"),
        ("2024-04-01", "2024-04-09", 8, 6, "2024", True, "the 2024 edition"),
        ("2020-06-30", "2020-07-14", 14, 10, None, None, "before the first Complaint Handling Code"),
        ("2020-06-01/2020-07-31", "2020-08-14", None, None, None, None, "may have been made before the first"),
        ("2020-07-01", "2020-07-08", 7, 5, "2020", True, "the 2020 edition"),
        ("2020-08-03", "2020-12-03", 122, 87, "2020", None, "landlords had until 31 December 2020 to comply"),
        ("2021-01-04", "2021-05-04", 120, 83, "2020", False, "the 2020 edition"),
        # a month: at the least and at the most
        ("2023-06-01/2023-06-30", "2023-12-15", None, None, "2022", False, "114 to 140 working days"),
        ("2023-06-01/2023-06-30", "2023-07-05", None, None, "2022", None, "not close enough to tell"),
        ("2023-06-26/2023-07-02", "2023-07-05", None, None, "2022", True, "0 to 7 working days"),
        ("2024-03-01/2024-04-30", "2025-01-15", None, None, None, False, "working days"),
        ("2024-03-25/2024-04-05", "2024-04-24", None, None, None, None, "not close enough to tell"),
        ("2023-06-12", "2023-06-05", None, None, "2022", None, "is dated before the complaint"),
        ("2023-06-12", None, None, None, "2022", None, "does not date the stage 1 response"),
        (None, "2023-06-12", None, None, None, None, "does not date the complaint"),
    ],
)
def test_stage_1(
    complaint: str | None, answer: str | None, days: int | None, working: int | None, edition: str | None,
    met: bool | None, words: str,
) -> None:  # fmt: skip
    given = {"complaint_made": complaint, "stage_1_response": answer}
    found = time("stage_1", milestones(**{name: day for name, day in given.items() if day}))
    assert (found.elapsed_days, found.working_days, found.edition, found.met) == (days, working, edition, met)
    assert words in found.reason


@pytest.mark.parametrize(
    ("acknowledged", "answer", "met", "words"),
    [
        # complaint on Monday 3 June 2024; the acknowledgement was due on 10 June
        ("2024-06-05", "2024-06-19", True, "10 working days from the acknowledgement"),
        ("2024-06-05", "2024-06-20", None, "in time only if an extension was justified"),
        ("2024-06-05", "2024-07-03", None, "20 working days from the acknowledgement"),
        ("2024-06-05", "2024-07-04", False, "21 working days from the acknowledgement"),
        # late: 17 June; whether the late acknowledgement bought time is not for us to say
        ("2024-06-17", "2024-06-28", None, "itself later than 5 working days"),
        ("2024-06-17", "2024-06-20", True, "3 to 8 working days"),
        ("2024-06-17", "2024-08-20", False, "itself later"),
        (None, "2024-06-17", True, "does not date"),
        (None, "2024-06-24", None, "not close enough"),
        (None, "2024-07-08", None, "if an extension was justified"),
        (None, "2024-07-15", False, "25 to 30 working days"),
        # an acknowledgement that is dated after the answer cannot be its acknowledgement
        ("2024-08-01", "2024-06-17", True, "does not date"),
    ],
)
def test_stage_1_from_2024_runs_from_the_acknowledgement(acknowledged, answer, met, words) -> None:
    given = {"complaint_made": "2024-06-03", "complaint_acknowledged": acknowledged, "stage_1_response": answer}
    found = time("stage_1", milestones(**{name: day for name, day in given.items() if day}))
    assert (found.edition, found.target, found.extension, found.met) == ("2024", 10, 10, met)
    assert words in found.reason


@pytest.mark.parametrize(
    ("complaint", "asked", "answer", "edition", "met", "words"),
    [
        ("2021-05-04", "2021-06-01", "2021-06-29", "2020", True, "20 working days from the request to escalate"),
        ("2021-05-04", "2021-06-01", "2021-12-01", "2020", None, "whether it allows an extension is not known"),
        ("2023-01-09", "2023-02-01", "2023-03-01", "2022", True, "20 working days"),
        ("2023-01-09", "2023-02-01", "2023-03-15", "2022", None, "in time only if an extension was justified"),
        ("2023-01-09", "2023-02-01", "2023-03-16", "2022", False, "20 and 10 more without good reason"),
        # made under one edition, escalated under the next: that of the complaint counts
        ("2024-03-01", "2024-05-07", "2024-07-31", "2022", False, "the 2022 edition"),
        # while the 2022 edition was new, what came late by it is not late by the one before
        ("2022-05-09", "2022-06-06", "2022-09-26", "2022", None, "landlords had until 1 October 2022 to comply"),
        (None, "2023-02-01", "2023-03-01", None, None, "so the edition of the Code cannot be told"),
        ("2024-05-01", "2024-06-03", "2024-08-05", "2024", None, "only if an extension was justified"),
    ],
)  # fmt: skip
def test_stage_2(complaint, asked, answer, edition, met, words) -> None:
    given = {"complaint_made": complaint, "escalation_requested": asked, "stage_2_response": answer}
    found = time("stage_2", milestones(**{name: day for name, day in given.items() if day}))
    assert (found.edition, found.met) == (edition, met)
    assert words in found.reason


@pytest.mark.parametrize(
    ("complaint", "acknowledged", "met", "words"),
    [
        ("2024-06-03", "2024-06-10", True, "5 working days"),
        ("2024-06-03", "2024-06-11", False, "6 working days"),
        ("2023-06-05", "2023-06-06", None, "is not known"),
        # Monday 26 August 2024 was a bank holiday
        ("2024-08-21", "2024-08-29", True, "5 working days"),
    ],
)
def test_acknowledgement(complaint, acknowledged, met, words) -> None:
    found = time("acknowledgement", milestones(complaint_made=complaint, complaint_acknowledged=acknowledged))
    assert found.met is met
    assert words in found.reason


def test_every_stage_with_a_date_has_its_days() -> None:
    given = milestones(
        complaint_made="2024-01-14", stage_1_response="2024-01-24", escalation_requested="2024-02-01",
        stage_2_response="2024-02-29", referred_to_ombudsman="2024-03-01",
    )  # fmt: skip
    found = {each.stage: each.elapsed_days for each in times_of_stages(given)}
    assert found == {
        "acknowledgement": None, "stage_1": 10, "escalation": 8, "stage_2_acknowledgement": None, "stage_2": 28,
        "whole_complaint": 46, "referral": 1,
    }  # fmt: skip
    assert "sets no time" in time("referral", given).reason
    assert times_of_stages(Milestones()) == ()


def test_years_without_known_bank_holidays_are_said() -> None:
    found = time("stage_1", milestones(complaint_made="2023-01-01", stage_1_response="2063-01-01"))
    assert (found.working_days, found.met) == (None, None)
    assert "bank holidays" in found.reason


def test_editions_are_in_order_and_say_what_is_to_be_verified() -> None:
    known = editions()
    assert [edition.name for edition in known] == ["2020", "2022", "2024"]
    assert [edition.in_force for edition in known] == sorted(edition.in_force for edition in known)
    assert all(edition.source for edition in known)
    assert known[0].targets["stage_2"].extension is None
    # what no page confirms, as `verify` of the edition says, is marked in the target that figures are taken from
    marked = {(edition.name, stage) for edition in known for stage, target in edition.targets.items() if target.verify}
    assert marked == {("2020", "stage_1"), ("2020", "stage_2")}
    said = {(edition.name, each.split()[0]) for edition in known for each in edition.verify if " days" in each}
    assert said == marked
    assert not any(target.verify for target in known[2].targets.values())


# edition by the complaint; complaint, logging or acknowledgement, answer; (fewest, most) days; over the limit; and over
# the limit with the longest extension
COUNTED = {
    # 2020 counts from the day received
    "2020, on the last day": ("2021-03-01", None, "2021-03-15", (10, 10), False, False),
    "2020, a day over": ("2021-03-01", None, "2021-03-16", (11, 11), True, False),
    "2020, beyond any extension": ("2021-03-01", None, "2021-03-30", (21, 21), True, True),
    "2020, the acknowledgement plays no part": ("2021-03-01", "2021-03-05", "2021-03-16", (11, 11), True, False),
    # 2022 counts from the logging, which was due within 5
    "2022, in time however logged": ("2023-06-05", None, "2023-06-19", (5, 10), False, False),
    "2022, it depends on the logging": ("2023-06-05", None, "2023-06-20", (6, 11), None, False),
    "2022, over however logged": ("2023-06-05", None, "2023-06-27", (11, 16), True, False),
    "2022, logged on the third day": ("2023-06-05", "2023-06-08", "2023-06-22", (10, 10), False, False),
    "2022, a day over from the logging": ("2023-06-05", "2023-06-08", "2023-06-23", (11, 11), True, False),
    "2022, logged late": ("2023-06-05", "2023-06-16", "2023-06-26", (6, 10), False, False),
    # 2024 counts from the acknowledgement
    "2024, acknowledged": ("2024-06-03", "2024-06-05", "2024-06-20", (11, 11), True, False),
    "2024, not acknowledged": ("2024-06-03", None, "2024-06-20", (8, 13), None, False),
    "2024, the extension depends on it": ("2024-06-03", None, "2024-07-03", (17, 22), True, None),
    # where an edition was new, both must agree
    "new, over by both": ("2022-05-09", None, "2022-06-15", (20, 25), True, None),
    "new, over by the old one alone": ("2022-05-09", None, "2022-05-25", (7, 12), None, False),
    "first, over and yet not compulsory": ("2020-08-03", None, "2020-12-03", (87, 87), None, None),
}


@pytest.mark.parametrize("name", COUNTED)
def test_the_limit_and_the_longest_extension_are_asked_apart(name: str) -> None:
    complaint, begun, answer, days, over, beyond = COUNTED[name]
    given = {"complaint_made": complaint, "complaint_acknowledged": begun, "stage_1_response": answer}
    found = time("stage_1", milestones(**{step: day for step, day in given.items() if day}))
    assert (found.counted_least, found.counted_most) == days
    assert (found.over_limit, found.over_extended) == (over, beyond)
    assert found.met is (True if over is False else False if beyond else None)


def test_stage_2_of_2020_is_over_the_limit_and_nothing_more() -> None:
    found = time("stage_2", milestones(complaint_made="2021-05-04", escalation_requested="2021-06-01",
                                       stage_2_response="2021-12-01"))  # fmt: skip
    assert (found.over_limit, found.over_extended, found.met) == (True, None, None)


DAYS = st.dates(dt.date(2019, 1, 1), dt.date(2026, 12, 31)).map(dt.date.isoformat)
NAMES = Milestones.__struct_fields__


@given(st.dictionaries(st.sampled_from(NAMES), DAYS))
def test_any_dates_are_answered_with_a_reason(dates: dict[str, str]) -> None:
    for found in times_of_stages(milestones(**dates)):
        assert found.reason
        assert found.met is None or (found.start is not None and found.end is not None)
        assert found.over_limit is not False or found.over_extended is False
        assert not found.over_extended or found.over_limit
        assert (found.counted_least is None) == (found.counted_most is None)
        if found.counted_least is not None:
            assert 0 <= found.counted_least <= found.counted_most
        if found.met:
            assert found.working_days is not None
            assert found.target is None or found.working_days <= found.target + 20


@given(DAYS, st.integers(0, 60))
def test_a_later_answer_is_never_better(complaint: str, days: int) -> None:
    rank = {True: 0, None: 1, False: 2}
    answers = [dt.date.fromisoformat(complaint) + dt.timedelta(each) for each in (days, days + 1)]
    sooner, later = (
        time("stage_1", milestones(complaint_made=complaint, stage_1_response=answer.isoformat())) for answer in answers
    )
    assert rank[sooner.met] <= rank[later.met]
