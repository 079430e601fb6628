"""What stood at each cut of a text dump: nothing where it went through a word or a number, else a space."""

import re
from collections.abc import Sequence
from itertools import pairwise

from ombudsparse.readers.clean import MONTH, TOKEN
from ombudsparse.readers.dump.lexicon import UNKNOWN, Lexicon, following_cost

IMPOSSIBLE = 1000.0  # the cost of a reading that is ruled out


def stitch(fragments: Sequence[str], lexicon: Lexicon) -> str:
    """The fragments of one paragraph as one text: each cut inside a word or a number closed, other cuts a space."""
    return joined(fragments, gaps_between(fragments, lexicon))


def joined(fragments: Sequence[str], gaps: Sequence[str]) -> str:
    """The fragments with `gaps[i]` before the fragment `i + 1`."""
    return fragments[0] + "".join(gap + right for gap, right in zip(gaps, fragments[1:], strict=True))


def gaps_between(fragments: Sequence[str], lexicon: Lexicon) -> list[str]:
    """What stood at each cut between neighbouring fragments: nothing or a space."""
    gaps: list[str | None] = []
    left = ""
    for at, (fragment, right) in enumerate(pairwise(fragments)):
        after = fragments[at + 2] if at + 2 < len(fragments) else ""
        left = left + fragment if gaps and gaps[-1] == "" else fragment
        before = fragments[len(gaps) - 1] if gaps and gaps[-1] == " " else ""
        gaps.append(_plain_gap(left[-60:], right, before[-30:], after, lexicon))
    _close_references(fragments, gaps)
    at = 0
    while at < len(gaps):
        if gaps[at] is not None:
            at += 1
            continue
        end = at + 1  # a chain of cuts between letters, with single words between them
        while end < len(gaps) and gaps[end] is None and TOKEN.fullmatch(fragments[end]):
            end += 1
        before, first = _edge(fragments[at], last=True)
        last, after = _edge(fragments[end], last=False)
        gaps[at:end] = _word_gaps([first, *fragments[at + 1 : end], last], before, after, lexicon)
        at = end
    return [gap or "" for gap in gaps]


def _close_references(fragments: Sequence[str], gaps: list[str | None]) -> None:
    """Closes the gaps in case references, nine digits cut into three or more: "2018" / "1342" / "2"."""
    for at, fragment in enumerate(fragments[:-2]):
        digits = re.search(r"\d+$", fragment)
        total, end = len(digits.group()) if digits else 9, at
        while total < 9 and end + 1 < len(fragments) and (head := re.match(r"\d+", fragments[end + 1])):
            total, end = total + len(head.group()), end + 1
            if head.group() != fragments[end]:
                break
        if digits and total == 9:
            gaps[at:end] = [""] * (end - at)


def _plain_gap(left: str, right: str, before: str, after: str, lexicon: Lexicon) -> str | None:
    """What stood between two fragments where punctuation or digits tell; None between two letters.

    `before` is the fragment before `left`, if a space divides them; `after` the one after `right`.
    """
    if left[-1] in "£(“‘/[" or right[0] in ",.;:)]”?!%/’":
        return ""
    if left[-1] == "’":
        return "" if re.match(r"(?:s|t|re|ve|ll|d)\b", right) and left[-2:-1].isalpha() else " "
    if cut_in_figure(left, right, after):
        return ""
    if left[-1].isdecimal() and right[0].isdecimal():
        return "" if _one_number(f"{before} {left}", right) else " "
    if right.startswith("w/c") and left[-1] not in _DASHES:
        return " "
    if left[-1] in _DASHES or right[0] in _DASHES:
        return _gap_at_dash(left, right)
    return _gap_at_word(left, right, lexicon)


def _gap_at_word(left: str, right: str, lexicon: Lexicon) -> str | None:
    """What stood where a letter or a digit meets one: None between two letters."""
    if left[-1].isdecimal() and (re.match(r"\([a-z]\)", right) or _is_ordinal(left, right)):
        return ""  # "53" / "(b)", "8" / "th", "5" / "pm"
    if left[-1].isalpha() and right[0].isalpha() and not re.search(r"’[a-z]+$", left):
        return None
    return "" if _is_sign(left, right, lexicon) else " "


_DASHES = "-–—"


def _gap_at_dash(left: str, right: str) -> str:
    """Nothing where the dash joins words, a space where it stands between parts of a sentence."""
    if left == "-" or right == "-":
        return ""
    beside = left[-2:-1] if left[-1] in _DASHES else right[1:2]
    return "" if beside.strip() else " "


def _is_sign(left: str, right: str, lexicon: Lexicon) -> bool:
    """Whether the cut went through a sign of capitals and digits that the document has whole elsewhere: EWS1."""
    tail, head = re.search(r"\b[A-Z]+\d*$", left), re.match(r"[A-Z]*\d+\b", right)
    return bool(tail and head and (tail.group() + head.group()).lower() in lexicon.own)


# 1st, 2nd, 3rd, 4th, 11th; 5pm, 9.30am
_ORDINAL = re.compile(r"(?<![\d£,.])(?:[23]?1st|2?2nd|2?3rd|(?:\d?[04-9]|1[123])th|\d?\d(?:[.:]\d\d)?[ap]m)(?![a-z])")


