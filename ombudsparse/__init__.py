"""Housing Ombudsman determination reports as structured records and timelines.

`parse` reads one report, `read` many, as a Dataset; `load` opens a saved one. Importing this package does no work:
the readers load with the first report.
"""

from typing import TYPE_CHECKING, Any

from ombudsparse._version import __version__
from ombudsparse.errors import (
    AnalysisError,
    CaseNotFound,
    DatasetError,
    EncryptedPdf,
    NotADetermination,
    OmbudsparseError,
    ScannedPdf,
    SourceTooLarge,
    UnreadableSource,
    VocabularyError,
)

if TYPE_CHECKING:
    import ombudsparse.analysis as analysis
    import ombudsparse.plots as plots
    from ombudsparse.collection.dataset import Dataset, load, read
    from ombudsparse.extract.categories import categorise
    from ombudsparse.landlords.resolve import Landlord, landlord
    from ombudsparse.nlp.timeline_pipeline import timeline_pipeline
    from ombudsparse.pipeline import parse
    from ombudsparse.records import Category
    from ombudsparse.report import Determination

_HOMES = {
    "Category": "ombudsparse.records",
    "Dataset": "ombudsparse.collection.dataset",
    "Determination": "ombudsparse.report",
    "Landlord": "ombudsparse.landlords.resolve",
    "categorise": "ombudsparse.extract.categories",
    "landlord": "ombudsparse.landlords.resolve",
    "load": "ombudsparse.collection.dataset",
    "parse": "ombudsparse.pipeline",
    "read": "ombudsparse.collection.dataset",
    "timeline_pipeline": "ombudsparse.nlp.timeline_pipeline",
}
_MODULES = frozenset(["analysis", "plots"])

__all__ = [
    "AnalysisError",
    "CaseNotFound",
    "Category",
    "Dataset",
    "DatasetError",
    "Determination",
    "EncryptedPdf",
    "Landlord",
    "NotADetermination",
    "OmbudsparseError",
    "ScannedPdf",
    "SourceTooLarge",
    "UnreadableSource",
    "VocabularyError",
    "__version__",
    "analysis",
    "categorise",
    "landlord",
    "load",
    "parse",
    "plots",
    "read",
    "timeline_pipeline",
]


def __getattr__(name: str) -> Any:
    """Loads a public name from its module, or a public module, when it is first used."""
    if name not in _HOMES and name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    if name in _MODULES:
        return import_module(f"{__name__}.{name}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
