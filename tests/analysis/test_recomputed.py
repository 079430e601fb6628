"""Every measure computed anew from the base tables, in plain loops, over 2,000 generated cases: no difference.

The cases come in datasets of 0 to 1,000; whatever they lack, all of them are counted or left out for a stated reason.
"""

import datetime as dt
import math
import random
from collections import defaultdict
from statistics import mean, median
from typing import Any

import generated_cases
import pandas as pd
import pytest

from ombudsparse import analysis
from ombudsparse.chronology.response_times import UNTIMED

SIZES = (0, 1, 5, 94, 900, 1000)  # 2,000 cases
UPHELD = ("severe_maladministration", "maladministration", "service_failure")
APART = ("outside_jurisdiction", "withdrawn")
BY = ("landlord", "financial_year")
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module", params=range(len(SIZES)), ids=lambda at: f"{SIZES[at]} cases, {at}")
def ds(request, tables):
    draw = random.Random(request.param)
    cases = [generated_cases.case(draw, f"{request.param}-{at}") for at in range(SIZES[request.param])]
    return generated_cases.perturbed(draw, tables(*cases))


def rows_of(frame: pd.DataFrame) -> Rows:
    plain = frame.astype(object)
    return plain.where(plain.notna(), None).to_dict("records")  # type: ignore[no-any-return]


def days(value: Any) -> dt.date | None:
    return None if value is None or pd.isna(value) else pd.Timestamp(value).date()


def keys(ds: Any) -> dict[str, dict[str, Any]]:
    """Landlord and financial year of each case."""
    made = {}
    for row in rows_of(ds.determinations):
        date = days(row["date"])
        year = "not stated" if date is None else f"{(y := date.year - (date.month < 4))}-{(y + 1) % 100:02d}"
        landlord = row["landlord_canonical"] or row["landlord"] or "not stated"
        made[row["case_reference"]] = {"landlord": landlord, "financial_year": year, "date": date}
    return made


def groups(ds: Any, rows: Rows, by: tuple[str, ...] | str) -> dict[Any, Rows]:
    """Rows with case_reference by the keys of their cases, or by a key of their own."""
    of_case = keys(ds)
    found: dict[Any, Rows] = defaultdict(list)
    for row in rows:
        found[of_case[row["case_reference"]][by] if by in BY else row[by]].append(row)
    return found


def same(result: pd.DataFrame, key: str, expected: dict[Any, dict[str, Any]]) -> None:
    assert set(result[key]) == set(expected)
    for row in rows_of(result):
        for name, value in expected[row[key]].items():
            if value is None:
                assert row[name] is None, (row[key], name)
            else:
                assert row[name] == pytest.approx(value, abs=0.006), (row[key], name)


def formal(ds: Any) -> Rows:
    heads = {(row["case_reference"], row["number"]): row["category"] for row in rows_of(ds.heads)}
    found = [row for row in rows_of(ds.findings) if row["statement"] == "formal"]
    return [row | {"category": heads.get((row["case_reference"], row["head_number"])) or "not stated"} for row in found]


@pytest.mark.parametrize("by", ["landlord", "financial_year", "category"])
def test_rates(ds, by):
    expected = {}
    for key, rows in groups(ds, formal(ds), by).items():
        counted = [row for row in rows if row["outcome"] not in APART]
        cases: dict[str, bool] = defaultdict(bool)
        for row in counted:
            cases[row["case_reference"]] |= row["outcome"] in UPHELD
        upheld = sum(row["outcome"] in UPHELD for row in counted)
        expected[key] = {
            "determinations": len(cases), "findings": len(counted), "upheld": upheld,
            "rate": upheld / len(counted) if counted else None, "cases": sum(cases.values()),
        }  # fmt: skip
    by_case = {key: {"upheld": each.pop("cases"), "cases": each["determinations"]} for key, each in expected.items()}
    same(analysis.maladministration_rate(ds, by), by, expected)
    same(analysis.maladministration_rate(ds, by, level="case"), by, by_case)


