"""What holds for every reader and every input: spans in order, nothing but white space changed, no stray exception."""

import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from report_files import REPORTS, files

from ombudsparse.document import Document
from ombudsparse.errors import OmbudsparseError
from ombudsparse.readers.clean import INVISIBLE, fold, mend
from ombudsparse.readers.dump.gaps import stitch
from ombudsparse.readers.dump.lexicon import lexicon_for
from ombudsparse.readers.html import read_html
from ombudsparse.readers.sources import read_source
from ombudsparse.readers.text.text import read_text
from ombudsparse.structure.row_blocks import with_rows
from ombudsparse.structure.sections import with_sections

FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PIECES = st.sampled_from(
    [
        "The complaint",
        "Determination",
        "Orders",
        "the landlord’s",
        "han",
        "dling",
        "£",
        "1",
        ",900",
        "202",
        "3",
        "April",
        "(b)",
        "1.",
        "a.",
        "-",
        "•",
        "REPORT",
        "; and",
        ":",
        ".",
        "“",
        "’",
        "COMPLAINT 202312345",
        "\n",
        "\n\n",
        "\t",
        " ",
        "\xa0",
        "Case ID",
        "No later than",
        "Finding",
        "<p>",
        "<li>",
        "</ol>",
        "&nbsp;",
        "\u200b",
        "é",
        "\x0c",
    ]
)
TEXTS = (
    st.lists(PIECES, max_size=60).map("".join) | st.lists(PIECES, max_size=60).map("\n".join) | st.text(max_size=300)
)


def visible(text: str) -> str:
    """The characters but white space and bullets: these are marks, also in the cells of a table."""
    return re.sub(r"[\s•]", "", INVISIBLE.sub("", text))


def check(document: Document) -> None:
    """Blocks ascend, do not overlap and lie in the text; each character can be traced to the raw text."""
    at = 0
    for block in document.blocks:
        assert at <= block.span.start < block.span.end <= len(document.text)
        assert not document.text[at : block.span.start].strip()
        at = block.span.end
        for cell in block.cells:
            assert block.span.start <= cell.start <= cell.end <= block.span.end
        raw = document.raw_span(block.span).of(document.raw)
        assert visible(raw) == visible(block.span.of(document.text))
    assert not document.text[at:].strip()


@pytest.mark.parametrize("path", files("page.html", "*.txt", "report.pdf", "*.web.pdf", "*.doc.pdf"), ids=str)
def test_laws_on_reports(path: Path) -> None:
    document = read_source(path)
    check(document)
    document = with_rows(with_sections(document)[0])
    ends = [block.span.end for block in document.blocks]
    assert ends == sorted(ends)
    assert {"complaint", "determination"} <= {section.kind for section in document.sections}


@FEW
@given(TEXTS)
@example("0\n.")  # a mark that a line break divides, and that nothing follows
@example("1\n.   The gate.\n2\n\n.   2 doors.\n3\n.   The wall.\nwas\nlow")
def test_laws_on_text(text: str) -> None:
    check(read_text(text))
    with_rows(with_sections(read_text(text))[0])


@FEW
@given(TEXTS)
def test_laws_on_markup(text: str) -> None:
    check(read_html(text))


@FEW
@given(st.binary(max_size=400) | TEXTS.map(str.encode) | st.binary(max_size=200).map(lambda data: b"%PDF-1.7\n" + data))
def test_only_own_errors(data: bytes) -> None:
    with suppress(OmbudsparseError):
        check(read_source(data))


@FEW
@given(TEXTS)
def test_mending_changes_white_space_only(text: str) -> None:
    lexicon = lexicon_for(text)
    assert visible(mend(fold(text), lexicon)) == visible(text)
    fragments = [fold(piece) for piece in text.split("\n") if fold(piece)]
    if fragments:
        assert visible(stitch(fragments, lexicon)) == visible(text)


@FEW
@given(TEXTS)
def test_mending_is_stable(text: str) -> None:
    lexicon = lexicon_for(text)
    once = mend(fold(text), lexicon)
    assert visible(mend(once, lexicon)) == visible(once)


# A row of the procedure is cut by the end of the page between its cells.
CUT_BY_A_PAGE = {("d6-202428856", "report.pdf")}


@pytest.mark.parametrize("folder", sorted(REPORTS.glob("*")), ids=lambda folder: folder.name)
def test_forms_agree(folder: Path) -> None:
    """The words of a report are those of its page, whatever form it is read from; a dump may miss one in thousands."""
    words = read_source(folder / "page.html").text.split()
    for form in ("nested.txt", "hyphen.txt", "report.pdf"):
        if (folder / form).exists() and (folder.name, form) not in CUT_BY_A_PAGE:
            assert read_source(folder / form).text.split() == words, form
    dump = read_source(folder / "dump.txt").text.split()
    assert len(set(words) ^ set(dump)) <= 6


@pytest.mark.parametrize("name", ["jigsaw-homes-202347973", "paragon-asra-202337333"])
def test_real_forms_agree(real: Path, name: str) -> None:
    text = read_source(real / f"{name}.txt")
    for path in real.glob(f"{name}*"):
        other = read_source(path)
        if "dump" in path.name:
            assert other.text.split() == text.text.split()
        else:
            assert other.text == text.text, path.name
