"""Mends the white space of a text, and nothing but the white space: the words stay as published.

Inline tags and text dumps cut words and numbers ("T he apology", "£ 1 ,900", "1 9 January 2026") or glue them
("3April 2024"). What is mended here differs from the source in white space (and invisible characters) alone, so that
every span of the clean text can be traced back by skipping white space.
"""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from ombudsparse.readers.dump.lexicon import UNKNOWN, Lexicon, following_cost
from ombudsparse.values.dates.grammar import MONTHS

MONTH = "|".join(MONTHS)
INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\x00]")

# Each rule: what it finds, what it leaves; the comment quotes the wording that made it necessary.
_RULES: list[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]] = [
    (re.compile(r"(\w) ?’ (s|t|re|ve|ll)\b(?!\w)"), r"\1’\2"),  # landlord ’ s
    (re.compile(r"(\w) ’(s|t|re|ve|ll)\b"), r"\1’\2"),  # landlord ’s
    (re.compile(r"s ’ (?=\w)"), "s’ "),  # residents ’ request
    (re.compile(r"(?<=[\w’”)]) +(?=[,;.](?:\s|$))"), ""),  # the property ; the claim .
    (re.compile(r"(?<=[\w’”)]) +(?=:(?:\s|$))"), ""),  # in respect of :
    (re.compile(r"(?<=\() +| +(?=\))"), ""),  # 39( g )
    (re.compile(r"£ +(?=\d)"), "£"),  # £ 135
    (re.compile(r"(£\d{1,3}(?:,\d{3})*) ?, ?(?=\d{3}\b)"), r"\1,"),  # £1 ,900 and £1, 900
    (re.compile(r"(£\d+) (?=0\d{0,2}\b(?! ?%))"), r"\1"),  # £7 00, £50 0
    (re.compile(r"(£\d{1,3}) (?=\d{1,3}(?:[,.;:)]|$| (?:for|in|to|and|of|which|it|was|made)\b))"), r"\1"),  # £1 50 for
    (
        re.compile(r"(?<![Ss]tage )(?<!phase )\b([1-9]) (?=\d (?:working|calendar|days|weeks|months|nights|times)\b)"),
        r"\1",
    ),
    (re.compile(r"(?<=\d) (?=%)"), ""),  # a 50 % share
    (re.compile(r"(?<=COMPLAINT )\d(?: ?\d){8}\b"), lambda found: found.group().replace(" ", "")),  # 20190 7731
    (re.compile(r"\b(\d\d?/\d\d?/\d\d) (?=\d\d\b)"), r"\1"),  # 05/02/20 25
    (re.compile(r"(?<=[\w.,]) +(?=”)"), ""),  # a factor ”
    (re.compile(r"(£\d[\d,]*) \.(?=\d\d\b)"), r"\1."),  # £27 .50
    # "£27. 50 for the key", but not "offered £100. 11 July" nor "paid £100. 20 days later"
    (
        re.compile(r"(£\d[\d,]*)\. (?=\d\d(?:[,.;)]| (?:for|in|to|and|as|was|is|which|towards|per|compensation)\b))"),
        r"\1.",
    ),
    (re.compile(rf"\b([12]) (\d) (?={MONTH})|\b(3) ([01]) (?={MONTH})"), r"\1\3\2\4 "),  # 1 9 January 2026
    (re.compile(rf"\b(\d\d?(?:st|nd|rd|th)?)(?=(?:{MONTH})(?:\b|\d))"), r"\1 "),  # 3April 2024
    (re.compile(rf"\b({MONTH})(?=\d{{4}}\b)"), r"\1 "),  # 26 May2026
    (re.compile(rf"\b((?:{MONTH}) ) ?([12]) ?([089]) ?(\d) ?(\d)\b(?! ?[%,]\d)"), r"\1\2\3\4\5"),  # June 20 2 4
    (re.compile(r"(?<=\d) ?\( ?([a-z]) ?\)"), r"(\1)"),  # 53 ( b )
    (re.compile(r"\b([Pp]aragraphs?) ([345]) (\d)\b"), r"\1 \2\3"),  # paragraph 5 2
]
# whether any rule may apply: one test of a character, where the rules would each go through the text
_MARKS_APART = r" [’”,;.:)]|’ (?:s|t|re|ve|ll)\b|\( "
_SUMS_APART = r"£ |£\d[\d,]* [,.\d]|£[\d,]+, \d{3}\b|£[\d,]+\. \d"
_DATES_APART = rf"/\d\d \d|\d \d |\d(?:{MONTH})|(?<=[yhletrT] )\d+ \d|(?<=[yhletr])\d{{4}}\b"
_OTHERS_APART = r"\d \( ?[a-z]|\d %|(?<=graphs )\d \d"
SUSPECT = re.compile(rf"(?=[ ’(£/\d])(?:{_MARKS_APART}|{_SUMS_APART}|{_DATES_APART}|{_OTHERS_APART})")
TOKEN = re.compile(r"[^\W\d_]+")
SENTENCE_START = re.compile(r"(?:^|[.!?:;]\s+|[“‘(]\s?)$")


