"""An Excel workbook: a sheet a table, typed cells, a frozen header, and no formula."""

import datetime as dt
from pathlib import Path
from typing import Any

import xlsxwriter

from ombudsparse.dataset.parquet import row_count, table_rows
from ombudsparse.dataset.stores.replacing import replacing
from ombudsparse.errors import DatasetError
from ombudsparse.schema import Column, Kind, names, schema

_MOST_ROWS = 1_048_576  # Excel's, the header included
_MOST_CHARACTERS = 32_767  # of a cell
PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_FORMATS: dict[Kind, str] = {"date": "yyyy-mm-dd", "money": "#,##0.00"}
WIDTHS: dict[Kind, int] = {"text": 30, "choice": 18, "integer": 9, "share": 9, "boolean": 9, "date": 12, "money": 12}


def write_excel(folder: Path, target: Path) -> None:
    """Writes the workbook. Longer text than a cell holds is cut and ends in "…".

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
        for name in names():
            _sheet(book.add_worksheet(name), folder, name, formats, header)
        try:
            book.close()
        except xlsxwriter.exceptions.XlsxWriterException as error:
            raise DatasetError(f"{target} cannot be written: {error}; make room or name another") from error


def _sheet(sheet: Any, folder: Path, name: str, formats: dict[Kind, Any], header: Any) -> None:
    columns = schema(name)
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, WIDTHS[column.kind])
        sheet.write_string(0, place, column.name, header)
    last = 0
    for last, row in enumerate(table_rows(folder, name), 1):
        for place, column in enumerate(columns):
            _write(sheet, last, place, row[column.name], column, formats)
    sheet.autofilter(0, 0, last, len(columns) - 1)


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
