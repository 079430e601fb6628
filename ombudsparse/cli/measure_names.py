"""The measures by the names that the command line gives them, and their results as figures to be shown."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal

import typer

from ombudsparse.cli.figure_output import figures_of
from ombudsparse.errors import AnalysisError
from ombudsparse.present.wording import label

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from ombudsparse.analysis.cases import Tables
    from ombudsparse.present.terminal.figures import Figures


class Measure(StrEnum):
    """What `stats` can count."""

    RATE = "rate"
    OUTCOMES = "outcomes"
    COMPENSATION = "compensation"
    OFFERS = "offers"
    ANSWERS = "answers"
    ORDERS = "orders"
    TIMES = "times"
    FAILINGS = "failings"
    HOMES = "homes"


TITLES = {
    Measure.RATE: "Maladministration rate",
    Measure.OUTCOMES: "Outcomes of findings",
    Measure.COMPENSATION: "Compensation ordered",
    Measure.OFFERS: "Orders of money beside the landlord’s earlier offer",
    Measure.ANSWERS: "Steps of the complaint, timed against the Complaint Handling Code",
    Measure.ORDERS: "What was ordered",
    Measure.TIMES: "From the first report or complaint to the decision",
    Measure.FAILINGS: "Failings that recur",
    Measure.HOMES: "Cases and findings upheld for every 1,000 homes",
}
OVERVIEW = [measure for measure in Measure if measure not in (Measure.FAILINGS, Measure.HOMES)]
LEAST = (Measure.RATE, Measure.COMPENSATION, Measure.ANSWERS, Measure.FAILINGS, Measure.HOMES)  # take a minimum


def _measured(
    of: "Tables | pd.DataFrame", measure: Measure, by: Sequence[str], *, level: str = "finding",
    minimum: int | None = None, correlation: float | None = None,
) -> "pd.DataFrame":  # fmt: skip
    """The result of a measure by these groups. Raises AnalysisError where it cannot be grouped so."""
    from ombudsparse import analysis

    least: dict[str, Any] = {"minimum": minimum} if minimum else {}
    match measure:
        case Measure.RATE:
            whole: Literal["case", "finding"] = "case" if level == "case" else "finding"
            return analysis.maladministration_rate(of, by, level=whole, correlation=correlation, **least)
        case Measure.OUTCOMES:
            return analysis.outcomes(of, by)
        case Measure.COMPENSATION:
            return analysis.compensation(of, by, **least)
        case Measure.OFFERS:
            return analysis.earlier_offers(of, by)
        case Measure.ANSWERS:
            return analysis.response_times(of, by, **least)
        case Measure.ORDERS:
            return analysis.order_types(of, by)
        case Measure.TIMES:
            return analysis.time_to_determination(of, by)
        case Measure.HOMES:
            return analysis.per_homes(of, by or "landlord", **least)
        case Measure.FAILINGS:
            if len(by) > 1:
                raise AnalysisError("by: failings recur by one grouping; name one, such as landlord")
            return analysis.recurring_failings(of, by=(by or ["landlord"])[0], **least)


def measured(
    of: "Tables | pd.DataFrame",
    measure: Measure,
    by: Sequence[str] = (),
    *,
    title: str = "",
    notes: Sequence[str] = (),
    level: str = "finding",
    minimum: int | None = None,
    behind: bool = False,
    top: int | None = None,
    sort: str | None = None,
    correlation: float | None = None,
) -> "Figures":
    """The figures of a measure by these groups: the first `top` of them, or the largest by the column `sort`.

    `correlation`: that of the findings of one case in the dataset of which `of` is a part.

    Raises typer.BadParameter where they cannot be had so.
    """
    keys = [str(key) for key in by]
    try:
        result = _measured(of, measure, keys, level=level, minimum=minimum, correlation=correlation)
    except AnalysisError as error:
        raise typer.BadParameter(str(error)) from error
    shown = result if sort is None else _sorted(result, sort)
    groups = keys or list(result.attrs["ombudsparse"]["keys"])
    shown, cut = _first(shown, groups, top) if top and groups else (shown, ())
    grouping = " and ".join(label(key) for key in keys)
    return figures_of(
        result,
        title or f"{TITLES[measure]}{f' by {grouping}' if grouping else ''}",
        behind=behind,
        shown=shown,
        notes=(*notes, *cut),
    )


def beside_figures(
    of: "Tables", published: str, year: str, *, minimum: int | None = None, behind: bool = False, top: int | None = None
) -> "Figures":
    """The figures of a year beside the published ones: "published" for those of the package, else a CSV.

    Raises AnalysisError where that year is not published.
    """
    from ombudsparse import analysis

    file = None if published == "published" else published
    least: dict[str, Any] = {"minimum": minimum} if minimum else {}
    result = analysis.beside_published(of, year, published=file, **least)
    shown, cut = _first(result, ["landlord"], top) if top else (result, ())
    title = f"Beside the published figures of {year}"
    return figures_of(result, title, behind=behind, shown=shown, notes=cut)


def seen(of: "Tables", landlords: "Path | None", successors: bool) -> Any:
    """The dataset as asked for: merged landlords together, and with the user's own table of landlords."""
    from ombudsparse import analysis

    view = analysis.rolled_up(of) if successors else of
    return view if landlords is None else analysis.with_landlords(view, landlords)


def answers(of: "Tables") -> "pd.DataFrame":
    """The rows of stage 1 and stage 2 alone, for `Measure.ANSWERS`."""
    from ombudsparse import analysis

    rows = analysis.stage_rows(of)
    return rows[rows["stage"].isin(["stage_1", "stage_2"])]


def _sorted(result: "pd.DataFrame", column: str) -> "pd.DataFrame":
    """The rows by falling value of the column, those that rest on few things last, so that no 1 of 1 is at the top."""
    numbers = [str(name) for name in result.select_dtypes("number")]
    if column not in numbers:
        raise typer.BadParameter(f"--sort: {column!r} is no column of figures here; use any of {', '.join(numbers)}")
    few = ["small"] if "small" in result else []
    return result.sort_values(
        [*few, column], ascending=[*(True for _ in few), False], na_position="last", kind="stable"
    )


def _first(result: "pd.DataFrame", groups: list[str], top: int) -> tuple["pd.DataFrame", tuple[str, ...]]:
    """The rows of the first `top` groups, and a note where there are more."""
    numbers = result.groupby(groups, sort=False, dropna=False).ngroup()
    number = int(numbers.max() + 1) if len(result) else 0
    if number <= top:
        return result, ()
    return result[numbers < top], (f"{top:,} of {number:,} groups are given here (--top); the other notes are of all.",)
