"""The things that are counted, one row for each, with the columns to group by and the words behind them."""

import pandas as pd

from ombudsparse.analysis.attribution import attribute
from ombudsparse.analysis.cases import Tables, case_keys, table, unit_rows, with_case
from ombudsparse.analysis.narrowing import narrowing
from ombudsparse.analysis.offers import latest_offers, pounds_of, with_bounds
from ombudsparse.analysis.outcome_sets import (
    EVIDENCE_COLUMNS,
    NOT_CONSIDERED,
    NOT_STATED,
    OFF_SCALE,
    OUTCOMES,
    TEXT_DTYPE,
)
from ombudsparse.analysis.their_categories import UNMAPPED, ombudsman_categories
from ombudsparse.records import EventType

_MONEY = ("compensation_ordered", "compensation_deductible", "compensation_new", "compensation_at_least")
_FIRSTS = (EventType.ISSUE_REPORTED.value, EventType.COMPLAINT_MADE.value)


@narrowing
def finding_rows(ds: Tables) -> pd.DataFrame:
    """One row for each formal finding: what the reasoning says besides (`statement` "narrative") is not counted.

    case_reference, number, outcome (category), severity (ordered category), upheld (boolean), text, scheme_paragraph,
    head_number, category (of the head; "not stated" where the finding has none), the columns of the case (`KEYS`) and
    the evidence.
    """
    found = _with_category(_formal(ds), ds)
    own = ["number", "outcome", "severity", "upheld", "text", "scheme_paragraph", "head_number", "category",
           "ombudsman_category"]  # fmt: skip
    return unit_rows(with_case(found, ds), ds, own)


