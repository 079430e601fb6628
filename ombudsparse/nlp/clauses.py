"""Which words of a sentence tell what happened on each of its dates."""

from collections.abc import Sequence

from msgspec import Struct

from ombudsparse.nlp.actors import Names, Subject, agent_of, subject_of
from ombudsparse.nlp.words import Word
from ombudsparse.records import Actor

# Nouns that a date can hang on: "the letter of 3 May", "a visit on 3 May"
DATED = frozenset(
    ["report", "letter", "call", "visit", "inspection", "response", "complaint", "escalation", "acknowledgement",
     "appointment", "decision", "legal", "works", "job", "risk_assessment", "action_plan", "offer", "referral",
     "query", "accommodation", "review", "policy", "tenancy"]
)  # fmt: skip
# Nouns that name how somebody said something: "told us in an email of 3 May" is what was told
_MEANS = frozenset(["letter", "call", "query"])
_CLOSE = frozenset(["of", "dated"])  # "the letter of 3 May": the date is the noun's
_LEADS = frozenset(["in", "after", "following", "during", "since", "before", "despite"])
_MEANS_LEADS = frozenset(["in", "by", "via", "during", "at"])
# "called about the leak": what follows is no part of what was done
_TOPIC = frozenset(["about", "regarding", "concerning", "following", "after", "before", "because", "since", "despite", "against", "than", "line"])
# "The landlord’s notes show that it called": what they show is what happened
_EVIDENTIAL = frozenset(["show", "shows", "showed", "indicate", "indicates", "suggest", "suggests", "record", "recorded", "state", "note", "noted", "confirm", "demonstrate", "evidence", "say", "said"])
# what relatives do on behalf of a resident
_SPOKEN = frozenset(["make", "send", "complain", "report", "tell", "write", "speak", "contact", "ask", "chase", "escalate", "bring"])
# verbs whose infinitive is a purpose, and the purposes that say what kind of contact it was
_WITH_PURPOSE = frozenset(["order", "instruct", "book", "contact", "speak", "write", "tell", "reply", "visit", "send"])
_PURPOSES = frozenset(["escalate", "acknowledge", "chase", "complain", "report"])
_ANSWERS = frozenset(["reply"])
# verbs with which the one who is told or asked is the subject of the passive
_ADDRESSED = frozenset(["tell", "ask", "send", "speak", "write", "contact", "offer", "pay", "visit"])
# what a resident's words to the landlord are about, when they follow in a clause of their own
_COMPLEMENT = frozenset(["problem", "dissatisfaction", "stage_2", "escalation", "response"])


class Clause(Struct, frozen=True):
    """What the rules ask about the words around a date.

    `verbs`, `nouns`: their classes; `by`: who acts; `to`: to or with whom; `preposition`: the word before the date;
    `bare`: a noun governs the date, and no verb; `passive`; `verb`: index of the main verb, or -1; `start` to `end`:
    the words of the clause. `owner`: whose the thing is that the clause is about, where nobody acts.
    """

    verbs: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    by: Actor | None = None
    to: frozenset[Actor] = frozenset()
    preposition: str = ""
    bare: bool = False
    passive: bool = False
    verb: int = -1
    start: int = 0
    end: int = 0
    owner: Actor | None = None


def read_clauses(words: Sequence[Word], names: Names) -> list[Clause]:
    """The clause of each date of the sentence, in order of the dates."""
    clauses: list[Clause] = []
    for group in _groups(words):
        clause = _read(words, group[0], group[-1], names, clauses[-1] if clauses else None)
        clauses.extend([clause] * len(group))
    return clauses


def _groups(words: Sequence[Word]) -> list[list[int]]:
    """Dates in a list ("on 6 April, 12 April and again on 3 May") share their clause."""
    groups: list[list[int]] = []
    for index, word in enumerate(words):
        if word.tag != "date":
            continue
        if groups:
            between = words[groups[-1][-1] + 1 : index]
            if len(between) <= 4 and all(
                other.tag in ("and", "comma", "prep", "adverb") and other.low not in _CLOSE for other in between
            ):
                groups[-1].append(index)
                continue
        groups.append([index])
    return groups


