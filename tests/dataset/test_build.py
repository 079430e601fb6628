"""Builds: what fails is told, what is killed goes on, what is unchanged is not read again, and duplicates are one."""

import datetime as dt
import os
import pty
import random
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import misbehaving
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from make_reports import make_reports, write_database

import ombudsparse as op
from ombudsparse.collection.dataset import Dataset
from ombudsparse.dataset.build import Built, build
from ombudsparse.dataset.case_choice import Listed, cases
from ombudsparse.dataset.one_report import JournalEntry, read_report
from ombudsparse.dataset.parquet import table_rows
from ombudsparse.errors import DatasetError

COMMAND = "from ombudsparse.cli.main import main; main()"


def problems(folder: Path) -> dict[str, str]:
    """Code by file name of the reports that failed or were left out."""
    rows = table_rows(folder, "problems")
    return {Path(str(row["source"])).name: str(row["code"]) for row in rows if row["stage"] == "build"}


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def test_counts_and_failures(reports, dataset):
    assert len(dataset) == 12
    assert problems(dataset.folder) == {"recipe.txt": "not_a_determination"}
    assert dataset.determinations.landlord.notna().all()
    assert sorted(dataset.sources.status.value_counts().items()) == [("duplicate", 0), ("failed", 1), ("kept", 12)]


def test_processes_give_the_same_as_one_thread(reports, dataset, tmp_path):
    assert build(reports, tmp_path, workers=2, attribution="=An Ombudsman") == Built(13, 12, 0, 1)
    assert content(tmp_path) == content(dataset.folder)


@pytest.mark.parametrize("pool", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_any_executor_gives_the_same(reports, dataset, tmp_path, pool):
    with pool(2) as executor:
        build(reports, tmp_path, executor=executor, attribution="=An Ombudsman")
    assert content(tmp_path) == content(dataset.folder)


def test_dask_gives_the_same(reports, dataset, tmp_path):
    distributed = pytest.importorskip("dask.distributed")
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
        client.get_executor() as executor,
    ):
        build(reports, tmp_path, executor=executor, attribution="=An Ombudsman")
    assert content(tmp_path) == content(dataset.folder)


@pytest.fixture
def mixed(reports: Path, tmp_path: Path) -> Path:
    """A folder with three good reports, and one of each kind that makes a worker fail."""
    folder = tmp_path / "mixed"
    folder.mkdir()
    for path in sorted(reports.glob("2*.txt"))[:3]:
        shutil.copy(path, folder)
    for name in ("DIE", "HANG", "RAISE"):
        (folder / f"{name}.txt").write_text(name)
    (folder / "empty.txt").write_text("")
    return folder


def test_a_report_that_kills_hangs_or_raises_is_a_problem_and_the_rest_goes_on(mixed, tmp_path):
    out = tmp_path / "out"
    start = time.monotonic()
    done = build(mixed, out, workers=2, seconds=6, reader=misbehaving.by_content)
    assert time.monotonic() - start < 60
    assert done == Built(7, 3, 0, 4)
    assert problems(out) == {
        "DIE.txt": "worker_died", "HANG.txt": "time_limit", "RAISE.txt": "unexpected_error",
        "empty.txt": "unreadable_source",
    }  # fmt: skip


def test_what_failed_with_its_worker_is_remembered_and_tried_again_when_asked(tmp_path):
    report, out = tmp_path / "report.txt", tmp_path / "out"
    report.write_text(f"ONCE {tmp_path / 'mark'}")
    assert build(report, out, workers=1, reader=misbehaving.by_content) == Built(1, 0, 0, 1)
    whole = content(out)
    assert problems(out) == {"report.txt": "worker_died"}
    assert build(report, out, workers=1, reader=misbehaving.by_content) == Built(1, 0, 0, 1, remembered=1)
    assert content(out) == whole
    assert build(report, out, workers=1, reader=misbehaving.by_content, retry=True) == Built(1, 0, 0, 1)
    assert problems(out) == {"report.txt": "not_a_determination"}
    assert build(report, out, workers=1, reader=misbehaving.by_content) == Built(1, 0, 0, 1, remembered=1)


