"""How deep each list item of a PDF stands: by its indent, or by its label where marks were typed by hand."""

from collections.abc import Sequence

from ombudsparse.readers.marks import depth_of_label
from ombudsparse.readers.pdf.paragraphs import NEAR, Open

_INDENTED = 12.0  # points by which a list stands further in than the paragraphs


def item_levels(blocks: Sequence[Open]) -> dict[int, int]:
    """The level, from 1, of each list item among the blocks, by the identity of the block."""
    items = [block for block in blocks if block.kind == "item"]
    typed = _typed(items)
    if typed:
        return typed
    indents: list[float] = []  # those of the report, the outermost first
    for item in items:
        if all(abs(x - item.text_x0) > NEAR for x in indents):
            indents.append(item.text_x0)
    indents.sort()
    return {id(item): 1 + min(range(len(indents)), key=lambda at: abs(indents[at] - item.text_x0)) for item in items}


def _typed(items: Sequence[Open]) -> dict[int, int]:
    """The depth that the label of each item shows, where marks were typed into paragraphs by hand and indents do not.

    The wrapped lines of such paragraphs begin under the mark, and not under the text.
    """
    wrapped = [block for block in items if len(block.lines) > 1]
    if sum(abs(block.lines[1].x0 - block.lines[0].x0) <= 2.0 for block in wrapped) * 2 <= len(wrapped):
        return {}
    depths: dict[int, int] = {}
    before: str | None = None
    left = min((block.lines[0].x0 for block in items), default=0.0)
    typed = 1
    for block in items:
        depth = 3 if block.label == "i" and before != "h" else depth_of_label(block.label)
        if block.lines[0].x0 > left + _INDENTED and depth < 2:
            depth = typed + 1  # an item of a real list under a typed mark
        else:
            typed = max(depth, 1)
        depths[id(block)] = max(depth, 1)
        before = block.label
    return depths
