"""The command: what it prints where, and how it exits. `read_report` is replaced, so that no report need be read."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from invented_report import invented
from typer.testing import CliRunner

from ombudsparse.cli import main as cli
from ombudsparse.errors import NotADetermination, ScannedPdf, UnreadableSource
from ombudsparse.report import Determination
from ombudsparse.schema import Table, columns

FAILURES = {
    "scan.pdf": ScannedPdf("scan.pdf holds pictures of pages and no text; run OCR on it first"),
    "gone.html": UnreadableSource("gone.html: no such file; check the path"),
    "recipe.txt": NotADetermination("no determination\nwas found\x1b[2J"),
    "bug.html": RuntimeError("unforeseen"),
}


@pytest.fixture
def run(monkeypatch):
    """Runs the command line; names in FAILURES cannot be read, all others are the invented report."""

    def read(name: str) -> Determination:
        if name in FAILURES:
            raise FAILURES[name]
        return invented()

    monkeypatch.setattr(cli, "read_named_report", read)
    monkeypatch.setenv("COLUMNS", "100")
    return lambda *arguments: CliRunner().invoke(cli.app, arguments)


@pytest.mark.parametrize(
    ("files", "status"),
    [
        (["a.html"], 0),
        (["a.html", "b.pdf", "-"], 0),
        (["a.html", "scan.pdf"], 1),
        (["bug.html", "a.html", "recipe.txt"], 1),
        (["scan.pdf"], 3),
        (["gone.html", "bug.html"], 3),
        ([], 2),
        (["--json", "--jsonl", "a.html"], 2),
        (["--csv", "findings", "--json", "a.html"], 2),
        (["--csv", "nonsense", "a.html"], 2),
        (["--nonsense", "a.html"], 2),
    ],
)
def test_exit_status(run, files, status):
    result = run("parse", *files)
    assert result.exit_code == status
    if status == 2:
        assert result.stdout == ""
        assert result.stderr


@pytest.mark.parametrize("output", [[], ["--json"], ["--jsonl"], ["--csv", "orders"]])
def test_each_failure_is_one_line_and_the_others_go_on(run, output):
    result = run("parse", *output, "a.html", *FAILURES, "b.html")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "scan.pdf: scan.pdf holds pictures of pages and no text; run OCR on it first",
        "gone.html: no such file; check the path",
        "recipe.txt: no determination was found\ufffd[2J",
        "bug.html: a fault of ombudsparse, please report it: RuntimeError('unforeseen')",
    ]
    assert "a.html" in result.stdout
    assert "b.html" in result.stdout


def test_names_of_files_cannot_forge_lines(run):
    FAILURES["a\nb.pdf"] = UnreadableSource("unreadable")
    try:
        assert run("parse", "a\nb.pdf").stderr == "a b.pdf: unreadable\n"
    finally:
        del FAILURES["a\nb.pdf"]


@pytest.mark.parametrize(
    "words",
    [
        "Ashcombe [red]Homes[/red] & Sons",
        "case 202399001 · 14 February 2024 · report layout · investigation · assured tenant",
        "no maladministration  the heating",
        "Ordered, gross   £1,250.50",
        "May be deducted       £150",
        "New money        £1,100.50",
        "13 March 2024",
        "20 March 2023  stage 1 response",
        "stage 1 response: 20 March 2023 or 22 March 2023",
        "Problems (2)",
        "The report gives no date for a stage 2 response.",
    ],
)
def test_summary_shows(run, words):
    assert words in run("parse", "a.html").stdout


def test_summary_has_no_colour_codes_where_no_terminal_reads_it(run):
    assert "\x1b" not in run("parse", "--evidence", "a.html").stdout


def test_summary_with_evidence_quotes_the_report(run):
    plain, quoted = run("parse", "a.html").stdout, run("parse", "--evidence", "a.html").stdout
    words = "“In accordance with paragraph 52 of the Scheme"
    assert words in quoted
    assert "(Orders, ¶ 8, page 2)" in quoted
    assert words not in plain


def test_json_of_one_file_is_an_object_and_reads_back(run):
    bare = json.loads(run("parse", "--json", "a.html").stdout)
    assert bare["source"] == "a.html"
    assert bare["case_reference"] == "202399001"
    assert "document" not in bare
    assert not {"span", "evidence"} & set(bare["orders"][0])
    whole = run("parse", "--json", "--evidence", "a.html").stdout
    assert Determination.from_json(whole) == invented()
    assert json.loads(whole)["orders"][0]["evidence"] == {
        "section": "Orders",
        "paragraph": "8",
        "page": 2,
        "text": invented().orders[0].text,
        "start": invented().orders[0].span.start,
        "end": invented().orders[0].span.end,
        "sentence": "Within 4 weeks the landlord must pay the resident £1,250.50, less the £150 it offered.",
    }
    assert json.loads(whole)["milestones"]["complaint_made"]["evidence"]["text"] == "4 March 2023"


def test_json_of_several_files_is_an_array(run):
    assert [each["source"] for each in json.loads(run("parse", "--json", "a", "scan.pdf", "b").stdout)] == ["a", "b"]
    assert json.loads(run("parse", "--json", "a", "scan.pdf").stdout)[0]["source"] == "a"
    assert json.loads(run("parse", "--json", "gone.html", "scan.pdf").stdout) == []
    assert run("parse", "--json", "scan.pdf").stdout == ""


def test_json_lines_are_one_report_a_line(run):
    lines = run("parse", "--jsonl", "a.html", "b.html").stdout.splitlines()
    assert [json.loads(line)["source"] for line in lines] == ["a.html", "b.html"]


@pytest.mark.parametrize("table", Table)
def test_csv_has_one_header_and_the_rows_of_every_file(run, table):
    read = list(csv.DictReader(io.StringIO(run("parse", "--csv", table, "a.html", "b.html").stdout)))
    if table is Table.NARRATIVE_FINDINGS:
        return  # of which these reports have none
    assert tuple(read[0]) == columns(table)
    assert {row["source"] for row in read} == {"a.html", "b.html"}
    assert "evidence" not in read[0]


def test_csv_with_evidence(run):
    read = list(csv.DictReader(io.StringIO(run("parse", "--csv", "findings", "--evidence", "a.html").stdout)))
    assert read[0]["evidence"].startswith("In accordance with")
    assert (read[0]["evidence_section"], read[0]["evidence_page"]) == ("Determination", "2")


def test_timeline_is_in_order_of_date(run):
    shown = run("timeline", "a.html")
    assert shown.exit_code == 0
    dates = ["4 March 2023", "20 March 2023", "22 March 2023", "May 2023 "]
    places = [shown.stdout.index(f"\n{date}") for date in dates]
    assert places == sorted(places)
    assert "● complaint made · resident" in shown.stdout
    assert "Conflicting dates" in shown.stdout
    events = json.loads(run("timeline", "--json", "a.html").stdout)
    assert [event["start"] for event in events] == ["2023-03-04", "2023-03-20", "2023-03-22", "2023-05-01"]
    read = list(csv.DictReader(io.StringIO(run("timeline", "--csv", "a.html").stdout)))
    assert [row["earliest"] for row in read] == [event["start"] for event in events]
    assert tuple(read[0]) == columns(Table.EVENTS)


def test_timeline_of_episodes_tells_each_happening_once(run):
    shown = run("timeline", "--episodes", "a.html").stdout
    assert shown.count("● stage 1 response") == 1
    assert "Stretches of 28 days or more without a dated event" in shown
    assert "21 March 2023 – 30 April 2023: 41 days" in shown
    assert "11 working days from the" in " ".join(shown.split())
    episodes = json.loads(run("timeline", "--episodes", "--json", "a.html").stdout)
    assert [len(episode["events"]) for episode in episodes] == [1, 2, 1]
    read = list(csv.DictReader(io.StringIO(run("timeline", "--episodes", "--csv", "a.html").stdout)))
    assert [row["other_dates"] for row in read] == ["", "2023-03-22", ""]
    assert [row["mentions"] for row in read] == ["1", "2", "1"]


@pytest.mark.parametrize(
    ("ending", "begins"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("html", b"<!doctype html>"), ("json", b"{")]
)
def test_timeline_is_drawn_to_a_file(run, tmp_path, ending, begins):
    path = tmp_path / f"history.{ending}"
    result = run("timeline", "a.html", "--out", str(path))
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert path.read_bytes().lstrip().startswith(begins)


def test_timeline_that_cannot_be_drawn(run, tmp_path, monkeypatch):
    result = run("timeline", "a.html", "--out", str(tmp_path / "none" / "a.svg"))
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr
    monkeypatch.setitem(sys.modules, "altair", None)
    result = run("timeline", "a.html", "--out", str(tmp_path / "a.svg"))
    assert result.exit_code == 1
    assert result.stderr == "drawing needs altair; install the extra plots: pip install 'ombudsparse[plots]'\n"


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["scan.pdf"], 3),
        ([], 2),
        (["--json", "--csv", "a"], 2),
        (["--json", "a", "--out", "a.svg"], 2),
        (["--episodes", "--evidence", "a"], 2),
        (["a", "--out", "a.gif"], 2),
        (["scan.pdf", "--out", "a.svg"], 3),
    ],
)
def test_timeline_exit_status(run, arguments, status):
    assert run("timeline", *arguments).exit_code == status


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--help"], ["parse", "timeline", "Housing Ombudsman"]),
        (["parse", "--help"], ["--jsonl", "--evidence", "--csv", "Examples", "> findings.csv", "Exit status"]),
        (["timeline", "--help"], ["Examples", "> timeline.csv", "--episodes", "--out timeline.svg"]),
        (["--version"], ["ombudsparse 0"]),
    ],
)
def test_help(run, arguments, words):
    result = run(*arguments)
    assert result.exit_code == 0
    assert all(word in result.stdout for word in words)


def test_the_command_needs_no_reader_to_give_help():
    loaded = "import sys, ombudsparse.cli.main; print(sorted({'spacy', 'pandas', 'pypdfium2'} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"


def test_data_is_utf_8_whatever_the_terminal():
    script = (
        "from invented_report import invented; from ombudsparse.cli import main as cli; "
        "cli.read_named_report = lambda _: invented()"
    )
    result = subprocess.run(
        [sys.executable, "-c", f"{script}; cli.main()", "parse", "--csv", "awards", "a.html"],
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[1] / "support",
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert "£1,250.50" in result.stdout.decode("utf-8")


def test_a_folder_is_its_reports(run, tmp_path):
    for name in ("b.html", "a.html", "notes.md"):
        (tmp_path / name).write_text("<p>the reader of these tests looks at no content</p>")
    read = csv.DictReader(io.StringIO(run("parse", "--csv", "determinations", str(tmp_path)).stdout))
    assert [Path(row["source"]).name for row in read] == ["a.html", "b.html"]


def test_an_address_is_told_how():
    told = CliRunner().invoke(cli.app, ["parse", "https://www.example.org/decision"])
    assert told.exit_code == 3
    assert "save the page and name the file" in told.stderr


COMMANDS = ["stats", "trend", "compare", "parse", "build", "query", "cases", "view", "timeline"]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_fits_80_columns_and_gives_no_type_of_a_flag(run, command, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    shown = run(command, "--help").stdout
    assert "<bool>" not in shown
    assert all(len(line) <= 80 for line in shown.splitlines())


def test_completion_can_be_installed(run):
    assert "--install-completion" in run("--help").stdout
