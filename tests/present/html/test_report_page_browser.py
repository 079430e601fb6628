"""The reading view in a browser: links to and fro, with and without scripts, by keyboard, on a phone and on paper."""

import shutil
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from corpus_reports import determination
from invented_report import invented

from ombudsparse.present.html.highlights import marks_of
from ombudsparse.present.html.report_page import reading_view

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
NO_BROWSER = "no chromium is on PATH: the reading view is not tried in a browser"
WIDE, PHONE = {"width": 1366, "height": 800}, {"width": 400, "height": 800}
LIT = "rgb(255, 226, 122)"
REPORT = "olney-brook-202226174"  # sums within orders, two dates for one event, two ledgers


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if BROWSER is None:
        pytest.skip(NO_BROWSER)
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    path = tmp_path_factory.mktemp("reading") / "page.html"
    path.write_text(reading_view(determination(REPORT), "page.html"), "utf-8")
    return path.as_uri()


@pytest.fixture
def visit(browser):
    """Opens a page, and after the test demands that it asked for nothing else and complained of nothing."""
    contexts, told = [], []

    def opened(address, viewport=WIDE, **options):
        context = browser.new_context(viewport=viewport, reduced_motion="reduce", **options)
        context.set_default_timeout(5000)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: told.append(request.url) if _page(request.url) != _page(address) else None)
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("dialog", lambda dialog: (told.append(dialog.message), dialog.dismiss()))
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert told == []


def _page(address):
    return address.partition("#")[0]


def lit(page, anchor):
    """Whether all the words of the record, and the record, are lit."""
    colours = page.eval_on_selector_all(
        f".r-{anchor}", "all => all.map(each => getComputedStyle(each).backgroundColor)"
    )
    return len(colours) > 1 and set(colours) == {LIT}


def seen(page, selector):
    """Whether the element is within the pane, or on a phone the window, that scrolls."""
    return page.locator(selector).first.evaluate(
        """element => {
          const box = element.getBoundingClientRect();
          const pane = element.closest('#records, #report');
          const scrolls = getComputedStyle(pane).overflowY === 'auto';
          const frame = scrolls ? pane.getBoundingClientRect() : {top: 0, bottom: innerHeight};
          return box.height > 0 && box.top >= frame.top - 1 && box.top < frame.bottom;
        }"""
    )


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scripts", [True, False], ids=["script", "no script"])
def test_a_record_leads_to_its_words_and_back(visit, address, viewport, scripts):
    page = visit(address, viewport, java_script_enabled=scripts)
    assert not lit(page, "order-1")
    page.locator("#order-1 .place").click()
    assert lit(page, "order-1")
    assert seen(page, "#text-order-1")
    page.locator("#text-award-14").click()
    assert lit(page, "award-14")
    assert not lit(page, "order-1")
    assert seen(page, "#award-14")


def test_both_panes_follow_a_link_from_elsewhere(visit, address):
    page = visit(address + "#text-order-1")
    page.wait_for_selector("#order-1[aria-current=true]")
    assert seen(page, "#text-order-1")
    assert seen(page, "#order-1")
    assert page.evaluate("document.querySelector('header').getBoundingClientRect().top") == 0  # only the panes scroll


def test_a_click_anywhere_on_a_record_will_do(visit, address):
    page = visit(address)
    page.locator("#finding-1 .key").click()
    assert lit(page, "finding-1")
    assert seen(page, "#text-finding-1")


def test_a_sum_in_an_order_is_lit_with_the_order_around_it(visit, address):
    page = visit(address + "#award-14")
    inner = page.locator("#report mark.r-award-14")
    assert lit(page, "award-14")
    assert inner.evaluate("mark => mark.parentElement.closest('mark').className").startswith("order ")


def test_keys_step_through_the_records(visit, address):
    page = visit(address)

    def at():
        return page.evaluate("location.hash")

    visited = []
    for key in "jjjk":
        page.keyboard.press(key)
        visited.append(at())
    assert visited == ["#text-head-0", "#text-head-1", "#text-head-2", "#text-head-1"]
    assert lit(page, "head-1")
    assert page.evaluate("document.activeElement.hash") == "#text-head-1"
    page.locator("#show-head").uncheck()
    page.keyboard.press("j")
    assert at() == "#text-finding-0"
    page.locator("#keys").uncheck()
    page.keyboard.press("j")
    assert at() == "#text-finding-0"


