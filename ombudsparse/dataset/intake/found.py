"""What a source gives: a report's content, or the reason why there is none; and how much a source may give."""

import hashlib
import io
import os
import stat
from collections.abc import Iterator
from typing import BinaryIO, Literal, Protocol

from msgspec import Struct

LARGEST_REPORT = 50_000_000  # bytes of a PDF or a saved determination, as in readers/sources.py
LARGEST_PAGE = 5_000_000  # bytes of a page or a text, as there
MOST_REPORTS = 200_000  # of one file; all that was published from 2020 to 2026 are some 17,000
ROOM = 1_000_000_000  # bytes that the reports of one file may have together, and …
UNPACKED = 100  # … for each byte of the file this many more: pages pack to a tenth, bombs to a thousandth
_LONGEST_NAME = 500  # characters of the place that a file itself names
_LONGEST_TITLE = 1000
_LONGEST_ADDRESS = 2000
Named = str | os.PathLike[str]


class Found(Struct, frozen=True):
    """A report's content and where it was found.

    `source` is unique in a build. `form` is "saved" for a Determination as JSON, else told from the content.
    `title` and `url` are what the source gives beside the text; `problem` says why there is no content.
    """

    source: str
    data: bytes = b""
    form: Literal["saved"] | None = None
    title: str = ""
    url: str | None = None
    problem: str | None = None

    @property
    def content_hash(self) -> str:
        """SHA-256 of the content, hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def key(self) -> bytes:
        """What the records depend on, the parser apart: the content, and how it is to be read."""
        beside = f"{self.form or ''}\0{self.title}".encode("utf-8", "replace")
        return hashlib.sha256(hashlib.sha256(self.data).digest() + beside).digest()


class ReportPlace(Protocol):
    """Something that holds reports. Both methods may raise whatever a broken file makes them raise."""

    @property
    def path(self) -> str: ...

    def count(self) -> int:
        """How many reports it holds, for the progress bar."""

    def reports(self) -> Iterator[Found]:
        """The reports, each once."""


class Absent(Struct, frozen=True):
    """A source that was named and holds nothing, with the reason."""

    path: str
    problem: str

    def count(self) -> int:
        return 1

    def reports(self) -> Iterator[Found]:
        yield Found(shown(self.path), problem=self.problem)


def count_in(place: ReportPlace) -> int:
    """How many reports a place holds; 1, for what will be said of it, where it cannot tell."""
    try:
        return place.count()
    except Exception:  # noqa: BLE001 - told when its reports are asked for
        return 1


def reports_in(place: ReportPlace) -> Iterator[Found]:
    """The reports of a place. What goes wrong with it, whatever it is, is one that failed, after those before it."""
    name, room = shown(place.path), ROOM
    try:
        if os.path.exists(place.path):
            room += UNPACKED * os.path.getsize(place.path)
        for number, found in enumerate(place.reports()):
            room -= len(found.data)
            if number >= MOST_REPORTS:
                yield Found(name, problem=f"holds more than {MOST_REPORTS:,} reports; the rest was not read: divide it")
                return
            if room < 0:
                yield Found(name, problem="unpacks to far more than reports do; the rest was not read: unpack it first")
                return
            yield found
    except Exception as error:  # noqa: BLE001 - recorded: one source must not stop the others
        yield Found(name, problem=f"cannot be read: {reason(error)}; check the file or fetch it again")


def reason(error: BaseException) -> str:
    """What an exception says, on one line and not at length."""
    words = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return " ".join(str(words).split())[:300]


def opened(path: str) -> BinaryIO:
    """The regular file at `path`, open for reading. Raises OSError for all else: a pipe or a device has no end.

    Nor has a file of the kernel, such as /proc/kmsg: it says that it is empty, and is taken at its word.
    """
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise OSError("no regular file, but a folder, a pipe or a device")
        if found.st_size:
            return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise
    os.close(descriptor)
    return io.BytesIO()


def shown(name: str) -> str:
    """A path as text that can be stored, with "/" between its parts."""
    return os.fsencode(name).decode("utf-8", "replace").replace(os.sep, "/")


def within(path: str, divider: str, name: object) -> str:
    """How a report within a file is named: FILE!MEMBER, FILE#LINE."""
    inner = str(name).encode("utf-8", "replace").decode()[:_LONGEST_NAME]
    return f"{shown(path)}{divider}{inner}"


def limit_of(begin: bytes) -> int:
    """How many bytes a report that begins so may have."""
    return LARGEST_REPORT if b"%PDF-" in begin[:1024] else LARGEST_PAGE


def too_large(size: int, limit: int) -> str:
    """The problem of a report of so many bytes."""
    return f"has {size:,} bytes; a report has at most {limit:,}"


def with_text(name: str, text: object, title: object, url: object) -> Found:
    """A report whose text stands in a field of JSON or of a table, beside its title and address."""
    data = text.encode("utf-8", "replace") if isinstance(text, str) else text if isinstance(text, bytes) else b""
    address = url[:_LONGEST_ADDRESS] if isinstance(url, str) else None
    if not data.strip():
        return Found(name, url=address, problem="has no text; fetch the decision again")
    if len(data) > (limit := limit_of(data)):
        return Found(name, url=address, problem=too_large(len(data), limit))
    return Found(name, data, title=title[:_LONGEST_TITLE] if isinstance(title, str) else "", url=address)
