"""The wordings that give a home to its holder: what stands before "assured tenancy" where it is the resident's."""

from ombudsparse.vocabulary.patterns import Wording, any_of

# who holds: "The resident", "The complainant", "Mr L", "She"; not neighbours, sons, or tenants in general
PARTY = "(?:residents?|complainants?|applicants?|leaseholders?|tenants?)"
HOLDER = any_of(
    rf"\b[Tt]he (?:\w+ )?{PARTY}\b(?!’| of\b)",
    r"\b[Tt]he person who brought (?:this|the) complaint",
    r"\bM(?:r|rs|s) \w+",
)
PRONOUN = r"\b(?:He|She|They)\b"
# "and her husband", "and Mr A", ", who has mobility difficulties,", "jointly"
_ASIDE = r"(?: and (?:his|her|their|the|Mr|Mrs|Ms)\b[^.;,]{1,25}?)?(?:,? \(?(?:[^.;]{0,90}?))??"
# "is an assured tenant", "has been a leaseholder", "became the lessee"
IS = (
    "(?:is|are|was|were|has been|have been|had been|remains?|became|being)"
    "(?: also| now| still| currently| an? [^.,;]{3,40} and)*"
)
# "was, at the time of the complaint, the leaseholder", "was at the time a starter tenant"
_THEN = r"(?:,? at (?:the|that) (?:relevant )?time(?: of (?:the|her|his|their) (?:complaint|events))?,?)?"
# "holds an assured tenancy", "was granted a licence", "took over the lease"
HOLDS = any_of(
    "holds?|held|has|have|had|entered into|signed|granted|took(?: on| up| over)?",
    "began|started|succeeded to|bought|purchased|owns?|owned|acquired",
)
_LIVES = any_of(
    "lives?|lived|living|resid(?:es?|ed)|occup(?:y|ies|ied)",
    "(?:part[- ])?(?:rents?|rented)|moved",
    "tenants?|leaseholders?",
    "bought|purchased|owns?|holds?|held|has been|have been",
)
# "occupies the property under a secure tenancy", "moved in on an assured tenancy", "bought a home through the …"
BY_WAY_OF = rf"{_LIVES}\b[^.;]{{0,120}}?\b(?:under|on|as|with|through|by way of|of|holding)"
# "an", "the landlord’s", "a sole, 6 year fixed term"; not "owned by a"
_ONE = r"(?:,? ?(?:an?|the|their|his|her|its|one of the|the landlord’s|the Council’s)\b)?"
_LASTING = (
    r"(?: (?:joint|sole|\d+|one|two|five|six|seven|years?|[\w-]+year|fixed|term|fixed-term|periodic|weekly),?){0,6}"
)
_KIND_OF = r"(?: (?:joint|sole|former|previous|(?!landlord|resident|neighbour|by\b)[\w-]+)){0,3}"
_ARTICLE = rf"{_ONE}{_LASTING}{_KIND_OF}? ?\(?$"
# "At the time of the complaint she was", "During these events they were"
_SHE_THEN = (
    r"^\W*(?:At|During|When|Throughout|Prior to|Until)\b(?! (?:he|she|they)\b)"
    r"(?:(?! complained| reported| the resident\b)[^.;]){0,80}?,? (?:he|she|they)\b"
)
_WHO = rf"(?:{HOLDER}|{PRONOUN}|{_SHE_THEN})"
HELD = Wording(rf"{_WHO}{_ASIDE},? (?:{IS}{_THEN}|{HOLDS}|{BY_WAY_OF}){_ARTICLE}", cased=True)
# "The resident, an assured tenant of the landlord,"
APPOSITION = Wording(rf"{HOLDER}, (?:who is )?(?:an?|the){_ARTICLE}", cased=True)
# "The resident’s assured tenancy", "the residents’ lease"
POSSESSIVE = Wording(rf"{PARTY}(?:’s|s’)(?: (?:current|joint|sole|[\w-]+term)){{0,2}} $", cased=True)
# "The tenancy, which is assured", "Her tenancy is an", "The resident’s tenancy with the landlord, an"
TENANCY = Wording(
    rf"\b(?:The|His|Her|Their|{PARTY}(?:’s|s’)) (?:current )?(?:tenancy|lease|licence)(?: agreement| type)?\b"
    rf"[^.;]{{0,40}}?(?: is| was|,){_ARTICLE}",
    cased=True,
)
# "let to the resident on an", "granted the resident an"
_GRANTED = (
    r"\b(?:granted|gave|let|leased|sold|issued)\b[^.;]{0,50}"
    rf"\b(?:{PARTY}|her|him|them)\b(?!’)[^.;]{{0,25}}?"
)
_NEXT_DOOR = "".join(
    f"(?<!{word} )" for word in ("upstairs", "downstairs", "neighbouring", "adjoining", "adjacent", "other")
)
# "The property is let on an", "The flat is a leasehold one"
_THE_HOME = (
    rf"\b{_NEXT_DOOR}(?:property|home|flat|house|bungalow|room|maisonette)"
    r" (?:is|was)(?: (?!by\b)[\w-]+){0,4}? ?(?:let (?:on|under|as|by way of))?"
)
# "The property is occupied by the resident under an", "The house was rented by her as a"
_OCCUPIED = (
    r"\b(?:occupied|rented|held|leased|lived in|purchased|bought)(?: jointly)? by"
    rf" (?:the {PARTY}|her|him|them|M(?:r|s|rs) \w+)\b(?!’)[^.;]{{0,40}}?"
    r" (?:under|on|as|through|by way of|with|holding)"
)
LET = Wording(rf"(?:{_GRANTED}|{_THE_HOME}|{_OCCUPIED}){_ARTICLE}", cased=True)
_FAMILY = "(?:mother|father|parents?|husband|wife|partner|grandmother|grandfather|brother|sister|aunt|uncle)"
# "succeeded to her late mother’s secure tenancy": hers from then on
SUCCEEDED = Wording(
    rf"(?:{HOLDER}|{PRONOUN})[^.;]{{0,60}}?\b(?:succeeded(?: to)?|took over|inherited|was assigned)"
    rf" (?:his|her|their) (?:late )?{_FAMILY}(?:’s|’)(?: \w+)? ?$",
    cased=True,
)
# "A secure tenancy was granted to the resident", "The lease was purchased by her": what follows the tenure
_GIVEN = any_of(
    "granted|issued|given|let|assigned|signed|held",
    "purchased|bought|taken (?:on|up|out)|acquired|entered into",
)
GIVEN_TO = Wording(
    r"^(?: agreement| of the \w+)? (?:is|was|has been) (?:also |then |jointly )?"
    rf"{_GIVEN} (?:to|by)(?: both)? (?:the {PARTY}\b(?!’)|her\b|him\b|them\b)"
)
# "It became a secure tenancy after a year": of the tenancy of the sentence before
_THE_TENANCY = rf"(?:It|This|(?:The|His|Her|Their) [\w ]{{0,30}}tenancy|The {PARTY}(?:’s|s’) tenancy)"
CHANGED = Wording(
    rf"^\W*{_THE_TENANCY}\b"
    r"(?:(?!\b(?:that|landlord|agreement)\b)[^.;]){0,90}?"
    rf"\b(?:became|becoming|converted (?:in)?to|changed to|turned into|was (?:later |then )?made){_ARTICLE}",
    cased=True,
)
_BOUGHT = (
    rf"(?:{HOLDER}|{PRONOUN}|\b(?:he|she|they)|\band) (?:(?:has|have|had|then|later|since|now) ){{0,2}}"
    r"(?:bought|purchased|acquired|owns?|owned|staircased)\b"
)
_ALL_OF_IT = any_of(
    r"\boutright\b",
    r"\b(?:all the|the remaining|the other) (?:shares?|equity|\d+ ?%)",
    r"\b100 ?(?:%|per ?cent)",
)
# "In 2020 he purchased it outright", "She has since staircased to 100%": what was a shared ownership before
OUTRIGHT = Wording(rf"{_BOUGHT}(?:(?!\b(?:and|but|while|pa(?:ys?|id))\b)[^.;,]){{0,60}}?{_ALL_OF_IT}", cased=True)
HERS = Wording(rf"\b(?:{PARTY}(?:’s|s’)|[Hh]is|[Hh]er|[Tt]heir|[Tt]he) tenancy\b", cased=True)
# "with her mother and two sons": who lives there, and holds nothing, unless more is said of them
COMPANY = Wording(
    r"\bwith (?:his|her|their)(?: [\w-]+){0,3}?"
    r" (?:mother|father|parents?|sons?|daughters?|brother|sister|friend)\b(?!,? (?:who|whose)\b)",
    cased=True,
)
# "He has held an assured shorthold tenancy of a flat with a different landlord since January"
WITH_ANOTHER = Wording(
    r"[^.;]{0,60}?\b(?:with|from|of) (?:a different|another|a new) (?:[\w-]+ ){0,2}"
    r"(?:landlord|association|council|provider)\b"
)
# what stands between the resident and a tenure that is somebody else's or a rule: "lives with his mother, who is the"
ELSEWHERE = Wording(
    r"\b"
    + any_of(
        "neighbours?",
        "(?<!and her )(?<!and his )(?<!and their )(?:mother|father|parents?|sons?|daughter|brother|sister)",
        "friend|lodger|other|most|all|some|many|next door",
        "polic(?:y|ies)|laws?|above|below|Act",
        "said|says|told|wrote|complain(?:s|ed)|report(?:s|ed)|states?|asked|claim(?:s|ed)|believe[sd]?|whether",
        "landlord (?:is|owns)|that (?:the|an?|his|her|their)",
    )
    + r"\b"
)
NEGATED = Wording(r"\b(?:not|never|neither|no longer|nor)\b(?: been)?(?: an?| the)?\W*$", cased=True)
PAST = Wording(r"\b(?:previously|formerly|former|until|before (?:that|buying))\b", cased=True)
