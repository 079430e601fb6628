"""What was found: the maladministration rate, the outcomes, and failings that recur."""

from collections.abc import Iterable
from typing import Literal

import pandas as pd
from msgspec.structs import replace

from ombudsparse.analysis import caveats
from ombudsparse.analysis.accounts import COUNTED, NO_FINDING, Fates, case_fates, fates_of, references, row_fates
from ombudsparse.analysis.cases import Tables
from ombudsparse.analysis.clusters import effective_number, likeness
from ombudsparse.analysis.grouping import By, add_interval, grouped, in_order, keys_of, rows_of, whole
from ombudsparse.analysis.outcome_sets import NOT_CONSIDERED, NOT_STATED, OUTCOMES, SEVERE, TEXT_DTYPE
from ombudsparse.analysis.provenance import with_provenance
from ombudsparse.analysis.units import finding_rows
from ombudsparse.errors import AnalysisError

MINIMUM = 5  # determinations from which the Ombudsman publishes a landlord's figures
_COUNTED = ("number", "outcome", "upheld", "text")
_NONE_CONSIDERED = "with no finding considered"


def maladministration_rate(
    of: Tables | pd.DataFrame,
    by: By = (),
    *,
    level: Literal["finding", "case"] = "finding",
    exclude: Iterable[str] = NOT_CONSIDERED,
    minimum: int = MINIMUM,
    suppress: bool = False,
    correlation: float | None = None,
) -> pd.DataFrame:
    """The share of findings that are service failure, maladministration or severe maladministration, one row for each
    group.

    Columns: those of `by`; determinations (cases with a finding considered); findings (considered, that is, but for the
    outcomes `exclude`), or cases where `level` is "case"; upheld; rate (0 to 1, empty where none was considered); low,
    high (Wilson 95%, of the `effective` number: how many independent findings these are worth, since findings of one
    case are alike); small (fewer than `minimum` determinations; with `suppress` their rate is empty). A case is upheld
    where any finding is; by category, where any finding of that category is. `correlation`: how alike the findings of
    one case are, 0 to 1, in place of what the rows themselves give (see `intra_case_correlation`).

    `of`: a Dataset, or `finding_rows` of it. Source: the Ombudsman's landlord performance reports, which give landlords
    with 5 or more determinations and, from 2022-23, rates of findings; earlier ones are of cases. Raises AnalysisError.
    """
    left_out = [exclude] if isinstance(exclude, str) else [str(name) for name in exclude]
    unknown = [name for name in left_out if name not in OUTCOMES]
    if unknown:
        raise AnalysisError(f"exclude: {', '.join(unknown)} is no outcome; use any of {', '.join(OUTCOMES)}")
    if level not in ("finding", "case"):
        raise AnalysisError(f"level: {level!r} is neither 'finding' nor 'case'; use one of them")
    rows = rows_of(of, finding_rows, _COUNTED)
    keys = keys_of(by, rows)
    numbers, table = grouped(rows, keys)
    apart = rows["outcome"].isin(left_out)
    considered = rows[~apart]
    held = considered["upheld"].fillna(False).astype(bool)
    alike = likeness(considered["case_reference"], held)
    if correlation is not None:
        alike = replace(alike, estimate=correlation, used=correlation)
    of_case = held.groupby([numbers[~apart], considered["case_reference"]])
    cases, sizes = of_case.any().groupby(level="group_number"), of_case.size()
    units = cases if level == "case" else held.groupby(numbers[~apart])
    unit = f"{level}s"
    worth = effective_number(sizes, sizes.index.get_level_values("group_number").to_series(sizes.index), alike.used)
    table = table.assign(
        determinations=cases.size(), **{unit: units.size()}, upheld=units.sum(),
        effective=cases.size().astype("float64") if level == "case" else worth,
    )  # fmt: skip
    table = add_interval(whole(table, "determinations", unit, "upheld"), "rate", "upheld", unit, "effective")
    table["small"] = (table["determinations"] < minimum).astype(bool)
    if suppress:
        table.loc[table["small"], ["rate", "low", "high"]] = float("nan")
    names = ["determinations", unit, "upheld", "rate", "low", "high", "effective", "small"]
    result = in_order(table[[*keys, *names]], keys, "determinations")
    fates = _fates(of, rows, apart)
    return with_provenance(
        result,
        measure="maladministration_rate",
        keys=keys,
        rows=considered,
        values=_COUNTED,
        notes=[
            *caveats.about_figures(rows, keys, of),
            caveats.excluded(rows[apart]),
            fates.note(NO_FINDING),
            fates.note(_NONE_CONSIDERED, "left out of the rate"),
            caveats.headless(considered, keys, "finding"),
            caveats.small_rows(result["small"], minimum, "determinations", suppressed=suppress),
            caveats.alike(alike) if level == "finding" and len(considered) > alike.cases else None,
        ],
        fates=fates,
    )


def intra_case_correlation(of: Tables | pd.DataFrame) -> float:
    """How alike the findings considered of one case are, 0 to 1, with a standard error added, as intervals use it.

    Give it to `maladministration_rate` for a part of a dataset, so that its interval is that which it has in a table of
    the whole. `of`: a Dataset, or `finding_rows` of it. Raises AnalysisError.
    """
    rows = rows_of(of, finding_rows, _COUNTED)
    considered = rows[~rows["outcome"].isin(NOT_CONSIDERED)]
    return likeness(considered["case_reference"], considered["upheld"].fillna(False).astype(bool)).used


