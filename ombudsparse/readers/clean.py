"""Mends the white space of a text, and nothing but the white space: the words stay as published.

Inline tags and text dumps cut words and numbers ("T he apology", "£ 1 ,900", "1 9 January 2026") or glue them
("3April 2024"). What is mended here differs from the source in white space (and invisible characters) alone, so that
every span of the clean text can be traced back by skipping white space.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from ombudsparse.readers.lexicon import UNKNOWN, Lexicon, usual_apart

MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\x00]")

# Each rule: what it finds, what it leaves; the comment quotes the wording that made it necessary.
RULES = [
    (re.compile(r"(\w) ?’ (s|t|re|ve|ll)\b(?!\w)"), r"\1’\2"),  # landlord ’ s
    (re.compile(r"(\w) ’(s|t|re|ve|ll)\b"), r"\1’\2"),  # landlord ’s
    (re.compile(r"s ’ (?=\w)"), "s’ "),  # residents ’ request
    (re.compile(r"(?<=[\w’”)]) +(?=[,;.](?:\s|$))"), ""),  # the property ; the claim .
    (re.compile(r"(?<=[\w’”)]) +(?=:(?:\s|$))"), ""),  # in respect of :
    (re.compile(r"(?<=\() +| +(?=\))"), ""),  # 39( g )
    (re.compile(r"£ +(?=\d)"), "£"),  # £ 135
    (re.compile(r"(£\d{1,3}(?:,\d{3})*) ?, ?(?=\d{3}\b)"), r"\1,"),  # £1 ,900 and £1, 900
    (re.compile(r"(£\d+) (?=0\d{1,2}\b(?! ?%))"), r"\1"),  # £7 00
    (re.compile(r"(£\d[\d,]*) ?\. ?(?=\d\d\b)"), r"\1."),  # £27 .50
    (re.compile(rf"\b([12]) (\d) (?={MONTH})|\b(3) ([01]) (?={MONTH})"), r"\1\3\2\4 "),  # 1 9 January 2026
    (re.compile(rf"\b(\d\d?(?:st|nd|rd|th)?)(?=(?:{MONTH})(?:\b|\d))"), r"\1 "),  # 3April 2024
    (re.compile(rf"\b({MONTH})(?=\d{{4}}\b)"), r"\1 "),  # 26 May2026
    (re.compile(rf"\b((?:{MONTH}) ) ?([12]) ?([089]) ?(\d) ?(\d)\b(?! ?[%,]\d)"), r"\1\2\3\4\5"),  # June 20 2 4
    (re.compile(r"(?<=\d) ?\( ?([a-z]) ?\)"), r"(\1)"),  # 53 ( b )
    (re.compile(r"\b([Pp]aragraphs?) ([345]) (\d)\b"), r"\1 \2\3"),  # paragraph 5 2
]
SUSPECT = re.compile(
    r" [’,;.:)]|’ (?:s|t|re|ve|ll)\b|\( |£ |£\d[\d,]* [,.\d]|£[\d,]+, \d{3}\b|agraphs? \d \d|\d \( ?[a-z]"
    rf"|\b\d \d (?:{MONTH})|\d(?:{MONTH})|(?:{MONTH})\d|[yhletr] \d{{1,3}} \d"
)
TOKEN = re.compile(r"[^\W\d_]+")
SENTENCE_START = re.compile(r"(?:^|[.!?:;]\s+|[“‘(]\s?)$")


def fold(text: str) -> str:
    """`text` on one line: runs of white space as one space, invisible characters gone, ends stripped."""
    return " ".join(INVISIBLE.sub("", text).split())


def mend(text: str, lexicon: Lexicon) -> str:
    """A folded line with cut words and numbers put back together. Only white space differs from `text`."""
    if SUSPECT.search(text):
        for pattern, replacement in RULES:
            text = pattern.sub(replacement, text)
    if lexicon.odd.isdisjoint(TOKEN.findall(text)):
        return text
    tokens = [token for token in TOKEN.finditer(text) if text[token.start() - 1 : token.start()] not in ("’", "'")]
    odd = [i for i, token in enumerate(tokens) if not lexicon.knows(token.group())]
    return _mend_words(text, tokens, odd, lexicon)


def _mend_words(text: str, tokens: list[re.Match[str]], odd: list[int], lexicon: Lexicon) -> str:
    """Joins each token that is no word with its neighbours, where that makes a word and leaves fewer non-words."""
    gone: set[int] = set()  # offsets of the spaces to drop
    used: set[int] = set()  # tokens that are part of a mended word
    for i in odd:
        best: tuple[float, int, int] | None = None
        for first in range(max(0, i - 2), i + 1):
            for last in range(max(first + 1, i), min(len(tokens), first + 4)):
                run = range(first, last + 1)
                if not used.isdisjoint(run) or any(
                    text[tokens[k].end() : tokens[k + 1].start()] != " " for k in range(first, last)
                ):
                    continue
                pieces = [tokens[k].group() for k in run]
                joined = "".join(pieces)
                if not lexicon.joins_to(joined) or not _plausible(text, tokens[first].start(), pieces, lexicon):
                    continue
                mended = sum(not lexicon.knows(piece) for piece in pieces)
                rank = (mended * UNKNOWN - lexicon.cost(joined) - (last - first), first, last)
                if best is None or rank > best:
                    best = rank
        if best is not None:
            gone.update(tokens[k].end() for k in range(best[1], best[2]))
            used.update(range(best[1], best[2] + 1))
    if not gone:
        return text
    return "".join(char for at, char in enumerate(text) if at not in gone)


def _plausible(text: str, start: int, pieces: list[str], lexicon: Lexicon) -> bool:
    """Whether the pieces read as one cut word, and not as a letter used as a name ("Block C at", "Mr T he")."""
    if any(piece[0].isupper() for piece in pieces[1:]) and not "".join(pieces).isupper():
        return False
    first = pieces[0]
    if len(first) == 1 and first.isupper() and all(lexicon.knows(piece) for piece in pieces[1:]):
        return bool(SENTENCE_START.search(text[max(0, start - 3) : start]))
    return True


def stitch(fragments: Sequence[str], lexicon: Lexicon) -> str:
    """The fragments of one paragraph as one text: each cut inside a word or a number closed, other cuts a space."""
    gaps: list[str | None] = []
    left = ""
    for fragment, right in pairwise(fragments):
        left = left + fragment if gaps and gaps[-1] == "" else fragment
        gaps.append(_plain_gap(left, right))
    at = 0
    while at < len(gaps):
        if gaps[at] is not None:
            at += 1
            continue
        end = at + 1  # a chain of cuts between letters, with single words between them
        while end < len(gaps) and gaps[end] is None and TOKEN.fullmatch(fragments[end]):
            end += 1
        chain = [_edge(fragments[at], last=True), *fragments[at + 1 : end], _edge(fragments[end], last=False)]
        gaps[at:end] = _word_gaps(chain, lexicon)
        at = end
    return fragments[0] + "".join((gap or "") + right for gap, right in zip(gaps, fragments[1:], strict=True))


def _plain_gap(left: str, right: str) -> str | None:
    """What stood between two fragments where punctuation or digits tell; None between two letters."""
    if left[-1] in "£(“‘/" or right[0] in ",.;:)”?!%/’":
        return ""
    if left[-1] == "’":
        return "" if re.match(r"(?:s|t|re|ve|ll|d)\b", right) and left[-2:-1].isalpha() else " "
    if left[-1].isdigit() and right[0].isdigit():
        return "" if _one_number(left, right) else " "
    if left == "-" or right == "-":
        return ""
    if left[-1] in "-–—":
        return "" if left[-2:-1].strip() else " "
    if right.startswith("w/c"):
        return " "
    if left[-1].isdigit() and re.match(r"\([a-z]\)", right):
        return ""
    if right[0] in "-–—":
        return "" if right[1:2].strip() else " "
    return None if left[-1].isalpha() and right[0].isalpha() and not re.search(r"’[a-z]+$", left) else " "


def _one_number(left: str, right: str) -> bool:
    """Whether two runs of digits at a cut are one number ("1" + "9 January", "20" + "23"), and not two."""
    tail = re.search(r"[\d,.]*\d$", left)
    head = re.match(r"\d+", right)
    assert tail
    assert head
    if len(tail.group()) + len(head.group()) == 9:
        return True  # a case reference
    if re.match(rf"\d (?:{MONTH})", right):
        return tail.group() in ("1", "2", "3")
    if re.search(rf"(?:{MONTH}) \d{{1,3}}$", left):
        return len(tail.group()) + len(head.group()) == 4
    if re.match(r"\d+ (?:working |calendar )?(?:days?|weeks?|months?|years?)\b", right):
        return tail.group() == left  # "1" / "0 working days", but "stage 1" / "20 working days"
    return len(tail.group()) < 4 or "£" in left[-8:]


def _edge(fragment: str, *, last: bool) -> str:
    tokens: list[str] = TOKEN.findall(fragment)
    return tokens[-1 if last else 0]


def _word_gaps(pieces: Sequence[str], lexicon: Lexicon) -> list[str]:
    """The gaps in a chain of pieces cut out of running text: the division into words that is the likeliest."""
    best: list[tuple[float, int]] = [(0.0, 0)]  # for each number of pieces: cost, and where its last word begins
    for end in range(1, len(pieces) + 1):
        choices = []
        for begin in range(max(0, end - 5), end):
            cost = best[begin][0] + _cost(pieces[begin:end], lexicon)
            choices.append((cost, begin))
        best.append(min(choices))
    starts = set()
    end = len(pieces)
    while end:
        end = best[end][1]
        starts.add(end)
    return [" " if at in starts else "" for at in range(1, len(pieces))]


def _cost(pieces: Sequence[str], lexicon: Lexicon) -> float:
    """The cost of reading `pieces` as one word."""
    word = "".join(pieces)
    if len(pieces) > 1 and not word.isupper() and any(piece[0].isupper() for piece in pieces[1:]):
        return IMPOSSIBLE
    if lexicon.joins_to(word) or (word.isupper() and 1 < len(word) < 6):
        cuts = range(1, len(pieces))
        if any(usual_apart("".join(pieces[:cut]), "".join(pieces[cut:]), lexicon.cost(word)) for cut in cuts):
            return IMPOSSIBLE
        return lexicon.cost(word)
    if len(pieces) == 1:
        return UNKNOWN + 12.0 / len(word)
    # a name, cut ("As" + "ra"): the fewer of its parts are words, the likelier
    return UNKNOWN + 7.0 + 8.0 * sum(map(lexicon.knows, pieces))


IMPOSSIBLE = 1000.0
