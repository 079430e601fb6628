"""The kind of a landlord: printed, else from the table."""

import pytest

from ombudsparse.landlords.printed_types import landlord_type_of


@pytest.mark.parametrize(
    ("printed", "canonical", "expected"),
    [
        ("Housing Association", None, ("housing_association", "report")),
        ("  housing  association ", "London Borough of Lambeth", ("housing_association", "report")),
        ("Local Authority", None, ("council", "report")),
        ("Co-operative", None, ("co_operative", "report")),
        ("For profit", None, ("for_profit", "report")),
        (None, "London Borough of Lambeth", ("council", "table of landlords")),
        ("Local Authority / ALMO or TMO", "London Borough of Lambeth", ("council", "table of landlords")),
        ("Local Authority / ALMO or TMO", None, ("local authority / almo or tmo", "report")),
        (None, "Nobody’s Homes", (None, None)),
        ("", None, (None, None)),
    ],
)
def test_kind(printed, canonical, expected):
    assert landlord_type_of(printed, canonical) == expected
