"""What orders ask for, and of whom."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ombudsparse import vocabulary
from ombudsparse.extract.orders.order_types import OrderTypeEntry, OrderTypes, addressee, types_of_order
from ombudsparse.records import OrderType

TABLE = [json.loads(line) for line in (Path(__file__).parent / "order_types.jsonl").read_text("utf-8").splitlines()]
ENTRIES = vocabulary.load_vocabulary("order_types", OrderTypes).type


@pytest.mark.parametrize("row", TABLE, ids=[row["text"][:60] for row in TABLE])
def test_table(row):
    types = [kind.value for kind in types_of_order(row["text"])]
    assert set(row["types"]) <= set(types)
    assert len(types) <= len(row["types"]) + 1


def test_types_are_as_few_as_are_true():
    given = [(kind.value, row["types"]) for row in TABLE for kind in types_of_order(row["text"])]
    assert sum(kind in wanted for kind, wanted in given) / len(given) > 0.93


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("The landlord must apologise in writing to the resident.", "apology"),
        ("Apology order The landlord must send the resident a written apology from a senior manager.", "apology"),
        ("Write to the resident to apologise for the failures identified in this report.", "apology"),
        ("Provide the resident with a letter of apology. The letter must have due regard to our guidance.", "apology"),
        ("A director must telephone or write to the resident to say sorry.", "apology"),
        ("Apologise to the resident in person, and inspect the roof.", "apology inspection"),
        ("Pay the resident £300 for the errors in its handling of the management move process.", "compensation"),
        ("Pay £275, comprising £125 for the failings in the decant and £150 for the repairs.", "compensation"),
        ("Pay the resident £650 for its handling of the replacement of his windows.", "compensation"),
        ("Pay the resident £200 and carry out the outstanding repairs.", "compensation repairs"),
        ("The landlord must provide evidence it has paid the resident £738.40, made up as follows:", "compensation"),
        ("Send this Service evidence that it has complied with these orders.", "evidence_of_compliance"),
        ("Offer the resident a management move.", "rehousing"),
        ("Review how it manages decants that follow an emergency.", "policy_review"),
        ("Train its staff on risk assessments and on reviewing noise recordings.", "staff_training"),
        ("Inspect the north wall and write to the resident with what it found.", "inspection"),
        ("Learning order The landlord must set out what it has learnt from the failures identified in this report and "
         "share this with its heating contractor.", "share_learning case_review"),
        ("Learning order The landlord must share this report with its relevant staff.", "share_learning"),
        ("Reimbursement order The landlord must ask the resident for her bills and repay what she spent on heaters.",
         "compensation financial_adjustment"),
        ("Reimburse the resident for the cost of the heaters on receipt of the bills.",
         "compensation financial_adjustment"),
    ],
)  # fmt: skip
def test_what_is_to_be_done_and_not_what_it_is_for(text, types):
    assert {kind.value for kind in types_of_order(text)} == set(types.split())


def test_the_table_is_large_enough():
    assert len(TABLE) >= 150
    assert {kind for row in TABLE for kind in row["types"]} == {kind.value for kind in OrderType} - {"other"}


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry.name.value for entry in ENTRIES])
def test_examples_of_the_vocabulary(entry):
    for example in entry.examples:
        assert entry.name in types_of_order(example), example


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Provide a written apology from a senior manager.", "senior manager"),
        ("Arrange for its chief executive to apologise.", "chief executive"),
        ("The landlord’s chief executive must apologise.", "chief executive"),
        ("The landlord’s head of repairs should meet the resident.", "head of repairs"),
        ("A director must review the case.", "director"),
        ("Send the resident an apology signed by its director of housing.", "director of housing"),
        ("Write to the resident, through a head of service, to apologise.", "head of service"),
        ("The apology must be written by a senior member of staff.", "senior member of staff"),
        ("Pay the resident £300.", None),
        ("Train its managers.", None),
        ("Meet the resident and her support worker.", None),
    ],
)
def test_addressee(text, who):
    assert addressee(text) == who


@pytest.mark.parametrize(
    "text",
    [
        "Hang a bell on the cat.",
        "The landlord should consider recording the dates on which survey reports are received.",
        "Consider drawing up a contingency plan for each block with one lift.",
    ],
)
def test_unknown_wording(text):
    assert types_of_order(text) == (OrderType.OTHER,)


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("Pay £500 for the distress caused by the delay in replacing her kitchen.", OrderType.REPAIRS),
        ("Pay the resident £90 for the cost of repairing the fence.", OrderType.REPAIRS),
        ("Apologise for its failure in telephoning the resident.", OrderType.CONTACT_RESIDENT),
        ("Carry out the works listed in the surveyor’s report.", OrderType.INSPECTION),
        ("Act on the survey results.", OrderType.INSPECTION),
    ],
)
def test_a_reason_is_no_order(text, type):
    assert type not in types_of_order(text)


@pytest.mark.parametrize(
    ("marked", "forms"),
    [
        (r"\brevise{s}", ["revise", "revises", "revised", "revising"]),
        (r"\b(?:carry out|set up){s}", ["carry out", "carries out", "carrying out", "set up", "setting up"]),
        (r"\b(?:speak (?:to|with)|meet){s}", ["speak with", "speaking to", "meets", "meeting"]),
        (r"\b(?:re-?offer|waive){s}", ["re-offer", "reoffers", "waived", "waiving"]),
    ],
)
def test_endings_of_verbs(marked, forms):
    entry = OrderTypeEntry(OrderType.OTHER, (marked,), ())
    pattern = re.compile(OrderTypes({}, (entry,)).pattern(entry))
    assert [form for form in forms if not pattern.fullmatch(form)] == []


@given(st.text(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_text(text):
    types = types_of_order(text)
    assert types
    assert len(set(types)) == len(types)
    assert OrderType.OTHER not in types or types == (OrderType.OTHER,)


@pytest.mark.parametrize("piece", ["review ", "the resident ", "pay £", "carry out a ", "report to "])
def test_long_runs_are_read_in_time(piece):
    assert types_of_order(piece * 1000)
