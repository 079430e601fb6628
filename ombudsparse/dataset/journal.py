"""The journal of a build: an append-only file of the reports that were read, so that none is read twice.

A frame is its header (lengths of entry and body, checksum of both), the entry and the body. A build that is killed
leaves at most a torn last frame, which is cut off when the journal is next opened.
"""

import os
import struct
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from ombudsparse.dataset.one_report import JournalEntry
from ombudsparse.errors import DatasetError

FOLDER = ".journal"
_HEADER = struct.Struct("<III")
SYNC = 1.0  # seconds; a kill loses nothing that was written, a power cut at most this


class Journal:
    """The reports read by one version of the parser into the dataset at `out`. Not safe for threads.

    `entries` are by key. Raises DatasetError where another build holds the journal or it cannot be written.
    """

    def __init__(self, out: Path, version: str, *, fresh: bool = False) -> None:
        folder = out / FOLDER
        self.path = folder / f"{version.replace('+', '-')}.log"
        self.entries: dict[bytes, JournalEntry] = {}
        self._places: dict[bytes, tuple[int, int]] = {}
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = open(folder / "lock", "ab", opener=_no_link)  # noqa: SIM115 - held until close
            _lock(self._lock, out)
            if fresh:
                self.path.unlink(missing_ok=True)
            self._file = open(self.path, "a+b", buffering=0, opener=_no_link)  # noqa: SIM115 - closed by close
            self._end = self._scan()
            self._file.truncate(self._end)
        except OSError as error:
            raise DatasetError(f"{out}: the dataset cannot be written there: {error}") from error
        self._synced = time.monotonic()

    def __enter__(self) -> "Journal":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._lock.close()

    def append(self, entry: JournalEntry, body: bytes) -> None:
        """Adds a report. Raises DatasetError, and leaves the journal as it was, where the disk is full."""
        head = msgspec.msgpack.encode(entry)
        frame = _HEADER.pack(len(head), len(body), zlib.crc32(body, zlib.crc32(head))) + head + body
        try:
            written = 0
            while written < len(frame):
                written += self._file.write(frame[written:])
        except OSError as error:
            self._file.truncate(self._end)
            raise DatasetError(
                f"{self.path}: {error.strerror}; make room, then run the build again: it goes on where it stopped"
            ) from error
        self._places[entry.key] = (self._end + _HEADER.size + len(head), len(body))
        self.entries[entry.key] = entry
        self._end += len(frame)
        if time.monotonic() - self._synced > SYNC:
            self.sync()

    def sync(self) -> None:
        """Sees to it that the disk has what was appended."""
        try:
            os.fsync(self._file.fileno())
        except OSError as error:
            raise DatasetError(f"{self.path}: {error.strerror}; make room, then run the build again") from error
        self._synced = time.monotonic()

    def body(self, key: bytes) -> bytes:
        """The cells of a report that was read, as `reading.decode_cells` takes them."""
        at, length = self._places[key]
        self._file.seek(at)
        return self._file.read(length)

    def forget_older(self) -> None:
        """Removes the journals of other versions of the parser."""
        for path in self.path.parent.glob("*.log"):
            if path != self.path:
                path.unlink()

    def _scan(self) -> int:
        """Reads the entries; the offset at which the last whole frame ends."""
        end = 0
        with open(self.path, "rb") as file:
            for entry, body_at, length in _frames(file):
                self.entries[entry.key] = entry
                self._places[entry.key] = (body_at, length)
                end = body_at + length
        return end


def _frames(file: BinaryIO) -> Iterator[tuple[JournalEntry, int, int]]:
    """Entry, offset and length of the body of each whole frame."""
    at = 0
    while len(header := file.read(_HEADER.size)) == _HEADER.size:
        head_length, body_length, checksum = _HEADER.unpack(header)
        head, body = file.read(head_length), file.read(body_length)
        if len(body) < body_length or zlib.crc32(body, zlib.crc32(head)) != checksum:
            return
        at += _HEADER.size + head_length
        try:
            entry = msgspec.msgpack.decode(head, type=JournalEntry)
        except msgspec.DecodeError:  # of another kind of journal
            return
        yield entry, at, body_length
        at += body_length


def _no_link(path: str, flags: int) -> int:
    """Opens a file, and not what a link of its name points to: the journal writes within its folder alone."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), 0o666)


def _lock(file: BinaryIO, out: Path) -> None:
    """Takes the lock for this process, which the system frees however the process ends."""
    try:
        import fcntl
    except ImportError:  # Windows: two builds into one folder are then the user's to avoid
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise DatasetError(f"{out}: another build is writing there; wait for it, or name another folder") from error
