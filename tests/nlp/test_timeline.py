"""From a report to its events, milestones and conflicts."""

import datetime as dt

import pytest
from msgspec.structs import replace
from narratives import REPORT_DATE, document, timeline

from ombudsparse.chronology.milestones import find_milestones
from ombudsparse.nlp.timeline import read_timeline

STORY = [
    "The resident complained on 3 May 2024 about the damp.",
    "The landlord acknowledged the complaint on 8 May 2024 and issued its stage 1 response on 17 May 2024.",
    "The resident escalated her complaint on 20 May 2024. The landlord acknowledged this on 24 May 2024.",
    "The landlord issued its stage 2 response on 18 June 2024.",
    "The resident brought her complaint to us on 2 July 2024.",
]
DATES = {
    "complaint_made": dt.date(2024, 5, 3),
    "complaint_acknowledged": dt.date(2024, 5, 8),
    "stage_1_response": dt.date(2024, 5, 17),
    "escalation_requested": dt.date(2024, 5, 20),
    "stage_2_acknowledged": dt.date(2024, 5, 24),
    "stage_2_response": dt.date(2024, 6, 18),
    "referred_to_ombudsman": dt.date(2024, 7, 2),
}


def dates_of(story: list[str]) -> dict[str, dt.date]:
    return {name: event.start for name, event in timeline(background=story).milestones.items()}


def test_events_are_in_the_order_of_the_text_and_hold_their_words() -> None:
    report = document(background=STORY)
    events = read_timeline(report, REPORT_DATE)[0].events
    assert [event.start for event in events] == list(DATES.values())
    for event in events:
        assert report.words(event.span) == event.mention
        assert report.words(event.sentence) == event.text
        assert event.sentence.covers(event.span)
        assert event.section == "Background"


def test_orders_and_head_give_no_events() -> None:
    assert not timeline(background=["The property is a flat."]).events
    problems = read_timeline(document(background=["The property is a flat."]), REPORT_DATE)[1]
    assert [problem.code for problem in problems] == ["no_events"]


def test_a_report_without_a_complaint_date_says_so() -> None:
    problems = read_timeline(document(background=["The boiler failed on 3 May 2024."]), REPORT_DATE)[1]
    assert [problem.code for problem in problems] == ["no_complaint_date"]


UNREAD = ["31 June 2024", "32 May 2024", "30/02/2024", "14 May 20244", "12 Juny 2024", "the 16th"]


@pytest.mark.parametrize("date", UNREAD)
def test_a_date_that_cannot_be_is_told_with_its_words(date: str) -> None:
    report = document(background=[f"The landlord replied on {date}."])
    (problem, _) = read_timeline(report, REPORT_DATE)[1]
    assert problem.code == "date_unread"
    assert f"“{date}”" in problem.message
    assert problem.span is not None
    assert report.words(problem.span) == date


@pytest.mark.parametrize(
    ("story", "days"),
    [
        (["Between September 2021 and July 2022:", "She rang on 4 October.", "It wrote on 9 January."],
         ["2021-10-04", "2022-01-09"]),
        (["In 2020 and 2021:", "She rang on 4 October 2020.", "It wrote on 9 January."], ["2020-10-04", "2021-01-09"]),
        (["In 2021 the resident reported:", "damp on 4 June; and", "mould on 9 May."], ["2021-06-04", "2021-05-09"]),
        (["During 2020:", "A plumber came on 2 March.", "He came back on 1 December."], ["2020-03-02", "2020-12-01"]),
        (["From May 2020 to April 2021:", "The lift failed on 2 March."], ["2021-03-02"]),
    ],
)  # fmt: skip
def test_a_lead_in_dates_its_items(story: list[str], days: list[str]) -> None:
    events = timeline(background=story).events
    assert [str(event.start) for event in events if event.start == event.end] == days


def test_a_year_that_is_nowhere_named_is_told_to_be_a_guess() -> None:
    problems = read_timeline(document(background=["The resident complained on 4 June."]), REPORT_DATE)[1]
    assert [problem.code for problem in problems] == ["year_guessed"]


@pytest.mark.parametrize("words", ["three days later", "2 working days later", "a day later", "one week later"])
def test_a_count_of_days_is_no_label_of_a_complaint(words: str) -> None:
    story = ["The resident complained on 3 May 2024.", f"The landlord acknowledged the complaint {words}."]
    assert dates_of(story)["complaint_acknowledged"] > dt.date(2024, 5, 3)


def test_what_answers_both_complaints_answers_the_first() -> None:
    story = [
        "The resident complained on 3 May 2024.",
        "She made a second complaint on 10 June 2024.",
        "She asked for both to be taken to stage 2 on 20 July 2024.",
        "The landlord issued its stage 2 response on 12 September 2024.",
    ]
    found = dates_of(story)
    assert found["escalation_requested"] == dt.date(2024, 7, 20)
    assert found["stage_2_response"] == dt.date(2024, 9, 12)


def test_milestones() -> None:
    assert dates_of(STORY) == DATES


