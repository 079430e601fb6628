"""Makes the explorer of a dataset, and serves it."""

import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from ombudsparse.collection.dataset import Dataset
from ombudsparse.errors import DatasetError
from ombudsparse.explore.cache import cached_database, default_cache
from ombudsparse.explore.database import table_columns
from ombudsparse.explore.metadata import metadata

if TYPE_CHECKING:
    import uvicorn
    from datasette.app import Datasette

HERE = Path(__file__).parent
SETTINGS = {
    "sql_time_limit_ms": 3000,
    "facet_time_limit_ms": 2000,
    "facet_suggest_time_limit_ms": 50,
    "default_page_size": 50,
    "default_facet_size": 12,
    "max_returned_rows": 5_000,
    "suggest_facets": False,
    "allow_download": True,
    "truncate_cells_html": 600,
    "default_cache_ttl": 0,  # a dataset that was built again must not show old pages
}


def explorer(
    folder: str | Path,
    *,
    cache: Path | None = None,
    attribution: str | None = None,
    licence: str | None = None,
    licence_url: str | None = None,
    host: str = "127.0.0.1",
) -> "Datasette":
    """Datasette over the dataset in `folder`, which is read and never written.

    The SQLite file is kept in `cache`, by default `default_cache()`. `attribution` (by default what the dataset names),
    `licence` and `licence_url` are shown on every page. It answers requests to `host` and to this machine alone.
    Raises DatasetError where `folder` is no dataset, the file cannot be written, or the extra `explore` is not
    installed.
    """
    try:
        from datasette.app import Datasette
        from datasette.plugins import pm
    except ImportError as error:
        raise DatasetError(
            "exploring needs datasette; install the extra explore: pip install 'ombudsparse[explore]'"
        ) from error
    from ombudsparse.explore import plugin

    dataset = Dataset(folder)
    database = cached_database(dataset, cache or default_cache())
    if not pm.is_registered(plugin):
        pm.register(plugin, plugin.__name__)
    return Datasette(
        immutables=[str(database)],
        metadata=metadata(
            dataset.package,
            str(dataset.folder),
            table_columns(database),
            attribution=attribution,
            licence=licence,
            licence_url=licence_url,
            host=host,
        ),
        settings=SETTINGS,
        template_dir=str(HERE / "templates"),
        static_mounts=[("explorer", str(HERE / "static"))],
    )


def serve(made: "Datasette", *, host: str, port: int, browse: bool) -> None:
    """Serves it until it is stopped; `browse` opens the default browser on it."""
    if browse:
        webbrowser.open(f"http://{host}:{port}/")
    web_server(made, host=host, port=port).run()


def web_server(made: "Datasette", *, host: str, port: int) -> "uvicorn.Server":
    """The server of the explorer, not yet running."""
    import uvicorn

    return uvicorn.Server(uvicorn.Config(made.app(), host=host, port=port, log_level="warning", lifespan="on"))
