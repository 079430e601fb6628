"""Charts: what is saved opens, marks and labels keep apart, and nothing that a report says can run in a page."""

import datetime as dt
import json
import struct
import sys
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_report import invented
from msgspec.structs import replace

import ombudsparse as op
from ombudsparse import plots
from ombudsparse.chronology.episodes import find_episodes
from ombudsparse.errors import OmbudsparseError
from ombudsparse.plots.timeline_layout import MOST_ROWS, WIDTH, axis_of, drawn, lane, step_marks
from ombudsparse.records import Actor, Event, EventType, Milestones
from ombudsparse.report import Determination
from ombudsparse.spans import Span


def crowded(count: int, days: int = 9) -> Determination:
    """A report with `count` events, `days` apart."""
    base = invented()
    kinds, actors = list(EventType), [*Actor, None]
    events = []
    for at in range(count):
        start = dt.date(2022, 1, 3) + dt.timedelta(at * days)
        end = start + dt.timedelta(30 if at % 7 == 0 else 0)
        precision = "day" if start == end else "month"
        kind, actor, span = kinds[at * 7 % len(kinds)], actors[at % 3], Span(at, at + 1)
        events.append(
            Event(start, end, precision, "then", "", actor, kind, f"Told of {at}.", "Background", None, span, span)
        )
    return replace(base, events=tuple(events), milestones=Milestones(), conflicts=())


@pytest.mark.parametrize("count", [0, 1, 5, 75])
def test_png(tmp_path, count):
    path = tmp_path / "history.png"
    plots.save_timeline(crowded(count), path)
    data = path.read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", data[16:24])
    assert 1500 < width < 2400
    assert 200 < height < 3000


def test_svg_is_xml_and_says_whose_history_it_is(tmp_path):
    path = tmp_path / "history.svg"
    plots.save_timeline(invented(), path)
    root = ElementTree.fromstring(path.read_text("utf-8"))
    assert root.tag.endswith("svg")
    words = " ".join(root.itertext())
    for part in (
        "Ashcombe [red]Homes[/red] & Sons", "case 202399001, decided 14 February 2024", "Resident", "Landlord",
        "Complaint made, 4 March 2023", "Stage 1 response, 20 March 2023 (11 working days), or 22 March 2023",
        "inspection", "Source: Housing Ombudsman determination 202399001",
    ):  # fmt: skip
        assert part in words


def test_html_holds_all_that_it_needs_and_runs_nothing_of_the_report(tmp_path):
    base = invented()
    hostile = replace(base.events[0], text="</script><script>alert(1)</script>", mention="</script>")
    path = tmp_path / "history.html"
    plots.save_timeline(replace(base, landlord="</script><b>", events=(hostile, *base.events[1:])), path)
    page = path.read_text("utf-8")
    assert "<html" in page.lower()
    assert "alert(1)" in page
    assert "<script>alert" not in page
    assert 'src="http' not in page


def test_json_is_the_chart(tmp_path):
    path = tmp_path / "history.json"
    plots.save_timeline(invented(), path)
    assert json.loads(path.read_text("utf-8"))["title"]["text"] == ["Ashcombe [red]Homes[/red] & Sons"]


def test_the_chart_saves_itself(tmp_path):
    op.plots.timeline(invented()).save(str(tmp_path / "history.svg"))
    assert (tmp_path / "history.svg").read_text("utf-8").startswith("<svg")


@pytest.mark.parametrize(
    ("name", "error"), [("a.gif", ValueError), ("a", ValueError), ("none/a.svg", OmbudsparseError)]
)
def test_what_cannot_be_saved(tmp_path, name, error):
    with pytest.raises(error):
        plots.save_timeline(invented(), tmp_path / name)


@pytest.mark.parametrize("package", ["altair", "vl_convert"])
def test_a_missing_package_is_named_with_its_extra(tmp_path, monkeypatch, package):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(OmbudsparseError, match=r"ombudsparse\[plots\]"):
        plots.save_timeline(invented(), tmp_path / "a.svg")


def at(*days: str) -> list[Event]:
    spans = [Span(each, each + 1) for each in range(len(days))]
    dates = [dt.date.fromisoformat(day) for day in days]
    return [
        Event(day, day, "day", "then", "", None, EventType.CONTACT, "", None, None, span, span)
        for day, span in zip(dates, spans, strict=True)
    ]


@pytest.mark.parametrize(
    ("days", "far"),
    [
        ([], []),
        (["2023-01-01"], []),
        (["1968-01-01", "2022-01-01", "2022-06-01", "2023-01-01"], ["1968-01-01"]),
        (["2015-03-01", "2019-01-01", "2024-01-01", "2024-06-01", "2025-01-01"], ["2015-03-01", "2019-01-01"]),
        (["2022-01-01", "2022-06-01", "2022-07-01", "2026-01-01"], ["2026-01-01"]),
        # a long history with quiet years stays whole
        (["2018-01-01", "2019-06-01", "2020-12-01", "2022-01-01", "2023-01-01"], []),
    ],
)
def test_dates_far_off_are_not_drawn(days, far):
    kept, left_out = drawn(find_episodes(at(*days)))
    assert [episode.start.isoformat() for episode in left_out] == far
    assert len(kept) + len(left_out) == len(days)


@given(st.lists(st.dates(dt.date(2021, 1, 1), dt.date(2023, 12, 31)), min_size=1, max_size=40))
def test_marks_keep_apart_and_inside(days):
    episodes = find_episodes(at(*(day.isoformat() for day in days)))
    axis = axis_of(episodes, None)
    marks, rows = lane(episodes, axis, 0)
    assert all(0 < mark.row < rows for mark in marks)
    assert all(0 <= axis.x(mark.episode.start) <= WIDTH for mark in marks)
    named = any(mark.name for mark in marks)
    assert named == (rows <= MOST_ROWS) or not named
    for row in {mark.row for mark in marks}:
        places = sorted(axis.x(mark.episode.start) for mark in marks if mark.row == row)
        assert all(right - left >= 18 for left, right in pairwise(places))


def test_steps_have_a_row_each():
    episodes = [episode for episode in invented().episodes() if episode.milestone]
    marks = step_marks(episodes, axis_of(episodes, None), {"stage_1_response": " (11 working days)"})
    assert [mark.row for mark in marks] == [0.5, 1.5]


def test_labels_do_not_reach_into_the_names_of_the_lanes():
    long = replace(at("2021-01-01")[0], end=dt.date(2023, 12, 31), precision="month", type=EventType.CASE_OPENED)
    episodes = find_episodes([long, *at("2024-01-01")[:1]])
    marks, _ = lane(episodes, axis_of(episodes, None), 0)
    assert (marks[0].name, marks[0].side) == ("case opened", "right")
    assert marks[-1].side == "left"
