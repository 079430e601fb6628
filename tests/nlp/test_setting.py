"""What is true of a whole report: who the landlord is, whether it tells of trades, what the resident is called."""

import pytest
from narratives import timeline

from ombudsparse.nlp.clauses.trades import tells_of_trades
from ombudsparse.nlp.setting import Gender, gender_of

GENDERS = [
    ("She called. Her roof leaked. She wrote, and her son helped.", "she"),
    ("He called. His roof leaked. He wrote.", "he"),
    ("She called him and he called her back.", None),
    ("They called.", None),
]


@pytest.mark.parametrize(("text", "gender"), GENDERS)
def test_what_the_resident_is_called(text: str, gender: Gender | None) -> None:
    assert gender_of(text) == gender


TRADES = [
    ("The plumber came.", True),
    ("Its contractors came.", True),
    ("The co-operative wrote to the council.", False),
    ("An officer came.", False),
]


@pytest.mark.parametrize(("text", "told"), TRADES)
def test_whether_a_report_tells_of_trades(text: str, told: bool) -> None:
    assert tells_of_trades(text) is told


def test_works_are_the_contractors_where_the_report_tells_of_one() -> None:
    without = timeline(background=["Officers visited.", "A visit took place on 3 May 2024."]).events[-1]
    told = timeline(background=["The plumber was rude.", "A visit took place on 3 May 2024."]).events[-1]
    assert (without.actor, told.actor) == ("landlord", "contractor")


def test_a_pronoun_of_the_other_gender_is_not_the_resident() -> None:
    called_she = ["She was cold. She told her son. Her flat was damp.", "A housing officer rang her."]
    he = timeline(background=[*called_she, "The housing officer apologised. He wrote again on 3 May 2024."]).events[-1]
    she = timeline(background=[*called_she, "The housing officer apologised. She wrote again on 3 May 2024."]).events[
        -1
    ]
    assert (he.actor, she.actor) == ("landlord", "resident")
