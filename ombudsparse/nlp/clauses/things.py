"""What "it" stands for where something was sent: the response, the complaint or the acknowledgement told of before.

"The stage 1 response was due on 3 May. The landlord sent it on 17 May." "Her escalation request … She sent it on …"
"""

from collections.abc import Sequence

from ombudsparse.nlp.clauses.clause import Clause
from ombudsparse.nlp.clauses.words import Word

_THINGS = frozenset(["stage_1", "stage_2", "response", "complaint", "acknowledgement", "escalation"])
_PRONOUNS = frozenset(["it", "this", "that", "one"])
_SENT = frozenset(["send", "receive", "make", "mail", "bring"])


def things_of(words: Sequence[Word]) -> frozenset[str]:
    """The classes of the last thing of the procedure that a sentence names, with the stage that it says before it."""
    found: set[str] = set()
    for word in words:
        classes = word.entry.nouns & _THINGS if word.tag == "noun" and not word.owner else frozenset[str]()
        if classes and found and not classes & {"response", "acknowledgement"} and not classes <= found:
            found = set()
        found |= classes
    return frozenset(found)


def stands_for_a_thing(words: Sequence[Word], clause: Clause) -> bool:
    """Whether the clause says of "it" alone that it was sent, and names nothing itself."""
    if clause.verb < 0 or not clause.verbs & _SENT or clause.nouns & _THINGS:
        return False
    if clause.passive or clause.by is None:
        return words[clause.start].low in _PRONOUNS
    after = words[clause.verb + 1] if clause.verb + 1 < len(words) else None
    return after is not None and after.low in _PRONOUNS and not after.owner
