"""Counts of right and wrong by measure, with the misses."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any


class Tally:
    """What was counted so far. Every figure is a plain ratio; its `n` is the denominator."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()
        self.misses: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)

    def count(self, measure: str, right: object, *why: Any) -> None:
        """One answer to one question; `why` is kept where it is wrong."""
        self.asked[measure] += 1
        self.right[measure] += bool(right)
        if not right:
            self.misses[measure].append(why)

    def add(self, measure: str, right: float, asked: int) -> None:
        """Several answers at once."""
        self.asked[measure] += asked
        self.right[measure] += right  # type: ignore[assignment]

    def found(self, measure: str, both: int, labelled: int, read: int) -> None:
        """Precision and recall: `both` of the `labelled` were found, and are right of those that were `read`."""
        self.add(f"{measure} precision", both, read)
        self.add(f"{measure} recall", both, labelled)

    def unmatched(
        self,
        measure: str,
        pairs: Sequence[tuple[int, int]],
        labels: Iterable[tuple[Any, ...]],
        records: Iterable[tuple[Any, ...]],
        where: str,
    ) -> None:
        """Keeps the labels that no record met, and the records that no label asked for."""
        labelled, read = {i for i, _ in pairs}, {j for _, j in pairs}
        self.misses[measure] += [(where, "missed", *label) for i, label in enumerate(labels) if i not in labelled]
        self.misses[measure] += [(where, "spurious", *record) for j, record in enumerate(records) if j not in read]

    def figures(self) -> dict[str, dict[str, float | None]]:
        """Each measure with its score, to four digits, and its denominator."""
        return {
            measure: {"score": round(self.right[measure] / asked, 4) if asked else None, "n": asked}
            for measure, asked in self.asked.items()
        }
