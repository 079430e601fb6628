"""As few types of an order as are true: what is to be done, and not what it is for, nor how it is told or proved."""

from collections.abc import Mapping, Sequence

from ombudsparse.extract.orders.order_openings import begins_with_verb
from ombudsparse.records import OrderType
from ombudsparse.vocabulary.patterns import Wording, any_of

_TELLING = (OrderType.PROVIDE_INFORMATION, OrderType.CONTACT_RESIDENT)
# the title lines of the newest layout that name what is ordered
_TITLES = {
    OrderType.APOLOGY: Wording(r"(?:written\s+)?apology\s+order\b"),
    OrderType.COMPENSATION: Wording(r"(?:compensation|reimbursement|payment|financial)\s+order\b"),
    OrderType.INSPECTION: Wording(r"(?:inspection|survey)\s+order\b"),
    OrderType.SHARE_LEARNING: Wording(r"learning\s+order\b"),
    OrderType.STAFF_TRAINING: Wording(r"(?:staff\s+)?training\s+order\b"),
    OrderType.CASE_REVIEW: Wording(r"(?:management\s+)?case\s+review(?:\s+order)?\b"),
    OrderType.REPAIRS: Wording(r"(?:completing\s+the\s+works|repairs?\s+order|works\s+order)\b"),
    OrderType.POLICY_REVIEW: Wording(r"(?:policy|procedure|process)\s+(?:review\s+)?order\b"),
    OrderType.ACTION_PLAN: Wording(r"action\s+plan(?:\s+order)?\b"),
}
# where an action may begin: a sentence, an item, another verb behind "and"
_BEFORE_ACTION = Wording(
    any_of(
        r"^\W*(?:[a-z]\)|\d+[.)])?\s*$",
        r"[.;:\n]\s*(?:and\s+|then\s+|also\s+|or\s+)*$",
        r"\b(?:and|or|then|also)\s+(?:to\s+|it\s+(?:must|should|is\s+to)\s+|must\s+|should\s+|then\s+)*$",
        r"\b(?:must|should|shall|is\s+to|are\s+to|required\s+to|ordered\s+to)\s+(?:also\s+|then\s+|arrange\s+to\s+)*$",
        r",\s+(?:then\s+|including\s+)?$",
        r"\bthat\s+(?:the\s+landlord|it|the\s+council)\s+(?:also\s+)?$",
    )
)
_SECOND_VERB = Wording(r"(?:the landlord |it |the council )?(?:must |should )?(?:also |then )?", cased=True)
# "evidence it has paid the resident £738": how the newest layout orders a payment
_PROOF_OF_SUM = Wording(
    r"\b(?:evidence|proof|show|confirm|demonstrate)\w*\b[^.;£]{0,60}\bpa(?:id|yment)\b[^.;£]{0,40}£"
)
_RESIDENT = r"(?:residents?|leaseholders?|tenants?|applicants?|family|household|her|him|them)\b"
_MEETS = Wording(
    any_of(
        rf"\b(?:contact|meet|call|telephon(?:e|ing)|visit|interview|invite|ask)(?:s|ing)?\b[^.]{{0,30}}\b{_RESIDENT}",
        rf"\b(?:speak|liaise|discuss|agree(?=\s+with\b)|(?:keep|get)\s+in\s+touch|meeting|appointment)s?\b[^.]{{0,30}}\b{_RESIDENT}",
        r"\bwrite\s+to\b[^.]{0,30}\bto\s+ask\b",
        # "a single point of contact", "the name of a named caseworker"
        r"\bpoints?\s+of\s+contact\b|\bnamed\s+(?:officer|contact|person|manager|member|case\s?worker|individual)\b",
    )
)
# a step of its own before another: "must interview the resident, complete a risk assessment and"
_HEARS_FIRST = Wording(rf"^(?:[^.:]{{0,90}}\b(?:must|should|to|and)\s)?(?:meet|interview)s?\b[^.]{{0,30}}\b{_RESIDENT}")
# "make the payment, and confirm to this Service that it has done so": of what another order orders
_THE_PAYMENT = Wording(r"\bmake\s+(?:the|this|that|these)\s+payments?\b(?![^.]*£)")
# "carry out a post-inspection of the repairs": no repairs
_INSPECTS = Wording(
    r"^(?:[^.:]{0,90}\b(?:must|should|to|and)\s)?(?:carry\s+out|complete|undertake|conduct|arrange)\s+(?:an?\s+)?"
    r"(?:[\w-]+[\s-]){0,2}?(?:inspection|survey)\b"
)
_LEARNS = Wording(r"\b(?:learn\w*|lessons?)\b")
_REPAYS_COSTS = Wording(
    r"\b(?:reimburs\w+|repa(?:y|id|ys|ying)|refund\w*)\b(?:[^.]|\.\d){0,80}\b"
    + any_of("costs?|spent|receipts?|bills?|expenses?|paid", r"what\s+s?he|s?he\s+(?:hired|bought|rented)")
    + r"\b"
)


