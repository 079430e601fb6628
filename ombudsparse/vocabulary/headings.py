"""The headings that reports use, as data: which section each opens, and at which depth."""

import re
from functools import cache

from msgspec import Struct

from ombudsparse import vocabulary
from ombudsparse.document import SectionKind


class HeadingEntry(Struct, frozen=True):
    """One kind of section: its depth and the wordings that open it, as whole-line patterns (case is ignored)."""

    kind: SectionKind
    level: int
    wordings: tuple[str, ...]


class Headings(Struct, frozen=True):
    """`vocabulary/headings.toml`."""

    section: tuple[HeadingEntry, ...]


@cache
def _table() -> tuple[re.Pattern[str], dict[str, HeadingEntry]]:
    entries = vocabulary.load_vocabulary("headings", Headings).section
    named = {f"k{number}": entry for number, entry in enumerate(entries)}
    pattern = "|".join(f"(?P<{name}>{'|'.join(entry.wordings)})" for name, entry in named.items())
    return re.compile(rf"(?:{pattern})", re.I), named


LONGEST = 90  # characters of the longest heading of the vocabulary


def known_heading(text: str) -> HeadingEntry | None:
    """The entry of the vocabulary that `text`, a whole line, is a wording of."""
    if len(text) > LONGEST or not text[:1].isupper() or text in ("COMPLAINT", "COMPLAINTS"):
        return None
    pattern, named = _table()
    found = pattern.fullmatch(text.strip(" :–-").replace("'", "’"))
    return named[found.lastgroup] if found and found.lastgroup else None


def is_known_heading(text: str) -> bool:
    """Whether `text`, a whole line, is a heading of the vocabulary."""
    return known_heading(text) is not None
