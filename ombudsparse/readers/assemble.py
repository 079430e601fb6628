"""The last step of every reader: stretches of the text as read become the blocks of a Document."""

from collections.abc import Sequence

from msgspec import Struct

from ombudsparse.document import Block, BlockKind, Document, SourceFormat
from ombudsparse.readers.clean import fold, mend
from ombudsparse.readers.dump.lexicon import Lexicon, lexicon_for
from ombudsparse.spans import Span

CELL_BREAK = "\t"


class RawBlock(Struct, frozen=True):
    """A block before its text is clean: `cells` as read (one, but for a row), and where it stands in the raw text.

    The lines of a cell are separated by line feeds; they stay lines of their own in the clean text.
    """

    kind: BlockKind
    cells: tuple[str, ...]
    raw: Span
    level: int = 0
    label: str | None = None


def assemble(
    blocks: Sequence[RawBlock],
    *,
    raw: str,
    form: SourceFormat,
    name: str | None,
    title: str = "",
    page_starts: tuple[int, ...] = (),
    lexicon: Lexicon | None = None,
) -> Document:
    """The Document of `blocks`, each with clean text, in order; blocks without text are left out."""
    lexicon = lexicon or lexicon_for(raw)
    texts: list[str] = []
    done: list[Block] = []
    at = 0
    for block in blocks:
        cells = [_clean_lines(cell, lexicon) for cell in block.cells]
        text = (CELL_BREAK if block.kind == "row" else "\n").join(cells)
        if not text.strip():
            continue
        spans = []
        start = at
        for cell in cells:
            spans.append(Span(start, start + len(cell)))
            start += len(cell) + 1
        done.append(
            Block(
                kind=block.kind,
                span=Span(at, at + len(text)),
                level=block.level,
                label=block.label,
                raw=block.raw,
                cells=tuple(spans) if block.kind == "row" else (),
            )
        )
        texts.append(text)
        at += len(text) + 1
    return Document(
        text="\n".join(texts),
        blocks=tuple(done),
        title=mend(fold(title), lexicon),
        name=name,
        format=form,
        raw=raw,
        page_starts=page_starts,
    )


def _clean_lines(text: str, lexicon: Lexicon) -> str:
    lines = (mend(fold(line), lexicon) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
