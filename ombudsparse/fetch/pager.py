"""How a listing leads to its next page: a link that says so, in whatever way sites number their pages."""

from urllib.parse import parse_qsl, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from msgspec import Struct

from ombudsparse.fetch.client import same_site
from ombudsparse.vocabulary.patterns import Wording

_LISTING = "/decisions"
_NEXT_WORDS = Wording(r"^\W*(?:next|older|more)(?:\W+(?:page|results|decisions|entries|posts))?\W*$|^[›»→>]+$")
_MORE_WORDS = Wording(r"\b(?:load|show|view|see) (?:\w+ )?more\b|\bnext\b|\bolder\b")
_OF_PAGES = Wording(r"\b(?:page|1 ?[-–]) ?(?P<shown>[0-9]{1,6}) of (?P<all>[0-9]{1,6})\b")  # "1–10 of 120"
_PAGE_KEY = Wording(r"page|^pg?$|^paged$|^seite$")  # "pg", "paged", "page", "listing_page"
_NUMBER = Wording(r"[0-9]{1,6}")


class Pager(Struct, frozen=True):
    """`following`: the address of the next page. `unread`: what looks like a pager, where no such address was found."""

    following: str | None = None
    unread: str = ""


def read_pager(page: BeautifulSoup, address: str, number: int) -> Pager:
    """How the page `number` of a listing, which came from `address`, leads to the next."""
    unread = ""
    numbered: dict[str, str] = {}
    for link in page.find_all(["a", "link"], href=True):
        there = address_of(link, address)
        if not there or not same_site(there, address) or there.split("#")[0] == address.split("#")[0]:
            continue
        if "next" in (link.get("rel") or ()):
            return Pager(there)
        parts = urlsplit(there)
        inner = parts.path.rstrip("/").removeprefix(_LISTING)
        if not parts.path.startswith(_LISTING) or (inner and not _NUMBER.fullmatch(inner.strip("/"))):
            continue
        words = " ".join(str(link.get("aria-label") or link.get_text(" ")).split())
        if _NEXT_WORDS.search(words):
            return Pager(there)
        if words == str(number + 1) or _page_in(parts.query) == number + 1 or inner.strip("/") == str(number + 1):
            numbered.setdefault("next", there)
        elif parts.query or inner:
            unread = unread or there
    if numbered:
        return Pager(numbered["next"])
    return Pager(None, unread if number == 1 and _counts(unread) else _more(page))


def address_of(link: Tag, address: str) -> str:
    """Where a link on the page of that address leads; "" where it is no address ("http://[x")."""
    try:
        there = urljoin(address, str(link["href"]).strip())
        return there if urlsplit(there).netloc else ""
    except ValueError:
        return ""


def _page_in(query: str) -> int | None:
    """The number that a query gives to a page: "pg=2"."""
    found = [value for key, value in _pairs(query) if _PAGE_KEY.search(key) and _NUMBER.fullmatch(value)]
    return int(found[0]) if found else None


def _counts(address: str) -> bool:
    """Whether there is a number in the query of an address, as of a page or of where it starts."""
    return any(_NUMBER.fullmatch(value) for _, value in _pairs(urlsplit(address).query))


def _pairs(query: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(query, max_num_fields=50)
    except ValueError:
        return []


def _more(page: BeautifulSoup) -> str:
    """Words of a button, or of a count, that tell of more than the page has."""
    for button in page.find_all(["button", "a", "input"]):
        words = " ".join(str(button.get("value") or button.get("aria-label") or button.get_text(" ")).split())
        leads = str(button.get("href") or "#").strip().lower()
        if len(words) < 40 and _MORE_WORDS.search(words) and leads.startswith(("#", "javascript:")):
            return words
    counted = _OF_PAGES.search(page.get_text(" "))
    return counted[0] if counted and counted["shown"] != counted["all"] else ""
