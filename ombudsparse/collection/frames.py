"""A table as a DataFrame with the right dtypes."""

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from ombudsparse.dataset.parquet import path_of
from ombudsparse.schema import Table, schema
from ombudsparse.tables.record_frame import typed_column


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
        made[column.name] = typed_column(column, values.to_pylist())
    return pd.DataFrame(made)
