"""Determination statements: the table of invented wordings, the lead-ins, and what must hold of any text."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ombudsparse.extract.findings.scheme_paragraphs import citations
from ombudsparse.extract.findings.statements import Carried, StatementReading, read_statement
from ombudsparse.records import Outcome

TABLE = [json.loads(line) for line in (Path(__file__).parent / "statements.jsonl").read_text("utf-8").splitlines()]
REAL = Path(__file__).parents[4] / "shared" / "real" / "lines" / "findings.jsonl"


def carried(pair: list[str | None] | None) -> Carried | None:
    return Carried(pair[1], Outcome(pair[0]) if pair[0] else None) if pair else None


def told(text: str, reading: StatementReading) -> list[list[str | None]]:
    return [[f.outcome.value, f.matter.of(text) if f.matter else None, f.paragraph] for f in reading.findings]


@pytest.mark.parametrize("row", TABLE, ids=[row["text"][:60] for row in TABLE])
def test_table(row):
    reading = read_statement(row["text"], carried(row.get("carried")), formal=row.get("formal", True))
    got, want = told(row["text"], reading), row["findings"]
    if row.get("any_matter"):
        got = [[outcome, None, paragraph] for outcome, _, paragraph in got]
    assert got == want
    assert reading.open == carried(row.get("open"))
    assert bool(reading.unmapped) == row.get("unmapped", False)


def test_the_table_is_large_enough():
    stating = [row for row in TABLE if row["findings"]]
    silent = [row for row in TABLE if not row["findings"] and "open" not in row]
    assert len(stating) >= 250
    assert len(silent) >= 60


@pytest.mark.parametrize(
    ("words", "paragraph"),
    [
        ("paragraph 52 of the Scheme", "52"),
        ("paragraph 52. of the Scheme", "52"),
        ("paragraph 5 2 of the Scheme", "52"),
        ("paragraph 53b of the Scheme", "53(b)"),
        ("paragraph 53(b) of the Scheme", "53(b)"),
        ("paragraph 53.b. of the Scheme", "53(b)"),
        ("paragraph 53.b of the Scheme", "53(b)"),
        ("paragraph 55 (b) of the Scheme", "55(b)"),
        ("paragraph 53 ( b ) of the Scheme", "53(b)"),
        ("paragraph 5 3 ( b ) of the Scheme", "53(b)"),
        ("paragraph 39( g ) of the Scheme", "39(g)"),
        ("paragraph 53 b of the Scheme", "53(b)"),
        ("Paragraph 42(A) of the Scheme", "42(a)"),
        ("paragraphs 42.d. of the Scheme", "42(d)"),
        ("paragraph 42(a) and 42(c) of the Scheme", "42(a)"),
        ("paragraphs 39(e) and (m) of the Scheme", "39(e)"),
        ("paragraph 41(b)(ii) of the Scheme", "41(b)"),
        ("section 42(a) of the Housing Ombudsman Scheme", "42(a)"),
        ("p aragraph 54 of the Housing Ombudsman’s Scheme", "54"),
        ("para. 54(f) of the Scheme", "54(f)"),
        ("paragraph 23 (g)", "23(g)"),
    ],
)
def test_paragraphs_are_normalised(words, paragraph):
    text = f"In accordance with {words}, there was service failure in the landlord’s handling of the shed."
    assert [cited.paragraph for cited in citations(text)] == [paragraph]
    assert [finding.paragraph for finding in read_statement(text).findings] == [paragraph]


@pytest.mark.parametrize(
    "words",
    [
        "for the reasons in paragraphs 13 to 15 of this report",
        "under section 11 of the Landlord and Tenant Act 1985",
        "as set out in paragraph 24 above",
    ],
)
def test_other_paragraphs_are_not_the_schemes(words):
    assert citations(f"There was service failure in its handling of the shed, {words}.") == ()


def test_what_a_list_inherits():
    lead_in = read_statement("In accordance with paragraph 52 of the Housing Ombudsman Scheme, there was:")
    item = "Service failure in the landlord’s handling of:"
    opened = read_statement(item, lead_in.open)
    leaf = "The resident’s reports of a broken swing."
    findings = read_statement(leaf, opened.open).findings
    assert opened.open == Carried("52", Outcome.SERVICE_FAILURE)
    assert told(leaf, StatementReading(findings)) == [
        ["service_failure", "The resident’s reports of a broken swing", "52"]
    ]


def test_reasoning_needs_more_than_place():
    bare = "Service failure in the landlord’s handling of the hedge."
    assert read_statement(bare).findings
    assert not read_statement(bare, formal=False).findings


WELL_SPELT = [row for row in TABLE if not read_statement(row["text"]).misspelt]


@pytest.mark.parametrize("row", [row for row in WELL_SPELT if row["findings"] and "carried" not in row][::5])
def test_one_space_too_many_in_an_outcome_changes_nothing(row):
    broken = re.sub(r"maladmin", "mal admin", row["text"])
    reading = read_statement(broken, formal=row.get("formal", True))
    assert [finding.outcome for finding in reading.findings] == [outcome for outcome, _, _ in row["findings"]]


PIECES = """
there was were no not maladministration service failure severe reasonable redress the landlord’s handling of in
accordance with paragraph 52 53(b) of the Scheme , ; : . outside our jurisdiction would have found resolves the
complaint satisfactorily which an offer of and or The Ombudsman finds its resident’s a. b. withdrawn
"""
WORDS = st.sampled_from(PIECES.split())


@given(st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join)), st.booleans(), st.booleans())
@settings(max_examples=150, deadline=None)
def test_any_text(text, formal, under_a_lead_in):
    reading = read_statement(text, Carried("52", Outcome.MALADMINISTRATION) if under_a_lead_in else None, formal=formal)
    assert reading == read_statement(
        text, Carried("52", Outcome.MALADMINISTRATION) if under_a_lead_in else None, formal=formal
    )
    for finding in reading.findings:
        assert 0 <= finding.span.start < finding.span.end <= len(text)
        if finding.matter is not None:
            assert finding.matter.of(text) == finding.matter.of(text).strip()
            assert finding.matter.of(text)
            assert 0 <= finding.matter.start < finding.matter.end <= len(text)


MATTERS = st.sampled_from(
    ["handling of the gate", "response to the reports of mice", "complaint handling", "decision to fell the tree"]
)
FORMULAE = st.sampled_from(
    [
        "",
        "In accordance with paragraph 52 of the Scheme, ",
        "In accordance with paragraph 54 of the Housing Ombudsman Scheme ",
    ]
)
OUTCOMES = st.sampled_from(["severe maladministration", "maladministration", "service failure", "no maladministration"])
LINKS = st.sampled_from(["in", "in respect of", "in relation to", "regarding", "with regard to", "for", "concerning"])


SLIPS = st.sampled_from(["left out", "doubled", "exchanged"])


@given(st.sampled_from(["maladministration", "service failure"]), st.integers(2, 12), SLIPS)
@settings(max_examples=60, deadline=None)
def test_one_slip_in_an_outcome_is_read_and_told(name, at, slip):
    letters = {"left out": "", "doubled": name[at] * 2, "exchanged": name[at + 1] + name[at]}[slip]
    printed = name[:at] + letters + name[at + (2 if slip == "exchanged" else 1) :]
    text = f"In accordance with paragraph 52 of the Scheme, there was {printed} in the landlord’s handling of the gate."
    reading = read_statement(text)
    assert told(text, reading) == [[name.replace(" ", "_"), "the landlord’s handling of the gate", "52"]]
    assert [span.of(text) in printed for span in reading.misspelt] == [True] * len(reading.misspelt)
    assert reading.misspelt or printed.replace(" ", "") == name.replace(" ", "")


@given(FORMULAE, OUTCOMES, LINKS, MATTERS, st.booleans())
@settings(max_examples=80, deadline=None)
def test_the_plain_statement(formula, outcome, link, matter, by_the_landlord):
    words = f"by the landlord {link} its {matter}" if by_the_landlord else f"{link} the landlord’s {matter}"
    text = f"{formula}there was {outcome} {words}."
    (finding,) = read_statement(text).findings
    assert finding.outcome.value == outcome.replace(" ", "_")
    assert finding.matter is not None
    assert finding.matter.of(text).endswith(matter)
    assert finding.paragraph in (None, "52", "54")


@given(OUTCOMES, LINKS, MATTERS)
@settings(max_examples=40, deadline=None)
def test_what_would_have_been_found_was_not(outcome, link, matter):
    text = f"Had it not apologised, we would have found {outcome} {link} the landlord’s {matter}."
    assert not read_statement(text).findings


@pytest.mark.parametrize(
    "piece", ["was ", "a  ", "; maladministration in x", "that ", "offer which ", "paragraph 52(a) and "]
)
def test_long_runs_are_read_in_time(piece):
    reading = read_statement(piece * 1500 + " maladministration")
    assert isinstance(reading, StatementReading)


def similarity(left: str, right: str) -> float:
    one, other = (re.findall(r"[a-z0-9]+", words.lower().replace("’", "'")) for words in (left, right))
    shared = sum(min(one.count(word), other.count(word)) for word in set(one))
    return 2 * shared / (len(one) + len(other)) if shared else 0.0


def test_real_statements():
    if not REAL.exists():
        pytest.skip(f"{REAL} is not here")
    rows = [json.loads(line) for line in REAL.read_text("utf-8").splitlines()]
    wanted = given_ = right = 0
    for row in (row for row in rows if not row["doubtful"]):
        got = told(row["text"], read_statement(row["text"]))
        wanted += len(row["findings"])
        given_ += len(got)
        for want in row["findings"]:
            right += any(
                want["outcome"] == outcome
                and want["paragraph"] == paragraph
                and (not want["head"] or similarity(want["head"], matter or "") >= 0.8)
                for outcome, matter, paragraph in got
            )
    assert right / wanted >= 0.97
    assert right / given_ >= 0.97
