"""The round of a download: listing page by listing page, each decision that is not kept yet."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urljoin

from msgspec import Struct

from ombudsparse.fetch.archive import Archive
from ombudsparse.fetch.client import FetchError, NotThere, PoliteClient
from ombudsparse.fetch.listing import (
    ListedDecision,
    Listing,
    UnknownLayout,
    demand_decision,
    ends,
    read_listing,
)

MOST_PAGES = 5_000  # of a listing; all decisions are on some 1,700
_LONGEST_NAME = 150  # bytes; file systems take 255, ending and mark of an unfinished file included
FAILURES = 3  # decision pages failing one after the other: the site is down or changed, and asking on is impolite


class Fetched(Struct, frozen=True):
    """What a run did. `new`: decisions kept now, changed ones included; `known`: those that were there already.

    `failed`: one message for each decision that could not be had.
    """

    new: int
    known: int
    failed: tuple[str, ...]


def fetch(
    out: str | Path,
    client: PoliteClient,
    since: dt.date | None = None,
    limit: int | None = None,
    refresh: bool = False,
    tell: Callable[[str], None] = lambda _: None,
) -> Fetched:
    """Fetches the decisions that the site lists into the folder `out`, and goes on where the last run stopped.

    `since`: only decisions that the listing dates on that day or later, and those that it does not date; the listing
    has the newest first, so that a page of older ones ends the run. `limit`: at most so many decisions are asked for.
    `refresh`: decisions that are kept already are asked for again, with their ETag or date, and replaced if changed.
    Raises FetchError where the site cannot be reached or forbids it, or three decisions in a row fail; UnknownLayout
    where a listing is not laid out as known. What was kept until then stays.
    """
    archive = Archive(Path(out))
    new = known = asked = 0
    row = 0
    failed: list[str] = []
    for entry in _entries(client, archive, since, tell, failed):
        if not refresh and archive.kept(entry.address):
            known += 1
            continue
        if asked == limit:
            break
        asked += 1
        try:
            changed = _fetch_decision(client, archive, entry)
        except (FetchError, UnknownLayout) as error:
            failed.append(str(error))
            row += 1
            if row == FAILURES:
                raise FetchError(f"stopped after {FAILURES} decisions in a row failed; the last: {error}") from error
            continue
        row = 0
        new, known = new + changed, known + (not changed)
        tell(f"{entry.name}: {'kept' if changed else 'not changed'}")
    return Fetched(new, known, tuple(failed))


def _entries(
    client: PoliteClient, archive: Archive, since: dt.date | None, tell: Callable[[str], None], failed: list[str]
) -> Iterator[ListedDecision]:
    """The decisions of the listing in its order, each once, from page to page; links that name no case are told.

    Where the listing seems to go on and how was not found, that is one of the `failed`.
    """
    address: str | None = urljoin(client.settings.site, "/decisions/")
    linked = True
    seen: set[str] = set()
    number, unread = 1, ""
    while address:
        if number > MOST_PAGES:
            raise FetchError(f"stopped after {MOST_PAGES:,} pages of the listing; no site has so many")
        try:
            listing = _listing(client, archive, address, number)
        except NotThere:
            if linked:
                raise
            break  # the page before did not lead here: there is none, and that was the last
        fresh = [each for each in listing.entries if since is None or each.date is None or each.date >= since]
        new = {each.name for each in listing.entries} - seen
        yield from (each for each in fresh if each.name in new)
        for each in listing.unnamed:
            if each not in seen:
                tell(f"{each} is linked as a decision and names no case: it was not fetched")
        seen |= {*new, *listing.unnamed}
        if not fresh:
            return  # all that follows is older
        if not new:
            break  # a site that answers any number with its last page must not be asked for ever
        unread = f"{address} ({listing.unread_pager})" if listing.unread_pager else ""
        address, linked = listing.following, listing.linked
        number += 1
    if unread:
        failed.append(
            f"{unread} seems to lead to more decisions in a way that this version does not know: what is listed after "
            "it was not fetched"
        )


def _listing(client: PoliteClient, archive: Archive, address: str, number: int) -> Listing:
    """A page of the listing, the kept copy where the site says that it has not changed. Kept only if understood."""
    kept = archive.kept(address)
    page = client.get(address, kept.etag if kept else None, kept.last_modified if kept else None)
    if page.status == 304 and kept:
        return read_listing(archive.content(kept), address, number)
    if not ends(page.content):
        raise UnknownLayout(f"{address} is cut off before the end of the page: nothing was kept of it")
    listing = read_listing(page.content, page.address, number)
    archive.keep(address, f"listings/{number}.html", page, client.now())
    return listing


def _fetch_decision(client: PoliteClient, archive: Archive, entry: ListedDecision) -> bool:
    """Keeps the page of a decision; False where the site says that it has not changed, or it is the same."""
    kept = archive.kept(entry.address)
    page = client.get(entry.address, kept.etag if kept else None, kept.last_modified if kept else None)
    if kept and (page.status == 304 or page.content == archive.content(kept)):
        return False
    demand_decision(page.content, entry)
    archive.keep(entry.address, f"decisions/{_file_name(entry.name)}.html", page, client.now())
    return True


def _file_name(name: str) -> str:
    """The name of a decision as that of a file: a longer one is cut, and told apart by a hash of the whole."""
    encoded = name.encode("utf-8", "replace")
    if len(encoded) <= _LONGEST_NAME:
        return name
    return f"{encoded[:_LONGEST_NAME].decode('utf-8', 'ignore')}-{hashlib.sha256(encoded).hexdigest()[:12]}"
