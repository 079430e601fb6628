"""A site that is wrong or hostile: each answer ends, is no larger than a page, and never ends in a traceback."""

import gzip
import threading
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from ombudsparse.fetch.client import FetchError, PoliteClient, Settings
from ombudsparse.fetch.listing import ends, read_listing
from ombudsparse.fetch.page_body import LARGEST_ANSWER, BrokenBody, TooLarge, unpacked
from ombudsparse.fetch.robots import Robots
from ombudsparse.fetch.run import fetch

SITE = "https://www.example.org/"
LISTING = f"{SITE}decisions/"
SHARED = Path(__file__).parents[2].parent / "shared" / "hostile"
A, B = "larkhill-homes-202311111", "fernley-council-202322222"


def page(title: str, body: str) -> bytes:
    head = f"<meta charset=utf-8><title>{title}</title>"
    return f"<html><head>{head}</head><body><h1>{title}</h1>{body}</body></html>".encode()


def listed(name: str, pager: str = "") -> bytes:
    return page("Decisions", f'<li><a href="/decisions/{name}/">{name}</a></li>{pager}')


def client(answers: dict[str, httpx.Response], **settings: object) -> PoliteClient:
    def answer(request: httpx.Request) -> httpx.Response:
        made = answers.get(request.url.raw_path.decode(), httpx.Response(404))
        return httpx.Response(made.status_code, headers=made.headers, stream=made.stream)  # not read before

    http = httpx.Client(transport=httpx.MockTransport(answer))
    made = Settings("me@example.org", SITE, **{"attempts": 1, **settings})  # type: ignore[arg-type]
    return PoliteClient(made, http, clock=lambda: 0.0, sleep=lambda _: None)


ROBOTS = [  # robots.txt, path, whether it may be fetched (RFC 9309, 2.2)
    ("User-agent: *\nDisallow: /decisions/", "/decisions/a", False),
    ("\ufeffUser-agent: *\nDisallow: /decisions/", "/decisions/a", False),
    ("User-agent: *\nDisallow: /\nAllow: /decisions/", "/decisions/a", True),
    ("User-agent: *\nAllow: /decisions/\nDisallow: /", "/decisions/a", True),
    ("User-agent: *\nDisallow: /dec\nAllow: /dec", "/decisions/a", True),
    ("User-agent: *\nDisallow: /*.pdf$", "/decisions/a.pdf", False),
    ("User-agent: *\nDisallow: /*.pdf$", "/decisions/a.pdf?x=1", True),
    ("User-agent: *\nDisallow: /*/private", "/decisions/private/a", False),
    ("User-agent: *\nDisallow: *a-2023", "/decisions/a-2023", False),
    ("User-agent: other\nUser-agent: ombudsparse\nDisallow: /", "/decisions/a", False),
    ("User-agent: other\nDisallow: /", "/decisions/a", True),
    ("User-agent: *\nDisallow: /\n\nUser-agent: ombudsparse\nAllow: /", "/decisions/a", True),
    ("User-agent: ombudsparse\nDisallow: /x\n\nUser-agent: OmbudsParse\nDisallow: /decisions", "/decisions/a", False),
    ("user-agent:ombudsparse # us\ndisallow:/decisions # all", "/decisions/a", False),
    ("User-agent: *\r\nDisallow: /decisions\r\n", "/decisions/a", False),
    ("User-agent: *\rDisallow: /decisions", "/decisions/a", False),
    ("User-agent: *\nDisallow:", "/decisions/a", True),
    ("User-agent: *\nDisallow: /a%3cd", "/a%3Cd", False),
    ("Sitemap: x\nUser-agent: *\nSitemap: y\nDisallow: /decisions", "/decisions/a", False),
    ("Disallow: /decisions", "/decisions/a", True),
    ("<html>not found</html>", "/decisions/a", True),
    ("User-agent: *\nDisallow: /" + "*a" * 30 + "*b", "/" + "a" * 300, False),
    ("User-agent: *\nAllow: /" + "*a" * 30 + "\nDisallow: /", "/" + "a" * 300, False),
]


