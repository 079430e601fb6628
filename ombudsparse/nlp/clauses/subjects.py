"""Who acts: the subjects of verbs and the agents of passives."""

from collections.abc import Sequence

from msgspec import Struct

from ombudsparse.nlp.clauses.actors import NamedActor, Names, is_subject
from ombudsparse.nlp.clauses.words import Word
from ombudsparse.records import Actor

_OF_THINGS = frozenset(["end", "live", "start", "do", "effect", "be"])
# "the resident was told": the words between a subject and its verb
_BETWEEN = ("adverb", "neg", "aux", "modal")


class Subject(Struct, frozen=True, gc=False):
    """The subject of a verb. `actor` is None where it is a thing ("the ceiling"); `start` is its first word."""

    actor: Actor | None
    start: int
    passive: bool
    family: bool = False


def subject_of(words: Sequence[Word], verb: int, names: Names, depth: int = 0) -> Subject:
    """The subject of the verb at `verb`."""
    at = verb - 1
    passive = False
    auxiliary = False
    while at >= 0:
        if words[at].tag in _BETWEEN:
            if words[at].tag == "aux":
                auxiliary = True
                passive = passive or words[at].low in _BE
            at -= 1
            continue
        inserted = _before_inserted(words, at)
        if inserted == at:
            break
        at = inserted
    form = words[verb].entry.form
    passive = passive and form in ("past", "participle")
    if (
        words[verb].tag != "verb"
        or form == "ing"
        or words[verb].low.startswith("in ")
        or "be" in words[verb].entry.verbs
    ):
        passive = False
    if at < 0:
        return Subject(None, 0, passive)
    before = words[at]
    if before.tag == "to" or (before.tag == "prep" and form == "ing"):
        return _controller(words, at, names, depth)
    if before.tag == "rel":
        return _antecedent(words, at, verb, names, passive)
    if before.tag == "comma":
        opened = _opening(words, at)
        if opened > 0:
            return _noun_phrase(words, opened - 1, names, passive)
    reduced = _before_reduced(words, at)
    if reduced is not None:
        return _noun_phrase(words, reduced, names, passive)
    relative = _before_relative(words, at)
    if relative is not None:
        return _noun_phrase(words, relative, names, passive)
    if before.tag in ("and", "comma", "stop") and not (before.tag == "stop" and before.low == ";" and at < 1):
        earlier = _earlier_verb(words, at)
        if earlier is not None and depth < 4:
            found = subject_of(words, earlier, names, depth + 1)
            # "was inspected and repaired" goes on in the passive; "attended and repaired" does not
            goes_on = (
                found.passive and not auxiliary and form in ("past", "participle") and not _has_object(words, verb)
            )
            return Subject(found.actor, found.start, passive or goes_on, found.family)
    return _noun_phrase(words, at, names, passive)


def _has_object(words: Sequence[Word], verb: int) -> bool:
    """Whether somebody or something is acted on: "was consulted, and told the landlord" is no passive."""
    return verb + 1 < len(words) and words[verb + 1].tag in ("det", "actor")


def _opening(words: Sequence[Word], comma: int) -> int:
    """The comma that opens what the one at `comma` closes: "an advocate, acting for her, complained", "her tenancy of
    the property, a two-bedroom flat, began"; or -1."""
    for index in range(comma - 1, 0, -1):
        if words[index].tag in ("stop", "date", "verb") and words[index].entry.form != "ing":
            return -1
        if words[index].tag == "comma":
            inside = words[index + 1]
            return index if inside.entry.form == "ing" or inside.low in ("a", "an") else -1
    return -1


_BE = frozenset(
    ["was", "were", "been", "being", "be", "is", "are", "am", "wasn’t", "weren’t", "isn’t", "aren’t", "got"]
)


def _before_inserted(words: Sequence[Word], at: int) -> int:
    """The word before a date put between subject and verb: "The landlord, on 4 May, sent", "who on 4 May sent"."""
    comma = words[at].tag == "comma"
    date = at - 1 if comma else at
    if date < 1 or words[date].tag != "date":
        return at
    before = date - 1
    while before > 0 and words[before].tag in ("prep", "adverb"):
        before -= 1
    if comma:
        return before - 1 if words[before].tag == "comma" and before else at
    return before


def _controller(words: Sequence[Word], at: int, names: Names, depth: int) -> Subject:
    """Who is to do it: "asked the landlord to call" is the landlord, "agreed to call" who agreed."""
    before = at - 1
    while before >= 0 and words[before].tag in ("adverb", "date", "prep", "comma"):
        before -= 1
    if before >= 0 and words[before].tag == "actor" and not words[before].owner and words[before + 1 : at] == []:
        named = names[before]
        return Subject(named.actor if named else None, before, False)
    for verb in range(at - 1, -1, -1):
        if words[verb].tag == "verb":
            return subject_of(words, verb, names, depth + 1) if depth < 4 else Subject(None, 0, False)
        if words[verb].tag in ("stop", "rel", "sub"):
            break
    # "By closing the case, the landlord": whose the next subject is
    for index in range(at + 1, len(words)):
        if words[index].tag == "actor" and not words[index].owner and is_subject(words, index):
            named = names[index]
            return Subject(named.actor if named else None, index, False)
    return Subject(None, 0, False)


