"""The command that makes a page to read: `view`."""

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ombudsparse.cli.screen import tell

if TYPE_CHECKING:
    from ombudsparse.collection.stored_case import StoredCase
    from ombudsparse.report import Determination

NOT_WRITTEN, _NONE_READ = 1, 3  # as for `timeline`: 2 is usage
_REFERENCE = re.compile(r"\d{9}|unreferenced-[0-9a-f]{12}")  # of a case in a dataset; see dataset/tables.py
DATASET = Path("dataset")


def add_view_command(app: typer.Typer) -> None:
    """Adds the command to `app`."""
    app.command("view")(view_command)


def view_command(
    report: Annotated[
        str,
        typer.Argument(
            metavar="FILE|REFERENCE",
            help="A report: HTML, PDF or text; - is standard input. Or the reference of a case in a dataset.",
        ),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="PATH", help="The page to write.")],
    page: Annotated[
        bool, typer.Option("--page", help="Write pictures of the pages of a PDF, its records marked, instead.")
    ] = False,
    pictures: Annotated[
        bool, typer.Option("--pictures", help="Put the pictures of a PDF's pages into the page, beside the words.")
    ] = False,
    dataset: Annotated[
        Path | None,
        typer.Option("--dataset", metavar="DIR", help="The dataset that has the case REFERENCE; by default ./dataset."),
    ] = None,
) -> None:
    """Write one report as a page to read in a browser: its text beside its records, each linked to its words.

    The page needs no network, and can be sent and printed. A case of a dataset is read from its source again or, if
    that is gone, made from the dataset, without the rest of the text; the page says so.
    Exit status: 0 written, 1 read and not written, 2 usage, 3 not read.

    [bold]Examples[/bold]

    $ ombudsparse view report.html --out page.html

    $ ombudsparse view 202433871 --dataset dataset --out page.html

    $ ombudsparse view report.pdf --page --out page.png

    $ ombudsparse view report.pdf --pictures --out page.html
    """
    from ombudsparse.dataset.stores.replacing import replacing  # --help need not wait for the readers
    from ombudsparse.errors import DatasetError, OmbudsparseError, UnreadableSource
    from ombudsparse.present.html.report_page import reading_view

    if out.exists() and Path(report).exists() and out.samefile(report):
        raise typer.BadParameter("--out names the report itself; name another file")
    try:
        case = _case(report, dataset)
    except OmbudsparseError as error:
        tell(_message(report, error))
        raise typer.Exit(_NONE_READ) from error
    for notice in case.notices:
        tell(f"{report}: {notice}")
    try:
        if page:
            _write_pictures(case.determination, out)
            return
        shown = dict(_pictures(case.determination)) if pictures else {}
        text = reading_view(case.determination, case.name, notices=case.notices, excerpts=case.excerpts, pictures=shown)
        with replacing(out) as path:
            path.write_bytes(text.encode("utf-8", "replace"))
    except UnreadableSource as error:
        raise typer.BadParameter(str(error)) from error
    except DatasetError as error:
        tell(str(error))
        raise typer.Exit(NOT_WRITTEN) from error


def _write_pictures(found: "Determination", out: Path) -> None:
    """Writes the picture of each page: the first to `out`, the others beside it, their numbers in their names."""
    from ombudsparse.dataset.stores.replacing import replacing

    for number, picture in _pictures(found):
        name = out if number == 1 else out.with_stem(f"{out.stem}-{number}")
        with replacing(name) as path:
            path.write_bytes(picture)


def _pictures(found: "Determination") -> Iterator[tuple[int, bytes]]:
    """Each page, from 1, and its picture as PNG, one at a time. Raises UnreadableSource where the report is no PDF."""
    for number in range(1, max(1, len(found.document.page_starts)) + 1):
        held = BytesIO()
        found.page_image(number).save(held, "PNG")
        yield number, held.getvalue()


def _case(report: str, dataset: Path | None) -> "StoredCase":
    """The case that `report` names: in a dataset where one is given, or where it is a reference and no file."""
    from ombudsparse.collection.stored_case import StoredCase, case_of

    if dataset is not None or (_REFERENCE.fullmatch(report) and not Path(report).exists()):
        return case_of(dataset or DATASET, report)
    from ombudsparse.pipeline import parse

    read = sys.stdin.buffer.read() if report == "-" else Path(report)
    return StoredCase(parse(read), "standard input" if report == "-" else Path(report).name)


def _message(report: str, error: Exception) -> str:
    return f"{report}: {str(error).removeprefix(f'{report}: ')}"
