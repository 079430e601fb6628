"""Scores single statements of a finding, single heads of complaint, and beginnings of reports."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from matching import folded, likeness, paired, plain
from tally import Tally

import ombudsparse as op

FEWEST_OF_A_CATEGORY = 4
REPORT = """REPORT

COMPLAINT 202400001

Example Homes Limited

28 March 2025

The complaint

  1. The complaint is about the landlord’s handling of the resident’s reports.

Assessment and findings

  1. The landlord visited the property.

Determination

  1. {}

Orders

  1. The landlord must apologise to the resident within 4 weeks.
"""


def score_statements(tally: Tally, rows: Sequence[dict[str, Any]]) -> None:
    """Each row is one statement of a determination, with the findings that it makes."""
    for row in rows:
        if row["doubtful"]:
            continue
        text = row["text"] if row["text"].rstrip().endswith(".") else f"{row['text']}."
        try:
            found = op.parse(REPORT.format(text), format="text").findings
        except op.OmbudsparseError as error:
            tally.count("statement read", False, row["id"], repr(error)[:120])
            continue
        tally.count("statement read", True)
        _statement(tally, row, found)


def _statement(tally: Tally, row: dict[str, Any], found: Sequence[Any]) -> None:
    labels = row["findings"]

    def alike(label: dict[str, Any], finding: Any) -> float:
        if label["outcome"] != plain(finding.outcome):
            return 0.0
        return likeness(label["head"], finding.text) if label["head"] else 0.9

    pairs = paired(labels, found, alike)
    tally.found("statement outcome+head", len(pairs), len(labels), len(found))
    tally.unmatched(
        "statement outcome+head", pairs, [(label["outcome"], label["head"]) for label in labels],
        [(plain(each.outcome), each.text, row["text"][:160]) for each in found], str(row["id"]),
    )  # fmt: skip
    both = (Counter(label["outcome"] for label in labels) & Counter(plain(each.outcome) for each in found)).total()
    tally.found("statement outcome", both, len(labels), len(found))
    for i, j in pairs:
        cited = found[j].scheme_paragraph or None
        tally.count("statement paragraph", cited == labels[i]["paragraph"], row["id"], cited, labels[i]["paragraph"])


def score_categories(tally: Tally, rows: Sequence[dict[str, Any]]) -> None:
    """Each row is one matter of complaint with its categories, the primary first; like wordings count once."""
    seen: set[str] = set()
    by_category: defaultdict[str, list[bool]] = defaultdict(list)
    for row in rows:
        if row["doubtful"] or row["categories"] == ["none"] or folded(row["text"]) in seen:
            continue
        seen.add(folded(row["text"]))
        given = plain(op.categorise(row["text"])[0])
        right = given == row["categories"][0]
        tally.count("category, primary (distinct heads)", right, row["id"], given, row["categories"], row["text"][:140])
        by_category[row["categories"][0]].append(right)
    for answers in by_category.values():
        if len(answers) >= FEWEST_OF_A_CATEGORY:
            tally.add("category, macro over categories with 4 or more", sum(answers) / len(answers), 1)


def score_beginnings(tally: Tally, rows: Sequence[dict[str, Any]]) -> None:
    """Each row is the beginning of a report, up to its matters of complaint."""
    for row in rows:
        where = row["case_reference"]
        try:
            read = op.parse(row["fixture"], format="text")
        except op.OmbudsparseError as error:
            tally.count("beginning parsed", False, where, repr(error)[:120])
            continue
        tally.count("beginning parsed", True)
        tally.count("beginning reference", read.case_reference == row["case_reference"], where, read.case_reference)
        tally.count("beginning landlord", folded(read.landlord) == folded(row["landlord"]), where, read.landlord)
        tally.count("beginning date", plain(read.date) == row["date"], where, plain(read.date), row["date"])
        labels = row["complaint_heads"]
        pairs = paired(labels, read.heads, lambda label, head: likeness(label, head.text))
        tally.found("beginning heads", len(pairs), len(labels), len(read.heads))
        shown = [(label,) for label in labels], [(head.text,) for head in read.heads]
        tally.unmatched("beginning heads", pairs, *shown, where)
