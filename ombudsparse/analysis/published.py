"""A dataset beside the figures that the Ombudsman itself publishes: coverage, rates, severe findings."""

import csv
import math
from pathlib import Path
from typing import Any

import pandas as pd
from msgspec import Struct

from ombudsparse import vocabulary
from ombudsparse.analysis import caveats
from ombudsparse.analysis.accounts import COUNTED, case_fates, fates_of, references
from ombudsparse.analysis.cases import Tables, case_keys
from ombudsparse.analysis.clusters import effective_number, likeness
from ombudsparse.analysis.grouping import rows_of
from ombudsparse.analysis.intervals import NOTHING, wilson
from ombudsparse.analysis.outcome_sets import NOT_CONSIDERED, SEVERE, TEXT_DTYPE
from ombudsparse.analysis.provenance import with_provenance
from ombudsparse.analysis.rates import MINIMUM
from ombudsparse.analysis.units import finding_rows
from ombudsparse.errors import AnalysisError
from ombudsparse.landlords.resolve import landlord

ALL = "all landlords"
_ROUNDING = 0.005  # the published rates are whole per cents
_FIELDS = ("landlord", "financial_year", "determinations", "findings", "severe_findings", "maladministration_rate")
_ELSEWHERE = "of another year or landlord"
_COUNTED = ("number", "outcome", "upheld", "text")
_TYPES = {
    "landlord": TEXT_DTYPE, "homes_band": TEXT_DTYPE, "published_determinations": "Int64", "cases": "Int64",
    "coverage": "float64", "published_rate": "float64", "findings": "Int64", "upheld": "Int64", "rate": "float64",
    "low": "float64", "high": "float64", "difference": "float64", "beyond_chance": "boolean",
    "published_findings": "Int64", "published_severe": "Int64", "severe": "Int64", "severe_share": "float64",
    "published_severe_share": "float64", "small": "bool",
}  # fmt: skip


class PublishedYear(Struct, frozen=True, forbid_unknown_fields=True):
    """What is published of a year: of all landlords (determinations, rate in per cent), and of each: homes band, name,
    determinations, findings, severe findings, rate in per cent."""

    financial_year: str
    source: str
    national: tuple[int, float] | None = None
    landlords: tuple[tuple[str, str, int, int, int, float], ...] = ()


class _Published(Struct, frozen=True, forbid_unknown_fields=True):
    years: tuple[PublishedYear, ...]


def published_years() -> tuple[PublishedYear, ...]:
    """The published figures that come with the package, the latest first. Raises VocabularyError for a damaged file."""
    loaded: _Published = vocabulary.load_vocabulary("published_figures", _Published)
    return loaded.years


def beside_published(
    of: Tables | pd.DataFrame, year: str = "2024-25", *, published: str | Path | None = None, minimum: int = MINIMUM
) -> pd.DataFrame:
    """The figures of a financial year beside those that the Ombudsman publishes: all landlords first, then one row for
    each landlord that is published, the most determinations first.

    Columns: landlord; homes_band; published_determinations; cases (held, decided in the year); coverage (cases ÷
    published_determinations); published_rate; findings (considered), upheld, rate (0 to 1); low, high (95%, Wilson, of
    the effective number ÷ (1 − coverage): how far the rate of all could be from that of the cases held by chance
    alone); difference (rate less published_rate); beyond_chance (whether the published rate, as rounded, lies outside;
    missing where the row is small); published_findings, published_severe, published_severe_share, severe, severe_share
    (findings of severe maladministration, and their share of all formal findings); small (fewer than `minimum` cases
    with a finding considered). `published`: a CSV of your own for other years, with the columns landlord,
    financial_year, determinations, findings, severe_findings, maladministration_rate (0 to 1, or "71%"), and homes_band
    where known. `of`: a Dataset, or `finding_rows` of it. Raises AnalysisError where the year is not published, or the
    file is not such.
    """
    known = _of_year(year, published)
    rows = rows_of(of, finding_rows, _COUNTED)
    cases = case_keys(of) if not isinstance(of, pd.DataFrame) else rows.drop_duplicates("case_reference")
    cases = cases[cases["financial_year"] == year]
    formal = rows[rows["financial_year"] == year]
    considered = rows[~rows["outcome"].isin(NOT_CONSIDERED)]
    alike = likeness(considered["case_reference"], considered["upheld"].fillna(False).astype(bool))
    lines = []
    if known.national:
        lines.append(_line(ALL, None, (known.national[0], None, None, known.national[1]), cases, formal, alike.used))
    named = [(landlord(name).name or name, band, tuple(rest)) for band, name, *rest in known.landlords]
    for name, band, rest in sorted(named, key=lambda each: (-each[2][0], each[0])):
        mine = cases["landlord"] == name
        lines.append(_line(name, band, rest, cases[mine], formal[formal["landlord"] == name], alike.used))
    result = pd.DataFrame([line | {"small": line["_cases"] < minimum} for line in lines], columns=list(_TYPES))
    result = result.astype(_TYPES)
    result.loc[result["small"], "beyond_chance"] = pd.NA
    compared, beyond = int(result["beyond_chance"].notna().sum()), int(result["beyond_chance"].fillna(False).sum())
    names = {name for name, _, _ in named}
    others = cases[~cases["landlord"].isin(names)]
    every = references(of, rows)
    counted = cases if known.national else cases[cases["landlord"].isin(names)]
    behind = formal.assign(outcome=formal["outcome"].astype(TEXT_DTYPE))
    told = [behind[behind["landlord"].isin(names)], *([behind.assign(landlord=ALL)] if known.national else [])]
    return with_provenance(
        result,
        measure="beside_published",
        keys=["landlord"],
        rows=pd.concat(told, ignore_index=True),
        values=_COUNTED,
        notes=[
            f"Published figures of {year}: {known.source}.",
            *caveats.about_figures(cases, ["landlord"], of),
            caveats.if_any(int(others["case_reference"].nunique()), "case", "of landlords with no published figures of "
                           "their own, in the row of all landlords alone." if known.national else "left out."),
            _apart_by_chance(compared, beyond),
            _overfull(result),
            caveats.small_rows(result["small"], minimum, "cases with a finding considered"),
        ],
        fates=fates_of(of, case_fates(every, (COUNTED, counted["case_reference"]), rest=_ELSEWHERE)),
    )  # fmt: skip