def test_effective_numbers_and_intervals(ds):
    counted = [row for row in formal(ds) if row["outcome"] not in APART]
    alike = analysis.intra_case_correlation(ds)
    by_landlord = analysis.maladministration_rate(ds, "landlord").set_index("landlord")
    for key, rows in groups(ds, counted, "landlord").items():
        sizes: dict[str, int] = defaultdict(int)
        for row in rows:
            sizes[row["case_reference"]] += 1
        n, upheld = len(rows), sum(row["outcome"] in UPHELD for row in rows)
        worth = n / (1 + (sum(size**2 for size in sizes.values()) / n - 1) * alike)
        result = by_landlord.loc[key]
        assert result["effective"] == pytest.approx(worth)
        assert (result["low"], result["high"]) == pytest.approx(analysis.wilson(upheld, n, worth))


@pytest.mark.parametrize("by", ["landlord", "category"])
def test_outcomes(ds, by):
    result = analysis.outcomes(ds, by)
    expected = groups(ds, formal(ds), by)
    assert result["findings"].sum() == sum(map(len, expected.values()))
    for row in rows_of(result):
        rows = expected[row[by]]
        assert row["total"] == len(rows)
        assert row["findings"] == sum(each["outcome"] == row["outcome"] for each in rows)
        assert row["share"] == pytest.approx(row["findings"] / len(rows))


def test_recurring_failings(ds):
    found: dict[tuple[str, str], Rows] = defaultdict(list)
    of_case = keys(ds)
    for row in formal(ds):
        landlord = of_case[row["case_reference"]]["landlord"]
        if row["outcome"] in UPHELD and "not stated" not in (landlord, row["category"]):
            found[landlord, row["category"]].append(row)
    again = {key: rows for key, rows in found.items() if len({row["case_reference"] for row in rows}) >= 2}
    result = rows_of(analysis.recurring_failings(ds))
    assert {(row["landlord"], row["category"]) for row in result} == set(again)
    for row in result:
        rows = again[row["landlord"], row["category"]]
        assert row["cases"] == len({each["case_reference"] for each in rows})
        assert (row["findings"], row["severe"]) == (len(rows), sum(each["outcome"] == UPHELD[0] for each in rows))


def money(ds: Any) -> dict[str, dict[str, float | None]]:
    """Ordered, deductible, new, at least and offered, of each case."""
    made: dict[str, dict[str, float | None]] = {}
    sums: dict[str, Rows] = defaultdict(list)
    for row in rows_of(ds.awards):
        sums[row["case_reference"]].append(row)
    for row in rows_of(ds.determinations):
        own = [each for each in sums[row["case_reference"]] if each["formula"] is None]
        ordered = None if row["compensation_ordered"] is None else float(row["compensation_ordered"])
        before = float(row["compensation_deductible"] or 0)
        least = row["compensation_at_least"]
        offered = 0.0
        for stage in ("offered_stage_2", "offered_stage_1", "offered"):
            offers = [float(each["amount"]) for each in own if each["role"] == stage]
            if offers:
                offered = max(offers)
                break
        made[row["case_reference"]] = {
            "ordered": ordered, "new": None if ordered is None else max(0.0, ordered - before),
            "least": float(least or 0) if ordered is None else ordered,
            "offered": max(offered, before),
        }  # fmt: skip
    return made


@pytest.mark.parametrize("zeros", [False, True])
@pytest.mark.parametrize("by", BY)
def test_compensation(ds, by, zeros):
    sums = money(ds)
    expected = {}
    for key, rows in groups(ds, rows_of(ds.determinations), by).items():
        own = [sums[row["case_reference"]] for row in rows]
        known = [each["ordered"] for each in own if each["ordered"] is not None]
        behind = known if zeros else [each for each in known if each]
        new = sum(each["new"] for each in own if each["new"] is not None)
        expected[key] = {
            "cases": len(own), "unknown": len(own) - len(known), "total": sum(known), "new_money": new,
            "awarded": len(own) - len(known) + sum(each > 0 for each in known), "deductible": sum(known) - new,
            "total_at_least": sum(each["least"] for each in own), "mean": mean(behind) if behind else None,
            "median": median(behind) if behind else None, "largest": max(behind, default=None),
        }  # fmt: skip
    same(analysis.compensation(ds, by, zeros=zeros), by, expected)


@pytest.mark.parametrize("by", ["category", "severity"])
def test_compensation_by_head_adds_up(ds, by):
    ordered = sum(each["ordered"] or 0 for each in money(ds).values())
    assert analysis.compensation(ds, by)["total"].sum() == pytest.approx(ordered)


