"""Page numbers that stand in the middle of a text's sentences: "… did not / Page 2 of 12 / reply"."""

import re

from ombudsparse.vocabulary.patterns import Wording

_NUMBER = r"(?:Page\s+\|?\s?\d{1,3}(?: of \d{1,3})?|\d{1,3} ?\| ?P ?a ?g ?e(?: of \d{1,3})?|[-–] ?\d{1,3} ?[-–])"
_BETWEEN = Wording(rf"(?<=[^\W_,;]|[,;’])[ \t]*\n\s*{_NUMBER}[ \t]*\n\s*(?=[a-z])", cased=True)
_DASHED = re.compile(r"^[ \t]*[-–—] ?\d{1,3} ?[-–—][ \t]*$", re.M)  # "- 3 -" would be an item of a list
_DRAWN = re.compile(r"^[ \t]*[-–—_=]{5,}[ \t]*$", re.M)  # a line across the page
_WITHIN = Wording(r"(?<=\S) Page \d{1,3} of \d{1,3}(?= [A-Za-z\d£“•])", cased=True)  # on one line


def without_page_numbers(text: str) -> str:
    """`text` without the page numbers that divide a sentence (those between paragraphs are furniture), and without
    lines that are drawn across the page."""
    text = _DRAWN.sub("", text)
    if "age" not in text and "\n-" not in text and "\n–" not in text:
        return text
    return _DASHED.sub("", _WITHIN.sub("", _BETWEEN.sub(" ", text)))
