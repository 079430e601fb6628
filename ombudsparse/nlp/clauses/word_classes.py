"""The vocabulary of events and actors as a dictionary of words and phrases, for looking words up and nothing else."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from ombudsparse import vocabulary
from ombudsparse.records import Actor

_Form = Literal["base", "past", "participle", "ing"]
WordKind = Literal["person", "body", "plural"]


class Party(Struct, frozen=True):
    """Names for one kind of actor: the last words of a noun phrase. See the head of actors.toml."""

    actor: Actor
    kind: WordKind
    heads: tuple[str, ...]
    follows_owner: bool = False
    family: bool = False
    trade: bool = False


class AsLandlord(Struct, frozen=True):
    """What else names the landlord where the name of the landlord matches `when`."""

    when: str
    heads: tuple[str, ...]


class Pronouns(Struct, frozen=True):
    """Pronouns by what they can stand for, and by case."""

    resident_default: tuple[str, ...]
    body: tuple[str, ...]
    plural: tuple[str, ...]
    ombudsman: tuple[str, ...]
    possessive: tuple[str, ...]
    object: tuple[str, ...]


class ActorWords(Struct, frozen=True):
    """`vocabulary/actors.toml`."""

    party: tuple[Party, ...]
    as_landlord: AsLandlord
    pronouns: Pronouns


class EventWords(Struct, frozen=True):
    """`vocabulary/event_words.toml`: verbs and nouns by class."""

    verbs: dict[str, tuple[str, ...]]
    nouns: dict[str, tuple[str, ...]]


class WordEntry(Struct, frozen=True):
    """What a word or phrase can be: classes as a verb (with its form), classes as a noun, an actor."""

    verbs: frozenset[str] = frozenset()
    form: _Form | None = None
    nouns: frozenset[str] = frozenset()
    party: Party | None = None


EventLexicon = dict[str, WordEntry]


def actor_words() -> ActorWords:
    """The actors' vocabulary."""
    words: ActorWords = vocabulary.load_vocabulary("actors", ActorWords)
    return words


def names_a_council(name: str) -> bool:
    """Whether the landlord of this name is a council, so that "the Council" is the landlord."""
    return re.search(actor_words().as_landlord.when, name) is not None


_PEOPLE = frozenset(["inspector", "staff"])
Phrases = dict[str, dict[str, tuple[tuple[str, ...], ...]]]


@cache
def lexicon(council: bool) -> tuple[EventLexicon, Phrases]:
    """Every entry by its words, and the phrases by their first word and their second, longest first."""
    entries: EventLexicon = {}
    words = vocabulary.load_vocabulary("event_words", EventWords)
    for name, verbs in words.verbs.items():
        for form, text in _verb_forms(verbs):
            old = entries.get(text, WordEntry())
            entries[text] = replace(old, verbs=old.verbs | {name}, form=old.form or form)
    for name, nouns in words.nouns.items():
        for text in nouns:
            for number in _plural_too(text):
                old = entries.get(number, WordEntry())
                entries[number] = replace(old, nouns=old.nouns | {name})
    for text, party in _heads(council):
        entries[text] = replace(entries.get(text, WordEntry()), party=party)
    for text, entry in list(entries.items()):
        last = entries.get(text.rpartition(" ")[2])
        if " " in text and entry.party is None and entry.nouns & _PEOPLE and last and last.party:
            entries[text] = replace(entry, party=last.party)  # "the landlord’s building inspector"
    phrases: Phrases = {}
    for parts in sorted((tuple(text.split()) for text in entries if " " in text), key=len, reverse=True):
        seconds = phrases.setdefault(parts[0], {})
        seconds[parts[1]] = (*seconds.get(parts[1], ()), parts)
    return entries, phrases


def _heads(council: bool) -> Iterator[tuple[str, Party]]:
    vocabulary_ = actor_words()
    for party in vocabulary_.party:
        for head in party.heads:
            for text in _plural_too(head):
                yield text, party
    if council:
        landlord = next(party for party in vocabulary_.party if party.actor is Actor.LANDLORD)
        for head in vocabulary_.as_landlord.heads:
            yield head, landlord


def _plural_too(noun: str) -> tuple[str, ...]:
    if noun.endswith(("s", "en")) or noun in ("staff", "police", "unhappy"):
        return (noun,)
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun, noun[:-1] + "ies"
    return noun, noun + "s"


def _verb_forms(verbs: Iterable[str]) -> Iterator[tuple[_Form, str]]:
    """The forms of each verb of the vocabulary; the head of event_words.toml says how they are written."""
    for entry in verbs:
        if entry.startswith("="):
            yield "past", entry[1:]
            continue
        word, _, rest = entry.partition(" ")
        for form, text in _inflected(*word.split("/")):
            yield form, f"{text} {rest}".rstrip()


def _inflected(verb: str, past: str | None = None, participle: str | None = None) -> Iterator[tuple[_Form, str]]:
    base = verb.rstrip("*")
    doubled = base + base[-1] if verb.endswith("*") else None
    stem = base[:-1] if base.endswith("e") else base
    y = base.endswith("y") and base[-2] not in "aeiou"
    yield "base", base
    if base.endswith(("s", "sh", "ch", "x", "z", "o")):
        yield "base", base + "es"
    else:
        yield "base", base[:-1] + "ies" if y else base + "s"
    yield "ing", (doubled or (base if base.endswith("ee") else stem)) + "ing"
    yield "past", past or (base[:-1] + "ied" if y else (doubled or stem) + "ed")
    if participle:
        yield "participle", participle
