"""A dataset of the corpus and of the hand-made determination, and the explorer over it."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest
from invented_report import invented

from ombudsparse.collection.dataset import Dataset
from ombudsparse.dataset.build import build

pytest.importorskip("datasette", reason="the extra explore is not installed")
CORPUS = Path(__file__).resolve().parents[2] / "corpus/reports"


class Inline(Executor):
    """Calls at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """The reports of the corpus and a saved determination with awkward text, as a dataset."""
    pages = sorted(CORPUS.glob("*/page.html"))
    if not pages:
        pytest.skip("corpus/reports is absent")
    folder = tmp_path_factory.mktemp("explore")
    (folder / "saved.jsonl").write_text(invented().to_json() + "\n")
    build([folder / "saved.jsonl", *pages], folder / "dataset", executor=Inline(), attribution="<An Ombudsman>")
    return Dataset(folder / "dataset")


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def served(dataset: Dataset, cache: Path) -> Any:
    """The explorer of that dataset."""
    from ombudsparse.explore.server import explorer

    return explorer(dataset.folder, cache=cache)


@pytest.fixture(scope="session")
def get(served: Any) -> Callable[..., Any]:
    """Answers a request without a port."""

    def ask(path: str, **options: Any) -> Any:
        async def fetch() -> Any:
            await served.invoke_startup()
            return await served.client.get(path, **options)

        return asyncio.run(fetch())

    return ask


@pytest.fixture(scope="session")
def answer(get: Callable[..., Any]) -> Callable[..., list[dict[str, Any]]]:
    """The rows that a question is answered with."""

    def ask(question: str, **given: str) -> list[dict[str, Any]]:
        response = get(f"/ombudsman/{question}.json", params={"_shape": "objects", **given})
        assert response.status_code == 200, response.text
        assert not response.json()["truncated"]
        found: list[dict[str, Any]] = response.json()["rows"]
        return found

    return ask
