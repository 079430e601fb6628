"""SQL reads the dataset and the files that were named for it, and nothing else; it writes nothing."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from ombudsparse.cli.main import app
from ombudsparse.dataset.stores.sql_query import query
from ombudsparse.errors import DatasetError


@pytest.fixture
def secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with files that a query is not to see."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "secret.csv").write_text("name,word\na,hidden\n")
    (tmp_path / "secret.json").write_text('[{"word": "hidden"}]')
    return tmp_path


REACHES = [
    "SELECT * FROM read_csv('secret.csv')",
    "SELECT * FROM read_csv_auto('secret.csv')",
    "SELECT * FROM 'secret.csv'",
    'SELECT * FROM "secret.csv"',
    "FROM 'secret.json'",
    "SELECT * FROM read_json('secret.json')",
    "SELECT * FROM read_json_auto('secret.json')",
    "SELECT * FROM read_text('secret.csv')",
    "SELECT content FROM read_blob('*')",
    "SELECT * FROM glob('*')",
    "SELECT * FROM sniff_csv('secret.csv')",
    "SELECT * FROM read_parquet('{dataset}/heads.parquet')",
    "SELECT * FROM parquet_metadata('{dataset}/heads.parquet')",
    "SELECT * FROM parquet_schema('{dataset}/heads.parquet')",
    "SELECT * FROM query('SELECT * FROM read_csv(''secret.csv'')')",
    "SELECT * FROM query_table('secret.csv')",
    "SELECT * FROM read_csv('http://127.0.0.1:1/x.csv')",
    "SELECT * FROM 'https://example.org/x.parquet'",
    "SELECT * FROM read_csv('s3://bucket/x.csv')",
    "SELECT (SELECT count(*) FROM read_csv('secret.csv'))",
    "WITH a AS (SELECT * FROM read_csv('secret.csv')) SELECT * FROM a",
    "DESCRIBE SELECT * FROM 'secret.csv'",
    "SUMMARIZE 'secret.csv'",
    "EXPLAIN ANALYZE SELECT * FROM 'secret.csv'",
    "EXPLAIN ANALYZE COPY (SELECT 1) TO 'out.csv'",
    "EXPLAIN COPY heads TO 'out.csv'",
    "EXPLAIN (FORMAT json) CREATE TABLE t AS SELECT 1",
    "SELECT * FROM sqlite_scan('x.db', 't')",
    "SELECT * FROM sys.path",
    "SELECT * FROM names_of_python",
    "COPY heads TO 'out.csv'",
    "COPY (SELECT 1) TO '{dataset}/heads.parquet' (FORMAT parquet)",
    "EXPORT DATABASE 'out'",
    "IMPORT DATABASE 'out'",
    "ATTACH 'out.duckdb'",
    "ATTACH ':memory:' AS other",
    "CREATE TABLE t AS SELECT 1",
    "CREATE VIEW v AS SELECT 1",
    "CREATE MACRO m() AS 1",
    "CREATE SECRET (TYPE s3)",
    "INSERT INTO heads SELECT * FROM heads",
    "DELETE FROM heads",
    "UPDATE heads SET text = ''",
    "DROP VIEW heads",
    "INSTALL httpfs",
    "LOAD httpfs",
    "FORCE INSTALL httpfs",
    "SET enable_external_access = true",
    "RESET enable_external_access",
    "SET lock_configuration = false",
    "PRAGMA enable_profiling",
    "PRAGMA database_list",
    "CALL pragma_version()",
    "CHECKPOINT",
    "BEGIN",
    "USE memory",
    "PREPARE p AS SELECT 1",
    "EXECUTE p",
    "SELECT 1; COPY heads TO 'out.csv'",
    "SELECT 1; SELECT 2",
    "",
    "   ",
    "-- nothing",
    "SELECT set_config('a', 'b')",
    "PIVOT heads ON category USING count(*); COPY heads TO 'out.csv'",
]


@pytest.mark.parametrize("sql", REACHES)
def test_what_reaches_beyond_the_dataset_is_refused(sql, secret, dataset):
    before = {path: path.stat().st_mtime_ns for path in [*secret.iterdir(), *dataset.folder.iterdir()]}
    with (
        pytest.raises(DatasetError) as raised,
        query(dataset.folder, sql.replace("{dataset}", str(dataset.folder))) as (_, rows),
    ):
        list(rows)
    assert "hidden" not in str(raised.value)
    assert {path: path.stat().st_mtime_ns for path in [*secret.iterdir(), *dataset.folder.iterdir()]} == before


READS = [
    "SELECT count(*) FROM determinations",
    "FROM heads",
    "DESCRIBE events",
    "SUMMARIZE awards",
    "SHOW TABLES",
    "EXPLAIN SELECT * FROM heads",
    "VALUES (1), (2)",
    "WITH a AS (SELECT * FROM heads) SELECT count(*) FROM a JOIN findings USING (case_reference)",
    "SELECT outcome, count(*) FROM findings GROUP BY ALL ORDER BY 2 DESC LIMIT 3",
    "SELECT year(date), median(compensation_ordered) FROM determinations GROUP BY 1",
    "SELECT * FROM orders WHERE amount > 100 AND due_date > DATE '2020-01-01'",
    "SELECT 1;",
]


@pytest.mark.parametrize("sql", READS)
def test_what_reads_is_answered(sql, dataset, secret):
    with query(dataset.folder, sql) as (names, rows):
        assert names
        assert list(rows)
    assert sorted(path.name for path in secret.iterdir()) == ["secret.csv", "secret.json"]


def test_a_query_that_needs_all_memory_is_told(dataset, secret):
    sql = "SELECT list(range) FROM range(2000000000)"
    with pytest.raises(DatasetError, match=r"(?i)memory"), query(dataset.folder, sql) as (_, rows):
        list(rows)


def test_a_file_of_ones_own_is_a_table_where_it_is_named(dataset, secret):
    landlord = dataset.determinations.landlord[0]
    (secret / "own stock.csv").write_text(f'landlord,homes\n"{landlord}",1200\n')
    sql = "SELECT DISTINCT landlord, homes FROM determinations JOIN stock USING (landlord)"
    with query(dataset.folder, sql, {"stock": secret / "own stock.csv"}) as (_, rows):
        assert list(rows) == [(landlord, 1200)]
    command = ["query", str(dataset.folder), "--with", "stock=own stock.csv", "--csv", sql]
    assert CliRunner().invoke(app, command).stdout.splitlines()[1].endswith(",1200")


@pytest.mark.parametrize(("name", "file"), [
    ("heads", "secret.csv"), ("a b", "secret.csv"), ('x"; DROP', "secret.csv"), ("", "secret.csv"), ("a", "absent.csv"),
    ("a", "*.csv"), ("a", "http://127.0.0.1:1/x.csv"), ("a", "."),
])  # fmt: skip
def test_what_cannot_be_a_table_is_told(name, file, dataset, secret):
    with pytest.raises(DatasetError), query(dataset.folder, "SELECT 1", {name: Path(file)}) as (_, rows):
        list(rows)


def test_the_option_is_told_how_to_be_given(dataset):
    assert CliRunner().invoke(app, ["query", str(dataset.folder), "SELECT 1", "--with", "x.csv"]).exit_code == 2
