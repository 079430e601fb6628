"""The command that serves a dataset as web pages: `explore`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

_NONE_READ = 3  # as for `parse`


def add_explore_command(app: typer.Typer) -> None:
    """Adds the command to `app`."""
    app.command("explore")(explore_command)


def explore_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a dataset, as `build` makes it.")],
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port of this machine.")] = 8001,
    host: Annotated[
        str, typer.Option("--host", help="The address to serve on; by default this machine alone can reach it.")
    ] = "127.0.0.1",
    browse: Annotated[bool, typer.Option("--open/--no-open", help="Open the browser.")] = True,
    attribution: Annotated[
        str | None, typer.Option("--attribution", help="Whom the pages credit; by default whom the dataset names.")
    ] = None,
    licence: Annotated[str | None, typer.Option("--licence", help="The licence of the reports, to be shown.")] = None,
    licence_url: Annotated[str | None, typer.Option("--licence-url", help="Where that licence stands.")] = None,
    cache: Annotated[
        Path | None, typer.Option("--cache", metavar="DIR", help="Where to keep the database that is made.")
    ] = None,
) -> None:
    """Look around in a dataset with the browser: tables, searches, questions with their rates, charts, reports.

    Needs the extra explore (Datasette). The database is made from DIR when it is first served, and again after a new
    build; nothing in it can be changed. Ctrl-C stops the server.
    Exit status: 0 served, 2 usage, 3 no dataset, or it cannot be served.

    [bold]Example[/bold]

    $ ombudsparse explore dataset
    """
    from ombudsparse.errors import OmbudsparseError
    from ombudsparse.explore.server import explorer, serve

    try:
        sys.stderr.write("Making ready; a large dataset takes a minute when it is first served.\n")
        made = explorer(
            folder, cache=cache, attribution=attribution, licence=licence, licence_url=licence_url, host=host
        )
        sys.stderr.write(f"http://{host}:{port}/ (Ctrl-C stops it)\n")
        serve(made, host=host, port=port, browse=browse)
    except OmbudsparseError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(_NONE_READ) from error
