"""Which sources are one case, and which of them is kept.

Kept is the latest by date of decision or amendment; then a page before a text before a PDF, since a page shows its
headings, lists and tables and a PDF shows the least; then the one with the fewest problems; then the first by name.
A decision on several complaints is published under the reference of each: it is one case.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from ombudsparse.dataset.one_report import JournalEntry

_FORMS = ("html", "text", "pdf")
Failure = tuple[str, str]


class Listed(NamedTuple):
    """A source of the dataset: key of its entry, hash of its content, and why it failed, if it did.

    `held`: "" for what this build read; of what an earlier build read, "rows" where its rows are in the tables that
    stand, and "name" for one that was left out as a duplicate. `parser`: the version that read it.
    """

    source: str
    key: bytes
    content_hash: str
    url: str | None
    failure: Failure | None = None
    held: Literal["", "rows", "name"] = ""
    parser: str = ""


class Case(NamedTuple):
    """A case, the source that is kept, those that are left out as duplicates, and what is to be told of it.

    `others` are the references of those left out that are not the case's own: one decision, published under each.
    """

    reference: str
    kept: Listed
    duplicates: tuple[Listed, ...]
    others: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def reference_of(each: Listed, entries: Mapping[bytes, JournalEntry]) -> str:
    """The reference of a source; a report without one is a case of its own content."""
    return entries[each.key].reference or f"unreferenced-{each.content_hash[:12]}"


def cases(listed: Sequence[Listed], entries: Mapping[bytes, JournalEntry]) -> list[Case]:
    """The cases by reference, each with the source that is kept of it."""

    def preference(each: Listed) -> tuple[bool, int, int, int, str]:
        entry = entries[each.key]
        form = _FORMS.index(entry.form) if entry.form in _FORMS else len(_FORMS)
        return (
            each.held == "name",
            -entry.date.toordinal() if entry.date else 0,
            form,
            entry.problems,
            each.source,
        )

    groups: defaultdict[str, list[Listed]] = defaultdict(list)
    for each in sorted(listed, key=preference):
        groups[reference_of(each, entries)].append(each)
    links = list(_links(groups, entries))
    joined = _joined(groups, [(one, other) for one, other, joint in links if joint])
    made = []
    for references in joined:
        kept, *others = sorted((each for name in references for each in groups[name]), key=preference)
        reference = reference_of(kept, entries)
        made.append(Case(reference, kept, tuple(others), tuple(name for name in references if name != reference)))
    return _with_doubts(sorted(made), links, entries)


def _links(
    groups: Mapping[str, Sequence[Listed]], entries: Mapping[bytes, JournalEntry]
) -> Iterator[tuple[str, str, bool]]:
    """Pairs of references of which a report of one names the other, of the same landlord and day.

    True where they determine and order the same: then they are one decision.
    """
    for reference in sorted(groups):
        for other in sorted({name for each in groups[reference] for name in entries[each.key].others}):
            if other == reference or other not in groups:
                continue
            one, two = entries[groups[reference][0].key], entries[groups[other][0].key]
            if one.landlord == two.landlord and (one.decided == two.decided or None in (one.decided, two.decided)):
                yield reference, other, bool(one.decided == two.decided and one.substance == two.substance)


def _joined(groups: Mapping[str, Sequence[Listed]], pairs: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The references, those of one decision together."""
    home = {name: name for name in groups}
    for one, other in pairs:
        old, new = home[other], home[one]
        home = {name: new if at == old else at for name, at in home.items()} if old != new else home
    together: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(groups):
        together[home[name]].append(name)
    return list(together.values())


def _with_doubts(
    made: Sequence[Case], links: Sequence[tuple[str, str, bool]], entries: Mapping[bytes, JournalEntry]
) -> list[Case]:
    """The cases, each with a word on those that may be the same decision though nothing shows it for certain."""
    stands = {name: case.reference for case in made for name in (case.reference, *case.others)}
    doubts: defaultdict[str, list[str]] = defaultdict(list)
    for one, other, _ in links:
        if stands[one] != stands[other]:
            for name, another in ((one, other), (other, one)):
                message = f"it and {another}, of the same landlord and day, name one another: they may be one decision"
                if message not in doubts[stands[name]]:
                    doubts[stands[name]].append(message)
    alike: defaultdict[bytes, list[str]] = defaultdict(list)
    for case in made:
        if words := entries[case.kept.key].words:
            alike[words].append(case.reference)
    for names in alike.values():
        for name, another in zip(names, [*names[1:], names[0]], strict=True):
            if name != another:
                doubts[name].append(f"{another} has the same words but for the reference: they may be one decision")
    return [case._replace(doubts=tuple(doubts[case.reference])) for case in made]
