"""A folder of CSV files, one a table, with their own datapackage.json."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from ombudsparse.dataset.csv_text import csv_lines
from ombudsparse.dataset.datapackage import PACKAGE, package, read_package, write_package
from ombudsparse.dataset.parquet import row_count, table_rows
from ombudsparse.dataset.stores.replacing import replacing_files
from ombudsparse.schema import Cell, names, schema

BOM = "\ufeff"  # without it Excel reads UTF-8 as Windows-1252
_CHUNK = 1000  # rows


def write_csv(folder: Path, target: Path) -> None:
    """Writes TABLE.csv for each table into the folder `target`."""
    ours = read_package(folder)
    with replacing_files(target, last=PACKAGE) as staging:
        for name in names():
            columns = [column.name for column in schema(name)]
            with open(staging / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
                file.write(BOM + csv_lines([columns]))
                rows: Iterator[Sequence[Cell]] = (
                    [row.get(column) for column in columns] for row in table_rows(folder, name)
                )
                while chunk := list(islice(rows, _CHUNK)):
                    file.write(csv_lines(chunk))
        described = package(
            staging,
            {name: row_count(folder, name) for name in names()},
            given=[source["title"] for source in ours["sources"]],
            attribution=ours["ombudsparse"]["attribution"],
            fingerprint=ours["ombudsparse"]["fingerprint"],
            suffix="csv",
        )
        write_package(staging / PACKAGE, described)
