"""The heads of complaint: each matter that was complained of, or that the Ombudsman added."""

import re
from collections.abc import Sequence

from msgspec import Struct

from ombudsparse.document import Block, Document, SectionKind
from ombudsparse.extract.categories import categorise
from ombudsparse.records import ComplaintHead, Problem
from ombudsparse.spans import Span
from ombudsparse.structure.sections import blocks_of

_STAGE = "heads"
MOST_HEADS = 30  # the most seen is 11; a list longer than this is no list of heads

OMBUDSMAN = r"(?:the (?:Housing )?Ombudsman|we|this (?:Service|report|investigation)|(?:our|the) investigation|I)"
LOOKED = (
    r"(?:consider(?:s|ed|ing)?|assess(?:es|ed|ing)?|investigat(?:es?|ed|ion|ing)|examin(?:es?|ed|ing)|review(?:s|ed|ing)?"
    r"|look(?:s|ed|ing)?|decided|chosen|include[sd]?|identified|address(?:es|ed|ing)?)"
)
# "The Ombudsman has also considered …", "We went on to look at:", "This report has, in addition, assessed …"
ADDITION = re.compile(
    rf"^(?:In addition,? |Additionally,? |Furthermore,? |Separately,? |As part of (?:the|this|our) investigation,? )?"
    rf"{OMBUDSMAN}\b[^.:]{{0,60}}?\b{LOOKED}\b",
    re.I,
)
# "Complaint handling has been looked at as well.", "Its complaints handling was considered too."
ADDED = re.compile(
    rf"\b(?:has|have|was|were|will be)(?: also| additionally| further)?(?: been)?(?: also| additionally)? {LOOKED}\b"
    r"[^.:]{0,40}$",
    re.I,
)
# What introduces leaves although no colon ends it: "… with the Council’s actions in connection with"
_OPEN_END = re.compile(
    r"(?:\b(?:of|about|to|with|for|regarding|concerning|concerns?|in|on|by|the|its|his|her|their|that|following|matters?)"
    r"|[a-z]’s|s’|\bresidents|\blandlords)\s?[.:–-]?$"
)
# a dump glues a stem without a colon to its first leaf, which the leaf's semicolon tells:
# "The resident is dissatisfied with the Council’s actions in connection with his reports of noise;"
GLUED_STEM = re.compile(
    r"The (?:complaint|resident)s?\b[^.:;]{5,90}? (?:in connection with|about|concerning|concerns|in relation to"
    r"|regarding|in respect of|handling of|response to) (?=(?:the|its|his|her|their|a|an)\b[^.:]*[;,](?: and)?$)"
)
# "complaint handling, including;", "the handling of repairs, specifically": no leaf ends so
NAMING_END = re.compile(
    r"\b(?:including|includ(?:es|ed)|namely|specifically|in particular|that is|such as|comprising)\s?[:;,–-]?$", re.I
)
_LIST_END = re.compile(r"[;,](?: and| or)?;?$")
LEAF_END = re.compile(r"[.;,](?: and| or)?;?$")
MATTERS = r"(?:matters|issues|points|aspects|elements|complaints|concerns|heads|areas|things)"
# "the following matters.", "are as follows", "these issues:", "the matters below"; not "a leak into the flat below."
_FOLLOWING = re.compile(
    rf"(?:\b(?:the following|as follows)\b[^.]{{0,40}}|\b(?:these|below) {MATTERS}"
    rf"|\b(?:{MATTERS}|listed|set out|outlined|detailed) below)[.:]?$",
    re.I,
)
# "The complaint is about …" opens a sentence of its own: no leaf of the list before it
OWN_SENTENCE = re.compile(
    r"^(?:The complaints? (?:is|are|was|concerns?|relates?|also)|This complaint"
    r"|The resident(?:s|’s representative)? (?:has |have |had )?(?:also |further )?"
    r"(?:complain(?:s|ed|ts)?|(?:is|are|was|were) (?:also )?(?:unhappy|dissatisfied)|raised|said)"
    r"|(?:He|She|They) (?:(?:is|are|was|were|has|have|had) )?(?:also )?(?:complain|unhappy|dissatisfied))",
    re.I,
)
# what a party does: "Request for a move", "The resident’s reports of …", "Its record keeping"
ACT = re.compile(
    r"(?:(?:The|An?|Its|His|Her|Their) )?(?:(?:resident|landlord|tenant)s?’?s? )?"
    r"(?:(?:associated|formal|related|subsequent|own|overall|final|stage) )*"
    r"(?:reports?|requests?|concerns?|complaints?|enquir(?:y|ies)|queries|applications?|allegations?|claims?|handling"
    r"|response|decisions?|refusal|failure|delays?|communication|conduct|delivery|enforcement|management|increase|level"
    r"|record[- ]?keeping|knowledge)\b",
    re.I,
)
# "A number of complaints were made on …", "The resident raised several issues": an overview of the list after it
_OVERVIEW = re.compile(
    r"^(?:(?:The|This|These) \w+ (?:\w+ ){1,4})?(?:A (?:number|series|range|variety) of|several|various|multiple|many"
    r"|numerous)\b.*\b(?:complaints?|matters|issues|concerns|reports)\b",
    re.I,
)
NOTE = re.compile(
    # "Note: …", "Source: …", "The points above are drawn from …"
    r"^\(?(?:Notes?\b|Sources?\b"
    r"|The (?:points|matters|heads|issues|complaints?|wording|list) (?:above|below|listed|set out)\b"
    r"|These (?:points|matters|heads)\b"
    # "In this report “the building” means …", "References to …", "For ease of reading …"
    r"|(?:In|For|Throughout|For the purposes? of) (?:the purposes? of )?this (?:report|investigation|decision)\b"
    r"|References? (?:in this report )?to\b|For (?:ease|clarity|brevity|the avoidance)|Where (?:this|the) report"
    # "The resident is represented by her son", "The complaint was brought by …"
    r"|The (?:resident|complainant|tenant|applicant|leaseholder)s? (?:is|are|was|were|has been|have been) (?:being )?"
    r"(?:represented|supported|assisted|referred to)"
    r"|(?:This|The) complaint (?:was|has been) (?:brought|made|raised|submitted) by"
    r"|(?:He|She|They|The resident’s \w+) (?:is|are|will be) (?:referred to|called)"
    # "We have not considered …", "This report does not look at …"
    rf"|{OMBUDSMAN} (?:has|have|will|did|does|do|can|could)(?: ?not|n’t)\b)",
    re.I,
)


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
    texts = [document.words(block.span) for block in blocks]
    entries: list[_Entry] = []
    for at, (text, block) in enumerate(zip(texts, blocks, strict=True)):
        first = at == 0 and at + 1 < len(blocks) and not _OPEN_END.search(text.rstrip(";,"))
        glued = GLUED_STEM.match(block.span.of(document.text)) if first else None
        if glued:
            cut = block.span.start + glued.end()
            stem, leaf = Span(block.span.start, cut - 1), Span(cut, block.span.end)
            entries.append(_Entry(document.words(stem), stem, block.level, block.label, "stem"))
            entries.append(_Entry(document.words(leaf), leaf, 0, None, "matter"))
        else:
            role = _role(text, block, _next(blocks, at), "".join(texts[at + 1 : at + 2]))
            entries.append(_Entry(text, block.span, block.level, block.label, role))
    return entries


