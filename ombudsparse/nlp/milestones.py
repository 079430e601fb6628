"""The steps of the complaint that was determined."""

from collections.abc import Sequence

from ombudsparse.records import Event, Milestones


def find_milestones(events: Sequence[Event]) -> Milestones:
    """The first of each step of the procedure."""
    first: dict[str, Event] = {}
    for event in events:
        if event.type.value in Milestones.__struct_fields__:
            first.setdefault(event.type.value, event)
    return Milestones(**first)
