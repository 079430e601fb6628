"""`datapackage.json`: what the files of a dataset hold, as a Frictionless Data Package (specs.frictionlessdata.io)."""

import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from ombudsparse.dataset.one_report import parser_version
from ombudsparse.errors import DatasetError
from ombudsparse.present.wording import PUBLISHED_SHARE
from ombudsparse.schema import SCHEMA_VERSION, SOURCES, Column, Kind, Table, names, primary_key, schema

PACKAGE = "datapackage.json"
_TYPES: dict[Kind, str] = {
    "text": "string",
    "choice": "string",
    "integer": "integer",
    "boolean": "boolean",
    "date": "date",
    "money": "number",
    "share": "number",
}
_FORMATS = {"parquet": "application/vnd.apache.parquet", "csv": "text/csv"}


def package(
    folder: Path,
    rows: Mapping[str, int],
    *,
    given: Sequence[str],
    attribution: str | None,
    fingerprint: str,
    suffix: str = "parquet",
) -> dict[str, Any]:
    """The description of the files in `folder`, one a table. `given` are the sources as the user named them."""
    described: dict[str, Any] = {
        "name": "ombudsparse-dataset",
        "title": "Housing Ombudsman determinations as tables",
        "description": "Read from published reports by ombudsparse. Counts are counts of what is published: "
        f"{PUBLISHED_SHARE}.",
        "sources": [{"title": name, "path": name} if _is_safe(name) else {"title": name} for name in given],
        "ombudsparse": {
            "schema_version": SCHEMA_VERSION,
            "parser_version": parser_version(),
            "fingerprint": fingerprint,
            "attribution": attribution,
        },
        "resources": [_resource(folder, name, rows[name], suffix) for name in names()],
    }
    if attribution:
        described["contributors"] = [{"title": attribution, "role": "publisher"}]
    return described


def _is_safe(name: str) -> bool:
    """Whether a data package may give it as a path: relative, and not above the package."""
    return not os.path.isabs(name) and ".." not in name and not name.startswith(("~", "@"))


def _resource(folder: Path, name: str, rows: int, suffix: str) -> dict[str, Any]:
    path = folder / f"{name}.{suffix}"
    with open(path, "rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "name": name,
        # frictionless reads the cells of Parquet through pandas, where a missing whole number is a float: it is to
        # check the bytes, and the file keeps the types
        "type": "file" if suffix == "parquet" else "table",
        "path": path.name,
        "scheme": "file",
        "format": suffix,
        "mediatype": _FORMATS[suffix],
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        **({"rows": rows} if suffix == "csv" else {}),
        "schema": table_schema(name),
    }


def table_schema(name: str) -> dict[str, Any]:
    """The Table Schema of a table, with its keys."""
    made: dict[str, Any] = {"fields": [_field(column) for column in schema(name)], "missingValues": [""]}
    key = primary_key(name)
    if key:
        made["primaryKey"] = list(key)
    if name not in (Table.DETERMINATIONS, Table.PROBLEMS, SOURCES):
        made["foreignKeys"] = [
            {
                "fields": ["case_reference"],
                "reference": {"resource": Table.DETERMINATIONS.value, "fields": ["case_reference"]},
            }
        ]
    return made


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": _TYPES[column.kind], "description": column.about}
    if column.choices:
        field["constraints"] = {"enum": list(column.choices)}
    return field


def write_package(path: Path, described: dict[str, Any]) -> None:
    """Writes a `datapackage.json`, the same bytes for the same content."""
    path.write_bytes(msgspec.json.format(msgspec.json.encode(described), indent=2) + b"\n")


def read_package(folder: Path, *, whole: bool = True) -> dict[str, Any]:
    """The description of the dataset in `folder`. Raises DatasetError where it is none, or, if `whole`, not whole."""
    try:
        described: dict[str, Any] = msgspec.json.decode((folder / PACKAGE).read_bytes(), type=dict[str, Any])
        sizes = {each["path"]: each["bytes"] for each in described["resources"]}
        version = described["ombudsparse"]["schema_version"]
        wrong = [name for name, size in sizes.items() if whole and (folder / name).stat().st_size != size]
    except FileNotFoundError as error:
        raise DatasetError(
            f"{folder}: no dataset, or a build that was not finished ({os.path.basename(error.filename)} is missing); "
            "run `ombudsparse build` again"
        ) from error
    except (OSError, msgspec.DecodeError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DatasetError(f"{folder / PACKAGE} cannot be read: {error!r}; build the dataset again") from error
    if wrong:
        raise DatasetError(f"{folder}: {', '.join(wrong)} is not as it was written; build the dataset again")
    if version.split(".")[0] != SCHEMA_VERSION.split(".")[0]:
        raise DatasetError(f"{folder} has schema {version}, this is {SCHEMA_VERSION}; build the dataset again")
    return described
