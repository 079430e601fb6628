"""List marks: "1.", "a.", "iv.", "(b)", bullets. They become a block's label and are no part of its text."""

import re

_BULLET = r"[•●▪◦‣·*o\uf0b7\uf0a7–—-]"
_NUMBER = r"\d{1,3}"
_LETTER = r"[a-z]{1,2}"
ROMAN = r"[ivxl]{1,6}"
_MARK = re.compile(rf"^\s*(?:\(?({_NUMBER}|{_LETTER}|{ROMAN})[.)]\s+|{_BULLET}\s+|[•●▪◦‣])(?=\S)")
TYPED = re.compile(rf"^\s*({_NUMBER}|[a-z]|{ROMAN})[.)](?:\s{{2,}}|\t|\s(?=[A-Z“‘£]))")

TYPED_BULLET = re.compile(r"^\s*[•●▪◦‣·\uf0b7\uf0a7]\s*(?=\S)")


def split_mark(line: str) -> tuple[str | None, int] | None:
    """The label (None for a bullet) and where the text begins, if the line begins with a list mark."""
    found = _MARK.match(line)
    return (found.group(1), found.end()) if found else None


def split_typed_mark(text: str) -> tuple[str, int] | None:
    """The same for a mark that was typed by hand into a paragraph: "1.     The complaint …", "a.   The …"."""
    found = TYPED.match(text)
    return (found.group(1), found.end()) if found else None


def bullet_mark(text: str) -> tuple[None, int] | None:
    """Where the text begins after a bullet that was typed or left by a word processor: "·       The …"."""
    found = TYPED_BULLET.match(text)
    return (None, found.end()) if found else None


def depth_of_label(label: str | None) -> int:
    """The usual depth of a label: numbers 1, letters 2, roman numerals 3; bullets and unknown 0."""
    if not label:
        return 0
    if label.isdigit():
        return 1
    return 3 if re.fullmatch(r"ii+|iv|vi+|ix|xi*", label) else 2
