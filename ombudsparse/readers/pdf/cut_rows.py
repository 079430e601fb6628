"""Rows of tables that a page break cut, as one row again; header rows that are printed on each page, once."""

from collections.abc import Sequence

from msgspec.structs import replace

from ombudsparse.readers.pdf.layout import Entry, PageRow
from ombudsparse.readers.pdf.lines import would_fit
from ombudsparse.readers.pdf.paragraphs import TERMINAL, long_or_number
from ombudsparse.vocabulary.patterns import Wording

_DATE_FOLLOWS = Wording(r"later than:?$")
# what the first cell of a row says: an order's number, a date, a label
_NUMBER = Wording(r"\d{1,2}[.)]?$")
_NEW_KEY = Wording(r"\d{1,2}[.)]?$|\d{1,2} [A-Z]|[A-Z]", cased=True)


def whole_rows(content: Sequence[Entry]) -> list[Entry]:
    """The content with the rows that page breaks cut put together, and without repeated header rows."""
    done: list[Entry] = []
    header: tuple[str, ...] = ()  # the first row of the table
    before: Entry | None = None
    for entry in content:
        last = done[-1] if done else None
        if isinstance(entry, PageRow) and isinstance(before, PageRow) and isinstance(last, PageRow):
            if entry.page == before.page:
                done.append(entry)
            elif _says(entry) != header and _goes_on(last, entry):
                cells = tuple(a + b for a, b in zip(last.cells, entry.cells, strict=True))
                done[-1] = replace(last, cells=cells, cut_below=entry.cut_below)
            elif _says(entry) != header:
                done.append(entry)
        else:
            if isinstance(entry, PageRow):
                header = _says(entry)
            done.append(entry)
        before = entry
    return done


def _says(row: PageRow) -> tuple[str, ...]:
    return tuple(_text(row, at) for at in range(len(row.cells)))


def _text(row: PageRow, cell: int) -> str:
    return " ".join(line.text for line in row.cells[cell])


def _goes_on(row: PageRow, following: PageRow) -> bool:
    """Whether the first row of a page is the rest of the last row of the page before."""
    if len(row.cells) != len(following.cells) or len(row.cells) < 2:
        return False
    key = _text(following, 0)
    if not any(following.cells[1:]):
        return True  # "12 November" / "2024"; or the words of a row at the foot, its key alone on the next page
    unfinished = any(_unfinished(row, following, at) for at in range(1, len(row.cells)))
    if not key:
        return len(row.cells) == 2 or not following.cells[-1] or not row.cells[-1] or unfinished
    if _NUMBER.match(key) and row.cells[0]:
        return False
    if row.cut_below and following.cut_above:
        return True
    return unfinished and (not _NEW_KEY.match(key) or not row.cells[0])


def _unfinished(row: PageRow, following: PageRow, at: int) -> bool:
    """Whether the words of a cell go on over the page."""
    if not row.cells[at] or not following.cells[at]:
        return False
    last, line = row.cells[at][-1], following.cells[at][0]
    if TERMINAL.search(last.text):
        return last.text.endswith(":")  # the list follows
    if line.text[:1].islower() or not would_fit(last, line) or long_or_number(last, line):
        return True
    return bool(_DATE_FOLLOWS.search(last.text)) and line.text[:1].isdigit()
