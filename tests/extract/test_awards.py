"""Roles and totals of the sums in invented passages, and properties that hold for any."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ombudsparse.document import Block, Document, Section
from ombudsparse.extract.award_heads import match_head
from ombudsparse.extract.awards import Awards, read_awards
from ombudsparse.records import AwardRole, Category, ComplaintHead, Problem
from ombudsparse.spans import Span

KINDS = {
    "B": "background",
    "A": "assessment",
    "L": "policies",
    "P": "procedure",
    "O": "orders",
    "R": "recommendations",
}
ROLES = {
    "o": AwardRole.ORDERED,
    "c": AwardRole.ORDERED_COMPONENT,
    "s1": AwardRole.OFFERED_STAGE_1,
    "s2": AwardRole.OFFERED_STAGE_2,
    "of": AwardRole.OFFERED,
    "r": AwardRole.RECOMMENDED,
    "d": AwardRole.DEDUCTIBLE,
    "why": AwardRole.REASONING,
    "ref": AwardRole.REFERENCE_TO_ORDER,
    "pol": AwardRole.POLICY_BAND,
    "x": AwardRole.OTHER,
}
PASSAGES = tomllib.loads((Path(__file__).parent / "awards.toml").read_text(encoding="utf-8"))


def document_of(passage: str) -> Document:
    """A document of the blocks of a passage, "X:" opening a section."""
    text, blocks, sections = "", [], []
    start, kind = 0, ""
    for part in passage.split("¶"):
        words = part.strip()
        if len(words) > 1 and words[1] == ":" and words[0] in KINDS:
            if kind:
                sections.append(Section(kind, kind, 1, Span(start, len(text)), Span(start, start)))
            kind, start, words = KINDS[words[0]], len(text), words[2:].strip()
        span = Span(len(text), len(text) + len(words))
        blocks.append(Block("paragraph", span, raw=span))
        text += words + "\n"
    sections.append(Section(kind, kind, 1, Span(start, len(text)), Span(start, start)))
    return Document(text, tuple(blocks), tuple(sections), raw=text)


def read(passage: str) -> tuple[Awards, tuple[Problem, ...]]:
    return read_awards(document_of(passage), ())


@pytest.mark.parametrize("passage", [line for lines in PASSAGES.values() for line in lines])
def test_roles_and_total(passage: str) -> None:
    words, _, stated = passage.partition(" = ")
    expected = [(found[1], found[2]) for found in re.finditer(r"£([\d,.]+)<(\w+)>", words)]
    awards, _ = read(re.sub(r"<\w+>", "", words))
    got = [(award.text.removeprefix("£"), award.role) for award in awards.awards]
    want = [(amount, ROLES[role]) for amount, role in expected]
    assert [one for one in got if one in want or one[0] in dict(want)] == want
    total = sum(Decimal(amount.replace(",", "")) for amount, role in expected if role == "o")
    if stated != "any":
        assert awards.ordered == (None if stated == "None" else Decimal(stated) if stated else total)
