"""The explorer in a real browser: chromium of this machine, driven by playwright, on a port of 127.0.0.1."""

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: no browser test")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on PATH: no browser test")
PATHS = [
    "/", "/charts", "/ombudsman", "/ombudsman/findings?outcome=maladministration", "/ombudsman/cases",
    "/ombudsman/rate_by_landlord?minimum=2", "/ombudsman/rate_by_category", "/ombudsman/rate_by_financial_year",
    "/ombudsman/outcomes_by_category", "/ombudsman/compensation_by_financial_year", "/ombudsman/late_responses",
    "/ombudsman/orders_due", "/ombudsman/recurring_failings", "/ombudsman/search?words=repair",
    "/ombudsman/paid_most?year=2025-26",
    "/case/202428856", "/charts?year=2025-26",
]  # fmt: skip


@pytest.fixture(scope="module")
def address(served: Any) -> Iterator[str]:
    """Where the explorer is served while the tests of this module run."""
    from ombudsparse.explore.server import web_server

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = web_server(served, host="127.0.0.1", port=port)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    for _ in range(200):
        if server.started:
            break
        time.sleep(0.05)
    assert server.started
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """A page whose complaints, and requests to elsewhere, are failures."""
    opened = browser.new_page()
    wrong: list[str] = []
    opened.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("request", lambda asked: None if asked.url.startswith((address, "data:")) else wrong.append(asked.url))
    yield opened
    opened.close()
    assert wrong == []


@pytest.mark.parametrize("path", PATHS)
def test_pages_load_and_fit(path, page, address):
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    assert page.locator("h1").count() == 1
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


# what stops people who listen to a page or go through it by keyboard; after the rules of axe-core
_BARRIERS = """() => {
  const found = [];
  if (!document.documentElement.lang) found.push("no language");
  if (document.querySelectorAll("main").length !== 1) found.push("not one main part");
  for (const each of document.querySelectorAll(
    "main input:not([type=hidden], [type=submit]), main select, main textarea"))
    if (!each.labels?.length && !each.getAttribute("aria-label")) found.push(`no label: ${each.name}`);
  for (const each of document.querySelectorAll("img")) if (!each.alt) found.push(`no words: ${each.src}`);
  for (const each of document.querySelectorAll("main a, main button"))
    if (!(each.textContent.trim() || each.getAttribute("aria-label"))) found.push(`no name: ${each.outerHTML}`);
  let level = 0;
  for (const each of document.querySelectorAll("h1, h2, h3, h4, h5")) {
    const here = Number(each.tagName[1]);
    if (here > level + 1) found.push(`heading out of order: ${each.textContent.trim()}`);
    level = here;
  }
  const ids = [...document.querySelectorAll("[id]")].map((each) => each.id);
  if (new Set(ids).size < ids.length) found.push("an id twice");
  return found;
}"""


@pytest.mark.parametrize("path", PATHS)
def test_pages_can_be_listened_to(path, page, address):
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate(_BARRIERS) == []


@pytest.mark.parametrize("width", [1280, 390])
def test_the_journalists_question_to_the_copied_quote(width, browser, address):
    """Which landlords were ordered to pay most for damp and mould in 2024-25: five steps from the first page."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
    )
    page = context.new_page()
    page.goto(address)
    page.click("text=Which landlords were ordered to pay most")
    page.wait_for_selector("select[name=category]")
    page.select_option("select[name=category]", label="damp and mould")
    page.select_option("select[name=year]", label="2024-25")
    page.click('input[value="Show"]')
    page.wait_for_selector("td.col-quote .quotation")
    landlord = page.locator("td.col-landlord").first.inner_text()
    page.locator("button.copy").first.click()
    page.wait_for_selector("text=Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("“")
    assert "£" in copied
    assert landlord in copied
    assert "(Housing Ombudsman, " in copied
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("td.col-report a").first.click()
    page.wait_for_url("**/report/**")
    page.click("text=Back to the explorer")
    page.wait_for_url("**/case/**")
    assert page.locator("h1").count() == 1
    context.close()


def test_a_reference_finds_its_case(page, address):
    page.goto(address)
    page.fill("#words", "202428856")
    page.click('input[value="Search"]')
    page.locator("td.col-case_reference a", has_text="202428856").first.click()
    page.wait_for_url("**/case/202428856")
    page.locator("button.copy").first.scroll_into_view_if_needed()
    assert "Corvedale District Council" in page.locator("h1").inner_text()


def test_from_a_search_to_the_words(page, address):
    page.goto(address)
    page.fill("#words", "repair")
    page.click('input[value="Search"]')
    page.locator("td.col-report a").first.click()
    page.wait_for_url("**/report/**")
    anchor = page.url.partition("#")[2]
    assert anchor
    assert page.locator(f'[id="{anchor}"]').is_visible()


def test_a_question_offers_what_can_be_asked(page, address):
    page.goto(f"{address}/ombudsman/rate_by_landlord")
    page.wait_for_selector("select[name=category]")
    assert page.locator("select[name=year] option").count() > 3
    page.select_option("select[name=category]", label="complaint handling")
    page.click('input[value="Show"]')
    page.wait_for_url("**category=complaint+handling**")
    page.wait_for_selector("td.col-rate")
    rates = page.locator("td.col-rate").all_inner_texts()
    assert rates
    assert all(rate.endswith("%") for rate in rates)
    page.locator("td.col-rows_behind a").first.click()
    page.wait_for_selector("body.table td.col-category")
    categories = set(page.locator("td.col-category").all_inner_texts())
    assert categories == {"complaint handling"}


def test_a_facet_narrows_a_table_down(page, address):
    page.goto(f"{address}/ombudsman/findings")
    page.locator("#facet-outcome a", has_text="service failure").first.click()
    page.wait_for_url("**outcome=service+failure**")
    page.wait_for_selector("td.col-outcome")
    assert set(page.locator("td.col-outcome").all_inner_texts()) == {"service failure"}
    page.locator("td.col-case_reference a").first.click()
    page.wait_for_selector("table.record")
    assert page.locator("table.record th").first.inner_text() == "case reference"


def test_charts_are_drawn(page, address):
    pytest.importorskip("altair", reason="the extra plots is not installed")
    page.goto(f"{address}/charts")
    for drawing in page.locator(".drawing img").all():
        drawing.scroll_into_view_if_needed()
        page.wait_for_function("image => image.complete", arg=drawing.element_handle())
        assert drawing.evaluate("image => image.naturalWidth") > 100


def test_without_scripts(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/ombudsman/rate_by_landlord?minimum=1")
    assert page.locator("td.col-rate").count() > 3
    page.goto(f"{address}/ombudsman/findings")
    assert page.locator("td.col-outcome").count() > 3
    context.close()