LATER = [
    [*STORY, "She made a second complaint on 9 August 2024. The landlord sent its stage 1 response on 20 August 2024."],
    ["In 2022 the resident made a previous complaint, which was closed on 3 March 2022.", *STORY],
    ["The landlord did not respond by 1 April 2024.", *STORY],
    [*STORY[:1], "The stage 1 response was due by 14 May 2024.", *STORY[1:]],
    [*STORY[:1], "A stage 1 response to a complaint of another tenant was not sent by 5 May 2024.", *STORY[1:]],
]  # fmt: skip


@pytest.mark.parametrize("story", LATER)
def test_milestones_are_those_of_the_first_complaint(story: list[str]) -> None:
    assert dates_of(story) == DATES


AGREEING = [
    "The landlord issued its stage 1 response on 17 May 2024, which was late.",
    "In its stage 2 response on 18 June 2024 the landlord apologised.",
    "The resident asked again for her complaint to go to stage 2 on 27 May 2024.",
    "The landlord sent a further stage 1 response on 20 May 2024.",
    "The landlord’s stage 1 response of 17 May 2024 and its stage 2 response of 18 June 2024 were brief.",
    "The stage 1 response was due by 16 May 2024.",
    "The resident chased her stage 2 response on 11 June 2024.",
    "The landlord issued a stage 1 response to her second complaint on 9 December 2024.",
    "The resident contacted us again on 9 July 2024.",
    "The landlord should have responded at stage 2 by 17 June 2024.",
]
DIFFERING = [
    ("The landlord issued its stage 1 response on 19 May 2024.", "stage_1_response", (17, 5), (19, 5)),
    ("The landlord’s stage 1 response of 11 May 2024 was late.", "stage_1_response", (17, 5), (11, 5)),
    ("In its stage 2 response on 20 June 2024 the landlord apologised.", "stage_2_response", (18, 6), (20, 6)),
    ("The resident complained on 1 May 2024, and it was late.", "complaint_made", (3, 5), (1, 5)),
    ("The time runs from the complaint of 6 May 2024.", "complaint_made", (3, 5), (6, 5)),
    ("The resident escalated her complaint on 22 May 2024.", "escalation_requested", (20, 5), (22, 5)),
    ("The landlord acknowledged the complaint on 9 May 2024.", "complaint_acknowledged", (8, 5), (9, 5)),
]  # fmt: skip


@pytest.mark.parametrize("text", AGREEING)
def test_no_conflict(text: str) -> None:
    assert timeline(background=STORY, assessment=[text]).conflicts == ()


@pytest.mark.parametrize(("text", "kind", "told", "other"), DIFFERING)
def test_conflict(text: str, kind: str, told: tuple[int, int], other: tuple[int, int]) -> None:
    found = timeline(background=STORY, assessment=[text])
    assert [(conflict.type, conflict.dates) for conflict in found.conflicts] == [
        (kind, (dt.date(2024, told[1], told[0]), dt.date(2024, other[1], other[0])))
    ]
    conflict = found.conflicts[0]
    assert conflict.span == conflict.spans[1]
    assert {event.start for event in found.events if event.span in conflict.spans} == set(conflict.dates)


def test_two_responses_of_the_chronology_are_two_and_the_nearest_one_is_meant() -> None:
    story = [
        *STORY,
        "The resident made a further complaint on 9 January 2025.",
        "On 20 January 2025 the landlord provided a further stage 1 response.",
    ]
    found = timeline(
        background=story, assessment=["In its stage 1 response on 18 January 2025, the landlord apologised."]
    )
    assert [conflict.dates for conflict in found.conflicts] == [(dt.date(2025, 1, 20), dt.date(2025, 1, 18))]


def test_a_council_as_landlord() -> None:
    story = ["The Council visited the resident on 3 May 2024."]
    assert timeline(background=story, landlord="Exampleton Borough Council").events[0].actor == "landlord"
    assert timeline(background=story).events[0].actor == "third_party"


@pytest.mark.parametrize(
    "story",
    [
        ["Resident A complained on 3 May 2024. Resident B complained on 9 April 2024."],
        ["Complaint 1 was made on 3 May 2024 and complaint 2 was made on 9 April 2024."],
        ["The resident made complaint A on 3 May 2024. She made complaint B on 9 April 2024."],
        ["Tenant B complained on 9 April 2024.", "Tenant A complained on 3 May 2024."],
        ["The resident raised complaint one on 3 May 2024. Complaint two was made on 9 April 2024."],
    ],
)
def test_of_several_complaints_or_residents_the_first_is_followed(story: list[str]) -> None:
    assert dates_of(story)["complaint_made"] == dt.date(2024, 5, 3)


def test_a_step_that_is_not_sure_is_no_milestone() -> None:
    made = timeline(background=STORY).events
    unsure = [replace(event, confidence=0.3) if event.type == "stage_1_response" else event for event in made]
    assert find_milestones(unsure).stage_1_response is None
    assert find_milestones(made).stage_1_response is not None