def _read(words: Sequence[Word], first: int, last: int, names: Names, earlier: Clause | None) -> Clause:
    at, preposition = _before(words, first)
    near = words[at] if at >= 0 else None
    if near is None or near.tag in ("comma", "and", "sub", "rel", "stop"):
        after = words[last + 1] if last + 1 < len(words) else None
        if earlier is not None and after is not None and after.low in ("that", "to") and near is not None:
            return earlier  # "told it on 3 May that …, and on 4 May that …"
        onward = _verb_after(words, last + 1)
        if onward is not None and _opens(words, last + 1, onward) and not (near and near.tag == "comma" and preposition == "dated"):
            return _verb_clause(words, onward, first, last, names, preposition)
    noun, lead = _dated_noun(words, at)
    verb, crossed = _verb_before(words, first)
    if verb is None and noun < 0 and near is not None and near.tag not in ("comma", "and", "sub", "rel", "stop"):
        noun, lead = _antecedent_noun(words, first)
        if noun >= 0:  # "the complaint, which its log dates 3 May"
            return _noun_clause(words, noun, last, names, preposition, lead)
    if noun >= 0:
        attached = preposition in _CLOSE or (at == noun and first > 0 and words[first - 1].low == "(")
        evident = verb is not None and words[verb].low in _EVIDENTIAL and words[verb - 1].tag != "actor"
        means = verb is not None and not evident and lead in _MEANS_LEADS and bool(words[noun].entry.nouns & _MEANS)
        if not means and (attached or verb is None or evident or (lead in _LEADS and preposition == "on")):
            return _noun_clause(words, noun, last, names, preposition, lead)
    if verb is not None:
        cleft = "be" in words[verb].entry.verbs and last + 1 < len(words) and words[last + 1].low in ("that", "when")
        inner = _verb_after(words, last + 2) if cleft and words[verb - 1].low == "it" else None
        if inner is not None:  # "It was not until 3 May that the landlord replied"
            return _verb_clause(words, inner, first, last, names, "until")
        return _verb_clause(words, verb, first, last, names, preposition)
    onward = _verb_after(words, last + 1)
    if crossed and earlier is not None and (onward is None or not _opens(words, last + 1, onward)):
        return earlier
    if onward is not None:
        return _verb_clause(words, onward, first, last, names, preposition)
    return earlier if earlier is not None and crossed else _verbless(words, names, preposition)


def _before(words: Sequence[Word], first: int) -> tuple[int, str]:
    """The word before a date that is no preposition of it, and the preposition."""
    at = first - 1
    preposition = ""
    while at >= 0 and (words[at].tag in ("prep", "to") or words[at].low in ("the", "since", "before", "after", "until", "till")):
        preposition = preposition or (words[at].low if words[at].low != "the" else "")
        at -= 1
    while at >= 0 and words[at].tag in ("adverb", "neg"):
        at -= 1
    if at > 0 and ((preposition == "dated" and words[at].low in (",", "is", "was", "and")) or words[at].low == "("):
        at -= 1
    return at, preposition


def _dated_noun(words: Sequence[Word], at: int) -> tuple[int, str]:
    """The noun of an event that ends right before the date, with what hangs on it ("the letter to her of 3 May"), and
    the preposition that leads it ("in")."""
    for index in range(at, max(-1, at - 8), -1):
        word = words[index]
        if word.tag == "noun" and word.entry.nouns & DATED:
            begin = _phrase_start(words, index)
            lead = words[begin - 1].low if begin > 0 else ""
            if lead in ("to", "of", "about") and at == index and begin > 1:  # "its response to the enquiry on 3 May"
                whole = _dated_noun(words, begin - 2)
                return whole if whole[0] >= 0 else (index, lead)
            return index, lead
        if word.tag not in ("prep", "det", "actor", "adverb", "to", "word", "noun", "and"):
            return -1, ""
        if index == at and word.tag in ("word", "noun", "and"):
            return -1, ""
    return -1, ""


