"""The things that are counted, a row each, with the columns to group by and the words of the report behind them."""

import math

import pandas as pd

from ombudsparse.analysis.attribution import attribute
from ombudsparse.analysis.cases import CASE_KEYS, Tables, case_keys, table, with_case
from ombudsparse.analysis.outcome_sets import (
    EVIDENCE_COLUMNS,
    NOT_CONSIDERED,
    NOT_STATED,
    OFF_SCALE,
    OUTCOMES,
    TEXT_DTYPE,
)
from ombudsparse.records import AwardRole, EventType

_OFFERS = (AwardRole.OFFERED_STAGE_2.value, AwardRole.OFFERED_STAGE_1.value, AwardRole.OFFERED.value)


def finding_rows(ds: Tables) -> pd.DataFrame:
    """One row a formal finding: what the reasoning says besides (`statement` "narrative") is not counted.

    case_reference, number, outcome (category), severity (ordered category), upheld (boolean), text, scheme_paragraph,
    head_number, category (of the head; "not stated" where the finding has none), the columns of the case (`KEYS`) and
    the evidence.
    """
    found = _with_category(_formal(ds), ds)
    own = ["number", "outcome", "severity", "upheld", "text", "scheme_paragraph", "head_number", "category"]
    return with_case(found, ds)[["case_reference", *own, *CASE_KEYS, *EVIDENCE_COLUMNS]]


def award_rows(ds: Tables) -> pd.DataFrame:
    """One row a sum of money, with its role: sums of all roles, so never add them all up.

    number, amount (pounds, float), role, formula, text, head_number, category of the head, outcome (the gravest finding
    on the head, category), severity (its name on the scale, "off the scale", or "not stated"), compensation_ordered (of
    the case), `attributed` and `unattributed`: what the sum adds to the money ordered for its head, and to the money
    that the report orders without saying for which. Those two add up to compensation_ordered, case by case, where that
    is known, and are 0 where it is not. order_evidence: the words of the order in which such a sum stands. Then the
    columns of the case, and the evidence.
    """
    sums = _with_category(table(ds, "awards"), ds)
    worst = _worst(_formal(ds), ["case_reference", "head_number"])[
        ["case_reference", "head_number", "outcome", "severity"]
    ]
    sums = sums.merge(worst[worst["head_number"].notna()], on=["case_reference", "head_number"], how="left")
    severity = sums["severity"].astype(TEXT_DTYPE).where(sums["severity"].notna(), OFF_SCALE)
    sums["severity"] = severity.where(sums["outcome"].notna(), NOT_STATED)
    sums["amount"] = _pounds(sums["amount"])
    ordered = table(ds, "determinations").set_index("case_reference")["compensation_ordered"]
    sums["compensation_ordered"] = sums["case_reference"].map(_pounds(ordered)).astype("float64")
    sums = sums.join(attribute(sums))
    sums["order_evidence"] = _order_around(sums, table(ds, "orders"))
    own = ["number", "amount", "role", "formula", "text", "head_number", "category", "outcome", "severity",
           "compensation_ordered", "attributed", "unattributed", "order_evidence"]  # fmt: skip
    return with_case(sums, ds)[["case_reference", *own, *CASE_KEYS, *EVIDENCE_COLUMNS]]


def order_rows(ds: Tables) -> pd.DataFrame:
    """One row an order and type: an order of two types is in two rows, so count orders by case_reference and number.

    number, type ("not stated" where none was told), text, amount (pounds, float), due_date, due_text, days_to_due
    (Int64, days from the decision; missing where either is), addressee, head_number, category of the head, the columns
    of the case, and the evidence.
    """
    orders = _with_category(table(ds, "orders"), ds)
    orders["amount"] = _pounds(orders["amount"])
    orders = with_case(orders, ds)
    orders["days_to_due"] = (orders["due_date"] - orders["date"]).dt.days.astype("Int64")
    orders["type"] = orders["types"].fillna(NOT_STATED).str.split("; ")
    orders = orders.explode("type", ignore_index=True).astype({"type": TEXT_DTYPE})
    own = ["number", "type", "text", "amount", "due_date", "due_text", "days_to_due", "addressee", "head_number",
           "category"]  # fmt: skip
    return orders[["case_reference", *own, *CASE_KEYS, *EVIDENCE_COLUMNS]]


def case_rows(ds: Tables) -> pd.DataFrame:
    """One row a case, its columns (`KEYS`) and what was found, ordered and offered in it.

    - worst_outcome: the gravest formal finding; findings, upheld_findings: counts of formal ones; upheld: whether any
      was, missing where none was considered (outside jurisdiction, withdrawn, no formal finding).
    - compensation_ordered, _deductible, _new: pounds, float; missing where the report orders money and not how much.
    - offered_at_least: pounds, the largest single sum of the latest stage at which the landlord offered one (an offer
      whose stage is not told counts where no other has one). A lower bound: sums offered together are not added up.
    - first_reported: earliest day of the earliest report of the issue that is told as a fact, else of the complaint;
      first_reported_precision; days_to_determination: days from it to the decision, only where it is dated to the day
      and not after the decision.
    - evidence…: the words of the gravest finding. order_evidence and order_section … order_end: the orders of money,
      and where the first stands. offer_evidence and first_reported_evidence: the words behind those two.
    """
    cases = case_keys(ds)
    money = table(ds, "determinations")[["compensation_ordered", "compensation_deductible", "compensation_new"]]
    cases = cases.join(money.apply(_pounds))
    for part in (_found(ds), _ordered(ds), _offered(ds), _reported(ds)):
        cases = cases.merge(part, on="case_reference", how="left")
    for name in ("findings", "upheld_findings"):
        cases[name] = cases[name].fillna(0).astype("Int64")
    days = (cases["date"] - cases["first_reported"]).dt.days.astype("Int64")
    cases["days_to_determination"] = days.where((cases["first_reported_precision"] == "day") & (days >= 0))
    own = ["worst_outcome", "findings", "upheld_findings", "upheld", "compensation_ordered", "compensation_deductible",
           "compensation_new", "offered_at_least", "first_reported", "first_reported_precision",
           "days_to_determination"]  # fmt: skip
    orders = [name.replace("evidence", "order", 1) for name in EVIDENCE_COLUMNS[1:]]
    behind = ["order_evidence", *orders, "offer_evidence", "first_reported_evidence"]
    return cases[["case_reference", *CASE_KEYS, *own, *EVIDENCE_COLUMNS, *behind]]


