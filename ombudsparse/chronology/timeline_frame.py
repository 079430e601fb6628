"""The timeline, its episodes and the response times as pandas tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ombudsparse.chronology.episodes import episodes_of
from ombudsparse.chronology.response_times import times_of_stages
from ombudsparse.determination import DeterminationRecord

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "start", "end", "precision", "actor", "type", "milestone", "mention", "text", "section", "polarity", "modality",
    "timex", "anchor", "decided_by", "confidence", "span_start", "span_end", "episode",
)  # fmt: skip
EPISODE_COLUMNS = (
    "episode", "start", "end", "precision", "actor", "type", "milestone", "text", "polarity", "modality", "mentions",
    "other_dates", "spans",
)  # fmt: skip
RESPONSE_TIME_COLUMNS = (
    "stage", "start", "end", "elapsed_days", "working_days", "edition", "target", "extension", "met", "reason",
    "verify",
)  # fmt: skip


def timeline_frame(determination: DeterminationRecord) -> pd.DataFrame:
    """One row per dated event, by date and then by place in the text.

    `start`, `end` and `anchor` are datetime64 (days); `milestone` names the step of the procedure that the event is,
    None for the others; `span_start` and `span_end` are offsets into `document.text`; `episode` is the number of the
    happening in `episode_frame` that the mention tells of.
    """
    import pandas as pd

    numbers = {event: episode.number for episode in episodes_of(determination) for event in episode.events}
    steps = {event.span: name for name, event in determination.milestones.items()}
    rows = [
        (
            event.start, event.end, event.precision, event.actor.value if event.actor else None, event.type.value,
            steps.get(event.span), event.mention, event.text, event.section, event.polarity, event.modality,
            event.timex, event.anchor, event.decided_by, event.confidence, event.span.start,
            event.span.end, numbers[event],
        )
        for event in sorted(determination.events, key=lambda event: (event.start, event.end, event.span))
    ]  # fmt: skip
    return _dated(pd.DataFrame(rows, columns=list(COLUMNS)), "start", "end", "anchor")


def episode_frame(determination: DeterminationRecord) -> pd.DataFrame:
    """One row per episode, by date: what happened, however often the report tells of it.

    `mentions` counts the mentions, `spans` are their offsets into `document.text` as (start, end) pairs; `other_dates`
    are the days that the report also gives for it, where it contradicts itself.
    """
    import pandas as pd

    rows = [
        (
            episode.number, episode.start, episode.end, episode.precision,
            episode.actor.value if episode.actor else None, episode.type.value, episode.milestone, episode.text,
            episode.polarity, episode.modality, len(episode.events), episode.other_dates,
            tuple((span.start, span.end) for span in episode.spans),
        )
        for episode in episodes_of(determination)
    ]  # fmt: skip
    return _dated(pd.DataFrame(rows, columns=list(EPISODE_COLUMNS)), "start", "end")


def response_time_frame(determination: DeterminationRecord) -> pd.DataFrame:
    """One row per stage of the complaint; counts are Int64 and `met` boolean, both with NA where it cannot be told."""
    import pandas as pd

    rows = [
        tuple(getattr(time, column) for column in RESPONSE_TIME_COLUMNS)
        for time in times_of_stages(determination.milestones)
    ]
    frame = _dated(pd.DataFrame(rows, columns=list(RESPONSE_TIME_COLUMNS)), "start", "end")
    whole = dict.fromkeys(("elapsed_days", "working_days", "target", "extension"), "Int64")
    return frame.astype({**whole, "met": "boolean", "verify": "bool"})


def _dated(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """The frame with these columns as days; pandas reads the dates of people as objects."""
    import pandas as pd

    for column in columns:
        frame[column] = pd.to_datetime(frame[column]).astype("datetime64[s]")
    return frame
