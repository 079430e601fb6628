"""Saved charts: the same bytes again, nothing from the network, no page that runs what a report says."""

import re
import shutil
import sys
from xml.etree import ElementTree

import pytest

from ombudsparse import plots
from ombudsparse.errors import OmbudsparseError
from ombudsparse.plots.chart_style import name_lines, source_line
from ombudsparse.present.wording import percent

LONG = "Phoenix Community Housing Association (Bellingham and Downham) Limited"


@pytest.fixture(scope="module")
def chart(findings):
    hostile = "</script><script>alert(1)</script>"
    rows = [(str(at), name, "repairs", "maladministration") for at in range(6) for name in (hostile, LONG)]
    return plots.outcomes_by_landlord(findings(*rows), title="Found </script>", source="Made up")


@pytest.mark.parametrize("form", ["svg", "png", "html", "json"])
def test_the_same_bytes(chart, tmp_path, form):
    for name in ("a", "b"):
        plots.save(chart, tmp_path / f"{name}.{form}")
    assert (tmp_path / f"a.{form}").read_bytes() == (tmp_path / f"b.{form}").read_bytes()


def test_svg_is_xml_with_the_words(chart, tmp_path):
    plots.save(chart, tmp_path / "a.svg")
    root = ElementTree.fromstring((tmp_path / "a.svg").read_text("utf-8"))
    said = " ".join(root.itertext())
    assert "Phoenix Community Housing Association" in said
    assert "(Bellingham and Downham) Limited" in said
    assert "Made up; 6 cases read by ombudsparse" in said


def test_page_needs_no_network_and_runs_nothing_of_a_report(chart, tmp_path):
    plots.save(chart, tmp_path / "a.html")
    page = (tmp_path / "a.html").read_text("utf-8")
    assert "default-src &#x27;none&#x27;" in page
    assert "<title>Found ‹/script›</title>" in page
    assert "<script>alert" not in page
    assert not re.findall(r"""(?:src|href)=["']?(?:https?:)?//""", page)


def test_page_draws_in_a_browser(chart, tmp_path):
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not on the PATH")
    plots.save(chart, tmp_path / "a.html")
    told, asked = [], []
    with playwright.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto((tmp_path / "a.html").as_uri())
        page.wait_for_selector("#chart svg")
        browser.close()
    assert told == []
    assert asked == [(tmp_path / "a.html").as_uri()]


def test_what_cannot_be_saved(chart, tmp_path):
    with pytest.raises(ValueError, match=r"\.svg, \.png, \.html, \.json"):
        plots.save(chart, tmp_path / "a.pdf")
    with pytest.raises(OmbudsparseError, match="cannot be written"):
        plots.save(chart, tmp_path / "none" / "a.json")


@pytest.mark.parametrize(
    "draw", [plots.compensation_trend, plots.outcomes_by_landlord, plots.response_times, plots.landlord_category_map]
)
def test_a_missing_package_is_named_with_its_extra(draw, findings, monkeypatch):
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(OmbudsparseError, match=r"ombudsparse\[plots\]"):
        draw(findings())


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("L&Q", "L&Q"),
        (LONG, "Phoenix Community Housing Association\n(Bellingham and Downham) Limited"),
        ("Royal  Borough\nof X", "Royal Borough of X"),
        ("One " * 30, "One One One One One One One One One\nOne One One One One One One One One …"),
    ],
)
def test_long_names(name, lines):
    assert name_lines(name, 38) == lines


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0, "0%"),
        (0.001, "<1%"),
        (0.005, "1%"),
        (0.574, "57%"),
        (0.994, "99%"),
        (0.995, ">99%"),
        (0.999, ">99%"),
        (1, "100%"),
    ],
)
def test_percent(share, text):
    assert percent(share) == text


def test_source_line():
    assert source_line(1204).startswith("Published Housing Ombudsman decisions; 1,204 cases read by ombudsparse ")
    assert source_line(1204).endswith("(3,773 of 7,082, counted in June 2026).")
    assert "; 1 case read by" in source_line(1)


def test_notebooks_show_charts_without_a_network_unless_the_user_chose_how():
    import altair

    from ombudsparse.plots import chart_style

    try:
        altair.renderers.enable("default")
        chart_style.altair()
        assert altair.renderers.active == "svg"
        altair.renderers.enable("png")
        chart_style.altair()
        assert altair.renderers.active == "png"
    finally:
        altair.renderers.enable("default")
