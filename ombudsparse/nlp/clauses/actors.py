"""Who is meant: names and pronouns of the parties."""

from collections.abc import Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from ombudsparse.nlp.clauses.word_classes import Party, WordKind, actor_words
from ombudsparse.nlp.clauses.words import Word, read_words, token_spans
from ombudsparse.nlp.setting import GENDERS, Gender
from ombudsparse.records import Actor
from ombudsparse.spans import Span
from ombudsparse.structure.sentences import sentence_spans


class Memory(Struct, frozen=True, gc=False):
    """The parties that the pronouns of the next sentence stand for.

    `other`: the last person who is not the resident; `resident`: what the resident is called, where that is known;
    `renting`: the resident is no leaseholder.
    """

    person: Actor = Actor.RESIDENT
    body: Actor = Actor.LANDLORD
    plural: Actor | None = None
    other: Actor = Actor.THIRD_PARTY
    resident: Gender | None = None
    renting: bool = False

    def after(self, actor: Actor, kind: WordKind) -> "Memory":
        """The memory once `actor` has been told of as a subject."""
        if kind == "body":
            return replace(self, body=actor, plural=actor)
        other = self.other if actor is Actor.RESIDENT else actor
        return replace(self, person=actor, plural=actor, other=other)

    def called(self, pronoun: str) -> Actor:
        """Whom "she" or "he" stands for: never the resident, where those are called otherwise."""
        if self.resident is None or GENDERS[pronoun] == self.resident:
            return self.person
        return self.other if self.person is Actor.RESIDENT else self.person


class NamedActor(Struct, frozen=True, gc=False):
    """An actor named at `index` of the words: the head of the noun phrase, or a pronoun."""

    index: int
    actor: Actor
    kind: WordKind
    pronoun: bool


@cache
def _pronoun_kinds() -> dict[str, str]:
    words = actor_words().pronouns
    kinds = {
        **dict.fromkeys(words.resident_default, "person"),
        **dict.fromkeys(words.body, "body"),
        **dict.fromkeys(words.plural, "plural"),
        **dict.fromkeys(words.ombudsman, "ombudsman"),
    }
    return kinds


Names = Sequence[NamedActor | None]


def read_names(words: Sequence[Word], memory: Memory) -> tuple[list[NamedActor | None], Memory]:
    """The actor that each word names, or None, and the memory for the sentence that follows.

    Inside the sentence every subject counts for the pronouns after it ("the plumber said that he"); beyond it only
    the first does, since that is what the next sentence goes on about. A resident spoken to comes back as "she".
    """
    names: list[NamedActor | None] = []
    first: NamedActor | None = None
    addressed = False
    inside = memory
    for index, word in enumerate(words):
        named = _named(words, index, inside) if word.tag == "actor" else None
        names.append(named)
        if named is None or word.owner or named.actor is Actor.OMBUDSMAN:
            continue
        if is_subject(words, index):
            first = first or named
            if not named.pronoun:
                inside = inside.after(named.actor, named.kind)
        elif named.actor is Actor.RESIDENT:
            addressed = True
        elif named.actor is Actor.LANDLORD and not named.pronoun:
            inside = replace(inside, body=named.actor)  # "The court told the landlord that it"
    memory = replace(memory, other=inside.other)
    if first is not None and first.actor is Actor.THIRD_PARTY:
        memory = replace(memory, person=Actor.RESIDENT, body=Actor.LANDLORD, plural=None)
    elif first is not None and not first.pronoun:
        memory = replace(memory, person=Actor.RESIDENT, plural=None).after(first.actor, first.kind)
    elif first is not None and first.kind != "plural":
        memory = replace(memory, plural=first.actor)
    if memory.resident or (addressed and (first is None or first.actor is not Actor.RESIDENT)):
        memory = replace(memory, person=Actor.RESIDENT)
    return names, memory


class ActorMention(Struct, frozen=True):
    """A party named in a text. `rule` says how it was known: "actor.named", "actor.pronoun" or "actor.owner"."""

    span: Span
    actor: Actor
    rule: str


def find_actors(text: str, council: bool = False) -> tuple[ActorMention, ...]:
    """The parties named in one paragraph, in order; pronouns stand for the party told of last.

    `council`: whether the landlord is a council, so that "the Council" is the landlord.
    """
    found: list[ActorMention] = []
    memory = Memory()
    for sentence in sentence_spans(text):
        words = read_words(text, sentence, (), council)
        names, memory = read_names(words, memory)
        tokens = token_spans(text, sentence)
        at = 0
        for word, named in zip(words, names, strict=True):
            if named is not None:
                rule = "actor.owner" if word.owner else "actor.pronoun" if named.pronoun else "actor.named"
                end = tokens[at + word.tokens - 1].end
                end -= not word.owner and text[end - 1] in "’'"  # what closes a quotation
                found.append(ActorMention(Span(tokens[at].start, end), named.actor, rule))
            at += word.tokens
    return tuple(found)


