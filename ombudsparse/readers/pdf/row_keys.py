"""The cells by which the rows of a table without drawn lines are told: those of its first column, or its due dates."""

from collections.abc import Sequence

from ombudsparse.readers.pdf.lines import PageLine
from ombudsparse.vocabulary.patterns import Wording

_TIGHT = 1.32  # sizes of the type: lines of one cell of the first column stand no further apart
_PARAGRAPH = 2.6  # sizes of the type: two dates of one cell stand no further apart
_BEGUN_DATE = Wording(r"later|than|\bby\b|within|\d")
_DEADLINE = Wording(r"no later\b")
_DUE_HEADER = Wording(r"due date|due by|deadline|by when")
_YEAR = Wording(r"\d{4}")

Columns = Sequence[Sequence[PageLine]]


def keys_and_others(columns: Columns) -> tuple[list[list[float]], Columns]:
    """The cells of the key column, each as the bases of its lines, and the other columns."""
    keys, last = _groups(columns[0]), _due_cells(columns[-1])
    # a row whose first cell is empty, or a table whose number is set close before its text: its days are the keys
    if (len(columns) > 2 and len(last) > len(keys)) or _is_text_before_days(columns):
        return last, columns[:-1]
    return keys, columns[1:]


def _is_text_before_days(columns: Columns) -> bool:
    """Whether a table of two columns has its text in the first and due dates in the second."""
    if len(columns) != 2 or len(columns[0]) <= len(columns[1]):
        return False
    return any(_DEADLINE.match(line.text) or _DUE_HEADER.fullmatch(line.text) for line in columns[1])


def _groups(lines: Sequence[PageLine]) -> list[list[float]]:
    """The bases of the lines of each cell: of those that stand close."""
    groups: list[list[float]] = []
    for line in lines:
        if groups and line.base - groups[-1][-1] <= _TIGHT * line.size:
            groups[-1].append(line.base)
        else:
            groups.append([line.base])
    return groups


def keys_between(lines: Sequence[PageLine], top: float, bottom: float) -> list[list[float]]:
    """The cells of a column, as the bases of their lines, that stand between two heights."""
    return _groups([line for line in lines if top < line.base <= bottom])


def _due_cells(lines: Sequence[PageLine]) -> list[list[float]]:
    """The same for cells that hold a date, in which "No later than" stands apart from it."""
    groups: list[list[float]] = []
    words = ""
    for line in lines:
        gap = line.base - groups[-1][-1] if groups else 0.0
        whole = _YEAR.search(words) or not _BEGUN_DATE.search(words)
        if (
            groups
            and not _DEADLINE.match(line.text)
            and (gap <= _TIGHT * line.size or not whole or (gap < _PARAGRAPH * line.size and _YEAR.search(words)))
        ):
            groups[-1].append(line.base)
            words += f" {line.text}"
        else:
            groups.append([line.base])
            words = line.text
    return groups
