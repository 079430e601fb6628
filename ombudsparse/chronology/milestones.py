"""The steps of the complaint that was determined: of several complaints, those of the first."""

from collections.abc import Iterator, Sequence

from ombudsparse.records import Event, EventType, Milestones
from ombudsparse.vocabulary.patterns import Wording

PROCEDURE_STEPS = tuple(EventType(name) for name in Milestones.__struct_fields__)
# "the stage 2 response to the first complaint": whichever complaint was told of last
_FIRST = Wording(r"\b(?:first|original|initial)\s+(?:\w+\s+){0,2}complaint\b")
# "a second complaint", "a further stage 1 response", "raised a new formal complaint"
_LATER = Wording(
    r"\b(?:second|third|further|another|new|separate|additional|subsequent)\s+(?:\w+\s+){0,2}"
    r"(?:complaint|stage|response)\b"
)
# "a previous complaint, made in 2019": an earlier matter, and not the complaint that was determined
_EARLIER = Wording(r"\b(?:previous|earlier|prior|historic(?:al)?)\s+(?:\w+\s+){0,2}complaints?\b")


# "Resident A complained", "complaint 1": of several residents or complaints that the report names by a letter or a
# number; but not "acknowledged the complaint 2 days later"
_LABELLED = r"\b(?:resident|tenant|leaseholder|complainant|complaint|matter)\s+"
_A_LABEL = r"(?P<label>(?-i:[A-H])|[1-9]|one|two|three)\b"
_NO_LABEL = r"(?!’s?\s+home|\s+(?:(?:working|calendar)\s+)?(?:days?|weeks?|months?|years?))"
_LABEL = Wording(_LABELLED + _A_LABEL + _NO_LABEL)
# "asked for both to be taken to stage 2": what follows answers the first complaint as well as the later one
_BOTH = Wording(r"\b(?:both|all\s+of\s+(?:them|these))\b(?!\s+(?:residents?|of\s+the\s+residents|parties)\b)")
_FIRST_LABELS = frozenset(["a", "1", "one"])
# what the model is no surer of is no step of the complaint; a rule's answer is as sure as the rule was right
_SURE = 0.5


def is_done(event: Event) -> bool:
    """Whether the event is a step that was taken, and not one that was missed, planned or only thinkable."""
    return event.polarity == "positive" and event.modality in ("fact", "reported")


def find_milestones(events: Sequence[Event]) -> Milestones:
    """The first of each step as the text tells it, second complaints left out.

    A step before the complaint itself is none of it. `events` in the order of the text.
    """
    steps = [
        event
        for event in events
        if event.type in PROCEDURE_STEPS
        and is_done(event)
        and event.precision not in ("year", "season")
        and event.confidence >= _SURE
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
    opening: Event | None = None
    later, section = False, None
    for event in steps:
        if event.section != section:
            later, section = False, event.section
        label = _label(event)
        if label is not None and label not in _FIRST_LABELS:
            continue
        if event.type is EventType.COMPLAINT_MADE:
            if _EARLIER.search(event.text):
                continue
            if opening is None or _is_closer(event, opening):
                opening = event
            # an answer of the model alone opens no second complaint: a retelling can look like one
            later = event.start > opening.start and label is None and event.decided_by != "model"
        elif event.type is EventType.ESCALATION_REQUESTED and _BOTH.search(event.text):
            later = False
        if label is not None or _whichever_was_told_of_last(event) or not (later or _of_another(event, opening)):
            yield event


def _whichever_was_told_of_last(event: Event) -> bool:
    """Whether the event is of the first complaint, or of them all, whichever complaint the text told of last."""
    return event.type is EventType.REFERRED_TO_OMBUDSMAN or _FIRST.search(event.text) is not None


def _of_another(event: Event, opening: Event | None) -> bool:
    """Whether the sentence speaks of a further complaint or answer, and is not the one that opened the first."""
    return opening is not None and opening.sentence != event.sentence and _LATER.search(event.text) is not None


def _label(event: Event) -> str | None:
    """The letter or number by which the sentence names the resident or the complaint before the date, else after it."""
    at = event.span.start - event.sentence.start
    labels = [(match.end() <= at, match["label"].lower()) for match in _LABEL.finditer(event.text)]
    before = [label for is_before, label in labels if is_before]
    return before[-1] if before else labels[0][1] if labels else None
