"""What the model sees of a dated mention: its traits, each a number.

A trait is a word, a class of words or an actor in a place: so many words from the date, in its clause, in the sentence
before, beside the verb. What the rules read is among them, so that the model can learn when they are right.
"""

import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from ombudsparse.nlp.clauses.actors import Names
from ombudsparse.nlp.clauses.clause import Clause
from ombudsparse.nlp.clauses.words import Word
from ombudsparse.nlp.dated_mentions import DatedMention
from ombudsparse.values.dates.mentions import DateMention

_MASK, _STEP, _PAIR = 0xFFFFFFFF, 0x61C88647, 0x01000193
# Numbers of the kinds of trait; neighbours need one for each place, and so leave room
_WORD, _CLASS, _PAIR_AT, _CLAUSE_WORD, _SENTENCE_WORD, _NEAR_WORD, _NEAR_ACTOR = 100, 120, 140, 160, 161, 162, 172
_CLASS_HERE, _CLAUSE_PAIR, _VERB, _FACE, _BEFORE, _DATE, _RULE, _CLAUSE = 182, 190, 200, 260, 280, 300, 320, 340


class Sight(Struct, frozen=True):
    """A date in its sentence: the `index` of its word, its clause, what the rules read, and what stood before.

    `place`: the how many-th date of how many in the sentence. `earlier`: the kind of the event before it.
    """

    words: Sequence[Word]
    names: Names
    index: int
    clause: Clause
    date: DateMention
    mention: str
    reading: DatedMention
    place: tuple[int, int]
    earlier: str
    previous: tuple[Sequence[Word], Names] | None


@lru_cache(maxsize=16384)
def _number(word: str) -> int:
    return zlib.crc32(word.encode())


@lru_cache(maxsize=4096)
def _classes(names: frozenset[str]) -> tuple[int, ...]:
    return tuple(_number(name) for name in sorted(names))


def _trait(kind: int, value: int) -> int:
    return (value + kind * _STEP) & _MASK


def _pair(kind: int, first: int, second: int) -> int:
    return (first * _PAIR + second + kind * _STEP) & _MASK


def traits_of(view: Sight) -> tuple[int, ...]:
    """The traits of a mention, in order and each once."""
    numbers = [_number(word.low) for word in view.words]
    kinds = [_kind(word, named.actor if named else None) for word, named in zip(view.words, view.names, strict=True)]
    found = {
        *_around(view.index, numbers, kinds),
        *_throughout(view, numbers),
        *_beside_verbs(view, numbers),
        *_situation(view, numbers),
        *_ruled(view),
    }
    return tuple(sorted(found))


def _kind(word: Word, actor: str | None) -> int:
    """An actor, a class of verbs or nouns, or the part of speech."""
    if actor:
        return _number(f"@{actor}{word.owner}")
    classes = word.entry.verbs if word.tag == "verb" else word.entry.nouns if word.tag == "noun" else frozenset()
    return _classes(classes)[0] + len(word.tag) if classes else _number(word.tag)


def _around(at: int, numbers: list[int], kinds: list[int]) -> Iterator[int]:
    """The words and their kinds in the five places before and after, and pairs of words."""
    last = len(numbers)
    for offset in (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5):
        index = at + offset
        inside = 0 <= index < last
        yield _trait(_WORD + offset, numbers[index] if inside else 0)
        yield _trait(_CLASS + offset, kinds[index] if inside else 0)
        if -4 < offset < 4 and inside and index + 1 < last:
            yield _pair(_PAIR_AT + offset, numbers[index], numbers[index + 1])


def _throughout(view: Sight, numbers: list[int]) -> Iterator[int]:
    """Every word by its distance and side, and by whether it is in the clause of the date."""
    at, clause = view.index, view.clause
    end = max(clause.end, at + 1)
    for index, word in enumerate(view.words):
        if index == at:
            continue
        distance = abs(index - at)
        bucket = (0 if distance <= 3 else 1 if distance <= 7 else 2 if distance <= 14 else 3) + 4 * (index > at)
        inside = clause.start <= index < end
        yield _trait(_CLAUSE_WORD + inside, numbers[index])
        yield _trait(_NEAR_WORD + bucket, numbers[index])
        named = view.names[index]
        if named is not None and named.actor is not None:
            yield _trait(_NEAR_ACTOR + bucket, _number(named.actor) + word.owner)
        place = _CLASS_HERE + 4 * inside + 2 * (index > at)
        if word.tag == "verb":
            for number in _classes(word.entry.verbs):
                yield _trait(place, number)
        elif word.tag == "noun":
            for number in _classes(word.entry.nouns):
                yield _trait(place + 1, number)
        if inside and index + 1 < len(numbers):
            yield _pair(_CLAUSE_PAIR + 5, numbers[index], numbers[index + 1])


