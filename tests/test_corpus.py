"""Whole reports: golden records, the same records in every form, evidence that is what it says it is, labels met."""

import csv
import json
import re
from decimal import Decimal
from typing import Any

import pytest
from corpus_reports import CORPUS, DEVELOPED_ON, NAMES, OTHER_FORMS, PAGE, SHARED, determination, labels, records

import ombudsparse as op
from ombudsparse.records import AwardRole

ALL_FORMS = [PAGE, *OTHER_FORMS]


@pytest.mark.parametrize("name", NAMES)
def test_records_are_golden(name: str, request: pytest.FixtureRequest) -> None:
    path = CORPUS / "records" / f"{name}.json"
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(records(name), indent=1, ensure_ascii=False) + "\n", "utf-8")
    assert records(name) == json.loads(path.read_text("utf-8"))


# What a text dump has lost for good: a paragraph break at a sentence's end, the break before a sub-heading, a colon
# that may open a list, the parts of an abbreviation. Each changes what is said of an event, never how many there are.
TOLD_OTHERWISE = {
    "ashdown-weald-202315542",
    "c2-202216618",
    "d3-202339915",
    "greywell-202220056",
    "harrowgate-moor-202309254",
    "ho-a-202015001",
    "ho-f-202128006",
    "ho-h-202451008",
    "kingsmoor-council-202116630",
    "lindholme-202441520",
    "quarrendon-202407719",
    "wexcombe-202107946",
}
# Faults: what differs from the page in one form of one report. A form that reads as its page again is taken off.
READ_OTHERWISE = {
    ("b1-202204411", "dump.txt"): {"events"},  # a break is lost, so that the model has another sentence before the date
    ("ho-g-202331007", "dump.txt"): {"events"},  # the same
    ("b2-202312207", "dump.txt"): {"recommendations"},  # "whenever" cut in two words that are words
    ("d5-202007741", "dump.txt"): {"heads"},  # the first leaf of a list without marks taken into its lead-in
    ("ho-b-202224002", "hyphen.txt"): {"heads"},  # a leaf of the outer list after a nested one
    ("ho-b-202224002", "dump.txt"): {"heads", "findings", "awards", "events"},  # two leaves without marks run together
    ("ho-d-202447004", "dump.txt"): {"heads", "findings", "recommendations", "awards", "problems"},  # the same
    ("ho-e-201918005", "dump.txt"): {"findings", "events", "problems"},  # the same, in the determination
    ("thornlea-reach-202506118", "dump.txt"): {"events"},  # a day is cut off its month: "and 17" / "February 2025."
}


def without_confidence(found: dict[str, Any]) -> dict[str, Any]:
    """The records without how sure each event is: a break that a form has lost puts another sentence before it."""
    for event in (*found["events"], *filter(None, found["milestones"].values())):
        del event["confidence"]
    return found


@pytest.mark.parametrize("form", OTHER_FORMS)
@pytest.mark.parametrize("name", NAMES)
def test_the_same_records_in_every_form(name: str, form: str) -> None:
    page, other = without_confidence(records(name)), without_confidence(records(name, form))
    for key in READ_OTHERWISE.get((name, form), ()):
        assert page.pop(key) != other.pop(key), f"{key} read as on the page again: take the form off the list"
    if form == "dump.txt" and name in TOLD_OTHERWISE:
        assert page["events"] != other["events"], "nothing is lost any more: take the report off the list"
        for key in ("events", "milestones", "conflicts"):
            page[key], other[key] = len(page[key]), len(other[key])
    assert {key: other[key] for key in page} == page


@pytest.mark.parametrize("form", ALL_FORMS)
@pytest.mark.parametrize("name", NAMES)
def test_evidence_is_its_slice_of_the_text(name: str, form: str) -> None:
    d = determination(name, form)
    words = d.document.words
    for record in (*d.heads, *d.orders, *d.recommendations, *d.awards, *d.citations):
        assert words(record.span) == record.text
    for finding in d.findings:
        assert finding.source == "table" or finding.text in words(finding.span)
    for event in d.events:
        assert words(event.span) == event.mention
        assert words(event.sentence) == event.text
        assert event.sentence.covers(event.span)
    for conflict in d.conflicts:
        assert all(0 <= span.start < span.end <= len(d.document.text) for span in conflict.spans)


def folded(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "").strip(" .;,").casefold()


@pytest.mark.parametrize("form", ALL_FORMS)
@pytest.mark.parametrize("name", DEVELOPED_ON)
def test_what_people_count_is_as_labelled(name: str, form: str) -> None:
    d, gold = determination(name, form), labels(name)
    assert (d.case_reference, d.landlord, str(d.date)) == (gold["case_reference"], gold["landlord"], gold["date"])
    assert (d.layout, d.decision_type) == (gold["layout"], gold["decision_type"])
    assert [folded(head.text) for head in d.heads] == [folded(head["text"]) for head in gold["heads"]]
    formal = [finding for finding in d.findings if finding.statement == "formal"]
    assert [(finding.outcome.value, finding.scheme_paragraph, finding.head) for finding in formal] == [
        (finding["outcome"], finding["scheme_paragraph"], finding["head"]) for finding in gold["findings"]
    ]
    assert [str(order.due_date) for order in d.orders] == [str(order["due"]) for order in gold["orders"]]
    assert [order.amount for order in d.orders] == [
        None if order.get("amount") is None else Decimal(str(order["amount"])) for order in gold["orders"]
    ]
    assert d.compensation_ordered == Decimal(str(gold["compensation_ordered"]))


@pytest.mark.parametrize("name", NAMES)
def test_the_total_is_the_sum_of_what_is_ordered(name: str) -> None:
    d = determination(name)
    ordered = sum((award.amount for award in d.awards if award.role is AwardRole.ORDERED), Decimal(0))
    assert d.compensation_ordered == ordered
    assert sum((order.amount or Decimal(0) for order in d.orders), Decimal(0)) == ordered


def test_the_corpus_has_every_layout_form_and_era() -> None:
    with (CORPUS / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) >= 20
    assert {row["name"] for row in rows} == {path.stem for path in (CORPUS / "gold").glob("*.json")}
    assert {row["layout"] for row in rows} == {"report", "decision"}
    assert {row["decision_type"] for row in rows} == {"investigation", "jurisdiction"}
    assert len({row["era"] for row in rows}) >= 6
    assert all(len(row["forms"].split()) >= 3 for row in rows)


REAL = [
    ("jigsaw-homes-202347973", ".txt", [".dump.txt", ".web.pdf"]),
    ("paragon-asra-202337333", ".txt", [".html", ".doc.pdf"]),
]


@pytest.mark.skipif(not (SHARED / "real").is_dir(), reason="../shared, which holds the real reports, is absent")
@pytest.mark.parametrize(("name", "form", "others"), REAL)
def test_a_real_report_gives_the_same_records_in_every_form(name: str, form: str, others: list[str]) -> None:
    first = op.parse(SHARED / "real" / f"{name}{form}")
    for other in others:
        same = op.parse(SHARED / "real" / f"{name}{other}")
        assert without_confidence(same.to_dict(document=False)) == without_confidence(first.to_dict(document=False))
        for event in same.events:
            assert same.document.words(event.span) == event.mention
