"""Whatever a source is, it costs one failed row: it ends, holds no more than a report, and takes no other with it."""

import io
import os
import resource
import socket
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from ombudsparse.dataset.build import build
from ombudsparse.dataset.intake import decision_rows, found, report_lines
from ombudsparse.dataset.intake.found import Found, reports_in
from ombudsparse.dataset.intake.places import places
from ombudsparse.errors import DatasetError

HOSTILE = Path(__file__).parents[2].parent / "shared" / "hostile"
Maker = Callable[[Path], None]


def read(*named: object) -> list[Found]:
    return [each for place in places([str(name) for name in named]) for each in reports_in(place)]


def zipped(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path.read_bytes()


def patched(path: Path, old: bytes, new: bytes, count: int = -1) -> None:
    assert len(old) == len(new)
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new, count))


def cut_zip(path: Path) -> None:
    path.write_bytes(zipped(path, {"a.html": b"<p>" * 9000})[:-40])


def cut_in_the_middle(path: Path) -> None:
    data = zipped(path, {"a.html": os.urandom(9000)})
    path.write_bytes(data[:2000] + data[5000:])


def another_version(path: Path) -> None:
    zipped(path, {"a.html": b"x"})
    patched(path, b"PK\x01\x02\x14\x03\x14\x00", b"PK\x01\x02\x14\x03\xff\x00")


def name_in_no_encoding(path: Path) -> None:
    zipped(path, {"ä.html": b"x"})
    patched(path, "ä.html".encode(), b"\xff\xfe.html")


def method(number: int) -> Maker:
    """A member that says that it is packed in another way."""

    def make(path: Path) -> None:
        zipped(path, {"a.html": b"abc" * 500})
        data = bytearray(path.read_bytes())
        struct.pack_into("<H", data, data.index(b"PK\x03\x04") + 8, number)
        struct.pack_into("<H", data, data.index(b"PK\x01\x02") + 10, number)
        path.write_bytes(data)

    return make


def broken_lzma(path: Path) -> None:
    data = bytearray(zipped(path, {"a.html": os.urandom(3000)}, zipfile.ZIP_LZMA))
    data[60:200] = b"\xff" * 140
    path.write_bytes(data)


def broken_bzip(path: Path) -> None:
    data = bytearray(zipped(path, {"a.html": os.urandom(3000)}, zipfile.ZIP_BZIP2))
    data[60:200] = b"\xff" * 140
    path.write_bytes(data)


def wrong_checksum(path: Path) -> None:
    zipped(path, {"a.html": b"hello"}, zipfile.ZIP_STORED)
    patched(path, b"hello", b"jello")


def locked(path: Path) -> None:
    zipped(path, {"a.html": b"x" * 50})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x03\x04") + 6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)


def offset_outside(path: Path) -> None:
    data = bytearray(zipped(path, {"a.html": b"x"}))
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 42, 0x7FFFFFF0)
    path.write_bytes(data)


def bomb(method: int) -> Maker:
    def make(path: Path) -> None:
        zipped(path, {"a.html": bytes(80_000_000)}, method)

    return make


def lying_bomb(method: int) -> Maker:
    """Says that it unpacks to 1,000 bytes."""

    def make(path: Path) -> None:
        data = bytearray(zipped(path, {"a.html": bytes(300_000_000)}, method))
        struct.pack_into("<I", data, data.index(b"PK\x03\x04") + 22, 1000)
        struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 24, 1000)
        path.write_bytes(data)

    return make


