"""Two landlords, or two years, side by side; and what changed most between two periods."""

import difflib
import math
import re
from typing import Any

import pandas as pd
from msgspec import Struct

from ombudsparse.analysis import caveats
from ombudsparse.analysis.cases import Tables, case_keys, only
from ombudsparse.analysis.compensation import compensation
from ombudsparse.analysis.grouping import grouped, keys_of, rows_of
from ombudsparse.analysis.intervals import NOTHING, newcombe
from ombudsparse.analysis.outcome_sets import EVIDENCE_COLUMNS, NOT_CONSIDERED, NOT_STATED
from ombudsparse.analysis.provenance import ATTRIBUTE, with_provenance
from ombudsparse.analysis.rates import MINIMUM, maladministration_rate
from ombudsparse.analysis.stages import stage_rows
from ombudsparse.analysis.timing import response_times
from ombudsparse.analysis.units import case_rows, finding_rows
from ombudsparse.errors import AnalysisError
from ombudsparse.landlords.resolve import landlord

_PERIODS = {
    "year": r"\d{4}",
    "financial_year": r"\d{4}-\d\d",
    "quarter": r"\d{4} Q[1-4]",
    "month": r"\d{4}-(0[1-9]|1[0-2])",
}
_RATE = "maladministration rate"
_LATE = {"late stage 1 answers": "stage_1", "late stage 2 answers": "stage_2"}
_NUMBERS = ("a", "b", "difference", "low", "high")


class _Figure(Struct, frozen=True):
    """A value, the number of things that it rests on, and, for a share, how many of them it counts."""

    value: float
    n: int | None
    successes: int | None = None


def compare(of: Tables, a: Any, b: Any, *, by: str = "landlord") -> pd.DataFrame:
    """Two landlords, financial years or other groups side by side: a row a measure.

    Columns: measure; unit; a, a_n, b, b_n (values, and the number of things that each rests on, empty for counts of
    cases); difference (b less a); low, high (95%, Newcombe, for differences of shares; empty for the rest); note.
    Landlords can be named in any way that `op.landlord` resolves. `of`: a Dataset, since several of its tables are
    counted. Raises AnalysisError where `a` or `b` is not in the data.
    """
    if isinstance(of, pd.DataFrame):
        raise AnalysisError("of: compare counts findings, cases and stages; give the Dataset, not a frame")
    cases = case_keys(of)
    keys_of(by, cases)
    first, second = (_named(value, cases[by], by, place) for value, place in ((a, "a"), (b, "b")))
    if first == second:
        raise AnalysisError(f"a, b: both are {first!r}; name two different ones")
    figures, behind = zip(*(_side(of, cases[cases[by] == side]) for side in (first, second)), strict=True)
    lines = [_line(measure, figures[0][measure], figures[1][measure]) for measure in figures[0]]
    columns = ["measure", "unit", "a", "a_n", "b", "b_n", "difference", "low", "high", "note"]
    result = pd.DataFrame(lines, columns=columns)
    result = result.astype({"a_n": "Int64", "b_n": "Int64", **dict.fromkeys(_NUMBERS, "float64")})
    told = [
        frame.assign(**{by: side}) for side, frames in zip((first, second), behind, strict=True) for frame in frames
    ]
    rows = pd.concat([frame.dropna(axis="columns", how="all") for frame in told], ignore_index=True)
    rows = rows.reindex(columns=list(dict.fromkeys(name for frame in told for name in frame)))
    return with_provenance(
        result,
        measure="compare",
        keys=["measure"],
        rows=rows,
        values=[by, *(name for name in rows if name not in (*EVIDENCE_COLUMNS, "source", "url"))],
        notes=[
            f"a is {first}, b is {second}; differences are b less a.",
            *caveats.about_figures(cases[cases[by].isin([first, second])], [by], of),
            "Differences in what was complained of, and in which decisions are published, are not allowed for.",
        ],
    )


def biggest_changes(
    of: Tables | pd.DataFrame, between: tuple[Any, Any], *, by: str = "landlord", minimum: int = MINIMUM
) -> pd.DataFrame:
    """How the maladministration rate changed between two periods: a row a group, the largest change first.

    Columns: that of `by`; before, before_n, after, after_n (rates 0 to 1, and findings considered); difference (after
    less before); low, high (95%, Newcombe). Only groups with at least `minimum` determinations in both. `between`: two
    years, financial years ("2022-23"), quarters ("2023 Q2") or months ("2023-04"). `of`: a Dataset, or `finding_rows`
    of it. Raises AnalysisError where a period is not one of these, or not in the data.
    """
    rows = rows_of(of, finding_rows, ("number", "outcome", "upheld", "text"))
    keys = keys_of(by, rows)
    if isinstance(between, str) or len(tuple(between)) != 2:
        raise AnalysisError(f"between: {between!r} is not two periods; give them as ('2022-23', '2023-24')")
    period = _period(between)
    if period == by:
        raise AnalysisError(f"by: {by!r} is what is compared; group by something else, such as 'landlord'")
    before, after = (_named(value, rows[period], period, "between") for value in between)
    rates = {}
    for name, value in (("before", before), ("after", after)):
        rate = maladministration_rate(rows[rows[period] == value], keys, minimum=minimum)
        rates[name] = rate[rate["findings"] > 0]
    both = rates["before"].merge(rates["after"], on=by, suffixes=("_1", "_2"))
    both = both[both[by].astype("string") != NOT_STATED]
    enough = both[~(both["small_1"] | both["small_2"])].reset_index(drop=True)
    pairs = zip(enough["upheld_1"], enough["findings_1"], enough["upheld_2"], enough["findings_2"], strict=True)
    intervals = [newcombe((int(x), int(n)), (int(y), int(m))) for x, n, y, m in pairs]
    made = pd.DataFrame(
        {
            by: enough[by],
            "before": enough["rate_1"], "before_n": enough["findings_1"],
            "after": enough["rate_2"], "after_n": enough["findings_2"],
            "difference": enough["rate_2"] - enough["rate_1"],
            "low": pd.Series([low for low, _ in intervals], dtype="float64"),
            "high": pd.Series([high for _, high in intervals], dtype="float64"),
        }
    )  # fmt: skip
    made = made.assign(_size=made["difference"].abs().round(12)).sort_values(["_size", by], ascending=[False, True])
    known = rows[rows[period].isin([before, after]) & ~rows["outcome"].isin(NOT_CONSIDERED)]
    everyone = grouped(known, keys)[1]
    return with_provenance(
        made.drop(columns="_size").reset_index(drop=True),
        measure="biggest_changes",
        keys=keys,
        rows=known,
        values=(period, "number", "outcome", "upheld", "text"),
        notes=[
            f"before is {before}, after is {after}; differences are after less before.",
            *caveats.about_figures(known, keys, of),
            caveats.if_any(len(everyone) - len(made), "group", f"with fewer than {minimum} determinations in one of "
                           "the periods left out."),
            caveats.if_any(len(made), "group", "compared: some large changes are chance; look at the intervals."),
        ],
    )  # fmt: skip


