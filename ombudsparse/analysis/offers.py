"""What is known of a case's money beside the sum ordered: offers made before, money offered again, parts of sums."""

import math

import pandas as pd

from ombudsparse.analysis.cases import Tables, table
from ombudsparse.analysis.outcome_sets import TEXT_DTYPE
from ombudsparse.records import AwardRole
from ombudsparse.vocabulary.patterns import Wording

_ORDERED = AwardRole.ORDERED.value
_STAGES = (
    AwardRole.OFFERED_STAGE_2.value,
    AwardRole.OFFERED_STAGE_1.value,
    AwardRole.OFFERED.value,
)  # the latest first
# "re-offer the resident the £300", "offer again the sum of £300"
_AGAIN_BEFORE = Wording(r"(?:\bre-?\s?offer|\boffer(?:s|ed)?\s+again\b)[^.£]{0,80}$")
# "£300 (that) it had previously offered", "£300 already offered", "£300 offered in its final response"
_AGAIN_AFTER = Wording(
    r"^\s*(?:(?:that|which)\s+)?(?:(?:it|the\s+landlord)\s+)?"
    r"(?:(?:has|had|was|were|been|already|previously)\s+){0,3}offered\b"
)


def pounds_of(values: pd.Series) -> pd.Series:
    """Money as floats, missing as NaN, be it floats or exact decimals."""
    return pd.Series(values.to_numpy(dtype="float64", na_value=math.nan), index=values.index)


def known_money(ds: Tables) -> pd.DataFrame:
    """By case_reference, pounds: `offered` (the largest single sum of the latest stage that has one; a rate is no sum)
    with offer_evidence, its sentence; `reoffered` (ordered sums that the order offers again); `parts` (ordered sums
    that are no rates, where what they come to may not be known)."""
    sums = table(ds, "awards")
    sums = sums.assign(amount=pounds_of(sums["amount"]), role=sums["role"].astype(TEXT_DTYPE))
    sums = sums[sums["formula"].isna()]
    offers = sums[sums["role"].isin(_STAGES)]
    offers = offers.assign(_stage=offers["role"].map({role: place for place, role in enumerate(_STAGES)}))
    offers = offers.sort_values(["_stage", "amount"], ascending=[True, False], kind="stable")
    kept = offers.drop_duplicates("case_reference").set_index("case_reference")
    ordered = sums[sums["role"] == _ORDERED]
    again = [
        offered_again(sentence, words)
        for sentence, words in zip(ordered["evidence_sentence"], ordered["text"], strict=True)
    ]
    made = pd.DataFrame(
        {
            "offered": kept["amount"],
            "offer_evidence": kept["evidence_sentence"],
            "reoffered": ordered[pd.Series(again, index=ordered.index, dtype="bool")]
            .groupby("case_reference")["amount"]
            .sum(),
            "parts": ordered.groupby("case_reference")["amount"].sum(),
        }
    )
    made = made.astype({"offered": "float64", "reoffered": "float64", "parts": "float64", "offer_evidence": TEXT_DTYPE})
    return made.rename_axis("case_reference").reset_index().astype({"case_reference": TEXT_DTYPE})


def offered_again(sentence: object, words: object) -> bool:
    """Whether an order's sentence offers the sum, printed in these `words`, again, rather than ordering a new one."""
    if not isinstance(sentence, str) or not isinstance(words, str) or words not in sentence:
        return False
    before, _, after = sentence.partition(words)
    return bool(_AGAIN_BEFORE.search(before) or _AGAIN_AFTER.search(after))


def with_offers(cases: pd.DataFrame) -> pd.DataFrame:
    """The cases with `ordered_at_least` and `offered_at_least`, and without money offered again in what is new.

    Needs the columns of `known_money` and the three of compensation. The offer is at least what may be deducted as
    offered or paid before, and what is offered again.
    """
    ordered, deductible = cases["compensation_ordered"], cases["compensation_deductible"].fillna(0)
    again = cases["reoffered"].fillna(0)
    before = pd.concat([deductible, again], axis=1).max(axis=1)
    offered = pd.concat([cases["offered"], before.where(before > 0)], axis=1).max(axis=1)
    new = pd.concat([cases["compensation_new"], (ordered - before).clip(lower=0)], axis=1).min(axis=1)
    return cases.assign(
        compensation_new=new.where(ordered.notna()),
        ordered_at_least=ordered.fillna(cases["parts"]).fillna(0.0),
        offered_at_least=offered.astype("float64"),
    )
