"""The download, against a server on this machine; no request leaves it and nobody waits: the clock is a fake."""

import datetime as dt
import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from ombudsparse.cli import main as cli
from ombudsparse.fetch.archive import MANIFEST
from ombudsparse.fetch.client import FetchError, PoliteClient, Settings
from ombudsparse.fetch.listing import UnknownLayout, read_listing
from ombudsparse.fetch.run import Fetched, fetch

NOW = dt.datetime(2031, 5, 6, 7, 8, 9, tzinfo=dt.UTC)
Answer = tuple[int, dict[str, str], bytes]
ADDRESS = "https://www.example.org/decisions/"


def page(title: str, body: str) -> bytes:
    return f"<html><head><title>{title}</title></head><body><main><h1>{title}</h1>{body}</main></body></html>".encode()


def listing(
    *names: str, following: int | None = None, before: int | None = None, dates: dict[str, str] | None = None
) -> bytes:
    items = "".join(
        f'<div class="card"><h3><a href="/decisions/{name}/">{name}</a></h3><p>{(dates or {}).get(name, "")}</p>'
        f'<a href="/decisions/{name}/">Read more</a></div>'
        for name in names
    )
    pager = "".join(f'<a href="/decisions/page/{number}/">{number}</a>' for number in (before, following) if number)
    return page("Decisions", f'<a href="/decisions/">All</a>{items}<nav>{pager}</nav>')


def decision(name: str, words: str = "maladministration") -> bytes:
    return page(f"Larkhill Homes ({name[-9:]})", f"<p>REPORT</p><p>{words}</p>")


class Site:
    """A site on this machine. `pages`: path → answers in turn, the last one again and again."""

    def __init__(self) -> None:
        self.pages: dict[str, list[Answer]] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.time = 0.0
        self.times: list[float] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.requests.append((self.path, dict(self.headers)))
                site.times.append(site.time)
                answers = site.pages.get(self.path, [(404, {}, b"")])
                status, headers, content = answers.pop(0) if len(answers) > 1 else answers[0]
                if status == 200 and headers.get("ETag") and headers["ETag"] == self.headers.get("If-None-Match"):
                    status, content = 304, b""
                self.send_response(status)
                for name, value in {"Content-Length": str(len(content)), "Connection": "close", **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)
                self.close_connection = True

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/"

    def add(self, path: str, content: bytes, status: int = 200, **headers: str) -> None:
        self.pages.setdefault(path, []).append((status, {k.replace("_", "-"): v for k, v in headers.items()}, content))

    def sleep(self, seconds: float) -> None:
        self.time += seconds

    def client(self, **settings: object) -> PoliteClient:
        http = httpx.Client(trust_env=False, timeout=5)
        made = Settings(**{"contact": "me@example.org", "site": self.address, **settings})  # type: ignore[arg-type]
        return PoliteClient(made, http, clock=lambda: self.time, sleep=self.sleep, now=lambda: NOW)

    def paths(self) -> list[str]:
        return [path for path, _ in self.requests]


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    thread = threading.Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()


A, B, C = "larkhill-homes-202311111", "fernley-council-202322222", "larkhill-homes-limited-202333333"


@pytest.fixture
def full(site: Site) -> Site:
    """Three decisions on two listing pages."""
    site.add("/decisions/", listing(A, B, following=2), ETag='"one"')
    site.add("/decisions/page/2/", listing(C, before=1))
    for name in (A, B, C):
        site.add(f"/decisions/{name}/", decision(name), ETag=f'"{name}"')
    return site


def run(site: Site, out: Path, settings: dict[str, object] | None = None, **how: object) -> Fetched:
    with site.client(**(settings or {})) as client:
        return fetch(out, client, **how)  # type: ignore[arg-type]


def files(out: Path) -> list[str]:
    return sorted(str(path.relative_to(out)) for path in out.rglob("*") if path.is_file()) if out.exists() else []


def manifest(out: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (out / MANIFEST).read_text("utf-8").splitlines()]


def test_pages_are_kept_as_they_came_with_their_address_time_and_hash(full: Site, tmp_path: Path) -> None:
    assert run(full, tmp_path) == Fetched(new=3, known=0, failed=())
    assert files(tmp_path) == sorted(
        [*(f"decisions/{name}.html" for name in (A, B, C)), "listings/1.html", "listings/2.html", MANIFEST]
    )
    assert (tmp_path / f"decisions/{A}.html").read_bytes() == decision(A)
    line = next(line for line in manifest(tmp_path) if line["file"] == f"decisions/{A}.html")
    assert line == {
        "address": f"{full.address}decisions/{A}/",
        "fetched": "2031-05-06T07:08:09Z",
        "status": 200,
        "file": f"decisions/{A}.html",
        "sha256": hashlib.sha256(decision(A)).hexdigest(),
        "bytes": len(decision(A)),
        "etag": f'"{A}"',
    }


