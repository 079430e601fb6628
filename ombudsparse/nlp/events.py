"""The dated events of a passage: each date of each sentence with who did what."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from ombudsparse.nlp.clauses.actors import Memory, Names, read_names
from ombudsparse.nlp.clauses.clause import Clause
from ombudsparse.nlp.clauses.clauses import outer_clause, read_clauses
from ombudsparse.nlp.clauses.stance import Modality, Polarity, stance_of
from ombudsparse.nlp.clauses.things import stands_for_a_thing, things_of
from ombudsparse.nlp.clauses.trades import by_trade
from ombudsparse.nlp.clauses.verb_clauses import carried_out
from ombudsparse.nlp.clauses.words import Word, read_words
from ombudsparse.nlp.dated_mentions import DatedMention
from ombudsparse.nlp.event_types import Rule, rule_for
from ombudsparse.nlp.learned.traits import Sight, traits_of
from ombudsparse.nlp.setting import Setting
from ombudsparse.records import Actor, EventType
from ombudsparse.spans import Span
from ombudsparse.structure.sentences import sentence_spans
from ombudsparse.values.dates.mentions import DateMention

# The steps of the procedure that a later "acknowledged this" can refer to
_STEPS = frozenset(
    [EventType.COMPLAINT_MADE, EventType.COMPLAINT_ACKNOWLEDGED, EventType.STAGE_1_RESPONSE,
     EventType.ESCALATION_REQUESTED, EventType.STAGE_2_ACKNOWLEDGED, EventType.STAGE_2_RESPONSE]
)  # fmt: skip
# What is not yet an event of its type while it is only planned or due
DONE_ONLY = _STEPS | {
    EventType.WORKS_COMPLETED, EventType.COMPENSATION_OFFERED, EventType.CONTACT, EventType.WORKS_RAISED,
    EventType.ACTION_PLAN, EventType.RISK_ASSESSMENT, EventType.DECISION, EventType.MOVED, EventType.ISSUE_REPORTED,
    EventType.EVIDENCE_REVIEWED, EventType.OMBUDSMAN_CONTACT,
}  # fmt: skip


def read_passage(
    text: str,
    dates: Sequence[DateMention],
    step: EventType | None = None,
    setting: Setting = Setting(),  # noqa: B008 - frozen
) -> tuple[list[DatedMention], EventType | None]:
    """What `text`, one paragraph, says of each of its `dates`, and the step of the procedure told of last.

    `step` is the step told of last before; spans are of `text`. `setting`: what is known of the report.
    """
    readings: list[DatedMention] = []
    memory = Memory(resident=setting.gender, renting=setting.renting)
    trades = setting.trades
    spans = sentence_spans(text, dates[-1].span.start) if dates else ()
    done = 0
    asked = (frozenset[str](), frozenset[str]())
    things = frozenset[str]()  # what "it" can be: "The stage 1 response was due. It was sent on 3 May"
    before: tuple[list[Word], Names] | None = None
    questioned = False  # whether the Ombudsman put a question: "It answered on 3 May that"
    for sentence in spans:
        if sentence.start > dates[-1].span.start and not _may_have_reported(readings):
            break
        inside = [date.span for date in dates[done:] if sentence.start <= date.span.start < sentence.end]
        words = read_words(text, sentence, inside, setting.council)
        names, memory = read_names(words, memory)
        trades = trades or any(named is not None and named.actor is Actor.CONTRACTOR for named in names)
        if _may_have_reported(readings) and _goes_on_with_a_problem(words, names):
            readings[-1] = replace(readings[-1], type=EventType.ISSUE_REPORTED, rule="issue.said_next")
        if inside:
            previous = EventType.OMBUDSMAN_CONTACT if questioned else readings[-1].type if readings else None
            found, clauses, step = _read_sentence(text, sentence, words, names, step, previous, done, asked, things)
            read = [by_trade(reading, dates[reading.index].precision, trades) for reading in found]
            seen = _Sentence(text, words, names, clauses, before)
            earlier = readings[-1].type if readings else ""
            for reading in read:
                readings.append(_with_traits(reading, seen, dates[reading.index], earlier, done))
                earlier = reading.type
            done += len(inside)
        before = (words, names)
        asked = carried_out(words)
        things = things_of(words) or things
        questioned = _questioned(words, names)
    return readings, step


class _Sentence(Struct, frozen=True):
    """A sentence with its clauses, one for each date, and the words of the one before it."""

    text: str
    words: list[Word]
    names: Names
    clauses: list[Clause]
    before: tuple[list[Word], Names] | None


def _with_traits(reading: DatedMention, seen: _Sentence, date: DateMention, earlier: str, first: int) -> DatedMention:
    """The reading with what the model sees of its date; `first` is the number of the sentence's first date."""
    number = reading.index - first
    positions = [index for index, word in enumerate(seen.words) if word.tag == "date"]
    view = Sight(
        seen.words, seen.names, positions[number], seen.clauses[number], date, date.span.of(seen.text), reading,
        (number, len(positions)), earlier, seen.before,
    )  # fmt: skip
    return replace(reading, traits=traits_of(view))


# contact of which the sentence says no more: "The resident rang the landlord on 3 April."
_PLAIN_CONTACT = frozenset(["contact.spoke", "contact.sent"])


def _may_have_reported(readings: Sequence[DatedMention]) -> bool:
    last = readings[-1] if readings else None
    return (
        last is not None
        and last.actor is Actor.RESIDENT
        and last.rule in _PLAIN_CONTACT
        and (last.polarity, last.modality) == ("positive", "fact")
    )


