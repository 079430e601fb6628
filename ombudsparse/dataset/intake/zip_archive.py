"""The reports in a zip file, read with a limit on what they unpack to, whatever the archive announces."""

import os
import struct
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from msgspec import Struct

from ombudsparse.dataset.intake.found import Found, limit_of, opened, reason, shown, too_large, within

REPORT_SUFFIXES = (".html", ".htm", ".pdf", ".txt")
LARGEST_DIRECTORY = 16_000_000  # bytes: the names of some 150,000 members
_FIRST = 4096
_BLOCK = 32  # bytes: less than a block of bzip2, of which one of some forty can hold 45 MB of zeros
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x06"


class ZipArchive(Struct, frozen=True):
    """The reports in a zip file, named ARCHIVE!MEMBER. What is neither a report nor a zip file is left alone."""

    path: str

    def count(self) -> int:
        with opened(self.path) as file, _archive(file) as archive:
            return max(1, len(_members(archive)))

    def reports(self) -> Iterator[Found]:
        with opened(self.path) as file, _archive(file) as archive:
            members = _members(archive)
            if not members:
                kinds = ", ".join(REPORT_SUFFIXES)
                yield Found(shown(self.path), problem=f"the zip file holds no report ({kinds}); name another")
            for member in members:
                name = within(self.path, "!", member.filename)
                try:
                    yield _report(archive, member, name)
                # whatever zipfile and the libraries below it raise for what is broken, locked or packed in another way
                except Exception as error:  # noqa: BLE001 - recorded: the other members are read
                    yield Found(name, problem=f"cannot be unpacked: {reason(error)}; fetch the zip file again")


def _archive(file: BinaryIO) -> zipfile.ZipFile:
    size = _directory_size(file)
    if size > LARGEST_DIRECTORY:
        raise zipfile.BadZipFile(f"it lists more files than an archive of reports does ({size:,} bytes of names)")
    file.seek(0)
    return zipfile.ZipFile(file)


def _directory_size(file: BinaryIO) -> int:
    """The bytes of the list of members, which zipfile reads into memory as a whole (APPNOTE.TXT 4.3.14 and 4.3.16)."""
    file.seek(max(0, file.seek(0, os.SEEK_END) - 70_000))
    tail = file.read()
    sizes = [0]
    if (at := tail.rfind(_END)) >= 0 and len(tail) >= at + 16:
        sizes.append(struct.unpack_from("<I", tail, at + 12)[0])
    if sizes[-1] == 0xFFFFFFFF:
        sizes.pop()
    if (at := tail.rfind(_END_64)) >= 0 and len(tail) >= at + 48:
        sizes.append(struct.unpack_from("<Q", tail, at + 40)[0])
    return int(max(sizes))


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    wanted = [
        member for member in archive.infolist()
        if member.filename.lower().endswith((*REPORT_SUFFIXES, ".zip"))
        and not os.path.basename(member.filename).startswith(".")
    ]  # fmt: skip
    return sorted(wanted, key=lambda member: (member.filename, member.header_offset))


def _report(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> Found:
    if member.filename.lower().endswith(".zip"):
        return Found(name, problem="is a zip file within a zip file, which is not opened; unpack the outer one")
    # deflate is unpacked by as much as is asked for; the others by as much as a packed block holds, so blocks are small
    plain = member.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    step = 65_536 if plain else _BLOCK
    with archive.open(member) as packed:
        if not plain:
            packed.MIN_READ_SIZE = _BLOCK  # type: ignore[attr-defined]  # of ZipExtFile, which typeshed hides
        data = packed.read(_FIRST if plain else _BLOCK)
        limit = limit_of(data)
        if member.file_size > limit:
            return Found(name, problem=too_large(member.file_size, limit))
        parts, size = [data], len(data)
        while size <= limit and (part := packed.read(step)):
            parts.append(part)
            size += len(part)
    return Found(name, b"".join(parts)) if size <= limit else Found(name, problem=too_large(size, limit))
