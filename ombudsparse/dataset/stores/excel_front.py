"""The sheets of a workbook that are read first: what it is, its figures; and the dictionary at its end."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from ombudsparse.schema import names, schema

_SHARES = ("rate", "95% from", "95% to")
_POUNDS = ("total", "mean", "median", "largest")
_WIDE, _COLUMN = 46, 14  # characters
_WHAT = {
    "determinations": "one row for each case: landlord, date, what was ordered",
    "heads": "what residents complained of, with its category",
    "findings": "what was determined for each matter: count these",
    "narrative_findings": "outcomes that the reasoning tells of: do not count them with the findings",
    "orders": "what landlords were ordered to do, and by when",
    "recommendations": "what was recommended without being ordered",
    "awards": "every sum of money, with its role: do not add them up",
    "events": "every dated mention",
    "milestones": "the dated steps of each complaint",
    "conflicts": "events for which a report gives several dates",
    "citations": "laws and rules cited",
    "problems": "what could not be read, or is not stated: look here before you use a figure",
    "sources": "what was read, and what came of it",
}


class FigureTable(Struct, frozen=True):
    """A table of figures: its title, its columns and rows, and the sentences to read with it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    notes: tuple[str, ...]


def about_sheet(
    book: Any, counts: dict[str, int], decided: Sequence[str], landlords: int, attribution: str | None
) -> None:
    """The first sheet: what this is, what is in it, and what to know before using it."""
    sheet = book.add_worksheet("About")
    title, bold = book.add_format({"bold": True, "font_size": 16}), book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    number, link = book.add_format({"num_format": "#,##0", "align": "left"}), book.get_default_url_format()
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 12)
    sheet.set_column(2, 2, 74)
    sheet.write_string(0, 0, "Housing Ombudsman determinations", title)
    period = f", decided {' to '.join(dict.fromkeys(decided))}" if decided else ""
    lines = [
        f"{counts['determinations']:,} published cases of {landlords:,} landlords{period}, read from the reports by "
        "ombudsparse.",
        "Published cases are not all cases: the Ombudsman does not publish every decision. Figures are of what is "
        "published.",
        "The reports were read by rules, which can miss or misread words. Check a figure against its words (the column "
        "evidence_sentence), and against the published decision, before you rely on it.",
        "Sums that were ordered are gross of what the landlord may deduct as paid or offered before.",
        *([f"Source of the reports: {attribution}."] if attribution else []),
    ]
    row = 2
    for line in lines:
        sheet.merge_range(row, 0, row, 2, line, wrapped)
        sheet.set_row(row, 32)
        row += 1
    row += 1
    for place, heading in enumerate(("Sheet", "Rows", "What a row is")):
        sheet.write_string(row, place, heading, bold)
    sheet.write_url(row + 1, 0, "internal:'Figures'!A1", link, "Figures")
    sheet.write_string(row + 1, 2, "rates with their intervals, and compensation")
    sheet.write_url(row + 2, 0, "internal:'Dictionary'!A1", link, "Dictionary")
    sheet.write_string(row + 2, 2, "what each column of each sheet holds")
    for at, name in enumerate(names(), row + 3):
        sheet.write_url(at, 0, f"internal:'{name}'!A1", link, name)
        sheet.write_number(at, 1, counts[name], number)
        sheet.write_string(at, 2, _WHAT.get(name, ""))
    printed(sheet)


def figures_sheet(book: Any, tables: Sequence[FigureTable]) -> None:
    """The figures, each with its notes."""
    sheet = book.add_worksheet("Figures")
    title, head = book.add_format({"bold": True, "font_size": 13}), book.add_format({"bold": True, "bottom": 1})
    note = book.add_format({"italic": True, "font_color": "#555555"})
    formats = {**dict.fromkeys(_SHARES, book.add_format({"num_format": "0%"})),
               **dict.fromkeys(_POUNDS, book.add_format({"num_format": "£#,##0"}))}  # fmt: skip
    sheet.set_column(0, 0, _WIDE)
    sheet.set_column(1, 8, _COLUMN)
    row = 0
    if not tables:
        sheet.write_string(0, 0, "This workbook was made without figures.")
    for table in tables:
        sheet.write_string(row, 0, table.title, title)
        for place, name in enumerate(table.columns):
            sheet.write_string(row + 1, place, name, head)
        row += 2
        for cells in table.rows:
            for place, (name, cell) in enumerate(zip(table.columns, cells, strict=True)):
                if isinstance(cell, str):
                    sheet.write_string(row, place, cell)
                elif cell is not None:
                    sheet.write_number(row, place, cell, formats.get(name))
            row += 1
        for sentence in table.notes:
            sheet.write_string(row, 0, sentence, note)
            row += 1
        row += 2
    printed(sheet)


def dictionary_sheet(book: Any) -> None:
    """What each column of each sheet holds."""
    sheet = book.add_worksheet("Dictionary")
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    for place, (name, width) in enumerate((("sheet", 20), ("column", 28), ("kind", 10), ("holds", 90))):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, name, bold)
    sheet.freeze_panes(1, 0)
    row = 0
    for table in names():
        for column in schema(table):
            row += 1
            for place, cell in enumerate((table, column.name, column.kind, column.about)):
                sheet.write_string(row, place, cell, wrapped)
    sheet.autofilter(0, 0, row, 3)
    printed(sheet)


def printed(sheet: Any) -> None:
    """Sets a sheet up for paper: A4 across, as wide as the page, its heading on every page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&L&A&RPage &P of &N")
