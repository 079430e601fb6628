"""PDFs: the corpus reports as a word processor and a browser print them, and the parts that make lines and tables."""

import time
from pathlib import Path

import pytest
from report_files import REPORTS

from ombudsparse.document import Document
from ombudsparse.readers.pdf.lines import printed_lines
from ombudsparse.readers.pdf.printed import DrawnLine, PageWord
from ombudsparse.readers.pdf.ruled_tables import find_tables
from ombudsparse.readers.sources import read_source
from ombudsparse.structure.row_blocks import with_rows
from ombudsparse.structure.sections import with_sections


def outline(document: Document) -> dict[str, list[object]]:
    document = with_rows(with_sections(document)[0])
    return {
        "paragraphs": [document.words(block.span) for block in document.blocks if block.kind != "row"],
        "sections": [(section.level, section.kind, section.title) for section in document.sections],
        "rows": [tuple(map(document.words, block.cells)) for block in document.blocks if block.kind == "row"],
    }


@pytest.mark.parametrize("form", ["report.pdf", "print.pdf"])
@pytest.mark.parametrize("folder", sorted(REPORTS.glob("*")), ids=lambda folder: folder.name)
def test_pdf_is_read_as_the_page(folder: Path, form: str) -> None:
    page, pdf = folder / "page.html", folder / form
    if not pdf.exists():
        pytest.skip(f"{pdf} is not among the forms of this report")
    assert outline(read_source(pdf)) == outline(read_source(page))


def test_pages_and_speed() -> None:
    path = REPORTS / "tessera-homes-202217765" / "report.pdf"
    read_source(path)
    start = time.process_time()
    document = read_source(path)
    assert time.process_time() - start < 1.5  # 0.1 s on a quiet machine
    pages = [document.page_at(block.span.start) for block in document.blocks]
    assert pages[0] == 1
    assert pages == sorted(pages, key=lambda page: page or 0)
    assert pages[-1] == len(document.page_starts)


def grid(xs: list[float], ys: list[float]) -> list[DrawnLine]:
    across = [DrawnLine(xs[0], xs[-1], y, y) for y in ys]
    return across + [DrawnLine(x, x, ys[0], ys[-1]) for x in xs]


@pytest.mark.parametrize(
    ("rules", "shape"),
    [
        (grid([50, 200, 500], [100, 120, 140]), [2, 2]),
        (grid([50, 500], [100, 120, 140]), [1, 1]),
        (grid([50, 500], [100, 140]), None),  # a frame
        ([], None),
        ([DrawnLine(50, 500, 100, 100)], None),  # a line under a heading
        (grid([50, 200, 500], [100, 120])[1:], [2]),  # a row that a page break cut: no line at the top
        (grid([50, 200, 500], [100, 120]) + grid([50, 200, 500], [400, 420]), [2, 2]),  # two tables
        ([DrawnLine(x, x + 0.7, 100, 140) for x in (50, 200, 500)] + grid([50, 500], [100, 120, 140]), [2, 2]),
    ],
)
def test_tables_from_ruled_lines(rules: list[DrawnLine], shape: list[int] | None) -> None:
    rows = [len(row) for table in find_tables(rules) for row in table.rows]
    assert (rows or None) == shape


def test_words_become_lines() -> None:
    words = [
        PageWord("1.", 50, 58, 100, 11),
        PageWord("The", 68, 86, 100.4, 11),
        PageWord("3", 90, 96, 100, 11),
        PageWord("rd", 96, 102, 96.5, 7),  # raised
        PageWord("Next", 68, 90, 114, 11, True),
        PageWord("line", 94, 110, 114, 11, True),
    ]
    lines = printed_lines(words, 1)
    assert [line.text for line in lines] == ["1. The 3 rd", "Next line"]
    assert [line.bold for line in lines] == [False, True]
    assert lines[0].second_x0 == 68
