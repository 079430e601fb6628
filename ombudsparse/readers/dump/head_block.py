"""The head block of a text dump: title, REPORT, COMPLAINT and references, landlord, date.

A dump cuts these anywhere ("Jigsaw" / "Grou" / "p"), so they are found in the lines put together.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ombudsparse.readers.assemble import RawBlock
from ombudsparse.readers.clean import INVISIBLE, MONTH
from ombudsparse.readers.dump.gaps import stitch
from ombudsparse.readers.dump.lexicon import Lexicon
from ombudsparse.readers.furniture import REFERENCES, TITLE, is_furniture
from ombudsparse.readers.text.text_lines import Line
from ombudsparse.spans import Span
from ombudsparse.vocabulary.headings import is_known_heading

LINES = 60  # among which the first heading is looked for
REPORT = re.compile(r"\s*\bREPORT\b")
COMPLAINTS = re.compile(rf"\s*\bCOMPLAINTS?:? ?{REFERENCES}")
_DATE = re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)? ?(?:{MONTH}) \d{{4}}.*$")


def head_block(lines: Sequence[Line], texts: Sequence[str], lexicon: Lexicon) -> tuple[int, list[RawBlock]]:
    """The index of the line after the head block, and its parts, each a block. 0 and none where there is no such block.

    `texts` are the lines folded.
    """
    end = next((at for at, text in enumerate(texts[:LINES]) if is_known_heading(text)), 0)
    title = next((at for at in range(end) if TITLE.match(texts[at])), -1)
    kept = [at for at in range(title + 1, end) if not is_furniture(texts[at])]
    text = stitch([texts[at] for at in kept], lexicon) if kept else ""
    cuts = _cuts(text)
    if not cuts:
        return 0, []
    places = [place for at in kept for place in _places(lines[at])]  # of each character of `text` that is no space
    blocks = [RawBlock("paragraph", (texts[title],), lines[title].span)] if title >= 0 else []
    for start, stop in pairwise(cuts):
        first, last = _visible(text[:start]), _visible(text[:stop])
        if first < last:
            blocks.append(RawBlock("paragraph", (text[start:stop].strip(),), Span(places[first], places[last - 1] + 1)))
    return end, blocks


def _places(line: Line) -> Iterator[int]:
    """Where in the raw text the characters of a line stand that are seen."""
    for offset, char in enumerate(line.text):
        if not char.isspace() and not INVISIBLE.match(char):
            yield line.start + offset


def _cuts(text: str) -> list[int]:
    """Where the parts of a head block begin and the last ends: title, REPORT, COMPLAINT, landlord, date."""
    begins = REPORT.search(text) or COMPLAINTS.search(text)
    if begins is None:
        return []
    cuts = [begins.start()]
    for pattern in (REPORT, COMPLAINTS):
        while found := pattern.match(text, cuts[-1]):
            cuts.append(found.end())
    dated = _DATE.search(text, cuts[-1])
    cuts += [dated.start(), len(text)] if dated else [len(text)]
    if TITLE.match(text[: begins.start()].strip()):
        cuts.insert(0, 0)  # a title that was cut
    return cuts


def _visible(text: str) -> int:
    """How many characters are no space."""
    return len(text) - sum(map(str.isspace, text))