@pytest.mark.parametrize("by", BY)
def test_earlier_offers(ds, by):
    sums = {case: each for case, each in money(ds).items() if each["ordered"] and each["offered"]}
    expected = {}
    both = [row for row in rows_of(ds.determinations) if row["case_reference"] in sums]
    for key, rows in groups(ds, both, by).items():
        own = [sums[row["case_reference"]] for row in rows]
        expected[key] = {
            "cases": len(own), "offered": sum(each["offered"] for each in own), "new_money": sum(e["new"] for e in own),
            "ordered": sum(each["ordered"] for each in own),
            "median_ratio": median(each["ordered"] / each["offered"] for each in own),
            "ordered_more": sum(each["ordered"] > each["offered"] for each in own),
        }  # fmt: skip
    same(analysis.earlier_offers(ds, by), by, expected)


def test_order_types(ds):
    dates = {case: each["date"] for case, each in keys(ds).items()}
    found: dict[str, list[tuple[str, int | None]]] = defaultdict(list)
    for row in rows_of(ds.orders):
        due, date = days(row["due_date"]), dates[row["case_reference"]]
        left = (due - date).days if due and date else None
        for kind in (row["types"] or "not stated").split("; "):
            found[kind].append((row["case_reference"], left))
    of_cases = len({row["case_reference"] for row in rows_of(ds.orders)})
    expected = {
        kind: {
            "orders": len(rows), "cases": len({case for case, _ in rows}),
            "share": len({case for case, _ in rows}) / of_cases,
            "median_days_to_due": median(known) if (known := [left for _, left in rows if left is not None]) else None,
        }
        for kind, rows in found.items()
    }  # fmt: skip
    same(analysis.order_types(ds), "type", expected)


@pytest.mark.parametrize("by", BY)
def test_time_to_determination(ds, by):
    first: dict[str, list[tuple[dt.date, dt.date]]] = defaultdict(list)
    for row in rows_of(ds.events):
        if row["type"] in ("issue_reported", "complaint_made"):
            first[row["case_reference"]].append((days(row["earliest"]), days(row["latest"])))
    expected = {}
    dates = keys(ds)
    for key, rows in groups(ds, rows_of(ds.determinations), by).items():
        bounds = []
        for row in rows:
            date, own = dates[row["case_reference"]]["date"], first[row["case_reference"]]
            if date and own and (most := (date - min(a for a, _ in own)).days) >= 0:
                bounds.append((max(0, (date - min(b for _, b in own)).days), most))
        timed = [most for least, most in bounds if least == most]
        expected[key] = {
            "cases": len(rows), "timed": len(timed), "partial": len(bounds) - len(timed),
            "median_days": median(timed) if timed else None, "longest": max(timed, default=None),
            "median_at_least": median(low for low, _ in bounds) if bounds else None,
            "median_at_most": median(high for _, high in bounds) if bounds else None,
        }  # fmt: skip
    same(analysis.time_to_determination(ds, by), by, expected)


def test_response_times(ds):
    stages = rows_of(analysis.stage_rows(ds))
    for row in rows_of(analysis.response_times(ds)):
        own = [each for each in stages if each["stage"] == row["stage"]
               and (each["edition"] or "not stated") == row["edition"]]  # fmt: skip
        known = [each["working_days"] for each in own if each["working_days"] is not None]
        assert (row["stages"], row["answers"]) == (len(own), len(known))
        assert row["undated"] == sum(each["undated"] for each in own)
        assert row["median_working_days"] == (median(known) if known else None)
        if row["stage"] in UNTIMED:
            assert row["counted"] is None
            continue
        asked = [each for each in own if each["counted_least"] is not None]
        over = sum(each["over_limit"] is True for each in asked)
        open_ = sum(each["over_limit"] is None for each in asked)
        assert (row["counted"], row["over_limit"], row["not_told"]) == (len(asked), over, open_)
        assert row["within_limit"] == len(asked) - over - open_
        if asked:
            assert row["over_share"] == pytest.approx(over / len(asked))
            assert row["late_at_most"] == pytest.approx((over + open_) / len(asked))
            assert row["low"] == pytest.approx(analysis.wilson(over, len(asked))[0])
            assert row["high"] == pytest.approx(analysis.wilson(over + open_, len(asked))[1])
            beyond = sum(each["over_extended"] is True for each in asked)
            assert row["late_at_least"] is None or row["late_at_least"] == pytest.approx(beyond / len(asked))
            assert row["late_at_least"] is not None or row["edition"] == "2020"


