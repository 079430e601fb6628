"""Builds a dataset: reads the reports that the journal does not have yet, in parallel, then writes the tables."""

import os
import time
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from contextlib import ExitStack
from pathlib import Path

from msgspec import Struct

from ombudsparse.dataset.finish import Failure, Listed, finish
from ombudsparse.dataset.intake import Found, Named, places
from ombudsparse.dataset.journal import Journal
from ombudsparse.dataset.one_report import Job, JournalEntry, parser_version, read_report
from ombudsparse.dataset.progress import Progress
from ombudsparse.dataset.workers import NotStarted, TimeLimit, WorkerDied, Workers
from ombudsparse.errors import DatasetError

SECONDS = 60.0  # for one report; the longest PDFs take some five
AHEAD = 2  # reports in hand for each worker, so that none waits for the parent
Reader = Callable[[Job], tuple[JournalEntry, bytes]]


class Built(Struct, frozen=True):
    """What came of a build: numbers of sources, of cases in the tables, of duplicates left out, of failures.

    `remembered`: how many of the failures are those of an earlier build, which this one did not try again.
    """

    sources: int
    cases: int
    duplicates: int
    failures: int
    remembered: int = 0


def build(
    sources: Named | Iterable[Named],
    out: Named,
    *,
    workers: int | None = None,
    executor: Executor | None = None,
    progress: bool = False,
    fresh: bool = False,
    retry: bool = False,
    attribution: str | None = None,
    seconds: float = SECONDS,
    reader: Reader = read_report,
) -> Built:
    """Reads the reports of `sources` into a dataset in the folder `out`.

    `workers`: processes, by default one a core; with `executor` (any concurrent.futures.Executor), how many it has.
    What an earlier build into `out` has read is not read again unless its content or the parser changed, or `fresh`.
    A report that fails, or takes longer than `seconds`, is a row of `problems`. What failed is remembered like what
    was read, and tried again with `retry`, or where `seconds` is more than the limit that it exceeded; failures of
    another's executor, or of a process to start, say nothing of the report and are always tried again.
    `reader` reads one report; it is called in the workers. Raises DatasetError where there is nothing to read or the
    dataset cannot be written.
    """
    folder = Path(out)
    named = [sources] if isinstance(sources, str | os.PathLike) else list(sources)
    given = [os.fspath(name).replace(os.sep, "/") for name in named]
    held = list(places(named))
    total = sum(place.count() for place in held)
    if not total:
        raise DatasetError(f"{', '.join(given) or 'no sources'}: no reports there; name other files or folders")
    count = workers or os.cpu_count() or 1
    with ExitStack() as stack:
        journal = stack.enter_context(Journal(folder, parser_version(), fresh=fresh))
        bar = stack.enter_context(Progress(total, shown=progress))
        pool = _Pool(journal, bar, stack, count, seconds, reader, executor, retry=retry)
        listing: dict[str, Listed] = {}
        for place in held:
            for found in place.reports():
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
        done = finish(folder, journal, listed, given=given, attribution=attribution)
    remembered = sum(each.key in journal.entries and each.key not in pool.tried for each in listed if each.failure)
    return Built(len(listed), *done, remembered)


class _Pool:
    """The reports in hand: never more than a few a worker, so that memory does not grow with their number."""

    def __init__(
        self,
        journal: Journal,
        bar: Progress,
        stack: ExitStack,
        count: int,
        seconds: float,
        reader: Reader,
        executor: Executor | None,
        *,
        retry: bool,
    ) -> None:
        self.failures: dict[bytes, Failure] = {}  # not in the journal: the next build tries these again
        self.tried: set[bytes] = set()
        self._retry = retry
        self._journal, self._bar, self._stack = journal, bar, stack
        self._count, self._seconds, self._reader = count, seconds, reader
        self._executor = executor
        self._own: Workers | None = None
        self._in_hand: dict[Future[tuple[JournalEntry, bytes]], tuple[Job, float]] = {}

    def read(self, job: Job) -> None:
        """Has the report read, unless the journal has it or it was tried; may wait for others to be done."""
        if job.key in self.tried:  # the same content under another name
            self._bar.advance()
            return
        known = self._journal.entries.get(job.key)
        if known and not self._worth_another_try(known):
            self._bar.advance(failed=known.failure is not None)
            return
        self.tried.add(job.key)
        while len(self._in_hand) >= self._count * AHEAD:
            self._collect()
        self._submit(job)

    def settle(self) -> None:
        """Waits for all that is in hand."""
        while self._in_hand:
            self._collect()

    def _worth_another_try(self, known: JournalEntry) -> bool:
        if known.failure is None:
            return False
        more_time = known.failure[0] == "time_limit" and known.seconds is not None and known.seconds < self._seconds
        return self._retry or more_time

    def _submit(self, job: Job) -> None:
        try:
            future = (self._executor or self._workers()).submit(self._reader, job)
        except BrokenExecutor:
            self._executor = None
            future = self._workers().submit(self._reader, job)
        self._in_hand[future] = job, time.monotonic()

    def _workers(self) -> Workers:
        if self._own is None:
            self._own = Workers(self._count, self._seconds)
            self._stack.callback(self._own.shutdown, cancel_futures=True)
        return self._own

    def _collect(self) -> None:
        done, waiting = wait(self._in_hand, timeout=1.0, return_when=FIRST_COMPLETED)
        for future in done:
            job, _ = self._in_hand.pop(future)
            try:
                entry, body = future.result()
            except BrokenExecutor:
                self._executor = None  # one of those in hand ended a process; which, our own workers will tell
                self._submit(job)
            except TimeLimit as error:
                again = "try it again with a longer --time-limit"
                self._remember(job, ("time_limit", f"{error}; {again}"))
            except NotStarted as error:
                self._fail(job, "worker_died", str(error))
            except WorkerDied as error:
                self._remember(job, ("worker_died", f"{error}; try it again with --retry"))
            except (CancelledError, Exception) as error:  # noqa: BLE001 - recorded: the rest goes on
                self._fail(job, "unexpected_error", str(error) or repr(error))
            else:
                self._journal.append(entry, body)
                self._bar.advance(failed=entry.failure is not None)
        if self._executor is not None:  # our own workers keep the time themselves
            self._give_up_on(waiting)

    def _give_up_on(self, waiting: Iterable[Future[tuple[JournalEntry, bytes]]]) -> None:
        """Another's executor cannot be told to end a call: its time counts from when it was handed over."""
        for future in waiting:
            job, since = self._in_hand[future]
            if time.monotonic() - since > self._seconds * AHEAD:
                future.cancel()
                del self._in_hand[future]
                self._fail(job, "time_limit", f"was not read within {self._seconds:g} seconds")

    def _remember(self, job: Job, failure: Failure) -> None:
        self._journal.append(JournalEntry(job.key, failure=failure, seconds=self._seconds), b"")
        self._bar.advance(failed=True)

    def _fail(self, job: Job, code: str, message: str) -> None:
        self.failures[job.key] = code, message
        self._bar.advance(failed=True)


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


def _with_failure(each: Listed, journal: Journal, failures: dict[bytes, Failure]) -> Listed:
    if each.failure:
        return each
    entry = journal.entries.get(each.key)
    return each._replace(failure=entry.failure if entry else failures[each.key])
