"""What is drawn on a page of a PDF, read with PDFium: ruled lines, signs of the size of a bullet, pictures."""

import math
from collections.abc import Iterator
from ctypes import c_float
from typing import Any

import pypdfium2.raw as pdfium
from msgspec import Struct

from ombudsparse.readers.pdf.page import Sheet
from ombudsparse.readers.pdf.printed import DrawnLine, PageWord, TooMuchInAFile

MOST_OBJECTS = 60_000  # on a page
THIN = 2.5  # points; a filled box that is no thicker is a ruled line
SHORTEST_RULE = 4.0
BULLET = "•"
_BULLET_SIZES = (1.5, 7.0)  # points, width and height
_DEEPEST = 6  # forms within forms
_WHOLE_PAGE = 0.6  # of the sheet's area: a picture that large is one of the page
_INVISIBLE = 3  # the text rendering mode of a layer that OCR has made

_Matrix = tuple[float, float, float, float, float, float]
IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Drawings(Struct):
    """The ruled lines, the bullets (as words), and whether the text of the page lies unseen on a picture of it."""

    rules: list[DrawnLine]
    bullets: list[PageWord]
    scanned: bool = False


def page_drawings(page: Any, sheet: Sheet) -> Drawings:
    """What is drawn on a page: straight strokes, thin boxes and the sides of thicker boxes are ruled lines.

    Raises TooMuchInAFile.
    """
    done = Drawings([], [])
    width = sheet.size[0]
    pictured = unseen = False
    for thing, kind, matrix in _objects(page, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, IDENTITY, 0):
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            unseen = unseen or pdfium.FPDFTextObj_GetTextRenderMode(thing) == _INVISIBLE
            continue
        box = _box(thing, matrix, sheet)
        if box is None:
            continue
        wide, high = box.x1 - box.x0, box.bottom - box.top
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictured = pictured or wide * high > _WHOLE_PAGE * sheet.size[0] * sheet.size[1]
        elif min(wide, high) <= THIN and max(wide, high) >= SHORTEST_RULE:
            done.rules.append(box)
        elif _is_bullet(wide, high):
            done.bullets.append(PageWord(BULLET, box.x0, box.x1, box.bottom, max(wide, high)))
        elif min(wide, high) > THIN and pdfium.FPDFPath_CountSegments(thing) in (4, 5) and wide < width * 0.95:
            done.rules += _sides(box)
    done.scanned = pictured and unseen
    return done


def _is_bullet(wide: float, high: float) -> bool:
    smallest, largest = _BULLET_SIZES
    return smallest <= min(wide, high) and max(wide, high) <= largest and abs(wide - high) <= 0.25 * max(wide, high)


def _sides(box: DrawnLine) -> list[DrawnLine]:
    return [
        DrawnLine(box.x0, box.x1, box.top, box.top),
        DrawnLine(box.x0, box.x1, box.bottom, box.bottom),
        DrawnLine(box.x0, box.x0, box.top, box.bottom),
        DrawnLine(box.x1, box.x1, box.top, box.bottom),
    ]


def _box(thing: Any, matrix: _Matrix, sheet: Sheet) -> DrawnLine | None:
    """The box of an object on the upright page; None where it has none."""
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    if not pdfium.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
        return None
    sides = (left.value, bottom.value, right.value, top.value)
    if not all(map(math.isfinite, sides)):
        return None
    if matrix is not IDENTITY:
        a, b, c, d, e, f = matrix
        xs = [a * x + c * y + e for x in (sides[0], sides[2]) for y in (sides[1], sides[3])]
        ys = [b * x + d * y + f for x in (sides[0], sides[2]) for y in (sides[1], sides[3])]
        sides = (min(xs), min(ys), max(xs), max(ys))
    return DrawnLine(*sheet.upright(*sides))


def _objects(holder: Any, count: Any, get: Any, matrix: _Matrix, depth: int) -> Iterator[tuple[Any, int, _Matrix]]:
    """The paths, pictures and texts of a page, those of its forms included, with the matrix of the form."""
    things = count(holder)
    if things > MOST_OBJECTS:
        raise TooMuchInAFile(f"a page of more than {MOST_OBJECTS:,} drawn things")
    for index in range(things):
        thing = get(holder, index)
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            if depth < _DEEPEST:
                inner = _times(_matrix(thing), matrix)
                yield from _objects(
                    thing, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, inner, depth + 1
                )
        elif kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_TEXT):
            yield thing, kind, matrix


def _matrix(form: Any) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(form, matrix):
        return IDENTITY
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    """The matrix that does what `inner` does, then `outer`."""
    if inner == IDENTITY:
        return outer
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)
