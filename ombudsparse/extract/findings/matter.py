"""The matter of complaint in a determination statement: where its words begin, where they end, and its lists."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from ombudsparse.extract.findings.named_outcomes import ITEM_MARK, compiled, loose, one_of, wordings
from ombudsparse.spans import Span
from ombudsparse.vocabulary.patterns import Wording, any_of

# "by the landlord", "on the part of the landlord", "by Dunmere Homes", "by the landlord’s contractor".
_PROPER = r"(?-i:[A-Z][\w&’'-]*(?:\s+(?:of|and|&|the|[A-Z(][\w&’')-]*)){0,7})"
# "prior to investigation", "to the resident": stands between the redress and what it was for.
_DONE = (
    "(?:found|identified|determined|established|made|offered|provided|demonstrated|evidenced|given|paid|shown|awarded)"
)
_SAID_BETWEEN = any_of(
    r"prior\s+to\s+(?:the\s+|our\s+|this\s+|its\s+)?(?:Ombudsman[’']s\s+|Service[’']s\s+|formal\s+)?"
    "(?:investigation|involvement|determination)",
    r"to\s+(?:the\s+|both\s+)?(?:residents?|tenants?|leaseholders?)"
    r"(?=\s*[,.;]|\s*$|\s+(?:in|for|prior|regarding|with|and|which|by|concerning)\b)",
    r"through\s+its\s+complaints?\s+(?:process|procedure)",
    r"(?:(?:that|which)\s+)?(?:was|were|is|has\s+been|have\s+been|had\s+been)\s+(?:also\s+|therefore\s+|already\s+)?"
    f"{_DONE}",
    _DONE,
    r"towards?\s+the\s+(?:residents?|tenants?|leaseholders?)",
    r"\([^)]*\)",
    r"in\s+(?:this|that|either|any)\s+(?:case|instance|respect|regard|matter|aspect)",
    r"on\s+balance|overall|in\s+(?:the\s+Ombudsman[’']s|our|my)\s+(?:opinion|view)",
)
_ASIDE = rf"(?:\s*,?\s*{_SAID_BETWEEN}\s*,?)*+"


@cache
def _lead_in() -> re.Pattern[str]:
    matter = wordings().matter
    agents = "|".join(
        r"\s+".join(loose(word) for word in agent.split()) for agent in sorted(matter.agents, key=len, reverse=True)
    )
    agent = (
        rf"(?:\s*,?\s*(?:by|on\s+the\s+part\s+of|from|of)\s+(?:(?:the\s+|its\s+|"
        rf"both\s+)?(?:{agents})\b(?:[’']s\s+(?:\w+\s+)?(?:contractor|agent|staff)s?|(?![’']?s?\s*[’']))|{_PROPER})|"
        rf"\s+on\s+the\s+landlord[’']?s\s+part)?"
    )
    link = (
        rf"(?P<link>\s*[,–-]?\s*{one_of(matter.links)}(?=\s|:|$)(?!\s+(?:which|that|accordance|line|keeping)\b)|"
        rf"(?=\s+(?:how|when)\b)|(?=\s*[,–-]?\s*(?:the\s+)?landlord\s?[’']?s\s)|(?=\s*:)|\s+[–-](?=\s))"
    )
    return re.compile(rf"{_ASIDE}{agent}{_ASIDE}\s*,?{link}\s*", re.IGNORECASE)


# Why it was found, which is no part of the matter: "…, having delayed", "… by failing to reply", "… due to its delay"
_REASON = any_of(
    r"[\s,](?:due|owing)\s+to\s+(?:its|their|poor|a\s+(?:lack|failure|delay))\b",
    r"[\s,](?:due|owing)\s+to\s+the\s+(?:landlord[’']s\s+)?(?:failure|delay|lack|late|time|length|poor)",
    r",\s+(?:due\s+to|owing\s+to|having|for\s+(?:failing|not\b)|with\s+(?:delays|failures)\s+in)\b",
    r"[\s,]by\s+(?:failing|not\b|neglecting|delaying|omitting)\b",
    r"[\s,]where\s+(?:it|the\s+landlord)\b(?![’'])",
    r"[\s,]when\s+(?:it|the\s+landlord)\s+(?:failed|did\s+not|delayed|took|missed|could\s+not)\b",
    r"[\s,]through\s+(?:its\s+)?(?:failure|failing)\b",
)
_CITING = any_of(
    r"in\s+(?:accordance|line|keeping)\s+(?:with|to)",
    r"under|pursuant\s+to|according\s+to",
    r"as\s+(?:set\s+out|explained)\s+(?:in|at)",
)


@cache
def _stop() -> re.Pattern[str]:
    matter = wordings().matter
    after = one_of(matter.after)
    headings = one_of(matter.headings)
    wordings_of_end = (
        # "satisfactorily", "satisfac torily", "to the satisfaction of", "in a satisfactory manner"
        rf"[\s,]{loose('satisfactorily')}\b",
        r"[\s,](?:in\s+a\s+satisfactory|to\s+a\s+satisfactory|to\s+the\s+satisfaction)\b",
        r"[\s,]prior\s+to\s+(?:the\s+|our\s+|this\s+)?(?:Ombudsman[’']s\s+|formal\s+)?investigation",
        # ", and an order for", "based on the reasons", "for the reasons set out"
        rf"[\s,]{after}(?:(?<=:)|\b)",
        _REASON,
        # "in line with paragraph 41(c) of the Scheme", "(paragraph 52)"
        rf"[\s,]\(?{_CITING}\s+(?:the\s+)?paragraphs?\s+\d",
        r"\((?:paragraph|in\s+(?:line|accordance))",
        # "Reasons", "Orders": the next heading run into the line
        rf"[.\s](?-i:{headings})(?=\s*$|\s*:|\s+(?-i:[A-Z]))",
        # a full stop and a new sentence
        r"[.?!](?=\s+(?-i:[A-Z“‘£]))",
        # … with no space between: "its record keeping.There was"
        r"(?<=[a-z)])\.(?=(?-i:[A-Z])[a-z]+\s)",
        r"[.?!]\s*$",
    )
    return re.compile(any_of(*wordings_of_end), re.IGNORECASE)


# A sentence and no matter: "It failed to …", "The landlord did not …", "This was because …".
_WHO = any_of(
    r"(?:the|this|our)\s+(?:landlord|resident|Ombudsman|Service|investigation|report|tenant)s?",
    "it|we|I|they|he|she|there|this|these|which|that",
)
_DOES = any_of(
    "has|have|had|was|were|is|are|did|does|do|will|would|must|should|may|could|can|cannot",
    "failed|took|made|offered|acted|acknowledged|apologised|responded|provided|delayed",
    "orders?|ordered|recommends?|recommended|finds?|found",
    "accepted|said|did|missed|sent|told|visited|attended|paid|agreed",
)
_SENTENCE = any_of(
    rf"^\W*(?:and\s+|but\s+|however,?\s+|therefore,?\s+)?{_WHO}\s+(?:\w+ly\s+|also\s+|then\s+)?{_DOES}\b",
    r"^\W*(?:pay|apologise|write|provide|arrange|review|contact|ensure)\b",
)
_MARKS = " \t\r\n\f\v\xa0,;:.–•-"
_JOINT = r"(?:^|[\s,;])(?:and|but|or|while|whilst|whereas|however|although|also|that|as\s+well\s+as)$"
# "… of the damp. b": the mark of the next item
_NEXT_MARK = r"[.;]\s{1,3}\(?(?:[a-h]|[ivx]{1,4}|\d{1,3}(?:\.\d{1,2})*)[.)]?$"
_ONLY_A_MARK = r"\(?(?:[a-h]|[ivx]{1,4}|\d{1,3}(?:\.\d{1,2})*)[.)]?"
_OPENING_JOINT = rf"^[\s,;:.•–-]*(?:(?:and|or|both)\s+(?=\S))?(?:{ITEM_MARK}\s+)?[\s,;:•–]*"
# "… of the repairs 45": the number of the next paragraph; "stage 2", "block 45", "complaints 1 and 12" keep theirs
_NUMBERED_THING = any_of(
    "stages?|flats?|blocks?|complaints?|issues?|points?|paragraphs?|numbers?|no|phases?|parts?|items?|elements?|rooms?",
    "units?|floors?|houses?|bands?|sections?|schedules?|plots?|heads?|matters?|doors?|lifts?|garages?|options?|levels?",
    "and|or|of|in|to|on|from|at|by|for|the|than|about|over|under|covid|january|february|march|april|may|june",
    "july|august|september|october|november|december",
)
_PARAGRAPH_NUMBER = Wording(r"(?<!\d)(?P<before>\b[a-z]+[.)’”]?)\s+\d{2,3}[.)]?$")
_TAKES_A_NUMBER = Wording(rf"\b{_NUMBERED_THING}$")
# The fault said over again before its matter: "its service failure in respect of", "the maladministration in"
_IN_RESPECT_OF = any_of(
    r"in\s+respect\s+of|in\s+relation\s+to|with\s+regards?\s+to|in\s+regards?\s+to|as\s+regards",
    "regarding|around|concerning|for",
)
_THE_LANDLORDS = r"(?:(?:the|its|their|any|this|that|an?)\s+)?(?:landlord[’']?s\s+)?"
_FAULT_AGAIN = Wording(
    rf"{_THE_LANDLORDS}"
    r"(?:(?:severe\s+)?maladministration|service\s+failures?)\s+(?:by\s+the\s+landlord\s+)?"
    rf"(?:{_IN_RESPECT_OF}|in|with)\s+(?=\S)"
)
# "the resident" alone is to whom it was done, and no matter
_ONLY_A_PARTY = Wording(
    r"(?:(?:the|both|to|towards?|its|this|that)\s+)*(?:residents?|tenants?|leaseholders?|landlord|complainant)"
)
# What joins a statement to the next one in its sentence: "…, and this", "…, so we have made a", "… but it has"
_SUBJECT_NEXT = r"(?:it|this|these|which|that|they|we|overall|therefore|for\s+which|the\s+landlord|the\s+Ombudsman|as)"
_VERB_NEXT = "(?:has|have|had|is|was|were|also|since|subsequently|then|later|made|makes?|an?)"
_JOINT_TO_NEXT = Wording(
    r"[,;.]?\s+(?:(?:and|but|so|while|whilst|however|although|though|yet|as)\b,?\s*)*"
    rf"(?:{_SUBJECT_NEXT}\b,?\s*)*(?:{_VERB_NEXT}\b\s*)*"
    # "; in respect of its handling of Y, service failure"
    rf"(?:{_IN_RESPECT_OF}\s*)?$"
)
_COLON = re.compile(r":(?!\d)(?:\s*[-–•])?")
# "handling of the resident’s", "in respect of its", "the complaint about": what a following list completes.
_DANGLING = (
    r"(?:\b(?:of|to|about|in|for|with|on|regarding|concerning|how|by|following|its|their|the|"
    r"residents?[’']?s?[’']?|landlord[’']?s?|handled|respect)|[’']s)\s*$"
)
# What sets items apart: in a list also full stops ("pests. repairs. the complaint."), "53.b" and "£1.50" are none.
_EDGE = {False: re.compile(r";"), True: re.compile(r"[;\n•]|[a-z)’]\.\s+")}
# Items run together: "the landlord’s handling of X the landlord’s response to Y"; not "… about the landlord’s handling"
_NO_ITEM_BEFORE = "".join(
    rf"(?<!\b{word})"
    for word in (
        *("about", "of", "to", "with", "by", "and", "in", "for", "that", "from", "regarding", "concerning"),
        *("including", "on", "or", "into", "at", "as", "the", "against", "over", "following", "after", "than"),
    )
)
_AGAIN = Wording(
    rf"(?<=[a-z’)]){_NO_ITEM_BEFORE}\s+(?=(?:the\s+)?landlord[’']s\s+"
    r"(?:handling|response|management|decision|complaint\s+handling|record[- ]keeping)\b)"
)
# "there was service failure: in its handling of X"
_LINKED_ITEM = Wording(
    r"\s*(?:in|with|for|regarding)\s+(?:respect\s+of\s+|relation\s+to\s+)?(?:its|the\s+landlord|how|the\s+way)\b"
)
_LANDLORDS = Wording(r"\W*(?:the\s+)?landlord[’']s\s")
_HYPHEN = re.compile(r"\s[-–•]\s")
_ENUMERATOR = re.compile(rf"(?:^|\s){ITEM_MARK}\s+(?=\S)")


def after_outcome(text: str, start: int, end: int) -> int | None:
    """Where the matter begins after an outcome that ends at `start`: past "by the landlord in respect of". Or None."""
    match = _lead_in().match(text, start, end)
    return match.end() if match else None


def matter_end(text: str, start: int, end: int) -> int:
    """Where a matter from `start` ends at the latest that another statement of the same sentence follows at `end`."""
    joint = _JOINT_TO_NEXT.search(text, max(start, end - 60), end)
    return joint.start() if joint and joint.start() > start else end


def cut(text: str, start: int, end: int) -> Span | None:
    """The matter from `start`, cut where the statement goes on to something else; None where nothing is left."""
    stop = _stop().search(text, start, end)
    return trimmed(text, start, stop.start() if stop else end)


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The words between, without marks and joining words at either end; None where there are none."""
    opening = compiled(_OPENING_JOINT).match(text[start:end])
    start += opening.end() if opening else 0
    again = _FAULT_AGAIN.match(text, start, end)
    start = again.end() if again else start
    words = _without_number(_bare(text[start:end]))
    if _ONLY_A_PARTY.fullmatch(words):
        return None
    for ending in (_NEXT_MARK, _JOINT):
        if (over := compiled(ending).search(words, max(0, len(words) - 16))) is not None:
            words = _bare(words[: over.start()])
    return Span(start, start + len(words)) if words.strip(_MARKS) else None