def test_asks_once_a_second_and_says_who_asks(full: Site, tmp_path: Path) -> None:
    run(full, tmp_path)
    assert full.paths()[0] == "/robots.txt"
    assert all(later - sooner >= 1 for sooner, later in pairwise(full.times))
    assert all(
        headers["User-Agent"].startswith("ombudsparse/") and "(+me@example.org)" in headers["User-Agent"]
        for _, headers in full.requests
    )


def test_a_second_run_asks_for_the_listing_alone_and_costs_no_body(full: Site, tmp_path: Path) -> None:
    run(full, tmp_path)
    before = (tmp_path / MANIFEST).read_bytes().count(b"\n")
    full.requests.clear()
    assert run(full, tmp_path) == Fetched(new=0, known=3, failed=())
    assert full.paths() == ["/robots.txt", "/decisions/", "/decisions/page/2/"]
    assert full.requests[1][1]["If-None-Match"] == '"one"'
    assert (tmp_path / MANIFEST).read_bytes().count(b"\n") == before + 1  # page 2, which has no ETag


def test_refresh_replaces_what_changed(full: Site, tmp_path: Path) -> None:
    run(full, tmp_path)
    full.pages[f"/decisions/{B}/"] = [(200, {"ETag": '"new"'}, decision(B, "amended"))]
    assert run(full, tmp_path, refresh=True) == Fetched(new=1, known=2, failed=())
    assert b"amended" in (tmp_path / f"decisions/{B}.html").read_bytes()


def test_limit_and_going_on(full: Site, tmp_path: Path) -> None:
    assert run(full, tmp_path, limit=1).new == 1
    assert run(full, tmp_path, limit=1) == Fetched(new=1, known=1, failed=())
    assert run(full, tmp_path) == Fetched(new=1, known=2, failed=())


def test_a_page_that_was_spoilt_on_disk_is_fetched_again(full: Site, tmp_path: Path) -> None:
    run(full, tmp_path)
    (tmp_path / f"decisions/{A}.html").write_bytes(b"")
    assert run(full, tmp_path) == Fetched(new=1, known=2, failed=())


def test_a_line_of_the_manifest_that_a_stopped_run_left_is_cut_off(full: Site, tmp_path: Path) -> None:
    run(full, tmp_path, limit=1)
    with (tmp_path / MANIFEST).open("ab") as file:
        file.write(b'{"address": "http://')
    assert run(full, tmp_path).new == 2
    assert len(manifest(tmp_path)) == len((tmp_path / MANIFEST).read_bytes().splitlines())