@pytest.mark.parametrize(("text", "path", "may"), ROBOTS)
def test_robots(text: str, path: str, may: bool) -> None:
    start = time.monotonic()
    assert Robots(text.encode()).allows("ombudsparse", f"https://example.org{path}") is may
    assert time.monotonic() - start < 1


@pytest.mark.parametrize(("asked", "seconds"), [("7", 7), ("0.5", 0.5), ("-3", 0), ("nan", 0), ("inf", 0), ("x", 0)])
def test_the_delay_that_a_site_asks_for(asked: str, seconds: float) -> None:
    assert Robots(f"User-agent: *\nCrawl-delay: {asked}\nDisallow: /x".encode()).delay("ombudsparse") == seconds


def test_bytes_that_are_no_text_forbid_nothing() -> None:
    assert Robots(bytes(range(256)) * 100).allows("ombudsparse", LISTING)


def pieces(data: bytes, size: int = 10_000) -> list[bytes]:
    return [data[at : at + size] for at in range(0, len(data), size)]


def test_a_body_is_as_it_came_or_unpacked_once() -> None:
    assert unpacked([b"a", b"b"], "") == b"ab"
    assert unpacked([b"a"], "identity") == b"a"
    assert unpacked(pieces(gzip.compress(b"words"), 3), "GZip") == b"words"
    assert unpacked([], "gzip") == b""


BOMB = gzip.compress(bytes(2 * 10**8))
BODIES = [
    (BOMB, "gzip", TooLarge),
    (gzip.compress(BOMB), "gzip, gzip", TooLarge),
    (bytes(LARGEST_ANSWER + 1), "", TooLarge),
    (b"x", "br", TooLarge),
    (zlib.compress(b"x"), "deflate", TooLarge),
    (gzip.compress(b"words")[:-5], "gzip", BrokenBody),
    (b"no gzip", "gzip", BrokenBody),
    (gzip.compress(b"a") + gzip.compress(b"b"), "gzip", BrokenBody),
]


