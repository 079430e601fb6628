"""Sums of money in words: "five hundred pounds", "one thousand, two hundred and fifty pounds"."""

from functools import cache
from itertools import pairwise

from ombudsparse.vocabulary.patterns import Wording, any_of

_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_POWERS = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}


@cache
def _values() -> dict[str, int]:
    small = {word: value for value, word in enumerate(_SMALL)}
    return small | {word: 20 + 10 * at for at, word in enumerate(_TENS)} | _POWERS | {"a": 1, "fourty": 40}


_WORD = any_of(*sorted((*_SMALL, *_TENS, *_POWERS, "fourty"), key=len, reverse=True))
# "a hundred and fifty", "twenty-five", "one thousand, two hundred"
_JOIN = r"(?:\s*-\s*|,?\s+(?:and\s+)?)"
SPELLED_NUMBER = rf"(?:a\s+(?=hundred|thousand))?\b{_WORD}(?:{_JOIN}{_WORD})*"
_WORDS = Wording(r"[a-z]+")


def spelled_value(words: str) -> int | None:
    """The number that `words` spell, None where they are no number of one: "two five", "forty twelve"."""
    named = [match[0].lower() for match in _WORDS.finditer(words)]
    numbers = [_values()[word] for word in named if word != "and"]
    if any(one < 20 and other < 100 for one, other in pairwise(numbers)) or any(
        20 <= one < 100 and 10 <= other < 100 for one, other in pairwise(numbers)
    ):
        return None
    total = group = 0
    for number in numbers:
        if number >= 1_000:
            total, group = total + max(group, 1) * number, 0
        elif number == 100:
            group = max(group, 1) * 100
        else:
            group += number
    return total + group
