"""Small reports made from outlines, in every form in which a report reaches a user.

An outline has one line a block: "- " an item, indented by two spaces a level, "= " a paragraph, "# " a sub-heading.
"* " and "=* " are an item and a paragraph of which the table expects a record; what stands after " ⇒ " is what it
expects.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape

from msgspec import Struct

from ombudsparse.document import Document
from ombudsparse.readers.sources import read_source
from ombudsparse.structure.row_blocks import with_rows
from ombudsparse.structure.sections import with_sections

FORMS = ("nested", "hyphen", "dump", "page")
TITLE = "Tarn Hows Housing Limited (202299001)"
HEAD = ("REPORT", "COMPLAINT 202299001", "Tarn Hows Housing Limited", "6 March 2024")
LINE = re.compile(r"^(?P<indent> *)(?P<mark>[-*#]|=\*?) (?P<text>.*?)(?: ⇒ ?(?P<expected>.*))?$")


class Line(Struct, frozen=True):
    """One line of an outline: `level` is 0 for paragraphs and sub-headings."""

    level: int
    text: str
    wanted: bool
    expected: str
    heading: bool


def outline(text: str) -> list[Line]:
    return [_line(row) for row in text.splitlines() if row.strip()]


def _line(row: str) -> Line:
    found = LINE.match(row.rstrip())
    assert found, row
    level = 0 if found["mark"][0] in "=#" else len(found["indent"]) // 2 + 1
    return Line(level, found["text"], "*" in found["mark"], found["expected"] or "", found["mark"] == "#")


Sections = Sequence[tuple[str, Sequence[Line]]]


def document(sections: Sections, form: str, head: Sequence[str] = HEAD, title: str = TITLE) -> Document:
    """The report with these sections under `head`, read from `form`, its sections and rows marked."""
    made = {"nested": _nested, "hyphen": _hyphen, "dump": _dump, "page": _page}[form](sections, head, title)
    source = read_source(made.encode() if form == "page" else made, "html" if form == "page" else "text")
    return with_rows(with_sections(source)[0])


def _nested(sections: Sections, head: Sequence[str], title: str) -> str:
    rows = [title, "Back to Top", *head]
    for name, lines in sections:
        counts = [0] * 5
        rows.append(name)
        for line in lines:
            if line.level:
                counts[line.level] += 1
                counts[line.level + 1 :] = [0] * (4 - line.level)
                rows.append(f"{'  ' * line.level}{counts[line.level]}. {line.text}")
            else:
                rows.append(line.text)
    return "\n\n".join(rows)


def _hyphen(sections: Sections, head: Sequence[str], title: str) -> str:
    rows = [title, *head]
    for name, lines in sections:
        rows += [name, *(f"- {line.text}" if line.level else line.text for line in lines)]
    return "\n".join(rows)


def _dump(sections: Sections, head: Sequence[str], title: str) -> str:
    rows = [title, "Back to Top", *head]
    for name, lines in sections:
        rows += [name, *(line.text for line in lines)]
    return "\n".join(rows)


def _page(sections: Sections, head: Sequence[str], title: str) -> str:
    body = "".join(f"<p>{escape(line)}</p>" for line in head)
    for name, lines in sections:
        body += f"<h2>{escape(name)}</h2>" + "".join(_html(lines))
    return f"<html><body><main><h1>{escape(title)}</h1><p>Back to Top</p>{body}</main></body></html>"


def _html(lines: Sequence[Line]) -> Iterator[str]:
    depth = 0
    for line in lines:
        while depth > line.level:
            yield "</li></ol>"
            depth -= 1
        if depth == line.level and depth:
            yield "</li>"
        while depth < line.level:
            yield "<ol>" if depth + 1 == line.level else "<ol><li>"
            depth += 1
        tag = "li" if line.level else "h3" if line.heading else "p"
        yield f"<{tag}>{escape(line.text)}" + ("" if line.level else f"</{tag}>")
    yield "</li></ol>" * depth


def folded(text: str) -> str:
    """A text as it is compared: white space, letter case and closing punctuation do not count."""
    return re.sub(r"\s+", " ", text).strip(" .;:,").removesuffix("; and").strip(" .;:,").lower()
