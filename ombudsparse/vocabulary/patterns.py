"""A pattern that is compiled when it is first used, so that importing a module of many patterns does no work."""

import re
import sys
from collections.abc import Callable, Iterator
from functools import cached_property


def any_of(*wordings: str) -> str:
    """The pattern of any of `wordings`, of which those given first are tried first."""
    return f"(?:{'|'.join(wordings)})"


REACH = 120  # characters that a pattern of a few words can take in


class Wording:
    """A regular expression; case is ignored unless `cased`. It has the methods of a compiled pattern that are used."""

    def __init__(self, pattern: str, *, cased: bool = False) -> None:
        self.pattern = pattern
        self._flags = re.NOFLAG if cased else re.IGNORECASE

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self._flags)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first match in `text[start:end]`, or None; what stands before `start` is seen by look-behinds."""
        return self._compiled.search(text, start, end)

    def before(self, text: str, end: int) -> re.Match[str] | None:
        """For a pattern that ends with `$`: the match that ends at `end`, sought in the few words before it."""
        return self._compiled.search(text, max(0, end - REACH), end)

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The match that begins at `start`, or None."""
        return self._compiled.match(text, start, end)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The match that is all of `text`, or None."""
        return self._compiled.fullmatch(text)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Every match, in order."""
        return self._compiled.finditer(text, start, end)

    def split(self, text: str) -> list[str]:
        """What stands between the matches."""
        return self._compiled.split(text)

    def sub(self, put: str | Callable[[re.Match[str]], str], text: str) -> str:
        """`text` with `put` for every match."""
        return self._compiled.sub(put, text)

    def without(self, text: str) -> str:
        """`text` with every match taken out."""
        return self._compiled.sub("", text)
