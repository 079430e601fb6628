"""Scores whole reports against their labels: the case, its heads, findings, orders, sums, events and steps."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any

from matching import folded, likeness, mention_key, paired, plain, pounds, words
from tally import Tally

import ombudsparse as op

STARTS_WITHIN = 60  # characters by which an order's text may begin before its label


def score_reports(tally: Tally, folder: Path, names: Collection[str] | None = None) -> None:
    """Scores every report of `folder`/gold, or those of `names`, in each of its forms."""
    for path in sorted((folder / "gold").glob("*.json")):
        if names is not None and path.stem not in names:
            continue
        gold = json.loads(path.read_text("utf-8"))
        for name in gold.get("files") or [gold["file"]]:
            score_report(tally, folder / name, gold)


def score_report(tally: Tally, path: Path, gold: dict[str, Any]) -> None:
    """Scores one form of one report; a report that cannot be read is counted as not parsed, and nowhere else."""
    try:
        read = op.parse(path)
    except Exception as error:  # noqa: BLE001 - a crash is what is counted here
        tally.count("parsed", False, path.name, repr(error)[:200])
        return
    tally.count("parsed", True)
    _case(tally, path.name, gold, read)
    heads = _heads(tally, path.name, gold, read)
    _findings(tally, path.name, gold, read, heads)
    _orders(tally, path.name, gold, read, "orders")
    _orders(tally, path.name, gold, read, "recommendations")
    _money(tally, path.name, gold, read, heads)
    _events(tally, path.name, gold, read)
    _steps(tally, path.name, gold, read)


def _case(tally: Tally, where: str, gold: dict[str, Any], read: op.Determination) -> None:
    tally.count("case_reference", read.case_reference == gold["case_reference"], where, read.case_reference)
    tally.count("landlord", folded(read.landlord) == folded(gold["landlord"]), where, read.landlord)
    tally.count("date", plain(read.date) == gold["date"], where, plain(read.date))
    if gold.get("tenure"):
        named = words(gold["tenure"]).keys() <= words(read.tenure).keys()
        tally.count("tenure", named, where, read.tenure, gold["tenure"])


def _matched(
    tally: Tally,
    measure: str,
    where: str,
    labels: Sequence[Any],
    records: Sequence[Any],
    alike: Callable[[Any, Any], float],
    shown: Callable[[Any], tuple[Any, ...]],
) -> list[tuple[int, int]]:
    pairs = paired(labels, records, alike)
    tally.found(measure, len(pairs), len(labels), len(records))
    tally.unmatched(measure, pairs, map(shown, labels), map(shown, records), where)
    return pairs


def _text(item: Any) -> str:
    return str(item["text"] if isinstance(item, dict) else item.text)


def _heads(tally: Tally, where: str, gold: dict[str, Any], read: op.Determination) -> dict[int, int]:
    """The position of the head that was read, by that of the labelled one."""
    labels = gold.get("heads", [])
    if "heads" not in gold:
        return {}
    pairs = _matched(
        tally, "heads", where, labels, read.heads,
        lambda label, head: likeness(_text(label), _text(head)), lambda item: (_text(item),),
    )  # fmt: skip
    for i, j in pairs:
        if labels[i].get("category"):
            category = plain(read.heads[j].category)
            tally.count("head category", category == labels[i]["category"], where, labels[i]["text"], category)
    return dict(pairs)


def _findings(tally: Tally, where: str, gold: dict[str, Any], read: op.Determination, heads: dict[int, int]) -> None:
    if "findings" not in gold:
        return
    labels = gold["findings"]
    formal = [finding for finding in read.findings if finding.statement == "formal"]

    def alike(label: dict[str, Any], finding: Any) -> float:
        if label["outcome"] != plain(finding.outcome):
            return 0.0
        return likeness(label["text"], finding.text) if label["text"] else 0.85

    def shown(item: Any) -> tuple[Any, ...]:
        return (item["outcome"], item["text"]) if isinstance(item, dict) else (plain(item.outcome), item.text)

    for i, j in _matched(tally, "findings", where, labels, formal, alike, shown):
        label, finding = labels[i], formal[j]
        if "scheme_paragraph" in label:
            cited = (finding.scheme_paragraph or None) == label["scheme_paragraph"]
            tally.count("finding paragraph", cited, where, finding.scheme_paragraph, label["scheme_paragraph"])
        if label.get("head") is not None:
            linked = finding.head == heads.get(label["head"], -1)
            tally.count("finding linked to head", linked, where, label["text"], finding.head)


def _orders(tally: Tally, where: str, gold: dict[str, Any], read: op.Determination, kind: str) -> None:
    if kind not in gold:
        return
    labels, orders = gold[kind], getattr(read, kind)

    def alike(label: dict[str, Any], order: Any) -> float:
        start, text = folded(label["starts"]), folded(order.text)
        return float(text.startswith(start) or start in text[: len(start) + STARTS_WITHIN])

    def shown(item: Any) -> tuple[Any, ...]:
        return (item["starts"],) if isinstance(item, dict) else (item.text[:90],)

    one = kind.removesuffix("s")
    for i, j in _matched(tally, kind, where, labels, orders, alike, shown):
        label, order = labels[i], orders[j]
        if label.get("type"):
            asked, types = set(label["type"]), {plain(each) for each in order.types}
            tally.count(f"{one} type", asked & types, where, label["starts"], sorted(types))
            tally.found(f"{one} types", len(asked & types), len(asked), len(types))
            if asked != types:
                tally.misses[f"{one} types"].append((where, label["starts"], sorted(types), sorted(asked)))
        if label.get("due"):
            due = plain(order.due_date)
            tally.count(f"{one} due date", due == label["due"], where, label["starts"], due, label["due"])
        if label.get("amount") is not None:
            right = pounds(order.amount) == pounds(label["amount"])
            tally.count(f"{one} amount", right, where, label["starts"], pounds(order.amount))


def _money(tally: Tally, where: str, gold: dict[str, Any], read: op.Determination, heads: dict[int, int]) -> None:
    if "compensation_ordered" in gold:
        total = pounds(read.compensation_ordered)
        right = total == pounds(gold["compensation_ordered"])
        tally.count("compensation ordered, total", right, where, total, gold["compensation_ordered"])
    if "compensation" not in gold:
        return
    asked = Counter((pounds(label["amount"]), label["role"]) for label in gold["compensation"])
    found = Counter((pounds(award.amount), plain(award.role)) for award in read.awards)
    tally.found("award amount and role", (asked & found).total(), asked.total(), found.total())
    for told, left in (("missed", asked - found), ("spurious", found - asked)):
        tally.misses["award amount and role"] += [(where, told, each) for each in left]
    for label in gold["compensation"]:
        if label.get("head") is None or label["role"] not in ("ordered", "ordered_component"):
            continue
        given = [
            award.head
            for award in read.awards
            if pounds(award.amount) == pounds(label["amount"]) and plain(award.role) == label["role"]
        ]
        tally.count("award linked to head", heads.get(label["head"], -1) in given, where, label["amount"], given)


def _events(tally: Tally, where: str, gold: dict[str, Any], read: op.Determination) -> None:
    """An event is the labelled one where their mentions read alike, in the order of the text, and best where the first
    days are equal too."""
    if "events" not in gold:
        return
    events = sorted(read.events, key=lambda event: event.span.start)
    used: set[int] = set()
    for label in gold["events"]:
        best = _meant(label, events, used)
        tally.count("event found", best is not None, where, label["mention"], label["date"])
        if best is None:
            continue
        used.add(best)
        event = events[best]
        start, end = plain(event.start), plain(event.end)
        end = None if end == start else end
        wanted = (label["date"], label.get("end"))
        tally.count("event date", (start, end) == wanted, where, label["mention"], start, end, "want", *wanted)
        for field, value in (("actor", plain(event.actor)), ("type", plain(event.type))):
            if label.get(field):
                right = value == label[field]
                tally.count(f"event {field}", right, where, label["mention"], value, label[field], event.text[:110])
    tally.found("events", len(used), len(gold["events"]), len(events))
    spurious = [event for at, event in enumerate(events) if at not in used]
    tally.misses["events"] += [(where, "spurious", event.mention, event.text[:90]) for event in spurious]


def _meant(label: dict[str, Any], events: Sequence[Any], used: set[int]) -> int | None:
    asked, best = mention_key(label["mention"]), None
    for at, event in enumerate(events):
        given = mention_key(event.mention)
        if at in used or not (asked in given or given in asked):
            continue
        if plain(event.start) == label["date"]:
            return at
        best = at if best is None else best
    return best


def _steps(tally: Tally, where: str, gold: dict[str, Any], read: op.Determination) -> None:
    for step, day in (gold.get("milestones") or {}).items():
        event = getattr(read.milestones, step)
        given = plain(event.start) if event else None
        tally.count("milestone", given == day, where, step, given, day)
    found = [(plain(each.type), {plain(date) for date in each.dates}) for each in read.conflicts]
    for label in gold.get("conflicts", []):
        told = any(kind == label["type"] and set(label["dates"]) <= dates for kind, dates in found)
        tally.count("conflict found", told, where, label["type"], label["dates"])
    mentions = {folded(event.mention) for event in read.events}
    for label in gold.get("not_events", []):
        tally.count("no false event", folded(label["mention"]) not in mentions, where, label["mention"])
