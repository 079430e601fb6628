"""One report in a worker: content in, the cells of its tables out, encoded for the journal."""

import datetime as dt
import hashlib
import re
import zlib
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec
from msgspec import Struct

from ombudsparse._version import __version__
from ombudsparse.dataset.intake.found import Found
from ombudsparse.errors import OmbudsparseError, UnreadableSource
from ombudsparse.report import Determination
from ombudsparse.schema import KEYS, Cell, Column, Table, schema
from ombudsparse.tables.rows import rows

PENNY = Decimal("0.01")
LARGEST_SUM = Decimal("1e16")  # pounds: decimal128(18, 2) of parquet.py
MEMORY_LIMIT = "memory_limit"  # the code of a failure
NOT_THE_PARSER = (
    "analysis/",
    "cli/",
    "collection/",
    "explore/",
    "fetch/",
    "plots/",
    "present/",
)  # changes to these change no record
Cells = dict[str, list[list[str | int | float | bool | None]]]


class Job(Struct, frozen=True):
    """A report to read: its key in the journal and its content, as in `sources.Found`."""

    key: bytes
    data: bytes
    form: str | None
    title: str


class JournalEntry(Struct, frozen=True):
    """What the journal and the choice among duplicates need to know of a report that was read.

    `date`: that of the decision or, where later, of its amendment; `decided`: of the decision alone. `failure`: code
    and message where it failed. `seconds` and `memory` (MB): the limits under which it failed with its process.
    `others`: further references that it gives. `landlord`, `substance` (a hash of what was determined and ordered) and
    `words` (a hash of the text without its references) tell one decision published twice from two.
    """

    key: bytes
    reference: str | None = None
    date: dt.date | None = None
    form: str = ""
    problems: int = 0
    failure: tuple[str, str] | None = None
    seconds: float | None = None
    memory: int | None = None
    decided: dt.date | None = None
    others: tuple[str, ...] = ()
    landlord: str | None = None
    substance: bytes = b""
    words: bytes = b""


def read_report(job: Job) -> tuple[JournalEntry, bytes]:
    """The entry of a report, and its cells as `decode_cells` reads them. Never raises on account of the report."""
    try:
        found = determination_in(job)
        cells = {table.value: _cells(found, table) for table in Table}
    except OmbudsparseError as error:
        return JournalEntry(job.key, failure=(_code(error), _storable(str(error)))), b""
    except MemoryError:
        return JournalEntry(job.key, failure=(MEMORY_LIMIT, "needs more memory than the reading of a report may")), b""
    except Exception as error:  # noqa: BLE001 - recorded: one report must not stop the others
        message = f"a fault of ombudsparse, please report it: {error!r}"
        return JournalEntry(job.key, failure=("unexpected_error", _storable(message))), b""
    dates = [date for date in (found.date, found.amended_date) if date]
    entry = JournalEntry(
        job.key,
        reference=found.case_reference,
        date=max(dates, default=None),
        form=found.document.format,
        problems=len(found.problems),
        decided=found.date,
        others=found.other_references,
        landlord=(found.landlord_canonical or found.landlord or "").casefold() or None,
        substance=substance(
            [str(each.outcome) for each in found.findings if each.statement == "formal"], found.compensation_ordered
        ),
        words=_words(found.document.text),
    )
    return entry, zlib.compress(msgspec.msgpack.encode(cells), 3)


def substance(outcomes: Iterable[str], ordered: Cell) -> bytes:
    """A hash of the formal outcomes and of the sum ordered: the same for one decision in whatever form it is read."""
    total = f"{ordered.quantize(PENNY):f}" if isinstance(ordered, Decimal) else ""
    return hashlib.sha256(repr((sorted(outcomes), total)).encode()).digest()[:16]


def _words(text: str) -> bytes:
    """A hash of the words of a report without figures of nine digits, which are its references."""
    told = re.sub(r"\b\d{9}\b|\W+", " ", text.casefold())
    return hashlib.sha256(" ".join(sorted(told.split())).encode("utf-8", "replace")).digest()[:16]


def decode_cells(body: bytes) -> Cells:
    """The cells by table and column, without the keys. Dates are ISO and money is pounds and pence, both as text."""
    return msgspec.msgpack.decode(zlib.decompress(body), type=Cells)


@cache
def parser_version() -> str:
    """The version of the package, and a hash of the code and vocabulary that decide what is read from a report."""
    digest = _hash_of(files("ombudsparse"))
    return f"{__version__}+{digest[:12]}"


def _hash_of(folder: Traversable) -> str:
    """A hash of the Python and TOML files under `folder`, less the layers above the parser."""
    digest = hashlib.sha256()
    waiting = [(folder, "")]
    named: list[tuple[str, Traversable]] = []
    while waiting:
        at, path = waiting.pop()
        for each in at.iterdir():
            if each.is_dir():
                waiting.append((each, f"{path}{each.name}/"))
            elif each.name.endswith((".py", ".toml", ".csv")) and _is_parser(f"{path}{each.name}"):
                named.append((f"{path}{each.name}", each))
    for path, file in sorted(named, key=lambda pair: pair[0]):
        digest.update(path.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _is_parser(path: str) -> bool:
    return not path.startswith(NOT_THE_PARSER)


def determination_in(job: Job | Found) -> Determination:
    """The determination in the content of a report, with the title that its source gives where it prints none."""
    from ombudsparse.pipeline import read_determination  # the readers and spaCy: only workers need them
    from ombudsparse.readers.sources import read_source

    if job.form == "saved":
        return Determination.from_json(job.data)
    document = read_source(job.data)
    if job.title and not document.title:
        document = msgspec.structs.replace(document, title=job.title)
    return read_determination(document)


def _cells(found: Determination, table: Table) -> list[list[str | int | float | bool | None]]:
    made = rows(found, table, "", evidence=True)
    return [[_cell(row[column.name], column) for row in made] for column in schema(table)[len(KEYS) :]]


def _cell(value: Cell, column: Column) -> str | int | float | bool | None:
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, Decimal):
        if abs(value) >= LARGEST_SUM:
            raise UnreadableSource(f"the report has a sum that no store holds ({value:.1e}); check its text")
        return f"{value.quantize(PENNY):f}"
    if isinstance(value, dt.date):
        return value.isoformat()
    return _storable(value)


def _storable(text: str) -> str:
    """`text` without lone surrogates, which no store can hold."""
    return text.encode("utf-8", "replace").decode()


def _code(error: OmbudsparseError) -> str:
    """ScannedPdf → "scanned_pdf"."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(error).__name__).lower()
