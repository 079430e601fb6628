"""The questions are answered with the figures of ombudsparse.analysis."""

import pandas as pd
import pytest

from ombudsparse import analysis
from ombudsparse.explore.definitions import notes_of, questions

RATE = ["determinations", "findings", "upheld", "rate", "low", "high"]
MONEY = [
    "cases",
    "awarded",
    "unknown",
    "total",
    "total_at_least",
    "new_money",
    "mean",
    "median",
    "lower_quartile",
    "upper_quartile",
    "largest",
]


def same(answered, expected: pd.DataFrame, key: str, columns: list[str]) -> None:
    """Whether the rows of an answer have the figures of the rows of a measure, group by group."""
    assert len(answered) == len(expected) > 0
    wanted = {str(row[key]).replace("_", " "): row for row in expected.to_dict("records")}
    for row in answered:
        for column in columns:
            value = wanted[row[key]][column]
            if pd.isna(value):
                assert row[column] is None, (row[key], column)
            else:
                assert row[column] == pytest.approx(float(value), abs=1e-9), (row[key], column)


@pytest.mark.parametrize("key", ["landlord", "category", "financial_year"])
def test_maladministration_rate(key, dataset, answer):
    expected = analysis.maladministration_rate(dataset, by=key)
    answered = answer(f"rate_by_{key}")
    same(answered, expected[expected["findings"] > 0], key, RATE)
    small = dict(zip(expected[key].str.replace("_", " "), expected["small"], strict=True))
    assert [row["caution"] is not None for row in answered] == [small[row[key]] for row in answered]


def test_the_rate_of_a_part(dataset, answer):
    findings = analysis.finding_rows(dataset)
    year = findings["financial_year"].mode()[0]
    part = findings[(findings["financial_year"] == year) & (findings["category"] == "complaint_handling")]
    expected = analysis.maladministration_rate(part, by="landlord", minimum=2)
    answered = answer("rate_by_landlord", year=year, category="complaint handling", minimum="2")
    same(answered, expected[expected["findings"] > 0], "landlord", RATE)


def test_too_few_stand_below_the_others(answer):
    answered = answer("rate_by_category", minimum="10")
    cautions = [row["caution"] is not None for row in answered]
    assert cautions == sorted(cautions)
    assert set(cautions) == {True, False}


def test_outcomes(dataset, answer):
    expected = analysis.outcomes(dataset, by="category").pivot(index="category", columns="outcome", values="findings")
    answered = {row["category"]: row for row in answer("outcomes_by_category")}
    assert len(answered) == len(expected)
    others = ["resolved_with_intervention", "mediation", "withdrawn"]
    for category, row in expected.iterrows():
        found = answered[str(category).replace("_", " ")]
        assert found["findings"] == row.sum()
        assert found["resolved_or_withdrawn"] == sum(row.get(name, 0) for name in others)
        for outcome in set(expected.columns) - set(others):
            assert found[outcome] == row[outcome]


@pytest.mark.parametrize("key", ["landlord", "financial_year"])
def test_compensation(key, dataset, answer):
    same(answer(f"compensation_by_{key}"), analysis.compensation(dataset, by=key), key, MONEY)


def test_late_answers(dataset, answer):
    stages = analysis.stage_rows(dataset)
    expected = analysis.response_times(dataset, by="landlord")
    editions = [name for name in expected["edition"].unique() if name != "not stated"]
    assert editions
    for edition in editions:
        part = expected[(expected["stage"] == "stage_2") & (expected["edition"] == edition)]
        columns = ["stages", "undated", "answers", "median_working_days", "counted", "within_limit", "over_limit",
                   "not_told", "over_share", "low", "high", "late_at_most"]  # fmt: skip
        if len(part):
            same(answer("late_responses", edition=edition), part, "landlord", columns)
    first = stages[(stages["stage"] == "stage_1")]
    answered = answer("late_responses", stage="stage 1")
    asked = first[first["counted_least"].notna()]
    assert sum(row["over_limit"] for row in answered) == asked["over_limit"].sum()
    assert sum(row["not_told"] for row in answered) == asked["over_limit"].isna().sum()


@pytest.mark.parametrize("minimum", [1, 2])
def test_recurring_failings(minimum, dataset, answer):
    expected = analysis.recurring_failings(dataset, minimum=minimum)
    answered = answer("recurring_failings", minimum=str(minimum))
    assert len(answered) == len(expected)
    for row, (_, wanted) in zip(answered, expected.iterrows(), strict=True):
        assert row["landlord"] == wanted["landlord"]
        assert row["category"] == wanted["category"].replace("_", " ")
        assert [row["cases"], row["findings"], row["severe"]] == [wanted["cases"], wanted["findings"], wanted["severe"]]
        assert [row["first"], row["last"]] == [str(wanted["first"].date()), str(wanted["last"].date())]


