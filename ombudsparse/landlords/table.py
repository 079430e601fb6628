"""The table of landlords: the reviewed file, a user's own, and what both say of a name."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct, structs

from ombudsparse import vocabulary
from ombudsparse.errors import VocabularyError
from ombudsparse.landlords.names import GENERIC, BlockOfNames, Words, block, council, fold_name, key, proper

Aliases = dict[str, tuple[str, ...]]
SuccessionKind = Literal["merger", "subsidiary", "transfer", "reorganisation"]


class LandlordType(StrEnum):
    """What kind of body a landlord is."""

    HOUSING_ASSOCIATION = "housing_association"
    COUNCIL = "council"
    ALMO = "almo"
    CO_OPERATIVE = "co_operative"
    FOR_PROFIT = "for_profit"
    CHARITY_ALMSHOUSE = "charity_almshouse"
    OTHER = "other"


class Succession(Struct, frozen=True, forbid_unknown_fields=True, rename={"origins": "from"}):
    """One [[succession]] of the file: the bodies `origins` were followed by `to`. See the file for the fields."""

    origins: tuple[str, ...]
    to: str
    date: str
    kind: SuccessionKind
    source: str
    verify: bool = False


class LandlordFile(Struct, frozen=True, forbid_unknown_fields=True):
    """`vocabulary/landlords.toml`, or a user's file of the same shape: canonical names with their aliases."""

    councils: Aliases = {}
    council_aliases: Aliases = {}
    almo: Aliases = {}
    co_operative: Aliases = {}
    for_profit: Aliases = {}
    charity_almshouse: Aliases = {}
    other: Aliases = {}
    housing_association: Aliases = {}
    groups: Aliases = {}
    regions: tuple[str, ...] = ()
    succession: tuple[Succession, ...] = ()

    def landlords(self) -> Iterator[tuple[str, LandlordType, tuple[str, ...]]]:
        """Each landlord of the file: canonical name, type and aliases."""
        for style, places in self.councils.items():
            for place in places:
                yield style.format(place), LandlordType.COUNCIL, ()
        for kind in LandlordType:
            if kind is not LandlordType.COUNCIL:
                for name, aliases in getattr(self, kind).items():
                    yield name, kind, aliases


class Successor(Struct, frozen=True):
    """The body that followed a landlord. `date` is ISO, as precise as it is known: "2022-12-16", "2023-10", "2019".

    `kind`: merger, subsidiary (joined its group), transfer (back to the council) or reorganisation (of councils).
    `verify`: the date has not been checked against a document.
    """

    name: str
    date: str
    kind: SuccessionKind
    source: str
    verify: bool


class _Phrase(Struct, frozen=True):
    """One printed name of a landlord, as it is compared with misspelt ones: for a council, its place alone."""

    words: Words
    block: BlockOfNames
    landlord: str


class LandlordTable(Struct, frozen=True):
    """What is known of landlords, by canonical name; `keys` leads from folded names to canonical ones, `places` from
    the place of a council, `counties` from that of a county council; `regions` are places that have no council.

    `rarest` leads from a word to the phrases of which it is the rarest word, `words` counts the landlords of a word.
    """

    types: Mapping[str, LandlordType]
    groups: Mapping[str, str]
    successors: Mapping[str, Successor]
    keys: Mapping[str, str]
    places: Mapping[str, str]
    counties: Mapping[str, str]
    phrases: tuple[_Phrase, ...]
    rarest: Mapping[str, tuple[_Phrase, ...]]
    words: Mapping[str, int]
    regions: frozenset[str] = frozenset()


_EMPTY = LandlordTable({}, {}, {}, {}, {}, {}, (), {}, {})


@cache
def built_in() -> LandlordTable:
    """The table of `vocabulary/landlords.toml`."""
    return make_table(vocabulary.load_vocabulary("landlords", LandlordFile), _EMPTY)


def read_table(path: str | Path, *, with_built_in: bool = True) -> LandlordTable:
    """A user's own table: a TOML file of the shape of `vocabulary/landlords.toml`, every part of which may be absent.

    Its names win over the built-in ones, which remain unless `with_built_in` is false. Raises VocabularyError, naming
    the file and what is wrong, where it cannot be read, has another shape or contradicts itself.
    """
    try:
        file = msgspec.toml.decode(Path(path).read_bytes(), type=LandlordFile)
        return make_table(file, built_in() if with_built_in else _EMPTY)
    except (OSError, UnicodeDecodeError, msgspec.DecodeError, VocabularyError) as error:
        raise VocabularyError(f"{path}: {error}") from error


