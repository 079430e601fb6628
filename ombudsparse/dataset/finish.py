"""The last step of a build: chooses among duplicates, sorts by case, and writes the tables from the journal.

Sort keys are in memory (a few hundred bytes a report); the rows come from the journal one report at a time.
"""

import hashlib
import os
import shutil
from collections.abc import Sequence
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from ombudsparse.dataset.datapackage import PACKAGE, package, read_package, write_package
from ombudsparse.dataset.journal import FOLDER, Journal
from ombudsparse.dataset.one_report import JournalEntry, decode_cells, parser_version
from ombudsparse.dataset.parquet import TableWriter, path_of
from ombudsparse.errors import DatasetError
from ombudsparse.schema import EVIDENCE, SCHEMA_VERSION, SOURCES, Table, names

FORMS = ("html", "text", "pdf")  # a page shows its headings, lists and tables; a PDF shows the least
Failure = tuple[str, str]


class Listed(NamedTuple):
    """A source that the build was given: key in the journal, hash of the content, and why it failed, if it did."""

    source: str
    key: bytes
    content_hash: str
    url: str | None
    failure: Failure | None = None


class _Case(NamedTuple):
    """A case, the source that is kept, and those that are left out as duplicates."""

    reference: str
    kept: Listed
    duplicates: tuple[Listed, ...]


def cases(listed: Sequence[Listed], entries: dict[bytes, JournalEntry]) -> list[_Case]:
    """The cases by reference, each with the source that is kept of it.

    Kept is the latest by date of decision or amendment; then a page before a text before a PDF; then the one with the
    fewest problems; then the first by name. A report without a reference is a case of its own content.
    """

    def reference(each: Listed) -> str:
        return entries[each.key].reference or f"unreferenced-{each.content_hash[:12]}"

    def preference(each: Listed) -> tuple[int, int, int, str]:
        entry = entries[each.key]
        form = FORMS.index(entry.form) if entry.form in FORMS else len(FORMS)
        return (-entry.date.toordinal() if entry.date else 0, form, entry.problems, each.source)

    made = []
    for name, group in groupby(sorted(listed, key=lambda each: (reference(each), preference(each))), key=reference):
        kept, *others = group
        made.append(_Case(name, kept, tuple(others)))
    return made


def finish(
    out: Path, journal: Journal, listed: Sequence[Listed], *, given: Sequence[str], attribution: str | None
) -> tuple[int, int, int]:
    """Writes the dataset at `out`, unless it stands there already. Counts of cases, duplicates and failures."""
    failed = sorted(each for each in listed if each.failure)
    kept = cases([each for each in listed if not each.failure], journal.entries)
    counts = len(kept), sum(len(case.duplicates) for case in kept), len(failed)
    mark = _fingerprint(kept, failed, given, attribution)
    if not _stands(out, mark):
        staging = out / FOLDER / "staging"
        try:
            shutil.rmtree(staging, ignore_errors=True)
            staging.mkdir()
            rows = _write(staging, journal, kept, failed)
            write_package(
                staging / PACKAGE, package(staging, rows, given=given, attribution=attribution, fingerprint=mark)
            )
            (out / PACKAGE).unlink(missing_ok=True)  # from here to the last rename the folder is no dataset
            for name in (*(path_of(staging, table).name for table in names()), PACKAGE):
                os.replace(staging / name, out / name)
        except OSError as error:
            raise DatasetError(
                f"{out}: the tables cannot be written: {error}; what was read is kept: make room and build again"
            ) from error
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    journal.forget_older()
    return counts


def _fingerprint(kept: Sequence[_Case], failed: Sequence[Listed], given: Sequence[str], attribution: str | None) -> str:
    """A hash of all that the tables depend on."""
    digest = hashlib.sha256(repr((SCHEMA_VERSION, parser_version(), tuple(given), attribution)).encode())
    for case in kept:
        digest.update(repr(case).encode())
    for each in failed:
        digest.update(repr(each).encode())
    return digest.hexdigest()


def _stands(out: Path, fingerprint: str) -> bool:
    """Whether the dataset with that fingerprint is there and whole."""
    try:
        return bool(read_package(out)["ombudsparse"]["fingerprint"] == fingerprint)
    except DatasetError:
        return False


def _write(folder: Path, journal: Journal, kept: Sequence[_Case], failed: Sequence[Listed]) -> dict[str, int]:
    """Writes the Parquet files; the number of rows of each table."""
    with ExitStack() as stack:
        writers = {name: stack.enter_context(TableWriter(folder, name)) for name in names()}
        for case in kept:
            cells = decode_cells(journal.body(case.kept.key))
            for table in Table:
                columns = cells[table.value]
                count = len(columns[0])
                keys = [[case.reference] * count, [case.kept.source] * count]
                writers[table].extend([*keys, *columns])
            seen = len(cells[Table.PROBLEMS][0])
            for number, each in enumerate(case.duplicates, seen + 1):
                message = f"the same case as {case.kept.source}, which is kept"
                writers[Table.PROBLEMS].extend(_problem(case.reference, each, number, "duplicate_report", message))
        for each in failed:
            assert each.failure
            writers[Table.PROBLEMS].extend(_problem(None, each, 1, *each.failure))
        writers[SOURCES].extend(_sources(kept, failed))
    return {name: writer.rows for name, writer in writers.items()}


def _problem(reference: str | None, each: Listed, number: int, code: str, message: str) -> list[list[Any]]:
    return [[value] for value in (reference, each.source, number, code, message, "build", *(None for _ in EVIDENCE))]


def _sources(kept: Sequence[_Case], failed: Sequence[Listed]) -> list[list[Any]]:
    rows: list[tuple[Any, ...]] = [(*_read(each), "failed", None, None) for each in failed]
    for case in kept:
        rows.append((*_read(case.kept), "kept", case.reference, case.kept.source))
        rows += [(*_read(each), "duplicate", case.reference, case.kept.source) for each in case.duplicates]
    rows.sort(key=lambda row: str(row[0]))
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(6)]


def _read(each: Listed) -> tuple[str, str, str | None]:
    return each.source, each.content_hash, each.url
