"""Heads that a finding names by their label or all at once: "complaint 1a", "the first and second complaints"."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from ombudsparse.document import Block, Document
from ombudsparse.records import ComplaintHead
from ombudsparse.vocabulary.patterns import Wording, any_of


class HeadMark(Struct, frozen=True):
    """The list marks of a head as printed: its own ("b") and that of the paragraph it stands under ("1"), if any."""

    own: str | None
    parent: str | None


def head_marks(document: Document, heads: Sequence[ComplaintHead]) -> tuple[HeadMark, ...]:
    """The marks of each head, in order."""
    parents = _parents(document)
    found = []
    for head in heads:
        block = document.block_at(head.span.start)
        above = parents.get(block.span.start) if block else None
        found.append(HeadMark(_plain(block.label) if block else None, _plain(above.label) if above else None))
    return tuple(found)


def _parents(document: Document) -> dict[int, Block]:
    """For each block, by where it starts, the last labelled one before it of a lesser depth."""
    parents: dict[int, Block] = {}
    last: dict[int, Block] = {}  # by depth
    for block in document.blocks:
        above = [each for level, each in last.items() if level < block.level]
        if above:
            parents[block.span.start] = max(above, key=lambda each: each.span.start)
        if block.level > 0 and block.label:
            last[block.level] = block
    return parents


def _plain(label: str | None) -> str | None:
    return label.strip("(). ").lower() or None if label else None


_THING = r"(?:complaint|element|aspect|issue|matter|part|point|head|item|ground|limb|paragraph|concern)"
_OF_IT = any_of(
    rf"\s+of\s+(?:the|this|his|her|their)(?:\s+resident’s|\s+\w+’s)?\s+(?:{_THING})s?",
    r"\s+(?:as\s+)?(?:set\s+out\s+|listed\s+|outlined\s+|defined\s+|described\s+|detailed\s+)?(?:above|in\s+this\s+report)",
    r"\s+(?:that\s+(?:were\s+)?)?(?:raised|complained\s+(?:of|about)|investigated|considered)(?:\s+by\s+the\s+resident)?",
    r"\s+raised\s+by\s+the\s+resident",
)
_EVERY = any_of(
    rf"(?:all|each|every)(?:\s+(?:of\s+)?(?:the|these|this|his|her|their|its))?(?:\s+(?:\w+\s+)?(?:resident|tenant|leaseholder)s?’?s?’?)?"
    rf"(?:\s+(?:two|three|four|five|six|the|\d))?\s+{_THING}s?",
    r"all\s+of\s+(?:the\s+above|these|them|it)|all\s+(?:the\s+)?heads\s+of\s+complaint",
    rf"(?:the|these)\s+{_THING}s",
    r"(?:the|her|his|their)\s+(?:\w+’s\s+)?complaints",
    r"the\s+(?:whole|entirety|overall|entire)(?:\s+of)?(?:\s+the)?\s+complaint",
)
_ALL = Wording(rf"(?:in\s+respect\s+of\s+|for\s+)?{_EVERY}{_OF_IT}*")
_BOTH = Wording(rf"both(?:\s+of)?(?:\s+(?:the|these|her|his|their))?(?:\s+\w+’s)?\s+{_THING}s?{_OF_IT}*|both")
_REMAINING = Wording(
    rf"(?:(?:all|each)\s+(?:of\s+)?)?(?:the\s+|her\s+|his\s+|their\s+)?(?:other|remaining|rest\s+of\s+the)\s+(?:\w+’s\s+)?{_THING}s?{_OF_IT}*"
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ORDINAL = f"(?:{'|'.join(_ORDINALS)}|last|final)"
_AND = r"(?:\s*(?:,|&|and|to|–|-|,\s*and)\s*)"
_BY_ORDER = Wording(
    rf"(?:the\s+)?(?P<order>{_ORDINAL}(?:{_AND}(?:the\s+)?{_ORDINAL})*)\s+(?:\w+’s\s+)?(?:part\s+of\s+the\s+)?{_THING}s?{_OF_IT}*"
)
# "1a", "1(b)", "(b)", "b)", "2", "ii", "two"
_LABEL = any_of(
    r"\(?\d{1,2}\)?\.?\s?\(?(?:[a-h]|[ivx]{1,4})?\)?(?![\w’])",
    r"\(?(?:[a-h]|[ivx]{1,4})\)?(?![\w’])",
    rf"(?:{'|'.join(_NUMBERS)})\b",
)
_AT = any_of(
    r"set\s+out|described|listed|outlined|detailed|defined",
    r"raised|identified|referred\s+to|labelled|recorded",
)
_WHOSE = r"(?:the\s+)?(?:resident’s\s+)?"
_BY_LABEL = Wording(
    rf"{_WHOSE}(?:(?P<thing>{_THING})s?\s*)?(?:{_AT}\s+)?(?:(?:at|in|under|as|of)\s+)?"
    rf"(?P<unit>(?:{_THING})s?\.?\s*)?(?:no\.?\s+|numbers?\s+)?"
    rf"(?P<labels>{_LABEL}(?:{_AND}(?:{_THING}s?\s+)?{_LABEL})*){_OF_IT}*"
)
_EACH_LABEL = Wording(rf"(?<![\w’]){_LABEL}")


def referred(text: str, marks: Sequence[HeadMark], decided: Sequence[int | None]) -> tuple[int, ...]:
    """The indexes of the heads that the matter `text` refers to and does not describe; empty where it describes one.

    `decided`: the heads that other findings speak of, which "the remaining elements" are not.
    """
    text = " ".join(text.replace("'", "’").split()).strip(" .;:,")
    everything = tuple(range(len(marks)))
    if _BOTH.fullmatch(text):
        return everything if len(marks) == 2 else ()
    if _REMAINING.fullmatch(text):
        return tuple(index for index in everything if index not in decided)
    if _ALL.fullmatch(text):
        return everything if len(marks) > 1 else ()
    if (ordered := _BY_ORDER.fullmatch(text)) is not None:
        return _in_range(_ordinals(ordered["order"].lower(), len(marks)), len(marks))
    return _by_label(text, marks)


def _by_label(text: str, marks: Sequence[HeadMark]) -> tuple[int, ...]:
    labelled = _BY_LABEL.fullmatch(text)
    if labelled is None:
        return ()
    thing = ((labelled["thing"] or "") + (labelled["unit"] or "")).lower()
    if not thing and "(" not in text and ")" not in text:
        return ()  # a bare "a" or "2" refers to nothing
    return _in_range(_labelled(labelled["labels"].lower(), marks, "paragraph" in thing), len(marks))


def _in_range(found: Iterator[int | None], count: int) -> tuple[int, ...]:
    """The indexes in order, none where one of them is no head: then the reference is not understood."""
    indexes = list(found)
    if any(index is None or not 0 <= index < count for index in indexes):
        return ()
    return tuple(sorted({index for index in indexes if index is not None}))


def _ordinals(words: str, count: int) -> Iterator[int | None]:
    for word in words.replace(",", " ").split():
        if word in _ORDINALS:
            yield _ORDINALS.index(word)
        elif word in ("last", "final"):
            yield count - 1


def _labelled(words: str, marks: Sequence[HeadMark], paragraph: bool) -> Iterator[int | None]:
    before: int | None = None
    number = ""
    end = 0
    for match in _EACH_LABEL.finditer(words):
        figures, letters = _parts(match[0])
        number = figures or number
        found = list(_of_label(figures, letters, number, marks, paragraph))
        through = before is not None and words[end : match.start()].strip() in ("to", "-", "–")
        if through and before is not None and len(found) == 1 and found[0] is not None:
            yield from range(before, found[0])
        yield from found
        before, end = found[-1], match.end()


def _parts(label: str) -> tuple[str, str]:
    """ "1(b)" as "1" and "b", "two" as "2" and ""."""
    if label in _NUMBERS:
        return str(_NUMBERS.index(label) + 1), ""
    plain = "".join(letter for letter in label if letter.isalnum())
    figures = "".join(letter for letter in plain if letter.isdigit())
    return figures, plain[len(figures) :]


def _of_label(
    figures: str, letters: str, number: str, marks: Sequence[HeadMark], paragraph: bool
) -> Iterator[int | None]:
    """The heads of one label; None where there is none."""
    if letters:
        yield _lettered(letters, number, marks)
    elif paragraph:
        under = [at for at, mark in enumerate(marks) if mark.parent == figures]
        level = [at for at, mark in enumerate(marks) if mark.parent is None and mark.own == figures]
        yield from under or level or _NOWHERE
    else:
        yield int(figures) - 1


_NOWHERE: tuple[int | None, ...] = (None,)


def _lettered(letters: str, number: str, marks: Sequence[HeadMark]) -> int | None:
    """The head with that letter under that number; by its place where the form shows no letters."""
    alike = [at for at, mark in enumerate(marks) if mark.own == letters]
    exact = [at for at in alike if not number or marks[at].parent == number] or alike
    if len(exact) == 1:
        return exact[0]
    lettered = any(mark.own and not mark.own.isdigit() for mark in marks)
    return None if lettered else _place(letters)


def _place(letters: str) -> int | None:
    """The place in a list that a letter or a small Roman number stands for."""
    roman = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii")
    if letters in roman:
        return roman.index(letters)
    return ord(letters) - ord("a") if len(letters) == 1 else None