def test_a_process_that_does_not_start_is_held_against_no_report(reports, tmp_path, monkeypatch):
    report = sorted(reports.glob("2*.txt"))[0]
    with monkeypatch.context() as patch:
        patch.setattr("ombudsparse.dataset.workers.sys.executable", "/bin/false")
        assert build(report, tmp_path, workers=1) == Built(1, 0, 0, 1)
    assert problems(tmp_path) == {report.name: "worker_died"}
    assert build(report, tmp_path, workers=1) == Built(1, 1, 0, 0)


def test_what_took_too_long_is_tried_again_with_more_time_alone(tmp_path):
    (tmp_path / "SLOW.txt").write_text("SLOW 3")
    out = tmp_path / "out"

    def code(seconds: float) -> tuple[str, int]:
        done = build(tmp_path / "SLOW.txt", out, workers=1, seconds=seconds, reader=misbehaving.by_content)
        return problems(out)["SLOW.txt"], done.remembered

    assert code(1) == ("time_limit", 0)
    start = time.monotonic()
    assert code(1) == ("time_limit", 1)
    assert code(0.5) == ("time_limit", 1)
    assert time.monotonic() - start < 1
    assert code(30) == ("not_a_determination", 0)


def test_the_same_failing_content_under_two_names_is_tried_once(inline, tmp_path):
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text("Beat the eggs.")
    read = []

    def count(job):
        read.append(job.key)
        return read_report(job)

    for retry in (False, True):
        done = build(tmp_path, tmp_path / "out", executor=inline, reader=count, retry=retry)
        assert done == Built(2, 0, 0, 2)
    assert len(read) == 2


def test_a_broken_pool_gives_way_to_our_own_workers(mixed, tmp_path):
    (mixed / "HANG.txt").unlink()
    with ProcessPoolExecutor(2) as executor:
        done = build(mixed, tmp_path / "out", workers=2, executor=executor, reader=misbehaving.by_content)
    assert done == Built(6, 3, 0, 3)
    assert problems(tmp_path / "out")["DIE.txt"] == "worker_died"


def test_what_hangs_in_anothers_executor_is_given_up(tmp_path):
    (tmp_path / "HANG.txt").write_text("HANG")
    executor = ThreadPoolExecutor(1)
    waited = []

    def hang(job):
        waited.append(job)
        while waited:
            time.sleep(0.01)
        return read_report(job)

    build(tmp_path / "HANG.txt", tmp_path / "out", executor=executor, seconds=0.2, reader=hang)
    waited.clear()
    executor.shutdown()
    assert problems(tmp_path / "out") == {"HANG.txt": "time_limit"}


def test_what_is_unchanged_is_not_read_again(reports, inline, tmp_path):
    read = []

    def count(job):
        read.append(job.key)
        return read_report(job)

    folder, out = tmp_path / "reports", tmp_path / "out"
    shutil.copytree(reports, folder)

    def built() -> int:
        read.clear()
        build(folder, out, executor=inline, reader=count, replace=True)
        return len(read)

    assert built() == 13
    whole, times = content(out), {path.name: path.stat().st_mtime_ns for path in out.glob("*.parquet")}
    assert built() == 0
    assert {path.name: path.stat().st_mtime_ns for path in out.glob("*.parquet")} == times
    changed = sorted(folder.glob("2*.txt"))[0]
    changed.write_text(changed.read_text() + "\n")
    assert built() == 1
    sorted(folder.glob("2*.txt"))[1].unlink()
    assert built() == 0
    assert len(Dataset(out)) == 11
    build(folder, out, executor=inline, reader=count, fresh=True, replace=True)
    assert len(read) == 12
    (out / "heads.parquet").write_bytes(b"cut")
    with pytest.raises(DatasetError, match=r"heads\.parquet is not as it was written"):
        op.load(out)
    assert built() == 0
    assert content(out).keys() == whole.keys()
    assert len(op.load(out)) == 11