def outcomes(of: Tables | pd.DataFrame, by: By = "category") -> pd.DataFrame:
    """How many findings had each outcome: one row for each group and outcome.

    Columns: those of `by`; outcome (the gravest first; every outcome that occurs in the data, in every group);
    findings; total (findings of the group, of all outcomes); share (0 to 1). `of`: a Dataset, or `finding_rows` of it.
    Raises AnalysisError.
    """
    rows = rows_of(of, finding_rows, _COUNTED)
    keys = keys_of(by, rows)
    numbers, table = grouped(rows, keys)
    outcome = rows["outcome"].astype(TEXT_DTYPE)
    present = [name for name in OUTCOMES if (outcome == name).any()]
    total = numbers.groupby(numbers).size()
    parts = [
        table.assign(outcome=name, findings=(outcome == name).groupby(numbers).sum(), total=total) for name in present
    ]
    none = table.assign(outcome="", findings=0, total=0).head(0)
    long = whole(pd.concat(parts or [none], ignore_index=True).astype({"outcome": TEXT_DTYPE}), "findings", "total")
    long["share"] = long["findings"].astype("float64") / long["total"].astype("float64")
    result = in_order(long[[*keys, "outcome", "findings", "total", "share"]], keys, "total", {"outcome": OUTCOMES})
    fates = _fates(of, rows, pd.Series(False, index=rows.index))
    return with_provenance(
        result,
        measure="outcomes",
        keys=[*keys, "outcome"],
        rows=rows.assign(outcome=outcome),
        values=_COUNTED,
        notes=[
            *caveats.about_figures(rows, keys, of),
            fates.note(NO_FINDING),
            caveats.headless(rows, keys, "finding"),
        ],
        fates=fates,
    )


def recurring_failings(of: Tables | pd.DataFrame, *, by: str = "landlord", minimum: int = 2) -> pd.DataFrame:
    """What went wrong again: one row for each landlord (or other group) and category upheld in at least `minimum`
    cases.

    Columns: that of `by`; category; cases; findings; severe (findings of severe maladministration); first, last (dates
    of the decisions). Most cases first. `of`: a Dataset, or `finding_rows` of it. Raises AnalysisError.
    """
    rows = rows_of(of, finding_rows, _COUNTED)
    keys = list(dict.fromkeys([*keys_of(by, rows), "category"]))
    upheld = rows[rows["upheld"].fillna(False).astype(bool)]
    known = upheld[(upheld[keys].astype("string") != NOT_STATED).all(axis=1)].reset_index(drop=True)
    numbers, table = grouped(known, keys)
    groups = known.groupby(numbers)
    severe = (known["outcome"] == SEVERE).groupby(numbers).sum()
    table = table.assign(cases=groups["case_reference"].nunique(), findings=groups.size(), severe=severe)
    table = table.assign(first=groups["date"].min(), last=groups["date"].max())
    table = whole(table, "cases", "findings", "severe")
    table = table[table["cases"] >= minimum]
    order = ["cases", "findings", *keys]
    result = table.sort_values(order, ascending=[False, False, *(True for _ in keys)]).reset_index(drop=True)
    fewer = len(numbers.unique()) - len(result)
    kept = known[numbers.map(table["cases"]).notna()]
    fates = _recurring_fates(of, rows, upheld, known, kept)
    return with_provenance(
        result,
        measure="recurring_failings",
        keys=keys,
        rows=kept,
        values=_COUNTED,
        notes=[
            *caveats.about_figures(rows, keys, of),
            caveats.if_any(len(upheld) - len(known), "upheld finding", f"of {NOT_STATED} category or group left out."),
            caveats.if_any(fewer, "group", f"upheld in fewer than {minimum} cases left out."),
            fates.note(NO_FINDING),
        ],
        fates=fates,
    )


def _fates(of: Tables | pd.DataFrame, rows: pd.DataFrame, apart: pd.Series) -> Fates:
    """What became of every case and formal finding, where those of the rows that are `apart` are left out."""
    every = references(of, rows)
    considered = set(rows.loc[~apart, "case_reference"])
    only = set(rows["case_reference"]) - considered
    unread = set(every) - set(rows["case_reference"])
    outcome = rows["outcome"].astype("object").fillna(NOT_STATED).astype(str).str.replace("_", " ")
    return fates_of(
        of,
        case_fates(every, (NO_FINDING, unread), (_NONE_CONSIDERED, only)),
        row_fates("findings", rows, outcome.where(apart, COUNTED)),
    )


def _recurring_fates(
    of: Tables | pd.DataFrame, rows: pd.DataFrame, upheld: pd.DataFrame, known: pd.DataFrame, kept: pd.DataFrame
) -> Fates:
    every = references(of, rows)
    some, again = set(upheld["case_reference"]), set(kept["case_reference"])
    return fates_of(
        of,
        case_fates(
            every,
            (COUNTED, again),
            ("upheld once, or too seldom", set(known["case_reference"])),
            ("upheld for no stated category or group", some),
            ("with nothing upheld", set(rows["case_reference"])),
            rest=NO_FINDING,
        ),
    )
