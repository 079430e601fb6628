"""Puts the paragraphs of a text dump together: one text node a line, words and sentences cut anywhere.

A dump shows no lists and no headings. What remains as evidence is wording: a line that stops in mid-sentence goes on
in the next, a known heading stands alone, and a colon or semicolon opens and divides a list.
"""

import re
from collections.abc import Sequence

from msgspec import Struct

from ombudsparse.document import SectionKind
from ombudsparse.readers.assemble import RawBlock
from ombudsparse.readers.clean import MONTH, fold
from ombudsparse.readers.dump.gaps import cut_in_figure, gaps_between, joined
from ombudsparse.readers.dump.head_block import head_block
from ombudsparse.readers.dump.lexicon import Lexicon
from ombudsparse.readers.dump.typed_marks import marked_lines, with_whole_marks
from ombudsparse.readers.furniture import HEAD_LINE, TITLE
from ombudsparse.readers.marks import depth_of_label
from ombudsparse.readers.text.text_lines import Line
from ombudsparse.spans import Span
from ombudsparse.vocabulary.headings import is_known_heading, known_heading

# words that no paragraph ends with: "the landlord of the" / "block"
_UNENDING = "|".join(
    (
        "the|a|an|of|in|on|to|by|for|with|and|or|that|its|his|her|their|from|at|as|is|was|were|had|has|since|until|than",
        "about|into|over|under|after|before|no|any|each|so|more|if|when|where|be|been|not|it|he|she|they|which|who|this",
        "these|between|landlord’s|resident’s|paragraph|Ombudsman’s|£",
    )
)
_OPEN_END = re.compile(rf"(?:[,(£“‘–-]|\b(?i:{_UNENDING}))$")
NAME_END = re.compile(r"(?:Ombudsman|Scheme|Act|Code|Regulations|Order)\b")  # "the Housing" / "Ombudsman Scheme"
MONTH_START = re.compile(rf"(?:{MONTH})\b")
SENTENCES = re.compile(r"[a-z][.!?] [A-Z]")  # one sentence has ended inside the text, so it is no heading and no leaf
AND_END = re.compile(r"; (?:a ?n ?d|o ?r)$|, (?:and|or);$")
LEAF_STARTER = re.compile(
    r"(?:the|its|his|her|their|how|an?|any|reports?|concerns?|handling|responses?|requests?|[A-Z][a-z]+)(?![a-z])"
)
_ENDED = re.compile(r"[.!?][”’)]*$")
# what a paragraph begins with, rather than the second part of a cut name
_STARTERS = "|".join(
    (
        "The|This|These|That|It|In|On|At|He|She|We|They|There|When|While|Following|However|Under|As|A|An|By|For|From",
        "Although|After|Before|Both|If|Our|Its|His|Her|To|Within|Between|During",
    )
)
STARTER = re.compile(rf"(?:{_STARTERS})(?![a-z])")
UNSTOPPED = (
    SectionKind.COMPLAINT,
    SectionKind.ORDERS,
    SectionKind.RECOMMENDATIONS,
    SectionKind.DETERMINATION,
    "orders table",
)  # their items may lack the full stop
LONGEST_PARAGRAPH = 8000  # characters; those of published reports have some 2,500
_LONGEST_HEADING = 110  # characters; no heading and no leaf without a full stop is longer
ORDERS_TABLE = "orders table"  # of the DECISION layout: its cells stand one below the other
TABLE_CELL = re.compile(r"(?:Order|What the landlord must do|Due date|[A-Z][a-z ]+ (?:order|review))$")
_ROW_NUMBER = re.compile(r"\d{1,2}$")
DUE_DATE = re.compile(rf"No later than:? \d{{1,2}} (?:{MONTH}) \d{{4}}(?: \([^)]*\))?$")
DATE_LINE = re.compile(r"^\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+ \d{4}(?: ?\[.*\])?$")


