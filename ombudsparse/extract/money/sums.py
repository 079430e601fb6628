"""Every sum of money of a report with the words around it and the part of the report that it stands in."""

import re
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from ombudsparse.document import Block, Document, SectionKind
from ombudsparse.records import Order
from ombudsparse.spans import Span
from ombudsparse.structure.sentences import sentence_breaks
from ombudsparse.values.amounts import Money, find_money, may_hold_money
from ombudsparse.vocabulary.patterns import Wording

Zone = Literal["orders", "recommendations", "narrative"]


MOST_BEFORE = 200  # sums of the orders that are looked back on; a report has some 20


class Sum(Struct, frozen=True):
    """A sum of money in its sentence.

    `before` is the sentence up to the sum, `gap` its end since the sum before (or all of it), `after` what follows up
    to the next sum, `tail` what follows up to the end of the sentence. `lead` is the block up to the sentence and
    `rest` the block behind it; `lead_in` is the end of the last block that ended in a colon ("It offered the
    following:"), "" where none opens a list. `block` and `sentence` count blocks and the sentences of a block from 0.
    """

    money: Money
    span: Span
    block: int
    sentence: int
    zone: Zone
    section: str
    before: str
    gap: str
    after: str
    tail: str
    lead: str
    rest: str
    lead_in: str
    first: bool


_SPACES = "\n\r\t\u00a0\u2009\u202f"
# A semicolon parts the leaves of a list that was run together; so does the line break of a table's cell.
_LEAF_END = Wording(r";\s+(?=[a-z£])|\n\s*(?=[A-Z£“])", cased=True)


# A colon opens a list of at most so many blocks: the flat forms do not show where it ends.
LONGEST_LIST = 12


def flat(text: str) -> str:
    """`text` with every white space a blank, and every character where it was."""
    for space in _SPACES:
        text = text.replace(space, " ")
    return text


def words_of(document: Document, block: Block) -> str:
    """The text of a block on one line; the lines of a table's cell are kept apart where the source is HTML.

    In other forms a line break says nothing: the dump has one after every text node.
    """
    text = block.span.of(document.text)
    return text if document.format == "html" else flat(text)


def sentences(text: str) -> list[Span]:
    """The sentences of a block, parted at semicolons too; together they cover it."""
    ends = sorted({gap.end for gap in sentence_breaks(text)} | {leaf.end() for leaf in _LEAF_END.finditer(text)})
    return [Span(start, end) for start, end in zip([0, *ends], [*ends, len(text)], strict=True) if end > start]


def sums_of(document: Document, orders: Sequence[Order], recommendations: Sequence[Order]) -> tuple[Sum, ...]:
    """Every sum in pounds of the report, in order. Pence ("24p a unit") are prices and no part of a case."""
    found: list[Sum] = []
    lead_in, since_colon = "", 0
    for at, block in enumerate(document.blocks):
        text = words_of(document, block)
        opens = text.rstrip().endswith(":") and block.kind != "row"
        since_colon += 1
        if block.kind == "heading" or since_colon > LONGEST_LIST:
            lead_in = ""
        if may_hold_money(text):
            found += _of_block(document, at, text, lead_in, orders, recommendations)
        if opens:
            lead_in, since_colon = flat(text[sentences(text)[-2:][0].start :]), 0
    return tuple(found)


def _of_block(
    document: Document, at: int, text: str, lead_in: str, orders: Sequence[Order], recommendations: Sequence[Order]
) -> list[Sum]:
    """The sums of one block."""
    found: list[Sum] = []
    block = document.blocks[at]
    parts, text = sentences(text), flat(text)
    section = document.section_at(block.span.start)
    kind = section.kind if section else ""
    earlier = _cut_off(document, block, orders)
    for number, sentence in enumerate(parts):
        words = sentence.of(text)
        sums = [money for money in find_money(words) if not words[: money.span.end].endswith("p")]
        for which, money in enumerate(sums):
            since = sums[which - 1].span.end if which else 0
            until = sums[which + 1].span.start if which + 1 < len(sums) else len(words)
            offset = block.span.start + sentence.start
            span = Span(offset + money.span.start, offset + money.span.end)
            found.append(
                Sum(
                    money=money,
                    span=span,
                    block=at,
                    sentence=number,
                    zone=_zone(kind, span, words, orders, recommendations),
                    section=kind,
                    before=(earlier if not number else "") + words[: money.span.start],
                    gap=(earlier if not number and not which else "") + words[since : money.span.start],
                    after=words[money.span.end : until],
                    tail=words[money.span.end :],
                    lead=(earlier if number else "") + text[: sentence.start],
                    rest=text[sentence.end :],
                    lead_in=lead_in,
                    first=which == 0,
                )
            )
    return found


def _cut_off(document: Document, block: Block, orders: Sequence[Order]) -> str:
    """What stands of an order in the table's rows before this one, which goes on with it behind a page's end."""
    if block.kind != "row":
        return ""
    owner = next((each for each in orders if each.span.covers(block.cells[-1]) or each.span.touches(block.span)), None)
    if owner is None or owner.span.start >= block.span.start:
        return ""
    return document.words(Span(owner.span.start, block.span.start))[-_EARLIER:] + " "


_EARLIER = 200  # characters of the row before that are looked at


def _zone(kind: str, span: Span, words: str, orders: Sequence[Order], recommendations: Sequence[Order]) -> Zone:
    """The part of the report: by its section, unless a recommendation stands among the orders or the reverse."""
    if any(each.span.covers(span) for each in recommendations):
        return "recommendations"
    if any(each.span.covers(span) for each in orders):
        return "orders"
    if kind == SectionKind.RECOMMENDATIONS or (
        kind == SectionKind.ORDERS and re.search(r"\brecommend(?:s|ed|ation)?\b", words)
    ):
        return "recommendations"
    return "orders" if kind == SectionKind.ORDERS else "narrative"
