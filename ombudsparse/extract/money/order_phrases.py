"""The turns of phrase around a sum in the orders, by which a payment is told from what it is made of or set against."""

from ombudsparse.vocabulary.patterns import Wording, any_of

# "£100 each", "£320 for each of them", "£40 per household"
EACH = Wording(r"^\s*(?:compensation\s+)?(?:\(?each\b|for each\b|to each\b|apiece|per (?!cent)\w+)")
EACH_BEFORE = Wording(r"\beach(?: of)?(?: the)?(?: [\w’]+){0,3}\s*$")
PAID_AS_RENT = Wording(r"\b(?:compensation|refund|pay|credit)\b[^,£]{0,40}$")
_RATED_AT = "at|at a rate of|rate of|based on|calculated (?:at|on|as)|worked out at|equivalent to|equal to|being|using"
RATE_LEAD = Wording(
    rf"\b(?:{_RATED_AT})"
    r"\s+(?:a\s+)?$"
)
# "the £250 has been paid", "the previous payment of £75"; "pay the resident £75" is none
_WHICH_SUM = any_of(
    "sum|total|payment|amount|award|compensation|order|offer|of|full|further",
    r"earlier|previous|original|initial|existing|\w+ed",
)
DEFINITE_IN_ORDER = Wording(rf"\b(?:the|this|that|these|any|its)\s+(?:{_WHICH_SUM}\s+)*$")
BEHIND_ORDERED = Wording(r"^[^£.;]{0,40}\b(?:ordered|above|below|we\s+(?:have\s+)?awarded)\b")
TAKEN_OFF = Wording(r"^[^£;]{0,160}?\b(?:may|can|could|should|must|will|to|shall)\s+(?:then\s+|also\s+)?be\s+")
# "in place of the £150 it offered, which it may deduct if it has been paid"
_TAKE_OFF = r"(?:deduct|subtract|tak(?:e|en)\s+off|off-?set|set\s+off)"
MAY_TAKE_OFF = Wording(
    r"[^£.;]{0,60},\s+(?:which|and)\s+(?:it|the landlord|this|that)?\s*"
    rf"(?:may|can|could|should|is to|will)\s+(?:then\s+)?(?:be\s+)?{_TAKE_OFF}"
)
IF = Wording(r"\b(?:if|where|should|any of)\b")
# "£200 of which has already been paid"
ALREADY = Wording(r"^\s*of (?:which|this|that)\b[^£.;]{0,40}\b(?:offered|already|previously|paid)\b")
# "Confirm that it has paid the £320 it offered": an order, but of no money
_SHOW = r"\b(?:confirm|evidence|proof|show|check|verify|ensure|demonstrate)\b"
CONFIRM = Wording(rf"{_SHOW}[^.;£]*\b(?:paid|payment)\b[^.;£]*$")
# "The landlord has already paid £100, which it can deduct": told of, not ordered
_LANDLORD_HAS = r"\b(?:landlord|it|council|association)\s+(?:(?:has|had|have|already|previously|also|since)\s+)*"
HAS_PAID = Wording(
    rf"{_LANDLORD_HAS}"
    r"(?:paid|offered|awarded|credited)\b(?:(?!\b(?:and|plus|together|further|additional)\b)[^£.;,)]){0,40}$"
)
# "If the landlord fails to complete the works it must pay £25 a week": a penalty that may never be due
CONDITION = Wording(r"^\W*(?:if|should|in the event)\b")
# "The landlord’s previous offer of £425 can be deducted"
OFFER_OF = Wording(
    r"\b(?:landlord[’']s|its|previous|earlier|original|initial|existing)\s+(?:[\w-]+\s+){0,3}"
    r"(?:offer|payment|award)\s+(?:(?:of|was|had been)\s+)?$"
)
NOT = Wording(r"\b(?:not|without|nor|no|rather than)\s+(?:be\s+|to\s+|any\s+|used\s+)*$")
ARREARS_BEHIND = Wording(r"^\s*(?:of\s+)?(?:in\s+)?(?:rent\s+)?arrears\b")  # "a payment plan for the £430 arrears"
RENT_IN_ORDER = Wording(r"\b(?:rent|arrears|rental|income|wages?)\b(?:\W+\w+){0,3}\W*$")
JOINED_IN_ORDER = Wording(r"^\W*(?:and|or|plus|,)?\W*(?:(?:a|the|further|additional)\s+)*$")
# "£400 for the damp, and £200 for the leak"
_AND_THEN = "and|or|plus|being|namely|is|are|of which|comprising|include[sd]?|including|together with"
GOES_ON = Wording(
    rf"(?:^|[,;:(–—-]|\b(?:{_AND_THEN}))\s*"
    r"(?:(?:also|then|an?|the|its|further|additional|another|remaining|sum|payment|amount|total|only|of)\s+)*$"
)
# "damp £400, complaint handling £100", and the run-on cells of a table: "£375 for the leaks £150 for the repairs"
LISTED = Wording(r"\s*[,;](?:\s+and)?(?:(?!\b(?:of|towards|that|which|s?he|than|its|costs?|owed)\b)[^£.;,]){1,50}")
LISTED_END = Wording(r"^\s*(?:[,;.)]|and\b|$)")
FOR = Wording(r"^\s*(?:for|in recognition|in respect)\b")
PAYING = Wording(
    r"\b"
    + any_of(
        r"pay(?:s|ing|ments?|able)?|be\s+paid|compensat(?:e|ion)|refund(?:ing)?|reimburs(?:e|ing|ement)|repay|credit",
        r"award|redress|re-?offer|honour(?:ing)?|total(?:ling)?|made\s+up|compris\w+|consist\w+|broken\s+down",
    )
    + r"\b"
)
# "(or £400 if the £250 offered has been paid)"
OR_BEFORE = Wording(r"\bor\s+(?:only\s+)?$")
IF_BEHIND = Wording(r"^[^£.;]{0,20}\bif\b")
IN_TOTAL = Wording(r"^\s*(?:in\s+(?:total|all)|altogether|extra|more)\b")
OFFERED_BEHIND = Wording(r"^[^£.;]{0,40}\b(?:offer(?:ed)?|awarded|promised|proposed)\b")
AND_IN_ORDER = Wording(r"\b(?:and|plus)\b[^£.;]{0,30}$")
CONFIRM_THAT = Wording(rf"{_SHOW}[^.;£]*$")
# "evidence that £275 has been paid": no "that sum"
SHOW_THAT = Wording(rf"{_SHOW}\s+that\s*$")
HAS_BEEN_PAID = Wording(r"^[^£.;]{0,40}\b(?:has|have)\s+been\s+paid\b")
# "the offers of £50 at stage 1 and £200 at stage 2"
STAGE_AND = Wording(r"\s*(?:at|in)\s+(?:its\s+)?(?:stage|first|initial)[^£.;,]{0,20}\band\s+(?:of\s+)?")
AT_STAGE = Wording(r"^\s*(?:at|in)\s+(?:its\s+)?(?:stage|second|final)\b")
_WHAT_IS_LESS = any_of(
    "the|any|all|its|an?|this|that|sums?|payments?|amounts?|part|portion|whatever|what|such|much|as|of|from",
    "earlier|previous|landlord|it|has|have|had|may|been|already|previously|paid|offered|awarded",
)
LESS = Wording(rf"\bless\s+(?:{_WHAT_IS_LESS}\s+)*$")
# "It can take the £80 it paid in March off this amount"
TAKE = Wording(
    r"\btak(?:e|es|ing)\s+(?:the|this|that|its|any|those)\s+(?:(?:sum|payment|amount|of|earlier|\w+ed)\s+)*$"
)
OFF = Wording(r"^[^£.;]{0,80}\boff\b")
# "£400, of which £100 has already been paid"
OF_WHICH = Wording(r"\bof\s+(?:which|this|that)\W*(?:(?:the|an?|sum|some|payment|amount|up to|of)\s+)*$")
ALREADY_PAID = Wording(r"\balready\s+(?:been\s+)?(?:paid|credited)\s+(?:(?:the|resident|her|him|them)\s+)*$")
WAS_PAID = Wording(
    r"^\W*(?:(?:has|have|had|was|were|is|it|may|already|previously|been)\s+)+(?P<how>paid|credited|offered|awarded)\b"
)
# "check that the refund of £86.40 reached his bank", "confirm that the cheque for £45 was cashed"
_PAID_BEFORE = r"(?:refund|cheque|repayment|credit|reimbursement|transfer|(?:earlier|previous|first|last)\s+payment)"
_CHECKS = r"(?:check|verify|confirm|find\s+out|make\s+sure|ensure)s?\s+(?:(?:to|with)\s+[\w\s]{2,30}?\s+)?"
CHECK_PAID = Wording(
    rf"\b{_CHECKS}(?:that|whether|if)\s+"
    + rf"(?:the|its|this|any|a)\s+(?:[\w’]+\s+){{0,2}}{_PAID_BEFORE}\s+(?:of|for)\s+$"
)
GOT_THERE = Wording(
    r"^[^£.;]{0,40}?\b(?:reached|arrived|cleared|got|went|appears?|(?:was|were|been)\s+(?:received|cashed|credited))\b"
)
# "Provide the resident with vouchers worth £75": given, but in no words that order a payment
_BEFORE_VERB = r"^(?:[^£.;]{0,90}\b(?:must|to|and|should|shall)\s+)?(?:also\s+)?"
_GIVING = r"(?:provide|give|issue|supply|offer|send|purchase|buy)\b"
GIVES = Wording(
    rf"{_BEFORE_VERB}{_GIVING}[^£.;]*"
    + any_of(r"\bworth", r"\bvalue\s+of", r"\bvouchers?\s+(?:of|for)", r"\b(?:resident|tenant|leaseholder)\s+with")
    + r"\s+$"
)
PAUSE = Wording(r"[,;]")
TO_BE_PAID = Wording(r"[^£.;]{0,80}\b(?:be paid|compensation|is payable|to be paid)\b")
RESULT_IN_ORDER = Wording(
    r"[^£;]*?(?:\btotal\w*|\bwhich (?:is|comes to|amounts to|equates to)|="
    r"|\bin all\b|\b(?:amounting|coming|equating) to|\bmaking)"
    r"[^£;]{0,20}£"
)
RESULT_IN_ALL = Wording(
    r"[^£;]*£[\d,.]+\s*(?:in all|in total|altogether)\b"
    r"|[^£;.]*\b(?:weeks?|months?|days?|appointments?|visits?)\s*[(=–—-]\s*£"
)
# "an increase of £180 on its offer"; "from £100 to £250"; "only the remaining £350"
INCREASE = Wording(r"\b(?:increase|rise|uplift)\s+of\s+$")
RAISED_FROM = Wording(r"\b(?:increas|rais)\w*\b[^.;]{0,80}\bfrom\s+$")
# "by £150 to £250": what it comes to with the landlord's own offer
RAISED_BY = Wording(r"\b(?:increas|rais)\w*\b[^.;]{0,60}\bby\s+[^.;]{0,20}£[^.;]{0,40}\bto\s+(?:a total of\s+)?$")
BALANCE = Wording(
    r"\b(?:remaining|balance|remainder|difference|leaving)\b[^£.;]{0,20}$|\breduced\s+to\s+$|\bneeds?\s+only\s+pay\s+$"
)
REMAINS = Wording(r"^\s*(?:remains|is left|is outstanding|is still due|would then be due)\b")
BALANCE_NAMED = Wording(r"\b(?:balance|remain(?:s|ing|der)|difference)\b")
# "having paid £150 of the £500 that it offered"
OUT_OF = Wording(r"\s*(?:out\s+)?of\s+(?:the|its)\s+(?:total\s+of\s+)?")
# "Within the £450, £100 is for"
WITHIN_TOTAL = Wording(
    r"\b(?:within|of|from|out of)\s+(?:the|this|that)\s+(?:\w+\s+of\s+)?£[\d,.]*\d,?\s*(?:the sum of\s+)?$"
)
# "10% of her rent of £110 a week"
SHARE_OF_RENT = Wording(r"(?:%|\b(?:per cent|half|third|quarter|percentage))\s+of\s+[^£.;]{0,30}\brent(?:\s+of)?\s+$")
# "towards the cost of £260 that she paid"
COST_OF = Wording(
    r"\b(?:cost|half|part|share|third|%|per cent)\s+(?:of|towards)\s+(?:(?:the|her|his|their|a|bill|of)\s+)*$"
)
# "in addition to honouring its offer of £300": that is ordered too
PAYING_TOO = Wording(r"\b(?:paying|honouring|repaying|refunding)\b")
RANGE_AHEAD = Wording(r"^\s*(?:to|and|-|–)\s*£")
# ", the landlord must pay", "and pay her"
AND_PAY = Wording(r"(?:,|\band\b)[^£.;,]{0,40}\b(?:pay|credit|refund|reimburse|repay|award)\b")
# "£200 or more", "£250 at most"
OR_MORE_BEHIND = Wording(r"^\s*(?:or\s+(?:more|less|above|over|thereabouts)|at\s+(?:most|least)|maximum|minimum)\b")
# "the £300 it offered, if not already paid", "the £275 compensation offered at stage 2, unless this has been paid"
OFFERED_UNPAID = Wording(
    r"^[^£.;]{0,60}\b(?:offered|awarded|promised|proposed)\b[^£.;]{0,60}"
    r"\b(?:if|unless|where|should)\b[^£.;]{0,30}\b(?:already|yet|paid|done\s+so)\b"
)
# "Increase its offer of £100 to £250": no range
RAISING_TO = Wording(r"\b(?:increas|rais|uplift|top)\w*\b")
REPAYS = Wording(r"\b(?:reimburs|refund|repay)\w*\b")
SPENT_ON = Wording(r"\b(?:costs?|receipts?|expenses?|spent|bills?|invoices?|fees?)\b")
# "£100 offered at stage 1", "£150 that it had already offered", within a total
OFFERED_BEFORE = Wording(
    r"^\s*(?:(?:compensation|redress)\s+)?(?:(?:that|which|it|the\s+landlord|had|has|was|been|already|previously)\s+)*"
    r"(?:offered|awarded\s+(?:at|in)|paid)\b"
)
