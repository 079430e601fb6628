"""The wordings by which a named outcome is stated, denied, supposed, or told as somebody else's."""

from ombudsparse.extract.findings.named_outcomes import ITEM_MARK
from ombudsparse.vocabulary.patterns import Wording, any_of

# What may stand between licence and noun: "some clear evidence of further", "there was: (i)".
_MARK = rf"{ITEM_MARK}(?=\s)"
_HOW_MUCH = any_of(
    _MARK,
    "a|an|any|some|clear|minor|multiple|several|two|three|many|numerous",
    "significant|serious|repeated|further|additional|overall|also|therefore|been|that",
    "enough|sufficient|such|both|either|isolated",
    r"no|not|nor|neither|without|sign\w*\s+of",
    r"(?:elements?|instances?|evidence|examples?|degree|level|amount)\s+of",
    r"to\s+be|to\s+have\s+been",
    ":|,|-|–|“|‘|\"|'",
)
QUANTITY = rf"(?:{_HOW_MUCH}\s*)*"
_HELPING_WORD = any_of(
    "has|have|had|having|did|do|does|was|were|is|are|am|be|been|being|to",
    r"not|n[’']t|never|no\s+longer",
    "would|could|may|might|can|cannot|will|should|must|shall",
    "also|therefore|however|thus|then|again|overall",
    r"on\s+balance|clearly|previously|subsequently|accordingly|only|itself",
)
AUXILIARY = rf"(?:\b{_HELPING_WORD}\s*,?\s+)*"
# "there was", "t here has not been", "there appears to have been", "there to have been".
EXISTS = rf"\bt\s?here\s+(?:(?:appears?|found|considered)\s+)?{AUXILIARY}(?:was|were|w\s?as|is|are|been|be)\b"
# "the Ombudsman has therefore found", "this Service finds that", "I determine", "we make a finding of".
_FIND = any_of(
    "finds?|found|determines?|determined|concludes?|concluded",
    "identif(?:y|ies|ied)|see|seen|saw|records?|recorded|returned?",
    # "the Ombudsman considers it reasonable redress for"
    r"consider(?:s|ed)?\s+(?:it|this|these|that|the\s+(?:offer|award|redress|compensation))"
    r"(?:\s+(?:to\s+be|to\s+have\s+been|is|was|as))?",
)
FINDS = rf"{AUXILIARY}\b{_FIND}\b(?:\s+(?:that|on\s+balance|as\s+follows|overall|the\s+following))?"
FINDING_OF = (
    r"\b(?:finding|determination|conclusion|decision|outcome|verdict)s?\s+(?:overall\s+)?(?:of|is|was|"
    r"are)\b(?:\s+(?:one\s+of|that\s+of|that))?"
)
# "amounts to", "constituted", "has resulted in", "was", "are responsible for".
_HELD_TO_BE = any_of(
    r"sufficient\s+to\s+",
    r"considered\s+(?:to\s+be\s+|as\s+)?",
    r"deemed\s+(?:to\s+be\s+)?",
    r"enough\s+to\s+",
    r"found\s+(?:to\s+(?:be|have\s+been)\s+)?",
)
_AMOUNT = any_of(
    r"amount(?:s|ed|ing)?\s+to|constitut(?:es?|ed|ing)|represent(?:s|ed|ing)?",
    r"(?:resulted|results|resulting)\s+in|(?:le(?:ads?|d)|leading)\s+to",
    r"(?:responsible|accountable)\s+for",
    "was|were|is|are|considered|deemed|been|be",
)
AMOUNTS = rf"{AUXILIARY}\b{_HELD_TO_BE}?{_AMOUNT}\b"
_CAN = "would|could|may|might|can|cannot|will|should|must|shall"
MODAL_VERB = rf"\b(?:{_CAN}|to\s+(?:find|determine|see|identify|make))\b"
NEGATING = r"\b(?:no|not|never|nor|neither|without|nothing)\b|n[’']t\b"
# "… whether there was", "if there has been", "where there is": a question or a rule, not a finding.
OPEN_QUESTION = r"\b(?:whether|if|wh\s?ere|when|whenever|unless|until|before|in\s+case|or\s+not)[\s,]*$"
SUBORDINATE = (
    r"^\W*(?:but\s+for|if|where|when|whenever|unless|whether|had)\b(?!\s+(?:considered|taken|viewed)\b)[^,]*$"
    r"|\b(?:whether|if)\b[^,]*$"
)
# "we would have found that there was"
WOULD_HAVE_SAID = (
    r"\b(?:would|could|might|may|can|cannot|will)\s+(?:\w+\s+){0,2}(?:found|find|concluded|determined|considered)\b"
)
# "it was clear there had been", after "when"; "whether, as she says, there was"
SUPPOSED_BEFORE = r"\bwhether\b[^,]*$|\b(?:when|where|if|once|until|unless)\b[^,;.]{0,60}$"
# "where we have found", "when the Ombudsman finds"
WHEN_WE = r"\b(?:where|when|whenever|if|whether|unless|had)\s+(?:the\s+)?(?:Ombudsman|we|I|this\s+Service)\b[^,]*$"
AUXILIARY_BEFORE = rf"{AUXILIARY}$"
# "has seen no evidence that there was", "not satisfied that there was", "nothing to suggest there was".
_SEEN = any_of(
    "satisfied|persuaded|find|found|seen|see|consider(?:ed)?|identif(?:y|ied)",
    "establish(?:ed)?|conclude[d]?|evidence[d]?|believe|demonstrated",
)
DENIED_BEFORE = (
    r"\b(?:no\s+(?:\w+\s+){0,2}(?:evidence|indication|reason|basis)|nothing|"
    rf"not\s+(?:\w+\s+){{0,2}}{_SEEN})\b[^,;.:]{{0,50}}$"
)
# "in its previous investigation the Ombudsman found", "in case 202012345 we found": a finding of another case.
OTHER_CASE = any_of(
    r"\bpreviously\s+(?:found|made|determined|identified|issued)",
    r"\b(?:previous|earlier|another|separate|other|special|spotlight|wider)\s+"
    r"(?:\w+\s+)?(?:investigations?|cases?|determinations?|decisions?|reports?|findings?)\b",
    r"\b(?:case|reference)\s+(?:number\s+)?20\d{7}",
    r"\bin\s+20\d{7}",
)
# "has been made", "is appropriate", "was found": what makes a finding of a noun that stands before it.
_MADE = any_of(
    "made|found|reached|determined|appropriate|warranted|justified",
    "identified|established|recorded|fair|reasonable",
)
MADE_AFTER = (
    r"^[^.;]*?\b(?:has|have|had|is|was|are|were|would)\s+"
    r"(?:also\s+|therefore\s+|have\s+|be\s+|been\s+|being\s+|considered\s+|now\s+)*"
    rf"{_MADE}\b"
)
# "The landlord’s handling of X resulted in a finding of …", "X warrants a finding of …"
_LEADS_TO = any_of(
    r"result(?:s|ed|ing)?\s+in",
    r"le(?:ads?|d|ading)(?:\s+(?:us|me|the\s+Ombudsman|this\s+Service))?\s+to",
    "warrants?|warranted|justif(?:y|ies|ied)|supports?|merits?",
)
_MAKES = any_of(
    "ma(?:kes?|de|king)|reach(?:es|ed)?",
    f"(?P<subject>{_LEADS_TO})",
    r"return(?:s|ed)?|records?|recorded|there\s+(?:is|was)|issued?",
    r"our|Ombudsman[’']s|with|in|appropriate\s+is",
)
MADE_BEFORE = rf"\b{_MAKES}\s+(?:(?:a|an|our|my|the)\s+)?(?:overall\s+|further\s+|separate\s+)?$"
# "The finding of reasonable redress is made on the understanding that", "… being based on the landlord doing so".
_PROVIDED = any_of(
    r"(?:on|upon)\s+(?:the|that|this)\s+(?:understanding|basis|condition|assumption|proviso|premise)",
    r"dependent|conditional|contingent|subject\s+to|(?:is|was|being|are)\s+based\s+(?:up)?on",
    r"provided\s+that|relies|depends",
)
ON_CONDITION = rf"^[^.;]*?\b{_PROVIDED}\b"
# "Maladministration was found in", "Service failure has been identified by the Ombudsman".
FOUND_AFTER = (
    r"^\s*(?:by\s+the\s+landlord\s+)?(?:was|were|is|has\s+been|have\s+been)\s+(?:also\s+|therefore\s+|"
    r"not\s+)*(?:found|identified|determined|established)\b"
)
# After a noun that heads an item: a link, an agent, a mark, or the end. "Service failure is where …" goes on otherwise.
HEADS_ITEM = r"^\s*" + any_of(
    r"$|[.:;,–-]|\(",
    r"(?:in|by|for|with|regarding|concerning|relating|on|about|as|of|over|around)\b",
    r"(?:when|was\s+found|prior|due|found|has\s+been\s+found)\b",
    r"(?:the\s+)?landlord[’']?s?\s",
)
# "The landlord’s handling of the fence: no maladministration"
AFTER_LABEL = r"(?<=\w)(?<!Scheme)(?<!was)\s*(?::|\s[–-]|\s\()\s*(?P<no>no\s+(?:evidence\s+of\s+)?)?$"
# "Finding: maladministration in …", "Our determination – service failure in …"
HEADING_BEFORE = Wording(
    r"(?:(?:our|the|overall)\s+)?(?:findings?|determinations?|decisions?|outcomes?)(?:\s*\([^)]*\))?"
)
_BEFORE_ITEM = any_of(
    r"and\s+|but\s+|also\s+|a\s+|an\s+|there\s+",
    rf"{_MARK}\s+",
    r"no\s+|not\s+|evidence\s+of\s+|neither\s+|some\s+|any\s+|by\s+the\s+landlord\s+",
)
ITEM_START = rf"(?:^|[.:;,•–-]|\b(?:and|but|with|also|that))[\s“‘\"'(]*{_BEFORE_ITEM}*$"


