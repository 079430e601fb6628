"""The command that lists cases of a dataset: `cases`."""

from typing import Annotated

import typer

from ombudsparse.cli.figure_output import AsCsv, AsJson, Folder, one_form, plain_rows, put_out, told
from ombudsparse.cli.filter_options import Given, filtered, narrowed_by
from ombudsparse.present.terminal.figures import Figures

_COLUMNS = ("case_reference", "landlord", "date", "worst_outcome", "upheld_findings", "findings",
            "compensation_ordered", "url")  # fmt: skip


def add_cases_command(app: typer.Typer) -> None:
    """Adds the command to `app`."""
    app.command("cases")(cases_command)


@filtered()
def cases_command(
    folder: Folder,
    top: Annotated[int | None, typer.Option("--top", min=1, metavar="N", help="Only the first N cases.")] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    *,
    filters: Given,
) -> None:
    """List the cases of a dataset, the latest decision first; `ombudsparse case` prints one of them.

    Exit status: 0 listed, 2 usage, 3 no dataset, or no such case in it.

    [bold]Examples[/bold]

    $ ombudsparse cases dataset --category "damp and mould" --year 2024-25

    $ ombudsparse cases dataset --landlord "Lambeth Council" --outcome severe_maladministration --csv > cases.csv
    """
    one_form(as_json, as_csv)
    with told():
        from ombudsparse.analysis import case_rows
        from ombudsparse.collection.dataset import load

        rows = case_rows(narrowed_by(load(folder), filters))
        found = plain_rows(rows.sort_values(["date", "case_reference"], ascending=[False, True], na_position="last"))
        shown = found[:top]
        put_out(
            Figures(
                measure="cases",
                title="Cases",
                keys=("case_reference",),
                columns=_COLUMNS,
                rows=tuple({name: row[name] for name in _COLUMNS} for row in shown),
                notes=(f"{len(shown):,} of {len(found):,} cases, the latest decision first.",),
                evidence=(),
            ),
            as_json,
            as_csv,
        )
