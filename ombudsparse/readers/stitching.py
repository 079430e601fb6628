"""Puts the paragraphs of a text dump together: one text node a line, words and sentences cut anywhere.

A dump shows no lists and no headings. What remains as evidence is wording: a line that stops in mid-sentence goes on
in the next, a known heading stands alone, and a colon or semicolon opens and divides a list.
"""

import re
from collections.abc import Sequence
from typing import Protocol

from ombudsparse.readers.assemble import RawBlock
from ombudsparse.readers.clean import MONTH, fold, stitch
from ombudsparse.readers.furniture import HEAD_LINE, REFERENCES, TITLE, is_furniture
from ombudsparse.readers.lexicon import Lexicon, lexicon_for
from ombudsparse.readers.marks import split_typed_mark
from ombudsparse.spans import Span
from ombudsparse.vocabulary.headings import is_known_heading, known_heading

OPEN_END = re.compile(
    r"(?:[,(£“‘–-]|\b(?i:the|a|an|of|in|on|to|by|for|with|and|or|that|its|his|her|their|from|at|as|is|was|were|had|has|"
    r"since|until|than|about|into|over|under|after|before|no|any|each|so|more|if|when|where|"
    r"be|been|not|it|he|she|they|which|who|this|these|between|landlord’s|resident’s|paragraph|Ombudsman’s|£))$"
)
NAME_END = re.compile(r"(?:Ombudsman|Scheme|Act|Code|Regulations|Order)\b")  # "the Housing" / "Ombudsman Scheme"
HEAD_LINES = 60  # lines among which the first heading is looked for
REPORT = re.compile(r"\bREPORT\b")
COMPLAINTS = re.compile(rf"\bCOMPLAINTS?:? ?{REFERENCES}")
HEAD_DATE = re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)? ?(?:{MONTH}) \d{{4}}.*$")
MONTH_START = re.compile(rf"(?:{MONTH})\b")
SENTENCES = re.compile(r"[a-z][.!?] [A-Z]")  # one sentence has ended inside the text, so it is no heading and no leaf
AND_END = re.compile(r"; (?:a ?n ?d|o ?r)$|, (?:and|or);$")
LEAF_STARTER = re.compile(
    r"(?:the|its|his|her|their|how|an?|any|reports?|concerns?|handling|responses?|requests?|[A-Z][a-z]+)(?![a-z])"
)
LONE_MARK = re.compile(r"^(?:\d{1,3}|[a-z]) ?\.$")
STARTER = re.compile(
    r"(?:The|This|These|That|It|In|On|At|He|She|We|They|There|When|While|Following|However|Under|As|A|An|By|For|From|"
    r"Although|After|Before|Both|If|Our|Its|His|Her|To|Within|Between|During)(?![a-z])"
)  # what a paragraph begins with, rather than the second part of a cut name
UNSTOPPED = ("complaint", "orders", "recommendations", "determination")  # their items may lack the full stop
LONGEST_HEADING = 110  # characters; no heading and no leaf without a full stop is longer
DATE_LINE = re.compile(r"^\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+ \d{4}(?: ?\[.*\])?$")


class LineOfText(Protocol):
    """A line and where it stands."""

    @property
    def text(self) -> str: ...
    @property
    def span(self) -> Span: ...


def paragraphs_of_dump(lines: Sequence[LineOfText], raw: str) -> list[RawBlock]:
    """One paragraph block for each run of lines that belong together."""
    lexicon = lexicon_for(raw)
    texts = [fold(line.text) for line in lines]
    typed = [split_typed_mark(line.text) is not None for line in lines]
    at, blocks = _head_block(lines, texts, lexicon)
    kind = ""
    while at < len(lines):
        end = at + 1
        while end < len(lines) and not _ends(texts, at, end, typed[end], kind, lexicon):
            end += 1
        text = stitch(texts[at:end], lexicon)
        entry = known_heading(text)
        if entry and entry.level == 1:
            kind = entry.kind
        blocks.append(_block(text, lines[at].text, Span(lines[at].span.start, lines[end - 1].span.end)))
        at = end
    return blocks


