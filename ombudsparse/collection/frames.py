"""A table as a DataFrame with the right dtypes."""

from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from ombudsparse.dataset.parquet import TYPES, path_of
from ombudsparse.schema import Table, schema


def read_frame(folder: Path, table: Table | str) -> pd.DataFrame:
    """The table: text as string, whole numbers as Int64, boolean, datetime64, choices as category, money as decimal.

    Missing values are missing in every column, never 0 or "". Ordered choices are ordered categories.
    """
    read = pq.read_table(path_of(folder, table))
    made = {}
    for column in schema(table):
        values = read[column.name]
        match column.kind:
            case "choice":
                plain = values.to_pandas()
                made[column.name] = pd.Series(pd.Categorical(plain, column.choices, ordered=column.ordered))
            case "date":
                made[column.name] = pd.Series(values.to_pandas(), dtype="datetime64[s]")
            case "money":
                made[column.name] = pd.Series(values.to_pylist(), dtype=pd.ArrowDtype(TYPES["money"]))
            case "integer":
                made[column.name] = pd.Series(values.to_pylist(), dtype="Int64")
            case "boolean":
                made[column.name] = pd.Series(values.to_pylist(), dtype="boolean")
            case _:
                made[column.name] = pd.Series(values.to_pylist(), dtype="string[pyarrow]")
    return pd.DataFrame(made)
