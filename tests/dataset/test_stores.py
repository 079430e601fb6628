"""The stores: each holds what the Parquet files hold, and nothing that a spreadsheet would run."""

import asyncio
import csv
import datetime as dt
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas as pd
import pytest
from invented_report import invented

import ombudsparse as op
from ombudsparse.collection.dataset import Dataset
from ombudsparse.dataset.build import build
from ombudsparse.dataset.csv_text import csv_cell
from ombudsparse.dataset.parquet import table_rows
from ombudsparse.dataset.stores import excel
from ombudsparse.errors import DatasetError
from ombudsparse.schema import SEVERITY, Table, columns, names, schema
from ombudsparse.tables.rows import rows


@pytest.fixture(scope="module")
def one(inline: Any, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """A dataset of the hand-made determination, which holds awkward text and every kind of value."""
    folder = tmp_path_factory.mktemp("one")
    (folder / "saved.jsonl").write_text(invented().to_json() + "\n")
    build(folder / "saved.jsonl", folder / "out", executor=inline, attribution="=An Ombudsman")
    return Dataset(folder / "out")


@pytest.mark.parametrize("table", Table)
def test_parquet_holds_the_rows_of_the_determination(one, table):
    source = str(one.folder.parent / "saved.jsonl") + "#1"
    assert list(table_rows(one.folder, table)) == rows(invented(), table, source, evidence=True)


@pytest.mark.parametrize("table", names())
def test_frames_have_the_right_dtypes(dataset, table):
    frame = dataset.table(table)
    assert tuple(frame.columns) == tuple(column.name for column in schema(table))
    kinds = {
        "text": "string", "integer": "Int64", "boolean": "boolean", "date": "datetime64[s]", "choice": "category",
        "money": "float64", "share": "float64",
    }  # fmt: skip
    assert {column.name: str(frame[column.name].dtype) for column in schema(table)} == {
        column.name: kinds[column.kind] for column in schema(table)
    }


def test_values_of_frames(one):
    findings, orders, events = one.findings, one.orders, one.events
    assert findings.severity.cat.ordered
    assert list(findings.severity.cat.categories) == [str(each) for each in SEVERITY]
    assert list(findings.upheld) == [outcome != "no_maladministration" for outcome in findings.outcome]
    assert orders.amount[0] == Decimal("1250.50")
    assert pd.isna(orders.amount[1])
    assert events.earliest[0] == pd.Timestamp(2023, 3, 4)
    assert one.determinations.compensation_ordered.sum() == Decimal("1250.50")


def test_outcomes_off_the_scale_have_no_severity(dataset):
    off = dataset.findings[dataset.findings.severity.isna()]
    assert set(off.outcome) <= {
        "reasonable_redress", "outside_jurisdiction", "resolved_with_intervention", "mediation", "withdrawn",
    }  # fmt: skip
    assert off.upheld.isna().all()


def test_every_row_belongs_to_a_case_and_its_evidence_has_offsets(dataset):
    references = set(dataset.determinations.case_reference)
    for table in set(Table) - {Table.DETERMINATIONS, Table.PROBLEMS}:
        frame = dataset.table(table)
        assert set(frame.case_reference) <= references
        assert ((frame.evidence_end - frame.evidence_start) == frame.evidence.str.len()).all()


def test_saving_and_loading_loses_nothing(dataset, tmp_path):
    saved = dataset.save(tmp_path / "saved")
    for table in names():
        pd.testing.assert_frame_equal(saved.table(table), dataset.table(table))
    assert op.load(tmp_path / "saved").package == dataset.package
    assert dataset.save(tmp_path / "saved").package == dataset.package


def test_csv(one, tmp_path):
    one.to_csv(tmp_path)
    for table in names():
        content = (tmp_path / f"{table}.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        read = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        assert read == [{name: csv_cell(cell) for name, cell in row.items()} for row in table_rows(one.folder, table)]
    assert "'=HYPERLINK" in (tmp_path / "recommendations.csv").read_text("utf-8-sig")


def test_excel(one, tmp_path):
    one.to_excel(tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    assert tuple(book.sheetnames) == ("About", "Figures", *names(), "Dictionary")
    for table in names():
        sheet = book[table]
        assert sheet.freeze_panes == "B2"
        assert not any(cell.data_type == "f" for line in sheet.iter_rows() for cell in line)
        header, *lines = sheet.iter_rows(values_only=True)
        assert header == (*(column.name for column in schema(table)), "decision")
        expected = [tuple(map(in_excel, row.values())) for row in table_rows(one.folder, table)]
        hidden = [
            place for place, name in enumerate(header) if name in ("source", "kept_source", "message", "decision")
        ]
        for line, wanted in zip(lines, expected, strict=True):
            assert all(line[place] == wanted[place] for place in range(len(wanted)) if place not in hidden)
    shown = [str(cell) for sheet in book for line in sheet.iter_rows(values_only=True) for cell in line if cell]
    assert not any(str(one.folder.parent) in cell for cell in shown)
    assert any("published cases of" in cell for cell in shown)
    assert any(cell.startswith("Maladministration rate by") for cell in shown)
    money = next(column for column in range(1, 30) if book["orders"].cell(1, column).value == "amount")
    assert "£" in book["orders"].cell(2, money).number_format
    text = book["recommendations"]["F2"]
    assert (text.data_type, text.value[:10]) == ("s", "=HYPERLINK")


def in_excel(cell: Any) -> Any:
    if isinstance(cell, Decimal):
        return float(cell)
    if isinstance(cell, dt.date):
        return dt.datetime.combine(cell, dt.time())
    return cell


def test_excel_says_what_it_cannot_hold_and_cuts_long_text(dataset, tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(excel, "_MOST_ROWS", 12)
        with pytest.raises(DatasetError, match="more rows than a sheet"):
            dataset.to_excel(tmp_path / "book.xlsx")
    monkeypatch.setattr(excel, "_MOST_CHARACTERS", 40)
    dataset.to_excel(tmp_path / "book.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "book.xlsx")["events"]
    assert max(len(str(cell.value)) for line in sheet.iter_rows() for cell in line) == 40


def test_json_lines(dataset, tmp_path):
    dataset.to_jsonl(tmp_path / "d.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "d.jsonl").read_text().splitlines()]
    assert [line["case_reference"] for line in lines] == [*dataset.determinations.case_reference, None]
    assert lines[-1]["problems"][0]["code"] == "not_a_determination"
    for table in set(Table) - {Table.DETERMINATIONS}:
        assert sum(len(line.get(table.value, ())) for line in lines) == len(dataset.table(table))
    for line in lines[:-1]:
        heads = dataset.heads[dataset.heads.case_reference == line["case_reference"]]
        assert [head["text"] for head in line["heads"]] == list(heads.text)


def test_sqlite(dataset, tmp_path):
    dataset.to_sqlite(tmp_path / "d.db")
    with closing(sqlite3.connect(tmp_path / "d.db")) as database:
        for table in names():
            (count,) = database.execute(f"SELECT count(*) FROM {table}").fetchone()
            assert count == len(dataset.table(table))
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (total,) = database.execute("SELECT sum(amount) FROM orders").fetchone()
        assert total == float(dataset.orders.amount.sum())
        word = str(dataset.heads.text[0]).split()[-1].strip(".;,")
        found = database.execute(
            "SELECT text FROM heads WHERE rowid IN (SELECT rowid FROM heads_fts WHERE heads_fts MATCH ?)", [f'"{word}"']
        ).fetchall()
        assert found
        assert all(word.lower() in text.lower() for (text,) in found)


def test_sqlite_json_lines_csv_and_excel_have_the_same_bytes_each_time(dataset, tmp_path):
    def written(folder: Path) -> Iterator[bytes]:
        dataset.to_sqlite(folder / "d.db")
        dataset.to_jsonl(folder / "d.jsonl")
        dataset.to_csv(folder)
        dataset.to_excel(folder / "d.xlsx")
        return (path.read_bytes() for path in sorted(folder.iterdir()))

    assert list(written(tmp_path / "one")) == list(written(tmp_path / "two"))


def test_datasette_serves_the_sqlite_file(dataset, tmp_path):
    app = pytest.importorskip("datasette.app")
    dataset.to_sqlite(tmp_path / "cases.db")
    metadata = json.loads((tmp_path / "cases.metadata.json").read_text())
    assert metadata["source"] == "=An Ombudsman"

    async def fetch() -> list[Any]:
        served = app.Datasette([str(tmp_path / "cases.db")], metadata=metadata)
        await served.invoke_startup()
        reference = dataset.determinations.case_reference[0]
        paths = (
            "/cases/findings",
            f"/cases/determinations/{reference}",
            "/cases/heads.json?_search=landlord&_facet=category",
        )
        return [await served.client.get(path) for path in paths]

    table, row, search = asyncio.run(fetch())
    assert table.status_code == 200
    assert "what was determined" in table.text
    assert row.status_code == 200
    assert search.json()["facet_results"]


def test_duckdb(dataset, tmp_path):
    dataset.to_duckdb(tmp_path / "d.duckdb")
    with duckdb.connect(str(tmp_path / "d.duckdb"), read_only=True) as database:
        for table in names():
            assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (len(dataset.table(table)),)
        assert database.execute("SELECT sum(amount) FROM orders").fetchone() == (dataset.orders.amount.sum(),)
        with pytest.raises(duckdb.Error):
            database.execute("INSERT INTO determinations (case_reference) VALUES (NULL)")


def test_duckdb_has_the_same_content_each_time(dataset, tmp_path):
    def held(path: Path) -> list[Any]:
        dataset.to_duckdb(path)
        with duckdb.connect(str(path), read_only=True) as database:
            tables = [database.execute(f'SELECT * FROM "{table}"').fetchall() for table in names()]
            columns = database.execute("SELECT table_name, column_name, data_type, comment FROM duckdb_columns()")
            described = sorted(columns.fetchall(), key=str)
            keys = database.execute("SELECT table_name, constraint_text FROM duckdb_constraints()").fetchall()
            return [*tables, described, sorted(keys)]

    assert held(tmp_path / "one.duckdb") == held(tmp_path / "two.duckdb")


def test_frictionless_validates_the_package(dataset, tmp_path):
    frictionless = pytest.importorskip("frictionless")
    dataset.to_csv(tmp_path / "csv")
    for folder in (dataset.folder, tmp_path / "csv"):
        report = frictionless.validate(folder / "datapackage.json")
        assert report.valid, report.flatten(["title", "message"])
    assert dataset.package["contributors"][0]["title"] == "=An Ombudsman"
    dataset.save(tmp_path / "cut")
    (tmp_path / "cut" / "heads.parquet").write_bytes(b"")
    assert not frictionless.validate(tmp_path / "cut" / "datapackage.json").valid


@pytest.mark.parametrize("save", ["to_csv", "to_excel", "to_jsonl", "to_sqlite", "to_duckdb", "save"])
def test_what_cannot_be_written_is_told_and_leaves_nothing(save, one, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(DatasetError, match="cannot be written"):
        getattr(one, save)(tmp_path / "file" / "below")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_columns_of_the_csv_of_one_report_are_those_of_a_dataset():
    for table in Table:
        assert columns(table, evidence=True) == tuple(column.name for column in schema(table))
