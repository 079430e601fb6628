"""Makes many distinct reports from `corpus/`: ``python tests/support/make_reports.py COUNT OUT [--seed SEED]``.

The text forms with whole words (nested and hyphen) are templates; reference, landlord, years and sums are substituted.
Some of the eighty landlords have many cases and most have few, as in life.
OUT is a SQLite file of decisions where it ends in .db, else a folder of text files. The same COUNT and SEED give the
same reports.
"""

import argparse
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import NamedTuple

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
FIRST = [
    "Ald",
    "Bram",
    "Cor",
    "Dun",
    "Els",
    "Fair",
    "Gran",
    "Hart",
    "Ing",
    "Kel",
    "Lang",
    "Mar",
    "Nor",
    "Oak",
    "Pen",
    "Quar",
    "Rud",
    "Sel",
    "Thorn",
    "Ul",
    "Wen",
    "Yar",
]
SECOND = [
    "bourne",
    "bridge",
    "combe",
    "dale",
    "field",
    "ford",
    "ham",
    "holme",
    "ley",
    "mere",
    "mouth",
    "ridge",
    "stead",
    "stow",
    "ton",
    "wick",
    "worth",
]
LANDLORDS = 80
KINDS = ("Homes", "Housing Association", "Housing Trust", "Borough Council", "Housing Group", "Living")
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DAY = re.compile(rf"\b(\d\d?)( (?:{'|'.join(MONTHS)}) \d{{4}})\b")
YEAR = re.compile(r"(?<![\d/])(20(?:1[5-9]|2\d))(?![\d/]|-\d\d\b)")  # not a financial year, not a reference
SUM = re.compile(r"£(\d{1,3}(?:,\d{3})+|\d+)(\.\d\d)?\b")
TITLE = re.compile(r"^(.+?) \((\d{9})\)$", re.M)


class Report(NamedTuple):
    """A made report, as a row of the public dump."""

    reference: str
    landlord: str
    date: str
    text: str


def templates() -> list[str]:
    """The texts of the corpus that name landlord and reference in a title."""
    texts = [path.read_text("utf-8") for path in sorted(CORPUS.glob("reports/*/*.txt")) if path.stem != "dump"]
    return [text for text in texts if TITLE.search(text)]


def make_reports(count: int, seed: str = "1") -> Iterator[Report]:
    """`count` reports, at most 99,999, no two alike."""
    held = templates()
    for number in range(count):
        yield _made(held[number % len(held)], number, Random(f"{seed}/{number}"))


def _made(text: str, number: int, random: Random) -> Report:
    title = TITLE.search(text)
    assert title
    reference = f"{2018 + number % 8}{number:05d}"
    landlord = _landlord(min(int(random.paretovariate(0.6)), LANDLORDS))
    earlier, times = random.randrange(3), random.choice((1, 1, 2, 3))
    text = text.replace(title[1], landlord).replace(title[2], reference)
    # all years alike, so that the order of events and the days between them hold; all sums alike, so that totals do
    text = YEAR.sub(lambda found: str(int(found[1]) - earlier), text)
    text = SUM.sub(lambda found: f"£{Decimal(found[0][1:].replace(',', '')) * times:,}", text)
    date = DAY.search(text)
    return Report(reference, landlord, date[0] if date else "", text)


def _landlord(number: int) -> str:
    """The name of the landlord of that number, the same in every run."""
    random = Random(f"landlord/{number}")
    return f"{random.choice(FIRST)}{random.choice(SECOND)} {random.choice(KINDS)}"


def write_database(reports: Iterator[Report], path: Path) -> None:
    """Writes the table `decisions` of the public dump."""
    with closing(sqlite3.connect(path)) as database:
        database.execute(
            "CREATE TABLE decisions (id INTEGER PRIMARY KEY, url TEXT, title TEXT, decision_date TEXT, landlord TEXT, "
            "full_text TEXT)"
        )
        rows = (
            (
                f"https://example.org/decisions/{each.reference}/",
                f"{each.landlord} ({each.reference})",
                each.date,
                each.landlord,
                each.text,
            )
            for each in reports
        )
        database.executemany(
            "INSERT INTO decisions (url, title, decision_date, landlord, full_text) VALUES (?, ?, ?, ?, ?)", rows
        )
        database.commit()


def write_folder(reports: Iterator[Report], folder: Path) -> None:
    """Writes REFERENCE.txt for each report."""
    folder.mkdir(parents=True, exist_ok=True)
    for each in reports:
        (folder / f"{each.reference}.txt").write_text(each.text, "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", default="1")
    given = parser.parse_args()
    write = write_database if given.out.suffix == ".db" else write_folder
    write(make_reports(given.count, given.seed), given.out)


if __name__ == "__main__":
    main()
