"""Builds a dataset: reads the reports that the journal does not have yet, in parallel, then writes the tables."""

import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from msgspec import Struct

from ombudsparse.dataset.case_choice import Failure, Listed, cases
from ombudsparse.dataset.datapackage import read_package
from ombudsparse.dataset.finish import Content, finish, table_files
from ombudsparse.dataset.held_cases import HeldCases, held_cases, refuse_foreign, taken_away
from ombudsparse.dataset.intake.found import Found, Named, count_in, reports_in
from ombudsparse.dataset.intake.places import places
from ombudsparse.dataset.journal import Journal
from ombudsparse.dataset.one_report import Job, parser_version, read_report
from ombudsparse.dataset.progress import Progress
from ombudsparse.dataset.reports_in_hand import Reader, ReadingLimits, ReportsInHand
from ombudsparse.dataset.workers import MEMORY
from ombudsparse.errors import DatasetError

SECONDS = 60.0  # for one report; the longest PDFs take some five
_NAMED = 5  # cases that a message names


class TakesAway(DatasetError):
    """The build would take cases out of the dataset that stands there, and was not told to. Nothing was changed.

    `cases` are references and sources.
    """

    def __init__(self, message: str, cases: Sequence[tuple[str, str]]) -> None:
        super().__init__(message)
        self.cases = tuple(cases)


class Built(Struct, frozen=True):
    """What came of a build: numbers of sources, of cases in the tables, of duplicates left out, of failures.

    `remembered`: how many of the failures are those of an earlier build, which this one did not try again. `held`: how
    many of the cases stay from an earlier build; `replaced`: how many of its cases are gone.
    """

    sources: int
    cases: int
    duplicates: int
    failures: int
    remembered: int = 0
    held: int = 0
    replaced: int = 0


def build(
    sources: Named | Iterable[Named],
    out: Named,
    *,
    workers: int | None = None,
    executor: Executor | None = None,
    progress: bool = False,
    fresh: bool = False,
    retry: bool = False,
    add: bool = False,
    replace: bool = False,
    attribution: str | None = None,
    seconds: float = SECONDS,
    memory: int = MEMORY,
    reader: Reader = read_report,
) -> Built:
    """Reads the reports of `sources` into a dataset in the folder `out`.

    A dataset that stands there loses no case unless it is told to: with `add` the reports join those that it holds,
    with `replace` they take their place; else TakesAway is raised where a case would go, and nothing is changed.
    `workers`: processes, by default one a core; with `executor` (any concurrent.futures.Executor), how many it has.
    What an earlier build into `out` has read is not read again unless its content or the parser changed, or `fresh`.
    A report that fails, takes longer than `seconds` or more than `memory` MB is a row of `problems`. What failed is
    remembered like what was read, and tried again with `retry`, or where the limit that it exceeded is higher now;
    failures of another's executor, to which no limit of memory applies, or of a process to start, say nothing of the
    report and are always tried again. `attribution` is that of the dataset that stands there, where none is given.
    `reader` reads one report; it is called in the workers. Raises DatasetError where there is nothing to read or the
    dataset cannot be written.
    """
    folder = Path(out)
    named = [sources] if isinstance(sources, str | os.PathLike) else list(sources)
    held_places = places(named)
    total = sum(count_in(place) for place in held_places)
    if not total:
        raise DatasetError("no sources; name files or folders")
    refuse_foreign(folder, table_files())
    count = workers or os.cpu_count() or 1
    with ExitStack() as stack:
        journal = stack.enter_context(Journal(folder, parser_version(), fresh=fresh))
        bar = stack.enter_context(Progress(total, shown=progress))
        limits = ReadingLimits(seconds, memory)
        pool = ReportsInHand(journal, bar, stack, count, limits, reader, executor, retry=retry)
        listing: dict[str, Listed] = {}
        for place in held_places:
            for found in reports_in(place):
                each = _listed(found, listing)
                if each is None:
                    bar.advance()
                elif each.failure:
                    bar.advance(failed=True)
                else:
                    pool.read(Job(each.key, found.data, found.form, found.title))
        pool.settle()
        journal.sync()
        bar.say("writing the tables")
        listed = [_with_failure(each, journal, pool.failures) for each in listing.values()]
        given = [os.fspath(name).replace(os.sep, "/") for name in named]
        done = _finish(folder, journal, listed, given, attribution, add=add, replace=replace)
    remembered = sum(each.key in journal.entries and each.key not in pool.tried for each in listed if each.failure)
    return Built(len(listed), *done[:3], remembered, *done[3:])


