"""What a page of the site holds: the decisions that a listing names, and whether a decision page is one."""

import datetime as dt
import re
from functools import cache
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from msgspec import Struct

from ombudsparse.errors import OmbudsparseError
from ombudsparse.fetch.client import same_site
from ombudsparse.fetch.pager import Pager, address_of, read_pager
from ombudsparse.values.dates.narrative import parse_date

ENTRIES = ["li", "article", "tr"]  # what may hold one entry of a listing
_TRIES = 3  # links of one decision whose surroundings are looked at for a date
_LINKS = 50  # of a box, among which another decision’s would be
_DEPTH = 8  # boxes around a link that are
_TAIL = 20_000  # bytes in which a page ends
CARD = 2  # how many plain boxes may stand between an entry's link and its date


class UnknownLayout(OmbudsparseError):
    """A page of the site is not laid out as this version knows: nothing of it is kept."""


class ListedDecision(Struct, frozen=True):
    """One decision of a listing. `name` is the last part of its address; `date` None where the listing gives none."""

    address: str
    name: str
    date: dt.date | None = None


class Listing(Struct, frozen=True):
    """One page of the listing.

    `following`: the address of the next page, None on the last. `linked`: whether the page itself says that there is
    one; where it links no other page at all, the next may be there (behind a button that needs a browser), or not.
    `unread_pager`: what on the page looks as if it led to more, where no link to follow was found.
    `unnamed`: addresses below /decisions/ that name no case, neither in themselves nor in their link.
    """

    entries: tuple[ListedDecision, ...]
    following: str | None
    linked: bool
    unnamed: tuple[str, ...] = ()
    unread_pager: str = ""


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(
        {
            # "/decisions/larkhill-homes-limited-202312345/", "…-202312345-2/" for a second page of one name; the
            # site makes the name from the title of the page, in which it can leave letters as "%e2%80%99"
            "decision": r"^/decisions/(?P<name>(?!page$|feed$)[\w%-]+)/?$",
            "reference": r"(?<!\d)\d{9}(?!\d)",
            "page": r"^/decisions/page/(?P<number>[0-9]{1,6})/?$",
            "date": r"\b\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+ \d{4}\b|\b\d{1,2}/\d{1,2}/\d{4}\b",  # "14 May 2025"
            "end": r"</html\s*>$",
        }[name],
        re.S,
    )


def read_listing(content: bytes, address: str, number: int | None = None) -> Listing:
    """The decisions of a listing page in its order, each once. Raises UnknownLayout where there is none.

    `number`: which page of the listing it is, where the address does not say so.
    """
    page = BeautifulSoup(content, "lxml")
    entries: dict[str, ListedDecision] = {}
    unnamed: dict[str, str] = {}
    pages: dict[int, str] = {}
    tries: dict[str, int] = {}
    for link in page.find_all("a", href=True):
        there = address_of(link, address)
        if not same_site(there, address):
            continue
        path = urlsplit(there).path
        found = _pattern("decision").match(path)
        if found and (found["name"] in entries or _names_a_case(f"{found['name']} {link.get_text(' ')}")):
            known = entries.get(found["name"])
            tries[found["name"]] = tries.get(found["name"], 0) + 1
            date = known.date if known else None
            if date is None and tries[found["name"]] <= _TRIES:
                date = _date(link, address, path)
            entries[found["name"]] = ListedDecision(urljoin(there, path), found["name"], date)
        elif found:
            unnamed[found["name"]] = urljoin(there, path)
        elif _pattern("page").match(path):
            pages[page_number(there)] = urljoin(there, path)
    if not entries:
        raise UnknownLayout(
            f"{address} names no decision (no link to /decisions/<landlord>-<reference>/); the site’s layout may have "
            "changed: nothing was kept of it"
        )
    number = number or page_number(address)
    pager = read_pager(page, address, number) if not pages else Pager()
    linked = max(pages, default=0) > number or pager.following is not None
    last = not linked and min(pages, default=number) < number  # it links earlier pages and no later one
    guessed = urljoin(address, f"/decisions/page/{number + 1}/")
    following = None if last else pager.following or pages.get(number + 1, guessed)
    left = tuple(each for name, each in unnamed.items() if name not in entries)
    unread = "" if linked else pager.unread
    return Listing(tuple(entries.values()), following, linked, left, unread)


def demand_decision(content: bytes, entry: ListedDecision) -> None:
    """Raises UnknownLayout unless `content` is a whole page whose heading names a case.

    Which case is not compared: the address keeps the reference of the title as first written, mistakes included.
    """
    if not ends(content):
        raise UnknownLayout(f"{entry.address} is cut off before the end of the page: nothing was kept of it")
    page = BeautifulSoup(content, "lxml")
    heading = " ".join(each.get_text(" ") for each in page.find_all(["h1", "title"]))
    if not _names_a_case(heading):
        raise UnknownLayout(f"{entry.address} has no heading with the reference of a case: nothing was kept of it")


def ends(content: bytes) -> bool:
    """Whether the page has its closing tag."""
    text = content[-_TAIL:].decode("utf-8", "replace").lower().rstrip()
    while text.endswith("-->") and (begin := text.rfind("<!--")) >= 0:  # what a cache writes after it
        text = text[:begin].rstrip()
    return bool(_pattern("end").search(text[-100:]))


def _names_a_case(words: str) -> bool:
    """Whether there is a reference, nine digits, among the words, in which markup may have left spaces."""
    return bool(_pattern("reference").search(words) or _pattern("reference").search(re.sub(r"\s", "", words)))


def page_number(address: str) -> int:
    """The number of a page of the listing, from its address."""
    found = _pattern("page").match(urlsplit(address).path)
    return int(found["number"]) if found else 1


def _date(link: Tag, address: str, path: str) -> dt.date | None:
    """The date printed in the entry of a listing that holds `link` and no other decision."""
    for depth, box in enumerate(link.parents):
        if depth > _DEPTH or (depth > CARD and box.name not in ENTRIES):
            return None
        others = (urlsplit(address_of(each, address)).path for each in box.find_all("a", href=True, limit=_LINKS))
        if any(other != path and _pattern("decision").match(other) for other in others):
            return None
        found = _pattern("date").search(" ".join(box.get_text(" ").split()))
        if found:
            return parse_date(found[0])
    return None
