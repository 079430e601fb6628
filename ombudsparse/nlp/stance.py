"""Whether a clause says that something happened, did not, was planned, was only thinkable or was told by somebody."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

from ombudsparse.nlp.clauses import Clause
from ombudsparse.nlp.words import Word

Polarity = Literal["positive", "negative"]
Modality = Literal["fact", "planned", "hypothetical", "reported"]

# "due by 3 May", "the target date of 3 May", "promised for 3 May": what was to be
_DUE = frozenset(
    [
        "due",
        "deadline",
        "target",
        "promised",
        "promise",
        "expected",
        "expect",
        "overdue",
        "scheduled",
        "planned",
        "intended",
        "aimed",
        "anticipated",
        "estimated",
        "plan",
    ]
)
_WOULD = frozenset(["would", "will", "wouldn’t", "won’t", "shall"])
_SHOULD = frozenset(
    ["should", "could", "might", "may", "ought", "couldn’t", "shouldn’t", "must", "can", "cannot", "can’t"]
)
_NEGATIONS = frozenset(
    [
        "not",
        "never",
        "no",
        "nobody",
        "none",
        "nothing",
        "without",
        "nor",
        "neither",
        "didn’t",
        "wasn’t",
        "hadn’t",
        "couldn’t",
        "failed",
        "fail",
        "unable",
    ]
)
_PLANNING = frozenset(
    [
        "agreed",
        "promised",
        "planned",
        "arranged",
        "intended",
        "aimed",
        "was",
        "were",
        "is",
        "are",
        "due",
        "expected",
        "proposed",
        "needed",
        "asked",
        "requested",
        "ordered",
    ]
)
_HYPOTHESIS = r"(?:^|[,;]\s)(?:Had|If|Were|had|if)\s"


@cache
def _hypothesis() -> re.Pattern[str]:
    return re.compile(_HYPOTHESIS)


def stance_of(words: Sequence[Word], clause: Clause, first: int, text: str) -> tuple[Polarity, Modality]:
    """Polarity and modality of what the clause tells of the date at word `first`; `text` is the sentence."""
    group = _verb_group(words, clause)
    polarity: Polarity = "negative" if _is_negated(words, group, clause, first) else "positive"
    if _is_hypothetical(words, group, text):
        return polarity, "hypothetical"
    if _is_planned(words, group, clause, first):
        return polarity, "planned"
    if _is_reported(words, clause):
        return polarity, "reported"
    return polarity, "fact"


def _verb_group(words: Sequence[Word], clause: Clause) -> list[str]:
    """The words of the verb's group: helping verbs, negations and adverbs before it, and itself."""
    if clause.verb < 0:
        return []
    at = clause.verb
    group = [words[at].low]
    while at > 0 and words[at - 1].tag in ("aux", "modal", "neg", "adverb", "to"):
        at -= 1
        group.append(words[at].low)
    return group


def _is_negated(words: Sequence[Word], group: list[str], clause: Clause, first: int) -> bool:
    """ "did not reply by 3 May" is; "did not reply until 3 May" says that it then did."""
    before = [word.low for word in words[max(0, first - 4) : first]]
    if "until" in before or "till" in before:
        return False
    if any(word in _NEGATIONS for word in group):
        return True
    if clause.verb < 0:
        return False
    opening = words[clause.start : clause.verb]
    return any(word.low in ("no", "nobody", "none", "neither", "nothing") for word in opening) or (
        clause.verb > 0 and any(word.low == "failed" for word in words[max(0, clause.verb - 2) : clause.verb + 1])
    )


def _is_hypothetical(words: Sequence[Word], group: list[str], text: str) -> bool:
    if any(word in _SHOULD for word in group):
        return True
    if "would" in group and "have" in group:
        return True
    return bool(_hypothesis().search(text)) and text[:1] in "HIWhi" and bool(_hypothesis().match(text))


def _is_planned(words: Sequence[Word], group: list[str], clause: Clause, first: int) -> bool:
    if any(word in _WOULD for word in group):
        return True
    near = [word.low for word in words[max(0, first - 7) : first]]
    if clause.bare:
        return any(word in _DUE for word in near[-4:])
    if any(word in _DUE for word in group) or "due" in near:
        return True
    for index in range(first - 1, max(clause.verb, first - 9), -1):
        if words[index].tag == "to" and index + 1 < len(words) and words[index + 1].tag == "verb":
            return (
                words[index - 1].low in _PLANNING or words[clause.verb].low in _PLANNING if clause.verb >= 0 else False
            )
    return False


def _is_reported(words: Sequence[Word], clause: Clause) -> bool:
    """Whether the clause hangs on "said that": what a party said happened."""
    if clause.verb <= 0 or clause.bare:
        return False
    for index in range(clause.verb - 1, -1, -1):
        if words[index].low == "that" and index and words[index - 1].tag == "verb":
            return "tell" in words[index - 1].entry.verbs
        if words[index].tag == "stop":
            break
        if words[index].tag == "verb" and "tell" in words[index].entry.verbs and index < clause.verb - 1:
            return words[index + 1].tag in ("actor", "det") and not clause.verbs & {"tell"}
    return False
