"""What is found where, in which order, and what is said of what cannot be read."""

import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from ombudsparse.dataset.intake.found import Found, reports_in
from ombudsparse.dataset.intake.places import places
from ombudsparse.errors import DatasetError


def found(*named: object) -> list[Found]:
    return [each for place in places([str(name) for name in named]) for each in reports_in(place)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.html", "a/c.txt", "a/b.PDF", "a/.hidden.txt", ".journal/x.txt", "notes.md", "Z.htm"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    return tmp_path


def test_a_folder_gives_its_reports_in_order(folder):
    assert [Path(each.source).relative_to(folder).as_posix() for each in found(folder)] == [
        "Z.htm", "b.html", "a/b.PDF", "a/c.txt",
    ]  # fmt: skip


def test_a_glob_gives_what_matches(folder):
    assert [each.data for each in found(folder / "*.htm*")] == [b"Z.htm", b"b.html"]
    assert [each.data for each in found(folder / "**" / "*.txt")] == [b"a/c.txt"]


def test_a_file_is_taken_whatever_its_name(folder):
    assert found(folder / "notes.md") == [Found(str(folder / "notes.md"), b"notes.md")]


def test_a_name_with_the_signs_of_a_glob_is_a_name_where_it_exists(tmp_path):
    (tmp_path / "case [1].txt").write_text("x")
    assert len(found(tmp_path / "case [1].txt")) == 1


def test_a_list_gives_what_it_names(folder):
    (folder / "list").write_text(f"# reports\n{folder / 'b.html'}\n\n{folder / 'a'}\n")
    assert [each.data for each in found(f"@{folder / 'list'}")] == [b"b.html", b"a/b.PDF", b"a/c.txt"]


def test_a_zip_gives_its_reports(tmp_path):
    with zipfile.ZipFile(tmp_path / "r.zip", "w") as archive:
        for name in ("two.html", "one.txt", "readme.md", "__MACOSX/._one.txt"):
            archive.writestr(name, name)
    assert [(each.source.removeprefix(f"{tmp_path}/"), each.data) for each in found(tmp_path / "r.zip")] == [
        ("r.zip!one.txt", b"one.txt"), ("r.zip!two.html", b"two.html"),
    ]  # fmt: skip
    assert len(found(tmp_path)) == 2  # also where it stands in a folder


def test_json_lines_give_texts_pages_and_saved_determinations(tmp_path, determination):
    lines = [
        {"full_text": "words", "title": "A (202300001)", "url": "https://example.org/a", "id": 3},
        {"html": "<p>words</p>"},
        {"source": "x", **json.loads(determination.to_json())},
        {"title": "no text"},
    ]
    (tmp_path / "r.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\n\n[1]\n{broken\n")
    text, page, saved, empty, array, broken = found(tmp_path / "r.jsonl")
    assert (text.data, text.title, text.url) == (b"words", "A (202300001)", "https://example.org/a")
    assert page.data == b"<p>words</p>"
    assert saved.form == "saved"
    assert saved.source.endswith("r.jsonl#3")
    assert "has no text" in (empty.problem or "")
    assert "not the JSON of a report" in (array.problem or "")
    assert "not the JSON of a report" in (broken.problem or "")


def test_sqlite_gives_its_decisions(tmp_path):
    with closing(sqlite3.connect(tmp_path / "dump")) as database:
        database.execute("CREATE TABLE decisions (id INTEGER, url, title, decision_date, landlord, full_text)")
        database.executemany(
            "INSERT INTO decisions VALUES (?, ?, ?, '', '', ?)",
            [(2, "u", "B (202300002)", "two"), (1, None, None, "one"), (3, "v", "C", None)],
        )
        database.commit()
    two, one, three = found(tmp_path / "dump")
    assert (one.source, one.data, one.url) == (f"{tmp_path}/dump#1", b"one", None)
    assert (two.title, two.url) == ("B (202300002)", "u")
    assert three.problem


def test_another_database_is_refused(tmp_path):
    with closing(sqlite3.connect(tmp_path / "other.db")) as database:
        database.execute("CREATE TABLE things (id)")
    assert "a table decisions" in (found(tmp_path / "other.db")[0].problem or "")


@pytest.mark.parametrize("name", ["absent.html", "*.absent", "@absent"])
def test_what_is_not_there_is_refused(name, tmp_path):
    with pytest.raises(DatasetError, match="absent"):
        found(tmp_path / name if name[0] != "@" else name)


def test_the_key_tells_contents_and_titles_apart():
    keys = {Found("a", b"x").key, Found("a", b"y").key, Found("a", b"x", title="t").key, Found("a", b"x", "saved").key}
    assert len(keys) == 4
    assert Found("a", b"x").key == Found("b", b"x", url="u").key
