"""Files that appear whole or not at all."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ombudsparse.errors import DatasetError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path to write to, which takes the place of `path` at the end. Raises DatasetError where it cannot.

    It is in a folder of its own beside `path`, which is removed with all that is in it: writers of databases and
    workbooks leave files of their own there when a disk is full.
    """
    beside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove(beside)
        beside.mkdir()
        yield beside / path.name
        os.replace(beside / path.name, path)
    except OSError as error:
        raise DatasetError(f"{path} cannot be written: {error.strerror or error}; make room or name another") from error
    finally:
        _remove(beside)


@contextmanager
def replacing_files(folder: Path, *, last: str) -> Iterator[Path]:
    """A folder to write files to, which take their places in `folder` together at the end, the file `last` the last.

    It is missing in between: while it is, what it describes is not whole. Raises DatasetError.
    """
    beside = folder / ".part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _remove(beside)
        beside.mkdir()
        yield beside
        (folder / last).unlink(missing_ok=True)
        for path in sorted(beside.iterdir(), key=lambda path: (path.name == last, path.name)):
            os.replace(path, folder / path.name)
    except OSError as error:
        message = f"{folder} cannot be written to: {error.strerror or error}; make room or name another"
        raise DatasetError(message) from error
    finally:
        _remove(beside)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    elif path.is_symlink() or path.exists():  # of an earlier version, or of somebody else's making
        path.unlink()