def _apart_by_chance(compared: int, beyond: int) -> str | None:
    if not compared:
        return None
    return (
        f"{compared} rates are compared: chance alone would be expected to set {compared * 0.05:.1f} of them apart, "
        f"and {beyond} are. Those differ by which decisions are published, by misreading, or by what the Ombudsman "
        "leaves out of its rate."
    )


def _overfull(result: pd.DataFrame) -> str | None:
    over = result.loc[result["coverage"] > 1, "landlord"]
    if not len(over):
        return None
    named = ", ".join(map(str, over))
    return f"More cases are held than determinations are published of {named}: see whether names were joined."


def _line(
    name: str, band: str | None, published: tuple[Any, ...], cases: pd.DataFrame, formal: pd.DataFrame, alike: float
) -> dict[str, Any]:
    """The figures of one landlord, or of all."""
    determinations, findings, severe, rate = published
    considered = formal[~formal["outcome"].isin(NOT_CONSIDERED)]
    n, upheld = len(considered), int(considered["upheld"].fillna(False).astype(bool).sum())
    held = int(cases["case_reference"].nunique())
    coverage = held / determinations if determinations else math.nan
    own = int((formal["outcome"] == SEVERE).sum())
    share, published_rate = (upheld / n if n else math.nan), rate / 100
    low, high = NOTHING
    if n:
        sizes = considered.groupby("case_reference").size()
        worth = float(effective_number(sizes, pd.Series(0, index=sizes.index), alike).iloc[0])
        rest = max(1 - coverage, 0.0)  # with all cases held, chance has no part
        low, high = wilson(upheld, n, worth / rest) if rest else (share, share)
    return {
        "landlord": name, "homes_band": band, "published_determinations": determinations, "cases": held,
        "coverage": coverage, "published_rate": published_rate, "findings": n, "upheld": upheld, "rate": share,
        "low": low, "high": high, "difference": share - published_rate,
        "beyond_chance": (published_rate + _ROUNDING < low or published_rate - _ROUNDING > high) if n else None,
        "published_findings": findings, "published_severe": severe, "severe": own,
        "published_severe_share": severe / findings if findings else None,
        "severe_share": own / len(formal) if len(formal) else math.nan,
        "_cases": considered["case_reference"].nunique(),
    }  # fmt: skip


def _of_year(year: str, path: str | Path | None) -> PublishedYear:
    """What is published of a year, in the user's file or in the package."""
    known = published_years() if path is None else _read(Path(path))
    for each in known:
        if each.financial_year == year:
            return each
    years = ", ".join(each.financial_year for each in known)
    where = "the package" if path is None else path
    raise AnalysisError(f"year: {where} has no published figures of {year!r}; use any of {years}, or give your own CSV")


def _read(path: Path) -> tuple[PublishedYear, ...]:
    """The years of a user's CSV. Raises AnalysisError, which names the file and the line."""
    years: dict[str, list[tuple[str, str, int, int, int, float]]] = {}
    line = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                line += 1
                counts = (int(row["determinations"]), int(row["findings"]), int(row["severe_findings"]))
                figures = (row.get("homes_band") or "", row["landlord"], *counts)
                years.setdefault(row["financial_year"], []).append((*figures, _per_cent(row["maladministration_rate"])))
    except (OSError, UnicodeDecodeError) as error:
        raise AnalysisError(f"published: {path} cannot be read: {error}") from error
    except KeyError as error:
        raise AnalysisError(f"published: {path} has no column {error}; it needs {', '.join(_FIELDS)}") from error
    except (TypeError, ValueError) as error:
        raise AnalysisError(f"published: {path}, line {line}: {error}; give whole numbers and a rate") from error
    if not years:
        raise AnalysisError(f"published: {path} has no rows; it needs {', '.join(_FIELDS)}")
    return tuple(PublishedYear(year, f"given in {path.name}", None, tuple(rows)) for year, rows in years.items())


def _per_cent(text: str) -> float:
    value = float(text.strip().removesuffix("%"))
    return value if "%" in text or value > 1 else 100 * value
