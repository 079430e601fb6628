"""The timeline as a pandas table."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from ombudsparse.determination import Determination

COLUMNS = (
    "start", "end", "precision", "actor", "type", "milestone", "mention", "text", "section", "polarity", "modality",
    "timex", "anchor", "rule", "span_start", "span_end",
)  # fmt: skip


def timeline_frame(determination: Determination) -> pd.DataFrame:
    """One row per dated event, by date and then by place in the text.

    `start`, `end` and `anchor` are datetime64 (days); `milestone` names the step of the procedure that the event is,
    None for the others; `span_start` and `span_end` are offsets into `document.text`.
    """
    import pandas as pd

    steps = {event.span: name for name, event in determination.milestones.items()}
    rows = [
        (
            event.start, event.end, event.precision, event.actor.value if event.actor else None, event.type.value,
            steps.get(event.span), event.mention, event.text, event.section, event.polarity, event.modality,
            event.timex, event.anchor, event.rule, event.span.start, event.span.end,
        )
        for event in sorted(determination.events, key=lambda event: (event.start, event.end, event.span))
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    for column in ("start", "end", "anchor"):
        frame[column] = pd.to_datetime(frame[column]).astype("datetime64[s]")
    return frame
