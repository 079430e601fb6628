"""The heads of complaint: each matter that was complained of, or that the Ombudsman added."""

from collections.abc import Iterator, Sequence

from msgspec import Struct, structs

from ombudsparse.document import Block, Document, SectionKind
from ombudsparse.extract.categories import categorise
from ombudsparse.extract.head_wordings import (
    ACT,
    ADDED,
    ADDITION,
    BROKEN_OFF,
    FOLLOWING,
    GLUED_STEM,
    LEAF_END,
    LIST_END,
    LIST_OVERVIEW,
    NAMING_END,
    NOTE,
    OPEN_END,
    OWN_SENTENCE,
)
from ombudsparse.extract.run_in_lists import run_in_list
from ombudsparse.records import ComplaintHead, Problem
from ombudsparse.spans import Span
from ombudsparse.structure.sections import blocks_of

_STAGE = "heads"
MOST_HEADS = 30  # the most seen is 11; a list longer than this is no list of heads


class _Entry(Struct, frozen=True):
    """One block of the complaint section, and what it is: a lead-in, a matter, an addition or a note."""

    text: str
    span: Span
    level: int
    label: str | None
    role: str


def read_heads(document: Document) -> tuple[tuple[ComplaintHead, ...], tuple[Problem, ...]]:
    """The leaf matters of the complaint section in order, each with its lead-in and categories.

    The lead-in (`stem`) of a nested leaf is the whole chain; an addition of the Ombudsman's own that is a sentence has
    none.
    """
    blocks = _first_section(document)
    if not blocks:
        problem = Problem("heads_not_found", "the report has no section that states the complaint", _STAGE)
        return (), (problem,)
    entries = _entries(document, blocks)
    heads: list[ComplaintHead] = []
    stems: list[_Entry] = []  # open lead-ins, outermost first
    for at, entry in enumerate(entries):
        if entry.role == "note":
            continue
        stems = _still_open(stems, entry, entries[:at])
        if entry.role == "stem":
            stems.append(entry)
            continue
        if _is_overview(entries, at):
            continue
        stem = None if entry.role == "addition" else " ".join(stem.text for stem in stems) or None
        categories = categorise(entry.text if entry.role == "addition" else _in_context(entry.text, stem))
        heads.append(
            ComplaintHead(
                number=len(heads) + 1,
                text=entry.text,
                stem=stem,
                category=categories[0],
                categories=categories,
                span=entry.span,
            )
        )
    return tuple(heads), _problems(heads, entries)


def _first_section(document: Document) -> list[Block]:
    """The blocks of the first section on the complaint that has any: a later one tells the history of the complaint."""
    blocks = blocks_of(document, SectionKind.COMPLAINT)
    sections = [section.span for section in document.sections if section.kind == SectionKind.COMPLAINT]
    return next((inside for span in sections if (inside := [b for b in blocks if span.covers(b.span)])), [])


def _entries(document: Document, blocks: Sequence[Block]) -> list[_Entry]:
    blocks = _unwrapped(document, blocks)
    texts = [document.words(block.span) for block in blocks]
    entries: list[_Entry] = []
    for at, (text, block) in enumerate(zip(texts, blocks, strict=True)):
        first = at == 0 and at + 1 < len(blocks) and not OPEN_END.search(text.rstrip(";,"))
        glued = GLUED_STEM.match(block.span.of(document.text)) if first else None
        listed = None if glued else run_in_list(block.span.of(document.text))
        if glued:
            cut = block.span.start + glued.end()
            stem, leaf = Span(block.span.start, cut - 1), Span(cut, block.span.end)
            entries.append(_Entry(document.words(stem), stem, block.level, block.label, "stem"))
            entries.append(_Entry(document.words(leaf), leaf, 0, None, "matter"))
        elif listed:
            entries += _run_in(document, block, *listed)
        else:
            role = _role(text, block, _next(blocks, at), "".join(texts[at + 1 : at + 2]))
            entries.append(_Entry(text, block.span, block.level, block.label, role))
    return entries


