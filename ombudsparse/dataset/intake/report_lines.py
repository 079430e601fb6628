"""JSON Lines of reports: a line that is too long or no JSON is one that failed, and is never held as a whole."""

import os
from collections.abc import Iterator
from typing import BinaryIO

import msgspec
from msgspec import Struct

from ombudsparse.dataset.intake.found import LARGEST_REPORT, Found, opened, reason, shown, too_large, with_text, within

_STEP = 10_000_000
_COUNTED = 10_000_000  # bytes, of which the number of lines is estimated
_BOM = b"\xef\xbb\xbf"


class _Line(Struct):
    """A line of JSON Lines: a decision with its text, or a saved determination (which has `document`)."""

    full_text: str | None = None
    text: str | None = None
    html: str | None = None
    title: str | None = None
    url: str | None = None
    document: msgspec.Raw = msgspec.Raw()


class ReportLines(Struct, frozen=True):
    """A report a line, named FILE#LINE: an object with `full_text`, `text` or `html`, or a saved Determination."""

    path: str

    def count(self) -> int:
        with opened(self.path) as file:
            begin = file.read(_COUNTED)
            size = os.fstat(file.fileno()).st_size
            return max(1, begin.count(b"\n") * size // max(1, len(begin)))

    def reports(self) -> Iterator[Found]:
        empty = True
        with opened(self.path) as file:
            for number, (line, size) in enumerate(_lines(file), 1):
                name = within(self.path, "#", number)
                if size > LARGEST_REPORT:
                    yield Found(name, problem=too_large(size, LARGEST_REPORT))
                elif line := line.strip().removeprefix(_BOM):
                    yield _of_line(line, name)
                empty = empty and not size
        if empty:
            yield Found(shown(self.path), problem="is empty; fetch it again")


def _lines(file: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Each line with its length. Of what is longer than a report no more than that is held, and b"" handed on."""
    while line := file.readline(LARGEST_REPORT + 1):
        size = len(line)
        if size <= LARGEST_REPORT or line.endswith(b"\n"):
            yield line, size
            continue
        line = b""
        while part := file.readline(_STEP):
            size += len(part)
            if part.endswith(b"\n"):
                break
        yield b"", size


def _of_line(line: bytes, name: str) -> Found:
    try:
        read = msgspec.json.decode(line, type=_Line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return Found(name, problem=f"the line is not the JSON of a report: {reason(error)}")
    if read.document:
        return Found(name, line, form="saved")
    return with_text(name, read.full_text or read.text or read.html, read.title, read.url)
