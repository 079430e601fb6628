"""The commands of the analysis on a dataset made by hand, small enough to be counted in one's head."""

import csv
import io
import json
import subprocess
import sys
from functools import cache

import pytest
from typer.testing import CliRunner

from ombudsparse.analysis.grouping import BY
from ombudsparse.cli import main as cli
from ombudsparse.cli.analysis_commands import Grouping
from ombudsparse.dataset.datapackage import PACKAGE, package, write_package
from ombudsparse.dataset.parquet import TableWriter
from ombudsparse.present.terminal.figures import money, number, percent, points_of
from ombudsparse.schema import names

HOSTILE = "=Ev\x1b[31mil [red]Homes\u202e"
DECIDED = {  # by case: landlord as printed, canonical, date, outcomes, money ordered
    "202200001": ("Optivo", "Optivo", "2022-05-01", ["severe_maladministration", "no_maladministration"], "1234.50"),
    "202200002": ("Optivo Ltd", "Optivo", "2023-03-31", ["service_failure", "outside_jurisdiction"], "100"),
    "202300003": ("Optivo", "Optivo", "2023-04-01", ["reasonable_redress"], "0"),
    "202300004": (HOSTILE, None, "2023-06-01", ["maladministration"], "200"),
    "202300005": ("Southern Housing", "Southern Housing", "2023-06-02", ["no_maladministration"], "0"),
}
SCALE = ("no_maladministration", "service_failure", "maladministration", "severe_maladministration")


