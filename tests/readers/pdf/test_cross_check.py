"""The second reading of a PDF's letters, and what is made of a difference."""

from collections import Counter
from pathlib import Path

import pytest
from report_files import REPORTS

import ombudsparse as op
from ombudsparse.readers.pdf.cross_check import PageCheck, check_letters
from ombudsparse.readers.pdf.legible import counted_words, suspicious_sheets
from ombudsparse.readers.pdf.pdf import printed_pages
from ombudsparse.readers.pdf.printed import PageWord, PrintedPage

PDFS = sorted(REPORTS.glob("*/*.pdf"))[::11]


@pytest.mark.parametrize("path", PDFS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_both_readings_of_the_corpus_agree(path: Path) -> None:
    checks = op.parse(path).check_letters()
    assert [check.page for check in checks] == list(range(1, len(checks) + 1))
    assert all(check.letters > 0 for check in checks)
    assert [str(check) for check in checks if not check.agrees] == []


def test_a_letter_that_was_not_read_is_told() -> None:
    data = PDFS[0].read_bytes()
    pages, _ = printed_pages(data, "x")
    word = next(word for word in pages[0].words if "e" in word.text)
    word.text = word.text.replace("e", "ß", 1)
    check, *others = check_letters(data, pages)
    assert (check.lost, check.added) == ({"e": 1}, {"ß": 1})
    assert str(check).endswith("1 in the second reading alone (e), 1 in the first alone (ß)")
    assert all(other.agrees for other in others)
    assert check_letters(data, pages, frozenset([2])) == others[:1]


def test_the_commonest_letters_are_named() -> None:
    check = PageCheck(3, 1200, dict(Counter("ffeabcd").most_common()), {})
    assert str(check) == "page 3: 1,200 letters, 7 in the second reading alone (f × 2, e, a, b, c, …)"


def test_pages_of_words_that_are_none_are_suspicious() -> None:
    def page(number: int, text: str) -> PrintedPage:
        words = [PageWord(word, 50, 90, 100, 11, False) for word in text.split()]
        return PrintedPage(number, 595, 842, words, [], [], sheet=number)

    plain = "the landlord sent its response to the resident on time " * 8
    broken = "the ladlord sent its respnse to the residet on tme wth an ofer " * 8
    pages = [page(1, plain), page(2, broken), page(3, "a letter \ufffd is missing")]
    assert suspicious_sheets(counted_words(pages)) == {2, 3}


def test_a_page_has_no_letters_to_count() -> None:
    with pytest.raises(op.UnreadableSource, match="no PDF"):
        op.parse(REPORTS / PDFS[0].parent.name / "page.html").check_letters()