def _without_number(words: str) -> str:
    """`words` without the number of the next paragraph at their end."""
    number = _PARAGRAPH_NUMBER.search(words, max(0, len(words) - 30))
    if number is None or _TAKES_A_NUMBER.search(number["before"]):
        return words
    return _bare(words[: number.end("before")])


def _bare(words: str) -> str:
    """`words` without white space and marks at their end."""
    while words != (shorter := words.rstrip().rstrip(_MARKS)):
        words = shorter
    return words


def is_matter(words: str) -> bool:
    """Whether `words` can be a matter of complaint and not a sentence of reasons, an order or a heading."""
    return any(letter.isalpha() for letter in words) and not compiled(_SENTENCE).search(words)


def matters(text: str, start: int, end: int) -> tuple[tuple[Span, ...], bool]:
    """The matters named between `start` and `end`, and whether a list is still to come ("… handling of:").

    After a colon each item is a matter of its own; before it stands only what they share.
    """
    colon = _COLON.search(text, start, end)
    stop = _stop().search(text, start, end)
    listed = colon is not None and (stop is None or colon.start() < stop.start())
    if colon is not None and listed:
        if not text[colon.end() : end].strip(" .;-–•"):
            return (), True
        if colon[0][-1] in "-–•":
            edges = [match.start() for match in _HYPHEN.finditer(text, colon.end(), end)]
            return tuple(item for a, b in pairwise([colon.end(), *edges, end]) if (item := cut(text, a, b))), False
        return _items(text, colon.end(), end, listed=True), False
    if not text[start:end].strip(" .,;") or (
        stop is None and compiled(_DANGLING).search(text[start:end]) and end == len(text.rstrip())
    ):
        return (), True
    return _items(text, start, end, listed=False), False


