"""What Datasette is told of the database: titles, facets, the meaning of columns, questions, whom to credit."""

from html import escape
from typing import Any

from ombudsparse.explore.definitions import DATABASE, Question, column_about, notes_of, questions, tables
from ombudsparse.present.wording import PUBLISHED_SHARE

PLUGIN = "ombudsparse"  # the name of our plugin in the metadata
_PARTIAL = (
    f"What you count here is what is published: {PUBLISHED_SHARE}. Rules read the reports and can misread them: check "
    "a figure against the words behind it before you print it."
)
NO_LICENCE = "The text of the reports belongs to its publisher: its terms of reuse are for you to check."


def metadata(
    described: dict[str, Any],
    folder: str,
    columns: dict[str, list[str]],
    *,
    attribution: str | None = None,
    licence: str | None = None,
    licence_url: str | None = None,
    host: str = "127.0.0.1",
) -> dict[str, Any]:
    """The metadata of Datasette, as a dict. `described`: the datapackage.json of the dataset in `folder`;
    `columns`: those of each table; `host`: the address on which it is served.

    `attribution` is whom the pages credit, by default whom the dataset names.
    """
    credit = attribution or described["ombudsparse"]["attribution"]
    about = f"<p>{escape(_PARTIAL)}</p>" + ("" if licence else f"<p>{escape(NO_LICENCE)}</p>")
    licence_url = licence_url if licence_url and licence_url.startswith(("http://", "https://")) else None
    credits: dict[str, str] = {
        **({"source": credit} if credit else {}),
        **({"license": licence} if licence else {}),
        **({"license_url": licence_url} if licence_url else {}),
    }
    return {
        "title": described["title"],
        "description_html": about,
        **credits,
        "plugins": {PLUGIN: {"folder": folder, "host": host}},
        "databases": {
            DATABASE: {
                "title": described["title"],
                "description_html": about,
                **credits,
                "tables": _tables(columns, credits),
                "queries": {each.name: _query(each, credits) for each in questions()},
            }
        },
    }


def _tables(columns: dict[str, list[str]], credits: dict[str, str]) -> dict[str, Any]:
    return {
        table.name: {
            "title": table.title,
            "description": table.about,
            **credits,  # Datasette hands them down to some pages only
            "columns": {name: column_about()[name] for name in columns[table.name]},
            "facets": list(table.facets),
            "facet_size": 12,
            **({"sort": table.sort} if table.sort else {}),
            **({"sort_desc": table.sort_desc} if table.sort_desc else {}),
            **({"label_column": table.key} if table.name == "cases" else {}),
        }
        for table in tables()
    }


def _query(question: Question, credits: dict[str, str]) -> dict[str, Any]:
    sentences = "".join(f"<li>{escape(sentence)}</li>" for sentence in notes_of(question))
    chart = f'<p><a href="/charts#{question.chart}">See it as a chart</a></p>' if question.chart else ""
    return {
        "title": question.title,
        "description": question.about,
        "description_html": f"<p>{escape(question.about)}</p><ul>{sentences}</ul>{chart}",
        "sql": question.sql.strip(),
        "params": list(question.params),
        **credits,
        "hide_sql": True,
    }
