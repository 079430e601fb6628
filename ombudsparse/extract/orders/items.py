"""Which blocks of an orders section make up one order: lead-ins, orders, their parts, and recommendations among them.

Where the form shows depth, depth decides; flat forms (hyphens, dumps) leave wording: a lead-in ends in "must:", an
order begins with a verb, a part with a sum or with words that point back.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from ombudsparse.document import Block, Document
from ombudsparse.extract.orders import order_openings as said
from ombudsparse.spans import Span
from ombudsparse.structure.sentences import sentence_spans

_Kind = Literal["order", "recommendation"]


class Parts(Struct, frozen=True):
    """One order or recommendation: the block that opens it, its span to the end of its last part, and its lead-in."""

    kind: _Kind
    opening: Span
    span: Span
    lead_in: Span | None


class _Open(Struct):
    kind: _Kind
    block: Block
    text: str
    end: int
    lead_in: Block | None
    listing: bool = False  # the last text ended with a colon: parts follow
    verbs: bool = False  # the parts begin with verbs themselves

    def go_on(self, block: Block, text: str) -> None:
        """Takes one more block as a part."""
        if self.listing and not self.verbs:
            self.verbs = said.begins_with_verb(text) and self.text.endswith(":")
        self.end = block.span.end
        self.listing = self.listing or text.endswith(":")

    def closed(self) -> Parts:
        """The order as it stands."""
        lead_in = self.lead_in.span if self.lead_in else None
        return Parts(self.kind, self.block.span, Span(self.block.span.start, self.end), lead_in)


class _LeadIn(Struct, frozen=True):
    block: Block
    kind: _Kind
    sentences: bool  # its orders are whole sentences: "The following orders are made: The landlord must …"


def order_parts(document: Document, blocks: Sequence[Block], kind: _Kind) -> list[Parts]:
    """The orders and recommendations that `blocks`, one section of the REPORT layout, consist of."""
    texts = [document.words(block.span) for block in blocks]
    depth = _depth_is_shown(blocks, texts)
    lead_in: _LeadIn | None = None
    found: list[_Open] = []  # the last is open until a lead-in closes it
    current: _Open | None = None
    for block, text, following in zip(blocks, texts, [*texts, ""][1:], strict=True):
        if said.NO_ORDER.match(text) and not (current and current.listing):
            continue
        if lead_in and _is_past(lead_in, block, text, depth):
            lead_in = current = None
        if current and _is_part(text, block, current, depth):
            current.go_on(block, text)
            continue
        opening = _lead_in(block, text, following, kind, within=lead_in is not None)
        if opening:
            lead_in, current = opening, None
        else:
            current = _opened(block, text, kind, lead_in)
            found.append(current)
    return [each.closed() for each in found]


def _lead_in(block: Block, text: str, following: str, kind: _Kind, *, within: bool) -> _LeadIn | None:
    """The lead-in that a block is, None where it is an order: "Take the following steps:" `within` another's list."""
    if not _is_lead_in(text, following) or (within and said.begins_with_verb(text)):
        return None
    sentences = bool(said.OPENS.match(following)) and not _is_lead_in(following, "")
    return _LeadIn(block, "recommendation" if said.RECOMMENDS.match(text) else kind, sentences)


def _opened(block: Block, text: str, kind: _Kind, lead_in: _LeadIn | None) -> _Open:
    """The order that a block opens."""
    return _Open(
        kind="recommendation" if said.RECOMMENDS.match(text) else lead_in.kind if lead_in else kind,
        block=block,
        text=text,
        end=block.span.end,
        lead_in=lead_in.block if lead_in else None,
        listing=text.endswith(":"),
    )


def _depth_is_shown(blocks: Sequence[Block], texts: Sequence[str]) -> bool:
    """Whether levels can be trusted: every block that ends with a colon is followed by a deeper one."""
    if not any(block.level > 1 for block in blocks):
        return False
    return all(
        one.level < following.level
        for (one, following), text in zip(pairwise(blocks), texts, strict=False)
        if text.endswith(":")
    )


def _is_past(lead_in: _LeadIn, block: Block, text: str, depth: bool) -> bool:
    """Whether the list that `lead_in` opened has ended before `block`."""
    if depth:
        return 0 < block.level <= lead_in.block.level
    if said.RECOMMENDS.match(text):
        return lead_in.kind == "order"
    return bool(said.OPENS.match(text)) and not lead_in.sentences


def _is_lead_in(text: str, following: str) -> bool:
    """Whether a block only introduces the orders of the blocks after it."""
    *before, last = [span.of(text) for span in sentence_spans(text)] or [text]
    if before and not said.ANNOUNCES.search(before[-1]):
        return False
    if said.BARE_LEAD_IN.match(last):
        return said.begins_with_verb(following)
    return bool(said.LEAD_IN.match(last)) and (bool(following) or not last.endswith("."))


def _is_part(text: str, block: Block, current: _Open, depth: bool) -> bool:
    """Whether a block belongs to the order before it."""
    if depth and block.level and current.block.level:
        return block.level > current.block.level
    goes_on = block.kind != "item" and bool(said.GOES_ON_WITH.match(text))
    if _opens_another(text, block, current) and not goes_on:
        return False
    if said.RECOMMENDS.match(text):
        return False
    if goes_on or said.POINTS_BACK.match(text) or (said.SUM_FIRST.match(text) and current.listing):
        return True
    return _is_listed(text, block, current)


def _opens_another(text: str, block: Block, current: _Open) -> bool:
    """Whether the words of a block open an order: an item does so with "It must" outside a list too."""
    if block.kind == "item" and not current.listing and said.MUST_TOO.match(text):
        return True
    return bool(said.OPENS.match(text))


def _is_listed(text: str, block: Block, current: _Open) -> bool:
    """Whether a block is an item of the list that the order before it has opened."""
    if not current.listing or (current.lead_in and said.FIRM.match(text)):
        return False
    if text[0].islower() and current.text[0].isupper():
        return True
    if not current.lead_in and said.OPENS.match(current.text):
        return True  # the orders here are whole sentences, and this is none
    return current.verbs or not said.begins_with_verb(text) or current.block.span.end == current.end
