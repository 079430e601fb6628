"""Works of which nobody is named as the doer: a tradesperson did them where the report tells of any."""

from functools import cache

from msgspec.structs import replace

from ombudsparse.nlp.clauses.word_classes import actor_words
from ombudsparse.nlp.dated_mentions import DatedMention
from ombudsparse.records import Actor, EventType, Precision

# What tradespeople do, and the landlord only where it has nobody else for it
_TRADE = frozenset([EventType.VISIT, EventType.APPOINTMENT, EventType.INSPECTION, EventType.WORKS_COMPLETED])


@cache
def _tradespeople() -> tuple[str, ...]:
    return tuple(
        f" {head}"
        for party in actor_words().party
        if party.actor is Actor.CONTRACTOR and party.trade
        for head in party.heads
    )


def tells_of_trades(text: str) -> bool:
    """Whether the report has a contractor or a tradesperson in it."""
    lower = text.lower()
    return any(head in lower for head in _tradespeople())


def by_trade(reading: DatedMention, precision: Precision, trades: bool) -> DatedMention:
    """The reading with the contractor as its actor, where it is of such work, names nobody and `trades` are told of.

    What was done in some year or season ("the boiler was fitted in 2009") is the history of the building: the
    landlord's.
    """
    if not reading.assumed or reading.type not in _TRADE:
        return reading
    if precision in ("year", "season"):
        return replace(reading, actor=Actor.LANDLORD)
    return replace(reading, actor=Actor.CONTRACTOR) if trades else reading
