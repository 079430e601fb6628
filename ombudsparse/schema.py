"""The schema: the tables that a determination makes, their columns, and what each column holds.

Every table begins with `case_reference` and `source`; all but `determinations` end with the evidence. The columns are
stable: new ones are added at the end of a table's own, and the second figure of `SCHEMA_VERSION` then rises; the first
does where a column is renamed, dropped or comes to mean something else, and datasets of another first figure are not
loaded.
"""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Literal, get_args

from msgspec import Struct

from ombudsparse.records import (
    Actor,
    AwardRole,
    Category,
    DecisionType,
    EventType,
    Layout,
    Milestones,
    Outcome,
    Precision,
)

SCHEMA_VERSION = "3.0"
Cell = str | int | float | bool | Decimal | dt.date | None  # dates are dates, money is pounds
Row = dict[str, Cell]
Kind = Literal["text", "integer", "boolean", "date", "money", "share", "choice"]


class Table(StrEnum):
    """The tables that a determination makes."""

    DETERMINATIONS = "determinations"
    HEADS = "heads"
    FINDINGS = "findings"
    NARRATIVE_FINDINGS = "narrative_findings"
    ORDERS = "orders"
    RECOMMENDATIONS = "recommendations"
    AWARDS = "awards"
    EVENTS = "events"
    MILESTONES = "milestones"
    CONFLICTS = "conflicts"
    CITATIONS = "citations"
    PROBLEMS = "problems"


class Column(Struct, frozen=True):
    """A column: its name, what kind of value it holds, and what the value means.

    `choices` are the values that a "choice" can have, from the least to the most where `ordered`.
    """

    name: str
    kind: Kind
    about: str
    choices: tuple[str, ...] = ()
    ordered: bool = False


# the scale on which a failing is graded; the other outcomes stand off it (the Ombudsman's guidance on determinations)
SEVERITY = (Outcome.NO_MALADMINISTRATION, Outcome.SERVICE_FAILURE, Outcome.MALADMINISTRATION,
            Outcome.SEVERE_MALADMINISTRATION)  # fmt: skip


def _text(name: str, about: str) -> Column:
    return Column(name, "text", about)


def _whole(name: str, about: str) -> Column:
    return Column(name, "integer", about)


def _date(name: str, about: str) -> Column:
    return Column(name, "date", about)


def _share(name: str, about: str) -> Column:
    return Column(name, "share", about)


def _money(name: str, about: str) -> Column:
    return Column(name, "money", about)


def _choice(name: str, about: str, values: Iterable[str], *, ordered: bool = False) -> Column:
    return Column(name, "choice", about, tuple(str(value) for value in values), ordered)


KEYS = (
    _text("case_reference", "reference of the case, nine digits as printed; in a dataset `unreferenced-` and twelve "
          "digits of the content's hash where the report prints none"),
    _text("source", "the file, or the place in a file, that the report was read from"),
)  # fmt: skip
EVIDENCE = (
    _text("evidence", "the words that the record was read from, verbatim"),
    _text("evidence_section", "title of the section in which they stand, as printed"),
    _text(
        "evidence_paragraph",
        "printed number of the paragraph, with those of the items above it, as in 1(2)",
    ),
    _whole("evidence_page", "page, from 1; empty where the form has no pages"),
    _whole("evidence_start", "offset of the first character in the report's clean text"),
    _whole("evidence_end", "offset after the last character"),
    _text("evidence_sentence", "the sentence in which they stand, on one line: what to quote"),
)
_NUMBER = _whole("number", "position in the table among the records of the report, from 1")
_HEAD = _whole("head_number", "`number` of the complaint head that it answers, in `heads`")
# said of the case in every table but `determinations`, so that each can be opened by itself
OF_CASE = (
    _text("landlord", "landlord of the case under its one name, or as printed where that is not known"),
    _date("date", "date of the decision"),
)
_COUNTED = ("heads", "findings", "orders", "recommendations", "awards", "events", "conflicts", "citations", "problems",
            "narrative_findings")  # fmt: skip
