"""Reports, a finished dataset of them, and the hand-made determination, for the tests of datasets."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest
from invented_report import invented
from make_reports import make_reports, templates, write_folder

from ombudsparse.collection.dataset import Dataset
from ombudsparse.dataset.build import build
from ombudsparse.report import Determination


class Inline(Executor):
    """Calls at once, in this process: for tests of what is done with results."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - as executors do
            future.set_exception(error)
        return future


@pytest.fixture(scope="session")
def determination() -> Determination:
    return invented()


@pytest.fixture(scope="session")
def inline() -> Executor:
    return Inline()


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with twelve made reports and one file that is none."""
    if not templates():
        pytest.skip("corpus/reports is absent")
    folder = tmp_path_factory.mktemp("reports")
    write_folder(make_reports(12), folder)
    (folder / "recipe.txt").write_text("Beat the eggs.")
    return folder


@pytest.fixture(scope="session")
def dataset(reports: Path, inline: Executor, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """The dataset of those reports."""
    out = tmp_path_factory.mktemp("dataset")
    build(reports, out, executor=inline, attribution="=An Ombudsman")
    return Dataset(out)
