"""What of a web page is no part of its text: hidden elements, struck-out words, the marks and texts of footnotes."""

from collections.abc import Set

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from ombudsparse.readers.repair import UNIT
from ombudsparse.vocabulary.patterns import Wording

# what a browser does not show, or what is no part of an article
SKIPPED = frozenset(
    ["script", "style", "nav", "footer", "aside", "noscript", "template", "svg", "head", "button", "select", "iframe"]
)
_STRUCK = frozenset(["del", "s", "strike"])
LEAST_TEXT = 600  # characters; a `main` or a form with less does not hold the report
_HIDDEN_STYLE = Wording(r"display\s*:\s*none|visibility\s*:\s*hidden")
_STRUCK_STYLE = Wording(r"text-decoration[\w-]*\s*:[^;]*line-through")
# rules of the page’s own style sheet: ".gone, p.old { text-decoration: line-through }"
_RULE = Wording(r"([^{}]{1,400})\{([^{}]{0,2000})\}")
_CLASS = Wording(r"\.([\w-]+)$", cased=True)
# classes that converters and editors give struck-out text
_STRUCK_CLASS = Wording(r"(?:text-)?(?:strike(?:-?through)?|line-through|struck(?:-out)?|deleted|docdel|msodel)")
_NOTE_CLASS = Wording(r"footnote-?ref(?:erence)?|note-?ref|msofootnotereference|msoendnotereference|footnote-anchor")
_NOTES_CLASS = Wording(r"(?:foot|end)notes?(?:-?(?:text|list|body))?|mso(?:foot|end)notetext")
_NOTES_ID = Wording(r"_?(?:ftn|edn|fn|footnote|endnote)[-_:]?\d{1,3}")
_NOTE_LINK = Wording(r"[^#]*#_?(?:ftn|edn|fn|footnote|endnote|note|cite)[\w:-]*")
# "1", "[2]", "(3)", "4, 5", "*"; a letter only in brackets, since "M<sup>c</sup>" is a name
_MARK = Wording(r"\s*(?:[\[(](?:\d{1,3}|[a-z*])[\])]|\d{1,3}|[*†‡§]+)(?:\s*,\s*\d{1,3})*\s*")
_RAISED = Wording(
    r"vertical-align\s*:\s*(?:super|text-top|[1-9])|mso-text-raise|position\s*:\s*relative\s*;\s*top\s*:\s*-"
)
_LONGEST_MARK = 12
_FRACTION = "/⁄"


def struck_classes(soup: BeautifulSoup) -> Set[str]:
    """The classes whose rule in the page's own style sheet strikes their elements out.

    Rules that hide elements are not asked: what a print or an accordion hides is still part of the report.
    """
    classes: set[str] = set()
    for sheet in soup.find_all("style"):
        for rule in _RULE.finditer(sheet.get_text()[:200_000]):
            if _STRUCK_STYLE.search(rule.group(2)):
                classes.update(
                    found.group(1) for part in rule.group(1).split(",") for found in _CLASS.finditer(part.strip())
                )
    return classes


def is_unshown(tag: Tag, before: str, classes: Set[str]) -> bool:
    """Whether an element is no part of the text. `before`: the words it follows; `classes`: see struck_classes."""
    name = tag.name
    if name in SKIPPED or name in _STRUCK:
        return True
    if not tag.attrs and name not in ("sup", "header", "form"):
        return False
    return _is_hidden(tag, classes) or _is_of_the_site(tag) or _is_note(tag) or _is_mark(tag, before)


def _classes(tag: Tag) -> list[str]:
    given = tag.get("class") or ""
    return given.split() if isinstance(given, str) else [str(each) for each in given]


def _is_hidden(tag: Tag, classes: Set[str]) -> bool:
    """Whether the element is hidden or struck out, by an attribute, its style or its class."""
    style = str(tag.get("style") or "")
    if tag.has_attr("hidden") or _HIDDEN_STYLE.search(style) or _STRUCK_STYLE.search(style):
        return True
    return any(each in classes or _STRUCK_CLASS.fullmatch(each) for each in _classes(tag))


def _is_of_the_site(tag: Tag) -> bool:
    """Whether it is the header of the site (that of an article holds its title), or a form without the report."""
    if tag.name == "header":
        return tag.find("h1") is None or tag.find("nav") is not None
    return tag.name == "form" and len(tag.get_text()) < LEAST_TEXT


def _is_note(tag: Tag) -> bool:
    """Whether the element is the text of a footnote, or the list of them."""
    if tag.name in ("a", "sup", "span"):
        return False
    if str(tag.get("role") or "") in ("doc-footnote", "doc-endnote", "doc-endnotes"):
        return True
    named = _NOTES_ID.fullmatch(str(tag.get("id") or "")) is not None
    return named or any(_NOTES_CLASS.fullmatch(each) for each in _classes(tag))


def _is_mark(tag: Tag, before: str) -> bool:
    """Whether the element is the mark of a footnote: raised or linked to it, and no exponent ("12 m²") or fraction."""
    if tag.name == "sup" and tag.find("a") is not None:
        return True
    words = tag.get_text() if tag.name in ("sup", "a", "span") else ""
    if not words or len(words) > _LONGEST_MARK or not _MARK.fullmatch(words):
        return False
    if _is_linked(tag) or str(tag.get("role") or "") == "doc-noteref":
        return True
    raised = tag.name == "sup" or _RAISED.search(str(tag.get("style") or "")) is not None
    return raised and not UNIT.search(before[-8:]) and not _is_fraction(tag)


def _is_linked(tag: Tag) -> bool:
    """Whether the element leads to a footnote, by its address or class."""
    if tag.name == "a" and _NOTE_LINK.fullmatch(str(tag.get("href") or "")):
        return True
    return any(_NOTE_CLASS.fullmatch(each) for each in _classes(tag))


def _is_fraction(tag: Tag) -> bool:
    following = tag.next_sibling
    if isinstance(following, Tag):
        return following.name == "sub"
    return isinstance(following, NavigableString) and following.lstrip()[:1] in tuple(_FRACTION)
