"""Misspelt outcomes put right before a statement is read: "maladminstration", "resonable redress", "sevice failure".

What was put right is remembered, so that every span leads back to the words as printed.
"""

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct
from rapidfuzz.distance import OSA

from ombudsparse.spans import Span
from ombudsparse.vocabulary.patterns import Wording, any_of


class Slip(Struct, frozen=True):
    """Words as printed (`span`) and what they stand for. `misspelt` is false for a mere note number or lost space."""

    span: Span
    right: str
    misspelt: bool = True


class Respelt(Struct, frozen=True):
    """A text put right, with the slips that it had."""

    text: str
    slips: tuple[Slip, ...] = ()

    def printed(self, span: Span) -> Span:
        """Where the words of `span` stand in the text as printed."""
        return Span(self._origin(span.start, ends=False), self._origin(span.end, ends=True))

    def _origin(self, offset: int, ends: bool) -> int:
        shift = 0
        for slip in self.slips:
            start = slip.span.start + shift
            if offset < start or (ends and offset == start):
                break
            if offset < start + len(slip.right):
                return slip.span.end if ends else slip.span.start
            shift += len(slip.right) - (slip.span.end - slip.span.start)
        return offset - shift


# The word that names an outcome, how many slips it may have, and the words as near to it that are words of their own.
_LONG_WORDS = {
    "maladministration": (3, {"mal-administration", "maladministered", "misadministration"}),
    "jurisdiction": (2, {"jurisdictions", "jurisdictional"}),
}
# Pairs of words, of which one at least is misspelt: short words are not told apart alone.
_PAIRS = (
    ("service", "failure", {"services"}, {"failures", "failing", "failings", "failed", "fails", "figure", "figures"}),
    ("reasonable", "redress", {"reasonably"}, {"redressed", "redresses"}),
)
_NOT_SEVERE = {"several", "serious", "service", "some", "such", "sure", "said", "same", "since"}
_LETTERS = Wording(r"[^\W\d_]+(?:-[^\W\d_]+)?")
# "maladministration1 in", "service failure[2]": a note's number; "nomaladministration", "there wasno": a lost space
_GLUED = Wording(
    any_of(
        r"(?:(?<=maladministration)|(?<=failure)|(?<=redress))(?:\d{1,2}|\[\d{1,2}\])(?![\d.])",
        r"\b(?P<no>no)(?=maladministration)",
        r"(?<=\bthere )(?P<was>was)(?=no\b|an?\b)",
    )
)


@cache
def _distance(printed: str, right: str) -> int:
    return OSA.distance(printed.replace("-", ""), right)


def respell(text: str) -> Respelt:
    """`text` with the names of outcomes put right. No word that is a word of its own is changed."""
    slips = sorted((*_glued(text), *_misspelt(text)), key=lambda slip: slip.span.start)
    pieces, done = [], 0
    for slip in slips:
        pieces += [text[done : slip.span.start], slip.right]
        done = slip.span.end
    return Respelt("".join([*pieces, text[done:]]), tuple(slips))


def _glued(text: str) -> Iterator[Slip]:
    for match in _GLUED.finditer(text):
        whole = match["no"] or match["was"]
        yield Slip(Span(match.start(), match.end()), f"{whole} " if whole else "", misspelt=False)


def _misspelt(text: str) -> Iterator[Slip]:
    words = list(_LETTERS.finditer(text))
    for at, match in enumerate(words):
        following = words[at + 1] if at + 1 < len(words) else None
        joined = following is not None and not text[match.end() : following.start()].strip(" ")
        second = following[0].lower() if following and joined else ""
        right = _right(match[0].lower(), second) or _second_of_pair(words, at, text)
        if right:
            yield Slip(Span(match.start(), match.end()), right.capitalize() if match[0][0].isupper() else right)


def _right(word: str, following: str) -> str | None:
    """What a misspelt word stands for, None for any other word."""
    for name, (most, others) in _LONG_WORDS.items():
        if _near(word, name, most, others):
            return name
    maladministration = following == "maladministration" or _near(following, "maladministration", 3, set())
    if maladministration and _near(word, "severe", 3, _NOT_SEVERE):
        return "severe"
    for first, second, others, others_second in _PAIRS:
        if _near(word, first, 2, others) and (following == second or _near(following, second, 2, others_second)):
            return first
        if following in ("failures", "failing", "failings") and first == "service" and _near(word, first, 2, others):
            return first
    return None


def _second_of_pair(words: list[re.Match[str]], at: int, text: str) -> str | None:
    if at == 0 or text[words[at - 1].end() : words[at].start()].strip(" "):
        return None
    before, word = words[at - 1][0].lower(), words[at][0].lower()
    for first, second, others, others_second in _PAIRS:
        if _near(word, second, 2, others_second) and (before == first or _near(before, first, 2, others)):
            return second
    return None


def _near(word: str, right: str, most: int, others: set[str]) -> bool:
    """Whether `word` is `right` with a few slips: it begins as that does, and is no other word."""
    begins = word[:1] == right[0] or word in (right[1:], right[1] + right[0] + right[2:])
    if not begins or word in others or abs(len(word) - len(right)) > most:
        return False
    return word != right and _distance(word, right) <= most
