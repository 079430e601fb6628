"""PDFs that ask for more memory or time than any report does, and characters that are none: refused, or read."""

import io
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

import ombudsparse as op
from ombudsparse.errors import OmbudsparseError, SourceTooLarge
from ombudsparse.readers.pdf.streams import LARGEST_UNPACKED, demands_of

HOSTILE = Path(__file__).parents[3] / "shared" / "hostile"
TEXT = """REPORT
COMPLAINT 202312345
Penwick Homes
3 May 2024
The complaint
The complaint is about the landlord's handling of reports of a leak.
Determination
In accordance with paragraph 52 of the Scheme there was service failure by the landlord in its handling of the leak.
Orders
The landlord must pay the resident GBP 100 within 4 weeks."""
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 600 900]"


def stream(data: bytes, entries: bytes = b"", packed: int = 1) -> bytes:
    for _ in range(packed):
        data = zlib.compress(data, 9)
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def report(
    *more: bytes, contents: bytes = b"5 0 R", resources: bytes = b"", title: bytes = b"()", font: bytes = b""
) -> bytes:
    """A report of one page, with further objects from number 6 on."""
    lines = b"".join(b"(%s) Tj T* " % line.encode() for line in TEXT.split("\n"))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %s /Resources << /Font << /F 4 0 R >> %s >> >>"
        % (contents, resources),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica %s >>" % font,
        stream(b"BT /F 9 Tf 20 TL 40 800 Td " + lines + b"ET", b"/Filter /FlateDecode"),
        *more,
    ]
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R /Info << /Title %s >> >>\n" % (len(objects) + 1, title))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


BLANKS = b" " * 400_000_000
BOTH = b"[5 0 R 6 0 R]"
TOO_MUCH: dict[str, Callable[[], bytes]] = {
    "packed twice": lambda: report(stream(BLANKS, b"/Filter [/FlateDecode /FlateDecode]", 2), contents=BOTH),
    "filter named elsewhere": lambda: report(stream(BLANKS, b"/Filter 7 0 R"), b"/FlateDecode", contents=BOTH),
    "name escaped": lambda: report(stream(BLANKS, b"/Filter /Fl#61teDecode"), contents=BOTH),
    "filter abbreviated": lambda: report(stream(BLANKS, b"/Filter /Fl"), contents=BOTH),
    "form calls itself twice": lambda: report(
        b"<< %s /Resources << /XObject << /X 6 0 R >> >> /Length 11 >>\nstream\n/X Do /X Do\nendstream" % FORM,
        stream(b"/X Do", b"/Filter /FlateDecode"),
        contents=b"[5 0 R 7 0 R]",
        resources=b"/XObject << /X 6 0 R >>",
    ),
    "forms of many levels": lambda: report(
        *(
            stream(
                b"/X Do " * 12, b"%s /Filter /FlateDecode /Resources << /XObject << /X %d 0 R >> >>" % (FORM, at + 1)
            )
            for at in range(7, 13)
        ),
        stream(b"0 0 1 1 re f " * 5000, b"%s /Filter /FlateDecode" % FORM),
        stream(b"/X Do", b"/Filter /FlateDecode"),
        contents=b"[5 0 R 13 0 R]",
        resources=b"/XObject << /X 6 0 R >>",
    ),
    "marks of many levels": lambda: report(
        stream(b"/P <</MCID 0>> BDC 0 0 1 1 re f " * 60_000, b"/Filter /FlateDecode"), contents=BOTH
    ),
}


@pytest.mark.parametrize("kind", TOO_MUCH)
def test_what_asks_for_too_much_is_refused(kind: str) -> None:
    started = time.process_time()
    with pytest.raises(SourceTooLarge, match="no report does"):
        op.parse(TOO_MUCH[kind]())
    assert time.process_time() - started < 10


def test_one_stream_shown_many_times_is_read_apart() -> None:
    assert demands_of(report(contents=b"[5 0 R 5 0 R 5 0 R]")).unusual
    assert not demands_of(report()).unusual


@pytest.mark.parametrize("size", [900_000, 1_100_000, 3_000_000])
def test_counting_stops_at_the_end_of_a_stream(size: int) -> None:
    data = report(stream(bytes(size), b"/Filter /FlateDecode"), b"<< >>")
    assert size < demands_of(data).unpacked < size + 5_000 < LARGEST_UNPACKED
    assert op.parse(data).case_reference == "202312345"


@pytest.mark.parametrize("code", ["D83DDE00", "D83D", "DE00", "DE00D83D", "0000"])
def test_characters_beyond_the_basic_plane(code: str) -> None:
    cmap = (
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
        f"1 beginbfchar <47> <{code}> endbfchar endcmap end"
    )
    data = report(stream(cmap.encode(), b"/Filter /FlateDecode"), font=b"/ToUnicode 6 0 R")
    found = op.parse(data)
    found.to_json().encode("utf-8")
    assert found.case_reference == "202312345"


TITLES = [b"<FEFFD83D>", b"<FEFF>", b"(\\377\\376)", b"<FEFF004100>", b"(" + b"x" * 9000 + b")"]


@pytest.mark.parametrize("title", TITLES)
def test_odd_titles(title: bytes) -> None:
    assert op.parse(report(title=title)).case_reference == "202312345"


@pytest.mark.skipif(not HOSTILE.exists(), reason="the hostile files are not here")
@pytest.mark.parametrize("path", sorted(HOSTILE.glob("*.pdf")), ids=lambda path: path.name)
def test_handed_files(path: Path) -> None:
    """Each is read, or refused with an error that names it."""
    try:
        said = op.parse(path).document.name or ""
    except OmbudsparseError as error:
        said = str(error)
    assert path.name in said
