"""What happened: a table of clauses, the examples of the rules themselves, and several events in one sentence."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from narratives import readings

from ombudsparse.nlp.event_types import Rule, event_rules
from ombudsparse.records import EventType

LINES = [
    line.split(" | ", 2)
    for line in (Path(__file__).parent / "event_clauses.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
EXAMPLES = [rule for rule in event_rules() if rule.example]


@pytest.mark.parametrize(("kind", "actor", "text"), LINES)
def test_type_and_actor_of_the_last_date(kind: str, actor: str, text: str) -> None:
    last = readings(text)[-1]
    assert (last.type, last.actor or "-") == (kind, actor)


def test_there_are_enough_clauses() -> None:
    assert len(LINES) >= 250
    assert {kind for kind, _, _ in LINES} == {kind.value for kind in EventType}


@pytest.mark.parametrize("rule", EXAMPLES, ids=lambda rule: rule.id)
def test_every_rule_fits_its_example(rule: Rule) -> None:
    last = readings(rule.example)[-1]
    assert (last.rule, last.type) == (rule.id, rule.type)


def test_rules_have_ids_of_their_own() -> None:
    ids = [rule.id for rule in event_rules()]
    assert len(ids) == len(set(ids))


SEVERAL = [
    (
        "The landlord acknowledged the complaint on 3 May 2024 and responded at stage 1 on 17 May 2024.",
        ["complaint_acknowledged", "stage_1_response"],
    ),
    (
        "The landlord opened a case on 3 May 2023, completed a risk assessment on 5 May 2023 "
        "and agreed an action plan on 9 May 2023.",
        ["case_opened", "risk_assessment", "action_plan"],
    ),
    (
        "A job was raised on 3 May 2024, the contractor attended on 5 May 2024 and the roof "
        "was repaired on 9 May 2024.",
        ["works_raised", "visit", "works_completed"],
    ),
    (
        "The resident reported noise on 6 April, 12 April and again on 3 May 2024.",
        ["issue_reported", "issue_reported", "issue_reported"],
    ),
    (
        "The landlord should have replied to the complaint by 3 May 2024, but it did not do so until 9 May 2024.",
        ["other", "stage_1_response"],
    ),
    (
        "After a visit to the neighbour on 3 May 2024, the landlord wrote to the resident on 9 May 2024.",
        ["visit", "contact"],
    ),
    (
        "The resident told the landlord on 3 May 2024 that the roof leaked, and on 9 May 2024 "
        "that the ceiling was wet.",
        ["issue_reported", "issue_reported"],
    ),
    (
        "The landlord contacted the resident on 3 May 2024 to arrange an inspection, which took place on 9 May 2024.",
        ["contact", "inspection"],
    ),
    (
        "In its response the landlord said that a job had been raised on 3 May 2024 and "
        "would be completed by 9 June 2024.",
        ["works_raised", "other"],
    ),
    (
        "It was not until 3 May 2024 that the landlord issued its stage 2 response, 9 days after 24 April 2024.",
        ["stage_2_response"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kinds"), SEVERAL)
def test_each_date_has_its_own_event(text: str, kinds: list[str]) -> None:
    assert [reading.type for reading in readings(text)][: len(kinds)] == kinds


STANCES = [
    ("The landlord did not respond by 3 May 2024.", "negative", "fact"),
    ("The landlord did not respond until 3 May 2024.", "positive", "fact"),
    ("The landlord never called between 3 May 2024 and 9 June 2024.", "negative", "fact"),
    ("The landlord failed to attend on 3 May 2024.", "negative", "fact"),
    ("Nobody called the resident on 3 May 2024.", "negative", "fact"),
    ("The landlord will inspect the roof on 3 May 2024.", "positive", "planned"),
    ("The landlord promised to reply by 3 May 2024.", "positive", "planned"),
    ("The reply was due by 3 May 2024.", "positive", "planned"),
    ("Had the landlord inspected the roof on 3 May 2024, it would have seen the leak.", "positive", "hypothetical"),
    ("The landlord should have inspected the roof by 3 May 2024.", "positive", "hypothetical"),
    ("The notice should not have been served on 3 May 2024.", "positive", "fact"),
    ("The landlord said that it had repaired the roof on 3 May 2024.", "positive", "reported"),
    ("The landlord repaired the roof on 3 May 2024.", "positive", "fact"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "polarity", "modality"), STANCES)
def test_polarity_and_modality(text: str, polarity: str, modality: str) -> None:
    last = readings(text)[-1]
    assert (last.polarity, last.modality) == (polarity, modality)


CONTEXTS = [
    ("She escalated the complaint on 1 May 2024. The landlord acknowledged it on 3 May 2024.", "stage_2_acknowledged"),
    ("The resident complained on 1 May 2024. The landlord acknowledged this on 3 May 2024.", "complaint_acknowledged"),
    ("We asked the landlord for its notes on 1 May 2024. It replied on 3 May 2024.", "ombudsman_contact"),
    ("The stage 1 response was sent on 1 May 2024. The resident received it on 3 May 2024.", "stage_1_response"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), CONTEXTS)
def test_what_was_told_before_counts(text: str, kind: str) -> None:
    assert readings(text)[-1].type == kind


@given(st.lists(st.sampled_from([text for _, _, text in LINES]), min_size=1, max_size=4))
def test_every_date_gets_one_reading_whose_sentence_holds_it(sentences: list[str]) -> None:
    text = " ".join(sentences)
    found = readings(text)
    assert [reading.index for reading in found] == list(range(len(found)))
    assert all(reading.sentence.of(text).strip() for reading in found)


@given(st.text(alphabet="the landlord resident wrote on 3 May 2024, and. that it who “ was not until by", max_size=120))
def test_no_text_makes_it_fail(text: str) -> None:
    readings(text + " on 3 May 2024.")
