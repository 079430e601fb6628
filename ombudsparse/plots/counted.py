"""What a chart draws: the table of a measure of `ombudsparse.analysis`, the rows behind it, and plain values of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from ombudsparse.errors import AnalysisError

if TYPE_CHECKING:
    import pandas as pd

    from ombudsparse.analysis.filters import FilterNames

PROVENANCE = "ombudsparse"  # of a measure's table, in its `attrs`
CountedRow = dict[str, Any]


class Counted(Struct, frozen=True):
    """The rows of a measure's table, the things that it counts as a frame, of how many cases it is, and its notes."""

    table: list[CountedRow]
    rows: pd.DataFrame
    cases: int
    notes: tuple[str, ...]

    def notes_on(self, words: str) -> list[str]:
        """The notes in which these words are."""
        return [note for note in self.notes if words in note]


def narrowed_to(of: Any, filters: FilterNames) -> Any:
    """The dataset narrowed down by the filters. Raises AnalysisError where it is none, or nothing matches."""
    import pandas as pd

    if not filters:
        return of
    if isinstance(of, pd.DataFrame):
        raise AnalysisError(f"of: {', '.join(filters)} narrow a Dataset down; filter a frame before you give it")
    from ombudsparse.analysis import narrow

    return narrow(of, **filters)


def by_matter(of: Any) -> bool:
    """Whether the dataset is narrowed down to single matters of its cases."""
    filters = getattr(of, "filters", None)
    return bool(filters and filters.of_matters)


def counted_by(of: Any, measure: Callable[[Any], pd.DataFrame], name: str, keys: Sequence[str]) -> Counted:
    """What is drawn: `of` itself where it is the table of the measure of that name and keys, else what `measure` makes.

    `of`: a Dataset, the rows that the measure counts, or its table, of which rows may have been left out. Raises
    AnalysisError for anything else.
    """
    import pandas as pd

    if not isinstance(of, pd.DataFrame) or "case_reference" in of.columns or PROVENANCE not in of.attrs:
        made = measure(of)
        provenance = made.attrs[PROVENANCE]
        cases = int(of["case_reference"].nunique()) if isinstance(of, pd.DataFrame) else len(of.determinations)
        return Counted(plain_values(made), provenance.rows, cases, tuple(provenance["notes"]))
    provenance = of.attrs[PROVENANCE]
    rows = getattr(provenance, "rows", None)
    if (
        rows is None
        or provenance["measure"] != name
        or provenance["keys"] != list(keys)
        or not {*keys} <= {*of.columns}
    ):
        raise AnalysisError(
            f"of: this table cannot be drawn here; give a Dataset, or the table of {name} with {', '.join(keys)}, "
            "computed and not read from a file"
        )
    kept = rows.merge(of[list(keys)].drop_duplicates(), on=list(keys))
    return Counted(plain_values(of), kept, int(kept["case_reference"].nunique()), tuple(provenance["notes"]))


def plain_values(frame: pd.DataFrame) -> list[CountedRow]:
    """The rows of a frame as plain Python values; what is missing is None."""
    import pandas as pd

    names = [str(name) for name in frame.columns]
    columns = [[None if pd.isna(value) else value for value in frame[name].tolist()] for name in names]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def chosen(name: str, value: str, among: Iterable[str]) -> str:
    """`value` where it is one of `among`. Raises AnalysisError, which names the argument, where it is not."""
    known = tuple(among)
    if value not in known:
        raise AnalysisError(f"{name}={value!r}: it must be one of {', '.join(map(repr, known))}")
    return value


def at_least_one(name: str, value: int) -> int:
    """`value` where it is 1 or more. Raises AnalysisError where it is not."""
    if value < 1:
        raise AnalysisError(f"{name}={value!r}: it must be 1 or more")
    return value


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 case", "1,204 cases"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
