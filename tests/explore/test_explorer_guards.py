"""The explorer answers whom it is served to, shows nothing of this machine, links only to the web, and has limits."""

import asyncio
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import pytest
from small_report import small_report

from ombudsparse.dataset.build import build
from ombudsparse.explore.guards import is_known_host
from ombudsparse.explore.server import explorer

HOSTS = [  # what a request says, the address that is served, whether it is answered
    ("127.0.0.1:8001", "127.0.0.1", True), ("localhost:8001", "127.0.0.1", True), ("LOCALHOST", "127.0.0.1", True),
    ("[::1]:8001", "127.0.0.1", True), ("evil.example:8001", "127.0.0.1", False), ("", "127.0.0.1", False),
    ("localhost.evil.example", "127.0.0.1", False), ("127.0.0.1.evil.example", "127.0.0.1", False),
    ("evil.example", "0.0.0.0", False), ("192.168.1.5:8001", "0.0.0.0", True), ("192.168.1.5", "127.0.0.1", False),
    ("[fe80::1]:80", "::", True), ("office.example:80", "office.example", True), ("0.0.0.0:8001", "0.0.0.0", True),
    ("[::1", "127.0.0.1", False), ("evil.example:80@localhost", "127.0.0.1", False), ("2130706433", "0.0.0.0", False),
]  # fmt: skip


@pytest.mark.parametrize(("named", "served", "known"), HOSTS)
def test_which_hosts_are_known(named: str, served: str, known: bool) -> None:
    assert is_known_host(named, served) is known


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example:80", ""])
def test_a_page_elsewhere_cannot_read_it(get, host: str) -> None:
    answer = get("/", headers={"host": host})
    assert answer.status_code == 403
    assert "ombudsman" not in answer.text


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory):
    """The explorer of reports whose addresses are no links, from a folder with a name to look for."""
    folder = tmp_path_factory.mktemp("private-place")
    lines = [
        {"html": small_report("202300001", line="202300001 and 202300007"), "url": "javascript:alert(1)"},
        {"html": small_report("202300002", more="a."), "url": "https://example.org/2"},
        {"html": small_report("202300003", more="b."), "url": "data:text/html,x"},
        {"html": "nothing"},
    ]
    (folder / "all.jsonl").write_text("\n".join(map(json.dumps, lines)))
    (folder / "one.html").write_text(small_report("202300004", more="c."))
    build([folder / "all.jsonl", folder / "one.html"], folder / "dataset", workers=1)
    return explorer(folder / "dataset", cache=folder / "cache")


@pytest.fixture(scope="module")
def ask(odd):
    def asked(path: str):
        async def fetch():
            await odd.invoke_startup()
            return await odd.client.get(path)

        return asyncio.run(fetch())

    return asked


PAGES = [
    "/", "/ombudsman", "/ombudsman/cases", "/ombudsman/sources", "/ombudsman/problems",
    "/ombudsman/cases.json?_shape=array",
    "/ombudsman/sources.csv", "/report/202300001", "/report/202300004", "/report/absent", "/-/metadata.json",
    "/-/databases.json", "/-/plugins.json", "/-/settings.json", "/-/versions.json", "/ombudsman.json",
    "/ombudsman?sql=select+*+from+pragma_database_list", "/ombudsman.json?sql=select+file+from+pragma_database_list",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_no_page_tells_where_anything_lies(ask, path: str) -> None:
    assert "private-place" not in ask(path).text


def test_only_addresses_of_the_web_are_links(ask) -> None:
    rows = ask("/ombudsman/cases.json?_shape=array").json()
    assert {row["case_reference"]: row["url"] for row in rows} == {
        "202300001": None, "202300002": "https://example.org/2", "202300003": None, "202300004": None,
    }  # fmt: skip
    assert "javascript:alert" not in ask("/ombudsman/cases").text


@pytest.mark.parametrize("reference", ["202300002", "202300007"])
def test_a_reference_finds_its_case(ask, reference: str) -> None:
    rows = ask(f"/ombudsman/cases.json?_search={reference}&_shape=array").json()
    assert [row["case_reference"] for row in rows] == ["202300002" if reference == "202300002" else "202300001"]
    found = ask(f"/ombudsman/search.json?words={reference}&_shape=array").json()
    assert "2023" in found[0]["case_reference"]


LARGE = [
    "select zeroblob(900000000)",
    "select hex(zeroblob(400000))",
    "with recursive n(i) as (select 1 union all select i + 1 from n) select group_concat(i) from n",
    "select printf('%.*c', 90000000, 'x')",
    "with recursive n(i, t) as (select 1, 'x' union all select i + 1, t || t from n) select * from n",
]


@pytest.mark.parametrize("sql", LARGE)
def test_an_answer_without_end_is_refused(ask, sql: str) -> None:
    answer = ask("/ombudsman.json?" + urlencode({"sql": sql}))
    assert answer.status_code == 400 or answer.json()["rows"] == [[None]]
    assert len(answer.content) < 100_000


def test_the_database_is_only_read(odd, ask) -> None:
    path = Path(odd.get_database("ombudsman").path)
    for sql in ("delete from cases", "attach 'x.db' as x", "pragma writable_schema = 1", "vacuum into 'x.db'"):
        assert ask("/ombudsman.json?sql=" + sql.replace(" ", "+")).status_code == 400
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT count(*) FROM cases").fetchone() == (4,)
