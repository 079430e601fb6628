"""The commands that print one landlord, and one case, of a dataset: `landlord` and `case`."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from ombudsparse.cli.figure_output import (
    AsCsv,
    AsJson,
    Behind,
    Folder,
    json_of,
    one_form,
    plain_rows,
    told,
    write_json,
    write_long_csv,
)
from ombudsparse.cli.measure_names import TITLES, Measure, measured
from ombudsparse.cli.screen import show, write
from ombudsparse.errors import AnalysisError, DatasetError
from ombudsparse.present.terminal.figure_tables import sections
from ombudsparse.present.terminal.figures import Figures
from ombudsparse.present.terminal.landlord_page import LandlordFacts, Link, landlord_head
from ombudsparse.records import Outcome
from ombudsparse.schema import SOURCES, Table, columns

if TYPE_CHECKING:
    from ombudsparse.analysis.cases import Tables
    from ombudsparse.schema import Row

GRAVEST = 5  # cases that a landlord's page names
_NEAR = 3  # names that are offered for one that the dataset does not have
_GRAVITY = {outcome.value: place for place, outcome in enumerate(Outcome)}


def add_page_commands(app: typer.Typer) -> None:
    """Adds the commands to `app`."""
    app.command("landlord")(landlord_command)
    app.command("case")(case_command)


def landlord_command(
    folder: Folder,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The landlord, in any way that reports name it.")],
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    behind: Behind = False,
) -> None:
    """Print one landlord's page: its rate by year, outcomes, money, answers, orders, and gravest cases.

    Cases of the bodies that it followed, or that followed it, are not added to its own.
    Exit status: 0 printed, 2 usage, 3 no dataset, or no such landlord in it.

    [bold]Examples[/bold]

    $ ombudsparse landlord dataset "Lambeth Council"

    $ ombudsparse landlord dataset "Lambeth Council" --evidence > lambeth.txt
    """
    one_form(as_json, as_csv)
    with told():
        from ombudsparse.analysis import intra_case_correlation
        from ombudsparse.collection.dataset import load

        whole = load(folder)
        found, cases = cases_of_landlord(whole, name)
        facts = _facts(found, cases)
        figures = [*_figures(cases, behind, intra_case_correlation(whole)), _gravest(cases, behind)]
        if as_json:
            write_json({"landlord": msgspec.to_builtins(facts), "figures": [json_of(each) for each in figures]})
        elif as_csv:
            write_long_csv(figures)
        else:
            show(landlord_head(facts), *sections(figures, drawn=True))


def case_command(
    folder: Folder,
    reference: Annotated[str, typer.Argument(metavar="REFERENCE", help="The reference of the case.")],
    as_json: Annotated[bool, typer.Option("--json", help="JSON: the rows of each table.")] = False,
    table: Annotated[
        Table | None, typer.Option("--csv", metavar="TABLE", help=f"CSV of one table: {', '.join(Table)}.")
    ] = None,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="Give each record with its words in the report and where they stand.")
    ] = False,
) -> None:
    """Print one case of a dataset, as `parse` prints a report, without reading the report again.

    Exit status: 0 printed, 2 usage, 3 no dataset, or no such case in it.

    [bold]Examples[/bold]

    $ ombudsparse case dataset 202433871

    $ ombudsparse case dataset 202433871 --csv orders --evidence
    """
    one_form(as_json, table is not None)
    with told():
        from ombudsparse.collection.restored_records import determination_of_rows
        from ombudsparse.dataset.csv_text import csv_text
        from ombudsparse.present.terminal.case_page import case_page

        tables, source = _rows_of_case(folder, reference)
        if table:
            write(csv_text(columns(table, evidence=evidence), tables[table]))
        elif as_json:
            write_json({SOURCES: [source]} | {
                name: [{column: row[column] for column in columns(name, evidence=evidence)} for row in rows]
                for name, rows in tables.items()
            })  # fmt: skip
        else:
            show(case_page(determination_of_rows(tables), source, evidence=evidence))


def cases_of_landlord(of: "Tables", name: str) -> tuple[str, "Tables"]:
    """The landlord of the dataset that is meant by `name`, and its cases alone.

    Raises AnalysisError, with the nearest that there are, where it has none.
    """
    from rapidfuzz import fuzz, process, utils

    from ombudsparse.analysis.cases import case_keys, only
    from ombudsparse.landlords.names import fold_name, key
    from ombudsparse.landlords.resolve import landlord

    cases = case_keys(of)
    names = [str(each) for each in cases["landlord"].unique()]
    alike = [
        each for each in names if key(fold_name(each)) == key(fold_name(name))
    ]  # of a name that the table does not have
    found = next((each for each in (name, landlord(name).name) if each in names), None)
    if found is None and len(alike) == 1:
        found = alike[0]
    if found is None:
        near = process.extract(name, names, scorer=fuzz.WRatio, processor=utils.default_process, limit=_NEAR)
        nearest = ", ".join(f"{each!r}" for each, _, _ in near)
        raise AnalysisError(
            f"no case has the landlord {name!r}; the nearest of {len(names):,}: {nearest}" if near
            else "the dataset has no cases"
        )  # fmt: skip
    return found, only(of, cases.loc[cases["landlord"] == found, "case_reference"])


def is_resolved(cases: "Tables") -> bool:
    """Whether the table of landlords has the landlord of these cases."""
    return bool(cases.determinations["landlord_canonical"].notna().any())


def _facts(name: str, cases: "Tables") -> LandlordFacts:
    from ombudsparse.analysis.cases import case_keys
    from ombudsparse.landlords.resolve import landlord
    from ombudsparse.landlords.table import built_in

    rows = plain_rows(case_keys(cases))
    printed = cases.determinations["landlord"].dropna().value_counts()
    dates = [row["date"] for row in rows if row["date"]]
    resolved = is_resolved(cases)
    known = landlord(name)
    before = [(origin, link) for origin, link in built_in().successors.items() if link.name == name and resolved]
    return LandlordFacts(
        name=name,
        type=rows[0]["landlord_type"],
        resolved=resolved,
        cases=len(rows),
        first=min(dates, default=None),
        last=max(dates, default=None),
        printed=tuple((str(each), int(number)) for each, number in printed.items()),
        group=known.group if resolved else None,
        successors=tuple(
            Link(each.name, each.date, each.kind, each.verify) for each in known.successors if resolved
        ),
        predecessors=tuple(Link(origin, link.date, link.kind, link.verify) for origin, link in before),
    )  # fmt: skip


def _figures(cases: "Tables", behind: bool, correlation: float) -> list[Figures]:
    """The figures of a landlord's page, in order."""
    asked: Sequence[tuple[Measure, tuple[str, ...]]] = (
        (Measure.RATE, ()),
        (Measure.RATE, ("financial_year",)),
        (Measure.OUTCOMES, ("category",)),
        (Measure.COMPENSATION, ()),
        (Measure.OFFERS, ()),
        (Measure.ANSWERS, ()),
        (Measure.ORDERS, ()),
    )
    figures = [
        measured(cases, measure, by, behind=behind and (measure, by) != (Measure.RATE, ()), correlation=correlation)
        for measure, by in asked
    ]
    failings = measured(cases, Measure.FAILINGS, ("category",), title=TITLES[Measure.FAILINGS], behind=behind)
    return [*figures, failings]


