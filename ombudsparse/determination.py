"""One report as records, and these as JSON: the ground of what `parse` returns."""

import datetime as dt
from decimal import Decimal
from typing import Any, Self

import msgspec
from msgspec import Struct

from ombudsparse.document import Document
from ombudsparse.errors import UnreadableSource
from ombudsparse.records import (
    Award,
    AwardRole,
    Citation,
    ComplaintHead,
    Conflict,
    DecisionType,
    Event,
    Finding,
    Layout,
    Milestones,
    Order,
    Problem,
)


class DeterminationRecord(Struct, frozen=True):
    """A determination report. Every record's `span` points into `document.text`.

    `landlord` is as printed. `date` is the date of the decision, `amended_date` that of a later amendment.
    `compensation_ordered` is pounds, the sum of the awards with role `ordered`, gross of what may be deducted; 0 where
    the report orders no money, None where it could not be told (see `problems`). `compensation_at_least` is then what
    is ordered for certain, None where that is nothing: 500 of "£500, and £15 a week until the repair is done".
    """

    case_reference: str | None
    other_references: tuple[str, ...]
    landlord: str | None
    landlord_canonical: str | None
    landlord_type: str | None
    date: dt.date | None
    amended_date: dt.date | None
    layout: Layout
    decision_type: DecisionType
    tenure: str | None
    heads: tuple[ComplaintHead, ...]
    findings: tuple[Finding, ...]
    orders: tuple[Order, ...]
    recommendations: tuple[Order, ...]
    awards: tuple[Award, ...]
    compensation_ordered: Decimal | None
    events: tuple[Event, ...]
    milestones: Milestones
    conflicts: tuple[Conflict, ...]
    citations: tuple[Citation, ...]
    problems: tuple[Problem, ...]
    document: Document
    compensation_at_least: Decimal | None = None

    @property
    def compensation_deductible(self) -> Decimal:
        """Pounds that the landlord may take off the sum ordered because it has paid or offered them before."""
        before = (award for award in self.awards if award.role is AwardRole.DEDUCTIBLE or award.already_offered)
        return sum((award.amount for award in before), Decimal(0))

    @property
    def compensation_new(self) -> Decimal | None:
        """Pounds ordered less what may be deducted: the new money. None where the sum ordered could not be told."""
        if self.compensation_ordered is None:
            return None
        return max(Decimal(0), self.compensation_ordered - self.compensation_deductible)

    @property
    def formal_findings(self) -> tuple[Finding, ...]:
        """The findings that the determination itself states: the ones to count."""
        return tuple(finding for finding in self.findings if finding.statement == "formal")

    @property
    def narrative_findings(self) -> tuple[Finding, ...]:
        """The findings that the reasoning tells of besides."""
        return tuple(finding for finding in self.findings if finding.statement != "formal")

    def to_dict(self, *, document: bool = True) -> dict[str, Any]:
        """The records as plain dictionaries, lists, strings and numbers (dates ISO, money as strings).

        Without `document` the text, its blocks and all spans are left out: what remains is equal for every form in
        which the same report is read.
        """
        plain: dict[str, Any] = msgspec.to_builtins(self)
        if not document:
            plain.pop("document")
            plain = _without_places(plain)
        return plain

    def to_json(self) -> str:
        """The whole determination as JSON, document included; `from_json` gives an equal one."""
        return msgspec.json.encode(self).decode()

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """The determination that `to_json` wrote. Raises UnreadableSource where `text` is not that."""
        try:
            return msgspec.json.decode(text, type=cls)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise UnreadableSource(f"the JSON is not a saved determination: {error}; parse the report again") from error

    def __repr__(self) -> str:
        counts = ", ".join(
            f"{name}: {len(getattr(self, name))}"
            for name in ("heads", "findings", "orders", "recommendations", "awards", "events", "problems")
        )
        return f"<{type(self).__name__} {self.case_reference} {self.landlord!r} {self.date} {counts}>"


def _without_places(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_places(item) for key, item in value.items() if key not in ("span", "spans", "sentence")}
    if isinstance(value, list | tuple):
        return [_without_places(item) for item in value]
    return value
