"""Which words of a sentence tell what happened on each of its dates."""

from collections.abc import Sequence

from msgspec.structs import replace

from ombudsparse.nlp.clauses.actors import Names
from ombudsparse.nlp.clauses.clause import Clause
from ombudsparse.nlp.clauses.governors import (
    EVIDENTIAL,
    antecedent_noun,
    dated_noun,
    opens,
    phrase_start,
    verb_after,
    verb_before,
)
from ombudsparse.nlp.clauses.noun_clauses import LEADS, noun_clause, verbless_clause
from ombudsparse.nlp.clauses.verb_clauses import verb_clause
from ombudsparse.nlp.clauses.words import Word
from ombudsparse.records import Actor

# Nouns that name how somebody said something: "told us in an email of 3 May" is what was told
_MEANS = frozenset(["letter", "call", "query"])
_CLOSE = frozenset(["of", "dated"])  # "the letter of 3 May": the date is the noun's
_MEANS_LEADS = frozenset(["in", "by", "via", "during", "at"])


def read_clauses(words: Sequence[Word], names: Names) -> list[Clause]:
    """The clause of each date of the sentence, in order of the dates."""
    clauses: list[Clause] = []
    for group in _groups(words):
        clause = _read(words, group[0], group[-1], names, clauses[-1] if clauses else None)
        clauses.extend([clause] * len(group))
    return clauses


# what asks or reports; the date is that of the asking where nothing is known of what was asked
_ASKED = frozenset(["ask", "report", "chase"])


def outer_clause(words: Sequence[Word], clause: Clause, position: int, names: Names) -> Clause | None:
    """The clause around one that the rules know nothing of: "first reported that the boiler was cutting out on 14
    November", "asked what had become of it on 3 May", "reported water coming in on 11 October"; or None."""
    if clause.verb < 1 or position < clause.verb:
        return None
    for index in range(clause.verb - 1, -1, -1):
        word = words[index]
        if word.tag in ("date", "stop"):
            return None
        if word.tag == "verb":
            asked = word.entry.verbs & _ASKED and word.entry.form != "base"
            return verb_clause(words, index, position, position, names, clause.preposition) if asked else None
    return None


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
        onward = verb_after(words, last + 1)
        if (
            onward is not None
            and opens(words, last + 1, onward)
            and not (near and near.tag == "comma" and preposition == "dated")
        ):
            return verb_clause(words, onward, first, last, names, preposition)
    when = _when(words, last, preposition)
    if when is not None:
        return verb_clause(words, when, first, last, names, preposition)
    noun, lead = dated_noun(words, at, preposition)
    verb, crossed = verb_before(words, first)
    if verb is None and noun < 0 and near is not None and near.tag not in ("comma", "and", "sub", "rel", "stop"):
        noun, lead = antecedent_noun(words, first)
        if noun >= 0:  # "the complaint, which its log dates 3 May"
            return noun_clause(words, noun, last, names, preposition, lead)
    if noun >= 0:
        attached = preposition in _CLOSE or (at == noun and first > 0 and words[first - 1].low == "(")
        evident = verb is not None and words[verb].low in EVIDENTIAL and words[verb - 1].tag != "actor"
        means = verb is not None and not evident and lead in _MEANS_LEADS and bool(words[noun].entry.nouns & _MEANS)
        if not means and (
            attached
            or verb is None
            or evident
            or (preposition == "on" and (_times(words[noun], lead) or _within(words, noun)))
        ):
            return noun_clause(words, noun, last, names, preposition, lead)
    if verb is not None:
        inner = _cleft(words, verb, last)
        if inner is not None:  # "It was not until 3 May that the landlord replied"
            return verb_clause(words, inner, first, last, names, "until")
        said = _said_to_us(words, verb, last, names)
        if said is not None:
            clause = verb_clause(words, said, first, last, names, preposition)
            return replace(clause, to=clause.to | {Actor.OMBUDSMAN})
        return verb_clause(words, verb, first, last, names, preposition)
    onward = verb_after(words, last + 1)
    if crossed and earlier is not None and (onward is None or not opens(words, last + 1, onward)):
        return earlier
    if onward is not None:
        return verb_clause(words, onward, first, last, names, preposition)
    return earlier if earlier is not None and crossed else verbless_clause(words, names, preposition)


def _when(words: Sequence[Word], last: int, preposition: str) -> int | None:
    """The verb of what ended a wait: "There was no contact until 4 August, when the resident emailed"."""
    if preposition not in ("until", "till") or last + 2 >= len(words) or words[last + 2].low != "when":
        return None
    return verb_after(words, last + 3)


def _times(noun: Word, lead: str) -> bool:
    """Whether "after a visit" or "in a letter" says when; "in a hotel" says where."""
    return lead in LEADS and (lead not in ("in", "since") or not noun.entry.nouns & {"accommodation", "works", "job"})


def _within(words: Sequence[Word], noun: int) -> bool:
    """ "It was mended within hours of her call on 3 May": the call's day."""
    begin = phrase_start(words, noun)
    return begin > 1 and words[begin - 1].low == "of" and words[begin - 2].low in _SPANS


_SPANS = frozenset(["minutes", "hours", "days", "weeks", "months", "week", "day"])


def _cleft(words: Sequence[Word], verb: int, last: int) -> int | None:
    """The verb of what a sentence of the form "It was only on 3 May, after a meeting, that …" tells."""
    if "be" not in words[verb].entry.verbs or words[verb - 1].low != "it":
        return None
    for index in range(last + 1, min(len(words), last + 16)):
        if words[index].low in ("that", "when") and (index == last + 1 or words[index - 1].tag == "comma"):
            return verb_after(words, index + 1)
        if index == last + 1 and words[index].tag != "comma":
            return None
    return None


def _said_to_us(words: Sequence[Word], verb: int, last: int, names: Names) -> int | None:
    """The verb of what somebody said, in "When we spoke to the resident on 3 May she said that …"."""
    us, when = names[verb - 1] if verb > 1 else None, words[verb - 2]
    if us is None or us.actor is not Actor.OMBUDSMAN or when.low != "when" or "speak" not in words[verb].entry.verbs:
        return None
    said = verb_after(words, last + 1)
    return said if said is not None and "tell" in words[said].entry.verbs else None


def _before(words: Sequence[Word], first: int) -> tuple[int, str]:
    """The word before a date that is no preposition of it, and the preposition."""
    at = first - 1
    preposition = ""
    while at >= 0 and (
        words[at].tag in ("prep", "to") or words[at].low in ("the", "since", "before", "after", "until", "till")
    ):
        preposition = preposition or (words[at].low if words[at].low != "the" else "")
        at -= 1
    while at >= 0 and words[at].tag in ("adverb", "neg"):
        at -= 1
    if at > 0 and (
        (preposition == "dated" and words[at].low in (",", "is", "was", "and"))
        or (preposition == "of" and words[at].low == ",")  # "the reply, of 3 May, was short"
        or words[at].low == "("
    ):
        at -= 1
    return at, preposition
