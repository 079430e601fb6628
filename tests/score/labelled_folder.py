"""Scores everything labelled that a folder holds."""

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

from single_lines import score_beginnings, score_categories, score_statements
from tally import Tally
from whole_reports import score_reports


def scored(folder: Path, names: Collection[str] | None = None) -> Tally:
    """The tally of everything labelled that `folder` holds; of its whole reports only those of `names`, if given."""
    tally = Tally()
    score_reports(tally, folder, names)
    score_statements(tally, _rows(folder / "lines" / "findings.jsonl"))
    score_categories(tally, _rows(folder / "lines" / "categories.jsonl"))
    score_beginnings(tally, _rows(folder / "fixtures.jsonl"))
    return tally


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []
