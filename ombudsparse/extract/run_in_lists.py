"""Lists that stand in one paragraph: "… handling of the resident’s: a. Reports of damp. b. Complaint."."""

import re
from collections.abc import Iterator
from itertools import pairwise

from ombudsparse.spans import Span
from ombudsparse.vocabulary.patterns import Wording

_MARK = Wording(r"(?:(?<=[\s:;,.])|^)\(?(?P<label>[a-h]|[ivx]{1,4}|\d)[.)]\s+(?=\S)", cased=True)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_LISTS = ("abcdefgh", _ROMAN, "123456789")


def run_in_list(text: str) -> tuple[Span, tuple[Span, ...]] | None:
    """Where the lead-in and the items of a list within one paragraph stand, the marks left out; None where none is.

    The marks must count up from the first one: "flat b" and "at 1. It" make no list.
    """
    marks = list(_MARK.finditer(text))
    for signs in _LISTS:
        found = list(_counting(marks, signs))
        if len(found) < 2:
            continue
        edges = pairwise([*found, None])
        items = tuple(
            _trimmed(text, mark.end(), following.start() if following else len(text))
            for mark, following in edges
            if mark is not None
        )
        return _trimmed(text, 0, found[0].start()), items
    return None


def _counting(marks: list[re.Match[str]], signs: str | tuple[str, ...]) -> Iterator[re.Match[str]]:
    at = 0
    for mark in marks:
        if at < len(signs) and mark["label"] == signs[at]:
            at += 1
            yield mark


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    return Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))
