"""The clause of a date that hangs on a verb: what was done, by whom, and to or with whom."""

from collections.abc import Sequence

from ombudsparse.nlp.clauses.actors import Names
from ombudsparse.nlp.clauses.clause import Clause
from ombudsparse.nlp.clauses.complements import done_there, said_by_resident, said_in_answer, said_of_complaint
from ombudsparse.nlp.clauses.subjects import Subject, agent_of, subject_of
from ombudsparse.nlp.clauses.words import Word
from ombudsparse.records import Actor

# "called about the leak": what follows is no part of what was done
_TOPIC = frozenset(
    ["about", "regarding", "concerning", "following", "after", "before", "because", "since", "despite", "against",
     "than", "line", "without"]
)  # fmt: skip
# what relatives do on behalf of a resident
_SPOKEN = frozenset(
    ["make", "send", "complain", "report", "tell", "write", "speak", "contact", "ask", "chase", "escalate", "bring"]
)
# verbs whose infinitive is a purpose, and the purposes that say what kind of contact it was
_WITH_PURPOSE = frozenset(["order", "instruct", "book", "contact", "speak", "write", "tell", "reply", "visit", "send"])
_PURPOSES = frozenset(["escalate", "acknowledge", "chase", "complain", "report"])
_ANSWERS = frozenset(["reply"])
_TO_SOMEBODY = frozenset(["tell", "ask", "speak", "contact"])
_TOLD = frozenset(["tell", "reply", "write", "ask"])
_CAME = frozenset(["visit", "come"])
# verbs with which the one who is told or asked is the subject of the passive
_ADDRESSED = frozenset(["tell", "ask", "send", "speak", "write", "contact", "offer", "pay", "visit"])


def verb_clause(words: Sequence[Word], verb: int, first: int, last: int, names: Names, preposition: str) -> Clause:
    """The clause of the verb at `verb`, for the date or dates at `first` to `last`."""
    main, chain = _chain(words, verb)
    subject = subject_of(words, main, names)
    if subject.passive and words[subject.start].low == "it" and not words[main].entry.verbs & _TO_SOMEBODY:
        subject = Subject(None, subject.start, True)  # "it was sent on 3 May": a thing
    end = clause_end(words, max(last + 1, verb + 1))
    verbs = _classes(words, main, chain) | _later_classes(words, main, max(verb, last) + 1, end)
    by = agent_of(words, verb, end, names) if subject.passive else subject.actor
    if by is None and subject.actor is None and words[main].entry.form in ("past", "participle"):
        by = agent_of(words, verb, end, names)
    nouns = object_nouns(words, main + 1, end) | subject_nouns(words, subject, main, last if verb > last else -1)
    to = _objects(words, main + 1, end, names)
    if subject.passive and subject.actor is not None:
        to.add(subject.actor)
        if by is None and verbs & _ADDRESSED:  # "the resident was told", "the landlord was informed"
            by = {Actor.RESIDENT: Actor.LANDLORD, Actor.LANDLORD: Actor.RESIDENT}.get(subject.actor)
    if verbs & _ANSWERS and any(
        named is not None and named.actor is Actor.OMBUDSMAN and not words[index].owner
        for index, named in enumerate(names[: max(0, subject.start)])
    ):
        to.add(Actor.OMBUDSMAN)  # "When we asked for its notes it replied on 3 May"
    if verbs & _TOLD and said_in_answer(words, main):
        to.add(Actor.OMBUDSMAN)
    if subject.family and verbs & _SPOKEN and by is Actor.THIRD_PARTY and not subject.passive:
        by = Actor.RESIDENT
    if by is Actor.RESIDENT and verbs & _SPOKEN:
        verbs, nouns = said_by_resident(words, end, verbs, nouns)
    if verbs & _TOLD and (by is Actor.LANDLORD or Actor.OMBUDSMAN in to):
        nouns |= said_of_complaint(words, end)
    if verbs & _CAME:
        verbs |= done_there(words, max(verb, last) + 1)
    if by is None and subject.passive and subject.actor is Actor.CONTRACTOR:
        by = Actor.CONTRACTOR  # "a plasterer was booked for 3 May"
    owner = None if by else _thing_owner(words, subject, main, names)
    if subject.passive and "receive" in verbs:
        by = by or owner  # "the resident's form was received"
    there = verbs == {"be"} and any(word.low == "there" for word in words[subject.start : main])
    return Clause(verbs, nouns, by, frozenset(to), preposition, there, subject.passive, main, subject.start, end, owner)


def _classes(words: Sequence[Word], main: int, chain: Sequence[int]) -> frozenset[str]:
    """The classes of the verbs; of a purpose ("rang to check") only what the call itself was."""
    own = words[main].entry.verbs
    others = frozenset().union(*(words[index].entry.verbs for index in chain))
    return own | (others & _PURPOSES) if own & _WITH_PURPOSE else own | others


