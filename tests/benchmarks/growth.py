"""How the cost of a whole parse grows with the length of a report, for shapes that once grew faster than it.

    python tests/benchmarks/growth.py [SHAPE …] [--largest BYTES] [--seconds LIMIT]

Each shape is one report whose middle repeats one thing. It is parsed at several sizes from 50 kB to 2 MB, each in a
process of its own; printed are the seconds of the processor, the exponent (the slope of the logarithm of the seconds
over that of the size: 1.0 is linear) and the largest peak of memory in MB. Wanted: at most 1.1 and 300 MB. The exit
status is 1 where a shape needs more.
"""

import argparse
import json
import math
import resource
import subprocess
import sys
import time
from collections.abc import Callable

import ombudsparse as op

SIZES = (50_000, 100_000, 200_000, 500_000, 1_000_000, 2_000_000)
MOST_EXPONENT = 1.1
MOST_MEGABYTES = 300


def report(middle: str, determination: str = "", orders: str = "", complaint: str = "") -> str:
    """A report in text with this background, and what its other sections are to say besides."""
    return (
        f"REPORT\n\nCOMPLAINT 202312345\n\nLarkhill Homes Limited\n\n20 May 2024\n\nThe complaint\n\n"
        f"1. The complaint is about damp.\n{complaint}\n\nBackground\n\n2. {middle}\n\nDetermination\n\n"
        f"3. In accordance with paragraph 52 of the Scheme, there was maladministration in the landlord’s handling of "
        f"damp.\n{determination}\n\nOrders\n\n4. Within 4 weeks the landlord must pay the resident £250.\n{orders}\n"
    )


