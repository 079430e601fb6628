"""What a figure is narrowed down to: the same names in Python, on the command line and in the browser."""

import difflib
import re
from collections.abc import Iterable, Sequence
from typing import TypedDict

from msgspec import Struct

from ombudsparse.errors import AnalysisError
from ombudsparse.landlords.resolve import landlord

FilterValue = str | int | Sequence[str | int] | None
_NEAREST = 3  # names that are offered for one that is not there
_LISTED = 12  # names that are listed where none is near
_FULL_YEARS = re.compile(r"(\d{4})\D(?:\d\d)?(\d\d)")  # "2024/25", "2024-2025", "2024 – 25"


class FilterNames(TypedDict, total=False):
    """The filters as keyword arguments: a value, or several of which any will do."""

    landlord: FilterValue
    category: FilterValue
    year: FilterValue
    type: FilterValue
    outcome: FilterValue
    tenure: FilterValue


class Filters(Struct, frozen=True):
    """The values that are kept, under the names that the data has for them; a filter without values keeps all.

    `landlord`: its one name. `category`: the primary category of a matter of complaint. `year`: the financial year of
    the decision, as 2024-25. `type`: the kind of landlord. `outcome`: of a formal finding. `tenure`: the resident's.
    """

    landlord: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    outcome: tuple[str, ...] = ()
    tenure: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in FILTERS)

    @property
    def of_matters(self) -> bool:
        """Whether single matters of a case are kept, and not whole cases."""
        return bool(self.category or self.outcome)

    @property
    def told(self) -> str:
        """In words: "damp and mould; 2024-25"; "" where there is no filter."""
        parts = [" or ".join(map(plain_words, getattr(self, name))) for name in FILTERS]
        return "; ".join(part for part in parts if part)


FILTERS: tuple[str, ...] = Filters.__struct_fields__
# the column of analysis.case_keys that each filter of whole cases looks at
CASE_COLUMNS = {"landlord": "landlord", "year": "financial_year", "type": "landlord_type", "tenure": "tenure"}


def several(value: FilterValue) -> tuple[str, ...]:
    """One value, several or none, as a tuple of texts. A blank one is none, as in a form that was left empty."""
    values = [value] if isinstance(value, str | int) or value is None else list(value)
    return tuple(str(each).strip() for each in values if each is not None and str(each).strip())


def plain_words(value: str) -> str:
    """damp_and_mould → damp and mould; asb_and_noise → ASB and noise."""
    return value.replace("_", " ").replace("asb ", "ASB ")


def named_value(name: str, value: str, known: Iterable[str]) -> str:
    """The value among those `known` that is meant: written with spaces or underscores, in capitals or not; a landlord
    in any way that reports name it; a year as 2024/25 too.

    Raises AnalysisError, which says what would match, where none is meant.
    """
    names = sorted(set(known))
    folded = {_folded(each): each for each in names}
    said = _folded(value)
    if said in folded:
        return folded[said]
    if name == "landlord" and (one := landlord(value).name) in names:
        return str(one)
    if name == "year" and (years := _FULL_YEARS.fullmatch(value.strip())) and f"{years[1]}-{years[2]}" in names:
        return f"{years[1]}-{years[2]}"
    raise AnalysisError(f"{name}: {value!r} matches nothing here; {_what_would(said, folded)}")


def _what_would(said: str, folded: dict[str, str]) -> str:
    near = [each for key, each in folded.items() if said and (key.startswith(said) or f" {said} " in f" {key} ")]
    near += [folded[key] for key in difflib.get_close_matches(said, folded, _NEAREST)]
    if near:
        offered = list(dict.fromkeys(near))[:_NEAREST]
        return f"did you mean {' or '.join(map(repr, offered))}?"
    names = list(folded.values())
    if not names:
        return "no case states one"
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return f"there are {', '.join(names[:_LISTED])}{more}"


def _folded(value: str) -> str:
    return " ".join(value.lower().replace("_", " ").replace("’", "'").split())
