"""CSV that no spreadsheet runs, whatever pieces it comes in."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ombudsparse.dataset.csv_text import csv_cell
from ombudsparse.explore.guards import SafeCells


def made_safe(text: str, size: int = 1_000_000) -> str:
    cells, raw = SafeCells(), text.encode()
    pieces = [raw[at : at + size] for at in range(0, len(raw), size)]
    return b"".join([*(cells.add(piece, last=False) for piece in pieces), cells.add(b"", last=True)]).decode()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b\r\n1,2\r\n", "a,b\r\n1,2\r\n"),
        ("=1+1,-5,+44 20,@x\r\n", "'=1+1,-5,'+44 20,'@x\r\n"),
        ('"=cmd|""x"", y",b\r\n', '"\'=cmd|""x"", y",b\r\n'),
        ('"a\r\n=b",c\r\n', '"a\n=b",c\r\n'),
        ("a,,\r\n", "a,,\r\n"),
        ("no end,=1", "no end,'=1"),
        ("\ufeffa,=1\r\n", "\ufeffa,'=1\r\n"),
    ],
)
def test_cells(text, expected):
    assert made_safe(text) == expected


@pytest.mark.parametrize(("most", "told"), [(1, True), (2, True), (3, False), (None, False)])
def test_it_is_told_where_there_may_be_more_rows(most, told):
    cells = SafeCells(most)
    text = (cells.add(b'a,b\r\n"1\r\n\n",2\r\n', last=False) + cells.add(b'3,"x""y"\r\n', last=True)).decode()
    assert ("there may be more" in text) is told


@given(st.lists(st.lists(st.text(alphabet='=+-@,"\r\nax1 é', max_size=6), min_size=2, max_size=4), max_size=4),
       st.integers(1, 7))  # fmt: skip
def test_any_cells_in_any_pieces(rows, size):
    target = io.StringIO()
    csv.writer(target).writerows(rows)
    read = list(csv.reader(io.StringIO(made_safe(target.getvalue(), size), newline="")))
    assert read == [[csv_cell(cell) for cell in row] for row in rows]