def few_types(text: str, starts: Mapping[OrderType, Sequence[int]]) -> tuple[OrderType, ...]:
    """The types that count of those whose wordings stand in `text` (in small letters) at `starts`, the main one first.

    The main type is that of the title line, else of the wording that comes first. Another counts only where an action
    of its own begins. Telling the resident, and proving that something was done, count where there is nothing else; a
    payment with evidence of it is a payment.
    """
    if not starts:
        return (OrderType.OTHER,)
    main = _main(text, starts)
    others = [name for name in starts if name != main and any(_begins_action(text, at) for at in starts[name])]
    found = [main, *sorted(others, key=lambda name: starts[name][0])]
    found = _without_telling(text, found, starts)
    if _REPAYS_COSTS.search(text) and found[0] in (OrderType.COMPENSATION, OrderType.FINANCIAL_ADJUSTMENT):
        found += [each for each in (OrderType.COMPENSATION, OrderType.FINANCIAL_ADJUSTMENT) if each not in found]
    if found[0] is OrderType.SHARE_LEARNING and _DEMANDS_REVIEW.search(text) and OrderType.CASE_REVIEW not in found:
        found.append(OrderType.CASE_REVIEW)
    return tuple(found)


# "set out what it has learnt from the failures": a review, in a learning order
_DEMANDS_REVIEW = Wording(
    r"\b(?:what\s+it\s+(?:has|had)?\s*learn\w*|review|reflect\s+on|look\s+(?:back|again)\s+at|consider\s+why)\b"
)


def _main(text: str, starts: Mapping[OrderType, Sequence[int]]) -> OrderType:
    titled = next((name for name, title in _TITLES.items() if title.match(text)), None)
    if titled:
        return titled
    if _PROOF_OF_SUM.search(text) and OrderType.COMPENSATION in starts:
        return OrderType.COMPENSATION
    if OrderType.EVIDENCE_OF_COMPLIANCE in starts and _THE_PAYMENT.search(text):
        return OrderType.EVIDENCE_OF_COMPLIANCE
    if OrderType.INSPECTION in starts and _INSPECTS.search(text):
        return OrderType.INSPECTION
    first = min(starts, key=lambda name: (starts[name][0], name in _TELLING))
    apology = starts.get(OrderType.APOLOGY, ())
    if first in _TELLING and apology and _same_sentence(text, starts[first][0], apology[0]):
        return OrderType.APOLOGY  # "Write to the resident to apologise"
    return first


def _same_sentence(text: str, one: int, other: int) -> bool:
    return not any(stop in text[min(one, other) : max(one, other)] for stop in (". ", "; ", ";\n", ".\n"))


# what may stand between a verb and what it is done to: "conduct a full", not "pay £200 for"
_NO_PREPOSITION = r"(?!(?:for|of|in|to|on|about|from|into|by|that|which|and|how|what|why|whether|who|when)\b)"
_OBJECT = Wording(rf"\w+\s+(?:(?:out|up|off|through)\s+)?(?:{_NO_PREPOSITION}[\w’-]+\s+){{0,5}}(?:[a-z]+-)?$")
_NEAR = 60  # characters before a noun in which its verb is looked for


def _begins_action(text: str, at: int) -> bool:
    """Whether an action begins at a place, or its verb just before: "and inspect", "must conduct a risk assessment"."""
    if _BEFORE_ACTION.search(text, max(0, at - _NEAR), at):
        lead = _SECOND_VERB.match(text, at)
        return _verb_at(text, lead.end() if lead else at)
    for word in _WORD_START.finditer(text, max(0, at - _NEAR), at):
        verb = word.start()
        if _OBJECT.fullmatch(text[verb:at]) and _verb_at(text, verb) and _BEFORE_ACTION.search(text, 0, verb):
            return True
    return False


def _verb_at(text: str, at: int) -> bool:
    """Whether a verb of orders stands at a place, as ordered or as told: "remind", "reminds"."""
    word, space, rest = text[at:].partition(" ")
    return begins_with_verb(text[at:]) or begins_with_verb(word.removesuffix("s") + space + rest)


_WORD_START = Wording(r"\b[a-z]")


def _without_telling(text: str, found: list[OrderType], starts: Mapping[OrderType, Sequence[int]]) -> list[OrderType]:
    """The types without those of telling and proving, unless they are all there is, or a sentence of their own."""
    kept: list[OrderType] = [name for name in found if name not in (*_TELLING, OrderType.EVIDENCE_OF_COMPLIANCE)]
    if OrderType.SHARE_LEARNING in kept and found[0] is not OrderType.SHARE_LEARNING and not _LEARNS.search(text):
        kept.remove(OrderType.SHARE_LEARNING)  # "and report the outcome to its board"
    if found[0] is OrderType.EVIDENCE_OF_COMPLIANCE or (not kept and OrderType.EVIDENCE_OF_COMPLIANCE in found):
        return [OrderType.EVIDENCE_OF_COMPLIANCE]
    opens = starts.get(found[0], (0,))[0]
    alone = found[0] in _TELLING and not any(_same_sentence(text, opens, starts[name][0]) for name in kept)
    return [_told(text, starts), *kept] if alone or (kept and _HEARS_FIRST.search(text)) else kept


def _told(text: str, starts: Mapping[OrderType, Sequence[int]]) -> OrderType:
    """Whether the resident is to be met or heard, or to be told something."""
    if OrderType.CONTACT_RESIDENT in starts and _MEETS.search(text):
        return OrderType.CONTACT_RESIDENT
    return OrderType.PROVIDE_INFORMATION
