"""A decision on several complaints, published under the reference of each, is one case; what may be one is told."""

import pytest
from small_report import small_report, write_reports

from ombudsparse.collection.dataset import Dataset
from ombudsparse.dataset.build import build

A, B, C = "202100002", "202100003", "202100007"
BOTH = f"{A} and {B}"
# what stands in the heading and the title of each page, and how many cases and pounds come of them
JOINT = {
    "each names both, its own first": ([(A, BOTH), (B, f"{B} and {A}")], 1, 400),
    "both in the same order": ([(A, BOTH), (B, BOTH)], 1, 400),
    "with an ampersand": ([(A, f"{A} & {B}"), (B, f"{B} & {A}")], 1, 400),
    "only one names the other": ([(A, BOTH), (B, B)], 1, 400),
    "three": ([(A, f"{A}, {B} and {C}"), (B, f"{B}, {A} and {C}"), (C, f"{C}, {A} and {B}")], 1, 400),
    "a chain of three": ([(A, BOTH), (B, f"{B} and {C}"), (C, C)], 1, 400),
    "neither names the other": ([(A, A), (B, B)], 2, 800),
}


@pytest.mark.parametrize(("pages", "cases", "pounds"), JOINT.values(), ids=JOINT)
def test_a_decision_published_under_each_reference_is_one_case(pages, cases, pounds, inline, tmp_path):
    folder = write_reports(tmp_path / "r", {name: small_report(name, line=line) for name, line in pages})
    done = build(folder, tmp_path / "out", executor=inline)
    made = Dataset(tmp_path / "out")
    assert (done.cases, done.duplicates) == (cases, len(pages) - cases)
    assert float(made.determinations.compensation_ordered.astype(float).sum()) == pounds
    told = made.problems[made.problems.stage.isin(["build", "joint"])].code
    if cases == 1:
        row = made.determinations.iloc[0]
        assert {row.case_reference, *row.other_references.split("; ")} == {name for name, _ in pages}
        assert "duplicate_report" not in set(told) or pages[1][1] == BOTH
    else:
        assert list(told) == ["perhaps_one_decision"] * cases


def codes(tmp_path, inline, one, other):
    folder = write_reports(tmp_path / "r", {A: one, B: other})
    done = build(folder, tmp_path / "out", executor=inline)
    problems = Dataset(tmp_path / "out").problems
    return done.cases, sorted(problems[problems.stage.isin(["build", "joint"])].code)


def test_decisions_that_name_one_another_and_order_otherwise_are_two_and_told(inline, tmp_path):
    one, other = small_report(A, line=BOTH), small_report(B, line=f"{B} and {A}", pounds=250)
    assert codes(tmp_path, inline, one, other) == (2, ["perhaps_one_decision"] * 2)


def test_a_later_decision_on_a_complaint_named_before_is_another(inline, tmp_path):
    one, other = small_report(A, line=BOTH), small_report(B, date="9 July 2025", more="More.")
    assert codes(tmp_path, inline, one, other) == (2, [])


def test_another_landlord_is_another_case(inline, tmp_path):
    one, other = small_report(A, line=BOTH), small_report(B, landlord="Corley Homes Limited", more="More.")
    assert codes(tmp_path, inline, one, other) == (2, [])


def test_other_words_under_other_references_are_two_cases(inline, tmp_path):
    one, other = small_report(A), small_report(B, more="She wrote again on 5 June 2023.")
    assert codes(tmp_path, inline, one, other) == (2, [])


def test_an_amended_page_of_a_joint_decision_is_kept(inline, tmp_path):
    one = small_report(A, line=BOTH)
    other = small_report(B, line=f"{B} and {A}", date="1 May 2024 [amended 7 July 2024]")
    assert codes(tmp_path, inline, one, other)[0] == 1
    assert list(Dataset(tmp_path / "out").determinations.case_reference) == [B]


def test_a_joint_decision_of_which_the_second_page_comes_a_month_later(inline, tmp_path):
    out = tmp_path / "out"
    build(write_reports(tmp_path / "may", {A: small_report(A, line=BOTH)}), out, executor=inline)
    june = write_reports(tmp_path / "june", {B: small_report(B, line=f"{B} and {A}")})
    assert build(june, out, executor=inline, add=True).cases == 1
    assert build(june, out, executor=inline, add=True).cases == 1
    assert float(Dataset(out).determinations.compensation_ordered.astype(float).sum()) == 400
