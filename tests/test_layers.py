"""The laws of the house: imports go one way, names are given once, and nothing is too long to be read."""

import ast
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "ombudsparse"
# The lowest first. A module may import from its own layer and from those named before it, wherever in the file the
# import stands: within a function it saves time at the start, and is no way around the layers.
LAYERS = [
    ["_version", "errors"],
    ["spans"],
    ["document"],
    ["records"],
    ["schema"],
    ["determination"],
    ["vocabulary"],
    ["values"],
    ["readers"],
    ["structure"],
    ["extract", "landlords"],
    ["chronology"],
    ["nlp"],
    ["tables"],
    ["present"],
    ["report"],
    ["pipeline"],
    ["dataset", "fetch"],
    ["analysis"],
    ["collection"],
    ["plots"],
    ["explore"],
    ["cli"],
    ["__init__"],
]
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
HOMES = {
    "bs4": {"readers", "fetch"},
    "lxml": {"readers", "fetch"},
    "pypdfium2": {"readers"},
    "pdfplumber": {"readers", "present"},
    "spacy": {"nlp"},
    "altair": set(),
    "datasette": {"explore"},
    "pandas": {"chronology", "tables", "collection", "dataset", "analysis"},
}
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST_PATTERN = 160
LONGEST_MODULE = 350
PATTERN_MAKERS = {"compile", "search", "match", "sub", "finditer", "fullmatch", "findall", "split", "Wording"}


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


NAMES = {module_name(path): path for path in MODULES}


def imports(path: Path, *, top: bool = False) -> Iterator[str]:
    """The modules that a file imports, those within functions and under TYPE_CHECKING too, unless only at the `top`."""
    parsed = tree(path)
    for node in parsed.body if top else ast.walk(parsed):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            named = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in NAMES else node.module for name in named)


def layer(module: str) -> str:
    return module.split(".")[1] if "." in module else "__init__"


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_modules_import_from_below(path: Path) -> None:
    own = RANK[layer(module_name(path))]
    for module in imports(path):
        if module.split(".")[0] == "ombudsparse":
            assert layer(module) in RANK, f"{module} has no place among the layers"
            assert RANK[layer(module)] <= own, f"{path.name} imports {module}, which is above it"


def test_no_files_import_each_other_in_a_circle() -> None:
    below = {
        name: {other for other in imports(path) if other in NAMES and other != name} for name, path in NAMES.items()
    }
    while below:
        free = {name for name, others in below.items() if not others & below.keys()}
        assert free, f"these import each other in a circle, or import some that do: {sorted(below)}"
        below = {name: others for name, others in below.items() if name not in free}


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_heavy_libraries_stay_home(path: Path) -> None:
    for module in imports(path, top=True):
        homes = HOMES.get(module.split(".")[0])
        assert homes is None or layer(module_name(path)) in homes, f"{path.name} imports {module}"


def test_importing_the_package_loads_nothing() -> None:
    heavy = ["altair", "bs4", "lxml", "msgspec", "pandas", "pdfplumber", "pypdfium2", "spacy", "symspellpy", "typer"]
    code = f"import sys, ombudsparse; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def defined(path: Path) -> Iterator[str]:
    """The names that a module defines at its top level."""
    for node in tree(path).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                yield from (each.id for each in ast.walk(target) if isinstance(each, ast.Name))


def test_a_public_name_is_defined_once() -> None:
    homes: defaultdict[str, set[str]] = defaultdict(set)
    for name, path in NAMES.items():
        for found in defined(path):
            if not found.startswith("_"):
                homes[found].add(name)
    assert {name: places for name, places in homes.items() if len(places) > 1} == {}


def test_no_module_is_named_as_another() -> None:
    stems = sorted(path.stem for path in MODULES if path.stem != "__init__")
    assert [first for first, second in pairwise(stems) if first == second] == []


def literal_length(node: ast.expr) -> int:
    """The characters of the longest literal, or of literals that stand together as one, in an expression."""
    if isinstance(node, ast.Constant):
        return len(node.value) if isinstance(node.value, str) else 0
    if isinstance(node, ast.JoinedStr):
        return sum(len(each.value) for each in node.values if isinstance(each, ast.Constant))
    return max((literal_length(each) for each in ast.iter_child_nodes(node) if isinstance(each, ast.expr)), default=0)


def test_no_pattern_is_a_wall() -> None:
    walls = {}
    for name, path in NAMES.items():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and node.args:
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if called in PATTERN_MAKERS and (length := literal_length(node.args[0])) > LONGEST_PATTERN:
                    walls[f"{name}:{node.lineno}"] = length
    assert walls == {}


def test_no_module_is_two_things_in_one() -> None:
    long = {name: len(path.read_text("utf-8").splitlines()) for name, path in NAMES.items()}
    assert {name: lines for name, lines in long.items() if lines > LONGEST_MODULE} == {}
