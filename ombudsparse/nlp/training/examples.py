"""Examples to learn from: the labelled passages of corpus/events, and the labelled reports of corpus/gold."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from ombudsparse.nlp.events import read_passage
from ombudsparse.nlp.narration import ToldDate, narrate
from ombudsparse.nlp.training.labelled import Label, read_labelled
from ombudsparse.nlp.training.learn import Example
from ombudsparse.readers.sources import read_source
from ombudsparse.records import Actor, EventType
from ombudsparse.structure.row_blocks import with_rows
from ombudsparse.structure.sections import with_sections


def examples_by_author(
    folder: Path, passages: int | None = None, whole: Sequence[str] = ()
) -> dict[str, list[Example]]:
    """The examples of each author, of the first `passages` of all but
    the authors in `whole` where that is given."""
    authors = {path.stem: list(read_labelled(path)) for path in sorted(folder.glob("*.txt"))}
    each = None if passages is None else -(-passages // (len(authors) - len(whole)))
    return {
        name: [
            Example(reading, passage.labels[reading.index])
            for passage in islice(written, None if name in whole else each)
            for reading in read_passage(passage.text, passage.dates())[0]
        ]
        for name, written in authors.items()
    }


def report_examples(corpus: Path) -> list[Example]:
    """The labelled events of the reports of the corpus, as the rules read them in the whole report."""
    return [example for path in sorted((corpus / "gold").glob("*.json")) for example in _of_report(corpus, path)]


def _of_report(corpus: Path, gold: Path) -> Iterator[Example]:
    labels = msgspec.json.decode(gold.read_bytes())
    folder = corpus / "reports" / gold.stem
    source = next(path for path in (folder / "page.html", *sorted(folder.glob("*.txt"))) if path.exists())
    document = with_rows(with_sections(read_source(source))[0])
    told, _ = narrate(document, dt.date.fromisoformat(labels["date"]))
    left: list[dict[str, Any]] = list(labels["events"])
    for each in told:
        mention = each.date.span.moved(each.offset).of(document.text)
        label = next((label for label in left if _means(label, mention, each)), None)
        if label is not None:
            left.remove(label)
            yield Example(each.reading, _as_label(label, each))


def _means(label: dict[str, Any], mention: str, told: ToldDate) -> bool:
    same_day: bool = label["date"] == told.date.start.isoformat()
    return same_day and (label["mention"] in mention or mention in label["mention"])


def _as_label(label: dict[str, Any], told: ToldDate) -> Label:
    """The label of a report says nothing of what did not happen; the rules, which were checked on it, do."""
    reading = told.reading
    return Label(
        told.date.span,
        (EventType(label["type"]),),
        (Actor(label["actor"]) if label["actor"] else None,),
        reading.polarity == "negative",
        reading.modality in ("planned", "hypothetical"),
    )
