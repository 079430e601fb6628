"""The labelled passages of corpus/events: a line of text with each date marked as `{mention|types|actors|flags}`."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from ombudsparse.records import Actor, EventType
from ombudsparse.spans import Span
from ombudsparse.values.dates.mentions import DateContext, DateMention
from ombudsparse.values.dates.narrative import find_dates
from ombudsparse.vocabulary.patterns import Wording

_MARK = Wording(r"\{(?P<mention>[^{}|]+)\|(?P<types>[\w,]+)\|(?P<actors>[\w,]+)(?:\|(?P<flags>[-p]*))?\}")
# No passage is dated: years that are not printed are read as the latest before this day
_NOW = dt.date(2026, 6, 1)


class Label(Struct, frozen=True):
    """What a reader says of a date: the accepted types and actors, the best first; None is nobody.

    `negative`: it did not happen, or is not shown to have; `planned`: it was planned, due or only thinkable.
    """

    span: Span
    types: tuple[EventType, ...]
    actors: tuple[Actor | None, ...]
    negative: bool = False
    planned: bool = False


class LabelledPassage(Struct, frozen=True):
    """A passage by `author` with its labels in the order of the text."""

    author: str
    text: str
    labels: tuple[Label, ...]

    def dates(self) -> tuple[DateMention, ...]:
        """The labelled dates as the library reads them; one that it cannot read stands as marked, with no year."""
        found, _ = find_dates(self.text, DateContext(report_date=_NOW))
        spans = [label.span for label in self.labels]
        dates = [next((date for date in found if date.span.touches(span)), _unread(span)) for span in spans]
        apart = [
            date for at, date in enumerate(dates) if all(not date.span.touches(other.span) for other in dates[:at])
        ]
        return tuple(apart) if len(apart) == len(dates) else tuple(_unread(label.span) for label in self.labels)


def _unread(span: Span) -> DateMention:
    return DateMention(span, _NOW, _NOW, "day", _NOW.isoformat(), "inherited")


def read_labelled(path: Path) -> Iterator[LabelledPassage]:
    """The passages of a file in order. Raises ValueError with the line for braces or names that do not fit."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            try:
                yield parse_passage(line, path.stem)
            except ValueError as error:
                raise ValueError(f"{path.name}, line {number}: {error}") from error


def parse_passage(line: str, author: str = "") -> LabelledPassage:
    """The passage that a line holds. Raises ValueError for a type, an actor or a brace that is none."""
    text, labels, at = "", [], 0
    for match in _MARK.finditer(line):
        text += line[at : match.start()]
        flags = match["flags"] or ""
        labels.append(
            Label(
                Span(len(text), len(text) + len(match["mention"])),
                tuple(EventType(name) for name in match["types"].split(",")),
                tuple(None if name == "nobody" else Actor(name) for name in match["actors"].split(",")),
                "-" in flags,
                "p" in flags,
            )
        )
        text += match["mention"]
        at = match.end()
    text += line[at:]
    if "{" in text or "}" in text:
        raise ValueError(f"a brace that opens or closes no label: {text[:60]!r}")
    return LabelledPassage(author, text, tuple(labels))
