"""A case of a dataset as a page for the terminal."""

from rich.console import Group, RenderableType
from rich.text import Text

from ombudsparse.determination import DeterminationRecord
from ombudsparse.present.terminal.summary import summary
from ombudsparse.present.wording import one_line
from ombudsparse.schema import Row


def case_page(determination: DeterminationRecord, source: Row, *, evidence: bool = False) -> RenderableType:
    """The case as `summary` shows a report, and where to read it; `source` is its row of the table of sources."""
    page = summary(determination, str(source["source"]), evidence=evidence)
    address = str(source["url"] or "no address is known")
    return Group(page, Text("Where to read it", style="bold"), Text(f"  {one_line(address, None)}"), Text())
