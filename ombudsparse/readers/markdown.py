"""Reads a report that is Markdown: it becomes the page that it describes, and is read as a page.

The usual converters are pandoc, markdownify, html2text, trafilatura and turndown. markdown-it turns CommonMark into
markup; what they write beyond it (letters as list marks, attributes, footnotes) is put into its terms first.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from ombudsparse.document import Document
from ombudsparse.readers.html import read_html
from ombudsparse.readers.text.columns import unfolded

_TAB = "\t"
_FEW = 2  # headings from which on a text is taken for Markdown
_HEADING = re.compile(r"^#{1,6} +\S|^ {0,3}(?:\*\*|__)[^*_\n]{2,120}(?:\*\*|__)[ \t\\]*$", re.M)
_MARKUP = re.compile(r"<(?:body|h[1-6])\b[^>]*>", re.I)
_UNDERLINED = re.compile(r"^[A-Z][^\n|]{2,100}\n(?:-{3,}|={3,})[ \t]*$", re.M)
_RULE = re.compile(r"^[ \t]*\|?(?:[ \t]*:?-{3,}:?[ \t]*\|)+(?:[ \t]*:?-{3,}:?)?[ \t]*$", re.M)
# "    a. Reports of damp": CommonMark has no lettered lists. Further in, the line belongs to the item above it
_LETTERED = re.compile(r"^[ \t]*\\?\(?([a-z]|[ivx]{2,4})\\?[.)][ \t]+(?=\S)", re.M)
_NUMBERED = re.compile(r"^([ \t]*)(?=\d{1,3}[.)][ \t])", re.M)
_FENCE = re.compile(r"^ *:::.*$", re.M)  # pandoc's divisions
_ATTRIBUTES = re.compile(
    r"(?<=\])\{[^{}]{0,200}\}|(?<=[)\w])\{[.#][^{}\n]{0,200}\}|[ \t]+\{[.#][^{}\n]{0,200}\}(?=[ \t]*$)", re.M
)
_BRACKETED = re.compile(r"(?<!!)\[([^\[\]]{1,300})\]\{[^{}]{0,200}\}")
_NOTE = re.compile(r"^\[\^[\w-]{1,20}\]:.*(?:\n(?: {4}|\t).*)*", re.M)
_NOTE_MARK = re.compile(
    r"\[\^[\w-]{1,20}\]|\\?\[\\?\[\d{1,3}\\?\]\\?\]\(#[^)\n]*\)|\\?\[\d{1,3}\\?\](?:\(#[^)\n]*\))?(?<!^)"
)
_ESCAPED_QUOTE = re.compile(r"\\(['\"])")
_RAISED = re.compile(r"\^(?:\\?\[)?\d{1,3}(?:\\?\])?\^")  # pandoc: "£400^1^"
_ORDINAL = re.compile(r"(?<=\d)\^(st|nd|rd|th)\^")
# a row that was broken to a width: "June 2025| The resident reported" / "the lock." (html2text)
_BROKEN_ROW = re.compile(r"(?<=[^\n])\n(?=[^\n|]+(?:\n|$))")
_TABLE = re.compile(r"^[^\n]*\|[^\n]*\n[ \t|:-]*-{3}[ \t|:-]*\n(?:[^\n]*\S[^\n]*\n?)+", re.M)
# a table of one column between two rules (pandoc)
_ONE_COLUMN = re.compile(r"^ +-{5,} *\n((?: +\S[^\n]*\n)+?) +-{5,} *$", re.M)
_PICTURE = re.compile(r"!\[[^\]\n]{0,300}\](?:\([^)\n]{0,2000}\))?")


def is_markdown(text: str) -> bool:
    """Whether a text is Markdown: it has marked headings, or the rule under the head of a table, and is no page."""
    if _MARKUP.search(text):
        return False
    headings = len(_HEADING.findall(text)) + len(_UNDERLINED.findall(text))
    return headings >= _FEW or (headings > 0 and bool(_RULE.search(text)))


def read_markdown(text: str, name: str | None = None) -> Document:
    """The Document of a report in Markdown. Raises SourceTooLarge as the reader of pages does."""
    from markdown_it import MarkdownIt  # needed for Markdown only

    parser = MarkdownIt("commonmark", {"typographer": True}).enable(["table", "strikethrough", "smartquotes"])
    parser.disable("code")
    document = read_html(f"<main>{parser.render(_in_commonmark(text))}</main>", name)
    return _without_false_depth(document)


def _in_commonmark(text: str) -> str:
    """The text with what some converters write beyond CommonMark put into its terms."""
    text = re.sub("\r\n?", "\n", text.removeprefix("\ufeff"))
    text = _ESCAPED_QUOTE.sub(r"\1", text)
    for left_out in (_NOTE, _FENCE, _PICTURE):
        text = left_out.sub("", text)
    text = _ATTRIBUTES.sub("", _BRACKETED.sub(r"\1", text))
    text = _RAISED.sub("", _NOTE_MARK.sub("", text))
    text = _ORDINAL.sub(r"\1", text)
    text = _ONE_COLUMN.sub(lambda table: table.group(1).replace("\n", "\n\n"), text)
    text = _TABLE.sub(_whole_rows, unfolded(text))
    text = "\n".join(_with_rules(text.split("\n")))
    text = _LETTERED.sub(r"\n        \1.   ", text)
    return _NUMBERED.sub(r"\n\1", text)


def _whole_rows(table: re.Match[str]) -> str:
    return _BROKEN_ROW.sub(" ", table.group())


def _with_rules(lines: Sequence[str]) -> Iterator[str]:
    """The lines, those whose cells are divided by tabs with pipes, and a rule under the first row of each table."""
    within = False
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        row = f"| {line.strip().replace(_TAB, ' | ')} |" if _TAB in line.strip() else line.strip()
        is_row = len(row) > 2 and row.startswith("|") and row.endswith("|")
        yield row if is_row else line
        if is_row and not within and not _RULE.match(following) and not _RULE.match(line):
            yield "|" + "---|" * (row.count("|") - 1)
        within = is_row


def _without_false_depth(document: Document) -> Document:
    """The document; where every item is a bullet of the first depth, the depths were lost, and none is given."""
    items = [block for block in document.blocks if block.kind == "item"]
    if any(block.label or block.level != 1 for block in items):
        return document
    blocks = tuple(replace(block, level=0) if block.kind == "item" else block for block in document.blocks)
    return replace(document, blocks=blocks)
