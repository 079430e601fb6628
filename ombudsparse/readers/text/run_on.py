"""Cuts a report that stands on one line into lines: at headings, at list marks, and in short sections at sentences.

White space that was collapsed takes the line breaks with it. Only what the wording shows is cut; long sections of
narrative stay one paragraph.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from ombudsparse import vocabulary
from ombudsparse.document import SectionKind
from ombudsparse.readers.dump.typed_marks import next_label
from ombudsparse.readers.furniture import REFERENCES
from ombudsparse.readers.text.text_lines import Line
from ombudsparse.vocabulary.headings import Headings, known_heading
from ombudsparse.vocabulary.section_kinds import FORMAL

_LONGEST_LINE = 3000  # characters; no paragraph of a report is longer
ANCHORED = r"(?:(?<=[.!?:;”’)\]] )|(?<=\d{4} )|(?<=[a-z] ))"
_HEAD = re.compile(
    rf"\bREPORT (?=COMPLAINT)|\bCOMPLAINTS?:? {REFERENCES}(?= )|\bBack to Top(?= )|\bDecision(?= Case ID)"
    r"|\(\d{9}\)(?= )"
)
HEAD_DATE = re.compile(r"\b\d{1,2} [A-Z][a-z]{2,8} \d{4}(?: ?\[[^\]]{4,40}\])?(?= [A-Z])")
_NUMBER = re.compile(
    r"(?<![Ss]tage )(?<![Nn]o )(?<!graph )(?<!phase )(?:(?<=[.:;!?”’)] )|(?<=[a-z] ))(\d{1,3})\. (?=[A-Z“£])"
)
_LETTER = re.compile(r"(?:(?<=[.:;,] )|(?<=and )|(?<=or ))\(?([a-z]|[ivx]{2,4})[.)] (?=\S)")
_BULLET = re.compile(r"(?<= )[•●▪◦‣–-] (?=[A-Z“£a-z])")
# sentences that add to the order or head before them
ADDS = (
    r"It (?!is recommended|should)|This|These|They|That|If|Its|The landlord may deduct|"
    r"The (?:total|review|finding|sum|amount|report|letter|payment)\b"
)
_SENTENCE = re.compile(
    rf"(?<=[a-z0-9)%”’][.!?] )(?=[A-Z“£])(?!{ADDS})|(?<=[a-z0-9)’]: )(?=\S)"
    r"|(?<=; )(?!and |or )(?=\S)|(?<=; and )|(?<=; or )"
)


def is_run_on(lines: Sequence[Line]) -> bool:
    """Whether some line is longer than any paragraph is."""
    return any(len(line.text) > _LONGEST_LINE for line in lines)


def without_run_on(lines: Sequence[Line]) -> list[Line]:
    """The lines, each that is too long for a paragraph cut into several."""
    done: list[Line] = []
    for line in lines:
        done += _cut(line) if len(line.text) > _LONGEST_LINE else [line]
    return done


@cache
def _headings() -> re.Pattern[str]:
    """The headings of the vocabulary in running text: after a stop, year or word, before a capital or a mark."""
    wordings = {
        wording
        for entry in vocabulary.load_vocabulary("headings", Headings).section
        for wording in entry.wordings
        if ".*" not in wording
    }
    longest_first = sorted(wordings, key=len, reverse=True)
    either = "|".join(longest_first)
    return re.compile(rf"{ANCHORED}(?i:{either})(?= (?:[A-Z“£(]|\d{{1,3}}\. |[-•] ))")


def _found_headings(text: str) -> Iterator[tuple[int, int, str]]:
    """Where headings stand in a line, and the kind of section that each leads to."""
    kind, last_end = "", -1
    for found in _headings().finditer(text):
        start, end = found.span()
        entry = known_heading(found.group())
        after_stop = text[start - 2 : start - 1] in tuple(".!?:;”’)]0123456789") or start - 1 == last_end
        marked = _NUMBER.match(text, end + 1)
        if entry is None or not (after_stop or marked or (" " in found.group() and entry.level == 1)):
            continue
        if entry.level == 1:
            kind = entry.kind
        last_end = end
        yield start, end, kind


def _cut(line: Line) -> Iterator[Line]:
    """The parts of one line."""
    text = line.text
    headings = list(_found_headings(text))
    cuts = {0, len(text), *(at for start, end, _ in headings for at in (start, end))}
    cuts |= set(_head_block(text, headings[0][0] if headings else min(len(text), 600)))
    cuts |= set(_formal_sentences(text, headings))
    marks = list(_marks(text, headings[0][1] if headings else 0))
    cuts -= {at for start, stop in marks for at in range(start + 1, stop + 1)}
    cuts |= {start for start, _ in marks}
    for start, end in pairwise(sorted(cuts)):
        if text[start:end].strip():
            yield Line(text[start:end], line.start + start)


def _formal_sentences(text: str, headings: Sequence[tuple[int, int, str]]) -> Iterator[int]:
    """Where sentences begin in the sections whose sentences are cut apart."""
    for (_, begin, kind), (end, _, _) in zip(headings, [*headings[1:], (len(text), 0, "")], strict=False):
        if kind in FORMAL:
            ends = (found.start() for found in _SENTENCE.finditer(text, begin, end))
            # one sentence can determine several matters: "… there was maladministration in A; and B in C"
            yield from (at for at in ends if kind != SectionKind.DETERMINATION or text[at - 2] in ".!?:")


def _head_block(text: str, end: int) -> Iterator[int]:
    """Where the parts of the head block begin: title, REPORT, COMPLAINT and reference, landlord, date."""
    for found in _HEAD.finditer(text, 0, end):
        if found.group()[0] != "(":  # the reference that ends the title
            yield found.start()
        yield found.end()
    dates = list(HEAD_DATE.finditer(text, 0, end))
    if dates:
        yield from dates[-1].span()


def _marks(text: str, begin: int) -> Iterator[tuple[int, int]]:
    """Where list marks stand that count on from each other, and bullets."""
    number, letter = 0, ""
    places = sorted(
        (found for pattern in (_NUMBER, _LETTER, _BULLET) for found in pattern.finditer(text, begin)),
        key=lambda found: found.start(),
    )
    bullets = sum(found.re is _BULLET for found in places)
    for found in places:
        label = found.group(1) if found.re is not _BULLET else ""
        if found.re is _BULLET:
            if bullets > 1 and re.search(r"[.:;!?”’)] $", text[max(0, found.start() - 2) : found.start()]):
                yield found.span()
        elif label.isdigit():
            if int(label) in (1, number + 1):
                number, letter = int(label), ""
                yield found.span()
        elif label in ("a", "i") or label == next_label(letter):
            letter = label
            yield found.span()
