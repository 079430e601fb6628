"""Where reports come from: files, folders, globs, zip files, JSON Lines, SQLite files of decisions, lists of them.

Content is read one report at a time. A content that cannot be read is handed on with the reason, not raised.
"""

import glob
import hashlib
import os
import sqlite3
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Literal, Protocol

import msgspec
from msgspec import Struct

from ombudsparse.errors import DatasetError

_LARGEST = 50_000_000  # bytes of one report, as for a PDF in readers/sources.py
SUFFIXES = (".html", ".htm", ".pdf", ".txt", ".zip")  # what is taken from folders; else a file is to be named
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


class _Place(Protocol):
    """Something that holds reports."""

    def count(self) -> int:
        """How many reports it holds, for the progress bar."""

    def reports(self) -> Iterator[Found]:
        """The reports, in a fixed order."""


def places(sources: Named | Iterable[Named]) -> Iterator[_Place]:
    """What each of the sources is: a file, folder, glob, zip, JSON Lines or SQLite file, or @FILE, a list of them.

    Raises DatasetError where nothing is there.
    """
    for named in [sources] if isinstance(sources, str | os.PathLike) else sources:
        name = os.fspath(named)
        if name.startswith("@") and not os.path.exists(name):
            listed = _text_of(name[1:]).splitlines()
            yield from places([line.strip() for line in listed if line.strip() and not line.startswith("#")])
        elif os.path.isdir(name):
            yield from (_place(path) for path in _in_folder(name))
        elif os.path.exists(name):
            yield _place(name)
        elif glob.has_magic(name):
            matching = sorted(glob.glob(name, recursive=True))
            if not matching:
                raise DatasetError(f"{name}: no file matches; check the pattern")
            yield from places(matching)
        else:
            raise DatasetError(f"{name}: no such file or folder; check the path")


def _text_of(name: str) -> str:
    try:
        return Path(name).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DatasetError(f"{name}: the list of sources cannot be read: {error}") from error


def _in_folder(folder: str) -> Iterator[str]:
    """The files of a folder and of those below it, hidden ones left out, sorted within each folder."""
    for at, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and name.lower().endswith(SUFFIXES):
                yield os.path.join(at, name)


def _place(path: str) -> _Place:
    try:
        with open(path, "rb") as opened:
            begin = opened.read(16)
    except OSError:
        return File(path)  # which says why it cannot be read
    if begin.startswith(b"SQLite format 3\0"):
        return Decisions(path)
    if begin.startswith(b"PK\x03\x04"):
        return Zip(path)
    return JsonLines(path) if path.lower().endswith((".jsonl", ".ndjson")) else File(path)


def _shown(name: str) -> str:
    """A path as text that can be stored, with "/" between its parts."""
    return os.fsencode(name).decode("utf-8", "replace").replace(os.sep, "/")


class File(Struct, frozen=True):
    """One report in one file."""

    path: str

    def count(self) -> int:
        return 1

    def reports(self) -> Iterator[Found]:
        name = _shown(self.path)
        try:
            size = os.path.getsize(self.path)
            if size > _LARGEST:
                yield Found(name, problem=_too_large(size))
                return
            data = Path(self.path).read_bytes()
        except OSError as error:
            yield Found(name, problem=f"cannot be read: {error.strerror}; check the file")
        else:
            yield Found(name, data)


class Zip(Struct, frozen=True):
    """The reports in a zip file, named ARCHIVE!MEMBER."""

    path: str

    def _members(self, archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
        wanted = [
            member for member in archive.infolist()
            if member.filename.lower().endswith(SUFFIXES[:-1]) and not os.path.basename(member.filename).startswith(".")
        ]  # fmt: skip
        return sorted(wanted, key=lambda member: (member.filename, member.header_offset))

    def count(self) -> int:
        try:
            with zipfile.ZipFile(self.path) as archive:
                return len(self._members(archive))
        except (OSError, zipfile.BadZipFile):
            return 1

    def reports(self) -> Iterator[Found]:
        try:
            with zipfile.ZipFile(self.path) as archive:
                for member in self._members(archive):
                    yield _member(archive, member, f"{_shown(self.path)}!{member.filename}")
        except (OSError, zipfile.BadZipFile) as error:
            yield Found(_shown(self.path), problem=f"the zip file cannot be read: {error}; fetch it again")


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> Found:
    if member.file_size > _LARGEST:  # zipfile reads no more than it announces
        return Found(name, problem=_too_large(member.file_size))
    try:
        return Found(name, archive.read(member))
    # RuntimeError: a password is asked for; NotImplementedError: a method of compression that Python lacks
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        return Found(name, problem=f"cannot be unpacked: {error}; fetch the zip file again")


class _Line(Struct):
    """A line of JSON Lines: a decision with its text, or a saved determination (which has `document`)."""

    full_text: str | None = None
    text: str | None = None
    html: str | None = None
    title: str | None = None
    url: str | None = None
    document: msgspec.Raw = msgspec.Raw()


class JsonLines(Struct, frozen=True):
    """A report a line, named FILE#LINE: an object with `full_text`, `text` or `html`, or a saved Determination."""

    path: str

    def count(self) -> int:
        with open(self.path, "rb") as lines:
            return sum(bool(line.strip()) for line in lines)

    def reports(self) -> Iterator[Found]:
        with open(self.path, "rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _of_line(line.strip().removeprefix(b"\xef\xbb\xbf"), f"{_shown(self.path)}#{number}")


def _of_line(line: bytes, name: str) -> Found:
    if len(line) > _LARGEST:
        return Found(name, problem=_too_large(len(line)))
    try:
        read = msgspec.json.decode(line, type=_Line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return Found(name, problem=f"the line is not the JSON of a report: {error}")
    if read.document:
        return Found(name, line, form="saved")
    return _with_text(name, read.full_text or read.text or read.html, read.title, read.url)


class Decisions(Struct, frozen=True):
    """The table `decisions(id, url, title, decision_date, landlord, full_text)` of SQLite, named FILE#ID."""

    path: str

    def _query(self, query: str) -> Iterator[tuple[object, ...]]:
        try:
            with closing(sqlite3.connect(f"{Path(self.path).absolute().as_uri()}?mode=ro", uri=True)) as database:
                database.text_factory = lambda text: text.decode("utf-8", "replace")
                yield from database.execute(query)
        except sqlite3.Error as error:
            raise DatasetError(
                f"{self.path}: {error}; a table decisions(id, url, title, decision_date, landlord, full_text) is wanted"
            ) from error

    def count(self) -> int:
        return next((int(str(row[0])) for row in self._query("SELECT count(*) FROM decisions")), 0)

    def reports(self) -> Iterator[Found]:
        for number, url, title, text in self._query("SELECT id, url, title, full_text FROM decisions ORDER BY id"):
            name = f"{_shown(self.path)}#{number}"
            yield _with_text(name, text if isinstance(text, str | bytes) else None, title, url)


def _with_text(name: str, text: str | bytes | None, title: object, url: object) -> Found:
    data = text.encode("utf-8", "replace") if isinstance(text, str) else text or b""
    url = url if isinstance(url, str) else None
    if not data.strip():
        return Found(name, url=url, problem="has no text; fetch the decision again")
    if len(data) > _LARGEST:
        return Found(name, url=url, problem=_too_large(len(data)))
    return Found(name, data, title=title if isinstance(title, str) else "", url=url)


def _too_large(size: int) -> str:
    return f"has {size:,} bytes; a report has fewer than {_LARGEST:,}"
