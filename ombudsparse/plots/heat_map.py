"""`landlord_category_map`: landlords down, categories of complaint across, and in each cell what was found, with n."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Unpack

from msgspec import Struct

from ombudsparse.errors import AnalysisError
from ombudsparse.plots.chart_style import FAINT, RULE, TEXT, altair, data, name_lines, nothing, page, source_line
from ombudsparse.plots.counted import Counted, CountedRow, at_least_one, chosen, count, counted_by, narrowed_to
from ombudsparse.present.wording import label, percent

if TYPE_CHECKING:
    from altair import VConcatChart

    from ombudsparse.analysis.filters import FilterNames

_GUTTER, CELL, _ROW, _ROOM = 235, 44, 36, 120  # pixels: the names, a cell's width and height, the room beside the last
_LEAST = 800  # pixels: a page, so that title and notes have room over a small map
# light to dark, so that the order survives a photocopier; the ink that can be read on each
COLOUR_STEPS = (("#FDE8D3", TEXT), ("#F9C59B", TEXT), ("#EE9454", TEXT), ("#C8541F", "white"), ("#7A2A0B", "white"))
MEASURES = {
    "rate": ("Maladministration rate by landlord and category of complaint", "Share of findings upheld"),
    "upheld": ("Findings upheld, by landlord and category of complaint", "Number upheld"),
    "findings": ("Findings by landlord and category of complaint", "Number, upheld or not"),
}
Key = tuple[str, str]  # landlord and category


_NUMBER = {"rate": "findings", "upheld": "upheld", "findings": "findings"}  # what of a cell is counted


class _Cell(Struct, frozen=True):
    """The findings of a landlord in a category that the rate counts, how many are upheld, and of how many cases."""

    findings: int
    upheld: int
    cases: int


def landlord_category_map(
    of: Any,
    measure: str = "rate",
    *,
    top: int = 15,
    minimum: int = 5,
    title: str | None = None,
    source: str | None = None,
    **filters: Unpack[FilterNames],
) -> VConcatChart:
    """A map of the `top` landlords with the most findings by category of complaint.

    `filters`: those of `analysis.narrow` (landlord, category, year, type, outcome, tenure), for a Dataset.
    `of`: a Dataset, `analysis.finding_rows`, or `analysis.maladministration_rate(…, by=("landlord", "category"))`.
    `measure`: "rate", "upheld" (number) or "findings" (number, of those that the rate counts). Each cell gives n, the
    findings counted; with "rate", cells of fewer than `minimum` determinations are hollow and have no rate. `title` and
    `source` take the place of the chart's own title and of the first half of its source line. Raises AnalysisError for
    a frame or an argument that does not fit, OmbudsparseError where the extra `plots` is not installed.
    """
    altair()
    of = narrowed_to(of, filters)
    chosen("measure", measure, MEASURES)
    at_least_one("top", top)

    def rates(findings: Any) -> Any:
        from ombudsparse.analysis import maladministration_rate

        return maladministration_rate(findings, by=("landlord", "category"))

    found = counted_by(of, rates, "maladministration_rate", ("landlord", "category"))
    cells = _cells(found)
    sizes = _sizes(cells, 0)
    landlords = sorted(sizes, key=lambda name: (-sizes[name], name))[:top]
    shown = {key: cell for key, cell in cells.items() if key[0] in landlords}
    widths = _sizes(shown, 1)
    categories = sorted(widths, key=lambda name: (name == "not stated", -widths[name], name))
    plot = CELL * len(categories)
    width = max(_LEAST, _GUTTER + plot + _ROOM)
    heading, what = MEASURES[measure]
    notes = []
    if shown:
        panel = _panel(landlords, categories, cells, measure, minimum)
        notes.append("n: findings considered. Upheld: severe maladministration, maladministration and service failure. "
                     "No cell: no finding.")  # fmt: skip
        notes += found.notes_on("left out: ")
        if measure == "rate":
            notes.append(f"Hollow: fewer than {minimum} determinations, which say little; no rate is given.")
    else:
        panel = nothing("No formal finding to show.", width, _GUTTER)
    everyone = len(landlords) == len(sizes)
    which = count(len(sizes), "landlord") if everyone else f"the {top} of {len(sizes)} landlords with the most findings"
    n = sum(cell.findings for cell in shown.values())
    return page(
        [panel],
        heading=title or heading,
        subtitle=f"{what}; {count(n, 'finding')}, {which}",
        notes=[
            *found.notes_on("Only: "),
            *notes,
            *found.notes_on("table of landlords"),
            source_line(found.cases, source),
        ],
        width=width,
        gutter=_GUTTER,
    )


def _cells(found: Counted) -> dict[Key, _Cell]:
    """The cells with findings. Raises AnalysisError for rates of cases."""
    if any("findings" not in row for row in found.table):
        raise AnalysisError("of: these are rates of cases; compute maladministration_rate with level='finding'")
    cells = {
        (row["landlord"], row["category"]): _Cell(row["findings"], row["upheld"], row["determinations"])
        for row in found.table
    }
    return {key: cell for key, cell in cells.items() if cell.findings}


def _sizes(cells: dict[Key, _Cell], part: int) -> dict[str, int]:
    sizes: dict[str, int] = {}
    for key, cell in cells.items():
        sizes[key[part]] = sizes.get(key[part], 0) + cell.findings
    return sizes


def _panel(
    landlords: Sequence[str], categories: Sequence[str], cells: dict[Key, _Cell], measure: str, minimum: int
) -> Any:
    """The map; its first row is all landlords of the data."""
    alt = altair()
    total = len({landlord for landlord, _ in cells})
    rows: list[tuple[str, dict[str, _Cell], float]] = [
        (name, {category: cells[name, category] for category in categories if (name, category) in cells}, at + 1.3)
        for at, name in enumerate(landlords)
    ]
    rows.insert(0, (f"All {total} landlords" if total > 1 else "All", _sums(cells, categories), 0.0))
    classes = _classes(measure, max(getattr(cell, _NUMBER[measure]) for _, own, _ in rows[1:] for cell in own.values()))
    squares = [
        _square(name, category, cell, (at, across), measure, minimum, classes)
        for name, own, at in rows
        for across, category in enumerate(categories)
        if (cell := own.get(category)) is not None
    ]

    def x(field: str) -> Any:
        return alt.X(f"{field}:Q", axis=None, scale=alt.Scale(domain=[0, len(categories)], nice=False))

    def y(field: str) -> Any:
        return alt.Y(f"{field}:Q", axis=None, scale=alt.Scale(domain=[len(landlords) + 1.3, 0], nice=False))

    tips = [alt.Tooltip(f"{name}:N") for name in ("landlord", "category", "upheld", "findings", "rate")]
    key = [*(words for words, _ in classes), _hollow(measure, minimum)]
    colour = alt.Color(
        "class:N",
        scale=alt.Scale(domain=key, range=[*(colour for colour, _ in COLOUR_STEPS[: len(classes)]), "white"]),
        legend=alt.Legend(orient="bottom", direction="horizontal", title=None, symbolType="square", symbolSize=130,
                          symbolStrokeColor=RULE, symbolStrokeWidth=1, columns=len(key), offset=10),
    )  # fmt: skip
    layers = []
    for hollow, style in ((False, {"stroke": "white"}), (True, {"stroke": RULE, "strokeDash": [3, 2]})):
        some = [square for square in squares if square["hollow"] is hollow]
        if some or not hollow:  # the filled ones carry the key, even where there are none
            mark = alt.Chart(data(some)).mark_rect(opacity=1, **style)
            layers.append(mark.encode(x=x("left"), x2="right:Q", y=y("top"), y2="bottom:Q", color=colour, tooltip=tips))
    base = alt.Chart(data(squares))
    for field, place, size, weight in (("big", "upper", 11, "bold"), ("small", "lower", 9.5, "normal")):
        text = base.mark_text(fontSize=size, fontWeight=weight, baseline="middle")
        layers.append(text.encode(x=x("middle"), y=y(place), text=f"{field}:N",
                                  color=alt.Color("ink:N", scale=None)))  # fmt: skip
    words = [(name_lines(name, 38), at) for name, _, at in rows]
    names = alt.Chart(data({"name": name, "middle": at + 0.5 - 6 * name.count("\n") / _ROW} for name, at in words))
    names = names.mark_text(align="right", baseline="middle", fontSize=11, color=TEXT, lineBreak="\n", lineHeight=12)
    layers.append(names.encode(x=alt.value(-10), y=y("middle"), text="name:N"))
    heads = alt.Chart(data({"name": label(name), "left": at + 0.5} for at, name in enumerate(categories)))
    heads = heads.mark_text(align="left", baseline="middle", angle=315, fontSize=11, color=TEXT)
    layers.append(heads.encode(x=x("left"), y=alt.value(-8), text="name:N"))
    return alt.layer(*layers, width=CELL * len(categories), height=_ROW * (len(landlords) + 1.3))


def _sums(cells: dict[Key, _Cell], categories: Sequence[str]) -> dict[str, _Cell]:
    sums = {}
    for category in categories:
        own = [cell for (_, each), cell in cells.items() if each == category]
        sums[category] = _Cell(*(sum(getattr(cell, name) for cell in own) for name in _Cell.__struct_fields__))
    return sums


def _classes(measure: str, most: int) -> list[tuple[str, float]]:
    """The classes of colour, lightest first: in words, and from which value."""
    if measure == "rate":
        return [("under 20%", 0), ("20% to 39%", 0.195), ("40% to 59%", 0.395), ("60% to 79%", 0.595),
                ("80% to 100%", 0.795)]  # fmt: skip
    size = max(1, -(-most // len(COLOUR_STEPS)))
    starts = [1 + size * at for at in range(len(COLOUR_STEPS)) if size * at < most]
    return [(f"{least} to {least + size - 1}" if size > 1 else f"{least}", least) for least in starts]


def _hollow(measure: str, minimum: int) -> str:
    """What a cell that is not coloured means."""
    return f"fewer than {minimum} determinations" if measure == "rate" else "none"


def _square(
    landlord: str, category: str, cell: _Cell, at: tuple[float, int], measure: str, minimum: int,
    classes: Sequence[tuple[str, float]],
) -> CountedRow:  # fmt: skip
    top, left = at
    rate, value = cell.upheld / cell.findings, getattr(cell, _NUMBER[measure])
    # the number of all landlords is off the scale of those of one
    hollow = cell.cases < minimum if measure == "rate" else value == 0 or top == 0
    held = rate if measure == "rate" else value
    place = max((number for number, (_, least) in enumerate(classes) if held >= least), default=0)
    big = f"{value:,}" if measure != "rate" else "" if hollow else percent(rate)
    small = f"n {cell.findings:,}" if measure != "findings" else ""
    return {
        "landlord": landlord, "category": label(category), "upheld": cell.upheld, "findings": cell.findings,
        "rate": percent(rate) if cell.cases >= minimum else "–", "hollow": hollow,
        "top": top + 0.04, "bottom": top + 0.96, "left": left + 0.03, "right": left + 0.97, "middle": left + 0.5,
        "upper": top + (0.34 if small else 0.5), "lower": top + (0.72 if big else 0.5), "big": big, "small": small,
        "class": _hollow(measure, minimum) if hollow else classes[place][0],
        "ink": (FAINT if measure == "rate" else TEXT) if hollow else COLOUR_STEPS[place][1],
    }  # fmt: skip
