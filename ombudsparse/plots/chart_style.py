"""The look that the charts share: colours, letters, title, notes and source line; text that is safe in a page.

Colours tell apart in any colour vision (Okabe and Ito, https://jfly.uni-koeln.de/color/) and, where several meet, by
their lightness too, so that they survive a photocopier.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ombudsparse._version import __version__
from ombudsparse.errors import OmbudsparseError
from ombudsparse.present.wording import PUBLISHED_SHARE

if TYPE_CHECKING:
    from altair import VConcatChart

TEXT, FAINT, BAND, RULE, GRID = "#222222", "#595959", "#F5F5F5", "#B8B8B8", "#E4E4E4"
BLUE, DARK_BLUE, PALE_BLUE, VERMILLION = "#0072B2", "#0B3C5D", "#BFD7EA", "#C8441B"
FONT = "Helvetica, Arial, Liberation Sans, sans-serif"
LINE = 15  # pixels from one line of the notes to the next
LETTER = 5.9  # pixels: a letter of 11 pixels, a little more than most fonts need


def altair() -> Any:
    """The package altair. Raises OmbudsparseError, which names the extra, where it is not installed.

    In notebooks its charts are then shown as SVG, which needs no network, unless the user has chosen how.
    """
    try:
        import altair
    except ImportError as error:
        raise missing("altair") from error
    if altair.renderers.active == "default":  # that loads Vega from the network
        altair.renderers.enable("svg")
    return altair


def missing(package: str) -> OmbudsparseError:
    """The error for a package that is not installed."""
    return OmbudsparseError(f"drawing needs {package}; install the extra plots: pip install 'ombudsparse[plots]'")


def harmless(text: str) -> str:
    """The text with no mark-up: a page that holds the chart must not run what a report says."""
    return text.replace("<", "‹").replace(">", "›")


def data(values: Iterable[dict[str, Any]]) -> Any:
    """Rows as data of a chart, their words made harmless."""
    rows = [{k: harmless(v) if isinstance(v, str) else v for k, v in value.items()} for value in values]
    return altair().Data(values=rows)


def title(lines: Sequence[str], subtitle: Sequence[str], **place: Any) -> Any:
    """The title of a chart, each line no longer than the chart is wide; `place` goes to altair's TitleParams."""
    settings = {
        "anchor": "start", "fontSize": 17, "subtitleFontSize": 13, "color": TEXT, "subtitleColor": FAINT, "offset": 14,
        "subtitlePadding": 5, **place,
    }  # fmt: skip
    return altair().TitleParams(
        text=[harmless(line) for line in lines], subtitle=[harmless(line) for line in subtitle], **settings
    )


def footer(lines: Sequence[str], top: float, left: float = 0) -> Any:
    """Lines of notes, the first `top` pixels below the top of the plot."""
    values = [{"line": line, "at": top + LINE * at} for at, line in enumerate(lines)]
    alt = altair()
    text = alt.Chart(data(values)).mark_text(align="left", fontSize=11, color=FAINT)
    return text.encode(x=alt.value(left), y=alt.Y("at:Q", axis=None, scale=None), text="line:N")


def source_line(cases: int | None, source: str | None = None) -> str:
    """The line that says where the figures are from; `source` stands for its first half where it is given."""
    read = f"read by ombudsparse {__version__}"
    if cases is not None:
        read = f"{cases:,} case{'s' * (cases != 1)} {read}"
    return f"{source}; {read}." if source else f"Published Housing Ombudsman decisions; {read}; {PUBLISHED_SHARE}."


def wrapped(lines: Iterable[str], width: float, letter: float = LETTER) -> list[str]:
    """The lines broken so that each fits into `width` pixels."""
    return [part for line in lines for part in textwrap.wrap(line, max(20, int(width / letter)))]


def name_lines(name: str, letters: int, most: int = 2) -> str:
    """A long name on at most `most` lines of at most `letters`, parted by a line feed; cut with "…" beyond that."""
    lines = textwrap.wrap(" ".join(name.split()), letters, max_lines=most, placeholder=" …", break_on_hyphens=False)
    return "\n".join(lines)


def page(
    panels: Sequence[Any], *, heading: str, subtitle: str, notes: Sequence[str], width: float, gutter: float
) -> VConcatChart:
    """The panels one below the other with a title over them and the notes, the last of them the source, below.

    `width` is that of the whole chart in pixels, `gutter` what of it is to the left of the plots.
    """
    alt = altair()
    lines = wrapped(notes, width)
    foot = footer(lines, LINE / 2, -gutter).properties(width=width - gutter, height=LINE * len(lines))
    headed = title(wrapped([heading], width, 9.4), wrapped([subtitle], width, 7.0), frame="bounds")
    chart: VConcatChart = (
        alt.vconcat(*panels, foot, spacing=16, title=headed, description=harmless(f"{heading}. {subtitle}."))
        .resolve_scale(x="independent", y="independent", color="independent")
        .configure(font=FONT, background="white", padding=16)
        .configure_view(stroke=None)
        .configure_axis(
            labelFontSize=11, titleFontSize=11, titleFontWeight="normal", labelColor=TEXT, titleColor=FAINT,
            gridColor=GRID, domainColor=RULE, tickColor=RULE,
        )
        .configure_legend(
            labelFontSize=11, titleFontSize=11, titleFontWeight="normal", titleColor=FAINT, labelColor=TEXT,
            labelLimit=0, titleLimit=0,
        )
    )  # fmt: skip
    return chart


def nothing(message: str, width: float, gutter: float) -> Any:
    """What stands in the place of the panels where there is nothing to draw."""
    alt = altair()
    text = alt.Chart(data([{"line": line, "at": 30 + 18 * at} for at, line in enumerate(wrapped([message], width))]))
    text = text.mark_text(align="left", fontSize=13, color=TEXT)
    text = text.encode(x=alt.value(-gutter), y=alt.Y("at:Q", axis=None, scale=None), text="line:N")
    return text.properties(width=width - gutter, height=60)
