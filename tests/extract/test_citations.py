"""Citations of invented sentences, and properties of any."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ombudsparse.document import Document
from ombudsparse.extract.citations import read_citations

LTA, SCHEME, CODE = "Landlord and Tenant Act 1985", "Housing Ombudsman Scheme", "Complaint Handling Code"
CASES = [
    ("Section 11 of the Landlord and Tenant Act 1985 applies.", [(LTA, "section 11")]),
    ("It must comply with the Landlord and Tenant Act 1985, section 11.", [(LTA, "section 11")]),
    ("Under sections 9A and 11 of the Landlord & Tenant Act 1985", [(LTA, "section 9A"), (LTA, "section 11")]),
    ("s.20 of the Landlord and Tenant Act 1985", [(LTA, "section 20")]),
    ("the Landlord and Tenant Act says", [(LTA, None)]),
    ("In accordance with paragraph 52 of the Housing Ombudsman Scheme, there was", [(SCHEME, "paragraph 52")]),
    ("paragraph 53.b of the Scheme", [(SCHEME, "paragraph 53(b)")]),
    ("Paragraph 42 (a) of the Scheme says", [(SCHEME, "paragraph 42(a)")]),
    ("paragraphs 42(a) and 42(f) of the Scheme", [(SCHEME, "paragraph 42(a)"), (SCHEME, "paragraph 42(f)")]),
    ("Paragraphs 42(a), (c) and 42(e) of the Scheme", [(SCHEME, f"paragraph 42({each})") for each in "ace"]),
    ("paragraphs 42(a), (c), and (e) of the Scheme", [(SCHEME, f"paragraph 42({each})") for each in "ace"]),
    ("paragraph 42a, c and e of the Scheme", [(SCHEME, f"paragraph 42({each})") for each in "ace"]),
    ("paragraph 42(a) or (c) of the Housing Ombudsman Scheme", [(SCHEME, f"paragraph 42({each})") for each in "ac"]),
    ("paragraph 42(a) and paragraph 42(c) of the Scheme", [(SCHEME, f"paragraph 42({each})") for each in "ac"]),
    ("paragraph 41(b)(ii) and (iii) of the Scheme", [(SCHEME, f"paragraph 41(b)({each})") for each in ("ii", "iii")]),
    ("paragraph 6.3 of the 2024 Code", [(CODE + " 2024", "paragraph 6.3")]),
    ("Paragraphs 5.1 and 6.14 of the 2022 Code", [(CODE + " 2022", f"paragraph {each}") for each in ("5.1", "6.14")]),
    ("paragraph 5.1 of the 2024 version of the Code", [(CODE + " 2024", "paragraph 5.1")]),
    ("paragraph 5 of the Highway Code", []),
    ("the 2024 Code applies", []),
    ("the Scheme was followed", []),
    ("the Code was followed", []),
    ("the Housing Ombudsman Scheme (the Scheme)", [(SCHEME, None)]),
    ("paragraph 6.14 of the Code", [(CODE, "paragraph 6.14")]),
    ("the Ombudsman’s Complaint Handling Code (‘the Code’)", [(CODE, None)]),
    ("the Complaint Handling Code (2022)", [(CODE + " 2022", None)]),
    ("the 2024 Complaint Handling Code", [(CODE + " 2024", None)]),
    ("its duties under the Equality Act 2010", [("Equality Act 2010", None)]),
    ("section 149 of the Equality Act 2010", [("Equality Act 2010", "section 149")]),
    ("The Equality Act requires", [("Equality Act 2010", None)]),
    ("This is set out in the Housing Act 1996 and", [("Housing Act 1996", None)]),
    ("Part 7 of the Housing Act 1996", [("Housing Act 1996", "part 7")]),
    ("under the Housing Act 2004", [("Housing Act 2004", None)]),
    (
        "the Homes (Fitness for Human Habitation) Act 2018",
        [("Homes (Fitness for Human Habitation) Act 2018", None)],
    ),
    (
        "Regulation 36 of the Gas Safety (Installation and Use) Regulations 1998",
        [("Gas Safety (Installation and Use) Regulations 1998", "regulation 36")],
    ),
    ("hazards under the HHSRS", [("Housing Health and Safety Rating System", None)]),
    ("the Decent Homes Standard", [("Decent Homes Standard", None)]),
    ("the pre-action protocol", [("Pre-Action Protocol for Housing Conditions Claims", None)]),
    ("a breach of GDPR", [("UK General Data Protection Regulation", None)]),
    ("the Data Protection Act 2018", [("Data Protection Act 2018", None)]),
    ("in line with our remedies guidance", [("Ombudsman’s Guidance on Remedies", None)]),
    ("our Spotlight report on damp and mould", [("Spotlight report", None)]),
    ("The landlord acted in 2018.", []),
    ("paragraph 12 of this report", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_citations(text: str, expected: list[tuple[str, str | None]]) -> None:
    found, problems = read_citations(Document(text, ()))
    assert [(one.instrument, one.provision) for one in found] == expected
    assert problems == ()


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="section paragraph 1(a)25. ofthe Scheme Act 1985\n", max_size=200))
def test_spans_are_the_words_and_in_order(text: str) -> None:
    document = Document(text, ())
    found, _ = read_citations(document)
    assert all(one.text == document.words(one.span) for one in found)
    assert [one.span.start for one in found] == sorted(one.span.start for one in found)
