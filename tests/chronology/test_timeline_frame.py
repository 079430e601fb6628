"""The timeline as a table."""

from invented_report import invented

from ombudsparse.chronology.timeline_frame import (
    COLUMNS,
    EPISODE_COLUMNS,
    RESPONSE_TIME_COLUMNS,
    episode_frame,
    response_time_frame,
    timeline_frame,
)


def test_rows_are_in_order_of_date() -> None:
    report = invented()
    frame = timeline_frame(report)
    assert tuple(frame.columns) == COLUMNS
    assert len(frame) == len(report.events)
    assert frame["start"].is_monotonic_increasing
    assert str(frame["start"].dtype).startswith("datetime64")
    assert set(frame["milestone"].dropna()) == {name for name, _ in report.milestones.items()}
    for _, row in frame.iterrows():
        assert row["mention"] in report.document.text[row["span_start"] : row["span_end"]]


def test_no_events_give_an_empty_table_of_the_same_columns() -> None:
    import msgspec

    frame = timeline_frame(msgspec.structs.replace(invented(), events=()))
    assert tuple(frame.columns) == COLUMNS
    assert frame.empty


def test_every_mention_has_the_number_of_its_episode() -> None:
    report = invented()
    mentions, episodes = timeline_frame(report), episode_frame(report)
    assert tuple(episodes.columns) == EPISODE_COLUMNS
    assert list(mentions["episode"]) == [1, 2, 2, 3]  # the stage 1 response is told with two dates
    assert list(episodes["mentions"]) == [1, 2, 1]
    assert [str(day)[:10] for day in episodes["start"]] == ["2023-03-04", "2023-03-20", "2023-05-01"]
    assert [len(spans) for spans in episodes["spans"]] == [1, 2, 1]


def test_response_times_as_a_table() -> None:
    frame = response_time_frame(invented()).set_index("stage")
    assert ("stage", *frame.columns) == RESPONSE_TIME_COLUMNS
    # Saturday 4 March to Monday 20 March 2023
    assert (frame.loc["stage_1", "elapsed_days"], frame.loc["stage_1", "working_days"]) == (16, 11)
    assert frame["met"].isna().all()
    assert str(frame["working_days"].dtype) == "Int64"


def test_no_milestones_give_an_empty_table_of_the_same_columns() -> None:
    import msgspec

    from ombudsparse.records import Milestones

    frame = response_time_frame(msgspec.structs.replace(invented(), milestones=Milestones()))
    assert tuple(frame.columns) == RESPONSE_TIME_COLUMNS
    assert frame.empty
