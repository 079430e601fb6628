"""The passages to train on, and the reader that was trained."""

import pickle
from pathlib import Path

import pytest
from narratives import readings

from ombudsparse.nlp.learned.decisions import Judge, packaged_judge
from ombudsparse.nlp.learned.event_reader import EventReader
from ombudsparse.nlp.training.examples import examples_by_author
from ombudsparse.nlp.training.labelled import parse_passage, read_labelled
from ombudsparse.nlp.training.learn import Example, LearningSettings, learn
from ombudsparse.nlp.training.measure import shares
from ombudsparse.records import Actor, EventType

CORPUS = Path(__file__).parents[2] / "corpus" / "events"
SMALL = LearningSettings(16, 32, 0.1, 0, 2, 32, 1, 1, 0.2, 0.01, 0.75, 0.7, 0.3)


def test_a_passage_is_read_with_its_labels() -> None:
    passage = parse_passage("By {3 May 2022|contact,other|landlord,nobody|-} it had not called.")
    (label,) = passage.labels
    assert passage.text == "By 3 May 2022 it had not called."
    assert label.span.of(passage.text) == "3 May 2022"
    assert (label.types, label.actors) == ((EventType.CONTACT, EventType.OTHER), (Actor.LANDLORD, None))
    assert (label.negative, label.planned) == (True, False)


@pytest.mark.parametrize(
    "line", ["On {3 May|call|landlord} it rang.", "On {3 May|contact|us} it rang.", "On {3 May it"]
)
def test_what_is_no_label_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_passage(line)


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.txt")), ids=lambda path: path.stem)
def test_every_passage_of_the_corpus_can_be_read(path: Path) -> None:
    passages = list(read_labelled(path))
    assert all(passage.labels for passage in passages)
    assert all(len(passage.dates()) == len(passage.labels) for passage in passages)


def examples() -> list[Example]:
    return examples_by_author(CORPUS, 40)["house"]


def test_training_is_repeatable_and_learns() -> None:
    given = examples()
    first, second = learn(given, [], SMALL), learn(given, [], SMALL)
    assert first.to_bytes() == second.to_bytes()
    found = first.predict([example.reading.traits for example in given])
    assert found.types.shape == (len(given), len(EventType))


def test_weights_survive_bytes_and_pickle() -> None:
    judge = packaged_judge()
    read = readings("The resident complained on 3 May 2024. The landlord replied at stage 1 on 17 May 2024.")
    assert Judge.from_bytes(judge.to_bytes()).decide(read) == judge.decide(read)
    copy: EventReader = pickle.loads(pickle.dumps(Judge.from_bytes(judge.to_bytes()).reader))
    assert copy.to_bytes() == judge.reader.to_bytes()


def test_weights_are_small_enough() -> None:
    assert len(packaged_judge().to_bytes()) <= 8_000_000


def test_the_trained_reader_beats_the_rules_on_an_author_it_has_not_read() -> None:
    given = examples_by_author(CORPUS)["gorse"][:300]
    rules = shares(given, [example.reading for example in given])
    both = shares(given, packaged_judge().decide([example.reading for example in given]))
    assert both[1] > rules[1] + 0.05
    assert both[3] > rules[3]


def test_the_confidence_is_no_more_than_what_was_found_on_the_tuning_author() -> None:
    decided = packaged_judge().decide([example.reading for example in examples()])
    assert all(0 <= reading.confidence <= packaged_judge().calibration[-1][1] for reading in decided)
    assert all(reading.decided_by in (reading.rule, "model") for reading in decided)