def _head_block(lines: Sequence[LineOfText], texts: Sequence[str], lexicon: Lexicon) -> tuple[int, list[RawBlock]]:
    """The lines above the first heading: title, REPORT, COMPLAINT, landlord and date, each as one block.

    A dump cuts these anywhere, so they are found in the lines put together. Gives the index of the line after them.
    """
    end = next((at for at, text in enumerate(texts[:HEAD_LINES]) if is_known_heading(text)), 0)
    title = next((at for at in range(end) if TITLE.match(texts[at])), -1)
    kept = [at for at in range(title + 1, end) if not is_furniture(texts[at])]
    if not kept:
        return 0, []
    text = stitch([texts[at] for at in kept], lexicon)
    begins = REPORT.search(text) or COMPLAINTS.search(text)
    if begins is None:
        return 0, []
    text = text[begins.start() :]
    span = Span(lines[kept[0]].span.start, lines[kept[-1]].span.end)
    blocks = [RawBlock("paragraph", (texts[title],), lines[title].span)] if title >= 0 else []
    for pattern in (REPORT, COMPLAINTS):
        while found := pattern.match(text):
            blocks.append(RawBlock("paragraph", (found.group().strip(),), span))
            text = text[found.end() :].lstrip()
    dated = HEAD_DATE.search(text)
    parts = (text[: dated.start()], text[dated.start() :]) if dated else (text,)
    return end, blocks + [RawBlock("paragraph", (part,), span) for part in parts if part.strip()]


def _block(text: str, first_line: str, span: Span) -> RawBlock:
    typed = split_typed_mark(first_line)
    mark = split_typed_mark(f"{typed[0]}.  {text[len(typed[0]) + 1 :]}") if typed else split_typed_mark(text)
    if not mark:
        return RawBlock("paragraph", (text,), span)
    return RawBlock("item", (text[len(mark[0]) + 1 :].lstrip(),), span, label=mark[0])


def _ends(texts: Sequence[str], at: int, end: int, typed: bool, kind: str, lexicon: Lexicon) -> bool:
    """Whether the paragraph of lines `at` to `end` ends before line `end`.

    `typed`: that line opens with a mark typed by hand; `kind` is that of the section. The leaves of a list of heads
    may end with a comma or nothing and begin with a small letter; orders may lack their full stop.
    """
    in_complaint = kind == "complaint"
    lines, right, after = texts[at:end], texts[end], "".join(texts[end + 1 : end + 2])
    left, text = lines[-1], " ".join(lines)
    ended = bool(re.search(r"[.!?][”’)]*$", left))
    if is_known_heading(right) or HEAD_LINE.match(right) or HEAD_LINE.match(text):
        return True
    if is_known_heading(text) or TITLE.match(text):
        return not right[0].islower()
    if DATE_LINE.match(text):
        return right[0] != "["
    if typed or (re.match(r"\d{1,3}\.(?:\s|$)", right) and not re.search(r"[\d£]$", left)):
        return ended or left[-1] in ":;," or bool(AND_END.search(text)) or not OPEN_END.search(left)
    if re.match(r"[a-z]\.$", right) and (ended or left[-1] in ":;" or AND_END.search(text)):
        return True
    if left[-1] in ";," and (right in ("and", "or") or right + after in ("and", "or")):
        return False
    if LONE_MARK.match(text) or right[0] in ",.;:)’”?!%(" or left[-1] in "£(“‘" or text.count("(") > text.count(")"):
        return False
    if left[-1] in ":;" or AND_END.search(text):
        return True  # a stem and its leaves, or the leaves of a list
    if in_complaint and (ended or left[-1] == ",") and (LEAF_STARTER.match(right) or LEAF_STARTER.match(right + after)):
        return True
    if ended:
        return not (right[0].islower() and len(right) > 2)
    return not _goes_on(lines, right, after, kind, lexicon)


def _goes_on(lines: Sequence[str], right: str, after: str, kind: str, lexicon: Lexicon) -> bool:
    """Whether lines that no punctuation has ended go on in `right`."""
    left = lines[-1]
    if right[0].islower() or (left[-1].isdigit() and (MONTH_START.match(right) or MONTH_START.match(right + after))):
        return True
    text = stitch(lines, lexicon)
    if OPEN_END.search(text):
        return True
    if DATE_LINE.match(right) and not left[-1].isdigit():
        return False
    if right[0].isdigit() or right[0] in "–-£/" or NAME_END.match(right + after):
        return True
    if SENTENCES.search(text):
        return True
    opener = re.match(r"[^\W\d_]+", right)
    if kind in UNSTOPPED and opener and lexicon.knows(opener.group()):
        return False
    long = sum(map(len, lines)) > LONGEST_HEADING  # no heading and no leaf: it was cut in mid-sentence
    if STARTER.match(right + after):
        return long
    word = re.search(r"[^\W\d_]*$", text)
    cut = bool(word and word.group() and not lexicon.knows(word.group()))
    return long or cut or (_is_scrap(right, lexicon) and not (kind in UNSTOPPED and lexicon.knows(right + after)))


def _is_scrap(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is a piece cut out of a word or name, and no line of its own."""
    word = text.strip(".,;:")
    return " " not in text and (not lexicon.knows(word) or (word.isupper() and len(word) < 4))
