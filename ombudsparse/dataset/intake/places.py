"""What the sources of a build are: files, folders, globs, zip, JSON Lines and SQLite files, and lists of these.

Content is read one report at a time. A source that is not there or cannot be read is handed on with the reason, not
raised: one bad source must not stop the others.
"""

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from ombudsparse.dataset.intake.decision_rows import DecisionRows
from ombudsparse.dataset.intake.found import (
    Absent,
    Found,
    Named,
    ReportPlace,
    limit_of,
    opened,
    reason,
    shown,
    too_large,
)
from ombudsparse.dataset.intake.report_lines import ReportLines
from ombudsparse.dataset.intake.zip_archive import REPORT_SUFFIXES, ZipArchive
from ombudsparse.errors import DatasetError

SUFFIXES = (*REPORT_SUFFIXES, ".zip")  # what is taken from folders; else a file is to be named
_LONGEST_LIST = 50_000_000  # bytes
_BEGIN = 4096


class OneFile(Struct, frozen=True):
    """One report in one file."""

    path: str

    def count(self) -> int:
        return 1

    def reports(self) -> Iterator[Found]:
        name = shown(self.path)
        try:
            with opened(self.path) as file:
                begin = file.read(_BEGIN) or b""
                limit = limit_of(begin)
                size = os.fstat(file.fileno()).st_size
                # a file of /proc has no size, and one that is being written has more than it had
                data = b"" if size > limit else begin + (file.read(limit + 1 - len(begin)) or b"")
        except OSError as error:
            yield Found(name, problem=f"cannot be read: {reason(error)}; check the file")
            return
        size = max(size, len(data))
        if size > limit:
            yield Found(name, problem=too_large(size, limit))
        elif not data.strip():
            yield Found(name, problem="is empty; fetch it again")
        else:
            yield Found(name, data)


def places(sources: Named | Iterable[Named]) -> list[ReportPlace]:
    """What each of the sources is: a file, folder, glob, zip, JSON Lines or SQLite file, or @FILE, a list of them.

    What holds no reports is an `Absent`. Raises DatasetError where every source is.
    """
    named = [sources] if isinstance(sources, str | os.PathLike) else sources
    held = list(_places([os.fspath(name) for name in named], set()))
    absent = [place for place in held if isinstance(place, Absent)]
    if absent and len(absent) == len(held):
        more = f"; and {len(absent) - 3} more" if len(absent) > 3 else ""
        raise DatasetError("; ".join(f"{shown(place.path)}: {place.problem}" for place in absent[:3]) + more)
    return held


def _places(names: Iterable[str], lists: set[str]) -> Iterator[ReportPlace]:
    """The places of the names; `lists` are the lists that were read, each of which is read once."""
    for name in names:
        if "\0" in name:
            yield Absent(name.replace("\0", "?"), "is no path; check it")
        elif name.startswith("@") and not os.path.lexists(name):
            yield from _listed(name, lists)
        elif os.path.isdir(name):
            yield from _in_folder(name)
        elif os.path.lexists(name):
            yield _place(name)
        elif glob.has_magic(name):
            matching = _matching(name)
            if not matching:
                yield Absent(name, "no file matches; check the pattern")
            yield from _places(matching, lists)
        else:
            yield Absent(name, "no such file or folder; check the path")


def _listed(name: str, lists: set[str]) -> Iterator[ReportPlace]:
    path = os.path.realpath(name[1:])
    if path in lists:
        yield Absent(name, "the list of sources is named a second time, maybe by itself; take that line out")
        return
    lists.add(path)
    try:
        text = _text_of(name[1:])
    except (OSError, UnicodeDecodeError) as error:
        yield Absent(name, f"the list of sources cannot be read: {reason(error)}; check it")
        return
    lines = [line.strip() for line in text.splitlines()]
    entries = [line for line in lines if line and not line.startswith("#")]
    if not entries:
        yield Absent(name, "the list of sources is empty; check it")
    yield from _places(entries, lists)


def _text_of(path: str) -> str:
    """The text of a list in UTF-8, or in the UTF-16 that PowerShell writes."""
    with opened(path) as file:
        data = file.read(_LONGEST_LIST + 1)
    if len(data) > _LONGEST_LIST:
        raise OSError(too_large(len(data), _LONGEST_LIST).replace("a report", "a list"))
    return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")


def _in_folder(folder: str) -> Iterator[ReportPlace]:
    """The files of a folder and of those below it, hidden ones left out, sorted within each folder.

    Links to folders are not followed: they may lead round in a circle.
    """
    held = 0
    failed: list[OSError] = []
    for at, folders, files in os.walk(folder, onerror=failed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and name.lower().endswith(SUFFIXES):
                held += 1
                yield _place(os.path.join(at, name))
    for error in failed:
        yield Absent(str(error.filename or folder), f"the folder cannot be read: {reason(error)}; check it")
    if not held and not failed:
        yield Absent(folder, f"no reports there ({', '.join(SUFFIXES)}); name other files or folders")


def _matching(pattern: str) -> list[str]:
    """What matches, sorted. "**" stands for the folders below, but not for those behind a link, unlike in `glob`."""
    parts = Path(pattern).parts
    if "**" not in parts:
        return sorted(glob.glob(pattern))
    deep = parts.index("**")
    before, after = os.path.join("", *parts[:deep]), os.path.join(*(parts[deep + 1 :] or ["*"]))
    found: set[str] = set()
    for top in glob.glob(before) if before else ["."]:
        for at, folders, _ in os.walk(top):
            folders[:] = [name for name in folders if not name.startswith(".")]
            found.update(_matching(os.path.join(glob.escape(at), after)))
    return sorted(os.path.normpath(path) for path in found if not (after == "*" and os.path.isdir(path)))


def _place(path: str) -> ReportPlace:
    """What the file is: by its first bytes, and by its name where these are of any kind."""
    try:
        with opened(path) as file:
            begin = file.read(16) or b""  # None where there is nothing yet, in a file of /proc
    except OSError:
        return OneFile(path)  # which says why it cannot be read
    if begin.startswith(b"SQLite format 3\0"):
        return DecisionRows(path)
    name = path.lower()
    if name.endswith(".zip") or (begin.startswith(b"PK\x03\x04") and not name.endswith((".docx", ".odt"))):
        return ZipArchive(path)
    return ReportLines(path) if name.endswith((".jsonl", ".ndjson")) else OneFile(path)
