"""What a page of the site holds: the decisions that a listing names, and whether a decision page is one."""

import datetime as dt
import re
from functools import cache
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from msgspec import Struct

from ombudsparse.errors import OmbudsparseError
from ombudsparse.fetch.client import same_site
from ombudsparse.values.dates import parse_date

ENTRIES = ["li", "article", "tr"]  # what may hold one entry of a listing
CARD = 2  # how many plain boxes may stand between an entry's link and its date


class UnknownLayout(OmbudsparseError):
    """A page of the site is not laid out as this version knows: nothing of it is kept."""


class Entry(Struct, frozen=True):
    """One decision of a listing. `name` is the last part of its address; `date` None where the listing gives none."""

    address: str
    name: str
    reference: str
    date: dt.date | None = None


class Listing(Struct, frozen=True):
    """One page of the listing, and the address of the next one, None on the last."""

    entries: tuple[Entry, ...]
    following: str | None


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(
        {
            # "/decisions/larkhill-homes-limited-202312345/", and "…-202312345-2/" for a second page of one name
            "decision": r"^/decisions/(?P<name>[\w-]+?-(?P<reference>\d{9})(?:-\d{1,2})?)/?$",
            "page": r"^/decisions/page/(?P<number>\d+)/?$",
            "date": r"\b\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+ \d{4}\b|\b\d{1,2}/\d{1,2}/\d{4}\b",  # "14 May 2025"
            "end": r"</html\s*>\s*(?:<!--.*?-->\s*)*$",
        }[name],
        re.S,
    )


def read_listing(content: bytes, address: str) -> Listing:
    """The decisions of a listing page in its order, each once. Raises UnknownLayout where there is none."""
    page = BeautifulSoup(content, "lxml")
    entries: dict[str, Entry] = {}
    following = None
    number = _number(address) + 1
    for link in page.find_all("a", href=True):
        there = _address(link, address)
        if not same_site(there, address):
            continue
        path = urlsplit(there).path
        found = _pattern("decision").match(path)
        if found:
            known = entries.get(found["name"])
            date = (known.date if known else None) or _date(link, address, path)
            entries[found["name"]] = Entry(urljoin(there, path), found["name"], found["reference"], date)
        elif _pattern("page").match(path) and _number(there) == number:
            following = urljoin(there, path)
    if not entries:
        raise UnknownLayout(
            f"{address} names no decision (no link to /decisions/<landlord>-<reference>/); the site’s layout may have "
            "changed: nothing was kept of it"
        )
    return Listing(tuple(entries.values()), following)


def demand_decision(content: bytes, entry: Entry) -> None:
    """Raises UnknownLayout unless `content` is a whole page whose heading names the decision's reference."""
    if not ends(content):
        raise UnknownLayout(f"{entry.address} is cut off before the end of the page: nothing was kept of it")
    page = BeautifulSoup(content, "lxml")
    heading = " ".join(each.get_text(" ") for each in page.find_all(["h1", "title"]))
    if entry.reference not in re.sub(r"\s", "", heading):
        raise UnknownLayout(f"{entry.address} has no heading with {entry.reference}: nothing was kept of it")


def ends(content: bytes) -> bool:
    """Whether the page has its closing tag."""
    return bool(_pattern("end").search(content[-4000:].decode("utf-8", "replace").lower()))


def _address(link: Tag, address: str) -> str:
    """Where a link leads; "" where it is no address ("http://[x")."""
    try:
        there = urljoin(address, str(link["href"]).strip())
        return there if urlsplit(there).netloc else ""
    except ValueError:
        return ""


def _number(address: str) -> int:
    found = _pattern("page").match(urlsplit(address).path)
    return int(found["number"]) if found else 1


def _date(link: Tag, address: str, path: str) -> dt.date | None:
    """The date printed in the entry of a listing that holds `link` and no other decision."""
    for depth, box in enumerate(link.parents):
        if depth > CARD and box.name not in ENTRIES:
            return None
        others = {urlsplit(_address(each, address)).path for each in box.find_all("a", href=True)}
        if any(other != path and _pattern("decision").match(other) for other in others):
            return None
        found = _pattern("date").search(" ".join(box.get_text(" ").split()))
        if found:
            return parse_date(found[0])
    return None
