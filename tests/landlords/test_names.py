"""The words of landlords' names: what is folded, and what is kept apart."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ombudsparse.landlords.names import block, council, fold_name, key, readings


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Larch Partnership", "larch partnership"),
        ("Elm & Ash Housing Trust", "Elm and Ash Housing Trust"),
        ("Elm + Ash", "ELM ASH"),
        ("Women’s Hearth", "Womens Hearth"),
        ("Women's Hearth", "Womens Hearth"),
        ("LarkHill Homes", "Lark Hill Homes"),
        ("Larkhill Homes Limited", "Larkhill Homes Ltd."),
        ("Larkhill Homes plc", "LARKHILL HOMES"),
        ("Larkhill Homes C.I.C.", "Larkhill Homes Community Interest Company"),
        ("Larkhill H.A. Ltd", "Larkhill Housing Association"),
        ("Larkhill H T", "Larkhill Housing Trust"),
        ("Larkhill Housing Co-operative", "Larkhill Housing Co-op"),
        ("Larkhill Housing Co operative Limited", "Larkhill Housing Cooperative"),
        ("St. Wilfrid’s Homes", "St Wilfrids Homes"),
        ("Larkhill-on-Sea Homes", "Larkhill on Sea Homes"),
        ("Homes (Larkhill)", "Homes Larkhill"),
        ("Lärkhill Homes", "Larkhill  Homes"),
    ],
)
def test_alike(one: str, other: str) -> None:
    assert key(fold_name(one)) == key(fold_name(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Larkhill Homes", "Larkhill Housing"),
        ("Larkhill Homes", "Larkhill Homes Group"),
        ("Larkhill (2) Limited", "Larkhill (5) Limited"),
        ("North Larkhill Homes", "Larkhill Homes"),
        ("The", "Limited"),
    ],
)
def test_apart(one: str, other: str) -> None:
    assert key(fold_name(one)) != key(fold_name(other))


@pytest.mark.parametrize(
    ("name", "place", "style"),
    [
        ("Larkhill Council", "larkhill", "plain"),
        ("London Borough of Larkhill", "larkhill", "other"),
        ("London Borough of Larkhill Council", "larkhill", "other"),
        ("Larkhill London Borough Council", "larkhill", "other"),
        ("Larkhill, London Borough of", "larkhill", "other"),
        ("LB of Larkhill", "larkhill", "other"),
        ("Larkhill LBC", "larkhill", "other"),
        ("Royal Borough of Larkhill and Fernley", "larkhill fernley", "other"),
        ("The Royal Borough of Larkhill", "larkhill", "other"),
        ("City of Larkhill", "larkhill", "other"),
        ("City of Larkhill Metropolitan District Council", "larkhill", "other"),
        ("Council of the City of Larkhill", "larkhill", "other"),
        ("Larkhill City and District Council", "larkhill", "other"),
        ("Larkhill District Council", "larkhill", "other"),
        ("Larkhill MBC", "larkhill", "other"),
        ("Larkhill County Council", "larkhill", "county"),
        ("Isle of Lark Council", "isle of lark", "plain"),
        ("East Riding of Lark Council", "east riding of lark", "plain"),
    ],
)
def test_councils(name: str, place: str, style: str) -> None:
    found = council(fold_name(name))
    assert found is not None
    assert (" ".join(found.place), found.style) == (place, style)
    assert block(fold_name(name)) == "council"


@pytest.mark.parametrize(
    "name",
    [
        "Larkhill City Homes",
        "Larkhill Housing Association",
        "Council Homes",
        "Larkhill",
        "Council",
        "London Borough Council",
        "",
    ],
)
def test_no_councils(name: str) -> None:
    assert council(fold_name(name)) is None


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("North Larkhill Housing (NLH)", "north larkhill housing"),
        ("Lark & Quarry Housing Trust (L&Q)", "lark quarry housing trust"),
        ("Larkhill Homes Rented Limited (LHRL)", "larkhill homes rented limited"),
        ("Larkhill Housing (Fernley)", "larkhill housing fernley"),
        ("Larkhill (now Fernley Homes)", "larkhill"),
        ("Larkhill Homes formerly known as Fernley", "larkhill homes"),
        ("Larkhill Homes (inc. Fernley Trust)", "larkhill homes"),
        ("Larkhill Homes on behalf of Fernley Council", "larkhill homes"),
        ("Larkhill Limited t/a Fernley Homes", "fernley homes"),
        ("Larkhill Limited trading as Fernley Homes", "fernley homes"),
        ("Larkhill Limited, also known as Fernley", "fernley"),
        ("Now Homes", "now homes"),
    ],
)
def test_the_last_reading(name: str, last: str) -> None:
    assert " ".join(readings(name)[-1]) == last


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_folded_once_and_for_all(text: str) -> None:
    words = fold_name(text)
    assert fold_name(" ".join(words)) in (words, words[1:])
    assert all(words and all(words) for words in readings(text))
