"""Puts right what programs do to the characters of a text before it is read; the repaired text is `Document.raw`.

Text that was encoded twice ("Â£", "â€™"), character references left in it ("&#163;", "&amp;pound;"), ligatures
("ﬁ") and the marks of footnotes ("£400¹", "late.[2]"), which are no part of the sum or word that they stand at.
"""

import html
import re

from ombudsparse.vocabulary.patterns import Wording

_SUSPECT = Wording(r"[&ﬀ-ﬆ¹²³⁰⁴-⁹†‡]|[\w.,;:)”’%]\[(?:\d{1,3}|[a-z*])\]")
_REFERENCE = Wording(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});|&pound(?=\d)")
_MOST_TIMES = 3  # that one character is escaped: "&amp;amp;pound;"
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_RAISED = Wording(r"[¹²³⁰⁴-⁹]+(?![⁄/]?[₀-₉])|(?<=[\w.,;:)”’%])[†‡]+|(?<=[\w.,;:)”’%])\[(?:\d{1,3}|[a-z*])\](?!\()")
UNIT = Wording(r"(?:^|[\s\d(])(?:m|cm|mm|km|ft|in|metres?|meters?|feet)$")  # "12 m²"
# UTF-8 that was read as Windows-1252, Latin-1, Mac Roman or the code page of a console
_TWICE = Wording(r"[ÂÃ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â(?:€|\u0080)|‚Ä|ΓÇ|┬[úá]|¬£|Â(?=\s|$)", cased=True)
_LOST = Wording(r"Â(?=[\s£’]|$)", cased=True)  # what is left of "Â " where the second half became a blank
_LOST_QUOTE = Wording(r"â€(?=[ .,;:)\n]|$)", cased=True)  # of "â€\x9d", whose last byte no code page shows


def encoded_once(text: str) -> str:
    """`text`, each line of it that was encoded twice decoded again."""
    if not _TWICE.search(text):
        return text
    import ftfy  # needed for damaged files only

    lines = _LOST_QUOTE.sub("”", text).split("\n")
    return _LOST.sub("", "\n".join(ftfy.fix_encoding(line) if _TWICE.search(line) else line for line in lines))


def repaired(text: str) -> str:
    """`text` without character references, ligatures and the marks of footnotes."""
    if not _SUSPECT.search(text):
        return text
    for _ in range(_MOST_TIMES):
        if "&" not in text:
            break
        text = _REFERENCE.sub(_character, text)
    text = text.translate(LIGATURES)
    return _RAISED.sub(_unmarked, text)


def _character(found: re.Match[str]) -> str:
    """The character that a reference stands for; white space of any kind as a blank."""
    character = html.unescape(found.group())
    return " " if character.isspace() and character != "\xa0" else character


def _unmarked(found: re.Match[str]) -> str:
    """Nothing for the mark of a footnote; the exponent of a unit ("12 m²") stays."""
    text, start = found.string, found.start()
    return found.group() if UNIT.search(text[max(0, start - 8) : start]) else ""
