"""Which kinds of sections are alike in some respect: each such set is named here, once."""

from ombudsparse.document import SectionKind

# Where the report tells what happened in order of time, so that two dates of one step can be set against each other.
CHRONICLE = frozenset([SectionKind.BACKGROUND, SectionKind.EVENTS, SectionKind.PROCEDURE])
# What may precede the reasoning and tell of offers, one after the other, as one story.
OFFERS_TOLD = CHRONICLE | {
    SectionKind.OTHER,
    SectionKind.COMPLAINT,
    SectionKind.JURISDICTION,
    SectionKind.APPROACH,
    SectionKind.DECISION_TABLE,
}
# Where findings are stated in the reasoning, or against the general background, and not as the determination.
REASONING = (
    SectionKind.ASSESSMENT,
    SectionKind.REASONS,
    SectionKind.JURISDICTION,
    SectionKind.SCOPE,
    SectionKind.BACKGROUND,
    SectionKind.EVENTS,
    SectionKind.POLICIES,
)
# Where the resident's tenure is told, if the case table does not give it.
TENURE_TOLD = (
    SectionKind.BACKGROUND,
    SectionKind.EVENTS,
    SectionKind.JURISDICTION,
    SectionKind.COMPLAINT,
    SectionKind.POLICIES,
)
# What tells a story with dates. Approach, orders and recommendations tell none, and the case table is the head of the
# report.
NARRATIVE = frozenset(SectionKind) - {
    SectionKind.APPROACH,
    SectionKind.DECISION_TABLE,
    SectionKind.PUTTING_RIGHT,
    SectionKind.ORDERS,
    SectionKind.RECOMMENDATIONS,
}
# What a text on one line is cut into sentences in: each is an item of its own there.
FORMAL = frozenset(
    [
        SectionKind.COMPLAINT,
        SectionKind.DETERMINATION,
        SectionKind.ORDERS,
        SectionKind.RECOMMENDATIONS,
        SectionKind.PUTTING_RIGHT,
    ]
)
# Sections whose items may lack a full stop, so that a short line says nothing by its shape.
WITHOUT_STOPS = FORMAL | {SectionKind.OTHER, SectionKind.DECISION_TABLE, SectionKind.PROCEDURE}
# What opens a report; the same words later on are sub-headings of the reasoning ("Complaint", "Background").
EARLY = frozenset(
    [
        SectionKind.APPROACH,
        SectionKind.COMPLAINT,
        SectionKind.BACKGROUND,
        SectionKind.EVENTS,
        SectionKind.JURISDICTION,
    ]
)
# What follows upon that.
LATE = frozenset(
    [
        SectionKind.ASSESSMENT,
        SectionKind.DETERMINATION,
        SectionKind.ORDERS,
        SectionKind.RECOMMENDATIONS,
        SectionKind.INVESTIGATION,
    ]
)