def _finish(
    folder: Path,
    journal: Journal,
    listed: list[Listed],
    given: list[str],
    attribution: str | None,
    *,
    add: bool,
    replace: bool,
) -> tuple[int, int, int, int, int]:
    """Writes the tables. Counts of cases, duplicates, failures, cases that stay and cases that are gone."""
    before = _standing(folder)
    held = held_cases(folder, listed, journal.entries) if add else HeldCases()
    both = _distinct(listed, held.listed)
    entries = {**journal.entries, **held.entries}
    made = cases([each for each in both if not each.failure], entries)
    # what is known of a source by its name alone makes no rows
    nameless = [case for case in made if case.kept.held == "name"]
    made = [case for case in made if case.kept.held != "name"]
    gone = taken_away(folder, made, both, entries)
    if gone and not replace:
        raise TakesAway(_would_go(folder, gone, listed), gone)
    failed = sorted(each for each in both if each.failure)
    for case in nameless:
        again = ("source_not_read", f"is no longer the same case as {case.kept.source}; build it again")
        failed += [each._replace(failure=again) for each in (case.kept, *case.duplicates)]
    if add:
        given = list(dict.fromkeys([*(source["title"] for source in before.get("sources", ())), *given]))
    credited = attribution if attribution is not None else before.get("ombudsparse", {}).get("attribution")
    finish(folder, journal, Content(made, sorted(failed), entries, given, credited))
    stays = sum(case.kept.held == "rows" for case in made)
    return len(made), sum(len(case.duplicates) for case in made), len(failed), stays, len(gone)


def _standing(folder: Path) -> Mapping[str, Any]:
    """The description of the dataset that stands in the folder, empty where there is none."""
    try:
        return read_package(folder, whole=False)
    except DatasetError:
        return {}


def _distinct(listed: Sequence[Listed], held: Sequence[Listed]) -> list[Listed]:
    """All of them, those that were read now under another name where one that stays has theirs."""
    taken = {each.source for each in held}
    made = list(held)
    for each in listed:
        name, number = each.source, 1
        while name in taken:
            number += 1
            name = f"{each.source} ({number})"
        taken.add(name)
        made.append(each._replace(source=name))
    return made


def _would_go(folder: Path, gone: Sequence[tuple[str, str]], listed: Sequence[Listed]) -> str:
    failures = {each.source: each.failure[1] for each in listed if each.failure}
    shown = [
        f"{reference} ({source}{f': {failures[source]}' if source in failures else ''})"
        for reference, source in gone[:_NAMED]
    ]
    more = f" and {len(gone) - _NAMED:,} more" if len(gone) > _NAMED else ""
    number = "1 case" if len(gone) == 1 else f"{len(gone):,} cases"
    return (
        f"{folder} holds {number} that these sources do not have: {', '.join(shown)}{more}. It is as it was: "
        "--add keeps them beside the new ones, --replace takes them away"
    )


def _listed(found: Found, listing: dict[str, Listed]) -> Listed | None:
    """Adds what was found to the listing; None where the same content of the same name is there already."""
    source, number = found.source, 1
    key, failure = found.key, ("unreadable_source", found.problem) if found.problem else None
    while source in listing:
        if listing[source].key == key:
            return None
        number += 1
        source = f"{found.source} ({number})"
    listing[source] = Listed(source, key, found.content_hash, found.url, failure)
    return listing[source]


def _with_failure(each: Listed, journal: Journal, failures: Mapping[bytes, Failure]) -> Listed:
    if each.failure:
        return each
    entry = journal.entries.get(each.key)
    return each._replace(failure=entry.failure if entry else failures[each.key])
