"""Undoes the line breaks of a text that was wrapped to a width, as pdftotext and mail programs leave it.

A break is soft where the first word of the next line would not have fitted on the line. Page numbers and running
headers are taken out.
"""

import re
from collections import Counter
from collections.abc import Sequence

from ombudsparse.readers.marks import split_mark
from ombudsparse.readers.text.text_lines import Line
from ombudsparse.vocabulary.headings import is_known_heading

WIDEST = 130  # characters; lines of a text that is not wrapped are as long as its paragraphs
NARROWEST = 45
FEWEST_LINES = 12
_ROOM = 0.82  # of the width: proportional type does not fill every line with the same number of characters
PAGE_NUMBER = re.compile(
    r"(?:page )?\d{1,3}(?: of \d{1,3}| ?/ ?\d{1,3})?|\d\d?/\d\d?/\d{2,4}, \d\d?:\d\d.*|https?://\S+(?: .{0,8})?", re.I
)
BREAK = re.compile(r"(?<=\w[-\u00ad])([\n\f]\s*)(?=\w)|[\n\f]\s*")
_ENDED = re.compile(r"[.!?:;][”’)]*$|; (?:and|or)$")


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether these are the lines of a text that was wrapped to one width. Rows of cells are not looked at."""
    lines = [line for line in lines if "\t" not in line.text]
    if len(lines) < FEWEST_LINES:
        return False
    lengths = sorted(len(line.text.rstrip()) for line in lines)
    longest, middle = lengths[int(len(lengths) * 0.98)], lengths[len(lengths) // 2]
    if not NARROWEST <= longest <= WIDEST or middle < longest * 0.6:
        return False
    inside = sum(line.text.lstrip()[0].islower() for line in lines)
    return inside * 5 >= len(lines)


def unwrapped(lines: Sequence[Line], raw: str) -> tuple[list[Line], str]:
    """One line for each paragraph or item, and the raw text without page numbers and running headers."""
    lines, raw = _without_margins(lines, raw)
    lengths = sorted(len(line.text.rstrip()) for line in lines if "\t" not in line.text)
    width = lengths[int(len(lengths) * 0.95)]
    done: list[Line] = []
    last = ""  # the line of print that the paragraph in hand ends with
    for line in lines:
        if done and _goes_on(last, line.text, raw[done[-1].span.end : line.start], width):
            start = done[-1].start
            done[-1] = Line(BREAK.sub(_unbroken, raw[start : line.span.end]), start)
        else:
            done.append(line)
        last = line.text
    return done, raw


def _unbroken(found: re.Match[str]) -> str:
    """A line break as spaces; after the hyphen of a compound word as so many signs that take no room."""
    return ("\u200b" if found.group(1) else " ") * len(found.group())


def _goes_on(last: str, line: str, between: str, width: int) -> bool:
    """Whether the break between two lines of print is soft."""
    text, before = line.strip(), last.strip()
    if "\t" in text or "\t" in before:
        return False  # rows of a table
    if is_known_heading(text) or is_known_heading(before) or (re.match(r"\s*\S{1,6}\s", line) and split_mark(line)):
        return False
    ended = bool(_ENDED.search(before))
    if between.count("\n") + between.count("\f") > 1:  # a blank line, or a page break in mid-sentence
        return not ended and text[0].islower()
    fits = len(last.rstrip()) + 1 + len(text.split(" ")[0]) < width * _ROOM
    return text[0].islower() if fits else not (ended and before.endswith((":", ";")))


def _without_margins(lines: Sequence[Line], raw: str) -> tuple[list[Line], str]:
    shapes = Counter(_shape(line.text) for line in lines)
    kept: list[Line] = []
    pieces: list[str] = []
    at = length = 0
    for at_line, line in enumerate(lines):
        text = line.text.strip()
        if PAGE_NUMBER.fullmatch(text) or (_opens_page(lines, at_line, raw) and shapes[_shape(text)] > 1):
            pieces.append(raw[at : line.start])
            length += line.start - at
            at = line.span.end
            continue
        kept.append(Line(line.text, line.start - at + length))
    pieces.append(raw[at:])
    return kept, "".join(pieces)


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", text.strip())


def _opens_page(lines: Sequence[Line], at: int, raw: str) -> bool:
    """Whether a line stands next to a page break or a page number."""
    before, after = lines[max(0, at - 1)], lines[min(len(lines) - 1, at + 1)]
    if "\f" in raw[before.span.end : after.start]:
        return True
    return any(PAGE_NUMBER.fullmatch(line.text.strip()) for line in (before, after))
