"""The lines of a plain text, each with its place."""

import re
from collections.abc import Iterator

from msgspec import Struct

from ombudsparse.readers.clean import INVISIBLE
from ombudsparse.spans import Span


class Line(Struct, frozen=True):
    """One line that is not blank, and where it stands in the text.

    `end`: where it ends, for a line put together of two with a break between them.
    """

    text: str
    start: int
    end: int | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.start + len(self.text) if self.end is None else self.end)


def lines_of(text: str) -> Iterator[Line]:
    """The lines that hold more than white space."""
    for found in re.finditer(r"[^\n\f]+", text):
        if INVISIBLE.sub("", found.group()).strip():
            yield Line(found.group(), found.start())
