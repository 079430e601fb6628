"""How a build scales: ``python tests/benchmarks/build_scale.py [COUNT…] [--workers N]``.

For each COUNT (1000 and 16600 by default) it makes that many reports, builds them twice, and prints reports a
second, milliseconds a report, the peak of the memory of all processes, and what the second build took of the first.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

from make_reports import make_reports, write_database

WANTED = "wanted: at least 20 a second on 2 cores; under 1,536 MB; second build under 5%; ms/report within 15%"


class Measured(NamedTuple):
    """What a build took: seconds on the clock and of processors, and the peak of the memory of all its processes in MB.

    `resident` counts shared pages once a process, `proportional` once in all.
    """

    seconds: float
    processors: float
    resident: float
    proportional: float
    said: str


def memory(process: psutil.Process) -> tuple[float, float]:
    """Resident and proportional memory of a process and its children, in MB."""
    resident = proportional = 0
    try:
        for each in [process, *process.children(recursive=True)]:
            held = each.memory_full_info()
            resident += held.rss
            proportional += getattr(held, "pss", held.rss)
    except psutil.NoSuchProcess:
        pass
    return resident / 2**20, proportional / 2**20


def children() -> float:
    """Seconds of processors that the processes started here, and theirs, have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def build(source: Path, out: Path, workers: int) -> Measured:
    """Runs `ombudsparse build` and watches it."""
    command = [sys.executable, "-c", "from ombudsparse.cli.main import main; main()", "build", str(source)]
    start, spent = time.perf_counter(), children()
    process = subprocess.Popen(
        [*command, "--out", str(out), "--workers", str(workers)], stderr=subprocess.PIPE, text=True
    )
    watched, resident, proportional = psutil.Process(process.pid), 0.0, 0.0
    while process.poll() is None:
        now = memory(watched)
        resident, proportional = max(resident, now[0]), max(proportional, now[1])
        time.sleep(0.5)
    seconds = time.perf_counter() - start
    said = process.stderr.read().strip() if process.stderr else ""
    if process.returncode:
        raise SystemExit(f"the build ended with {process.returncode}: {said}")
    return Measured(seconds, children() - spent, resident, proportional, said)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", type=int, nargs="*", default=[1000, 16600])
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    print(WANTED)
    for count in given.counts:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "decisions.db"
            write_database(make_reports(count), source)
            size = source.stat().st_size / count / 1000
            first = build(source, Path(folder) / "out", given.workers)
            second = build(source, Path(folder) / "out", given.workers)
        print(
            f"{count:,} reports of {size:.0f} kB: {count / first.seconds:.1f} a second, "
            f"{1000 * first.seconds / count:.1f} ms a report on the clock and "
            f"{1000 * first.processors / count:.1f} ms of one processor; peak {first.resident:,.0f} MB resident "
            f"({first.proportional:,.0f} MB with shared pages counted once); second build {second.seconds:.1f} s, "
            f"{100 * second.seconds / first.seconds:.1f}% of {first.seconds:.0f} s\n    {first.said}",
            flush=True,
        )


if __name__ == "__main__":
    main()
