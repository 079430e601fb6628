"""The folder of fetched pages: each page as it came, and a manifest of when, from where and with which hash."""

import datetime as dt
import hashlib
import os
from pathlib import Path

import msgspec
from msgspec import Struct

from ombudsparse.fetch.client import FetchError, Page

MANIFEST = "manifest.jsonl"


class Record(Struct, frozen=True, omit_defaults=True):
    """One line of the manifest. `file` is relative to the folder; `fetched` is UTC; `sha256` is of the page's bytes."""

    address: str
    fetched: dt.datetime
    status: int
    file: str
    sha256: str
    bytes: int
    final_address: str | None = None
    etag: str | None = None
    last_modified: str | None = None


class Archive:
    """A folder of pages. Pages are written whole or not at all; the manifest grows by a line a page."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._records = _read_manifest(folder / MANIFEST)

    def kept(self, address: str) -> Record | None:
        """The last record of `address`, where its page is still in the folder as it was written."""
        record = self._records.get(address)
        if record is None:
            return None
        path = self.folder / record.file
        whole = path.is_file() and path.stat().st_size == record.bytes
        return record if whole and _hash(path.read_bytes()) == record.sha256 else None

    def content(self, record: Record) -> bytes:
        """The page of a record."""
        return (self.folder / record.file).read_bytes()

    def keep(self, address: str, file: str, page: Page, now: dt.datetime) -> Record:
        """Writes a page and its line of the manifest."""
        _write(self.folder / file, page.content)
        record = Record(
            address=address,
            fetched=now.replace(microsecond=0),
            status=page.status,
            file=file,
            sha256=_hash(page.content),
            bytes=len(page.content),
            final_address=page.address if page.address != address else None,
            etag=page.etag,
            last_modified=page.last_modified,
        )
        with (self.folder / MANIFEST).open("ab") as manifest:
            manifest.write(msgspec.json.encode(record) + b"\n")
            manifest.flush()
            os.fsync(manifest.fileno())
        self._records[address] = record
        return record


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _write(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all: beside its place first, then moved."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _read_manifest(path: Path) -> dict[str, Record]:
    """The last record of each address. A last line that a stopped run left half-written is cut off.

    Raises FetchError where any other line is no record: the folder is then somebody else's.
    """
    if not path.exists():
        return {}
    content = path.read_bytes()
    whole = content[: content.rfind(b"\n") + 1]
    if whole != content:
        _write(path, whole)
    try:
        records = [msgspec.json.decode(line, type=Record) for line in whole.splitlines() if line.strip()]
    except msgspec.DecodeError as error:
        raise FetchError(f"{path} is no manifest of fetched pages: {error}; choose another folder") from error
    return {record.address: record for record in records}
