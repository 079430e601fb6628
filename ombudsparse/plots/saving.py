"""A chart as a file: the same chart gives the same bytes."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ombudsparse.errors import OmbudsparseError
from ombudsparse.plots.chart_style import altair, missing
from ombudsparse.plots.timeline_chart import timeline
from ombudsparse.report import Determination

if TYPE_CHECKING:
    import altair as alt

_FORMATS = ("svg", "png", "html", "json")
PNG_SCALE = 2
CLIP = re.compile(r'(?<=<clipPath id="clip)\d+(?=")')
# The page may not fetch anything; Vega compiles its expressions, which asks for unsafe-eval.
_POLICY = "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data: blob:"
EMBED = {
    "renderer": "svg",
    "logLevel": 1,
    "actions": {"export": True, "source": False, "compiled": False, "editor": False},
}
PAGE = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<script>{bundle}</script>
</head>
<body>
<main id="chart"></main>
<noscript>{svg}</noscript>
<script>vegaEmbed("#chart", {spec}, {embed});</script>
</body>
</html>
"""


def save(chart: alt.TopLevelMixin, path: str | Path) -> None:
    """Writes a chart to a file by its ending: .svg, .png (at twice the size), .html or .json (Vega-Lite).

    The page holds all that it needs and may not use the network. The same chart gives the same bytes. Raises
    ValueError for another ending, OmbudsparseError where the extra `plots` is missing or the file cannot be written.
    """
    path = Path(path)
    form = path.suffix.removeprefix(".")
    if form not in _FORMATS:
        raise ValueError(f"{path.name} must end in one of: {', '.join('.' + name for name in _FORMATS)}")
    written = {"svg": _svg, "png": _png, "html": _html, "json": _json}[form](chart)
    try:
        path.write_bytes(written)
    except OSError as error:
        raise OmbudsparseError(f"{path}: cannot be written: {error.strerror or error}") from error


def save_timeline(determination: Determination, path: str | Path) -> None:
    """Draws the history of a report to a file: `save` of its `timeline`, with what that raises."""
    save(timeline(determination), path)


def _json(chart: Any) -> bytes:
    return (json.dumps(chart.to_dict(), indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()


def _png(chart: Any) -> bytes:
    made: bytes = _convert().vegalite_to_png(chart.to_dict(), vl_version=_version(), scale=PNG_SCALE)
    return made


def _svg(chart: Any) -> bytes:
    return _drawn(chart).encode()


def _drawn(chart: Any) -> str:
    """The chart as SVG. Vega numbers its clip paths through the whole process: here they are numbered from 0."""
    svg: str = _convert().vegalite_to_svg(chart.to_dict(), vl_version=_version())
    numbers = {old: str(new) for new, old in enumerate(CLIP.findall(svg))}
    if not numbers:
        return svg
    known = "|".join(numbers)
    return re.sub(rf'(?<=<clipPath id="clip)(?:{known})(?=")|(?<=url\(#clip)(?:{known})(?=\))',
                  lambda found: numbers[found[0]], svg)  # fmt: skip


def _html(chart: Any) -> bytes:
    spec = chart.to_dict()
    page = PAGE.format(
        policy=html.escape(_POLICY),
        title=html.escape(_name(spec)),
        bundle=_convert().javascript_bundle(vl_version=_version()),
        svg=_drawn(chart),
        spec=json.dumps(spec, sort_keys=True).replace("<", "\\u003c"),  # no "</script>" of a report ends the script
        embed=json.dumps(EMBED),
    )
    return page.encode()


def _name(spec: dict[str, Any]) -> str:
    """The title of a chart in one line."""
    title = spec.get("title", "")
    text = title.get("text", "") if isinstance(title, dict) else title
    return " ".join([text] if isinstance(text, str) else text) or "Chart"


def _convert() -> Any:
    try:
        import vl_convert
    except ImportError as error:
        raise missing("vl-convert-python") from error
    return vl_convert


def _version() -> str:
    """The version of Vega-Lite that altair writes, as vl-convert names it."""
    return "_".join(str(altair().SCHEMA_VERSION).split(".")[:2])
