"""The charts of the explorer: those of `ombudsparse.plots`, drawn from the whole dataset when first asked for."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec import Struct

from ombudsparse.collection.dataset import Dataset
from ombudsparse.dataset.stores.replacing import replacing


class Chart(Struct, frozen=True):
    """A chart: its name in addresses, what it shows, and what draws it."""

    name: str
    title: str
    about: str
    draw: Callable[[Any, Any], Any]


CHARTS = (
    Chart("outcomes_by_landlord", "Outcomes by landlord",
          "Shares of the findings of each outcome, for the landlords with the most findings.",
          lambda plots, dataset: plots.outcomes_by_landlord(dataset)),
    Chart("landlord_category_map", "Landlords and kinds of complaint",
          "The maladministration rate of each landlord for each kind of complaint, with the number of findings.",
          lambda plots, dataset: plots.landlord_category_map(dataset)),
    Chart("compensation_trend", "Compensation by financial year",
          "What was ordered in a case: median and quartiles, and the total.",
          lambda plots, dataset: plots.compensation_trend(dataset)),
    Chart("response_times_stage_1", "Answers at stage 1",
          "Working days to the answer at stage 1, against the Complaint Handling Code.",
          lambda plots, dataset: plots.response_times(dataset, stage="stage_1")),
    Chart("response_times_stage_2", "Answers at stage 2",
          "Working days to the answer at stage 2, against the Complaint Handling Code.",
          lambda plots, dataset: plots.response_times(dataset, stage="stage_2")),
)  # fmt: skip


def chart_svg(dataset: Dataset, name: str, folder: Path, filters: dict[str, str] | None = None) -> bytes:
    """The chart of that name as SVG, of the cases that `filters` name (those of `analysis.narrow`), drawn once and kept
    in `folder`.

    Raises KeyError for a name that is none, OmbudsparseError where nothing matches or the extra `plots` is missing.
    """
    chart = {each.name: each for each in CHARTS}[name]
    asked = {key: value for key, value in sorted((filters or {}).items()) if value}
    mark = hashlib.sha256(repr(asked).encode()).hexdigest()[:16] if asked else ""
    kept = folder / f"{name}{'-' if mark else ''}{mark}.svg"
    if not kept.is_file():
        from ombudsparse import plots  # altair is an extra, and slow to import

        drawn = chart.draw(plots, dataset.where(**asked))
        with replacing(kept) as path:
            plots.save(drawn, path.with_suffix(".svg"))
            path.with_suffix(".svg").replace(path)
    return kept.read_bytes()
