"""Pictures of pages: the words of a record are marked where they stand on the page, on turned and shared sheets too."""

import io
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from bs4 import BeautifulSoup
from report_files import REPORTS
from typer.testing import CliRunner

import ombudsparse as op
from ombudsparse.cli.main import app
from ombudsparse.errors import UnreadableSource
from ombudsparse.readers.pdf.page_places import lines_with_places

REPORT = REPORTS / "calder-fen-202433871" / "print.pdf"


@pytest.fixture(scope="module")
def found() -> op.Determination:
    return op.parse(REPORT)


def test_places_hold_the_words(found: op.Determination) -> None:
    """What PDFium reads in the marked boxes is what the record says."""
    pages = lines_with_places(REPORT.read_bytes(), "the report")
    pdf = pypdfium2.PdfDocument(REPORT)
    records = [*found.heads, *found.findings, *found.recommendations]
    assert records
    for record in records:
        places = pages.places(found.document.raw_span(record.span))
        read = []
        for place in places:
            page = pdf[place.page - 1]
            height = page.get_height()
            text = page.get_textpage().get_text_bounded(
                place.x0 - 0.5, height - place.bottom, place.x1 + 0.5, height - place.top
            )
            read += text.split()
        assert " ".join(read).rstrip(".,;") == found.document.words(record.span).rstrip(".,;")  # boxes hold whole words


def test_the_evidence_is_marked(found: op.Determination) -> None:
    plain = found.page_image(2, resolution=60)
    record = next(each for each in found.events if found.document.page_at(each.span.start) == 2)
    marked = found.page_image(record, resolution=60)
    assert marked.size == plain.size
    yellow = [sum(1 for _, (r, g, b) in each.getcolors(10**6) if r > 240 and g > 200 and b < 190) for each in (marked,)]
    assert yellow[0]
    assert found.show(record, resolution=60).size == marked.size


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_shown_upright(tmp_path: Path, turn: int) -> None:
    pdf = pypdfium2.PdfDocument(REPORT)
    for page in pdf:
        pdfium.FPDFPage_SetRotation(page.raw, turn // 90)
    out = io.BytesIO()
    pdf.save(out)
    found = op.parse(out.getvalue())
    assert found.to_dict(document=False) == op.parse(REPORT).to_dict(document=False)
    width, height = found.page_image(1, resolution=36).size
    assert width < height


def test_what_has_no_picture(found: op.Determination) -> None:
    with pytest.raises(UnreadableSource, match="no page 99"):
        found.page_image(99)
    page = op.parse(REPORT.with_name("page.html"))
    with pytest.raises(UnreadableSource, match="no PDF"):
        page.page_image(1)
    with pytest.raises(UnreadableSource, match="source="):
        op.Determination.from_json(found.to_json()).page_image(1)


def test_the_reading_view_holds_the_pictures_on_request(tmp_path: Path) -> None:
    plain, pictured = tmp_path / "plain.html", tmp_path / "pictured.html"
    for out, more in ((plain, []), (pictured, ["--pictures"])):
        done = CliRunner().invoke(app, ["view", str(REPORT), *more, "--out", str(out)])
        assert done.exit_code == 0, done.output
    assert "<img" not in plain.read_text("utf-8")
    page = BeautifulSoup(pictured.read_text("utf-8"), "html.parser")
    shown = page.select("#report details.sheet img")
    assert len(shown) == len(op.parse(REPORT).document.page_starts)
    assert all(picture["alt"] and picture["src"].startswith("data:image/png;base64,iVBOR") for picture in shown)
    refused = CliRunner().invoke(app, ["view", str(REPORT.with_name("page.html")), "--pictures", "--out", str(plain)])
    assert refused.exit_code == 2
    assert "no PDF" in refused.output


def test_the_command_writes_pictures(tmp_path: Path) -> None:
    out = tmp_path / "page.png"
    done = CliRunner().invoke(app, ["view", str(REPORT), "--page", "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert out.read_bytes().startswith(b"\x89PNG")
    assert len(list(tmp_path.glob("page*.png"))) == len(op.parse(REPORT).document.page_starts)