def test_another_version_of_the_parser_reads_again(reports, inline, tmp_path, monkeypatch):
    report = sorted(reports.glob("2*.txt"))[0]
    read = []

    def count(job):
        read.append(job)
        return read_report(job)

    build(report, tmp_path, executor=inline, reader=count)
    monkeypatch.setattr("ombudsparse.dataset.build.parser_version", lambda: "0.0.0+another")
    build(report, tmp_path, executor=inline, reader=count)
    assert len(read) == 2
    assert [path.name for path in (tmp_path / ".journal").glob("*.log")] == ["0.0.0-another.log"]


def test_the_forms_of_one_report_are_one_case(inline, tmp_path):
    corpus = Path(__file__).parents[2] / "corpus" / "reports"
    if not corpus.is_dir():
        pytest.skip("corpus/reports is absent")
    forms = sorted(next(iter(sorted(corpus.iterdir()))).glob("*.[ht]*"))
    done = build([*forms, forms[0]], tmp_path, executor=inline)
    assert done == Built(len(forms), 1, len(forms) - 1, 0)
    kept = [row for row in table_rows(tmp_path, "sources") if row["status"] == "kept"]
    assert [Path(str(row["source"])).suffix for row in kept] == [".html"]
    assert problems(tmp_path) == {path.name: "duplicate_report" for path in forms if str(path) != kept[0]["source"]}


KEPT = [  # which of two is kept: (date, form, problems, source)
    ((dt.date(2023, 1, 1), "html", 0, "a"), (dt.date(2023, 1, 2), "pdf", 9, "b"), "b"),
    ((None, "html", 0, "a"), (dt.date(2023, 1, 2), "pdf", 9, "b"), "b"),
    ((None, "text", 0, "a"), (None, "html", 9, "b"), "b"),
    ((None, "pdf", 0, "a"), (None, "text", 9, "b"), "b"),
    ((None, "text", 2, "a"), (None, "text", 1, "b"), "b"),
    ((None, "text", 1, "a"), (None, "text", 1, "b"), "a"),
]


def listing(*described: tuple[dt.date | None, str, int, str]) -> tuple[list[Listed], dict[bytes, JournalEntry]]:
    listed = [Listed(source, source.encode(), "0" * 64, None) for *_, source in described]
    entries = {
        source.encode(): JournalEntry(source.encode(), "202300001", date, form, count)
        for date, form, count, source in described
    }
    return listed, entries


@pytest.mark.parametrize(("one", "other", "kept"), KEPT)
def test_which_duplicate_is_kept(one, other, kept):
    listed, entries = listing(one, other)
    for order in (listed, listed[::-1]):
        (case,) = cases(order, entries)
        assert case.kept.source == kept
        assert [each.source for each in case.duplicates] == [{"a": "b", "b": "a"}[kept]]


@given(
    st.lists(
        st.tuples(
            st.none() | st.dates(), st.sampled_from(["html", "text", "pdf"]), st.integers(0, 3), st.text(min_size=1)
        ),
        min_size=1,
        unique_by=lambda each: each[3],
    ),
    st.randoms(),
)
def test_the_order_of_reading_does_not_matter(described, shuffled):
    listed, entries = listing(*described)
    expected = cases(listed, entries)
    shuffled.shuffle(listed)
    assert cases(listed, entries) == expected


def test_reports_without_a_reference_are_cases_of_their_own():
    listed = [Listed(name, name.encode(), name * 64, None) for name in "aba"]
    made = cases(listed, {name: JournalEntry(name) for name in (b"a", b"b")})
    assert [(case.reference, len(case.duplicates)) for case in made] == [
        ("unreferenced-aaaaaaaaaaaa", 1),
        ("unreferenced-bbbbbbbbbbbb", 0),
    ]


def run(*arguments: object, before: str = "") -> list[str]:
    return [sys.executable, "-c", before + COMMAND, *map(str, arguments)]


def test_killed_three_times_it_ends_as_if_never_killed(tmp_path):
    source = tmp_path / "decisions.db"
    write_database(make_reports(90), source)
    build(source, tmp_path / "whole", workers=2)
    out = tmp_path / "out"
    moment = random.Random(7)
    for kill in range(3):
        had = journal_size(out)
        process = subprocess.Popen(run("build", source, "--out", out, "--workers", 2))
        wanted = had + moment.randrange(20_000, 90_000)
        while journal_size(out) < wanted and process.poll() is None:
            time.sleep(0.01)
        assert process.poll() is None, f"the build was done before kill {kill}"
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert journal_size(out) >= wanted
    with pytest.raises(DatasetError, match="not finished"):
        op.load(out)
    subprocess.run(run("build", source, "--out", out, "--workers", 2, "--resume"), check=True, capture_output=True)
    assert content(out) == content(tmp_path / "whole")


