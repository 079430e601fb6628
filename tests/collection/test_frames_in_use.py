"""What users of pandas do with frames, call by call on every table: none of it raises, and sums are to the penny."""

import io
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import altair as alt
import pandas as pd
import pyarrow.parquet as pq
import pytest
from small_report import small_report, write_reports

import ombudsparse as op
from ombudsparse.collection.dataset import Dataset
from ombudsparse.schema import names, schema

SUMS = (400, 150, 2350, 0, 25, 99)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    folder = tmp_path_factory.mktemp("frames")
    pages = {
        f"20230000{number}": small_report(f"20230000{number}", pounds=pounds) for number, pounds in enumerate(SUMS)
    }
    pages["202300009"] = small_report("202300009").replace("£400 in compensation", "£19.99 in compensation")
    held = op.read(write_reports(folder, pages), progress=False, workers=1)
    return held.save(folder / "kept")


def numbers(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.select_dtypes("number")


def to_database(frame: pd.DataFrame) -> None:
    with closing(sqlite3.connect(":memory:")) as database:
        frame.to_sql("t", database)
        assert len(pd.read_sql("SELECT * FROM t", database)) == len(frame)


def to_chart(frame: pd.DataFrame) -> None:
    chart = alt.Chart(frame).mark_point().encode(x=alt.X(frame.columns[-1]), tooltip=list(frame.columns))
    json.loads(chart.to_json())


CALLS: dict[str, Callable[[pd.DataFrame], object]] = {
    "describe": lambda frame: frame.describe(include="all"),
    "nlargest": lambda frame: [frame.nlargest(3, name) for name in numbers(frame)],
    "nsmallest": lambda frame: [frame.nsmallest(3, name) for name in numbers(frame)],
    "cumsum": lambda frame: numbers(frame).cumsum(),
    "isin": lambda frame: [frame[frame[name].isin(frame[name].head(2))] for name in frame],
    "mean by source": lambda frame: frame.groupby("source")[list(numbers(frame))].mean(),
    "mean by choice": lambda frame: [
        frame.groupby(name, observed=True)[list(numbers(frame))].mean() for name in frame.select_dtypes("category")
    ],
    "quantiles": lambda frame: numbers(frame).quantile([0.25, 0.5, 0.75]),
    "rank": lambda frame: numbers(frame).rank(),
    "corr": lambda frame: numbers(frame).corr(),
    "cut": lambda frame: [pd.cut(frame[name], 3) for name in numbers(frame) if frame[name].nunique() > 1],
    "round": lambda frame: numbers(frame).round(1),
    "sort_values": lambda frame: [frame.sort_values(name) for name in frame],
    "value_counts": lambda frame: [frame[name].value_counts() for name in frame],
    "drop_duplicates": lambda frame: frame.drop_duplicates(),
    "fillna": lambda frame: numbers(frame).fillna(0),
    "pivot": lambda frame: [frame.pivot_table(name, "source", aggfunc="sum") for name in numbers(frame)],
    "merge": lambda frame: frame.merge(frame, on="source"),
    "merge on numbers": lambda frame: [frame.head(9).merge(frame[[name]].head(1), on=name) for name in numbers(frame)],
    "arithmetic": lambda frame: numbers(frame) * 1.05 + 0.5,
    "compare": lambda frame: numbers(frame) > 100,
    "resample": lambda frame: [
        frame.dropna(subset=[name]).set_index(name).resample("YE").size()
        for name in frame.select_dtypes("datetime")
    ],
    "to_csv": lambda frame: frame.to_csv(io.StringIO()),
    "to_json": lambda frame: frame.to_json(orient="records", date_format="iso"),
    "to_parquet": lambda frame: frame.to_parquet(io.BytesIO()),
    "to_html": lambda frame: frame.to_html(),
    "to_sql": to_database,
    "altair": to_chart,
    "astype float": lambda frame: numbers(frame).astype("float64"),
    "to_numpy": lambda frame: numbers(frame).to_numpy(),
}  # fmt: skip


@pytest.mark.parametrize("table", names())
@pytest.mark.parametrize("call", CALLS)
def test_what_users_do(call: str, table: str, made: Dataset) -> None:
    CALLS[call](made.table(table))


@pytest.mark.parametrize("table", names())
def test_money_is_float64_in_frames_and_exact_in_files(table: str, made: Dataset) -> None:
    frame, file = made.table(table), pq.read_table(made.folder / f"{table}.parquet")
    for column in schema(table):
        if column.kind == "money":
            assert frame[column.name].dtype == "float64"
            exact = file[column.name].to_pylist()
            assert all(value is None or isinstance(value, Decimal) for value in exact)
            assert [None if pd.isna(each) else f"{each:.2f}" for each in frame[column.name]] == [
                None if value is None else f"{value:f}" for value in exact
            ]


def test_the_largest_three_and_a_sum(made: Dataset) -> None:
    frame = made.determinations
    assert list(frame.nlargest(3, "compensation_ordered").compensation_ordered) == [2350, 400, 150]
    assert made.awards.amount.isin([19.99]).sum() == 1
    assert f"{frame.compensation_ordered.sum():.2f}" == "3043.99"


def test_a_chart_of_sums_by_role(made: Dataset) -> None:
    chart = alt.Chart(made.awards).mark_bar().encode(x="role", y="sum(amount)")
    values = json.loads(chart.to_json())["datasets"]
    assert {row["amount"] for rows in values.values() for row in rows} >= {2350, 19.99}


def test_json_has_exact_decimals(made: Dataset, tmp_path: Path) -> None:
    made.to_jsonl(tmp_path / "all.jsonl")
    assert '"compensation_ordered":"19.99"' in (tmp_path / "all.jsonl").read_text()
