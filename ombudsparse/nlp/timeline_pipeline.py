"""The spaCy pipeline that finds dated events; spaCy is loaded when it is made."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

    from ombudsparse.nlp.components import EventPart

PARTS = ("ombudsparse_sentences", "ombudsparse_dates", "ombudsparse_actors", "ombudsparse_events")


def timeline_pipeline(
    report_date: dt.date | None = None, *, council: bool = False, spans_key: str = "ombudsparse", ents: bool = False
) -> Language:
    """A spaCy Language on `spacy.blank("en")` that finds the dated events of a text, with the trained part that ships.

    `report_date`: the date of the decision, which no year that is not printed may lead beyond. `council`: whether the
    landlord is a council. Matches go to `doc.spans[spans_key]`, and dates and events to `doc.ents` too if `ents`.
    """
    import spacy

    import ombudsparse.nlp.components  # noqa: F401 - registers the factories

    nlp = spacy.blank("en")
    date = report_date.isoformat() if report_date else None
    nlp.add_pipe("ombudsparse_sentences")
    nlp.add_pipe("ombudsparse_dates", config={"report_date": date, "spans_key": spans_key, "ents": ents})
    nlp.add_pipe("ombudsparse_actors", config={"council": council, "spans_key": spans_key})
    nlp.add_pipe("ombudsparse_events", config={"council": council, "spans_key": spans_key, "ents": False})
    return nlp


@cache
def events_part() -> EventPart:
    """The part of the pipeline that has learned, loaded once; `ombudsparse.parse` asks it too."""
    part: EventPart = timeline_pipeline().get_pipe("ombudsparse_events")  # type: ignore[assignment]
    return part
