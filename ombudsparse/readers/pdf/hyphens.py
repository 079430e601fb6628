"""Hyphens at the ends of lines: which of them a program set where it broke a word, and which belong to the word."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from msgspec.structs import replace

from ombudsparse.readers.dump.lexicon import english
from ombudsparse.readers.pdf.lines import PageLine
from ombudsparse.vocabulary.patterns import Wording

BROKEN = "\u00ad"  # what stands for a hyphen that is no part of the word
# what is written with a hyphen by hand: "co-op", "re-arrange"
_PREFIXES = frozenset(
    [
        "anti",
        "bi",
        "co",
        "counter",
        "de",
        "ex",
        "extra",
        "inter",
        "mid",
        "mini",
        "mis",
        "multi",
        "non",
        "over",
        "para",
        "post",
        "pre",
        "pro",
        "re",
        "self",
        "semi",
        "sub",
        "super",
        "trans",
        "tri",
        "ultra",
        "un",
        "under",
    ]
)
_BEFORE = Wording(r"(\w*)[-\u00ad]$")
_AFTER = Wording(r"[^\W\d_]+")
_COMPOUND = Wording(r"\w+(?:-\w+)+")


def without_broken_words(flows: Sequence[Sequence[PageLine]]) -> list[list[PageLine]]:
    """The lines, with U+00AD for each hyphen at the end of a line that a program set, and "-" for each other.

    A program that breaks words does so throughout: only where some break leaves a piece that is no word are hyphens
    taken to be its own, and then those that join to a word. "re-arrange" keeps its hyphen in all other files.
    """
    breaks = [pair for flow in flows for a, b in pairwise(flow) if (pair := _break(a, b))]
    compounds = {found.group().lower() for flow in flows for line in flow for found in _COMPOUND.finditer(line.text)}
    words = english()
    automatic = any(
        _joins(pair, words) and pair[0] not in _PREFIXES and not (pair[0] in words and pair[1] in words)
        for pair in breaks
    )

    def keeps(pair: tuple[str, str]) -> bool:
        return not automatic or not _joins(pair, words) or f"{pair[0]}-{pair[1]}" in compounds

    return [_mended(flow, keeps) for flow in flows]


def _break(line: PageLine, following: PageLine) -> tuple[str, str] | None:
    before = _BEFORE.search(line.text)
    after = _AFTER.match(following.text)
    if not before or not before.group(1) or not after or not after.group()[0].islower():
        return None
    return before.group(1).lower(), after.group().lower()


def _joins(pair: tuple[str, str], words: dict[str, float]) -> bool:
    joined = pair[0] + pair[1]
    return joined in words or joined.removesuffix("s") in words


def _mended(flow: Sequence[PageLine], keeps: Callable[[tuple[str, str]], bool]) -> list[PageLine]:
    done = []
    for at, line in enumerate(flow):
        pair = _break(line, flow[at + 1]) if at + 1 < len(flow) else None
        if _BEFORE.search(line.text):
            sign = "-" if pair is None or keeps(pair) else BROKEN
            line = replace(line, text=line.text[:-1] + sign)
        done.append(line)
    return done
