"""The parts that find tables without drawn lines, two pages on a sheet, broken words, and fonts that cannot be read."""

import pytest

from ombudsparse.errors import UnreadableSource
from ombudsparse.readers.pdf.gutters import find_gutters
from ombudsparse.readers.pdf.hyphens import without_broken_words
from ombudsparse.readers.pdf.leaves import single_pages
from ombudsparse.readers.pdf.legible import counted_words, demand_words
from ombudsparse.readers.pdf.lines import PageLine, printed_lines, rows_of_words, with_bullets
from ombudsparse.readers.pdf.paragraphs import block_words, gather
from ombudsparse.readers.pdf.printed import PageWord, PrintedPage
from ombudsparse.readers.pdf.row_fit import misfit, row_tops

SIZE = 10.0


def words(text: str, x: float, base: float) -> list[PageWord]:
    """The words of a line that begins at `x`: each letter is 5 points wide, a space 3."""
    done = []
    for word in text.split():
        done.append(PageWord(word, x, x + 5 * len(word), base, SIZE))
        x += 5 * len(word) + 3
    return done


def page(*lines: tuple[str, float, float]) -> list[PageWord]:
    return [word for text, x, base in lines for word in words(text, x, base)]


def tables(held: list[PageWord]) -> list[tuple[int, int, int]]:
    rows = rows_of_words(held)
    found = find_gutters(rows, [row[0].base for row in rows])
    return [(table.first, table.last, len(table.columns)) for table in found]


PROSE = [(f"The landlord sent its answer to the resident on day {n} of the month", 50, 100 + 14 * n) for n in range(9)]


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (page(*PROSE), []),
        (
            page(
                ("Complaint", 50, 100), ("How it handled the leak", 130, 100), ("Finding", 50, 120), ("None", 130, 120)
            ),
            [(0, 2, 2)],
        ),
        (
            page(*[(f"{n}.", 50, 100 + 14 * n) for n in range(5)], *[("An item", 80, 100 + 14 * n) for n in range(5)]),
            [],
        ),
        (
            page(("Date", 50, 100), ("What happened", 130, 100), ("3 May", 50, 120), ("She complained", 130, 120))
            + page(("about a leak", 130, 134), ("9 May", 50, 154), ("It replied", 130, 154)),
            [(0, 4, 2)],
        ),
        (page(("Heading alone", 50, 100), *((t, x, y + 30) for t, x, y in PROSE)), []),
    ],
)
def test_tables_by_their_gutters(held: list[PageWord], expected: list[tuple[int, int, int]]) -> None:
    assert tables(held) == expected


@pytest.mark.parametrize(
    ("keys", "lines", "expected"),
    [
        ([100, 140], [100, 112, 124, 140, 152], [100, 140]),  # aligned at the head
        ([112, 158], [100, 112, 124, 146, 158, 170], [100, 146]),  # centred
        ([100, 120, 140], [100, 120, 140], [100, 120, 140]),
        ([106, 140], [100, 112, 134, 146], [100, 134]),  # centred between lines
    ],
)
def test_rows_by_the_fit_of_their_cells(keys: list[float], lines: list[float], expected: list[float]) -> None:
    first = [line for base in keys for line in printed_lines(words("3 May", 50, base), 1)]
    second = [line for base in lines for line in printed_lines(words("It replied to her", 130, base), 1)]
    assert row_tops([[first, second]]) == [expected]


def column(x: float, bases: list[float]) -> list[PageLine]:
    return [line for base in bases for line in printed_lines(words("It replied", x, base), 1)]


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        # the words of the last row are left at the foot, and its date stands alone on the next page
        (
            [([100, 140], [100, 113, 140, 153, 175]), ([70, 105], [105, 118])],
            [[100, 140, 175], [70, 105]],
        ),
        # the first lines of the next page are the rest of the row above
        ([([100, 140], [100, 113, 140, 153]), ([120], [70, 83, 120, 133])], [[100, 140], [70, 120]]),
        # cells are centred, but the key of the row that the page cuts is at its head
        (
            [([112, 158, 200], [100, 112, 124, 146, 158, 170, 200, 212, 224, 236]), ([150], [70, 82, 138, 150, 162])],
            [[100, 146, 200], [70, 138]],
        ),
    ],
)
def test_rows_that_a_page_cuts(pages: list[tuple[list[float], list[float]]], expected: list[list[float]]) -> None:
    parts = [[column(50, keys), column(130, lines)] for keys, lines in pages]
    assert row_tops(parts) == expected
    assert misfit(parts, expected) < 0.5


