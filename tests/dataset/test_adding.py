"""A build takes no case away unasked: it adds, replaces, or ends; and what older tables were saved as is made again."""

import datetime as dt
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_report import small_report, write_reports

from ombudsparse.collection.dataset import Dataset
from ombudsparse.collection.exports import ExportForm, keep_exports, refuse_foreign_exports
from ombudsparse.dataset.build import TakesAway, build
from ombudsparse.dataset.held_cases import failures_of
from ombudsparse.dataset.parquet import table_rows
from ombudsparse.errors import DatasetError
from ombudsparse.schema import names

A, B, C = "202300001", "202300002", "202300003"


def page(reference: str, **changes: object) -> str:
    return small_report(reference, more=f"She wrote of {reference[-3:]} things.", **changes)  # type: ignore[arg-type]


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """Two folders with reports of their own."""
    return (
        write_reports(tmp_path / "a", {A: page(A), B: page(B)}),
        write_reports(tmp_path / "b", {C: page(C), "bad": "no report"}),
    )


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def references(folder: Path) -> list[str]:
    return sorted(str(row["case_reference"]) for row in table_rows(folder, "determinations"))


def test_a_build_of_other_reports_is_refused_and_changes_nothing(two, tmp_path, inline):
    out = tmp_path / "out"
    build(two[0], out, executor=inline)
    whole = content(out)
    with pytest.raises(
        TakesAway, match=r"2 cases that these sources do not have: 202300001 .*--add.*--replace"
    ) as error:
        build(two[1], out, executor=inline)
    assert [reference for reference, _ in error.value.cases] == [A, B]
    assert content(out) == whole


def test_with_add_all_cases_are_there_as_if_built_at_once(two, tmp_path, inline):
    build(list(two), tmp_path / "whole", executor=inline)
    out = tmp_path / "out"
    build(two[0], out, executor=inline)
    done = build(two[1], out, executor=inline, add=True)
    assert (done.cases, done.held, done.failures, done.replaced) == (3, 2, 1, 0)
    for name in names():
        assert list(table_rows(out, name)) == list(table_rows(tmp_path / "whole", name))
    again = content(out)
    assert build(two[1], out, executor=inline, add=True).held == 2
    assert content(out) == again
    assert len(Dataset(out)) == 3


def test_added_without_the_journal_or_the_first_files(two, tmp_path, inline):
    out = tmp_path / "out"
    build(two[0], out, executor=inline, attribution="An Ombudsman")
    shutil.rmtree(out / ".journal")
    shutil.rmtree(two[0])
    build(two[1], out, executor=inline, add=True)
    assert references(out) == [A, B, C]
    assert Dataset(out).package["ombudsparse"]["attribution"] == "An Ombudsman"
    assert [source["title"] for source in Dataset(out).package["sources"]] == [str(each) for each in two]


def test_with_replace_the_new_take_the_place_of_the_old(two, tmp_path, inline):
    out = tmp_path / "out"
    build(two[0], out, executor=inline)
    done = build(two[1], out, executor=inline, replace=True)
    assert (done.cases, done.held, done.replaced) == (1, 0, 2)
    assert references(out) == [C]


def test_a_report_that_is_gone_or_broken_is_not_dropped_in_silence(two, tmp_path, inline):
    out = tmp_path / "out"
    build(two[0], out, executor=inline)
    (two[0] / f"{A}.html").write_text("broken")
    with pytest.raises(TakesAway, match=f"1 case .*{A}.*not a Housing Ombudsman determination"):
        build(two[0], out, executor=inline)
    done = build(two[0], out, executor=inline, add=True)
    assert (done.cases, done.held, done.failures) == (2, 1, 1)
    assert list(failures_of(out)) == [f"{two[0]}/{A}.html (2)"]


def test_an_amended_report_takes_the_place_of_the_first_also_from_another_file(two, tmp_path, inline):
    out = tmp_path / "out"
    build(two[0], out, executor=inline)
    amended = page(A, date="1 May 2024 [amended 7 July 2024]", pounds=550)
    later = write_reports(tmp_path / "later", {A: amended})
    done = build(later, out, executor=inline, add=True)
    assert (done.cases, done.duplicates) == (2, 1)
    row = Dataset(out).determinations.iloc[0]
    assert (float(row.compensation_ordered), row.amended_date.date()) == (550, dt.date(2024, 7, 7))
    (two[0] / f"{A}.html").write_text(amended)
    assert build(two[0], out, executor=inline, add=True).cases == 2


def test_the_same_file_with_a_change_is_read_anew(two, tmp_path, inline):
    out = tmp_path / "out"
    build(two[0], out, executor=inline)
    (two[0] / f"{A}.html").write_text(page(A, pounds=900))
    for add in (False, True):
        done = build(two[0], out, executor=inline, add=add)
        assert (done.cases, done.duplicates, done.held) == (2, 0, 0)
    assert float(Dataset(out).determinations.iloc[0].compensation_ordered) == 900