def _named(words: Sequence[Word], index: int, memory: Memory) -> NamedActor | None:
    """The actor that the word at `index` names, its owner and the pronouns before it taken into account."""
    word = words[index]
    kind = _pronoun_kinds().get(word.low)
    if kind == "ombudsman":
        return NamedActor(index, Actor.OMBUDSMAN, "body", True)
    if kind == "person":
        return NamedActor(index, memory.called(word.low), "person", True)
    if kind == "body":
        return NamedActor(index, memory.body, "body", True)
    if kind == "plural":
        return NamedActor(index, memory.plural or Actor.RESIDENT, "plural", True)
    party = word.entry.party
    if party is None:
        return None
    return NamedActor(index, _owned(words, index, party, memory), party.kind, False)


def _owned(words: Sequence[Word], index: int, party: Party, memory: Memory) -> Actor:
    """The party of staff, agents and relatives: whose they are."""
    if party.actor is Actor.RESIDENT and not party.follows_owner:
        leaseholder = memory.renting and words[index].low.startswith("leaseholder")
        return Actor.THIRD_PARTY if leaseholder or _of_another_home(words, index) else party.actor
    if party.trade and _neighbours(words, index, memory):
        return Actor.THIRD_PARTY
    if not party.follows_owner:
        return party.actor
    for at in range(index - 1, max(-1, index - 5), -1):
        before = words[at]
        if before.owner and before.tag == "actor":
            owner = _named(words, at, memory)
            if owner is None or (owner.actor is Actor.THIRD_PARTY and party.actor is Actor.RESIDENT):
                return party.actor
            if party.actor is Actor.LANDLORD and owner.actor is Actor.RESIDENT:
                return party.actor  # "her housing officer"
            return owner.actor
        if before.tag == "actor" and before.entry.party != party:  # "the contractor surveyor", "council officer"
            owner = _named(words, at, memory)
            return owner.actor if owner and not owner.pronoun else party.actor
        if before.tag in ("verb", "prep", "comma", "stop", "date", "aux", "rel", "sub", "and"):
            break
    after = words[index + 1 : index + 5]  # "a surveyor from the contractor", "solicitors acting for the landlord"
    links = (
        ("from", "of", "for", "at", "employed", "instructed") if party.actor is Actor.LANDLORD else ("for", "acting")
    )
    if len(after) >= 2 and after[0].low in links:
        for at in range(index + 2, min(index + 6, len(words))):
            if words[at].tag in ("verb", "comma", "stop", "date"):
                break
            if words[at].tag == "actor" and not words[at].owner:
                other = _named(words, at, memory)
                return other.actor if other else party.actor
    return party.actor


def _neighbours(words: Sequence[Word], index: int, memory: Memory) -> bool:
    """Whether a tradesperson is a private person's who is not the resident: "the neighbour’s plumber"."""
    before = words[index - 1] if index else None
    if before is None or before.tag != "actor" or not before.owner:
        return False
    owner = _named(words, index - 1, memory)
    return owner is not None and owner.actor is Actor.THIRD_PARTY and owner.kind == "person"


# "the tenant of Flat 9", "the leaseholder of the flat above", "the resident at number 4"
_OTHER_HOMES = frozenset(["flat", "number", "no", "flats"])
_ABOVE = frozenset(["above", "below", "upstairs", "downstairs", "opposite"])


def _of_another_home(words: Sequence[Word], index: int) -> bool:
    after = words[index + 1 : index + 6]
    if not after or after[0].low not in ("of", "in", "at"):
        return False
    numbered = len(after) > 2 and after[1].low in _OTHER_HOMES and after[2].low[:1].isdigit()
    return numbered or any(word.low in _ABOVE for word in after[1:])


def is_subject(words: Sequence[Word], index: int) -> bool:
    """Whether a verb follows the actor, with nothing between but adverbs, dates and auxiliaries."""
    if (index and words[index - 1].tag == "prep") or (
        index > 1 and words[index - 1].tag == "det" and words[index - 2].tag in ("prep", "verb", "to")
    ):
        return False
    for word in words[index + 1 : index + 7]:
        if word.tag in ("verb", "aux", "modal"):
            return True
        if word.tag not in ("adverb", "neg", "date", "comma", "prep"):
            return False
    return False
