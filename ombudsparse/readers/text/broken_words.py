"""Words that a text broken into lines has divided at the end of a line: "compen-" / "sation"."""

import re

from ombudsparse.readers.dump.lexicon import UNKNOWN, english
from ombudsparse.vocabulary.patterns import Wording

_BROKEN = Wording(r"(?<![\w’'])([A-Za-z]{2,24})[-\u00ad\u2010¬](?=[ \t]*\n[ \t]*([a-z]{2,24}))", cased=True)
_SOFT = Wording("\u00ad[ \t]*\n[ \t]*", cased=True)
_APART = 3.0  # by how much two words must be likelier than the one they make for the hyphen to be theirs


def with_soft_hyphens(text: str) -> str:
    """`text`, the hyphen of each word that the end of a line divided made a soft one, which is no character of it."""
    return _BROKEN.sub(_softened, text) if "\n" in text else text


def _softened(found: re.Match[str]) -> str:
    first, second = found.group(1), found.group(2)
    hyphen = found.group()[-1]
    return found.group() if hyphen == "-" and not _is_one_word(first.lower(), second) else f"{first}\u00ad"


def _is_one_word(first: str, second: str) -> bool:
    """Whether two pieces make a word, and are not a compound of two ("long-" / "term")."""
    costs = english()
    whole = costs.get(first + second)
    if whole is None:
        return first not in costs and second not in costs
    return whole < costs.get(first, UNKNOWN) + costs.get(second, UNKNOWN) - _APART


def closed(text: str) -> str:
    """`text` with the words that soft hyphens divide at the ends of lines whole, and their lines one."""
    return _SOFT.sub("", text) if "\u00ad" in text else text
