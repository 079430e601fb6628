"""The timeline against what people say stands in the reports: floors, and equal events in every form."""

import datetime as dt
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from corpus_reports import CORPUS, DEVELOPED_ON, SHARED

from ombudsparse.nlp.timeline import Timeline, read_timeline
from ombudsparse.readers.sources import read_source
from ombudsparse.records import Event
from ombudsparse.structure.row_blocks import with_rows
from ombudsparse.structure.sections import with_sections

REAL = SHARED / "real"
LEAD = re.compile(r"^(on|in|between|from|up to|after|prior to|the|either|by|during|since)\s+")


@cache
def timeline_of(path: Path, date: str) -> Timeline:
    document = with_rows(with_sections(read_source(path))[0])
    return read_timeline(document, dt.date.fromisoformat(date))[0]


def mention(text: str) -> str:
    return LEAD.sub("", " ".join(text.lower().split()))


def counts(labels: dict[str, Any], timeline: Timeline) -> Counter[str]:
    """How many of the labelled events are found, and with which of their parts right."""
    found: Counter[str] = Counter(events=len(timeline.events))
    left = list(timeline.events)
    for label in labels["events"]:
        found["labels"] += 1
        alike = [
            e
            for e in left
            if mention(label["mention"]) in mention(e.mention) or mention(e.mention) in mention(label["mention"])
        ]
        event = next((e for e in alike if e.start.isoformat() == label["date"]), alike[0] if alike else None)
        if event is None:
            continue
        left.remove(event)
        found["found"] += 1
        found["date"] += event.start.isoformat() == label["date"]
        found["type"] += event.type == label["type"]
        if label["actor"]:
            found["with actor"] += 1
            found["actor"] += event.actor == label["actor"]
    return found


@cache
def labels_of(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return read


def total(pairs: list[tuple[Path, Path]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for gold, report in pairs:
        labels = labels_of(gold)
        found += counts(labels, timeline_of(report, labels["date"]))
    return found


def test_the_corpus_does_not_fall_below_its_floors() -> None:
    found = total(
        [(CORPUS / "gold" / f"{name}.json", CORPUS / "reports" / name / "page.html") for name in DEVELOPED_ON]
    )
    assert found["found"] / found["labels"] >= 0.98
    assert found["found"] / found["events"] >= 0.98
    assert found["date"] / found["found"] >= 0.98
    assert found["actor"] / found["with actor"] >= 0.86
    assert found["type"] / found["found"] >= 0.80


@pytest.mark.parametrize("name", DEVELOPED_ON)
@pytest.mark.parametrize("form", ["nested.txt", "hyphen.txt"])
def test_every_form_gives_the_same_events(name: str, form: str) -> None:
    date = labels_of(CORPUS / "gold" / f"{name}.json")["date"]

    def plain(events: tuple[Event, ...]) -> list[tuple[object, ...]]:
        return [(e.mention, e.start, e.end, e.actor, e.type, e.text, e.section) for e in events]

    page = timeline_of(CORPUS / "reports" / name / "page.html", date)
    other = timeline_of(CORPUS / "reports" / name / form, date)
    assert plain(other.events) == plain(page.events)
    assert [(name, event.start) for name, event in other.milestones.items()] == [
        (name, event.start) for name, event in page.milestones.items()
    ]


@pytest.mark.parametrize("name", ["jigsaw-homes-202347973", "paragon-asra-202337333"])
def test_published_reports(name: str) -> None:
    gold = REAL / "gold" / f"{name}.json"
    if not gold.exists():
        pytest.skip("the published reports are not part of the repository: ../shared/real is missing")
    labels = labels_of(gold)
    timeline = timeline_of(REAL / f"{name}.txt", labels["date"])
    found = counts(labels, timeline)
    assert found["found"] / found["labels"] >= 0.97
    assert found["found"] / found["events"] >= 0.95
    assert found["date"] / found["found"] >= 0.98
    assert found["actor"] / found["with actor"] >= 0.97
    assert found["type"] / found["found"] >= 0.93
    assert {name: event.start.isoformat() for name, event in timeline.milestones.items()} == labels["milestones"]
    assert [(c.type, {day.isoformat() for day in c.dates}) for c in timeline.conflicts] == [
        (c["type"], set(c["dates"])) for c in labels["conflicts"]
    ]
