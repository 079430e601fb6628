"""The pages: Datasette's in process, without a port."""

import asyncio
import builtins
import csv
import io
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ombudsparse.cli.main import app
from ombudsparse.collection.dataset import Dataset
from ombudsparse.errors import DatasetError
from ombudsparse.explore import server
from ombudsparse.explore.cells import cell
from ombudsparse.explore.charts import CHARTS
from ombudsparse.explore.definitions import questions, tables
from ombudsparse.explore.server import explorer


def test_home_lists_what_there_is(get, dataset):
    page = get("/").text
    for question in questions():
        assert f"/ombudsman/{question.name}" in page
    for table in tables():
        assert f'href="/ombudsman/{table.name}">{table.title}<' in page
    for chart in CHARTS:
        assert f"/charts#{chart.name}" in page
    assert f"{len(dataset)} published cases" in page
    assert "hold 53% of the determinations of 2024-25" in page
    assert "&lt;An Ombudsman&gt;" in page
    assert "<An Ombudsman>" not in page


@pytest.mark.parametrize("table", tables(), ids=lambda each: each.name)
def test_tables(table, get):
    page = get(f"/ombudsman/{table.name}").text
    assert f"<h1>{table.title}</h1>" in page
    assert table.about.split("'")[0] in page
    for facet in table.facets:
        assert f'id="facet-{facet}"' in page
    assert "&lt;An Ombudsman&gt;" in page


def test_a_case_shows_its_rows(get, dataset):
    reference = dataset.findings["case_reference"][0]
    count = (dataset.orders["case_reference"] == reference).sum()
    page = get(f"/ombudsman/cases/{reference}").text
    assert re.search(rf'/ombudsman/orders\?case_reference={reference}">\s*{count} row', page)
    assert f'href="/report/{reference}"' in page


def test_every_link_leads_to_words_in_the_report(get, dataset):
    """For one report of each layout: the anchors of the reading view are those that the tables link to."""
    for layout in ("report", "decision"):
        cases = dataset.determinations
        reference = cases[(cases["layout"] == layout) & (cases["conflicts_count"] >= 0)]["case_reference"].iloc[-1]
        page = get(f"/report/{reference}")
        assert page.status_code == 200
        ids = set(re.findall(r'\bid="([^"]+)"', page.text))
        for table in [each.name for each in tables() if each.name != "sources"]:
            found = get(f"/ombudsman/{table}.json?case_reference={reference}&_shape=array&_size=max").json()
            for row in found:
                path, _, anchor = row["report"].partition("#")
                assert path == f"/report/{reference}"
                assert not anchor or anchor in ids, (table, anchor)


def test_a_report_whose_source_is_gone(dataset, tmp_path):
    """The words behind the records are shown, and what is missing is said."""
    from ombudsparse.dataset.build import build

    (tmp_path / "page.html").write_bytes(Path(dataset.determinations["source"].iloc[-1]).read_bytes())
    build(tmp_path / "page.html", tmp_path / "dataset", workers=1)
    (tmp_path / "page.html").unlink()
    made = explorer(tmp_path / "dataset", cache=tmp_path / "cache")

    async def fetch():
        await made.invoke_startup()
        return await made.client.get(f"/report/{Dataset(tmp_path / 'dataset').determinations['case_reference'][0]}")

    page = asyncio.run(fetch())
    assert page.status_code == 200
    assert "no longer there" in page.text


def test_a_case_that_is_not_there(get):
    page = get("/report/%3Cscript%3E")
    assert page.status_code == 404
    assert "has no case &lt;script&gt;" in page.text
    assert "<script>alert" not in page.text


def test_nothing_can_be_written_or_run_for_long(get, served):
    refused = get("/ombudsman.json", params={"sql": "DELETE FROM findings"})
    assert refused.status_code == 400
    assert not served.get_database("ombudsman").is_mutable
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
    assert get("/ombudsman.json", params={"sql": endless, "_timelimit": "100"}).status_code == 400
    assert 0 < served.setting("sql_time_limit_ms") <= 5000


def test_pages_keep_to_themselves(get):
    for path in ("/", "/ombudsman/findings", "/ombudsman/rate_by_landlord", "/charts", "/explorer/explorer.css"):
        headers = get(path).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"


def test_csv_is_safe_for_spreadsheets(get):
    sql = "SELECT '=1+1' AS a, '-5' AS b, 'x, \"@y\"' AS c, char(10) || '=z' AS d"
    lines = list(csv.reader(io.StringIO(get("/ombudsman.csv", params={"sql": sql}).text)))
    assert lines[1] == ["'=1+1", "-5", 'x, "@y"', "'\n=z"]
    every = get("/ombudsman/findings.csv?_stream=1&_dl=1").text
    rows = list(csv.DictReader(io.StringIO(every)))
    assert len(rows) == get("/ombudsman/findings.json?_size=0").json()["filtered_table_rows_count"]
    assert not [value for row in rows for value in row.values() if value.startswith(("=", "@", "+"))]


@pytest.mark.parametrize(
    ("path", "told"),
    [("/ombudsman/orders_due.csv", True), ("/ombudsman/orders_due.csv?_stream=1", True),
     ("/ombudsman/findings.csv?_size=max", True), ("/ombudsman/findings.csv?_stream=1", False)],
)  # fmt: skip
def test_csv_that_is_cut_says_so(path, told, dataset, cache, monkeypatch):
    monkeypatch.setattr(server, "SETTINGS", server.SETTINGS | {"max_returned_rows": 20, "default_page_size": 20})
    made = explorer(dataset.folder, cache=cache)

    async def fetch():
        await made.invoke_startup()
        return (await made.client.get(path)).text

    text = asyncio.run(fetch())
    assert ("20 rows are the most that are given at once" in text) is told
    if not told:
        assert text.startswith("\ufeff")
        whole = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
        assert len(whole) == len({row["id"] for row in whole}) == len(dataset.findings)


