"""Reads a report that is plain text: nested numbers, flat hyphens, or a dump with one text node a line."""

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from ombudsparse.document import Document
from ombudsparse.errors import SourceTooLarge
from ombudsparse.readers import furniture
from ombudsparse.readers.assemble import RawBlock, assemble
from ombudsparse.readers.dump.lexicon import lexicon_for
from ombudsparse.readers.dump.stitching import paragraphs_of_dump
from ombudsparse.readers.dump.typed_marks import marked_lines
from ombudsparse.readers.marks import depth_of_label, split_mark, split_typed_mark
from ombudsparse.readers.repair import encoded_once, repaired
from ombudsparse.readers.text.broken_words import closed, with_soft_hyphens
from ombudsparse.readers.text.columns import unfolded
from ombudsparse.readers.text.page_numbers import without_page_numbers
from ombudsparse.readers.text.piped import beside, piped_rows
from ombudsparse.readers.text.run_on import is_run_on, without_run_on
from ombudsparse.readers.text.text_lines import Line, lines_of
from ombudsparse.readers.text.wrapped import is_wrapped, unwrapped
from ombudsparse.spans import Span

NESTED = re.compile(r"^[ \t]+\(?\d{1,3}[.)]\s", re.M)
HYPHEN = re.compile(r"^[ \t]*(?:[-*] (?=\S)|[•▪●◦])", re.M)
_BREAKS = re.compile("\r\n?|[\v\x85\u2028\u2029]")
_LIST_END = re.compile(r"[:;,.]$|\b(?:and|or)$")  # what a leaf that begins with a small letter follows
BULLETS = "-•▪●◦*–"
MOST_PIECES = 60  # one piece in so many lines is a leaf that begins with a small letter
LETTERED = re.compile(r"(?:[a-z]|[ivx]{2,4})[.)] +\S")
MOST_LINES = 40_000  # a dump of the longest reports has some 3,000
FEW = 2  # list marks from which on the text is taken to show its lists


def read_text(text: str, name: str | None = None) -> Document:
    """The Document of a plain text in any of its forms, told apart by their line breaks and list marks.

    Raises SourceTooLarge where there are more lines than in any report.
    """
    text = _BREAKS.sub("\n", repaired(encoded_once(text.removeprefix("\ufeff"))))
    text = unfolded(with_soft_hyphens(without_page_numbers(text)))
    lines = list(lines_of(text))
    if not is_wrapped(lines):
        text = closed(text)
        lines = list(lines_of(text))
    if len(lines) > MOST_LINES:
        raise SourceTooLarge(f"{name or 'the text'} has {len(lines):,} lines; a report has fewer than {MOST_LINES:,}")
    rows = piped_rows(text)
    if rows:
        lines = beside(lines, rows)
    if is_run_on(lines):
        lines = without_run_on(lines)
    elif not rows and is_wrapped(lines):
        lines, text = unwrapped(lines, text)
    lexicon = lexicon_for(text)
    if _is_sound(text, lines):
        marks = marked_lines(lines, whole=True)
        blocks = [_block(line, at in marks) for at, line in enumerate(lines)]
    else:
        blocks = paragraphs_of_dump(lines, lexicon)
        lexicon = replace(lexicon, odd=frozenset(), cut=False)  # all cuts were at the ends of lines
    if rows:
        blocks = sorted([*blocks, *rows], key=lambda block: block.raw.start)
    title, blocks = furniture.report_only(blocks)
    return assemble(blocks, raw=text, form="text", name=name, title=title, lexicon=lexicon)


def _is_sound(text: str, lines: Sequence[Line]) -> bool:
    """Whether each line is a paragraph or an item, and not a piece of one."""
    if len(NESTED.findall(text)) >= FEW or len(HYPHEN.findall(text)) >= FEW:
        return True
    pieces = sum(
        line.text[0] in ",.;:)’%"
        or (line.text[0].islower() and not _LIST_END.search(before.text.rstrip()) and not LETTERED.match(line.text))
        for before, line in pairwise(lines)
    )
    return pieces * MOST_PIECES <= len(lines)


def _block(line: Line, marked: bool) -> RawBlock:
    """A line of a text that shows its lists: the mark and the indent give kind and depth."""
    text = line.text
    leading = text[: len(text) - len(text.lstrip())].replace("\t", "    ")
    indent = len(leading)
    cells = tuple(text.strip().split("\t"))
    if len(cells) > 2 or (len(cells) == 2 and not split_typed_mark(text)):  # "1.", "Apology order …", "31 August 2026"
        return RawBlock("row", cells, line.span)
    mark = split_mark(text) if indent or marked or text[:1] in BULLETS else split_typed_mark(text)
    if not mark:
        return RawBlock("paragraph", (text,), line.span)
    label, begin = mark
    level = indent // 2 if indent else depth_of_label(label)
    return RawBlock("item", (text[begin:],), Span(line.start + begin, line.span.end), level=level, label=label)
