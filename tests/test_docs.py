"""docs/: the pages build without a warning, their links lead somewhere, and what they say can be run, can."""

import ast
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote, urlsplit

import pytest
import typer.main
from lxml import html

import ombudsparse as op
from ombudsparse.cli.main import app

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("*.md")) + sorted(DOCS.glob("[!_]*/*.md"))
MISSING = [name for name in ("sphinx", "myst_nb", "furo") if importlib.util.find_spec(name) is None]
ABSENT = not (ROOT / "corpus" / "reports").is_dir()
FENCE = re.compile(r"^( *)```(\w+)\n(.*?)^\1```$", re.M | re.S)


def _examples() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_examples", DOCS / "examples.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


EXAMPLES = _examples()


def named(page: Path) -> str:
    return str(page.relative_to(DOCS))


def blocks(page: Path, *languages: str) -> list[str]:
    found = FENCE.finditer(page.read_text(encoding="utf-8"))
    return [re.sub(f"^{block[1]}", "", block[3], flags=re.M) for block in found if block[2] in languages]


# The examples


@pytest.fixture(scope="module")
def folders(tmp_path_factory) -> dict[bool, Path]:
    return {dump: EXAMPLES.prepared(tmp_path_factory.mktemp("examples")) for dump in (False, True)}


@pytest.mark.skipif(ABSENT, reason="corpus/reports is absent")
@pytest.mark.parametrize("page", EXAMPLES.pages(), ids=named)
def test_examples_print_what_the_page_says(page, folders):
    now = EXAMPLES.updated(page, folders[EXAMPLES.reads_the_dump(page)])
    assert now == page.read_text(encoding="utf-8"), "run `python docs/examples.py`, and read what it changed"


def test_an_example_that_fails_or_changes_is_noticed(tmp_path):
    page = tmp_path / "page.md"
    folder = tmp_path / "folder"
    folder.mkdir()
    assign, show = ("<!-- runnable -->\n```python\nx = 2\n```\n", "<!-- runnable -->\n```python\nprint(x)\n```\n")
    page.write_text(f"{assign}\n{show}\n```text\n1\n```\n")
    assert EXAMPLES.updated(page, folder) == page.read_text().replace("\n1\n", "\n2\n")
    for body in ("```python\n1 / 0\n", "```sh\nfalse\n", "```sh\nombudsparse stats nowhere\n"):
        page.write_text(f"<!-- runnable -->\n{body}```\n")
        with pytest.raises(RuntimeError, match="ended with"):
            EXAMPLES.updated(page, folder)


# Commands and names that pages show without running them


@cache
def options() -> dict[str, set[str]]:
    """The options of each command, those of the program itself under ""."""
    program = typer.main.get_command(app)
    commands = {"": program, **program.commands}
    return {
        name: {"--help", *(each for option in command.params for each in (*option.opts, *option.secondary_opts))}
        for name, command in commands.items()
    }


def unknown(line: str) -> list[str]:
    """What the line, "ombudsparse …", has that the program does not."""
    words = shlex.split(re.split(r"\s[|>]|\s&&\s", line)[0])[1:]
    command = "" if not words or words[0].startswith("-") else words[0]
    if command not in options():
        return [command]
    return [word for word in words if re.match(r"--?[a-z]", word) and word.split("=")[0] not in options()[command]]


def command_lines(page: Path) -> list[str]:
    shown = "\n".join(blocks(page, "sh", "console")).replace("\\\n", " ").splitlines()
    inline = re.findall(r"`(ombudsparse [a-z-][^`]*)`", FENCE.sub("", page.read_text(encoding="utf-8")))
    lines = [line.strip().removeprefix("$ ") for line in shown] + [" ".join(line.split()) for line in inline]
    return [line for line in lines if line.startswith("ombudsparse ")]


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_commands_and_options_exist(page):
    for line in command_lines(page):
        assert not unknown(line), line


