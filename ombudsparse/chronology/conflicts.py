"""Different dates that a report gives for one and the same step of the procedure.

The chronology is the measure: its dates are steps of their own, however many. A date that only the reasoning gives
for such a step disagrees with the step of the chronology that it must mean, the nearest one. Far from every one of
them it is taken for another event, and so it is where the text says that it is ("a further complaint").
"""

import re
from collections.abc import Sequence
from functools import cache

from ombudsparse.chronology.milestones import PROCEDURE_STEPS, is_done
from ombudsparse.document import Document, SectionKind
from ombudsparse.records import Conflict, Event, EventType
from ombudsparse.vocabulary.section_kinds import CHRONICLE

NEAREST = 45  # days; two steps of one kind lie further apart, since an answer lies between them
# the resident may well chase the Ombudsman on many days
COMPARED = tuple(step for step in PROCEDURE_STEPS if step is not EventType.REFERRED_TO_OMBUDSMAN)
# "asked again", "chased", "a further response", "received it on": another event
_ANOTHER = (
    r"\b(?:again|also|chas\w+|previous(?:ly)?|receiv\w+|extension|extended)\b"
    r"|\b(?:further|another|second|third|new|separate)\s+(?:\w+\s+){0,3}(?:complain|stage|respon|request|escalat|acknowledg|letter|email)"
)


@cache
def _another() -> re.Pattern[str]:
    return re.compile(_ANOTHER, re.I)


def find_conflicts(events: Sequence[Event], document: Document) -> tuple[Conflict, ...]:
    """The conflicts in text order; `dates` has the chronology's first, `span` is the mention that differs."""
    conflicts: list[Conflict] = []
    for step in COMPARED:
        told = [
            event
            for event in events
            if event.type is step and is_done(event) and event.precision == "day" and event.start == event.end
        ]
        chronology = [event for event in told if _kind(document, event) in CHRONICLE]
        known = {event.start for event in chronology}
        for event in told:
            if event.start in known or _kind(document, event) in CHRONICLE or not chronology:
                continue
            nearest = min(chronology, key=lambda other: abs((other.start - event.start).days))
            if abs((nearest.start - event.start).days) <= NEAREST and not _is_another(event, document):
                conflicts.append(Conflict(step, (nearest.start, event.start), (nearest.span, event.span), event.span))
                known = known | {event.start}
    return tuple(sorted(conflicts, key=lambda conflict: conflict.span))


def _kind(document: Document, event: Event) -> SectionKind:
    section = document.section_at(event.span.start)
    return section.kind if section else SectionKind.OTHER


def _is_another(event: Event, document: Document) -> bool:
    """Whether the words up to the date tell of another event of the kind."""
    before = document.text[event.sentence.start : event.span.start]
    return _another().search(before[-80:]) is not None