def test_tab_reaches_the_text_first_by_a_link(visit, address):
    page = visit(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the records"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getBoundingClientRect().left >= 0")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#report') !== null")


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "no script"])
def test_kinds_can_be_hidden(visit, address, scripts):
    page = visit(address, java_script_enabled=scripts)
    assert page.locator("#text-event-0").is_visible()
    page.locator("#show-event").uncheck()
    assert not page.locator("#text-event-0").is_visible()
    assert not page.locator("#event-0").is_visible()
    assert page.locator("#text-order-0").is_visible()
    wash = page.locator("#report mark.event").first.evaluate("mark => getComputedStyle(mark).backgroundColor")
    assert wash == "rgba(0, 0, 0, 0)"


@pytest.mark.parametrize("width", [320, 400, 700, 1024, 1366])
def test_nothing_is_wider_than_the_window(visit, address, width):
    page = visit(address, {"width": width, "height": 700})
    for box in ("document.documentElement", "document.getElementById('records')", "document.getElementById('report')"):
        assert page.evaluate(f"{box}.scrollWidth <= {box}.clientWidth"), box


def test_it_can_be_used_with_a_screen_reader(visit, address):
    page = visit(address)
    unnamed = """all => all.filter(each => !(each.getAttribute('aria-label') || each.textContent).trim()).length"""
    assert page.eval_on_selector_all("a", unnamed) == 0
    levels = page.eval_on_selector_all("h1,h2,h3,h4,h5,h6", "all => all.map(each => +each.tagName[1])")
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for landmark in ("header", "nav[aria-label]", "main", "#records[aria-labelledby]", "#report[aria-labelledby]"):
        assert page.locator(landmark).count() == 1
    assert page.eval_on_selector_all("[aria-labelledby]", "all => all.filter(each => !document.getElementById("
                                     "each.getAttribute('aria-labelledby'))).length") == 0  # fmt: skip
    assert page.eval_on_selector_all("input", "all => all.filter(each => !each.labels.length).length") == 0
    small = "all => all.filter(each => each.getBoundingClientRect().height < 24).length"  # WCAG 2.2, 2.5.8
    assert page.eval_on_selector_all("label", small) == 0


def test_words_copy_without_the_keys(visit, address):
    page = visit(address)
    copied = page.evaluate("""() => {
      const range = document.createRange();
      range.selectNodeContents(document.querySelector('#text-order-1').closest('p'));
      getSelection().addRange(range);
      return String(getSelection());
    }""")
    assert "the landlord must pay the resident £1,700 for complaint one" in copied
    assert "O2" not in copied


def test_it_prints_whole(visit, address, tmp_path):
    pdfium = pytest.importorskip("pypdfium2")
    visit(address).pdf(path=tmp_path / "page.pdf", format="A4")
    with pdfium.PdfDocument(tmp_path / "page.pdf") as document:
        printed = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())
    for words in ("Olney Brook Homes Limited", "Ordered in all, gross", "Timeline", "how she would like to be kept"):
        assert words in printed
    assert "Skip to the" not in printed


def test_nothing_in_a_report_runs(visit, tmp_path):
    attack = "</style></script><script>alert(1)</script><img src='https://example.org/x' onerror='alert(2)'>"
    found = invented()
    path: Path = tmp_path / "attack.html"
    changed = msgspec.structs.replace(
        found,
        landlord=attack,
        heads=tuple(msgspec.structs.replace(head, text=attack) for head in found.heads),
        document=msgspec.structs.replace(found.document, text=found.document.text.replace(found.heads[0].text, attack)),
    )
    path.write_text(reading_view(changed, attack), "utf-8")
    page = visit(path.as_uri())
    page.wait_for_selector("html.scripted", state="attached")
    assert attack in page.locator("h1").inner_text()


def test_every_mark_of_a_long_report_is_lit_when_it_is_asked_for(visit, tmp_path):
    found = determination("penrose-quay-202425117", "report.pdf")
    path = tmp_path / "page.html"
    path.write_text(reading_view(found, "report.pdf"), "utf-8")
    page = visit(path.as_uri())
    for mark in marks_of(found)[::9]:
        page.evaluate(f"location.hash = 'text-{mark.anchor}'")
        assert lit(page, mark.anchor), mark.anchor