def _next(blocks: Sequence[Block], at: int) -> Block | None:
    return blocks[at + 1] if at + 1 < len(blocks) else None


def _role(text: str, block: Block, after: Block | None, following: str) -> str:
    deeper = after is not None and after.kind == "item" and 0 < block.level < after.level and not _LIST_END.search(text)
    # "… has also considered:" under a sentence is the next sentence, only badly indented
    deeper = deeper and not (LEAF_END.search(text) and (ADDITION.match(following) or OWN_SENTENCE.match(following)))
    listed = after is not None and after.kind == "item" and block.kind == "paragraph"
    if following and (text.endswith(":") or deeper or (_OPEN_END.search(text) and not text.endswith("."))):
        return "stem"
    if following and NAMING_END.search(text):
        return "stem"
    if text.endswith(":") and (_OPEN_END.search(text) or OWN_SENTENCE.match(text) or ADDITION.match(text)):
        return "stem"  # the copy has lost its list
    if following and text.endswith((";", ",")) and OWN_SENTENCE.match(text) and _OPEN_END.search(text[:-1]):
        return "stem"  # "The complaint is about the landlord’s handling of;"
    if following and _FOLLOWING.search(text) and (listed or deeper or text.endswith((":", "."))):
        return "stem"
    if NOTE.match(text):
        return "note"
    return "addition" if ADDITION.match(text) or ADDED.search(text.rstrip(".")) else "matter"


def _still_open(stems: list[_Entry], entry: _Entry, before: Sequence[_Entry]) -> list[_Entry]:
    """The lead-ins that `entry`, after the entries `before` it, still stands under.

    By depth where the form shows it, else by wording and punctuation.
    """
    if entry.role == "addition" or OWN_SENTENCE.match(entry.text):
        return []
    if entry.role == "stem" and (ADDITION.match(entry.text) or _is_beside(entry, stems, before)):
        return []
    if entry.level and any(stem.level for stem in stems):
        kept = [stem for stem in stems if stem.level == 0 or stem.level < entry.level]
        # leaves numbered level with their stem stand under it all the same
        return kept or [stem for stem in stems if stem.level == entry.level and stem.text.endswith(":")][-1:]
    leaves = before[before.index(stems[-1]) + 1 :] if stems else ()
    if len(leaves) == 1 and NAMING_END.search(stems[-1].text):
        return stems  # what "including:" introduces has seldom one leaf only
    return stems[:-1] if len(stems) > 1 and _closes(entry, leaves) else stems


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
    return bool(_OVERVIEW.match(entries[at].text)) and any(entry.role == "stem" for entry in later[:1])


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