def _is_ordinal(left: str, right: str) -> bool:
    return right[0] in "snrtap" and bool(
        re.search(_ORDINAL.pattern + "$", left[-5:] + right.split(" ")[0].rstrip(".,;:)"))
    )


FIGURE_BEGUN = re.compile(r"£\d[\d,]*\.$")
FIGURE_ENDED = re.compile(rf"\d\d(?!\d| ?(?:{MONTH}|working|days|weeks))")
DATE_BEGUN = re.compile(r"(?<![\d.])\d{1,2}\.$")
DATE_ENDED = re.compile(r"\d{1,2}\.\d\d(?!\d)|\d\d ?[ap]m\b")


def cut_in_figure(left: str, right: str, after: str) -> bool:
    """Whether a cut went through a sum, a date in figures or a time at its point: "£41." + "20", "17." + "2.20"."""
    if not right[0].isdecimal() or left[-1] not in ".,:":
        return False
    if right.isdecimal() and re.match(rf"(?:{MONTH}|working|days|weeks)\b", after):
        return False  # "£100." / "11" / "July"
    if left[-1] == ".":
        return bool(
            (FIGURE_BEGUN.search(left) and FIGURE_ENDED.match(right))
            or (DATE_BEGUN.search(left) and DATE_ENDED.match(right))
        )
    return bool(re.search(r"£\d{1,3},$|(?<![\d£])\d{1,2}:$", left) and re.match(r"\d{2,3}(?!\d)", right))


# what a number of one or two digits follows and ends: "stage 1" / "20 working days"
NAMED_BY_NUMBER = re.compile(
    r"\b(?:[Ss]tages?|[Pp]hase|[Pp]art|[Ll]evel|[Bb]lock|[Ff]lat|[Nn]o\.?|[Oo]rder|[Ii]ssue) \d$"
)


def _one_number(left: str, right: str) -> bool:
    """Whether two runs of digits at a cut are one number ("1" + "9 January", "20" + "23"), and not two."""
    tail = re.search(r"[\d,.]*\d$", left)
    head = re.match(r"\d+", right)
    assert tail
    assert head
    if len(tail.group()) + len(head.group()) == 9:
        return True  # a case reference
    if re.fullmatch(r"\d{1,2}\.\d{1,2}\.\d{1,3}", tail.group()):
        return len(tail.group().split(".")[2]) + len(head.group()) in (2, 4)  # "23.8.1" / "9"
    if re.match(rf"\d (?:{MONTH})", right):
        return tail.group() in ("1", "2", "3")
    if re.search(rf"(?:{MONTH}) \d{{1,3}}$", left):
        return len(tail.group()) + len(head.group()) == 4
    if NAMED_BY_NUMBER.search(left) and head.group() != right:
        return False
    return len(tail.group()) < 4 or "£" in left[-8:] or len(head.group()) > 4


def _edge(fragment: str, *, last: bool) -> tuple[str, str]:
    """The last two words of a fragment, or the first two; "" for what is missing or divided by more than a space."""
    tokens = TOKEN.findall(fragment[-60:] if last else fragment[:60])
    word: str = tokens[-1 if last else 0]
    near = re.search(rf"([^\W\d_]+) {word}$", fragment) if last else re.match(rf"{word} ([^\W\d_]+)", fragment)
    other = near.group(1) if near else ""
    return (other, word) if last else (word, other)


def _word_gaps(pieces: Sequence[str], before: str, after: str, lexicon: Lexicon) -> list[str]:
    """The gaps in a chain of pieces cut out of running text: the division into words that is the likeliest.

    `before` and `after` are the whole words on either side.
    """
    # for each number of pieces, and each first piece of the last word: the cost, and where the word before begins
    best: dict[tuple[int, int], tuple[float, int]] = {}
    count = len(pieces)
    for end in range(1, count + 1):
        for begin in range(max(0, end - 5), end):
            word = "".join(pieces[begin:end])
            alone = _cost(pieces[begin:end], lexicon)
            if begin == 0:
                best[end, begin] = (following_cost(before, word, alone), 0)
                continue
            best[end, begin] = min(
                (best[begin, first][0] + following_cost("".join(pieces[first:begin]), word, alone), first)
                for first in range(max(0, begin - 5), begin)
            )
    ways = []
    for begin in range(max(0, count - 5), count):
        word = "".join(pieces[begin:])
        cost = lexicon.cost(after) if after else 0.0
        ways.append((best[count, begin][0] + (following_cost(word, after, cost) - cost), begin))
    starts = set()
    end, begin = count, min(ways)[1]
    while end:
        starts.add(begin)
        end, begin = begin, best[end, begin][1]
    return [" " if at in starts else "" for at in range(1, count)]


def _cost(pieces: Sequence[str], lexicon: Lexicon) -> float:
    """The cost of reading `pieces` as one word."""
    word = "".join(pieces)
    if len(pieces) > 1 and not word.isupper() and any(piece[0].isupper() for piece in pieces[1:]):
        return IMPOSSIBLE
    if lexicon.joins_to(word) or (word.isupper() and 1 < len(word) < 6):
        return lexicon.cost(word)
    if len(pieces) == 1:
        return UNKNOWN + 12.0 / len(word)
    # a name, cut ("As" + "ra"): the fewer of its parts are words, the likelier
    return UNKNOWN + (7.0 if word[0].isupper() else 14.0) + 8.0 * sum(map(lexicon.knows, pieces))
