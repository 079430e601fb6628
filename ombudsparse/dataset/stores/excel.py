"""An Excel workbook to be read: what it is and its figures first, then a sheet for each table, and no formula."""

import datetime as dt
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from ombudsparse.dataset.datapackage import read_package
from ombudsparse.dataset.parquet import row_count, table_rows
from ombudsparse.dataset.stores.excel_front import (
    FigureTable,
    about_sheet,
    dictionary_sheet,
    figures_sheet,
    printed,
)
from ombudsparse.dataset.stores.replacing import replacing
from ombudsparse.errors import DatasetError
from ombudsparse.schema import SOURCES, Column, Kind, Table, names, schema

_MOST_ROWS = 1_048_576  # Excel's, the header included
_MOST_LINKS = 65_530  # of a sheet, by Excel's limit
_LONGEST_ADDRESS = 2079  # characters, by Excel's limit
_MOST_CHARACTERS = 32_767  # of a cell
PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_FORMATS: dict[Kind, str] = {"date": "d mmm yyyy", "money": "£#,##0.00"}
_NARROW = {
    "number": 8,
    "case_reference": 14,
    "landlord": 32,
    "source": 26,
    "text": 60,
    "evidence_sentence": 60,
    "message": 60,
}
WIDTHS: dict[Kind, int] = {"text": 30, "choice": 18, "integer": 9, "share": 9, "boolean": 9, "date": 12, "money": 12}


def write_excel(folder: Path, target: Path, figures: Sequence[FigureTable] = ()) -> None:
    """Writes the workbook. Longer text than a cell holds is cut and ends in "…"; `figures` are those of a sheet.

    Every row leads to the published decision, where its address is known, from the column `decision`. Where a source
    lay on this machine is not told.

    Raises DatasetError where a table has more rows than a sheet holds.
    """
    for name in names():
        if row_count(folder, name) >= _MOST_ROWS:
            raise DatasetError(f"{name} has more rows than a sheet of Excel holds; take Parquet, SQLite or DuckDB")
    with replacing(target) as path:
        # its own temporary files stand beside it, so that they go with it
        book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "tmpdir": str(path.parent), **PLAIN})
        book.set_properties({"created": dt.datetime(2000, 1, 1)})  # the same bytes for the same rows
        formats = {kind: book.add_format({"num_format": shown}) for kind, shown in _FORMATS.items()}
        header = book.add_format({"bold": True})
        sources = list(table_rows(folder, SOURCES))
        within = _top(str(each["source"]) for each in sources)
        urls = {str(each["source"]): str(each["url"]) for each in sources if _is_address(each["url"])}
        cases = list(table_rows(folder, Table.DETERMINATIONS))
        dates = sorted(each["date"] for each in cases if each["date"])
        about_sheet(
            book,
            {name: row_count(folder, name) for name in names()},
            [f"{date.day} {date:%B %Y}" for date in (dates[0], dates[-1])] if dates else [],  # type: ignore[union-attr]
            len({each["landlord_canonical"] or each["landlord"] for each in cases}),
            read_package(folder)["ombudsparse"]["attribution"],
        )
        figures_sheet(book, figures)
        for name in names():
            _sheet(book.add_worksheet(name), folder, name, formats, header, within, urls)
        dictionary_sheet(book)
        try:
            book.close()
        except xlsxwriter.exceptions.XlsxWriterException as error:
            raise DatasetError(f"{target} cannot be written: {error}; make room or name another") from error


def _top(sources: Iterable[str]) -> str:
    """The folder that all sources lie in, which is not told; "" where they share none."""
    folders = [os.path.dirname(each.partition("!")[0].partition("#")[0]) for each in sources]
    try:
        common = os.path.commonpath(folders) if folders else ""
    except ValueError:  # some of them absolute
        return ""
    return common + os.sep if common else ""


def _is_address(url: Any) -> bool:
    return isinstance(url, str) and url.startswith(("https://", "http://")) and len(url) <= _LONGEST_ADDRESS


def _sheet(
    sheet: Any, folder: Path, name: str, formats: dict[Kind, Any], header: Any, within: str, urls: dict[str, str]
) -> None:
    columns = schema(name)
    sheet.freeze_panes(1, 1)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _NARROW.get(column.name, WIDTHS[column.kind]))
        sheet.write_string(0, place, column.name, header)
    link = len(columns)
    sheet.set_column(link, link, 34)
    sheet.write_string(0, link, "decision", header)
    last = 0
    for last, row in enumerate(table_rows(folder, name), 1):
        url = urls.get(str(row["source"]))
        for place, column in enumerate(columns):
            value = row.get(column.name)
            if column.name in ("source", "kept_source", "message") and isinstance(value, str) and within:
                value = value.replace(within, "")
            _write(sheet, last, place, value, column, formats)
        if url and last <= _MOST_LINKS:
            sheet.write_url(last, link, url, None, url[:255])
        elif url:
            sheet.write_string(last, link, url)
    sheet.autofilter(0, 0, last, link)
    printed(sheet)


def _write(sheet: Any, row: int, place: int, value: Any, column: Column, formats: dict[Kind, Any]) -> None:
    if value is None:
        return
    match column.kind:
        case "date":
            sheet.write_datetime(row, place, dt.datetime.combine(value, dt.time()), formats["date"])
        case "money":
            sheet.write_number(row, place, value, formats["money"])
        case "integer" | "share":
            sheet.write_number(row, place, value)
        case "boolean":
            sheet.write_boolean(row, place, value)
        case _:
            cut = value if len(value) <= _MOST_CHARACTERS else value[: _MOST_CHARACTERS - 1] + "…"
            sheet.write_string(row, place, cut)
