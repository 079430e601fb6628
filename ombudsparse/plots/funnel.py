"""`funnel`: the rate of each landlord against how many findings it rests on, with the limits that chance alone sets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ombudsparse.plots.chart_style import BLUE, FAINT, RULE, TEXT, VERMILLION, altair, data, nothing, page, source_line
from ombudsparse.plots.counted import CountedRow, count, plain_values
from ombudsparse.present.wording import percent

if TYPE_CHECKING:
    from altair import VConcatChart

_WIDTH, _GUTTER, _HEIGHT, _STEPS = 860, 60, 360, 60  # pixels: page, scale, plot; points of a curve
_LIMITS: tuple[tuple[str, float, list[int]], ...] = (
    ("95 in 100", 1.959963984540054, [4, 3]),
    ("99.8 in 100", 3.090232306167813, []),
)


def funnel(of: Any, *, minimum: int = 5, title: str | None = None, source: str | None = None) -> VConcatChart:
    """The maladministration rate of each landlord against its effective number of findings, with the rate of all and
    the limits within which 95 and 99.8 in 100 landlords would lie by chance alone.

    `of`: a Dataset, or `analysis.finding_rows`. Landlords with fewer than `minimum` determinations are hollow and not
    judged; those outside the wider limits are named. `title` and `source` take the place of the chart's own title and
    of the first half of its source line. Raises AnalysisError for a frame that does not fit, OmbudsparseError where the
    extra `plots` is not installed.
    """
    altair()
    from ombudsparse.analysis import benchmarks

    result = benchmarks(of, minimum=minimum)
    rows = plain_values(result)
    cases = len({*result.attrs["ombudsparse"].rows["case_reference"]})
    outside = [row for row in rows if row["outside"]]
    panel = _panel(rows) if rows else nothing("No formal finding to show.", _WIDTH, _GUTTER)
    return page(
        [panel],
        heading=title or "Maladministration rates, and how far chance alone spreads them",
        subtitle=f"{count(len(rows), 'landlord')}, {len(outside)} outside the wider limits",
        notes=[
            "Effective findings: how many independent findings those of a landlord are worth, since findings of one "
            "case are alike. Middle line: the rate of all. Curves: limits of 95 (dashed) and 99.8 in 100 landlords.",
            f"Hollow: fewer than {minimum} determinations. Outside the limits is a reason to look, and no verdict: "
            "landlords differ in what is complained of, and in which decisions are published.",
            source_line(cases, source),
        ],
        width=_WIDTH,
        gutter=_GUTTER,
    )  # fmt: skip


def _panel(rows: list[CountedRow]) -> Any:
    alt = altair()
    from ombudsparse.analysis.benchmarks import half_width

    whole, most = rows[0]["all_rate"], max(row["effective"] for row in rows) * 1.06
    sizes = [1 + (most - 1) * (at / _STEPS) ** 2 for at in range(_STEPS + 1)]
    x = alt.X(
        "n:Q", scale=alt.Scale(domain=[0, most], nice=False), axis=alt.Axis(title="Effective findings", grid=False)
    )
    y = alt.Y("rate:Q", scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(title="Rate", format="%", domain=False))
    layers = [alt.Chart(data([{"rate": whole}])).mark_rule(color=FAINT).encode(y=y)]
    for _, z, dash in _LIMITS:
        for sign in (-1, 1):
            curve = [{"n": n, "rate": min(1.0, max(0.0, whole + sign * half_width(whole, n, z)))} for n in sizes]
            style = {"strokeDash": dash} if dash else {}
            layers.append(alt.Chart(data(curve)).mark_line(color=RULE, strokeWidth=1.3, **style).encode(x=x, y=y))
    points = [
        {"landlord": row["landlord"], "n": row["effective"], "rate": row["rate"], "upheld": row["upheld"],
         "findings": row["findings"], "share": percent(row["rate"]),
         "fill": "white" if row["small"] else VERMILLION if row["outside"] else BLUE,
         "edge": VERMILLION if row["outside"] else BLUE, "name": row["landlord"] if row["outside"] else ""}
        for row in rows
    ]  # fmt: skip
    tips = [alt.Tooltip(f"{name}:N") for name in ("landlord", "upheld", "findings", "share")]
    base = alt.Chart(data(points))
    dots = base.mark_point(size=52, opacity=0.9, filled=True, strokeWidth=1.2)
    fill, edge = alt.Fill("fill:N", scale=None), alt.Stroke("edge:N", scale=None)
    layers.append(dots.encode(x=x, y=y, tooltip=tips, fill=fill, stroke=edge))
    names = base.mark_text(align="left", dx=8, fontSize=10.5, color=TEXT)
    layers.append(names.encode(x=x, y=y, text="name:N"))
    return alt.layer(*layers, width=_WIDTH - _GUTTER, height=_HEIGHT)
