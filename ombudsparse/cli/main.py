"""The command line. Data goes to standard output, everything else to standard error."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer
from rich.console import RenderableType
from rich.rule import Rule

from ombudsparse._version import __version__
from ombudsparse.cli.analysis_commands import add_analysis_commands
from ombudsparse.cli.cases_command import add_cases_command
from ombudsparse.cli.dataset_commands import add_dataset_commands
from ombudsparse.cli.explore_command import add_explore_command
from ombudsparse.cli.fetch_command import add_fetch_command
from ombudsparse.cli.plain_help import PlainTyper
from ombudsparse.cli.screen import show, tell, write
from ombudsparse.cli.view_command import add_view_command
from ombudsparse.dataset.csv_text import csv_text
from ombudsparse.errors import OmbudsparseError, UnreadableSource
from ombudsparse.present.plain import plain
from ombudsparse.present.terminal.history import EPISODE_FIELDS, episode_rows, history
from ombudsparse.present.terminal.summary import summary, timeline_page
from ombudsparse.present.wording import one_line
from ombudsparse.report import Determination
from ombudsparse.schema import Table, columns
from ombudsparse.tables.rows import rows

_SOME_FAILED, _NONE_READ = 1, 3  # 2 is typer's, for usage
_REPORT_ENDINGS = (".html", ".htm", ".pdf", ".txt")
DRAWN = (".svg", ".png", ".html", ".json")
Read = Iterator[tuple[str, Determination]]
app = PlainTyper(
    name="ombudsparse",
    rich_markup_mode="rich",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
add_dataset_commands(app)
add_analysis_commands(app)
add_cases_command(app)
add_explore_command(app)
add_fetch_command(app)
add_view_command(app)
_Evidence = Annotated[
    bool, typer.Option("--evidence", help="Give each record with its words in the report and where they stand.")
]


def main() -> None:
    """The `ombudsparse` command. Exits 0 all read, 1 some failed, 2 usage, 3 none read."""
    app(prog_name="ombudsparse")


@app.callback(invoke_without_command=True)
def _about(version: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False) -> None:
    """Read Housing Ombudsman (England) determination reports into records and timelines."""
    if version:
        typer.echo(f"ombudsparse {__version__}")
        raise typer.Exit


@app.command("parse")
def parse_command(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE", help="Reports (HTML, PDF, text) or folders of them; - is standard input."),
    ],
    as_json: Annotated[
        bool, typer.Option("--json", help="JSON: an object for one FILE, an array where several are named.")
    ] = False,
    as_jsonl: Annotated[bool, typer.Option("--jsonl", help="JSON Lines: one report a line.")] = False,
    table: Annotated[
        Table | None, typer.Option("--csv", metavar="TABLE", help=f"CSV of one table: {', '.join(Table)}.")
    ] = None,
    evidence: _Evidence = False,
) -> None:
    """Print what reports say: a readable summary, or data.

    Each FILE that cannot be read is one line, NAME: message, on standard error; the others go on.
    Exit status: 0 all read, 1 some failed, 2 usage, 3 none read.

    [bold]Examples[/bold]

    $ ombudsparse parse report.html

    $ ombudsparse parse --csv findings reports/*.pdf > findings.csv

    $ ombudsparse parse --json --evidence - < report.txt
    """
    if sum((as_json, as_jsonl, table is not None)) > 1:
        raise typer.BadParameter("choose one of --json, --jsonl and --csv")
    files = [each for name in files for each in _reports_of(name)]
    failed: list[str] = []
    read = _read_each(files, failed)
    if table:
        _write_csv(read, table, evidence)
    elif as_jsonl:
        for name, found in read:
            write(_json(plain(found, name, evidence=evidence)))
    elif as_json:
        made = [plain(found, name, evidence=evidence) for name, found in read]
        if len(files) > 1:
            write(_json(made, indent=2))
        elif made:
            write(_json(made[0], indent=2))
    else:
        _print(read, lambda name, found: summary(found, name, evidence=evidence))
    _leave(len(files), len(failed))


@app.command("timeline")
def timeline_command(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A report: HTML, PDF or text; - is standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="JSON: an array of events.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV: the table events.")] = False,
    evidence: _Evidence = False,
    as_episodes: Annotated[
        bool, typer.Option("--episodes", help="Each happening once, however often it is told of; and response times.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="PATH", help="Draw it to a file: .svg, .png, .html or .json.")
    ] = None,
) -> None:
    """Print the dated events of a report in order of date, or draw them.

    Exit status: 0 read, 1 read and not drawn, 2 usage, 3 not read.

    [bold]Examples[/bold]

    $ ombudsparse timeline report.pdf

    $ ombudsparse timeline --csv --evidence report.html > timeline.csv

    $ ombudsparse timeline report.html --out timeline.svg
    """
    if sum((as_json, as_csv, out is not None)) > 1:
        raise typer.BadParameter("choose one of --json, --csv and --out")
    if evidence and as_episodes:
        raise typer.BadParameter("--episodes gives spans as it is; leave out --evidence")
    if out is not None and out.suffix not in DRAWN:
        raise typer.BadParameter(f"--out must end in one of: {', '.join(DRAWN)}")
    failed: list[str] = []
    read = _read_each([file], failed)
    if out is not None:
        _draw(read, out)
    elif as_episodes and as_csv:
        for _, found in read:
            write(csv_text(EPISODE_FIELDS, episode_rows(found)))
    elif as_episodes and as_json:
        for _, found in read:
            write(_json(found.episodes(), indent=2))
    elif as_episodes:
        _print(read, lambda name, found: history(found, name))
    elif as_csv:
        _write_csv(read, Table.EVENTS, evidence, order=_by_date)
    elif as_json:
        for name, found in read:
            write(_json(sorted(plain(found, name, evidence=evidence)["events"], key=_by_date), indent=2))
    else:
        _print(read, lambda name, found: timeline_page(found, name, evidence=evidence))
    _leave(1, len(failed))


def _draw(read: Read, out: Path) -> None:
    for _, found in read:
        from ombudsparse.plots import save_timeline  # altair is an extra, and slow to import

        try:
            save_timeline(found, out)
        except OmbudsparseError as error:
            tell(str(error))
            raise typer.Exit(_SOME_FAILED) from None


def _reports_of(name: str) -> list[str]:
    """The reports of a folder by name, where `name` is one; else that name itself."""
    folder = Path(name)
    if name == "-" or not folder.is_dir():
        return [name]
    return sorted(str(path) for path in folder.rglob("*") if path.suffix.lower() in _REPORT_ENDINGS) or [name]


def read_named_report(name: str) -> Determination:
    """The report in the file `name`, or on standard input for "-"."""
    if name.startswith(("http://", "https://")):
        raise UnreadableSource(
            f"{name}: parse reads files; save the page and name the file, or download published decisions politely "
            "with `ombudsparse fetch`"
        )
    from ombudsparse.pipeline import parse  # the readers and spaCy take a second to import; --help need not wait

    return parse(sys.stdin.buffer.read() if name == "-" else Path(name))


def _read_each(names: list[str], failed: list[str]) -> Read:
    """Each report that can be read, with the name of its file. The others are told of, and added to `failed`."""
    for name in names:
        called = os.fsencode(name).decode("utf-8", "replace")
        try:
            found = read_named_report(name)
        except OmbudsparseError as error:
            message = str(error).removeprefix(f"{name}: ")
        except Exception as error:  # noqa: BLE001 - told below: one report must not stop the others
            message = f"a fault of ombudsparse, please report it: {error!r}"
        else:
            yield called, found
            continue
        failed.append(called)
        sys.stderr.write(f"{one_line(called, None)}: {one_line(message, None)}\n")
        sys.stderr.flush()


def _leave(named: int, failed: int) -> None:
    if failed:
        raise typer.Exit(_NONE_READ if failed == named else _SOME_FAILED)


def _print(read: Read, page: Callable[[str, Determination], RenderableType]) -> None:
    """Prints a page for each report, a rule between them."""
    for position, (name, found) in enumerate(read):
        if position:
            show(Rule(style="dim"))
        show(page(name, found))


def _write_csv(read: Read, table: Table, evidence: bool, order: Callable[[Any], Any] | None = None) -> None:
    """Writes the rows of each report as soon as it is read, `order` giving the key to sort them by."""
    names = columns(table, evidence=evidence)
    write(csv_text(names))
    for name, found in read:
        made = rows(found, table, name, evidence=evidence)
        write(csv_text(names, sorted(made, key=order) if order else made, header=False))


def _by_date(event: Any) -> tuple[str, str]:
    """Sorts the plain values of an event, or its row, whose columns have other names."""
    first, last = ("earliest", "latest") if "earliest" in event else ("start", "end")
    return str(event[first]), str(event[last])


def _json(value: object, *, indent: int = 0) -> str:
    encoded = msgspec.json.encode(value)
    return (msgspec.json.format(encoded, indent=indent) if indent else encoded).decode() + "\n"
