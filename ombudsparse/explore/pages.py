"""The pages that are not Datasette's own: the report of a case, the charts, and what the forms can offer."""

import asyncio
import datetime as dt
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlencode

from datasette.utils.asgi import Request, Response

from ombudsparse.analysis.filters import FILTERS
from ombudsparse.collection.dataset import Dataset
from ombudsparse.collection.stored_case import case_of
from ombudsparse.dataset.datapackage import PACKAGE
from ombudsparse.errors import OmbudsparseError
from ombudsparse.explore.charts import CHARTS, chart_svg
from ombudsparse.explore.definitions import DATABASE, questions, tables
from ombudsparse.explore.metadata import PLUGIN
from ombudsparse.explore.one_case import case_facts
from ombudsparse.present.html.report_page import reading_view
from ombudsparse.present.wording import day

HTML = "text/html; charset=utf-8"
_CHOICES = {
    "landlord": "SELECT landlord FROM cases GROUP BY 1 ORDER BY 1",
    "category": "SELECT category FROM findings GROUP BY 1 ORDER BY 1",
    "year": "SELECT financial_year FROM cases GROUP BY 1 ORDER BY 1 DESC",
    "type": "SELECT landlord_type FROM cases GROUP BY 1 ORDER BY 1",
    "outcome": "SELECT outcome FROM findings GROUP BY 1 ORDER BY 1",
    "tenure": "SELECT tenure FROM cases GROUP BY 1 ORDER BY 1",
    "stage": "SELECT stage FROM stages GROUP BY 1 ORDER BY min(rowid)",
    "edition": "SELECT edition FROM stages WHERE edition IS NOT NULL GROUP BY 1 ORDER BY 1",
    "order_type": "SELECT types FROM orders WHERE types IS NOT NULL GROUP BY 1",
}


async def report(datasette: Any, request: Request) -> Response:
    """The reading view of a case, made from its source; where that is gone, from what the dataset holds of it."""
    reference = unquote(request.url_vars["reference"])
    try:
        page = await asyncio.to_thread(_reading_view, _folder(datasette), reference)
    except OmbudsparseError as error:
        told = str(error).replace(str(_folder(datasette)), "the dataset")
        return await _message(datasette, request, "This report cannot be shown", told, 404)
    return Response(page, content_type=HTML)


async def case(datasette: Any, request: Request) -> Response:
    """The page of one case."""
    reference = unquote(request.url_vars["reference"])
    told = await case_facts(datasette, reference)
    if told is None:
        return await _message(datasette, request, "No such case", f"The dataset has no case {reference}.", 404)
    return Response.html(await datasette.render_template("case.html", told, request=request))


async def charts(datasette: Any, request: Request) -> Response:
    """All charts on a page, of the cases that its form names."""
    database = datasette.get_database(DATABASE)
    chosen = _filters(request)
    shown = {
        "charts": CHARTS,
        "filters": [(name, [row[0] for row in (await database.execute(_CHOICES[name])).rows]) for name in FILTERS],
        "chosen": {name: chosen.get(name, "") for name in FILTERS},
        "told": "; ".join(chosen.values()),
        "query": f"?{urlencode(chosen)}" if chosen else "",
        "problem": "",
    }
    try:
        await asyncio.to_thread(lambda: _dataset(_folder(datasette)).where(**chosen))
    except OmbudsparseError as error:
        shown["problem"] = str(error)
    return Response.html(await datasette.render_template("charts.html", shown, request=request))


async def chart(datasette: Any, request: Request) -> Response:
    """A chart as SVG; a line of text in its place where it cannot be drawn."""
    kept = Path(datasette.get_database(DATABASE).path).parent
    try:
        drawn = await asyncio.to_thread(_chart, _folder(datasette), request.url_vars["name"], kept, _filters(request))
    except KeyError:
        return Response.text("No such chart.", status=404)
    except OmbudsparseError as error:
        return Response.text(str(error), status=503)
    return Response(drawn, content_type="image/svg+xml")


async def choices(datasette: Any) -> Response:
    """What the parameters of the questions can be, as JSON: lists by name of parameter."""
    database = datasette.get_database(DATABASE)
    found = {name: [row[0] for row in (await database.execute(sql)).rows] for name, sql in _CHOICES.items()}
    found["order_type"] = sorted({kind for kinds in found["order_type"] for kind in kinds.split("; ")})
    return Response.json(found)


async def home(datasette: Any) -> dict[str, Any]:
    """What the first page lists: the questions, the charts, the tables with their numbers of rows."""
    database = datasette.get_database(DATABASE)
    names = [table.name for table in tables()]
    counted = await database.execute("SELECT " + ", ".join(f'(SELECT count(*) FROM "{name}")' for name in names))
    decided = (await database.execute("SELECT min(date), max(date) FROM cases")).first()
    return {
        "explorer_questions": [each for each in questions() if each.name != "search"],
        "explorer_tables": list(zip(tables(), counted.first(), strict=True)),
        "explorer_charts": CHARTS,
        "explorer_decided": [day(dt.date.fromisoformat(each)) for each in decided if each],
        "explorer_database": DATABASE,
    }


async def _message(datasette: Any, request: Request, title: str, told: str, status: int) -> Response:
    page = await datasette.render_template("message.html", {"title": title, "told": told}, request=request)
    return Response.html(page, status=status)


def _filters(request: Request) -> dict[str, str]:
    """What the address narrows the cases down to."""
    return {name: value for name in FILTERS if (value := request.args.get(name))}


def _dataset(folder: Path) -> Dataset:
    """The dataset, whose tables stay in memory from one chart to the next until it is built again."""
    return _read_dataset(folder, (folder / PACKAGE).stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _read_dataset(folder: Path, _: int) -> Dataset:
    return Dataset(folder)


def _chart(folder: Path, name: str, kept: Path, filters: dict[str, str]) -> bytes:
    return chart_svg(_dataset(folder), name, kept, filters)


def _reading_view(folder: Path, reference: str) -> str:
    case = case_of(folder, reference)
    name = case.name.rpartition("/")[2]  # where it lies on this machine is for nobody who reads the page
    notices = tuple(notice.replace(case.name, name) for notice in case.notices)
    return reading_view(
        case.determination, name, notices=notices, excerpts=case.excerpts,
        url=_dataset(folder).address_of(case.name), back=(f"/case/{quote(reference, safe='')}", "Back to the explorer"),
    )  # fmt: skip


def _folder(datasette: Any) -> Path:
    return Path(datasette.plugin_config(PLUGIN)["folder"])
