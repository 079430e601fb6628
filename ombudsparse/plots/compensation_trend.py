"""`compensation_trend`: the median award with its quartiles, period by period, and the total ordered under it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Unpack

from ombudsparse.errors import AnalysisError
from ombudsparse.plots.chart_style import BLUE, FAINT, PALE_BLUE, TEXT, altair, data, nothing, page, source_line
from ombudsparse.plots.counted import Counted, CountedRow, chosen, count, counted_by, narrowed_to

if TYPE_CHECKING:
    from altair import VConcatChart

    from ombudsparse.analysis.filters import FilterNames

_PERIODS = {"financial_year": "financial year", "year": "year", "quarter": "quarter", "month": "month"}
PLOT, _GUTTER = 780, 80  # pixels: the least width of the plots, and the scale to their left
STEP, _WIDE = 18, 62  # pixels: the least room for a period; the room in which its words can lie flat
_ROOM = 44  # pixels: the room of a period in which a sum can be printed
UPPER, LOWER = 250, 100  # pixels: the heights of the panels
AWARD = "Ordered in a case"
POUNDS = "'£' + format(datum.value, ',.0f')"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def compensation_trend(
    of: Any,
    by: str = "financial_year",
    *,
    minimum: int = 5,
    title: str | None = None,
    source: str | None = None,
    **filters: Unpack[FilterNames],
) -> VConcatChart:
    """Median and quartiles of the compensation ordered in a case, and the total, for each period of the decisions.

    `filters`: those of `analysis.narrow` (landlord, category, year, type, outcome, tenure), for a Dataset.
    `of`: a Dataset, `analysis.case_rows`, or `analysis.compensation(…, by=by)`; `by`: financial_year, year, quarter or
    month. The median is over cases with an award. Of periods with fewer than `minimum` of them the median is hollow and
    no quartiles are drawn. `title` and `source` take the place of the chart's own title and of the first half of its
    source line. Raises AnalysisError for a frame or an argument that does not fit, OmbudsparseError where the extra
    `plots` is not installed.
    """
    altair()
    of = narrowed_to(of, filters)
    chosen("by", by, _PERIODS)

    def measure(cases: Any) -> Any:
        from ombudsparse.analysis import compensation

        return compensation(cases, by=by, minimum=minimum)

    found = counted_by(of, measure, "compensation", (by,))
    _awards_only(found)
    dated = {str(row[by]): row for row in found.table if re.match(r"\d{4}", str(row[by]))}
    for row in dated.values():
        row["awarded"] -= row["unknown"]  # what is drawn are sums that are known
    cases = sum(row["cases"] for row in dated.values())
    undated = sum(row["cases"] for name, row in ((str(row[by]), row) for row in found.table) if name not in dated)
    unknown = sum(row["unknown"] for row in dated.values())
    awarded = sum(row["awarded"] for row in dated.values())
    names = _periods(list(dated), by)
    width = max(PLOT, STEP * len(names))
    notes = []
    if awarded:
        panels = _panels([(name, dated.get(name)) for name in names], by, minimum, width)
        notes.append("Bar: the middle half of the awards (from the lower to the upper quartile); dot: the median.")
        if any(0 < row["awarded"] < minimum for row in dated.values()):
            notes[0] += f" Hollow: fewer than {minimum} awards, too few for quartiles."
        notes.append("Ordered: gross, so that it may include what the landlord had offered before. Cases without an "
                     "award are not in the median.")  # fmt: skip
    else:
        panels = [nothing("No compensation was ordered in the dated cases counted.", width + _GUTTER, _GUTTER)]
    if undated:
        notes.append(f"Not drawn: {count(undated, 'case')} without a date of decision.")
    if unknown:
        notes.append(f"Left out of medians and totals: {count(unknown, 'case')} with an order of money whose sum is "
                     "not known, so that the totals are too low.")  # fmt: skip
    of_all = f"{count(awarded, 'case')} with an award of a known sum, of {count(cases, 'case')} decided"
    return page(
        panels,
        heading=title or f"Compensation ordered by the Ombudsman, by {_PERIODS[by]}",
        subtitle=f"Median and quartiles of {of_all}" if awarded else of_all,
        notes=[*found.notes_on("Only: "), *notes, source_line(found.cases, source)],
        width=width + _GUTTER,
        gutter=_GUTTER,
    )  # fmt: skip


def _awards_only(found: Counted) -> None:
    """Raises AnalysisError for a table whose medians are over cases without an award too."""
    if (found.rows["compensation_ordered"] <= 0).any():
        raise AnalysisError("of: these medians are over all cases; compute compensation with zeros=False")


def _periods(names: Sequence[str], by: str) -> list[str]:
    """All periods from the first to the last, those without a case too: a gap must look like one."""
    if not names:
        return []
    first, last = (_number(name, by) for name in (min(names), max(names)))
    return [_name(number, by) for number in range(first, last + 1)]


def _number(name: str, by: str) -> int:
    year = int(name[:4])
    if by == "quarter":
        return year * 4 + int(name[-1]) - 1
    return year * 12 + int(name[-2:]) - 1 if by == "month" else year


def _name(number: int, by: str) -> str:
    if by == "quarter":
        return f"{number // 4} Q{number % 4 + 1}"
    if by == "month":
        return f"{number // 12}-{number % 12 + 1:02d}"
    return f"{number}-{(number + 1) % 100:02d}" if by == "financial_year" else str(number)


def _shown(name: str, by: str) -> str:
    return f"{_MONTHS[int(name[5:]) - 1]} {name[:4]}" if by == "month" else name.replace("-", "–")


def _panels(periods: Sequence[tuple[str, CountedRow | None]], by: str, minimum: int, width: float) -> list[Any]:
    step = width / len(periods)
    values: list[CountedRow] = []
    run = 0
    for at, (name, row) in enumerate(periods):
        half = min(0.3, 26 / step)
        value: CountedRow = {
            "at": at + 0.5,
            "left": at + 0.5 - half,
            "right": at + 0.5 + half,
            "period": _shown(name, by),
            "n": "no case",
        }
        if row is not None:
            value |= {"n": f"{row['awarded']:,} of {row['cases']:,}", "awards": row["awarded"], "cases": row["cases"]}
        if row is None or not row["awarded"]:
            run += 1  # the line stops here
        else:
            for key in ("median", "lower_quartile", "upper_quartile", "total", "mean", "largest"):
                value[key] = None if row.get(key) is None else float(row[key])
            value |= {"run": run, "few": row["awarded"] < minimum, "label": f"£{value['median']:,.0f}",
                      "total_label": _short(value["total"], step)}  # fmt: skip
        values.append(value)
    return [_medians(values, step, width), _totals(values, step, width)]


def _short(pounds: float, step: float) -> str:
    """A sum in the room there is."""
    if step >= _WIDE or pounds < 1000:
        return f"£{pounds:,.0f}"
    return f"£{pounds / 1000:,.0f}k" if pounds < 1_000_000 else f"£{pounds / 1_000_000:,.1f}m"


def _x(field: str, number: int) -> Any:
    alt = altair()
    return alt.X(f"{field}:Q", axis=None, scale=alt.Scale(domain=[0, number], nice=False, zero=False))


def _pounds(field: str, words: str, ticks: int) -> Any:
    """A scale of pounds from 0 on, its words over it at the left."""
    alt = altair()
    axis = alt.Axis(labelExpr=POUNDS, title=words, tickCount=ticks, domain=False, ticks=False, titleAngle=0,
                    titleAlign="left", titleBaseline="bottom", titleX=-_GUTTER, titleY=-12)  # fmt: skip
    return alt.Y(f"{field}:Q", axis=axis, scale=alt.Scale(zero=True))


def _tips() -> list[Any]:
    alt = altair()
    money = ("median", "lower_quartile", "upper_quartile", "mean", "largest", "total")
    return [
        *(alt.Tooltip(f"{name}:N") for name in ("period", "awards", "cases")),
        *(alt.Tooltip(f"{name}:Q", title=f"{name.replace('_', ' ')} (£)", format=",.2f") for name in money),
    ]


def _medians(values: Sequence[CountedRow], step: float, width: float) -> Any:
    alt = altair()
    known = [value for value in values if "run" in value]
    x, y = _x("at", len(values)), _pounds("median", AWARD, 6)
    many = [value for value in known if not value["few"]]
    few = [value for value in known if value["few"]]
    base = alt.Chart(data(known))
    layers = [base.mark_line(color=BLUE, strokeWidth=1.2, opacity=0.7).encode(x=x, y=y, detail="run:N")]
    if many:
        bars = alt.Chart(data(many)).mark_rect(color=PALE_BLUE, opacity=1)
        bars = bars.encode(
            x=_x("left", len(values)), x2="right:Q", y=_pounds("lower_quartile", AWARD, 6), y2="upper_quartile:Q",
            tooltip=_tips(),
        )  # fmt: skip
        layers.insert(0, bars)
    for some, fill in ((many, BLUE), (few, "white")):
        if some:
            dots = alt.Chart(data(some)).mark_point(size=64, opacity=1, fill=fill, stroke=BLUE, strokeWidth=1.5)
            layers.append(dots.encode(x=x, y=y, tooltip=_tips()))
    if step >= _ROOM:
        style = {"dy": -12, "fontSize": 11, "fontWeight": "bold"}
        for halo in ({"stroke": "white", "strokeWidth": 3, "strokeOpacity": 0.8}, {"color": TEXT}):
            layers.append(base.mark_text(**style, **halo).encode(x=x, y=y, text="label:N"))
    return alt.layer(*layers, width=width, height=UPPER)


def _totals(values: Sequence[CountedRow], step: float, width: float) -> Any:
    """The totals, and under them the periods with their numbers."""
    alt = altair()
    known = [{**value, "nought": 0} for value in values if "run" in value]
    x, y = _x("at", len(values)), _pounds("total", "Total ordered", 3)
    bars = alt.Chart(data(known)).mark_rect(color="#8AA4B8", opacity=1)
    layers = [bars.encode(x=_x("left", len(values)), x2="right:Q", y=y, y2="nought:Q", tooltip=_tips())]
    if step >= _ROOM:
        text = alt.Chart(data(known)).mark_text(dy=-7, fontSize=10.5, color=TEXT)
        layers.append(text.encode(x=x, y=y, text="total_label:N"))
    flat = step >= _WIDE
    place = {"align": "center", "baseline": "top"} if flat else {"align": "right", "baseline": "middle", "angle": 270}
    base = alt.Chart(data(values))
    for field, top, size, colour in (("period", 8, 11, TEXT), ("n", 24 if flat else 66, 10.5, FAINT)):
        words = base.mark_text(fontSize=size, color=colour, **place)
        layers.append(words.encode(x=x, y=alt.value(LOWER + top), text=f"{field}:N"))
    head = alt.Chart(data([{"text": "Awards,\nof cases"}])).mark_text(
        align="left", baseline="top", fontSize=10.5, color=FAINT, lineBreak="\n", lineHeight=12
    )
    layers.append(head.encode(x=alt.value(-_GUTTER), y=alt.value(LOWER + (18 if flat else 66)), text="text:N"))
    return alt.layer(*layers, width=width, height=LOWER)
