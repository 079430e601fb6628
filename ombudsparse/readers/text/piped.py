"""The tables of a plain text that draws them with pipes, as programs that turn web pages into text or Markdown do.

A row is "| Case ID | 202312345 |" on one line, or each cell ends its own lines with a pipe and a pipe opens the row.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ombudsparse.readers.assemble import RawBlock
from ombudsparse.readers.text.text_lines import Line
from ombudsparse.spans import Span

_OPENS = re.compile(r"^[ \t]*(?=\|)", re.M)
MOST_COLUMNS = 4
LONGEST_CELL = 8000  # characters; the tables of findings hold the reasoning of a whole matter
_RULE = re.compile(r"[\s:|-]*")  # "|---|:--|" between the head and the body of a Markdown table
TABLES = [  # of 1, 2, … columns
    re.compile(rf"(?:[ \t]*\|(?:[^|]{{0,{LONGEST_CELL}}}\|){{{columns}}}[ \t]*(?:\n\s*?|$))+")
    for columns in range(1, MOST_COLUMNS + 1)
]


def piped_rows(text: str) -> list[RawBlock]:
    """The rows of the piped tables of `text` in order; a row with words in one cell alone is a paragraph."""
    rows: list[RawBlock] = []
    at = 0 if "|" in text else len(text)
    while opening := _OPENS.search(text, at):
        # the number of columns is the one with which the table is longest
        found = [pattern.match(text, opening.start()) for pattern in TABLES]
        ends = [match.end() if match else opening.end() + 1 for match in found]
        at = max(ends)
        if any(found):
            rows += _rows(text, Span(opening.start(), at), ends.index(at) + 1)
    return rows


def beside(lines: Sequence[Line], rows: Sequence[RawBlock]) -> list[Line]:
    """The lines that are no part of `rows`."""
    return [line for line in lines if not (_RULE.fullmatch(line.text) or _touched(line.span, rows))]


def _touched(span: Span, rows: Sequence[RawBlock]) -> bool:
    """Whether one of `rows`, which are in order, shares a character with `span`."""
    at = bisect_right(rows, span.start, key=lambda row: row.raw.end)
    return at < len(rows) and rows[at].raw.touches(span)


def _rows(text: str, table: Span, columns: int) -> Iterator[RawBlock]:
    pipes = [table.start + found.start() for found in re.finditer(r"\|", table.of(text))]
    for first in range(0, len(pipes) - columns, columns + 1):
        edges = pipes[first : first + columns + 1]
        cells = tuple(text[start + 1 : end].strip() for start, end in pairwise(edges))
        raw = Span(edges[0], edges[-1] + 1)
        words = [cell for cell in cells if cell]
        if _RULE.fullmatch("".join(cells)):
            continue
        yield RawBlock("row", cells, raw) if len(words) > 1 else RawBlock("paragraph", (words[0],), raw)
