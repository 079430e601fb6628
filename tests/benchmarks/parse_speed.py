"""How long a parse takes, as a ratio to reading and tokenising the same report in the same run.

    python tests/benchmarks/parse_speed.py [REPORT.txt]

The reference is `BeautifulSoup(page, "lxml")` plus one `spacy.blank("en")` tokenisation of the text. Without a file
the longest invented report is used, repeated to about 40 kB. Then the timelines of all invented reports, each read
once, as a batch reads them, against the tokenisation of each: a report that is tokenised again and again finds all its
words in spaCy's cache. Times are those of the processor. Prints milliseconds and ratios; nothing is asserted.
"""

import html
import sys
import time
from collections.abc import Callable
from pathlib import Path

import spacy
from bs4 import BeautifulSoup

import ombudsparse as op
from ombudsparse.nlp.timeline import read_timeline
from ombudsparse.readers.sources import read_source
from ombudsparse.structure.row_blocks import with_rows
from ombudsparse.structure.sections import with_sections

CORPUS = Path(__file__).parents[2] / "corpus"
REPORTS = CORPUS / "reports"
SIZE = 40_000


def milliseconds(run: Callable[[], object], times: int = 9) -> float:
    """The best of several runs."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        run()
        best = min(best, time.process_time() - start)
    return best * 1000


def sample() -> str:
    """The longest invented report in nested text, its background repeated up to about 40 kB."""
    text = max((path.read_text("utf-8") for path in REPORTS.glob("*/nested.txt")), key=len)
    begin, end = text.index("\nBackground"), text.index("\nDetermination")
    middle = text[begin:end]
    return text[:begin] + middle * max(1, (SIZE - len(text)) // len(middle) + 1) + text[end:]


def batch(tokenizer: spacy.Language) -> tuple[float, float, int]:
    """Milliseconds that the tokenisation of each invented report and its timeline take, and the number of reports."""
    reports = [op.parse(path) for path in sorted(CORPUS.glob("**/nested.txt"))]
    tokens = sum(milliseconds(lambda d=d: tokenizer.make_doc(d.document.text), 1) for d in reports)
    timelines = sum(milliseconds(lambda d=d: read_timeline(d.document, d.date), 1) for d in reports)
    return tokens, timelines, len(reports)


def main() -> None:
    text = Path(sys.argv[1]).read_text("utf-8") if len(sys.argv) > 1 else sample()
    page = "<html><body>" + "".join(f"<p>{html.escape(line)}</p>\n" for line in text.split("\n")) + "</body></html>"
    tokenizer = spacy.blank("en")
    op.parse(text)  # vocabularies are loaded once a process
    document = with_rows(with_sections(read_source(text, "text"))[0])
    date = op.parse(text).date
    soup = milliseconds(lambda: BeautifulSoup(page, "lxml"))
    tokens = milliseconds(lambda: tokenizer.make_doc(text))
    parse = milliseconds(lambda: op.parse(text))
    timeline = milliseconds(lambda: read_timeline(document, date))
    print(f"text of {len(text) / 1000:.0f} kB")
    print(f"reference: BeautifulSoup {soup:.1f} ms + tokenisation {tokens:.1f} ms = {soup + tokens:.1f} ms")
    print(f"parse: {parse:.1f} ms, {parse / (soup + tokens):.2f} times the reference (at most 3 wanted)")
    print(f"timeline in it: {timeline:.1f} ms, {timeline / tokens:.2f} times the tokenisation, its words all cached")
    tokens, timelines, count = batch(spacy.blank("en"))
    print(
        f"timelines of {count} reports, each read once: {timelines:.0f} ms, {timelines / tokens:.2f} times their "
        f"tokenisation, {tokens:.0f} ms (less than 1 wanted)"
    )


if __name__ == "__main__":
    main()
