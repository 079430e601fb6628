"""The spaCy pipeline: its factories, its matches, and that they survive serialisation and other processes."""

import datetime as dt
from configparser import ConfigParser
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from ombudsparse.nlp.timeline_pipeline import PARTS, timeline_pipeline

TEXT = (
    "1. On 3 May 2024 the landlord emailed the resident. She replied the same day.\n"
    "2. It issued its stage 1 response under para. 52.b. on 9 May."
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return timeline_pipeline(dt.date(2025, 9, 1))


def events(doc: Doc) -> list[tuple[str, str, str, str]]:
    return [
        (span.text, span.id_, span._.ombudsparse_event["type"], span._.ombudsparse_event["start"])
        for span in doc.spans["ombudsparse"]
        if span.label_ == "EVENT"
    ]


EXPECTED = [
    ("3 May 2024", "contact.spoke", "contact", "2024-05-03"),
    ("the same day", "contact.spoke", "contact", "2024-05-03"),
    ("9 May", "stage_1.response", "stage_1_response", "2024-05-09"),
]


def test_matches_carry_the_id_of_their_rule_and_leave_the_entities_alone(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert events(doc) == EXPECTED
    assert doc.ents == ()
    dates = [span for span in doc.spans["ombudsparse"] if span.label_ == "DATE"]
    assert [span.id_ for span in dates] == ["date.absolute", "date.relative", "date.inherited"]
    assert dates[1]._.ombudsparse_date["anchor"] == "2024-05-03"
    actors = [span for span in doc.spans["ombudsparse"] if span.label_ == "ACTOR"]
    assert [(span.text, span._.ombudsparse_actor) for span in actors][:3] == [
        ("landlord", "landlord"), ("resident", "resident"), ("She", "resident")
    ]  # fmt: skip


def test_sentences(nlp: Language) -> None:
    assert [sentence.text.strip() for sentence in nlp(TEXT).sents] == [
        "1. On 3 May 2024 the landlord emailed the resident.",
        "She replied the same day.",
        "2. It issued its stage 1 response under para. 52.b. on 9 May.",
    ]


def test_entities_only_when_asked() -> None:
    doc = timeline_pipeline(ents=True)(TEXT)
    assert [entity.text for entity in doc.ents] == ["3 May 2024", "the same day", "9 May"]


def test_values_survive_bytes_and_docbin(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert events(Doc(nlp.vocab).from_bytes(doc.to_bytes())) == EXPECTED
    stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    back = next(iter(DocBin(store_user_data=True).from_bytes(stored).get_docs(nlp.vocab)))
    assert events(back) == EXPECTED


def test_two_processes(nlp: Language) -> None:
    assert [events(doc) for doc in nlp.pipe([TEXT] * 3, n_process=2, batch_size=1)] == [EXPECTED] * 3


def test_saved_and_loaded(nlp: Language, tmp_path) -> None:
    nlp.to_disk(tmp_path)
    assert events(spacy.load(tmp_path)(TEXT)) == EXPECTED


def test_each_part_in_a_pipeline_of_its_own() -> None:
    for part in PARTS:
        other = spacy.blank("en")
        other.add_pipe("sentencizer")
        other.add_pipe(part)
        assert len(other(TEXT)) > 10


def test_text_of_nothing(nlp: Language) -> None:
    assert len(nlp("")) == 0
    assert len(nlp("\n\n  \n")) > 0


def test_the_group_can_have_another_name() -> None:
    doc = timeline_pipeline(spans_key="mine")(TEXT)
    assert list(doc.spans) == ["mine", "sc"]


@pytest.mark.parametrize("part", PARTS)
def test_entry_points(part: str) -> None:
    config = ConfigParser()
    config.read(Path(__file__).parents[2] / "setup.cfg", encoding="utf-8")
    declared = dict(line.split(" = ") for line in config["options.entry_points"]["spacy_factories"].split("\n") if line)
    made = EntryPoint(part, declared[part], "spacy_factories").load()
    assert callable(made)
    assert Language.has_factory(part)


def test_displacy_shows_what_happened_and_who_acted():
    from spacy import displacy

    nlp = timeline_pipeline(report_date=dt.date(2024, 6, 3))
    doc = nlp("The resident reported a leak on 3 April 2023. The landlord inspected 10 days later.")
    assert [span.label_ for span in doc.spans["sc"]] == ["issue reported · resident", "inspection · landlord"]
    drawn = displacy.render(doc, style="span", jupyter=False)
    assert "issue reported · resident" in drawn
    assert "inspection · landlord" in drawn
