"""Readers that fail in the ways that reports make a worker fail; by name, so that workers can import them."""

import os
import signal
import time
from pathlib import Path

from ombudsparse.dataset.one_report import Job, JournalEntry, read_report


def by_content(job: Job) -> tuple[JournalEntry, bytes]:
    """Reads a report, unless its content says how to fail. "ONCE path" dies only while the file `path` is absent;
    "SLOW n" takes n seconds.
    """
    if b"DIE" in job.data:
        os.kill(os.getpid(), signal.SIGKILL)
    if b"HANG" in job.data:
        time.sleep(600)
    if job.data.startswith(b"SLOW "):
        time.sleep(float(job.data.split()[1]))
    if b"RAISE" in job.data:
        raise ValueError("unforeseen")
    if job.data.startswith(b"ONCE "):
        mark = Path(job.data.decode().split()[1])
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return JournalEntry(job.key, failure=("not_a_determination", "second time")), b""
    return read_report(job)
