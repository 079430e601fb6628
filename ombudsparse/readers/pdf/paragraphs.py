"""Lines put together to paragraphs, list items and headings, on the page and in the cell of a table alike."""

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from ombudsparse.document import BlockKind
from ombudsparse.readers.pdf.lines import PageLine, would_fit
from ombudsparse.readers.pdf.list_marks import Counters, mark_of
from ombudsparse.values.dates.grammar import MONTHS
from ombudsparse.vocabulary.patterns import Wording

NEAR = 4.0  # points within which two indents are one
OTHER_SIZE = 0.08  # of the size of the type: a greater difference is another size of type
TERMINAL = Wording(r"[.!?:;][”’)]*$")
_HYPHEN = Wording(r"[^\W\d_][-\u00ad]$")
_BEFORE_A_NUMBER = Wording(r"(?:^|\s)(?:[a-z]\S*|[A-Z][a-z]+)$", cased=True)
_LEADS_ON = Wording(r"(?:^|\s)(?:a|an|the|of|to|on|in|at|by|for|from|with|and|or|its|her|his|their|our)$", cased=True)
_MONTH = Wording(rf"(?:{'|'.join(MONTHS)})\b", cased=True)
_DEADLINE = Wording(r"no later than:?")  # the first line of a cell, with its date on the next
_USUAL_PITCH = 1.3  # sizes of the type from line to line
_LONG = 0.7  # of its column: a line that was not ended on purpose
_STRAY = 1.0  # points by which the lines of a paragraph may stand apart


class Open(Struct):
    """The block that is being gathered."""

    kind: BlockKind
    lines: list[PageLine]
    text_x0: float
    label: str | None = None
    skip: int = 0


def gather(lines: Sequence[PageLine], pitch: float, spaced: bool, counters: Counters | None = None) -> list[Open]:
    """Lines put together to blocks.

    `pitch`: the distance between lines of running text, in sizes of the type; `spaced`: whether more than that stands
    between paragraphs.
    """
    done: list[Open] = []
    counters = counters or Counters()
    for line in lines:
        last = done[-1] if done else None
        before = last.lines[-1] if last and _goes_on(last, line, pitch, spaced) else None
        mark = mark_of(line, counters, before, last.text_x0 if last else 0.0)
        if mark:
            done.append(Open("item", [line], mark.text_x0, mark.label, mark.end))
        elif last is not None and before is not None:
            last.lines.append(line)
            if len(last.lines) == 2 and last.kind == "item":
                last.text_x0 = line.x0
        else:
            done.append(Open("heading" if line.bold else "paragraph", [line], line.x0))
    return done