def make_table(file: LandlordFile, base: LandlordTable) -> LandlordTable:
    """`base` with the landlords of `file` added. Raises VocabularyError where a name would lead to two landlords, or a
    group or succession names a landlord that neither has."""
    types = {**base.types}
    keys: dict[str, str] = {}
    places: dict[str, str] = {}
    counties: dict[str, str] = {}
    phrases: list[_Phrase] = []
    for name, kind, aliases in file.landlords():
        types[name] = kind
        _add_names(name, aliases, keys, places, counties, phrases)
    for name, aliases in file.council_aliases.items():
        _demand(types.get(name) is LandlordType.COUNCIL, f"council_aliases names {name!r}, which is no council")
        _add_names(name, aliases, keys, places, counties, phrases)
    groups = {**base.groups, **{member: parent for parent, members in file.groups.items() for member in members}}
    successors = {**base.successors}
    for link in file.succession:
        _demand(bool(re.fullmatch(r"\d{4}(-\d\d){0,2}", link.date)), f"succession date {link.date!r} is not ISO")
        for origin in link.origins:
            _demand(origin in types, f"succession names {origin!r}, which is no landlord of the table")
            successors[origin] = Successor(link.to, link.date, link.kind, link.source, link.verify)
    for name in (*groups, *groups.values(), *(each.name for each in successors.values())):
        _demand(name in types, f"a group or succession names {name!r}, which is no landlord of the table")
    for name in successors:
        _demand(name not in [each.name for each in follow(successors, name)], f"{name!r} succeeds itself")
    kept = [each for each in base.phrases if key(each.words) not in keys]
    entered = {**base.keys, **keys}, {**base.places, **places}, {**base.counties, **counties}
    regions = base.regions | {"".join(fold_name(region)) for region in file.regions}
    return structs.replace(_indexed(types, groups, successors, *entered, (*kept, *phrases)), regions=regions)


def follow(successors: Mapping[str, Successor], name: str) -> tuple[Successor, ...]:
    """The successors of `name`, the first first, as far as the links lead."""
    chain: list[Successor] = []
    while name in successors and len(chain) <= len(successors):
        chain.append(successors[name])
        name = chain[-1].name
    return tuple(chain)


def _add_names(
    name: str,
    aliases: Iterable[str],
    keys: dict[str, str],
    places: dict[str, str],
    counties: dict[str, str],
    phrases: list[_Phrase],
) -> None:
    """Enters the canonical name and the aliases of one landlord."""
    for printed in (name, *aliases):
        words = fold_name(printed)
        _enter(keys, key(words), name)
        named = council(words)
        if named and named.style != "county":
            _enter(places, "".join(named.place), name)
        if named and printed == name and named.style != "other":  # unitary councils were, or are, county councils
            _enter(places, "".join(named.place), name)
            _enter(counties, "".join(named.place), name)
        phrases.append(_Phrase(named.place if named else proper(words), block(words), name))


def _enter(index: dict[str, str], entry: str, name: str) -> None:
    _demand(bool(entry), f"{name!r} has a name without letters")
    _demand(index.setdefault(entry, name) == name, f"{entry!r} leads to both {index[entry]!r} and {name!r}")


def _demand(holds: bool, message: str) -> None:
    if not holds:
        raise VocabularyError(message)


def _indexed(
    types: Mapping[str, LandlordType],
    groups: Mapping[str, str],
    successors: Mapping[str, Successor],
    keys: Mapping[str, str],
    places: Mapping[str, str],
    counties: Mapping[str, str],
    phrases: tuple[_Phrase, ...],
) -> LandlordTable:
    """The table with its index by rarest word; names of nothing but generic words have none."""
    landlords_of = {(word, each.landlord) for each in phrases for word in each.words}
    counts = Counter(word for word, _ in landlords_of)
    rarest: dict[str, list[_Phrase]] = {}
    for each in phrases:
        telling = [word for word in each.words if word not in GENERIC]
        if telling:
            rarest.setdefault(min(telling, key=lambda word: (counts[word], word)), []).append(each)
    index = {word: tuple(found) for word, found in rarest.items()}
    return LandlordTable(types, groups, successors, keys, places, counties, phrases, index, counts)
