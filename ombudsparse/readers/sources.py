"""Opens whatever a user hands over, within limits, and passes it to the reader that its content calls for."""

import re
from os import PathLike
from pathlib import Path
from typing import BinaryIO, Literal, TextIO

from ombudsparse.document import Document
from ombudsparse.errors import SourceTooLarge, UnreadableSource
from ombudsparse.readers.completeness import checked
from ombudsparse.readers.containers import archived_page, demand_no_container, is_archived_page
from ombudsparse.readers.html import read_html
from ombudsparse.readers.markdown import is_markdown, read_markdown
from ombudsparse.readers.text.text import read_text

LARGEST_TEXT = 5_000_000  # bytes; the largest published pages have some 500,000
LARGEST_PDF = 50_000_000
Form = Literal["html", "pdf", "text"]
Source = str | bytes | PathLike[str] | BinaryIO | TextIO
MARKUP = re.compile(
    rb"<(?:!doctype html|html|head|body|main|div|article|p|h[1-6]|ol|ul|table|span|section)\b[^>]*>", re.I
)


def read_source(source: Source, form: Form | None = None) -> Document:
    """The Document of a path, bytes, an open file, or the text of a report itself.

    A `str` is a path when it is short, on one line and names a file, else the text. `form` overrides what the
    content looks like. Raises UnreadableSource (empty, binary, no such file), SourceTooLarge, or what the reader
    of the form raises.
    """
    data, name = _bytes_of(source)
    called = name or "the source"
    if not data.strip():
        raise UnreadableSource(f"{called} is empty; fetch it again")
    if form != "pdf" and is_archived_page(data):
        data, form = archived_page(data, called), "html"
    given, form = form, form or sniff(data)
    demand_no_container(data, called)
    limit = LARGEST_PDF if form == "pdf" else LARGEST_TEXT
    if len(data) > limit:
        raise SourceTooLarge(f"{called} has {len(data):,} bytes; a report has fewer than {limit:,}")
    if form == "pdf":
        from ombudsparse.readers.pdf.pdf import read_pdf  # PDFium is slow to load, and most reports are no PDFs

        return checked(read_pdf(data, name))
    text = decode(data, called)
    if given != "html" and is_markdown(text):  # which may hold some markup
        return checked(read_markdown(text, name))
    if form == "html":
        return checked(read_html(text, name), page=text)
    return checked(read_text(text, name))


def sniff(data: bytes) -> Form:
    """What the content is, by its first bytes: PDFs say so, pages begin with markup, all else is text."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n\f\x00")
    if head.startswith(b"%PDF-") or b"%PDF-" in data[:1024]:
        return "pdf"
    tags = MARKUP.findall(data[:65536].replace(b"\x00", b""))
    return "html" if (head.startswith(b"<") and tags) or len(tags) > 3 else "text"


def decode(data: bytes, called: str) -> str:
    """Bytes as text: UTF-8 (also with a byte order mark), UTF-16 with one, else Windows-1252.

    Raises UnreadableSource for what is no text in any of them.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\x00" in data[:4096]:
        encodings = []
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        control = sum(text.count(chr(code)) for code in range(32) if code not in (9, 10, 12, 13))
        if control * 200 <= len(text):
            return text
    raise UnreadableSource(f"{called} is not text, HTML or PDF; if it is a report, convert it to one of them")


def _bytes_of(source: Source) -> tuple[bytes, str | None]:
    """The bytes of a source and the name of the file, if it has one. Reads no more than the limit allows."""
    if isinstance(source, bytes):
        return source, None
    if isinstance(source, str):
        if "\n" in source or len(source) > 1000 or (not Path(source).suffix and not Path(source).is_file()):
            return source.encode("utf-8", "surrogatepass"), None
        return _file(Path(source))
    if isinstance(source, PathLike):
        return _file(Path(source))
    data = source.read(LARGEST_PDF + 1)
    name = getattr(source, "name", None)
    return data.encode("utf-8") if isinstance(data, str) else data, name if isinstance(name, str) else None


def _file(path: Path) -> tuple[bytes, str]:
    try:
        size = path.stat().st_size
        if size > LARGEST_PDF:
            raise SourceTooLarge(f"{path.name} has {size:,} bytes; a report has fewer than {LARGEST_PDF:,}")
        return path.read_bytes(), path.name
    except (OSError, ValueError) as error:
        raise UnreadableSource(f"{path}: {error}; check the path") from error
