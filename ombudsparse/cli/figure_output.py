"""How the commands of the analysis put out their figures: as tables to read, as JSON and as CSV."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from ombudsparse.cli.screen import show, tell, write
from ombudsparse.errors import OmbudsparseError
from ombudsparse.present.terminal.figure_tables import section, sections
from ombudsparse.present.terminal.figures import FigureRow, Figures

if TYPE_CHECKING:
    import pandas as pd

NOT_THERE = 3  # no dataset, or nothing in it by that name; 2 is typer's, for usage
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a dataset, as `build` makes it.")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON: the rows, and their notes.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="CSV: the rows; their notes go to standard error.")]
Behind = Annotated[
    bool, typer.Option("--evidence", help="What each row counts: references, sentences, where they stand, links.")
]


@contextmanager
def told() -> Iterator[None]:
    """What is not there, or cannot be computed as asked, is one line on standard error, and the exit status."""
    try:
        yield
    except OmbudsparseError as error:
        tell(str(error))
        raise typer.Exit(NOT_THERE) from error


def one_form(*chosen: bool) -> None:
    """Raises BadParameter where more than one form of output is asked for."""
    if sum(chosen) > 1:
        raise typer.BadParameter("choose one of --json and --csv")


def figures_of(
    result: "pd.DataFrame",
    title: str,
    *,
    behind: bool = False,
    shown: "pd.DataFrame | None" = None,
    notes: Sequence[str] = (),
    sides: tuple[str, str] = ("a", "b"),
) -> Figures:
    """A result of the analysis as plain rows, those of `shown` where not all are to be; further `notes` come last.

    `behind`: with the rows that each row counts.
    """
    from ombudsparse import analysis

    rows = result if shown is None else shown
    provenance: Mapping[str, Any] = result.attrs["ombudsparse"]
    counted = [analysis.evidence(rows.iloc[place], result) for place in range(len(rows))] if behind else []
    return Figures(
        measure=provenance["measure"],
        title=title,
        keys=tuple(provenance["keys"]),
        columns=tuple(map(str, rows.columns)),
        rows=tuple(plain_rows(rows)),
        notes=(*analysis.notes(result), *notes),
        evidence=tuple(tuple(plain_rows(each)) for each in counted),
        sides=sides,
    )


def plain_rows(frame: "pd.DataFrame") -> list[FigureRow]:
    """The rows of a frame as dicts of text, numbers, booleans and dates, None where a value is missing."""
    values = frame.astype(object).where(frame.notna(), None)
    return [{str(name): _plain(cell) for name, cell in row.items()} for row in values.to_dict("records")]


def _plain(cell: Any) -> Any:
    if isinstance(cell, dt.datetime):
        return cell.date()
    return cell.item() if hasattr(cell, "item") else cell


def put_out(figures: Figures, as_json: bool, as_csv: bool, *, drawn: bool = False) -> None:
    """One result in the form asked for; `drawn`: rates on a scale too, for a reader."""
    if as_json:
        write_json(json_of(figures))
    elif as_csv:
        _write_csv(figures)
    else:
        show(section(figures, drawn=drawn))


def put_out_all(every: Sequence[Figures], as_json: bool, as_csv: bool) -> None:
    """Several results in the form asked for."""
    if as_json:
        write_json({"figures": [json_of(figures) for figures in every]})
    elif as_csv:
        write_long_csv(every)
    else:
        show(*sections(every))


def write_json(value: object) -> None:
    """`value` as JSON on standard output."""
    write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n")


def json_of(figures: Figures) -> dict[str, Any]:
    """Measure, by, rows (each with its evidence, where that was asked for) and notes."""
    rows: list[FigureRow] = list(figures.rows)
    if figures.evidence:
        rows = [{**row, "evidence": counted} for row, counted in zip(rows, figures.evidence, strict=True)]
    return {"measure": figures.measure, "by": figures.keys, "rows": rows, "notes": figures.notes}


def _write_csv(figures: Figures) -> None:
    """The rows, or with evidence what they count, as CSV; the notes go to standard error."""
    if figures.evidence:
        _write_rows(None, [row for counted in figures.evidence for row in counted])
    else:
        _write_rows(figures.columns, figures.rows)
    tell(*figures.notes)


def write_long_csv(every: Sequence[Figures]) -> None:
    """Several figures as one CSV of measure, group, figure and value; or what they count, each row with its measure."""
    if any(figures.evidence for figures in every):
        counted = [{"measure": each.measure, **row} for each in every for behind in each.evidence for row in behind]
        _write_rows(None, counted)
    else:
        _write_rows(("measure", "group", "figure", "value"), [row for each in every for row in _long(each)])
    tell(*dict.fromkeys(note for each in every for note in each.notes))


def _long(figures: Figures) -> Iterator[FigureRow]:
    for row in figures.rows:
        group = "; ".join("not stated" if row[key] is None else str(row[key]) for key in figures.keys)
        for name in figures.columns:
            if name not in figures.keys:
                yield {"measure": figures.measure, "group": group, "figure": name, "value": row[name]}


def _write_rows(columns: Sequence[str] | None, rows: Sequence[FigureRow]) -> None:
    """Rows as CSV; `columns` are all that any row has where they are not given."""
    from ombudsparse.dataset.csv_text import csv_text

    names = columns or tuple(dict.fromkeys(name for row in rows for name in row))
    write(csv_text(names, [{name: _cell(row.get(name)) for name in names} for row in rows]))


def _cell(value: Any) -> Any:
    """Numbers without exponents, which the guard against formulas would take for text."""
    return Decimal(str(value)) if isinstance(value, float) else value


def in_words(parts: Iterable[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    first, *rest = reversed(list(parts))
    return f"{', '.join(reversed(rest))} and {first}" if rest else first
