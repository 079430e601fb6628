"""The data dictionary: the schema as a page. `python -m ombudsparse.dataset.dictionary > docs/data-dictionary.md`."""

from collections.abc import Iterable, Iterator

from ombudsparse.schema import SCHEMA_VERSION, Column, names, primary_key, schema

_HEAD = f"""# Data dictionary

Schema {SCHEMA_VERSION}. Made from `ombudsparse/schema.py` by `python -m ombudsparse.dataset.dictionary`; do not
edit it here.

Every table has `case_reference` and `source`. What is absent is empty (missing), never 0. Dates that are not days are
given as the earliest and the latest day that they can mean, with their precision. Money is pounds.

| kind | Parquet | pandas | SQLite | Excel |
|---|---|---|---|---|
| text | string | string | TEXT | text |
| choice | string | category (ordered where the page says so) | TEXT | text |
| integer | int64 | Int64 | INTEGER | number |
| boolean | bool | boolean | INTEGER, 0 or 1 | TRUE, FALSE |
| date | date32 | datetime64[s] | TEXT, ISO | date |
| money | decimal128(18, 2) | float64 | NUMERIC | number |
| share | double | float64 | REAL | number |

The same reports, read by the same version, make the same bytes in Parquet, CSV, Excel, JSON Lines and SQLite. A DuckDB
file has the same content, but not the same bytes: DuckDB puts an identifier of its own into each.

Of several reports of a case the one with the latest date of decision or amendment is kept, then a page before a text
before a PDF, then the one with the fewest problems, then the first by name. A decision on several complaints that is
published under the reference of each is one case, under the reference of the report that is kept; the others are in
`other_references`. Reports are taken for one decision where one names the reference of the other, and landlord, date,
outcomes and the sum ordered are the same.

A row of `problems` with the stage `build` is a report that failed or was left out (`duplicate_report`,
`joint_decision`). With the stage `joint` it says that two cases may be one decision (`perhaps_one_decision`). Failures
are kept until the report or the parser changes; `ombudsparse build --retry` tries them again.
"""


def data_dictionary() -> str:
    """The page, in Markdown."""
    return "\n".join([_HEAD, *_tables()]).rstrip("\n") + "\n"


def _tables() -> Iterator[str]:
    for name in names():
        key = ", ".join(f"`{column}`" for column in primary_key(name)) or "none"
        yield f"## {name}\n\nKey: {key}.\n\n| column | kind | holds |\n|---|---|---|"
        yield from _rows(schema(name))
        yield ""


def _rows(columns: Iterable[Column]) -> Iterator[str]:
    for column in columns:
        choices = f" ({'; in rising order: ' if column.ordered else ''}{', '.join(column.choices)})"
        about = column.about + (choices.replace("(; ", "(") if column.choices else "")
        yield f"| {column.name} | {column.kind} | {about} |"


if __name__ == "__main__":
    print(data_dictionary(), end="")
