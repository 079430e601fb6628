"""The other forms of a dataset in its folder: made when asked for, and again whenever the tables have changed."""

import shutil
from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec

from ombudsparse.dataset.datapackage import read_package
from ombudsparse.dataset.journal import FOLDER
from ombudsparse.dataset.stores.replacing import replacing
from ombudsparse.errors import DatasetError

_RECORD = "exports.json"  # which forms a build made, and from which tables


class ExportForm(StrEnum):
    """The forms in which a build can be saved besides Parquet."""

    CSV = "csv"
    EXCEL = "excel"
    JSONL = "jsonl"
    SQLITE = "sqlite"
    DUCKDB = "duckdb"


EXPORT_NAMES = {
    ExportForm.CSV: "csv",
    ExportForm.EXCEL: "dataset.xlsx",
    ExportForm.JSONL: "dataset.jsonl",
    ExportForm.SQLITE: "dataset.db",
    ExportForm.DUCKDB: "dataset.duckdb",
}


def refuse_foreign_exports(folder: Path, forms: Iterable[ExportForm]) -> None:
    """Raises DatasetError where a form is asked for whose name in `folder` somebody else's file has."""
    known = _known(folder)
    for form in forms:
        path = folder / EXPORT_NAMES[form]
        if form not in known and any(each.exists() for each in _files(form, path)):
            raise DatasetError(f"{path} is there, and no build here made it; move it away, or leave out --also {form}")


def keep_exports(folder: Path, forms: Iterable[ExportForm]) -> list[str]:
    """Makes the `forms`, and those of earlier builds again where the tables have changed since. What was done of
    itself, in words.

    Raises DatasetError where one cannot be made; an older one of that name is then removed, for it tells what the
    tables no longer do.
    """
    asked, known, told = set(forms), _known(folder), []
    mark = str(read_package(folder)["ombudsparse"]["fingerprint"])
    for form, name in EXPORT_NAMES.items():
        path = folder / name
        if form in asked or (form in known and path.exists()):
            if form in known and path.exists() and known[form] == mark:
                continue
            try:
                _writer(form)(folder, path)
            except DatasetError as error:
                if form not in known:
                    raise
                for each in _files(form, path):
                    _remove(each)
                _remember(folder, {each: at for each, at in known.items() if each != form})
                raise DatasetError(f"{error}; the older {name} is removed, since the tables have changed") from error
            if form in known and form not in asked:
                told.append(f"{name} was made again, since the tables have changed")
            known[form] = mark
        elif form in known:
            del known[form]  # the user removed it
        elif path.exists():
            told.append(f"{name} was not made by a build here: it may tell something else than the tables")
    _remember(folder, known)
    return told


def _writer(form: ExportForm) -> Callable[[Path, Path], Any]:
    """The function that writes a form; their libraries load slowly."""
    match form:
        case ExportForm.CSV:
            from ombudsparse.dataset.stores.csv_files import write_csv

            return write_csv
        case ExportForm.EXCEL:
            from ombudsparse.collection.dataset import Dataset

            return lambda folder, path: Dataset(folder).to_excel(path)
        case ExportForm.JSONL:
            from ombudsparse.dataset.stores.json_lines import write_jsonl

            return write_jsonl
        case ExportForm.SQLITE:
            from ombudsparse.dataset.stores.sqlite import write_sqlite

            return write_sqlite
        case ExportForm.DUCKDB:
            from ombudsparse.dataset.stores.duck import write_duckdb

            return write_duckdb


def _files(form: ExportForm, path: Path) -> list[Path]:
    """What a form is made of: SQLite has its metadata beside it."""
    return [path, path.with_suffix(".metadata.json")] if form is ExportForm.SQLITE else [path]


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _known(folder: Path) -> dict[str, str]:
    try:
        return msgspec.json.decode((folder / FOLDER / _RECORD).read_bytes(), type=dict[str, str])
    except (OSError, msgspec.DecodeError):
        return {}


def _remember(folder: Path, known: dict[str, str]) -> None:
    if known or (folder / FOLDER / _RECORD).exists():
        with replacing(folder / FOLDER / _RECORD) as path:
            path.write_bytes(msgspec.json.encode(known))
