"""Small invented reports for the tests of the timeline."""

import datetime as dt

from ombudsparse.document import Document
from ombudsparse.nlp.dated_mentions import DatedMention
from ombudsparse.nlp.events import read_passage
from ombudsparse.nlp.timeline import Timeline, read_timeline
from ombudsparse.readers.sources import read_source
from ombudsparse.structure.row_blocks import with_rows
from ombudsparse.structure.sections import with_sections
from ombudsparse.values.dates.mentions import DateContext
from ombudsparse.values.dates.narrative import find_dates

REPORT_DATE = dt.date(2025, 9, 1)
HEAD = """REPORT

COMPLAINT 202400001

{landlord}

1 September 2025

The complaint

  1. The complaint is about the landlord’s handling of the resident’s reports of damp.

"""
TAIL = """
Determination

  1. In accordance with paragraph 52 of the Scheme there was maladministration by the landlord in respect of the damp.

Orders

  1. By 29 September 2025 the landlord must apologise to the resident.
"""


def readings(text: str) -> list[DatedMention]:
    """What one paragraph says of its dates."""
    dates, _ = find_dates(text, DateContext(report_date=REPORT_DATE))
    return read_passage(text, dates)[0]


def document(*, landlord: str = "Example Homes Limited", **sections: list[str]) -> Document:
    """A report with the paragraphs given under "background", "assessment" and "complaint_handling"."""
    titles = {
        "background": "Background", "assessment": "Assessment and findings", "complaint_handling": "Complaint handling"
    }  # fmt: skip
    body = ""
    for name, paragraphs in sections.items():
        items = "\n".join(f"  {number}. {text}" for number, text in enumerate(paragraphs, start=1))
        body += f"{titles[name]}\n\n{items}\n\n"
    found = read_source((HEAD.format(landlord=landlord) + body + TAIL).encode(), "text")
    return with_rows(with_sections(found)[0])


def timeline(*, landlord: str = "Example Homes Limited", **sections: list[str]) -> Timeline:
    """The timeline of such a report."""
    return read_timeline(document(landlord=landlord, **sections), REPORT_DATE)[0]
