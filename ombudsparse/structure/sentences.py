"""Where the sentences of a paragraph begin and end."""

import re
from collections.abc import Iterator
from functools import cache

from ombudsparse.spans import Span

LONGEST_SENTENCE = 1200  # characters; the longest of published reports have some 700
# A stop, what may close a quotation or bracket after it, and what can open a sentence. "… on 3 May. “It was", "(1)"
_STOP = r"[.!?…][’”\"')\]]*(?P<gap>\s+)(?=[“‘\"'(\[]*[A-Z0-9£])"
# "para. 52.b.", "No. 4", "e.g. Mr. Jones", "St. Mary’s", "approx. 10", "J. Smith"
_ABBREVIATION = (
    r"(?:\b(?:paras?|nos?|s|ss|sec|ch|cl|art|reg|refs?|tel|ext|fig|app|approx|incl|excl|est|dept|govt|vs?|cf|viz|c"
    r"|mr|mrs|ms|dr|st|rd|ave|ltd|plc|co|inc|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.|\b(?:e\.g|i\.e)\."
    r"|(?<![\w.’'])[A-Z]\.)$"
)
# "paragraph 52.b. of the Scheme": a letter after a figure and a stop
_PROVISION = r"\d\.[a-z]{1,4}\.$"
# after these a capital may go on: "at 9 a.m. Monday", "etc. The" is a new sentence only before a usual opening
_OPENING = (
    r"[“‘\"'(\[]*(?:The|This|That|These|It|He|She|They|We|In|On|At|After|Before|However|There|When|As|An?|His|Her"
    r"|Its)\b"
)

# "12. The landlord", "b. It said": the mark of a list item at the start of a line
_MARK = r"\s*\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return (
        re.compile(_STOP),
        re.compile(_ABBREVIATION, re.IGNORECASE),
        re.compile(_PROVISION),
        re.compile(r"\b(?:a\.m|p\.m|etc|al|Ltd|plc|Co)\.[’”\"')]*$", re.IGNORECASE),
        re.compile(_OPENING),
        re.compile(_MARK),
    )


def sentence_breaks(text: str) -> Iterator[Span]:
    """The white space between the sentences of one paragraph, in order: the one rule for where a sentence ends.

    Abbreviations ("para. 52.b.", "e.g.", "Mr."), numbers and stops inside a quotation that the sentence goes on from
    ("said “Stop.” and left") end no sentence. One that is longer than any report's is cut.
    """
    stop, abbreviation, provision, soft, opening, mark = _patterns()
    start = 0
    for match in stop.finditer(text):
        before = text[max(start, match.start() - 14) : match.start() + 1]
        if text[match.start()] == ".":
            if mark.fullmatch(text, start, match.start()):
                continue
            ends = soft.search(before)
            if ends and not opening.match(text, match.end()):
                continue
            if not ends and (provision.search(before) or abbreviation.search(before)):
                continue
        yield from _cuts(text, start, match.start())
        yield Span(*match.span("gap"))
        start = match.end()
    yield from _cuts(text, start, len(text))


def _cuts(text: str, start: int, end: int) -> Iterator[Span]:
    """Where a sentence that is longer than any is, is cut: after a comma or semicolon, else after any white space."""
    while end - start > LONGEST_SENTENCE:
        least, most = start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE
        stop = max(text.rfind(", ", least, most), text.rfind("; ", least, most)) + 1
        start = stop or text.rfind(" ", least, most) + 1 or most
        yield Span(start, start)


def sentence_spans(text: str, until: int | None = None) -> tuple[Span, ...]:
    """The sentences of one paragraph, without the white space around them; a paragraph of none gives none.

    With `until`, the sentence after the one that holds that place is the last.
    """
    spans: list[Span] = []
    start = 0
    for gap in sentence_breaks(text):
        _append(spans, text, start, gap.start)
        start = gap.end
        if until is not None and spans and spans[-1].start > until:
            return tuple(spans)
    _append(spans, text, start, len(text))
    return tuple(spans)


def _append(spans: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    bare = piece.strip()
    if bare:
        begin = start + piece.index(bare[0])
        spans.append(Span(begin, begin + len(bare)))