def paragraphs_of_dump(lines: Sequence[Line], lexicon: Lexicon) -> list[RawBlock]:
    """One block for each run of lines that belong together: paragraphs, and items where marks were typed by hand."""
    lines = with_whole_marks(lines)
    texts = [fold(line.text) for line in lines]
    marks = marked_lines(lines)
    at, blocks = head_block(lines, texts, lexicon)
    gaps = gaps_between(texts, lexicon)
    kind = ""
    while at < len(lines):
        bare = at
        if at in marks:
            texts[at] = fold(lines[at].text[marks[at][1] :])
            if not texts[at] and at + 1 < len(lines):
                bare += 1  # the mark was a line of its own
        part = Part(texts, gaps, bare)
        while part.end < len(lines) and not _ends(part, part.end in marks, kind, lexicon):
            part.take()
        text = part.text()
        entry = known_heading(text)
        if entry and entry.level == 1:
            kind = entry.kind
        elif text == "What the landlord must do":
            kind = ORDERS_TABLE
        span = Span(lines[at].span.start, lines[part.end - 1].span.end)
        if at in marks:
            label, length = marks[at]
            span = Span(lines[at].span.end - len(lines[at].text) + length, span.end)
            blocks.append(RawBlock("item", (text,), span, level=depth_of_label(label), label=label))
        else:
            blocks.append(RawBlock("paragraph", (text,), span))
        at = part.end
    return blocks


class Part(Struct):
    """The lines `begin` to `end` of a dump, which are being put together to a paragraph.

    `size`: their characters; `brackets`: how many are open at the end; `sentences`: whether one has ended within.
    """

    lines: list[str]
    gaps: list[str]  # what stands between each line and the next
    begin: int
    end: int = 0
    size: int = 0
    brackets: int = 0
    sentences: bool = False

    def __post_init__(self) -> None:
        self.end = self.begin
        self.take()

    def take(self) -> None:
        """Adds the next line."""
        line = self.lines[self.end]
        self.end += 1
        self.size += len(line)
        self.brackets += line.count("(") - line.count(")")
        if not self.sentences:
            self.sentences = bool(SENTENCES.search(self.text(max(self.begin, self.end - 3))))

    def text(self, begin: int | None = None, end: int | None = None) -> str:
        """These lines put together, or those from `begin` to `end`."""
        begin, end = self.begin if begin is None else begin, end or self.end
        return joined(self.lines[begin:end], self.gaps[begin : end - 1])

    @property
    def last(self) -> str:
        return self.lines[self.end - 1]


def _ends(part: Part, marked: bool, kind: str, lexicon: Lexicon) -> bool:
    """Whether the paragraph ends before the next line.

    `marked`: that line opens with a list mark; `kind` is that of the section. The leaves of a list of heads
    may end with a comma or nothing and begin with a small letter; orders may lack their full stop.
    """
    left, right = part.last, part.lines[part.end]
    after = part.lines[part.end + 1] if part.end + 1 < len(part.lines) else ""
    if marked or part.size > LONGEST_PARAGRAPH:
        return True
    text = part.text() if part.size < _LONGEST_HEADING else ""  # a longer one is no heading, date or landlord
    if (divided := _line_ends(part, text, right, after, kind)) is not None:
        return divided
    if (divided := _clause_ends(part, left, right, after, text)) is not None:
        return divided
    ended = bool(_ENDED.search(left))
    opener = LEAF_STARTER.match(right) or LEAF_STARTER.match(right + after)
    if kind == SectionKind.COMPLAINT and (ended or left[-1] == ",") and opener:
        return True
    if ended:
        return not (right[0].islower() and len(right) > 2)
    return not _goes_on(part, right, after, kind, lexicon)


def _line_ends(part: Part, text: str, right: str, after: str, kind: str) -> bool | None:
    """Whether a line of its own (heading, head block, date, cell) ends before `right`; None where `text` is none."""
    if not kind and (HEAD_LINE.match(right) or HEAD_LINE.match(text)):
        return True
    if _opens_heading(part, bool(_ENDED.search(part.last))):
        return True
    if text and (is_known_heading(text) or (not kind and TITLE.match(text))):
        return not (right[0].islower() or (right[0] == "(" and is_known_heading(f"{text} {right}")))
    if DATE_LINE.match(text):
        return right[0] not in "[–-"
    if kind == ORDERS_TABLE and (divided := _cell_ends(text, right, after, part.last)) is not None:
        return divided
    return right[0] != "(" if DUE_DATE.match(text) else None


