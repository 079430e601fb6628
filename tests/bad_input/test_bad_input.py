"""What is no report: each kind of source has its own exception, with file name and remedy, in bounded time."""

import io
import re
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import ombudsparse as op
from ombudsparse.document import Document
from ombudsparse.errors import (
    EncryptedPdf,
    NotADetermination,
    OmbudsparseError,
    ScannedPdf,
    SourceTooLarge,
    UnreadableSource,
)
from ombudsparse.readers.html import read_html
from ombudsparse.readers.sources import read_source
from ombudsparse.readers.text.text import read_text
from ombudsparse.structure.row_blocks import with_rows
from ombudsparse.structure.sections import with_sections

GUIDANCE = (
    "<main><h1>Guidance on complaint handling</h1>" + "<p>Landlords should put things right.</p>" * 40 + "</main>"
)
OTHER_OMBUDSMAN = """Riverside Borough Council (23 014 567)
Category : Housing > Allocations
Decision : Upheld
Decision date : 12 Mar 2024
The Ombudsman's final decision:
Summary: Mrs X complained about her place on the register. We found fault by the Council.
The complaint
Mrs X complains that the Council delayed her application.
Final decision
I have completed my investigation. There was maladministration by the Council."""


def pdf(*objects: bytes, trailer: bytes = b"", tail: bytes = b"%%EOF\n") -> bytes:
    """A small PDF of these objects, the first its catalogue."""
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%s" % (len(objects) + 1, trailer, start, tail))
    return out.getvalue()


CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"


def stream(data: bytes, entries: bytes = b"/Filter /FlateDecode") -> bytes:
    packed = zlib.compress(data, 9) if entries else data
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(packed), entries, packed)


PICTURE = pdf(CATALOGUE, PAGES, PAGE, stream(b"0 0 595 842 re f"))
ENCRYPTION = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<00> <00>]" % (
    b"41" * 32,
    b"42" * 32,
)
# a picture as large as a letterhead's logo, unpacked; more of the file follows the end of its stream
LOGO = pdf(CATALOGUE, PAGES, PAGE, stream(b"0 0 595 842 re f"), stream(bytes(3_000_000)))
BOMB = pdf(CATALOGUE, PAGES, PAGE, stream(b" " * 400_000_000))
MANY_PAGES = pdf(
    CATALOGUE, b"<< /Type /Pages /Kids [%s] /Count 900 >>" % (b"3 0 R " * 900), PAGE, stream(b"0 0 1 1 re f")
)