def _antecedent(words: Sequence[Word], rel: int, verb: int, names: Names, passive: bool) -> Subject:
    """What a relative pronoun stands for: the noun before it."""
    at = rel - 1
    while at >= 0 and words[at].tag in ("comma", "prep"):
        at -= 1
    # "a tenancy with the landlord, which ended"; but "wrote to the landlord, which said"
    things = words[verb].entry.verbs & (_OF_THINGS | {"decide"} if passive else _OF_THINGS)
    thing = words[rel].low in ("which", "that") and bool(things)  # "a tenancy from the landlord that was granted"
    if at >= 0 and words[at].tag == "actor" and not words[at].owner and not thing:
        whole = _named_before(words, at)
        named = names[whole]
        return Subject(named.actor if named else None, at, passive)
    while at > 0 and words[at - 1].tag not in ("verb", "stop", "rel", "sub", "comma"):
        at -= 1
    return Subject(None, max(at, 0), passive)


def _named_before(words: Sequence[Word], at: int) -> int:
    """Whom a description is of: "the neighbour is a leaseholder who bought"; else the noun at `at` itself."""
    be = at - 1
    while be > 0 and words[be].tag in ("det", "word", "adverb"):
        be -= 1
    if words[be].low in ("is", "was", "are", "were"):
        for index in range(be - 1, -1, -1):
            if words[index].tag == "actor" and not words[index].owner and not _after_preposition(words, index):
                return index
            if words[index].tag in ("verb", "stop", "comma", "sub", "rel"):
                break
    return at


def _before_relative(words: Sequence[Word], at: int) -> int | None:
    """The word before a relative clause that ends at `at`: "an engineer, whom the landlord had sent, found", "the
    officer who took the call told"."""
    comma = words[at].tag == "comma"
    for index in range(at - 1, 0, -1):
        word = words[index]
        if word.tag == "rel" and word.low != "that":
            opening = index - 1 if words[index - 1].tag == "prep" else index
            closed = words[opening - 1].tag == "comma"
            if closed != comma or not any(inside.tag == "verb" for inside in words[index:at]):
                return None  # "the survey which the resident requested": the subject stands in it
            before = opening - 2 if closed else opening - 1
            return before if before >= 0 and words[before].tag in ("actor", "noun", "word", "date") else None
        if word.tag in ("stop", "comma") or (word.tag == "sub" and not comma):
            return None
    return None


def _before_reduced(words: Sequence[Word], at: int) -> int | None:
    """The word before "appointed by the landlord", in "the engineer appointed by the landlord inspected"."""
    if words[at].tag != "actor" or words[at].owner:
        return None
    by = next((index for index in range(at - 1, max(-1, at - 4), -1) if words[index].low == "by"), -1)
    if by < 2 or any(words[index].tag not in ("det", "word") for index in range(by + 1, at)):
        return None
    participle = words[by - 1]
    if participle.tag != "verb" or participle.entry.form not in ("past", "participle"):
        return None
    return by - 2 if words[by - 2].tag == "actor" and not words[by - 2].owner else None


def _earlier_verb(words: Sequence[Word], at: int) -> int | None:
    """The verb that a coordinated one follows, in the same sentence: "acknowledged … and responded"."""
    for index in range(at - 1, -1, -1):
        word = words[index]
        if word.tag == "verb" and word.entry.form != "ing" and not (index and words[index - 1].tag == "to"):
            return index
        if word.tag == "stop" and word.low == ";":
            return None
    return None


def _noun_phrase(words: Sequence[Word], at: int, names: Names, passive: bool) -> Subject:
    """The subject whose last word is at `at`: an actor, or a thing that may belong to one."""
    index = at
    found: NamedActor | None = None
    named = names[at]
    if named is not None and named.pronoun and not words[at].owner:
        return Subject(named.actor, at, passive)
    while index >= 0:
        word = words[index]
        if word.tag in ("verb", "stop", "sub", "rel", "aux", "modal", "to", "and") or (
            word.tag == "comma" and index != at
        ):
            joined = word.tag == "and" and found is not None
            # "the works agreed at stage 2 were completed"
            reduced = word.tag == "verb" and word.entry.form == "past"
            before = words[index - 1].tag if index else "stop"
            if not (before in ("noun", "word") and (joined or reduced)) and not (before == "actor" and joined):
                break
        if word.tag == "actor" and not word.owner and word.low not in ("him", "her", "them", "us"):
            governed = _after_preposition(words, index)
            named = names[index]
            if named and (index == at or not governed):
                found = named
        index -= 1
    if found is None:
        return Subject(None, index + 1, passive)
    party = words[found.index].entry.party
    return Subject(found.actor, index + 1, passive, bool(party and party.family))


def _after_preposition(words: Sequence[Word], index: int) -> bool:
    """Whether the noun phrase that ends at `index` hangs on a preposition: "by the contractor"."""
    for back in range(index - 1, max(-1, index - 5), -1):
        if words[back].tag == "prep" or words[back].tag == "to":
            return True
        if words[back].tag not in ("det", "word", "adverb", "noun") and not words[back].owner:
            return False
    return False


def agent_of(words: Sequence[Word], verb: int, end: int, names: Names) -> Actor | None:
    """Who did it, after a passive: "was contacted by its contractor"."""
    for index in range(verb + 1, min(end, verb + 14)):
        if words[index].low == "by":
            for at in range(index + 1, min(index + 7, len(words))):
                if words[at].tag == "actor" and not words[at].owner:
                    named = names[at]
                    return named.actor if named else None
                if words[at].tag in ("verb", "date", "stop", "comma"):
                    break
    return None
