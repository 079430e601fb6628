"""Money: a table of sums, and properties."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ombudsparse.values.amounts import find_money, format_money


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pay £700, which comprises", [("£700", "700", None)]),
        ("£1,234.56.", [("£1,234.56", "1234.56", None)]),
        ("a payment of £ 1,900 and", [("£ 1,900", "1900", None)]),
        ("a payment of £ 1 ,900 and", [("£ 1 ,900", "1900", None)]),
        ("£1900", [("£1900", "1900", None)]),
        ("£1.5 million of works", [("£1.5 million", "1500000", None)]),
        ("£2k and £3m", [("£2k", "2000", None), ("£3m", "3000000", None)]),
        ("£2 more", [("£2", "2", None)]),
        ("£1,234.5", [("£1,234.5", "1234.50", None)]),
        ("£25.50 per week from", [("£25.50", "25.50", "per week")]),
        ("£15 a week", [("£15", "15", "a week")]),
        ("£10 for each day", [("£10", "10", "for each day")]),
        ("£4 per resident", [("£4", "4", "per resident")]),
        ("£20 compensation per month", [("£20", "20", "per month")]),
        ("rent of £612.40 pcm", [("£612.40", "612.40", "pcm")]),
        ("£80 weekly", [("£80", "80", "weekly")]),
        ("£50 each", [("£50", "50", "each")]),
        ("It paid £200 a month later", [("£200", "200", None)]),
        ("a £10 voucher", [("£10", "10", None)]),
        ("between £20 and £100.", [("£20", "20", None), ("£100", "100", None)]),
        ("£20 to £100", [("£20", "20", None), ("£100", "100", None)]),
        ("£20-£100", [("£20", "20", None), ("£100", "100", None)]),
        ("£20-100", [("£20", "20", None), ("100", "100", None)]),
        ("£50 – 200 for", [("£50", "50", None), ("200", "200", None)]),
        ("£10-15 days", [("£10", "10", None)]),
        ("£500, 200 residents", [("£500", "500", None)]),
        ("(£275)", [("£275", "275", None)]),
        ("50p a unit", [("50p", "0.5", None)]),
        ("pay her five hundred pounds.", [("five hundred pounds", "500", None)]),
        ("one thousand, two hundred and fifty pounds", [("one thousand, two hundred and fifty pounds", "1250", None)]),
        ("a hundred pounds each", [("a hundred pounds", "100", "each")]),
        ("Twenty-five pounds a week", [("Twenty-five pounds", "25", "a week")]),
        ("two thousand pounds sterling", [("two thousand pounds sterling", "2000", None)]),
        ("£350 (three hundred and fifty pounds)", [("£350", "350", None)]),
        ("GBP 300 for distress", [("GBP 300", "300", None)]),
        ("GBP1,250.50", [("GBP1,250.50", "1250.50", None)]),
        ("1,250 GBP and 500 pounds", [("1,250 GBP", "1250", None), ("500 pounds", "500", None)]),
        ("300£ to the resident", [("300£", "300", None)]),
        ("£1,250.00p", [("£1,250.00", "1250.00", None)]),
        ("£2, 3 50 to her", [("£2, 3 50", "2350", None)]),
        ("£1 ,2 50.50", [("£1 ,2 50.50", "1250.50", None)]),
        ("£400 2 Apology order", [("£400", "400", None)]),
        ("£400 12 December 2025", [("£400", "400", None)]),
        ("£5 Old Street", [("£5", "5", None)]),
        ("two five pounds, forty twelve pounds, pounds", []),
        ("at 5pm, 10.50pm, page 50", []),
        ("£1.5.20", []),
        ("£, £x and nothing", []),
        ("", []),
    ],
)
def test_sums(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    found = find_money(text)
    assert [(m.span.of(text), m.amount, m.formula) for m in found] == [(w, Decimal(a), f) for w, a, f in expected]
    assert not any(m.doubtful for m in found)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("£5,00", "500"),
        ("£1,2345", "12345"),
        ("£1.234", "1.234"),
        ("£1234,567", "1234567"),
        ("£4OO", "400"),
        ("£l50", "150"),
        ("£1,O50", "1050"),
        ("£1 250 to", "1250"),
        ("£7 50 in", "750"),
        ("\ufffd500", "500"),
    ],
)
def test_badly_grouped_sums_are_doubtful(text: str, amount: str) -> None:
    (money,) = find_money(text)
    assert (money.amount, money.doubtful) == (Decimal(amount), True)


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("700", "£700"),
        ("1234.5", "£1,234.50"),
        ("0.5", "£0.50"),
        ("1E+6", "£1,000,000"),
        ("-5", "-£5"),
        ("0.005", "£0.01"),
    ],
)
def test_format_money(amount: str, expected: str) -> None:
    assert format_money(Decimal(amount)) == expected


@given(st.decimals(0, 10**8, places=2))
def test_round_trip(amount: Decimal) -> None:
    words = format_money(amount)
    (money,) = find_money(f"The landlord paid {words} to the resident.")
    assert (money.amount, money.doubtful, money.span.end - money.span.start) == (amount, False, len(words))


@given(st.text("£0123456789,.-–p kmperawkOlsundfivBGP", max_size=40))
def test_any_text(text: str) -> None:
    before = 0
    for money in find_money(text):
        assert before <= money.span.start < money.span.end <= len(text)
        assert money.amount >= 0
        before = money.span.end
