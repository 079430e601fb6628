"""Payments that are ordered in words which give no sum: they make the total unknown, and never nothing."""

from collections.abc import Sequence

from ombudsparse.document import Document
from ombudsparse.extract.money.cues import pattern
from ombudsparse.records import Award, AwardRole, Order, OrderType, Problem
from ombudsparse.spans import Span
from ombudsparse.values.amounts import find_money
from ombudsparse.vocabulary.patterns import Wording, any_of

_MONEY_ORDERED = (AwardRole.ORDERED, AwardRole.ORDERED_COMPONENT)
_PAY_COMPENSATION = Wording(
    r"\b(?:pay|award|provide|offer)\b[^.;]{0,60}\bcompensation\b|\bcompensate\s+(?:the|her|him)\b"
)
# "repay what she spent on heaters", "refund the service charge for 2023": what it comes to only bills can tell
_REPAY = Wording(r"\b(?:pay|repay|refund|reimburse)\b")
_PERCENT = r"(?:\d+(?:\.\d+)?\s?%|\d+\s+per\s?cent|(?:a|one)\s+(?:half|third|quarter|fifth|tenth)|half)"
# "20% of the rent", "a third of her weekly rent", "4 weeks’ rent", "the equivalent of one month’s rent"
_SHARE_OF_RENT = Wording(
    any_of(
        rf"(?<![\w.,]){_PERCENT}\s+of\s+(?:[\w’]+\s+){{0,4}}(?:rent|rental|service\s+charges?)\b",
        r"\b(?:\d+|an?|one|two|three|four|six|eight|ten|twelve)\s+(?:weeks?|months?)[’']?s?[’']?\s+(?:\w+\s+)?rent\b",
    )
)
# what a share of the rent explains, rather than being ordered beside it: "£312, being 20% of the rent for 13 weeks"
_EXPLAINS = Wording(
    any_of(
        r"\b(?:being|equivalent|equal|equates?|calculated|based|worked\s+out|representing|reflecting|which\s+is)\b[^;]*$",
        r"\b(?:at|using)\s+(?:a\s+rate\s+of\s+)?$",
        r"\(\s*$|=\s*$|,\s*$",
    )
)
_BESIDE = Wording(r"\b(?:and|plus|together\s+with|as\s+well\s+as|in\s+addition(?:\s+to)?|also)\b[^;£]*$")


def unpriced_orders(document: Document, orders: Sequence[Order], awards: Sequence[Award]) -> tuple[Problem, ...]:
    """A problem for each order to pay that gives no sum for it; a lead-in whose leaves state them is none.

    An order to repay what somebody spent is one only where nothing else is ordered: then nobody can say that nothing
    is ordered, and elsewhere the sums that are ordered for the failings stand.
    """
    paid = [award for award in awards if award.role in _MONEY_ORDERED]
    problems = [problem for order in orders if (problem := _unpriced(document, order, paid))]
    if not problems and not paid:
        problems = [_problem(order.span) for order in orders if _repays(document, order)]
    return tuple(problems)


def _problem(span: Span) -> Problem:
    return Problem("order_without_amount", "a payment is ordered and no sum is stated", "awards", span)


def _unpriced(document: Document, order: Order, paid: Sequence[Award]) -> Problem | None:
    """The problem of one order, None where all that it orders has its sum."""
    text = order.span.of(document.text)
    inside = [award.span for award in paid if order.span.covers(award.span)]
    for share in _SHARE_OF_RENT.finditer(text):
        span = Span(order.span.start + share.start(), order.span.start + share.end())
        if pattern("orders", "paying").search(text, 0, share.start()) and not _told(text, order, span, inside):
            return Problem(
                "order_without_amount",
                "a share of the rent is ordered and what it comes to is not stated",
                "awards",
                span,
            )
    if order.types[:1] != (OrderType.COMPENSATION,) or order.text.rstrip().endswith(":") or find_money(text):
        return None
    return _problem(order.span) if _PAY_COMPENSATION.search(order.text) else None


def _told(text: str, order: Order, share: Span, sums: Sequence[Span]) -> bool:
    """Whether a sum of the order says what a share of the rent comes to, before the share or behind it."""
    before = [each for each in sums if each.end <= share.start]
    after = [each for each in sums if each.start >= share.end]
    if before:
        between = text[before[-1].end - order.span.start : share.start - order.span.start]
        if not _BESIDE.search(between) or _EXPLAINS.search(between):
            return True
    return bool(after) and not _BESIDE.search(text[share.end - order.span.start : after[0].start - order.span.start])


def _repays(document: Document, order: Order) -> bool:
    money = {OrderType.COMPENSATION, OrderType.FINANCIAL_ADJUSTMENT} & set(order.types)
    return (
        bool(money)
        and not order.text.rstrip().endswith(":")
        and bool(_REPAY.search(order.text))
        and not find_money(order.span.of(document.text))
    )
