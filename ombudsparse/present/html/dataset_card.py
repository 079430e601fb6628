"""A dataset as a notebook shows it: what it holds, in numbers."""

import datetime as dt
from collections.abc import Mapping, Sequence
from html import escape

from ombudsparse.present.wording import day

_WHAT = {
    "determinations": "cases",
    "heads": "matters of complaint",
    "findings": "formal findings: count these",
    "narrative_findings": "outcomes told of in the reasoning",
    "orders": "orders",
    "recommendations": "recommendations",
    "awards": "sums of money, of every role",
    "events": "dated mentions",
    "milestones": "steps of the complaints, dated",
    "conflicts": "events that are given several dates",
    "citations": "laws and rules cited",
    "problems": "problems noticed: look here before you print a figure",
    "sources": "files and addresses read",
}


def dataset_card(
    folder: str | None, counts: Mapping[str, int], landlords: int, decided: Sequence[dt.date], failed: int
) -> str:
    """The dataset as HTML: how many cases of how many landlords, decided when, and the rows of each table.

    `folder` is None for a dataset that is not saved: its temporary folder is nothing to tell of.
    """
    place = f"Dataset in <code>{escape(folder)}</code>" if folder else "Dataset, not saved"
    cases = counts["determinations"]
    parts = [
        f"<b>{cases:,} case{'' if cases == 1 else 's'}</b>",
        f"{landlords:,} landlord{'' if landlords == 1 else 's'}",
        f"decided {' to '.join(dict.fromkeys(day(each) for each in decided))}" if decided else "no date of decision",
        f"{failed:,} source{'' if failed == 1 else 's'} could not be read" if failed else "",
    ]
    lines = "".join(
        f'<tr><td style="text-align:left"><code>{escape(name)}</code></td><td style="text-align:right">{count:,}</td>'
        f'<td style="text-align:left">{escape(_WHAT.get(name, ""))}</td></tr>'
        for name, count in counts.items()
    )
    head = "".join(f'<th style="text-align:left">{name}</th>' for name in ("table", "rows", "a row each"))
    return (
        f"<div><p>{place}: {' · '.join(part for part in parts if part)}</p>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>"
    )
