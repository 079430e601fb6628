"""A file that holds less than a report, more than one, or something in its place: told or refused."""

import base64
import quopri
import re

import pytest
from plain_report import PAGE, TEXT

import ombudsparse as op
from ombudsparse.errors import UnreadableSource


def codes(source: str, form: str | None = None) -> set[str]:
    return {problem.code for problem in op.parse(source, form).problems if problem.stage == "reading"}


CUT_PAGES = {
    "in an order": PAGE[: PAGE.index("£1,250")],
    "in a word": PAGE[: PAGE.index("ensation, comprising")],
    "in a tag": PAGE[: PAGE.index("£250 for") - 2],
    "before the orders": PAGE[: PAGE.index("<h2>Orders")],
    "after a sentence": PAGE[
        : PAGE.index("</li><li>Within 4 weeks of the date of this report, the landlord must write")
    ],
    "without main": PAGE[: PAGE.index("£1,250")].replace("<main>", "<div id=content>"),
    "before the determination": PAGE[: PAGE.index("<h2>Determination")],
}


@pytest.mark.parametrize("name", CUT_PAGES)
def test_a_page_that_is_cut_off(name: str) -> None:
    assert "cut_off" in codes(CUT_PAGES[name], "html")


@pytest.mark.parametrize(
    "last",
    [
        "pay the resident £1,250 in comp",
        "pay the",
        "£1,250 in compensation, comprising:\n    a. £1,000 for",
        "send us a copy of",
    ],
)
def test_a_text_that_is_cut_off(last: str) -> None:
    assert "cut_off" in codes(TEXT[: TEXT.index(last) + len(last)] if last in TEXT else f"{TEXT[:-20]}{last}", "text")


@pytest.mark.parametrize(
    "whole",
    [
        PAGE,
        PAGE.replace("</body></html>", ""),
        PAGE.replace("<main>", "").replace("</main></body></html>", ""),
        PAGE + "\n<!-- saved by a browser -->\n",
    ],
)
def test_a_whole_page(whole: str) -> None:
    assert codes(whole, "html") == set()


@pytest.mark.parametrize(
    "whole", [TEXT, TEXT.replace(".\n", "\n"), TEXT.rstrip(), TEXT.replace("apologise.", "apologise")]
)
def test_a_whole_text(whole: str) -> None:
    assert codes(whole, "text") <= ({"cut_off"} if whole.endswith("apologise\n") and ".\n" in whole else set())


OTHER = {"202311111": "202322222", "Larkhill Homes Limited": "Ashby Moor Borough Council"}
BODY = re.sub(r"^.*<main>|</main>.*$", "", PAGE, flags=re.S)


def other(text: str) -> str:
    for old, new in OTHER.items():
        text = text.replace(old, new)
    return text


SEVERAL = {
    "two pages": PAGE + other(PAGE),
    "two mains": PAGE.replace("</main>", f"</main><main>{other(BODY)}</main>"),
    "one main": PAGE.replace("</main>", f"{other(BODY)}</main>"),
    "two articles": PAGE.replace("<main>", "<article>").replace(
        "</main>", f"</article><article>{other(BODY)}</article>"
    ),
    "two texts": TEXT + "\n\n" + other(TEXT),
    "two texts of other order": TEXT + "\n" + other(TEXT).replace("Larkhill Homes Limited (202311111)\n", ""),
    "twice the same": TEXT + "\n\n" + TEXT,
    "Markdown": re.sub(r"^([A-Z][a-z]+)$", r"## \1", TEXT + "\n\n" + other(TEXT), flags=re.M),
}


@pytest.mark.parametrize("name", SEVERAL)
def test_two_reports_in_one_file(name: str) -> None:
    d = op.parse(SEVERAL[name])
    assert "several_reports" in {problem.code for problem in d.problems}
    assert d.case_reference == "202311111"
    assert d.other_references == ()
    assert float(d.compensation_ordered or 0) == 1250
    assert len(d.findings) == 2


STAND_INS = {
    "challenge": (
        "<html><title>Just a moment...</title><body><div class=x>Checking your browser</div></body></html>",
        "browser",
    ),
    "captcha": ("<html><body><p>Please verify you are a human to continue.</p></body></html>", "browser"),
    "script": (
        "<html><body><noscript>Please enable JavaScript.</noscript><div id=root></div></body></html>",
        "filled",
    ),
    "forbidden": (
        "<html><head><title>403 Forbidden</title></head><body><h1>403 Forbidden</h1></body></html>",
        "error page",
    ),
    "unavailable": ("<html><body><h1>503 Service Unavailable</h1></body></html>", "error page"),
    "empty body": ("<!doctype html><html><head><title></title></head><body></body></html>", "empty"),
    "empty main": ("<html><body><main>  &nbsp; </main></body></html>", "empty"),
}


@pytest.mark.parametrize("name", STAND_INS)
def test_a_page_in_the_place_of_the_report(name: str) -> None:
    page, words = STAND_INS[name]
    with pytest.raises(UnreadableSource, match=words):
        op.parse(page)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04" + bytes(26) + b"word/document.xml" + bytes(300), "Word document"),
        (b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text" + bytes(300), "OpenDocument"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Word document"),
        (rb"{\rtf1\ansi The complaint }", "RTF"),
        (b"\x1f\x8b\x08" + bytes(60), "gzip"),
        (b"bplist00" + bytes(60), "Safari"),
    ],
)
def test_files_of_other_programs(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableSource, match=words):
        op.parse(data)


@pytest.mark.parametrize("encoding", ["8bit", "base64", "quoted-printable"])
@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_a_page_saved_as_one_file(encoding: str, charset: str) -> None:
    page = PAGE.encode(charset)
    pack = {"8bit": bytes, "base64": base64.encodebytes, "quoted-printable": quopri.encodestring}
    packed = pack[encoding](page)
    head = (
        "From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;"
        f' boundary="----b"\r\n\r\n------b\r\nContent-Type: text/html; charset={charset}\r\n'
        f"Content-Transfer-Encoding: {encoding}\r\n\r\n"
    )
    data = head.encode() + packed + b"\r\n------b\r\nContent-Type: image/png\r\n\r\nx\r\n------b--\r\n"
    assert op.parse(data).to_dict(document=False) == op.parse(PAGE).to_dict(document=False)
