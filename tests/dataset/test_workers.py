"""Workers: results and exceptions come back, and one that dies or hangs is replaced."""

import os
import time

import pytest

from ombudsparse.dataset.workers import TimeLimit, WorkerDied, Workers


@pytest.fixture(scope="module")
def workers():
    with Workers(1, seconds=1.5) as held:
        yield held


def test_results_and_exceptions_come_back(workers):
    assert workers.submit(divmod, 7, 2).result() == (3, 1)
    assert workers.submit(int, "11", base=2).result() == 3
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        workers.submit(divmod, 1, 0).result()


def test_what_a_call_prints_is_no_answer(workers):
    assert workers.submit(os.write, 1, b"\0" * 100).result() == 100
    assert workers.submit(print, "words").result() is None


def test_a_worker_that_dies_is_replaced(workers):
    with pytest.raises(WorkerDied, match="status 3"):
        workers.submit(os._exit, 3).result()
    assert workers.submit(abs, -1).result() == 1


def test_a_worker_that_hangs_is_ended(workers):
    first = workers.submit(os.getpid).result()
    with pytest.raises(TimeLimit, match=r"within 1\.5 seconds"):
        workers.submit(time.sleep, 60).result()
    assert workers.submit(os.getpid).result() != first


def test_closing_ends_what_is_in_hand():
    workers = Workers(2, seconds=60)
    assert workers.submit(abs, -1).result() == 1
    hanging = workers.submit(time.sleep, 60)
    waiting = [workers.submit(time.sleep, 60) for _ in range(5)]
    time.sleep(0.2)
    start = time.monotonic()
    workers.shutdown(cancel_futures=True)
    with pytest.raises(WorkerDied):
        hanging.result(timeout=30)
    assert time.monotonic() - start < 30
    assert all(each.cancelled() for each in waiting[1:])
