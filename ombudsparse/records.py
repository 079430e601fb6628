"""The records that a report is turned into. All are frozen; `span` points into `Document.text`, always."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from msgspec import Struct

from ombudsparse.spans import Span


class Outcome(StrEnum):
    """What the Ombudsman determined of one matter of complaint."""

    SEVERE_MALADMINISTRATION = "severe_maladministration"
    MALADMINISTRATION = "maladministration"
    SERVICE_FAILURE = "service_failure"
    REASONABLE_REDRESS = "reasonable_redress"
    NO_MALADMINISTRATION = "no_maladministration"
    OUTSIDE_JURISDICTION = "outside_jurisdiction"
    RESOLVED_WITH_INTERVENTION = "resolved_with_intervention"
    MEDIATION = "mediation"
    WITHDRAWN = "withdrawn"


class Category(StrEnum):
    """What a matter of complaint is about."""

    DAMP_AND_MOULD = "damp_and_mould"
    LEAKS_AND_FLOODING = "leaks_and_flooding"
    HEATING_AND_HOT_WATER = "heating_and_hot_water"
    REPAIRS = "repairs"
    PESTS = "pests"
    BUILDING_SAFETY = "building_safety"
    ADAPTATIONS = "adaptations"
    PLANNED_WORKS = "planned_works"
    NEW_BUILD_DEFECTS = "new_build_defects"
    ASB_AND_NOISE = "asb_and_noise"
    ESTATE_MANAGEMENT = "estate_management"
    BUILDING_FACILITIES = "building_facilities"
    RENT_AND_SERVICE_CHARGES = "rent_and_service_charges"
    LEASEHOLD_AND_SALES = "leasehold_and_sales"
    MOVING_AND_ALLOCATIONS = "moving_and_allocations"
    TENANCY_MANAGEMENT = "tenancy_management"
    STAFF_CONDUCT = "staff_conduct"
    COMMUNICATION_AND_RECORDS = "communication_and_records"
    EQUALITY_AND_VULNERABILITY = "equality_and_vulnerability"
    COMPENSATION_AND_INSURANCE = "compensation_and_insurance"
    COMPLAINT_HANDLING = "complaint_handling"
    OTHER = "other"


class OrderType(StrEnum):
    """What an order or recommendation asks for; one may ask for several things."""

    APOLOGY = "apology"
    COMPENSATION = "compensation"
    REPAIRS = "repairs"
    INSPECTION = "inspection"
    POLICY_REVIEW = "policy_review"
    STAFF_TRAINING = "staff_training"
    CASE_REVIEW = "case_review"
    SHARE_LEARNING = "share_learning"
    CONTACT_RESIDENT = "contact_resident"
    RISK_ASSESSMENT = "risk_assessment"
    ACTION_PLAN = "action_plan"
    EVIDENCE_OF_COMPLIANCE = "evidence_of_compliance"
    FINANCIAL_ADJUSTMENT = "financial_adjustment"
    REHOUSING = "rehousing"
    PROVIDE_INFORMATION = "provide_information"
    OTHER = "other"


class AwardRole(StrEnum):
    """The part that a sum of money plays in the case. Only `ORDERED` counts towards the total ordered."""

    ORDERED = "ordered"
    ORDERED_COMPONENT = "ordered_component"
    OFFERED_STAGE_1 = "offered_stage_1"
    OFFERED_STAGE_2 = "offered_stage_2"
    OFFERED = "offered"
    RECOMMENDED = "recommended"
    DEDUCTIBLE = "deductible"
    REASONING = "reasoning"
    REFERENCE_TO_ORDER = "reference_to_order"
    POLICY_BAND = "policy_band"
    OTHER = "other"


class Actor(StrEnum):
    """Who did what an event tells of."""

    RESIDENT = "resident"
    LANDLORD = "landlord"
    CONTRACTOR = "contractor"
    OMBUDSMAN = "ombudsman"
    THIRD_PARTY = "third_party"


class EventType(StrEnum):
    """What kind of step an event is."""

    COMPLAINT_MADE = "complaint_made"
    COMPLAINT_ACKNOWLEDGED = "complaint_acknowledged"
    STAGE_1_RESPONSE = "stage_1_response"
    ESCALATION_REQUESTED = "escalation_requested"
    STAGE_2_ACKNOWLEDGED = "stage_2_acknowledged"
    STAGE_2_RESPONSE = "stage_2_response"
    REFERRED_TO_OMBUDSMAN = "referred_to_ombudsman"
    OMBUDSMAN_CONTACT = "ombudsman_contact"
    COMPENSATION_OFFERED = "compensation_offered"
    ISSUE_REPORTED = "issue_reported"
    CONTACT = "contact"
    VISIT = "visit"
    INSPECTION = "inspection"
    APPOINTMENT = "appointment"
    WORKS_RAISED = "works_raised"
    WORKS_COMPLETED = "works_completed"
    CASE_OPENED = "case_opened"
    CASE_CLOSED = "case_closed"
    RISK_ASSESSMENT = "risk_assessment"
    ACTION_PLAN = "action_plan"
    EVIDENCE_REVIEWED = "evidence_reviewed"
    REFERRAL = "referral"
    LEGAL_ACTION = "legal_action"
    MOVED = "moved"
    TENANCY_STARTED = "tenancy_started"
    TENANCY_ENDED = "tenancy_ended"
    DECISION = "decision"
    POLICY = "policy"
    SCOPE = "scope"
    OTHER = "other"


Layout = Literal["report", "decision"]
DecisionType = Literal["investigation", "jurisdiction"]
Precision = Literal["day", "week", "month", "season", "year"]


class Problem(Struct, frozen=True):
    """Something that the report does not say, says twice, or says in a way that could not be read.

    `code` is stable ("landlord_not_stated"); `message` is for people; `stage` names the step that noticed.
    """

    code: str
    message: str
    stage: str
    span: Span | None = None


class ComplaintHead(Struct, frozen=True):
    """One matter of complaint. `number` counts from 1; `stem` is the shared lead-in, None where there is none.

    `categories` has the primary one first, and is never empty (`other`).
    """

    number: int
    text: str
    stem: str | None
    category: Category
    categories: tuple[Category, ...]
    span: Span


class Finding(Struct, frozen=True):
    """One outcome for one matter. `text` is the matter as worded, "" where the statement names none.

    `scheme_paragraph` is normalised ("52", "53(b)"); `head` indexes `Determination.heads`. `statement` is "formal"
    for the determination itself and "narrative" for what the reasoning says of it: count the formal ones.
    """

    outcome: Outcome
    text: str
    scheme_paragraph: str | None
    head: int | None
    statement: Literal["formal", "narrative"]
    source: Literal["table", "list", "prose"]
    span: Span


class Order(Struct, frozen=True):
    """One order or one recommendation, its sub-items included.

    `amount`: pounds that it orders in all, None where it orders no money. `due_date`: stated or computed from the
    date of the report (a day for "within 4 weeks"); None where it is neither. `due_text`: the deadline as worded.
    `addressee`: who must act where somebody is named ("senior manager"). `head` indexes `Determination.heads`.
    """

    number: int
    text: str
    types: tuple[OrderType, ...]
    amount: Decimal | None
    due_date: dt.date | None
    due_text: str | None
    addressee: str | None
    head: int | None
    span: Span


class Award(Struct, frozen=True):
    """A sum of money and its part in the case. `amount` in pounds; `formula` where it is a rate ("per week").

    `text` is the sum as printed; `head` indexes `Determination.heads` for sums that are ordered or recommended.
    `comes_to` is what a rate that is ordered comes to, where the order says how often it is paid ("£15 a week for 12
    weeks"). `already_offered` says that the order pays a sum which the landlord had offered, if it has not paid it:
    that is no new money.
    """

    amount: Decimal
    role: AwardRole
    head: int | None
    formula: str | None
    text: str
    span: Span
    comes_to: Decimal | None = None
    already_offered: bool = False

    @property
    def worth(self) -> Decimal:
        """Pounds that the sum comes to: the sum itself, unless it is a rate that could be computed."""
        return self.amount if self.comes_to is None else self.comes_to


class Event(Struct, frozen=True):
    """A dated mention in the narrative: what happened, when, and who did it.

    `start` and `end` are the first and the last day that the mention can mean (equal for a day). `timex` is the
    TIMEX3 value ("2023-04-03", "2023-04", "2021-SP"). `text` is the sentence; `span` is the mention, `sentence` the
    sentence. `anchor` is the day from which a relative mention was counted. `polarity` is "negative" for what did
    not happen; `modality` tells plans, conditions and hearsay from facts. `rule` names the rule that fits the clause;
    `decided_by` is that rule or "model", whichever decided, and `confidence` is how likely the type is to be right.
    """

    start: dt.date
    end: dt.date
    precision: Precision
    mention: str
    timex: str
    actor: Actor | None
    type: EventType
    text: str
    section: str | None
    anchor: dt.date | None
    span: Span
    sentence: Span
    polarity: Literal["positive", "negative"] = "positive"
    modality: Literal["fact", "planned", "hypothetical", "reported"] = "fact"
    rule: str = ""
    confidence: float = 1.0
    decided_by: str = ""


class Milestones(Struct, frozen=True):
    """The steps of the complaint that was determined, the first where there are several; None where not stated."""

    complaint_made: Event | None = None
    complaint_acknowledged: Event | None = None
    stage_1_response: Event | None = None
    escalation_requested: Event | None = None
    stage_2_acknowledged: Event | None = None
    stage_2_response: Event | None = None
    referred_to_ombudsman: Event | None = None

    def items(self) -> Iterator[tuple[str, Event]]:
        """Name and event of each step that is stated, in the order of the procedure."""
        for name in self.__struct_fields__:
            event = getattr(self, name)
            if event is not None:
                yield name, event

    def get(self, name: str) -> Event | None:
        """The event of the step `name`, or None."""
        return dict(self.items()).get(name)


class Conflict(Struct, frozen=True):
    """Two or more different dates that the report gives for one event; `spans` are the mentions."""

    type: EventType
    dates: tuple[dt.date, ...]
    spans: tuple[Span, ...]
    span: Span


class Citation(Struct, frozen=True):
    """A law, the Scheme or the Code that the report cites. `provision` as normalised ("section 11"), or None."""

    instrument: str
    provision: str | None
    text: str
    span: Span