def _antecedent_noun(words: Sequence[Word], first: int) -> tuple[int, str]:
    """The noun of an event before the relative clause that the date stands in, where no verb is known in it."""
    for index in range(first - 1, 1, -1):
        if words[index].tag == "rel":
            return _dated_noun(words, index - 2 if words[index - 1].tag == "comma" else index - 1)
        if words[index].tag in ("verb", "stop", "sub", "comma", "date"):
            break
    return -1, ""


def _phrase_start(words: Sequence[Word], noun: int) -> int:
    """The first word of the noun phrase that `noun` ends."""
    begin = noun
    while begin > 0 and noun - begin < 7:
        before = words[begin - 1]
        participle = before.tag == "verb" and before.entry.form == "past" and begin > 1 and words[begin - 2].tag in ("det", "word")
        if before.tag not in ("noun", "word", "actor", "det", "adverb") and not participle:
            break
        if before.tag == "actor" and not before.owner and words[begin].tag in ("det", "actor"):
            break
        begin -= 1
    return begin


def _opens(words: Sequence[Word], start: int, verb: int) -> bool:
    """Whether the words from `start` open a clause of their own up to `verb`: a subject, or the verb itself."""
    opening = [word for word in words[start:verb] if word.tag not in ("comma", "adverb", "aux", "neg", "modal")]
    return not opening or opening[0].tag in ("actor", "det", "noun", "word", "prep")


def _verb_before(words: Sequence[Word], first: int) -> tuple[int | None, bool]:
    """The nearest verb before the date within its clause, and whether another date was passed on the way."""
    crossed = False
    for index in range(first - 1, -1, -1):
        word = words[index]
        if word.tag == "verb":
            return index, crossed
        if word.tag == "date":
            crossed = True
        elif word.tag in ("stop", "rel") or (word.tag == "sub" and word.low not in ("since", "before", "after", "until", "till", "as", "so", "than")):
            return None, crossed
    return None, crossed


def _verb_after(words: Sequence[Word], start: int) -> int | None:
    """The verb of the clause that begins at `start`; subordinate clauses on the way are passed over."""
    index = start
    while index < len(words):
        word = words[index]
        if word.tag == "verb":
            if word.entry.form != "ing" or index == start or words[index - 1].tag != "comma":
                return _shown(words, index)
            index = next((n for n in range(index + 1, len(words)) if words[n].tag == "comma"), index)  # "…, acting for her,"
        if word.tag == "stop" and word.low in ";:" and index > start:
            return None
        if word.tag == "rel" or word.tag == "sub":
            if index <= start + 1 and word.tag == "rel":
                return None
            comma = next((n for n in range(index + 1, len(words)) if words[n].tag == "comma"), None)
            if comma is None:
                return None
            index = comma
        index += 1
    return None


def _shown(words: Sequence[Word], verb: int) -> int:
    """The verb of what records show: "the notes indicate that it called", "noted that it had reviewed"."""
    if words[verb].low in _EVIDENTIAL and verb + 2 < len(words) and words[verb + 1].low == "that":
        records = verb and words[verb - 1].entry.party is not None and "record" in words[verb - 1].entry.nouns
        itself = words[verb].low == "noted" and words[verb + 2].low in ("it", "they", "its")
        if records or itself:
            inner = _verb_after(words, verb + 2)
            return verb if inner is None else inner
    return verb


def _verb_clause(
    words: Sequence[Word], verb: int, first: int, last: int, names: Names, preposition: str
) -> Clause:
    main, chain = _chain(words, verb)
    subject = subject_of(words, main, names)
    end = _end(words, max(last + 1, verb + 1))
    verbs = _classes(words, main, chain) | _later_classes(words, main, max(verb, last) + 1, end)
    by = agent_of(words, verb, end, names) if subject.passive else subject.actor
    if by is None and subject.actor is None and words[main].entry.form in ("past", "participle"):
        by = agent_of(words, verb, end, names)
    nouns = _nouns(words, main + 1, end) | _subject_nouns(words, subject, main, last if verb > last else -1)
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
    if subject.family and verbs & _SPOKEN and by is Actor.THIRD_PARTY and not subject.passive:
        by = Actor.RESIDENT
    if by is Actor.RESIDENT and verbs & _SPOKEN:
        verbs, nouns = _with_complement(words, end, verbs, nouns)
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