def rows_of(reference):
    """The rows of a case, by table, without number and evidence."""
    landlord, canonical, date, outcomes, sum_ordered = DECIDED[reference]
    findings = [
        {
            "outcome": outcome, "statement": "formal", "source_form": "list", "text": "its handling of the damp",
            "head_number": 1, "severity": outcome if outcome in SCALE else None,
            "upheld": outcome != SCALE[0] if outcome in SCALE else None,
            "evidence": f"There was {outcome} \x1b[2J in the damp",
        }
        for outcome in outcomes
    ]  # fmt: skip
    case = {
        "landlord": landlord, "landlord_canonical": canonical, "date": date, "layout": "report",
        "decision_type": "investigation", "compensation_ordered": sum_ordered, "compensation_deductible": "0",
        "compensation_new": sum_ordered, "findings_count": len(findings),
    }  # fmt: skip
    paid = [{"amount": sum_ordered, "role": "ordered", "text": f"£{sum_ordered}", "head_number": 1}]
    order = [{"text": "Pay the resident.", "types": "compensation", "amount": sum_ordered, "due_date": "2024-01-01"}]
    return {
        "determinations": [case],
        "heads": [{"text": "the damp", "category": "damp_and_mould", "categories": "damp_and_mould"}],
        "findings": findings,
        "awards": paid if sum_ordered != "0" else [],
        "orders": order if sum_ordered != "0" else [],
        "milestones": [
            {"milestone": name, "earliest": day, "latest": day, "precision": "day", "text": name, "mention": day}
            for name, day in (("complaint_made", "2021-12-20"), ("stage_1_response", "2022-03-01"))
        ],
        "sources": [
            {
                "url": f"https://example.org/{reference}" if canonical == "Optivo" else None,
                "status": "kept",
                "content_hash": "00",
            }
        ],
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The dataset, written as a build writes it."""
    made = tmp_path_factory.mktemp("dataset")
    counts = {}
    for name in names():
        rows = []
        for reference in DECIDED:
            for place, row in enumerate(rows_of(reference).get(name, []), 1):
                traced = {"evidence": "words", "evidence_section": "Decision", "evidence_start": place * 100,
                          "evidence_end": place * 100 + 40}  # fmt: skip
                keys = {"case_reference": reference, "source": f"{reference}.html", "number": place}
                rows.append(keys | traced | row)
        with TableWriter(made, name) as writer:
            writer.extend([[row.get(column.name) for row in rows] for column in writer.columns])
        counts[name] = len(rows)
    write_package(made / PACKAGE, package(made, counts, given=["hand"], attribution=None, fingerprint="0"))
    return str(made)


@pytest.fixture(scope="module")
def run(folder):
    """Runs a command on the dataset, the folder being the second argument; the same one only once."""

    @cache
    def call(command, *arguments, columns=100):
        return CliRunner().invoke(cli.app, [command, folder, *arguments], env={"COLUMNS": str(columns)})

    return call


def lines(result):
    """What was printed, white space folded."""
    assert result.exit_code == 0, result.stderr
    return [" ".join(line.split()) for line in result.stdout.splitlines()]


def read(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize(
    ("share", "worded"),
    [(0, "0%"), (1, "100%"), (0.004, "<1%"), (0.996, ">99%"), (0.125, "13%"), (0.285, "29%"), (22 / 36, "61%")],
)
def test_percentages_round_halves_up_and_never_to_none_or_all(share, worded):
    assert percent(share) == worded


@pytest.mark.parametrize(
    ("word", "value", "worded"),
    [
        (money, 20615.4, "£20,615.40"), (money, 4025.0, "£4,025"), (money, None, "–"), (number, 1203, "1,203"),
        (number, 13.5, "13.5"), (number, 13.0, "13"), (points_of, 0.124, "+12"), (points_of, -0.03, "−3"),
        (points_of, -0.001, "0"), (points_of, None, "–"),
    ],
)  # fmt: skip
def test_numbers_are_worded(word, value, worded):
    assert word(value) == worded


def test_every_grouping_of_the_analysis_can_be_asked_for():
    assert set(Grouping) == {*BY, "severity"}


def test_stats_with_a_table_of_landlords_and_beside_a_file(run, tmp_path):
    homes = tmp_path / "homes.csv"
    homes.write_text("landlord,homes,region\nOptivo,1500,South\n")
    told = lines(run("stats", "--by", "region", "--landlords", str(homes)))
    assert "South 3 50% (12–88%), 2 of 4 · few" in told
    assert "Optivo 1,500 3 · few 2.00 1.33" in lines(run("stats", "--measure", "homes", "--landlords", str(homes)))
    merged = lines(run("stats", "--by", "landlord", "--successors"))
    assert any("counted under these, by the date of the decision" in line for line in merged)
    file = tmp_path / "published.csv"
    file.write_text("landlord,financial_year,determinations,findings,severe_findings,maladministration_rate\n"
                    "Optivo,2022-23,4,9,1,50%\n")  # fmt: skip
    beside = lines(run("stats", "--beside", str(file), "--year", "2022-23"))
    assert any(line.startswith("Optivo 2 of 4, 50%") for line in beside)


# findings considered: Optivo 2 + 1 (one is outside jurisdiction) + 1, the hostile name 1, Southern Housing 1
@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        ((), "5 50% (16–84%), 3 of 6"),
        (("--by", "landlord"), "Optivo 3 50% (12–88%), 2 of 4 · few"),
        (("--by", "landlord", "--minimum", "3"), "Optivo 3 50% (12–88%), 2 of 4"),
        (("--by", "landlord", "--level", "case"), "Optivo 3 67% (21–94%), 2 of 3 · few"),
        (("--by", "financial_year"), "2022-23 2 67% (15–96%), 2 of 3 · few"),
        (("--by", "category"), "damp and mould 5 50% (16–84%), 3 of 6"),
        (("--measure", "outcomes"), "severe maladministration 14%, 1 of 7"),
        (("--measure", "compensation"), "3 of 5 · few 0 £1,534.50 £1,534.50 £512 £200 £150–£717 £1,234.50"),
        (("--measure", "orders"), "compensation 3 100%, 3 of 3 276"),
        (("--measure", "failings"), "Optivo damp and mould 2 2 1 1 May 2022 – 31 March 2023"),
        (("--measure", "answers"), "stage 1 2020 5 48 100% (57–100%), 5 of 5 100%"),
    ],
)
def test_stats(run, arguments, shown):
    assert shown in lines(run("stats", *arguments))


def test_every_table_ends_with_its_notes(run):
    told = lines(run("stats", "--by", "landlord"))
    assert "· 1 finding is left out: 1 outside jurisdiction." in told
    assert any("hold 53% of the determinations of 2024-25" in line for line in told)


def test_top_and_sort_say_what_is_left_out_and_put_the_few_last(run):
    rows = read(run("stats", "--by", "landlord", "--sort", "rate", "--csv", "--minimum", "3").stdout)
    assert [row["upheld"] for row in rows] == ["2", "1", "0"]  # Optivo, though the hostile name has 1 of 1
    told = run("stats", "--by", "landlord", "--top", "1")
    assert "Southern" not in told.stdout
    assert "· 1 of 3 groups are given here (--top); the other notes are of all." in lines(told)


def test_trend_of_one_landlord(run):
    told = lines(run("trend", "--landlord", "OPTIVO LIMITED"))
    assert told[0] == "Maladministration rate by financial year of the decision: Optivo"
    assert "2022-23 2 67% (15–96%), 2 of 3 · few ···──────────●──────·" in told
    assert "2023-24 1 0% (0–79%), 0 of 1 · few ●────────────────····" in told


def test_trend_of_an_unresolved_landlord_says_that_it_is_one(run):
    assert "not in the table of landlords" in " ".join(lines(run("trend", "--landlord", HOSTILE)))
    assert "not in the table of landlords" not in run("trend", "--landlord", "OPTIVO LIMITED").stdout


def test_compare_sets_two_side_by_side(run):
    told = lines(run("compare", "optivo", "Southern Housing", columns=160))
    assert told[1] == "Measure optivo Southern Housing Difference What is counted"
    assert any(
        line.startswith("maladministration rate 50%, 2 of 4 0%, 0 of 1 −50 points (−88 to +38)") for line in told
    )
    assert "· a is Optivo, b is Southern Housing; differences are b less a." in told


@pytest.mark.parametrize(
    "shown",
    [
        "Optivo",
        "Printed as Optivo (2), Optivo Ltd (1)",
        "Followed by Southern Housing (merger, 2022-12-16); its cases are its own, not in these",
        "3 50% (12–88%), 2 of 4 · few ··────────●────────··",
        "2022-23 2 67% (15–96%), 2 of 3 · few ···──────────●──────·",
        "damp and mould severe maladministration 20%, 1 of 5",
        "202200001 1 May 2022 severe maladministration 1 of 2 £1,234.50",
        "202300003 1 April 2023 reasonable redress 0 of 1 none",
    ],
)
def test_landlord_page(run, shown):
    assert shown in lines(run("landlord", "Optivo", columns=130))


def test_landlord_page_names_what_it_follows(run):
    assert any(
        line.startswith("Followed Optivo (merger, 2022-12-16") for line in lines(run("landlord", "Southern Housing"))
    )


@pytest.mark.parametrize(
    "command", [("landlord", "Optvio"), ("trend", "--landlord", "Optvio"), ("compare", "Optvio", "x")]
)
def test_unknown_landlords_are_told_with_the_nearest(run, command):
    result = run(*command)
    assert (result.exit_code, result.stdout) == (3, "")
    assert "'Optvio'" in result.stderr
    assert "Optivo" in result.stderr.replace("Optvio", "")


def test_case_is_printed_from_the_dataset(run):
    told = lines(run("case", "202200001"))
    assert told[0] == "Optivo"
    assert "severe maladministration its handling of the damp – 1" in told
    assert "https://example.org/202200001" in told
    rows = read(run("case", "202200001", "--csv", "findings", "--evidence").stdout)
    assert [(row["outcome"], row["evidence_start"]) for row in rows] == [
        ("severe_maladministration", "100"), ("no_maladministration", "200"),
    ]  # fmt: skip
    made = json.loads(run("case", "202200001", "--json").stdout)
    assert made["determinations"][0]["compensation_ordered"] == "1234.50"
    assert "evidence" not in made["findings"][0]


def test_json_has_rows_and_notes_and_what_each_row_counts(run):
    made = json.loads(run("stats", "--by", "landlord", "--json", "--evidence").stdout)
    first = made["rows"][0]
    assert (first["landlord"], first["upheld"], first["findings"], first["rate"]) == ("Optivo", 2, 4, 0.5)
    assert [each["case_reference"] for each in first["evidence"]] == [
        "202200001",
        "202200001",
        "202200002",
        "202300003",
    ]
    assert first["evidence"][0]["url"] == "https://example.org/202200001"
    assert made["notes"]


def test_csv_of_one_measure_and_of_several(run):
    rows = read(run("stats", "--by", "landlord", "--csv", "--evidence").stdout)
    assert len(rows) == 6
    every = read(run("landlord", "Optivo", "--csv").stdout)
    assert {"measure": "maladministration_rate", "group": "2022-23", "figure": "upheld", "value": "2"} in every
    result = run("stats", "--csv")
    assert "hold 53%" in result.stderr
    assert "hold 53%" not in result.stdout


def test_evidence_is_quoted_with_its_place_and_link(run):
    told = lines(run("stats", "--by", "landlord", "--top", "1", "--evidence"))
    at = told.index("202200001 · 1 May 2022")
    assert told[at + 1 : at + 4] == [
        "severe maladministration",
        "“There was severe_maladministration \ufffd[2J in the damp” (Decision)",
        "https://example.org/202200001",
    ]


def test_evidence_of_a_comparison_without_links_names_the_source(run):
    told = lines(run("compare", HOSTILE, "Southern Housing", "--evidence"))
    at = told.index("202300005 · 2 June 2023 · Southern Housing")
    assert told[at : at + 8].index("202300005.html") > 0  # neither case has an address


@pytest.mark.parametrize("width", [24, 80])
@pytest.mark.parametrize(
    "arguments",
    [("stats", "--evidence"), ("stats", "--by", "landlord"), ("trend", "--measure", "compensation"),
     ("trend", "--measure", "answers"), ("landlord", HOSTILE), ("compare", "Optivo", HOSTILE)],
)  # fmt: skip
def test_hostile_text_and_narrow_terminals(run, arguments, width):
    result = run(*arguments, columns=width)
    assert result.exit_code == 0, result.stderr
    assert not {"\x1b", "\u202e"} & set(result.stdout)
    assert "…" not in result.stdout  # no figure is cut
    assert max(map(len, result.stdout.splitlines())) <= width


def test_csv_has_no_formula(run):
    rows = read(run("stats", "--by", "landlord", "--csv").stdout)
    assert [row["landlord"][:2] for row in rows] == ["Op", "'=", "So"]
    below = read(run("compare", "Optivo", "Southern Housing", "--csv").stdout)[0]
    assert float(below["difference"]) == -0.5  # a number is no formula


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("stats", "--by", "nonsense"), 2),
        (("stats", "--by", "severity"), 2),
        (("stats", "--measure", "offers", "--by", "category"), 2),
        (("stats", "--measure", "orders", "--level", "case"), 2),
        (("stats", "--measure", "orders", "--minimum", "3"), 2),
        (("stats", "--by", "landlord", "--sort", "landlord"), 2),
        (("stats", "--top", "3"), 2),
        (("stats", "--json", "--csv"), 2),
        (("stats", "--year", "2024-25"), 3),
        (("stats", "--beside", "published", "--by", "landlord"), 2),
        (("stats", "--beside", "published", "--year", "2010-11"), 3),
        (("stats", "--landlords", "nowhere.csv"), 3),
        (("stats", "--measure", "homes"), 2),
        (("trend", "--measure", "compensation", "--level", "case"), 2),
        (("trend", "--by", "landlord"), 2),
        (("compare", "a"), 2),
        (("compare", "repairs", "pests", "--by", "category"), 2),
        (("compare", "2021-22", "2022-23", "--by", "financial_year"), 3),
        (("case", "999999999"), 3),
    ],
)
def test_exit_status(run, arguments, status):
    result = run(*arguments)
    assert result.exit_code == status
    assert result.stdout == ""
    assert result.stderr


@pytest.mark.parametrize("arguments", [["stats"], ["trend"], ["compare", "a", "b"], ["landlord", "a"], ["case", "a"]])
def test_no_dataset(tmp_path, arguments):
    command, *rest = arguments
    result = CliRunner().invoke(cli.app, [command, str(tmp_path), *rest])
    assert result.exit_code == 3
    assert "no dataset" in result.stderr


def test_a_terminal_without_the_characters_gets_question_marks(folder):
    command = [sys.executable, "-c", "from ombudsparse.cli.main import main; main()", "trend", folder]
    done = subprocess.run(command, capture_output=True, env={"PYTHONIOENCODING": "ascii", "COLUMNS": "80"}, check=True)
    assert b"67% (15?96%), 2 of 3" in done.stdout
