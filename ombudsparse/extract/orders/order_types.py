"""What an order asks for, and who is to do it."""

import re
from functools import cache

from msgspec import Struct

from ombudsparse import vocabulary
from ombudsparse.extract.orders.few_types import few_types
from ombudsparse.records import OrderType
from ombudsparse.vocabulary.patterns import Wording, any_of


class OrderTypeEntry(Struct, frozen=True):
    """A type of order, the patterns of its wordings, and examples of them."""

    name: OrderType
    patterns: tuple[str, ...]
    examples: tuple[str, ...]


# A verb, or a group of verbs, that the vocabulary marks as one that bends: "remove{s}", "(?:carry out|revise){s}".
VERBS = re.compile(r"(?:\(\?:((?:[^()]|\([^()]*\))*)\)|(?<=\\b)([a-z]+))\{s\}")
ALTERNATIVE = re.compile(r"(?:[^|()]|\([^()]*\))+")


def _with_endings(verbs: re.Match[str]) -> str:
    """The verbs with the endings that English gives their first word: "carries out", "revising", "setting up"."""
    bent = []
    for verb in ALTERNATIVE.findall(verbs[1] or verbs[2]):
        first, space, rest = verb.partition(" ")
        if first.endswith("e"):
            endings = rf"{first[:-1]}(?:e[sd]?|ing)"
        elif re.search(r"[^aeiou]y$", first):
            endings = rf"{first[:-1]}(?:y|ies|ying)"
        elif re.search(r"[^aeiou][aeiou][bdgmnpt]$", first):
            endings = rf"{first}(?:s|{first[-1]}?(?:ed|ing))?"
        else:
            endings = rf"{first}(?:e?s|ed|ing)?"
        bent.append(endings + space + rest)
    return rf"(?:{'|'.join(bent)})\b"


class OrderTypes(Struct, frozen=True):
    """`vocabulary/order_types.toml`."""

    pieces: dict[str, str]
    type: tuple[OrderTypeEntry, ...]

    def pattern(self, entry: OrderTypeEntry) -> str:
        """The patterns of `entry` as one: verbs marked `{s}` with their endings, each other `{name}` with its piece.

        Those that open at a word share one test for it, so that most places of a text are passed over at once.
        """
        patterns = [VERBS.sub(_with_endings, pattern) for pattern in entry.patterns]
        at_word = [pattern[2:] for pattern in patterns if pattern.startswith(r"\b")]
        anywhere = [pattern for pattern in patterns if not pattern.startswith(r"\b")]
        pattern = "|".join([rf"\b(?:{'|'.join(at_word)})", *anywhere])
        for name, piece in self.pieces.items():
            pattern = pattern.replace(f"{{{name}}}", piece)
        return pattern


@cache
def _patterns() -> tuple[tuple[OrderType, re.Pattern[str]], ...]:
    types = vocabulary.load_vocabulary("order_types", OrderTypes)
    return tuple((entry.name, re.compile(types.pattern(entry))) for entry in types.type)


# "for the delay in replacing her kitchen", "the cost of repairing it": a reason, and nothing that is to be done
REASON = Wording(
    r"(?:(?<=\bin )|(?<=\bof )|(?<=\bfor ))(?!training|rehousing|working|learning|writing|meeting)\w+ing\b"
)


def _starts(pattern: re.Pattern[str], small: str) -> list[int]:
    """Where a wording stands that is no reason."""
    found: list[int] = []
    match = pattern.search(small)
    while match:
        if not REASON.match(small, match.start()):
            found.append(match.start())
        match = pattern.search(small, match.start() + 1)
    return found


def types_of_order(text: str) -> tuple[OrderType, ...]:
    """The types of an order, the main one first, as few as are true; `other` where no wording is known."""
    small = text.lower()
    return few_types(small, {name: starts for name, pattern in _patterns() if (starts := _starts(pattern, small))})


ROLE = (
    r"(?:(?:senior|chief|executive|deputy|assistant|interim|group|regional|independent|qualified|suitably) )*"
    + any_of(
        r"director|manager|chief executive(?: officer)?|executive|head",
        r"member of (?:the )?(?:senior )?(?:staff|management|leadership team)",
        r"officer|board|governing body|chair|surveyor",
    )
    + r"(?: (?:of|for) (?:[a-z]+ ){0,3}[a-z]+)?"
)
# "from a senior manager", "written by a senior member of staff", "through a head of service", "its chief executive to"
ADDRESSEE = Wording(
    any_of(
        r"\b(?:from|by|through|signed by|comes? from|led by|using) "
        + rf"(?:a |an |the |its |his |one of its )(?P<from>{ROLE})\b",
        rf"\b(?:[Tt]he )?(?:landlord|[Cc]ouncil)’s (?P<of>{ROLE}) (?:must|should|is to|to)\b",
        rf"\b(?:[Aa]rrange for|have) its (?P<to>{ROLE})\b",
        rf"\bA (?P<a>{ROLE}) (?:must|should)\b",
        r"\b[Tt]he (?P<the>[a-z]+ committee) (?:is to|must|should)\b",
    ),
    cased=True,
)


def addressee(text: str) -> str | None:
    """Who within the landlord must act, as named ("senior manager"), or None."""
    found = ADDRESSEE.search(text)
    return next((name for name in found.groups() if name), None) if found else None
