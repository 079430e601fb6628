"""The matter that stands in front: "In respect of X, there was …", "Whilst there were failings in X, it offered …"."""

import re
from functools import cache

from ombudsparse.extract.findings.matter import is_matter, trimmed
from ombudsparse.extract.findings.named_outcomes import one_of, wordings
from ombudsparse.spans import Span
from ombudsparse.vocabulary.patterns import Wording, any_of

# What goes on after the topic and its comma: "…, there was", "…, the landlord has", "…, this", "…, a finding of"
_GOES_ON = any_of(
    r"there\b",
    r"(?:the\s+(?:Housing\s+)?Ombudsman|we|I|this\s+Service|our)\b(?![’'])",
    r"(?:the\s+(?:landlord|council|association)|it|they|this|these)\b(?![’'])",
    r"its\s+(?:\w+\s+){1,3}(?:(?:has|have|is|was|were)\b|amount|$)",
    r"a\s+finding|both|no\b",
)
# where no comma stands: "For the landlord’s handling of X there was"
_GOES_ON_AT_ONCE = (
    r"(?:there\s+(?:was|were|is|has)|we\s+(?:have\s+)?f(?:ind|ound)|the\s+Ombudsman\s+(?:has\s+)?f(?:inds|ound))\b"
)
# no topics: "For the reasons set out above, …", "In this respect, …"
_NO_TOPIC = Wording(
    r"^\W*"
    + any_of(
        r"(?:the\s+|these\s+|this\s+|that\s+)?(?:reasons?|completeness|clarity|above|following)\b",
        r"(?:the\s+|these\s+|this\s+|that\s+)?(?:case|respect|regard|avoidance)\b",
        r"(?:the|this)\s+complaint\W*$",
        r"(?:accordance|line|keeping|doing|addition|summary|conclusion)\b",
    )
)
_OPENING = r"\W*(?:(?:therefore|overall|however|finally|and|also|further|but|so|that|in\s+addition),?\s+)*"


@cache
def _topic() -> re.Pattern[str]:
    starts = ("in r", "in t", "with r", "as r", "as to", "reg", "conc", "for")
    links = one_of(link for link in wordings().matter.links if link.startswith(starts))
    named = rf"(?:{links}|(?:on|in)\s+the\s+(?:issue|matter|question|subject|aspect|point|part)s?\s+of|turning\s+to)"
    ends = rf"(?:,\s*(?={_GOES_ON}|$)|\s+(?={_GOES_ON_AT_ONCE}))"
    return re.compile(rf"{_OPENING}{named}\s+(?P<matter>[^.;]+?){ends}", re.IGNORECASE)


# "The landlord’s handling of X: there was maladministration"
_ACT = any_of("handling|response|complaints?|communication|record[- ]keeping", "management|decision|reports?")
_LABEL = Wording(
    rf"\W*(?P<matter>[^.;:]*\b{_ACT}\b[^.;:]*)"
    r":\s*(?=there\b|$)"
)
_FAILINGS = any_of(
    r"(?:service\s+)?fail(?:ings?|ures?)",
    "(?:severe )?maladministration|delays?|shortcomings|errors?|issues|problems|mistakes|omissions",
)
_THOUGH = r"(?:whilst|while|although|though|despite|notwithstanding)\s+(?:that\s+)?"
_THERE_WERE = r"(?:there\s+(?:was|were|had\s+been|have\s+been|has\s+been)\s+)?"
_IN = r"(?:by\s+the\s+landlord\s+)?(?:in\s+respect\s+of|in\s+relation\s+to|in|with|regarding)"
_CONCEDED = Wording(
    rf"\b{_THOUGH}{_THERE_WERE}(?:(?:an?|the|some|its|any|clear|identified)\s+){{0,2}}{_FAILINGS}\s+{_IN}\s+"
    r"(?P<matter>[^.;]+?),\s+(?=(?:it|the\s+landlord|we|the\s+Ombudsman|this)\b(?![’']))"
)


def topic(text: str, start: int, end: int) -> Span | None:
    """The matter in front: "In respect of X, there was …", "With regard to X, the landlord has …"; or None."""
    match = _topic().match(text, start, end) or _LABEL.match(text, start, end)
    if match is None or _NO_TOPIC.match(match["matter"]):
        return None
    return _matter(text, match)


def conceded(text: str, start: int, end: int) -> Span | None:
    """The matter of what is conceded in front: "Whilst there were failings in X, it offered …"; or None."""
    match = _CONCEDED.search(text, start, end)
    return _matter(text, match) if match else None


def _matter(text: str, match: re.Match[str]) -> Span | None:
    found = trimmed(text, match.start("matter"), match.end("matter"))
    return found if found and is_matter(found.of(text)) else None
