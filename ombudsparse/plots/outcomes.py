"""`outcomes_by_landlord`: for each landlord a bar of what was found, the highest maladministration rate on top.

The bar holds the findings that the rate counts, so that its upheld part is as long as the rate is high. Outcomes off
the scale of severity are thinner, outside jurisdiction and withdrawn are a number only: they are not in the rate.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Unpack

from msgspec import Struct

from ombudsparse.plots.chart_style import (
    FAINT,
    LETTER,
    RULE,
    TEXT,
    altair,
    data,
    name_lines,
    nothing,
    page,
    source_line,
)
from ombudsparse.plots.counted import Counted, at_least_one, count, counted_by, narrowed_to
from ombudsparse.present.wording import label, percent

if TYPE_CHECKING:
    from altair import VConcatChart

    from ombudsparse.analysis.filters import FilterNames

COLOURS = {  # dark to light within the scale, so that the order can be told without colour
    "severe_maladministration": "#5E1208",
    "maladministration": "#C8502B",
    "service_failure": "#F2B27C",
    "no_maladministration": "#F1F1F1",
    "reasonable_redress": "#2B7BBA",
    "resolved_with_intervention": "#9CCBEA",
    "mediation": "#12344F",
}
UPHELD = ("severe_maladministration", "maladministration", "service_failure")
OFF_SCALE_COLOURS = ("reasonable_redress", "resolved_with_intervention", "mediation")
LEFT_OUT = ("outside_jurisdiction", "withdrawn")
DARK = ("severe_maladministration", "maladministration", "reasonable_redress", "mediation")
_WIDTH, _GUTTER, BARS, _ROW = 900, 235, 390, 32  # pixels: the page, the names, the bars, a row
_COLUMNS = (("rate", "Upheld", 48), ("interval", "95%\ninterval", 122), ("n", "Findings\ncounted", 192),
           ("out", "Not\ncounted", 255))  # fmt: skip


class Tally(Struct, frozen=True):
    """The findings of a landlord by outcome; `n` of them are counted, and `upheld` of these; `small`: too few."""

    landlord: str
    findings: dict[str, int]
    n: int
    upheld: int
    low: float
    high: float
    small: bool

    @property
    def rate(self) -> float:
        return self.upheld / self.n if self.n else 0.0

    @property
    def left_out(self) -> int:
        return sum(self.findings.get(outcome, 0) for outcome in LEFT_OUT)


def outcomes_by_landlord(
    of: Any,
    *,
    top: int = 15,
    minimum: int = 5,
    title: str | None = None,
    source: str | None = None,
    **filters: Unpack[FilterNames],
) -> VConcatChart:
    """Shares of outcomes for the `top` landlords with the most findings, the highest maladministration rate first.

    `filters`: those of `analysis.narrow` (landlord, category, year, type, outcome, tenure), for a Dataset.
    `of`: a Dataset, `analysis.finding_rows`, or `analysis.outcomes(…, by="landlord")`. Landlords with fewer than
    `minimum` determinations stand below the others, unranked and with no rate. `title` and `source` take the place of
    the chart's own title and of the first half of its source line. Raises AnalysisError for a frame or an argument
    that does not fit, OmbudsparseError where the extra `plots` is not installed.
    """
    altair()
    of = narrowed_to(of, filters)
    at_least_one("top", top)

    def measure(findings: Any) -> Any:
        from ombudsparse.analysis import outcomes

        return outcomes(findings, by="landlord")

    found = counted_by(of, measure, "outcomes", ("landlord", "outcome"))
    tallies = _tallies(found, minimum)
    shown = sorted(tallies, key=lambda each: (-each.n, -each.left_out, each.landlord))[:top]
    ranked = sorted((each for each in shown if not each.small), key=lambda each: (-each.rate, -each.n, each.landlord))
    few = [each for each in shown if each.small]
    which = count(len(tallies), "landlord")
    if len(shown) < len(tallies):
        which = f"the {len(shown)} of {len(tallies)} landlords with the most findings"
    first = "; the highest maladministration rate first" if len(ranked) > 1 else ""
    return page(
        [_panel(ranked, few, minimum) if shown else nothing("No formal finding to show.", _WIDTH, _GUTTER)],
        heading=title or "What the Ombudsman found, by landlord",
        subtitle=f"{count(sum(each.n for each in shown), 'finding')}, {which}" + first,
        notes=[
            *found.notes_on("Only: "),
            *_notes(shown, few, minimum),
            *found.notes_on("table of landlords"),
            source_line(found.cases, source),
        ],
        width=_WIDTH,
        gutter=_GUTTER,
    )


def _tallies(found: Counted, minimum: int) -> list[Tally]:
    """The landlords, whose rates are those of `analysis.maladministration_rate`."""
    from ombudsparse.analysis import wilson
    from ombudsparse.analysis.clusters import effective_number, likeness

    held: dict[str, dict[str, int]] = {}
    for row in found.table:
        held.setdefault(row["landlord"], {})[row["outcome"]] = row["findings"]
    considered = found.rows[~found.rows["outcome"].isin(LEFT_OUT)]
    alike = likeness(considered["case_reference"], considered["outcome"].isin(UPHELD))
    sizes = considered.groupby(["landlord", "case_reference"]).size()
    landlords = sizes.index.get_level_values("landlord").to_series(sizes.index)
    cases = sizes.groupby(level="landlord").size().to_dict()
    worth = effective_number(sizes, landlords, alike.used).to_dict()
    tallies = []
    for landlord, findings in held.items():
        n = sum(findings.get(outcome, 0) for outcome in COLOURS)
        upheld = sum(findings.get(outcome, 0) for outcome in UPHELD)
        low, high = wilson(upheld, n, worth[landlord]) if n else (0.0, 1.0)
        tallies.append(Tally(landlord, findings, n, upheld, low, high, not n or cases.get(landlord, 0) < minimum))
    return tallies


def _notes(shown: Sequence[Tally], few: Sequence[Tally], minimum: int) -> list[str]:
    if not shown:
        return []
    lines = [
        "Upheld: severe maladministration, maladministration and service failure, as a share of the findings counted, "
        "with its 95% interval (Wilson, of the number of independent findings that those of a case are worth). Numbers "
        "in the bars: findings. Thin bars: outcomes off the scale of severity."
    ]
    if out := sum(tally.left_out for tally in shown):
        lines.append(f"Not counted: {count(out, 'finding')} that a matter was outside jurisdiction or withdrawn.")
    if few:
        lines.append(f"Landlords with fewer than {minimum} determinations are not ranked: so few say little of them.")
    return lines


def _panel(ranked: Sequence[Tally], few: Sequence[Tally], minimum: int) -> Any:
    alt = altair()
    gap = 0.9 if few else 0.0
    placed = [(tally, float(at)) for at, tally in enumerate(ranked)]
    placed += [(tally, len(ranked) + gap + at) for at, tally in enumerate(few)]
    rows = len(ranked) + gap + len(few)
    layers = [*_bars(placed, rows), *_labels(placed, rows)]
    if few:
        words = f"Fewer than {minimum} determinations: not ranked"
        text = alt.Chart(data([{"row": len(ranked) + gap * 0.55, "text": words}]))
        text = text.mark_text(align="left", fontSize=11, fontStyle="italic", color=FAINT)
        layers.append(text.encode(x=alt.value(0), y=_y("row", rows), text="text:N"))
    return alt.layer(*layers, width=BARS, height=rows * _ROW).resolve_scale(color="independent")


def _segments(placed: Iterable[tuple[Tally, float]]) -> list[dict[str, Any]]:
    found = []
    for tally, row in placed:
        reached = 0
        for outcome in COLOURS:
            number = tally.findings.get(outcome, 0)
            half = 0.2 if outcome in OFF_SCALE_COLOURS else 0.36
            if number:
                start, reached = reached, reached + number
                share = number / tally.n
                found.append({
                    "landlord": tally.landlord, "outcome": label(outcome), "row": row + 0.5 - half,
                    "bottom": row + 0.5 + half, "middle": row + 0.5, "start": start / tally.n,
                    "end": reached / tally.n, "centre": (start + reached) / 2 / tally.n, "findings": number,
                    "of": tally.n, "share": percent(share),
                    "ink": "white" if outcome in DARK else TEXT,
                    "text": f"{number}" if share * BARS > 6 + LETTER * len(str(number)) else "",
                })  # fmt: skip
    return found


def _x(field: str) -> Any:
    alt = altair()
    axis = alt.Axis(
        format="%", values=[0, 0.25, 0.5, 0.75, 1], title="Share of the findings counted", domain=False, ticks=False
    )
    return alt.X(f"{field}:Q", axis=axis, scale=alt.Scale(domain=[0, 1], nice=False))


def _y(field: str, rows: float) -> Any:
    alt = altair()
    return alt.Y(f"{field}:Q", axis=None, scale=alt.Scale(domain=[rows, 0], nice=False))


def _bars(placed: Sequence[tuple[Tally, float]], rows: float) -> list[Any]:
    alt = altair()
    segments = _segments(placed)
    if not segments:
        return []
    present = [
        each
        for each in COLOURS
        if each not in OFF_SCALE_COLOURS or any(tally.findings.get(each) for tally, _ in placed)
    ]
    colour = alt.Color(
        "outcome:N",
        scale=alt.Scale(domain=[label(each) for each in present], range=[COLOURS[each] for each in present]),
        legend=alt.Legend(orient="top", columns=4, title=None, symbolType="square", symbolSize=130, offset=34,
                          symbolStrokeColor=RULE, symbolStrokeWidth=1, symbolOpacity=1),
    )  # fmt: skip
    tips = [alt.Tooltip(f"{name}:N") for name in ("landlord", "outcome", "findings", "of", "share")]
    bars = alt.Chart(data(segments)).mark_rect(stroke="#8C8C8C", strokeWidth=0.6, opacity=1)
    bars = bars.encode(x=_x("start"), x2="end:Q", y=_y("row", rows), y2="bottom:Q", color=colour, tooltip=tips)
    texts = alt.Chart(data([each for each in segments if each["text"]]))
    texts = texts.mark_text(fontSize=10.5, baseline="middle")
    texts = texts.encode(x=_x("centre"), y=_y("middle", rows), text="text:N", color=alt.Color("ink:N", scale=None))
    return [bars, texts]


def _labels(placed: Sequence[tuple[Tally, float]], rows: float) -> list[Any]:
    alt = altair()
    y = _y("row", rows)
    values: list[dict[str, Any]] = []
    for tally, row in placed:
        name = name_lines(tally.landlord, 38)
        values.append({
            "row": row + 0.5, "name": name, "beside": row + 0.5 - 6 * name.count("\n") / _ROW, "n": f"{tally.n:,}",
            "rate": percent(tally.rate) if not tally.small else "–",
            "interval": f"{tally.low * 100:.0f}–{tally.high * 100:.0f}%" if not tally.small else "–",
            "out": f"{tally.left_out:,}" if tally.left_out else "0",
        })  # fmt: skip
    base = alt.Chart(data(values))
    layers = [
        base.mark_text(align="right", baseline="middle", fontSize=11, color=TEXT, lineBreak="\n", lineHeight=12)
        .encode(x=alt.value(-10), y=_y("beside", rows), text="name:N")
    ]  # fmt: skip
    heads = [{"text": text} for _, text, _ in _COLUMNS]
    for (name, _, place), head in zip(_COLUMNS, heads, strict=True):
        weight = "bold" if name == "rate" else "normal"
        column = base.mark_text(align="right", baseline="middle", fontSize=11, color=TEXT, fontWeight=weight)
        layers.append(column.encode(x=alt.value(BARS + place), y=y, text=f"{name}:N"))
        over = alt.Chart(data([head])).mark_text(
            align="right", baseline="top", fontSize=10.5, color=FAINT, lineBreak="\n", lineHeight=12
        )
        layers.append(over.encode(x=alt.value(BARS + place), y=alt.value(-30), text="text:N"))
    return layers
