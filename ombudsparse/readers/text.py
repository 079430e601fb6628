"""Reads a report that is plain text: nested numbers, flat hyphens, or a dump with one text node a line."""

import re

from ombudsparse.document import Document
from ombudsparse.readers import furniture
from ombudsparse.readers.assemble import RawBlock, assemble
from ombudsparse.readers.lexicon import lexicon_for
from ombudsparse.readers.marks import depth_of_label, split_mark, split_typed_mark
from ombudsparse.readers.stitching import paragraphs_of_dump
from ombudsparse.readers.text_lines import Line, lines_of
from ombudsparse.spans import Span

NESTED = re.compile(r"^ +\d{1,3}\. ", re.M)
HYPHEN = re.compile(r"^ *[-•] ", re.M)
FEW = 2  # list marks from which on the text is taken to show its lists


def read_text(text: str, name: str | None = None) -> Document:
    """The Document of a plain text in any of its three forms, told apart by their list marks."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = list(lines_of(text))
    lexicon = lexicon_for(text)
    shows_lists = len(NESTED.findall(text)) >= FEW or len(HYPHEN.findall(text)) >= FEW
    blocks = [_block(line) for line in lines] if shows_lists else paragraphs_of_dump(lines, lexicon)
    title, blocks = furniture.report_only(blocks)
    return assemble(blocks, raw=text, form="text", name=name, title=title, lexicon=lexicon)


def _block(line: Line) -> RawBlock:
    """A line of a text that shows its lists: the mark and the indent give kind and depth."""
    text = line.text
    indent = len(text) - len(text.lstrip(" "))
    if "\t" in text.strip() and not split_typed_mark(text):
        return RawBlock("row", tuple(text.strip().split("\t")), line.span)
    mark = split_mark(text) if indent or text[:1] in "-•" else split_typed_mark(text)
    if not mark:
        return RawBlock("paragraph", (text,), line.span)
    label, begin = mark
    level = indent // 2 if indent else depth_of_label(label)
    return RawBlock("item", (text[begin:],), Span(line.start + begin, line.span.end), level=level, label=label)
