"""The notebook's view: everything escaped, every link with its target, all of the text there."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ombudsparse.document import Block, Document
from ombudsparse.present.html.highlights import Mark, marks_of, pieces, text_html
from ombudsparse.present.html.notebook import determination_html
from ombudsparse.spans import Span

VOID = {"br"}


class Page(HTMLParser):
    """Tags, ids, links and words; fails where an element is closed that was not open."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.ids += [value for name, value in attrs if name == "id"]
        self.links += [value for name, value in attrs if name == "href"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open[-1:] != ["style"]:
            self.words.append(data)


@pytest.fixture(scope="module")
def html(determination):
    return determination_html(determination)


def test_it_is_one_well_formed_element_without_scripts(html):
    page = Page(html)
    assert html.startswith("<div ")
    assert page.tags <= {
        *("div", "style", "h4", "table", "tr", "th", "td", "a", "b", "br", "mark", "span", "details", "summary"),
    }
    assert page.attributes <= {"id", "class", "href", "title", "tabindex"}
    assert all(link.startswith("#op-") for link in page.links)


def test_every_link_has_one_target_in_this_report(html):
    page = Page(html)
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert all(each.startswith(page.ids[0]) for each in page.ids)


def test_every_style_is_scoped_to_the_report(html):
    sheet = re.search(r"<style>(.*?)</style>", html, re.S)[1]
    ident = Page(html).ids[0]
    for selectors in re.findall(r"([^{}]+)\{[^{}]*\}", sheet):
        assert all(selector.strip().startswith(f"#{ident}") for selector in selectors.split(","))


def test_reports_have_their_own_anchors(determination):
    other = msgspec.structs.replace(determination, case_reference="202399002")
    assert not set(Page(determination_html(determination)).ids) & set(Page(determination_html(other)).ids)
    assert determination_html(determination) == determination_html(determination)


@pytest.mark.parametrize(
    "words",
    [
        "Ashcombe [red]Homes[/red] &amp; Sons",
        "14 February 2024",
        "case 202399001",
        "assured tenant",
        "&lt;b&gt;heating&lt;/b&gt;",
        "<b>£1,250.50</b> ordered, gross; £150 of it may be deducted; <b>£1,100.50</b> new money",
        "13 March 2024",
        "20 March 2023 or 22 March 2023",
        "Problems (2)",
        "The report gives no date for a stage 2 response.",
        "Timeline (4 events)",
        "May 2023",
    ],
)
def test_it_shows(words, html):
    assert words in html


def test_the_words_of_a_record_are_marked(html):
    assert re.search(r'<mark class="award" title="[^"]*£1,250.50: ordered">(<a id="[^"]+"></a>)+£1,250.50</mark>', html)
    assert re.search(r'<mark class="conflict" [^>]*>(<a id="[^"]+"></a>)+20 March 2023</mark>', html)


HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(1)>\x1b[31m\x00\u202e' javascript:"


def test_nothing_hostile_survives(determination):
    text = determination.document.text.replace("reports of damp & mould in the bedroom", HOSTILE)
    hostile = msgspec.structs.replace(
        determination,
        case_reference=HOSTILE,
        other_references=(HOSTILE,),
        landlord=HOSTILE,
        tenure=HOSTILE,
        heads=tuple(msgspec.structs.replace(head, text=HOSTILE) for head in determination.heads),
        findings=tuple(msgspec.structs.replace(each, scheme_paragraph=HOSTILE) for each in determination.findings),
        orders=tuple(msgspec.structs.replace(each, due_text=HOSTILE, due_date=None) for each in determination.orders),
        problems=tuple(msgspec.structs.replace(each, message=HOSTILE) for each in determination.problems),
        awards=tuple(msgspec.structs.replace(each, formula=HOSTILE) for each in determination.awards),
        document=Document(text, (Block("item", Span(0, len(text)), label=HOSTILE),), name=HOSTILE),
    )
    made = determination_html(hostile)
    page = Page(made)
    assert not page.tags & {"script", "img"}
    assert not page.attributes & {"src", "onerror"}
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", made)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_the_whole_text_is_there_once_and_every_anchor(data):
    text = data.draw(st.text(st.sampled_from("ab <&\n\"'£’"), min_size=1, max_size=60))
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    blocks = tuple(
        Block("paragraph", Span(start, end)) for start, end in zip(cuts[::2], cuts[1::2], strict=False) if start < end
    )
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    spans = [Span(*pair) for pair in data.draw(st.lists(ends, max_size=8))]
    marks = [
        Mark(span, "event", f"event-{place}", "<note>") for place, span in enumerate(spans) if span.of(text).strip()
    ]
    page = Page(text_html(Document(text, blocks), marks, "op-x"))
    assert "".join("".join(page.words).split()) == "".join(text.split())
    assert sorted(page.ids) == sorted(f"op-x-{mark.anchor}" for mark in marks)


@given(
    st.integers(0, 20),
    st.integers(1, 20),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted), max_size=6),
)
def test_pieces_tile_the_stretch(start, length, ends):
    stretch = Span(start, start + length)
    marks = [Mark(Span(*pair), "event", str(place), "") for place, pair in enumerate(ends)]
    found = [piece.span for piece in pieces(stretch, marks)]
    assert found[0].start == stretch.start
    assert found[-1].end == stretch.end
    assert all(first.end == second.start for first, second in pairwise(found))


def test_marks_stand_where_their_records_do(determination):
    kinds = {mark.kind for mark in marks_of(determination)}
    assert kinds == {
        *("head", "finding", "order", "recommendation", "award", "event", "milestone", "conflict"),
        *("citation", "problem"),
    }


def test_an_empty_determination_says_what_is_missing(determination):
    empty = msgspec.structs.replace(
        determination,
        **dict.fromkeys(("case_reference", "landlord", "date", "tenure", "compensation_ordered")),
        **dict.fromkeys(("heads", "findings", "orders", "recommendations", "awards", "events", "conflicts"), ()),
        **dict.fromkeys(("citations", "problems"), ()),
        milestones=type(determination.milestones)(),
    )
    made = determination_html(empty)
    for words in (
        "Landlord not found",
        "reference not found",
        "date not found",
        "tenure not found",
        "could not be told",
    ):
        assert words in made
    assert "None was noticed." in made
