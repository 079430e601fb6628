"""What every answer of the server passes through: no formula in CSV, and headers that keep pages to themselves."""

import re
from collections.abc import Awaitable, Callable, MutableMapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import unquote_plus

from ombudsparse.dataset.csv_text import csv_cell
from ombudsparse.explore.definitions import tables

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Any, Any, Send], Awaitable[None]]
FIELD = re.compile(r'"[^"]*(?:""[^"]*)*"|[^",\r\n]+')  # a cell of CSV, quoted or plain; empty ones need no guard
ENDS = re.compile(r'"[^"]*"|(\n)')  # the ends of records: those that stand in no cell
# Datasette's pages hold their scripts in themselves; nothing may be fetched from elsewhere, nor sent there
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = [
    (b"content-security-policy", _POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
]


_LOCAL = frozenset(["127.0.0.1", "localhost", "::1"])
_TELLS_PATHS = "database_list"  # the one table of SQLite's own that names the file
_WITHIN = "/-/static"  # of Datasette's pages on itself, which tell paths of this machine, only its scripts are given


def is_known_host(named: str, served: str) -> bool:
    """Whether a Host header names this machine as it is served.

    A page elsewhere can have its own name lead here and then read all that is served, as if it were its own (DNS
    rebinding); the browser still says that name. Served to other machines too, numbers are taken, and the given name.
    """
    host = named.strip().lower().rpartition("]")[0].lstrip("[") or named.strip().lower().partition(":")[0]
    if host in _LOCAL or host == served.lower():
        return True
    try:
        number = ip_address(host)
    except ValueError:
        return False
    return served in ("0.0.0.0", "::") and not number.is_unspecified


async def _refuse(send: Send, status: int, words: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": words.encode()})


def guarded(app: App, most: int, served: str = "127.0.0.1") -> App:
    """The ASGI app, for requests to the address that is `served` alone, with those headers and with its CSV made safe
    for spreadsheets.

    Datasette gives no more than `most` rows at once, and does not say so in CSV: a last line does.
    """

    async def guard(scope: Any, receive: Any, send: Send) -> None:
        if scope["type"] != "http":  # the start and the end of the server
            await app(scope, receive, send)
            return
        hosts = [value.decode("latin-1") for name, value in scope.get("headers", ()) if name.lower() == b"host"]
        if len(hosts) != 1 or not is_known_host(hosts[0], served):
            await _refuse(send, 403, "This explorer is served under another name; see the address that it printed.")
            return
        path = str(scope.get("path", ""))
        asked = unquote_plus(scope.get("query_string", b"").decode("latin-1")).lower()
        if (path.startswith("/-") and not path.startswith(_WITHIN)) or _TELLS_PATHS in asked:
            await _refuse(send, 404, "No such page.")
            return
        cells = SafeCells(None if _asks_for_all(scope) else most)
        is_csv = False
        mark = "\ufeff".encode()  # without it Excel reads UTF-8 as Windows-1252

        async def safe_send(message: Message) -> None:
            nonlocal is_csv, mark
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", []))
                kind = next((value for name, value in headers if name.lower() == b"content-type"), b"")
                # Datasette sends CSV as text/plain where it is to be shown, not saved
                is_csv = kind.startswith(b"text/csv") or (kind.startswith(b"text/plain") and _asks_for_csv(scope))
                dropped = {name for name, _ in HEADERS} | ({b"content-length"} if is_csv else set())
                kept = [(name, value) for name, value in headers if name.lower() not in dropped]
                message = {**message, "headers": [*kept, *HEADERS]}
            elif is_csv and message["type"] == "http.response.body":
                last = not message.get("more_body", False)
                message = {**message, "body": mark + cells.add(message.get("body", b""), last=last)}
                mark = b""
            await send(message)

        await app(scope, receive, safe_send)

    return guard


def _asks_for_csv(scope: Any) -> bool:
    return scope["path"].endswith(".csv") or b"_format=csv" in scope.get("query_string", b"")


def _asks_for_all(scope: Any) -> bool:
    """Whether the CSV is of all rows of a table, which comes page after page; of a query there is one page."""
    name = scope["path"].rpartition("/")[2].removesuffix(".csv")
    return b"_stream=" in scope.get("query_string", b"") and name in {table.name for table in tables()}


class SafeCells:
    """CSV that comes in pieces, its cells safe for spreadsheets: whole records go out as soon as they are there.

    Where it has `most` records or more, a last line says that there may be more.
    """

    def __init__(self, most: int | None = None) -> None:
        self.waiting = b""
        self.records = -1  # the first is the heading
        self.most = most

    def add(self, piece: bytes, *, last: bool) -> bytes:
        """The records that `piece` completes; all that is left where it is the last."""
        self.waiting += piece
        # an even number of quotes, and the end of a line: no cell is open
        if not last and (self.waiting.count(b'"') % 2 or not self.waiting.endswith(b"\n")):
            return b""
        text, self.waiting = self.waiting.decode("utf-8", "replace"), b""
        self.records += sum(bool(end) for end in ENDS.findall(text))
        safe = FIELD.sub(_safe, text)
        if last and self.most is not None and self.records >= self.most:
            safe += f"[{self.most:,} rows are the most that are given at once: there may be more]\r\n"
        return safe.encode()


def _safe(field: re.Match[str]) -> str:
    raw = field[0]
    if not raw.startswith('"'):
        return csv_cell(raw)
    return '"' + csv_cell(raw[1:-1].replace('""', '"')).replace('"', '""') + '"'
