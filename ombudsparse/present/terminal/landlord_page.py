"""The head of a landlord's page: under which names it was printed, what followed it, and how many cases there are."""

import datetime as dt

from msgspec import Struct
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ombudsparse.present.wording import day, label, one_line

UNRESOLVED = "not in the table of landlords: cases under another spelling of its name are not here"


class Link(Struct, frozen=True):
    """One step of a succession: the other landlord, when (ISO, as precisely as it is known) and how."""

    name: str
    date: str
    kind: str
    verify: bool = False


class LandlordFacts(Struct, frozen=True):
    """What is known of a landlord of a dataset besides its figures.

    `printed`: the names under which reports print it, each with its number of cases. `resolved`: whether the table of
    landlords has it.
    """

    name: str
    type: str
    resolved: bool
    cases: int
    first: dt.date | None
    last: dt.date | None
    printed: tuple[tuple[str, int], ...]
    group: str | None = None
    successors: tuple[Link, ...] = ()
    predecessors: tuple[Link, ...] = ()


def landlord_head(facts: LandlordFacts) -> RenderableType:
    """Name, kind and cases, then the names and links, a line each."""
    cases = f"{facts.cases:,} published case{'' if facts.cases == 1 else 's'}"
    between = "" if facts.first is None or facts.last is None else f", {_between(facts.first, facts.last)}"
    title = Text(one_line(facts.name, None), style="bold")
    kind = "kind of landlord not stated" if facts.type == "not stated" else one_line(label(facts.type))
    title.append(f"\n{kind} · {cases}{between}", style="not bold")
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column()
    grid.add_column(overflow="fold")  # a name is never cut
    names = ", ".join(f"{one_line(name, 120)} ({number:,})" for name, number in facts.printed)
    grid.add_row("Printed as", Text(names))
    if facts.group:
        grid.add_row("Member of", Text(one_line(facts.group)))
    for word, links in (("Followed", facts.predecessors), ("Followed by", facts.successors)):
        for link in links:
            grid.add_row(word, Text(_linked(link)))
    if not facts.resolved:
        grid.add_row("Name", Text(UNRESOLVED, style="yellow"))
    return Group(title, grid, Text())


def _linked(link: Link) -> str:
    unsure = ", date not confirmed" if link.verify else ""
    return f"{one_line(link.name)} ({label(link.kind)}, {link.date}{unsure}); its cases are its own, not in these"


def _between(first: dt.date, last: dt.date) -> str:
    return f"decided {day(first)}" if first == last else f"decided {day(first)} to {day(last)}"
