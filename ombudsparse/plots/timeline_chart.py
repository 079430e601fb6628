"""`timeline` draws the history of one report: a lane an actor, the steps of the complaint named on top.

Colours are Okabe and Ito's; what happened is filled and what did not is hollow, for black and white.
"""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ombudsparse._version import __version__
from ombudsparse.chronology.episodes import Episode
from ombudsparse.plots.chart_style import BAND, BLUE, FONT, GRID, RULE, TEXT, altair, data, footer, title
from ombudsparse.plots.timeline_layout import (
    ROW,
    WIDTH,
    YEAR,
    Axis,
    TimelineMark,
    axis_of,
    drawn,
    lane,
    step_marks,
    told_of,
)
from ombudsparse.present.wording import day, label, one_line, when
from ombudsparse.records import Actor
from ombudsparse.report import Determination

if TYPE_CHECKING:
    from altair import LayerChart

_COLOURS: dict[Actor | None, str] = {
    Actor.RESIDENT: BLUE,
    Actor.LANDLORD: "#D55E00",
    Actor.CONTRACTOR: "#B07A00",  # Okabe and Ito's orange, darkened so that letters in it can be read on white
    Actor.THIRD_PARTY: "#AA4A84",  # and their reddish purple
    Actor.OMBUDSMAN: "#007A5A",  # and their bluish green
    None: "#595959",
}
LANE_NAMES: dict[Actor | None, str] = {
    Actor.RESIDENT: "Resident",
    Actor.LANDLORD: "Landlord",
    Actor.CONTRACTOR: "Contractor",
    Actor.THIRD_PARTY: "Others",
    Actor.OMBUDSMAN: "Ombudsman",
    None: "Not stated",
}
Lane = tuple[str, str, float, float]  # its name and colour, the row at its top and the one below it
ANSWERS = {"stage_1_response": "stage_1", "stage_2_response": "stage_2"}


def timeline(determination: Determination) -> LayerChart:
    """The history of one report as an altair chart, which a notebook shows and `save` writes.

    A dot is a day, a bar a longer time, a diamond a step of the complaint; hollow is what was planned, missed or due.
    Dates long before or after the rest are named below the chart and not drawn. Raises OmbudsparseError where the
    extra `plots` is not installed.
    """
    alt = altair()
    kept, far = drawn(determination.episodes())
    axis = axis_of(kept, determination.date)
    steps = [episode for episode in kept if episode.milestone]
    marks = step_marks(steps, axis, _working_days(determination))
    lanes: list[Lane] = [("Complaint", TEXT, 0, len(marks))] if marks else []
    row: float = len(marks)
    for actor, name in LANE_NAMES.items():
        own = [episode for episode in kept if episode.actor is actor]
        if own:
            found, rows = lane(own, axis, row)
            marks += found
            lanes.append((name, _COLOURS[actor], row, row + rows))
            row += rows
    height = max(row, 3) * ROW
    x, y = _x(alt, axis), _y(alt, row)
    layers = [
        *_ground(alt, lanes, marks, x, y),
        *_drawing(alt, marks, x, y),
        footer(_footer(determination, far, bool(kept)), height + 40),
    ]
    chart: LayerChart = (
        alt.layer(*layers, width=WIDTH, height=height, title=_title(determination))
        .configure(font=FONT, background="white", padding=16)
        .configure_view(stroke=None)
    )
    return chart


def _x(alt: Any, axis: Axis) -> Any:
    short = (axis.last - axis.first).days < YEAR // 2
    return alt.X(
        "start:T",
        title=None,
        scale=alt.Scale(type="utc", domain=[axis.first.isoformat(), axis.last.isoformat()], nice=False),
        axis=alt.Axis(
            format="%-d %b %Y" if short else "%b %Y", tickCount=8, labelFontSize=11, labelColor=TEXT,
            labelOverlap=True, labelSeparation=14,
            labelFlush=False, gridColor=GRID, domainColor=RULE, tickColor=RULE,
        ),
    )  # fmt: skip


def _working_days(determination: Determination) -> dict[str, str]:
    """What the label of an answer adds: how long it took."""
    times = {time.stage: time.working_days for time in determination.response_times()}
    counts = {step: times.get(stage) for step, stage in ANSWERS.items()}
    return {step: f" ({count} working day{'s' * (count != 1)})" for step, count in counts.items() if count is not None}


def _values(marks: Iterable[TimelineMark]) -> list[dict[str, Any]]:
    return [
        {
            "start": mark.episode.start.isoformat(),
            "end": (mark.episode.end + dt.timedelta(days=1)).isoformat(),
            "row": mark.row,
            "name": mark.name,
            "colour": _COLOURS[mark.episode.actor],
            "when": when(told_of(mark.episode)),
            "what": label(mark.episode.type),
            "who": LANE_NAMES[mark.episode.actor],
            "told": one_line(mark.episode.text),
        }
        for mark in marks
    ]


