"""What the streams of a PDF unpack to, and whether they ask for more than those of any report do.

PDFium has no limits of its own: a file of 5 kB can make it take gigabytes, and it ends the process when there are no
more. What is counted here, before PDFium sees the file, decides whether the file is read in this process, in one of
its own with limits (`confined`), or not at all.
"""

import re
import zlib
from collections.abc import Iterator

from msgspec import Struct

LARGEST_UNPACKED = 200_000_000  # bytes, all streams together
LARGEST_STREAM = 8_000_000  # bytes that one stream may unpack to and still be read in this process
MOST_STEPS = 150_000  # in the large streams of a file; each can cost PDFium a kilobyte
LARGE_STREAM = 20_000  # steps; a closely printed page takes some 5,000
DEEPEST_MARKS = 200  # levels of marked content, in all streams; those of a page printed from a browser nest 2 deep
_CHUNK = 1_048_576
_PRINT = bytes([9, 10, 13, *range(32, 127)])
_MOST_LAYERS = 4  # of packing round one stream
_DICTIONARY = 4000  # bytes before a stream in which its dictionary stands
_STREAM = re.compile(rb"(?<!end)stream[^\r\n]{0,80}(?:\r\n|\n|\r)")
_OBJECT = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+obj\b")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")  # a name may be written /Flate#44ecode
_FILTER = re.compile(rb"/Filter\b")
_KNOWN_FILTER = re.compile(rb"/Filter\s*\[?\s*/(?:FlateDecode|Fl|DCTDecode|DCT|JPXDecode|CCITTFaxDecode|CCF)\b")
_OTHER_FILTER = re.compile(rb"/(?:LZW(?:Decode)?|RunLengthDecode|RL|ASCIIHexDecode|AHx|ASCII85Decode|A85|Crypt)\b")
_FORM = re.compile(rb"/(?:BBox|Subtype|Resources|Matrix|Group)\b")
_INLINE_PICTURE = re.compile(rb"(?:^|\s)BI\s[^\0]{1,300}?\sID\s")
_OPERATOR = re.compile(rb"(?<![/\w])(?!R\b)[A-Za-z'\"][A-Za-z]?[A-Za-z0*]?(?![\w*])")
_MARKS = re.compile(rb"\b(BDC|BMC|EMC)\b")
_REFERENCES = re.compile(rb"\[(?:\s*\d{1,10}\s+\d{1,5}\s+R\b){2,}")
_REFERENCE = re.compile(rb"(\d+)\s+\d+\s+R")


class Demands(Struct):
    """What a file asks for: the bytes of its streams, unpacked, and what in it no report has ("" for nothing)."""

    unpacked: int = 0
    unusual: str = ""
    steps: int = 0
    marks: int = 0


def demands_of(data: bytes) -> Demands:
    """What the streams of a PDF ask for. Counting stops above LARGEST_UNPACKED."""
    demands = Demands()
    numbers: set[bytes] = set()
    lists = [data]
    if b"/Encrypt" in data:
        demands.unusual = "encrypted streams"
    for stream in _STREAM.finditer(data):
        number, dictionary = _dictionary(data, stream.start())
        numbers.add(number)
        content = _unpacked(data, stream.end(), demands)
        if demands.unpacked > LARGEST_UNPACKED:
            return demands
        if _uncommonly_packed(dictionary):
            demands.unusual = demands.unusual or "streams packed in an uncommon way"
        if content is None:  # as it stands in the file
            end = data.find(b"endstream", stream.end())
            content = data[stream.end() : end if end > 0 else None][:LARGEST_STREAM]
        elif b" R" in content:
            lists.append(content)
        _weigh(content, dictionary, demands)
    if not demands.unusual and any(_shared(part, numbers) for part in lists):
        demands.unusual = "a stream that one page shows several times"
    return demands


def _dictionary(data: bytes, at: int) -> tuple[bytes, bytes]:
    """The number of the object whose stream begins at `at`, and its dictionary with names in plain letters."""
    before = data[max(0, at - _DICTIONARY) : at]
    found = None
    for found in _OBJECT.finditer(before):  # noqa: B007 - the last
        pass
    if found is None:
        return b"", b""
    dictionary = _ESCAPED.sub(lambda code: bytes([int(code.group(1), 16)]), before[found.end() :])
    return found.group(1), dictionary


def _uncommonly_packed(dictionary: bytes) -> bool:
    filters = list(_FILTER.finditer(dictionary))
    known = len(_KNOWN_FILTER.findall(dictionary))
    return bool(_OTHER_FILTER.search(dictionary)) or len(filters) > known


def _unpacked(data: bytes, start: int, demands: Demands) -> bytes | None:
    """What the stream at `start` unpacks to, as far as LARGEST_STREAM; None if it is not packed."""
    content: bytes | None = None
    for _ in range(_MOST_LAYERS):
        pieces = []
        kept = 0
        for piece in _pieces(data, start):
            demands.unpacked += len(piece)
            if kept < LARGEST_STREAM:
                pieces.append(piece)
                kept += len(piece)
            elif not demands.unusual:
                demands.unusual = f"a stream of more than {LARGEST_STREAM:,} bytes"
            if demands.unpacked > LARGEST_UNPACKED:
                break
        if not pieces:
            return content
        content = b"".join(pieces)
        data, start = content, 0
    demands.unusual = demands.unusual or "streams packed many times over"
    return content


def _pieces(data: bytes, start: int) -> Iterator[bytes]:
    """What a stream packed by zlib unpacks to, piece by piece; nothing for other streams."""
    if len(data) < start + 2 or data[start] & 0x0F != 8 or int.from_bytes(data[start : start + 2]) % 31:
        return
    packed = zlib.decompressobj()
    at = start
    try:
        while at < len(data) and not packed.eof:
            piece = data[at : at + _CHUNK // 16]
            while piece and not packed.eof:
                yield packed.decompress(piece, _CHUNK)
                piece = packed.unconsumed_tail
            at += _CHUNK // 16
    except zlib.error:
        return  # a damaged stream: PDFium says what it makes of it


def _weigh(content: bytes, dictionary: bytes, demands: Demands) -> None:
    """Counts what a stream asks PDFium to do, as if it were the content of a page."""
    if len(content) > LARGE_STREAM and len(content.translate(None, _PRINT)) * 4 < len(
        content
    ):  # else a font, a picture
        steps = len(_OPERATOR.findall(content))
        demands.steps += steps if steps > LARGE_STREAM else 0
    if content.count(b"BDC") + content.count(b"BMC") > 10:
        demands.marks += max(0, _deepest(content) - 3)
    if demands.unusual:
        return
    if _FORM.search(dictionary) and b" Do" in content:
        demands.unusual = "forms within forms"
    elif _INLINE_PICTURE.search(content):
        demands.unusual = "pictures within the text of a page"
    elif demands.steps > MOST_STEPS:
        demands.unusual = "pages of very many steps"
    elif demands.marks > DEEPEST_MARKS:
        demands.unusual = "marked content of many levels"


def _deepest(content: bytes) -> int:
    """How deep marked content is nested."""
    depth = deepest = 0
    for mark in _MARKS.finditer(content):
        depth = max(0, depth - 1) if mark.group() == b"EMC" else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _shared(data: bytes, streams: set[bytes]) -> bool:
    """Whether a list names one stream several times."""
    for listed in _REFERENCES.finditer(data):
        named = [number for number in _REFERENCE.findall(listed.group()) if number in streams]
        if len(named) > len(set(named)):
            return True
    return False
