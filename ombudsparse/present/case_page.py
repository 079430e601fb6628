"""A case of a dataset as a page for the terminal, made of its rows."""

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from ombudsparse.dataset.rows import Row
from ombudsparse.dataset.tables import Table
from ombudsparse.present.reading_rows import determination_of_rows
from ombudsparse.present.summary import summary
from ombudsparse.present.wording import one_line


def case_page(tables: Mapping[Table, Sequence[Row]], source: Row, *, evidence: bool = False) -> RenderableType:
    """The case whose rows are in `tables`, as `summary` shows a report; `source`: its row of the table of sources.

    Raises DatasetError where a row is not as it was written.
    """
    page = summary(determination_of_rows(tables), str(source["source"]), evidence=evidence)
    address = str(source["url"] or "no address is known")
    return Group(page, Text("Where to read it", style="bold"), Text(f"  {one_line(address, None)}"), Text())
