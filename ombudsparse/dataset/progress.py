"""The progress of a build on standard error: rate, remaining time, failures. Quiet where neither a terminal nor a
notebook shows it; a notebook needs ipywidgets for that."""

from importlib.util import find_spec

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.progress import Progress as RichProgress
from rich.text import Text


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.1f}/s" if speed else "–/s")


def _has_widgets() -> bool:
    """Whether a notebook can show a bar; without ipywidgets rich would print a warning into the notebook."""
    return find_spec("ipywidgets") is not None


class Progress:
    """A progress bar over `total` reports."""

    def __init__(self, total: int, *, shown: bool) -> None:
        console = Console(stderr=True)
        self._failed = 0
        self._bar = RichProgress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            _Rate(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[failed]} failed"),
            console=console,
            disable=not (shown and (_has_widgets() if console.is_jupyter else console.is_terminal)),
            transient=True,
        )
        self._task = self._bar.add_task("reading reports", total=total, failed=0)

    def __enter__(self) -> "Progress":
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def advance(self, *, failed: bool = False) -> None:
        """One report more is done."""
        self._failed += failed
        self._bar.update(self._task, advance=1, failed=self._failed)

    def say(self, what: str) -> None:
        """Changes what the bar says is being done."""
        self._bar.update(self._task, description=what)