def test_an_unknown_command_or_option_is_noticed():
    assert unknown("ombudsparse tabulate dataset") == ["tabulate"]
    assert unknown("ombudsparse build reports/ --out dataset --fast") == ["--fast"]
    assert not unknown("ombudsparse build reports/ --out=dataset --resume | head")
    assert any(command_lines(page) for page in PAGES)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_python_names_exist(page):
    for body in blocks(page, "python"):
        ast.parse(body)
    text = page.read_text(encoding="utf-8")
    for path in set(re.findall(r"\bop\.([a-z]\w*(?:\.[a-z]\w*)?)", text)):
        found = op
        for name in path.split("."):
            assert hasattr(found, name), f"op.{path}"
            found = getattr(found, name)
            if not isinstance(found, ModuleType):
                break
    for name in set(re.findall(r"\bds\.([a-z]\w*)", text)):
        assert hasattr(op.Dataset, name), f"ds.{name}"


def test_every_measure_and_chart_has_its_section():
    from ombudsparse.analysis import __all__ as measures

    explained = " ".join((DOCS / "measures" / name).read_text(encoding="utf-8") for name in
                         ("findings.md", "money.md", "orders-and-times.md"))  # fmt: skip
    listed = (DOCS / "reference" / "analysis.md").read_text(encoding="utf-8")
    about = {
        "account",
        "evidence",
        "financial_year",
        "intra_case_correlation",
        "left_out",
        "narrow",
        "newcombe",
        "notes",
        "wilson",
    }
    for name in measures:
        assert f".. autofunction:: ombudsparse.analysis.{name}\n" in listed, name
        if name not in about and not name.endswith("_rows"):
            assert f"`{name}(" in explained, name


# The built pages


def not_notebooks(names: list[str]) -> list[str]:
    """What a run of the notebooks leaves beside them."""
    return [name for name in names if not name.endswith(".ipynb")]


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """The pages, built from a copy: Sphinx puts the notebooks beside them. Fails on any warning."""
    folder = tmp_path_factory.mktemp("docs")
    shutil.copytree(DOCS, folder / "docs", ignore=shutil.ignore_patterns("_build", "notebooks"))
    shutil.copy(ROOT / "CITATION.cff", folder)
    if (ROOT / "notebooks").is_dir():
        shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=lambda _, names: not_notebooks(names))
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", "docs", "html"]
    without_network = {**os.environ, "http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
    done = subprocess.run(command, cwd=folder, env=without_network, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return folder / "html"


needs_sphinx = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)} (the extra `docs`)")


@needs_sphinx
def test_internal_links_resolve(built):
    trees = {page: html.parse(str(page)).getroot() for page in built.rglob("*.html")}
    anchors = {page: {*tree.xpath("//@id"), *tree.xpath("//a/@name"), "", "top"} for page, tree in trees.items()}
    checked = 0
    for page, tree in trees.items():
        for link in [*tree.xpath("//@href"), *tree.xpath("//@src")]:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page.resolve()
            assert target.exists(), f"{page.name}: {link}"
            assert target not in anchors or unquote(parts.fragment) in anchors[target], f"{page.name}: {link}"
            checked += 1
    assert checked > 1000


@needs_sphinx
def test_pages_load_nothing_from_elsewhere(built):
    for page in built.rglob("*.html"):
        tree = html.parse(str(page)).getroot()
        loaded = tree.xpath("//script/@src | //img/@src | //link[@rel='stylesheet']/@href | //iframe/@src")
        assert not [link for link in loaded if urlsplit(link).netloc], page


@needs_sphinx
def test_pages_tell_what_they_must(built):
    pages = ("reference/commands.html", "data-dictionary.html", "reference/records.html", "cite.html")
    text = {page: html.parse(str(built / page)).getroot().text_content() for page in pages}
    for command in filter(None, options()):
        assert f"ombudsparse {command}" in text["reference/commands.html"]
    assert "compensation_deductible" in text["data-dictionary.html"]
    assert "SEVERE_MALADMINISTRATION" in text["reference/records.html"]
    assert "cff-version" in text["cite.html"]
    if (ROOT / "notebooks").is_dir():
        assert len(list((built / "notebooks").glob("*.html"))) == len(list((ROOT / "notebooks").glob("*.ipynb"))) > 0
