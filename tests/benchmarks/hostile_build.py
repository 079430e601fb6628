"""A build of 1,000 reports with 50 hostile sources among them: ``python tests/benchmarks/hostile_build.py [COUNT]``.

Prints the cases, the failed rows, the time, and the peak of the memory of all processes. Ends with 1 unless there is a
case for each report and a failed row for each hostile source.
"""

import io
import os
import struct
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

from make_reports import make_reports, write_folder

from ombudsparse.dataset.build import build
from ombudsparse.dataset.held_cases import failures_of

Maker = Callable[[Path], None]


def zipped(data: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        archive.writestr("a.html", data)
    return held.getvalue()


def changed(data: bytes, mark: bytes, at: int, form: str, value: int) -> bytes:
    made = bytearray(data)
    struct.pack_into(form, made, made.index(mark) + at, value)
    return bytes(made)


def written(data: bytes) -> Maker:
    return lambda path: path.write_bytes(data) and None


def linked(target: str) -> Maker:
    return lambda path: path.symlink_to(target)


def sparse(path: Path) -> None:
    with open(path, "wb") as file:
        file.truncate(10 * 2**30)


def lying(method: int) -> bytes:
    data = zipped(bytes(200_000_000), method)
    return changed(changed(data, b"PK\x01\x02", 24, "<I", 1000), b"PK\x03\x04", 22, "<I", 1000)


PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
DEVICES = ("zero", "random", "null")
HOSTILE: dict[str, Maker] = {
    **{f"pipe.{kind}": lambda path: os.mkfifo(path) for kind in ("html", "pdf", "txt", "zip", "htm")},
    **{f"{name}.{kind}": linked(f"/dev/{name}") for kind in ("html", "pdf", "zip") for name in DEVICES},
    **{f"loop.{kind}": linked(f"loop.{kind}") for kind in ("html", "txt", "pdf")},
    **{f"nowhere.{kind}": linked("absent") for kind in ("html", "zip")},
    **{f"sparse.{kind}": sparse for kind in ("html", "pdf", "txt")},
    "nowhere.htm": linked("absent"),
    "full.txt": linked("/dev/full"),
    "proc.txt": linked("/proc/kmsg"),
    "cut.zip": written(zipped(b"x" * 999)[:-30]),
    "empty.zip": written(b"PK\x05\x06" + bytes(18)),
    "none.zip": written(b"none"),
    "version.zip": written(changed(zipped(b"x"), b"PK\x01\x02", 6, "<H", 255)),
    "method.zip": written(changed(zipped(b"x"), b"PK\x01\x02", 10, "<H", 93)),
    "locked.zip": written(changed(zipped(b"x"), b"PK\x03\x04", 6, "<H", 1)),
    "outside.zip": written(changed(zipped(b"x"), b"PK\x01\x02", 42, "<I", 0x7FFFFFF0)),
    "directory.zip": written(changed(zipped(b"x"), b"PK\x05\x06", 12, "<I", 3_000_000_000)),
    "bomb.zip": written(zipped(bytes(200_000_000))),
    "bomb_lzma.zip": written(zipped(bytes(200_000_000), zipfile.ZIP_LZMA)),
    "lying.zip": written(lying(zipfile.ZIP_DEFLATED)),
    "lying_bzip2.zip": written(lying(zipfile.ZIP_BZIP2)),
    "empty.html": written(b""),
    "blank.txt": written(b" \n" * 9999),
    "zeros.html": written(bytes(100_000)),
    "noise.txt": written(bytes(range(256)) * 999),
    "letters.txt": written(b"a" * 4_900_000),
    "deep.html": written(b"<div>" * 200_000),
    "tags.html": written(b"<p><a <b " * 200_000),
    "recipe.html": written(b"<html><body><p>Beat the eggs.</p></body></html>"),
    "no_end.pdf": written(b"%PDF-1.7\n" + b"x" * 5000),
    "itself.pdf": written(PDF + b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"),
    "pages.pdf": written(PDF + b"2 0 obj<</Type/Pages/Kids[]/Count 999999999>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"),
    "image.pdf": written(b"%PDF-1.4 %\xff\xd8\xff" + os.urandom(99_999)),
    "words.txt": written(b"COMPLAINT 2023 " * 300_000),
}  # fmt: skip


class Peak(Thread):
    """The peak of the memory of this process and its children, in MB, shared pages once a process."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.parent = self.all = 0.0
        self.over = False

    def run(self) -> None:
        own = psutil.Process()
        while not self.over:
            try:
                parent = own.memory_info().rss / 2**20
                children = sum(each.memory_info().rss for each in own.children(recursive=True)) / 2**20
            except psutil.NoSuchProcess:
                continue
            self.parent, self.all = max(self.parent, parent), max(self.all, parent + children)
            time.sleep(0.1)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "reports"
        write_folder(make_reports(count), folder)
        for number, (name, make) in enumerate(HOSTILE.items()):
            (folder / f"{number:02}").mkdir()
            make(folder / f"{number:02}" / name)
        peak = Peak()
        peak.start()
        start = time.perf_counter()
        done = build(folder, Path(made) / "out", workers=2)
        seconds = time.perf_counter() - start
        peak.over = True
        for source, (code, message) in sorted(failures_of(Path(made) / "out").items()):
            print(f"{code:22} {Path(source).name:18} {message[:90]}")
    print(
        f"{count:,} reports and {len(HOSTILE)} hostile sources: {done.cases:,} cases, {done.failures} failed rows, "
        f"{seconds:.0f} s; peak {peak.parent:,.0f} MB of the parent, {peak.all:,.0f} MB of all processes"
    )
    raise SystemExit((done.cases, done.failures) != (count, len(HOSTILE)))


if __name__ == "__main__":
    main()
