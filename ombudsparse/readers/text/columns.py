"""Tables that a text sets in columns with blanks, as `pdftotext -layout` and pandoc write them, as rows of one line.

The cells of a row are divided by tabs in what comes out, and the lines that a cell was broken into are joined. Known
are the tables of the DECISION layout, by the words of their heads, and tables whose columns a rule of hyphens shows.
"""

import re
from collections.abc import Callable, Sequence

from msgspec import Struct

from ombudsparse.values.dates.grammar import MONTHS
from ombudsparse.vocabulary.patterns import Wording

_MONTH = "|".join(MONTHS)
_GAP = r" {2,}"
_DATE_BEGINS = Wording(
    r"(?:(?:between|from|early|mid|late|after|since|by|around|on|w/c) )?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?: (?:{_MONTH})|$|/)|(?:{_MONTH})\b|referral\b)"
)
# "From 3 March to" / "9 April 2024", "Between 3" / "March 2024"
_DATE_OPEN = Wording(
    r"\b(?:between|from|to|and|early|mid|late|after|since|by|around|on|\d{1,2}(?:st|nd|rd|th)?)$|[–-]$"
)
_LABEL = Wording(r"(?:Case ID|Decision|Landlord|Occupancy|Date|Complaint|Finding)\b", cased=True)
_NUMBER = Wording(r"\d{1,2}\.?$")
_RULE = Wording(r" *-{3,}(?: +-{3,})+ *$")
_MOST_BLANK = 1  # lines between two rows
_WIDEST_LABEL = 45  # characters of the first column, which holds a date, number or label


class _Kind(Struct, frozen=True):
    """A kind of table: the line it begins with, and whether the first cell of a line opens a row, given the row's."""

    head: Wording
    opens: Callable[[str, str], bool]


def _opens_dated(row: str, cell: str) -> bool:
    return bool(_DATE_BEGINS.match(cell)) and not _DATE_OPEN.search(row)


def _opens_numbered(row: str, cell: str) -> bool:
    return bool(_NUMBER.match(cell))


def _opens_labelled(row: str, cell: str) -> bool:
    return bool(_LABEL.match(cell))


def _opens_ruled(row: str, cell: str) -> bool:
    return bool(cell) and not cell[0].islower()


_KINDS = (
    _Kind(Wording(rf" *Date{_GAP}What happened *$", cased=True), _opens_dated),
    _Kind(Wording(rf" *Order{_GAP}What the landlord must do{_GAP}Due date *$", cased=True), _opens_numbered),
    _Kind(Wording(rf" *Case ID{_GAP}\S", cased=True), _opens_labelled),
    _Kind(Wording(rf" *(?:Complaint|Finding){_GAP}\S", cased=True), _opens_labelled),
)
_MAY_HOLD = re.compile(rf"^ *(?:Date|Order|Case ID|Complaint|Finding){_GAP}\S|^ *-{{3,}} +-{{3,}}", re.M)


def unfolded(text: str) -> str:
    """`text` with each such table as lines of cells; all else as it is."""
    if not _MAY_HOLD.search(text):
        return text
    lines = text.split("\n")
    done: list[str] = []
    at = 0
    while at < len(lines):
        ruled = bool(_RULE.match(lines[at]))
        kind = _ruled_kind() if ruled else next((kind for kind in _KINDS if kind.head.match(lines[at])), None)
        end, rows = _table(lines, at, ruled, kind.opens) if kind else (at, [])
        if len(rows) > 1:
            if ruled and done and done[-1].strip():
                done[-1] = "\t".join(_cells(done[-1], _edges(lines[at]), 1) or [done[-1]])  # the head above the rule
            done += ["", *rows, ""]
            at = end + (end < len(lines) and bool(_RULE.match(lines[end])))
        else:
            done.append(lines[at])
            at += 1
    return "\n".join(done)


def _ruled_kind() -> _Kind:
    return _Kind(_RULE, _opens_ruled)


def _edges(head: str) -> list[int]:
    """Where the columns begin, by the line at the head of a table."""
    cell = r"-+" if _RULE.match(head) else r"\S+(?: \S+)*"
    return [found.start() for found in re.finditer(cell, head)]


def _cells(line: str, edges: Sequence[int], gap: int) -> list[str] | None:
    """The parts of a line in its columns; None where a word stands across the edge of one.

    `gap`: how many blanks divide columns at least.
    """
    if any(line[max(0, edge - gap) : edge].strip() for edge in edges):
        return None
    stops = [*edges[1:], len(line)]
    return [line[start:stop].strip() for start, stop in zip(edges, stops, strict=True)]


def _goes_on(cells: Sequence[str], opens: Callable[[str, str], bool]) -> bool:
    """Whether the line after a blank one is a row, and no heading under the table."""
    return any(cells[1:]) and opens("", cells[0])


def _table(lines: Sequence[str], at: int, ruled: bool, opens: Callable[[str, str], bool]) -> tuple[int, list[str]]:
    """Where the table that begins at line `at` ends, and its rows. `ruled`: it begins with a rule."""
    rows: list[list[str]] = []
    edges, blank, end = _edges(lines[at]), 0, at
    if len(edges) < 2 or edges[1] - edges[0] > _WIDEST_LABEL:
        return at, []
    for index in range(at + ruled, len(lines)):
        line = lines[index].rstrip()
        if not line.strip():
            blank += 1
            if blank > _MOST_BLANK:
                break
            continue
        cells = _cells(line, edges, 1 if ruled else 2)
        if cells is None or _RULE.match(line) or (blank and not _goes_on(cells, opens)):
            break
        if not rows or opens(rows[-1][0], cells[0]):
            rows.append(cells)
        else:
            rows[-1] = [f"{before} {more}".strip() for before, more in zip(rows[-1], cells, strict=True)]
        blank, end = 0, index + 1
    return end, ["\t".join(row) for row in rows]
