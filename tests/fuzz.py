"""Damages the reports of the corpus in many ways and parses what comes of it: nothing may break.

    python tests/fuzz.py [--seconds 60] [--kinds text,html,pdf] [--seed 0] [--failures DIR]

Every input is parsed in a worker process with a limit of memory and of time. The laws: only errors of ombudsparse come
out; every span of a record lies in the text; blocks ascend and do not overlap; the same input gives the same output;
and what `to_json` writes, `from_json` gives back. What breaks one is made smaller and written to DIR, with the law as
its name; the exit status is then 1. Mutations know the structure: lines, items, tags, entities, sums, dates and marks
are doubled, moved, dropped and put in; PDFs have objects, streams and numbers changed.
"""

import argparse
import multiprocessing
import random
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

import ombudsparse as op
from ombudsparse.report import Determination

CORPUS = Path(__file__).parents[1] / "corpus" / "reports"
FORMS = {"text": ("nested.txt", "hyphen.txt", "dump.txt"), "html": ("page.html",), "pdf": ("report.pdf", "print.pdf")}
MOST_MEMORY = 1_500_000_000  # bytes of address space that a worker may take beyond what it has at the start
MOST_SECONDS = 20.0  # for one input; the longest reports take half a second
LONGEST = 300_000  # bytes of an input
MOST_TRIES = 60  # that an input is made smaller
STRANGE = (
    "£", "£1", "£1,0", "£999999999999999999999999999", "£٣٠", "²", "①", "½", "\u200b", "\u00ad", "\ufeff", "\x0c",
    "\x85", "\u2028", "\ud800", "\U0001f600", "é", "\t", "|", "| a | b |", "|---|---|", "**", "## Orders", "~~£5~~",
    "[1]", "[^1]", "<sup>1</sup>", "<del>£5</del>", "<br>a) x<br>b) y", "<table><tr><td>a<td>b", "</main>",
    "<ol start='99999'>", "<li>", "&pound;", "&amp;#163;", "&#0;", "&#x110000;", "&shy;", "Â£", "â€™", "ﬁ",
    "31 February 2023", "0 May 2023", "May", "29 February 2023", "99/99/9999", "the same day", "10 days later",
    "53(b)", "COMPLAINT 202399999", "REPORT", "Decision", "Case ID", "Order What the landlord must do Due date",
    "No later than 3 May 2026", "Complaint\nx\nFinding\nx", "1.", "a.", "(iv)", "- ", "•", "; and", ":", "“", "’",
    "(", ")", "Page 2 of 12", "compen-\nsation", "Determination", "Orders", "Recommendations", "Background",
    "maladministration", "no maladministration", "in respect of", "within 4 weeks",
)  # fmt: skip
PDF_STRANGE = (b"0", b"-1", b"1e99", b"NaN", b"99999999999", b"/", b"<<", b">>", b"[", b"]", b"()", b"<D800>", b"null")
Mutation = Callable[[random.Random, str], str]


def doubled(chance: random.Random, text: str) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    return "\n".join(lines[:at] + lines[at : at + chance.randint(1, 8)] * chance.randint(2, 30) + lines[at:])


def dropped(chance: random.Random, text: str) -> str:
    start = chance.randrange(len(text) + 1)
    return text[:start] + text[start + chance.choice((1, 2, 10, 100, 2000)) :]


def cut(chance: random.Random, text: str) -> str:
    return text[: chance.randrange(len(text) + 1)]


def moved(chance: random.Random, text: str) -> str:
    lines = text.split("\n")
    chosen = [lines.pop(chance.randrange(len(lines))) for _ in range(min(5, len(lines) - 1))]
    for line in chosen:
        lines.insert(chance.randrange(len(lines) + 1), line)
    return "\n".join(lines)