def test_the_rows_behind_a_rate_are_those_that_it_counts(answer, get):
    for row in answer("rate_by_landlord", year="2025-26")[:5]:
        path, _, filters = row["rows_behind"].partition("?")
        behind = get(f"{path}.json?{filters}&_shape=objects&_size=max").json()["rows"]
        assert len(behind) == row["findings"]
        assert sum(found["upheld"] or 0 for found in behind) == row["upheld"]
        assert len({found["case_reference"] for found in behind}) == row["determinations"]


def test_orders_by_deadline(dataset, answer):
    dated = dataset.orders[dataset.orders["due_date"].notna()]
    answered = answer("orders_due")
    assert len(answered) == len(dated) > 0
    days = [row["due_date"] for row in answered]
    assert days == sorted(days, reverse=True)
    middle = days[len(days) // 2]
    assert len(answer("orders_due", due_from=middle)) == sum(day >= middle for day in days)
    apologies = dated["types"].str.split("; ").map(lambda kinds: isinstance(kinds, list) and "apology" in kinds)
    assert len(answer("orders_due", order_type="apology")) == apologies.sum() > 0


@pytest.mark.parametrize(
    ("words", "found"),
    [("leaks", True), ("leak", True), ('"complaint handling"', True), ("", False), ('"', False), ("xyzzy", False),
     ("leak AND", True), ("landlord's (repairs", True), ("text:leak*", False)],
)  # fmt: skip
def test_search(words, found, answer):
    rows = answer("search", words=words)
    assert bool(rows) is found
    assert all("«" in row["passage"] for row in rows)


def test_search_is_by_kind_then_by_closeness(answer):
    kinds = ["finding", "matter of complaint", "order", "recommendation", "dated event"]
    places = [kinds.index(row["kind"]) for row in answer("search", words="repair")]
    assert places == sorted(places)
    assert len(set(places)) >= 4


@pytest.mark.parametrize("question", questions(), ids=lambda each: each.name)
def test_what_every_question_has(question, get):
    page = get(f"/ombudsman/{question.name}")
    assert page.status_code == 200
    assert f"<title>{question.title}" in page.text
    for sentence in notes_of(question):
        assert sentence.split('"')[0].split("'")[0][:60] in page.text
    for name in question.params:
        assert f":{name}" in question.sql
        assert f'name="{name}"' in page.text
    if "rate" in question.name or "compensation" in question.name or question.name == "late_responses":
        assert "hold 53% of the determinations of 2024-25" in page.text


@pytest.mark.parametrize(
    "filters",
    [
        {},
        {"category": "repairs"},
        {"category": "repairs", "year": "2025-26"},
        {"tenure": "leaseholder"},
        {"outcome": "maladministration", "type": "council"},
    ],
)
def test_who_was_ordered_to_pay_most(filters, dataset, answer):
    """The same sums as Python gives with the same filters; each landlord with the sentence of its largest."""
    answered = answer("paid_most", **filters)
    rows = analysis.award_rows(dataset.where(**filters))
    wanted = (rows["attributed"] + rows["unattributed"]).groupby(rows["landlord"]).sum()
    wanted = wanted[wanted > 0].sort_values(ascending=False)
    assert {row["landlord"]: row["total"] for row in answered} == {
        name: round(sum_, 2) for name, sum_ in wanted.items()
    }
    assert [row["total"] for row in answered] == sorted((row["total"] for row in answered), reverse=True)
    for row in answered:
        assert row["quote"].startswith("“")
        assert "(Housing Ombudsman, " in row["quote"]
        assert row["report"].startswith("/report/")


def test_the_rows_behind_a_sum_add_up_to_it(answer, get):
    for row in answer("paid_most", category="repairs", year="2025-26"):
        path, _, filters = row["rows_behind"].partition("?")
        behind = get(f"{path}.json?{filters}&_shape=objects&_size=max").json()["rows"]
        assert sum(each["attributed"] for each in behind) == pytest.approx(row["total"])


def test_a_category_is_known_by_its_slug_too(answer):
    assert answer("rate_by_landlord", category="complaint_handling") == answer(
        "rate_by_landlord", category="complaint handling"
    )
