"""What is read of the words around a date, for the rules to ask about."""

from msgspec import Struct

from ombudsparse.records import Actor


class Clause(Struct, frozen=True, gc=False):
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
