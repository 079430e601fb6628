"""Which words of a sentence tell what happened on each of its dates."""

from collections.abc import Sequence

from ombudsparse.nlp.actors import Names
from ombudsparse.nlp.clause import Clause
from ombudsparse.nlp.governors import EVIDENTIAL, antecedent_noun, dated_noun, opens, verb_after, verb_before
from ombudsparse.nlp.noun_clauses import LEADS, noun_clause, verbless_clause
from ombudsparse.nlp.verb_clauses import verb_clause
from ombudsparse.nlp.words import Word

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
        if not means and (attached or verb is None or evident or (lead in LEADS and preposition == "on")):
            return noun_clause(words, noun, last, names, preposition, lead)
    if verb is not None:
        cleft = "be" in words[verb].entry.verbs and last + 1 < len(words) and words[last + 1].low in ("that", "when")
        inner = verb_after(words, last + 2) if cleft and words[verb - 1].low == "it" else None
        if inner is not None:  # "It was not until 3 May that the landlord replied"
            return verb_clause(words, inner, first, last, names, "until")
        return verb_clause(words, verb, first, last, names, preposition)
    onward = verb_after(words, last + 1)
    if crossed and earlier is not None and (onward is None or not opens(words, last + 1, onward)):
        return earlier
    if onward is not None:
        return verb_clause(words, onward, first, last, names, preposition)
    return earlier if earlier is not None and crossed else verbless_clause(words, names, preposition)


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
    if (at > 0 and ((preposition == "dated" and words[at].low in (",", "is", "was", "and")) or words[at].low == "(")) or (at > 0 and preposition == "of" and words[at].low == ","):
        at -= 1
    return at, preposition
