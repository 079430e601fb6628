"""A table as a DataFrame with the right dtypes."""

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from ombudsparse.dataset.parquet import path_of
from ombudsparse.schema import Table, schema


def read_frame(folder: Path, table: Table | str) -> pd.DataFrame:
    """The table: text as string, whole numbers as Int64, boolean, datetime64, choices as category, money as float64.

    Missing values are missing in every column, never 0 or "". Ordered choices are ordered categories. Money is exact
    to the penny in the files; as float64 it goes through whatever pandas and the libraries of charts do with numbers.
    Columns that came with a later version than the one that wrote the table are missing throughout.
    """
    read = pq.read_table(path_of(folder, table))
    made = {}
    for column in schema(table):
        held = column.name in read.column_names
        values = read[column.name] if held else pa.nulls(read.num_rows)
        match column.kind:
            case "choice":
                plain = pd.Categorical(values.to_pylist(), column.choices, ordered=column.ordered)
                made[column.name] = pd.Series(plain)
            case "date":
                made[column.name] = pd.Series(values.to_pylist(), dtype="datetime64[s]")
            case "money":
                made[column.name] = pd.Series(
                    [None if value is None else float(value) for value in values.to_pylist()], dtype="float64"
                )
            case "integer":
                made[column.name] = pd.Series(values.to_pylist(), dtype="Int64")
            case "boolean":
                made[column.name] = pd.Series(values.to_pylist(), dtype="boolean")
            case _:
                made[column.name] = pd.Series(values.to_pylist(), dtype="string[pyarrow]")
    return pd.DataFrame(made)
