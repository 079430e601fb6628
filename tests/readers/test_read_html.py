"""Web pages: markup in, blocks out. Each row is a way in which a page has been or may be written."""

import pytest

from ombudsparse.document import Document
from ombudsparse.readers.html import read_html
from ombudsparse.structure.sections import with_sections

HEAD = "<h1>Penwick Homes (202312345)</h1><p>REPORT</p><p>COMPLAINT 202312345</p><p>Penwick Homes</p><p>3 May 2024</p>"


def shown(document: Document) -> list[str]:
    """The blocks as short strings: kind and level, label, text."""
    marks = {"heading": "#", "paragraph": "", "item": "-", "row": "|"}
    lines = []
    for block in document.blocks:
        text = block.span.of(document.text).replace("\n", " / ").replace("\t", " | ")
        label = f"{block.label} " if block.label else ""
        level = str(block.level) if block.kind == "item" else ""
        lines.append(f"{marks[block.kind]}{level} {label}{text}".strip())
    return lines


def page(body: str) -> list[str]:
    """The blocks of a page with this body after a usual head block, the head block left out."""
    blocks = shown(read_html(f"<html><body><main>{HEAD}{body}</main></body></html>"))
    assert blocks[:4] == ["REPORT", "COMPLAINT 202312345", "Penwick Homes", "3 May 2024"]
    return blocks[4:]


@pytest.mark.parametrize(
    ("markup", "blocks"),
    [
        ("<h2>The complaint</h2><p>A.</p>", ["# The complaint", "A."]),
        ("<p><strong>The complaint </strong>&nbsp;</p><p>A.</p>", ["# The complaint", "A."]),
        ("<p><b>The</b> <b>complaint</b></p><p>A.</p>", ["# The complaint", "A."]),
        ('<p><span style="font-weight:bold">The complaint</span></p><p>A.</p>', ["# The complaint", "A."]),
        ('<div role="heading" aria-level="2">The complaint</div><div>A.</div>', ["# The complaint", "A."]),
        ("<p>Some <b>bold</b> words.</p>", ["Some bold words."]),
        ("<p><strong>1. Background</strong></p><p>A.</p>", ["# 1 Background", "A."]),
        # lists
        (
            "<ol><li>One:<ol type='a'><li>first</li><li>next</li></ol></li></ol>",
            ["-1 1 One:", "-2 a first", "-2 b next"],
        ),
        ("<ol><li><p>One.</p></li><li><p>Two.</p></li></ol>", ["-1 1 One.", "-1 2 Two."]),
        ("<ol><li>One.</li></ol><p>And.</p><ol start='2'><li>Two.</li></ol>", ["-1 1 One.", "And.", "-1 2 Two."]),
        ("<ol type='i' start='3'><li>x</li><li>y</li></ol>", ["-1 iii x", "-1 iv y"]),
        ("<ol type='A'><li>x</li></ol><ul><li>y</li></ul>", ["-1 A x", "-1 y"]),
        ("<ol start='many'><li>x</li></ol>", ["-1 1 x"]),
        ("<p>1.&nbsp;&nbsp;&nbsp; The complaint is about leaks.</p>", ["-1 1 The complaint is about leaks."]),
        ("<p>a.&nbsp; &nbsp;the landlord’s record keeping.</p>", ["-2 a the landlord’s record keeping."]),
        ("<p>(b) The landlord’s record keeping.</p>", ["(b) The landlord’s record keeping."]),
        ("<p class='MsoListParagraph'>·&nbsp;&nbsp;&nbsp; The heating.</p>", ["-0 The heating."]),
        ("<dl><dt>Stage 1</dt><dd>10 working days.</dd></dl>", ["Stage 1", "10 working days."]),
        ("<ul><li>a line<br>and the next</li></ul>", ["-1 a line / and the next"]),
        # line breaks
        ("<p>Orders were made.<br>The landlord must act.</p>", ["Orders were made.", "The landlord must act."]),
        ("<p>The landlord did<br>not reply.</p>", ["The landlord did not reply."]),
        ("<p>First.<br><br>&nbsp;<br>Second.</p>", ["First.", "Second."]),
        # inline markup that cuts words
        (
            "<p>The land<span>lord</span> paid £<b>1</b>,900 on 1<i>9</i> May.</p>",
            ["The landlord paid £1,900 on 19 May."],
        ),
        ("<p>On 3<sup>rd</sup> May<sup><a href='#f1'>1</a></sup> it replied.</p>", ["On 3rd May it replied."]),
        # what nobody sees
        ("<p>A.</p><!-- note --><script>var x = 'REPORT';</script><style>p{}</style><p>B.</p>", ["A.", "B."]),
        ("<p>A.</p><div hidden><p>draft</p></div><p style='display: none'>x</p><p>B.</p>", ["A.", "B."]),
        ("<p>A<![CDATA[ secret ]]>.</p>", ["A."]),
        ("<p>A &amp; B &#8217; &pound;20 &nbsp; &ndash; C</p>", ["A & B ’ £20 – C"]),
        ("<p>A.</p><p>A blue and grey text Description automatically generated</p>", ["A."]),
        ("<template><p>x</p></template><noscript>y</noscript><svg><text>z</text></svg><p>A.</p>", ["A."]),
        # tables
        (
            "<table><tr><th>Date</th><th>What happened</th></tr>"
            "<tr><td>May 2023</td><td><p>She wrote.</p><ul><li>x</li></ul></td></tr></table>",
            ["| Date | What happened", "| May 2023 | She wrote. / x"],
        ),
        ("<table><tr><td><p>One.</p><p>Two.</p></td></tr></table>", ["One.", "Two."]),
        ("<table><tr><td><h2>The complaint</h2><p>A.</p></td><td>b</td></tr></table>", ["# The complaint", "A.", "b"]),
        (
            "<table><tr><td><table><tr><td>Case ID</td><td>202312345</td></tr></table></td></tr></table>",
            ["| Case ID | 202312345"],
        ),
        ("<div><div>The <em>first</em>.</div>loose text<div>B.</div></div>", ["The first.", "loose text", "B."]),
        ("<p>A.</p></div></span><p>B.<p>C.", ["A.", "B.", "C."]),
    ],
)
def test_blocks(markup: str, blocks: list[str]) -> None:
    assert page(markup) == blocks


