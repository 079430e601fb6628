"""What the text says of one date, before it becomes an event of the report."""

from msgspec import Struct

from ombudsparse.nlp.clauses.stance import Modality, Polarity
from ombudsparse.records import Actor, EventType
from ombudsparse.spans import Span


class DatedMention(Struct, frozen=True, gc=False):
    """What the text says of one date: `index` of the date in the passage, its sentence, and the event's features.

    `assumed`: the clause names nobody, and the actor is the one whose doing such things are.
    """

    index: int
    sentence: Span
    actor: Actor | None
    type: EventType
    polarity: Polarity
    modality: Modality
    rule: str
    assumed: bool = False
