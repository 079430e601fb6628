"""How orders, recommendations, their lead-ins and their parts begin and end, as the reports word them."""

import re
from functools import cache

from msgspec import Struct

from ombudsparse import vocabulary
from ombudsparse.vocabulary.patterns import Wording, any_of


class OrderVerbs(Struct, frozen=True):
    """The shape of `vocabulary/order_verbs.toml`."""

    verbs: tuple[str, ...]


@cache
def _action() -> re.Pattern[str]:
    verbs = vocabulary.load_vocabulary("order_verbs", OrderVerbs).verbs
    return re.compile(rf"(?:also |then |formally |either )*{any_of(*verbs)}\b", re.I)


def begins_with_verb(text: str) -> bool:
    """Whether `text` begins as orders do, with a verb: "Apologise to", "also pay"."""
    return bool(_action().match(text))


_WHO = r"(?:the landlord|the council|it|they|the landlord’s [a-z ]{3,60}?|its [a-z ]{3,40}?)"
_MUST = r"(?:must|shall|should|will|is to|are to|is ordered to|is required to|needs? to|ought to|has to)"
OPENS = Wording(
    any_of(
        r"The Ombudsman (?:also )?orders|We (?:also )?order|It is (?:also )?ordered",
        # "The landlord must provide …", "The landlord’s head of repairs should …"
        rf"(?:The landlord|The [Cc]ouncil|It|They)(?:’s [a-z ]{{3,60}}?)? (?:also )?{_MUST}\b",
        # "Within 4 weeks …", "By 31 July …", "In accordance with …"
        r"Within\b|By (?:\d|the (?:same|end)|no later)|No later than\b",
        r"In (?:accordance|line) with paragraph|In addition\b",
        # "A further £200 must …"
        r"A further £|Evidence\b|The (?:management committee|chief executive|director)",
        r"Finally\b|Additionally\b|Furthermore\b|Order \d",
    ),
    cased=True,
)
POINTS_BACK = Wording(
    any_of(
        "This|These|Those|That|Such",
        # "The £175 paid in October may be taken off", "The compensation must be paid …"
        "The (?:above|total|sum|amount|money|payments?|compensation|apology|letter|review|report|training|inspection"
        r"|survey|works?|plan|£\d)",
        "Its (?:letter|apology|review|report)|Neither|None of",
        "If (?:it|the landlord|so|this|the resident)",
        "Where|Once|Copies|A copy|Her|His|Their",
    )
    + r"\b",
    cased=True,
)
# a sentence that a dump has cut off its paragraph; "It must pay her a further £750" is an order of its own
GOES_ON_WITH = Wording(
    r"(?!(?:It|They) (?:must|should) (?:also |further )?(?:pay|consider|review|apologise)\b)"
    r"(?:It|They|She|He|In (?!accordance|line|addition)|For|As|When|Any|All)\b",
    cased=True,
)
MUST_TOO = Wording(r"(?:It|They) (?:must|should)\b", cased=True)
SUM_FIRST = Wording(r"(?:a (?:further )?|the |up to )?£\d|(?:a )?(?:further|additional) £")
_TIME = r"(?:within|by|before|no later than) [^:]{3,80}?"
_TOLD = r"(?:ordered|required|directed|instructed|asked|requested|recommended|advised|encouraged|invited|expected)"
_ASKS = rf"(?:orders?|recommends?|suggests?|asks?|requires?|directs?|invites?|{_TOLD})"
# What a lead-in ends with before its colon, so that each item below completes it; not "a letter which must:", which is
# an order with parts.
_LEADS = r"(?<!which )(?<!that )" + any_of(
    # "Within 4 weeks …, the landlord must:", "The landlord is to, within 4 weeks …:", "must, by 3 May 2024:"
    _MUST,
    # "We order the landlord to:", "is ordered, within 4 weeks …, to:"; not "must contact the resident to:"
    rf"(?:{_ASKS}|{_ASKS}(?: that)? {_WHO}),?(?: {_TIME},?)? to",
    # "The Ombudsman orders that, within 28 days …, the landlord:", "It is recommended that the landlord:"
    rf"{_ASKS}(?: that)?,?(?: {_TIME},?)? {_WHO}",
    # "must provide evidence that it has:", "must confirm within 4 weeks that it has:"
    r"(?:evidence|proof|confirm|show|demonstrate)\b[^.:]{0,80} (?:it|they) (?:has|have)",
    "landlord to|orders?|recommendations?|as follows",
)
# "the following orders", "must do the following", "take the following action": not "pay the resident the following"
_FOLLOWING = any_of(
    r"(?:the )?following (?:orders?|actions?|steps?|recommendations?|remed(?:y|ies)|measures)",
    rf"(?:do|does|done|undertakes?|{_ASKS})(?: all of)? (?:the )?following",
    rf"{_ASKS} {_WHO} (?:to do )?(?:the )?following",
)
# "The following must be completed within 4 weeks:", "Orders to be completed within 4 weeks:"
_HEADED = rf"(?:The following {_MUST}|(?:Orders?|Recommendations?|Actions?) (?:to|for|that)\b)[^.:]{{0,120}}:"
# ", and provide evidence of compliance to this Service", "and to send us proof"
_EVIDENCE = r",? and (?:to )?(?:provide|send|give|supply|show)\b[^:.]{0,100}"
LEAD_IN = Wording(
    "^"
    + any_of(
        _HEADED,
        r"(?:[^.:]{0,160}?\b)?"
        + any_of(
            rf"{_LEADS}(?:,? (?:also|then))?(?:,? {_TIME})?(?:{_EVIDENCE})?,?\s?[:–-]",
            rf"{_FOLLOWING}\b[^.:]{{0,160}}[:.–-]",
        ),
    )
    + "$"
)
BARE_LEAD_IN = Wording(rf"^[^.:]{{0,160}}\b(?:{_MUST}|{_TOLD} to)$")  # the colon was left out
# "We have made the following orders. Within 4 weeks …, the landlord must:"
ANNOUNCES = Wording(r"\b(?:orders?|recommendations?)(?: below)?\W*$|\bfollowing (?:orders|actions?|steps)\b")
RECOMMENDS = Wording(
    any_of(
        "It is (?:also |further |therefore )?recommended",
        "(?:The Ombudsman|We|I|This Service) (?:would )?(?:also |further )?recommends?",
        "The (?:landlord|[Cc]ouncil) is (?:also |further )?(?:recommended|encouraged|invited)",
        "The following recommendations?|Recommendations?:",
    )
)
# what opens an order whatever list stands before it
_TO_US = r"(?:us|this Service|the Ombudsman)"
FIRM = Wording(
    any_of(
        rf"Pay|Apologi[sz]e|Provide (?:{_TO_US}|evidence)|Send {_TO_US}",
        # in a list whose lead-in is "The Ombudsman orders that the landlord:"
        rf"pays|apologi[sz]es|provides (?:{_TO_US}|evidence)|sends {_TO_US}",
    )
    + r"\b",
    cased=True,
)
_WE = "(?:we|I|the Ombudsman|this Service)"
NO_ORDER = Wording(
    any_of(
        # what the section says of itself: "There are no orders", "Our recommendations are not binding"
        "there (?:are|is) no|no (?:further )?(?:orders?|recommendations?)",
        rf"{_WE} (?:have |has |do |does )?(?:not )?(?:made|makes?) (?:no|any)\b[^.]{{0,30}}"
        + r"\b(?:orders?|recommendations?)",
        # "In recognition of the failings, we have made the following orders."
        r"(?:in (?:light|view|recognition) of|as a result of|given|because of|to put (?:things|matters) right)\b"
        r"[^.]{0,120}\b(?:has|have) made "
        + r"(?:the following |some |these )?(?:orders?|recommendations?)\b[^:]{0,80}$",
        "(?:our|these|the) recommendations? (?:are|is) not binding",
        "landlords? (?:must|should|can|may) (?:comply with|follow|decide|choose)",
        # "The landlord should let us know its intentions regarding the recommendations"
        r"the landlord (?:should|must|is asked to) (?:reply|respond|let us know|tell us|write to this service)\b"
        + r"[^.]{0,60}\b(?:intentions|whether it (?:will|intends)|recommendation)",
        "our recommendations?$|recommendations?$|orders?$|order what the landlord must do",
    )
)
