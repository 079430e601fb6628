"""Where the explorer keeps what it makes from a dataset: made once, and again when the dataset has changed."""

import hashlib
import os
import shutil
from pathlib import Path

from ombudsparse.collection.dataset import Dataset
from ombudsparse.dataset.datapackage import PACKAGE
from ombudsparse.dataset.one_report import parser_version
from ombudsparse.errors import DatasetError
from ombudsparse.explore.database import write_database
from ombudsparse.explore.definitions import DATABASE, fingerprint


def default_cache() -> Path:
    """The folder for what can be made again: $XDG_CACHE_HOME, %LOCALAPPDATA% or ~/.cache, and `ombudsparse` in it."""
    named = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return Path(named or Path.home() / ".cache") / "ombudsparse"


def cached_database(dataset: Dataset, cache: Path) -> Path:
    """The SQLite file of the dataset, made where `cache` has none for its datapackage.json.

    One dataset has one file there: the one of an earlier build goes. Raises DatasetError where it cannot be written.
    """
    home = cache / hashlib.sha256(str(dataset.folder.resolve()).encode()).hexdigest()[:16]
    made = home / _key(dataset) / f"{DATABASE}.db"
    if made.is_file():
        return made
    try:
        shutil.rmtree(home, ignore_errors=True)
        made.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatasetError(f"{made.parent} cannot be written: {error.strerror}; name another --cache") from error
    write_database(dataset, made)
    return made


def _key(dataset: Dataset) -> str:
    """A hash of what the file depends on: the description of the dataset (with the hash of each table), and us."""
    digest = hashlib.sha256((dataset.folder / PACKAGE).read_bytes())
    digest.update(f"{parser_version()} {fingerprint()}".encode())
    return digest.hexdigest()[:32]
