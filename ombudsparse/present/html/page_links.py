"""Names and links of the reading view: each record has a short key (F1), an id, and its words in the text another.

The record "finding-0" has the id `finding-0`, its words begin at `text-finding-0`, and each links to the other.
"""

from collections.abc import Iterable, Sequence
from html import escape

from msgspec import Struct

from ombudsparse.determination import DeterminationRecord
from ombudsparse.present.html.highlights import Mark
from ombudsparse.present.quotation import quotation_at
from ombudsparse.present.wording import one_line
from ombudsparse.records import Milestones
from ombudsparse.spans import Span
from ombudsparse.structure.evidence import evidence_at

STEP_LINKS: tuple[str, ...] = Milestones.__struct_fields__


class _Kind(Struct, frozen=True):
    """How records of one kind are called: the letter of their keys, one of them, all of them."""

    letter: str
    one: str
    many: str


KINDS = {  # in the order of the page
    "head": _Kind("M", "matter of complaint", "matters"),
    "finding": _Kind("F", "finding", "findings"),
    "award": _Kind("A", "sum", "sums"),
    "order": _Kind("O", "order", "orders"),
    "recommendation": _Kind("R", "recommendation", "recommendations"),
    "milestone": _Kind("S", "step of the complaint", "steps"),
    "event": _Kind("E", "event", "events"),
    "conflict": _Kind("C", "conflict", "conflicts"),
    "citation": _Kind("L", "citation", "citations"),
    "problem": _Kind("P", "problem", "problems"),
}


def say(text: str | None, cut: int | None = None) -> str:
    """Words of a report on one line, safe in HTML also within an attribute; a dash where there are none."""
    return escape(one_line(text, cut)) if text else "–"


def quiet(words: str) -> str:
    """HTML in the muted colour."""
    return f'<span class="quiet">{words}</span>'


def number_of(anchor: str) -> str:
    """The number of the record, from 1; that of a step of the complaint is its place in the procedure."""
    name = anchor.partition("-")[2]
    return str(STEP_LINKS.index(name) + 1 if name in STEP_LINKS else int(name.partition("-")[0]) + 1)


def key_of(anchor: str) -> str:
    """The key that stands beside the record and in the text: "F1" for "finding-0", "C1" for "conflict-0-1"."""
    return KINDS[anchor.partition("-")[0]].letter + number_of(anchor)


def name_of(anchor: str) -> str:
    """The record in words: "Finding 1"."""
    kind = KINDS[anchor.partition("-")[0]].one
    return f"{kind[0].upper()}{kind[1:]} {number_of(anchor)}"


class Links(Struct, frozen=True):
    """What the records need to lead into the text: the document, and the anchors that the text has."""

    determination: DeterminationRecord
    anchors: frozenset[str]
    url: str | None = None

    def to(self, anchor: str, span: Span | None) -> str:
        """A link to the words of a record, worded as their place; "" where the record stands nowhere in the text."""
        if span is None or anchor not in self.anchors:
            return ""
        found = self.determination
        quote = quotation_at(
            found.document, span, landlord=found.landlord, reference=found.case_reference, date=found.date, url=self.url
        )
        place = say(evidence_at(found.document, span).place or "in the text", 70)
        told = f"{name_of(anchor)}, to its words: {place}"
        return (
            f'<a class="place" href="#text-{anchor}" aria-label="{told}">{place}</a>'
            f'<button type="button" class="copy script-only" data-quote="{escape(quote)}"'
            f' aria-label="Copy the quote of {name_of(anchor).lower()} with its citation">copy quote</button>'
        )


def links_of(determination: DeterminationRecord, marks: Iterable[Mark], url: str | None = None) -> Links:
    """The links into the text of a report in which `marks` are shown; `url` is its published address."""
    return Links(determination, frozenset(mark.anchor for mark in marks), url)


def card(anchor: str, lines: Sequence[str], link: str = "") -> str:
    """A record as a list item: its key, `lines` of HTML (empty ones left out), and the link to its words."""
    told = "".join(f"<div>{line}</div>" for line in (*lines, link) if line)
    kind = anchor.partition("-")[0]
    return (
        f'<li class="record r-{anchor}" id="{anchor}" tabindex="-1">'
        f'<span class="key {kind}">{key_of(anchor)}</span><div>{told}</div></li>'
    )


def counted(number: int) -> str:
    """How many records there are, to stand behind a heading; "" for none."""
    return f" <span>({number})</span>" if number else ""


def page_section(
    kind: str,
    title: str,
    cards: Sequence[str],
    empty: str,
    lead: str = "",
    tail: str = "",
    *,
    count: int | None = None,
) -> str:
    """A heading and the records under it, or what is said where there are none; `lead`, `tail`: HTML around them.

    `count` is how many records the heading tells of, where not each of `cards` is one.
    """
    shown = counted(len(cards) if count is None else count)
    listed = f"<ol>{''.join(cards)}</ol>" if cards else f'<p class="quiet">{empty}</p>'
    return (
        f'<section class="of-{kind}" aria-labelledby="{kind}s"><h3 id="{kind}s">{title}{shown}</h3>'
        f"{lead}{listed}{tail}</section>"
    )
