"""What decides whether a report is read again."""

import pytest

from ombudsparse.dataset import one_report


@pytest.mark.parametrize(
    ("path", "matters"),
    [
        ("extract/money/awards.py", True),
        ("vocabulary/outcomes.toml", True),
        ("tables/rows.py", True),
        ("structure/evidence.py", True),
        ("present/html/notebook.py", False),
        ("cli/main.py", False),
        ("cli/fetch_command.py", False),
        ("analysis/rates.py", False),
        ("explore/serve.py", False),
        ("plots/chart.py", False),
        ("fetch/run.py", False),
    ],
)
def test_changes_to_what_records_rest_on_read_them_again(path, matters):
    assert one_report._is_parser(path) is matters


def test_the_version_is_a_hash_of_those_files(tmp_path):
    for name, text in (("records.py", "1"), ("cli/main.py", "1"), ("structure/evidence.py", "1")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    first = one_report._hash_of(tmp_path)
    (tmp_path / "cli" / "main.py").write_text("2")
    assert one_report._hash_of(tmp_path) == first
    (tmp_path / "structure" / "evidence.py").write_text("2")
    assert one_report._hash_of(tmp_path) != first