CASES: dict[str, tuple[bytes, type[OmbudsparseError], str]] = {
    "empty.txt": (b"", UnreadableSource, "empty"),
    "blank.html": (b" \r\n\t\n", UnreadableSource, "empty"),
    "invisible.txt": ("\ufeff\u200b\n\u200b".encode(), OmbudsparseError, ""),
    "guidance.html": (GUIDANCE.encode(), NotADetermination, "not a Housing Ombudsman determination"),
    "lgo.txt": (OTHER_OMBUDSMAN.encode(), NotADetermination, "not a Housing Ombudsman determination"),
    "letter.txt": (b"Dear Sir,\nI write about the complaint.\nYours faithfully", NotADetermination, "lacks"),
    "scan.pdf": (PICTURE, ScannedPdf, "OCR"),
    "logo.pdf": (LOGO, ScannedPdf, "OCR"),
    "locked.pdf": (
        pdf(CATALOGUE, PAGES, PAGE, stream(b"x"), trailer=ENCRYPTION),
        EncryptedPdf,
        "unprotected",
    ),
    "cut-off.pdf": (PICTURE[: len(PICTURE) // 2], UnreadableSource, "fetch it again"),
    "damaged.pdf": (b"%PDF-1.7\n" + b"\x00\xff" * 400 + b"%%EOF", UnreadableSource, "fetch it again"),
    "bomb.pdf": (BOMB, SourceTooLarge, "unpacks"),
    "pages.pdf": (MANY_PAGES, SourceTooLarge, "pages"),
    "program.exe": (b"MZ\x90\x00" + bytes(range(256)) * 40, UnreadableSource, "not text"),
    "picture.png": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, UnreadableSource, "not text"),
    "archive.zip": (b"PK\x03\x04" + bytes(range(256)) * 9, UnreadableSource, "not text"),
    "utf16-without-mark.txt": ("The complaint".encode("utf-16-le") * 40, UnreadableSource, "not text"),
    "nested-lists.html": (b"<ol><li>" * 500_000, SourceTooLarge, ""),
    "deep.html": (b"<main>" + b"<div>" * 5000 + b"REPORT", OmbudsparseError, ""),
    "large.txt": (b"The landlord did not reply. " * 200_000, SourceTooLarge, "bytes"),
}


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fails where the block takes longer (in processor time, with room for slow machines)."""
    start = time.process_time()
    yield
    assert time.process_time() - start < seconds


@pytest.mark.parametrize("name", CASES)
def test_each_kind_of_bad_source(tmp_path: Path, name: str) -> None:
    data, error, words = CASES[name]
    path = tmp_path / name
    path.write_bytes(data)
    with within(5), pytest.raises(error, match=re.escape(words) or None) as raised:
        op.parse(path)
    assert name in str(raised.value)


def test_huge_nested_lists(tmp_path: Path) -> None:
    path = tmp_path / "lists.html"
    path.write_bytes(b"<html><body>" + b"<ul><li>" * 6_500_000)
    with within(3), pytest.raises(SourceTooLarge, match=r"lists\.html"):
        op.parse(path)


@pytest.mark.parametrize("missing", ["no-such.html", "no-such-folder/report.pdf", ".."])
def test_no_such_file(tmp_path: Path, missing: str) -> None:
    with pytest.raises(UnreadableSource, match="check the path"):
        op.parse(tmp_path / missing)


def test_a_cut_off_report_is_not_read(tmp_path: Path) -> None:
    """A page that stops before the determination still says so: a problem, not a whole-looking record."""
    text = "REPORT\nCOMPLAINT 202312345\nPenwick Homes\n3 May 2024\nThe complaint\n  1. About a leak.\n  2. About rats."
    codes = {problem.code for problem in op.parse(text, "text").problems}
    assert "no_determination_section" in codes


SLOW: dict[str, Callable[[int], str]] = {
    "one long word": lambda n: "a" * n,
    "digits": lambda n: "1" * n,
    "digits with spaces": lambda n: "1 " * (n // 2),
    "pounds": lambda n: "£1,000 ," * (n // 8),
    "open brackets": lambda n: "(" * n,
    "apostrophes": lambda n: "s ’ " * (n // 4),
    "spaces": lambda n: "x" + " " * n + "x",
    "short lines": lambda n: "a\n" * (n // 2),
    "cut words": lambda n: "landl\nord\n" * (n // 10),
    "no stops": lambda n: "the landlord and the resident " * (n // 30),
    "colons": lambda n: "the resident’s: " * (n // 16),
    "no later than": lambda n: "Order What the landlord must do Due date " + "No later than 3 May " * (n // 20),
    "months": lambda n: "May April June 2 0 2 3 " * (n // 23),
    "references": lambda n: "COMPLAINT 202312345 " * (n // 20),
    "complaint rows": lambda n: "Complaint \nFinding \n" * (n // 19),
    "single letters": lambda n: "T h e " * (n // 6),
    "marks": lambda n: "1. a. i. " * (n // 9),
    "open tags": lambda n: "<b" * (n // 2),
    "bold": lambda n: "<p><b>A</b></p>" * (n // 15),
    "spans": lambda n: "<span>a</span>" * (n // 14),
}
START = "Decision\nCase ID 202312345\nThe complaint\nOrders\nOrder What the landlord must do Due date\n"


@pytest.mark.parametrize("kind", SLOW)
@pytest.mark.parametrize("reader", [read_text, read_html])
def test_time_grows_with_length(reader: Callable[[str], Document], kind: str) -> None:
    """60,000 characters of any pattern are read in a few seconds: no pattern makes the rules backtrack."""
    with within(6):
        document = reader(START + SLOW[kind](60_000))
        with_rows(with_sections(document)[0])


def test_a_long_line_without_spaces() -> None:
    with within(12), pytest.raises(OmbudsparseError):
        read_source(b"x" * 5_000_001)
    with within(12):
        read_source(b"x" * 4_900_000)
