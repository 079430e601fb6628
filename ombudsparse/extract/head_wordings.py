"""The wordings by which an item of the complaint section is a lead-in, an addition, a note or a matter."""

from ombudsparse.vocabulary.patterns import Wording, any_of

OMBUDSMAN = r"(?:the (?:Housing )?Ombudsman|we|this (?:Service|report|investigation)|(?:our|the) investigation|I)"
_LOOKED = any_of(
    r"consider(?:s|ed|ing)?",
    r"assess(?:es|ed|ing)?",
    r"investigat(?:es?|ed|ion|ing)",
    r"examin(?:es?|ed|ing)",
    r"review(?:s|ed|ing)?",
    r"look(?:s|ed|ing)?",
    "decided|chosen|include[sd]?|identified",
    r"address(?:es|ed|ing)?",
)
_IN_ADDITION = any_of(
    "In addition",
    "Additionally",
    "Furthermore",
    "Separately",
    "As part of (?:the|this|our) investigation",
)
# "The Ombudsman has also considered …", "We went on to look at:", "This report has, in addition, assessed …"
ADDITION = Wording(rf"^(?:{_IN_ADDITION},? )?{OMBUDSMAN}\b[^.:]{{0,60}}?\b{_LOOKED}\b")
# "Complaint handling has been looked at as well.", "Its complaints handling was considered too."
ADDED = Wording(
    r"\b(?:has|have|was|were|will be)(?: also| additionally| further)?(?: been)?(?: also| additionally)?"
    rf" {_LOOKED}\b[^.:]{{0,40}}$"
)
# What introduces leaves although no colon ends it: "… with the Council’s actions in connection with"
_OPEN_WORD = any_of(
    "of|about|to|with|for|regarding|concerning|concerns?|in|on|by",
    "the|its|his|her|their|that|following|matters?",
)
OPEN_END = Wording(rf"(?:\b{_OPEN_WORD}|[a-z]’s|s’|\bresidents|\blandlords)\s?[.:–-]?$", cased=True)
_CONNECTS = any_of(
    "in connection with|about|concerning|concerns|in relation to|regarding|in respect of",
    "handling of|response to",
)
# a dump glues a stem without a colon to its first leaf, which the leaf's semicolon tells:
# "The resident is dissatisfied with the Council’s actions in connection with his reports of noise;"
GLUED_STEM = Wording(
    rf"The (?:complaint|resident)s?\b[^.:;]{{5,90}}? {_CONNECTS} "
    r"(?=(?:the|its|his|her|their|a|an)\b[^.:]*[;,](?: and)?$)",
    cased=True,
)
# "complaint handling, including;", "the handling of repairs, specifically": no leaf ends so
_NAMING = any_of(
    "including|includ(?:es|ed)|namely|specifically|in particular|that is",
    "such as|comprising",
)
NAMING_END = Wording(rf"\b{_NAMING}\s?[:;,–-]?$")
# an item whose line ends so goes on in the next: "Reports of damp and"
BROKEN_OFF = Wording(
    r"[^;,]\s(?:and|or|of|the|to|in|for|with|by|about|from|its|her|his|their|an?|on|regarding)$", cased=True
)
LIST_END = Wording(r"[;,](?: and| or)?;?$", cased=True)
LEAF_END = Wording(r"[.;,](?: and| or)?;?$", cased=True)
_MATTERS = "(?:matters|issues|points|aspects|elements|complaints|concerns|heads|areas|things)"
# "the following matters.", "are as follows", "these issues:", "the matters below"; not "a leak into the flat below."
FOLLOWING = Wording(
    any_of(
        r"\b(?:the following|as follows)\b[^.]{0,40}",
        rf"\b(?:these|below) {_MATTERS}",
        rf"\b(?:{_MATTERS}|listed|set out|outlined|detailed) below",
    )
    + "[.:]?$"
)
_UNHAPPY = r"(?:complain(?:s|ed|ts)?|(?:is|are|was|were) (?:also )?(?:unhappy|dissatisfied)|raised|said)"
_HAS = "(?:(?:is|are|was|were|has|have|had) )?"
# "The complaint is about …" opens a sentence of its own: no leaf of the list before it
OWN_SENTENCE = Wording(
    "^"
    + any_of(
        "The complaints? (?:is|are|was|concerns?|relates?|also)",
        "This complaint",
        "The resident(?:s|’s representative)? (?:has |have |had )?(?:also |further )?" + _UNHAPPY,
        f"(?:He|She|They) {_HAS}(?:also )?(?:complain|unhappy|dissatisfied)",
    )
)
_SAID = any_of(
    "reports?|requests?|concerns?|complaints?|enquir(?:y|ies)|queries|applications?",
    "allegations?|claims?",
)
_DONE = any_of(
    "handling|response|decisions?|refusal|failure|delays?|communication|conduct|delivery",
    "enforcement|management|increase|level|record[- ]?keeping|knowledge",
)
# what a party does: "Request for a move", "The resident’s reports of …", "Its record keeping"
ACT = Wording(
    r"(?:(?:The|An?|Its|His|Her|Their) )?(?:(?:resident|landlord|tenant)s?’?s? )?"
    r"(?:(?:associated|formal|related|subsequent|own|overall|final|stage) )*"
    rf"(?:{_SAID}|{_DONE})\b"
)
# "A number of complaints were made on …", "The resident raised several issues": an overview of the list after it
_MANY = "(?:A (?:number|series|range|variety) of|several|various|multiple|many|numerous)"
LIST_OVERVIEW = Wording(
    rf"^(?:(?:The|This|These) \w+ (?:\w+ ){{1,4}})?{_MANY}\b.*\b"
    r"(?:complaints?|matters|issues|concerns|reports)\b"
)
_PARTY = "(?:resident|complainant|tenant|applicant|leaseholder)s?"
NOTE = Wording(
    r"^\(?"
    + any_of(
        # "Note: …", "Source: …", "The points above are drawn from …"
        r"Notes?\b|Sources?\b",
        r"The (?:points|matters|heads|issues|complaints?|wording|list) (?:above|below|listed|set out)\b",
        r"These (?:points|matters|heads)\b",
        # "In this report “the building” means …", "References to …", "For ease of reading …"
        r"(?:In|For|Throughout|For the purposes? of) (?:the purposes? of )?this (?:report|investigation|decision)\b",
        r"References? (?:in this report )?to\b",
        "For (?:ease|clarity|brevity|the avoidance)",
        "Where (?:this|the) report",
        # "The resident is represented by her son", "The complaint was brought by …"
        rf"The {_PARTY} (?:is|are|was|were|has been|have been) (?:being )?"
        "(?:represented|supported|assisted|referred to)",
        "(?:This|The) complaint (?:was|has been) (?:brought|made|raised|submitted) by",
        r"(?:He|She|They|The resident’s \w+) (?:is|are|will be) (?:referred to|called)",
        # "We have not considered …", "This report does not look at …"
        rf"{OMBUDSMAN} (?:has|have|will|did|does|do|can|could)(?: ?not|n’t)\b",
    )
)
