"""A case of a dataset as a page for the terminal, made of its rows."""

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from ombudsparse.collection.restored_records import determination_of_rows
from ombudsparse.dataset.rows import Row
from ombudsparse.present.terminal.summary import summary
from ombudsparse.present.wording import one_line
from ombudsparse.schema import Table


def case_page(tables: Mapping[Table, Sequence[Row]], source: Row, *, evidence: bool = False) -> RenderableType:
    """The case whose rows are in `tables`, as `summary` shows a report; `source`: its row of the table of sources.

    Raises DatasetError where a row is not as it was written.
    """
    page = summary(determination_of_rows(tables), str(source["source"]), evidence=evidence)
    address = str(source["url"] or "no address is known")
    return Group(page, Text("Where to read it", style="bold"), Text(f"  {one_line(address, None)}"), Text())
