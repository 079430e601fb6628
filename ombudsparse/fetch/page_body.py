"""The body of an answer: as it came, or unpacked from gzip once, and never more than a page has."""

import zlib
from collections.abc import Iterable

LARGEST_ANSWER = 20 * 1024 * 1024  # bytes, packed and unpacked


class BrokenBody(Exception):
    """The body is not what it says it is, or ends too soon: another one may be whole."""


class TooLarge(Exception):
    """The body is larger than a page, or packed in a way that was not asked for."""


def unpacked(parts: Iterable[bytes], encoding: str) -> bytes:
    """The content of a body that comes in `parts`; `encoding` is its Content-Encoding.

    Raises BrokenBody, and TooLarge as soon as there is more than a page has.
    """
    named = [each.strip().lower() for each in encoding.split(",") if each.strip().lower() not in ("", "identity")]
    if named and named not in (["gzip"], ["x-gzip"]):
        raise TooLarge(f"is packed as {encoding[:60]!r}, which was not asked for")
    unpack = zlib.decompressobj(16 + zlib.MAX_WBITS) if named else None
    made, size, came = [], 0, 0
    for part in parts:
        came += len(part)
        try:
            content = unpack.decompress(part, LARGEST_ANSWER + 1 - size) if unpack else part
        except zlib.error as error:
            raise BrokenBody(str(error)) from error
        size += len(content)
        if size > LARGEST_ANSWER or came > LARGEST_ANSWER:
            raise TooLarge(f"is larger than {LARGEST_ANSWER:,} bytes; no decision is")
        made.append(content)
    if unpack and came and (not unpack.eof or unpack.unused_data):
        raise BrokenBody("the gzip is cut off" if not unpack.eof else "something follows the gzip")
    return b"".join(made)