def repeated(piece: str, size: int) -> str:
    return piece * (size // len(piece) + 1)


def page(middle: str) -> str:
    return (
        "<!doctype html><html><body><main><h1>Larkhill Homes Limited (202312345)</h1><p>REPORT</p>"
        "<p>COMPLAINT 202312345</p><p>Larkhill Homes Limited</p><p>20 May 2024</p><h2>The complaint</h2>"
        f"<p>The complaint is about damp.</p><h2>Background</h2>{middle}<h2>Determination</h2><p>In accordance with "
        "paragraph 52 of the Scheme, there was maladministration in the landlord’s handling of damp.</p><h2>Orders</h2>"
        "<p>Within 4 weeks the landlord must pay the resident £250.</p></main></body></html>"
    )


def decision(rows: str, procedure: str = "") -> str:
    """A report of the newest layout in text, with these rows among its orders."""
    return (
        "Larkhill Homes Limited (202312345)\nDecision\nCase ID 202312345\nDecision type Investigation\nLandlord "
        "Larkhill Homes Limited\nDate 20 May 2025\nWhat the complaint is about\nThe complaint is about damp.\n"
        "Our decision (determination)\nThere was maladministration in the landlord’s handling of damp.\n"
        f"Putting things right\nOrders\nOrder What the landlord must do Due date {rows}\nOur investigation\n"
        f"The complaint procedure\nDate What happened\n3 April 2024 The resident complained.\n{procedure}"
    )


SHAPES: dict[str, Callable[[int], str]] = {
    "offers, one sentence": lambda n: report(repeated("the landlord offered £50 for distress and ", n)),
    "offers, one paragraph": lambda n: report(repeated("The landlord offered £50 for its distress. ", n)),
    "offers, paragraphs": lambda n: report(repeated("The landlord offered £50 at stage 1.\n\n", n)),
    "dates, one sentence": lambda n: report(repeated("on 3 May 2023 the resident called, and ", n)),
    "dates, one paragraph": lambda n: report(repeated("On 3 May 2023 the resident called it. ", n)),
    "dates without years": lambda n: report(repeated("on 3 May and 6 June the landlord came and ", n)),
    "relative dates": lambda n: report("On 3 May 2023 it came. " + repeated("It came again 2 days later. ", n)),
    "sums, one sentence": lambda n: report(repeated("£50 and £20.50, ", n)),
    "sums, one paragraph": lambda n: report(repeated("Its costs were £1,250.50 for this. ", n)),
    "orders, one paragraph": lambda n: report("It.", orders=repeated("The landlord must pay the resident £5. ", n)),
    "orders, items": lambda n: report(
        "It.", orders="".join(f"{at + 5}. The landlord must write to her.\n" for at in range(n // 40))
    ),
    "orders, sums in items": lambda n: report("It.", orders=repeated("a. Pay the resident £5 for its delay.\n", n)),
    "orders of a table": lambda n: decision(
        " ".join(f"{at} The landlord must write. No later than 3 May 2026" for at in range(1, n // 50))
    ),
    "procedure of a table": lambda n: decision("", repeated("3 May 2024 The landlord replied to her.\n", n)),
    "responses, one sentence": lambda n: report(repeated("it sent its stage 1 response on 3 May 2023 and ", n)),
    "responses, one paragraph": lambda n: report(repeated("It sent its stage 2 response on 3 May 2023. ", n)),
    "citations, one sentence": lambda n: report(repeated("section 11 of the Landlord and Tenant Act 1985, ", n)),
    "citations, one paragraph": lambda n: report(repeated("It broke paragraph 5.1 of the Code. ", n)),
    "headings": lambda n: report("It.\n" + repeated("Assessment and findings\n", n)),
    "headings of one's own": lambda n: report(
        "It.\n\nAssessment\n" + repeated("The damp in the hall\nThe landlord did nothing of what it had said.\n", n)
    ),
    "pipes": lambda n: report("It.\n" + repeated("| a ", n)),
    "pipes, short lines": lambda n: report("It.\n" + repeated("|\n", min(n, 60_000))),
    "tables": lambda n: report("It.\n" + repeated("| Date | What happened |\n", n)),
    "tables, one line each": lambda n: report("It.\n" + repeated("| 3 May 2023 | It came. |\n\nThen it left.\n\n", n)),
    "letters of a dump": lambda n: report("It\n" + repeated("a", n)),
    "letters of a dump, one a line": lambda n: report("It\n" + repeated("a\nb\n", min(n, 60_000))),
    "words of a dump, cut": lambda n: report("the land\nlord\n" + repeated("ha\nd not replied to the resi\ndent\n", n)),
    "letters with spaces": lambda n: report(repeated("T h e l a n d ", n)),
    "in accordance with paragraph": lambda n: report(
        "It.", determination=repeated("in accordance with paragraph 52 ", n)
    ),
    "in accordance, sentences": lambda n: report(
        "It.", determination=repeated("In accordance with paragraph 52 there was service failure in its repairs. ", n)
    ),
    "findings, one sentence": lambda n: report("It.", determination=repeated("there was service failure and ", n)),
    "findings, items": lambda n: report("It.", determination=repeated("a. service failure in its repairs.\n", n)),
    "matters, items": lambda n: report("It.", complaint=repeated("a. The landlord’s handling of repairs.\n", n)),
    "matters, one sentence": lambda n: report("It.", complaint=repeated("the handling of repairs; and ", n)),
    "apostrophes": lambda n: report(repeated("the landlord ’ s ", n)),
    "quotations": lambda n: report(repeated("she said “it is late” and ", n)),
    "brackets": lambda n: report(repeated("(the landlord ", n)),
    "one line": lambda n: " ".join(report(repeated("The landlord came on 3 May 2023. ", n)).split()),
    "entities": lambda n: report(repeated("&amp;pound;50 and ", n)),
    "pipes and stars": lambda n: report(repeated("**the landlord** and *the resident* ", n)),
    "hyphens at line ends": lambda n: report(repeated("the landlord did not compen-\nsate her\n", n)),
    "paragraphs of a page": lambda n: page(repeated("<p>The landlord came on 3 May 2023.</p>", n)),
    "items of a page": lambda n: page("<ol>" + repeated("<li>The landlord offered £50.</li>", n) + "</ol>"),
    "rows of a page": lambda n: page(
        "<table>" + repeated("<tr><td>3 May 2023</td><td>It came.</td></tr>", n) + "</table>"
    ),
    "spans of a page": lambda n: page("<p>" + repeated("<span>The landlord came on 3 May 2023.</span> ", n) + "</p>"),
    "breaks of a page": lambda n: page("<p>" + repeated("The landlord<br>came on 3 May 2023.<br>", n) + "</p>"),
}


def one(shape: str, size: int) -> None:
    """Parses one shape of one size and prints the seconds, the megabytes and how it ended."""
    op.parse(report("The landlord offered £50 on 3 May 2023."))  # vocabularies are loaded once a process
    text = SHAPES[shape](size)
    start = time.process_time()
    ended = "read"
    try:
        op.parse(text)
    except op.OmbudsparseError as error:
        ended = type(error).__name__
    seconds = time.process_time() - start
    print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, ended]))


def exponent(sizes: list[int], seconds: list[float]) -> float:
    """The slope of the logarithms: how many times longer a text takes that is e times as long, as a power."""
    xs, ys = [math.log(size) for size in sizes], [math.log(max(second, 0.001)) for second in seconds]
    middle_x, middle_y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((x - middle_x) ** 2 for x in xs)
    return sum((x - middle_x) * (y - middle_y) for x, y in zip(xs, ys, strict=True)) / spread


def measured(shape: str, sizes: list[int], limit: float) -> bool:
    """Prints the line of one shape; whether it is as it should be."""
    seconds: list[float] = []
    peak, ended = 0.0, ""
    for size in sizes:
        command = [sys.executable, __file__, "--one", shape, str(size)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=limit * 4)
        except subprocess.TimeoutExpired:
            ended = "too slow"
            break
        if done.returncode:
            ended = done.stderr.strip().splitlines()[-1][:60] if done.stderr.strip() else f"status {done.returncode}"
            break
        spent, memory, ended = json.loads(done.stdout)
        if ended == "SourceTooLarge":
            break
        seconds.append(spent)
        peak = max(peak, memory)
        if spent > limit:
            ended = "too slow"
            break
    power = exponent(sizes[: len(seconds)], seconds) if len(seconds) > 1 else math.nan
    good = ended in ("read", "SourceTooLarge") and not power > MOST_EXPONENT and peak <= MOST_MEGABYTES
    shown = " ".join(f"{second:7.2f}" for second in seconds)
    print(f"{'' if good else '!':1} {shape:32} {power:5.2f} {peak:5.0f} MB  {shown}  {ended}", flush=True)
    return good


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("shapes", nargs="*")
    asked.add_argument("--largest", type=int, default=SIZES[-1])
    asked.add_argument("--seconds", type=float, default=60.0)
    asked.add_argument("--one", nargs=2)
    given = asked.parse_args()
    if given.one:
        one(given.one[0], int(given.one[1]))
        return
    sizes = [size for size in SIZES if size <= given.largest]
    shapes = [shape for shape in SHAPES if not given.shapes or any(part in shape for part in given.shapes)]
    print(f"  {'shape':32} power  peak     seconds at {', '.join(f'{size // 1000} kB' for size in sizes)}")
    good = [measured(shape, sizes, given.seconds) for shape in shapes]
    print(f"{sum(good)} of {len(good)} shapes within {MOST_EXPONENT} and {MOST_MEGABYTES} MB")
    sys.exit(not all(good))


if __name__ == "__main__":
    main()
