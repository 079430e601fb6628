"""Rows as a DataFrame: what pandas users expect of each kind of column."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from ombudsparse.determination import DeterminationRecord
from ombudsparse.errors import DatasetError
from ombudsparse.schema import Column, Table, schema
from ombudsparse.tables.rows import rows


def typed_column(column: Column, values: Sequence[Any]) -> pd.Series:
    """The values of a column: text as string, whole numbers as Int64, boolean, datetime64, choices as category, money
    and shares as float64. Missing values are missing in every column, never 0 or "". Ordered choices are ordered
    categories."""
    match column.kind:
        case "choice":
            return pd.Series(pd.Categorical(values, column.choices, ordered=column.ordered))
        case "date":
            return pd.Series(values, dtype="datetime64[s]")
        case "money" | "share":
            return pd.Series([None if value is None else float(value) for value in values], dtype="float64")
        case "integer":
            return pd.Series(values, dtype="Int64")
        case "boolean":
            return pd.Series(values, dtype="boolean")
        case _:
            return pd.Series(values, dtype="string[pyarrow]")


def record_frame(determination: DeterminationRecord, table: Table | str = Table.FINDINGS) -> pd.DataFrame:
    """The records of one table of a report, with the words behind them, as a dataset of that report has them.

    Raises DatasetError where there is no table of that name.
    """
    if table not in [*Table]:
        raise DatasetError(f"{str(table)!r} is no table of a report; name one of {', '.join(Table)}")
    made = rows(determination, Table(table), evidence=True)
    return pd.DataFrame({each.name: typed_column(each, [row[each.name] for row in made]) for each in schema(table)})