def strange(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(STRANGE) * chance.choice((1, 1, 1, 2, 40)) + text[at:]


def at_a_joint(chance: random.Random, text: str) -> str:
    """Something strange where a number, a date, a tag or a mark stands."""
    places = [
        found.span() for found in re.finditer(r"£[\d,]+|\d{1,2} [A-Z]\w+ \d{4}|</?\w+>|^\s*\w{1,3}\. ", text, re.M)
    ]
    start, end = chance.choice(places or [(0, 0)])
    return text[:start] + chance.choice((text[start:end], "")) + chance.choice(STRANGE) + text[end:]


def joined(chance: random.Random, text: str) -> str:
    return text.replace("\n", chance.choice((" ", "", "\r\n", "\n\n", "\t", "\f")), chance.choice((1, 20, -1)))


def spaced(chance: random.Random, text: str) -> str:
    start = chance.randrange(len(text) + 1)
    piece = text[start : start + 200]
    return text[:start] + chance.choice((" ", "\n", "\u00a0")).join(piece) + text[start + 200 :]


def cased(chance: random.Random, text: str) -> str:
    start = chance.randrange(len(text) + 1)
    piece = text[start : start + chance.choice((10, 1000))]
    return text[:start] + chance.choice((piece.upper(), piece.lower(), piece[::-1])) + text[start + len(piece) :]


MUTATIONS: tuple[Mutation, ...] = (
    doubled,
    dropped,
    cut,
    moved,
    strange,
    strange,
    at_a_joint,
    at_a_joint,
    joined,
    spaced,
    cased,
)


def mutated_pdf(chance: random.Random, data: bytes) -> bytes:
    """A PDF with bytes, numbers or objects changed, doubled or dropped."""
    for _ in range(chance.randint(1, 5)):
        match chance.randrange(4):
            case 0:
                at = chance.randrange(len(data))
                data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
            case 1:
                places = [found.span() for found in re.finditer(rb"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])", data[:200_000])]
                start, end = chance.choice(places or [(0, 0)])
                data = data[:start] + chance.choice(PDF_STRANGE) + data[end:]
            case 2:
                start = chance.randrange(len(data))
                data = data[:start] + data[start + chance.choice((1, 30, 3000)) :]
            case _:
                names = [found.span() for found in re.finditer(rb"/[A-Za-z]+", data[:200_000])]
                (start, end), (first, last) = chance.choice(names or [(0, 0)]), chance.choice(names or [(0, 0)])
                data = data[:start] + data[first:last] + data[end:]
    return data


def mutated(chance: random.Random, kind: str, seeds: Sequence[bytes]) -> bytes:
    """One input of a kind."""
    data = chance.choice(seeds)
    if kind == "pdf":
        return mutated_pdf(chance, data)[:LONGEST]
    text = data.decode("utf-8")
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        text = chance.choice(MUTATIONS)(chance, text or " ")[:LONGEST]
    return text.encode(chance.choice(("utf-8", "utf-8", "utf-8", "utf-16", "cp1252")), "replace")


def laws(data: bytes) -> str:
    """Parses `data`; the law that it breaks, "" where it keeps all."""
    try:
        d = op.parse(data)
    except op.OmbudsparseError:
        return ""
    except Exception as error:  # noqa: BLE001 - any escape is what is looked for
        return f"escape {type(error).__name__}: {error}"[:200]
    broken = next(_broken(d), "")
    if broken:
        return broken
    written = d.to_json()
    if Determination.from_json(written) != d:
        return "json"
    if len(data) % 4:  # a quarter of the inputs is enough for this law
        return ""
    return "" if op.parse(data).to_json() == written else "not the same twice"


def _broken(d: Determination) -> Iterator[str]:
    text = d.document.text
    for name in ("heads", "findings", "orders", "recommendations", "awards", "events", "citations"):
        for record in getattr(d, name):
            if not 0 <= record.span.start < record.span.end <= len(text) or not record.span.of(text).strip():
                yield f"span of {name}"
            if not 0 <= d.document.raw_span(record.span).end <= len(d.document.raw):
                yield f"raw span of {name}"
    at = 0
    for block in d.document.blocks:
        if not at <= block.span.start < block.span.end <= len(text):
            yield "blocks overlap"
        at = block.span.end
    for problem in d.problems:
        if problem.code == "step_failed":
            yield f"step failed {problem.message}"[:200]


def work(connection: Connection) -> None:
    """A worker: takes inputs and says what law each breaks, until there are none."""
    op.parse((CORPUS / sorted(path.name for path in CORPUS.iterdir())[0] / "nested.txt").read_bytes())
    size = (
        int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize() if sys.platform == "linux" else 0
    )
    resource.setrlimit(resource.RLIMIT_AS, (size + MOST_MEMORY, size + MOST_MEMORY))
    while (data := connection.recv_bytes()) != b"":
        try:
            told = laws(data)
        except MemoryError:
            told = "memory"
        except Exception as error:  # noqa: BLE001 - what was read cannot be written
            told = f"unwritten {type(error).__name__}: {error}"[:200]
        connection.send(told)


class Watched:
    """A worker process that is watched: one that ends or takes too long is replaced."""

    def __init__(self) -> None:
        self.process: multiprocessing.process.BaseProcess | None = None

    def start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, other = context.Pipe()
        self.process = context.Process(target=work, args=(other,), daemon=True)
        self.process.start()
        other.close()

    def breaks(self, data: bytes) -> str:
        """The law that an input breaks, "" where it keeps all."""
        if not data:
            return ""
        if self.process is None or not self.process.is_alive():
            self.start()
        assert self.process
        try:
            self.connection.send_bytes(data)
            if self.connection.poll(MOST_SECONDS + (10 if not self.process else 0)):
                return str(self.connection.recv())
            told = "too slow"
        except (EOFError, OSError):
            told = "the process ended"
        self.process.kill()
        self.process.join()
        self.process = None
        return told


def smaller(watched: Watched, data: bytes, law: str) -> bytes:
    """A part of the input that breaks the same law still: halves, quarters … are left out while it does."""
    kind, tries, size = law.split(":")[0], 0, max(1, len(data) // 2)
    while size and tries < MOST_TRIES:
        for start in range(0, len(data), size):
            tries += 1
            less = data[:start] + data[start + size :]
            if tries >= MOST_TRIES:
                break
            if less and watched.breaks(less).split(":")[0] == kind:
                data = less
                break
        else:
            size //= 2
    return data


def seeds_of(kind: str) -> list[bytes]:
    found = [path.read_bytes() for form in FORMS[kind] for path in sorted(CORPUS.glob(f"*/{form}"))]
    return [data for data in found if len(data) < LONGEST]


def fuzz(kinds: Sequence[str], seconds: float, seed: int, failures: Path) -> Counter[str]:
    """How many inputs of each kind were run; what broke a law is in `failures`, and counted as "broken"."""
    chance, watched, counts = random.Random(seed), Watched(), Counter[str]()
    seeds = {kind: seeds_of(kind) for kind in kinds}
    seen: set[str] = set()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        kind = chance.choice(kinds)
        data = mutated(chance, kind, seeds[kind])
        counts[kind] += 1
        law = watched.breaks(data)
        if not law:
            continue
        counts["broken"] += 1
        name = re.sub(r"\W+", "-", law)[:80].strip("-")
        if name not in seen:
            seen.add(name)
            failures.mkdir(parents=True, exist_ok=True)
            (failures / f"{name}.{kind}").write_bytes(smaller(watched, data, law))
            print(f"{law} ({kind})", flush=True)
    if watched.process:
        watched.process.kill()
    return counts


def main() -> None:
    asked = argparse.ArgumentParser(description="Parses damaged reports and checks that nothing breaks.")
    asked.add_argument("--seconds", type=float, default=60.0)
    asked.add_argument("--kinds", default="text,html,pdf")
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--failures", type=Path, default=Path("fuzz-failures"))
    given = asked.parse_args()
    counts = fuzz(given.kinds.split(","), given.seconds, given.seed, given.failures)
    broken = counts.pop("broken", 0)
    print(f"{', '.join(f'{count:,} {kind}' for kind, count in sorted(counts.items()))}: {broken} broke a law")
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
