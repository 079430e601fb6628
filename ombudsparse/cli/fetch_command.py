"""The command that downloads decisions: `fetch`."""

import datetime as dt
import sys
from pathlib import Path
from typing import Annotated

import typer

from ombudsparse.errors import OmbudsparseError

_SOME_FAILED, STOPPED = 1, 3  # as for `parse`: 2 is usage


def add_fetch_command(app: typer.Typer) -> None:
    """Adds the command to `app`."""
    app.command("fetch")(fetch_command)


def fetch_command(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder of the pages.")],
    contact: Annotated[
        str,
        typer.Option(
            "--contact",
            metavar="EMAIL|URL",
            envvar="OMBUDSPARSE_CONTACT",
            help="Your e-mail or web address, which the site is told with each request.",
        ),
    ],
    since: Annotated[
        dt.datetime | None,
        typer.Option("--since", metavar="DATE", formats=["%Y-%m-%d"], help="Only decisions of this day or later."),
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="At most N decisions.")] = None,
    refresh: Annotated[bool, typer.Option("--refresh", help="Ask again for kept pages, in case they changed.")] = False,
    site: Annotated[str | None, typer.Option("--site", metavar="URL", help="Another site of the same layout.")] = None,
) -> None:
    """Download published decisions, slowly, into a folder; run again to go on.

    Obeys the site’s robots.txt, asks for one page a second at most, and keeps each page as it came in
    DIR/decisions, with its address, time and SHA-256 in DIR/manifest.jsonl.
    Exit status: 0 all fetched, 1 some failed, 2 usage, 3 stopped.

    [bold]Example[/bold]

    $ ombudsparse fetch --out pages --contact you@example.org --since 2025-10-01 --limit 50
    """
    from ombudsparse.fetch.client import SITE, PoliteClient, Settings  # --help need not wait for the client
    from ombudsparse.fetch.run import fetch

    try:
        settings = Settings(contact, site or SITE)
    except OmbudsparseError as error:
        raise typer.BadParameter(str(error)) from error
    try:
        with PoliteClient(settings) as client:
            done = fetch(out, client, since.date() if since else None, limit, refresh, _tell)
    except (OmbudsparseError, OSError) as error:
        _tell(str(error))
        raise typer.Exit(STOPPED) from error
    for message in done.failed:
        _tell(message)
    _tell(f"{done.new} fetched, {done.known} already there, {len(done.failed)} failed")
    if done.failed:
        raise typer.Exit(_SOME_FAILED)


def _tell(message: str) -> None:
    sys.stderr.write(message + "\n")
    sys.stderr.flush()
