"""Whether a file holds one whole report: not a piece of one, not two, and no page that stands in for one."""

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from ombudsparse import vocabulary
from ombudsparse.document import Block, Document, Flaw
from ombudsparse.errors import SourceTooLarge, UnreadableSource
from ombudsparse.readers.dump.lexicon import english
from ombudsparse.readers.furniture import HEAD_LINE, REFERENCES, TITLE, NoReport
from ombudsparse.vocabulary.headings import known_heading
from ombudsparse.vocabulary.patterns import Wording

MOST_SUMS = 10_000  # a report has some 100; each is kept with the words around it
_SHORT = 1500  # characters; a report has more, and what stands in for one has less
_HEAD_BLOCK = 12  # lines at most between the title of a report and its first heading
_OPENING = {"approach", "complaint", "decision_table"}
_DECIDED = {"determination", "orders", "recommendations"}
_CASE_ID = Wording(rf"(?:Case ID\W+)?{REFERENCES}$")
_PAGE_HEAD = Wording(r">\s*(?:COMPLAINTS?:?\s+|Case ID(?:\s|&nbsp;|:|<[^<>]{0,200}>){1,20})(\d{9})\b")
_PAGE_DECIDED = Wording(r">\s*(?:Determination|Our decision|Orders?)\b")
_SHELLS = ("html", "body", "main", "article")
_CLOSED = ("main", "article", "div", "section", "ol", "ul", "table", "strong", "h2")  # whose end tag HTML asks for
_ENDED = Wording(r"[.!?:;)\]”’\"'*][”’)]*$|\b\d{4}$|[;,] (?:and|or)$|,$")
# "must pay t", "in respect of", "the sum of £": no sentence ends so
_OPEN_END = Wording(
    r"(?:[,(£“‘–-]|\b(?:the|an?|of|in|on|to|by|for|with|and|or|that|its|his|her|their|from|at|as|is|was|were|had|has|must"
    r"|should|within|landlord’s|resident’s))$"
)
_LAST_WORD = Wording(r"(?:^|\s)([a-z]+)$", cased=True)
_LONG = 40  # characters of a paragraph, as against a heading or a name
_MOST_OPEN = 0.05  # share of paragraphs without a stop in a report whose paragraphs end with one
_ENOUGH = 6


def checked(document: Document, page: str = "") -> Document:
    """The document of the first report of the file, with the flaws of the file. `page`: its markup, if it is a page.

    Raises UnreadableSource for an empty save and for a page that a site shows in place of the one asked for.
    """
    _demand_words(document, page)
    document, others = _first_report(document)
    others = others or _heads_after_the_first(page)
    if others:
        return _with_flaw(document, "several_reports", _SEVERAL.format(others=", ".join(others)))
    if not _is_cut_off(document, page):
        return document
    last = " ".join(document.text[-_LONG:].split())
    return _with_flaw(document, "cut_off", f"the file is cut off: it ends with “…{last}”; fetch it again")


def _with_flaw(document: Document, code: str, message: str) -> Document:
    """The document with one flaw more; its reader may have found others."""
    return replace(document, flaws=(*(document.flaws or ()), Flaw(code, message)))


_SEVERAL = "the file holds more than one report; only the first is read, not {others}; split the file"


def _demand_words(document: Document, page: str) -> None:
    if document.text.count("£") > MOST_SUMS:
        called = document.name or "the source"
        raise SourceTooLarge(f"{called} has more than {MOST_SUMS:,} sums of money; this is no published report")
    if len(document.text) > _SHORT:
        return
    called = document.name or "the source"
    shown = f"{page} {document.text}" if len(page) < 200 * _SHORT else document.text
    for kind in vocabulary.load_vocabulary("no_report", NoReport).page:
        if any(re.search(wording, shown, re.I) for wording in kind.wordings):
            raise UnreadableSource(f"{called} {kind.remedy}")
    if not document.text.strip():
        raise UnreadableSource(f"{called} is empty but for markup and white space; save or fetch it again")