def line_pitch(lines: Sequence[PageLine]) -> float:
    """The usual distance between lines of running text, in sizes of the type."""
    ratios = sorted(
        (b.base - a.base) / a.size
        for a, b in pairwise(lines)
        if a.page == b.page and a.box == b.box and abs(a.size - b.size) < 0.5 and 0.9 < (b.base - a.base) / a.size < 2.6
    )
    return ratios[len(ratios) // 3] if len(ratios) > 3 else _USUAL_PITCH


def _goes_on(block: Open, line: PageLine, pitch: float, spaced: bool) -> bool:
    """Whether a line without a mark belongs to the block above it."""
    last = block.lines[-1]
    if not _same_type(last, line) or not _same_frame(last, line):
        return False
    if line.page != last.page:
        return (_aligned(block, line) or _indented(block, line)) and _over_a_page(block, last, line)
    if not _aligned(block, line) and not _rest_of_sentence(block, line):
        return False
    if line.base - last.base > pitch * line.size * 1.35 + _STRAY:
        return False
    return bool(_HYPHEN.search(last.text)) or _filled(last, line, _is_wide(last, line, pitch), spaced)


def _same_type(last: PageLine, line: PageLine) -> bool:
    """Whether two lines are set alike: no heading and text under it, no heading and a smaller one."""
    weight = line.bold == last.bold or _clearly_unfinished(last, line)
    return weight and abs(line.size - last.size) <= OTHER_SIZE * line.size


def _same_frame(last: PageLine, line: PageLine) -> bool:
    """Whether two lines stand in one frame; one that a page break cuts goes on as the first on the next page."""
    return line.box == last.box or (line.page != last.page and _unfinished(last, line))


def _aligned(block: Open, line: PageLine) -> bool:
    """Whether a line begins where the block's text does, or further right than the mark of an item of one line."""
    hanging = len(block.lines) == 1 and block.kind == "item"
    return abs(line.x0 - block.text_x0) <= NEAR or (hanging and line.x0 >= block.lines[-1].x0 - NEAR)


def _indented(block: Open, line: PageLine) -> bool:
    """Whether the first line of a paragraph stands further right than this one."""
    return len(block.lines) == 1 and block.kind == "paragraph" and 0 < block.lines[0].x0 - line.x0 <= 3.5 * line.size


def _rest_of_sentence(block: Open, line: PageLine) -> bool:
    """Whether a line that begins elsewhere is the rest of what an indented or a centred line says."""
    last = block.lines[-1]
    return (_indented(block, line) and not TERMINAL.search(last.text)) or _centred_rest(last, line)


def _filled(last: PageLine, line: PageLine, wide: bool, spaced: bool) -> bool:
    """Whether the line above was ended for want of room, or its words go on all the same."""
    if _clearly_unfinished(last, line):
        return True
    return not wide and (not would_fit(last, line) or spaced or long_or_number(last, line))


def _centred_rest(last: PageLine, line: PageLine) -> bool:
    """Whether a line further right is the rest of a sentence that fills the line above: paragraphs can be centred."""
    return line.x0 > last.x0 and _clearly_unfinished(last, line) and not would_fit(last, line)


def _over_a_page(block: Open, last: PageLine, line: PageLine) -> bool:
    """Whether a block goes on at the head of the next page."""
    if line.bold and block.kind == "heading":
        return False
    if would_fit(last, line) and not (_clearly_unfinished(last, line) or long_or_number(last, line)):
        return False
    return block.kind == "item" or not TERMINAL.search(last.text) or not would_fit(last, line)


def _clearly_unfinished(last: PageLine, line: PageLine) -> bool:
    """Whether the words themselves go on: no stop before, and a small letter after."""
    if TERMINAL.search(last.text):
        return False
    if line.text[:1].islower() or _LEADS_ON.search(last.text):
        return True
    return last.text[-1:].isdigit() and bool(_MONTH.match(line.text))


def _unfinished(last: PageLine, line: PageLine) -> bool:
    """Whether a line that a page break parts from the one above goes on with it."""
    return not TERMINAL.search(last.text) and (line.text[:1].islower() or not would_fit(last, line))


def long_or_number(last: PageLine, line: PageLine) -> bool:
    """Whether the words go on though the next had room: a line that is long for its column and ends without a stop,
    or a number after the words before it, "on" / "30 May", "8 December" / "2025."."""
    if TERMINAL.search(last.text):
        return False
    if line.text[:1] in "£0123456789":
        return bool(_BEFORE_A_NUMBER.search(last.text)) and not _DEADLINE.fullmatch(last.text)
    return last.x1 - last.x0 > _LONG * (last.right - last.x0)


def parts_by_space(lines: Sequence[PageLine], pitch: float) -> bool:
    """Whether space stands between the paragraphs: after nearly every line that ends long before its column does."""
    ends = [
        (a, b)
        for a, b in pairwise(lines)
        if a.page == b.page
        and a.box == b.box == 0
        and a.x1 - a.x0 < 0.6 * (a.right - a.x0)
        and 0.8 < a.size / b.size < 1.25
    ]
    return bool(ends) and sum(_is_wide(a, b, pitch) for a, b in ends) >= 0.9 * len(ends)


def _is_wide(last: PageLine, line: PageLine, pitch: float) -> bool:
    return line.base - last.base > pitch * line.size * 1.1 + _STRAY


def block_words(block: Open) -> str:
    """The words of a block on one line; its mark is left out."""
    text = ""
    for line in block.lines:
        if text and (_glued(text)):
            text = text.removesuffix("\u00ad") + line.text
        else:
            text = f"{text} {line.text}" if text else line.text
    return text[block.skip :]


def _glued(text: str) -> bool:
    """Whether what follows a line break stands close: a word was broken there, or one of its hyphens ends the line."""
    return text.endswith("\u00ad") or (text[-1] in "-–/" and text[-2:-1].isalnum())
