"""Roles and totals of the sums in invented passages, and properties that hold for any."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ombudsparse.document import Block, Document, Section, SectionKind
from ombudsparse.extract.money.awarded_heads import match_head
from ombudsparse.extract.money.awards import Awards, read_awards
from ombudsparse.records import AwardRole, Category, ComplaintHead, Order, OrderType, Problem
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
        blocks.append(Block("row" if kind == "procedure" else "paragraph", span, raw=span))
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


HEADS = ["Reports of damp and mould.", "Repairs to the windows.", "Record keeping.", "The associated complaint."]
CATEGORIES = [
    Category.DAMP_AND_MOULD,
    Category.REPAIRS,
    Category.COMMUNICATION_AND_RECORDS,
    Category.COMPLAINT_HANDLING,
]


def heads_of(texts: list[str], categories: list[Category]) -> tuple[ComplaintHead, ...]:
    return tuple(
        ComplaintHead(at + 1, text, None, category, (category,), Span(0, 0))
        for at, (text, category) in enumerate(zip(texts, categories, strict=True))
    )


@pytest.mark.parametrize(
    ("words", "head"),
    [
        (" for the distress caused by the damp and mould.", 0),
        (" in recognition of the mould in the bedroom", 0),
        (" for the delay in repairing her windows", 1),
        (" associated with its handling of the window repairs.", 1),
        (" for its poor record keeping", 2),
        (" for the errors in its complaint handling.", 3),
        (" for its late stage 2 response", 3),
        (" for its handling of the complaint", 3),
        (" for time and trouble.", None),
        ("", None),
    ],
)
def test_head_of_a_purpose(words: str, head: int | None) -> None:
    assert match_head(words, heads_of(HEADS, CATEGORIES)) == head


@pytest.mark.parametrize(
    ("passage", "heads"),
    [
        ("O: Pay £300, made up of: ¶ £100 for the damp. ¶ £150 for windows. ¶ £50 for the complaint.", [None, 0, 1, 3]),
        ("O: Pay £300: ¶ £200 for the loss of the lounge. ¶ £100 for the distress of the damp.", [0, 0, 0]),
        ("O: Pay £90 for the damp and £60 for time and trouble.", [0, 0]),
        ("R: The landlord should pay the £50 it offered for its record keeping.", [2]),
        ("A: We consider £50 fair for the damp.", [None]),
    ],
)  # fmt: skip
def test_sums_are_linked_to_heads(passage: str, heads: list[int | None]) -> None:
    awards, _ = read_awards(document_of(passage), heads_of(HEADS, CATEGORIES))
    assert [award.head for award in awards.awards] == heads


def test_equal_sums_of_two_orders_are_both_ordered() -> None:
    awards, problems = read("O: Pay the resident £300 for the leak. ¶ Pay the resident £300 for the decant.")
    assert (awards.ordered, problems) == (Decimal(600), ())


def test_one_head_is_every_sums_head() -> None:
    awards, _ = read_awards(document_of("O: Pay the resident £80."), heads_of(HEADS[:1], CATEGORIES[:1]))
    assert awards.awards[0].head == 0


@pytest.mark.parametrize(
    ("passage", "code"),
    [
        ("O: Pay £700 made up of: ¶ £400 for the leak. ¶ £250 for noise.", "total_differs_from_components"),
        ("O: Pay the resident £20 per week until the works are done.", "rate_without_total"),
        ("O: Pay the resident £1,2345 for the delay.", "doubtful_sum"),
        ("O: Pay the resident £300 for the leak. The complaint handling merits £100.", "sum_not_counted"),
        ("O: Pay the resident £15,000 for the leak. ¶ Pay the resident £15,000 for the decant.", "implausible_total"),
    ],
)  # fmt: skip
def test_what_cannot_be_told_is_a_problem(passage: str, code: str) -> None:
    _, problems = read(passage)
    assert code in [problem.code for problem in problems]


def test_an_order_that_states_a_large_total_is_believed() -> None:
    awards, problems = read("O: Pay the resident £24,000 for the loss of her home.")
    assert (awards.ordered, problems) == (Decimal(24000), ())


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("Pay the resident compensation in line with its policy.", None),
        ("Pay the resident compensation as follows:", Decimal(0)),
        ("Apologise to the resident.", Decimal(0)),
    ],
)
def test_an_order_of_compensation_without_a_sum(text: str, total: Decimal | None) -> None:
    document = document_of("O: " + text)
    types = (OrderType.COMPENSATION,) if "compensation" in text else (OrderType.APOLOGY,)
    order = Order(1, text, types, None, None, None, None, None, Span(0, len(text)))
    awards, problems = read_awards(document, (), (order,))
    assert awards.ordered == total
    assert bool(problems) == (total is None)


def test_shares_in_the_cell_of_a_web_page_are_shares() -> None:
    """The lines of a cell are sentences there, and the one that says "made up of" has no sum."""
    words = "Compensation order\nThe landlord must pay £970. This is made up of:\n£720 for the delay\n£250 for the rest"
    text = f"2\t{words}"
    whole = Span(0, len(text))
    block = Block("row", whole, raw=whole, cells=(Span(0, 1), Span(2, len(text))))
    section = Section(SectionKind.ORDERS, "Orders", 1, whole, Span(0, 0))
    document = Document(text, (block,), (section,), format="html", raw=text)
    awards, problems = read_awards(document, ())
    assert (awards.ordered, [award.role for award in awards.awards[1:]], problems) == (
        Decimal(970), [AwardRole.ORDERED_COMPONENT] * 2, (),
    )  # fmt: skip


def test_no_orders_is_nothing_ordered() -> None:
    assert read("A: The landlord acted fairly.") == (Awards((), Decimal(0)), ())


PAYING = [
    "pay",
    "the resident",
    "landlord",
    "we",
    "ordered",
    "offered",
    "to",
    "and",
    "made up of",
    "may deduct",
    "already paid",
]
TELLING = [
    "in its",
    "stage 1",
    "stage 2",
    "response",
    "which",
    "total",
    "per week",
    "policy",
    "allows",
    "up to",
    "rent",
    "she",
]
WORDS = st.sampled_from(
    [*PAYING, *TELLING, "£50", "£1,200", "£100", ".", ";", ":", "¶", "O:", "A:", "B:", "R:", "it", "fair"]
)


@pytest.mark.parametrize(
    ("order", "total", "least"),
    [
        ("Pay the resident five hundred pounds.", 500, None),
        ("Pay the resident GBP 300 for the delay and 200 pounds for the distress.", 500, None),
        ("Pay the resident £350 (three hundred and fifty pounds).", 350, None),
        ("Pay the resident £1,250.00p.", 1250, None),
        ("Pay the resident £2, 3 50 in compensation.", 2350, None),
        ("Pay the resident £4OO for the distress.", None, None),
        ("Pay the resident £200 for the delay and £1 50 for the distress.", None, 200),
        # rates that the order itself lets one compute
        ("Pay each of the 2 residents £150.", 300, None),
        ("Pay £150 to each of the two residents.", 300, None),
        ("Pay both residents £150 each.", 300, None),
        ("Pay the resident £15 a week from 1 March to 31 May.", 195, None),
        ("Pay the resident £15 per week for the period between 6 January 2025 and 30 March 2025.", 180, None),
        ("Pay the resident £20 per week for 12 weeks.", 240, None),
        ("Pay the resident £20 a week over a period of six weeks.", 120, None),
        ("Pay the resident £10 a day from 3 May to 12 May 2024.", 100, None),
        ("Pay the resident £50 a month from 1 March to 31 May 2024.", 150, None),
        ("Pay the resident £30 per missed appointment for 4 missed appointments.", 120, None),
        ("Pay the resident 4 x £25.", 100, None),
        ("Pay the resident £500, and £20 per week for 12 weeks.", 740, None),
        # rates without an end, or whose period is no whole number of weeks
        ("Pay the resident £15 a week until the boiler is replaced.", None, None),
        ("Pay the resident £500 and £15 a week until the roof is repaired.", None, 500),
        ("Pay the resident £500. It must also pay £15 a week from 1 May 2025 until the roof is mended.", None, 500),
        ("Pay the resident £10 a week from 3 May to 12 May 2024.", None, None),
        ("Pay the tenants £100 each.", None, None),
        # bounds
        ("Pay between £200 and £300 in compensation.", None, 200),
        ("Pay the resident £200 to £300.", None, 200),
        ("Pay the resident up to £250.", None, None),
        ("Pay the resident a maximum of £250 for the distress.", None, None),
        ("Pay the resident at least £250.", None, 250),
        ("Pay the resident £400 for the damp and up to £100 for the carpet.", None, 400),
        ("Pay the resident about £250.", None, None),
        # shares of the rent
        ("Pay the resident 20% of the rent from March to May 2024.", None, None),
        ("Pay the resident £300 and 20% of her weekly rent for 10 weeks.", None, 300),
        ("Pay the resident the equivalent of 4 weeks’ rent.", None, None),
        ("Pay the resident a third of the rent until the works are done.", None, None),
        ("Pay the resident £200, being 10% of her weekly rent for 20 weeks.", 200, None),
        ("Pay the resident 10% of the rent for 20 weeks, a total of £200.", 200, None),
        # what only bills can tell
        ("Reimburse the resident for the cost of the heaters.", None, None),
        ("Reimburse the resident for the cost of the heaters, up to £80, on receipt of the bills.", None, None),
        ("Pay her £300. ¶ Reimburse the resident for the cost of the heaters, up to £80, on receipts.", 300, None),
    ],
)  # fmt: skip
def test_what_an_order_comes_to(order: str, total: int | None, least: int | None) -> None:
    document = document_of("O: " + order)
    orders = [
        Order(at, block.span.of(document.text), (OrderType.COMPENSATION,), None, None, None, None, None, block.span)
        for at, block in enumerate(document.blocks, 1)
    ]
    awards, problems = read_awards(document, (), orders)
    assert (awards.ordered, awards.at_least) == (total, least)
    assert bool(problems) == (total is None)


def test_what_is_offered_already_is_no_new_money() -> None:
    awards, _ = read("O: Pay the resident the £300 it offered, if not already paid, and a further £450.")
    assert awards.ordered == 750
    assert [award.already_offered for award in awards.awards] == [True, False]


def test_a_rate_keeps_its_formula_and_tells_what_it_comes_to() -> None:
    awards, _ = read("O: Pay the resident £15 a week from 1 March to 31 May. ¶ Pay each of the 2 residents £150.")
    got = [(award.amount, award.formula, award.comes_to) for award in awards.awards]
    assert got == [(15, "a week", 195), (150, "each of the 2 residents", 300)]


AMOUNTS = [
    "£250",
    "GBP 250",
    "250 pounds",
    "two hundred and fifty pounds",
    "£2 50",
    "£25O",
    "up to £250",
    "at least £250",
]
PAYMENTS = [
    "between £200 and £300", "£15 a week until the repair is done", "£15 per week for 10 weeks", "20% of the rent",
    "the equivalent of 4 weeks’ rent", "£100 each", "£20 for each of the 3 visits", "compensation",
    "compensation in line with its policy", "what she spent on heaters", *AMOUNTS,
]  # fmt: skip
LEADS = [
    "Pay the resident {}.",
    "The landlord must pay {} to the resident.",
    "It is ordered to pay her {} for the delay.",
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(LEADS), st.sampled_from(PAYMENTS)), min_size=1, max_size=4))
def test_money_that_is_ordered_is_never_nothing(orders: list[tuple[str, str]]) -> None:
    """Whatever is ordered in words that cannot be computed, the total is unknown, with a problem, and never 0."""
    document = document_of("O: " + " ¶ ".join(lead.format(payment) for lead, payment in orders))
    read_orders = [
        Order(at, block.span.of(document.text), (OrderType.COMPENSATION,), None, None, None, None, None, block.span)
        for at, block in enumerate(document.blocks, 1)
    ]
    awards, problems = read_awards(document, (), read_orders)
    assert awards.ordered != 0
    if awards.ordered is None:
        assert problems
        assert awards.at_least is None or awards.at_least > 0
    else:
        assert awards.at_least is None


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=40))
def test_any_passage_gives_each_sum_once_with_its_words(words: list[str]) -> None:
    document = document_of("B: " + " ".join(words))
    awards, _ = read_awards(document, ())
    assert [award.text for award in awards.awards] == [document.words(award.span) for award in awards.awards]
    assert [award.span for award in awards.awards] == sorted({award.span for award in awards.awards})
    assert len(awards.awards) == sum(word.startswith("£") for word in words)
    ordered = sum(award.worth for award in awards.awards if award.role == AwardRole.ORDERED)
    assert awards.ordered is None or awards.ordered == ordered


@given(st.integers(1, 9999), st.integers(1, 9999))
@settings(max_examples=40, deadline=None)
def test_a_total_and_its_shares_are_counted_once(one: int, other: int) -> None:
    awards, problems = read(
        f"O: Pay the resident £{one + other}, made up of £{one} for the leak and £{other} for the noise."
    )
    assert awards.ordered == one + other
    assert not problems
