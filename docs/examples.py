"""Runs the examples of the pages: `python docs/examples.py` writes what they print into the pages.

An example is a block of `sh` or `python` below a line `<!-- runnable -->`; a block of `text` right below it is what it
prints. Those of a page run in order, and its Python shares its names.
"""

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from typer.testing import CliRunner

from ombudsparse.cli.main import app

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
BLOCK = re.compile(r"(^<!-- runnable -->\n```(sh|python)\n(.*?)^```\n)(?:\n```text\n(.*?)^```\n)?", re.M | re.S)
DUMP = "decisions.db"
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_NEEDS_SHELL = re.compile(r"[|<>&;*?$`\\]")
_MAIN = "from ombudsparse.cli.main import main; main()"


def pages() -> list[Path]:
    """The pages that have examples."""
    return [page for page in sorted(DOCS.rglob("*.md")) if BLOCK.search(page.read_text(encoding="utf-8"))]


def updated(page: Path, folder: Path) -> str:
    """The text of a page, with what its examples print when run in a folder that `prepared` made.

    Raises RuntimeError, naming the example, if one fails.
    """
    text = page.read_text(encoding="utf-8")
    environment = _environment(folder)
    names: dict[str, object] = {"__name__": page.stem}
    made: list[str] = []
    end = 0
    with contextlib.chdir(folder):
        for block in BLOCK.finditer(text):
            printed = _shell(block[3], environment) if block[2] == "sh" else _python(block[3], names)
            shown = "" if block[4] is None else f"\n```text\n{printed}```\n"
            made += [text[end : block.start()], block[1], shown]
            end = block.end()
    return "".join([*made, text[end:]])


def prepared(folder: Path) -> Path:
    """The folder, with what the examples read: `corpus`, `decisions.db`, and the program in `bin`.

    Pages that read the dump and pages that read the corpus want folders of their own: both build `dataset`.
    """
    (folder / "corpus").symlink_to(ROOT / "corpus")
    maker = [sys.executable, str(ROOT / "tests" / "support" / "make_reports.py"), "6", str(folder / DUMP)]
    subprocess.run(maker, check=True, capture_output=True)
    program = folder / "bin" / "ombudsparse"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -c "{_MAIN}" "$@"\n')
    program.chmod(0o755)
    return folder


def reads_the_dump(page: Path) -> bool:
    """Whether the examples of the page read the public dump, rather than the corpus."""
    return any(DUMP in block[3] for block in BLOCK.finditer(page.read_text(encoding="utf-8")))


def _environment(folder: Path) -> dict[str, str]:
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "COLUMNS": "88", "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"}


def _shell(body: str, environment: dict[str, str]) -> str:
    """What the commands print: those that need no shell run here, since starting Python for each takes a second."""
    lines = body.splitlines()
    if all(line.startswith("ombudsparse ") and not _NEEDS_SHELL.search(_QUOTED.sub("", line)) for line in lines):
        return _trimmed("".join(_command(line, environment) for line in lines))
    done = subprocess.run(
        ["bash", "-eu", "-c", body],
        capture_output=True, text=True, encoding="utf-8", stdin=subprocess.DEVNULL, env=environment, timeout=120,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{body}ended with {done.returncode}: {done.stderr}")
    return _trimmed(done.stdout)


def _command(line: str, environment: dict[str, str]) -> str:
    done = CliRunner().invoke(app, shlex.split(line)[1:], env=environment, catch_exceptions=False)
    if done.exit_code:
        raise RuntimeError(f"{line}\nended with {done.exit_code}: {done.stderr}")
    return done.stdout


def _python(body: str, names: dict[str, object]) -> str:
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            exec(compile(body, "example", "exec"), names)
    except Exception as error:
        raise RuntimeError(f"{body}ended with {error!r}") from error
    return _trimmed(printed.getvalue())


def _trimmed(printed: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in printed.strip("\n").splitlines())


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as corpus, tempfile.TemporaryDirectory() as dump:
        folders = {False: prepared(Path(corpus)), True: prepared(Path(dump))}
        for page in pages():
            page.write_text(updated(page, folders[reads_the_dump(page)]), encoding="utf-8")
            print(page.relative_to(ROOT))