def _side(of: Tables, cases: pd.DataFrame) -> tuple[dict[str, _Figure], list[pd.DataFrame]]:
    """The figures of these cases by measure, and the rows behind them."""
    mine = only(of, cases["case_reference"])
    everything, stages = case_rows(mine), stage_rows(mine)
    rate, money = maladministration_rate(mine), compensation(everything)
    line, paid = rate.iloc[0], money.iloc[0]
    made = {
        _RATE: _Figure(line["rate"], int(line["findings"]), int(line["upheld"])),
        "findings": _Figure(float(line["findings"]), int(line["determinations"])),
        "cases": _Figure(float(len(cases)), None),
        "mean compensation": _Figure(paid["mean"], int(paid["awarded"])),
        "median compensation": _Figure(paid["median"], int(paid["awarded"])),
    }
    findings, ordered = rate.attrs[ATTRIBUTE].rows, money.attrs[ATTRIBUTE].rows
    found = everything[["case_reference", "landlord", "date", "worst_outcome", *EVIDENCE_COLUMNS, "source", "url"]]
    behind = dict(zip(made, (findings, findings, found, ordered, ordered), strict=True))
    for measure, stage in _LATE.items():
        answers = response_times(stages[stages["stage"] == stage])
        late, told = int(answers["late"].sum()), int((answers["late"] + answers["in_time"]).sum())
        made[measure] = _Figure(late / told if told else math.nan, told, late)
        rows = answers.attrs[ATTRIBUTE].rows
        behind[measure] = rows[rows["met"].notna()]
    return made, [frame.assign(measure=measure) for measure, frame in behind.items()]


def _line(measure: str, a: _Figure, b: _Figure) -> tuple[Any, ...]:
    share = a.successes is not None and b.successes is not None
    low, high = newcombe((a.successes or 0, a.n or 0), (b.successes or 0, b.n or 0)) if share else NOTHING
    few = a.n is not None and b.n is not None and min(a.n, b.n) < MINIMUM
    unit, said = _told(measure)
    note = f"{said}; fewer than {MINIMUM} on one side" if few else said
    return measure, unit, a.value, a.n, b.value, b.n, b.value - a.value, low, high, note


def _told(measure: str) -> tuple[str, str]:
    """Unit and note of a measure."""
    if measure in _LATE:
        return "share of answers that can be told", "late by the Code, all editions together"
    return {
        _RATE: ("share of findings", "findings considered: without outside jurisdiction and withdrawn"),
        "findings": ("findings", "findings considered; n is the cases that have them"),
        "cases": ("cases", "published cases"),
    }.get(measure, ("pounds", "of cases with an award, gross"))


def _named(value: Any, known: pd.Series, by: str, argument: str) -> Any:
    """The group that `value` names."""
    names = list(known.dropna().unique())
    if by == "year" and str(value).isdigit():
        value = int(value)
    if value in names:
        return value
    found = landlord(str(value)).name if by == "landlord" else None
    if found in names:
        return found
    said = str(found or value)
    near = [str(name) for name in names if said.casefold() in str(name).casefold()]
    near = (near or difflib.get_close_matches(said, [str(name) for name in names], 3))[:3]
    known_ones = f"there are {len(names)}, such as {', '.join(map(str, names[:3]))}"
    hint = f"did you mean {' or '.join(near)}?" if near else known_ones
    raise AnalysisError(f"{argument}: no case has the {by.replace('_', ' ')} {value!r}; {hint}")


def _period(between: tuple[Any, Any]) -> str:
    """The kind of period that both are; a financial year before a month, for "2011-12" can be either."""
    first, second = (_kinds(str(value)) for value in between)
    for kind in _PERIODS:
        if kind in first and kind in second:
            return kind
    raise AnalysisError(
        f"between: {between[0]!r} and {between[1]!r} are not two periods of one kind; give years, financial years "
        "('2022-23'), quarters ('2023 Q2') or months ('2023-04')"
    )


def _kinds(value: str) -> set[str]:
    kinds = {name for name, shape in _PERIODS.items() if re.fullmatch(shape, value)}
    if "financial_year" in kinds and (int(value[:4]) + 1) % 100 != int(value[5:]):
        kinds.remove("financial_year")
    return kinds