def test_a_cell_taller_than_the_longest_column_begins_its_row() -> None:
    due = [("13 May 2024", 112), ("No later than", 160), ("13 May 2024 for", 173), ("the works", 186)]
    dates = [line for text, base in due for line in printed_lines(words(text, 300, base), 1)]
    parts = [[column(50, [112, 180]), column(130, [100, 112, 124, 168, 180, 192]), dates]]
    assert row_tops(parts) == [[100, 160]]


def test_the_days_are_the_keys_where_numbers_are_set_close_before_the_text() -> None:
    days = [
        ("Due date", 100),
        ("No later than 31", 130),
        ("August 2026", 143),
        ("No later than 28", 190),
        ("May 2027", 203),
    ]
    due = [line for text, base in days for line in printed_lines(words(text, 400, base), 1)]
    parts = [[column(50, [100, 130, 146, 159, 190, 206, 219, 232]), due]]
    assert row_tops(parts) == [[100, 130, 190]]


def test_rows_that_fit_poorly_are_told() -> None:
    parts = [[column(50, [100, 190]), column(130, [100, 113, 126, 139, 152])]]
    assert misfit(parts, row_tops(parts)) > 2


def test_two_pages_on_a_sheet() -> None:
    left = [(f"On the left the landlord wrote line {n}", 40, 60 + 14 * n) for n in range(20)]
    right = [(f"On the right she answered it line {n}", 450, 60 + 14 * n) for n in range(20)]
    sheet = PrintedPage(1, 842, 595, page(*left, *right), [], [], sheet=1)
    first, second = single_pages([sheet])
    assert {word.text for word in first.words} >= {"left"}
    assert {word.text for word in second.words} >= {"right"}
    assert [first.sheet, second.sheet, second.number] == [1, 1, 2]
    assert min(word.x0 for word in second.words) == 40
    assert (
        len(single_pages([PrintedPage(1, 595, 842, page(*PROSE, *((t, x, y + 200) for t, x, y in PROSE)), [], [])]))
        == 1
    )


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["the resi\u00ad", "dents asked"], "the residents asked"),  # a program broke it
        (["the resi-", "dents asked"], "the residents asked"),
        (["she had to re-", "arrange it"], "she had to re-arrange it"),
        (["an end-of\u00ad", "defects visit"], "an end-of-defects visit"),
        (["from 2021-", "22 it"], "from 2021-22 it"),
        (["the First-", "tier Tribunal"], "the First-tier Tribunal"),
    ],
)
def test_hyphens_at_the_ends_of_lines(lines: list[str], expected: str) -> None:
    printed = [line for n, text in enumerate(lines) for line in printed_lines(words(text, 50, 100 + 12 * n), 1)]
    blocks = gather(without_broken_words([printed])[0], 1.2, spaced=False)
    assert [block_words(block) for block in blocks] == [expected]


@pytest.mark.parametrize(
    ("bullet", "taken"),
    [
        (PageWord("•", 60, 64, 98, 4.0), True),
        (PageWord("•", 60, 64, 130, 4.0), False),  # on no line
        (PageWord("•", 84, 88, 98, 4.0), False),  # within the line
        (PageWord("•", 5, 9, 98, 4.0), False),  # far off
    ],
)
def test_drawn_bullets(bullet: PageWord, taken: bool) -> None:
    line = words("An item of a list", 72, 100)
    assert (len(with_bullets(line, [bullet])) > len(line)) is taken


@pytest.mark.parametrize("shift", [1, 3, 0x500])
def test_fonts_that_cannot_be_read(shift: int) -> None:
    text = " ".join(line for line, _, _ in PROSE) * 3
    demand_words(counted_words([PrintedPage(1, 595, 842, words(text, 50, 100), [], [])]), "report.pdf")
    garbled = "".join(chr(ord(letter) + shift) if letter != " " else " " for letter in text)
    with pytest.raises(UnreadableSource, match=r"report\.pdf: its fonts are unreadable"):
        demand_words(counted_words([PrintedPage(1, 595, 842, words(garbled, 50, 100), [], [])]), "report.pdf")