@pytest.mark.parametrize("order", ["", "_sort=landlord", "_sort_desc=landlord", "_sort=outcome", "_sort_desc=outcome",
                                   "_sort_desc=date", "_sort=upheld", "_sort_desc=financial_year",
                                   "_sort_desc=date&outcome__not=maladministration", "_sort_desc=date&_search=the",
                                   "_sort_desc=date&date__gt=2021-01-01",
                                   "_sort_desc=date&upheld__in=0,1"])  # fmt: skip
def test_no_row_is_lost_or_doubled_between_pages(order, get):
    """Datasette does this where equal rows do not come in the order of the key."""
    sized = get(f"/ombudsman/findings.json?_shape=objects&_size=1000&{order}").json()
    found, address = [], f"/ombudsman/findings.json?_shape=objects&_size=7&{order}"
    while address:
        page = get(address.removeprefix("http://localhost")).json()
        found += [row["id"] for row in page["rows"]]
        address = page["next_url"]
    assert found == [row["id"] for row in sized["rows"]]
    assert len(found) == len(set(found)) == sized["filtered_table_rows_count"] > 30


@pytest.mark.parametrize("path", ["heads?_size=max", "search?words=heating"])
def test_what_a_report_says_is_escaped(path, get):
    """The hand-made determination holds mark-up, in a table and in a passage that a search marks."""
    page = get(f"/ombudsman/{path}").text.replace("<mark>", "").replace("</mark>", "")
    assert "&lt;b&gt;heating&lt;/b&gt;" in page
    assert "<b>heating" not in page


def test_what_forms_can_offer(get, dataset):
    found = get("/choices.json").json()
    assert set(found) >= {name for each in questions() for name in each.params} - {
        "minimum", "words", "due_from", "due_to"
    }  # fmt: skip
    assert "stage 2" in found["stage"]
    assert "apology" in found["order_type"]
    assert all(";" not in kind for kind in found["type"])
    assert len(found["landlord"]) == len(set(found["landlord"]))


@pytest.mark.parametrize(
    ("value", "column", "table", "expected"),
    [
        (1234.5, "compensation_ordered", "cases", "£1,234.50"),
        (250, "amount", "orders", "£250"),
        (616740.0000001, "total", None, "£616,740"),
        (0.4567, "rate", None, "45.7%"),
        (0.4567, "rate", "findings", None),
        (1, "upheld", "findings", "yes"),
        (0, "verify", "stages", "no"),
        (30.0, "median_working_days", None, "30"),
        (30.5, "median_working_days", None, "30.5"),
        (3, "upheld", None, None),
        (None, "upheld", "findings", None),
        ("", "report", "cases", None),
        ("/report/1#x", "report", "cases", '<a href="/report/1#x">read</a>'),
        ("/ombudsman/findings?a=1&b=2", "rows_behind", None, '<a href="/ombudsman/findings?a=1&amp;b=2">rows</a>'),
        ("javascript:alert(1)", "rows_behind", None, None),
        ("//evil.example/", "report", "cases", None),
        ("a «b» <i>", "passage", None, "a <mark>b</mark> &lt;i&gt;"),
        ({"value": "1", "label": "1"}, "case_reference", "orders", None),
    ],
)
def test_cells(value, column, table, expected):
    assert cell(value, column, table) == expected


def test_charts(get, monkeypatch):
    page = get("/charts").text
    for chart in CHARTS:
        assert f'src="/charts/{chart.name}.svg"' in page
    assert get("/charts/none.svg").status_code == 404


@pytest.mark.parametrize("chart", CHARTS, ids=lambda each: each.name)
def test_a_chart_is_drawn(chart, get):
    pytest.importorskip("altair", reason="the extra plots is not installed")
    drawn = get(f"/charts/{chart.name}.svg")
    assert drawn.status_code == 200, drawn.text
    assert drawn.headers["content-type"] == "image/svg+xml"
    assert "<svg" in drawn.text


def test_without_datasette_it_says_what_to_install(monkeypatch, dataset):
    real = builtins.__import__

    def without(name, *rest, **options):
        if name.startswith("datasette"):
            raise ImportError(name)
        return real(name, *rest, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(DatasetError, match=r"ombudsparse\[explore\]"):
        explorer(dataset.folder)


def test_a_plain_datasette_is_left_alone(served):
    from datasette.app import Datasette

    async def fetch():
        plain = Datasette(memory=True)
        await plain.invoke_startup()
        return await plain.client.get("/"), await plain.client.get("/charts")

    home, charts = asyncio.run(fetch())
    assert "explorer.css" not in home.text
    assert "content-security-policy" not in home.headers
    assert charts.status_code == 404


def test_command(monkeypatch, dataset, cache):
    calls = []
    monkeypatch.setattr(server, "serve", lambda made, **options: calls.append((made, options)))
    run = CliRunner().invoke(
        app, ["explore", str(dataset.folder), "--cache", str(cache), "--no-open", "--licence", "OGL v3"]
    )
    assert run.exit_code == 0, run.output
    [(made, options)] = calls
    assert options == {"host": "127.0.0.1", "port": 8001, "browse": False}
    assert made.metadata()["license"] == "OGL v3"
    assert "terms of reuse are for you to check" not in made.metadata()["description_html"]


def test_command_without_a_dataset(tmp_path):
    run = CliRunner().invoke(app, ["explore", str(tmp_path), "--cache", str(tmp_path)])
    assert run.exit_code == 3
    assert "no dataset" in run.output
