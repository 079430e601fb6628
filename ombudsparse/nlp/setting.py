"""What is true of a whole report and helps to read each of its paragraphs."""

from typing import Literal

from msgspec import Struct

from ombudsparse.document import Document
from ombudsparse.nlp.lexicon import names_a_council
from ombudsparse.nlp.trades import tells_of_trades

Gender = Literal["she", "he"]
GENDERS: dict[str, Gender] = {
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
}
# The resident is in every paragraph: nobody else is called she or he nearly as often
_MAJORITY = 3


class Setting(Struct, frozen=True):
    """`council`: whether the landlord is one, so that "the Council" is the landlord. `trades`: whether the report tells
    of a contractor. `gender`: what the resident is called, None where the report does not show it."""

    council: bool = False
    trades: bool = False
    gender: Gender | None = None


def gender_of(text: str) -> Gender | None:
    """What the resident is called: she or he, whichever the text has far more of."""
    words = text.lower().split()
    she, he = (sum(words.count(word) for word, gender in GENDERS.items() if gender == each) for each in ("she", "he"))
    if she > _MAJORITY * he:
        return "she"
    return "he" if he > _MAJORITY * she else None


def setting_of(text: str, council: bool) -> Setting:
    """The setting of a report of this text."""
    return Setting(council, tells_of_trades(text), gender_of(text))


def read_setting(document: Document) -> Setting:
    """The setting of a report; whether the landlord is a council stands before its first section."""
    end = document.sections[0].span.start if document.sections else 0
    return setting_of(document.text, names_a_council(f"{document.title} {document.text[:end]}"))
