"""The money of a report as tables that add up before the reader's eyes."""

from collections.abc import Sequence
from decimal import Decimal

from ombudsparse.determination import DeterminationRecord
from ombudsparse.present.html.page_links import Links, counted, key_of, quiet, say
from ombudsparse.present.wording import label, pounds
from ombudsparse.records import Award, AwardRole

Placed = tuple[int, Award]  # its place in `DeterminationRecord.awards`, and the sum
APART = (AwardRole.ORDERED, AwardRole.ORDERED_COMPONENT, AwardRole.DEDUCTIBLE)  # the other roles are added to nothing


def sums(determination: DeterminationRecord, links: Links) -> str:
    """The section of the sums: what is ordered, order by order, less what may be deducted; then all other sums."""
    awards = list(enumerate(determination.awards))
    others = [pair for pair in awards if pair[1].role not in APART]
    parts = ['<section class="of-award" aria-labelledby="awards"><h3 id="awards">Sums of money</h3>']
    parts.append(_ledger(determination, awards, links))
    if others:
        parts.append(f"<h4>Other sums in the report{counted(len(others))}</h4>")
        parts.append('<p class="quiet">Not added up: one offer may be told of several times.</p>')
        parts.append(_table("Other sums, by their part in the case", _others(others, links)))
    return "".join(parts) + "</section>"


def _ledger(determination: DeterminationRecord, awards: Sequence[Placed], links: Links) -> str:
    ordered = [pair for pair in awards if pair[1].role is AwardRole.ORDERED]
    deductible = [pair for pair in awards if pair[1].role is AwardRole.DEDUCTIBLE]
    total, parted = determination.compensation_ordered, [pair for pair in awards if pair[1].role in APART]
    lines: list[str] = []
    for place, order in enumerate(determination.orders):
        inside = [pair for pair in parted if order.span.covers(pair[1].span)]
        parted = [pair for pair in parted if pair not in inside]
        lines += _order(f"Order {key_of(f'order-{place}')}", inside, links)
    lines += _order("Outside the list of orders", parted, links)
    if not lines and total == 0:
        return "<p>No money is ordered.</p>"
    lines.append(_total("Ordered in all, gross", total))
    added = _added(ordered)
    if deductible:
        lines += [_line(pair, "may be deducted", links, sign="− ") for pair in deductible]
        lines.append(_total("New money", determination.compensation_new))
    notes = []
    if total is None:
        notes.append("The sum ordered could not be told; see the problems.")
    elif added != total:
        notes.append(f"The sums ordered come to {pounds(added)}, the total read is {pounds(total)}: check the report.")
    if total is not None and _added(deductible) > total:
        notes.append("More may be deducted than is ordered: no new money is left.")
    told = "".join(f'<p class="warning">{note}</p>' for note in notes)
    return _table("What is ordered, and what it adds up to", lines) + told


def _order(title: str, inside: Sequence[Placed], links: Links) -> list[str]:
    """The sums ordered in one order, then the parts that it divides them into, and whether those come to them."""
    ordered = [pair for pair in inside if pair[1].role is AwardRole.ORDERED]
    within = [pair for pair in inside if pair[1].role is AwardRole.ORDERED_COMPONENT]
    lines = [_line(pair, "ordered", links) for pair in ordered]
    lines += [_line(pair, "of which", links, counted=False) for pair in within]
    if within and ordered:
        parts, whole = _added(within), _added(ordered)
        one = any(award.amount == parts for _, award in ordered)  # of several sums it may divide only one
        same = parts == whole or one
        told = "as ordered" if parts == whole else "as one of these sums"
        if not same:
            told = f"not to the {pounds(whole)} ordered here: check the report"
        lines.append(
            f'<tr class="part{"" if same else " warning"}"><td></td>'
            f'<td colspan="2">the parts come to {pounds(parts)}, {told}</td><td></td></tr>'
        )
    return [_band(title), *lines] if lines else []


def _others(others: Sequence[Placed], links: Links) -> list[str]:
    lines: list[str] = []
    for role in AwardRole:
        of_role = [pair for pair in others if pair[1].role is role]
        if of_role:
            lines.append(_band(label(role).capitalize()))
            lines += [_line(pair, "", links) for pair in of_role]
    return lines


def _added(awards: Sequence[Placed]) -> Decimal:
    return sum((award.worth for _, award in awards), Decimal(0))


def _line(pair: Placed, part: str, links: Links, *, counted: bool = True, sign: str = "") -> str:
    """A sum as a row of four cells: key, part in the case, place, amount. What is not `counted` stands further in."""
    place, award = pair
    anchor = f"award-{place}"
    told = [part] if part else []
    if award.head is not None:
        told.append(f"for matter {key_of(f'head-{award.head}')}")
    if award.formula:
        told.append(say(award.formula, 80))
    where = links.to(anchor, award.span) or quiet("–")
    return (
        f'<tr class="record r-{anchor}{"" if counted else " part"}" id="{anchor}" tabindex="-1">'
        f'<td><span class="key award">{key_of(anchor)}</span></td><td>{", ".join(told)}</td><td>{where}</td>'
        f'<td class="sum">{sign}{pounds(award.amount)}</td></tr>'
    )


def _band(title: str) -> str:
    return f'<tr class="band"><th colspan="4" scope="rowgroup">{title}</th></tr>'


def _total(title: str, amount: Decimal | None) -> str:
    told = "could not be told" if amount is None else pounds(amount)
    return f'<tr class="total"><th colspan="3" scope="row">{title}</th><td class="sum">{told}</td></tr>'


def _table(caption: str, lines: Sequence[str]) -> str:
    return (
        f'<table><caption class="unseen">{caption}</caption><thead class="unseen"><tr><th scope="col">Key</th>'
        '<th scope="col">Part in the case</th><th scope="col">Where</th><th scope="col">Pounds</th></tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table>"
    )