EARLIEST = _date("earliest", "earliest day that the mention can mean")
LATEST = _date("latest", "latest day that the mention can mean; equal to `earliest` for a day")
PRECISION = _choice("precision", "how exactly the report gives the date", get_args(Precision))
FINDING = (
    *OF_CASE,
    _NUMBER,
    _choice("outcome", "what was determined", Outcome),
    _text("text", "the matter, as worded"),
    _text("scheme_paragraph", "paragraph of the Scheme, normalised as in 53(b)"),
    _HEAD,
    _choice("statement", "formal in `findings`: the determination itself; narrative in `narrative_findings`: what the "
            "reasoning says of it", ("formal", "narrative")),
    _choice("source_form", "form of the statement", ("table", "list", "prose")),
    _choice("severity", "the outcome on the scale of severity; empty for outcomes off it (redress, jurisdiction, "
            "resolved, mediation, withdrawn)", SEVERITY, ordered=True),
    Column("upheld", "boolean", "true for service failure and above, false for no maladministration, else empty"),
)  # fmt: skip
ORDER = (
    *OF_CASE,
    _NUMBER,
    _text("text", "the order as worded, its sub-items included"),
    _text("types", "what it asks for; several are separated by “; ”"),
    _money("amount", "pounds that it orders in all"),
    _date("due_date", "deadline, stated or computed from the date of the report"),
    _text("due_text", "deadline as worded"),
    _text("addressee", "who must act, where somebody is named"),
    _HEAD,
)
FIELDS: dict[Table, tuple[Column, ...]] = {
    Table.DETERMINATIONS: (
        _text("other_references", "further references of the case, separated by “; ”"),
        _text("landlord", "landlord as printed"),
        _text("landlord_canonical", "landlord under its one canonical name; empty where unresolved"),
        _text("landlord_type", "kind of landlord: as the report prints it, under its one name (housing_association, "
              "council, almo …); where it prints none, from the table of landlords"),
        _date("date", "date of the decision"),
        _date("amended_date", "date of a later amendment"),
        _choice("layout", "layout of the report", get_args(Layout)),
        _choice("decision_type", "whether the complaint was investigated or declined", get_args(DecisionType)),
        _text("tenure", "the resident's tenure, normalised"),
        _money("compensation_ordered", "pounds ordered, gross of what may be deducted"),
        _money("compensation_deductible", "pounds that may be deducted as paid or offered before"),
        _money("compensation_new", "pounds ordered less what may be deducted"),
        *(_whole(f"{name}_count", f"number of rows in `{name}` when the report was read") for name in _COUNTED),
        _money("compensation_at_least", "pounds ordered for certain where the whole could not be told"),
        _choice("landlord_type_source", "where `landlord_type` is from", ("report", "table of landlords")),
    ),
    Table.HEADS: (
        *OF_CASE,
        _NUMBER,
        _text("text", "the matter of complaint, as worded"),
        _text("stem", "lead-in that it shares with others"),
        _choice("category", "primary category", Category),
        _text("categories", "all categories, the primary one first, separated by “; ”"),
    ),
    Table.FINDINGS: FINDING,
    Table.NARRATIVE_FINDINGS: FINDING,
    Table.ORDERS: ORDER,
    Table.RECOMMENDATIONS: ORDER,
    Table.AWARDS: (
        *OF_CASE,
        _NUMBER,
        _money("amount", "pounds"),
        _choice("role", "the part that the sum plays; only `ordered` counts towards the total", AwardRole),
        _HEAD,
        _text("formula", "what it is a rate of (per week)"),
        _text("text", "the sum as printed"),
        _money("comes_to", "pounds that a rate comes to, where the order says how often it is paid"),
        Column("already_offered", "boolean", "whether an order pays it as offered before, if not paid"),
    ),
    Table.EVENTS: (
        *OF_CASE, _NUMBER, EARLIEST, LATEST, PRECISION,
        _text("mention", "the date as worded"),
        _text("timex", "TIMEX3 value"),
        _choice("actor", "who did it", Actor),
        _choice("type", "what kind of step it is", EventType),
        _text("text", "the sentence"),
        _text("section", "kind of the section"),
        _date("anchor", "day from which a relative mention was counted"),
        _choice("polarity", "negative for what did not happen", ("positive", "negative")),
        _choice("modality", "fact, or plan, condition, hearsay", ("fact", "planned", "hypothetical", "reported")),
        _text("rule", "rule that fits the clause"),
        _share("confidence", "how likely the type is to be right, 0 to 1"),
        _text("decided_by", "what decided the type: a rule, or model"),
    ),
    Table.MILESTONES: (
        *OF_CASE,
        _choice("milestone", "step of the complaint that was determined", Milestones.__struct_fields__),
        EARLIEST, LATEST, PRECISION,
        _text("mention", "the date as worded"),
        _choice("actor", "who did it", Actor),
        _text("text", "the sentence"),
        _text("section", "kind of the section"),
    ),
    Table.CONFLICTS: (
        *OF_CASE,
        _NUMBER,
        _choice("type", "event for which the report gives several dates", EventType),
        _text("dates", "the dates, ISO, separated by “; ”"),
    ),
    Table.CITATIONS: (
        *OF_CASE,
        _NUMBER,
        _text("instrument", "law, Scheme or Code"),
        _text("provision", "provision, normalised"),
        _text("text", "the citation as printed"),
    ),
    Table.PROBLEMS: (
        *OF_CASE,
        _NUMBER,
        _text("code", "stable name of the problem"),
        _text("message", "the problem in words"),
        _text("stage", "step that noticed it; `build` for reports that failed or were duplicates, `joint` "
              "for cases that may be one decision"),
    ),
}  # fmt: skip
SOURCES = "sources"  # not a table of a determination: what was read, and what came of it
SOURCE_COLUMNS = (
    _text("source", "the file, or the place in a file"),
    _text("content_hash", "SHA-256 of the content, hexadecimal"),
    _text("url", "address of the report, where the source gives one"),
    _choice("status", "what came of it: in the tables, left out as a duplicate, or not read",
            ("kept", "duplicate", "failed")),
    _text("case_reference", "reference of the case; empty where it was not read"),
    _text("kept_source", "the source that stands in the tables for the case"),
    _text("form", "form of the report: html, text or pdf; empty where it was not read"),
    _text("parser_version", "version of ombudsparse, with a hash of its rules, that read it"),
)  # fmt: skip


def schema(table: Table | str, *, evidence: bool = True) -> tuple[Column, ...]:
    """The columns of `table` (or of "sources"), in order. A determination as a whole has no evidence columns."""
    if table == SOURCES:
        return SOURCE_COLUMNS
    table = Table(table)
    return (*KEYS, *FIELDS[table], *(EVIDENCE if evidence and table is not Table.DETERMINATIONS else ()))


def columns(table: Table, *, evidence: bool = False) -> tuple[str, ...]:
    """The names of the columns of `table`, in order."""
    return tuple(column.name for column in schema(table, evidence=evidence))


def primary_key(table: Table | str) -> tuple[str, ...]:
    """The columns that tell the rows of `table` apart; () for problems, whose reports may have no case."""
    if table == SOURCES:
        return ("source",)
    match Table(table):
        case Table.DETERMINATIONS:
            return ("case_reference",)
        case Table.MILESTONES:
            return ("case_reference", "milestone")
        case Table.PROBLEMS:
            return ()
        case _:
            return ("case_reference", "number")


def names() -> tuple[str, ...]:
    """The names of all tables of a dataset, in the order in which they are listed."""
    return (*(table.value for table in Table), SOURCES)
