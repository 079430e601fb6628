"""Which words of a sentence tell what happened on each of its dates."""

from collections.abc import Sequence

from msgspec import Struct

from ombudsparse.nlp.actors import Names, agent_of, subject_of
from ombudsparse.nlp.words import Word
from ombudsparse.records import Actor

# Nouns that a date can hang on: "the letter of 3 May", "a visit on 3 May"
DATED = frozenset(
    ["report", "letter", "call", "visit", "inspection", "response", "complaint", "escalation", "acknowledgement",
     "appointment", "decision", "legal", "works", "job", "risk_assessment", "action_plan", "offer", "referral",
     "stage_1", "stage_2", "query", "accommodation", "review", "policy"]
)  # fmt: skip
# What stands between a date and the word that governs it
_LINKS = frozenset(["prep", "adverb", "det", "neg", "comma", "and"])
_TOPIC = frozenset(
    [
        "about",
        "regarding",
        "concerning",
        "following",
        "after",
        "before",
        "because",
        "since",
        "despite",
        "against",
        "until",
        "than",
    ]
)
_CLOSE = frozenset(["of", "dated", "from"])


class Clause(Struct, frozen=True):
    """What the rules ask about the words around a date.

    `verbs`, `nouns`: their classes; `by`: who acts; `to`: to or with whom; `preposition`: the word before the date;
    `bare`: a noun governs the date, and no verb; `modal`: the helping verb, if any; `verb`: index of the first verb.
    """

    verbs: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    by: Actor | None = None
    to: frozenset[Actor] = frozenset()
    preposition: str = ""
    bare: bool = False
    passive: bool = False
    verb: int = -1
    noun: int = -1
    start: int = 0
    end: int = 0


def read_clauses(words: Sequence[Word], names: Names) -> list[Clause]:
    """The clause of each date of the sentence, in order of the dates."""
    dates = [index for index, word in enumerate(words) if word.tag == "date"]
    clauses: list[Clause] = []
    for group in _groups(words, dates):
        earlier = clauses[-1] if clauses else None
        clause = _read(words, group[0], group[-1], names, earlier)
        clauses.extend([clause] * len(group))
    return clauses


def _groups(words: Sequence[Word], dates: list[int]) -> list[list[int]]:
    """Dates in a list ("on 6 April, 12 April and again on 3 May") share their clause."""
    groups: list[list[int]] = []
    for index in dates:
        if groups:
            between = words[groups[-1][-1] + 1 : index]
            if len(between) <= 4 and all(
                word.tag in ("and", "comma", "prep", "adverb") and word.low not in _CLOSE for word in between
            ):
                groups[-1].append(index)
                continue
        groups.append([index])
    return groups


def _read(words: Sequence[Word], first: int, last: int, names: Names, earlier: Clause | None) -> Clause:
    at = first - 1
    preposition = ""
    while at >= 0 and (
        words[at].tag in ("prep", "det")
        or words[at].low in ("since", "before", "after", "only", "not", "until", "again", "on", "to")
    ):
        preposition = preposition or (words[at].low if words[at].tag in ("prep", "sub", "to") else "")
        at -= 1
    if at >= 0 and words[at].tag == "comma" and (preposition == "dated" or (at + 1 == first and words[at].low == "(")):
        at -= 1
    near = words[at] if at >= 0 else None
    noun = _dated_noun(words, at)
    if noun >= 0 and (preposition in _CLOSE or (at == noun and words[first - 1].low == "(")):
        return _noun_clause(words, noun, last, names, preposition)
    if near is not None and near.tag in ("comma", "and", "sub", "rel", "stop") or near is None:
        verb = _verb_after(words, last + 1)
        if verb is not None and (near is None or near.tag != "comma" or _opens(words, last + 1, verb)):
            return _verb_clause(words, verb, first, last, names, preposition)
    verb, crossed, noun = _verb_before(words, first)
    if verb is not None:
        return _verb_clause(words, verb, first, last, names, preposition)
    if noun >= 0:
        return _noun_clause(words, noun, last, names, preposition)
    onward = _verb_after(words, last + 1)
    if crossed and earlier is not None and (onward is None or not _opens(words, last + 1, onward)):
        return earlier
    if onward is not None:
        return _verb_clause(words, onward, first, last, names, preposition)
    if earlier is not None and crossed:
        return earlier
    return _verbless(words, first, last, names, preposition)


def _dated_noun(words: Sequence[Word], at: int) -> int:
    """The noun of an event that ends right before the date, with what hangs on it ("the letter to her of 3 May")."""
    for index in range(at, max(-1, at - 6), -1):
        word = words[index]
        if word.tag == "noun" and word.entry.nouns & DATED:
            return index
        if word.tag not in ("prep", "det", "actor", "adverb", "to", "word", "noun"):
            return -1
        if word.tag in ("word", "noun") and index == at:
            return -1
    return -1


