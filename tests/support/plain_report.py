"""One short report as text and as a page, and what is asked of it."""

from ombudsparse.report import Determination

TEXT = """Larkhill Homes Limited (202311111)

REPORT

COMPLAINT 202311111

Larkhill Homes Limited

14 March 2024

The complaint

  1. The complaint is about the landlord’s handling of the resident’s:
    a. Reports of a leak.
    b. Complaint.

Background

  1. The resident is an assured tenant of the landlord.
  2. The resident complained on 3 May 2023. The landlord sent its stage 1 response on 17 May 2023 and offered £100.
  3. The landlord’s final response of 29 June 2023 was “final”. Its office confirmed the flow of water.

Assessment and findings

  1. The landlord did not send anyone to look at the leak for 4 weeks.

Determination

  1. In accordance with paragraph 52 of the Housing Ombudsman Scheme, there was:
    a. maladministration in the landlord’s handling of the resident’s reports of a leak; and
    b. service failure in its handling of her complaint.

Orders

  1. Within 4 weeks of the date of this report, the landlord must pay the resident £1,250 in compensation, comprising:
    a. £1,000 for the distress and inconvenience caused by its handling of the leak.
    b. £250 for its complaint handling.
  2. Within 4 weeks of the date of this report, the landlord must write to the resident to apologise.
"""
PAGE = """<!doctype html><html><head><title>x</title><style>body { margin: 0 }
.gone, p.old { text-decoration: line-through }</style></head><body><main>
<h1>Larkhill Homes Limited (202311111)</h1><p>REPORT</p><p>COMPLAINT 202311111</p>
<p>Larkhill Homes Limited</p><p>14 March 2024</p><h2>The complaint</h2>
<ol><li>The complaint is about the landlord’s handling of the resident’s:<ol type="a"><li>Reports of a leak.</li>
<li>Complaint.</li></ol></li></ol><h2>Background</h2><ol><li>The resident is an assured tenant of the landlord.</li>
<li>The resident complained on 3 May 2023. The landlord sent its stage 1 response on 17 May 2023 and offered £100.</li>
<li>The landlord’s final response of 29 June 2023 was “final”. Its office confirmed the flow of water.</li></ol>
<h2>Assessment and findings</h2><ol><li>The landlord did not send anyone to look at the leak for 4 weeks.</li></ol>
<h2>Determination</h2><ol><li>In accordance with paragraph 52 of the Housing Ombudsman Scheme, there was:<ol type="a">
<li>maladministration in the landlord’s handling of the resident’s reports of a leak; and</li>
<li>service failure in its handling of her complaint.</li></ol></li></ol><h2>Orders</h2><ol><li>Within 4 weeks of the
date of this report, the landlord must pay the resident £1,250 in compensation, comprising:<ol type="a"><li>£1,000 for
the distress and inconvenience caused by its handling of the leak.</li><li>£250 for its complaint handling.</li></ol>
</li><li>Within 4 weeks of the date of this report, the landlord must write to the resident to apologise.</li></ol>
</main></body></html>"""


def read(d: Determination) -> dict[str, object]:
    """What a newsroom asks of a report."""
    return {
        "heads": [head.text for head in d.heads],
        "findings": [(finding.outcome.value, finding.text, finding.head) for finding in d.findings],
        "orders": [(order.text, order.amount) for order in d.orders],
        "compensation": d.compensation_ordered,
        "awards": [(award.amount, award.role.value) for award in d.awards],
        "steps": {name: event.start for name, event in d.milestones.items()},
        "events": [(event.start, event.type.value) for event in d.events],
        "case": (d.case_reference, d.landlord, d.date),
        "read": [problem.code for problem in d.problems],
    }
