"""`response_times`: how many working days answers to complaints took, beside what the Complaint Handling Code allows.

A panel an edition of the Code, since each has its own limits. Bars are of 5 working days: answers of day 6 to 10 stand
between 5 and 10, so that a limit of 10 has those that keep it on its left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING, Any, Unpack

from ombudsparse.plots.chart_style import TEXT, altair, data, nothing, page, source_line, title, wrapped
from ombudsparse.plots.counted import CountedRow, chosen, count, counted_by, narrowed_to, plain_values
from ombudsparse.present.wording import percent

if TYPE_CHECKING:
    import pandas as pd
    from altair import VConcatChart

    from ombudsparse.analysis.filters import FilterNames
    from ombudsparse.chronology.response_times import Target

_STAGES = {"stage_1": ("stage 1 answer", "complaint"), "stage_2": ("stage 2 answer", "request to escalate")}
# by the limit and by the longest extension; light to dark and hollow, so that they can be told without colour
_VERDICTS = {
    "within": ("within the limit", "#9CC3E0"), "over": ("over the limit", "#E39A6F"),
    "beyond": ("over the longest extension", "#9E2A12"), "open": ("cannot be told", "#FFFFFF"),
}  # fmt: skip
_WIDTH, _GUTTER, HEIGHT = 860, 50, 120  # pixels: the page, the scale at the left, a panel
BIN, CAP = 5, 100  # working days: a bar, and the longest answer that has a place of its own
OUTLINE = "#7A7A7A"
_NOT_STATED, TOO_FEW = "not stated", "too few for a share"


def response_time_chart(
    of: Any,
    stage: str = "stage_1",
    *,
    title: str | None = None,
    source: str | None = None,
    **filters: Unpack[FilterNames],
) -> VConcatChart:
    """The distribution of the working days that landlords took to answer at a stage, for each edition of the Code.

    `filters`: those of `analysis.narrow` (landlord, category, year, type, outcome, tenure), for a Dataset.
    `of`: a Dataset, `analysis.stage_rows`, or the table of `analysis.response_times`; `stage`: "stage_1" or "stage_2".
    Lines are the Code's limit and the limit with an extension; where the time runs from the logging or the
    acknowledgement they are bands, as wide as that may take. In words: the answers that were timed, the share over the
    limit with its 95% interval, and what was late with and without the longest extension. `title` and `source` take the
    place of the chart's own title and of the first half of its source line. Raises AnalysisError for a frame or an
    argument that does not fit, OmbudsparseError where the extra `plots` is not installed.
    """
    altair()
    of = narrowed_to(of, filters)
    chosen("stage", stage, _STAGES)

    def measure(stages: Any) -> Any:
        from ombudsparse.analysis import response_times

        return response_times(stages)

    found = counted_by(of, measure, "response_times", ("stage", "edition"))
    table = [row for row in found.table if row["stage"] == stage]
    rows = found.rows[(found.rows["stage"] == stage) & (found.rows["working_days"] >= 0).fillna(False)]
    answer, since = _STAGES[stage]
    panels = _panels(table, rows, stage) or [nothing(f"No {answer} could be timed.", _WIDTH, _GUTTER)]
    n = len(rows)
    return page(
        panels,
        heading=title or f"How long landlords took for the {answer}",
        subtitle=f"Working days from the {since}; {count(n, 'answer')} of which the report gives both days",
        notes=[*found.notes_on("Only: "), *(_notes(table, rows, stage) if n else ()), source_line(found.cases, source)],
        width=_WIDTH,
        gutter=_GUTTER,
    )


def _notes(table: list[CountedRow], rows: pd.DataFrame, stage: str) -> list[str]:
    notes = [
        "Late: over the limit where no extension was justified, over the longest extension where it was; reports "
        "seldom say. The Code allows a longer one for good reason. The edition is that of the day of the complaint."
    ]
    untimed = sum(row["stages"] for row in table) - len(rows)
    if untimed:
        notes.append(f"Not drawn: {count(untimed, 'case')} in which the {_STAGES[stage][1]} or the answer is not dated "
                     "to the day, or the answer before it; of some it can be told all the same.")  # fmt: skip
    targets = _targets(stage, set(rows["edition"]))
    within = {
        name: (each.begun_within, "logging" if each.counts_from == "logged" else "acknowledgement")
        for name, each in targets.items()
        if each.counts_from != "received"
    }
    for name, (days, begun) in within.items():
        notes.append(f"By the {name} edition the time runs from the {begun}, itself due within {days} working days: "
                     "the limit falls on one of the days in grey.")  # fmt: skip
    unsure = [name for name, target in targets.items() if target.verify]
    if unsure:
        notes.append(f"Not confirmed from a primary page: the limit of the {' and '.join(unsure)} "
                     f"edition{'s' * (len(unsure) > 1)}.")  # fmt: skip
    return notes


def _targets(stage: str, names: set[str]) -> dict[str, Target]:
    """What the editions of these names ask at a stage."""
    from ombudsparse.chronology.response_times import editions

    return {each.name: each.targets[stage] for each in editions() if each.name in names and stage in each.targets}


def _panels(table: list[CountedRow], rows: pd.DataFrame, stage: str) -> list[Any]:
    if not len(rows):
        return []
    days = [(row["edition"], int(row["working_days"]), _verdict(row)) for row in plain_values(rows)]
    targets = _targets(stage, {edition for edition, _, _ in days})
    limits = {name: _limits(target) for name, target in targets.items()}
    furthest = max([day for _, day, _ in days] + [int(limit[1]) for own in limits.values() for limit in own])
    end = min(CAP, -(-(furthest + 1) // BIN) * BIN)
    over = any(day > end for _, day, _ in days)
    drawn = [row for row in table if any(edition == row["edition"] for edition, _, _ in days)]
    panels = [_key()]
    for at, row in enumerate(drawn):
        own = [(day, verdict) for edition, day, verdict in days if edition == row["edition"]]
        panels.append(_panel(row, own, limits.get(row["edition"], []), end, over, last=at == len(drawn) - 1))
    return panels


def _verdict(row: CountedRow) -> str:
    """Which of the verdicts a stage has."""
    if row["over_limit"] is None:
        return "open"
    if not row["over_limit"]:
        return "within"
    return "beyond" if row["over_extended"] else "over"


def _limits(target: Target) -> list[tuple[float, float, str]]:
    """From which to which working day a limit may fall, and its words."""
    slack = target.begun_within if target.counts_from != "received" else 0
    found = [(target.days, "limit")]
    if target.extension:
        found.append((target.days + target.extension, "with an extension"))
    return [(float(most), float(most + slack), f"{words}: {most}" + (f" to {most + slack}" if slack else ""))
            for most, words in found]  # fmt: skip


def _key() -> Any:
    """What the colours mean."""
    alt = altair()
    items, at = [], 6.0
    for words, _ in _VERDICTS.values():
        items.append({"text": words, "verdict": words, "at": at})
        at += 36 + 6 * len(words)
    base = alt.Chart(data(items)).encode(x=alt.X("at:Q", axis=None, scale=None), y=alt.value(6))
    squares = base.mark_point(shape="square", size=130, filled=True, opacity=1, stroke=OUTLINE, strokeWidth=0.7)
    words = base.mark_text(align="left", baseline="middle", dx=11, fontSize=11, color=TEXT)
    return alt.layer(squares.encode(color=_colour()), words.encode(text="text:N"), width=_WIDTH - _GUTTER, height=12)


def _colour() -> Any:
    alt = altair()
    names, colours = zip(*_VERDICTS.values(), strict=True)
    return alt.Color("verdict:N", scale=alt.Scale(domain=list(names), range=list(colours)), legend=None)


def _panel(
    row: CountedRow,
    days: Sequence[tuple[int, str]],
    limits: Sequence[tuple[float, float, str]],
    end: int,
    over: bool,
    *,
    last: bool,
) -> Any:
    alt = altair()
    bars = _bars(days, end)
    most = max(bar["top"] for bar in bars)
    wide = end + (2 * BIN if over else 0)
    x = alt.X(
        "left:Q",
        scale=alt.Scale(domain=[0, wide], nice=False),
        axis=alt.Axis(
            values=[*range(0, end + 1, 10 if end > 50 else 5), *([end + 1.5 * BIN] if over else [])],
            labelExpr=f"datum.value > {end} ? 'over {end}' : datum.value", labelFlush=False, labelOverlap=False,
            grid=False, title="Working days" if last else None,
        ),
    )  # fmt: skip
    y = alt.Y(
        "bottom:Q",
        scale=alt.Scale(domain=[0, max(most, 4) * 1.05], nice=False),
        axis=alt.Axis(title="Answers", tickMinStep=1, tickCount=4, format=",d", domain=False, ticks=False),
    )
    tips = [alt.Tooltip(f"{name}:N") for name in ("days", "verdict", "answers")]
    drawn = alt.Chart(data(bars)).mark_rect(stroke=OUTLINE, strokeWidth=0.7, opacity=1)
    layers = [drawn.encode(x=x, x2="right:Q", y=y, y2="top:Q", color=_colour(), tooltip=tips)]
    layers = [*(_band(limit) for limit in limits), *layers]
    layers += [layer for at, limit in enumerate(limits) for layer in _limit(limit, at)]
    return alt.layer(*layers, width=_WIDTH - _GUTTER, height=HEIGHT, title=_words(row, [day for day, _ in days]))


def _bars(days: Sequence[tuple[int, str]], end: int) -> list[CountedRow]:
    """A piece of a bar for each 5 working days and verdict: where it stands and how many answers it is."""
    counts = Counter((min(max(0, -(-day // BIN) - 1), end // BIN), verdict) for day, verdict in days)
    bars = []
    for place in sorted({place for place, _ in counts}):
        height = 0
        for verdict, (words, _) in _VERDICTS.items():
            number = counts[place, verdict]
            if number:
                beyond = place == end // BIN
                left = end + BIN if beyond else place * BIN
                first = 0 if place == 0 else place * BIN + 1
                bars.append({
                    "left": left + 0.25, "right": left + BIN - 0.25, "bottom": height, "top": height + number,
                    "days": f"over {end}" if beyond else f"{first} to {(place + 1) * BIN}", "verdict": words,
                    "answers": number,
                })  # fmt: skip
                height += number
    return bars


def _band(limit: tuple[float, float, str]) -> Any:
    """The days on which a limit may fall, under the bars."""
    alt = altair()
    band = alt.Chart(data([{"left": limit[0], "right": limit[1]}])).mark_rect(color="#E3E3E3", opacity=1)
    return band.encode(x="left:Q", x2="right:Q", y=alt.value(0), y2=alt.value(HEIGHT))


def _limit(limit: tuple[float, float, str], at: int) -> list[Any]:
    """The last day of a limit as a line, and its words: the first to the left of it, the longer one to the right."""
    alt = altair()
    base = alt.Chart(data([{"left": limit[1], "text": limit[2]}]))
    rule = base.mark_rule(color=TEXT, strokeWidth=1.4, **({"strokeDash": [5, 3]} if at else {}))
    text = base.mark_text(align="left" if at else "right", baseline="bottom", dx=-3 if at else 3, fontSize=10.5,
                          color=TEXT)  # fmt: skip
    return [rule.encode(x="left:Q", y=alt.value(-3), y2=alt.value(HEIGHT)),
            text.encode(x="left:Q", y=alt.value(-5), text="text:N")]  # fmt: skip


def _words(row: CountedRow, days: Sequence[int]) -> Any:
    """The edition, and how many answers were over its limit, over its panel."""
    edition, counted = row["edition"], row["counted"]
    name = "Edition of the Code not known" if edition == _NOT_STATED else f"Code of {edition}"
    parts = [f"{len(days):,} timed, median {median(days):g} working days"]
    if counted:
        share = f"{percent(row['over_share'])}; 95% interval {percent(row['low'])} to {percent(row['high'])}"
        shown = TOO_FEW if row["small"] else share
        parts.append(f"over the limit: {row['over_limit']:,} of the {counted:,} counted ({shown})")
        if not row["small"]:
            most = percent(row["late_at_most"])
            least = row["late_at_least"]
            parts.append(f"late: at most {most}" if least is None else f"late: {percent(least)} to {most}")
    if row["not_told"]:
        parts.append(f"of {row['not_told']:,} the dates leave it open")
    return title([name], wrapped(["; ".join(parts)], _WIDTH - _GUTTER, 6.3), fontSize=12.5, subtitleFontSize=11.5,
                 offset=20, subtitlePadding=3, frame="group")  # fmt: skip
