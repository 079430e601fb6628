"""What the landlord had offered before, and the least that a case is ordered, of each case."""

import math

import pandas as pd

from ombudsparse.analysis.cases import Tables, table
from ombudsparse.analysis.outcome_sets import TEXT_DTYPE
from ombudsparse.records import AwardRole

_LATEST_FIRST = (AwardRole.OFFERED_STAGE_2.value, AwardRole.OFFERED_STAGE_1.value, AwardRole.OFFERED.value)


def pounds_of(values: pd.Series) -> pd.Series:
    """Money as floats, missing as NaN, be it floats or exact decimals."""
    return pd.Series(values.to_numpy(dtype="float64", na_value=math.nan), index=values.index)


def latest_offers(ds: Tables) -> pd.DataFrame:
    """By case_reference: `offered`, pounds, the largest single sum of the latest stage that has one, and its sentence
    as offer_evidence. A rate ("£15 a week") is no sum."""
    sums = table(ds, "awards")
    sums = sums[sums["role"].isin(_LATEST_FIRST) & sums["formula"].isna()]
    stage = sums["role"].astype(TEXT_DTYPE).map({role: place for place, role in enumerate(_LATEST_FIRST)})
    sums = sums.assign(offered=pounds_of(sums["amount"]), _stage=stage)
    sums = sums.sort_values(["_stage", "offered"], ascending=[True, False], kind="stable")
    kept = sums.drop_duplicates("case_reference").rename(columns={"evidence_sentence": "offer_evidence"})
    return kept[["case_reference", "offered", "offer_evidence"]]


def with_bounds(cases: pd.DataFrame) -> pd.DataFrame:
    """The cases with `ordered_at_least` and `offered_at_least`, which is never under what may be deducted as offered.

    Needs `offered` and the columns of compensation.
    """
    before = cases["compensation_deductible"].where(cases["compensation_deductible"] > 0)
    least = cases["compensation_ordered"].fillna(cases["compensation_at_least"]).fillna(0.0)
    return cases.assign(
        ordered_at_least=least,
        offered_at_least=pd.concat([cases["offered"], before], axis=1).max(axis=1).astype("float64"),
    )