def _beside_verbs(view: Sight, numbers: list[int]) -> Iterator[int]:
    """The nearest verb on each side and the one that the date hangs on, with its neighbours, subject and object."""
    words, at = view.words, view.index
    left = next((index for index in range(at - 1, -1, -1) if words[index].tag == "verb"), -1)
    right = next((index for index in range(at + 1, len(words)) if words[index].tag == "verb"), -1)
    for number, index in enumerate((left, right, view.clause.verb)):
        if index < 0:
            continue
        place = _VERB + 10 * number
        yield _trait(place, numbers[index])
        for kind in _classes(words[index].entry.verbs):
            yield _trait(place + 1, kind)
        yield _trait(place + 2, numbers[index + 1] if index + 1 < len(words) else 0)
        yield _trait(place + 3, numbers[index - 1] if index else 0)
        thing = next(
            (other for other in range(index + 1, min(index + 8, len(words))) if words[other].tag == "noun"), -1
        )
        if thing >= 0:
            yield _trait(place + 4, numbers[thing])
            for kind in _classes(words[thing].entry.nouns):
                yield _trait(place + 5, kind)
        subject = _first_actor(view, range(index - 1, -1, -1))
        yield _trait(place + 6, subject)
        yield _pair(place + 7, subject, numbers[index])
        yield _trait(place + 8, _first_actor(view, range(index + 1, len(words))))


def _first_actor(view: Sight, places: range) -> int:
    for index in places:
        named = view.names[index]
        if named is not None and named.actor is not None and not view.words[index].owner:
            return _number(named.actor)
    return 1


def _situation(view: Sight, numbers: list[int]) -> Iterator[int]:
    """How the sentence opens, who is in it, the sentence before, and what kind of date it is."""
    yield _trait(_FACE, numbers[0] if numbers else 0)
    yield _trait(_FACE + 1, view.index == 0)
    yield _trait(_FACE + 2, _first_actor(view, range(len(numbers))))
    actors = {
        named.actor for index, named in enumerate(view.names) if named and named.actor and not view.words[index].owner
    }
    yield _trait(_FACE + 3, _number(",".join(sorted(actors))))
    yield _trait(_FACE + 4, min(view.place[0], 3) * 8 + min(view.place[1], 4))
    if view.previous is None:
        yield _trait(_BEFORE, 0)
    else:
        words, names = view.previous
        for word in words:
            yield _trait(_BEFORE + 1, _number(word.low))
            for number in (*_classes(word.entry.verbs), *_classes(word.entry.nouns)):
                yield _trait(_BEFORE + 2, number)
        first = (
            named.actor for word, named in zip(words, names, strict=True) if named and named.actor and not word.owner
        )
        yield _trait(_BEFORE + 3, _number(next(first, "")))
    yield _trait(_DATE, _number(view.date.precision))
    yield _trait(_DATE + 1, _number("range" if view.date.kind == "range" else "date"))
    opening = view.mention.split(maxsplit=1)[0].lower()
    yield _trait(_DATE + 2, 0 if opening[0].isdigit() else _number(opening))


def _ruled(view: Sight) -> Iterator[int]:
    """What the rules read, and the parts of the clause that they ask about."""
    reading, clause = view.reading, view.clause
    rule, actor = _number(reading.rule), _number(reading.actor or "nobody")
    kind = _number(reading.type)
    by, to = _number(clause.by or "nobody"), _classes(frozenset(clause.to))
    yield _trait(_RULE, rule)
    yield _trait(_RULE + 1, kind)
    yield _trait(_RULE + 2, actor + reading.assumed)
    yield _pair(_RULE + 3, kind, actor + reading.assumed)
    yield _pair(_RULE + 4, _number(reading.polarity), _number(reading.modality))
    yield _pair(_RULE + 5, rule, _number(view.earlier))
    yield _trait(_RULE + 6, _number(view.earlier))
    yield _trait(_CLAUSE, by)
    yield _trait(_CLAUSE + 1, _number(clause.preposition))
    yield _trait(_CLAUSE + 2, clause.bare + 2 * clause.passive)
    yield _trait(_CLAUSE + 3, _number(clause.owner or "nobody"))
    for number in to:
        yield _trait(_CLAUSE + 4, number)
    verbs, nouns = _classes(clause.verbs), _classes(clause.nouns)
    for verb in verbs:
        yield _trait(_CLAUSE + 5, verb)
        yield _pair(_CLAUSE + 6, verb, by)
        yield _pair(_CLAUSE + 7, verb, sum(to) & _MASK)
        for noun in nouns:
            yield _pair(_CLAUSE + 8, verb, noun)
    for noun in nouns:
        yield _trait(_CLAUSE + 9, noun)
