"""Processes that read reports, as an Executor: one that dies or hangs takes only the report in hand with it.

`concurrent.futures.ProcessPoolExecutor` breaks as a whole when a worker dies and cannot end one that hangs; and its
workers import the caller's script again, which scripts without a `__main__` guard do not survive. Here each thread
of the parent owns one child, `python -m ombudsparse.dataset.workers`, and talks to it over pipes.
"""

import os
import pickle
import signal
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from queue import SimpleQueue
from threading import Timer
from typing import Any, BinaryIO, TypeVar

_T = TypeVar("_T")
LENGTH = struct.Struct("<Q")
READY = b"ready"
MEMORY = 2_000  # MB; the longest PDFs take some 400
LAST_WORDS = 4096  # bytes of what a process wrote before it ended
GRACE = 30  # seconds past the limit after which a worker whose parent is gone ends itself


class WorkerDied(Exception):
    """The process that was reading the report ended."""


class NotStarted(WorkerDied):
    """The process ended before it was given the report, which is not to blame."""


class TimeLimit(Exception):
    """The report was not read within the time limit; its process was ended."""


class Workers(Executor):
    """`count` processes; a call that takes longer than `seconds` is ended, and one that asks for more than `memory` MB
    fails. Calls and results are pickled.
    """

    def __init__(self, count: int, seconds: float, memory: int = MEMORY) -> None:
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="ombudsparse")
        self._all = [_Worker(seconds, memory) for _ in range(count)]
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        for worker in self._all:
            self._idle.put(worker)

    def submit(self, fn: Callable[..., _T], /, *args: Any, **kwargs: Any) -> Future[_T]:
        """Calls `fn` in a process. The future raises WorkerDied, TimeLimit, or what the call raised."""
        return self._threads.submit(self._call, pickle.dumps((fn, args, kwargs)))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Ends the processes: at once with `cancel_futures`, else when their calls are done."""
        self._threads.shutdown(wait=wait and not cancel_futures, cancel_futures=cancel_futures)
        for worker in self._all:
            worker.end()

    def _call(self, call: bytes) -> Any:
        worker = self._idle.get()
        try:
            good, value = worker.call(call)
        finally:
            self._idle.put(worker)
        if good:
            return value
        raise value


class _Worker:
    """One process, started with the first call and again after it died."""

    def __init__(self, seconds: float, memory: int) -> None:
        self._seconds, self._memory = seconds, memory
        self._process: subprocess.Popen[bytes] | None = None
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - goes with the worker

    def call(self, call: bytes) -> tuple[bool, Any]:
        """True and the result, or False and the exception. Raises WorkerDied, NotStarted, TimeLimit."""
        process = self._process
        if process is None or process.poll() is not None:
            process = self._start()
        timed_out: list[bool] = []

        def stop() -> None:
            timed_out.append(True)
            _kill(process)

        timer = Timer(self._seconds, stop)
        timer.start()
        try:
            _write(process.stdin, call)
            answer = _read(process.stdout)
        except OSError:
            answer = None
        finally:
            timer.cancel()
            timer.join()  # it may be ending the process just now
        if answer is not None and not timed_out:
            done: tuple[bool, Any] = pickle.loads(answer)
            return done
        self._process = None
        died = self._died(process)
        raise TimeLimit(f"was not read within {self._seconds:g} seconds") if timed_out else died

    def end(self) -> None:
        """Ends the process; a call that it was answering raises WorkerDied."""
        process, self._process = self._process, None
        if process:
            _kill(process)
            process.wait()

    def _start(self) -> "subprocess.Popen[bytes]":
        memory = str(self._memory)
        self._process = process = subprocess.Popen(
            # -P: a file in the working folder must not stand in for a module of the same name
            [sys.executable, "-P", "-m", "ombudsparse.dataset.workers", str(int(self._seconds) + GRACE), memory],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            start_new_session=True,  # it is ended with the processes that it started
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        )
        if _read(process.stdout) != READY:
            raise NotStarted(*self._died(process).args)
        return process

    def _died(self, process: "subprocess.Popen[bytes]") -> WorkerDied:
        """Ends the process; the exception has its last words."""
        _kill(process)
        status = process.wait()
        self._errors.seek(max(0, self._errors.seek(0, os.SEEK_END) - LAST_WORDS))
        lines = self._errors.read().decode("utf-8", "replace").strip().splitlines()
        self._errors.seek(0)
        self._errors.truncate()
        words = f": {lines[-1][:300]}" if lines else ""
        return WorkerDied(f"the process that read it ended with status {status}{words}")


def _kill(process: "subprocess.Popen[bytes]") -> None:
    if hasattr(os, "killpg") and process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def _limit_memory(megabytes: int) -> None:
    """Lets this process have so much memory, where the system can be told so (Linux), and leave no core file."""
    try:
        import resource
    except ImportError:
        return
    for which, size in ((resource.RLIMIT_AS, megabytes * 2**20), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(which)[1]
        with suppress(ValueError, OSError):
            resource.setrlimit(which, (size if hard == resource.RLIM_INFINITY else min(size, hard), hard))


def _write(pipe: Any, message: bytes) -> None:
    pipe.write(LENGTH.pack(len(message)) + message)
    pipe.flush()


def _read(pipe: Any) -> bytes | None:
    """The next message, or None where the other side is gone."""
    header = pipe.read(LENGTH.size)
    if len(header) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(header)
    message: bytes = pipe.read(length)
    return message if len(message) == length else None


def _main() -> None:
    """Answers calls until the parent closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends its workers
    calls: BinaryIO = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else prints must not get among the answers
    import ombudsparse.pipeline  # noqa: F401 - takes seconds, which are no report's

    _limit_memory(int(sys.argv[2]))
    _write(answers, READY)
    while (call := _read(calls)) is not None:
        if hasattr(signal, "alarm"):  # its default action needs no parent, nor a Python that still runs
            signal.alarm(int(sys.argv[1]))
        try:
            fn, args, kwargs = pickle.loads(call)
            answer = pickle.dumps((True, fn(*args, **kwargs)))
        except Exception as error:  # noqa: BLE001 - handed to the caller
            answer = pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}")))
        if hasattr(signal, "alarm"):
            signal.alarm(0)
        _write(answers, answer)


if __name__ == "__main__":
    _main()