def test_comparison_and_changes(ds):
    years = [year for year in ("2021-22", "2022-23") if year in set(analysis.finding_rows(ds)["financial_year"])]
    if len(years) < 2:
        pytest.skip("too few cases for two years")
    rates = analysis.maladministration_rate(ds, "financial_year").set_index("financial_year")
    rate = analysis.compare(ds, *years, by="financial_year").set_index("measure").loc["maladministration rate"]
    assert [rate["a"], rate["b"]] == pytest.approx([rates.loc[year, "rate"] for year in years], nan_ok=True)
    assert [rate["a_n"], rate["b_n"]] == [rates.loc[year, "findings"] for year in years]
    pairs = [(int(rates.loc[year, "upheld"]), int(rates.loc[year, "findings"])) for year in years]
    worth = tuple(None if math.isnan(e) else e for e in (rates.loc[year, "effective"] for year in years))
    assert [rate["low"], rate["high"]] == pytest.approx(analysis.newcombe(*pairs, worth), nan_ok=True)
    both = analysis.maladministration_rate(ds, ["landlord", "financial_year"]).set_index(["landlord", "financial_year"])
    for row in rows_of(analysis.biggest_changes(ds, tuple(years))):
        assert row["landlord"] != "not stated"
        before, after = (both.loc[(row["landlord"], year)] for year in years)
        assert min(before["determinations"], after["determinations"]) >= 5
        assert row["difference"] == pytest.approx(after["rate"] - before["rate"])
        assert 0 <= row["chance"] <= row["false_alarms"] <= 1


MEASURES = {
    "rate": lambda ds: analysis.maladministration_rate(ds, "landlord"),
    "rate by category": lambda ds: analysis.maladministration_rate(ds, "category"),
    "outcomes": lambda ds: analysis.outcomes(ds, "landlord"),
    "failings": analysis.recurring_failings,
    "compensation": lambda ds: analysis.compensation(ds, "landlord"),
    "compensation with zeros": lambda ds: analysis.compensation(ds, "year", zeros=True),
    "compensation by category": lambda ds: analysis.compensation(ds, "category"),
    "offers": lambda ds: analysis.earlier_offers(ds, "landlord"),
    "orders": lambda ds: analysis.order_types(ds, "landlord"),
    "answers": lambda ds: analysis.response_times(ds, "landlord"),
    "times": lambda ds: analysis.time_to_determination(ds, "landlord"),
}


@pytest.mark.parametrize("name", MEASURES)
def test_nothing_vanishes(ds, name):
    """All cases, findings, orders, stages and sources of the data are counted, or left out for a stated reason."""
    result = MEASURES[name](ds)
    counts = analysis.account(result)
    wholes = {"cases": len(ds.determinations), "sources": len(ds.sources), "findings": len(formal(ds)),
              "orders": len(ds.orders), "stages": len(analysis.stage_rows(ds))}  # fmt: skip
    for unit, rows in counts.groupby("unit"):
        parts = dict(zip(rows["what"], rows["number"], strict=True))
        assert parts.pop("all") == sum(parts.values()) == wholes[unit], unit
    assert ("cases" in set(counts["unit"])) == bool(len(ds.determinations))
    left = analysis.left_out(result)
    assert len(left) == counts.loc[~counts["what"].isin(["all", "counted"]), "number"].sum()
    words = " ".join(analysis.notes(result))
    for what in set(left.loc[left["unit"] == "cases", "what"]):
        assert what in words or name == "failings" or what == "with no money ordered", what


@pytest.mark.parametrize("name", MEASURES)
def test_columns_and_dtypes_do_not_depend_on_the_data(ds, name, tables):
    usual = MEASURES[name](tables(*(generated_cases.case(random.Random(3), f"u{at}") for at in range(30))))
    result = MEASURES[name](ds)
    assert list(result.columns) == list(usual.columns)
    assert result.dtypes.astype(str).to_dict() == usual.dtypes.astype(str).to_dict()
