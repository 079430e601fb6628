"""Finds where the report begins and ends among the banners, links and footers of the page it was taken from."""

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from ombudsparse import vocabulary
from ombudsparse.readers.assemble import RawBlock
from ombudsparse.readers.clean import fold

_REFERENCE = r"\d(?: ?\d){8}"  # nine digits; a dump can cut them
TITLE = re.compile(rf"^(?P<landlord>\S.*?)\s*\((?P<reference>{_REFERENCE})\)$")
REFERENCES = rf"{_REFERENCE}(?:(?: ?[,&] ?| and ){_REFERENCE})*"
HEAD_LINE = re.compile(rf"^(?:REPORT|Report|COMPLAINTS?:?\s+{REFERENCES}.*|Complaints?:?\s+{REFERENCES})$")
DECISION_LINE = re.compile(r"^(?:Decision|Case ID\b.*|Our decision)$")
SITE_NAME = re.compile(r"\s+[-–|»]\s+(?:The )?Housing Ombudsman.*$")
LONGEST_FURNITURE = 130
LOOK_AHEAD = 60  # blocks of furniture that may stand before a report


class Furniture(Struct, frozen=True):
    """`vocabulary/furniture.toml`: patterns of whole lines."""

    anywhere: tuple[str, ...]
    ends: tuple[str, ...]


class StandIn(Struct, frozen=True):
    """A kind of page that stands in for the report, and what the user is told."""

    wordings: tuple[str, ...]
    remedy: str


class NoReport(Struct, frozen=True):
    """`vocabulary/no_report.toml`."""

    page: tuple[StandIn, ...]


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    lines = vocabulary.load_vocabulary("furniture", Furniture)
    anywhere, ends = (re.compile(rf"(?:{'|'.join(group)})", re.I) for group in (lines.anywhere, lines.ends))
    return anywhere, ends


def is_furniture(line: str) -> bool:
    """Whether a folded line is furniture of the page wherever it stands."""
    return len(line) < LONGEST_FURNITURE and bool(_patterns()[0].fullmatch(line))


def title_of(words: str) -> str:
    """The title of the report in the title of a window or a file: "Landlord (reference) - Housing Ombudsman"; or ""."""
    title = SITE_NAME.sub("", fold(words))
    return title if TITLE.match(title) else ""


def report_only(blocks: Sequence[RawBlock]) -> tuple[str, list[RawBlock]]:
    """The title of the page ("" where there is none) and the blocks of the report itself."""
    ends = _patterns()[1]
    lines = [fold(" ".join(block.cells)) for block in blocks]
    title, begin = "", 0
    for at, line in enumerate(lines[:LOOK_AHEAD]):
        if HEAD_LINE.match(line) or (DECISION_LINE.match(line) and not line.startswith("Our")):
            begin = at
            break
        if TITLE.match(line):
            title, begin = line, at + 1
    kept: list[RawBlock] = []
    for block, line in zip(blocks[begin:], lines[begin:], strict=True):
        if len(kept) > LOOK_AHEAD // 3 and len(line) < 80 and ends.fullmatch(line):
            break
        if line and not is_furniture(line):
            kept.append(block)
    return title, kept
