"""References to heads by label, by order, or all at once."""

import pytest

from ombudsparse.extract.head_references import HeadMark, referred

LETTERED = [HeadMark("a", "1"), HeadMark("b", "1"), HeadMark("c", "1")]
NUMBERED = [HeadMark("1", "1"), HeadMark("2", "1"), HeadMark("2", None)]
UNMARKED = [HeadMark(None, None)] * 3
TABLE = [
    ("complaint (b)", LETTERED, (1,)),
    ("complaint (b)", NUMBERED, (1,)),
    ("complaint b", UNMARKED, (1,)),
    ("all of the resident’s complaints", LETTERED, (0, 1, 2)),
    ("all elements of the complaint", LETTERED, (0, 1, 2)),
    ("the matter at paragraph 1(b) above", LETTERED, (1,)),
    ("the matter at paragraph 1(b) above", NUMBERED, (1,)),
    ("complaint 1a", LETTERED, (0,)),
    ("the first and second complaints", LETTERED, (0, 1)),
    ("issue 2", LETTERED, (1,)),
    ("complaints 1 and 3", LETTERED, (0, 2)),
    ("points a) and c) of the complaint", LETTERED, (0, 2)),
    ("both complaints", LETTERED, ()),
    ("both complaints", LETTERED[:2], (0, 1)),
    ("all aspects of the complaint", LETTERED, (0, 1, 2)),
    ("all three complaints", LETTERED, (0, 1, 2)),
    ("each of the complaints", LETTERED, (0, 1, 2)),
    ("the complaints set out above", LETTERED, (0, 1, 2)),
    ("complaints (a) to (c)", LETTERED, (0, 1, 2)),
    ("complaints 1 to 2", LETTERED, (0, 1)),
    ("paragraph 1", LETTERED, (0, 1, 2)),
    ("paragraph 2", NUMBERED, (2,)),
    ("paragraphs 1a and 1c", LETTERED, (0, 2)),
    ("the last complaint", LETTERED, (2,)),
    ("the second element of the complaint", LETTERED, (1,)),
    ("the resident’s complaint", LETTERED, ()),
    ("the complaint", LETTERED, ()),
    ("its complaint handling", LETTERED, ()),
    ("the landlord’s handling of the leak", LETTERED, ()),
    ("complaint one", LETTERED, (0,)),
    ("complaints one and two", LETTERED, (0, 1)),
    ("the complaint at 1(c)", LETTERED, (2,)),
    ("complaint 4", LETTERED, ()),
    ("the issue set out at paragraph 1.b", LETTERED, (1,)),
    ("all the issues raised by the resident", LETTERED, (0, 1, 2)),
    ("a leak", LETTERED, ()),
    ("the complaint handling", LETTERED, ()),
    ("every element of the resident’s complaint", LETTERED, (0, 1, 2)),
    ("(a) and (b)", LETTERED, (0, 1)),
    ("all matters", LETTERED, (0, 1, 2)),
    ("all the matters complained of", LETTERED, (0, 1, 2)),
    ("matters (i) and (iii)", UNMARKED, (0, 2)),
    ("the whole complaint", LETTERED, (0, 1, 2)),
    ("the resident’s complaints", LETTERED, (0, 1, 2)),
    ("the first complaint", LETTERED, (0,)),
    ("points 1(a), 1(b) and 1(c)", LETTERED, (0, 1, 2)),
    ("all of these complaints", LETTERED, (0, 1, 2)),
    ("items a-c", LETTERED, (0, 1, 2)),
    ("the first, second and third issues", LETTERED, (0, 1, 2)),
    ("all heads of complaint", LETTERED, (0, 1, 2)),
    ("the complaints", LETTERED, (0, 1, 2)),
    ("complaint no. 2", LETTERED, (1,)),
    ("the complaint’s second stage", LETTERED, ()),
    ("a 2 bedroom flat", LETTERED, ()),
    ("complaint point 3", LETTERED, (2,)),
    ("complaint 1(a) and complaint 1(b)", LETTERED, (0, 1)),
]


@pytest.mark.parametrize(("text", "marks", "heads"), TABLE, ids=[row[0] for row in TABLE])
def test_which_heads_are_meant(text: str, marks: list[HeadMark], heads: tuple[int, ...]) -> None:
    assert referred(text, marks, ()) == heads


def test_the_remaining_ones_are_those_that_nothing_else_decides() -> None:
    assert referred("all other elements of the complaint", LETTERED, (1,)) == (0, 2)
    assert referred("the remaining complaints", LETTERED, (0,)) == (1, 2)
