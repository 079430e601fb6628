"""How long a PDF is read, tables included, as a share of pdfplumber's `extract_words` on the same file.

    python tests/benchmarks/pdf_speed.py [REPORT.pdf ...]

Without files the PDFs of the corpus are read. Prints milliseconds a page and the share (at most 0.2 wanted).
"""

import io
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber

from ombudsparse.readers.pdf.pdf import read_pdf

REPORTS = Path(__file__).parents[2] / "corpus" / "reports"


def seconds(run: Callable[[], object], times: int = 3) -> float:
    """The best of several runs, in time of the processor."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        run()
        best = min(best, time.process_time() - start)
    return best


def words(data: bytes) -> int:
    """Reads the words of every page with pdfplumber; the number of pages."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_words()
        return len(pdf.pages)


def main() -> None:
    paths = list(map(Path, sys.argv[1:])) or sorted(REPORTS.glob("*/*.pdf"))[::4]
    ours = theirs = 0.0
    pages = 0
    for path in paths:
        data = path.read_bytes()
        pages += words(data)
        read_pdf(data, path.name)  # vocabularies are loaded once a process
        ours += seconds(lambda d=data: read_pdf(d))
        theirs += seconds(lambda d=data: words(d), 1)
    print(
        f"{len(paths)} files, {pages} pages: {ours / pages * 1000:.1f} ms a page, "
        f"pdfplumber {theirs / pages * 1000:.1f}; share {ours / theirs:.2f} (at most 0.2 wanted)"
    )


if __name__ == "__main__":
    main()
