"""List marks: "1.", "a.", "iv.", "(b)", bullets. They become a block's label and are no part of its text."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

_BULLET = r"[•●▪◦‣·*o\uf0b7\uf0a7–—-]"
_NUMBER = r"\d{1,3}"
_LETTER = r"[a-z]{1,2}"
ROMAN = r"[ivxl]{1,6}"
_MARK = re.compile(rf"^\s*(?:\(?({_NUMBER}|{_LETTER}|{ROMAN})[.)]\s+|{_BULLET}\s+|[•●▪◦‣])(?=\S)")
TYPED = re.compile(rf"^\s*({_NUMBER}|[a-z]|{ROMAN})[.)](?:\s{{2,}}|\t|\s(?=[A-Z“‘£]))")

TYPED_BULLET = re.compile(r"^\s*[•●▪◦‣·\uf0b7\uf0a7]\s*(?=\S)")


def split_mark(line: str) -> tuple[str | None, int] | None:
    """The label (None for a bullet) and where the text begins, if the line begins with a list mark."""
    found = _MARK.match(line)
    return (found.group(1), found.end()) if found else None


def split_typed_mark(text: str) -> tuple[str, int] | None:
    """The same for a mark that was typed by hand into a paragraph: "1.     The complaint …", "a.   The …"."""
    found = TYPED.match(text)
    return (found.group(1), found.end()) if found else None


def bullet_mark(text: str) -> tuple[None, int] | None:
    """Where the text begins after a bullet that was typed or left by a word processor: "·       The …"."""
    found = TYPED_BULLET.match(text)
    return (None, found.end()) if found else None


def depth_of_label(label: str | None) -> int:
    """The usual depth of a label: numbers 1, letters 2, roman numerals 3; bullets and unknown 0."""
    if not label:
        return 0
    if label.isdigit():
        return 1
    return 3 if re.fullmatch(r"ii+|iv|vi+|ix|xi*", label) else 2


class Marked(Struct, frozen=True):
    """An item in a text of several lines: where its line starts, where its words begin and end, and its label."""

    start: int
    begin: int
    end: int
    label: str | None


def marked_parts(text: str) -> Sequence[Marked]:
    """The items of a list that was typed with line breaks into one paragraph or item; none where it is no list.

    Letters, roman numerals and numbers count on from the first ("a) … b) …"); bullets are at least two.
    """
    if "\n" not in text.strip():
        return ()
    marks = [(start, label, begin) for start, label, begin in _line_marks(text)]
    if len(marks) < FEWEST_TYPED or not (_counts([label for _, label, _ in marks])):
        return ()
    ends = [*(start for start, _, _ in marks[1:]), len(text)]
    return [Marked(start, begin, end, label) for (start, label, begin), end in zip(marks, ends, strict=True)]


FEWEST_TYPED = 2


def _line_marks(text: str) -> Iterator[tuple[int, str | None, int]]:
    """Each line that opens with a mark: where it starts, the label, and where its words begin."""
    starts = [0, *(found.end() for found in re.finditer(r"\n", text)), len(text) + 1]
    for start, stop in pairwise(starts):
        mark = split_mark(text[start : stop - 1])
        if mark:
            yield start, mark[0], start + mark[1]


def _counts(labels: Sequence[str | None]) -> bool:
    """Whether labels count on from the first letter, numeral or number, or are all bullets."""
    if set(labels) == {None}:
        return True
    return any(list(labels) == list(series[: len(labels)]) for series in _SERIES)


_SERIES = (
    "abcdefghijklmnopqrstuvwxyz",
    [str(number) for number in range(1, 100)],
    ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"],
)
