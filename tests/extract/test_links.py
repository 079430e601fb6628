"""Which head a text speaks of."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ombudsparse.extract.categories import categorise
from ombudsparse.extract.links import link, restates
from ombudsparse.records import ComplaintHead
from ombudsparse.spans import Span


def heads(*texts):
    made = []
    for number, text in enumerate(texts, 1):
        categories = categorise(text)
        made.append(ComplaintHead(number, text, None, categories[0], categories, Span(number, number + 1)))
    return made


# each text is paired with the index of the head that it speaks of
TABLE = (
    (("Reports of ASB.", "The associated complaint."), (("complaint handling", 1), ("antisocial behaviour", 0))),
    (("Reports of mould.", "Window repairs."), (("the windows", 1), ("damp and mould", 0))),
    (("The lift.", "The gate.", "The bin store."), (("the bin store", 2), ("the lift", 0), ("the gate", 1))),
    (("A transfer request.", "A mutual exchange."), (("the request for a transfer", 0), ("the exchange", 1))),
    (
        ("Service charge queries.", "Complaint handling."),
        (("the service charges", 0), ("handling of the complaint", 1)),
    ),
    (("Boiler repairs.", "Rent arrears."), (("the rent account", 1), ("heating and hot water", 0))),
    (("A leak in 2021.", "A leak in 2023."), (("the leak in 2023", 1), ("the leak in 2021", 0))),
    (("Repairs to the roof.", "The formal complaint."), (("her ceiling", 0), ("its complaint handling", 1))),
)


@pytest.mark.parametrize(("texts", "pairs"), TABLE, ids=[texts[0] for texts, _ in TABLE])
def test_table(texts, pairs):
    assert link([text for text, _ in pairs], heads(*texts)) == [index for _, index in pairs]


def test_one_head_takes_everything():
    assert link(["this", "and that"], heads("The lift.")) == [0, 0]


def test_no_heads_no_links():
    assert link(["the lift"], []) == [None]


def test_what_no_head_says_is_linked_to_none():
    assert link(["the lift", "a parking permit", "record keeping"], heads("The lift.", "A leak.")) == [0, None, None]


def test_several_sums_may_speak_of_one_head():
    found = link(["£100 for the lift", "£50 for the lift"], heads("The lift.", "A leak."), exclusive=False)
    assert found == [0, 0]


TEXTS = st.lists(st.text(max_size=40), max_size=6)


@given(TEXTS, TEXTS, st.booleans())
@settings(max_examples=80, deadline=None)
def test_any_texts(texts, of_heads, exclusive):
    found = link(texts, heads(*of_heads), exclusive=exclusive)
    assert len(found) == len(texts)
    assert all(index is None or 0 <= index < len(of_heads) for index in found)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The landlord’s choice of a caretaker.", True),
        ("The resident’s complaint about the lift.", True),
        ("The lift was out of use for most of the summer.", False),
        ("The landlord’s complaint handling.", False),
        ("It.", False),
    ],
)
def test_saying_a_head_again(text, said):
    assert restates(text, heads("The lift.", "How the caretaker was chosen, and the choice of another.")) is said