def _opens(words: Sequence[Word], start: int, verb: int) -> bool:
    """Whether the words from `start` open a clause of their own up to `verb`: a subject, or the verb itself."""
    opening = [word for word in words[start:verb] if word.tag not in ("comma", "adverb", "aux", "neg", "modal")]
    if not opening:
        return True
    return opening[0].tag in ("actor", "det", "noun", "word") and opening[0].tag not in ("rel", "sub")


def _verb_before(words: Sequence[Word], first: int) -> tuple[int | None, bool, int]:
    """The nearest verb before the date within its clause, whether another date was passed, and the nearest noun."""
    noun, crossed = -1, False
    for index in range(first - 1, -1, -1):
        word = words[index]
        if word.tag == "verb":
            return index, crossed, noun
        if word.tag == "date":
            crossed = True
            noun = -1 if noun < 0 else noun
        elif word.tag == "noun" and noun < 0 and not crossed and word.entry.nouns & DATED:
            noun = index
        elif word.tag == "stop" or word.tag == "rel":
            return None, crossed, noun
        elif word.tag == "sub" and word.low not in ("since", "before", "after", "as", "so", "than", "once"):
            return None, crossed, noun
        elif word.low in ("after", "before", "since") and noun >= 0:
            return None, crossed, noun
    return None, crossed, noun


def _verb_after(words: Sequence[Word], start: int) -> int | None:
    """The verb of the clause that begins at `start`; subordinate clauses on the way are passed over."""
    index = start
    while index < len(words):
        word = words[index]
        if word.tag == "verb":
            return index
        if word.tag == "stop" and word.low in ";:":
            if index > start:
                return None
        elif word.tag == "rel" or (word.tag == "sub" and word.low not in ("so",)):
            if index <= start + 1 and word.tag == "rel":
                return None
            comma = next((n for n in range(index + 1, len(words)) if words[n].tag == "comma"), None)
            if comma is None:
                return None
            index = comma
        index += 1
    return None


def _verb_clause(words: Sequence[Word], verb: int, first: int, last: int, names: Names, preposition: str) -> Clause:
    main, chain = _chain(words, verb)
    subject = subject_of(words, main, names)
    start = min(subject.start, first) if verb > last else subject.start
    end = _end(words, max(last + 1, verb + 1))
    if verb > last:
        for index in range(verb + 1, end):
            if words[index].tag == "verb" and words[index - 1].tag == "to":
                chain.append(index)
    classes = frozenset().union(
        *(words[index].entry.verbs or _AUXILIARY[words[index].tag == "verb"] for index in chain)
    )
    by = agent_of(words, verb, end, names) if subject.passive else subject.actor
    passive_thing = subject.passive or subject.actor is None
    nouns = _nouns(words, main + 1, end, topics=True)
    if passive_thing:
        nouns |= _nouns(words, max(0, subject.start), main, topics=False)
        if by is None and subject.actor is None and words[main].entry.form in ("past", "participle"):
            by = agent_of(words, verb, end, names)
    to = _objects(words, main + 1, end, names)
    if subject.passive and subject.actor is not None:
        to |= {subject.actor}
        if by is None and classes & _ADDRESSED:
            by = Actor.LANDLORD if subject.actor is Actor.RESIDENT else None
    if subject.family and classes & _SPOKEN and by is Actor.THIRD_PARTY and not subject.passive:
        by = Actor.RESIDENT
    return Clause(classes, nouns, by, frozenset(to), preposition, False, subject.passive, main, -1, start, end)


_AUXILIARY = {True: frozenset(["be"]), False: frozenset[str]()}
# verbs with which the one who is told or asked is the subject of the passive
_ADDRESSED = frozenset(["tell", "ask", "send", "speak", "write", "contact", "offer", "pay", "visit"])
# what relatives do on behalf of a resident
_SPOKEN = frozenset(["complain", "report", "tell", "write", "speak", "contact", "ask", "chase", "escalate"])


def _chain(words: Sequence[Word], verb: int) -> tuple[int, list[int]]:
    """The main verb of the one at `verb`, and all that hang together: "asked for it to go to stage 2"."""
    chain = [verb]
    main = verb
    while main > 0 and len(chain) < 4:
        before = main - 1
        while before >= 0 and words[before].tag in ("adverb", "aux", "neg"):
            before -= 1
        infinitive = before >= 0 and words[before].tag == "to"
        gerund = (
            words[main].entry.form == "ing"
            and before >= 0
            and words[before].tag in ("prep", "comma", "verb", "noun", "actor", "word")
            and not words[before].low.startswith("led")
        )
        if not infinitive and not (gerund and words[before].tag in ("prep", "verb")):
            break
        earlier = None
        for index in range(before - 1 if words[before].tag != "verb" else before, -1, -1):
            if words[index].tag == "verb":
                earlier = index
                break
            if words[index].tag in ("stop", "rel", "sub"):
                break
        if earlier is None:
            break
        chain.append(earlier)
        main = earlier
    return main, chain