# "not enough to", "is not therefore": a denial of the verb group that follows.
NOT_JUST_BEFORE = r"\bnot\s+(?:\w+\s+){0,3}$"
MODAL_JUST_BEFORE = r"\b(?:would|could|might|may|should)\s*$"
# "was insufficient to amount to", "fell short of"
FALLS_SHORT = r"\b(?:insufficient|inadequate|fail(?:s|ed)?|short)\s+(?:of\s+|to\s+)?$"
# "our finding is one of"
FINDING_IS = rf"\b(?:is|was|are)\b(?:\s+(?:one\s+of|that\s+of|that))?\s*{QUANTITY}$"
DEFINITE_BEFORE = r"\b(?:the|this|that|our|its|Ombudsman[’']s)\s+$"
NEW_CLAUSE = r"[;:]|,\s*(?:but|and|so)\b"

# "Reasonable redress was offered by the landlord", "… has been provided", "… was demonstrated"
_GIVEN = any_of(
    "offered|made|provided|demonstrated|given|paid|found|identified",
    r"evidenced|shown|put\s+forward|proposed|awarded",
)
_HAS_BEEN = r"(?:was|were|is|has\s+been|have\s+been|had\s+been)\s+(?:also\s+|therefore\s+|already\s+)*"
GIVEN_AFTER = Wording(rf"\s*(?:by\s+the\s+landlord\s+)?{_HAS_BEEN}{_GIVEN}\b")
# "the redress offered by the landlord was reasonable"
JUDGED_REASONABLE = Wording(r"\breasonable$")
_LINK_TO = r"(?:in|for|with|regarding|concerning)\b"
LINKED = Wording(rf"\s+{_LINK_TO}")
# "A finding of service failure in its record keeping." as an item of the determination, with no verb of its own
BARE_ITEM = Wording(r"[\s.:;•–-]*(?:An?\s+)?")
_VERB = r"(?:would|could|may|might|is|was|are|were|has|have|had|not|requires?|needs?|depends?)"
OF_A_MATTER = Wording(rf"\s*(?:\([^()]+\)|{_LINK_TO}(?:(?!\b{_VERB}\b)[^.;])*)\W*$")
# "a finding of service failure is made where …": a rule
AS_A_RULE = Wording(r"\s+(?:where|when|whenever|if|only)\b")
# "For it to be reasonable redress, the offer would …"
FOR_IT = Wording(r"\bfor\s+(?:it|this|that|the\s+\w+(?:\s+\w+)?)\s+$")
NEGATED_BEFORE = r"\b(?:no|not|without|nor|neither|never)\s+$"
# "… found severe maladministration in its handling of leaks in our previous report"
_OTHER = r"(?:Ombudsman[’']s\s+)?(?:previous|earlier|separate|other|special)"
IN_OTHER_REPORT = Wording(
    rf"^[^.;]*?\bin\s+(?:our|the|a|an|its|another)\s+{_OTHER}\s+"
    r"(?:\w+\s+)?(?:investigations?|cases?|determinations?|decisions?|reports?)\b"
)
# An item of its own although nothing parts it from the one before: it goes on with a matter of the landlord's
_LINK = r"(?:in|with|for|regarding)\s+(?:(?:respect|relation|regard)\s+(?:of|to)\s+)?"
OWN_MATTER = Wording(
    r"\s+"
    + any_of(
        r"by\s+the\s+landlord\b",
        rf"(?:by\s+the\s+landlord\s+)?{_LINK}(?:(?:the\s+)?landlord|its|their|how|the\s+way)\b",
    )
)
# … and nothing before it governs it: "reports of a service failure in its", "compensation for the maladministration"
_GOVERNING = any_of(
    "the|an?|its|his|her|their|this|that|any|some|such",
    "of|for|about|by|to|with|and|or|in|from|on|as|into|over",
    r"further|previous|earlier|alleged|perceived|acknowledged|accepted|admitted|recognised|own",
)
GOVERNED_BEFORE = Wording(rf"(?:\b{_GOVERNING}|[’']s?)\s+$")
NO_BEFORE = Wording(
    r"\b(?:no|neither|nor|not)\s+(?:any\s+)?(?:(?:further|clear)\s+)?"
    r"(?:(?:evidence|signs?|indication)\s+of\s+)?(?:an?\s+|any\s+)?$"
)
