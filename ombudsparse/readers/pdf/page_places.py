"""Where on the pages of a PDF the words of a span are printed."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from ombudsparse.readers.pdf.cut_rows import whole_rows
from ombudsparse.readers.pdf.layout import Entry, page_content
from ombudsparse.readers.pdf.lines import PageLine
from ombudsparse.readers.pdf.pdf import printed_pages, with_whole_words
from ombudsparse.spans import Span


class PrintedPlace(Struct, frozen=True):
    """A stretch of a line of print, in points from the upper left corner of the upright sheet `page`, from 1."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


class Pages(Struct, frozen=True):
    """The lines of a PDF with their places in `Document.raw`, and how each sheet is turned (degrees, clockwise)."""

    lines: tuple[tuple[Span, PageLine], ...]
    sheets: tuple[int, ...]
    lefts: tuple[float, ...]
    turns: dict[int, int]

    def places(self, raw: Span) -> list[PrintedPlace]:
        """Where the stretch `raw` of `Document.raw` is printed: a place a line."""
        return [self._place(line, at, raw) for at, line in self.lines if at.touches(raw)]

    def _place(self, line: PageLine, at: Span, raw: Span) -> PrintedPlace:
        left = self.lefts[line.page - 1]
        first = line.text[: max(0, raw.start - at.start)].count(" ")
        last = line.text[: max(0, raw.end - 1 - at.start)].count(" ")
        x0, x1 = line.edges[first][0], line.edges[last][1]
        sheet = self.sheets[line.page - 1]
        return PrintedPlace(sheet, x0 + left, line.base - 0.85 * line.size, x1 + left, line.base + 0.25 * line.size)


def lines_with_places(data: bytes, called: str) -> Pages:
    """The lines of a PDF, each with its place in the raw text that `read_pdf` makes of it. Raises what that does."""
    pages, _ = printed_pages(data, called)
    content = with_whole_words(whole_rows(page_content(pages)))
    return Pages(
        lines=tuple(_lines(content)),
        sheets=tuple(page.sheet for page in pages),
        lefts=tuple(page.left for page in pages),
        turns={page.sheet: page.turn for page in pages},
    )


def _lines(content: Sequence[Entry]) -> Iterator[tuple[Span, PageLine]]:
    """The lines in the order of the raw text: each is followed by one sign, and so is an empty cell."""
    at = 0
    for entry in content:
        for cell in ((entry,),) if isinstance(entry, PageLine) else entry.cells:
            for line in cell:
                yield Span(at, at + len(line.text)), line
                at += len(line.text) + 1
            at += 0 if cell else 1