def _unwrapped(document: Document, blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with an item whose line was broken after a word that needs another put together again."""
    whole: list[Block] = []
    for block in blocks:
        before = whole[-1] if whole else None
        goes_on = before is not None and before.kind == "item" and block.kind == "paragraph"
        if before and goes_on and BROKEN_OFF.search(document.words(before.span)) and _is_small(document, block):
            whole[-1] = structs.replace(before, span=Span(before.span.start, block.span.end))
        else:
            whole.append(block)
    return whole


def _is_small(document: Document, block: Block) -> bool:
    return block.span.of(document.text)[:1].islower()


def _run_in(document: Document, block: Block, stem: Span, items: Sequence[Span]) -> Iterator[_Entry]:
    """The lead-in and the leaves of a list that stands in one paragraph."""
    start = block.span.start
    if stem.end > stem.start:
        span = Span(start + stem.start, start + stem.end)
        yield _Entry(document.words(span), span, block.level, block.label, "stem")
    for item in items:
        span = Span(start + item.start, start + item.end)
        role = "addition" if ADDITION.match(document.words(span)) else "matter"
        yield _Entry(document.words(span), span, block.level + 1 if block.level else 0, None, role)


def _next(blocks: Sequence[Block], at: int) -> Block | None:
    return blocks[at + 1] if at + 1 < len(blocks) else None


def _role(text: str, block: Block, after: Block | None, following: str) -> str:
    if (_leads_in(text, block, after, following) if following else False) or _list_lost(text):
        return "stem"
    if NOTE.match(text):
        return "note"
    return "addition" if ADDITION.match(text) or ADDED.search(text.rstrip(".")) else "matter"


def _leads_in(text: str, block: Block, after: Block | None, following: str) -> bool:
    """Whether a block before `following` introduces it."""
    deeper = _stands_above(text, block, after, following)
    if text.endswith(":") or deeper or NAMING_END.search(text):
        return True
    if OPEN_END.search(text) and not text.endswith("."):
        return True
    if text.endswith((";", ",")) and OWN_SENTENCE.match(text) and OPEN_END.search(text[:-1]):
        return True  # "The complaint is about the landlord’s handling of;"
    listed = after is not None and after.kind == "item" and block.kind == "paragraph"
    return FOLLOWING.search(text) is not None and (listed or text.endswith("."))


def _stands_above(text: str, block: Block, after: Block | None, following: str) -> bool:
    """Whether the next item stands deeper, and so under the block."""
    if after is None or after.kind != "item" or not 0 < block.level < after.level or LIST_END.search(text):
        return False
    # "… has also considered:" under a sentence is the next sentence, only badly indented
    beside = ADDITION.match(following) or OWN_SENTENCE.match(following)
    return not (beside and LEAF_END.search(text))


def _list_lost(text: str) -> bool:
    """Whether a lead-in stands there whose list the copy has lost."""
    opens = OPEN_END.search(text) or OWN_SENTENCE.match(text) or ADDITION.match(text)
    return text.endswith(":") and opens is not None


def _still_open(stems: list[_Entry], entry: _Entry, before: Sequence[_Entry]) -> list[_Entry]:
    """The lead-ins that `entry`, after the entries `before` it, still stands under.

    By depth where the form shows it, else by wording and punctuation.
    """
    if entry.role == "addition" or OWN_SENTENCE.match(entry.text):
        return []
    if entry.role == "stem" and (ADDITION.match(entry.text) or _is_beside(entry, stems, before)):
        return []
    if entry.level and any(stem.level for stem in stems):
        return _above(stems, entry.level)
    leaves = before[before.index(stems[-1]) + 1 :] if stems else ()
    if len(leaves) == 1 and NAMING_END.search(stems[-1].text):
        return stems  # what "including:" introduces has seldom one leaf only
    return stems[:-1] if len(stems) > 1 and _closes(entry, leaves) else stems


def _above(stems: Sequence[_Entry], level: int) -> list[_Entry]:
    """The lead-ins above `level`; leaves numbered level with their stem stand under it all the same."""
    kept = [stem for stem in stems if stem.level == 0 or stem.level < level]
    return kept or [stem for stem in stems if stem.level == level and stem.text.endswith(":")][-1:]


def _is_beside(entry: _Entry, stems: Sequence[_Entry], before: Sequence[_Entry]) -> bool:
    """Whether a lead-in stands beside the lead-in before it, and not under it: the list of that one has ended."""
    if not before or before[-1].role != "matter":
        return False
    if entry.level:
        return entry.level == 1 < before[-1].level
    return entry.text.startswith("The landlord’s") and any("landlord’s" in stem.text for stem in stems)


def _closes(entry: _Entry, leaves: Sequence[_Entry]) -> bool:
    """Whether `entry` stands beside the nested list of `leaves`, where no depth is shown.

    A full stop after semicolons ends the list, as does "; and" before its last leaf; so does "Request for …" after
    "The windows", which is no act of a party.
    """
    if len(leaves) > 1 and (
        leaves[-2].text.endswith("; and") or (leaves[-2].text.endswith(";") and leaves[-1].text.endswith("."))
    ):
        return True
    return bool(leaves and ACT.match(entry.text) and not ACT.match(leaves[0].text))


def _is_overview(entries: Sequence[_Entry], at: int) -> bool:
    later = entries[at + 1 :]
    return bool(LIST_OVERVIEW.match(entries[at].text)) and any(entry.role == "stem" for entry in later[:1])


def _in_context(text: str, stem: str | None) -> str:
    """The words that tell the category: a leaf of one word means something only after its lead-in."""
    return f"{stem} {text}" if stem and len(text.split()) < 2 else text


def _problems(heads: Sequence[ComplaintHead], entries: Sequence[_Entry]) -> tuple[Problem, ...]:
    if entries[-1].role == "stem":
        return (Problem("stem_without_leaves", f"“{entries[-1].text}” introduces nothing", _STAGE, entries[-1].span),)
    if not heads:
        return (Problem("heads_not_found", "the section on the complaint lists no matter", _STAGE),)
    if len(heads) > MOST_HEADS:
        span = Span(heads[0].span.start, heads[-1].span.end)
        message = f"{len(heads)} heads are more than any report has; the section may be read wrongly"
        return (Problem("implausible_heads", message, _STAGE, span),)
    return ()
