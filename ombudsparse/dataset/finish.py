"""The last step of a build: sorts by case, and writes the tables from the journal and from the tables that stand.

Sort keys are in memory (a few hundred bytes a report); the rows come from their place one report at a time.
"""

import hashlib
import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from msgspec import Struct

from ombudsparse.dataset.case_choice import Case, Listed
from ombudsparse.dataset.datapackage import PACKAGE, package, read_package, write_package
from ombudsparse.dataset.held_cases import HeldRows
from ombudsparse.dataset.journal import FOLDER, Journal
from ombudsparse.dataset.one_report import Cells, JournalEntry, decode_cells, parser_version
from ombudsparse.dataset.parquet import TableWriter, path_of
from ombudsparse.errors import DatasetError
from ombudsparse.schema import EVIDENCE, FIELDS, SCHEMA_VERSION, SOURCES, Table, names


class Content(Struct, frozen=True):
    """All that the tables are made of: the cases, the sources that failed, and what is known of each source."""

    kept: Sequence[Case]
    failed: Sequence[Listed]
    entries: Mapping[bytes, JournalEntry]
    given: Sequence[str]
    attribution: str | None = None


def table_files() -> list[str]:
    """The names of the files of a dataset."""
    return [*(path_of(Path(), table).name for table in names()), PACKAGE]


def finish(out: Path, journal: Journal, content: Content) -> None:
    """Writes the dataset at `out`, unless it stands there already."""
    mark = _fingerprint(content)
    if not _stands(out, mark):
        staging = out / FOLDER / "staging"
        try:
            shutil.rmtree(staging, ignore_errors=True)
            staging.mkdir()
            rows = _write(staging, out, journal, content)
            described = package(staging, rows, given=content.given, attribution=content.attribution, fingerprint=mark)
            write_package(staging / PACKAGE, described)
            (out / PACKAGE).unlink(missing_ok=True)  # from here to the last rename the folder is no dataset
            for name in table_files():
                os.replace(staging / name, out / name)
        except OSError as error:
            raise DatasetError(
                f"{out}: the tables cannot be written: {error}; what was read is kept: make room and build again"
            ) from error
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    journal.forget_older()


def _fingerprint(content: Content) -> str:
    """A hash of all that the tables depend on."""
    known = (SCHEMA_VERSION, parser_version(), tuple(content.given), content.attribution)
    digest = hashlib.sha256(repr(known).encode())
    for case in content.kept:
        digest.update(repr(case).encode())
    for each in content.failed:
        digest.update(repr(each).encode())
    return digest.hexdigest()


def _stands(out: Path, fingerprint: str) -> bool:
    """Whether the dataset with that fingerprint is there and whole."""
    try:
        return bool(read_package(out)["ombudsparse"]["fingerprint"] == fingerprint)
    except DatasetError:
        return False


def _write(folder: Path, out: Path, journal: Journal, content: Content) -> dict[str, int]:
    """Writes the Parquet files; the number of rows of each table."""
    held = HeldRows(out) if any(case.kept.held for case in content.kept) else None
    with ExitStack() as stack:
        writers = {name: stack.enter_context(TableWriter(folder, name)) for name in names()}
        for case in content.kept:
            cells = held.cells(case.reference) if held and case.kept.held else decode_cells(journal.body(case.kept.key))
            _with_references(cells, case)
            for table in Table:
                columns = cells[table.value]
                count = len(columns[0])
                keys = [[case.reference] * count, [case.kept.source] * count]
                writers[table].extend([*keys, *columns])
            for number, (each, code, message, stage) in enumerate(
                _told(case, content.entries), len(cells[Table.PROBLEMS][0]) + 1
            ):
                writers[Table.PROBLEMS].extend(_problem(case.reference, each, number, code, message, stage))
        for each in content.failed:
            assert each.failure
            writers[Table.PROBLEMS].extend(_problem(None, each, 1, *each.failure, "build"))
        writers[SOURCES].extend(_sources(content))
    return {name: writer.rows for name, writer in writers.items()}


def _with_references(cells: Cells, case: Case) -> None:
    """Adds the references under which the decision was also published to those that its report gives."""
    if not case.others:
        return
    at = [column.name for column in FIELDS[Table.DETERMINATIONS]].index("other_references")
    column = cells[Table.DETERMINATIONS][at]
    known = str(column[0]).split("; ") if column[0] else []
    column[0] = "; ".join(dict.fromkeys([*known, *case.others]))


def _told(case: Case, entries: Mapping[bytes, JournalEntry]) -> list[tuple[Listed, str, str, str]]:
    """What the build says of a case: source, code, message and stage of each problem."""
    made = []
    for each in case.duplicates:
        code, message = "duplicate_report", f"the same case as {case.kept.source}, which is kept"
        if entries[each.key].reference in case.others:
            code = "joint_decision"
            message = f"the decision in {case.kept.source}, which is kept: one decision on {case.reference} and this"
        made.append((each, code, message, "build"))
    made += [(case.kept, "perhaps_one_decision", message, "joint") for message in case.doubts]
    return made


def _problem(reference: str | None, each: Listed, number: int, code: str, message: str, stage: str) -> list[list[Any]]:
    case = (None, None)  # landlord and date: the message names the case
    values = (reference, each.source, *case, number, code, message, stage, *(None for _ in EVIDENCE))
    return [[value] for value in values]


def _sources(content: Content) -> list[list[Any]]:
    rows: list[tuple[Any, ...]] = [_source(each, "failed", None, None, content) for each in content.failed]
    for case in content.kept:
        rows.append(_source(case.kept, "kept", case.reference, case.kept.source, content))
        rows += [_source(each, "duplicate", case.reference, case.kept.source, content) for each in case.duplicates]
    rows.sort(key=lambda row: str(row[0]))
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(8)]


def _source(each: Listed, status: str, reference: str | None, kept: str | None, content: Content) -> tuple[Any, ...]:
    entry = content.entries.get(each.key)
    form = entry.form or None if entry and status != "failed" else None
    return each.source, each.content_hash, each.url, status, reference, kept, form, each.parser or parser_version()
