"""`ombudsparse query`: SQL over a dataset, as a table, CSV or JSON."""

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from ombudsparse.cli.main import app


@pytest.fixture
def query(dataset):
    return lambda sql, *options: CliRunner().invoke(app, ["query", str(dataset.folder), sql, *options])


def test_a_table(query):
    shown = query("SELECT code, count(*) AS n FROM problems WHERE stage = 'build' GROUP BY code")
    assert shown.exit_code == 0
    assert "not_a_determination" in shown.stdout
    assert "\x1b" not in shown.stdout


def test_the_columns_of_a_table_can_be_asked_for(query):
    read = list(csv.DictReader(io.StringIO(query("DESCRIBE milestones", "--csv").stdout)))
    assert [row["column_name"] for row in read][4:8] == ["milestone", "earliest", "latest", "precision"]


def test_csv(query, dataset):
    shown = query("SELECT case_reference, date, '=1+1' AS risky FROM determinations ORDER BY 1", "--csv")
    read = list(csv.DictReader(io.StringIO(shown.stdout)))
    assert [row["case_reference"] for row in read] == list(dataset.determinations.case_reference)
    assert {row["risky"] for row in read} == {"'=1+1"}


def test_json(query, dataset):
    shown = query("SELECT sum(amount) AS pounds, max(due_date) AS last FROM orders", "--json")
    (row,) = json.loads(shown.stdout)
    assert row["pounds"] == f"{dataset.orders.amount.sum():.2f}"
    assert row["last"] == dataset.orders.due_date.max().date().isoformat()


@pytest.mark.parametrize(("sql", "options", "status"), [
    ("SELEC 1", [], 3),
    ("SELECT * FROM absent", ["--csv"], 3),
    ("SELECT 1", ["--csv", "--json"], 2),
    ("SELECT error('late') FROM events", ["--json"], 3),
])  # fmt: skip
def test_what_is_wrong_is_told(query, sql, options, status):
    result = query(sql, *options)
    assert result.exit_code == status
    assert result.stderr
    assert "Traceback" not in result.stderr


def test_a_folder_that_is_no_dataset_is_told(tmp_path):
    result = CliRunner().invoke(app, ["query", str(tmp_path), "SELECT 1"])
    assert result.exit_code == 3
    assert "no dataset" in result.stderr
