"""Who decides of each mention, the rule that fits it or the model, and how sure that is.

Rules that were right on passages they were not written for decide; of the others the model has the last word where it
is sure. A step of the complaint procedure must be likely, or it is none.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

import numpy as np
import srsly  # type: ignore[import-untyped]
from msgspec import Struct
from msgspec.structs import replace

from ombudsparse.chronology.milestones import PROCEDURE_STEPS
from ombudsparse.nlp.clauses.stance import Modality, Polarity
from ombudsparse.nlp.dated_mentions import DatedMention
from ombudsparse.nlp.learned.event_reader import EventReader
from ombudsparse.nlp.learned.network import ACTORS, EVENT_TYPES, Floats
from ombudsparse.records import Actor, EventType

MODEL = "model"
_WEIGHTS = "weights.msgpack"
# A rule that was right so often on passages it was not written for decides itself, and so does one that they never
# needed: it was written for a report. Of the others the answer stands where the model thinks it a tenth as likely as
# its own, or is itself not sure. Where no rule fits the model says what happened, if it has an idea.
_TRUSTED = 0.75
_PLAUSIBLE, _SURE = 0.1, 0.8
_IDEA = 0.5
_PLAUSIBLE_ACTOR = 0.3
# What the model thinks hardly possible is no step of the complaint, whatever the rule
_SURE_STEP, _VETO = 0.5, 0.1
_STEP_COLUMNS = [number for number, kind in enumerate(EVENT_TYPES) if kind in PROCEDURE_STEPS]


class RulePrecision(Struct, frozen=True):
    """How often a rule gave an accepted type and an accepted actor."""

    type: float
    actor: float


_UNSEEN = RulePrecision(0.8, 0.8)


_BATCH = 500  # mentions that are decided together; a report has fewer, and memory grows with their number


class Judge(Struct, frozen=True):
    """A reader with what was measured of the rules and of itself.

    `rules`: the precision of each rule; `calibration`: points of (what the model says, how often it was right).
    """

    reader: EventReader
    rules: Mapping[str, RulePrecision] = {}
    calibration: Sequence[tuple[float, float]] = ((0.0, 0.0), (1.0, 1.0))

    def decide(self, readings: Sequence[DatedMention]) -> list[DatedMention]:
        """The readings with type, actor, polarity and modality as they are most likely, and how likely that is."""
        return [each for at in range(0, len(readings), _BATCH) for each in self._decide(readings[at : at + _BATCH])]

    def _decide(self, readings: Sequence[DatedMention]) -> list[DatedMention]:
        found = self.reader.predict([reading.traits for reading in readings])
        return [
            self._decided(reading, found.types[number], found.actors[number], found.stances[number])
            for number, reading in enumerate(readings)
        ]

    def to_bytes(self) -> bytes:
        """The judge with its reader, packed."""
        rules = {name: [rule.type, rule.actor] for name, rule in self.rules.items()}
        message = {"reader": self.reader.to_bytes(), "rules": rules, "calibration": [list(p) for p in self.calibration]}
        packed: bytes = srsly.msgpack_dumps(message)
        return packed

    @classmethod
    def from_bytes(cls, data: bytes) -> "Judge":
        """The judge that `to_bytes` packed."""
        message = srsly.msgpack_loads(data)
        rules = {name: RulePrecision(*shares) for name, shares in message["rules"].items()}
        points = [(said, right) for said, right in message["calibration"]]
        return cls(EventReader.from_bytes(message["reader"]), rules, points)

    def _type(self, reading: DatedMention, rule: RulePrecision, types: Floats) -> tuple[EventType, float, str]:
        """The type, how likely it is, and what decided it."""
        best = int(types.argmax())
        said = float(types[EVENT_TYPES.index(reading.type)])
        if reading.rule == "none":
            kind = EVENT_TYPES[best] if types[best] >= _IDEA else reading.type
            return kind, float(types[best]), MODEL
        likely = max(said, rule.type)
        vetoed = reading.rule in self.rules and reading.type in PROCEDURE_STEPS and said < _VETO
        if (rule.type >= _TRUSTED and not vetoed) or said >= _PLAUSIBLE * types[best] or types[best] < _SURE:
            return reading.type, likely, reading.rule
        return EVENT_TYPES[best], float(types[best]), MODEL

    def _calibrated(self, share: float) -> float:
        said, right = zip(*self.calibration, strict=True)
        return float(np.interp(share, said, right))

    def _decided(self, reading: DatedMention, types: Floats, actors: Floats, stances: Floats) -> DatedMention:
        rule = self.rules.get(reading.rule, _UNSEEN)
        kind, confidence, decided = self._type(reading, rule, types)
        if kind in PROCEDURE_STEPS and confidence < _SURE_STEP:
            others = np.delete(np.arange(len(EVENT_TYPES)), _STEP_COLUMNS)
            best = int(others[types[others].argmax()])
            kind, confidence, decided = EVENT_TYPES[best], float(types[best]), MODEL
        polarity, modality = _stance(reading, stances)
        return replace(
            reading, type=kind, actor=_actor(reading, actors), polarity=polarity, modality=modality,
            confidence=round(self._calibrated(confidence), 3), decided_by=decided,
        )  # fmt: skip


def _actor(reading: DatedMention, actors: Floats) -> Actor | None:
    """The actor by the rules where the model thinks it possible. Whether works of which nobody is named as the doer are
    the contractor's is a matter of the whole report, which only the rules know."""
    best = ACTORS[int(actors.argmax())]
    said = actors[ACTORS.index(reading.actor)]
    of_the_trade = reading.assumed and {best, reading.actor} == {Actor.LANDLORD, Actor.CONTRACTOR}
    return reading.actor if of_the_trade or said >= _PLAUSIBLE_ACTOR * actors.max() else best


def _stance(reading: DatedMention, stances: Floats) -> tuple[Polarity, Modality]:
    """Polarity and modality by the rules, unless the model is sure of another: it knows denials in more words."""
    negative, planned = float(stances[2] + stances[3]), float(stances[1] + stances[3])
    polarity, modality = reading.polarity, reading.modality
    if polarity == "positive" and negative > 0.6:
        polarity = "negative"
    elif polarity == "negative" and modality != "hypothetical" and negative < 0.1:
        polarity = "positive"  # what the rules say is not shown stays so: they look for the very words
    if modality == "fact" and planned > 0.7:
        modality = "planned"
    return polarity, modality


@cache
def packaged_judge() -> Judge:
    """The judge that ships with the package, loaded once."""
    return Judge.from_bytes(resources.files(__package__).joinpath(_WEIGHTS).read_bytes())
