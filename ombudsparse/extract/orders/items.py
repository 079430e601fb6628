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
from ombudsparse.structure.sentences import sentence_spans

_Kind = Literal["order", "recommendation"]

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
_OPENS = re.compile(
    r"(?:The Ombudsman (?:also )?orders|We (?:also )?order|It is (?:also )?ordered"
    rf"|(?:The landlord|The [Cc]ouncil|It|They)(?:’s [a-z ]{{3,60}}?)? (?:also )?{MUST}\b"
    r"|Within\b|By (?:\d|the (?:same|end)|no later)|No later than\b|In (?:accordance|line) with paragraph|In addition\b"
    r"|A further £|Evidence\b|The (?:management committee|chief executive|director)|Finally\b|Additionally\b"
    r"|Furthermore\b|Order \d)"
)
# "This should be paid directly …", "The compensation must be paid …", "The £175 paid in October may be taken off …"
POINTS_BACK = re.compile(
    r"(?:This|These|Those|That|Such"
    r"|The (?:above|total|sum|amount|money|payments?|compensation|apology|letter|review|report|training|inspection"
    r"|survey|works?|plan|£\d)|Its (?:letter|apology|review|report)|Neither|None of"
    r"|If (?:it|the landlord|so|this|the resident)"
    r"|Where|Once|Copies|A copy|Her|His|Their)\b"
)
# a sentence that a dump has cut off its paragraph; "It must pay her a further £750" is an order of its own
_GOES_ON = re.compile(
    r"(?!(?:It|They) (?:must|should) (?:also |further )?(?:pay|consider|review|apologise)\b)"
    r"(?:It|They|She|He|In (?!accordance|line|addition)|For|As|When|Any|All)\b"
)
SUM_FIRST = re.compile(r"(?:a (?:further )?|the |up to )?£\d|(?:a )?(?:further|additional) £", re.I)
TIME = r"(?:within|by|before|no later than) [^:]{3,80}?"
TOLD = r"(?:ordered|required|directed|instructed|asked|requested|recommended|advised|encouraged|invited|expected)"
ASKS = rf"(?:orders?|recommends?|suggests?|asks?|requires?|directs?|invites?|{TOLD})"
# What a lead-in ends with before its colon, so that each item below completes it.
_LEADS = (
    r"(?<!which )(?<!that )"  # "a letter which must:" is an order with parts
    # "Within 4 weeks …, the landlord must:", "The landlord is to, within 4 weeks …:", "must, by 3 May 2024:"
    rf"(?:{MUST}"
    # "We order the landlord to:", "is ordered, within 4 weeks …, to:"; not "must contact the resident to:"
    rf"|(?:{ASKS}|{ASKS}(?: that)? {WHO}),?(?: {TIME},?)? to"
    # "The Ombudsman orders that, within 28 days …, the landlord:", "It is recommended that the landlord:"
    rf"|{ASKS}(?: that)?,?(?: {TIME},?)? {WHO}"
    # "must provide evidence that it has:", "must confirm within 4 weeks that it has:"
    r"|(?:evidence|proof|confirm|show|demonstrate)\b[^.:]{0,80} (?:it|they) (?:has|have)"
    r"|landlord to|orders?|recommendations?|as follows)(?:,? (?:also|then))?"
)
# "the following orders", "must do the following", "take the following action": not "pay the resident the following"
_FOLLOWING = (
    r"(?:(?:the )?following (?:orders?|actions?|steps?|recommendations?|remed(?:y|ies)|measures)"
    rf"|(?:do|does|done|undertakes?|{ASKS})(?: all of)? (?:the )?following|{ASKS} {WHO} (?:to do )?(?:the )?following)"
)
# "The following must be completed within 4 weeks:", "Orders to be completed within 4 weeks:"
HEADED = rf"(?:The following {MUST}|(?:Orders?|Recommendations?|Actions?) (?:to|for|that)\b)[^.:]{{0,120}}:"
# ", and provide evidence of compliance to this Service", "and to send us proof"
_EVIDENCE = r",? and (?:to )?(?:provide|send|give|supply|show)\b[^:.]{0,100}"
LEAD_IN = re.compile(
    rf"^(?:{HEADED}|(?:[^.:]{{0,160}}?\b)?"
    rf"(?:{_LEADS}(?:,? {TIME})?(?:{_EVIDENCE})?,?\s?[:–-]|{_FOLLOWING}\b[^.:]{{0,160}}[:.–-]))$",
    re.I,
)
BARE_LEAD_IN = re.compile(rf"^[^.:]{{0,160}}\b(?:{MUST}|{TOLD} to)$", re.I)  # the colon was left out
# "We have made the following orders. Within 4 weeks …, the landlord must:"
ANNOUNCES = re.compile(r"\b(?:orders?|recommendations?)(?: below)?\W*$|\bfollowing (?:orders|actions?|steps)\b", re.I)
RECOMMENDS = re.compile(
    r"(?:It is (?:also |further |therefore )?recommended"
    r"|(?:The Ombudsman|We|I|This Service) (?:would )?(?:also |further )?recommends?"
    r"|The (?:landlord|[Cc]ouncil) is (?:also |further )?(?:recommended|encouraged|invited)"
    r"|The following recommendations?|Recommendations?:)",
    re.I,
)
# what opens an order whatever list stands before it
FIRM = re.compile(r"(?:Pay|Apologi[sz]e|Provide (?:us|this Service|the Ombudsman|evidence)|Send (?:us|this Service))\b")
NO_ORDER = re.compile(
    # what the section says of itself: "There are no orders", "Our recommendations are not binding"
    r"(?:there (?:are|is) no|no (?:further )?(?:orders?|recommendations?)"
    r"|(?:we|I|the Ombudsman|this Service) (?:have |has |do |does )?(?:not )?(?:made|makes?) (?:no|any)\b[^.]{0,30}"
    r"\b(?:orders?|recommendations?)"
    # "In recognition of the failings, we have made the following orders."
    r"|(?:in (?:light|view|recognition) of|as a result of|given|because of|to put (?:things|matters) right)\b"
    r"[^.]{0,120}\b(?:has|have) made (?:the following |some |these )?(?:orders?|recommendations?)\b[^:]{0,80}$"
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


class _LeadIn(Struct, frozen=True):
    block: Block
    kind: _Kind
    sentences: bool  # its orders are whole sentences: "The following orders are made: The landlord must …"


def order_parts(document: Document, blocks: Sequence[Block], kind: _Kind) -> Iterator[Parts]:
    """The orders and recommendations that `blocks`, one section of the REPORT layout, consist of."""
    texts = [document.words(block.span) for block in blocks]
    depth = _depth_is_shown(blocks, texts)
    lead_in: _LeadIn | None = None
    current: _Open | None = None
    for block, text, following in zip(blocks, texts, [*texts, ""][1:], strict=True):
        if NO_ORDER.match(text) and not (current and current.listing):
            continue
        if lead_in and _is_past(lead_in, block, text, depth):
            if current:
                yield _closed(current)
            lead_in = current = None
        if current and _is_part(text, block, current, depth):
            if current.listing and not current.verbs:
                current.verbs = bool(ACTION.match(text)) and current.text.endswith(":")
            current.end = block.span.end
            current.listing = current.listing or text.endswith(":")
            continue
        if current:
            yield _closed(current)
            current = None
        recommends = kind == "recommendation" or bool(RECOMMENDS.match(text))
        # "Take the following steps:" under a lead-in is an order of its own
        if _is_lead_in(text, following) and not (lead_in and ACTION.match(text)):
            sentences = bool(_OPENS.match(following)) and not _is_lead_in(following, "")
            lead_in = _LeadIn(block, "recommendation" if recommends else "order", sentences)
            continue
        inherited = lead_in.kind if lead_in else kind
        current = _Open(
            kind="recommendation" if recommends else inherited,
            block=block,
            text=text,
            end=block.span.end,
            lead_in=lead_in.block if lead_in else None,
            listing=text.endswith(":"),
        )
    if current:
        yield _closed(current)


def _closed(current: _Open) -> Parts:
    span = Span(current.block.span.start, current.end)
    lead_in = current.lead_in.span if current.lead_in else None
    return Parts(current.kind, current.block.span, span, lead_in)


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
    if RECOMMENDS.match(text):
        return lead_in.kind == "order"
    return bool(_OPENS.match(text)) and not lead_in.sentences


def _is_lead_in(text: str, following: str) -> bool:
    """Whether a block only introduces the orders of the blocks after it."""
    *before, last = [span.of(text) for span in sentence_spans(text)] or [text]
    if before and not ANNOUNCES.search(before[-1]):
        return False
    if BARE_LEAD_IN.match(last):
        return bool(ACTION.match(following))
    return bool(LEAD_IN.match(last)) and (bool(following) or not last.endswith("."))


def _is_part(text: str, block: Block, current: _Open, depth: bool) -> bool:
    """Whether a block belongs to the order before it."""
    if depth and block.level and current.block.level:
        return block.level > current.block.level
    if block.kind == "item" and re.match(r"(?:It|They) (?:must|should)\b", text) and not current.listing:
        return False
    if RECOMMENDS.match(text) or (_OPENS.match(text) and not (block.kind != "item" and _GOES_ON.match(text))):
        return False
    if POINTS_BACK.match(text) or (SUM_FIRST.match(text) and current.listing):
        return True
    if block.kind != "item" and _GOES_ON.match(text):
        return True
    if not current.listing or (current.lead_in and FIRM.match(text)):
        return False
    if text[0].islower() and current.text[0].isupper():
        return True
    if not current.lead_in and _OPENS.match(current.text):
        return True  # the orders here are whole sentences, and this is none
    return current.verbs or not ACTION.match(text) or current.block.span.end == current.end
