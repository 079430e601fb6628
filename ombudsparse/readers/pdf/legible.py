"""Whether the letters of a PDF are those that its pages show: fonts can lack the map from signs to letters."""

from collections.abc import Sequence

from msgspec import Struct

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
_ENOUGH_ON_PAGE = 40  # words by which a page can be told
_UNKNOWN = 0.25  # of them are no English words; on most pages it is one in twenty, names for the most part
_UNREAD = "\ufffd"  # the sign for a letter that cannot be read


class PageWords(Struct, frozen=True):
    """The text of a page, how many words of three letters or more it has, and how many of these are English."""

    sheet: int
    text: str
    words: int
    known: int

    @property
    def is_suspicious(self) -> bool:
        """Whether a letter could not be read, or many words are none."""
        unknown = self.words - self.known
        return _UNREAD in self.text or (self.words > _ENOUGH_ON_PAGE and unknown > _UNKNOWN * self.words)


def counted_words(pages: Sequence[PrintedPage]) -> list[PageWords]:
    """The words of each page, counted."""
    return [_counted(page) for page in pages]


def _counted(page: PrintedPage) -> PageWords:
    text, known = " ".join(word.text for word in page.words), english()
    words = [found.group() for found in _WORD.finditer(text.lower())]
    return PageWords(page.sheet, text, len(words), sum(word in known for word in words))


def demand_words(pages: Sequence[PageWords], called: str) -> None:
    """Raises UnreadableSource where most words are none, or a page is full of signs of other scripts."""
    remedy = (
        f"{called}: its fonts are unreadable, what they show cannot be told from the file; "
        "print the report anew, or run OCR on it (ocrmypdf --force-ocr) and read the result"
    )
    words = sum(page.words for page in pages)
    if words > _ENOUGH and sum(page.known for page in pages) < _KNOWN * words:
        raise UnreadableSource(remedy)
    for page in pages:
        letters = len(page.text) - page.text.count(" ")
        if letters > _LETTERS and sum(1 for _ in _FOREIGN.finditer(page.text)) > _STRANGE * letters:
            raise UnreadableSource(remedy)


def suspicious_sheets(pages: Sequence[PageWords]) -> frozenset[int]:
    """The sheets with a letter that could not be read, or with many words that are none."""
    return frozenset(page.sheet for page in pages if page.is_suspicious)
