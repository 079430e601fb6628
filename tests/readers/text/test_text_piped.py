"""Tables that a plain text draws with pipes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ombudsparse.document import Document
from ombudsparse.readers.text.text import read_text

START = "REPORT\nCOMPLAINT 202312345\nPenwick Homes\n3 May 2024\n"
EVENTS = "Date|What happened", "3 May 2024|She wrote."
ORDERS = "Order|What the landlord must do|Due date", "1|Write to the resident.|3 May 2024", "2|Pay £50.|4 May 2024"


def texts(document: Document) -> list[str]:
    return [document.words(block.span) for block in document.blocks]


def piped(row: str) -> str:
    return "|\n" + "".join(f"{cell} |\n" for cell in row.split("|"))


def marked(row: str) -> str:
    return "| " + " | ".join(row.split("|")) + " |\n"


@pytest.mark.parametrize("rows", [ORDERS, ORDERS[:2], EVENTS, ("A|B|C|D",) * 3])
@pytest.mark.parametrize("drawn", [piped, marked])
def test_tables_drawn_with_pipes(rows, drawn) -> None:
    document = read_text(START + "Orders\nThese are they.\n" + "".join(map(drawn, rows)) + "Reasons\nNone.\n")
    table = [block for block in document.blocks if block.kind == "row"]
    assert ["|".join(document.words(cell) for cell in block.cells) for block in table] == list(rows)
    assert texts(document)[4:6] == ["Orders", "These are they."]
    assert texts(document)[-2:] == ["Reasons", "None."]


def test_rules_and_rows_of_one_cell() -> None:
    lines = "| Decision | |", "|:---|---:|", "| Case ID | 202312345 |", "| | |", "", "Background", "None."
    assert texts(read_text("\n".join(lines))) == ["Decision", "Case ID 202312345", "Background", "None."]


def test_cells_keep_their_lines() -> None:
    row = "|\n1 |\nApology order\nThe landlord must write. |\n3 May 2024 |\n"
    document = read_text(f"{START}Orders\n{row}Reasons\nNone.\n")
    read = next(block for block in document.blocks if block.kind == "row")
    assert read.cells[1].of(document.text) == "Apology order\nThe landlord must write."


@pytest.mark.parametrize("line", ["Home | About us | Contact", "| said the resident.", "|", "||", "a|b"])
def test_pipes_that_draw_no_table(line: str) -> None:
    document = read_text(f"{START}Background\n{line}\nShe lives here.\n")
    assert all(block.kind != "row" for block in document.blocks)


@given(st.text(alphabet="|\n a-1", max_size=80))
@settings(max_examples=80, deadline=None)
def test_any_pipes(text: str) -> None:
    read_text(START + text)


def test_many_pipes_are_read_in_time() -> None:
    read_text(START + "|\n" * 12_000 + "| a\n" * 12_000)
