"""Markdown of the usual converters is read as the page from which it was made."""

import pytest
from plain_report import TEXT, read

import ombudsparse as op

HEADS = ["The complaint", "Background", "Assessment and findings", "Determination", "Orders"]


def headed(form: str, text: str = TEXT) -> str:
    for head in HEADS:
        text = text.replace(f"\n{head}\n", "\n" + form.format(head, "-" * len(head)) + "\n")
    return text.replace("\nREPORT\n", "\n**REPORT**\n").replace(
        "\nLarkhill Homes Limited\n", "\n**Larkhill Homes Limited**\n"
    )


FORMS = {
    "markdownify": headed("{}\n{}"),
    "ATX headings": headed("## {}"),
    "closed headings": headed("## {} ##"),
    "bold headings": headed("**{}**"),
    "bold with underscores": headed("__{}__"),
    "bold headings of levels": headed("### **{}**"),
    "turndown": headed("## {}").replace("    a. ", "    1.  ").replace("    b. ", "    2.  ").replace("  1. ", "1.  "),
    "escaped marks": headed("## {}").replace("    a. ", r"    a\. ").replace("    b. ", r"    b\. "),
    "letters in brackets": headed("## {}").replace("    a. ", "    (a) ").replace("    b. ", "    (b) "),
    "blank lines between": headed("## {}").replace("\n    ", "\n\n    ").replace("\n  ", "\n\n  "),
    "pandoc": ":::: {#main}\n" + headed("## {} {{#x .y}}").replace("’", r"\'").replace("£1,250", "[£1,250]{.u lang=x}"),
    "pandoc, footnotes": headed("## {}").replace("£1,250", "£1,250^1^").replace("17 May 2023", "17 May 2023[^2]")
    + "\n[^2]: It paid £900.\n    And more.\n",
    "linked footnotes": headed("## {}")
    .replace("£1,250", r"£1,250[\[1\]](#_ftn1)")
    .replace("2023 and", "2023[2](#b) and"),
    "struck out": headed("## {}").replace("£1,250", "~~£2,000~~ £1,250").replace("3 May", "<del>1 April</del>3 May", 1),
    "raised": headed("## {}").replace("£1,250", "£1,250<sup>1</sup>"),
    "links": headed("## {}").replace("£1,250", "[£1,250](https://example.org/x_(y))"),
    "pictures": headed("## {}").replace(
        "## Background", "![A logo of £5](data:image/png;base64,AAAA)\n\n## Background"
    ),
    "emphasis": headed("## {}").replace("£1,250", "**£1,250**").replace("service failure", "*service failure*"),
    "Windows line ends": headed("## {}").replace("\n", "\r\n"),
    "within divisions": "<div id='main'>\n\n" + headed("## {}") + "\n</div>\n",
}


@pytest.mark.parametrize("name", FORMS)
def test_forms(name: str) -> None:
    found, wanted = read(op.parse(FORMS[name].encode())), read(op.parse(TEXT, "text"))
    assert found == wanted


TABLES = {
    "pipes": "| Date | What happened |\n| --- | --- |\n| 3 May 2024 | She complained. |\n| 5 June 2024 | It rang. |\n",
    "no outer pipes": "Date | What happened\n---|---\n3 May 2024 | She\ncomplained.\n5 June 2024 | It rang.\n",
    "no rule": "| **Date** | **What happened** |\n| 3 May 2024 | She complained. |\n| 5 June 2024 | It rang. |\n",
    "an empty head": (
        "|  |  |\n|---|---|\n| Date | What happened |\n| 3 May 2024 | She complained. |\n| 5 June 2024 | It rang. |\n"
    ),
    "columns": (
        "  ------------- -----------------\n  **Date**      **What happened**\n  3 May 2024    She complained.\n"
        "  5 June 2024   It rang.\n  ------------- -----------------\n"
    ),
    "columns with a head": (
        "  Date          What happened\n  ------------- -----------------\n  3 May 2024    She complained.\n"
        "  5 June 2024   It\n                rang.\n"
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_tables(name: str) -> None:
    d = op.parse(
        headed("## {}").replace("\n## Assessment", f"\n## The complaint procedure\n\n{TABLES[name]}\n## Assessment")
    )
    rows = [[cell.of(d.document.text) for cell in block.cells] for block in d.document.blocks if block.kind == "row"]
    assert rows == [["Date", "What happened"], ["3 May 2024", "She complained."], ["5 June 2024", "It rang."]]


def test_depths_that_were_lost_are_not_made_up() -> None:
    d = op.parse("**COMPLAINT 202311111**\n\n## The complaint\n\n- The complaint is about:\n- a leak.\n- mould.\n")
    assert {block.level for block in d.document.blocks if block.kind == "item"} == {0}
