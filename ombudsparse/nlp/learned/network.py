"""The network that reads events: hash embeddings of the traits of a mention, summed, and a layer above them.

It is a thinc model on numpy, registered as a spaCy architecture; its output has the scores of the types, of the actors
and of the stances side by side.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.util import registry
from thinc.api import Dropout, Embed, Linear, Model, Relu, chain

from ombudsparse.records import Actor, EventType

EVENT_TYPES = tuple(EventType)
ACTORS: tuple[Actor | None, ...] = (*Actor, None)
# whether it happened; what was planned, or is not shown, did not
STANCES = ("happened", "planned", "negative", "negative and planned")
HEADS = (len(EVENT_TYPES), len(ACTORS), len(STANCES))

TraitRows = list[NDArray[np.int64]]
Floats = NDArray[np.float32]


@registry.architectures("ombudsparse.EventNetwork.v1")  # type: ignore[untyped-decorator]
def event_network(rows: int, width: int, hidden: int, dropout: float) -> Model[Any, Any]:
    """A network for `rows` known traits, embedded `width` wide, with `hidden` units; it takes the rows of mentions."""
    return chain(
        _summed(Embed(width, rows)),
        Dropout(dropout),
        Relu(hidden, width, dropout=dropout),
        Linear(sum(HEADS), hidden),
    )


def _summed(embed: Model[Any, Any]) -> Model[Any, Any]:
    """The embeddings of the traits of each mention, summed and divided by the root of their number."""
    return Model("summed", _sum, layers=[embed], init=_initialise)


def _initialise(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
    model.layers[0].initialize()


def _sum(model: Model[Any, Any], X: TraitRows, is_train: bool) -> tuple[Floats, Callable[[Floats], TraitRows]]:
    lengths: Any = np.asarray([len(rows) for rows in X], dtype="i")
    scale = (1 / np.sqrt(np.maximum(lengths, 1)))[:, None].astype("f")
    vectors, backprop_embed = model.layers[0](np.concatenate(X), is_train)
    summed = model.ops.reduce_sum(vectors, lengths)

    def backprop(d_summed: Floats) -> TraitRows:
        backprop_embed(np.repeat(d_summed * scale, lengths, axis=0))
        return []

    return summed * scale, backprop
