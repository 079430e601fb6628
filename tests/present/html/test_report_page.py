"""The reading view: every record leads to its words and back, sums add up or say that they do not, nothing escapes."""

import re
from base64 import b64encode
from decimal import Decimal
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

import msgspec
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from ombudsparse.document import Block, Document
from ombudsparse.present.html.highlights import Mark, marks_of
from ombudsparse.present.html.notebook_style import WASHES
from ombudsparse.present.html.page_links import KINDS, key_of, name_of
from ombudsparse.present.html.page_text import reading_text
from ombudsparse.present.html.report_page import reading_view
from ombudsparse.records import Award, AwardRole
from ombudsparse.spans import Span

VOID = {"meta", "link", "input", "br"}
HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(1)>\x1b[31m\x00\u202e' javascript:"


class Nesting(HTMLParser):
    """Fails where an element is closed that was not the last one open."""

    def __init__(self, source):
        super().__init__()
        self.open = []
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def made(determination):
    return reading_view(determination, "page.html")


@pytest.fixture(scope="module")
def page(made):
    return BeautifulSoup(made, "html.parser")


def words(element):
    return " ".join(element.get_text(" ").split())


def test_it_is_one_well_formed_page(made):
    assert made.startswith("<!DOCTYPE html>\n<html lang=")
    Nesting(made)


def test_nothing_is_fetched(page):
    assert not page.find_all(["img", "iframe", "object", "embed", "form", "base"])
    assert not page.find_all(src=True)
    assert [link["href"] for link in page.find_all("link")] == ["data:,"]
    assert all(link["href"].startswith("#") for link in page.find_all("a"))
    assert "url(" not in page.style.string
    assert "@import" not in page.style.string


def test_the_policy_allows_this_style_and_script_and_no_other(page):
    policy = page.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    for name, element in (("style-src", page.style), ("script-src", page.script)):
        digest = b64encode(sha256(element.string.encode()).digest()).decode()
        assert rules[name] == f"'sha256-{digest}'"
    assert not [tag for tag in page.find_all(True) if tag.has_attr("style") or any(on[:2] == "on" for on in tag.attrs)]


def test_every_record_leads_to_its_words_and_they_lead_back(page, determination):
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert {link["href"][1:] for link in page.find_all("a")} <= set(ids)
    for mark in marks_of(determination):
        record, passage = page.find(id=mark.anchor), page.find(id=f"text-{mark.anchor}")
        assert record.find("a", href=f"#text-{mark.anchor}"), mark.anchor
        assert passage["href"] == f"#{mark.anchor}"
        assert passage["data-key"] == key_of(mark.anchor)
        assert passage["aria-label"].startswith(name_of(mark.anchor))


def test_the_words_of_a_record_are_those_of_its_span(page, determination):
    for mark in marks_of(determination):
        shown = "".join(piece.get_text() for piece in page.find(id="report").select(f"mark.r-{mark.anchor}"))
        assert shown == mark.span.of(determination.document.text), mark.anchor


def test_a_sum_in_an_order_is_within_the_mark_of_the_order(page):
    sums = page.find(id="report").select("mark.r-award-1")
    assert [each.get_text() for each in sums] == ["£1,250.50"]
    assert "r-order-0" in sums[0].parent["class"]


@pytest.mark.parametrize(
    ("anchor", "key", "name"),
    [
        ("finding-0", "F1", "Finding 1"),
        ("conflict-0-1", "C1", "Conflict 1"),
        ("milestone-stage_1_response", "S3", "Step of the complaint 3"),
        ("head-9", "M10", "Matter of complaint 10"),
    ],
)
def test_keys(anchor, key, name):
    assert (key_of(anchor), name_of(anchor)) == (key, name)


def test_kinds_have_letters_of_their_own_and_colours():
    assert len({kind.letter for kind in KINDS.values()}) == len(KINDS)
    assert set(KINDS) == set(WASHES)


@pytest.mark.parametrize(
    ("ident", "told"),
    [
        ("head-0", "M1 The complaint is about the landlord’s response to: reports of damp & mould in the bedroom"),
        ("head-1", "the resident’s <b>heating</b> repairs heating and hot water, repairs"),
        ("finding-0", "F1 maladministration the damp matter M1 · paragraph 52 of the Scheme"),
        ("order-0", "£1,250.50 ordered · due 13 March 2024 (“Within 4 weeks”)"),
        ("milestone-stage_1_response", "S3 20 March 2023 stage 1 response"),
        ("milestone-stage_2_response", "S6 no date found stage 2 response"),
        ("conflict-0", "stage 1 response: 20 March 2023 or 22 March 2023"),
        ("event-3", "E4 May 2023 inspection · landlord"),
        ("citation-0", "Housing Ombudsman Scheme, 52"),
        ("problem-0", "The report gives no date for a stage 2 response."),
    ],
)
def test_records_say(page, ident, told):
    assert told in words(page.find(id=ident)).replace(" , ", ", ")


def test_the_header_counts_formal_findings_only(determination):
    one, two = determination.findings
    narrative = msgspec.structs.replace(one, statement="narrative")
    shown = msgspec.structs.replace(determination, findings=(one, two, narrative))
    page = BeautifulSoup(reading_view(shown, "page.html"), "html.parser")
    assert words(page.find(class_="tally")) == "1 maladministration 1 no maladministration"
    assert words(page.find(id="findings")) == "What was found (2)"


def rows_of(determination):
    """The lines of the tables of sums: their words, cell by cell."""
    page = BeautifulSoup(reading_view(determination, "page.html"), "html.parser")
    section = page.find(class_="of-award")
    lines = [[words(cell) for cell in row.find_all(["td", "th"])] for row in section.select("tbody tr")]
    return lines, [words(each) for each in section.select("p.warning, tr.warning")]


def with_sums(determination, total, *sums):
    """The determination with these sums of money, (pounds, role), all within its first order."""
    span = determination.orders[0].span
    awards = tuple(
        Award(Decimal(amount), role, None, None, f"£{amount}", Span(span.start + place, span.start + place + 1))
        for place, (amount, role) in enumerate(sums)
    )
    ordered = None if total is None else Decimal(total)
    return msgspec.structs.replace(determination, awards=awards, compensation_ordered=ordered)


def test_the_ledger_adds_up(determination):
    lines, warnings = rows_of(determination)
    amounts = [(line[0], line[-1]) for line in lines]
    assert amounts == [
        ("Order O1", "Order O1"),
        ("A2", "£1,250.50"),
        ("Ordered in all, gross", "£1,250.50"),
        ("A3", "− £150"),
        ("New money", "£1,100.50"),
        ("Offered stage 1", "Offered stage 1"),
        ("A1", "£150"),
    ]
    assert warnings == []


ORDERED, PART, DEDUCTIBLE = AwardRole.ORDERED, AwardRole.ORDERED_COMPONENT, AwardRole.DEDUCTIBLE


@pytest.mark.parametrize(
    ("total", "sums", "told", "warned"),
    [
        ("300", [("300", ORDERED), ("200", PART), ("100", PART)], "the parts come to £300, as ordered", ""),
        ("500", [("300", ORDERED), ("200", ORDERED), ("150", PART), ("50", PART)], "£200, as one of these sums", ""),
        ("300", [("300", ORDERED), ("200", PART)], "come to £200, not to the £300", "not to the £300 ordered here"),
        ("300", [("300", ORDERED), ("40", ORDERED)], "gross £300", "come to £340, the total read is £300"),
        (None, [("300", ORDERED)], "gross could not be told", "The sum ordered could not be told"),
        ("100", [("100", ORDERED), ("150", DEDUCTIBLE)], "New money £0", "More may be deducted than is ordered"),
        ("0", [("50", AwardRole.OFFERED)], "Offered", ""),
    ],
)  # fmt: skip
def test_sums_that_do_not_add_up_are_said_not_to(determination, total, sums, told, warned):
    lines, warnings = rows_of(with_sums(determination, total, *sums))
    assert told in " ".join(cell for line in lines for cell in line)
    assert warned in " ".join(warnings)
    assert bool(warned) == bool(warnings)


def test_what_is_not_there_is_said(determination):
    empty = msgspec.structs.replace(
        determination,
        **dict.fromkeys(("case_reference", "landlord", "date", "tenure", "compensation_ordered")),
        **dict.fromkeys(("heads", "findings", "orders", "recommendations", "awards", "events", "conflicts"), ()),
        **dict.fromkeys(("citations", "problems"), ()),
        milestones=type(determination.milestones)(),
    )
    page = BeautifulSoup(reading_view(empty, "page.html"), "html.parser")
    for told in ("Landlord not found", "reference not found", "date not found", "tenure not found"):
        assert told in words(page.header)
    assert "the sum ordered could not be told" in words(page.header)
    assert words(page.find(id="records")).count("no date found") == 7
    assert not page.select("fieldset input")


def test_nothing_hostile_survives(determination):
    text = determination.document.text.replace("reports of damp & mould in the bedroom", HOSTILE)

    def all_with(records, **changes):
        return tuple(msgspec.structs.replace(each, **changes) for each in records)

    hostile = msgspec.structs.replace(
        determination,
        case_reference=HOSTILE,
        other_references=(HOSTILE,),
        landlord=HOSTILE,
        tenure=HOSTILE,
        heads=all_with(determination.heads, text=HOSTILE, stem=HOSTILE),
        findings=all_with(determination.findings, scheme_paragraph=HOSTILE, text=HOSTILE),
        orders=all_with(determination.orders, due_text=HOSTILE, text=HOSTILE, addressee=HOSTILE),
        events=all_with(determination.events, text=HOSTILE),
        citations=all_with(determination.citations, instrument=HOSTILE, provision=HOSTILE),
        problems=all_with(determination.problems, message=HOSTILE),
        awards=all_with(determination.awards, formula=HOSTILE),
        document=Document(text, (Block("item", Span(0, len(text)), label=HOSTILE),), name=HOSTILE),
    )
    made = reading_view(hostile, HOSTILE, notices=[HOSTILE])
    Nesting(made)
    page = BeautifulSoup(made, "html.parser")
    assert len(page.find_all("script")) == 1
    assert not page.find_all("img")
    assert not [tag for tag in page.find_all(True) if tag.has_attr("onerror") or tag.has_attr("src")]
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", made)


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_the_whole_text_is_there_once_however_records_overlap(data):
    text = data.draw(st.text(st.sampled_from("ab <&\n\"'£’"), min_size=1, max_size=60))
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    kinds = data.draw(st.lists(st.sampled_from(["heading", "paragraph", "item"]), min_size=3, max_size=3))
    blocks = tuple(
        Block(kind, Span(start, end), data.draw(st.integers(0, 4)))
        for kind, start, end in zip(kinds, cuts[::2], cuts[1::2], strict=False)
    )
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    spans = [Span(*pair) for pair in data.draw(st.lists(ends, max_size=8))]
    marks = [Mark(span, "event", f"event-{place}", "<n>") for place, span in enumerate(spans) if span.of(text).strip()]
    made = reading_text(Document(text, blocks), marks)
    Nesting(made)
    page = BeautifulSoup(made, "html.parser")
    assert "".join(page.get_text().split()) == "".join(text.split())
    assert sorted(tag["id"] for tag in page.find_all(id=True)) == sorted(f"text-{mark.anchor}" for mark in marks)
    for mark in marks:
        shown = "".join(piece.get_text() for piece in page.select(f"mark.r-{mark.anchor}"))
        assert "".join(shown.split()) == "".join(mark.span.of(text).split())


@pytest.mark.parametrize("levels", [(1, 2, 3), (3, 1, 5, 2), (0, 0, 4), (2, 2, 9)])
def test_headings_go_down_one_step_at_a_time(determination, levels):
    blocks = tuple(Block("heading", Span(place * 2, place * 2 + 1), level) for place, level in enumerate(levels))
    document = Document("a\n" * len(levels), blocks)
    page = BeautifulSoup(reading_text(document, []), "html.parser")
    shown = [int(tag.name[1]) for tag in page.find_all(re.compile("h[1-6]"))]
    assert shown[0] == 3
    assert all(3 <= level <= 6 for level in shown)
    assert all(second - first <= 1 for first, second in pairwise(shown))


def test_pages_of_a_pdf_are_told(page):
    assert [words(each) for each in page.select("#report .page")] == ["begins on page 2"]


def luminance(colour):
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("kind", KINDS)
def test_keys_can_be_read(page, kind):
    """WCAG 2.2, 1.4.3: a contrast of 4.5 to 1; on the ground of the records, the darker of the two."""
    rule = re.search(rf"\.key\.{kind},\.ref\.{kind}{{color:rgb\(([\d,]+)\);background:rgba\(([\d,]+),(\.\d+)\)",
                     page.style.string)  # fmt: skip
    ink, wash = ([int(part) for part in group.split(",")] for group in rule.groups()[:2])
    share = float(rule[3])
    ground = [share * part + (1 - share) * paper for part, paper in zip(wash, (0xF4, 0xF2, 0xEE), strict=True)]
    assert (luminance(ground) + 0.05) / (luminance(ink) + 0.05) >= 4.5
