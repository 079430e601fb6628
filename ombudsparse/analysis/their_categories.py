"""The categories in which the Ombudsman counts, and which of ours belong to them; the mapping is our own reading."""

from msgspec import Struct

from ombudsparse import vocabulary

UNMAPPED = "unmapped"


class _Mapping(Struct, frozen=True, forbid_unknown_fields=True):
    categories: dict[str, tuple[str, ...]]


def ombudsman_categories() -> dict[str, str]:
    """Our categories with that of the Ombudsman; one that is not there is unmapped. Raises VocabularyError."""
    loaded: _Mapping = vocabulary.load_vocabulary("ombudsman_categories", _Mapping)
    return {ours: theirs for theirs, every in loaded.categories.items() for ours in every}
