"""Files that appear whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ombudsparse.errors import DatasetError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path beside `path` to write to, which takes its place at the end. Raises DatasetError where it cannot."""
    beside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.unlink(missing_ok=True)
        yield beside
        os.replace(beside, path)
    except OSError as error:
        raise DatasetError(f"{path} cannot be written: {error.strerror or error}; make room or name another") from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
