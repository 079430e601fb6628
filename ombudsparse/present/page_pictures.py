"""Pictures of the pages of a PDF, by pdfplumber, with the words that records were read from marked and labelled."""

import io
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from ombudsparse.document import Document
from ombudsparse.errors import SourceTooLarge, UnreadableSource
from ombudsparse.spans import Span

if TYPE_CHECKING:
    from PIL.Image import Image

    from ombudsparse.readers.pdf.page_places import PrintedPlace

POINTS = 72.0  # an inch
_LARGEST = 40_000_000  # dots of a picture
_CAPITAL = re.compile(r"(?<!^)[A-Z]")  # ComplaintHead is a complaint head
_MARK = (255, 214, 0, 90)
_EDGE = (178, 34, 34, 255)


class Evidence(Protocol):
    """A record: anything with the span of the words that it was read from."""

    @property
    def span(self) -> Span: ...


def page_picture(data: bytes, document: Document, page: int, records: Iterable[Evidence], resolution: float) -> "Image":
    """The picture of a page, from 1, with the words of the records marked where they stand on it.

    Raises UnreadableSource where the file has no such page.
    """
    return _pictures(data, document, [page], records, resolution)[0]


def evidence_picture(data: bytes, document: Document, record: Evidence, resolution: float) -> "Image":
    """The pages that the words of a record stand on, side by side, with the words marked."""
    from PIL import Image

    first, last = (document.page_at(at) or 1 for at in (record.span.start, max(record.span.start, record.span.end - 1)))
    pictures = _pictures(data, document, range(first, last + 1), [record], resolution)
    whole = Image.new("RGB", (sum(each.width for each in pictures), max(each.height for each in pictures)), "white")
    at = 0
    for each in pictures:
        whole.paste(each, (at, 0))
        at += each.width
    return whole


def _pictures(
    data: bytes, document: Document, numbers: Sequence[int], records: Iterable[Evidence], resolution: float
) -> "list[Image]":
    import pdfplumber

    from ombudsparse.readers.pdf.page_places import lines_with_places
    from ombudsparse.readers.pdf.streams import demands_of

    called = document.name or "the PDF"
    unusual = demands_of(data).unusual
    if unusual:
        raise SourceTooLarge(f"{called} has {unusual}; no picture is made of such a file")
    pages = lines_with_places(data, called)
    marks = [(_label(record), pages.places(document.raw_span(record.span))) for record in records]
    pictures = []
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for number in numbers:
            if not 1 <= number <= len(pdf.pages):
                raise UnreadableSource(f"{called} has {len(pdf.pages)} pages, no page {number}")
            page = pdf.pages[number - 1]
            if float(page.width) * float(page.height) * (resolution / POINTS) ** 2 > _LARGEST:
                raise SourceTooLarge(f"{called}: page {number} is too large for a picture; lower the resolution")
            picture = page.to_image(resolution=resolution).original.convert("RGB")
            turn = (pages.turns.get(number, 0) + int(page.rotation or 0)) % 360
            upright = picture.rotate(turn, expand=True) if turn else picture
            pictures.append(_marked(upright, number, marks, resolution / POINTS))
    return pictures


def _marked(picture: "Image", page: int, marks: "Sequence[tuple[str, list[PrintedPlace]]]", scale: float) -> "Image":
    from PIL import Image, ImageDraw

    over = Image.new("RGBA", picture.size)
    pen = ImageDraw.Draw(over)
    for label, places in marks:
        here = [place for place in places if place.page == page]
        for place in here:
            pen.rectangle(
                [place.x0 * scale, place.top * scale, place.x1 * scale, place.bottom * scale], fill=_MARK, outline=_EDGE
            )
        if here:
            pen.text((2, here[0].top * scale), label, fill=_EDGE)
    return Image.alpha_composite(picture.convert("RGBA"), over).convert("RGB")


def _label(record: Evidence) -> str:
    return _CAPITAL.sub(r" \g<0>", type(record).__name__).lower()