def _with_complement(
    words: Sequence[Word], end: int, verbs: frozenset[str], nouns: frozenset[str]
) -> tuple[frozenset[str], frozenset[str]]:
    """Verbs and nouns with what the resident said: "told it that he was unhappy and wanted to escalate"."""
    for word in words[end:]:
        if word.tag == "date" or word.low == ";":
            break
        nouns |= word.entry.nouns & _COMPLEMENT
        if word.tag == "verb":
            verbs |= word.entry.verbs & {"escalate"}
    return verbs, nouns


def _thing_owner(words: Sequence[Word], subject: Subject, main: int, names: Names) -> Actor | None:
    """Whose the thing is that the clause is about: "the resident’s stairlift stopped"."""
    for index in range(max(0, subject.start), main):
        named = names[index]
        if named is not None and words[index].owner:
            return named.actor
    return None


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
        if word.tag in ("verb", "modal", "aux"):
            return True
        if word.tag in ("rel", "sub", "stop", "date", "comma", "to", "prep"):
            return False
    return False


def _nouns(words: Sequence[Word], start: int, end: int) -> frozenset[str]:
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


def _subject_nouns(words: Sequence[Word], subject: Subject, main: int, last: int) -> frozenset[str]:
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
            found |= frozenset().union(*(word.entry.nouns & {"stage_1", "stage_2", "response", "escalation"} for word in opening))
    for word in words[begin:main]:
        if word.tag in ("actor", "noun"):
            found |= word.entry.nouns & {"inspector", "panel", "staff"}
    return found


def _objects(words: Sequence[Word], start: int, end: int, names: Names) -> set[Actor]:
    """To, with or from whom: the actors after the verb that own nothing."""
    return {
        named.actor
        for index in range(start, end)
        if (named := names[index]) is not None and not (words[index].owner and words[index].low != "her")
    }


def _noun_clause(
    words: Sequence[Word], noun: int, last: int, names: Names, preposition: str, lead: str
) -> Clause:
    """The clause of a date that hangs on a noun: "the landlord’s letter of 3 May"."""
    begin = _phrase_start(words, noun)
    nouns = frozenset().union(*(word.entry.nouns for word in words[begin : noun + 1] if word.tag in ("noun", "actor")))
    if "acknowledgement" in nouns:  # "At stage 2 it had 20 days from its acknowledgement of 3 May"
        nouns |= frozenset().union(*(word.entry.nouns & {"stage_1", "stage_2"} for word in words[:noun]))
    by, to = _owner(words, begin, noun, last, names)
    if by is None and lead in _LEADS:  # "In an email dated 3 May, the landlord stated"
        onward = _verb_after(words, last + 1)
        if onward is not None:
            subject = subject_of(words, onward, names)
            by = None if subject.passive else subject.actor
    return Clause(frozenset(), nouns, by, frozenset(to), preposition, True, False, -1, begin, last + 1)


def _owner(
    words: Sequence[Word], begin: int, noun: int, last: int, names: Names
) -> tuple[Actor | None, set[Actor]]:
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


def _verbless(words: Sequence[Word], names: Names, preposition: str) -> Clause:
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
    return Clause(frozenset(), _nouns(words, 0, _note_end(words)), by, frozenset(to), preposition, bare=True, end=len(words))


def _note_end(words: Sequence[Word]) -> int:
    """Where the first part of a note ends: "letter to tenant, emergency jobs only until further notice"."""
    told = False
    for index, word in enumerate(words):
        if told and word.tag in ("comma", "stop"):
            return index
        told = told or word.tag in ("noun", "actor")
    return len(words)