@narrowing
def award_rows(ds: Tables) -> pd.DataFrame:
    """One row for each sum of money, with its role: sums of all roles, so never add them all up.

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
    sums["amount"] = pounds_of(sums["amount"])
    ordered = table(ds, "determinations").set_index("case_reference")["compensation_ordered"]
    sums["compensation_ordered"] = sums["case_reference"].map(pounds_of(ordered)).astype("float64")
    comes_to = pounds_of(sums["comes_to"]) if "comes_to" in sums else sums["amount"]
    sums = sums.join(attribute(sums.assign(amount=comes_to.fillna(sums["amount"]))))
    sums["order_evidence"] = _order_around(sums, table(ds, "orders"))
    own = ["number", "amount", "role", "formula", "text", "head_number", "category", "ombudsman_category", "outcome",
           "severity", "compensation_ordered", "attributed", "unattributed", "order_evidence"]  # fmt: skip
    return unit_rows(with_case(sums, ds), ds, own)


@narrowing
def order_rows(ds: Tables) -> pd.DataFrame:
    """One row for each order and type: an order of two types is in two rows, so count orders by case_reference and
    number.

    number, type ("not stated" where none was told), text, amount (pounds, float), due_date, due_text, days_to_due
    (Int64, days from the decision; missing where either is), addressee, head_number, category of the head, the columns
    of the case, and the evidence.
    """
    orders = _with_category(table(ds, "orders"), ds)
    orders["amount"] = pounds_of(orders["amount"])
    orders = with_case(orders, ds)
    orders["days_to_due"] = (orders["due_date"] - orders["date"]).dt.days.astype("Int64")
    orders["type"] = orders["types"].fillna(NOT_STATED).str.split("; ")
    orders = orders.explode("type", ignore_index=True).astype({"type": TEXT_DTYPE})
    own = ["number", "type", "text", "amount", "due_date", "due_text", "days_to_due", "addressee", "head_number",
           "category", "ombudsman_category"]  # fmt: skip
    return unit_rows(orders, ds, own)


@narrowing
def case_rows(ds: Tables) -> pd.DataFrame:
    """One row for each case, its columns (`KEYS`) and what was found, ordered and offered in it.

    - worst_outcome: the gravest formal finding; findings, upheld_findings: counts of formal ones; upheld: whether any
      was, missing where none was considered (outside jurisdiction, withdrawn, no formal finding).
    - compensation_ordered, _deductible, _new: pounds, float; missing where the report orders money and not how much.
    - ordered_at_least: pounds, compensation_ordered where it is known, else what is ordered for certain.
    - offered_at_least: pounds, the largest single sum of the latest stage at which the landlord offered one (an offer
      whose stage is not told counts where no other has one), and never less than what may be deducted as
      offered before. A lower bound: sums offered together are not added up.
    - first_reported and first_reported_latest: the first and the last day on which the issue can have been reported or
      complained of first, as far as the report tells it as a fact; first_reported_precision; days_at_least and
      days_at_most: days from then to the decision, missing where it was after the decision; days_to_determination: the
      same where the day is known.
    - evidence…: the words of the gravest finding. order_evidence and order_section … order_end: the orders of money,
      and where the first stands. offer_evidence and first_reported_evidence: the words behind those two.
    """
    cases = case_keys(ds)
    money = table(ds, "determinations")[[*_MONEY]]
    cases = cases.assign(**{name: pounds_of(money[name]) for name in money})
    for part in (_found(ds), _ordered(ds), latest_offers(ds), _reported(ds)):
        cases = cases.merge(part, on="case_reference", how="left")
    for name in ("findings", "upheld_findings"):
        cases[name] = cases[name].fillna(0).astype("Int64")
    cases = _days_since(with_bounds(cases))
    own = ["worst_outcome", "findings", "upheld_findings", "upheld", "compensation_ordered", "compensation_deductible",
           "compensation_new", "ordered_at_least", "offered_at_least", "first_reported", "first_reported_latest",
           "first_reported_precision", "days_to_determination", "days_at_least", "days_at_most"]  # fmt: skip
    orders = [name.replace("evidence", "order", 1) for name in EVIDENCE_COLUMNS[1:]]
    behind = ["order_evidence", *orders, "offer_evidence", "first_reported_evidence"]
    return unit_rows(cases, ds, own, behind)


def _formal(ds: Tables) -> pd.DataFrame:
    findings = table(ds, "findings")
    return findings[findings["statement"] == "formal"]


def _with_category(rows: pd.DataFrame, ds: Tables) -> pd.DataFrame:
    heads = table(ds, "heads")[["case_reference", "number", "category"]].rename(columns={"number": "head_number"})
    made = rows.merge(heads.astype({"category": TEXT_DTYPE}), on=["case_reference", "head_number"], how="left")
    made["category"] = made["category"].fillna(NOT_STATED)
    theirs = made["category"].map({NOT_STATED: NOT_STATED} | ombudsman_categories()).astype(TEXT_DTYPE)
    return made.assign(ombudsman_category=theirs.fillna(UNMAPPED))


def _order_around(sums: pd.DataFrame, orders: pd.DataFrame) -> pd.Series:
    """The words of the order in which each counted sum stands, missing where it stands in none."""
    places = ["case_reference", "evidence_start", "evidence_end", "evidence"]
    counted = sums.loc[(sums["attributed"] > 0) | (sums["unattributed"] > 0), places[:2]].dropna()
    counted = counted.assign(row=counted.index).sort_values("evidence_start", kind="stable")
    around = orders[places].dropna(subset=places[1:3]).sort_values("evidence_start", kind="stable")
    around = around.rename(columns={"evidence": "words", "evidence_end": "until"})
    found = pd.merge_asof(counted, around, on="evidence_start", by="case_reference").set_index("row")
    return found["words"].where(found["evidence_start"] < found["until"]).reindex(sums.index).astype(TEXT_DTYPE)


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


def _reported(ds: Tables) -> pd.DataFrame:
    """When the issue was first reported or complained of: the earlier of the two, and its bounds."""
    events = table(ds, "events")
    told = events["type"].isin(_FIRSTS) & (events["polarity"] == "positive") & (events["modality"] == "fact")
    # of two that begin on one day, the one told more closely
    events = events[told & events["earliest"].notna()].sort_values(["earliest", "latest", "number"], kind="stable")
    last = events.groupby("case_reference")["latest"].min().rename("first_reported_latest")
    names = {"earliest": "first_reported", "precision": "first_reported_precision", "text": "first_reported_evidence"}
    first = events.drop_duplicates("case_reference")[["case_reference", *names]].rename(columns=names)
    first = first.astype({"first_reported_precision": TEXT_DTYPE})
    return first.merge(last, left_on="case_reference", right_index=True, how="left")


def _days_since(cases: pd.DataFrame) -> pd.DataFrame:
    """The cases with the days from the first report to the decision, and their bounds."""
    most = (cases["date"] - cases["first_reported"]).dt.days.astype("Int64")
    least = (cases["date"] - cases["first_reported_latest"]).dt.days.astype("Int64")
    after = (most < 0).fillna(True)
    least, most = least.clip(lower=0).mask(after), most.mask(after)
    return cases.assign(days_at_least=least, days_at_most=most, days_to_determination=most.where(least == most))
