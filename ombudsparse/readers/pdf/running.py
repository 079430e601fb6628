"""What is printed on every page and is no part of the report: running headers and footers, page numbers, stamps."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ombudsparse.readers.pdf.lines import rows_of_words
from ombudsparse.readers.pdf.printed import PageWord, PrintedPage
from ombudsparse.vocabulary.patterns import Wording

MARGIN_LINES = 3  # lines at the top and at the foot of a page that may be running ones
_MOST_PAGES = 0.6  # of the pages
_APART = 1.7  # sizes of the type between a page number and the text
# what browsers and word processors print in the margins
_MARGIN = Wording(
    r"page \d+(?: of \d+)?|"
    r"\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}:\d\d.*|(?:https?://|www\.|(?:fi ?)?le:/)\S+(?: \d+/\d+)?|\d+/\d+"
    r"|[-–] ?\d{1,3} ?[-–]"
)
_NUMBER = Wording(r"\d{1,3}")

_Row = list[PageWord]
_Place = tuple[str, int, int]


def without_running(pages: Sequence[PrintedPage]) -> list[list[PageWord]]:
    """The words of each page that are of the report."""
    kept = _without_stamps([page.words for page in pages])
    rows = [rows_of_words(words) for words in kept]
    running = _running(rows)
    numbered = _numbered(rows)
    done = []
    for page, page_rows in enumerate(rows):
        gone = {
            id(row)
            for at, row in _margin(page_rows)
            if _shape(row) in running
            or (page, id(row)) in numbered
            or _MARGIN.fullmatch(_text(row))
            or (_NUMBER.fullmatch(_text(row)) and _stands_apart(page_rows, at))
        }
        done.append([word for row in page_rows if id(row) not in gone for word in row])
    return done


def _without_stamps(pages: Sequence[list[PageWord]]) -> list[list[PageWord]]:
    """The words less those that stand at one place on most pages, two or more of them: a watermark, a letterhead.

    Words that stand on the line of others there are text: reports have "6. The landlord" at the head of many a page.
    """
    places = [[_place(word) for word in words] for words in pages]
    seen = Counter(place for on_page in places for place in set(on_page))
    least = max(3, _MOST_PAGES * len(pages))
    fixed = {place for place, count in seen.items() if count >= least}
    if len(fixed) < 2:
        return list(pages)
    in_text = _set_in_text(pages, places, fixed)
    gone = {place for place in fixed if in_text[place] * 2 < seen[place]}
    return [
        [word for word, place in zip(words, on_page, strict=True) if place not in gone]
        for words, on_page in zip(pages, places, strict=True)
    ]


def _set_in_text(
    pages: Sequence[list[PageWord]], places: Sequence[list[_Place]], fixed: set[_Place]
) -> Counter[_Place]:
    """On how many pages each of the `fixed` words stands on the line of others."""
    found: Counter[_Place] = Counter()
    for words, on_page in zip(pages, places, strict=True):
        placed = list(zip(words, on_page, strict=True))
        lines = {_line(word) for word, place in placed if place not in fixed}
        found.update(place for word, place in placed if place in fixed and _line(word) in lines)
    return found


def _line(word: PageWord) -> tuple[int, int]:
    return round(word.base * 2), round(word.size * 2)


def _place(word: PageWord) -> _Place:
    return word.text, round(word.x0), round(word.base)


def _margin(rows: Sequence[_Row]) -> Iterator[tuple[int, _Row]]:
    """The lines at the top and at the foot of a page, with their places."""
    for at, row in enumerate(rows):
        if at < MARGIN_LINES or at >= len(rows) - MARGIN_LINES:
            yield at, row


def _running(pages: Sequence[Sequence[_Row]]) -> set[str]:
    """What stands, but for its digits, in the margin of two pages or more, at one place."""
    seen: Counter[str] = Counter()
    for rows in pages:
        seen.update({_shape(row) for _, row in _margin(rows)})
    return {shape for shape, count in seen.items() if count > 1 and count * 2 >= len(pages)}


def _numbered(pages: Sequence[Sequence[_Row]]) -> set[tuple[int, int]]:
    """The margin lines that end or begin with the number of the page, at one height: "Orders 4", "Background 5"."""
    found: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for page, rows in enumerate(pages):
        for _, row in _margin(rows):
            for word in {row[0].text, row[-1].text}:
                if _NUMBER.fullmatch(word) and len(row) < 12:
                    found.setdefault((int(word) - page, round(row[0].base / 3)), []).append((page, id(row)))
    return {
        place for places in found.values() if len({page for page, _ in places}) * 2 > len(pages) > 2 for place in places
    }


def _shape(row: _Row) -> str:
    return re.sub(r"\d+", "#", _text(row)) + f" @{round(row[0].base / 8)}"


def _text(row: _Row) -> str:
    return " ".join(word.text for word in row)


def _stands_apart(rows: Sequence[_Row], at: int) -> bool:
    """Whether the lines next to this one are further from it than lines of text are from each other."""
    size = max(word.size for word in rows[at])
    return all(
        abs(rows[near][0].base - rows[at][0].base) > _APART * size for near in (at - 1, at + 1) if 0 <= near < len(rows)
    )
