"""The commands that make a dataset and ask it: `build` and `query`."""

import shutil
import sys
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from ombudsparse.cli.screen import show, tell, write
from ombudsparse.collection.exports import ExportForm

if TYPE_CHECKING:
    from ombudsparse.collection.changes import Change
    from ombudsparse.dataset.build import Built

_LISTED = 100  # failures that are named at the end of a build
_SOME_FAILED, _NONE_READ = 1, 3  # as for `parse`
_CHUNK = 1000  # rows of an answer that are written at a time


def add_dataset_commands(app: typer.Typer) -> None:
    """Adds the commands to `app`."""
    app.command("build")(build_command)
    app.command("changes")(changes_command)
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
    add: Annotated[bool, typer.Option("--add", help="Add to the dataset in DIR: what it holds stays.")] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Take the place of the dataset in DIR, also where cases are lost.")
    ] = False,
    fresh: Annotated[
        bool, typer.Option("--fresh/--resume", help="Read everything anew, or go on where the last build stopped.")
    ] = False,
    retry: Annotated[
        bool, typer.Option("--retry", help="Try again what failed in an earlier build, and read what is new.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 if any report failed.")] = False,
    also: Annotated[
        list[ExportForm] | None,
        typer.Option("--also", metavar="FORM", help=f"Save as {', '.join(ExportForm)} too; repeatable."),
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
    memory: Annotated[
        int, typer.Option("--memory-limit", min=500, metavar="MB", help="Memory for the process that reads reports.")
    ] = 2000,
) -> None:
    """Read many reports into a dataset of Parquet files.

    A dataset that DIR holds loses no case unasked: --add keeps what it holds beside what is new, --replace takes it
    away, and without either you are asked, or the build ends, where a case would go. Files made with --also are made
    again when the tables change.
    Of several reports of one case the one with the latest date of decision or amendment is kept, then a page before a
    text before a PDF, then the one with the fewest problems; a joint decision published under each of its references
    is one case. The others are rows of `problems`.
    Reports that were read before and are unchanged are not read again. Those that fail are listed at the end and are
    rows of `problems`; they are remembered too, and tried again when their content or the parser changes, with
    --retry, with --fresh, or with a higher limit if they took too long or too much memory.
    Exit status: 0 done, 1 some failed and --strict, 2 usage, 3 no report could be read or nothing be written.

    [bold]Examples[/bold]

    $ ombudsparse build reports/ --out dataset

    $ ombudsparse build pages/decisions --add --out dataset

    $ ombudsparse build decisions.db 'more/*.pdf' --out dataset --workers 4 --also sqlite
    """
    from ombudsparse.collection.exports import keep_exports, refuse_foreign_exports
    from ombudsparse.dataset.build import TakesAway, build
    from ombudsparse.errors import DatasetError

    if add and replace:
        raise typer.BadParameter("choose one of --add and --replace")

    def built(fresh: bool, retry: bool, replace: bool) -> "Built":
        return build(
            sources,
            out,
            workers=workers,
            progress=True,
            fresh=fresh,
            retry=retry,
            add=add,
            replace=replace,
            attribution=attribution,
            seconds=seconds,
            memory=memory,
        )

    try:
        refuse_foreign_exports(out, also or ())
        try:
            done = built(fresh, retry, replace)
        except TakesAway as error:
            if not (sys.stdin.isatty() and sys.stderr.isatty()):
                raise
            tell(str(error))
            if not typer.confirm("Take them away?", err=True):
                raise typer.Exit(_NONE_READ) from error
            done = built(False, False, True)
        kept = keep_exports(out, also or ())
        _tell_failures(out, done.failures)
    except DatasetError as error:
        tell(str(error))
        raise typer.Exit(_NONE_READ) from error
    tell(*kept, *_in_words(done))
    if not done.cases:
        raise typer.Exit(_NONE_READ)
    if strict and done.failures:
        raise typer.Exit(_SOME_FAILED)


def _tell_failures(folder: Path, failures: int) -> None:
    """A line for each source that failed, with its name and the reason."""
    from ombudsparse.dataset.held_cases import failures_of

    if failures:
        shown = islice(failures_of(folder).items(), _LISTED)
        tell(*(f"{source}: {message}" for source, (_, message) in shown))
    if failures > _LISTED:
        tell(f"… and {failures - _LISTED:,} more that failed: see the table problems")


def _in_words(done: "Built") -> list[str]:
    """What a build did, a line a thing."""
    cases = f"{done.cases:,} cases" + (f" ({done.held:,} of them from before)" if done.held else "")
    lines = [
        f"{done.sources:,} sources: {cases}, {done.duplicates:,} duplicates, {done.failures:,} failed"
        + (" (see the table problems)" if done.failures else "")
        + (f", {done.remembered:,} of them before: --retry tries them again" if done.remembered else "")
    ]
    if done.duplicates:
        lines.append("of several reports of a case the latest is kept, then a page before a text before a PDF")
    if done.replaced:
        lines.append(f"{done.replaced:,} cases that were there before are gone")
    return lines


