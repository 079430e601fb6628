"""The turns of phrase around a sum in the narrative, by which its part in the case is told."""

from ombudsparse.vocabulary.patterns import Wording, any_of

# "£X (that) it offered", "£X compensation which had been paid"
_LANDLORD_DID = any_of(
    "it|the|landlord|council|association|they|was|were|is|had|has|have|been",
    "already|previously|initially|originally|first|later|late|now|also|being|subsequently",
)
RELATIVE = (
    r"^\W*(?:(?:in|of|for)\s+)?(?:(?:compensation|redress|payment|sum|voucher|award)\s+)?(?:(?:that|which)\s+)?"
    rf"(?:{_LANDLORD_DID}\s+)*"
)
# not in "in place of the £80 it offered £280", where another sum is what was offered
ANOTHER = r"(?!\s+(?:to\s+(?:the\s+resident|her|him|them)\s+)?(?:(?:an?|the|further|additional)\s+)*(?:£|$))"
OFFERED = Wording(
    RELATIVE + rf"(?:offer(?:ed)?|proposed|awarded|put forward|set aside|(?P<paid>paid))\b(?!\s+by\s+us){ANOTHER}"
)
OURS = (
    r"(?:we|the Ombudsman|this Service)\s+(?:(?:have|has|had|also|now|therefore)\s+)*"
    r"(?:ordered|awarded|recommended|set)"
)
# "£500 we have ordered", "£500 ordered above", "£500 has been ordered"; not "£500 awarded by the landlord"
ORDERED = Wording(
    r"^(?:[\s(–—-]|,\s+(?=which|that))*(?:(?:in\s+)?(?:compensation|payment|award)\s+)?(?:(?:that|which)\s+)?"
    + any_of(
        OURS,
        r"(?:(?:is|has|was|been|now|to be)\s+)*(?:ordered|awarded\s+(?:above|below|by us|in this|by the Ombudsman))",
    )
    + r"\b"
)
WHICH = Wording(r"^[^£.;]{0,20}?\b(?:that|which|as)\b[^£.;]{0,60}")
# "£15 per missed appointment set out in the policy"
SET_OUT = Wording(
    r"^[^£.;,]{0,40}\b(?:set out|given|stated|specified|provided|allowed|suggested|recommended)\s+(?:in|by|under)\s+"
)
# "£72 that she spent", "£212.40 he had worked out", "£55 which she did not owe"
_RESIDENTS = r"(?:the\s+)?(?:residents?|leaseholders?|tenants?|applicants?|s?he|they|h(?:er|is)\s+\w+)\b"
_SPENT = r"(?:spent|spends|paid|pays|claimed|wanted|asked|requested|sought|worked|lost|ow(?:ed?|es)|borrowed|needed)\b"
SPENT = Wording(
    rf"^\W*(?:(?:that|which)\s+)?{_RESIDENTS}(?:\s+(?:says?|said|had|has|have|was|were|s?he|did\s+not))*\s+{_SPENT}"
)
# "£150 is appropriate", "£80 is a proportionate sum", "£300 would be fair", "£400 fairly reflects"
_IS = (
    r"\b(?:is|was|would\s+be|to\s+be|are|as|were|be|seems|appears)\s+"
    r"(?:(?:an?|the|also|therefore|considered|both|more|only|not|in|our|view|thus|deemed|to\s+be)\s+)*"
)
_JUST = any_of(
    "fair|appropriate|proportionate|reasonable|warranted|due|justified|suitable|adequate|sufficient|merited|deserved",
    r"called\s+for|right|necessary",
    r"in\s+(?:line|keeping|accordance)\s+with\s+(?:our|the\s+Ombudsman|this\s+Service)",
)
FAIR = Wording(
    r"^[^£.;]{0,70}?"
    + any_of(
        rf"{_IS}{_JUST}\b",
        r"\b(?:fairly|adequately|properly|better)\s+(?:reflects?|recognises?)",
        r"\bappropriate\b",
    )
)
_WHICH_SUM = any_of(
    r"earlier|original|initial|first|final|sum|offer|total|payment|figure|amount|award|compensation",
    r"\w+ed|stage\s+\w+|combined|full",
)
DEFINITE = Wording(rf"\b(?:the|this|that|its|earlier|those|another|same)\s+(?:{_WHICH_SUM}\s+)*(?:of\s+|for\s+)?$")
# one more of the same kind: "…, £50 for …", "and £60", "being £30", "of which £10"
_AND_ONE_MORE = any_of(
    r"and|or|plus|being|namely|of which|that is|which is|to|comprising|of|made up of",
    r"consisting of|including|with|then",
)
JOINED = Wording(
    rf"(?:^|[,;:(–—-]|\b{_AND_ONE_MORE})\s*"
    r"(?:(?:an?|up|to|further|additional|another|only|between|more|than|about|around|from|extra|sum|of|is|was)\s+)*$"
)
# "Of this £70 was for …", "This was £50 for … and £25 for …" after the sum that is shared out
OF_THIS = Wording(
    r"^\W*"
    + any_of(
        r"of (?:this|which|that|these)",
        r"(?:this|it|that) (?:was|is|included|comprised|consisted(?: of)?)",
        r"which comprised",
        r"the (?:further|extra|additional|remaining|other|added|new)(?: sum of)?",
        r"made up of",
        r"being|£",
    )
    + r"\W*"
)
TOTAL = Wording(r"\b(?:bring\w*|mak(?:es?|ing)|so|total\w*|came|comes|altogether|took|taking)\b[^£.;]{0,45}$")
IN_ALL = Wording(r"^[^£.;]{0,30}\b(?:in total|in all|altogether|overall|combined)\b")
# "£125 of its final offer", "£60 of the amount offered"
OF_OFFER = Wording(r"^\s+of\s+(?:its|the|that|this)\s+(?:landlord[’']s\s+)?(?:[\w-]+\s+){0,4}offer")
# "the landlord’s payment of £300", "its earlier redress of £50"
_EARLIER_ONE = r"(?:\w+ed|stage\s+\w+|earlier|previous|original|initial|first|second|final|total|further|own|goodwill)"
LANDLORDS = Wording(
    rf"\b(?:landlord[’']s|council[’']s|association[’']s|its)\s+(?:{_EARLIER_ONE}\s+){{0,3}}"
    r"(?:offer|payment|award|redress|compensation|gesture)\s+(?:of\s+)?$"
)
# "the allowance of £4 a day in the landlord’s policy", "the policy’s maximum of £500"
ALLOWANCE = Wording(
    r"\b(?:allowance|tariff|maximum|minimum|cap|ceiling|limit|(?:daily|weekly|flat|fixed|standard)\s+rate)"
    r"(?:\s+(?:in|for|under)\s+[^£.;,]{1,50})?\s+(?:of|is|was)\s+$"
)
# "her rent account, which was £212 in arrears"
IN_ARREARS = Wording(r"^\s*in\s+(?:arrears|debit|credit|debt|rent)\b")
# "£420 as a meal allowance", "£35, being the allowance for two heaters": what a rule makes due, no redress
AS_ALLOWANCE = Wording(r"^\W*(?:as|being|which\s+was)\s+(?:an?|the|her|his|their|its)\s+(?:\w+\s+){0,2}allowance\b")
# "£32 a day, or £672"
OR_IN_ALL = Wording(r"^[^£.;]{0,40},\s*or\s+(?:about\s+)?$")
# "increased its offer by £500, to a total of £750": the offer that replaces the earlier one, and no sum of two
RAISING = Wording(r"\b(?:increas|rais|revis|uplift|doubl|replac)\w*\b")
# "agreed to waive the £62 recharge", "wrote off £210 of arrears": a debt let go, and no payment
_LET_GO = r"\b(?:waiv(?:e[ds]?|ing)|(?:writ(?:e|es|ing|ten)|wrote)\s+off|cancel(?:led|ling|s)?|remov(?:e[ds]?|ing))\b"
WAIVED = Wording(
    rf"{_LET_GO}"
    r"(?:(?!\b(?:and|offer\w*|pay\w*|award\w*)\b)[^£.;,]){0,40}$"
)
# "asked the landlord to increase its offer to £1,000": a wish
_ASK_LANDLORD = (
    r"\b(?:ask|want|request|urg|press)(?:ed|s|ing)?\s+(?:(?:the|that)\s+)?(?:landlord|it|council|association)\s+to\s+"
)
ASKED_TO = Wording(
    rf"{_ASK_LANDLORD}"
    r"(?:increase|raise|improve|pay|offer|double|consider|award|reimburse|refund)\b[^.;,£]{0,40}$"
)
CREDITED = Wording(r"\bcredit(?:ed|ing)\s+(?:[\w’]+\s+){0,3}$")
# "£35 for the delay", "£65 in recognition of the distress": what compensation is for, and no cost
_FOR_IT = r"(?:for|to\s+(?:reflect|recognise|acknowledge)|in\s+(?:recognition|respect)\s+of|because\s+of)"
_SUFFERED = any_of(
    r"delay\w*|distress|inconvenience|trouble|failures?|failings?|handling|late\w*|missed",
    r"poor|communication|upset|frustration|worry|impact|complaints?|disruption|errors?|mistakes?",
)
REDRESS = Wording(rf"^\s*(?:(?:in\s+)?compensation\s+)?{_FOR_IT}\s+[^£.;]{{0,60}}?\b{_SUFFERED}\b")
# "£90 would be credited to her account"
WOULD_BE_PAID = Wording(
    r"^\s*(?:compensation\s+|payment\s+)?(?:would|will)\s+be\s+(?:paid|credited|awarded|added|sent|put)\b"
)
# "section 20 applies where anyone must pay more than £250"
STATUTE = Wording(r"\bsection\s+\d+\b|\bAct\b|\blegislation\b")
RANGE = Wording(r"^\s*(?:to|-|–|—)\s*$", cased=True)
# "near the middle of the range of £600 to £1,000 in our guidance"
RANGE_OF = Wording(r"\b(?:range|band|bracket|scale)\s+(?:of|from|between|is|was)\s+(?:from\s+|between\s+)?$")
TO_NEXT = Wording(r"\s*(?:to|and|-|–|—)\s*£")
AND = Wording(r"^\s*(?:and|or)\s*$", cased=True)
BETWEEN = Wording(r"\b(?:between|from)\s+$")
FROM = Wording(r"\bfrom\s+$")
LIMIT = Wording(
    r"\b"
    + any_of(
        "up to|maximum(?: of)?|more than|less than|at least|over|under|below|limit of|least|minimum of|above|cap of",
        "capped at|between|exceed(?:ing)?|starting (?:at|from)",
    )
    + r"\s+(?:an?\s+)?$"
)
OR_MORE = Wording(r"^\s*(?:or|and)\s+(?:more|above|over|below|less|under|upwards)\b|^\s*(?:at most|plus\b|\+)")
RENT = Wording(r"\b(?:rents?(?! account)|rental|arrears|mortgage|housing benefit|universal credit)\b")
RENTAL = Wording(RENT.pattern + r"[^£,.;]{0,40}$")
# "which would come to £315 at most", "equates to £80"
COMPUTED = Wording(
    r"\b(?:comes?|amounts?|equates?|works? out|adds? up|came|amounted|equated)\s+(?:to|at)\s+(?:about\s+"
    r"|around\s+|approximately\s+)?$"
)
# "£20 a week for 30 weeks, which is £600"
RESULT = Wording(
    r"[^£;.]*\b(?:total\w*|which (?:is|comes to|gives|makes)|in all|amounting to|making|giving)\b[^£;.]{0,20}£"
)
AT_RATE = Wording(r"\b(?:at|rate of|based on|calculated (?:at|on|as)|worked out at|equivalent to|using)\s+(?:an?\s+)?$")
OFFER_BEFORE = Wording(r"\b(?:re-?)?offer(?:s|ed|ing)?(?:\s+[\w’]+){0,7}\s*$")
HAS_GIVEN = Wording(r"\b(?:awarded|paid|gave|increased|raised|agreed)(?:\s+[\w’]+){0,5}\s*$")
FURTHER = Wording(r"\b(?:further|additional|extra|more|increas\w+|rais\w+|revis\w+|instead|now)\b")
LATER = Wording(r"\b(?:later|subsequently|since then)\b")
TO_THEM = Wording(r"\b(?:her|him|them|residents?|tenants?|leaseholders?|compensation|applicants?|rent account)\b")
STAGE_BEHIND = Wording(r"[^£.;,]{0,30}\b(?:stages?|steps?|final|review)\b")
# "we would not award £3,000", "we have decided not to order the £750", "do not consider that £1,500 would be fair"
_WE_WOULD_NOT = any_of(
    r"(?:would|will|could|have|has|do|does|did|can)\s*(?:not|n[’']t)|cannot",
    r"(?:decided|chosen|declined)\s+not\s+to",
    r"decline\s+to",
)
_GRANT = r"(?:award|order|ordered|awarded|recommend\w*|make|made|consider|think|agree|find)"
REFUSED = Wording(
    rf"\b(?:we|I|the\s+Ombudsman|this\s+Service)\s+(?:therefore\s+)?(?:(?:have|has)\s+)?{_WE_WOULD_NOT}\s+(?:\w+\s+)?{_GRANT}\b"
    r"[^£.;]{0,60}$"
)
# "£5,000 is more than we would award", "£900 would not be reasonable", "£2,000 would be disproportionate"
NOT_FAIR = Wording(
    r"^[^£.;]{0,60}?\b"
    + any_of(
        r"(?:is|was|would\s+be)\s+(?:more\s+than\s+(?:we|the\s+Ombudsman|our)|excessive|disproportionate)",
        r"would\s+not\s+be\s+(?:\w+\s+)?(?:reasonable|proportionate|appropriate|fair|justified)",
    )
    + r"\b"
)
STARTS_AT = Wording(r"\b(?:start(?:s|ing)?|begin(?:s|ning)?)\s+(?:at|from)\s+$")
