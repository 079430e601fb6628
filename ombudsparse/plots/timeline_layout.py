"""Where everything of a timeline stands, in pixels and rows, so that no two marks or labels meet."""

import datetime as dt
from collections.abc import Iterable, Sequence

from msgspec import Struct

from ombudsparse.chronology.episodes import Episode
from ombudsparse.present.wording import day, label, when
from ombudsparse.records import Event, EventType

WIDTH, ROW, DOT = 780, 17, 9  # pixels: the plot, a row, a dot and its margin
_LETTER, BOLD_LETTER = 5.9, 6.3  # pixels: a letter of a label, a little more than most fonts need
MOST_ROWS = 24  # of a lane; where the labels need more, the lane goes without
YEAR = 365  # days


class TimelineMark(Struct, frozen=True):
    """An episode on the chart: `row` from the top, and on which `side` of it its label stands."""

    episode: Episode
    row: float
    side: str
    name: str
    diamond: bool


class Axis(Struct, frozen=True):
    """The days at the left and the right end of the chart."""

    first: dt.date
    last: dt.date

    def x(self, date: dt.date) -> float:
        """Where a day stands, in pixels from the left."""
        return WIDTH * (date - self.first).days / max(1, (self.last - self.first).days)


def drawn(episodes: Sequence[Episode]) -> tuple[list[Episode], list[Episode]]:
    """The episodes to draw, and those too far off.

    A silence of more than a year that is also longer than all that is told on its other side would leave the history
    less than half of the room: what stands beyond it, as seen from the complaint, is left out.
    """
    kept = sorted(episodes, key=lambda episode: (episode.start, episode.end))
    steps = [episode for episode in kept if episode.milestone]
    middle = (steps or kept[len(kept) // 2 :])[:1]
    if not middle:
        return [], []
    centre, first, last = middle[0], 0, len(kept)
    for at in range(1, len(kept)):
        before, after = kept[at - 1], kept[at]
        silence = (after.start - before.start).days  # the end of a bar of many years is no event
        if after.start <= centre.start and silence > max(YEAR, (kept[-1].start - after.start).days):
            first = at
        elif before.start >= centre.start and silence > max(YEAR, (before.start - kept[first].start).days):
            last = at
            break
    return kept[first:last], kept[:first] + kept[last:]


def axis_of(episodes: Sequence[Episode], decided: dt.date | None) -> Axis:
    """The axis that holds the episodes with a margin; where there are none, one about the day of the decision."""
    first = min((episode.start for episode in episodes), default=decided or dt.date(2020, 1, 1))
    last = max((date for episode in episodes for date in (episode.end, *episode.other_dates)), default=first)
    margin = dt.timedelta(days=max(7, (last - first).days // 40))
    return Axis(first - margin, last + margin)


def step_marks(steps: Iterable[Episode], axis: Axis, taken: dict[str, str]) -> list[TimelineMark]:
    """A row for each step, so that no two labels can meet."""
    marks = []
    for row, step in enumerate(steps):
        name = str(step.milestone)
        words = f"{name[0].upper()}{label(name)[1:]}, {when(told_of(step))}{taken.get(name, '')}"
        words += "".join(f", or {day(other)}" for other in step.other_dates)
        length = DOT + len(words) * BOLD_LETTER
        days = (step.start, step.end, *step.other_dates)
        left, right = axis.x(min(days)), axis.x(max(days))
        side = "left" if right + length > WIDTH and left - length > 0 else "right"
        marks.append(TimelineMark(step, row + 0.5, side, words, True))
    return marks


def lane(episodes: Sequence[Episode], axis: Axis, top: float) -> tuple[list[TimelineMark], int]:
    """The marks of a lane in as few rows as keep them, and their labels, apart; and how many rows these are."""
    marks, rows = _stacked(episodes, axis, top, named=True)
    return (marks, rows) if rows <= MOST_ROWS else _stacked(episodes, axis, top, named=False)


def _stacked(episodes: Sequence[Episode], axis: Axis, top: float, *, named: bool) -> tuple[list[TimelineMark], int]:
    taken: list[list[tuple[float, float]]] = []
    marks = []
    for episode in episodes:
        plain = episode.milestone is not None or episode.type is EventType.OTHER or not named
        name = "" if plain else ", or ".join([label(episode.type), *map(day, episode.other_dates)])
        left, right = axis.x(episode.start) - DOT, axis.x(episode.end) + DOT
        length = len(name) * _LETTER
        side = "left" if right + length > WIDTH and left - length > 0 else "right"
        span = (left, right + length) if side == "right" else (left - length, right)
        row = next(
            (at for at, spans in enumerate(taken) if all(span[1] <= one or two <= span[0] for one, two in spans)),
            len(taken),
        )
        if row == len(taken):
            taken.append([])
        taken[row].append(span)
        marks.append(TimelineMark(episode, top + row + 0.5, side, name, episode.milestone is not None))
    return marks, len(taken)


def told_of(episode: Episode) -> Event:
    """The mention that gives the dates of the episode."""
    return next(event for event in episode.events if (event.start, event.end) == (episode.start, episode.end))
