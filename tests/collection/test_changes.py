"""What is other in a dataset than in an older one, and the monthly routine: fetch, add, tell what changed."""

import datetime as dt
import shutil
from pathlib import Path

import httpx
import pytest
from small_report import small_report, write_reports
from typer.testing import CliRunner

import ombudsparse as op
from ombudsparse.cli.main import app
from ombudsparse.collection.dataset import Dataset
from ombudsparse.dataset.build import build
from ombudsparse.dataset.one_report import read_report
from ombudsparse.fetch.client import PoliteClient, Settings
from ombudsparse.fetch.run import fetch

A, B, C, D = "202300001", "202300002", "202300003", "202300004"


def page(reference: str, **changes: object) -> str:
    return small_report(reference, more=f"She wrote of {reference[-3:]} things.", **changes)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Dataset, Dataset]:
    """B is amended, C has another text, A is as it was, D is new, E gone."""
    folder = tmp_path_factory.mktemp("changes")
    pages = {A: page(A), B: page(B), C: page(C), "202300005": page("202300005")}
    reports = write_reports(folder / "r", pages)
    build(reports, folder / "old", workers=1)
    (reports / "202300005.html").unlink()
    write_reports(reports, {
        B: page(B, date="1 May 2024 [amended 7 July 2024]", pounds=650),
        C: page(C, outcome="service failure"),
        D: page(D),
    })  # fmt: skip
    build(reports, folder / "new", workers=1)
    return op.load(folder / "old"), op.load(folder / "new")


def test_cases_added_gone_amended_and_changed(both):
    made = both[1].changes(both[0])
    assert made.groupby("kind").case_reference.unique().map(list).to_dict() == {
        "added": [D], "gone": ["202300005"], "amended": [B], "changed_report": [C],
    }  # fmt: skip
    money = made[(made.case_reference == B) & (made.column == "compensation_ordered")].iloc[0]
    assert (money.old, money.new) == ("400.00", "650.00")
    order = made[(made.table == "orders") & (made.column == "amount")].iloc[0]
    assert "£400" in order.old_evidence
    assert "£650" in order.new_evidence
    outcome = made[(made.case_reference == C) & (made.table == "findings") & (made.column == "outcome")].iloc[0]
    assert (outcome.old, outcome.new) == ("maladministration", "service_failure")


def test_nothing_changed(both):
    assert both[1].changes(both[1]).empty
    assert list(both[1].changes(both[1]).columns)[:4] == ["case_reference", "kind", "table", "row"]


def test_what_another_version_reads_differently_is_told_with_both_values(tmp_path, monkeypatch):
    reports = write_reports(tmp_path / "r", {A: page(A)})
    build(reports, tmp_path / "old", workers=1)
    wrong = tmp_path / "r2"
    shutil.copytree(reports, wrong)

    def another(job):
        changed = job.data.replace("£400".encode(), "£450".encode())
        entry, body = read_report(type(job)(job.key, changed, job.form, job.title))
        return entry, body

    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        build(reports, tmp_path / "new", executor=pool, reader=another)
    made = op.load(tmp_path / "new").changes(op.load(tmp_path / "old"))
    assert set(made.kind) == {"read_differently"}
    row = made[made.column == "compensation_ordered"].iloc[0]
    assert (row.old, row.new) == ("400.00", "450.00")


@pytest.mark.parametrize(("options", "wanted"), [
    ([], f"{B}  amended  determinations, compensation_ordered: 400.00 → 650.00"),
    (["--csv"], "case_reference,kind,table,row,column,old,new"),
    (["--jsonl"], f'"case_reference":"{D}","kind":"added"'),
])  # fmt: skip
def test_the_command(both, options, wanted):
    result = CliRunner().invoke(app, ["changes", str(both[0].folder), str(both[1].folder), *options])
    assert result.exit_code == 0
    assert wanted in result.stdout
    assert "1 added, 1 amended, 1 changed report, 1 gone" in result.stderr
    assert CliRunner().invoke(app, ["changes", str(both[0].folder), "absent"]).exit_code == 3
    assert "nothing changed" in CliRunner().invoke(app, ["changes", *[str(both[0].folder)] * 2]).stderr


def test_the_monthly_routine(tmp_path):
    held: dict[str, bytes] = {}

    def answer(request: httpx.Request) -> httpx.Response:
        body = held.get(request.url.path)
        return httpx.Response(200 if body else 404, stream=httpx.ByteStream(body or b""))

    def month(references: dict[str, str], since: dt.date | None) -> None:
        items = "".join(f'<li><a href="/decisions/x-{name}/">{name}</a></li>' for name in references)
        held["/decisions/"] = f"<html><body>{items}</body></html>".encode()
        held.update({f"/decisions/x-{name}/": text.encode() for name, text in references.items()})
        http = httpx.Client(transport=httpx.MockTransport(answer))
        settings = Settings("me@example.org", "https://www.example.org/")
        with PoliteClient(settings, http, clock=lambda: 0.0, sleep=lambda _: None) as client:
            assert fetch(tmp_path / "pages", client, since, refresh=True).failed == ()

    def run(*words: object) -> str:
        result = CliRunner().invoke(app, [str(word) for word in words])
        assert result.exit_code == 0, result.stderr
        return result.stdout

    pages, dataset, before = tmp_path / "pages" / "decisions", tmp_path / "dataset", tmp_path / "before"
    month({A: page(A), B: page(B)}, None)
    run("build", pages, "--out", dataset, "--workers", 1)
    shutil.copytree(dataset, before)
    month({C: page(C), B: page(B, date="1 May 2024 [amended 7 July 2024]")}, dt.date(2024, 6, 1))
    run("build", pages, "--add", "--out", dataset, "--workers", 1)
    told = run("changes", before, dataset)
    assert f"{C}  added" in told
    assert f"{B}  amended  determinations, amended_date: nothing → 2024-07-07" in told
    assert A not in told
    assert len(Dataset(dataset)) == 3


def test_old_folder_is_only_read(both):
    before = {path: path.stat().st_mtime_ns for path in Path(both[0].folder).rglob("*")}
    both[1].changes(both[0])
    assert {path: path.stat().st_mtime_ns for path in Path(both[0].folder).rglob("*")} == before
