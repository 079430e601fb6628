"""Response times: an answer on the last day stands left of the limit, and the words say what can be told."""

import pytest

from ombudsparse import analysis, plots
from ombudsparse.errors import AnalysisError
from ombudsparse.plots.answers import CAP, _bars


@pytest.mark.parametrize(
    ("day", "name", "left"),
    [
        (0, "0 to 5", 0.25), (5, "0 to 5", 0.25), (6, "6 to 10", 5.25), (10, "6 to 10", 5.25), (11, "11 to 15", 10.25),
        (30, "26 to 30", 25.25), (31, "over 30", 35.25), (400, "over 30", 35.25),
    ],
)  # fmt: skip
def test_bars(day, name, left):
    (bar,) = _bars([(day, "within")], 30)
    assert (bar["days"], bar["left"], bar["top"], bar["verdict"]) == (name, left, 1, "within the limit")


def test_verdicts_are_stacked():
    bars = _bars([(7, "open"), (8, "within"), (9, "within"), (10, "beyond"), (8, "over")], 30)
    assert [(bar["verdict"], bar["bottom"], bar["top"]) for bar in bars] == [
        ("within the limit", 0, 2), ("over the limit", 2, 3), ("over the longest extension", 3, 4),
        ("cannot be told", 4, 5),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def some(stages):
    """2022: 6 timed, 2 of them within the limit, 3 beyond an extension, 1 over the limit, and one that is open; one not
    dated to the day, one before the complaint."""
    return stages(
        ("2022", 9, True), ("2022", 10, True), ("2022", 25, False), ("2022", 30, False), ("2022", 41, False),
        ("2022", 15, "over"), ("2022", None, None), ("2022", -3, None), ("2024", 12, True), (None, 8, None),
    )  # fmt: skip


def test_words(some, words):
    said = words(plots.response_times(some))
    assert "Code of 2022 6 timed, median 20 working days; over the limit: 4 of the 7 counted (57%; 95%" in said
    assert "late: 43% to 71%; of 1 the dates leave it open" in said
    assert (
        "Code of 2024 1 timed, median 12 working days; over the limit: 0 of the 1 counted (too few for a share)" in said
    )
    assert "Edition of the Code not known 1 timed, median 8 working days" in said
    assert "8 answers of which the report gives both days" in said
    assert (
        "Not drawn: 2 cases in which the complaint or the answer is not dated to the day, or the answer before it"
        in said
    )
    assert "10 cases read by" in said


def test_limits(some, stages, drawn):
    limits = drawn(plots.response_times(some), "left", "text")
    # 2022 from the logging and 2024 from the acknowledgement, each due within 5
    assert [(limit["text"], limit["left"]) for limit in limits] == [
        ("limit: 10 to 15", 15), ("with an extension: 20 to 25", 25),
    ]  # fmt: skip
    older = drawn(plots.response_times(stages(("2020", 9, True))), "left", "text")
    assert [(limit["text"], limit["left"]) for limit in older] == [("limit: 10", 10), ("with an extension: 20", 20)]


def test_a_very_long_answer_does_not_press_the_others_together(stages, drawn):
    chart = plots.response_times(stages(("2022", 9, True), ("2022", 700, False)))
    assert max(bar["right"] for bar in drawn(chart, "verdict", "days")) <= CAP + 10
    assert {bar["days"] for bar in drawn(chart, "verdict", "days")} == {"6 to 10", "over 100"}


def test_stages_tables_and_refusals(some, stages, drawn, words):
    both = stages(("2022", 21, None), stage="stage_2")
    assert "stage 2 answer" in words(plots.response_times(both, "stage_2"))
    assert "No stage 1 answer could be timed." in words(plots.response_times(both))
    table = analysis.response_times(some)
    one = plots.response_times(table[table["edition"] == "2022"])
    assert sum(bar["answers"] for bar in drawn(one, "verdict", "days")) == 6
    with pytest.raises(AnalysisError, match="stage='acknowledgement'"):
        plots.response_times(some, "acknowledgement")
    with pytest.raises(AnalysisError, match="response_times with stage, edition"):
        plots.response_times(analysis.response_times(some, by="landlord"))
