"""The commands that make a dataset and ask it: `build` and `query`."""

from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from ombudsparse.cli.screen import show, write

_SOME_FAILED, _NONE_READ = 1, 3  # as for `parse`
_CHUNK = 1000  # rows of an answer that are written at a time


class _Form(StrEnum):
    """The forms in which a build can be saved besides Parquet."""

    CSV = "csv"
    EXCEL = "excel"
    JSONL = "jsonl"
    SQLITE = "sqlite"
    DUCKDB = "duckdb"


FILES = {
    _Form.CSV: "csv",
    _Form.EXCEL: "dataset.xlsx",
    _Form.JSONL: "dataset.jsonl",
    _Form.SQLITE: "dataset.db",
    _Form.DUCKDB: "dataset.duckdb",
}


def add_dataset_commands(app: typer.Typer) -> None:
    """Adds the commands to `app`."""
    app.command("build")(build_command)
    app.command("query")(query_command)


def build_command(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE", help="Files, folders, globs, zip, JSON Lines or SQLite files; @FILE: a list."),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder of the dataset.")],
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, metavar="N", help="Processes; by default one a core.")
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh/--resume", help="Read everything anew, or go on where the last build stopped.")
    ] = False,
    retry: Annotated[
        bool, typer.Option("--retry", help="Try again what failed in an earlier build, and read what is new.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 if any report failed.")] = False,
    also: Annotated[
        list[_Form] | None, typer.Option("--also", metavar="FORM", help=f"Save as {', '.join(_Form)} too; repeatable.")
    ] = None,
    attribution: Annotated[
        str | None, typer.Option("--attribution", help="Whom the data names as publisher of the reports.")
    ] = None,
    seconds: Annotated[
        float,
        typer.Option(
            "--time-limit", min=1, help="Seconds for one report. More than before: what took too long is tried again."
        ),
    ] = 60.0,
) -> None:
    """Read many reports into a dataset of Parquet files.

    Reports that were read before and are unchanged are not read again. Those that fail are rows of `problems`; they
    are remembered too, and tried again when their content or the parser changes, with --retry, with --fresh, or, if
    they took too long, with a longer --time-limit.
    Exit status: 0 done, 1 some failed and --strict, 2 usage, 3 no report could be read or nothing be written.

    [bold]Examples[/bold]

    $ ombudsparse build reports/ --out dataset

    $ ombudsparse build decisions.db 'more/*.pdf' --out dataset --workers 4 --also sqlite
    """
    from ombudsparse.collection.dataset import Dataset
    from ombudsparse.dataset.build import build
    from ombudsparse.errors import DatasetError

    try:
        done = build(
            sources,
            out,
            workers=workers,
            progress=True,
            fresh=fresh,
            retry=retry,
            attribution=attribution,
            seconds=seconds,
        )
        for form in also or ():
            getattr(Dataset(out), f"to_{form}")(out / FILES[form])
    except DatasetError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(_NONE_READ) from error
    typer.echo(
        f"{done.sources:,} sources: {done.cases:,} cases, {done.duplicates:,} duplicates, {done.failures:,} failed"
        + (" (see the table problems)" if done.failures else "")
        + (f", {done.remembered:,} of them before: --retry tries them again" if done.remembered else ""),
        err=True,
    )
    if not done.cases:
        raise typer.Exit(_NONE_READ)
    if strict and done.failures:
        raise typer.Exit(_SOME_FAILED)


def query_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a dataset.")],
    sql: Annotated[str, typer.Argument(metavar="SQL", help="A query in DuckDB's SQL over the tables of the dataset.")],
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON: an array of objects.")] = False,
) -> None:
    """Ask a dataset in SQL.

    Tables: determinations, heads, findings, orders, recommendations, awards, events, milestones, conflicts,
    citations, problems, sources; "DESCRIBE events" tells the columns of one.
    Exit status: 0 answered, 2 usage, 3 no dataset or no answer.

    [bold]Examples[/bold]

    $ ombudsparse query dataset "SELECT outcome, count(*) FROM findings GROUP BY outcome ORDER BY 2 DESC"

    $ ombudsparse query dataset "SELECT * FROM orders WHERE amount > 1000" --csv > orders.csv
    """
    from ombudsparse.dataset.stores.duck import query
    from ombudsparse.errors import DatasetError

    if as_csv and as_json:
        raise typer.BadParameter("choose one of --json and --csv")
    try:
        with query(folder, sql) as (names, rows):
            if as_csv:
                _print_csv(names, rows)
            elif as_json:
                told = [dict(zip(names, row, strict=True)) for row in rows]
                write(msgspec.json.encode(told, enc_hook=str).decode() + "\n")
            else:
                _print_table(names, rows)
    except DatasetError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(_NONE_READ) from error


def _print_csv(names: list[str], rows: Any) -> None:
    from ombudsparse.dataset.csv_text import csv_lines

    write(csv_lines([names]))
    while chunk := list(islice(rows, _CHUNK)):
        write(csv_lines(chunk))


def _print_table(names: list[str], rows: Any) -> None:
    from rich.table import Table
    from rich.text import Text

    from ombudsparse.present.wording import printable

    table = Table()
    for name in names:
        table.add_column(Text(printable(name)))
    for row in rows:
        table.add_row(*(Text("" if value is None else printable(str(value))) for value in row))
    show(table)