def _goes_on_with_a_problem(words: Sequence[Word], names: Names) -> bool:
    """ "She said that the bath was leaking." """
    for index, named in enumerate(names[:4]):
        if named is not None and named.actor is Actor.RESIDENT and not words[index].owner:
            said = words[index + 1 : index + 3]
            if not any(word.entry.verbs & {"tell", "report"} for word in said):
                return False
            return any("problem" in word.entry.nouns for word in words[index + 2 :]) and all(
                word.tag != "date" for word in words
            )
    return False


def _questioned(words: Sequence[Word], names: Names) -> bool:
    """ "We asked the landlord what it knew of this." """
    for index, named in enumerate(names[:-1]):
        asks = named is not None and named.actor is Actor.OMBUDSMAN and "ask" in words[index + 1].entry.verbs
        if asks and not words[index].owner:
            return True
    return False


def _read_sentence(
    text: str,
    sentence: Span,
    words: list[Word],
    names: Names,
    step: EventType | None,
    previous: EventType | None,
    offset: int,
    asked: tuple[frozenset[str], frozenset[str]],
    things: frozenset[str],
) -> tuple[list[DatedMention], list[Clause], EventType | None]:
    readings = []
    told: Rule | None = None
    clauses = read_clauses(words, names)
    positions = [index for index, word in enumerate(words) if word.tag == "date"]
    line = sentence.of(text)
    for number, (clause, position) in enumerate(zip(clauses, positions, strict=True)):
        polarity, modality = stance_of(words, clause, position, line)
        if things and stands_for_a_thing(words, clause):
            clause = replace(clause, nouns=clause.nouns | things)
        rule = rule_for(clause, step, previous)
        if rule is None and "do" in clause.verbs and not clause.nouns:
            # "but it did not do so until 3 May"; "We asked it to inspect the roof. It did so on 3 May"
            rule = told or rule_for(replace(clause, verbs=asked[0], nouns=asked[1]), step, previous)
        if rule is None and (outer := outer_clause(words, clause, position, names)):
            rule = rule_for(outer, step, previous)
            clause = clauses[number] = outer if rule else clause
        told = rule or told
        kind, actor = _typed(rule, clause, polarity, modality)
        if kind in _STEPS and modality in ("fact", "reported") and polarity == "positive":
            step = kind
        previous = kind
        readings.append(
            DatedMention(
                offset + number,
                sentence,
                actor,
                kind,
                polarity,
                modality,
                rule.id if rule else "none",
                clause.by is None,
            )
        )
    return readings, clauses, step


def _typed(rule: Rule | None, clause: Clause, polarity: Polarity, modality: Modality) -> tuple[EventType, Actor | None]:
    """Type and actor by the rule, but for what did not happen or was yet to come."""
    if rule is None:
        return EventType.OTHER, clause.by or _unnamed(clause, modality)
    actor = rule.doer or clause.by or rule.actor
    if modality == "planned" and "ask" in clause.verbs and clause.preposition in ("by", "before") and clause.to:
        return EventType.OTHER, min(clause.to, key=_PARTIES.index)  # "asked the landlord to reply by 3 May"
    if clause.by is None and modality in ("planned", "hypothetical") and rule.type in DONE_ONLY:
        actor = clause.owner or Actor.LANDLORD
    if clause.bare:
        if modality == "planned" and rule.type in DONE_ONLY:
            return EventType.OTHER, actor
        return rule.type, actor
    if rule.type in (EventType.VISIT, EventType.INSPECTION) and (modality != "fact" or polarity == "negative"):
        missed = modality == "planned" or (rule.type is EventType.VISIT and polarity == "negative")
        return EventType.APPOINTMENT if missed else EventType.OTHER if modality == "hypothetical" else rule.type, actor
    if modality in ("planned", "hypothetical") and rule.type in DONE_ONLY:
        return EventType.OTHER, actor
    silent = rule.type in (EventType.CONTACT, EventType.ISSUE_REPORTED) and clause.preposition != "by"
    if polarity == "negative" and rule.type in DONE_ONLY and not silent:
        return EventType.OTHER, actor
    if clause.preposition == "by" and modality != "fact" and rule.type in DONE_ONLY:
        return EventType.OTHER, actor
    return rule.type, actor


_PARTIES = (Actor.LANDLORD, Actor.CONTRACTOR, Actor.RESIDENT, Actor.THIRD_PARTY, Actor.OMBUDSMAN)
# who is behind a thing of which the clause says only what became of it: "A reply was due on 3 May"
_DOERS = {
    Actor.LANDLORD: frozenset(
        ["response", "acknowledgement", "decision", "policy", "stage_1", "stage_2", "job", "appointment", "offer",
         "deadline", "failing"]
    ),
    Actor.CONTRACTOR: frozenset(["works", "inspection", "scaffold"]),
}  # fmt: skip


def _unnamed(clause: Clause, modality: Modality) -> Actor | None:
    """Who is behind what the clause tells of without a name. A passive without an agent, a plan and a target are the
    landlord's; "the resident's stairlift stopped" is told of the resident; "the boiler failed" is nobody's doing."""
    named = next((actor for actor, nouns in _DOERS.items() if nouns & clause.nouns), None)
    if modality in ("planned", "hypothetical"):
        return Actor.LANDLORD
    if clause.passive:
        return named or Actor.LANDLORD
    return clause.owner or named
