"""The clause of a date that hangs on a noun ("the landlord’s letter of 3 May"), and notes without a verb."""

from collections.abc import Sequence

from ombudsparse.nlp.clauses.actors import Names
from ombudsparse.nlp.clauses.clause import Clause
from ombudsparse.nlp.clauses.governors import phrase_start, verb_after
from ombudsparse.nlp.clauses.subjects import subject_of
from ombudsparse.nlp.clauses.verb_clauses import object_nouns, verb_clause
from ombudsparse.nlp.clauses.words import Word
from ombudsparse.records import Actor

LEADS = frozenset(["in", "after", "following", "during", "since", "before", "despite"])
_WITHIN = frozenset(["in", "during"])
_SAID = frozenset(["letter", "call"])  # what is said in it says what it was


def noun_clause(words: Sequence[Word], noun: int, last: int, names: Names, preposition: str, lead: str) -> Clause:
    """The clause of a date that hangs on a noun: "the landlord’s letter of 3 May"."""
    begin = phrase_start(words, noun)
    nouns = frozenset().union(
        *(
            word.entry.nouns - {"tenancy"} if word.owner else word.entry.nouns  # "the leaseholder’s request"
            for word in words[begin : noun + 1]
            if word.tag in ("noun", "actor")
        )
    )
    if "acknowledgement" in nouns:  # "At stage 2 it had 20 days from its acknowledgement of 3 May"
        nouns |= frozenset().union(*(word.entry.nouns & {"stage_1", "stage_2"} for word in words[:noun]))
    by, to = _owner(words, begin, noun, last, names)
    if any(word.low == "due" for word in words[noun:last]):
        nouns |= {"due"}  # "the survey due on 3 May"
    verbs: frozenset[str] = frozenset()
    if lead in LEADS:  # "In an email dated 3 May, the landlord stated"
        onward = verb_after(words, last + 1)
        if onward is not None:
            subject = subject_of(words, onward, names)
            if lead in _WITHIN or "report" not in nouns:  # "After the report of 3 May it sent a surveyor": not its own
                by = by or (None if subject.passive else subject.actor)
            if lead in _WITHIN and nouns & _SAID and by is subject.actor and not subject.passive:
                whole = verb_clause(words, onward, noun, last, names, preposition)
                verbs, nouns, to = whole.verbs, nouns | whole.nouns, to | whole.to
    return Clause(verbs, nouns, by, frozenset(to), preposition, True, False, -1, begin, last + 1)


def _owner(words: Sequence[Word], begin: int, noun: int, last: int, names: Names) -> tuple[Actor | None, set[Actor]]:
    """Whose the noun is: its owner, or who it is from or by; and to or with whom."""
    by: Actor | None = None
    to: set[Actor] = set()
    for index in range(begin, noun):
        named = names[index]
        if named is not None and (words[index].owner or index + 1 == noun):
            by = named.actor
    lead = ""
    for index in range(noun + 1, min(len(words), last + 8)):
        word = words[index]
        if word.tag in ("verb", "stop", "rel", "aux") or (word.tag == "comma" and index > last):
            break
        if word.tag in ("prep", "to"):
            lead = word.low
        named = names[index]
        if named is None or word.owner:
            continue
        if lead in ("from", "by") or (lead == "of" and named.actor is Actor.OMBUDSMAN):
            by = named.actor
        elif lead in ("to", "with", "between"):
            to.add(named.actor)
    return by, to | ({by} if by is Actor.OMBUDSMAN else set())


def verbless_clause(words: Sequence[Word], names: Names, preposition: str) -> Clause:
    """A note without a verb: "03/04/2020 – letter to tenant"."""
    by: Actor | None = None
    to: set[Actor] = set()
    for index, word in enumerate(words):
        named = names[index]
        if named is None or word.owner:
            continue
        if index and words[index - 1].low in ("to", "with"):
            to.add(named.actor)
        elif by is None:
            by = named.actor
    return Clause(
        frozenset(), object_nouns(words, 0, _note_end(words)), by, frozenset(to), preposition, bare=True, end=len(words)
    )


def _note_end(words: Sequence[Word]) -> int:
    """Where the first part of a note ends: "letter to tenant, emergency jobs only until further notice"."""
    told = False
    for index, word in enumerate(words):
        if told and word.tag in ("comma", "stop"):
            return index
        told = told or word.tag in ("noun", "actor")
    return len(words)
