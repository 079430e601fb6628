"""Episodes: the mentions of a timeline gathered into the happenings they tell of, and the silences between these."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from ombudsparse.chronology.milestones import PROCEDURE_STEPS, is_done
from ombudsparse.determination import DeterminationRecord
from ombudsparse.records import Actor, Conflict, Event, EventType, Milestones, Precision
from ombudsparse.spans import Span

_DAY = dt.timedelta(days=1)
# a mention that says no more than that something passed between the parties
VAGUE = frozenset([EventType.CONTACT, EventType.OTHER])
# what frames a history and is no happening of it: without these a gap would end where nothing happened
FRAME = frozenset([EventType.POLICY, EventType.SCOPE, EventType.TENANCY_STARTED, EventType.TENANCY_ENDED])

# how a retelling names a step without telling it again: "its letter of 3 May did not answer the complaint"
_STEP_NAMES = {
    EventType.COMPLAINT_MADE: r"\bcomplain(?:t|ed)\b",  # "in her email of 3 May, by which she complained"
    EventType.COMPLAINT_ACKNOWLEDGED: r"\backnowledg",  # "the acknowledgement of 5 May was brief"
    EventType.STAGE_1_RESPONSE: r"\b(?:stage (?:1|one)|first response|respon(?:se|ded)|answer(?:ed)?)\b",
    EventType.ESCALATION_REQUESTED: r"\b(?:escalat\w+|stage (?:2|two))\b",  # "the escalation of 1 June"
    EventType.STAGE_2_ACKNOWLEDGED: r"\backnowledg",
    EventType.STAGE_2_RESPONSE: r"\b(?:stage (?:2|two)|final response|respon(?:se|ded)|answer(?:ed)?)\b",
}


class Episode(Struct, frozen=True):
    """One happening, with every mention that tells of it.

    `number` counts from 1 in order of date. `start`, `end`, `precision`, `type`, `actor`, `polarity` and `modality`
    are those of the mention that tells it best, `text` is its sentence; `events` are all of them in the order of the
    text. `milestone` names the step of the complaint that it is, None for the others. `other_dates` are the days
    that the report gives for it elsewhere, where it contradicts itself.
    """

    number: int
    start: dt.date
    end: dt.date
    precision: Precision
    type: EventType
    actor: Actor | None
    polarity: str
    modality: str
    text: str
    milestone: str | None
    events: tuple[Event, ...]
    other_dates: tuple[dt.date, ...] = ()

    def __repr__(self) -> str:
        last = "" if self.end == self.start else f" to {self.end}"
        told = f"{len(self.events)} mention{'' if len(self.events) == 1 else 's'}"
        return f"<Episode {self.number}: {self.start}{last} {self.type} by {self.actor or 'nobody named'}, {told}>"

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where the mentions stand in `Document.text`, in its order."""
        return tuple(event.span for event in self.events)

    @property
    def happened(self) -> bool:
        """Whether it took place, and was not missed, planned or only thinkable."""
        return is_done(self.events[0])


class Gap(Struct, frozen=True):
    """A stretch without any event: its first and its last day, and how many days it has."""

    start: dt.date
    end: dt.date
    days: int


def episodes_of(determination: DeterminationRecord) -> tuple[Episode, ...]:
    """The episodes of a report, by date."""
    return find_episodes(determination.events, determination.milestones, determination.conflicts)


def find_episodes(
    events: Iterable[Event], milestones: Milestones | None = None, conflicts: Sequence[Conflict] = ()
) -> tuple[Episode, ...]:
    """The episodes by date, then by place in the text; every event is in one of them.

    Mentions tell of one happening where they have the same dates and the same type (`other` is one for a day only),
    agree on whether it took place, and do not name two different actors. A step of the complaint also takes in a
    vaguer mention that names it, and the mentions with another date that `conflicts` says mean it. Never raises.
    """
    groups: list[list[Event]] = []
    # those that name an actor first: a mention that names none joins only where there is no choice
    for event in sorted(events, key=lambda event: (event.actor is None, event.span)):
        fitting = [group for group in groups if _same(group[0], event)]
        if fitting and (event.actor is not None or len(fitting) == 1):
            fitting[0].append(event)
        else:
            groups.append([event])
    groups = _join_conflicts(_join_vague(groups), conflicts)
    steps = {event.span: name for name, event in (milestones or Milestones()).items()}
    made = [_episode(group, steps) for group in groups]
    made.sort(key=lambda episode: (episode.start, episode.end, episode.spans))
    return tuple(replace(episode, number=number) for number, episode in enumerate(made, 1))