def test_a_folder_of_somebody_else_is_left_alone(full: Site, tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text('{"name": "x"}\n')
    with pytest.raises(FetchError, match="choose another folder"):
        run(full, tmp_path)


def test_since_ends_at_a_page_of_older_decisions(site: Site, tmp_path: Path) -> None:
    dates = {A: "Date: 2 October 2030", B: "30 September 2030"}
    site.add("/decisions/", listing(A, B, following=2, dates=dates))
    site.add("/decisions/page/2/", listing(C, following=3, dates={C: "1 May 2029"}))
    site.add(f"/decisions/{A}/", decision(A))
    assert run(site, tmp_path, since=dt.date(2030, 10, 1)).new == 1
    assert site.paths() == ["/robots.txt", "/decisions/", f"/decisions/{A}/", "/decisions/page/2/"]


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_passing_errors_are_tried_again_with_patience(full: Site, tmp_path: Path, status: int) -> None:
    full.pages[f"/decisions/{A}/"] = [(status, {}, b"")] * 2 + [(200, {}, decision(A))]
    assert run(full, tmp_path).new == 3
    times = [time for path, time in zip(full.paths(), full.times, strict=True) if A in path]
    assert [later - sooner for sooner, later in pairwise(times)] == [2, 4]


@pytest.mark.parametrize(("asked", "waited"), [("30", 30), ("Tue, 06 May 2031 07:09:09 GMT", 60), ("soon", 2)])
def test_waits_as_long_as_the_site_asks(full: Site, tmp_path: Path, asked: str, waited: float) -> None:
    full.pages[f"/decisions/{A}/"] = [(429, {"Retry-After": asked}, b""), (200, {}, decision(A))]
    run(full, tmp_path)
    times = [time for path, time in zip(full.paths(), full.times, strict=True) if A in path]
    assert times[1] - times[0] == waited


def test_who_is_asked_to_wait_for_hours_leaves(full: Site, tmp_path: Path) -> None:
    full.pages["/decisions/"] = [(429, {"Retry-After": "7200"}, b"")]
    with pytest.raises(FetchError, match="7200 seconds"):
        run(full, tmp_path)
    assert full.paths().count("/decisions/") == 1


def test_an_error_that_stays_is_reported_and_the_others_go_on(full: Site, tmp_path: Path) -> None:
    full.pages[f"/decisions/{A}/"] = [(500, {}, b"")]
    full.pages[f"/decisions/{C}/"] = [(404, {}, b"")]
    done = run(full, tmp_path, {"attempts": 3})
    assert (done.new, len(done.failed)) == (1, 2)
    assert "500" in done.failed[0]
    assert "tried 3 times" in done.failed[0]
    assert "404" in done.failed[1]
    assert f"decisions/{A}.html" not in files(tmp_path)
    full.pages[f"/decisions/{A}/"] = [(200, {}, decision(A))]
    assert run(full, tmp_path).new == 1


def test_three_failures_in_a_row_end_the_run(full: Site, tmp_path: Path) -> None:
    for name in (A, B, C):
        full.pages[f"/decisions/{name}/"] = [(410, {}, b"")]
    with pytest.raises(FetchError, match="3 decisions in a row"):
        run(full, tmp_path)


CUT = decision(A)[:-20]


@pytest.mark.parametrize(
    ("headers", "content"),
    [
        ({"Content-Length": str(len(decision(A)))}, CUT),  # the connection ends too soon
        ({"Transfer-Encoding": "chunked", "Content-Length": ""}, b"20\r\n<html>"),  # in the middle of a chunk
        ({"Content-Encoding": "gzip"}, b"not gzip"),
        ({}, CUT),  # as long as it says, and no end of the page
        ({}, page("Not found", "<p>Sorry</p>")),  # a layout it does not know
        ({}, b""),
    ],
)
def test_a_page_cut_off_or_unknown_is_an_error_and_nothing_of_it_is_kept(
    full: Site, tmp_path: Path, headers: dict[str, str], content: bytes
) -> None:
    full.pages[f"/decisions/{A}/"] = [(200, headers, content)]
    done = run(full, tmp_path, {"attempts": 2})
    assert (done.new, len(done.failed)) == (2, 1)
    assert A in done.failed[0]
    assert not [name for name in files(tmp_path) if A in name or name.endswith(".part")]
    assert not [line for line in manifest(tmp_path) if A in str(line["address"])]


def test_a_body_cut_off_once_is_asked_for_again(full: Site, tmp_path: Path) -> None:
    full.pages[f"/decisions/{A}/"] = [(200, {"Content-Length": "5000"}, CUT), (200, {}, decision(A))]
    assert run(full, tmp_path).failed == ()


@pytest.mark.parametrize("content", [page("Decisions", "<p>Search</p>"), b"{}", b"", listing(A)[:-10]])
def test_a_listing_of_unknown_layout_is_a_clear_error_and_writes_nothing(
    site: Site, tmp_path: Path, content: bytes
) -> None:
    site.add("/decisions/", content)
    with pytest.raises(UnknownLayout, match="nothing was kept"):
        run(site, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_redirects_within_the_site_are_followed(full: Site, tmp_path: Path) -> None:
    full.pages[f"/decisions/{A}/"] = [(301, {"Location": f"/moved/{A}"}, b"")]
    full.add(f"/moved/{A}", decision(A))
    assert run(full, tmp_path).failed == ()
    line = next(line for line in manifest(tmp_path) if A in str(line["file"]))
    assert line["final_address"] == f"{full.address}moved/{A}"


@pytest.mark.parametrize(
    "there", ["http://127.0.0.2:9/x", "https://elsewhere.example/x", "file:///etc/passwd", "http://[x"]
)
def test_redirects_elsewhere_are_not_followed(full: Site, tmp_path: Path, there: str) -> None:
    full.pages[f"/decisions/{A}/"] = [(302, {"Location": there}, b"")]
    failed = run(full, tmp_path).failed
    assert "another site" in failed[0] or "no address" in failed[0]


def test_redirects_that_never_end(full: Site, tmp_path: Path) -> None:
    full.pages[f"/decisions/{A}/"] = [(302, {"Location": f"/decisions/{A}/"}, b"")]
    assert "more than 5 times" in run(full, tmp_path).failed[0]


def test_where_a_listing_links_no_other_page_the_next_is_asked_for_until_there_is_none(
    site: Site, tmp_path: Path
) -> None:
    site.add("/decisions/", listing(A))
    site.add("/decisions/page/2/", listing(B))
    for name in (A, B):
        site.add(f"/decisions/{name}/", decision(name))
    assert run(site, tmp_path) == Fetched(new=2, known=0, failed=())
    assert site.paths()[-1] == "/decisions/page/3/"


def test_a_page_that_a_listing_links_and_that_is_not_there_is_an_error(full: Site, tmp_path: Path) -> None:
    full.pages["/decisions/page/2/"] = [(404, {}, b"")]
    with pytest.raises(FetchError, match="404"):
        run(full, tmp_path)


def test_a_site_that_has_the_last_page_for_any_number_is_not_asked_for_ever(site: Site, tmp_path: Path) -> None:
    site.add("/decisions/", listing(A))
    site.add("/decisions/page/2/", b"", 302, Location="/decisions/")
    site.add(f"/decisions/{A}/", decision(A))
    assert run(site, tmp_path) == Fetched(new=1, known=0, failed=())


def test_a_link_that_names_no_case_is_told_once_and_not_fetched(full: Site, tmp_path: Path) -> None:
    guide = b'<a href="/decisions/how-we-decide/">How</a></main>'
    for path, content in (("/decisions/", listing(A, B, following=2)), ("/decisions/page/2/", listing(C, before=1))):
        full.pages[path] = [(200, {}, content.replace(b"</main>", guide))]
    told: list[str] = []
    assert run(full, tmp_path, tell=told.append) == Fetched(new=3, known=0, failed=())
    assert len([words for words in told if "how-we-decide/ is linked as a decision" in words]) == 1
    assert "/decisions/how-we-decide/" not in full.paths()


def test_the_reference_of_a_page_may_differ_from_that_of_its_address(full: Site, tmp_path: Path) -> None:
    full.pages[f"/decisions/{A}/"] = [(200, {}, decision("larkhill-202399999"))]
    assert run(full, tmp_path).failed == ()


def test_robots_txt_is_obeyed(full: Site, tmp_path: Path) -> None:
    full.add("/robots.txt", f"User-agent: *\nDisallow: /decisions/{A}/\nCrawl-delay: 7\n".encode())
    done = run(full, tmp_path)
    assert "robots.txt" in done.failed[0]
    assert f"/decisions/{A}/" not in full.paths()
    assert all(later - sooner >= 7 for sooner, later in pairwise(full.times[1:]))


@pytest.mark.parametrize(
    ("status", "content", "words"),
    [(200, b"User-agent: ombudsparse\nDisallow: /", "robots.txt"), (403, b"", "robots.txt"), (500, b"", "tried")],
)
def test_a_site_that_wants_no_programs_is_left_alone(
    full: Site, tmp_path: Path, status: int, content: bytes, words: str
) -> None:
    full.add("/robots.txt", content, status)
    with pytest.raises(FetchError, match=words):
        run(full, tmp_path)
    assert set(full.paths()) == {"/robots.txt"}


def test_a_site_that_is_not_there(tmp_path: Path) -> None:
    class Refusing(httpx.BaseTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            raise httpx.ConnectError("refused", request=request)

    slept: list[float] = []
    http = httpx.Client(transport=Refusing())
    with PoliteClient(Settings("a@b.org"), http, lambda: 0.0, slept.append) as client, pytest.raises(FetchError):
        client.get(ADDRESS.replace("example", "housing-ombudsman").replace(".org", ".org.uk"))
    assert [seconds for seconds in slept if seconds > 1] == [2, 4, 8, 16]


@pytest.mark.parametrize("contact", ["", "me", "me@here", "ftp://x", "a b@c.org", "https://x>\r\nEvil: 1"])
def test_a_contact_is_needed(contact: str) -> None:
    with pytest.raises(FetchError, match="contact"):
        Settings(contact)


@pytest.mark.parametrize("wrong", [{"interval": 0.5}, {"attempts": 0}, {"site": "nowhere"}])
def test_settings_that_are_impolite_or_wrong(wrong: dict[str, object]) -> None:
    with pytest.raises(FetchError):
        Settings("a@b.org", **wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("body", "names", "following"),
    [
        ('<li><a href="/decisions/larkhill-homes-202311111/">x</a></li>', ["larkhill-homes-202311111"], None),
        (f'<a href="{ADDRESS}larkhill-202311111">x</a>', ["larkhill-202311111"], None),
        ('<a href="https://example.org/decisions/larkhill-202311111/#top">x</a>', ["larkhill-202311111"], None),
        ('<a href="/decisions/larkhill-202311111-2/?x=1">x</a>', ["larkhill-202311111-2"], None),
        (
            '<a href="larkhill-202311111/">x</a><a href="page/2/">2</a><a href="page/9/">9</a>',
            ["larkhill-202311111"],
            f"{ADDRESS}page/2/",
        ),
        ('<a href="larkhill-202311111/">x</a><a href="page/1/">1</a>', ["larkhill-202311111"], None),
        ('<a href="larkhill-202311111/">x</a><a href="page/9/">9</a>', ["larkhill-202311111"], f"{ADDRESS}page/2/"),
        ('<a href="st-anne%e2%80%99s-202311111/">x</a>', ["st-anne%e2%80%99s-202311111"], None),
        ('<a href="larkhill/">Larkhill Homes (202311111)</a>', ["larkhill"], None),
        ('<a href="larkhill-2018-202311111/">x</a><a href="feed/">RSS</a>', ["larkhill-2018-202311111"], None),
        ('<a href="a-202311111/">x</a><a href="https://other.org/decisions/b-202322222/">y</a>', ["a-202311111"], None),
        ('<a href="http://[x">y</a><a href="mailto:x@y">z</a><a href="a-202311111/">x</a>', ["a-202311111"], None),
        ('<a href="a-202311111/">x</a><a href="../about/">y</a><a href="a-202311111/">z</a>', ["a-202311111"], None),
    ],
)
def test_listings(body: str, names: list[str], following: str | None) -> None:
    found = read_listing(page("Decisions", body), ADDRESS)
    assert [entry.name for entry in found.entries] == names
    assert all(entry.name in entry.address and "?" not in entry.address for entry in found.entries)
    assert found.linked == bool(following)
    assert found.following == f"{ADDRESS}page/2/"


@pytest.mark.parametrize(
    ("pages", "following", "linked"),
    [([], 4, False), ([3], 4, False), ([2, 4], 4, True), ([1, 2], None, False), ([1, 9], 4, True)],
)
def test_the_next_page_of_a_listing(pages: list[int], following: int | None, linked: bool) -> None:
    links = "".join(f'<a href="/decisions/page/{number}/">{number}</a>' for number in pages)
    found = read_listing(page("Decisions", f'<a href="/decisions/a-202311111/">x</a>{links}'), f"{ADDRESS}page/3/")
    assert found.following == (f"{ADDRESS}page/{following}/" if following else None)
    assert found.linked is linked


@pytest.mark.parametrize(
    ("body", "dates"),
    [
        ("<li><a href='a-202311111/'>A</a> 3 May 2030</li><li><a href='b-202322222/'>B</a> 03/04/2030</li>", [3, 3]),
        ("<p>9 May 2030</p><div><a href='a-202311111/'>A</a></div><div><a href='b-202322222/'>B</a></div>", [None] * 2),
        ("<tr><td><a href='a-202311111/'>A</a></td><td>12th June 2030</td></tr>", [12]),
    ],
)
def test_dates_of_listings(body: str, dates: list[int | None]) -> None:
    body = f"<table>{body}</table>" if body.startswith("<tr") else body
    found = read_listing(page("Decisions", body), ADDRESS)
    assert [entry.date.day if entry.date else None for entry in found.entries] == dates


def command(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli.app, ["fetch", *arguments], env={"OMBUDSPARSE_CONTACT": ""})
    return result.exit_code, result.stderr


@pytest.fixture
def quick(site: Site, monkeypatch: pytest.MonkeyPatch) -> Callable[..., PoliteClient]:
    def make(settings: Settings) -> PoliteClient:
        return site.client(contact=settings.contact, site=settings.site)

    monkeypatch.setattr("ombudsparse.fetch.client.PoliteClient", make)
    return make


@pytest.mark.usefixtures("quick")
def test_the_command(full: Site, tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    assert command("--out", out)[0] == 2
    assert command("--out", out, "--contact", "nobody")[0] == 2
    assert full.requests == []
    status, told = command("--out", out, "--contact", "me@example.org", "--site", full.address, "--limit", "2")
    assert (status, told.splitlines()[-1]) == (0, "2 fetched, 0 already there, 0 failed")
    full.pages[f"/decisions/{C}/"] = [(404, {}, b"")]
    assert command("--out", out, "--contact", "me@example.org", "--site", full.address)[0] == 1
    full.pages["/decisions/"] = [(200, {}, b"<html></html>")]
    status, told = command("--out", out, "--contact", "me@example.org", "--site", full.address)
    assert status == 3
    assert "layout" in told
