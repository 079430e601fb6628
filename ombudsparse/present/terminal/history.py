"""The episodes of a report and its response times, for the terminal and as rows. Nothing is printed here."""

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ombudsparse.chronology.episodes import Episode, episodes_of, gaps
from ombudsparse.chronology.response_times import times_of_stages
from ombudsparse.determination import DeterminationRecord
from ombudsparse.present.terminal.summary import timeline_page
from ombudsparse.present.wording import day, label, one_line
from ombudsparse.records import Event

EPISODE_FIELDS = (
    "case_reference", "episode", "start", "end", "precision", "actor", "type", "milestone", "text", "polarity",
    "modality", "mentions", "other_dates", "spans",
)  # fmt: skip
SILENCE = 28  # days without any event that are worth telling
_VERDICTS = {True: "in time", False: "late", None: "–"}


def episode_rows(determination: DeterminationRecord) -> Iterator[dict[str, Any]]:
    """A row for each episode, by date; `spans` are its mentions as "start-end" offsets, several divided by spaces."""
    for episode in episodes_of(determination):
        yield {
            "case_reference": determination.case_reference,
            "episode": episode.number,
            "start": episode.start.isoformat(),
            "end": episode.end.isoformat(),
            "precision": episode.precision,
            "actor": str(episode.actor) if episode.actor else None,
            "type": str(episode.type),
            "milestone": episode.milestone,
            "text": episode.text,
            "polarity": episode.polarity,
            "modality": episode.modality,
            "mentions": len(episode.events),
            "other_dates": " ".join(other.isoformat() for other in episode.other_dates),
            "spans": " ".join(f"{span.start}-{span.end}" for span in episode.spans),
        }


def history(determination: DeterminationRecord, source: str | None = None) -> RenderableType:
    """Each happening once, in order of date; the stretches without any; how long the steps of the complaint took."""
    episodes = episodes_of(determination)
    once = replace(determination, events=tuple(_foremost(episode) for episode in episodes))
    silences = Text()
    for gap in gaps(episodes, SILENCE, determination.date):
        silences.append(f"{day(gap.start)} – {day(gap.end)}: {gap.days} days\n")
    silences.rstrip()
    return Group(
        timeline_page(once, source),
        Text(f"Stretches of {SILENCE} days or more without a dated event", style="bold"),
        Padding(silences if silences.plain else Text("None.", style="dim"), (0, 0, 1, 2)),
        Text("Response times", style="bold"),
        Padding(_times(determination), (0, 0, 1, 2)),
    )


def _foremost(episode: Episode) -> Event:
    """The mention that gives the dates and the type of the episode."""
    same = (episode.start, episode.end, episode.type)
    return next(event for event in episode.events if (event.start, event.end, event.type) == same)


def _times(determination: DeterminationRecord) -> RenderableType:
    times = times_of_stages(determination.milestones)
    if not times:
        return Text("No dated step was found.", style="dim")
    table = Table(box=None, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name, side in (("Step", "left"), ("Days", "right"), ("Working days", "right"), ("", "left"), ("Why", "left")):
        table.add_column(name, justify="right" if side == "right" else "left", no_wrap=name != "Why")
    for time in times:
        counts = ("–" if count is None else str(count) for count in (time.elapsed_days, time.working_days))
        table.add_row(label(time.stage), *counts, _VERDICTS[time.met], one_line(time.reason, None))
    return table
