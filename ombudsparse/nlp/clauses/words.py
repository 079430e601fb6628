"""The words of a sentence, each with its part: a verb or a noun of an event, an actor, or a word of grammar.

This is no tagger of English. It knows the field's words and the grammar around them, which is all that the rules for
actors and events ask about; a spaCy pipeline with a tagger is not needed.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal

from msgspec import Struct

from ombudsparse.nlp.clauses.word_classes import EventLexicon, WordEntry, actor_words, lexicon
from ombudsparse.spans import Span

Tag = Literal[
    "verb", "noun", "actor", "aux", "modal", "neg", "adverb", "prep", "det", "sub", "rel", "and", "to", "comma",
    "stop", "date", "word",
]  # fmt: skip

_EMPTY = WordEntry()


class Word(Struct, gc=False):
    """A word, a phrase of the vocabulary or a date, `low` in lower case.

    `owner`: it ends in "’s" or is a possessive pronoun. `tokens`: how many of `token_spans` it takes up.
    """

    low: str
    tag: Tag
    entry: WordEntry = _EMPTY
    owner: bool = False
    tokens: int = 1


# The grammar of English, as far as clauses need it
GRAMMAR: dict[Tag, str] = {
    "aux": "is was are were am be been being has have had having do does did isn’t wasn’t weren’t hasn’t haven’t "
    "hadn’t didn’t doesn’t don’t",
    "modal": "will would shall should could may might must can cannot ought wouldn’t couldn’t shouldn’t can’t won’t",
    "neg": "not never no nobody nor neither none nothing without",
    "adverb": "also then again still just only already finally subsequently later initially first eventually promptly "
    "therefore thus once twice appropriately soon next now ever almost even always often once more "
    "since-then though together immediately formally previously originally first instead meanwhile both all there "
    "least verbally yet otherwise too reasonably recently apparently successfully last",
    "prep": "of on in at by for from with within about regarding concerning during throughout following into onto over "
    "under between around via through upon per dated against towards despite including except up prior due "
    "approximately circa off out outside inside above below near across along beside",
    "det": "the a an this these those any some each every both another such one two three four five six seven eight "
    "nine ten several many few other its second third numerous multiple various same further own",
    "sub": "until till when where while whilst although though because if whether unless as since after before once so "
    "than how what why except whereas whereby",
    "rel": "which who whom whose that",
    "and": "and or but nor &",
    "to": "to",
}  # fmt: skip

_TOKEN = r"£|[^\W_]+(?:[’'\-–./&][^\W_]+)*[’']?|[,;:()–—]"
_NOT_ADVERBS = frozenset(
    ["family", "supply", "reply", "early", "assembly", "only", "apply", "anomaly", "july", "comply"]
)


@cache
def _grammar() -> dict[str, Tag]:
    return {word: tag for tag, words in reversed(GRAMMAR.items()) for word in words.split()}


@cache
def _token() -> re.Pattern[str]:
    return re.compile(_TOKEN)


@cache
def _pronouns() -> tuple[frozenset[str], frozenset[str]]:
    words = actor_words().pronouns
    every = (*words.resident_default, *words.body, *words.plural, *words.ombudsman)
    return frozenset(every), frozenset(words.possessive)


def read_words(text: str, span: Span, dates: Sequence[Span], council: bool = False) -> list[Word]:
    """The words of `text` within `span`; each of `dates` (in order, spans of `text`) is one word.

    `council`: whether the landlord is a council, so that "the Council" is not a third party.
    """
    words: list[Word] = []
    at = span.start
    for date in dates:
        _add(words, _tokens(text, at, date.start, council), council, before_date=True)
        words.append(Word("<date>", "date"))
        at = date.end
    _add(words, _tokens(text, at, span.end, council), council, before_date=False)
    _settle(words)
    return words


def token_spans(text: str, span: Span) -> list[Span]:
    """Where the tokens stand that the words of `text` within `span` are made of, if there is no date among them."""
    return [Span(*match.span()) for match in _token().finditer(text, span.start, span.end)]


class _Token(Struct, frozen=True, gc=False):
    """What the vocabulary says of a token, wherever it stands.

    `printed`: in lower case; `low`: without the ending of a possessive. `phrases`: those that it opens, by their second
    word, longest first.
    """

    printed: str
    low: str
    owner: bool
    tag: Tag
    entry: WordEntry
    phrases: dict[str, tuple[tuple[str, ...], ...]]


def _tokens(text: str, start: int, end: int, council: bool) -> list[_Token]:
    return [_looked_up(printed, council) for printed in _token().findall(text, start, end)]


@lru_cache(maxsize=8192)
def _looked_up(printed: str, council: bool) -> _Token:
    """A token of the text, in lower case and without the ending of a possessive, and what it can be."""
    entries, phrases = lexicon(council)
    token = low = printed.lower().replace("'", "’")
    owner = low.endswith(("’s", "s’"))
    low = _owned(low) if owner else low.removesuffix("’")
    tag, entry, possessive = _classed(low, entries) if printed != "May" else ("word", _EMPTY, None)  # "Cllr May"
    owns = owner if possessive is None else possessive
    return _Token(token, low, owns, tag, entry, {} if owner else phrases.get(low, {}))


def _add(words: list[Word], tokens: list[_Token], council: bool, before_date: bool) -> None:
    """Adds the tokens to the words, the phrases of the vocabulary as one word each."""
    skip = 0
    for at, token in enumerate(tokens):
        if skip:
            skip -= 1
            continue
        if token.low == "no" and at + 1 < len(tokens) and tokens[at + 1].low[0].isdigit():
            words.append(Word("number", "word"))  # "No. 5 was inspected", "the works at No 7" deny nothing
            continue
        parts = _phrase(tokens, at, before_date) if token.phrases else None
        if parts is None:
            words.append(Word(token.low, token.tag, token.entry, token.owner))
            continue
        skip = len(parts) - 1
        phrase = " ".join(parts)
        owned = tokens[at + skip].printed != parts[-1]
        words.append(Word(phrase, "word", lexicon(council)[0][phrase], owned, len(parts)))


def _phrase(tokens: list[_Token], at: int, before_date: bool) -> tuple[str, ...] | None:
    """The longest phrase of the vocabulary that the tokens from `at` are."""
    if at + 1 == len(tokens):
        return None
    second, phrases = tokens[at + 1].printed, tokens[at].phrases
    for parts in phrases.get(second) or phrases.get(_owned(second), ()):
        if at + len(parts) <= len(tokens) and _is_phrase(parts, tokens, at, before_date):
            return parts
    return None


def _owned(printed: str) -> str:
    """The word without the ending of a possessive."""
    return printed[:-2] if printed.endswith("’s") else printed[:-1] if printed.endswith("s’") else printed


def _is_phrase(parts: tuple[str, ...], tokens: list[_Token], at: int, before_date: bool) -> bool:
    """Whether the tokens from `at` are these words, the last of them perhaps a possessive."""
    last = len(parts) - 1
    if any(tokens[at + n].printed != parts[n] for n in range(1, last)):
        return False
    ending = tokens[at + last].printed
    return parts[-1] in (ending, _owned(ending)) and not _goes_on(parts, tokens, at + last + 1, before_date)


def _goes_on(parts: tuple[str, ...], tokens: list[_Token], end: int, before_date: bool) -> bool:
    """Whether the phrase is cut out of a longer one: "its second [stage 1 response]", "moved [in May 2023]"."""
    if end == len(tokens):
        return before_date and parts[-1] in ("in", "at")
    return parts[-1] == "stage" and tokens[end].printed in ("1", "2", "one", "two")


def _classed(low: str, entries: EventLexicon) -> tuple[Tag, WordEntry, bool | None]:
    """Tag and entry of a word, and whether it is a possessive where its ending does not tell."""
    pronouns, possessives = _pronouns()
    if low in pronouns:
        return "actor", _EMPTY, low in possessives
    tag = _grammar().get(low)
    if tag:
        return tag, entries.get(low, _EMPTY), False
    entry = entries.get(low)
    if entry is not None:
        return "word", entry, None
    if low in ",()":
        return "comma", _EMPTY, False
    if low in ";:–—":
        return "stop", _EMPTY, False
    if low == "£":
        return "noun", _money(), False
    if low.endswith("ly") and low not in _NOT_ADVERBS:
        return "adverb", _EMPTY, False
    if low.endswith("ed") and not low.endswith("eed") and len(low) > 4:  # "proceed", "indeed"
        return "word", _unknown_verb(), False
    return "word", _EMPTY, None


@cache
def _money() -> WordEntry:
    return WordEntry(nouns=frozenset(["money"]))


@cache
def _said() -> WordEntry:
    return WordEntry(verbs=frozenset(["tell"]), form="past")


@cache
def _unknown_verb() -> WordEntry:
    return WordEntry(verbs=frozenset(["unknown"]), form="past")


def _settle(words: list[Word]) -> None:
    """Decides what each word of the vocabulary is in its place: verb, noun or neither."""
    for index, word in enumerate(words):
        if word.tag == "to":
            follower = words[index + 1] if index + 1 < len(words) else None
            if follower is None or not (
                follower.tag == "adverb"
                or (follower.entry.verbs and follower.entry.form == "base")
                or follower.low in ("be", "have", "do")
            ):
                word.tag = "prep"
        if word.tag != "word" or word.entry is _EMPTY:
            continue
        if word.entry.party:
            word.tag = "actor"
        elif word.entry.verbs and not word.owner and _is_verb(word, words, index):
            word.tag = "verb"
            if word.low == "acknowledged" and index + 1 < len(words) and words[index + 1].low == "that":
                word.entry = _said()  # "acknowledged that it was late" is no acknowledgement of the complaint
        elif word.entry.nouns:
            word.tag = "noun"
    for index, word in enumerate(words):
        if word.tag == "aux" and not _helps(words, index):
            word.tag = "verb"


def _is_verb(word: Word, words: list[Word], index: int) -> bool:
    before = words[index - 1] if index else None
    after = words[index + 1] if index + 1 < len(words) else None
    form = word.entry.form
    determined = before is not None and (before.tag == "det" or before.owner)
    if " " in word.low:
        return not determined
    if form in ("past", "participle"):
        if before is not None and before.tag == "prep" and after is not None and after.tag in ("word", "noun"):
            return False  # "photographs of dumped mattresses"
        if before is not None and before.low in ("the", "a", "an"):
            return False  # "the reported noise", "patched the felt"
        if determined:  # "both replied"
            return (
                after is None
                or after.tag not in ("noun", "word", "actor")
                or (before is not None and before.low == "both")
            )
        described = before is not None and before.tag == "word" and not before.entry.verbs and index > 1
        if described and (words[index - 2].tag == "det" or words[index - 2].owner) and after is not None:
            return after.tag != "noun" and not (after.tag == "word" and after.entry.nouns)
        return True
    if form == "ing":
        ordinal = before is not None and before.low in ("first", "last", "final", "second", "next", "of")
        return not determined and not (ordinal and word.entry.nouns)
    if before is None:
        return False
    helped = before
    back = index - 1
    while helped.tag in ("adverb", "neg") and back > 0:
        back -= 1
        helped = words[back]
    if helped.tag in ("to", "modal") or (
        helped.tag == "aux" and helped.low in ("did", "do", "does", "didn’t", "don’t", "doesn’t")
    ):
        return not (helped.tag == "to" and word.low.endswith("s") and bool(word.entry.nouns))
    if helped.tag == "actor" and not helped.owner:
        return word.low.endswith("s") != (helped.low in ("they", "we", "i") or helped.low.endswith("s"))
    if helped.tag in ("rel",):
        return True
    if word.low.endswith("s") and not word.entry.nouns:
        return helped.tag in ("noun", "word", "actor") and not determined
    return not word.entry.nouns and helped.tag in ("and",) and not word.low.endswith("s")


def _helps(words: list[Word], index: int) -> bool:
    """Whether the auxiliary at `index` has its verb after it: "was then sent", "did not reply", "had been"."""
    for word in words[index + 1 : index + 6]:
        if word.tag == "verb":
            return word.entry.form != "base" or words[index].low.startswith(("do", "did"))
        if word.tag == "aux":
            return True
        if word.tag not in ("adverb", "neg", "date", "comma") and word.low not in ("both", "all", "in", "on"):
            return False
    return False
