"""What decides whether a report is read again."""

import pytest

from ombudsparse.dataset import reading


@pytest.mark.parametrize(
    ("path", "matters"),
    [
        ("extract/awards.py", True),
        ("vocabulary/outcomes.toml", True),
        ("dataset/rows.py", True),
        ("present/evidence.py", True),  # gives the columns of evidence
        ("present/html.py", False),
        ("cli.py", False),
        ("cli_fetch.py", False),
        ("analysis/rates.py", False),
        ("explore/serve.py", False),
        ("plots/chart.py", False),
        ("fetch/run.py", False),
    ],
)
def test_changes_to_what_records_rest_on_read_them_again(path, matters):
    assert reading._is_parser(path) is matters


def test_the_version_is_a_hash_of_those_files(tmp_path):
    for name, text in (("records.py", "1"), ("cli.py", "1"), ("present/evidence.py", "1")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    first = reading._hash_of(tmp_path)
    (tmp_path / "cli.py").write_text("2")
    assert reading._hash_of(tmp_path) == first
    (tmp_path / "present" / "evidence.py").write_text("2")
    assert reading._hash_of(tmp_path) != first
