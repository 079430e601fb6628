"""The paragraph of the Scheme that a determination statement cites."""

import re
from functools import cache

from msgspec import Struct

from ombudsparse.extract.findings.named_outcomes import loose
from ombudsparse.vocabulary.patterns import any_of


class Cited(Struct, frozen=True):
    """A paragraph of the Scheme with the formula about it: "In accordance with paragraph 53.b. of the Scheme,"."""

    paragraph: str
    start: int
    end: int


# "In accordance with", "I n accordance to", "in line with", "under", "as set out in".
_ACCORDING_TO = any_of(
    r"i\s?n\s+(?:accordance|line|keeping|compliance)\s+(?:with|to)",
    r"under|pursuant\s+to|as\s+per|per|as\s+set\s+out\s+(?:in|at|by)",
    r"according\s+to|by\s+virtue\s+of|with\s+reference\s+to",
)
_FORMULA = rf"(?:\b{_ACCORDING_TO}\s+(?:the\s+)?)"
# "paragraph", "p aragraph", "paragraphs", "para.", "section".
_UNIT = rf"\b(?:{loose('paragraph')}s?|paras?\.?|sections?|clauses?|rules?)\s*"
# "52", "5 2".
_NUMBER = r"(?P<number>[1-9]\s?\d)(?!\d)"
# "53(b)", "53 ( b )", "53.(b)", "53.b.", "53b", "53 b of the Scheme".
_LETTER = (
    r"(?:\s?\.?\s?\(\s?(?P<bracketed>[a-z])\s?\)|\s?\.(?P<dotted>(?-i:[a-z]))\b|(?P<attached>(?-i:[a-z]))\b"
    r"|\s?\.?\s(?P<spaced>(?-i:[a-z]))(?=\.?\s+of\b|\s?[,:.]))?"
)
# "42(a) and 42(c)", "39(e) and (m)", "41(b)(ii)": the first is the one that is cited.
_MORE = (
    r"(?:\.?\s?(?:,|and|&|or)?\s*(?:paragraphs?\s+)?(?:\d\d\s?\.?\(?\s?[a-z]\s?\)|\d\d\.?(?-i:[a-z])\b|"
    r"\d\d\b|\(\s?[a-z]{1,4}\s?\)))*"
)
_SCHEME = (
    r"(?P<scheme>\.?\s*(?:of|in)\s+(?:the\s+|our\s+|"
    r"this\s+)?(?:Housing\s+)?(?:Ombudsman)?(?:[’']?s)?\s*(?:Service)?(?:[’']s)?\s*Scheme\b"
    r"(?:\s*\([^)]*\))?)?"
)
# "paragraphs 3 to 5 of this report", "section 11 of the Landlord and Tenant Act 1985" cite something else.
_ELSEWHERE = (
    r"(?!\s*(?:to\s+\d+\s+|and\s+\d+\s+|-\s?\d+\s+)?(?:of\s+(?:this|our)\s+report|of\s+the\s+(?:report|"
    r"[\w\s]{0,40}(?:Act|Code|policy))\b|above\b|below\b))"
)


@cache
def _cited_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<formula>{_FORMULA})?\(?{_UNIT}{_NUMBER}{_LETTER}{_ELSEWHERE}{_MORE}{_SCHEME}\.?\)?", re.IGNORECASE
    )


def citations(text: str) -> tuple[Cited, ...]:
    """The paragraphs of the Scheme that `text` cites, in order; references to the report itself or to Acts are not."""
    if not any(digit in text for digit in "12345"):
        return ()
    found = []
    for match in _cited_pattern().finditer(text):
        if match["formula"] or match["scheme"] or match[0].startswith("("):
            letter = match["bracketed"] or match["dotted"] or match["attached"] or match["spaced"]
            number = "".join(match["number"].split())
            paragraph = f"{number}({letter.lower()})" if letter else number
            found.append(Cited(paragraph, match.start(), match.end()))
    return tuple(found)
