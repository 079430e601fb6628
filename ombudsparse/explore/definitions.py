"""What the explorer shows: its tables (`tables.toml`) and the questions that it answers (`questions.toml`)."""

import hashlib
from functools import cache
from importlib.resources import files
from typing import TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ombudsparse.errors import VocabularyError
from ombudsparse.schema import Kind, names, schema

DATABASE = "ombudsman"  # the name of the database in addresses: /ombudsman/findings
_T = TypeVar("_T")
_CASES = (
    "(:landlord = '' OR landlord = :landlord) AND (:year = '' OR financial_year = :year)\n"
    "    AND (:type = '' OR landlord_type = :type) AND (:tenure = '' OR tenure = :tenure)"
)
_CASE_LINKS = "'landlord', :landlord, 'financial_year', :year, 'landlord_type', :type, 'tenure', :tenure"
# what stands for these names in questions.toml; the filters are those of analysis/filters.py
_FRAGMENTS = {
    "cases": _CASES,
    "matters": f"{_CASES}\n    AND (:category = '' OR category = replace(:category, '_', ' '))\n"
    "    AND (:outcome = '' OR outcome = replace(:outcome, '_', ' '))",
    "case_links": _CASE_LINKS,
    "matter_links": f"{_CASE_LINKS}, 'category', replace(:category, '_', ' '),\n"
    "                 'outcome', replace(:outcome, '_', ' ')",
}
# columns that no table of a dataset has, and that are not text
_KINDS: dict[str, Kind] = {
    "findings": "integer", "upheld_findings": "integer", "orders": "integer", "problems": "integer",
    "offered_at_least": "money", "days_to_determination": "integer", "working_days": "integer",
    "elapsed_days": "integer", "attributed": "money", "unattributed": "money", "counted": "money",
    "counted_least": "integer", "counted_most": "integer", "ordered_at_least": "money",
    "target": "integer", "extension": "integer", "verify": "boolean",
}  # fmt: skip


class ShownColumn(Struct, frozen=True, forbid_unknown_fields=True):
    """A table: its title, what a row is, the SELECT that fills it, and how it is first shown."""

    name: str
    title: str
    about: str
    sql: str
    facets: tuple[str, ...]
    searched: tuple[str, ...]
    sort: str | None = None
    sort_desc: str | None = None

    @property
    def key(self) -> str:
        """The column that tells its rows apart."""
        return {"cases": "case_reference", "sources": "source"}.get(self.name, "id")


class Question(Struct, frozen=True, forbid_unknown_fields=True):
    """A question: SQL with named parameters, of which a blank one does not filter; the sentences to read with it."""

    name: str
    title: str
    about: str
    sql: str
    notes: tuple[str, ...]
    params: tuple[str, ...]
    chart: str | None = None


class _Tables(Struct, frozen=True, forbid_unknown_fields=True):
    tables: tuple[ShownColumn, ...]
    columns: dict[str, str]


class _Questions(Struct, frozen=True, forbid_unknown_fields=True):
    notes: dict[str, str]
    questions: tuple[Question, ...]


def tables() -> tuple[ShownColumn, ...]:
    """The tables, in the order in which they are listed."""
    loaded: _Tables = _load("tables", _Tables)
    return loaded.tables


def questions() -> tuple[Question, ...]:
    """The questions, in the order in which they are listed."""
    loaded: _Questions = _load("questions", _Questions)
    return tuple(replace(each, sql=_with_filters(each.sql)) for each in loaded.questions)


def _with_filters(sql: str) -> str:
    """The SQL with what a question narrows its rows down by: those of matters, or of cases."""
    for name, fragment in _FRAGMENTS.items():
        sql = sql.replace(f"{{{name}}}", fragment)
    return sql


def notes_of(question: Question) -> tuple[str, ...]:
    """The sentences to read with the answers to `question`. Raises VocabularyError where one is not in the file."""
    loaded: _Questions = _load("questions", _Questions)
    worded = loaded.notes
    if missing := [name for name in question.notes if name not in worded]:
        raise VocabularyError(f"explore/questions.toml: {question.name}: no note is called {', '.join(missing)}")
    return tuple(worded[name] for name in question.notes)


@cache
def column_about() -> dict[str, str]:
    """What each column holds, by its name: those of the dataset, and those that only the explorer has."""
    known = {column.name: column.about for name in reversed(names()) for column in reversed(schema(name))}
    loaded: _Tables = _load("tables", _Tables)
    return known | loaded.columns


@cache
def column_kinds() -> dict[str, Kind]:
    """What kind of value each column holds, by its name; "text" for any that is not there."""
    return {column.name: column.kind for name in names() for column in schema(name)} | _KINDS


def fingerprint() -> str:
    """A hash of what decides how a dataset is counted, drawn and shown: with it, what was kept is made anew."""
    digest = hashlib.sha256()
    for package in ("ombudsparse.analysis", "ombudsparse.explore", "ombudsparse.plots"):
        for file in sorted(files(package).iterdir(), key=lambda each: each.name):
            if file.name.endswith((".py", ".toml")):
                digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


@cache
def _load(name: str, shape: type[_T]) -> _T:
    path = files("ombudsparse.explore") / f"{name}.toml"
    try:
        return msgspec.toml.decode(path.read_bytes(), type=shape)
    except (OSError, msgspec.DecodeError) as error:
        raise VocabularyError(f"explore/{name}.toml: {error}") from error
