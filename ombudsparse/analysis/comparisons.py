"""Two landlords, or two years, side by side; and what changed most between two periods."""

import math
from typing import Any

import pandas as pd
from msgspec import Struct

from ombudsparse.analysis import caveats
from ombudsparse.analysis.accounts import COUNTED, NO_FINDING, Fates, case_fates, fates_of, references
from ombudsparse.analysis.cases import Tables, case_keys, only
from ombudsparse.analysis.clusters import Likeness, likeness
from ombudsparse.analysis.compensation import compensation
from ombudsparse.analysis.grouping import grouped, keys_of, rows_of
from ombudsparse.analysis.groups_named import group_named, kind_of_periods
from ombudsparse.analysis.intervals import NOTHING, chance_of_difference, false_discovery, newcombe
from ombudsparse.analysis.late_answers import response_times
from ombudsparse.analysis.outcome_sets import EVIDENCE_COLUMNS, NOT_CONSIDERED, NOT_STATED
from ombudsparse.analysis.provenance import ATTRIBUTE, with_provenance
from ombudsparse.analysis.rates import MINIMUM, maladministration_rate
from ombudsparse.analysis.stages import stage_rows
from ombudsparse.analysis.units import case_rows, finding_rows
from ombudsparse.errors import AnalysisError

_RATE = "maladministration rate"
_LATE = {"stage 1 answers over the limit": "stage_1", "stage 2 answers over the limit": "stage_2"}
_ALARM = 0.05  # the chance below which a difference is often called one
_NUMBERS = ("a", "b", "difference", "low", "high")


class _Figure(Struct, frozen=True):
    """A value, the number of things that it rests on, and of how many cases these are; for a share, how many of them it
    counts, of how many that is open, and how many independent things they are worth."""

    value: float
    n: int | None
    cases: int | None = None
    successes: int | None = None
    open: int = 0
    effective: float | None = None


def compare(of: Tables, a: Any, b: Any, *, by: str = "landlord") -> pd.DataFrame:
    """Two landlords, financial years or other groups side by side: one row for each measure.

    Columns: measure; unit; a, a_n, b, b_n (values, and the number of things that each rests on, empty for counts of
    cases); difference (b less a); low, high (95%, Newcombe, for differences of shares, of the number of independent
    findings that those of a case are worth; empty for the rest); note.
    Landlords can be named in any way that `op.landlord` resolves. `of`: a Dataset, since several of its tables are
    counted. Raises AnalysisError where `a` or `b` is not in the data.
    """
    if isinstance(of, pd.DataFrame):
        raise AnalysisError("of: compare counts findings, cases and stages; give the Dataset, not a frame")
    cases = case_keys(of)
    keys_of(by, cases)
    first, second = (group_named(value, cases[by], by, place) for value, place in ((a, "a"), (b, "b")))
    if first == second:
        raise AnalysisError(f"a, b: both are {first!r}; name two different ones")
    findings = finding_rows(of)
    considered = findings[~findings["outcome"].isin(NOT_CONSIDERED)]
    alike = likeness(considered["case_reference"], considered["upheld"].fillna(False).astype(bool))
    figures, behind = zip(*(_side(of, cases[cases[by] == side], alike) for side in (first, second)), strict=True)
    lines = [_line(measure, figures[0][measure], figures[1][measure]) for measure in figures[0]]
    columns = ["measure", "unit", "a", "a_n", "b", "b_n", "difference", "low", "high", "note"]
    result = pd.DataFrame(lines, columns=columns)
    result = result.astype({"a_n": "Int64", "b_n": "Int64", **dict.fromkeys(_NUMBERS, "float64")})
    told = [
        frame.assign(**{by: side}) for side, frames in zip((first, second), behind, strict=True) for frame in frames
    ]
    rows = pd.concat([frame.dropna(axis="columns", how="all") for frame in told], ignore_index=True)
    rows = rows.reindex(columns=list(dict.fromkeys(name for frame in told for name in frame)))
    sides = [cases.loc[cases[by] == side, "case_reference"] for side in (first, second)]
    fates = fates_of(of, case_fates(references(of, cases), (COUNTED, [*sides[0], *sides[1]]), rest="of neither side"))
    return with_provenance(
        result,
        measure="compare",
        keys=["measure"],
        rows=rows,
        values=[by, *(name for name in rows if name not in (*EVIDENCE_COLUMNS, "source", "url"))],
        notes=[
            f"a is {first}, b is {second}; differences are b less a.",
            *caveats.about_figures(cases[cases[by].isin([first, second])], [by], of),
            caveats.alike(alike) if len(considered) > alike.cases else None,
            "Differences in what was complained of, and in which decisions are published, are not allowed for.",
        ],
        fates=fates,
    )


