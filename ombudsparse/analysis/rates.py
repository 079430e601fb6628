"""What was found: the maladministration rate, the outcomes, and failings that recur."""

from collections.abc import Iterable
from typing import Literal

import pandas as pd

from ombudsparse.analysis import caveats
from ombudsparse.analysis.cases import Tables
from ombudsparse.analysis.grouping import By, add_interval, grouped, in_order, keys_of, rows_of, whole
from ombudsparse.analysis.outcome_sets import NOT_CONSIDERED, NOT_STATED, OUTCOMES, SEVERE, TEXT_DTYPE
from ombudsparse.analysis.provenance import with_provenance
from ombudsparse.analysis.units import finding_rows
from ombudsparse.errors import AnalysisError

MINIMUM = 5  # determinations from which the Ombudsman publishes a landlord's figures
_COUNTED = ("number", "outcome", "upheld", "text")


def maladministration_rate(
    of: Tables | pd.DataFrame,
    by: By = (),
    *,
    level: Literal["finding", "case"] = "finding",
    exclude: Iterable[str] = NOT_CONSIDERED,
    minimum: int = MINIMUM,
    suppress: bool = False,
) -> pd.DataFrame:
    """The share of findings that are service failure, maladministration or severe maladministration, a row a group.

    Columns: those of `by`; determinations (cases with a finding considered); findings (considered, that is, but for
    the outcomes `exclude`), or cases where `level` is "case"; upheld; rate (0 to 1, empty where none was considered);
    low, high (Wilson 95%); small (fewer than `minimum` determinations; with `suppress` their rate is empty). A case is
    upheld where any finding is; by category, where any finding of that category is.

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
    cases = held.groupby([numbers[~apart], considered["case_reference"]]).any().groupby(level="group")
    units = cases if level == "case" else held.groupby(numbers[~apart])
    unit = f"{level}s"
    table = table.assign(determinations=cases.size(), **{unit: units.size()}, upheld=units.sum())
    table = add_interval(whole(table, "determinations", unit, "upheld"), "rate", "upheld", unit)
    table["small"] = (table["determinations"] < minimum).astype(bool)
    if suppress:
        table.loc[table["small"], ["rate", "low", "high"]] = float("nan")
    result = in_order(table, keys, "determinations")
    several = level == "finding" and len(considered) > considered["case_reference"].nunique()
    return with_provenance(
        result,
        measure="maladministration_rate",
        keys=keys,
        rows=considered,
        values=_COUNTED,
        notes=[
            *caveats.about_figures(rows, keys, of),
            caveats.excluded(rows[apart]),
            caveats.if_any(_with_none(rows, considered), "case", "had no finding considered, and no part in the rate."),
            caveats.headless(considered, keys, "finding"),
            caveats.small_rows(result["small"], minimum, "determinations", suppressed=suppress),
            f"The intervals take the {len(considered):,} findings as independent; those of one case are not, so the "
            f"true ones are wider." if several else None,
        ],
    )  # fmt: skip


def outcomes(of: Tables | pd.DataFrame, by: By = "category") -> pd.DataFrame:
    """How many findings had each outcome: a row a group and outcome.

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
    return with_provenance(
        result,
        measure="outcomes",
        keys=[*keys, "outcome"],
        rows=rows.assign(outcome=outcome),
        values=_COUNTED,
        notes=[*caveats.about_figures(rows, keys, of), caveats.headless(rows, keys, "finding")],
    )


def recurring_failings(of: Tables | pd.DataFrame, *, by: str = "landlord", minimum: int = 2) -> pd.DataFrame:
    """What went wrong again: a row a landlord (or other group) and category upheld in at least `minimum` cases.

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
    return with_provenance(
        result,
        measure="recurring_failings",
        keys=keys,
        rows=known,
        values=_COUNTED,
        notes=[
            *caveats.about_figures(rows, keys, of),
            caveats.if_any(len(upheld) - len(known), "upheld finding", f"of {NOT_STATED} category or group left out."),
            caveats.if_any(fewer, "group", f"upheld in fewer than {minimum} cases left out."),
        ],
    )


def _with_none(rows: pd.DataFrame, considered: pd.DataFrame) -> int:
    return int(rows["case_reference"].nunique() - considered["case_reference"].nunique())
