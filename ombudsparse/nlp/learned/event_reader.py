"""The reader of events that has learned: traits in, probabilities of type, actor and stance out."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import srsly  # type: ignore[import-untyped]
from msgspec import Struct
from numpy.typing import NDArray
from thinc.api import Model

from ombudsparse.nlp.learned.network import HEADS, Floats, TraitRows, event_network


class Shape(Struct, frozen=True):
    """How large the network is; `rows` is how many traits it knows."""

    rows: int
    width: int
    hidden: int
    dropout: float = 0.0


class Probabilities(Struct, frozen=True):
    """For each mention in order: of each type, each actor and each stance."""

    types: Floats
    actors: Floats
    stances: Floats


class EventReader:
    """A network with the traits that it knows. `keys`: their numbers, ascending; the others are not looked at."""

    def __init__(self, keys: NDArray[np.uint32], shape: Shape, network: Model[Any, Any] | None = None) -> None:
        self.keys = keys
        self.shape = shape
        self.network = network or event_network(shape.rows, shape.width, shape.hidden, shape.dropout)

    def rows(self, mentions: Sequence[Sequence[int]]) -> TraitRows:
        """The rows of the embedding for the traits of each mention; row 0 stands for a mention without any known."""
        lengths = np.cumsum([len(traits) for traits in mentions])[:-1]
        numbers = np.fromiter((trait for traits in mentions for trait in traits), dtype=np.uint32)
        at = np.minimum(np.searchsorted(self.keys, numbers), len(self.keys) - 1)
        known = self.keys[at] == numbers
        split = zip(np.split(at, lengths), np.split(known, lengths), strict=True)
        return [rows[here] if here.any() else np.zeros(1, dtype=rows.dtype) for rows, here in split]

    def predict(self, mentions: Sequence[Sequence[int]]) -> Probabilities:
        """The probabilities for the traits of each mention."""
        scores = self.network.predict(self.rows(mentions))
        ends = np.cumsum(HEADS)[:-1]
        return Probabilities(*(softmax(part) for part in np.split(scores, ends, axis=1)))

    def to_bytes(self) -> bytes:
        """The traits known and the weights, in half precision: that changes no answer that is sure."""
        weights = [
            {name: node.get_param(name).astype("float16") for name in node.param_names if node.has_param(name)}
            for node in self.network.walk()
        ]
        shape = {name: getattr(self.shape, name) for name in Shape.__struct_fields__}
        packed: bytes = srsly.msgpack_dumps({"shape": shape, "keys": self.keys, "weights": weights})
        return packed

    @classmethod
    def from_bytes(cls, data: bytes) -> "EventReader":
        """The reader that `to_bytes` packed."""
        message = srsly.msgpack_loads(data)
        reader = cls(message["keys"], Shape(**message["shape"]))
        for node, weights in zip(reader.network.walk(), message["weights"], strict=True):
            for name, values in weights.items():
                node.set_param(name, np.array(values, dtype=np.float32))
        return reader


def softmax(scores: Floats) -> Floats:
    """Probabilities of scores, along the last axis."""
    exponents = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Floats = exponents / exponents.sum(axis=1, keepdims=True)
    return shares