def changes_command(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The folder of the older dataset.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The folder of the newer dataset.")],
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV: a row a change.")] = False,
    as_jsonl: Annotated[bool, typer.Option("--jsonl", help="Print JSON Lines: a change a line.")] = False,
) -> None:
    """Tell what is other in a dataset than in an older one.

    Cases that were added or are gone; cases that were amended, or whose report has changed; and values that read
    differently although the report is the same, since another version read it. Each value stands with what it was, and
    with the words of the report behind it.
    Keep a copy of a dataset before you add to it: that is OLD.
    Exit status: 0 told, also where nothing changed, 2 usage, 3 no dataset.

    [bold]Examples[/bold]

    $ cp -r dataset before

    $ ombudsparse build pages/decisions --add --out dataset

    $ ombudsparse changes before dataset
    """
    from ombudsparse.collection.changes import Change, changes_between
    from ombudsparse.collection.dataset import Dataset
    from ombudsparse.dataset.csv_text import csv_lines
    from ombudsparse.errors import DatasetError

    if as_csv and as_jsonl:
        raise typer.BadParameter("choose one of --csv and --jsonl")
    counts: Counter[str] = Counter()
    cases: dict[str, set[str]] = {}
    try:
        names = Change.__struct_fields__
        if as_csv:
            write(csv_lines([names]))
        for change in changes_between(Dataset(old), Dataset(new)):
            counts[change.kind] += 1
            cases.setdefault(change.kind, set()).add(change.case_reference)
            if as_csv:
                write(csv_lines([[getattr(change, name) for name in names]]))
            elif as_jsonl:
                write(msgspec.json.encode(change).decode() + "\n")
            else:
                write(_told(change))
    except DatasetError as error:
        tell(str(error))
        raise typer.Exit(_NONE_READ) from error
    kinds = [f"{len(cases[kind]):,} {kind.replace('_', ' ')}" for kind in sorted(counts)]
    tell(f"cases: {', '.join(kinds)}" if kinds else "nothing changed")


def _told(change: "Change") -> str:
    """A change for a reader: a line, and the words of the report below it."""
    from ombudsparse.present.wording import one_line

    where = change.table + (f" {change.row}" if change.row else "") + (f", {change.column}" if change.column else "")
    kind = change.kind.replace("_", " ")
    if change.kind in ("added", "gone"):
        return f"{change.case_reference}  {kind}  {one_line(change.new or change.old or '', 120)}\n"
    values = " → ".join(one_line(value, 120) if value else "nothing" for value in (change.old, change.new))
    words = [words for words in (change.old_evidence, change.new_evidence) if words]
    quoted = "".join(f"    “{one_line(each, 160)}”\n" for each in dict.fromkeys(words))
    return f"{change.case_reference}  {kind}  {where}: {values}\n{quoted}"


def query_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a dataset.")],
    sql: Annotated[str, typer.Argument(metavar="SQL", help="A query in DuckDB's SQL over the tables of the dataset.")],
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON: an array of objects.")] = False,
    beside: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="NAME=FILE", help="A CSV or Parquet file as a further table; repeatable."),
    ] = None,
) -> None:
    """Ask a dataset in SQL.

    A query reads the tables of the dataset and those named by --with, and nothing else: no other file, no address; it
    changes nothing.

    Tables: determinations, heads, findings, orders, recommendations, awards, events, milestones, conflicts,
    citations, problems, sources; "DESCRIBE events" tells the columns of one.
    Exit status: 0 answered, 2 usage, 3 no dataset or no answer.

    [bold]Examples[/bold]

    $ ombudsparse query dataset "SELECT outcome, count(*) FROM findings GROUP BY outcome ORDER BY 2 DESC"

    $ ombudsparse query dataset "SELECT * FROM orders WHERE amount > 1000" --csv > orders.csv

    $ ombudsparse query dataset --with stock=stock.csv "SELECT * FROM determinations JOIN stock USING (landlord)"
    """
    from ombudsparse.dataset.stores.sql_query import query
    from ombudsparse.errors import DatasetError

    if as_csv and as_json:
        raise typer.BadParameter("choose one of --json and --csv")
    files = {}
    for named in beside or ():
        name, divider, path = named.partition("=")
        if not (name and divider and path):
            raise typer.BadParameter("--with takes NAME=FILE")
        files[name] = Path(path)
    try:
        with query(folder, sql, files) as (names, rows):
            if as_csv:
                _print_csv(names, rows)
            elif as_json:
                told = [dict(zip(names, row, strict=True)) for row in rows]
                write(msgspec.json.encode(told, enc_hook=str).decode() + "\n")
            else:
                from ombudsparse.present.terminal.answer_table import answer_table

                show(answer_table(names, list(rows), shutil.get_terminal_size().columns))
    except DatasetError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(_NONE_READ) from error


def _print_csv(names: list[str], rows: Any) -> None:
    from ombudsparse.dataset.csv_text import csv_lines

    write(csv_lines([names]))
    while chunk := list(islice(rows, _CHUNK)):
        write(csv_lines(chunk))
