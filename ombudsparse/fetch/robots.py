"""What a site's robots.txt lets a program fetch (RFC 9309)."""

import math

from protego import Protego

_LARGEST = 512_000  # bytes: at least 500 KiB are to be read (2.5)
_MOST_STARS = 3  # in one rule: each more multiplies the time that a comparison can take
_BOM = "\ufeff"


class Robots:
    """The rules of a robots.txt. What it does not forbid is allowed."""

    def __init__(self, content: bytes) -> None:
        text = content[:_LARGEST].decode("utf-8", "replace").removeprefix(_BOM)
        self._rules = Protego.parse("\n".join(_cut(line) for line in text.splitlines()))

    def allows(self, agent: str, address: str) -> bool:
        """Whether `agent` may fetch the address."""
        return bool(self._rules.can_fetch(address, agent))

    def delay(self, agent: str) -> float:
        """The seconds that the site asks `agent` to leave between requests; 0 where it does not ask."""
        asked = self._rules.crawl_delay(agent)
        return max(0.0, float(asked)) if asked is not None and math.isfinite(asked) else 0.0


def _cut(line: str) -> str:
    """A rule with more stars than are compared in good time: a Disallow forbids more then, an Allow nothing."""
    if line.count("*") <= _MOST_STARS:
        return line
    if line.strip().lower().startswith("allow"):
        return ""
    return "*".join(line.split("*")[: _MOST_STARS + 1])
