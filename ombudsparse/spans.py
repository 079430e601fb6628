"""Where words stand: spans of the clean text, and the way back to the text as it was read."""

from msgspec import Struct


class Span(Struct, frozen=True, order=True, gc=False):
    """A half-open range of characters, `start` to `end`, of `Document.text`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words themselves: `text[start:end]`."""
        return text[self.start : self.end]

    def moved(self, by: int) -> "Span":
        """The same span, counted from `by` characters further back."""
        return Span(self.start + by, self.end + by)

    def covers(self, other: "Span") -> bool:
        """Whether `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: "Span") -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


def offset_in_raw(clean: str, raw: str, offset: int) -> int:
    """Where the character `clean[offset]` stands in `raw`.

    `clean` is `raw` with white space changed and marks left out, so the characters that are no space follow each
    other in the same order in both.
    """
    at = -1
    for char in clean[: offset + 1]:
        if not char.isspace():
            found = raw.find(char, at + 1)
            if found < 0:
                return at + 1
            at = found
    return max(at, 0)
