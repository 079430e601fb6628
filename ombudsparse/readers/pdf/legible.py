"""Whether the letters of a PDF are those that its pages show: fonts can lack the map from signs to letters."""

from collections.abc import Sequence

from ombudsparse.errors import UnreadableSource
from ombudsparse.readers.dump.lexicon import english
from ombudsparse.readers.pdf.printed import PrintedPage
from ombudsparse.vocabulary.patterns import Wording

_WORD = Wording(r"[^\W\d_]{3,}")
_FOREIGN = Wording("[\u0250-\u1fff\u2c00-\udfff\uf900-\U0010ffff]", cased=True)
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
    text = " ".join(word.text for page in pages for word in page.words)
    words = [found.group() for found in _WORD.finditer(text.lower())]
    if len(words) > _ENOUGH and sum(word in known for word in words) < _KNOWN * len(words):
        raise UnreadableSource(remedy)
    for page in pages:
        letters = "".join(word.text for word in page.words)
        if len(letters) > _LETTERS and sum(1 for _ in _FOREIGN.finditer(letters)) > _STRANGE * len(letters):
            raise UnreadableSource(remedy)
