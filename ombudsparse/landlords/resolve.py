"""From the printed name of a landlord to the canonical one: exact, then alias, then fuzzy with a margin, else not."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct
from rapidfuzz import process
from rapidfuzz.distance import OSA

from ombudsparse.landlords.names import COUNCIL_WORDS, GENERIC, LEGAL, Words, block, council, key, proper, readings
from ombudsparse.landlords.table import LandlordTable, LandlordType, Successor, built_in, follow
from ombudsparse.records import Problem

Method = Literal["exact", "alias", "fuzzy", "unresolved"]
SLIP_LENGTH = 5  # a word this long may have one slip of the pen ("Wythenshaw"); in shorter ones it is another word
RARE_SLIP_LENGTH = 7  # the rarest word carries the identity, so it must be longer still
RARE_LENGTH = 4  # shorter ones are initials, which stand for many bodies ("PHA")
RARE = 5  # landlords that may share the rarest word of a name: "community" tells nothing, "kesteven" does
MOST = 2  # slips and omissions in all
_STYLES = ("city", "borough", "district", "town", "county")  # "Cambridge City": a place all the same
_MARGIN = 2  # how many more the second best landlord must need


class Landlord(Struct, frozen=True):
    """What a printed name stands for.

    `name`: the canonical name, None where unresolved. `type`: as reviewed; for an unresolved name what its words say
    (council, co-operative), else None. `method`: "exact" (the canonical name but for case, spacing, punctuation, "and",
    "The" and legal form), "alias" (a reviewed alias, or another style of a council's name), "fuzzy" (misspelt or
    shortened) or "unresolved". `group`: its parent, where it is a member of a group. `successors`: the bodies that
    followed it, in order, each with its date; a landlord is never replaced by its successor. `candidates`: the
    landlords that a bare place ("Barnet") may stand for, councils first; such a name is unresolved.
    """

    printed: str
    name: str | None
    type: LandlordType | None
    method: Method
    group: str | None = None
    successors: tuple[Successor, ...] = ()
    candidates: tuple[str, ...] = ()

    @property
    def current(self) -> str | None:
        """The canonical name of the last successor, its own where it has none."""
        return self.successors[-1].name if self.successors else self.name


def landlord(name: str, table: LandlordTable | None = None) -> Landlord:
    """The landlord that a report means by `name`; `method` is "unresolved" where it cannot be told for sure.

    `table`: a user's own, from `read_table`; the built-in one where it is None. Names are never matched by a part of
    them: every word that tells bodies apart must be there, and no other.
    """
    table = table or built_in()
    read = readings(name)
    for words in read:
        found = _known(words, table)
        if found:
            return _landlord(name, found, "exact" if key(words) == key(readings(found)[0]) else "alias", table)
    if candidates := _of_place(read[0] if read else (), table):
        return Landlord(name, None, None, "unresolved", candidates=candidates)
    for words in read:
        found = _closest(words, table)
        if found:
            return _landlord(name, found, "fuzzy", table)
    said = {block(words) for words in read[:1]}
    kinds = {"council": LandlordType.COUNCIL, "co_operative": LandlordType.CO_OPERATIVE}
    return Landlord(name, None, next((kinds[kind] for kind in said if kind in kinds), None), "unresolved")


def read_landlord(printed: str | None) -> tuple[str | None, tuple[Problem, ...]]:
    """The canonical name of the landlord that a report prints, and a Problem where it does not resolve."""
    found = landlord(printed) if printed else None
    if found is None or found.name:
        return found.name if found else None, ()  # that none is stated is the case block's problem
    message = f"{printed!r} is no landlord of the table, nor surely one misspelt; it is kept as printed"
    if found.candidates:
        may_be = ", ".join(found.candidates)
        message = f"{printed!r} is only a place, and may be any of {may_be}; it is kept as printed"
    return None, (Problem("landlord_unresolved", message, "landlord"),)


def _landlord(printed: str, name: str, method: Method, table: LandlordTable) -> Landlord:
    successors = follow(table.successors, name)
    return Landlord(printed, name, table.types[name], method, table.groups.get(name), successors)


def _known(words: Words, table: LandlordTable) -> str | None:
    """The landlord of a name or alias of the table, or of another style of a council's name."""
    found = table.keys.get(key(words))
    named = None if found else council(words)
    if named is None:
        return found
    # "Leicester County Council" is no way to say "Leicester City Council"
    return (table.counties if named.style == "county" else table.places).get("".join(named.place))


def _telling(words: Words) -> Words:
    return tuple(word for word in words if word not in GENERIC)


