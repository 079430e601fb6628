"""The reports that are being read: handed to workers, their results to the journal, and what fails remembered."""

import time
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from contextlib import ExitStack

from msgspec import Struct
from msgspec.structs import replace

from ombudsparse.dataset.case_choice import Failure
from ombudsparse.dataset.journal import Journal
from ombudsparse.dataset.one_report import MEMORY_LIMIT, Job, JournalEntry
from ombudsparse.dataset.progress import Progress
from ombudsparse.dataset.workers import NotStarted, TimeLimit, WorkerDied, Workers

AHEAD = 2  # reports in hand for each worker, so that none waits for the parent
Reader = Callable[[Job], tuple[JournalEntry, bytes]]


class ReadingLimits(Struct, frozen=True):
    """What the reading of a report may take: `seconds` on the clock, and MB of `memory` of its process."""

    seconds: float
    memory: int


class ReportsInHand:
    """Never more than a few a worker, so that memory does not grow with their number."""

    def __init__(
        self,
        journal: Journal,
        bar: Progress,
        stack: ExitStack,
        count: int,
        limits: ReadingLimits,
        reader: Reader,
        executor: Executor | None,
        *,
        retry: bool,
    ) -> None:
        self.failures: dict[bytes, Failure] = {}  # not in the journal: the next build tries these again
        self.tried: set[bytes] = set()
        self._retry = retry
        self._journal, self._bar, self._stack = journal, bar, stack
        self._count, self._limits, self._reader = count, limits, reader
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
        match known.failure[0]:
            case "time_limit":
                more = known.seconds is not None and known.seconds < self._limits.seconds
            case "memory_limit" | "worker_died":
                more = known.memory is not None and known.memory < self._limits.memory
            case _:
                more = False
        return self._retry or more

    def _submit(self, job: Job) -> None:
        try:
            future = (self._executor or self._workers()).submit(self._reader, job)
        except BrokenExecutor:
            self._executor = None
            future = self._workers().submit(self._reader, job)
        self._in_hand[future] = job, time.monotonic()

    def _workers(self) -> Workers:
        if self._own is None:
            self._own = Workers(self._count, self._limits.seconds, self._limits.memory)
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
                memory = f"it may have asked for more than {self._limits.memory:,} MB"
                self._remember(job, ("worker_died", f"{error}; {memory}: try it again with a larger --memory-limit"))
            except (CancelledError, Exception) as error:  # noqa: BLE001 - recorded: the rest goes on
                self._fail(job, "unexpected_error", str(error) or repr(error))
            else:
                if entry.failure and entry.failure[0] == MEMORY_LIMIT:
                    again = (
                        f"{entry.failure[1]} ({self._limits.memory:,} MB); try it again with a larger --memory-limit"
                    )
                    entry = replace(entry, failure=(MEMORY_LIMIT, again), memory=self._limits.memory)
                self._journal.append(entry, body)
                self._bar.advance(failed=entry.failure is not None)
        if self._executor is not None:  # our own workers keep the time themselves
            self._give_up_on(waiting)

    def _give_up_on(self, waiting: Iterable[Future[tuple[JournalEntry, bytes]]]) -> None:
        """Another's executor cannot be told to end a call: its time counts from when it was handed over."""
        for future in waiting:
            job, since = self._in_hand[future]
            if time.monotonic() - since > self._limits.seconds * AHEAD:
                future.cancel()
                del self._in_hand[future]
                self._fail(job, "time_limit", f"was not read within {self._limits.seconds:g} seconds")

    def _remember(self, job: Job, failure: Failure) -> None:
        seconds, memory = self._limits.seconds, self._limits.memory
        self._journal.append(JournalEntry(job.key, failure=failure, seconds=seconds, memory=memory), b"")
        self._bar.advance(failed=True)

    def _fail(self, job: Job, code: str, message: str) -> None:
        self.failures[job.key] = code, message
        self._bar.advance(failed=True)