def nested(path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.html", "x")
    zipped(path, {"inner.zip": inner.getvalue()})


def empty_zip(path: Path) -> None:
    zipped(path, {})


def no_zip(path: Path) -> None:
    path.write_bytes(b"\x00\x01\x02 no zip file")


def long_list_of_members(path: Path) -> None:
    """The end says that the list of members has 3 GB."""
    data = bytearray(zipped(path, {"a.html": b"x"}))
    struct.pack_into("<I", data, data.rindex(b"PK\x05\x06") + 12, 3_000_000_000)
    path.write_bytes(data)


ZIPS: list[Maker] = [
    cut_zip, cut_in_the_middle, another_version, name_in_no_encoding, method(9), method(93), method(99), method(1),
    broken_lzma, broken_bzip, wrong_checksum, locked, offset_outside, nested, empty_zip, no_zip, long_list_of_members,
    bomb(zipfile.ZIP_DEFLATED), bomb(zipfile.ZIP_LZMA),
]  # fmt: skip


@pytest.mark.parametrize("make", ZIPS, ids=lambda make: make.__qualname__.split(".")[0])
def test_a_broken_zip_is_one_failed_row_beside_what_is_good(make: Maker, tmp_path: Path) -> None:
    make(tmp_path / "x.zip")
    zipped(tmp_path / "y.zip", {"good.html": b"good"})
    bad, good = read(tmp_path)
    assert bad.problem
    assert bad.source.startswith(f"{tmp_path}/x.zip")
    assert not good.problem
    assert good.data == b"good"


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_a_member_announces_is_not_believed(packing: int, tmp_path: Path) -> None:
    lying_bomb(packing)(tmp_path / "x.zip")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    (bad,) = read(tmp_path)
    assert bad.problem
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150_000  # kB


def test_one_broken_member_leaves_the_others(tmp_path: Path) -> None:
    zipped(tmp_path / "x.zip", {"a.html": b"one", "b.html": b"two", "c.html": b"three"}, zipfile.ZIP_STORED)
    patched(tmp_path / "x.zip", b"two", b"owt")
    assert [bool(each.problem) for each in read(tmp_path)] == [False, True, False]


def test_a_bomb_of_many_members_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(found, "ROOM", 10_000_000)
    zipped(tmp_path / "x.zip", {f"{number}.html": bytes(1_000_000) for number in range(40)})
    *some, last = read(tmp_path)
    assert len(some) < 20
    assert "unpacks to far more" in (last.problem or "")


def test_more_reports_than_any_file_has_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(found, "MOST_REPORTS", 10)
    (tmp_path / "x.jsonl").write_text('{"text": "x"}\n' * 12)
    *some, last = read(tmp_path / "x.jsonl")
    assert len(some) == 10
    assert "more than 10 reports" in (last.problem or "")


def pipe(path: Path) -> None:
    os.mkfifo(path)


def to(target: str) -> Maker:
    return lambda path: path.symlink_to(target)


def itself(path: Path) -> None:
    path.symlink_to(path.name)


def listening(path: Path) -> None:
    with tempfile.TemporaryDirectory() as short, closing(socket.socket(socket.AF_UNIX)) as made:
        made.bind(f"{short}/s")
        os.rename(f"{short}/s", path)


def larger_than_a_report(path: Path) -> None:
    with open(path, "wb") as file:
        file.truncate(2 * 2**30)


def in_proc(path: Path) -> None:
    path.symlink_to("/proc/kmsg")


FILES: list[Maker] = [
    pipe, to("/dev/zero"), to("/dev/random"), to("/dev/tty"), to("nowhere"), itself, listening, larger_than_a_report,
    in_proc,
]  # fmt: skip


@pytest.mark.parametrize("make", FILES)
@pytest.mark.parametrize("name", ["x.html", "x.pdf", "x.zip", "x.txt"])
def test_what_is_no_file_with_an_end_is_one_failed_row(make: Maker, name: str, tmp_path: Path) -> None:
    (tmp_path / "y.html").write_text("good")
    make(tmp_path / name)
    bad, good = read(tmp_path)
    assert bad.problem
    assert good.data == b"good"
    assert read(tmp_path / name)[0].problem  # named by itself too


@pytest.mark.parametrize("name", ["x.jsonl", "x.db"])
@pytest.mark.parametrize("make", FILES)
def test_also_as_a_file_of_many(make: Maker, name: str, tmp_path: Path) -> None:
    make(tmp_path / name)
    assert all(each.problem for each in read(tmp_path / name))


def test_folders_that_link_round_in_a_circle_are_read_once(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()
    (tmp_path / "a" / "r.html").write_text("x")
    for number in range(3):
        (tmp_path / "a" / f"up{number}").symlink_to(tmp_path)
        (tmp_path / "b" / f"up{number}").symlink_to(tmp_path / "a")
    assert len(read(tmp_path)) == 1
    start = time.monotonic()
    assert [each.source for each in read(tmp_path / "**" / "*.html")] == [f"{tmp_path}/a/r.html"]
    assert [each.source for each in read(tmp_path / "**")] == [f"{tmp_path}/a/r.html"]
    assert time.monotonic() - start < 5


def test_globs_with_several_stars_find_each_file_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a/b/x.txt", "a/x.txt", "a/b/c/x.txt", "a/.hidden/x.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    monkeypatch.chdir(tmp_path)
    assert [each.source for each in read("**/b/**/x.txt")] == ["a/b/c/x.txt", "a/b/x.txt"]
    assert len(read("**/x.txt")) == 3


LISTS = {
    "names itself": {"rec.txt": "@rec.txt\n"},
    "names another that names it": {"rec.txt": "@b\n", "b": "@rec.txt\n"},
    "by another path": {"rec.txt": "@./rec.txt\n"},
    "in UTF-16 names nothing": {"rec.txt": "absent.html\n".encode("utf-16")},
    "empty": {"rec.txt": ""},
    "only remarks": {"rec.txt": "# nothing\n"},
    "bytes": {"rec.txt": b"\xff\x00\x81"},
    "a list of lists without end": {"rec.txt": "@b\n@b\n@rec.txt", "b": "@b\n@rec.txt\n"},
    "no path": {"rec.txt": "a\0b\n"},
}


@pytest.mark.parametrize("files", LISTS.values(), ids=LISTS)
def test_a_list_that_names_nothing_but_itself_is_refused_in_one_line(files, tmp_path, monkeypatch):
    for name, text in files.items():
        (tmp_path / name).write_bytes(text.encode() if isinstance(text, str) else text)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DatasetError) as raised:
        places(["@rec.txt"])
    assert "\n" not in str(raised.value)
    (tmp_path / "good.html").write_text("good")
    assert [each.data for each in read("@rec.txt", "good.html") if not each.problem] == [b"good"]


def test_a_list_in_the_encoding_of_powershell_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("x")
    (tmp_path / "list").write_bytes(f"{tmp_path}/a.html\r\n".encode("utf-16"))
    assert [each.data for each in read(f"@{tmp_path}/list")] == [b"x"]


def test_a_list_that_is_a_pipe_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "list")
    with pytest.raises(DatasetError, match="no regular file"):
        places([f"@{tmp_path}/list"])