def _clause_ends(part: Part, left: str, right: str, after: str, text: str) -> bool | None:
    """Whether punctuation tells that the paragraph ends before `right`, or that it does not; None where it tells
    neither."""
    if right[0] == "£" and text[:1] == "£" and " " in right:
        return not _OPEN_END.search(left)  # the parts of a sum, one below the other without full stops
    if left[-1] in ";," and (right in ("and", "or") or right + after in ("and", "or")):
        return False
    if right[0] in ",.;:)]’”?!%([" or left[-1] in "£(“‘[" or part.brackets > 0:
        return False
    last = part.text(max(part.begin, part.end - 3))
    if cut_in_figure(last, right, after):
        return False
    return True if left[-1] in ":;" or AND_END.search(last) else None  # a stem and its leaves, or the leaves of a list


def _cell_ends(text: str, right: str, after: str, left: str) -> bool | None:
    """Whether a cell of the orders table ends before `right`; None where the table tells nothing."""
    if text.startswith("No later than"):
        return bool(DUE_DATE.match(text)) and right[0] != "("
    if _ROW_NUMBER.match(text):
        return not MONTH_START.match(f"{right} {after}".lstrip("0123456789 "))  # "2" / "7" / "February"
    if right.startswith("No later than"):
        return True
    if _ROW_NUMBER.match(right):
        return True if DATE_LINE.match(text) or text == "Due date" else None
    if TABLE_CELL.match(text) or TABLE_CELL.match(right):
        return not _OPEN_END.search(left) and not right[0].islower()
    return None


def _opens_heading(part: Part, ended: bool) -> bool:
    """Whether the next line, with those after it where a cut went through it, is a heading of the vocabulary."""
    left, right = part.last, part.lines[part.end]
    if not right[0].isupper() or len(right) > _LONGEST_HEADING or (not ended and _OPEN_END.search(left)):
        return False
    following = part.lines[part.end + 1 : part.end + 2]
    if is_known_heading(right):
        return ended or not following or not following[0][0].islower()
    if len(right) > 30 or not following or len(following[0]) > 30 or not (ended or left[-1] in ";,"):
        return False
    return any(is_known_heading(part.text(part.end, part.end + count)) for count in (2, 3, 4))


def _goes_on(part: Part, right: str, after: str, kind: str, lexicon: Lexicon) -> bool:
    """Whether lines that no punctuation has ended go on in `right`."""
    left = part.last
    if right[0].islower() or (left[-1].isdecimal() and (MONTH_START.match(right) or MONTH_START.match(right + after))):
        return True
    text = part.text(max(part.begin, part.end - 4))
    if _OPEN_END.search(text):
        return True
    if DATE_LINE.match(right) and not left[-1].isdecimal():
        return False
    if right[0].isdecimal() or right[0] in "–-£/" or NAME_END.match(right + after):
        return True
    if part.sentences:
        return True
    return _is_cut(part, text, right, after, kind, lexicon)


def _is_cut(part: Part, text: str, right: str, after: str, kind: str, lexicon: Lexicon) -> bool:
    """Whether words tell that a line which nothing has ended goes on in one with a capital."""
    unstopped = kind in UNSTOPPED
    opener = re.match(r"[^\W\d_]+", right)
    if unstopped and opener and lexicon.knows(opener.group()):
        return False
    long = part.size > _LONGEST_HEADING  # no heading and no leaf: it was cut in mid-sentence
    if long or STARTER.match(right + after):
        return long
    word = re.search(r"[^\W\d_]*$", text)
    if word and word.group() and not lexicon.knows(word.group()):
        return True
    return _is_scrap(right, lexicon) and not (unstopped and lexicon.knows(right + after))


def _is_scrap(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is a piece cut out of a word or name, and no line of its own."""
    word = text.strip(".,;:")
    return " " not in text and (not lexicon.knows(word) or (word.isupper() and len(word) < 4))
