"""A later mention of a day with vague words tells of the event that the report told of it first."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from narratives import timeline

from ombudsparse.nlp.dated_mentions import DatedMention
from ombudsparse.nlp.retellings import Telling, settle_retellings
from ombudsparse.records import Actor, EventType
from ombudsparse.spans import Span

FIRST = "The plumber replaced the tap on 3 May 2024."
# later sentence | type | actor of its last date
LATER = [
    (FIRST, "The kitchen had been dry before 3 May 2024.", "other", None),
    (FIRST, "She had no water until 3 May 2024.", "works_completed", "contractor"),
    (FIRST, "It took until 3 May 2024.", "works_completed", "contractor"),
    (FIRST, "She had no tap until 4 May 2024.", "other", "resident"),
    (FIRST, "She lived without a tap in May 2024.", "other", "resident"),
    (FIRST, "The landlord wrote to her on 3 May 2024.", "contact", "landlord"),
    ("The resident complained by letter on 3 May 2024.", "The letter of 3 May 2024 was clear.",
     "complaint_made", "resident"),
    ("The surveyor’s report of 3 May 2024 found damp.", "The report of 3 May 2024 was ignored.",
     "inspection", "landlord"),
]  # fmt: skip


@pytest.mark.parametrize(("first", "later", "kind", "actor"), LATER)
def test_a_vague_mention_takes_what_was_told_first(first: str, later: str, kind: str, actor: str | None) -> None:
    last = timeline(background=[first], assessment=[later]).events[-1]
    assert (last.type, last.actor) == (kind, actor)


def reading(kind: EventType, rule: str, actor: Actor | None) -> DatedMention:
    return DatedMention(0, Span(0, 1), actor, kind, "positive", "fact", rule, actor is None)


DAYS = [dt.date(2024, 5, day) for day in (3, 4, 5)]
TELLINGS = st.builds(
    Telling,
    st.builds(
        reading,
        st.sampled_from(list(EventType)),
        st.sampled_from(["none", "letter.dated", "contact.spoke", "works.completed"]),
        st.sampled_from([None, *Actor]),
    ),
    st.sampled_from([None, *DAYS]),
    st.booleans(),
)


@given(st.lists(TELLINGS, max_size=12))
def test_plain_readings_and_their_number_stay(tellings: list[Telling]) -> None:
    settled = settle_retellings(tellings)
    assert len(settled) == len(tellings)
    for telling, after in zip(tellings, settled, strict=True):
        if telling.day is None or not telling.named or telling.reading.rule in ("contact.spoke", "works.completed"):
            assert after == telling.reading