def _gravest(cases: "Tables", behind: bool) -> Figures:
    """The cases with the gravest findings; of equals those with more findings upheld, then with more money ordered."""
    from ombudsparse.analysis import case_rows

    rows = plain_rows(case_rows(cases))
    rows.sort(
        key=lambda row: (
            _GRAVITY.get(row["worst_outcome"], len(_GRAVITY)), -row["upheld_findings"],
            -(row["compensation_ordered"] or 0), row["case_reference"],
        )
    )  # fmt: skip
    names = ("case_reference", "date", "worst_outcome", "upheld_findings", "findings", "compensation_ordered", "url")
    shown = rows[:GRAVEST]
    return Figures(
        measure="gravest_cases",
        title="Gravest cases",
        keys=("case_reference",),
        columns=names,
        rows=tuple({column: row[column] for column in names} for row in shown),
        notes=(
            f"{len(shown):,} of {len(rows):,} cases, by the gravest finding, then findings upheld, then money ordered; "
            "`ombudsparse case` prints one.",
        ),
        evidence=tuple((_words(row),) for row in shown) if behind else (),
    )


def _words(row: Any) -> dict[str, Any]:
    kept = ("case_reference", "landlord", "date", "worst_outcome", "source", "url")
    return {name: cell for name, cell in row.items() if name in kept or name.startswith("evidence")}


def _rows_of_case(folder: Path, reference: str) -> "tuple[dict[Table, list[Row]], Row]":
    """The rows of the case by table, and that of its source. Raises DatasetError where there are none."""
    import pyarrow.parquet as pq

    from ombudsparse.collection.dataset import load
    from ombudsparse.dataset.parquet import path_of

    load(folder)  # raises where it is no dataset

    def rows(table: str, column: str, value: str) -> "list[Row]":
        found: list[Row] = pq.read_table(path_of(folder, table), filters=[(column, "=", value)]).to_pylist()
        return found

    tables = {table: rows(table, "case_reference", reference) for table in Table}
    if not tables[Table.DETERMINATIONS]:
        raise DatasetError(f"{folder} has no case {reference}; `ombudsparse query` lists the table determinations")
    source = str(tables[Table.DETERMINATIONS][0]["source"])
    tables = {table: [row for row in found if row["source"] == source] for table, found in tables.items()}
    return tables, rows(SOURCES, "source", source)[0]