def _formal(ds: Tables) -> pd.DataFrame:
    findings = table(ds, "findings")
    return findings[findings["statement"] == "formal"]


def _with_category(rows: pd.DataFrame, ds: Tables) -> pd.DataFrame:
    heads = table(ds, "heads")[["case_reference", "number", "category"]].rename(columns={"number": "head_number"})
    made = rows.merge(heads.astype({"category": TEXT_DTYPE}), on=["case_reference", "head_number"], how="left")
    made["category"] = made["category"].fillna(NOT_STATED)
    return made


def _order_around(sums: pd.DataFrame, orders: pd.DataFrame) -> pd.Series:
    """The words of the order in which each counted sum stands, missing where it stands in none."""
    places = ["case_reference", "evidence_start", "evidence_end", "evidence"]
    counted = sums.loc[(sums["attributed"] > 0) | (sums["unattributed"] > 0), places[:2]].dropna()
    counted = counted.assign(row=counted.index).sort_values("evidence_start", kind="stable")
    around = orders[places].dropna(subset=places[1:3]).sort_values("evidence_start", kind="stable")
    around = around.rename(columns={"evidence": "words", "evidence_end": "until"})
    found = pd.merge_asof(counted, around, on="evidence_start", by="case_reference").set_index("row")
    return found["words"].where(found["evidence_start"] < found["until"]).reindex(sums.index).astype(TEXT_DTYPE)


def _pounds(values: pd.Series) -> pd.Series:
    """Money as floats, missing as NaN."""
    return pd.Series(values.to_numpy(dtype="float64", na_value=math.nan), index=values.index)


def _worst(findings: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """The first of the gravest findings of each group."""
    rank = findings["outcome"].astype(TEXT_DTYPE).map({name: place for place, name in enumerate(OUTCOMES)})
    ordered = findings.assign(_rank=rank).sort_values(["_rank", "number"], kind="stable")
    return ordered.drop_duplicates(keys).drop(columns="_rank")


def _found(ds: Tables) -> pd.DataFrame:
    findings = _formal(ds)
    considered = findings[~findings["outcome"].isin(NOT_CONSIDERED)]
    counts = findings.groupby("case_reference").agg(findings=("number", "size"), upheld_findings=("upheld", "sum"))
    # redress and the like were considered and not upheld: their `upheld` is empty, and counts as false here
    upheld = considered["upheld"].fillna(False).groupby(considered["case_reference"]).any().astype("boolean")
    worst = _worst(findings, ["case_reference"])[["case_reference", "outcome", *EVIDENCE_COLUMNS]]
    made = worst.rename(columns={"outcome": "worst_outcome"}).merge(counts, on="case_reference", how="left")
    return made.merge(upheld.rename("upheld"), on="case_reference", how="left")


def _ordered(ds: Tables) -> pd.DataFrame:
    """The orders of money: their words, and the place of the first."""
    orders = table(ds, "orders")
    orders = orders[orders["amount"].notna()].sort_values("number", kind="stable")
    words = orders.groupby("case_reference")["evidence"].agg("\n".join).astype(TEXT_DTYPE).rename("order_evidence")
    places = {name: name.replace("evidence", "order", 1) for name in EVIDENCE_COLUMNS[1:]}
    first = orders.drop_duplicates("case_reference")[["case_reference", *places]].rename(columns=places)
    return first.merge(words, on="case_reference")


def _offered(ds: Tables) -> pd.DataFrame:
    """The largest sum of the latest stage that has one; a rate ("£15 a week") is no sum."""
    sums = table(ds, "awards")
    sums = sums[sums["role"].isin(_OFFERS) & sums["formula"].isna()]
    stage = sums["role"].astype(TEXT_DTYPE).map({role: place for place, role in enumerate(_OFFERS)})
    sums = sums.assign(offered_at_least=_pounds(sums["amount"]), _stage=stage)
    sums = sums.sort_values(["_stage", "offered_at_least"], ascending=[True, False], kind="stable")
    kept = sums.drop_duplicates("case_reference").rename(columns={"evidence_sentence": "offer_evidence"})
    return kept[["case_reference", "offered_at_least", "offer_evidence"]]


def _reported(ds: Tables) -> pd.DataFrame:
    kinds = {EventType.ISSUE_REPORTED.value: 0, EventType.COMPLAINT_MADE.value: 1}
    events = table(ds, "events")
    told = events["type"].isin(kinds) & (events["polarity"] == "positive") & (events["modality"] == "fact")
    events = events[told].assign(_kind=events["type"].astype(TEXT_DTYPE).map(kinds))
    # of two that begin on one day, the one told more closely
    events = events.sort_values(["_kind", "earliest", "latest", "number"], kind="stable").drop_duplicates(
        "case_reference"
    )
    names = {"earliest": "first_reported", "precision": "first_reported_precision", "text": "first_reported_evidence"}
    return events[["case_reference", *names]].rename(columns=names).astype({"first_reported_precision": TEXT_DTYPE})
