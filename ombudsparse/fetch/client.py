"""A client that asks politely: robots.txt, one request a second at most, an honest name, and patience on errors."""

import datetime as dt
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from email.utils import parsedate_to_datetime
from threading import Thread
from urllib.parse import urljoin, urlsplit

import httpx
import tenacity
from msgspec import Struct

from ombudsparse._version import __version__
from ombudsparse.errors import OmbudsparseError
from ombudsparse.fetch.page_body import BrokenBody, TooLarge, unpacked
from ombudsparse.fetch.robots import Robots

AGENT = "ombudsparse"
SITE = "https://www.housing-ombudsman.org.uk/"
AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})  # statuses that pass
MISSING = frozenset({404, 410})
MOVED = frozenset({301, 302, 303, 307, 308})
HOPS = 5
LONGEST_WAIT = 600.0  # seconds: who asks for more is asked again another day
_LONGEST_ADDRESS = 2000


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
    `timeout`: seconds that the site may be silent; `deadline`: seconds that one answer may take as a whole.
    """

    contact: str
    site: str = SITE
    interval: float = 1.0
    attempts: int = 5
    timeout: float = 30.0
    deadline: float = 120.0

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+|https?://[^\s<>()]+", self.contact):
            raise FetchError("a contact is needed, an e-mail address or a web address, so that the site can reach you")
        if self.interval < 1 or self.attempts < 1:
            raise FetchError("at most one request a second, and at least one attempt")
        if urlsplit(self.site).scheme not in ("http", "https") or not urlsplit(self.site).netloc:
            raise FetchError(f"{self.site!r} is no web address")


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one host, "www." aside, and of the web."""
    if urlsplit(one).scheme not in ("http", "https"):
        return False
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
        self._robots: Robots | None = None

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
        headers = {name: value for name, value in validators.items() if value and _is_plain(value)}
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
        return self._robots.allows(AGENT, address)

    def _read_robots(self) -> Robots:
        """The site's robots.txt; where there is none, everything may be fetched (RFC 9309, 2.3.1.3)."""
        _, answer = self._follow(urljoin(self.settings.site, "/robots.txt"), {}, obey=False)
        if answer.status_code in (401, 403):
            return Robots(b"User-agent: *\nDisallow: /")
        return Robots(answer.content if answer.status_code == 200 else b"")

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
        if len(address) > _LONGEST_ADDRESS:
            raise FetchError(f"{address[:100]}… is longer than any address of a decision; it was not followed")
        try:
            answer = self._answer(address, headers)
        except (httpx.TransportError, BrokenBody) as error:  # a body cut off is one of them
            raise _Passing(f"the answer broke off or never came ({error!r})") from error
        except TooLarge as error:
            raise FetchError(f"{address} {error}") from error
        except (httpx.InvalidURL, httpx.HTTPError, httpx.StreamError, ValueError) as error:
            raise FetchError(f"{address}: {error!r}") from error
        if answer.status_code in AGAIN:
            after = _seconds(answer.headers.get("retry-after"), self.now())
            if after is not None and after > LONGEST_WAIT:
                raise FetchError(f"{address}: the site asks to come back in {after:.0f} seconds; try again then")
            raise _Passing(f"the site answered {answer.status_code}", after)
        return answer

    def _answer(self, address: str, headers: Mapping[str, str]) -> httpx.Response:
        """The answer with its body, which is unpacked. Raises FetchError where it takes longer than the deadline.

        The timeout of the client counts anew with each byte: a site that sends one now and then keeps it for ever.
        """
        named = {
            "User-Agent": f"{AGENT}/{__version__} (+{self.settings.contact})",
            "Accept-Encoding": "gzip",
            **headers,
        }
        done: list[httpx.Response] = []
        failed: list[Exception] = []
        until = time.monotonic() + self.settings.deadline

        def ask() -> None:
            try:
                with self._http.stream("GET", address, headers=named, follow_redirects=False) as answer:
                    content = unpacked(_in_time(answer.iter_raw(), until), answer.headers.get("content-encoding", ""))
                left_out = ("content-encoding", "content-length", "transfer-encoding")
                plain = [pair for pair in answer.headers.multi_items() if pair[0] not in left_out]
                done.append(httpx.Response(answer.status_code, headers=plain, content=content))
            except Exception as error:  # noqa: BLE001 - raised again below, by who asked
                failed.append(error)

        asking = Thread(target=ask, daemon=True)
        asking.start()
        asking.join(self.settings.deadline)
        if failed:
            raise failed[0]
        if not done:
            raise FetchError(f"{address} took longer than {self.settings.deadline:g} seconds; try again later")
        return done[0]

    def _await_turn(self) -> None:
        """Waits until the interval since the last request, or the site's crawl delay, is over."""
        asked = self._robots.delay(AGENT) if self._robots else 0.0
        interval = max(self.settings.interval, min(asked, LONGEST_WAIT))
        if self._last is not None and (left := self._last + interval - self._clock()) > 0:
            self._sleep(left)
        self._last = self._clock()


def _location(address: str, answer: httpx.Response) -> str:
    try:
        return urljoin(address, str(answer.headers.get("location", "")))
    except ValueError as error:
        raise FetchError(f"{address}: redirected to what is no address") from error


def _in_time(parts: Iterable[bytes], until: float) -> Iterator[bytes]:
    """The parts of a body; they end, as if it broke off, when the time is over: nobody waits for it any more."""
    for part in parts:
        if time.monotonic() > until:
            raise BrokenBody("it came too slowly")
        yield part


def _is_plain(value: str) -> bool:
    """Whether a header may have the value, which a manifest gives."""
    return value.isascii() and value.isprintable() and len(value) < 1000


def _pause(state: tenacity.RetryCallState) -> float:
    """Seconds to wait after a passing error: as long as the site asks, or 2, 4, 8 … up to a minute."""
    error = state.outcome.exception() if state.outcome else None
    asked = error.after if isinstance(error, _Passing) else None
    return max(asked or 0.0, min(60.0, 2.0**state.attempt_number))


def _seconds(retry_after: str | None, now: dt.datetime) -> float | None:
    """The seconds that a Retry-After header means, given as a number or as a date."""
    if not retry_after:
        return None
    if re.fullmatch(r"[0-9]{1,9}", retry_after.strip()):
        return float(retry_after)
    try:
        then = parsedate_to_datetime(retry_after)
        return max(0.0, ((then if then.tzinfo else then.replace(tzinfo=dt.UTC)) - now).total_seconds())
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
