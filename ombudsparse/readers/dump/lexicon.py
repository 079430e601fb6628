"""Which letter sequences are English words, and how usual they are: the evidence for mending cut words."""

import math
import re
from collections import Counter
from collections.abc import Set
from functools import cache
from importlib.resources import files

from msgspec import Struct

_WORD = re.compile(r"[^\W\d_]+")
UNJOINED = re.compile(r"(?<![’'\w])[^\W\d_]+")  # the s of "landlord’s" is no stray letter
# a capitalised word or an acronym with a word after it in its line, so that no cut can have shortened it
_WHOLE = re.compile(r"\b(?:[A-Z]{2,6}|[A-Z][a-z]{2,})(?= [^\W\d_])")
SIGN = re.compile(r"\b[A-Z]{1,5}\d{1,3}[A-Z]?(?= [^\W\d_])")  # EWS1, B2, M3
UNKNOWN = 21.0  # cost of a sequence that is no word: dearer than any two usual words
_TOTAL = math.log(541_808_760_578)  # sum of the counts of the word list
PAIR_SCALE = 2.5  # the pairs were counted on a smaller body of text; this brings "any one" and "anyone" level
ABBREVIATIONS = {"c", "pm", "am", "th", "st", "nd", "rd", "mm", "cm", "sqm", "eg", "ie"}  # of "w/c", "3 pm", "900 mm"
MOST_SCRAPS = 0.007  # of the words of a sound text: names and typing errors in small letters
STRANGERS = 1.5  # what a pair that was never counted adds
NEVER_APART = {"can not", "with in", "with out", "in side", "be long", "be fore"}  # joined in the reports

# words of the field and usual words that the list lacks or counts too low (it splits "cannot")
FIELD_WORDS = {
    "cannot": 5e9,
    "onto": 5e7,
    "maladministration": 5e6,
    "ombudsman": 5e7,
    "landlord": 2e8,
    "resident": 2e8,
    "stairlift": 1e6,
    "rebook": 1e5,
    "rebooked": 1e6,
    "rebooking": 1e5,
    "shorthold": 2e6,
    "lockdown": 5e6,
    "onwards": 3e7,
    "subtenant": 1e6,
    "subtenants": 1e6,
    "reoffer": 1e6,
    "reoffered": 1e6,
    "leaseholder": 1e7,
}


class Lexicon(Struct, frozen=True):
    """The words of English, those that one document has whole, and the letters in it that are no word.

    `costs` maps each English word to the cost of using it; `own` and `odd` are of the document.
    `cut`: so many of its letters are no words that spaces must stand within words throughout.
    """

    costs: dict[str, float]
    own: Set[str]
    odd: Set[str]
    cut: bool = False

    def knows(self, token: str) -> bool:
        """Whether `token` is a word. Of the single letters only "a" and "I" are."""
        low = token.lower()
        return low in self.costs or (len(token) > 1 and (low in self.own or (token.isupper() and len(token) < 6)))

    def joins_to(self, token: str) -> bool:
        """Whether `token` may be the result of a mending: a word of English or of this document."""
        return token.lower() in self.costs or token.lower() in self.own

    def cost(self, token: str) -> float:
        """How unlikely `token` is as a word: the negative logarithm of its share of English text."""
        low = token.lower()
        if low in self.costs:
            return self.costs[low]
        return 12.0 if len(low) > 1 and low in self.own else UNKNOWN


@cache
def english() -> dict[str, float]:
    """Cost of each of some 83,000 English words, British spellings included (SCOWL, with counts from books)."""
    path = files("symspellpy") / "frequency_dictionary_en_82_765.txt"
    pairs = (line.split(" ") for line in path.read_text("utf-8-sig").splitlines() if line)
    costs = {word: _TOTAL - math.log(float(count)) for word, count in pairs if len(word) > 1 or word in "ai"}
    costs.update({word: _TOTAL - math.log(count) for word, count in FIELD_WORDS.items()})
    return costs


@cache
def _bigrams() -> dict[str, float]:
    """How unlikely each of some 240,000 pairs of neighbouring words is (needed for dumps only)."""
    path = files("symspellpy") / "frequency_bigramdictionary_en_243_342.txt"
    rows = (line.rsplit(" ", 1) for line in path.read_text("utf-8-sig").splitlines() if line)
    return {pair: _TOTAL - math.log(float(count)) for pair, count in rows}


def following_cost(before: str, word: str, cost: float) -> float:
    """The cost of `word`, itself `cost`, after the word `before`: less where the two often stand side by side."""
    costs = english()
    if cost >= UNKNOWN or before.lower() not in costs:
        return cost
    both = f"{before} {word}".lower()
    pair = _bigrams().get(both)
    if pair is None or both in NEVER_APART:
        return cost + STRANGERS
    return min(cost, max(0.5, pair + PAIR_SCALE - costs[before.lower()]))


def lexicon_for(text: str) -> Lexicon:
    """The lexicon for one document: English, and the names that the document itself has whole."""
    costs = english()
    seen = Counter(name.lower() for name in _WHOLE.findall(text) if name.lower() not in costs)
    own = frozenset(name for name, count in seen.items() if count > 1 or len(name) > 3)
    own |= {sign.lower() for sign in SIGN.findall(text)}
    lexicon = Lexicon(costs, own, frozenset())
    tokens: Counter[str] = Counter()
    for chunk, count in Counter(text.split()).items():  # each different chunk is searched once
        for token in UNJOINED.findall(chunk):
            tokens[token] += count
    odd = frozenset(token for token in tokens if not lexicon.knows(token)) - ABBREVIATIONS
    scraps = sum(tokens[token] for token in odd if token.islower())
    return Lexicon(costs, own, odd, scraps > MOST_SCRAPS * tokens.total())
