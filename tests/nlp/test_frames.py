"""The timeline as a table."""

from invented_report import invented

from ombudsparse.nlp.frames import COLUMNS, timeline_frame


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
