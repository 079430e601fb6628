"""How right the rules, the model and both together are, and how well the model knows it."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from msgspec.structs import replace

from ombudsparse.nlp.dated_mentions import DatedMention
from ombudsparse.nlp.learned.decisions import Judge, RulePrecision
from ombudsparse.nlp.training.learn import Example

# Right answers that are taken for granted of a rule that was hardly seen
_PRIOR = (1.2, 2.0)
_FEW = 10
_BINS = (0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)


def precisions(passages: Sequence[Example], reports: Sequence[Example]) -> dict[str, RulePrecision]:
    """How often each rule gave an accepted type and actor on passages for which it was not written; of a rule that few
    of them needed, on the reports too."""
    seen, others = _by_rule(passages), _by_rule(reports)
    found = {rule: each if len(each) >= _FEW else [*each, *others[rule]] for rule, each in seen.items()}
    return {
        rule: RulePrecision(
            _share([each.reading.type in each.label.types for each in examples]),
            _share([each.reading.actor in each.label.actors for each in examples]),
        )
        for rule, examples in sorted(found.items())
    }


def _by_rule(examples: Sequence[Example]) -> dict[str, list[Example]]:
    found: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        found[example.reading.rule].append(example)
    return found


def _share(right: Sequence[bool]) -> float:
    granted, of = _PRIOR
    return round((sum(right) + granted) / (len(right) + of), 3)


def calibration_of(judge: Judge, examples: Sequence[Example]) -> list[tuple[float, float]]:
    """Points of how sure a judge without calibration is, and how often its type was right; neither ever falls."""
    decided = judge.decide([example.reading for example in examples])
    said = np.array([reading.confidence for reading in decided])
    right = np.array([reading.type in each.label.types for reading, each in zip(decided, examples, strict=True)])
    points = [(0.0, 0.0)]
    for low, high in pairwise(_BINS):
        here = (said >= low) & (said < high if high < 1 else said <= high)
        if here.sum() >= 10:
            points.append((round(float(said[here].mean()), 3), round(max(points[-1][1], float(right[here].mean())), 3)))
    return [*points, (1.01, points[-1][1])]


def shares(examples: Sequence[Example], readings: Sequence[DatedMention]) -> tuple[float, float, float, float, float]:
    """The shares of first types, accepted types, first actors, accepted actors and right polarities."""
    right = np.zeros(5)
    for example, reading in zip(examples, readings, strict=True):
        label = example.label
        right += [
            reading.type is label.types[0], reading.type in label.types, reading.actor is label.actors[0],
            reading.actor in label.actors, (reading.polarity == "negative") == label.negative,
        ]  # fmt: skip
    first, kind, first_actor, actor, polarity = (right / max(1, len(examples))).tolist()
    return first, kind, first_actor, actor, polarity


def accuracy_lines(name: str, examples: Sequence[Example], judge: Judge) -> str:
    """Lines for the rules alone, the model alone and both."""
    readings = [example.reading for example in examples]
    alone = Judge(judge.reader).decide([_without_rule(reading) for reading in readings])
    rows = [("rules", readings), ("model", alone), ("both", judge.decide(readings))]
    lines = [f"{name}: {len(examples)} mentions; type first, accepted; actor first, accepted; polarity"]
    for kind, decided in rows:
        lines.append(f"  {kind:6}" + "".join(f"{share:8.3f}" for share in shares(examples, decided)))
    return "\n".join(lines) + "\n"


def _without_rule(reading: DatedMention) -> DatedMention:
    return replace(reading, rule="none")
