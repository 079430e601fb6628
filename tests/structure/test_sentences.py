"""Where sentences end, and where they only seem to."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ombudsparse.structure.sentences import sentence_spans

CASES = [
    ("One ended. Another began.", ["One ended.", "Another began."]),
    ("It fell under para. 52.b. of the Scheme. It closed.", ["It fell under para. 52.b. of the Scheme.", "It closed."]),
    ("In line with paragraph 53.b. The landlord paid.", ["In line with paragraph 53.b. The landlord paid."]),
    ("She saw Mr. Jones of St. Mary’s Road. He left.", ["She saw Mr. Jones of St. Mary’s Road.", "He left."]),
    ("Works, e.g. Windows and doors, were late. It paid.", ["Works, e.g. Windows and doors, were late.", "It paid."]),
    ("He said “Stop.” and left. They stayed.", ["He said “Stop.” and left.", "They stayed."]),
    ("He said “it is over.” The officer left.", ["He said “it is over.”", "The officer left."]),
    ("It rose by 3.5% in 2.4.23 terms. Then it fell.", ["It rose by 3.5% in 2.4.23 terms.", "Then it fell."]),
    ("12. The landlord called. It rang off.", ["12. The landlord called.", "It rang off."]),
    ("b. It had replied. It had not.", ["b. It had replied.", "It had not."]),
    ("It called at 9 a.m. Nobody was in.", ["It called at 9 a.m. Nobody was in."]),
    ("It called at 9 a.m. The resident was out.", ["It called at 9 a.m.", "The resident was out."]),
    ("Was it late? It was! So it paid.", ["Was it late?", "It was!", "So it paid."]),
    ("It wrote on 3.4.23. It wrote again.", ["It wrote on 3.4.23.", "It wrote again."]),
    ("It left (see No. 4). It returned.", ["It left (see No. 4).", "It returned."]),
    ("It was signed by J. Smith. It was late.", ["It was signed by J. Smith.", "It was late."]),
    ("It broke\nover a line. Then ended.", ["It broke\nover a line.", "Then ended."]),
    ("It ended in May 2023. 6 days later it wrote.", ["It ended in May 2023.", "6 days later it wrote."]),
    ("", []),
    ("   ", []),
    ("no stop at all", ["no stop at all"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in sentence_spans(text)] == expected


@given(st.text(alphabet="aA .?!“”\n1£b(", max_size=60))
def test_sentences_lose_no_word_and_do_not_overlap(text: str) -> None:
    spans = sentence_spans(text)
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert all(span.of(text).strip() == span.of(text) for span in spans)
