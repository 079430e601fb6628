"""One report, damaged in the ways of programs and people: the records are those of the report that was not damaged."""

import re
from collections.abc import Callable

import pytest
from plain_report import PAGE, TEXT, read

import ombudsparse as op

Damage = Callable[[str], str]


def put(old: str, new: str, times: int = -1) -> Damage:
    def damaged(text: str) -> str:
        assert old in text
        return text.replace(old, new, times)

    return damaged


def marked(mark: str) -> Damage:
    """Footnote marks at a sum, a date, an outcome and the end of a sentence."""

    def damaged(text: str) -> str:
        for word in ("£1,250", "17 May 2023", "maladministration", "look at the leak for 4 weeks.", "her complaint"):
            assert word in text
            text = text.replace(word, word + mark, 1)
        return text

    return damaged


def old_sum(markup: str) -> Damage:
    """A sum, a date and an outcome struck out before those that replaced them."""

    def damaged(page: str) -> str:
        page = page.replace("£1,250", markup.format("£2,000") + " £1,250", 1)
        page = page.replace("3 May 2023", markup.format("1 April 2022 ") + "3 May 2023", 1)
        return page.replace("<li>maladmin", f"<li>{markup.format('severe maladministration ')}maladmin", 1)

    return damaged


def read_as_windows(text: str) -> str:
    """What comes of UTF-8 that is read as Windows-1252, the bytes that it lacks kept."""
    return "".join(bytes([code]).decode("cp1252", "ignore") or chr(code) for code in text.encode())