@settings(max_examples=15, deadline=None)
@given(rounds=st.lists(st.lists(st.integers(1, 6), min_size=1, max_size=4, unique=True), min_size=1, max_size=4))
def test_in_whatever_order_reports_are_added_none_is_lost_or_counted_twice(rounds, tmp_path_factory, inline):
    folder = tmp_path_factory.mktemp("rounds")
    for number, numbers in enumerate(rounds):
        pages = {f"20230000{each}": page(f"20230000{each}") for each in numbers}
        build(write_reports(folder / str(number), pages), folder / "out", executor=inline, add=True)
    expected = sorted({f"20230000{each}" for numbers in rounds for each in numbers})
    assert references(folder / "out") == expected
    assert len(list(table_rows(folder / "out", "findings"))) == len(expected)
    held = [row["source"] for row in table_rows(folder / "out", "sources")]
    assert len(held) == len(set(held)) == sum(len(numbers) for numbers in rounds)


def test_a_report_that_another_parser_gives_another_reference_is_not_taken_away(two, tmp_path, inline, monkeypatch):
    out = tmp_path / "out"
    build(two[0], out, executor=inline)
    monkeypatch.setattr("ombudsparse.dataset.build.parser_version", lambda: "9+other")
    from ombudsparse.dataset.one_report import read_report

    def other(job):
        entry, body = read_report(job)
        return (entry, body) if entry.reference != A else (type(entry)(job.key, reference="202399999"), body)

    assert build(two[0], out, executor=inline, reader=other).replaced == 0
    assert references(out) == [B, "202399999"]


def run(*arguments: object) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", "from ombudsparse.cli.main import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True)


def test_exports_are_made_again_and_it_is_said(two, tmp_path, inline):
    out = tmp_path / "out"
    assert run("build", two[0], "--out", out, "--also", "sqlite", "--also", "csv").returncode == 0
    refused = run("build", two[1], "--out", out)
    assert refused.returncode == 3
    assert "--add" in refused.stderr
    added = run("build", two[1], "--out", out, "--add")
    assert added.returncode == 0
    assert "dataset.db was made again" in added.stderr
    assert "csv was made again" in added.stderr
    assert f"{two[1]}/bad.html: " in added.stderr
    with closing(sqlite3.connect(out / "dataset.db")) as database:
        assert database.execute("SELECT count(*) FROM determinations").fetchone() == (3,)
    assert (out / "csv" / "determinations.csv").read_text().count(f"{C}") >= 1
    assert "made again" not in run("build", two[1], "--out", out, "--add").stderr
    assert run("build", two[1], "--out", out, "--add", "--replace").returncode == 2


def test_an_export_that_cannot_be_made_again_is_removed(two, tmp_path, inline, monkeypatch):
    out = tmp_path / "out"
    build(two[0], out, executor=inline)
    assert keep_exports(out, [ExportForm.EXCEL, ExportForm.JSONL]) == []
    build(two[1], out, executor=inline, add=True)

    def full(*_):
        raise DatasetError("no space left")

    monkeypatch.setattr("ombudsparse.dataset.stores.excel.write_excel", full)
    with pytest.raises(DatasetError, match=r"no space left; the older dataset\.xlsx is removed"):
        keep_exports(out, [])
    assert not (out / "dataset.xlsx").exists()
    assert keep_exports(out, []) == ["dataset.jsonl was made again, since the tables have changed"]


def test_files_of_somebody_else_stay_as_they_are(two, tmp_path, inline):
    out = tmp_path / "out"
    out.mkdir()
    for name in ("events.parquet", "datapackage.json"):
        (out / name).write_text("mine")
        with pytest.raises(DatasetError, match="did not write it"):
            build(two[0], out, executor=inline)
        assert (out / name).read_text() == "mine"
        (out / name).unlink()
    (out / "datapackage.json").write_text('{"name": "another", "resources": [{"path": "heads.parquet"}]}')
    with pytest.raises(DatasetError, match="did not write it"):
        build(two[0], out, executor=inline)
    (out / "datapackage.json").unlink()
    (out / "dataset.xlsx").write_text("mine")
    (out / "notes.txt").write_text("mine")
    with pytest.raises(DatasetError, match="no build here made it"):
        refuse_foreign_exports(out, [ExportForm.EXCEL])
    build(two[0], out, executor=inline)
    assert keep_exports(out, []) == [
        "dataset.xlsx was not made by a build here: it may tell something else than the tables"
    ]
    assert {(out / name).read_text() for name in ("dataset.xlsx", "notes.txt")} == {"mine"}
    assert run("build", two[0], "--out", out, "--also", "excel").returncode == 3
    assert (out / "dataset.xlsx").read_text() == "mine"


def test_a_link_in_the_journal_is_not_written_through(two, tmp_path, inline):
    out, mine = tmp_path / "out", tmp_path / "mine"
    (out / ".journal").mkdir(parents=True)
    mine.write_text("mine")
    (out / ".journal" / "lock").symlink_to(mine)
    with pytest.raises(DatasetError, match="cannot be written"):
        build(two[0], out, executor=inline)
    assert mine.read_text() == "mine"


@pytest.mark.parametrize("form", ["excel", "duckdb", "sqlite", "jsonl", "csv"])
def test_a_full_disk_leaves_nothing_behind(form, dataset, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    code = f"""
import resource, signal
from ombudsparse.collection.dataset import Dataset
from ombudsparse.errors import DatasetError
held = Dataset({str(dataset.folder)!r})
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))
try:
    held.to_{form}({str(tmp_path / "out" / "made")!r})
except DatasetError as error:
    print("told", error)
"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.stdout.startswith("told"), result.stderr
    assert result.stderr == ""
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert left == []