LIKELIER = 2.0  # by how much (natural logarithm) a word must be likelier than the two it is made of


def fold(text: str) -> str:
    """`text` on one line: runs of white space as one space, invisible characters gone, ends stripped."""
    return " ".join(INVISIBLE.sub("", text).split())


def mend(text: str, lexicon: Lexicon) -> str:
    """A folded line with cut words and numbers put back together. Only white space differs from `text`."""
    if SUSPECT.search(text):
        for pattern, replacement in _RULES:
            text = pattern.sub(replacement, text)
    if not lexicon.cut and lexicon.odd.isdisjoint(TOKEN.findall(text)):
        return text
    tokens = [token for token in TOKEN.finditer(text) if text[token.start() - 1 : token.start()] not in ("’", "'", "/")]
    odd = [
        at
        for at, token in enumerate(tokens)
        if not lexicon.knows(token.group()) and text[token.end() : token.end() + 2] != "/c"
    ]
    text = _mend_words(text, tokens, odd, lexicon) if odd else text
    return _join_words(text, lexicon) if lexicon.cut else text


def _join_words(text: str, lexicon: Lexicon) -> str:
    """Joins neighbours that are words, but far less likely ones than what they make: "land lord’s", "hand ling"."""
    tokens = list(TOKEN.finditer(text))
    gone: set[int] = set()
    for at, (left, right) in enumerate(pairwise(tokens)):
        first, second = left.group(), right.group()
        if left.start() - 1 in gone or not _may_join(text, left, right, lexicon):
            continue
        word = first + second
        before = tokens[at - 1] if at and text[tokens[at - 1].end() : left.start()] == " " else None
        prior = before.group() if before else ""
        apart = following_cost(prior, first, lexicon.cost(first)) + following_cost(first, second, lexicon.cost(second))
        if following_cost(prior, word, lexicon.cost(word)) + LIKELIER < apart:
            gone.add(left.end())
    return _without(text, gone)


def _may_join(text: str, left: re.Match[str], right: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether two neighbours can be the pieces of a word."""
    first, second = left.group(), right.group()
    if text[left.end() : right.start()] != " " or not second.islower():
        return False
    if len(first) == 1 or len(second) == 1 or first.isupper():
        return False  # "a ward", "the SAR is"
    if text[max(0, left.start() - 1)] in "’'" or text[right.end() : right.end() + 1] == "/":
        return False  # "landlord’s own"
    return lexicon.joins_to(first + second)


def _without(text: str, gone: set[int]) -> str:
    """`text` without the characters at these places."""
    return "".join(char for at, char in enumerate(text) if at not in gone) if gone else text


def _mend_words(text: str, tokens: list[re.Match[str]], odd: list[int], lexicon: Lexicon) -> str:
    """Joins each token that is no word with its neighbours, where that makes a word and leaves fewer non-words."""
    gone: set[int] = set()  # offsets of the spaces to drop
    used: set[int] = set()  # tokens that are part of a mended word
    for i in odd:
        ranks = (_rank(text, tokens, run, lexicon) for run in _runs(i, len(tokens)) if used.isdisjoint(run))
        best = max((rank for rank in ranks if rank is not None), default=None)
        if best is not None:
            gone.update(tokens[k].end() for k in range(best[1], best[2]))
            used.update(range(best[1], best[2] + 1))
    return _without(text, gone)


def _runs(i: int, count: int) -> Iterator[range]:
    """The runs of two to four neighbours that token `i` is part of."""
    for first in range(max(0, i - 2), i + 1):
        for last in range(max(first + 1, i), min(count, first + 4)):
            yield range(first, last + 1)


def _rank(text: str, tokens: list[re.Match[str]], run: range, lexicon: Lexicon) -> tuple[float, int, int] | None:
    """How good a word the tokens of `run` make, with the first and last; None where they make none."""
    if any(text[left.end() : right.start()] != " " for left, right in pairwise(tokens[run.start : run.stop])):
        return None
    pieces = [tokens[k].group() for k in run]
    joined = "".join(pieces)
    if not lexicon.joins_to(joined) or not _plausible(text, tokens[run.start].start(), pieces, lexicon):
        return None
    mended = sum(not lexicon.knows(piece) for piece in pieces)
    return mended * UNKNOWN - lexicon.cost(joined) - (len(run) - 1), run.start, run.stop - 1


def _plausible(text: str, start: int, pieces: list[str], lexicon: Lexicon) -> bool:
    """Whether the pieces read as one cut word, and not as a letter used as a name ("Block C at", "Mr T he")."""
    if any(piece[0].isupper() for piece in pieces[1:]) and not "".join(pieces).isupper():
        return False
    first = pieces[0]
    if len(first) > 1 and first.isupper() and not "".join(pieces).isupper():
        return False  # "the SAR is"
    if len(first) == 1 and first.isupper() and all(lexicon.knows(piece) for piece in pieces[1:]):
        return bool(SENTENCE_START.search(text[max(0, start - 3) : start]))
    return True