def test_what_is_named_and_not_there_leaves_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("x")
    (tmp_path / "empty").mkdir()
    made = read(tmp_path / "gone.html", tmp_path / "a.html", tmp_path / "*.pdf", tmp_path / "empty", "")
    assert [bool(each.problem) for each in made] == [True, False, True, True, True]


def test_a_file_that_vanishes_after_it_was_listed(tmp_path: Path) -> None:
    for name in ("a.html", "b.jsonl", "c.db", "d.zip", "e.html"):
        (tmp_path / name).write_text('{"text": "x"}')
    zipped(tmp_path / "d.zip", {"a.html": b"x"})
    with closing(sqlite3.connect(tmp_path / "f.db")) as database:
        database.execute("CREATE TABLE decisions (id, url, title, full_text)")
    held = places([tmp_path / name for name in ("a.html", "b.jsonl", "d.zip", "f.db", "e.html")])
    for name in ("a.html", "b.jsonl", "d.zip", "f.db"):
        (tmp_path / name).unlink()
    made = [each for place in held for each in reports_in(place)]
    assert [bool(each.problem) for each in made] == [True, True, True, True, False]


def database(path: Path, *statements: str) -> Path:
    with closing(sqlite3.connect(path)) as made:
        for statement in statements:
            made.execute(statement)
        made.commit()
    return path


NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
TABLE = "CREATE TABLE decisions (id, url, title, decision_date, landlord, full_text)"
DATABASES = {
    "a view without end": [
        f"CREATE VIEW decisions AS {NUMBERS} SELECT i AS id, '' AS url, '' AS title, 'text ' || i AS full_text FROM n"
    ],
    "a view that never gives a row": [
        f"CREATE VIEW decisions AS {NUMBERS} SELECT i AS id, '' url, '' title, '' full_text FROM n WHERE i < 0"
    ],
    "a view that sorts without end": [
        f"CREATE VIEW decisions AS {NUMBERS} SELECT i AS id, '' url, '' title, hex(randomblob(99)) full_text FROM n "
        "ORDER BY full_text"
    ],
    "a view of gigabytes": [
        "CREATE VIEW decisions AS SELECT 1 AS id, '' AS url, '' AS title, zeroblob(900000000) AS full_text"
    ],
    "a view of itself": ["CREATE VIEW decisions AS SELECT * FROM decisions"],
    "a view of nothing": ["CREATE VIEW decisions AS SELECT * FROM absent"],
    "without the columns": ["CREATE TABLE decisions (id)", "INSERT INTO decisions VALUES (1)"],
    "empty": [TABLE],
    "of other names": ["CREATE TABLE things (id)"],
}