@pytest.mark.parametrize(("body", "encoding", "error"), BODIES, ids=range(len(BODIES)))
def test_a_body_that_is_a_bomb_or_broken(body: bytes, encoding: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        unpacked(pieces(body), encoding)


def test_a_bomb_from_the_site_is_an_error_of_its_own() -> None:
    bomb = httpx.Response(200, headers={"content-encoding": "gzip"}, stream=httpx.ByteStream(BOMB))
    with client({"/decisions/": bomb}) as asking, pytest.raises(FetchError, match="larger than"):
        asking.get(LISTING)


class Trickle(httpx.SyncByteStream):
    def __iter__(self) -> Iterator[bytes]:
        while True:
            time.sleep(0.05)
            yield b"x"


class Silent(httpx.BaseTransport):
    def handle_request(self, request: httpx.Request) -> httpx.Response:
        threading.Event().wait(30)
        raise AssertionError


def test_an_answer_that_never_ends_is_given_up() -> None:
    slow = httpx.Response(200, stream=Trickle())
    start = time.monotonic()
    with client({"/decisions/": slow}, deadline=0.4) as asking, pytest.raises(FetchError):
        asking.get(LISTING)
    silent = PoliteClient(
        Settings("a@b.org", SITE, attempts=1, deadline=0.4), httpx.Client(transport=Silent()), sleep=lambda _: None
    )
    with pytest.raises(FetchError, match=r"0\.4 seconds"):
        silent.get(LISTING)
    assert time.monotonic() - start < 5


HEADERS = [
    {"retry-after": "²"},
    {"retry-after": "9" * 5000},
    {"retry-after": "-1"},
    {"retry-after": "Tue, 99 May 99999 07:09:09 GMT"},
    {"retry-after": "nan"},
    {"retry-after": "٣"},
]


@pytest.mark.parametrize("headers", HEADERS)
def test_a_time_to_wait_that_is_no_number_is_none(headers: dict[str, str]) -> None:
    busy = httpx.Response(503, headers=[(k.encode(), v.encode()) for k, v in headers.items()])
    with client({"/decisions/": busy}) as asking, pytest.raises(FetchError):
        asking.get(LISTING)


PLACES = [
    "/decisions/", "", "//", "http://[", "javascript:alert(1)", "file:///etc/passwd", "ftp://www.example.org/",
    "http://www.example.org:99999/", "http://www.example.org:x/", "https://evil@www.example.org/", "\x7f",
    "/" + "a" * 99_999, "https://www.example.org.evil.org/", "https://www.example.org\\@evil.org/",
]  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_redirect_to_nowhere_or_round_in_a_circle(place: str) -> None:
    moved = httpx.Response(302, headers=[(b"location", place.encode())])
    with client({"/decisions/": moved}) as asking, pytest.raises(FetchError):
        asking.get(LISTING)


def test_a_validator_that_no_header_may_have_is_left_out() -> None:
    with client({"/decisions/": httpx.Response(200, content=b"x")}) as asking:
        assert asking.get(LISTING, etag='"ü\r\nX: 1"').content == b"x"


TAILS = ["<!---->" * 2000 + "x", "<!--" * 4000, "<!-- " + "--x>" * 4000, "</html" * 3000, "<!---->" * 28 + "x"]


@pytest.mark.parametrize("tail", TAILS)
def test_the_end_of_a_page_is_looked_for_in_good_time(tail: str) -> None:
    start = time.monotonic()
    assert not ends(b"<html><h1>X (202312345)</h1></html>" + tail.encode())
    assert time.monotonic() - start < 0.5


@pytest.mark.parametrize("tail", ["", "\n", "<!-- cached -->", " <!-- a --> \n<!-- b -->\n", "<!---->" * 500])
def test_what_a_cache_writes_after_the_end_is_none_of_it(tail: str) -> None:
    assert ends(b"<p>x</p></HTML >" + tail.encode())


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is absent")
def test_the_sample() -> None:
    start = time.monotonic()
    assert not ends((SHARED / "redos_tail.html").read_bytes())
    assert time.monotonic() - start < 0.5


@pytest.mark.parametrize("body", [
    '<li><a href="/decisions/a-202311111/">x</a>' * 3000,
    "<li>" + "".join(f'<a href="/decisions/a-2023{number:05}/">x</a>' for number in range(10_000)) + "</li>",
    "<li>" + '<a href="/decisions/a-202311111/">x</a>' * 10_000 + "</li>",
    "<tr>" * 500 + '<a href="/decisions/a-202311111/">x</a>' + "words " * 100_000,
    '<a href="/decisions/a-202311111/">x</a>' + '<a href="/decisions/?pg=²">9</a>' * 5000,
])  # fmt: skip
def test_a_listing_is_read_in_time_that_grows_with_its_length(body: str) -> None:
    start = time.monotonic()
    assert read_listing(page("x", body), LISTING).entries
    assert time.monotonic() - start < 8


PAGERS = [  # what leads to the second page, and its address below the site
    ('<a href="/decisions/?pg=2">2</a>', "/decisions/?pg=2"),
    ('<a href="?pg=2">2</a>', "/decisions/?pg=2"),
    ('<a href="/decisions?page=2">Next</a>', "/decisions?page=2"),
    ('<a href="?paged=2">»</a>', "/decisions/?paged=2"),
    ('<a href="?start=10">Next page</a>', "/decisions/?start=10"),
    ('<a href="?offset=20">2</a><a href="?offset=40">3</a>', "/decisions/?offset=20"),
    ('<a rel="next" href="/decisions/more/">Older decisions</a>', "/decisions/more/"),
    ('<link rel="next" href="?p=2">', "/decisions/?p=2"),
    ('<a href="/decisions/2/">2</a>', "/decisions/2/"),
    ('<a href="?listing_page=3">3</a><a href="?listing_page=2">→</a>', "/decisions/?listing_page=2"),
    ('<a aria-label="Next page" href="?from=10"><svg></svg></a>', "/decisions/?from=10"),
    ('<a href="/decisions/?pg=1">1</a><a href="/decisions/?pg=2">2</a><a href="/decisions/?pg=9">9</a>',
     "/decisions/?pg=2"),
]  # fmt: skip


@pytest.mark.parametrize(("pager", "path"), PAGERS)
def test_the_next_page_is_found_however_it_is_numbered(pager: str, path: str, tmp_path: Path) -> None:
    answers = {
        "/decisions/": httpx.Response(200, content=listed(A, pager)),
        path: httpx.Response(200, content=listed(B)),
        f"/decisions/{A}/": httpx.Response(200, content=page("Larkhill (202311111)", "")),
        f"/decisions/{B}/": httpx.Response(200, content=page("Fernley (202322222)", "")),
    }
    with client(answers) as asking:
        done = fetch(tmp_path, asking)
    assert (done.new, done.failed) == (2, ())


UNKNOWN = [
    "<button>Load more</button>",
    '<a href="#">Show more</a>',
    '<a href="javascript:void(0)">Next</a>',
    "<p>Page 1 of 12</p>",
    "<p>Showing 1–10 of 120 results</p>",
    '<a href="?start=30">last</a>',
    '<input type="submit" value="Load more decisions">',
]


@pytest.mark.parametrize("pager", UNKNOWN)
def test_a_pager_that_is_not_known_is_told(pager: str, tmp_path: Path) -> None:
    answers = {
        "/decisions/": httpx.Response(200, content=listed(A, pager)),
        f"/decisions/{A}/": httpx.Response(200, content=page("Larkhill (202311111)", "")),
    }
    with client(answers) as asking:
        done = fetch(tmp_path, asking)
    assert done.new == 1
    assert "does not know" in done.failed[0]


@pytest.mark.parametrize(
    "rest", ["", '<a href="/about/">More</a>', '<a href="/decisions/?landlord=x">x</a>', "<p>Page 1 of 1, 1–7 of 7</p>"]
)
def test_a_listing_of_one_page_ends_in_peace(rest: str, tmp_path: Path) -> None:
    answers = {
        "/decisions/": httpx.Response(200, content=listed(A, rest)),
        f"/decisions/{A}/": httpx.Response(200, content=page("Larkhill (202311111)", "")),
    }
    with client(answers) as asking:
        assert fetch(tmp_path, asking).failed == ()


@pytest.mark.parametrize("length", [300, 5000])
@pytest.mark.parametrize("letter", ["a", "%c3%a9", "é"])
def test_a_long_name_is_cut_to_what_a_file_system_takes(letter: str, length: int, tmp_path: Path) -> None:
    names = [f"{letter * (length // len(letter.encode()))}-20231111{number}" for number in (1, 2)]
    answers = {"/decisions/": httpx.Response(200, content=page("x", "".join(
        f'<li><a href="/decisions/{name}/">Larkhill (20231111{number})</a></li>' for number, name in enumerate(names)
    )))}  # fmt: skip
    for name in names:
        path = httpx.URL(f"{SITE}decisions/{name}/").raw_path.decode()
        answers[path] = httpx.Response(200, content=page("Larkhill (202311111)", name))
    with client(answers) as asking:
        done = fetch(tmp_path, asking)
    assert done.new + len(done.failed) == 2
    assert len(list((tmp_path / "decisions").glob("*.html") if done.new else [])) == done.new
    assert done.new == 2 or length == 5000
