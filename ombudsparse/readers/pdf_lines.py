"""Pages of a PDF as lines and table rows, in reading order, without running headers, footers and page numbers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

# what browsers and word processors print in the margins
MARGIN = re.compile(
    r"\d{1,3}|page \d+(?: of \d+)?|\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}:\d\d.*|(?:https?://|www\.)\S+(?: \d+/\d+)?|\d+/\d+",
    re.I,
)
MARGIN_LINES = 3  # lines at the top and at the foot of a page that may be running ones
SAME_LINE = 3.0  # points by which the tops of words in one line may differ


class Line(Struct, frozen=True):
    """A line of print: its words with the gap that follows the first, and where it stands on the page (points)."""

    text: str
    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    bold: bool
    first_gap: float = 0.0
    second_x0: float = 0.0


class Row(Struct, frozen=True):
    """A row of a ruled table."""

    cells: tuple[str, ...]
    page: int
    top: float


def page_content(pdf: Any) -> list[Line | Row]:
    """Lines and table rows of all pages of an open pdfplumber PDF."""
    pages = [list(_page(page, number)) for number, page in enumerate(pdf.pages, 1)]
    running = _running(pages)
    content: list[Line | Row] = []
    for page in pages:
        lines = [entry for entry in page if isinstance(entry, Line)]
        margin = {id(line) for line in lines[:MARGIN_LINES] + lines[-MARGIN_LINES:]}
        for entry in page:
            if isinstance(entry, Line) and id(entry) in margin and _is_running(entry, running):
                continue
            content.append(entry)
    return content


def _page(page: Any, number: int) -> Iterator[Line | Row]:
    tables = page.find_tables() if len(page.edges) >= 4 else []
    tables = [table for table in tables if len(table.rows) > 1 or len(table.rows[0].cells) > 1]
    words = page.extract_words(extra_attrs=["fontname"], x_tolerance_ratio=0.15)
    boxes = [table.bbox for table in tables]
    free = [word for word in words if not any(_inside(word, box) for box in boxes)]
    entries: list[tuple[float, Line | Row]] = [(line.top, line) for line in _lines(free, number)]
    for table in tables:
        for row, cells in zip(table.rows, table.extract(), strict=True):
            texts = tuple(_unmarked(cell or "") for cell in cells)
            if any(texts):
                entries.append((row.bbox[1], Row(texts, number, row.bbox[1])))
    entries.sort(key=lambda entry: entry[0])
    for _, entry in entries:
        yield entry


def _inside(word: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    middle = (word["top"] + word["bottom"]) / 2
    return bool(box[0] - 2 <= word["x0"] <= box[2] + 2 and box[1] - 1 <= middle <= box[3] + 1)


def _unmarked(cell: str) -> str:
    """The text of a cell without the bullets of its lists."""
    return "\n".join(re.sub(r"^[•●▪◦‣\uf0b7] *", "", line) for line in cell.split("\n"))


def _lines(words: Sequence[dict[str, Any]], page: int) -> Iterator[Line]:
    """Words that stand on one line, joined. Words of neighbouring lines never overlap by half in running text."""
    rows: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda word: (word["top"], word["x0"])):
        if rows and abs(rows[-1][0]["top"] - word["top"]) <= SAME_LINE:
            rows[-1].append(word)
        else:
            rows.append([word])
    for row in rows:
        row.sort(key=lambda word: word["x0"])
        bold = [bool(re.search(r"bold|black|heavy|demi", word["fontname"], re.I)) for word in row]
        yield Line(
            text=" ".join(word["text"] for word in row),
            page=page,
            x0=row[0]["x0"],
            x1=row[-1]["x1"],
            top=min(word["top"] for word in row),
            bottom=max(word["bottom"] for word in row),
            bold=all(bold),
            first_gap=row[1]["x0"] - row[0]["x1"] if len(row) > 1 else 0.0,
            second_x0=row[1]["x0"] if len(row) > 1 else row[0]["x1"],
        )


def _running(pages: Sequence[Sequence[Line | Row]]) -> set[str]:
    """What stands, but for its digits, in the margin of two pages or more."""
    seen: Counter[str] = Counter()
    for page in pages:
        lines = [entry for entry in page if isinstance(entry, Line)]
        seen.update({_shape(line) for line in lines[:MARGIN_LINES] + lines[-MARGIN_LINES:]})
    return {shape for shape, count in seen.items() if count > 1 and count * 2 >= len(pages)}


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text) + f" @{round(line.top / 8)}"


def _is_running(line: Line, running: set[str]) -> bool:
    return _shape(line) in running or bool(MARGIN.fullmatch(line.text))
