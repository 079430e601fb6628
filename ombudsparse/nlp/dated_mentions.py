"""What the text says of one date, before it becomes an event of the report."""

from msgspec import Struct

from ombudsparse.nlp.clauses.stance import Modality, Polarity
from ombudsparse.records import Actor, EventType
from ombudsparse.spans import Span


class DatedMention(Struct, frozen=True, gc=False):
    """What the text says of one date: `index` of the date in the passage, its sentence, and the event's features.

    `assumed`: the clause names nobody, and the actor is the one whose doing such things are. `traits`: what the model
    sees. `confidence`: how likely it is that type and actor are right; `decided_by`: a rule's id or "model".
    """

    index: int
    sentence: Span
    actor: Actor | None
    type: EventType
    polarity: Polarity
    modality: Modality
    rule: str
    assumed: bool = False
    traits: tuple[int, ...] = ()
    confidence: float = 0.0
    decided_by: str = ""
