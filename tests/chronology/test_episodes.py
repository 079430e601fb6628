"""Mentions gathered into episodes, and the stretches between them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ombudsparse.chronology.episodes import find_episodes, gaps
from ombudsparse.chronology.milestones import find_milestones
from ombudsparse.records import Actor, Conflict, Event, EventType, Milestones
from ombudsparse.spans import Span

T, A = EventType, Actor
FACT, MISSED, PLANNED, OUGHT = (
    ("positive", "fact"),
    ("negative", "fact"),
    ("positive", "planned"),
    ("positive", "hypothetical"),
)


def event(
    at: int, start: str, kind: EventType, actor: Actor | None = None, end: str = "", how: tuple[str, str] = FACT,
    text: str = "It did so.",
) -> Event:  # fmt: skip
    """An event of which the mention stands at `at` in the text; a month where `end` is given."""
    first, last = dt.date.fromisoformat(start), dt.date.fromisoformat(end or start)
    precision = "month" if end else "day"
    return Event(
        first, last, precision, start, start, actor, kind, text, "Background", None, Span(at, at + 5), Span(at, at + 9),
        how[0], how[1],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        pytest.param([], [], id="none"),
        pytest.param(
            [event(0, "2023-04-03", T.VISIT, A.LANDLORD), event(50, "2023-04-03", T.VISIT, A.LANDLORD)],
            [(0, 50)], id="told twice",
        ),
        pytest.param(
            [event(0, "2023-04-03", T.VISIT, A.LANDLORD), event(50, "2023-04-03", T.VISIT)],
            [(0, 50)], id="once without an actor",
        ),
        pytest.param(
            [event(0, "2023-04-03", T.VISIT, A.LANDLORD), event(50, "2023-04-03", T.VISIT, A.CONTRACTOR)],
            [(0,), (50,)], id="two actors",
        ),
        pytest.param(
            [event(0, "2023-04-03", T.VISIT, A.LANDLORD), event(20, "2023-04-03", T.VISIT, A.CONTRACTOR),
             event(50, "2023-04-03", T.VISIT)],
            [(0,), (20,), (50,)], id="no choice between two actors",
        ),
        pytest.param(
            [event(0, "2023-04-03", T.VISIT), event(50, "2023-04-04", T.VISIT)], [(0,), (50,)], id="two days",
        ),
        pytest.param(
            [event(0, "2023-04-03", T.VISIT), event(50, "2023-04-03", T.INSPECTION)], [(0,), (50,)], id="two types",
        ),
        pytest.param(
            [event(0, "2023-04-03", T.VISIT, how=FACT), event(50, "2023-04-03", T.VISIT, how=MISSED)],
            [(0,), (50,)], id="done and not done",
        ),
        pytest.param(
            [event(0, "2023-05-04", T.OTHER, how=PLANNED), event(50, "2023-05-04", T.OTHER, how=OUGHT)],
            [(0, 50)], id="the deadline that was promised and should have been kept",
        ),
        pytest.param(
            [event(0, "2023-05-01", T.OTHER, end="2023-05-31"), event(50, "2023-05-01", T.OTHER, end="2023-05-31")],
            [(0,), (50,)], id="a month has time for many things",
        ),
        pytest.param(
            [event(0, "2023-05-01", T.MOVED, end="2023-05-31"), event(50, "2023-05-01", T.MOVED, end="2023-05-31")],
            [(0, 50)], id="the same month and kind",
        ),
        pytest.param(
            [event(50, "2023-05-19", T.STAGE_1_RESPONSE, A.LANDLORD),
             event(90, "2023-05-19", T.CONTACT, A.LANDLORD, text="The letter of 19 May was its stage 1 response.")],
            [(50, 90)], id="a vaguer mention that names the step",
        ),
        pytest.param(
            [event(50, "2023-05-19", T.STAGE_1_RESPONSE, A.LANDLORD),
             event(90, "2023-05-19", T.CONTACT, A.LANDLORD, text="It rang about the boiler on 19 May.")],
            [(50,), (90,)], id="another contact of that day",
        ),
        pytest.param(
            [event(50, "2023-05-19", T.STAGE_1_RESPONSE, A.LANDLORD),
             event(90, "2023-05-19", T.CONTACT, A.RESIDENT, text="She chased the response on 19 May.")],
            [(50,), (90,)], id="the other party's contact of that day",
        ),
        pytest.param(
            [event(10, "2023-05-19", T.STAGE_1_RESPONSE, A.LANDLORD),
             event(90, "2023-05-01", T.STAGE_1_RESPONSE, A.LANDLORD, end="2023-05-31")],
            [(10, 90)], id="the response in May",
        ),
        pytest.param(
            [event(10, "2023-05-05", T.STAGE_1_RESPONSE), event(20, "2023-05-19", T.STAGE_1_RESPONSE),
             event(90, "2023-05-01", T.STAGE_1_RESPONSE, end="2023-05-31")],
            [(90,), (10,), (20,)], id="two responses in May",
        ),
    ],
)  # fmt: skip
def test_episodes(events: list[Event], expected: list[tuple[int, ...]]) -> None:
    found = find_episodes(events)
    assert [tuple(span.start for span in episode.spans) for episode in found] == expected
    assert [episode.number for episode in found] == list(range(1, len(expected) + 1))


def test_a_step_told_with_two_dates_is_one_episode() -> None:
    first, second = (
        event(at, day, T.STAGE_1_RESPONSE, A.LANDLORD) for at, day in ((10, "2023-05-19"), (90, "2023-05-22"))
    )
    conflict = Conflict(T.STAGE_1_RESPONSE, (first.start, second.start), (first.span, second.span), second.span)
    (episode,) = find_episodes([first, second], find_milestones([first, second]), [conflict])
    assert (episode.start, episode.other_dates) == (first.start, (second.start,))
    assert episode.milestone == "stage_1_response"
    assert episode.spans == (first.span, second.span)
    assert len(find_episodes([first, second])) == 2


def test_the_milestone_tells_the_episode_best() -> None:
    vague = event(5, "2023-05-01", T.COMPLAINT_MADE, end="2023-05-31")
    exact = event(90, "2023-05-03", T.COMPLAINT_MADE, A.RESIDENT)
    (episode,) = find_episodes([vague, exact], Milestones(complaint_made=exact))
    assert (episode.start, episode.precision, episode.actor) == (exact.start, "day", A.RESIDENT)
    assert episode.happened


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([], []),
        ([event(0, "2023-01-01", T.CONTACT)], []),
        # 28 whole days between 1 and 30 January, 27 between 1 and 29
        ([event(0, "2023-01-01", T.CONTACT), event(9, "2023-01-30", T.CONTACT)], [("2023-01-02", "2023-01-29", 28)]),
        ([event(0, "2023-01-01", T.CONTACT), event(9, "2023-01-29", T.CONTACT)], []),
        # a plan is no happening; the period considered fills no gap; a month in which something happened does
        (
            [event(0, "2023-01-01", T.CONTACT), event(5, "2023-02-10", T.OTHER, how=PLANNED),
             event(7, "2023-01-01", T.SCOPE, end="2023-12-31"), event(9, "2023-03-02", T.CONTACT)],
            [("2023-01-02", "2023-03-01", 59)],
        ),
        (
            [event(0, "2023-01-01", T.CONTACT), event(5, "2023-01-20", T.VISIT, end="2023-02-20"),
             event(9, "2023-03-02", T.CONTACT)],
            [],
        ),
        # a long event that covers later ones
        (
            [event(0, "2023-01-01", T.CONTACT, end="2023-06-30"), event(5, "2023-02-01", T.VISIT),
             event(9, "2023-07-01", T.CONTACT)],
            [],
        ),
    ],
)  # fmt: skip
def test_gaps(events: list[Event], expected: list[tuple[str, str, int]]) -> None:
    found = gaps(find_episodes(events))
    assert [(gap.start.isoformat(), gap.end.isoformat(), gap.days) for gap in found] == expected


EVENTS = st.lists(
    st.builds(
        lambda at, day, length, kind, actor, how: event(
            at, day.isoformat(), kind, actor, (day + dt.timedelta(length)).isoformat() if length else "", how
        ),
        st.integers(0, 500),
        st.dates(dt.date(2022, 1, 1), dt.date(2022, 3, 31)),
        st.sampled_from([0, 0, 30]),
        st.sampled_from([T.CONTACT, T.OTHER, T.COMPLAINT_MADE, T.STAGE_1_RESPONSE]),
        st.sampled_from([None, A.RESIDENT, A.LANDLORD]),
        st.sampled_from([FACT, MISSED, PLANNED]),
    ),
    max_size=12,
)


@given(EVENTS)
def test_no_mention_is_lost_and_gaps_are_empty(events: list[Event]) -> None:
    found = find_episodes(events, find_milestones(events))
    assert sorted(e.span for episode in found for e in episode.events) == sorted(e.span for e in events)
    assert [episode.start for episode in found] == sorted(episode.start for episode in found)
    for gap in gaps(found, 5):
        assert gap.days == (gap.end - gap.start).days + 1 >= 5
        assert not any(e.happened and e.start <= gap.end and gap.start <= e.end for e in found)