def _ground(alt: Any, lanes: Sequence[Lane], marks: Sequence[TimelineMark], x: Any, y: Any) -> list[Any]:
    """What lies under the marks: a band for every second lane, the lanes' names, a line down from each step."""
    bands = [
        {"name": name, "colour": colour, "row": top, "bottom": bottom, "band": BAND if at % 2 == 0 else "white"}
        for at, (name, colour, top, bottom) in enumerate(lanes)
    ]
    named = [mark for mark in marks if mark.diamond and mark.name]
    drops = [{**value, "bottom": bands[-1]["bottom"]} for value in _values(named)]
    band = alt.Chart(data(bands)).mark_rect()
    band = band.encode(x=alt.value(0), x2=alt.value(WIDTH), y=y, y2="bottom:Q", color=alt.Color("band:N", scale=None))
    drop = alt.Chart(data(drops)).mark_rule(strokeDash=[2, 3], color=RULE)
    drop = drop.encode(x=x, y=y, y2="bottom:Q")
    lane = alt.Chart(data(bands))
    lane = lane.mark_text(align="right", baseline="top", dy=3, fontSize=12, fontWeight="bold")
    lane = lane.encode(x=alt.value(-10), y=y, text="name:N", color=alt.Color("colour:N", scale=None))
    return [band, drop, lane]


def _drawing(alt: Any, marks: Sequence[TimelineMark], x: Any, y: Any) -> list[Any]:
    """The marks and their labels."""
    colour = alt.Color("colour:N", scale=None)
    tips = [alt.Tooltip(f"{name}:N", title=name) for name in ("when", "what", "who", "told")]
    layers = []

    def add(found: Iterable[TimelineMark], make: str, style: dict[str, Any], **encoding: Any) -> None:
        values = _values(found)
        if values:
            chart = getattr(alt.Chart(data(values)), make)(**style)
            layers.append(chart.encode(**{"x": x, "y": y, "color": colour, "tooltip": tips, **encoding}))

    for happened in (True, False):
        some = [mark for mark in marks if mark.episode.happened is happened]
        long = [mark for mark in some if mark.episode.start != mark.episode.end]
        line = {"strokeWidth": 6, "opacity": 0.65} if happened else {"strokeWidth": 2, "strokeDash": [5, 3]}
        fill = {"filled": True, "opacity": 1} if happened else {"filled": False, "opacity": 1, "fill": "white"}
        add(long, "mark_rule", line, x2="end:T")
        dots = [mark for mark in some if mark.episode.start == mark.episode.end]
        add((mark for mark in dots if not mark.diamond), "mark_point", {"shape": "circle", "size": 48, **fill})
        add((mark for mark in dots if mark.diamond), "mark_point", {"shape": "diamond", "size": 105, **fill})
    layers += _contradictions(alt, marks, x, y, colour)
    for side, style in (("right", {"align": "left", "dx": 7}), ("left", {"align": "right", "dx": -7})):
        labelled = [mark for mark in marks if mark.name and mark.side == side]
        for bold in (True, False):
            some = [mark for mark in labelled if mark.diamond is bold]
            values = _values(some)
            for value, mark in zip(values, some, strict=True):
                days = (mark.episode.start, mark.episode.end, *(mark.episode.other_dates if bold else ()))
                value["start"] = (max(days) if side == "right" else min(days)).isoformat()
            if values:
                text = alt.Chart(data(values)).mark_text(
                    baseline="middle", fontSize=11, fontWeight="bold" if bold else "normal", color=TEXT, **style
                )
                layers.append(text.encode(x=x, y=y, text="name:N"))
    return layers


def _contradictions(alt: Any, marks: Sequence[TimelineMark], x: Any, y: Any, colour: Any) -> list[Any]:
    """The other days that the report gives for a step: hollow, and joined to the one that is taken."""
    values = [
        {**value, "start": other.isoformat(), "end": mark.episode.start.isoformat()}
        for mark, value in zip(marks, _values(marks), strict=True)
        if mark.name and mark.diamond
        for other in mark.episode.other_dates
    ]
    if not values:
        return []
    base = alt.Chart(data(values)).encode(x=x, y=y, color=colour)
    return [base.mark_rule(strokeWidth=1).encode(x2="end:T"),
            base.mark_point(shape="diamond", size=80, filled=False, fill="white", opacity=1)]  # fmt: skip


def _y(alt: Any, rows: float) -> Any:
    return alt.Y("row:Q", axis=None, scale=alt.Scale(domain=[max(rows, 3), 0], nice=False, zero=False))


def _title(determination: Determination) -> Any:
    landlord = one_line(determination.landlord or "Landlord not found", 160)
    decided = f"decided {day(determination.date)}" if determination.date else "date not found"
    reference = one_line(determination.case_reference or "reference not found", 60)
    return title(textwrap.wrap(landlord, 80), [f"Housing Ombudsman case {reference}, {decided}"], frame="group")


def _footer(determination: Determination, far: Sequence[Episode], drawn: bool) -> list[str]:
    lines = []
    if drawn:
        lines.append("Filled: it happened; hollow or dashed: planned, missed or due. Diamond: a step of the complaint.")
        lines.append("Bar: longer than a day, or not dated to the day.")
    else:
        lines.append("No dated event was found.")
    if far:
        named = "; ".join(f"{when(told_of(episode))} ({label(episode.type)})" for episode in far[:4])
        more = f"; and {len(far) - 4} more" if len(far) > 4 else ""
        lines.append(f"Too far off to be drawn: {named}{more}.")
    reference = one_line(determination.case_reference or "", 60)
    source = " ".join(filter(None, ["Source: Housing Ombudsman determination", reference]))
    lines.append(f"{source}; dates read by ombudsparse {__version__}, to be checked against the report.")
    return [part for line in lines for part in textwrap.wrap(line, 135)]