@pytest.mark.parametrize("statements", DATABASES.values(), ids=DATABASES)
def test_a_database_without_end_or_sense_is_a_failed_row(statements, tmp_path, monkeypatch):
    monkeypatch.setattr(decision_rows, "_SECONDS", 0.5)
    monkeypatch.setattr(decision_rows, "_COUNTING", 0.2)
    monkeypatch.setattr(found, "MOST_REPORTS", 50)
    database(tmp_path / "x.db", *statements)
    (tmp_path / "y.html").write_text("good")
    start = time.monotonic()
    *bad, good = read(tmp_path / "x.db", tmp_path / "y.html")
    assert time.monotonic() - start < 10
    assert bad[-1].problem
    assert len(bad) <= 51
    assert good.data == b"good"


def test_a_row_that_is_too_large_leaves_the_others(tmp_path: Path) -> None:
    path = database(
        tmp_path / "x.db", TABLE,
        "INSERT INTO decisions VALUES (1, '', '', '', '', 'one')",
        "INSERT INTO decisions VALUES (2, '', '', '', '', zeroblob(90000000))",
        "INSERT INTO decisions VALUES (3, '', '', '', '', zeroblob(6000000))",
        "INSERT INTO decisions VALUES (4, NULL, 5, NULL, NULL, 'four')",
    )  # fmt: skip
    assert [bool(each.problem) for each in read(path)] == [False, True, True, False]


def test_broken_pages_of_a_database_leave_what_can_be_read(tmp_path: Path) -> None:
    path = database(tmp_path / "x.db", TABLE, *(
        f"INSERT INTO decisions VALUES ({number}, '', '', '', '', hex(randomblob(3000)))" for number in range(30)
    ))  # fmt: skip
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 20_000] = bytes(20_000)
    path.write_bytes(data)
    made = read(path)
    assert any(each.problem for each in made)
    assert any(not each.problem for each in made)


def test_a_line_of_gigabytes_is_one_failed_row_and_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_lines, "LARGEST_REPORT", 1000)
    good = b'{"text": "words"}\n'
    (tmp_path / "x.jsonl").write_bytes(good + b"x" * 5_000_000 + b"\n" + good + b'{"text": "' + b"y" * 3_000_000)
    assert [bool(each.problem) for each in read(tmp_path / "x.jsonl")] == [False, True, False, True]


LINES = [
    b"[" * 100_000,
    b'{"text": ' + b"[" * 100_000,
    b'{"text": 5}',
    b'{"text": "\\ud800"}',
    b'{"text": "a", "title": ["x"]}',
    b"null",
    b'"text"',
    b"\xff\xfe",
    b'{"text": "  "}',
]


@pytest.mark.parametrize("line", LINES, ids=range(len(LINES)))
def test_a_line_that_is_no_report_is_one_failed_row(line: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_bytes(line + b'\n{"text": "good"}\n')
    bad, good = read(tmp_path / "x.jsonl")
    assert bad.problem
    assert good.data == b"good"


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="../shared is absent")
@pytest.mark.parametrize("name", ["lzma_corrupt.zip", "version99.zip", "utf8flag_bad.zip"])
def test_the_samples_are_failed_rows(name: str) -> None:
    assert [each.source for each in read(HOSTILE / name) if each.problem]


def run(*arguments: object, **options: object) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", "from ombudsparse.cli.main import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, **options)  # type: ignore[call-overload,no-any-return]


def test_the_list_that_names_itself_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "rec.txt").write_text("@rec.txt\n")
    result = run("build", "@rec.txt", "--out", "out", cwd=tmp_path)
    assert result.returncode == 3
    assert len(result.stderr.splitlines()) == 1
    assert "rec.txt" in result.stderr


EATS_MEMORY = """
from ombudsparse.dataset.one_report import read_report
def reader(job):
    if b"EAT" in job.data:
        held = [bytes(50_000_000) for _ in range(200)]
    return read_report(job)
"""


def test_a_report_that_asks_for_too_much_memory_is_a_failed_row(tmp_path, monkeypatch):
    (tmp_path / "eats_memory.py").write_text(EATS_MEMORY)
    monkeypatch.syspath_prepend(tmp_path)
    from eats_memory import reader  # type: ignore[import-not-found]

    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "EAT.txt").write_text("EAT")
    (tmp_path / "r" / "other.txt").write_text("Beat the eggs.")
    done = build(tmp_path / "r", tmp_path / "out", workers=1, reader=reader, memory=800)
    assert (done.cases, done.failures) == (0, 2)
    from ombudsparse.dataset.held_cases import failures_of

    codes = {Path(name).name: code for name, (code, _) in failures_of(tmp_path / "out").items()}
    assert codes["EAT.txt"] in ("memory_limit", "worker_died", "unexpected_error")
    assert codes["other.txt"] == "not_a_determination"
