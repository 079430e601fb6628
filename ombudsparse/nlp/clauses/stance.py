"""Whether a clause says that something happened, did not, was planned, was only thinkable or was told by somebody."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

from ombudsparse.nlp.clauses.clause import Clause
from ombudsparse.nlp.clauses.words import Word
from ombudsparse.vocabulary.patterns import Wording

Polarity = Literal["positive", "negative"]
Modality = Literal["fact", "planned", "hypothetical", "reported"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# "due by 3 May", "the target date of 3 May", "promised for 3 May": what was to be
_DUE = _words("due deadline target promised promise expected expect overdue planned intended anticipated estimated")
_WOULD = _words("would will wouldn’t won’t shall")
_SHOULD = _words("should could might may ought couldn’t shouldn’t must can cannot can’t")
_NEGATIONS = _words("not never no didn’t wasn’t hadn’t couldn’t weren’t failed unable")
_NOBODY = frozenset([*_words("no nobody none neither nothing no-one"), "no one"])
# verbs that make the infinitive after them a plan: "agreed to call on 3 May", "was to start on 3 May"
_BEING = _words("was were is are")
_PLANNING = _words(
    "agreed promised planned arranged intended aimed due expected proposed hoped undertook offered committed wanted "
    "promise promises commitment plan plans undertaking agreement"
)
# and those that do so only before a deadline: "asked the landlord to reply by 3 May"
_ASKING = _words("asked asking requested requesting needed told telling ordered ordering required requiring")
# "It is unclear whether", "the landlord has no record that", "nothing shows that", "was unable to show that"
_PROOF = r"records?|evidence|proof|notes?|signs?|traces?|indications?|documentation|confirmation"
_UNPROVEN = (
    Wording(rf"\b(?:no|any|little|without|insufficient)\s+(?:\w+\s+){{0,2}}(?:{_PROOF})\b"),
    Wording(r"\b(?:unclear|uncertain|unknown|unsure|disputed?|disputes|disagree[ds]?|in\s+doubt)\b"),
    Wording(r"\bnot\s+(?:\w+\s+){0,2}(?:clear|known|certain|sure|recorded|evident|apparent|possible\s+to\s+say)\b"),
    Wording(
        r"\b(?:cannot|can’t|(?:could\s+not|unable\s+to|not\s+able\s+to))\s+(?:say|tell|see|show|confirm|determine)\b"
    ),
    Wording(r"\b(?:nothing|not)\s+(?:\w+\s+){0,2}(?:shows?|shown|suggests?|demonstrate[ds]?|evidenced?)\b"),
    Wording(r"\b(?:nothing|not)\s+(?:\w+\s+){0,2}(?:establish(?:ed|es)?|prove[ds]?|records?|confirm(?:s|ed)?)\b"),
)
_APART = "following|after|despite|since|during|before|until|although|because|who|which|what|when"
_HANGS = Wording(rf"(?:\s\w+){{0,3}}?\s(?:that|whether|if)\b(?!.*\b(?:{_APART})\b)")
# "Had the landlord inspected in May", "If it had replied by 3 May"
_HYPOTHESIS = r"(?:Had|If|Were)\s"


@cache
def _hypothesis() -> re.Pattern[str]:
    return re.compile(_HYPOTHESIS)


def stance_of(words: Sequence[Word], clause: Clause, first: int, sentence: str) -> tuple[Polarity, Modality]:
    """Polarity and modality of what the clause tells of the date at word `first`."""
    if _is_unproven(words, clause):
        return "negative", "hypothetical"
    group = _verb_group(words, clause)
    happened = _happened_wrongly(group)
    negative = not happened and _is_negated(words, group, clause, first)
    polarity: Polarity = "negative" if negative else "positive"
    if not happened and _is_hypothetical(group, sentence):
        return polarity, "hypothetical"
    if _is_planned(words, group, clause, first):
        return polarity, "planned"
    return polarity, "reported" if _is_reported(words, clause) else "fact"


def _is_unproven(words: Sequence[Word], clause: Clause) -> bool:
    """ "It is unclear whether it replied on 3 May", "It has no record that she escalated on 3 May"; not "no evidence
    that, following the survey completed on 3 May, it …", which says of something else that it is not shown."""
    if clause.verb < 2:
        return False
    start = max((at + 1 for at in range(clause.verb) if words[at].tag in ("stop", "date")), default=0)
    leads = " ".join(word.low for word in words[start : clause.verb])
    found = next((match for pattern in _UNPROVEN if (match := pattern.search(leads))), None)
    return found is not None and _HANGS.match(leads, found.end()) is not None