def _end(words: Sequence[Word], start: int) -> int:
    """Where the clause ends: at a subordinate clause, a stop, another verb's part or another date's."""
    for index in range(start, len(words)):
        word = words[index]
        if word.tag in ("rel", "sub", "stop"):
            return index
        if word.tag == "date" and index > start:
            return index
        if word.tag in ("and", "comma") and _new_verb(words, index + 1):
            return index
    return len(words)


def _new_verb(words: Sequence[Word], start: int) -> bool:
    """Whether a verb of its own follows: "… and responded", "…, the landlord said"."""
    for word in words[start : start + 5]:
        if word.tag == "verb" or word.tag == "modal":
            return True
        if word.tag in ("rel", "sub", "stop", "date", "comma", "to", "prep"):
            return False
    return False


def _nouns(words: Sequence[Word], start: int, end: int, *, topics: bool) -> frozenset[str]:
    """The classes of the nouns; of what a call or letter was about only the problems, unless `topics` is False."""
    found: set[str] = set()
    topical = False
    for word in words[start:end]:
        if word.low in _TOPIC:
            topical = True
        elif word.tag == "verb":
            topical = False
        if word.entry.nouns and word.tag in ("noun", "verb", "actor", "word"):
            if word.tag != "verb":
                found |= word.entry.nouns & {"problem"} if topical else word.entry.nouns
    return frozenset(found)


def _objects(words: Sequence[Word], start: int, end: int, names: Names) -> set[Actor]:
    """To, with or from whom: the actors after the verb that own nothing."""
    found: set[Actor] = set()
    for index in range(start, end):
        word = words[index]
        if word.tag == "actor" and not (word.owner and word.low != "her"):
            named = names[index]
            if named:
                found.add(named.actor)
    return found


def _noun_clause(words: Sequence[Word], noun: int, last: int, names: Names, preposition: str) -> Clause:
    """The clause of a date that hangs on a noun: "the landlord’s letter of 3 May"."""
    begin = noun
    nouns = set(words[noun].entry.nouns)
    while begin > 0 and words[begin - 1].tag in ("noun", "word", "actor", "det", "adverb", "verb") and noun - begin < 6:
        begin -= 1
        if words[begin].tag == "verb" and words[begin].entry.form != "past":
            begin += 1
            break
        if words[begin].tag == "noun":
            nouns |= words[begin].entry.nouns
        if words[begin].tag == "det":
            break
    by, to = _owner(words, begin, noun, last, names)
    opening = words[begin - 1].tag if begin else "stop"
    if by is None and opening in ("prep", "sub") and begin <= 2 or (by is None and begin == 0):
        verb = _verb_after(words, last + 1)
        if verb is not None and opening in ("prep", "sub"):
            by = subject_of(words, verb, names).actor
    return Clause(frozenset(), frozenset(nouns), by, frozenset(to), preposition, True, False, -1, noun, begin, last + 1)


def _owner(words: Sequence[Word], begin: int, noun: int, last: int, names: Names) -> tuple[Actor | None, set[Actor]]:
    """Whose the noun is: its owner, or who it is from or by; and to or with whom."""
    by: Actor | None = None
    to: set[Actor] = set()
    for index in range(max(0, begin - 1), noun):
        if words[index].tag == "actor":
            named = names[index]
            if named and (words[index].owner or index + 1 == noun):
                by = named.actor
    for index in range(noun + 1, min(len(words), last + 8)):
        word = words[index]
        if word.tag in ("verb", "stop", "rel", "aux") or (word.tag == "comma" and index > last):
            break
        if word.tag == "actor" and not word.owner:
            named = names[index]
            if named is None:
                continue
            lead = next((w.low for w in reversed(words[noun + 1 : index]) if w.tag in ("prep", "to")), "")
            if lead in ("from", "by"):
                by = named.actor
                if named.actor is Actor.OMBUDSMAN:
                    to.add(named.actor)
            elif lead in ("to", "with", "between"):
                to.add(named.actor)
    return by, to


def _verbless(words: Sequence[Word], first: int, last: int, names: Names, preposition: str) -> Clause:
    """A note without a verb: "03/04/2020 – letter to tenant"."""
    nouns = _nouns(words, 0, len(words), topics=False)
    by: Actor | None = None
    to: set[Actor] = set()
    for index, word in enumerate(words):
        named = names[index]
        if named is None or word.owner:
            continue
        if index and words[index - 1].tag in ("prep", "to") and words[index - 1].low in ("to", "with"):
            to.add(named.actor)
        elif by is None:
            by = named.actor
    return Clause(frozenset(), nouns, by, frozenset(to), preposition, True, False, -1, first, 0, len(words))
