"""Files that hold a report within something else: pages saved as one file are read, others refused with the remedy."""

import email
import email.policy
from email.message import EmailMessage

from ombudsparse.errors import UnreadableSource

_HEAD = 4096
_WORD = "is a Word document; save it as PDF or as a web page, and read that"
# the first bytes of a file, and what its owner is told
_REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0", _WORD),
    (rb"{\rtf", "is a rich text document (RTF); save it as PDF or as a web page, and read that"),
    (b"bplist00", "is a web archive of Safari; save the page as page source, and read that"),
    (b"\x1f\x8b", "is packed with gzip and no text; unpack it first, and read what it holds"),
)
_ZIPPED: tuple[tuple[bytes, str], ...] = (
    (b"word/", _WORD),
    (b"application/vnd.oasis.opendocument", "is an OpenDocument text; save it as PDF or as a web page, and read that"),
    (b"application/epub+zip", "is an e-book (EPUB); save its pages as web pages, and read those"),
)


def demand_no_container(data: bytes, called: str) -> None:
    """Raises UnreadableSource for the files of word processors and the like, with what to do about them."""
    for begins, remedy in _REFUSED:
        if data.startswith(begins):
            raise UnreadableSource(f"{called} {remedy}")
    if data.startswith(b"PK\x03\x04"):
        for holds, remedy in _ZIPPED:
            if holds in data[:_HEAD] or holds in data[-2 * _HEAD :]:
                raise UnreadableSource(f"{called} {remedy}")
        raise UnreadableSource(
            f"{called} is not text, HTML or PDF but a zip archive; unpack it, and read what it holds"
        )


def is_archived_page(data: bytes) -> bool:
    """Whether the content is a page that a browser saved with its pictures as one file (.mht, .mhtml)."""
    head = data[:_HEAD].lower()
    return (
        b"mime-version:" in head and b"content-type:" in head and (b"multipart/related" in head or b"text/html" in head)
    )


def archived_page(data: bytes, called: str) -> bytes:
    """The page within such a file, in UTF-8. Raises UnreadableSource where it holds none."""
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.default)
    for part in message.walk():
        if isinstance(part, EmailMessage) and part.get_content_type() == "text/html":
            packed = part.get_payload(decode=True)
            if isinstance(packed, bytes) and packed.strip():
                return _in_utf8(packed, part.get_content_charset() or "utf-8")
    raise UnreadableSource(f"{called} is an archived page (MHTML) without a page in it; save the page again as HTML")


def _in_utf8(packed: bytes, charset: str) -> bytes:
    try:
        return packed.decode(charset).encode()
    except (LookupError, UnicodeError):
        return packed
