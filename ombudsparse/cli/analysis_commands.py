"""The commands that compute figures of a dataset: `stats`, `trend` and `compare`."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ombudsparse.cli.figure_output import (
    AsCsv,
    AsJson,
    Behind,
    Folder,
    figures_of,
    in_words,
    one_form,
    put_out,
    put_out_all,
    told,
)
from ombudsparse.cli.filter_options import Given, filtered, narrowed_by
from ombudsparse.cli.measure_names import LEAST, OVERVIEW, TITLES, Measure, answers, beside_figures, measured, seen
from ombudsparse.cli.page_commands import add_page_commands, cases_of_landlord, is_resolved
from ombudsparse.present.terminal.landlord_page import UNRESOLVED
from ombudsparse.present.wording import label

if TYPE_CHECKING:
    from ombudsparse.analysis.cases import Tables

_PUBLISHED_YEAR = "2024-25"  # of the figures that the package has


class TrendMeasure(StrEnum):
    """What `trend` can count."""

    RATE = "rate"
    COMPENSATION = "compensation"
    ANSWERS = "answers"


class Grouping(StrEnum):
    """What figures can be given by; those of ombudsparse.analysis, and `severity` for money."""

    LANDLORD = "landlord"
    LANDLORD_TYPE = "landlord_type"
    CATEGORY = "category"
    YEAR = "year"
    FINANCIAL_YEAR = "financial_year"
    QUARTER = "quarter"
    MONTH = "month"
    LAYOUT = "layout"
    TENURE = "tenure"
    SEVERITY = "severity"
    GROUP = "group"
    OMBUDSMAN_CATEGORY = "ombudsman_category"


class Period(StrEnum):
    """The periods of a trend."""

    FINANCIAL_YEAR = "financial_year"
    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"


class Level(StrEnum):
    """What a rate is a share of."""

    FINDING = "finding"
    CASE = "case"


def add_analysis_commands(app: typer.Typer) -> None:
    """Adds the commands to `app`."""
    app.command("stats")(stats_command)
    app.command("trend")(trend_command)
    app.command("compare")(compare_command)
    add_page_commands(app)


@filtered()
def stats_command(
    folder: Folder,
    measure: Annotated[
        Measure | None, typer.Option("--measure", help="What to count; with --by it is the rate.", show_default=False)
    ] = None,
    by: Annotated[
        list[str] | None,
        typer.Option(
            "--by",
            metavar="GROUPING",
            show_default=False,
            help=f"A row for each of these, repeatable: any of {', '.join(Grouping)}, and columns of --landlords.",
        ),
    ] = None,
    level: Annotated[
        Level | None, typer.Option("--level", help="Rates of findings, the default, or of cases.", show_default=False)
    ] = None,
    minimum: Annotated[
        int | None,
        typer.Option("--minimum", min=1, metavar="N", help="Rows of fewer than N are marked as few; 5 by default."),
    ] = None,
    top: Annotated[int | None, typer.Option("--top", min=1, metavar="N", help="Only the first N groups.")] = None,
    sort: Annotated[
        str | None,
        typer.Option("--sort", metavar="COLUMN", help="Largest first by a column of --csv; rows of few come last."),
    ] = None,
    beside: Annotated[
        str | None,
        typer.Option(
            "--beside",
            metavar="published|CSV",
            show_default=False,
            help="Beside the figures that the Ombudsman publishes for a --year, by default 2024-25: those of the "
            "package, or of a CSV of yours.",
        ),
    ] = None,
    landlords: Annotated[
        Path | None,
        typer.Option(
            "--landlords",
            metavar="CSV",
            show_default=False,
            help="Your own table of landlords: landlord, homes, region, anything; its columns can be grouped by.",
        ),
    ] = None,
    successors: Annotated[
        bool, typer.Option("--successors", help="Count cases of merged landlords under those that followed them.")
    ] = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    behind: Behind = False,
    *,
    filters: Given,
) -> None:
    """Count what a dataset holds: rates, outcomes, money, answers, orders, times.

    Without --by and --measure it is an overview. Rates have their n and 95% interval; every table ends with notes
    that say what it counts and what it leaves out.
    Exit status: 0 counted, 2 usage, 3 no dataset.

    [bold]Examples[/bold]

    $ ombudsparse stats dataset

    $ ombudsparse stats dataset --by landlord --sort rate --top 20

    $ ombudsparse stats dataset --measure compensation --by category --csv > money.csv

    $ ombudsparse stats dataset --by financial_year --evidence

    $ ombudsparse stats dataset --measure compensation --by landlord --category "damp and mould" --year 2024-25

    $ ombudsparse stats dataset --beside published --top 20

    $ ombudsparse stats dataset --measure homes --by region --landlords homes.csv
    """
    one_form(as_json, as_csv)
    overview = measure is None and not by
    of = measure or Measure.RATE
    years = filters.pop("year", [_PUBLISHED_YEAR]) if beside else []
    if beside:
        _only_beside(measure, by, level, sort, filters, years[1:])
    else:
        _fit_together(of, overview, level, minimum, top or sort)
    with told():
        from ombudsparse.collection.dataset import load

        dataset = narrowed_by(seen(load(folder), landlords, successors), filters)
        chosen = level or Level.FINDING
        if beside:
            figures = beside_figures(dataset, beside, years[0], minimum=minimum, behind=behind, top=top)
            put_out(figures, as_json, as_csv)
        elif overview:
            every = [measured(dataset, each, level=chosen, minimum=minimum, behind=behind) for each in OVERVIEW]
            put_out_all(every, as_json, as_csv)
        else:
            figures = measured(dataset, of, by or (), level=chosen, minimum=minimum, behind=behind, top=top, sort=sort)
            put_out(figures, as_json, as_csv)


def _only_beside(*others: object) -> None:
    """Raises BadParameter where --beside is given with options that are not for it."""
    if any(others):
        raise typer.BadParameter("--beside goes with one --year, --minimum and --top alone")


def _fit_together(of: Measure, overview: bool, level: Level | None, minimum: int | None, cut: int | str | None) -> None:
    """Raises BadParameter where an option is not for the measure; `cut` is --top or --sort."""
    if level and of is not Measure.RATE:
        raise typer.BadParameter(f"--level is for rates; leave it out for {of}")
    if minimum and not overview and of not in LEAST:
        raise typer.BadParameter(f"--minimum is for {in_words(LEAST)}; leave it out for {of}")
    if overview and cut:
        raise typer.BadParameter("--top and --sort need --by or --measure")


@filtered("landlord", "year")
def trend_command(
    folder: Folder,
    measure: Annotated[TrendMeasure, typer.Option("--measure", help="What to count.")] = TrendMeasure.RATE,
    by: Annotated[Period, typer.Option("--by", help="The periods, by the date of the decision.")] = (
        Period.FINANCIAL_YEAR
    ),
    name: Annotated[
        str | None, typer.Option("--landlord", metavar="NAME", help="Decisions on one landlord alone.")
    ] = None,
    level: Annotated[
        Level | None, typer.Option("--level", help="Rates of findings, the default, or of cases.", show_default=False)
    ] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    behind: Behind = False,
    *,
    filters: Given,
) -> None:
    """Follow a figure from year to year, by the date of the decision.

    A financial year is 1 April to 31 March. `answers` are those of stage 1 and stage 2.
    Exit status: 0 counted, 2 usage, 3 no dataset, or no such landlord in it.

    [bold]Examples[/bold]

    $ ombudsparse trend dataset

    $ ombudsparse trend dataset --measure compensation --by quarter --landlord "Lambeth Council"
    """
    one_form(as_json, as_csv)
    of = Measure(measure.value)
    if level and of is not Measure.RATE:
        raise typer.BadParameter(f"--level is for rates; leave it out for {measure}")
    with told():
        from ombudsparse.collection.dataset import load

        tables: Tables = load(folder)
        title = f"{TITLES[of]} by {label(by)} of the decision"
        notes: list[str] = []
        correlation = None
        if name is not None:
            from ombudsparse.analysis import intra_case_correlation

            correlation = intra_case_correlation(tables)
            landlord, tables = cases_of_landlord(tables, name)
            title += f": {landlord}"
            notes += [] if is_resolved(tables) else [f"{landlord} is {UNRESOLVED}."]
        tables = narrowed_by(tables, filters)
        counted = answers(tables) if of is Measure.ANSWERS else tables
        figures = measured(
            counted, of, [by], title=title, notes=notes, level=level or Level.FINDING, behind=behind,
            correlation=correlation,
        )  # fmt: skip
        put_out(figures, as_json, as_csv, drawn=True)


@filtered()
def compare_command(
    folder: Folder,
    first: Annotated[str, typer.Argument(metavar="A", help="A landlord, financial year or the like.")],
    second: Annotated[str, typer.Argument(metavar="B", help="What it is compared with.")],
    by: Annotated[Grouping, typer.Option("--by", help="What A and B are.")] = Grouping.LANDLORD,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    behind: Behind = False,
    *,
    filters: Given,
) -> None:
    """Set two landlords, financial years or the like side by side. Differences are B less A.

    A landlord can be named in any way that reports do.
    Exit status: 0 compared, 2 usage, 3 no dataset, or A or B is not in it.

    [bold]Examples[/bold]

    $ ombudsparse compare dataset "Lambeth Council" "Southwark Council"

    $ ombudsparse compare dataset 2022-23 2023-24 --by financial_year
    """
    one_form(as_json, as_csv)
    if by in (Grouping.CATEGORY, Grouping.SEVERITY):
        raise typer.BadParameter(f"--by {by}: a case has several; compare by what a case has one of")
    with told():
        from ombudsparse import analysis
        from ombudsparse.collection.dataset import load

        result = analysis.compare(narrowed_by(load(folder), filters), first, second, by=by.value)
        title = f"{first} and {second}"
        put_out(figures_of(result, title, behind=behind, sides=(first, second)), as_json, as_csv)
