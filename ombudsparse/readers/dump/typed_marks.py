"""List marks that were typed by hand and survive in a text dump, told from words and numbers that a cut left alone.

"201" / "9. The landlord" is a cut year and "presen" / "t. Nothing" a cut word; "9. The landlord" is an item where
item 8 came before.
"""

import re
from collections.abc import Sequence

from ombudsparse.readers.marks import split_mark, split_typed_mark
from ombudsparse.readers.text.text_lines import Line

_ENDED = re.compile(r"[.!?:;][”’)]*\s*$|; (?:and|or)\s*$|^[^.]{4,60}$")  # the line before an item: ended, or a heading
_WIDE = re.compile(r"\s*(?:\d{1,3}|[a-z])\.(?:\s{2,}|\t)\S")  # a mark set off as word processors do; never chance
LONE = re.compile(r"(\d{1,3}|[a-z]) ?\.$")  # a mark cut off from its text
BEGUN = re.compile(r"\d{1,2}$|[a-z]$")  # what a mark may have lost: "1" / "2.   The", "b" / ".   The"
COMPLETED = re.compile(r"\d?\.(?:\s{2,}\S|\s*$)")
ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_DEEPEST = 5  # lists within lists
FEWEST = 3  # numbers that must follow each other for a dump to have typed marks


def with_whole_marks(lines: Sequence[Line]) -> list[Line]:
    """The lines, those that a cut through a mark divided put together again."""
    done: list[Line] = []
    for line in lines:
        begun = done[-1] if done and BEGUN.match(done[-1].text.strip()) else None
        if begun and COMPLETED.match(line.text) and (len(done) < 2 or _ENDED.search(done[-2].text)):
            done[-1] = Line(begun.text + line.text, begun.start, line.span.end)
        else:
            done.append(line)
    return done


def marked_lines(lines: Sequence[Line], *, whole: bool = False) -> dict[int, tuple[str, int]]:
    """For each line that opens with a typed mark: the label and how long the mark is. None where marks are chance.

    `whole`: each line is known to be a paragraph, so that a mark may also stand before a small letter.
    """
    marks: dict[int, tuple[str, int]] = {}
    number = numbers = 0
    letters: list[str] = []  # the last of each list that is open, the innermost at the end
    for at, line in enumerate(lines):
        lone = LONE.match(line.text.strip())
        mark = (lone.group(1), len(line.text)) if lone else _mark(line.text, whole)
        if mark is None:
            continue
        label = mark[0]
        wide = _WIDE.match(line.text)
        if label.isdigit():
            if not wide and (int(label) not in (1, number + 1) or _ends_in_number(lines, at)):
                continue
            number, letters = int(label), []
            numbers += 1
        else:
            depth = next((at for at in reversed(range(len(letters))) if next_label(letters[at]) == label), None)
            if depth is not None:
                letters[depth:] = [label]
            elif wide or label in ("a", "i"):
                letters = [*letters[-_DEEPEST:], label]
            else:
                continue
        marks[at] = mark
    return marks if numbers >= FEWEST else {}


def _mark(line: str, whole: bool) -> tuple[str, int] | None:
    typed = split_typed_mark(line)
    if typed or not whole:
        return typed
    mark = split_mark(line)
    return (mark[0], mark[1]) if mark and mark[0] else None


def next_label(label: str) -> str:
    """The letter or roman numeral that comes next."""
    if label in ROMANS[:-1] and label not in ("v", "x"):
        return ROMANS[ROMANS.index(label) + 1]
    return chr(ord(label) + 1) if len(label) == 1 else ""


def _ends_in_number(lines: Sequence[Line], at: int) -> bool:
    """Whether the line before breaks off in a number or sum, which the mark then belongs to."""
    return at > 0 and bool(re.search(r"[\d£,]$", lines[at - 1].text.rstrip()))