TWICE: dict[str, Damage] = {
    "as Windows-1252": read_as_windows,
    "as Windows-1252 and again": lambda text: read_as_windows(read_as_windows(text)),
    "as Latin-1": lambda text: text.encode().decode("latin-1"),
    "as Mac Roman": lambda text: text.encode().decode("mac_roman"),
    "pounds alone": put("£", "Â£"),
}
TEXTS: dict[str, Damage] = {
    **{f"twice {name}": damage for name, damage in TWICE.items()},
    "a Windows-1252 byte in it": lambda text: text.replace("’", "â€™"),
    "number of the pound": put("£", "&#163;"),
    "hexadecimal number": put("£", "&#xA3;"),
    "name of the pound": put("£", "&pound;"),
    "without its semicolon": put("£", "&pound"),
    "escaped twice": put("£", "&amp;pound;"),
    "escaped thrice": put("£", "&amp;amp;#163;"),
    "quotations": lambda text: text.replace("’", "&rsquo;").replace("“", "&ldquo;").replace("”", "&#8221;"),
    "spaces": put(" May", "&nbsp;May"),
    "ligatures": lambda text: text.replace("ffi", "ﬃ").replace("fl", "ﬂ").replace("fi", "ﬁ"),
    "soft hyphens": put("maladministration", "mal\u00adadmin\u00adistra\u00adtion"),
    "named soft hyphens": put("maladministration", "maladmin&shy;istration"),
    "raised figure": marked("¹"),
    "raised figures": marked("²³"),
    "bracketed figure": marked("[1]"),
    "bracketed figures": marked("[12]"),
    "dagger": marked("†"),
    "hyphen at a line's end": lambda text: text.replace("maladmin", "maladmin-\n").replace("compen", "compen-\n"),
    "indented after a hyphen": put("inconvenience", "incon-\n       venience"),
    "soft hyphen at a line's end": put("compensation", "compen\u00ad\nsation"),
    "other hyphen at a line's end": put("maladministration", "maladminis\u2010\ntration"),
    "page number in a sentence": put("send anyone to look", "send anyone\n\nPage 2 of 12\n\nto look"),
    **{
        f"page number “{line}”": put("\n\nBackground", f"\n\n{line}\n\nBackground")
        for line in (
            "Page 2 of 12", "Page 3", "3 | Page", "3 | P a g e", "Page | 3", "- 3 -", "2 of 12", "page 2 / 12", "DRAFT",
            "Confidential", "OFFICIAL-SENSITIVE", "OFFICIAL - Sensitive", "Received 3 May 2022", "SCANNED 04/05/2022",
            "Private and confidential", "COPY", "Picture 1 A logo of a house Description automatically generated",
            "A close-up of a document AI-generated content may be incorrect.",
            "A black and white sign AI-generated content may be incorrect",
            "A screenshot of a form Description automatically generated with medium confidence",
        )
    },
}  # fmt: skip
LETTERS = '<ol type="a"><li>Reports of a leak.</li>\n<li>Complaint.</li></ol>'
MATTERS = f"<ol><li>The complaint is about the landlord’s handling of the resident’s:{LETTERS}</li></ol>"
PAGES: dict[str, Damage] = {
    "escaped twice": put("£", "&amp;pound;"),
    "number escaped twice": put("£", "&amp;#163;"),
    "encoded twice": lambda page: page.replace("£", "Â£").replace("’", "â€™").replace("“", "â€œ"),
    "ligatures": lambda page: page.replace("ffi", "ﬃ").replace("fi", "ﬁ"),
    "sup": marked("<sup>1</sup>"),
    "sup of two": marked("<sup>12</sup>"),
    "sup with brackets": marked("<sup>[3]</sup>"),
    "sup with comma": marked("<sup>1, 2</sup>"),
    "sup star": marked("<sup>*</sup>"),
    "sup in a link": marked('<a href="#_ftn1" name="_ftnref1"><sup>1</sup></a>'),
    "link in a sup": marked('<sup><a href="#fn:2">2</a></sup>'),
    "link of Word": marked('<a href="#_ftn1" id="_ftnref1">[1]</a>'),
    "link of pandoc": marked('<a href="#fn1" class="footnote-ref" role="doc-noteref">1</a>'),
    "span of Word": marked('<span class="MsoFootnoteReference">1</span>'),
    "raised span": marked('<span style="font-size:70%; vertical-align: super">1</span>'),
    "span set higher": marked('<span style="position: relative; top: -4pt; font-size: 6pt">1</span>'),
    "raised figure": marked("¹"),
    "bracketed figure": marked("[1]"),
    "text of a footnote": put("</main>", '<div id="ftn1"><p><a href="#_ftnref1">[1]</a> Pay £900.</p></div></main>'),
    "footnotes of pandoc": put(
        "</main>", '<section class="footnotes" role="doc-endnotes"><ol><li>Pay £900.</li></ol></section></main>'
    ),
    **{
        f"struck out by {markup}": old_sum(markup)
        for markup in (
            "<del>{}</del>", "<s>{}</s>", "<strike>{}</strike>", "<del><b>{}</b></del>",
            '<span style="text-decoration:line-through">{}</span>',
            '<span style="color: red; text-decoration: underline line-through;">{}</span>',
            '<span style="text-decoration-line: line-through">{}</span>',
            '<span class="strikethrough">{}</span>', '<span class="x line-through">{}</span>',
            '<span class="gone">{}</span>', '<span class="msoDel">{}</span>', '<span hidden>{}</span>',
        )
    },
    "an order struck out": put("<h2>Orders</h2><ol>", '<h2>Orders</h2><p class="old">Pay £900.</p><ol>'),
    "an item struck out": put(
        "<h2>Orders</h2><ol>", "<h2>Orders</h2><ol><li style='text-decoration:line-through'>Pay.</li>"
    ),
    **{
        f"caption “{line}”": put("<h2>Background</h2>", f"<p>{line}</p><h2>Background</h2>")
        for line in (
            "A close-up of a document AI-generated content may be incorrect.",
            "A logo with text AI-generated content may be incorrect.", "Page 2 of 12", "3 | Page",
            "Image of a house, computer-generated description may be incorrect", "CONFIDENTIAL",
        )
    },
    "letters after line breaks": put(LETTERS, "<br>a) Reports of a leak.<br>b) Complaint."),
    "letters in brackets after line breaks": put(LETTERS, "<br />(a) Reports of a leak.<br />\n(b) Complaint."),
    "numerals after line breaks": put(LETTERS, "<br>i. Reports of a leak.<br>ii. Complaint."),
    "bullets after line breaks": put(LETTERS, "<br>• Reports of a leak.<br>• Complaint."),
    "hyphens after line breaks": put(LETTERS, "<br>- Reports of a leak.<br>- Complaint."),
    "line breaks in a paragraph": put(
        MATTERS,
        "<p>The complaint is about the landlord’s handling of the resident’s:<br>a) Reports of a leak."
        "<br>b) Complaint.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_texts(name: str) -> None:
    assert read(op.parse(TEXTS[name](TEXT), "text")) == read(op.parse(TEXT, "text"))


@pytest.mark.parametrize("name", PAGES)
def test_pages(name: str) -> None:
    assert read(op.parse(PAGES[name](PAGE), "html")) == read(op.parse(PAGE, "html"))


def test_the_report_itself_is_read() -> None:
    for d in (op.parse(TEXT, "text"), op.parse(PAGE, "html")):
        assert float(d.compensation_ordered or 0) == 1250
        assert [finding.outcome.value for finding in d.findings] == ["maladministration", "service_failure"]
        assert len(d.heads) == len(d.orders) == 2
        assert not [problem for problem in d.problems if problem.stage == "reading"]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("a room of 12 m<sup>2</sup> was damp", "a room of 12 m2 was damp"),
        ("a room of 12m² was damp", "a room of 12m² was damp"),
        ("on the 3<sup>rd</sup> floor", "on the 3rd floor"),
        ("2<sup>1</sup>/<sub>2</sub> hours", "21/2 hours"),
        ("[2021] UKUT 100", "[2021] UKUT 100"),
        ("R&amp;D at <a href='#x'>1 High Street</a>", "R&D at 1 High Street"),
        ("<ins>£250</ins> and <u>£300</u>", "£250 and £300"),
    ],
)
def test_what_is_no_damage(words: str, shown: str) -> None:
    d = op.parse(PAGE.replace("The landlord did not send anyone", f"It said {words}. The landlord did not send anyone"))
    assert f"It said {shown}." in re.sub(r"\s+", " ", d.document.text)
