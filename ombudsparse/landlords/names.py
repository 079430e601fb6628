"""The words of a landlord's name, folded so that equal words mean the same body. No table and no decision is here."""

import re
import unicodedata
from functools import cache
from typing import Literal, NamedTuple

BlockOfNames = Literal["council", "co_operative", "provider"]
Words = tuple[str, ...]

# say what kind of body it is and not which one: they may be left out, never exchanged ("Muir Group" / "Muir Group HA")
GENERIC = frozenset(["housing", "homes", "association", "group", "trust", "society", "partnership", "company"])
LEGAL = frozenset(["limited", "ltd", "plc", "cic", "llp"])
# single words and pairs after which a second name follows: "Optivo (now Southern Housing)", "X (inc. Y)", "A t/a B"
RENAMED = ("now", "formerly", "former", "previously")
_JOINED = ("incorporating", "including", "inc", "incl", "part of", "on behalf", "acting through", "member of")
SAME_BODY = ("ta", "aka", "trading as", "known as")  # both names are of one body
_ASIDE = frozenset((*RENAMED, *_JOINED, *SAME_BODY))
# "Johnnie Johnson H.A. Ltd", "London & Quadrant H T"
ENDINGS = {"ha": ("housing", "association"), "ht": ("housing", "trust")}
COUNCIL_WORDS = frozenset(["council", "borough", "district", "metropolitan"])


class Council(NamedTuple):
    """The place of a council's name. `style`: "county", "plain" ("Cornwall Council") or "other" (all the rest)."""

    place: Words
    style: Literal["county", "plain", "other"]


@cache
def _pattern(name: str) -> re.Pattern[str]:
    style = r"(?:london|royal|metropolitan|city|district|borough)"
    return re.compile(
        {
            "apostrophe": r"['’‘ʼ`´]",  # "Women's", "St Mungo’s"
            "co-op": r"\bco[- ]?op(?:erative)?(?:s\b|\b)",  # "Co-operative", "Co-op", "Cooperative"
            "initials": r"\b[a-z](?: [a-z]\b)+",  # "C.I.C.", "L&Q", "H A"
            "word": r"[^\W_]+",
            # "London Borough of", "City of", "Royal Borough of", "Council of the City of", "LB of"
            "before": rf"(?:(?:the )?council of (?:the )?)?(?:(?:{style} )*(?:borough|city|district|county) of"
            r"|lb(?: of)?) (?:the )?",
            # "City Council", "London Borough Council", "City (and) District Council", "MBC", "…, London Borough of"
            "after": rf" (?:(?:{style} )*(?P<county>county )?(?:council|corporation)"
            r"|[lm]?bc|mdc|dc|cc|lb|london borough(?: of)?)",
        }[name]
    )


def fold_name(name: str) -> Words:
    """The words of `name` in lower case without accents, marks and "and"; initials joined, a leading "the" cut."""
    text = unicodedata.normalize("NFKD", name).casefold()
    text = "".join(char for char in text if not unicodedata.combining(char))
    text = _pattern("apostrophe").sub("", text)
    text = _pattern("co-op").sub("coop", text)
    words = [word for word in _pattern("word").findall(text) if word != "and"]
    joined = _pattern("initials").sub(lambda run: run[0].replace(" ", ""), " ".join(words)).split()
    return tuple(joined[1:] if joined[:1] == ["the"] and len(joined) > 1 else joined)


def proper(words: Words) -> Words:
    """`words` without the legal form at the end ("Limited", "C.I.C."), and "HA" or "HT" there written out."""
    while len(words) > 1 and words[-1] in LEGAL:
        words = words[:-1]
    if len(words) > 3 and words[-3:] == ("community", "interest", "company"):
        words = words[:-3]
    return words[:-1] + ENDINGS[words[-1]] if len(words) > 1 and words[-1] in ENDINGS else words


def key(words: Words) -> str:
    """What two printings of one name share: letters and digits alone ("Live West" and "LiveWest")."""
    return "".join(proper(words))


def readings(name: str) -> tuple[Words, ...]:
    """The ways to read `name`, the fullest first: as it stands, without an abbreviation of itself at its end, and
    without what is said about another name ("now …", "formerly …"); then the name after "trading as"."""
    words = fold_name(name)
    found = [words, _without_abbreviation(words)]
    for at in range(1, len(words)):
        aside = next((mark for mark in (" ".join(words[at : at + 2]), words[at]) if mark in _ASIDE), None)
        if aside:
            first = words[: at - 1] if words[at - 1] == "also" else words[:at]  # "also known as"
            found += [first, _without_abbreviation(first)]
            if aside in SAME_BODY:
                found.append(words[at + aside.count(" ") + 1 :])
            break
    return tuple(dict.fromkeys(reading for reading in found if reading))


def _without_abbreviation(words: Words) -> Words:
    """`words` without a last word that the others' initials spell: "Notting Hill Genesis (NHG)", "Sage … (SRL)"."""
    last, initials = words[-1] if words else "", "".join(word[0] for word in words[:-1])
    return words[:-1] if len(last) > 1 and initials.startswith(last) else words


def council(words: Words) -> Council | None:
    """The place that a council's name names, whatever its style; None for the name of another body."""
    text = " ".join(words)
    if GENERIC.intersection(words):
        return None
    before = _pattern("before").match(text)
    place = text[before.end() :] if before else text
    after = next((found for found in _pattern("after").finditer(place) if found.end() == len(place)), None)
    place = place[: after.start()] if after else place
    if not (before or after) or place.strip() in ("", "london"):  # "London Borough Council" names no place
        return None
    plain = after is not None and after[0] == " council" and not before
    return Council(tuple(place.split()), "county" if after and after["county"] else "plain" if plain else "other")


def block(words: Words) -> BlockOfNames:
    """What the words of a name say of the kind of body. Names of different blocks are never compared."""
    if council(words):
        return "council"
    return "co_operative" if "coop" in words else "provider"
