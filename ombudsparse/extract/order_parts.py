"""Which blocks of an orders section make up one order: lead-ins, orders, their parts, and recommendations among them.

Where the form shows depth, depth decides; flat forms (hyphens, dumps) leave wording: a lead-in ends in "must:", an
order begins with a verb, a part with a sum or with words that point back.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from ombudsparse.document import Block, Document
from ombudsparse.spans import Span

Kind = Literal["order", "recommendation"]

VERB = (
    r"(?:add|address|adjust|agree|allow|amend|apologi[sz]e|appoint|arrange|ask|assess|assist|award|backdate|bring"
    r"|calculate|carry|change|check|clarify|clear|close|commission|complete|conduct|confirm|consider|consult|contact"
    r"|continue|cooperate|correct|create|credit|decide|decorate|deliver|demonstrate|determine|develop|discuss|do|draw|emphasi[sz]e|engage|ensure"
    r"|establish|explain|explore|feed|find|fix|follow|formali[sz]e|fulfil|give|have|hold|identify|implement|improve|inform|inspect"
    r"|install|instruct|interview|introduce|investigate|invite|issue|keep|let|liaise|look|maintain|make|meet|monitor|move|notify"
    r"|obtain|offer|open|organise|order|pass|pay|prepare|present|prioritise|produce|progress|provide|publish|purchase|put|raise"
    r"|reassess|recalculate|recogni[sz]e|recommend|reconsider|record|rectify|redecorate|reduce|refer|reflect|refund|register"
    r"|reimburse|reinstate|reissue|reiterate|remind|remove|renew|re-?offer|reopen|repair|repay|replace|reply|report|request"
    r"|rescind|resolve|respond|restore|review|revise|revisit|rewrite|schedule|secure|self-assess|send|set|share|show|signpost"
    r"|speak|start|submit|supply|support|survey|take|tell|test|train|transfer|treat|undertake|update|use|visit|waive|withdraw"
    r"|work|write)"
)
ACTION = re.compile(rf"(?:also |then |formally |either )*{VERB}\b", re.I)
WHO = r"(?:the landlord|the council|it|they|the landlord’s [a-z ]{3,60}?|its [a-z ]{3,40}?)"
MUST = r"(?:must|shall|should|will|is to|are to|is ordered to|is required to|needs? to|ought to|has to)"
# "The landlord must provide …", "Within 4 weeks …", "By 31 July …", "In accordance with …", "A further £200 must …"
OPENS = re.compile(
    r"(?:The Ombudsman (?:also )?orders|We (?:also )?order|It is (?:also )?ordered"
    rf"|(?:The landlord|The [Cc]ouncil|It|They)(?:’s [a-z ]{{3,60}}?)? (?:also )?{MUST}\b"
    r"|Within\b|By (?:\d|the (?:same|end)|no later)|No later than\b|In (?:accordance|line) with paragraph|In addition\b"
    r"|A further £|Evidence\b|The (?:management committee|chief executive|director)|Finally\b|Additionally\b"
    r"|Furthermore\b|Order \d)"
)
# "This should be paid directly …", "The compensation must be paid …", "The £175 paid in October may be taken off …"
POINTS_BACK = re.compile(
    r"(?:This|These|Those|That|Such"
    r"|The (?:above|total|sum|amount|money|payments?|compensation|apology|letter|review|report|training|inspection|survey"
    r"|works?|plan|£\d)|Its (?:letter|apology|review|report)|Neither|None of|If (?:it|the landlord|so|this|the resident)"
    r"|Where|Once|Copies|A copy|Her|His|Their)\b"
)
# a sentence that a dump has cut off its paragraph; "It must pay her a further £750" is an order of its own
GOES_ON = re.compile(
    r"(?!(?:It|They) (?:must|should) (?:also |further )?(?:pay|consider|review|apologise)\b)"
    r"(?:It|They|She|He|In (?!accordance|line|addition)|For|As|When|Any|All)\b"
)
SUM_FIRST = re.compile(r"(?:a (?:further )?|the |up to )?£\d|(?:a )?(?:further|additional) £", re.I)
DEADLINE = r"(?:within|by|before|no later than)\b[^:]{3,80}"
FOLLOWING = r"following(?: orders?| actions?| steps)?"
# "Within 4 weeks of the date of this report, the landlord must:", "The landlord is ordered to do the following …:"
LEAD_IN = re.compile(
    rf"^(?:[^.:]{{0,160}}?\b)?(?:{MUST}|orders? (?:that )?{WHO}(?: to)?|ordered to|to|{FOLLOWING}|as follows|orders?)"
    rf"(?:,? ?(?:do|take|complete|carry out|undertake|comply with)? ?(?:all of )?the {FOLLOWING})?"
    rf"(?:,? {DEADLINE}|,? and provide evidence[^:]{{0,80}})?:$",
    re.I,
)
RECOMMENDS = re.compile(
    r"(?:It is (?:also |further )?recommended|The Ombudsman (?:also )?recommends|We (?:also |further )?recommend"
    r"|This Service recommends|Recommendations?:)",
    re.I,
)
NO_ORDER = re.compile(
    # what the section says of itself: "There are no orders", "Our recommendations are not binding"
    r"(?:there are no|no (?:further )?(?:orders?|recommendations?)"
    r"|we (?:have )?(?:not )?made (?:no|any) (?:orders|recommendations)"
    r"|(?:our|these|the) recommendations? (?:are|is) not binding"
    r"|landlords? (?:must|should|can|may) (?:comply with|follow|decide|choose)"
    # "The landlord should let us know its intentions regarding the recommendations"
    r"|the landlord (?:should|must|is asked to) (?:reply|respond|let us know|tell us|write to this service)\b[^.]{0,60}"
    r"\b(?:intentions|whether it (?:will|intends)|recommendation)"
    r"|our recommendations?$|recommendations?$|orders?$|order what the landlord must do)",
    re.I,
)


class Parts(Struct, frozen=True):
    """One order or recommendation: the block that opens it, its span to the end of its last part, and its lead-in."""

    kind: Kind
    opening: Span
    span: Span
    label: str | None
    lead_in: Span | None


class _Open(Struct):
    kind: Kind
    block: Block
    end: int
    lead_in: Block | None
    listing: bool = False  # the last text ended with a colon: parts follow
    verbs: bool = False  # the parts begin with verbs themselves


def order_parts(document: Document, blocks: Sequence[Block], kind: Kind) -> Iterator[Parts]:
    """The orders and recommendations that `blocks`, one section of the REPORT layout, consist of."""
    depth = _depth_is_shown(document, blocks)
    lead_in: Block | None = None
    current: _Open | None = None
    for block in blocks:
        text = document.words(block.span)
        if NO_ORDER.match(text) and not (current and current.listing):
            continue
        if lead_in and depth and 0 < block.level <= lead_in.level:
            if current:
                yield _closed(current)
            lead_in = current = None
        if lead_in and not depth and OPENS.match(text):
            if current:
                yield _closed(current)
            lead_in = current = None
        if _is_lead_in(text) and not _is_part(text, block, current, depth):
            if current:
                yield _closed(current)
            lead_in, current = block, None
            continue
        if current and _is_part(text, block, current, depth):
            if current.listing and not current.verbs:
                current.verbs = bool(ACTION.match(text)) and document.words(current.block.span).endswith(":")
            current.end = block.span.end
            current.listing = current.listing or text.endswith(":")
            continue
        if current:
            yield _closed(current)
        recommends = kind == "recommendation" or bool(RECOMMENDS.match(text))
        current = _Open("recommendation" if recommends else "order", block, block.span.end, lead_in, text.endswith(":"))
    if current:
        yield _closed(current)


def _closed(current: _Open) -> Parts:
    span = Span(current.block.span.start, current.end)
    lead_in = current.lead_in.span if current.lead_in else None
    return Parts(current.kind, current.block.span, span, current.block.label, lead_in)


def _depth_is_shown(document: Document, blocks: Sequence[Block]) -> bool:
    """Whether levels can be trusted: every block that ends with a colon is followed by a deeper one."""
    if not any(block.level > 1 for block in blocks):
        return False
    return all(
        one.level < following.level for one, following in pairwise(blocks) if document.words(one.span).endswith(":")
    )


def _is_lead_in(text: str) -> bool:
    return bool(LEAD_IN.match(text)) and not re.search(r"[a-z][.!?] [A-Z]", text)


def _is_part(text: str, block: Block, current: _Open | None, depth: bool) -> bool:
    """Whether a block belongs to the order before it."""
    if current is None:
        return False
    if depth and block.level and current.block.level:
        return block.level > current.block.level
    if block.kind == "item" and re.match(r"(?:It|They) (?:must|should)\b", text) and not current.listing:
        return False
    if RECOMMENDS.match(text) or (OPENS.match(text) and not (block.kind != "item" and GOES_ON.match(text))):
        return False
    if POINTS_BACK.match(text) or (SUM_FIRST.match(text) and current.listing):
        return True
    if block.kind != "item" and GOES_ON.match(text):
        return True
    if not current.listing:
        return False
    return current.verbs or not ACTION.match(text) or current.block.span.end == current.end