def _items(text: str, start: int, end: int, listed: bool) -> tuple[Span, ...]:
    """The items of a list flattened into one line: "A; B; and C", "a. A b. B", "A. B. C"."""
    found: list[Span] = []
    for left, right in _pieces(text, start, end, listed):
        linked = after_outcome(text, left, right) if listed and _LINKED_ITEM.match(text, left, right) else None
        item = cut(text, linked or left, right)
        if item is None or compiled(_ONLY_A_MARK).fullmatch(item.of(text)):
            continue
        if found and not is_matter(item.of(text)):
            break
        found.append(item)
    return tuple(found)


def _pieces(text: str, start: int, end: int, listed: bool) -> Iterator[tuple[int, int]]:
    """Where the items may stand, the marks before them left out."""
    if listed and _ENUMERATOR.match(text, start, end):
        marks = list(_ENUMERATOR.finditer(text, start, end))
        yield from zip((mark.end() for mark in marks), [*(mark.start() for mark in marks[1:]), end], strict=True)
        return
    edges = [match.end() for match in _EDGE[listed].finditer(text, start, end)]
    if listed and _LANDLORDS.match(text, start, end):
        edges = sorted({*edges, *(match.end() for match in _AGAIN.finditer(text, start, end))})
    yield from pairwise([start, *edges, end])
