"""The answer to a query: a line for each row, or a record where the columns do not fit."""

import io

from rich.console import Console

from ombudsparse.present.terminal.answer_table import answer_table


def shown(names, rows, width=80):
    console = Console(width=width, record=True, file=io.StringIO(), legacy_windows=False)
    console.print(answer_table(names, rows, width))
    return console.export_text().splitlines()


def test_few_columns_are_a_line_a_row_cut_where_long():
    lines = shown(["landlord", "text"], [("Ash Homes", "word " * 40), ("Elm\nHomes", None)])
    assert len(lines) == 6
    assert len(lines[3]) <= 80
    assert "word word" in lines[3]
    assert "Elm Homes" in lines[4]


def test_many_columns_are_a_record_a_row_without_what_is_missing():
    names = [f"column_{number}" for number in range(12)]
    lines = [line.rstrip() for line in shown(names, [range(12), [None] * 11 + ["last"]])]
    assert lines[0].strip() == "Row 1"
    assert lines[1].split() == ["column_0", "0"]
    assert lines[-1].split() == ["column_11", "last"]
    assert len(lines) == 1 + 12 + 1 + 1


def test_no_rows_are_said():
    assert shown([f"c{number}" for number in range(12)], []) == ["No rows."]
