"""Which money is ordered for which head: a stated total, or its components, and never both."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import pandas as pd
from msgspec import Struct

from ombudsparse.records import AwardRole

_TOTAL, _PART = AwardRole.ORDERED.value, AwardRole.ORDERED_COMPONENT.value


class _Sum(Struct, frozen=True):
    """A sum of the orders: its row, whole pence, whether it is a component, and whether its head is known."""

    row: int
    pence: int
    part: bool
    headed: bool


def attribute(sums: pd.DataFrame) -> pd.DataFrame:
    """Columns `attributed` and `unattributed` (pounds, float) for rows with case_reference, number, amount, role,
    head_number and compensation_ordered.

    Of a total whose components have heads, the components are attributed to theirs, and what they leave of it to its
    own, if it has one. Components that come to more than the total are shares of shares: then the total stands. A sum
    that is paid several times ("£50 for each of the 3 visits") counts as often as the case's total says. What has no
    head is unattributed. 0 for all other roles, and for cases whose total is not known.
    """
    made = pd.DataFrame(0.0, index=sums.index, columns=["attributed", "unattributed"])
    counted = sums[sums["role"].isin([_TOTAL, _PART]) & sums["compensation_ordered"].notna()]
    counted = counted.sort_values(["case_reference", "number"], kind="stable")
    places: list[int] = []
    pounds: list[tuple[float, float]] = []
    cells = zip(
        counted["case_reference"], counted.index, counted["amount"], counted["role"] == _PART,
        counted["head_number"].notna(), counted["compensation_ordered"], strict=True,
    )  # fmt: skip
    for _, group in groupby(cells, key=lambda cell: cell[0]):
        rows = list(group)
        case = [_Sum(row, round(amount * 100), bool(part), bool(headed)) for _, row, amount, part, headed, _ in rows]
        for row, own, rest in _shares(case, round(rows[0][-1] * 100)):
            places.append(row)
            pounds.append((own / 100, rest / 100))
    if places:
        made.loc[places, :] = pounds
    return made


def _shares(case: Sequence[_Sum], total: int) -> Iterator[tuple[int, int, int]]:
    """Row, pence attributed and pence unattributed, of each sum that counts; they add up to `total`."""
    mains = [each for each in case if not each.part]
    worth = {each.row: each.pence for each in mains}
    short = total - sum(worth.values())
    repeated = [each for each in mains if each.pence and short > 0 and not short % each.pence]
    if short and len(repeated) == 1:
        worth[repeated[0].row] += short
        short = 0
    if not mains or short < 0:  # what the total is made of cannot be told
        yield case[0].row, 0, total
        return
    for at, (main, parts) in enumerate(_with_parts(case)):
        headed = [each for each in parts if each.headed]
        if sum(each.pence for each in parts) > worth[main.row]:
            headed = []
        for each in headed:
            yield each.row, each.pence, 0
        left = worth[main.row] - sum(each.pence for each in headed)
        extra = short if at == 0 else 0
        yield main.row, left if main.headed else 0, extra + (0 if main.headed else left)


def _with_parts(case: Sequence[_Sum]) -> Iterator[tuple[_Sum, list[_Sum]]]:
    """Each total with its components: those behind it, or, where these add up to the next total, those before that."""
    runs: list[tuple[_Sum | None, list[_Sum]]] = [(None, [])]
    for each in case:
        if each.part:
            runs[-1][1].append(each)
        else:
            runs.append((each, []))
    carried: list[_Sum] = []
    for at, (main, parts) in enumerate(runs):
        following = runs[at + 1][0] if at + 1 < len(runs) else None
        come_to = sum(each.pence for each in parts)
        forward = (
            following is not None and parts and come_to == following.pence and (main is None or come_to != main.pence)
        )
        if main is None:
            carried = parts
            continue
        yield main, carried + ([] if forward else parts)
        carried = parts if forward else []
