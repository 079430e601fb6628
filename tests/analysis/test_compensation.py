"""Compensation and earlier offers: sums added up by hand from the five cases."""

import pandas as pd
import pytest

from ombudsparse import AnalysisError
from ombudsparse.analysis import award_rows, case_rows, compensation, earlier_offers, notes

FIGURES = ["cases", "awarded", "total", "deductible", "new_money", "mean", "median", "lower_quartile", "upper_quartile",
           "largest"]  # fmt: skip


def test_compensation_of_all(small):
    # A1 400 of which 50 may be deducted, A2 250; B1 and C1 nothing; D1 not known
    result = compensation(small)
    assert result[FIGURES].iloc[0].to_list() == [5, 3, 650, 50, 600, 325, 325, 287.5, 362.5, 400]
    assert result[["unknown", "total_at_least"]].iloc[0].to_list() == [1, 650]
    assert bool(result["small"].iloc[0])
    assert "2 cases with no money ordered left out of mean and median." in notes(result)
    assert "1 case with an order of money whose sum is not known counted as an award, without a sum: D1." in notes(
        result
    )
    assert any("may lean either way" in note for note in notes(result))


def test_compensation_with_zeros(small):
    # 0, 0, 250, 400
    result = compensation(small, zeros=True)
    assert result[FIGURES].iloc[0].to_list() == [5, 3, 650, 50, 600, 162.5, 125, 0, 287.5, 400]
    assert any("lean low" in note for note in notes(result))
    assert "2 cases with no money ordered counted as £0 in mean and median." in notes(result)


def test_compensation_by_landlord(small):
    result = compensation(small, "landlord", minimum=2)
    assert result[["landlord", "cases", "awarded", "total"]].to_numpy().tolist() == [
        ["Fairholt Trust", 2, 0, 0.0],
        ["London Borough of Lambeth", 2, 2, 650.0],
        ["not stated", 1, 1, 0.0],
    ]
    assert result["mean"].isna().to_list() == [True, False, True]
    assert result["small"].to_list() == [True, False, True]


def test_more_deducted_than_ordered_leaves_no_new_money(tables):
    ds = tables({"ref": "E1", "money": ("100", "250")})
    assert compensation(ds)[["total", "deductible", "new_money"]].iloc[0].to_list() == [100, 100, 0]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        # A1: 300 of the total of 400 for damp, 100 for complaint handling; A2: 200 for damp, 50 for no head
        (
            "category",
            [
                ("damp_and_mould", 2, 500, 250, 300),
                ("complaint_handling", 1, 100, 100, 100),
                ("not stated", 1, 50, 50, 50),
            ],
        ),
        (
            "severity",
            [
                ("severe_maladministration", 1, 300, 300, 300),
                ("maladministration", 1, 200, 200, 200),
                ("service_failure", 1, 100, 100, 100),
                ("not stated", 1, 50, 50, 50),
            ],
        ),
    ],
)
def test_compensation_by_head(small, by, expected):
    result = compensation(small, by)
    assert list(result[[by, "cases", "total", "mean", "largest"]].itertuples(index=False, name=None)) == expected
    assert result["total"].sum() == compensation(small)["total"].iloc[0]
    assert result[["deductible", "new_money"]].isna().all(axis=None)
    assert "£50.00 of £650.00 is ordered for no matter that the report names." in notes(result)


def test_heads_of_one_category_are_one_sum_of_the_case(tables):
    ds = tables(
        {
            "ref": "E1",
            "money": ("30", "0"),
            "heads": ["pests"] * 2,
            "awards": [("10", "ordered", 1), ("20", "ordered", 2)],
        }
    )
    assert compensation(ds, "category")[["category", "cases", "mean"]].to_numpy().tolist() == [["pests", 1, 30.0]]


def test_compensation_by_category_and_year(small):
    result = compensation(small, ["financial_year", "category"])
    assert result[["financial_year", "category", "total"]].to_numpy().tolist() == [
        ["2022-23", "damp_and_mould", 300.0],
        ["2022-23", "complaint_handling", 100.0],
        ["2023-24", "damp_and_mould", 200.0],
        ["2023-24", "not stated", 50.0],
    ]


def test_filtered_awards_keep_what_they_are_for(small):
    rows = award_rows(small)
    only = compensation(rows[rows["category"] == "damp_and_mould"], "category")
    assert only[["category", "total"]].to_numpy().tolist() == [["damp_and_mould", 500.0]]


def test_no_money_at_all(tables):
    ds = tables({"ref": "E1"})
    assert compensation(ds)[["cases", "awarded", "total"]].iloc[0].to_list() == [1, 0, 0]
    assert compensation(ds)["mean"].isna().all()
    assert compensation(ds, zeros=True)["mean"].to_list() == [0]
    assert len(compensation(ds, "category")) == 0
    assert earlier_offers(ds)["cases"].to_list() == [0]
    assert earlier_offers(ds)["share_ordered_more"].isna().all()


@pytest.mark.parametrize(
    ("of", "arguments", "message"),
    [
        (lambda ds: ds, {"by": "category", "zeros": True}, "zeros: by category or severity"),
        (lambda ds: ds, {"by": "landlrd"}, "did you mean 'landlord'"),
        (award_rows, {}, r"no column compensation_deductible.*case_rows"),
        (case_rows, {"by": "category"}, r"no column number.*award_rows"),
    ],
)
def test_what_cannot_be_computed(small, of, arguments, message):
    with pytest.raises(AnalysisError, match=message):
        compensation(of(small), **arguments)


def test_earlier_offers(small):
    # A1: at least 150 offered, 400 ordered; A2: at least 75, 250; C1 had an offer and no order
    row = earlier_offers(small).iloc[0]
    assert row.to_list() == [2, 225, 650, 425, 600, 3.0, 2, 1.0]
    assert any("lower bounds" in note for note in notes(earlier_offers(small)))


def test_an_order_of_no_more_than_the_offer(tables):
    offered = [("100", "offered_stage_2"), ("100", "ordered")]
    result = earlier_offers(tables({"ref": "E1", "money": ("100", "0"), "awards": offered}))
    assert result[["cases", "difference", "median_ratio", "ordered_more", "share_ordered_more"]].iloc[0].to_list() == [
        1, 0, 1, 0, 0
    ]  # fmt: skip


def test_offers_are_of_cases_and_not_of_categories(small):
    with pytest.raises(AnalysisError, match="it counts cases"):
        earlier_offers(small, "category")


def test_case_rows_filtered_by_hand(small):
    rows = case_rows(small)
    assert compensation(rows[rows["tenure"] == "leaseholder"])["total"].to_list() == [250]
    assert isinstance(compensation(rows), pd.DataFrame)


def test_what_is_known_of_an_unknown_sum(tables):
    ds = tables({"ref": "E1", "money": (None, "0"), "compensation_at_least": "200"})
    row = compensation(ds).iloc[0]
    assert row[["cases", "awarded", "unknown", "total", "total_at_least"]].to_list() == [1, 1, 1, 0, 200]
    assert pd.isna(row["mean"])


def test_an_offer_is_never_less_than_what_may_be_deducted(tables):
    row = case_rows(tables({"ref": "E1", "money": ("500", "275"), "awards": [("100", "offered")]})).iloc[0]
    assert row["offered_at_least"] == 275
