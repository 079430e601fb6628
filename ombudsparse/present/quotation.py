"""A sentence of a report as one can print it: whole, and with where it stands."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from ombudsparse.document import Document
from ombudsparse.present.wording import day, one_line
from ombudsparse.spans import Span
from ombudsparse.structure.evidence import evidence_at

_LONGEST = 900  # characters that are quoted: an order with its lettered parts can fill a page


def quotation(
    sentence: str,
    *,
    landlord: str | None,
    reference: str | None,
    date: dt.date | None,
    section: str | None = None,
    paragraph: str | None = None,
    page: int | None = None,
    url: str | None = None,
) -> str:
    """The sentence in quotation marks, and its citation: the Ombudsman, landlord, case, date, place, and address.

    “There was maladministration …” (Housing Ombudsman, Calder Fen Housing, case 202433871, 11 December 2025,
    Determination, paragraph 12(b), https://…). What is not known is left out.
    """
    cited = [
        "Housing Ombudsman",
        one_line(landlord, 120) if landlord else "",
        f"case {reference}" if reference else "",
        day(date) if date else "",
        one_line(section, 80) if section else "",
        f"paragraph {paragraph}" if paragraph else "",
        f"page {page}" if page else "",
        url or "",
    ]
    words = one_line(sentence, _LONGEST).strip()
    return f"“{_inside(words)}” ({', '.join(one_line(part, None) for part in cited if part)})"


def quotation_at(
    document: Document,
    span: Span,
    *,
    landlord: str | None,
    reference: str | None,
    date: dt.date | None,
    url: str | None = None,
) -> str:
    """The quotation of the sentence at `span` of a report."""
    found = evidence_at(document, span)
    return quotation(
        found.sentence, landlord=landlord, reference=reference, date=date, section=found.section,
        paragraph=found.paragraph, page=found.page, url=url,
    )  # fmt: skip


def quotation_of_row(row: Mapping[str, Any], url: str | None = None) -> str:
    """The quotation of a row of a table that has the words behind it. Raises KeyError where it has not these columns,
    ValueError where the row has no words of the report."""
    sentence = _stated(row["evidence_sentence"])
    if sentence is None:
        raise ValueError(f"the row of case {row['case_reference']} rests on no words of the report; quote another")
    date, page = _stated(row["date"]), _stated(row["evidence_page"])
    return quotation(
        str(sentence),
        landlord=_stated(row["landlord"]),
        reference=_stated(row["case_reference"]),
        date=None if date is None else dt.date.fromisoformat(str(date)[:10]),
        section=_stated(row["evidence_section"]),
        paragraph=_stated(row["evidence_paragraph"]),
        page=None if page is None else int(page),
        url=_stated(url if url is not None else row.get("url")),
    )


def _stated(value: Any) -> Any:
    """The value; None where it is missing, in whichever way a table says so."""
    return None if value is None or str(value) in ("", "<NA>", "NaT", "nan") else value


def _inside(words: str) -> str:
    """Double quotation marks within a quotation are single ones."""
    return words.replace("“", "‘").replace("”", "’").replace('"', "’")