def _of_place(words: Words, table: LandlordTable) -> tuple[str, ...]:
    """The landlords that have `words`, a place and nothing else, in their names; none where it is no bare place.

    The public dump writes councils so, and "Barnet" may be the council or its Barnet Homes: a guess would be a figure
    under the wrong name.
    """
    place = words[:-1] if len(words) > 1 and words[-1] in _STYLES else words
    if not place or not GENERIC.isdisjoint(place) or not COUNCIL_WORDS.isdisjoint(place):
        return ()
    if not _is_place(place, table):
        return ()
    holding = [each for each in table.phrases if _holds(each.words, place)]
    return tuple(dict.fromkeys(each.landlord for each in sorted(holding, key=lambda each: each.block != "council")))


def _is_place(words: Words, table: LandlordTable) -> bool:
    """Whether `words` are a place of the table, or the beginning of one: "Brighton" of Brighton and Hove."""
    if "".join(words) in table.places or "".join(words) in table.regions:
        return True
    return any(each.block == "council" and each.words[: len(words)] == words for each in table.phrases)


def _holds(words: Words, place: Words) -> bool:
    return any(words[at : at + len(place)] == place for at in range(len(words) - len(place) + 1))


def _closest(words: Words, table: LandlordTable) -> str | None:
    """The one landlord whose name differs by no more than slips of the pen and generic words left out or added."""
    words = _respelt(words, table)
    found = _known(words, table)
    if found:
        return found
    named, kind = council(words), block(words)
    words = named.place if named else proper(words)
    if named and named.style == "county":
        return None
    bare = not named and GENERIC.isdisjoint(words)
    costs: dict[str, int] = {}
    for rare in _near(words, table):
        for phrase in table.rarest[rare]:
            cost = _cost(words, phrase.words, rare) if phrase.block == kind else None
            # "Barnett" is Barnet misspelt, a place, and not Barnet Homes
            guessed = bare and bool(cost) and _is_place(_telling(phrase.words), table)
            if cost is not None and not guessed:
                costs[phrase.landlord] = min(cost, costs.get(phrase.landlord, cost))
    return _best(costs)


def _best(costs: Mapping[str, int]) -> str | None:
    """The landlord that needs the fewest, where it needs few and no other nearly as few."""
    ranked = sorted(costs.items(), key=lambda pair: pair[1])
    if not ranked or ranked[0][1] > MOST or (len(ranked) > 1 and ranked[1][1] - ranked[0][1] < _MARGIN):
        return None
    return ranked[0][0]


def _respelt(words: Words, table: LandlordTable) -> Words:
    """Generic words put right ("councill", "assocation"), where they are no word of any landlord's name."""
    right = sorted(GENERIC | LEGAL | COUNCIL_WORDS)

    def respell(word: str) -> str:
        if len(word) < SLIP_LENGTH or word in table.words:
            return word
        near = process.extract(word, right, scorer=OSA.distance, score_cutoff=1, limit=2)
        return near[0][0] if len(near) == 1 else word

    return tuple(respell(word) for word in words)


def _near(words: Words, table: LandlordTable) -> set[str]:
    """The rare words of the table that `words` hold, or hold with one slip where no other is nearly as near."""
    near = {word for word in words if word in table.rarest}
    for word in words:
        if len(word) >= RARE_SLIP_LENGTH - 1 and word not in table.words:
            found = process.extract(word, table.rarest.keys(), scorer=OSA.distance, score_cutoff=_MARGIN, limit=2)
            near.update(each[0] for each in found if len(found) == 1)
    return {word for word in near if table.words[word] <= RARE and len(word) >= RARE_LENGTH}


def _cost(printed: Words, known: Words, rare: str) -> int | None:
    """How many slips, and one for generic words left out or added at the end, part two names; None for any more."""
    slips = same = 0
    for mine, theirs in zip(printed, known, strict=False):
        if mine != theirs and not _slip(mine, theirs, RARE_SLIP_LENGTH if theirs == rare else SLIP_LENGTH):
            break
        slips, same = slips + (mine != theirs), same + 1
    rest, their_rest = printed[same:], known[same:]
    if not GENERIC.issuperset(rest + their_rest):
        return None
    if _within(rest, their_rest):
        return slips + (rest != their_rest)
    # "Riverside Homes" is not "Riverside" with a word added: a bare word stands for itself
    bare = GENERIC.isdisjoint(known)
    return slips + 1 if _within(their_rest, rest) and not bare else None


def _within(few: Words, many: Words) -> bool:
    """Whether `few` are `many` with some left out."""
    left = iter(many)
    return all(word in left for word in few)


def _slip(printed: str, known: str, least: int) -> bool:
    """One letter left out, added, changed or exchanged with the next, in a word of `least` letters; never a digit."""
    long = max(len(printed), len(known)) >= least and printed.isalpha() and known.isalpha()
    return long and OSA.distance(printed, known, score_cutoff=1) == 1
