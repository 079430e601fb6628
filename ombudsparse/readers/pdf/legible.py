"""Whether the letters of a PDF are those that its pages show: fonts can lack the map from signs to letters."""

from collections.abc import Sequence

from ombudsparse.errors import UnreadableSource
from ombudsparse.readers.dump.lexicon import english
from ombudsparse.readers.pdf.printed import PrintedPage
from ombudsparse.vocabulary.patterns import Wording

_WORD = Wording(r"[^\W\d_]{3,}")
_ENOUGH = 60  # words by which a file can be told
_KNOWN = 0.5  # of them are English words; in a report nine tenths are
_STRANGE = 0.04  # of the letters of a page: signs of other scripts
_LETTERS = 200  # on a page by which it can be told


def demand_words(pages: Sequence[PrintedPage], called: str) -> None:
    """Raises UnreadableSource where most words are none, or a page is full of signs of other scripts."""
    remedy = (
        f"{called}: its fonts are unreadable, what they show cannot be told from the file; "
        "print the report anew, or run OCR on it (ocrmypdf --force-ocr) and read the result"
    )
    known = english()
    words = [found.group().lower() for page in pages for word in page.words for found in _WORD.finditer(word.text)]
    if len(words) > _ENOUGH and sum(word in known for word in words) < _KNOWN * len(words):
        raise UnreadableSource(remedy)
    for page in pages:
        letters = "".join(word.text for word in page.words)
        if len(letters) > _LETTERS and sum(map(_is_strange, letters)) > _STRANGE * len(letters):
            raise UnreadableSource(remedy)


def _is_strange(letter: str) -> bool:
    code = ord(letter)
    return 0x250 <= code < 0x2000 or 0x2C00 <= code < 0xE000 or code > 0xF8FF
