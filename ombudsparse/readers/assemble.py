"""The last step of every reader: stretches of the text as read become the blocks of a Document."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from msgspec import Struct

from ombudsparse.document import Block, BlockKind, Document, SourceFormat
from ombudsparse.readers.clean import fold, mend
from ombudsparse.readers.dump.lexicon import Lexicon, lexicon_for
from ombudsparse.spans import Span

CELL_BREAK = "\t"
# Characters of a block, and cells of a row. Those of published reports have some 2,500, and 3; what is longer is cut,
# so that a step whose cost grows with the square of a paragraph is linear in the length of the report.
LONGEST_BLOCK = 4000
MOST_CELLS = 40


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
        for made, text in _blocks(block, cells, raw, at):
            done.append(made)
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


def _blocks(block: RawBlock, cells: Sequence[str], raw: str, at: int) -> Iterator[tuple[Block, str]]:
    """The block of these clean cells, at `at`, with its text; none without text, several if it is too long."""
    is_row = block.kind == "row" and len(cells) <= MOST_CELLS and max(map(len, cells)) <= LONGEST_BLOCK
    text = (CELL_BREAK if is_row else "\n").join(cells)
    if not text.strip():
        return
    if is_row or (block.kind != "row" and len(text) <= LONGEST_BLOCK):
        starts = accumulate((len(cell) + 1 for cell in cells[:-1]), initial=at)
        spans = tuple(Span(start, start + len(cell)) for start, cell in zip(starts, cells, strict=True))
        span = Span(at, at + len(text))
        yield Block(block.kind, span, block.level, block.label, block.raw, spans if is_row else ()), text
        return
    place = block.raw.start
    for number, piece in enumerate(_pieces(text)):
        begin, place = _found(piece, raw, place)
        first = number == 0 and block.kind != "row"
        kind, level, label = (block.kind, block.level, block.label) if first else ("paragraph", 0, None)
        yield Block(kind, Span(at, at + len(piece)), level, label, Span(begin, place)), piece
        at += len(piece) + 1


def _pieces(text: str) -> Iterator[str]:
    """A text that is longer than any paragraph in parts, cut at the ends of sentences or else at white space."""
    start = 0
    while len(text) - start > LONGEST_BLOCK:
        window = text[start : start + LONGEST_BLOCK]
        stop = max(window.rfind(mark, LONGEST_BLOCK // 2) + 1 for mark in (". ", "; ", "\n"))
        stop = stop or window.rfind(" ", LONGEST_BLOCK // 2) + 1 or LONGEST_BLOCK
        piece = window[:stop].strip()
        if piece:
            yield piece
        start += stop
    if text[start:].strip():
        yield text[start:].strip()


def _found(piece: str, raw: str, place: int) -> tuple[int, int]:
    """Where the characters of `piece` begin and end in `raw`, from `place` on."""
    begin = -1
    for char in piece:
        if not char.isspace() and (found := raw.find(char, place)) >= 0:
            begin = found if begin < 0 else begin
            place = found + 1
    return max(begin, 0), place


def _clean_lines(text: str, lexicon: Lexicon) -> str:
    lines = (mend(fold(line), lexicon) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