def _later_classes(words: Sequence[Word], main: int, start: int, end: int) -> frozenset[str]:
    """What was asked, or done by it, where it follows: "asked on 3 May for it to be reviewed", "wrote on 3 May
    acknowledging it"; but "agreed on 3 May to replace it" did not replace it."""
    later = frozenset().union(
        *(
            words[index].entry.verbs
            for index in range(start, end)
            if words[index].tag == "verb"
            and ("to" in (words[index - 1].tag, words[index - 2].tag) or words[index].entry.form == "ing")
        )
    )
    return later if "ask" in words[main].entry.verbs else later & _PURPOSES


def _thing_owner(words: Sequence[Word], subject: Subject, main: int, names: Names) -> Actor | None:
    """Whose the thing is that the clause is about: "the resident’s stairlift stopped"."""
    for index in range(max(0, subject.start), main):
        named = names[index]
        if named is not None and words[index].owner:
            return named.actor
    return None


# what was only said is no deed
_WORDS = frozenset(["tell", "report", "ask", "chase", "complain", "reply"])


def carried_out(words: Sequence[Word]) -> tuple[frozenset[str], frozenset[str]]:
    """Verbs and nouns of what the end of a sentence tells of, for a following "It did so on 3 May"."""
    for index in range(len(words) - 1, -1, -1):
        word = words[index]
        if word.tag == "verb" and word.entry.verbs - {"unknown", "be", "other"}:
            if word.entry.verbs & _WORDS:
                break
            return word.entry.verbs, object_nouns(words, index + 1, len(words))
    return frozenset(), frozenset()


def _chain(words: Sequence[Word], verb: int) -> tuple[int, list[int]]:
    """The main verb of the one at `verb`, and all that hang together: "asked for it to go to stage 2"."""
    chain = [verb]
    main = verb
    while main > 0 and len(chain) < 4:
        before = main - 1
        while before >= 0 and words[before].tag in ("adverb", "aux", "neg"):
            before -= 1
        infinitive = before >= 0 and words[before].tag == "to"
        gerund = words[main].entry.form == "ing" and before >= 0 and words[before].tag in ("prep", "verb", "comma")
        if not infinitive and not gerund:
            break
        earlier = None
        for index in range(before if words[before].tag == "verb" else before - 1, -1, -1):
            if words[index].tag == "verb":
                earlier = index
                break
            if words[index].tag in ("stop", "rel", "sub") or (gerund and words[index].tag == "date"):
                break
        if earlier is None or (gerund and words[before].tag == "comma"):
            break
        chain.append(earlier)
        main = earlier
    return main, chain


def clause_end(words: Sequence[Word], start: int) -> int:
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
        if word.tag in ("verb", "modal", "aux"):
            return True
        if word.tag in ("rel", "sub", "stop", "date", "comma", "to", "prep"):
            return False
    return False


def object_nouns(words: Sequence[Word], start: int, end: int) -> frozenset[str]:
    """The classes of the nouns; of what a call or letter was about only the problems."""
    found: frozenset[str] = frozenset()
    topical = False
    for word in words[start:end]:
        if word.low in _TOPIC:
            topical = True
        elif word.tag == "verb":
            topical = False
            found |= word.entry.nouns & {"review", "escalation"}  # "asked for it to be reviewed"
        elif word.entry.nouns:
            found |= word.entry.nouns & {"problem"} if topical else word.entry.nouns
    return found


def subject_nouns(words: Sequence[Word], subject: Subject, main: int, last: int) -> frozenset[str]:
    """The nouns before the verb: of a thing all, of an actor its own ("surveyor"), of "In its stage 2 response the
    landlord said" those of the opening."""
    begin = max(0, subject.start)
    if subject.actor is None or subject.passive:
        return frozenset().union(*(word.entry.nouns for word in words[begin:main] if word.tag != "verb"))
    found: frozenset[str] = frozenset()
    at = begin - 1
    while at >= 0 and words[at].tag in ("rel", "comma") and any(word.tag == "rel" for word in words[at:begin]):
        at -= 1
    if at >= 0 and words[at].tag == "noun":
        found |= words[at].entry.nouns  # "the referral it made", "an injunction, which it had applied for"
    if last >= 0 and last + 1 < main:
        opening = [word for word in words[last + 1 : main] if word.tag not in ("comma", "stop")]
        if opening and opening[0].low in ("in", "at"):
            found |= frozenset().union(
                *(word.entry.nouns & {"stage_1", "stage_2", "response", "escalation"} for word in opening)
            )
    for word in words[begin:main]:
        if word.tag in ("actor", "noun"):
            found |= word.entry.nouns & {"inspector", "panel", "staff", "bench"}
    return found


def _objects(words: Sequence[Word], start: int, end: int, names: Names) -> set[Actor]:
    """To, with or from whom: the actors after the verb that own nothing."""
    return {
        named.actor
        for index in range(start, end)
        if (named := names[index]) is not None and not (words[index].owner and words[index].low != "her")
    }
