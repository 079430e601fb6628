"""PDFs by other programs beside the page: ``python tests/benchmarks/pdf_against_page.py FOLDER``.

FOLDER has PDFs of reports of `corpus/`, and `manifest.csv` with the columns file, report, engine, setting. A line for
each file says whether its records are equal to those of the page, which of them differ, and what problems tell of it.
"""

import csv
import sys
from functools import cache
from pathlib import Path
from typing import Any

import ombudsparse as op

REPORTS = Path(__file__).resolve().parents[2] / "corpus" / "reports"


@cache
def of_page(report: str) -> dict[str, Any]:
    """The records that the page of a report gives."""
    return op.parse(REPORTS / report / "page.html").to_dict(document=False)


def verdict(path: Path, report: str) -> tuple[str, str]:
    """Whether a PDF is equal to its page, refused, told of by a problem, or different; and what there is to say."""
    page = of_page(report)
    try:
        read = op.parse(path).to_dict(document=False)
    except op.OmbudsparseError as error:
        return "refused", str(error)
    differ = [key for key in page if read[key] != page[key]]
    told = {each["code"] for each in read["problems"]} - {each["code"] for each in page["problems"]}
    return ("told" if told else "differs") if differ else "equal", ", ".join([*differ, *sorted(told)])


def main() -> None:
    """Prints a line for each PDF, then how many there are of each verdict."""
    folder = Path(sys.argv[1])
    counts: dict[str, int] = {}
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found, said = verdict(folder / row["file"], row["report"])
            counts[found] = counts.get(found, 0) + 1
            print(found, row["file"], row["engine"], row["setting"], said)
    print(", ".join(f"{count} {found}" for found, count in sorted(counts.items())), f"of {sum(counts.values())}")


if __name__ == "__main__":
    main()
