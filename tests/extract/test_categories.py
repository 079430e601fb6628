"""Categories of complaint matters: invented heads and statements, and what must hold of any text."""

import csv
import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ombudsparse import vocabulary
from ombudsparse.extract.categories import Vocabulary, categorise, categorise_with_evidence
from ombudsparse.records import Category

HERE = Path(__file__).parent
LINES = HERE.parents[2] / "shared" / "real" / "lines" / "categories.jsonl"
with (HERE / "categories.tsv").open(encoding="utf-8", newline="") as table:
    HEADS = [(row["text"], row["categories"]) for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)]


@pytest.mark.parametrize(("text", "categories"), HEADS)
def test_head(text: str, categories: str) -> None:
    assert ",".join(categorise(text)) == categories


def test_table_covers_the_field() -> None:
    primary = [categories.split(",")[0] for _, categories in HEADS]
    assert len(HEADS) >= 400
    assert not {str(category) for category in Category} - set(primary)


FORMULAE = [
    "In accordance with paragraph 52 of the Housing Ombudsman Scheme, there was maladministration in {}",
    "In accordance with paragraph 54 of the Scheme there was no maladministration by the landlord in respect of {}.",
    "In line with paragraph 53(b) of the Scheme, the landlord has made an offer of redress prior to investigation "
    "which, in the Ombudsman’s opinion, satisfactorily resolves the complaint about {}",
    "In accordance with paragraph 42(a) of the Scheme, the complaint about {} is outside the Ombudsman’s jurisdiction",
    "Taking all matters into account we have found service failure in {}",
    "The Ombudsman has also considered {}.",
]


@pytest.mark.parametrize("formula", FORMULAE)
@pytest.mark.parametrize(
    ("matter", "category"),
    [
        ("the landlord’s handling of the resident’s reports of damp and mould", Category.DAMP_AND_MOULD),
        ("the landlord’s response to repairs to the communal lift", Category.BUILDING_FACILITIES),
        ("the landlord’s handling of the resident’s window repairs", Category.REPAIRS),
        ("the landlord’s handling of the decant", Category.MOVING_AND_ALLOCATIONS),
        ("the landlord’s handling of service charge queries", Category.RENT_AND_SERVICE_CHARGES),
    ],
)
def test_formula_of_the_determination_is_no_matter(formula: str, matter: str, category: Category) -> None:
    assert categorise(formula.format(matter))[0] == category


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The landlord’s handling of repairs to the communal lift", ["communal lift"]),
        ("Reports of damp, and the associated repairs.", ["damp", "repairs"]),
        ("Concerns about A nti – social behaviour", ["A nti – social behaviour"]),
        ("H andling of r epairs to the porch", ["r epairs"]),
        ("an infes tation upstairs", ["infes tation"]),
        ("What became of it", ["What became of it"]),
    ],
)
def test_evidence(text: str, words: list[str]) -> None:
    found = [match.span.of(text) for match in categorise_with_evidence(text)]
    assert found == words


def test_nothing_to_go_by() -> None:
    assert categorise("") == (Category.OTHER,)
    assert categorise("the landlord’s handling of the matter") == (Category.OTHER,)


PIECES = st.sampled_from(
    [*" ".join(text for text, _ in HEADS).split(), "and", ",", ";", ":", "following", "İ", "’", "–", "\n"]
)


@settings(deadline=None, max_examples=150)
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map(" ".join)))
def test_any_text(text: str) -> None:
    matches = categorise_with_evidence(text)
    assert matches
    assert len({match.category for match in matches}) == len(matches)
    assert categorise(text) == tuple(match.category for match in matches)
    for match in matches:
        assert 0 <= match.span.start <= match.span.end <= len(text)
        assert not match.term or match.span.of(text).strip()


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(HEADS), st.sampled_from(["", "  ", "a. ", "The landlord’s handling of: "]))
def test_case_and_lead_in_do_not_matter(head: tuple[str, str], before: str) -> None:
    text, _ = head
    assert categorise(before + text.upper())[0] == categorise(text)[0]


def test_vocabulary_is_in_notation() -> None:
    words = vocabulary.load_vocabulary("categories", Vocabulary)
    terms = [t for tiers in words.terms.values() for tier in tiers.__struct_fields__ for t in getattr(tiers, tier)]
    terms += [*words.ignore, *words.subordinate, *words.attached, *words.lead, *words.coordinator]
    for term in terms:
        assert term == term.lower().strip(), term
        assert term.count("{") == term.count("}"), term
        assert term.count("(") == term.count(")"), term
        # A term of which every word may be missing, or all but one that says nothing, would match anywhere.
        assert re.sub(r"\([^()]*\)", "", term).strip(" ~*"), term
        assert re.sub(r"\([^()]*\)", "", term).strip() not in {"offer of", "no", "level of", "application for"}, term


def test_hand_labelled_lines() -> None:
    if not LINES.exists():
        pytest.skip(f"hand-labelled lines not present: {LINES}")
    rows = [json.loads(line) for line in LINES.read_text(encoding="utf-8").splitlines()]
    sure = [row for row in rows if not row["doubtful"] and row["categories"] != ["none"]]
    right = sum(categorise(row["text"])[0] == row["categories"][0] for row in sure)
    assert right / len(sure) >= 0.97
