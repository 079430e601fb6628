"""Who acts: nouns, pronouns, passives, relative clauses, staff and agents."""

from pathlib import Path

import pytest
from narratives import readings

from ombudsparse.nlp.clauses.actors import find_actors

LINES = [
    line.split(" | ", 1)
    for line in (Path(__file__).parent / "actor_clauses.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("actor", "text"), LINES)
def test_actor_of_the_last_date(actor: str, text: str) -> None:
    assert (readings(text)[-1].actor or "-") == actor


def test_there_are_enough_clauses() -> None:
    assert len(LINES) >= 120


def test_find_actors_with_spans_and_rules() -> None:
    text = "The resident’s MP wrote to it. We called them."
    found = [(mention.span.of(text), mention.actor, mention.rule) for mention in find_actors(text)]
    assert found == [
        ("resident’s", "resident", "actor.owner"),
        ("MP", "third_party", "actor.named"),
        ("it", "landlord", "actor.pronoun"),
        ("We", "ombudsman", "actor.pronoun"),
        ("them", "resident", "actor.pronoun"),
    ]


def test_the_council_is_the_landlord_only_where_it_is() -> None:
    text = "The council wrote on 3 May 2024."
    assert [mention.actor for mention in find_actors(text)] == ["third_party"]
    assert [mention.actor for mention in find_actors(text, council=True)] == ["landlord"]