def _first_report(document: Document) -> tuple[Document, list[str]]:
    """The document up to where a second report begins, and the references of what follows."""
    lines = [document.words(block.span) if _may_open(block) else "" for block in document.blocks]
    begin = _second_head(lines)
    if begin is None:
        return document, []
    blocks = document.blocks[:begin]
    rest = " ".join(
        line for line in lines[begin:] if HEAD_LINE.match(line) or TITLE.match(line) or _CASE_ID.match(line)
    )
    references = list(dict.fromkeys(re.findall(r"\b\d{9}\b", rest)))
    text = document.text[: blocks[-1].span.end]
    return replace(document, text=text, blocks=blocks), references or ["one more"]


def _heads_after_the_first(page: str) -> list[str]:
    """The references in the head blocks of a page that stand behind a determination: those of further reports."""
    places = [(found.start(), found.group(1)) for found in _PAGE_HEAD.finditer(page)]
    for (first, _), (second, _) in pairwise(places):
        if _PAGE_DECIDED.search(page, first, second):
            return list(dict.fromkeys(reference for at, reference in places if at >= second))
    return []


def _may_open(block: Block) -> bool:
    return block.span.end - block.span.start < 200


def _second_head(lines: Sequence[str]) -> int | None:
    """The index of the line with which a second head block begins, None where there is none."""
    decided = False
    for at, line in enumerate(lines):
        if not decided:
            entry = known_heading(line)
            decided = entry is not None and entry.kind in _DECIDED
        elif (HEAD_LINE.match(line) or TITLE.match(line) or line == "Decision") and _opens_report(
            lines[at : at + _HEAD_BLOCK]
        ):
            return at
    return None


def _opens_report(lines: Sequence[str]) -> bool:
    """Whether lines have a reference and the first heading of a report."""
    named = any(TITLE.match(line) or _CASE_ID.search(line) for line in lines)
    kinds = {entry.kind for line in lines if (entry := known_heading(line))}
    return named and bool(kinds & _OPENING)


def _is_cut_off(document: Document, page: str) -> bool:
    """Whether the file ends before the report does, by its markup and its last words."""
    last = next((block for block in reversed(document.blocks) if block.kind != "row"), None)
    if last is None or (document.blocks[-1].kind == "row" and not page):
        return False
    words = document.words(last.span)
    ended = bool(_ENDED.search(words))
    if page and _is_page_cut(page, ended):
        return True
    ended = ended and not _OPEN_END.search(words)
    return not ended and last is document.blocks[-1] and (_breaks_off(words) or _alone_without_stop(document, words))


def _is_page_cut(page: str, ended: bool) -> bool:
    """Whether a page lacks the end of its shell and that of something within, or stops in a tag."""
    low = page.lower()
    shell = [name for name in _SHELLS if f"<{name}" in low and f"</{name}" not in low]
    if not shell:
        return False
    within = any(len(re.findall(rf"<{name}\b", low)) > low.count(f"</{name}") for name in _CLOSED)
    return within or not ended or low.rfind("<") > low.rfind(">")


def _breaks_off(words: str) -> bool:
    """Whether the last word is a piece of one, or one that no sentence ends with."""
    if _OPEN_END.search(words):
        return True
    last = _LAST_WORD.search(words)
    return last is not None and len(words) > _LONG and last.group(1) not in english()


def _alone_without_stop(document: Document, words: str) -> bool:
    """Whether the last paragraph is the only one that lacks its full stop."""
    if len(words) < _LONG or document.format == "pdf":
        return False
    others = [block for block in document.blocks[:-1] if block.kind in ("paragraph", "item")]
    long = [block for block in others if block.span.end - block.span.start >= _LONG]
    open_ones = sum(not _ENDED.search(document.words(block.span)[-6:]) for block in long)
    return len(long) >= _ENOUGH and open_ones <= _MOST_OPEN * len(long)
