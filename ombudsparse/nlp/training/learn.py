"""Learning from labelled mentions: which traits are known, what is aimed at, and the steps of the training."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from thinc.api import Adam, fix_random_seed

from ombudsparse.nlp.dated_mentions import DatedMention
from ombudsparse.nlp.learned.event_reader import EventReader, Shape, softmax
from ombudsparse.nlp.learned.network import ACTORS, EVENT_TYPES, HEADS, Floats
from ombudsparse.nlp.training.labelled import Label


class Example(Struct, frozen=True):
    """A mention as the rules read it, and what a reader says of it."""

    reading: DatedMention
    label: Label


class LearningSettings(Struct, frozen=True):
    """The parts of config.cfg that say how is learned."""

    width: int
    hidden: int
    dropout: float
    seed: int
    epochs: int
    batch_size: int
    fewest: int
    reports: int
    left_out: float
    learn_rate: float
    first_answer: float
    actor_weight: float
    stance_weight: float


def learn(passages: Sequence[Example], reports: Sequence[Example], settings: LearningSettings) -> EventReader:
    """A reader trained on the examples; the same examples and settings give the same reader."""
    fix_random_seed(settings.seed)
    random = np.random.default_rng(settings.seed)
    keys = _known_traits([*passages, *reports], settings.fewest)
    examples = [*passages, *(list(reports) * settings.reports)]
    reader = EventReader(keys, Shape(len(keys), settings.width, settings.hidden, settings.dropout))
    reader.network.initialize()
    table: Any = random.normal(0, 0.05, (len(keys), settings.width)).astype("f")
    reader.network.layers[0].layers[0].set_param("E", table)
    rows = reader.rows([example.reading.traits for example in examples])
    aims = _aims(examples, settings)
    optimizer = Adam(settings.learn_rate, L2=0.0, grad_clip=0.0)
    steps = settings.epochs * -(-len(examples) // settings.batch_size)
    step = 0
    for _ in range(settings.epochs):
        order = random.permutation(len(examples))
        for start in range(0, len(order), settings.batch_size):
            batch = order[start : start + settings.batch_size]
            thinned = [_thinned(rows[index], settings.left_out, random) for index in batch]
            scores, backprop = reader.network.begin_update(thinned)
            backprop(_gradient(scores, aims[batch], settings))
            optimizer.learn_rate = settings.learn_rate * max(0.02, 1 - step / steps)
            reader.network.finish_update(optimizer)
            step += 1
    return reader


def _known_traits(examples: Sequence[Example], fewest: int) -> NDArray[np.uint32]:
    counts = Counter(trait for example in examples for trait in example.reading.traits)
    return np.array(sorted(trait for trait, count in counts.items() if count >= fewest), dtype=np.uint32)


def _thinned(rows: NDArray[np.int64], left_out: float, random: np.random.Generator) -> NDArray[np.int64]:
    kept = rows[random.random(len(rows)) >= left_out]
    return kept if len(kept) else rows


def _aims(examples: Sequence[Example], settings: LearningSettings) -> Floats:
    """What is aimed at: the accepted answers, of which the first weighs most."""
    aims = np.zeros((len(examples), sum(HEADS)), dtype="f")
    for row, example in zip(aims, examples, strict=True):
        label = example.label
        for answers, names, start in ((label.types, EVENT_TYPES, 0), (label.actors, ACTORS, len(EVENT_TYPES))):
            others = (1 - settings.first_answer) / max(1, len(answers) - 1)
            for number, answer in enumerate(answers):
                weight = 1.0 if len(answers) == 1 else others if number else settings.first_answer
                row[start + names.index(answer)] += weight
        row[len(EVENT_TYPES) + len(ACTORS) + 2 * label.negative + label.planned] = 1
    return aims


def _gradient(scores: Floats, aims: Floats, settings: LearningSettings) -> Floats:
    ends = np.cumsum(HEADS)[:-1]
    weights = (1.0, settings.actor_weight, settings.stance_weight)
    parts = zip(np.split(scores, ends, axis=1), np.split(aims, ends, axis=1), weights, strict=True)
    gradient = np.concatenate([(softmax(score) - aim) * weight for score, aim, weight in parts], axis=1)
    whole: Floats = (gradient / len(scores)).astype("f")
    return whole