def biggest_changes(
    of: Tables | pd.DataFrame, between: tuple[Any, Any], *, by: str = "landlord", minimum: int = MINIMUM
) -> pd.DataFrame:
    """How the maladministration rate changed between two periods: one row for each group, the largest change first.

    Columns: that of `by`; before, before_n, after, after_n (rates 0 to 1, and findings considered); difference (after
    less before); low, high (95%, Newcombe, of the number of independent findings that those of a case are worth);
    chance (0 to 1: how often chance alone makes two such rates differ as much); false_alarms (0 to 1: of all groups
    whose chance is as small, the share that changed by chance alone; Benjamini and Hochberg). Only groups that are
    stated, with at least `minimum` determinations in both periods. `between`: two years, financial years ("2022-23"),
    quarters ("2023 Q2") or months ("2023-04"). `of`: a Dataset, or `finding_rows` of it. Raises AnalysisError where a
    period is not one of these, or not in the data.
    """
    rows = rows_of(of, finding_rows, ("number", "outcome", "upheld", "text"))
    keys = keys_of(by, rows)
    if isinstance(between, str) or len(tuple(between)) != 2:
        raise AnalysisError(f"between: {between!r} is not two periods; give them as ('2022-23', '2023-24')")
    period = kind_of_periods(between)
    if period == by:
        raise AnalysisError(f"by: {by!r} is what is compared; group by something else, such as 'landlord'")
    before, after = (group_named(value, rows[period], period, "between") for value in between)
    considered = rows[~rows["outcome"].isin(NOT_CONSIDERED)]
    rates = maladministration_rate(considered, [*keys, period], minimum=minimum)
    sides = [rates[(rates[period] == value).fillna(False)].drop(columns=period) for value in (before, after)]
    both = sides[0].merge(sides[1], on=by, suffixes=("_1", "_2"))
    both = both[both[by].astype("string") != NOT_STATED]
    enough = both[~(both["small_1"] | both["small_2"])].reset_index(drop=True)
    made = _changes(enough, by)
    known = considered[considered[period].isin([before, after])]
    stated = known[known[by].astype("string") != NOT_STATED]
    unstated = len(known) - len(stated)
    fewer = len(grouped(stated, keys)[1]) - len(made)
    alarms = int((made["chance"] < _ALARM).sum())
    return with_provenance(
        made,
        measure="biggest_changes",
        keys=keys,
        rows=known,
        values=(period, "number", "outcome", "upheld", "text"),
        notes=[
            f"before is {before}, after is {after}; differences are after less before.",
            *caveats.about_figures(known, keys, of),
            caveats.if_any(unstated, "finding", f"of which the {by.replace('_', ' ')} is not stated left out."),
            caveats.if_any(fewer, "group", f"with fewer than {minimum} determinations in one of the periods left out."),
            caveats.alarms(len(made), alarms),
            "A group that did badly by chance in one period will often do better in the next (regression to the mean): "
            "the largest changes are the ones that chance has helped most." if len(made) else None,
        ],
        fates=_change_fates(of, rows, known, stated, by, set(made[by])),
    )  # fmt: skip


def _changes(enough: pd.DataFrame, by: str) -> pd.DataFrame:
    """The changes of groups with rates of both periods, the largest first."""
    counts = enough[["upheld_1", "findings_1", "upheld_2", "findings_2"]].astype("int64").to_numpy()
    worth = enough[["effective_1", "effective_2"]].astype("float64").to_numpy()
    sides = [((int(x), int(n)), (int(y), int(m)), (float(e), float(f))) for (x, n, y, m), (e, f) in
             zip(counts, worth, strict=True)]  # fmt: skip
    intervals = [newcombe(first, second, effective) for first, second, effective in sides]
    chances = [chance_of_difference(first, second, effective) for first, second, effective in sides]
    numbers = {
        "low": [low for low, _ in intervals], "high": [high for _, high in intervals], "chance": chances,
        "false_alarms": false_discovery(chances),
    }  # fmt: skip
    made = pd.DataFrame(
        {
            by: enough[by],
            "before": enough["rate_1"], "before_n": enough["findings_1"],
            "after": enough["rate_2"], "after_n": enough["findings_2"],
            "difference": enough["rate_2"] - enough["rate_1"],
            **{name: pd.Series(values, dtype="float64") for name, values in numbers.items()},
        }
    )  # fmt: skip
    made = made.assign(_size=made["difference"].abs().round(12)).sort_values(["_size", by], ascending=[False, True])
    return made.drop(columns="_size").reset_index(drop=True)


