"""What is true of a whole report and helps to read each of its paragraphs."""

import re
from functools import cache
from typing import Literal

from msgspec import Struct

from ombudsparse.document import Document
from ombudsparse.nlp.clauses.trades import tells_of_trades
from ombudsparse.nlp.clauses.word_classes import names_a_council

Gender = Literal["she", "he"]
GENDERS: dict[str, Gender] = {
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
}
# The commonest of them between spaces: counting these is many times cheaper than counting words
_COUNTED: dict[Gender, tuple[str, ...]] = {"she": (" she ", " her "), "he": (" he ", " his ", " him ")}
# The resident is in every paragraph: nobody else is called she or he nearly as often
_MAJORITY = 3


class Setting(Struct, frozen=True):
    """`council`: whether the landlord is one, so that "the Council" is the landlord. `trades`: whether the report tells
    of a contractor. `gender`: what the resident is called, None where the report does not show it. `renting`: whether
    the resident is a tenant and no leaseholder, so that "the leaseholder" is somebody else."""

    council: bool = False
    trades: bool = False
    gender: Gender | None = None
    renting: bool = False


def gender_of(text: str) -> Gender | None:
    """What the resident is called: she or he, whichever the text has far more of."""
    lower = f" {text.lower()} "
    she, he = (sum(lower.count(word) for word in words) for words in _COUNTED.values())
    if she > _MAJORITY * he:
        return "she"
    return "he" if he > _MAJORITY * she else None


# "The resident is a secure tenant", "She has an assured tenancy"; "the residents are joint leaseholders"
_TENANT = r"\b(?:residents?|she|he|they)\b[^.]{0,60}\btenan(?:ts?|cy)\b"
_LEASEHOLDER = r"\b(?:residents?|she|he|they|is|was|are|were|joint)\b[^.]{0,60}\b(?:leaseholders?|lease|shared owner)\b"


@cache
def _holdings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(_TENANT, re.IGNORECASE), re.compile(_LEASEHOLDER, re.IGNORECASE)


def is_renting(text: str) -> bool:
    """Whether the resident is said to be a tenant, the text has a leaseholder, and that is not the resident."""
    if "leaseholder" not in text:
        return False
    tenant, leaseholder = _holdings()
    said = tenant.search(text)
    return said is not None and leaseholder.search(text, 0, text.find("leaseholder") + 12) is None


def setting_of(text: str, council: bool) -> Setting:
    """The setting of a report of this text."""
    return Setting(council, tells_of_trades(text), gender_of(text), is_renting(text))


def read_setting(document: Document) -> Setting:
    """The setting of a report; whether the landlord is a council stands before its first section."""
    end = document.sections[0].span.start if document.sections else 0
    return setting_of(document.text, names_a_council(f"{document.title} {document.text[:end]}"))
