"""Mends the white space of a text, and nothing but the white space: the words stay as published.

Inline tags and text dumps cut words and numbers ("T he apology", "£ 1 ,900", "1 9 January 2026") or glue them
("3April 2024"). What is mended here differs from the source in white space (and invisible characters) alone, so that
every span of the clean text can be traced back by skipping white space.
"""

import re
from collections.abc import Callable
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
SUSPECT = re.compile(
    r"(?=[ ’(£/\d])"
    r"(?: [’”,;.:)]|’ (?:s|t|re|ve|ll)\b|\( |£ |£\d[\d,]* [,.\d]|£[\d,]+, \d{3}\b|£[\d,]+\. \d|/\d\d \d|\d \( ?[a-z]"
    rf"|\d %|\d \d |\d(?:{MONTH})|(?<=[yhletrT] )\d+ \d|(?<=graphs )\d \d|(?<=[yhletr])\d{{4}}\b)"
)
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
        word = first + second
        if text[left.end() : right.start()] != " " or not second.islower() or left.start() - 1 in gone:
            continue
        if len(first) > 1 and first.isupper():
            continue  # "the SAR is"
        alone = (
            len(first) == 1 or len(second) == 1 or text[max(0, left.start() - 1)] in "’'"
        )  # "a ward", "landlord’s own"
        if alone or text[right.end() : right.end() + 1] == "/" or not lexicon.joins_to(word):
            continue
        before = tokens[at - 1] if at and text[tokens[at - 1].end() : left.start()] == " " else None
        prior = before.group() if before else ""
        apart = following_cost(prior, first, lexicon.cost(first)) + following_cost(first, second, lexicon.cost(second))
        if following_cost(prior, word, lexicon.cost(word)) + LIKELIER < apart:
            gone.add(left.end())
    return "".join(char for at, char in enumerate(text) if at not in gone) if gone else text


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
    if len(first) > 1 and first.isupper() and not "".join(pieces).isupper():
        return False  # "the SAR is"
    if len(first) == 1 and first.isupper() and all(lexicon.knows(piece) for piece in pieces[1:]):
        return bool(SENTENCE_START.search(text[max(0, start - 3) : start]))
    return True