def _change_fates(
    of: Tables | pd.DataFrame, rows: pd.DataFrame, known: pd.DataFrame, stated: pd.DataFrame, by: str,
    groups: set[Any],
) -> Fates:  # fmt: skip
    kept = stated[stated[by].isin(groups)]
    return fates_of(
        of,
        case_fates(
            references(of, rows),
            (COUNTED, kept["case_reference"]),
            ("of a group with too few determinations", stated["case_reference"]),
            ("of a group that is not stated", known["case_reference"]),
            ("of another period, or with no finding considered", rows["case_reference"]),
            rest=NO_FINDING,
        ),
    )


def _side(of: Tables, cases: pd.DataFrame, alike: Likeness) -> tuple[dict[str, _Figure], list[pd.DataFrame]]:
    """The figures of these cases by measure, and the rows behind them."""
    mine = only(of, cases["case_reference"])
    everything, stages = case_rows(mine), stage_rows(mine)
    rate, money = maladministration_rate(mine, correlation=alike.used), compensation(everything)
    line, paid = rate.iloc[0], money.iloc[0]
    findings, ordered = rate.attrs[ATTRIBUTE].rows, money.attrs[ATTRIBUTE].rows
    determinations, priced = int(line["determinations"]), int(paid["awarded"] - paid["unknown"])
    worth = float(line["effective"]) if line["findings"] else None
    made = {
        _RATE: _Figure(line["rate"], int(line["findings"]), determinations, int(line["upheld"]), effective=worth),
        "findings": _Figure(float(line["findings"]), determinations, determinations),
        "cases": _Figure(float(len(cases)), None),
        "mean compensation": _Figure(paid["mean"], priced, priced),
        "median compensation": _Figure(paid["median"], priced, priced),
    }
    found = everything[["case_reference", "landlord", "date", "worst_outcome", *EVIDENCE_COLUMNS, "source", "url"]]
    ordered = ordered[ordered["compensation_ordered"].notna()]
    behind = dict(zip(made, (findings, findings, found, ordered, ordered), strict=True))
    for measure, stage in _LATE.items():
        answers = response_times(stages[stages["stage"] == stage])
        counted, over, not_told = (int(answers[name].sum()) for name in ("counted", "over_limit", "not_told"))
        share = over / counted if counted else math.nan
        made[measure] = _Figure(share, counted, counted, over, not_told)
        rows = answers.attrs[ATTRIBUTE].rows
        behind[measure] = rows[rows["counted_least"].notna()]
    return made, [frame.assign(measure=measure) for measure, frame in behind.items()]


def _line(measure: str, a: _Figure, b: _Figure) -> tuple[Any, ...]:
    few = a.cases is not None and b.cases is not None and min(a.cases, b.cases) < MINIMUM
    unit, said = _told(measure)
    if a.open or b.open:
        said += f"; of {a.open:,} and {b.open:,} the dates leave it open, and the interval allows for either"
    note = f"{said}; fewer than {MINIMUM} cases on one side" if few else said
    return measure, unit, a.value, a.n, b.value, b.n, b.value - a.value, *_around(a, b), note


def _around(a: _Figure, b: _Figure) -> tuple[float, float]:
    """The interval of the difference of two shares; what is open is taken against it at either end."""
    if a.successes is None or b.successes is None:
        return NOTHING
    effective = a.effective, b.effective
    low, _ = newcombe((a.successes + a.open, a.n or 0), (b.successes, b.n or 0), effective)
    _, high = newcombe((a.successes, a.n or 0), (b.successes + b.open, b.n or 0), effective)
    return low, high


def _told(measure: str) -> tuple[str, str]:
    """Unit and note of a measure."""
    if measure in _LATE:
        return "share of answers", "longer than the Code's limit without an extension, all editions together"
    return {
        _RATE: ("share of findings", "findings considered: without outside jurisdiction and withdrawn"),
        "findings": ("findings", "findings considered; n is the cases that have them"),
        "cases": ("cases", "published cases"),
    }.get(measure, ("pounds", "of cases with an award, gross"))
