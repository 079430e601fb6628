"""A client that asks politely: robots.txt, one request a second at most, an honest name, and patience on errors."""

import datetime as dt
import re
import time
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpx
import tenacity
from msgspec import Struct

from ombudsparse._version import __version__
from ombudsparse.errors import OmbudsparseError

AGENT = "ombudsparse"
SITE = "https://www.housing-ombudsman.org.uk/"
AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})  # statuses that pass
MISSING = frozenset({404, 410})
MOVED = frozenset({301, 302, 303, 307, 308})
HOPS = 5
LONGEST_WAIT = 600.0  # seconds: who asks for more is asked again another day
_LARGEST = 20 * 1024 * 1024


class FetchError(OmbudsparseError):
    """A page could not be fetched, or must not be: the message says which and why."""


class NotThere(FetchError):
    """The site has no page at the address."""


class _Passing(Exception):
    """An answer that may be another one later. `after`: the seconds that the server asks to wait."""

    def __init__(self, message: str, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after


class Settings(Struct, frozen=True):
    """How to ask. `contact`: an e-mail address or a web page of whoever runs the download, sent with each request.

    `interval`: seconds between requests, at least 1. `attempts`: how often a passing error is tried in all.
    """

    contact: str
    site: str = SITE
    interval: float = 1.0
    attempts: int = 5
    timeout: float = 30.0

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+|https?://[^\s<>()]+", self.contact):
            raise FetchError("a contact is needed, an e-mail address or a web address, so that the site can reach you")
        if self.interval < 1 or self.attempts < 1:
            raise FetchError("at most one request a second, and at least one attempt")
        if urlsplit(self.site).scheme not in ("http", "https") or not urlsplit(self.site).netloc:
            raise FetchError(f"{self.site!r} is no web address")


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one host, "www." aside."""
    return urlsplit(one).netloc.removeprefix("www.") == urlsplit(other).netloc.removeprefix("www.")


class Page(Struct, frozen=True):
    """An answer. `address` is where it came from after redirects; `content` is empty for a 304 (not changed)."""

    address: str
    status: int
    content: bytes
    etag: str | None
    last_modified: str | None


class PoliteClient:
    """Fetches pages of one site. Time and network are handed in, so that tests need neither."""

    def __init__(
        self,
        settings: Settings,
        http: httpx.Client | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        self.settings = settings
        self.now = now
        self._http = http or httpx.Client(timeout=settings.timeout)
        self._clock = clock
        self._sleep = sleep
        self._last: float | None = None
        self._robots: RobotFileParser | None = None

    def __enter__(self) -> "PoliteClient":
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def get(self, address: str, etag: str | None = None, last_modified: str | None = None) -> Page:
        """The page at `address`, status 200, or 304 where the validators still hold.

        Raises NotThere where the site has no such page, and FetchError, of which that is a kind, where robots.txt
        forbids it, it leads to another site, or it cannot be had.
        """
        validators = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in validators.items() if value}
        address, answer = self._follow(address, headers, obey=True)
        if answer.status_code in MISSING:
            raise NotThere(f"{address}: the site answered {answer.status_code}")
        if answer.status_code not in (200, 304):
            raise FetchError(f"{address}: the site answered {answer.status_code}")
        etag, last_modified = answer.headers.get("etag"), answer.headers.get("last-modified")
        return Page(address, answer.status_code, answer.content, etag, last_modified)

    def _follow(self, address: str, headers: Mapping[str, str], *, obey: bool) -> tuple[str, httpx.Response]:
        """The answer at the end of the redirects from `address`, and where that is; `obey`: as robots.txt allows."""
        for _ in range(HOPS + 1):
            if not same_site(address, self.settings.site):
                raise FetchError(f"{address} is on another site than {self.settings.site}; it was not followed")
            if obey and not self._allowed(address):
                raise FetchError(f"{address}: the site’s robots.txt asks programs to leave it alone")
            answer = self._ask(address, headers)
            if answer.status_code not in MOVED:
                return address, answer
            address = _location(address, answer)
        raise FetchError(f"{address}: redirected more than {HOPS} times")

    def _allowed(self, address: str) -> bool:
        if self._robots is None:
            self._robots = self._read_robots()
        return self._robots.can_fetch(AGENT, address)

    def _read_robots(self) -> RobotFileParser:
        """The site's robots.txt; where there is none, everything may be fetched (RFC 9309, 2.3.1.3)."""
        robots = RobotFileParser()
        _, answer = self._follow(urljoin(self.settings.site, "/robots.txt"), {}, obey=False)
        if answer.status_code in (401, 403):
            robots.parse(["User-agent: *", "Disallow: /"])
        elif answer.status_code == 200:
            robots.parse(answer.content.decode("utf-8", "replace").splitlines())
        else:
            robots.parse([])
        return robots

    def _ask(self, address: str, headers: Mapping[str, str]) -> httpx.Response:
        """The first answer that does not pass, each attempt in its turn."""
        attempts = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(_Passing),
            stop=tenacity.stop_after_attempt(self.settings.attempts),
            wait=_pause,
            sleep=self._sleep,
            reraise=True,
        )
        try:
            return attempts(self._ask_once, address, headers)
        except _Passing as error:
            raise FetchError(f"{address}: {error}; tried {self.settings.attempts} times, try again later") from error

    def _ask_once(self, address: str, headers: Mapping[str, str]) -> httpx.Response:
        self._await_turn()
        named = {"User-Agent": f"{AGENT}/{__version__} (+{self.settings.contact})", **headers}
        try:
            with self._http.stream("GET", address, headers=named, follow_redirects=False) as answer:
                content = _content(answer, address)
        except (httpx.TransportError, httpx.DecodingError) as error:  # a body cut off is one of them
            raise _Passing(f"the answer broke off or never came ({error!r})") from error
        except (httpx.InvalidURL, httpx.HTTPError) as error:
            raise FetchError(f"{address}: {error!r}") from error
        if answer.status_code in AGAIN:
            after = _seconds(answer.headers.get("retry-after"), self.now())
            if after is not None and after > LONGEST_WAIT:
                raise FetchError(f"{address}: the site asks to come back in {after:.0f} seconds; try again then")
            raise _Passing(f"the site answered {answer.status_code}", after)
        plain = [pair for pair in answer.headers.multi_items() if pair[0] not in ("content-encoding", "content-length")]
        return httpx.Response(answer.status_code, headers=plain, content=content)

    def _await_turn(self) -> None:
        """Waits until the interval since the last request, or the site's crawl delay, is over."""
        asked = self._robots.crawl_delay(AGENT) if self._robots else None
        interval = max(self.settings.interval, min(float(asked or 0), LONGEST_WAIT))
        if self._last is not None and (left := self._last + interval - self._clock()) > 0:
            self._sleep(left)
        self._last = self._clock()


def _location(address: str, answer: httpx.Response) -> str:
    try:
        return urljoin(address, str(answer.headers.get("location", "")))
    except ValueError as error:
        raise FetchError(f"{address}: redirected to what is no address") from error


def _content(answer: httpx.Response, address: str) -> bytes:
    parts, size = [], 0
    for part in answer.iter_bytes():
        parts.append(part)
        size += len(part)
        if size > _LARGEST:
            raise FetchError(f"{address} is larger than {_LARGEST} bytes; no decision is")
    return b"".join(parts)


def _pause(state: tenacity.RetryCallState) -> float:
    """Seconds to wait after a passing error: as long as the site asks, or 2, 4, 8 … up to a minute."""
    error = state.outcome.exception() if state.outcome else None
    asked = error.after if isinstance(error, _Passing) else None
    return max(asked or 0.0, min(60.0, 2.0**state.attempt_number))


def _seconds(retry_after: str | None, now: dt.datetime) -> float | None:
    """The seconds that a Retry-After header means, given as a number or as a date."""
    if not retry_after:
        return None
    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        then = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    return max(0.0, ((then if then.tzinfo else then.replace(tzinfo=dt.UTC)) - now).total_seconds())
