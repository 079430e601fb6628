"""A case of a dataset as a page: read again from its source, or made from the rows where the source is gone."""

import shutil
from itertools import chain
from pathlib import Path

import msgspec
import pytest
from corpus_reports import CORPUS, determination
from typer.testing import CliRunner

from ombudsparse.cli import main as cli
from ombudsparse.collection import stored_case
from ombudsparse.collection.restored_records import determination_of_rows
from ombudsparse.collection.stored_case import case_of
from ombudsparse.dataset.build import build
from ombudsparse.errors import DatasetError
from ombudsparse.landlords.printed_types import landlord_type_of
from ombudsparse.present.html.highlights import marks_of
from ombudsparse.schema import Table
from ombudsparse.structure.evidence import evidence_at
from ombudsparse.tables.rows import rows

NAMES = {"202433871": "calder-fen-202433871", "202226174": "olney-brook-202226174"}
FORMS = [
    ("calder-fen-202433871", "page.html"),
    ("quarrendon-202407719", "report.pdf"),
    ("lindholme-202441520", "dump.txt"),
    ("wexcombe-202107946", "nested.txt"),
]
CONTEXT = {"section", "paragraph", "page", "text"}


def tables_of(found):
    return {table: rows(found, table, "page.html", evidence=True) for table in Table}


def evidence_of(found):
    """The words and the place behind every record but the conflicts, of which a row has only one mention."""
    kinds = (found.heads, found.findings, found.orders, found.recommendations, found.awards, found.events)
    places = [record.span for record in chain(*kinds, found.citations, found.problems) if record.span]
    told = [msgspec.to_builtins(evidence_at(found.document, span)) for span in places]
    return [{name: each[name] for name in CONTEXT} for each in told]


@pytest.mark.parametrize(("name", "form"), FORMS)
def test_rows_give_the_records_back_with_their_words_and_places(name, form):
    """But for what the tables have under one name: the formal findings first, and the kind of landlord as a slug."""
    read = determination(name, form)
    kind, said_by = landlord_type_of(read.landlord_type, read.landlord_canonical)
    found = msgspec.structs.replace(
        read,
        findings=(*read.formal_findings, *read.narrative_findings),
        landlord_type=kind if said_by == "report" else None,
    )
    again = determination_of_rows(tables_of(found))
    assert again.to_dict(document=False) == found.to_dict(document=False)
    assert evidence_of(again) == evidence_of(found)
    assert len(again.document.text) < len(found.document.text)
    assert {mark.kind for mark in marks_of(again)} == {mark.kind for mark in marks_of(found)}


def test_the_words_shown_from_rows_are_words_of_the_report():
    found = determination("quarrendon-202407719", "report.pdf")
    again = determination_of_rows(tables_of(found)).document
    whole = " ".join(found.document.text.split())
    for block in again.blocks:
        assert " ".join(block.span.of(again.text).split()) in whole


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [("findings", "outcome", "guilty"), ("events", "earliest", None), ("conflicts", "dates", "yesterday")],
)
def test_rows_that_were_tampered_with_are_refused(table, column, value):
    found = determination("lindholme-202441520")
    tables = tables_of(found)
    tables[Table(table)][0][column] = value
    with pytest.raises(DatasetError, match="build the dataset again"):
        determination_of_rows(tables)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A folder with two reports, one in a zip file, and their dataset, built from paths relative to the folder."""
    folder = tmp_path_factory.mktemp("view")
    for name in NAMES.values():
        (folder / "reports" / name).mkdir(parents=True)
        shutil.copy(CORPUS / "reports" / name / "page.html", folder / "reports" / name)
    shutil.make_archive(str(folder / "olney"), "zip", folder / "reports", NAMES["202226174"])
    with pytest.MonkeyPatch.context() as here:
        here.chdir(folder)
        build([f"reports/{NAMES['202433871']}", "olney.zip"], "dataset", workers=1, progress=False)
    return folder


@pytest.fixture
def folder(built, tmp_path, monkeypatch):
    """The same, to be changed, as the folder that one works in."""
    shutil.copytree(built, tmp_path / "view")
    monkeypatch.chdir(tmp_path / "view")
    return tmp_path / "view"


def source_of(folder):
    return folder / "reports" / NAMES["202433871"] / "page.html"


@pytest.mark.parametrize("reference", NAMES)
def test_a_case_is_read_again_from_its_source_which_may_stand_beside_the_dataset(built, reference):
    case = case_of(built / "dataset", reference)
    assert (case.notices, case.excerpts) == ((), False)
    assert case.determination.document.text == determination(NAMES[reference]).document.text
    assert case.name.endswith("page.html")


def test_a_case_without_its_source_or_with_another_is_made_from_the_rows(folder):
    whole = determination(NAMES["202433871"])
    source = source_of(folder)
    source.write_bytes(source.read_bytes().replace(b"5 August 2024", b"6 August 2024"))
    changed = case_of(Path("dataset"), "202433871")
    source.unlink()
    gone = case_of(Path("dataset"), "202433871")
    for case, reason in ((changed, "not the one that the dataset was built from"), (gone, "no longer there")):
        assert case.excerpts
        assert reason in case.notices[0]
        assert rows(case.determination, Table.EVENTS, "") == rows(whole, Table.EVENTS, "")
        assert rows(case.determination, Table.AWARDS, "") == rows(whole, Table.AWARDS, "")


def test_a_reader_is_told_where_the_dataset_says_otherwise(folder, monkeypatch):
    read = stored_case.determination_in
    monkeypatch.setattr(
        stored_case,
        "determination_in",
        lambda found: msgspec.structs.replace(read(found), tenure="shared owner", findings=()),
    )
    (notice,) = case_of(Path("dataset"), "202433871").notices
    assert "differs from the dataset in tenure, findings_count" in notice


def view(*arguments):
    return CliRunner().invoke(cli.app, ["view", *(str(each) for each in arguments)])


def test_the_command_writes_a_page_of_a_file(folder):
    result = view(folder / "reports" / NAMES["202226174"] / "page.html", "--out", "page.html")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    page = (folder / "page.html").read_text("utf-8")
    assert "<h1>Olney Brook Homes Limited</h1>" in page
    assert str(folder) not in page


def test_the_command_knows_a_reference_from_a_file(folder):
    source_of(folder).unlink()
    result = view("202433871", "--out", "page.html")
    assert result.exit_code == 0
    assert "Made from the dataset alone" in result.stderr
    page = (folder / "page.html").read_text("utf-8")
    assert "Made from the dataset alone" in page
    assert "The words behind the records" in page
    (folder / "202433871").write_text("no report")
    assert "is not a Housing Ombudsman determination" in view("202433871", "--out", "page.html").stderr


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["nothing.html", "--out", "page.html"], 3, "nothing.html: "),
        (["999999999", "--out", "page.html"], 3, "dataset has no case 999999999"),
        (["202433871", "--dataset", "reports", "--out", "page.html"], 3, "no dataset"),
        (["202433871", "--out", "reports"], 1, "cannot be written"),
        (["202433871"], 2, "--out"),
        (["olney.zip", "--out", "olney.zip"], 2, "names the report itself"),
    ],
)
def test_exit_status(folder, arguments, status, told):
    result = view(*arguments)
    assert result.exit_code == status
    assert told in " ".join(result.stderr.split())
    assert not (folder / "page.html").exists()
