"""The steps of the complaint that was determined: of several complaints, those of the first."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ombudsparse.records import Event, EventType, Milestones

PROCEDURE_STEPS = tuple(EventType(name) for name in Milestones.__struct_fields__)
# "the stage 2 response to the first complaint": whichever complaint was told of last
_FIRST = r"\b(?:first|original|initial)\s+(?:\w+\s+){0,2}complaint\b"
# "a second complaint", "a further stage 1 response", "raised a new formal complaint"
_LATER = (
    r"\b(?:second|third|further|another|new|separate|additional|subsequent)\s+(?:\w+\s+){0,2}"
    r"(?:complaint|stage|response)\b"
)
# "a previous complaint, made in 2019": an earlier matter, and not the complaint that was determined
_EARLIER = r"\b(?:previous|earlier|prior|historic(?:al)?)\s+(?:\w+\s+){0,2}complaints?\b"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return re.compile(_FIRST, re.I), re.compile(_LATER, re.I), re.compile(_EARLIER, re.I)


def is_done(event: Event) -> bool:
    """Whether the event is a step that was taken, and not one that was missed, planned or only thinkable."""
    return event.polarity == "positive" and event.modality in ("fact", "reported")


def find_milestones(events: Sequence[Event]) -> Milestones:
    """The first of each step as the text tells it, second complaints left out.

    A step before the complaint itself is none of it. `events` in the order of the text.
    """
    steps = [
        event for event in events if event.type in PROCEDURE_STEPS and is_done(event) and event.precision != "year"
    ]
    first: dict[str, Event] = {}
    for event in _of_first_complaint(steps):
        made = first.get("complaint_made")
        if made is None or event.end >= made.start:
            known = first.setdefault(event.type.value, event)
            if _is_closer(event, known):
                first[event.type.value] = event
    made = first.get("complaint_made")
    return Milestones(**{name: event for name, event in first.items() if made is None or event.end >= made.start})


def _is_closer(event: Event, known: Event) -> bool:
    """Whether `event` gives the day of what `known` dates only to a month or a longer time."""
    return event.start == event.end and known.start != known.end and known.start <= event.start <= known.end


def _of_first_complaint(steps: Sequence[Event]) -> Iterator[Event]:
    """The steps that belong to the first complaint: from a later complaint on, what follows is of that one, until
    the section ends or the text says otherwise."""
    first_words, later_words, earlier_words = _patterns()
    opening: Event | None = None
    later, section = False, None
    for event in steps:
        if event.section != section:
            later, section = False, event.section
        if event.type is EventType.COMPLAINT_MADE:
            if earlier_words.search(event.text):
                continue
            if opening is None or _is_closer(event, opening):
                opening = event
            later = event.start > opening.start
        if (
            first_words.search(event.text)
            or event.type is EventType.REFERRED_TO_OMBUDSMAN
            or (not later and not (opening and opening.sentence != event.sentence and later_words.search(event.text)))
        ):
            yield event
