"""Imports go one way: a module imports from layers below it, and heavy libraries stay in the layer that needs them."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "ombudsparse"
# the lowest first; a module may import from its own layer and from those above it in this list
LAYERS = [
    ["_version", "errors"],
    ["spans"],
    ["document"],
    ["records"],
    ["schema"],
    ["vocabulary"],
    ["values"],
    ["readers"],
    ["structure"],
    ["extract", "landlords"],
    ["chronology"],
    ["nlp"],
    ["determination"],
    ["present"],
    ["pipeline"],
    ["dataset", "fetch"],
    ["collection", "analysis", "plots"],
    ["explore"],
    ["cli"],
]
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
HOMES = {
    "bs4": {"readers", "fetch"},
    "lxml": {"readers", "fetch"},
    "pypdfium2": {"readers"},
    "spacy": {"nlp"},
    "altair": set(),
    "datasette": {"explore"},
    "pandas": {"nlp", "dataset", "analysis"},
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def imports(path: Path, *, top: bool) -> list[str]:
    """The modules that a file imports; `top`: at its top level, outside functions and TYPE_CHECKING."""
    tree = ast.parse(path.read_text("utf-8"))
    nodes = tree.body if top else list(ast.walk(tree))
    found = []
    for node in nodes:
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.append(node.module)
            if node.module == "ombudsparse":
                found += [f"ombudsparse.{alias.name}" for alias in node.names]
    return found


def layer(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def rank(name: str) -> int:
    """The rank of a layer; the modules of the command line, and only they, go by a prefix."""
    return RANK["cli"] if name.startswith("cli") else RANK[name]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_import_from_below(path: Path) -> None:
    if path == PACKAGE / "__init__.py":
        return
    own = rank(layer(path))
    for module in imports(path, top=True):
        parts = module.split(".")
        if parts[0] == "ombudsparse" and len(parts) > 1 and parts[1] != "__version__":
            assert rank(parts[1]) <= own, f"{path.name} imports {module}, which is above it"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_heavy_libraries_stay_home(path: Path) -> None:
    for module in imports(path, top=True):
        homes = HOMES.get(module.split(".")[0])
        assert homes is None or layer(path) in homes, f"{path.name} imports {module}"


def test_importing_the_package_loads_nothing() -> None:
    heavy = ["altair", "bs4", "lxml", "msgspec", "pandas", "pypdfium2", "spacy", "symspellpy", "typer"]
    code = f"import sys, ombudsparse; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_no_module_is_two_things_in_one() -> None:
    long = {str(path.relative_to(PACKAGE)): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {name: lines for name, lines in long.items() if lines > 350} == {}
