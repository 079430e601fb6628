"""The picture of the layers is drawn from the code as it is, and the recipes name files that exist."""

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "CONTRIBUTING.md", ROOT / "docs" / "architecture.md"]
NAMED = re.compile(r"`((?:ombudsparse|tests|docs|corpus|notebooks)/[\w./-]+)`")


def test_the_picture_of_the_layers_is_that_of_the_code() -> None:
    spec = importlib.util.spec_from_file_location("layers", ROOT / "docs" / "layers.py")
    assert spec is not None
    assert spec.loader is not None
    layers = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(layers)
    drawn = (ROOT / "docs" / "_static" / "layers.svg").read_text("utf-8")
    assert drawn == layers.drawing() + "\n", "run `python docs/layers.py > docs/_static/layers.svg`"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_files_that_a_page_names_exist(page: Path) -> None:
    named = NAMED.findall(page.read_text("utf-8"))
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []
