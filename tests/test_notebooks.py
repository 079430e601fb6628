"""notebooks/: they run, and give the outputs that are committed (``pytest --update-notebooks`` writes these anew).

They run in order in a copy, since the second makes the dataset that those after it open. Text is compared by its words,
and of drawings only that they are there: another version of pandas or Vega may lay the same out otherwise.
"""

import html
import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NAMES = [path.name for path in NOTEBOOKS]
SVG = "image/svg+xml"
LONGEST_CELL, LARGEST_DRAWING, LARGEST_NOTEBOOK = 12, 150_000, 500_000  # lines, bytes, bytes
LONGEST_PLAIN = 5_000  # characters: of a report its whole record, which stands beside the page that is shown

for needed in ("nbformat", "nbclient", "ipykernel", "altair", "vl_convert"):
    pytest.importorskip(needed, reason=f"{needed} is not installed; the notebooks need pip install '.[notebooks]'")
pytestmark = pytest.mark.skipif(not (ROOT / "corpus" / "reports").is_dir(), reason="corpus/reports is absent")

import nbformat  # noqa: E402 - where it is installed
from nbclient import NotebookClient  # noqa: E402


@pytest.fixture(scope="module")
def ran(request, tmp_path_factory):
    """The notebooks by name, with the outputs of a run."""
    place = tmp_path_factory.mktemp("notebooks")
    shutil.copytree(ROOT / "corpus", place / "corpus")
    (place / "tests" / "support").mkdir(parents=True)
    shutil.copy(ROOT / "tests" / "support" / "make_reports.py", place / "tests" / "support")
    (place / "notebooks").mkdir()
    found = {}
    with pytest.MonkeyPatch.context() as environment:
        for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR"):  # nobody's own settings
            environment.setenv(name, str(place / name.lower()))
        for path in NOTEBOOKS:
            found[path.name] = run(path, place / "notebooks")
            if request.config.getoption("update_notebooks"):
                nbformat.write(found[path.name], path)
    return found


def run(path, folder):
    """The notebook with the outputs of a run in `folder`, and nothing that tells one run from another."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(folder)}},
    ).execute()
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for output in outputs(notebook):
        shown = output.get("data", {})
        if "text/html" in shown and len(shown.get("text/plain", "")) > LONGEST_PLAIN:
            del shown["text/plain"]
    return notebook


def outputs(notebook):
    return [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]


def words(output):
    """What an output says, as words; of a drawing that it is one."""
    shown = output.get("data", {"text/plain": output.get("text", "")})
    if SVG in shown:
        return ["(drawing)"]
    if "text/html" in shown:
        return html.unescape(re.sub(r"<style.*?</style>|<[^>]*>", " ", shown["text/html"], flags=re.S)).split()
    return shown["text/plain"].split()


@pytest.fixture(params=NAMES)
def name(request):
    return request.param


@pytest.fixture
def committed(name):
    return nbformat.read(ROOT / "notebooks" / name, as_version=4)


def test_there_are_six():
    assert len(NAMES) == 6


def test_a_run_gives_the_outputs_that_are_committed(ran, name, committed):
    fresh = [cell for cell in ran[name].cells if cell.cell_type == "code"]
    held = [cell for cell in committed.cells if cell.cell_type == "code"]
    for cell, kept in zip(fresh, held, strict=True):
        made = [words(output) for output in cell.outputs]
        assert made == [words(output) for output in kept.outputs], (
            f"{name}: this cell gives something else now; if that is right: pytest tests/test_notebooks.py "
            f"--update-notebooks, and read the difference\n{cell.source}"
        )


def test_committed_notebooks_are_of_one_clean_run(committed):
    nbformat.validate(committed)
    cells = [cell for cell in committed.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert not any(cell.metadata for cell in committed.cells)


def test_outputs_tell_of_no_machine_and_no_warning(committed):
    assert not [
        output for output in outputs(committed) if output.output_type == "error" or output.get("name") == "stderr"
    ]
    text = " ".join(str(output) for output in outputs(committed))
    assert not re.findall(r"(?:/tmp|/home|/root|/work|/Users|[A-Z]:\\\\)\S*|0x[0-9a-f]{6,}|\w*Warning\b", text)


def test_cells_are_short_and_say_that_reports_are_invented(committed):
    long = [cell.source for cell in committed.cells if cell.cell_type == "code"
            and len(cell.source.splitlines()) > LONGEST_CELL]  # fmt: skip
    assert not long
    first = committed.cells[0]
    assert first.cell_type == "markdown"
    assert "invented" in first.source
    assert "your own" in first.source or "For a real one" in first.source


def test_files_are_small(name, committed):
    drawings = [output["data"][SVG] for output in outputs(committed) if SVG in output.get("data", {})]
    assert all(len("".join(drawing).encode()) < LARGEST_DRAWING for drawing in drawings)
    assert (ROOT / "notebooks" / name).stat().st_size < LARGEST_NOTEBOOK


def test_links_lead_to_files(committed):
    text = "\n".join(cell.source for cell in committed.cells if cell.cell_type == "markdown")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert (ROOT / "notebooks" / target).exists(), target
