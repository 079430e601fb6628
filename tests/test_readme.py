"""README.md: what it says can be run, can."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^<!-- runnable -->\n```(\w+)\n(.*?)^```$", re.M | re.S)
BLOCKS = BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8"))
PYTHON = [body for language, body in BLOCKS if language == "python"]
COMMANDS = [line for language, body in BLOCKS if language == "sh" for line in body.splitlines() if line.strip()]

pytestmark = pytest.mark.skipif(not (ROOT / "corpus" / "reports").is_dir(), reason="corpus/reports is absent")


def run(arguments: list[str] | str, shell: bool = False) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        arguments, shell=shell, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"}, timeout=300,
    )  # fmt: skip


@pytest.mark.parametrize("body", PYTHON)
def test_python(body):
    result = run([sys.executable, "-c", body])
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip()


@pytest.mark.parametrize("line", COMMANDS)
def test_command(line):
    command = f'{shlex.quote(sys.executable)} -c "from ombudsparse.cli.main import main; main()"'
    assert line.startswith(".venv/bin/ombudsparse ")
    result = run(line.replace(".venv/bin/ombudsparse", command, 1), shell=True)
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip()
    assert not result.stderr


def test_readme_has_runnable_examples_and_the_commands_that_set_themselves_up():
    assert PYTHON
    assert COMMANDS
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in ("install", "main", "tests"):
        found = re.search(rf"^<!-- command: {name} -->\n```sh\n(.+)\n```$", text, re.M)
        assert found, f"README.md has no one-line command {name}"
        assert found[1].startswith("python3 -m venv .venv && .venv/bin/pip install -q ")


def test_help_tells_of_every_option_that_readme_does():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = ("parse", "timeline", "build", "fetch", "stats", "explore", "view")
    main = [sys.executable, "-c", "from ombudsparse.cli.main import main; main()"]
    helps = " ".join(run([*main, command, "--help"]).stdout for command in commands)
    for option in set(re.findall(r"`(--[a-z]+)", text)):
        assert option in helps, option
