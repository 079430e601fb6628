"""The journal: what is appended is there when it is opened again, whatever its end looks like."""

import errno
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ombudsparse.dataset.journal import Journal
from ombudsparse.dataset.one_report import JournalEntry
from ombudsparse.errors import DatasetError

BODIES = {bytes([number]) * 32: bytes(range(number * 7)) for number in range(1, 6)}


def fill(folder: Path) -> Path:
    with Journal(folder, "1") as journal:
        for key, body in BODIES.items():
            journal.append(JournalEntry(key, reference=str(key[0])), body)
        return journal.path


def test_reads_back(tmp_path):
    fill(tmp_path)
    with Journal(tmp_path, "1") as journal:
        assert {key: journal.body(key) for key in journal.entries} == BODIES
        assert [entry.reference for entry in journal.entries.values()] == ["1", "2", "3", "4", "5"]


@given(st.data())
def test_a_journal_cut_anywhere_keeps_its_whole_frames_and_goes_on(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("journal")
    path = fill(folder)
    whole = path.read_bytes()
    path.write_bytes(whole[: data.draw(st.integers(0, len(whole)))])
    with Journal(folder, "1") as journal:
        kept = list(journal.entries)
        assert kept == list(BODIES)[: len(kept)]
        for key in list(BODIES)[len(kept) :]:
            journal.append(JournalEntry(key, reference=str(key[0])), BODIES[key])
    assert path.read_bytes() == whole


def test_a_damaged_frame_ends_what_is_kept(tmp_path):
    path = fill(tmp_path)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 255
    path.write_bytes(content)
    with Journal(tmp_path, "1") as journal:
        assert 0 < len(journal.entries) < 5


def test_fresh_and_other_versions_begin_anew(tmp_path):
    fill(tmp_path)
    with Journal(tmp_path, "2") as journal:
        assert not journal.entries
        journal.forget_older()
    with Journal(tmp_path, "1") as journal:
        assert not journal.entries
    fill(tmp_path)
    with Journal(tmp_path, "1", fresh=True) as journal:
        assert not journal.entries


class Full:
    """A file on a disk that is full: part of what is written arrives."""

    def __init__(self, file):
        self.file = file
        self.room = 20

    def write(self, data):
        if self.room <= 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        written = self.file.write(data[: self.room])
        self.room -= written
        return written

    def __getattr__(self, name):
        return getattr(self.file, name)


def test_a_full_disk_is_told_and_leaves_the_journal_whole(tmp_path):
    path = fill(tmp_path)
    whole = path.read_bytes()
    with Journal(tmp_path, "1") as journal:
        journal._file = Full(journal._file)
        with pytest.raises(DatasetError, match="No space left on device; make room"):
            journal.append(JournalEntry(b"9" * 32), b"x" * 100)
    assert path.read_bytes() == whole


def test_two_builds_do_not_write_one_dataset(tmp_path):
    with Journal(tmp_path, "1"):
        script = "from pathlib import Path; from ombudsparse.dataset.journal import Journal; "
        script += f"Journal(Path({str(tmp_path)!r}), '1')"
        result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert "another build is writing there" in result.stderr


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(DatasetError, match="cannot be written"):
        Journal(tmp_path / "file", "1")
