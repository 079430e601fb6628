"""What a date hangs on: the noun or the verb before it, or the verb of the clause that it opens."""

from collections.abc import Sequence

from ombudsparse.nlp.clauses.words import Word

# Nouns that a date can hang on: "the letter of 3 May", "a visit on 3 May"
_DATED = frozenset(
    ["report", "letter", "call", "visit", "inspection", "response", "complaint", "escalation", "acknowledgement",
     "appointment", "decision", "legal", "works", "job", "risk_assessment", "action_plan", "offer", "referral",
     "query", "accommodation", "review", "policy", "tenancy", "deadline"]
)  # fmt: skip
# what is done on a day, whatever it is done to: "from the report to the repair on 3 May"
_DONE = frozenset(["works", "visit", "inspection", "appointment"])
# "The landlord’s notes show that it called": what they show is what happened
EVIDENTIAL = frozenset(
    [
        "show",
        "shows",
        "showed",
        "indicate",
        "indicates",
        "suggest",
        "suggests",
        "record",
        "recorded",
        "state",
        "note",
        "noted",
        "confirm",
        "demonstrate",
        "evidence",
        "say",
        "said",
    ]
)


def dated_noun(words: Sequence[Word], at: int, preposition: str = "") -> tuple[int, str]:
    """The noun of an event that ends right before the date, with what hangs on it ("the letter to her of 3 May"), and
    the preposition that leads it ("in")."""
    for index in range(at, max(-1, at - 8), -1):
        word = words[index]
        if word.tag == "noun" and word.entry.nouns & _DATED:
            begin = phrase_start(words, index)
            lead = words[begin - 1].low if begin > 0 else ""
            if (
                preposition == "on"
                and lead in ("to", "of", "about")
                and at == index
                and begin > 1
                and not word.entry.nouns & _DONE
            ):  # "its response to the enquiry on 3 May"
                whole = dated_noun(words, begin - 2)
                return whole if whole[0] >= 0 else (index, lead)
            return index, lead
        if word.tag not in ("prep", "det", "actor", "adverb", "to", "word", "noun", "and"):
            return -1, ""
        if index == at and word.tag in ("word", "noun", "and"):
            return -1, ""
    return -1, ""


def antecedent_noun(words: Sequence[Word], first: int) -> tuple[int, str]:
    """The noun of an event before the relative clause that the date stands in, where no verb is known in it."""
    for index in range(first - 1, 1, -1):
        if words[index].tag == "rel":
            return dated_noun(words, index - 2 if words[index - 1].tag == "comma" else index - 1)
        if words[index].tag in ("verb", "stop", "sub", "comma", "date"):
            break
    return -1, ""


def phrase_start(words: Sequence[Word], noun: int) -> int:
    """The first word of the noun phrase that `noun` ends."""
    begin = noun
    while begin > 0 and noun - begin < 7:
        before = words[begin - 1]
        participle = (
            before.tag == "verb"
            and before.entry.form == "past"
            and begin > 1
            and words[begin - 2].tag in ("det", "word")
        )
        if before.tag not in ("noun", "word", "actor", "det", "adverb") and not participle:
            break
        if before.tag == "actor" and not before.owner and words[begin].tag in ("det", "actor"):
            break
        begin -= 1
    return begin


def opens(words: Sequence[Word], start: int, verb: int) -> bool:
    """Whether the words from `start` open a clause of their own up to `verb`: a subject, or the verb itself."""
    opening = [word for word in words[start:verb] if word.tag not in ("comma", "adverb", "aux", "neg", "modal")]
    return not opening or opening[0].tag in ("actor", "det", "noun", "word", "prep")


def verb_before(words: Sequence[Word], first: int) -> tuple[int | None, bool]:
    """The nearest verb before the date within its clause, and whether another date was passed on the way."""
    crossed = False
    for index in range(first - 1, -1, -1):
        word = words[index]
        if word.tag == "verb":
            return index, crossed
        if word.tag == "date":
            crossed = True
        elif word.tag in ("stop", "rel") or (
            word.tag == "sub" and word.low not in ("since", "before", "after", "until", "till", "as", "so", "than")
        ):
            return None, crossed
    return None, crossed


def verb_after(words: Sequence[Word], start: int) -> int | None:
    """The verb of the clause that begins at `start`; subordinate clauses on the way are passed over."""
    index = start
    while index < len(words):
        word = words[index]
        if word.tag == "verb":
            if word.entry.form != "ing" or index == start or words[index - 1].tag != "comma":
                return _shown(words, index)
            index = next(
                (n for n in range(index + 1, len(words)) if words[n].tag == "comma"), index
            )  # "…, acting for her,"
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
    if words[verb].low in EVIDENTIAL and verb + 2 < len(words) and words[verb + 1].low == "that":
        records = verb and words[verb - 1].entry.party is not None and "record" in words[verb - 1].entry.nouns
        itself = words[verb].low == "noted" and words[verb + 2].low in ("it", "they", "its")
        if records or itself:
            inner = verb_after(words, verb + 2)
            return verb if inner is None else inner
    return verb
