"""The parts of the spaCy pipeline: thin adapters of the readers of dates, actors and events to a spaCy Doc.

Matches go to `doc.spans[spans_key]`, each with the id of its rule as `span.id_`; what was read of it is in an extension
of the span, as plain strings and numbers, so that it survives `to_bytes`, `DocBin(store_user_data=True)` and
`nlp.pipe(n_process=…)`. `doc.ents` is left alone unless `ents` is set. A paragraph is a line of the text.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup
from spacy.tokens import Span as SpacySpan
from spacy.util import filter_spans

from ombudsparse.nlp.clauses.actors import find_actors
from ombudsparse.nlp.dated_mentions import DatedMention
from ombudsparse.nlp.events import read_passage
from ombudsparse.nlp.learned.decisions import Judge, packaged_judge
from ombudsparse.nlp.retellings import settle_retellings, telling_of
from ombudsparse.nlp.setting import setting_of
from ombudsparse.records import EventType
from ombudsparse.spans import Span
from ombudsparse.structure.sentences import sentence_spans
from ombudsparse.values.dates.mentions import DateContext, DateMention
from ombudsparse.values.dates.narrative import find_dates

SPANS_KEY = "ombudsparse"
_DATE, ACTOR, EVENT = "DATE", "ACTOR", "EVENT"
# what each extension of a span holds is said by the factory that sets it
EXTENSIONS = ("ombudsparse_date", "ombudsparse_actor", "ombudsparse_event")

Component = Callable[[Doc], Doc]


def _register_extensions() -> None:
    for name in EXTENSIONS:
        if not SpacySpan.has_extension(name):
            SpacySpan.set_extension(name, default=None)


_register_extensions()


_DISPLACY = "sc"  # the group that displaCy's style "span" draws unless it is told of another


def _paragraphs(text: str) -> Iterator[Span]:
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield Span(start, start + len(line))
        start += len(line)


def _group(doc: Doc, key: str) -> SpanGroup:
    if key not in doc.spans:
        doc.spans[key] = SpanGroup(doc, name=key)
    group: SpanGroup = doc.spans[key]
    return group


def _add(doc: Doc, key: str, span: Span, label: str, rule: str, extension: str, value: Any) -> SpacySpan | None:
    """Adds a match to the group, unless it holds no token."""
    found = doc.char_span(span.start, span.end, label=label, alignment_mode="expand")
    if found is None:
        return None
    made = SpacySpan(doc, found.start, found.end, label=label, span_id=rule)
    made._.set(extension, value)
    _group(doc, key).append(made)
    return made


def _as_entities(doc: Doc, spans: Iterable[SpacySpan]) -> None:
    """Adds the spans to `doc.ents` where no entity of the pipeline stands."""
    taken = {token.i for entity in doc.ents for token in entity}
    free = [span for span in spans if not any(token.i in taken for token in span)]
    doc.ents = (*doc.ents, *filter_spans(free))


class SentencePart:
    """Marks the first token of every sentence, list marks and abbreviations notwithstanding."""

    def __call__(self, doc: Doc) -> Doc:
        starts = {
            paragraph.start + sentence.start
            for paragraph in _paragraphs(doc.text)
            for sentence in sentence_spans(paragraph.of(doc.text))
        }
        for token in doc:
            token.is_sent_start = token.i == 0 or token.idx in starts
        return doc


class DatePart:
    """Finds the dates; see `make_dates`."""

    def __init__(self, report_date: str | None, spans_key: str, ents: bool) -> None:
        self.report_date = dt.date.fromisoformat(report_date) if report_date else None
        self.spans_key = spans_key
        self.ents = ents

    def __call__(self, doc: Doc) -> Doc:
        context = DateContext(report_date=self.report_date)
        added = []
        for paragraph in _paragraphs(doc.text):
            dates, context = find_dates(paragraph.of(doc.text), context.next_paragraph())
            for date in dates:
                span = Span(paragraph.start + date.span.start, paragraph.start + date.span.end)
                rule = f"date.{date.kind}"
                added.append(_add(doc, self.spans_key, span, _DATE, rule, "ombudsparse_date", _date_value(date)))
        if self.ents:
            _as_entities(doc, [span for span in added if span is not None])
        return doc


def _date_value(date: DateMention) -> dict[str, str | None]:
    return {
        "start": date.start.isoformat(),
        "end": date.end.isoformat(),
        "precision": date.precision,
        "timex": date.timex,
        "mod": date.mod,
        "anchor": date.anchor.isoformat() if date.anchor else None,
    }


class ActorPart:
    """Finds the parties; see `make_actors`."""

    def __init__(self, council: bool, spans_key: str) -> None:
        self.council = council
        self.spans_key = spans_key

    def __call__(self, doc: Doc) -> Doc:
        for paragraph in _paragraphs(doc.text):
            for mention in find_actors(paragraph.of(doc.text), self.council):
                span = Span(paragraph.start + mention.span.start, paragraph.start + mention.span.end)
                _add(doc, self.spans_key, span, ACTOR, mention.rule, "ombudsparse_actor", mention.actor.value)
        return doc


class EventPart:
    """Tells what happened on each date; see `make_events`."""

    def __init__(self, council: bool, spans_key: str, ents: bool) -> None:
        self.council = council
        self.spans_key = spans_key
        self.ents = ents
        self._judge: Judge | None = None

    @property
    def judge(self) -> Judge:
        """What decides of each mention: the one that was loaded with the pipeline, else the one that ships."""
        return self._judge or packaged_judge()

    def to_bytes(self, **_: Any) -> bytes:
        """The trained judge, for `nlp.to_bytes`."""
        return self.judge.to_bytes()

    def from_bytes(self, data: bytes, **_: Any) -> "EventPart":
        """This part with the judge that `to_bytes` gave."""
        self._judge = Judge.from_bytes(data)
        return self

    def to_disk(self, path: Path | str, **_: Any) -> None:
        """Writes the trained judge, for `nlp.to_disk`."""
        Path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: Path | str, **_: Any) -> "EventPart":
        """This part with the judge that stands in the file."""
        return self.from_bytes(Path(path).read_bytes())

    def __getstate__(self) -> dict[str, Any]:
        trained = self._judge.to_bytes() if self._judge else None
        return {"council": self.council, "spans_key": self.spans_key, "ents": self.ents, "trained": trained}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(state["council"], state["spans_key"], state["ents"])  # type: ignore[misc]
        if state["trained"]:
            self.from_bytes(state["trained"])

    def __call__(self, doc: Doc) -> Doc:
        dates = [span for span in doc.spans.get(self.spans_key, ()) if span.label_ == _DATE and span._.ombudsparse_date]
        dates.sort(key=lambda span: span.start_char)
        setting = setting_of(doc.text, self.council)
        found: list[tuple[SpacySpan, int, DateMention, DatedMention]] = []
        step: EventType | None = None
        for paragraph in _paragraphs(doc.text):
            inside = [span for span in dates if paragraph.start <= span.start_char < paragraph.end]
            if not inside:
                continue
            mentions = [_mention(span, paragraph.start) for span in inside]
            readings, step = read_passage(paragraph.of(doc.text), mentions, step, setting)
            found += [(inside[each.index], paragraph.start, mentions[each.index], each) for each in readings]
        decided = self.judge.decide([reading for *_, reading in found])
        settled = settle_retellings(
            [telling_of(reading, mention) for reading, (_, _, mention, _) in zip(decided, found, strict=True)]
        )
        added = []
        for (date, offset, *_), reading in zip(found, settled, strict=True):
            value = {
                **date._.ombudsparse_date,
                "type": reading.type.value,
                "actor": reading.actor.value if reading.actor else None,
                "polarity": reading.polarity,
                "modality": reading.modality,
                "confidence": reading.confidence,
                "decided_by": reading.decided_by,
                "sentence": [offset + reading.sentence.start, offset + reading.sentence.end],
            }
            span = Span(date.start_char, date.end_char)
            added.append(_add(doc, self.spans_key, span, EVENT, reading.rule, "ombudsparse_event", value))
        if self.ents:
            _as_entities(doc, [span for span in added if span is not None])
        if self.spans_key != _DISPLACY:
            _show_events(doc, [span for span in added if span is not None])
        return doc


def _show_events(doc: Doc, events: Iterable[SpacySpan]) -> None:
    """The date of each event in the group that displaCy draws, under what happened and who acted:
    `displacy.render(doc, style="span")`."""
    for event in events:
        value = event._.ombudsparse_event
        label = " · ".join(str(value[name]).replace("_", " ") for name in ("type", "actor") if value[name])
        shown = SpacySpan(doc, event.start, event.end, label=label, span_id=event.id_)
        if shown not in _group(doc, _DISPLACY):
            _group(doc, _DISPLACY).append(shown)


def _mention(span: SpacySpan, offset: int) -> DateMention:
    value = span._.ombudsparse_date
    return DateMention(
        Span(span.start_char - offset, span.end_char - offset),
        dt.date.fromisoformat(value["start"]),
        dt.date.fromisoformat(value["end"]),
        value["precision"],
        value["timex"],
        "absolute",
        value["mod"],
        anchor=dt.date.fromisoformat(value["anchor"]) if value["anchor"] else None,
    )


@Language.factory("ombudsparse_sentences", assigns=["token.is_sent_start", "doc.sents"])
def make_sentences(nlp: Language, name: str) -> Component:
    """Sentence boundaries that survive "para. 52.b.", list marks, quotations and abbreviations."""
    return SentencePart()


@Language.factory(
    "ombudsparse_dates",
    default_config={"report_date": None, "spans_key": SPANS_KEY, "ents": False},
    assigns=["doc.spans", "span._.ombudsparse_date"],
)
def make_dates(nlp: Language, name: str, report_date: str | None, spans_key: str, ents: bool) -> Component:
    """Dates, as spans labelled DATE whose `span._.ombudsparse_date` has start, end (ISO), precision, timex, mod and
    anchor. `report_date` (ISO): no year that is not printed may lead beyond it."""
    return DatePart(report_date, spans_key, ents)


@Language.factory(
    "ombudsparse_actors",
    default_config={"council": False, "spans_key": SPANS_KEY},
    assigns=["doc.spans", "span._.ombudsparse_actor"],
)
def make_actors(nlp: Language, name: str, council: bool, spans_key: str) -> Component:
    """Parties and pronouns, as spans labelled ACTOR whose `span._.ombudsparse_actor` is an `Actor` value. `council`:
    whether the landlord is a council."""
    return ActorPart(council, spans_key)


@Language.factory(
    "ombudsparse_events",
    default_config={"council": False, "spans_key": SPANS_KEY, "ents": False},
    requires=["doc.spans", "span._.ombudsparse_date"],
    assigns=["doc.spans", "span._.ombudsparse_event"],
)
def make_events(nlp: Language, name: str, council: bool, spans_key: str, ents: bool) -> Component:
    """Events of the dates that `ombudsparse_dates` found, as spans labelled EVENT whose `span._.ombudsparse_event` has
    the date's values and type, actor, polarity, modality, how likely the type is (`confidence`), what decided it
    (`decided_by`, a rule's id or "model") and the sentence as character offsets."""
    return EventPart(council, spans_key, ents)