def journal_size(out: Path) -> int:
    return sum(path.stat().st_size for path in (out / ".journal").glob("*.log"))


def test_a_full_disk_is_told_and_the_next_build_goes_on(reports, dataset, tmp_path):
    full = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000)); "
    command = ["build", reports, "--out", tmp_path, "--workers", 1]
    result = subprocess.run(run(*command, before=full), capture_output=True, text=True)
    assert result.returncode == 3
    assert "make room" in result.stderr
    assert "Traceback" not in result.stderr
    assert 0 < journal_size(tmp_path) <= 60_000
    build(reports, tmp_path, workers=1, attribution="=An Ombudsman")
    assert content(tmp_path) == content(dataset.folder)


def test_a_disk_that_fills_while_the_tables_are_written_is_told(reports, inline, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("ombudsparse.dataset.finish.write_package", full)
        with pytest.raises(DatasetError, match="what was read is kept"):
            build(reports, tmp_path, executor=inline)
    assert not list((tmp_path / ".journal").glob("staging"))
    build(reports, tmp_path, executor=inline, reader=misbehaving.by_content)
    assert len(Dataset(tmp_path)) == 12


def test_the_command_says_what_it_did_not_try_again(reports, tmp_path):
    told = []
    for options in ([], [], ["--retry"]):
        command = run("build", f"{reports}/recipe.txt", "--out", tmp_path, "--workers", 1, *options)
        told.append(subprocess.run(command, capture_output=True, text=True).stderr)
    assert ["--retry" in words for words in told] == [False, True, False]


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["{reports}", "--out", "{out}"], 0),
        (["{reports}", "--out", "{out}", "--strict"], 1),
        (["{reports}/recipe.txt", "--out", "{out}"], 3),
        (["{reports}/absent", "--out", "{out}"], 3),
        (["{reports}"], 2),
        (["--out", "{out}"], 2),
    ],
)
def test_exit_status(arguments, status, reports, tmp_path):
    given = [each.format(reports=reports, out=tmp_path) for each in arguments]
    result = subprocess.run(run("build", *given, "--workers", 1), capture_output=True, text=True)
    assert result.returncode == status
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    told = result.stderr.splitlines()
    assert len(told) == (1 if "absent" in str(given) else 2) or status == 2
    assert told[0].startswith(f"{reports}/recipe.txt: ") or "absent" in str(given) or status == 2


def test_progress_is_shown_on_a_terminal(reports, tmp_path):
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        run("build", reports, "--out", tmp_path, "--workers", 1), stderr=theirs, env={**os.environ, "TERM": "xterm"}
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            chunk = os.read(ours, 4096)
        except OSError:  # the other side is closed
            break
        if not chunk:
            break
        shown += chunk
    os.close(ours)
    assert process.wait() == 0
    assert "13/13" in shown.decode()
    assert "1 failed" in shown.decode()


def test_read_keeps_its_tables_as_long_as_the_dataset_lives(reports, inline, tmp_path):
    dataset = op.read([reports], progress=False, executor=inline)
    folder = dataset.folder
    assert len(dataset.determinations) == 12
    dataset.save(tmp_path / "kept")
    del dataset
    assert not folder.exists()
    assert len(op.load(tmp_path / "kept").determinations) == 12


def test_the_parquet_files_are_sorted_by_case(dataset):
    for name in ("determinations", "heads", "events"):
        references = pq.read_table(dataset.folder / f"{name}.parquet")["case_reference"].to_pylist()
        assert references == sorted(references)


def test_nothing_to_read_is_refused(tmp_path):
    with pytest.raises(DatasetError, match="no reports there"):
        build(tmp_path, tmp_path / "out")
    with pytest.raises(DatasetError, match="no sources"):
        build([], tmp_path / "out")