def _verb_group(words: Sequence[Word], clause: Clause) -> frozenset[str]:
    """The words of the verb's group: helping verbs, negations and adverbs before it, and itself."""
    at = clause.verb
    if at < 0:
        return frozenset()
    while at > 0 and words[at - 1].tag in ("aux", "modal", "neg", "adverb", "to", "date"):
        at -= 1
    return frozenset(word.low for word in words[at : clause.verb + 1])


def _happened_wrongly(group: frozenset[str]) -> bool:
    """ "The notice should not have been served": it was."""
    return "have" in group and bool(group & _NEGATIONS) and bool(group & _SHOULD)


def _is_negated(words: Sequence[Word], group: frozenset[str], clause: Clause, first: int) -> bool:
    """ "did not reply by 3 May" is; "did not reply until 3 May" says that it then did."""
    if any(word.low in ("until", "till") for word in words[max(0, first - 4) : first]):
        return False
    if group & _NEGATIONS:
        return True
    if clause.verb < 0:
        return False
    failed = any(
        word.low in ("failed", "unable") or word.low.startswith(("failed to ", "did not ", "not "))
        for word in words[clause.verb : clause.verb + 2]
    )
    before = clause.verb - 1
    failed = failed or (
        before > 0 and words[before].tag == "to" and words[before - 1].low in ("failure", "failures", "refusal")
    )  # "the failure to attend on 3 May"
    around = (*words[clause.start : clause.verb], *words[clause.verb + 1 : clause.verb + 2])
    return failed or any(word.low in _NOBODY for word in around)


def _is_hypothetical(group: frozenset[str], sentence: str) -> bool:
    if group & _SHOULD or ("would" in group and "have" in group):
        return True
    return _hypothesis().match(sentence) is not None


def _is_planned(words: Sequence[Word], group: frozenset[str], clause: Clause, first: int) -> bool:
    near = [word.low for word in words[max(0, first - 4) : first]]
    if group & _WOULD or any(word in ("due", "deadline") for word in near):
        return True
    if clause.verb < 0:
        return any(word in _DUE for word in near)
    if group & _DUE:
        return True
    if _is_to_be_done(words, clause.verb):
        return True
    for index in range(min(first, len(words) - 1) - 1, max(clause.verb, first - 9), -1):
        if words[index].tag == "to":
            leads = {words[index - 1].low, words[clause.verb].low} - ({words[clause.verb].low} & _BEING)
            if words[index - 1].low in _BEING:
                return True  # "was to start on 3 May"
            return bool(leads & _PLANNING) or (clause.preposition in ("by", "before") and bool(leads & _ASKING))
    return False


def _is_to_be_done(words: Sequence[Word], verb: int) -> bool:
    """ "agreed to have the whole roof surveyed", "the promise to finish by the end of July", "aimed to replace it"."""
    for index in range(verb - 1, max(0, verb - 7), -1):
        word = words[index]
        if word.tag == "to":
            done = index + 1 == verb or words[index + 1].low in ("have", "get", "be")
            return done and words[index - 1].low in _PLANNING
        if word.tag in ("verb", "date", "stop", "rel", "sub") and word.low not in ("have", "get", "be"):
            return False
    return False


def _is_reported(words: Sequence[Word], clause: Clause) -> bool:
    """Whether the clause hangs on "said that": what a party said happened."""
    for index in range(clause.verb - 1, 0, -1):
        word = words[index]
        if word.tag == "stop":
            return False
        if word.low == "that" and words[index - 1].tag in ("verb", "actor", "date"):
            return any("tell" in other.entry.verbs for other in words[max(0, index - 8) : index])
        if word.tag == "verb" and "tell" in word.entry.verbs and index < clause.verb - 1:
            return words[index + 1].tag in ("actor", "det") and "tell" not in clause.verbs
    return False