BODY = "<h2>The complaint</h2><p>The complaint is about a leak.</p>" + "<p>The landlord did nothing about it.</p>" * 30
PAGES = {
    "main": f"<main>{HEAD}{BODY}</main>",
    "no main": f"<div id=content>{HEAD}{BODY}</div>",
    "role": f"<div role=main>{HEAD}{BODY}</div>",
    "article": f"<article><header>{HEAD}</header>{BODY}</article>",
    "empty main": f"<main></main><div>{HEAD}{BODY}</div>",
    "a form round the page": f"<form action='/'><input name=q>{HEAD}{BODY}</form>",
    "no html element": HEAD + BODY,
    "XHTML": f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body>{HEAD}{BODY}</body></html>',
    "head block in one paragraph": (
        "<main><h1>Penwick Homes (202312345)</h1>"
        f"<p>REPORT<br>COMPLAINT 202312345<br/>Penwick Homes<br>3 May 2024</p>{BODY}</main>"
    ),
    "bold head block": (
        "<main><h1>Penwick Homes (202312345)</h1><p><strong>REPORT<br>COMPLAINT 202312345</strong></p>"
        f"<div><b>Penwick Homes</b></div><div>3 May 2024</div>{BODY}</main>"
    ),
    "banner and related links": (
        f"<header><nav><ul><li>Home</li></ul></nav><p>Recruiting until 9 June 2026</p></header><main>{HEAD}{BODY}"
        "<h2>Related decisions</h2><ul><li>Other Homes (202399999)</li></ul></main><footer>© Housing Ombudsman</footer>"
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_same_report_in_every_page(name: str) -> None:
    document = read_html(f"<!doctype html><html><body>{PAGES[name]}</body></html>")
    words = document.text.split()
    expected = read_html(f"<html><body>{PAGES['main']}</body></html>").text.split()
    assert words == expected
    assert document.title == "Penwick Homes (202312345)"


@pytest.mark.parametrize(
    "heading",
    [
        "The complaint",
        "THE COMPLAINT",
        "The complaint:",
        "The Complaint ",
        "1. The complaint",
        "Complaint",
        "The complaint.",
    ],
)
@pytest.mark.parametrize("tag", ["h2", "h3", "strong", "p"])
def test_headings_open_sections(heading: str, tag: str) -> None:
    if tag == "p" and heading.endswith("."):
        pytest.skip("a plain line with a full stop is no heading")
    inner = f"<p><strong>{heading}</strong></p>" if tag == "strong" else f"<{tag}>{heading}</{tag}>"
    document, _ = with_sections(
        read_html(f"<main>{HEAD}{inner}<p>It is about leaks.</p><h2>Determination</h2><p>x</p></main>" + "<p>y</p>" * 9)
    )
    assert [section.kind for section in document.sections][:2] == ["complaint", "determination"]
