"""The plugin with which Datasette becomes the explorer. It does nothing in a Datasette that was not made by us."""

import sqlite3
from collections.abc import Callable
from typing import Any

from pluggy import HookimplMarker

from ombudsparse.explore import pages
from ombudsparse.explore.cells import cell
from ombudsparse.explore.guards import guarded
from ombudsparse.explore.metadata import PLUGIN
from ombudsparse.explore.sql_functions import add_functions

LARGEST_CELL = 200_000  # bytes of a value that a query makes or reads; the longest words of a report have some 50,000
LARGEST_HEAP = 500_000_000  # bytes that SQLite may take in all
hookimpl = HookimplMarker("datasette")


def _is_ours(datasette: Any) -> bool:
    return datasette.plugin_config(PLUGIN) is not None


@hookimpl
def prepare_connection(conn: sqlite3.Connection, datasette: Any) -> None:
    """Adds the functions that the questions use, and limits what an answer can hold in memory."""
    if _is_ours(datasette):
        add_functions(conn)
        conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_CELL)
        conn.execute(f"PRAGMA hard_heap_limit = {LARGEST_HEAP}")


@hookimpl
def register_routes(datasette: Any) -> list[tuple[str, Callable[..., Any]]]:
    """The pages of reports and charts."""
    if not _is_ours(datasette):
        return []
    return [
        (r"^/report/(?P<reference>[^/]+)$", pages.report),
        (r"^/case/(?P<reference>[^/]+)$", pages.case),
        (r"^/charts$", pages.charts),
        (r"^/charts/(?P<name>[a-z0-9_]+)\.svg$", pages.chart),
        (r"^/choices\.json$", pages.choices),
    ]


@hookimpl
def render_cell(value: Any, column: str, table: str | None, datasette: Any) -> Any:
    """Money, shares and links."""
    return cell(value, column, table) if _is_ours(datasette) else None


@hookimpl
def extra_template_vars(view_name: str, datasette: Any) -> Any:
    """What the first page lists."""

    async def listed() -> dict[str, Any]:
        return await pages.home(datasette)

    return listed if view_name == "index" and _is_ours(datasette) else {}


@hookimpl
def extra_css_urls(datasette: Any) -> list[str]:
    """Our style."""
    return ["/explorer/explorer.css"] if _is_ours(datasette) else []


@hookimpl
def extra_js_urls(datasette: Any) -> list[str]:
    """What the forms can offer."""
    return ["/explorer/explorer.js"] if _is_ours(datasette) else []


@hookimpl
def menu_links(datasette: Any) -> list[dict[str, str]]:
    """The menu at the top right."""
    if not _is_ours(datasette):
        return []
    return [{"href": "/", "label": "Questions and tables"}, {"href": "/charts", "label": "Charts"}]


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[Any], Any]:
    """Safe CSV, and headers."""
    if not _is_ours(datasette):
        return lambda app: app
    served = str(datasette.plugin_config(PLUGIN).get("host", "127.0.0.1"))
    return lambda app: guarded(app, datasette.setting("max_returned_rows"), served)