def gaps(episodes: Iterable[Episode], days: int = 28, until: dt.date | None = None) -> tuple[Gap, ...]:
    """The stretches of at least `days` days, between two happenings up to `until`, in which the report dates nothing.

    What was planned, missed or due is no happening, nor are policies, tenancies and the period that the Ombudsman
    considers. A month counts as filled where something happened at some time in it; a whole year does not.
    """
    busy = sorted(
        (episode.start, episode.end)
        for episode in episodes
        if episode.happened and episode.type not in FRAME and episode.precision != "year"
        and (until is None or episode.start <= until)  # "told us that this is to change in spring 2026"
    )  # fmt: skip
    found: list[Gap] = []
    last: dt.date | None = None
    for start, end in busy:
        if last is not None and (silent := (start - last).days - 1) >= max(days, 1):
            found.append(Gap(last + _DAY, start - _DAY, silent))
        last = end if last is None else max(last, end)
    return tuple(found)


def _same(one: Event, other: Event) -> bool:
    """Whether two mentions tell of one happening. In a month there is time for much that is of no particular kind."""
    return (
        (one.type is not EventType.OTHER or one.start == one.end)
        and (one.start, one.end, one.type, one.polarity) == (other.start, other.end, other.type, other.polarity)
        and is_done(one) == is_done(other)
        and (one.actor is other.actor or one.actor is None or other.actor is None)
    )


def _join_vague(groups: list[list[Event]]) -> list[list[Event]]:
    """The groups with the vaguer mentions of a step put to it: "its letter of 19 May", "the answer in May"."""
    steps = [group for group in groups if group[0].type in PROCEDURE_STEPS and is_done(group[0])]
    kept = []
    for group in groups:
        homes = [step for step in steps if step is not group and _vaguer(group[0], step[0])]
        if len(homes) == 1:
            homes[0].extend(group)
        else:
            kept.append(group)
    return kept


def _vaguer(mention: Event, step: Event) -> bool:
    """Whether `mention` can only mean `step`, which it words or dates less exactly."""
    if not is_done(mention) or (mention.actor is not step.actor and mention.actor is not None):
        return False
    if mention.type is step.type:  # "the complaint of May 2023", and the complaint of 3 May 2023
        wider = mention.start <= step.start and step.end <= mention.end and mention.start < mention.end
        return wider and step.start == step.end and step.type is not EventType.REFERRED_TO_OMBUDSMAN
    names = _step_names().get(step.type)
    same_days = (mention.start, mention.end) == (step.start, step.end)
    return same_days and mention.type in VAGUE and names is not None and names.search(mention.text) is not None


@cache
def _step_names() -> dict[EventType, re.Pattern[str]]:
    return {step: re.compile(words, re.I) for step, words in _STEP_NAMES.items()}


def _join_conflicts(groups: list[list[Event]], conflicts: Sequence[Conflict]) -> list[list[Event]]:
    """The groups that a conflict says to tell of one event put together, that of its first date foremost."""
    for conflict in conflicts:
        holding = [
            group for span in conflict.spans for group in groups if any(event.span == span for event in group)
            and group[0].type is conflict.type
        ]  # fmt: skip
        if len(holding) > 1 and holding[0] is not holding[-1]:
            holding[0].extend(holding[-1])
            groups = [group for group in groups if group is not holding[-1]]
    return groups


def _episode(group: list[Event], steps: dict[Span, str]) -> Episode:
    best = next((event for event in group if event.span in steps and event.type.value == steps[event.span]), group[0])
    exact = {event.start for event in group if event.precision == "day" and event.start == event.end}
    return Episode(
        number=0,
        start=best.start,
        end=best.end,
        precision=best.precision,
        type=best.type,
        actor=best.actor or next((event.actor for event in group if event.actor), None),
        polarity=best.polarity,
        modality=best.modality,
        text=best.text,
        milestone=steps.get(best.span) if steps.get(best.span) == best.type.value else None,
        events=tuple(sorted(group, key=lambda event: event.span)),
        other_dates=tuple(sorted(exact - {best.start})),
    )
