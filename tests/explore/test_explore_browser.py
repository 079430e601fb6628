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
    for width in (1280, 400):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


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
    page.wait_for_selector("datalist#choices-category option", state="attached")
    assert page.locator("#choices-financial_year option").count() >= 3
    page.fill('input[name="category"]', "complaint handling")
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
