"""The reading view: one page, complete in itself, of a report's text beside its records."""

from base64 import b64encode
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256

from ombudsparse._version import __version__
from ombudsparse.determination import DeterminationRecord
from ombudsparse.present.html.highlights import marks_of
from ombudsparse.present.html.page_links import KINDS, links_of, say
from ombudsparse.present.html.page_records import outcome_tag, record_sections
from ombudsparse.present.html.page_script import SCRIPT
from ombudsparse.present.html.page_style import sheet
from ombudsparse.present.html.page_text import reading_text
from ombudsparse.present.wording import day, label, pounds
from ombudsparse.records import Outcome


def reading_view(
    determination: DeterminationRecord, name: str, *, notices: Sequence[str] = (), excerpts: bool = False,
    url: str | None = None, back: tuple[str, str] | None = None, pictures: Mapping[int, bytes] | None = None,
) -> str:  # fmt: skip
    """A page of HTML that needs no network, and no script: the report's text and its records, linked both ways.

    `name` is what the report was read from; `notices` are shown above the records. `excerpts` says that the document
    holds the words behind the records only. `url` is the published address, `back` an address and its words for the way
    back. `pictures` are those of the pages of a PDF, as PNG. All that comes from the report is escaped.
    """
    marks = marks_of(determination)
    style = sheet(marks)
    title = say(f"{determination.landlord or 'Landlord not found'}, {determination.case_reference or 'no reference'}")
    records = "\n".join(record_sections(determination, links_of(determination, marks, url)))
    heading = "The words behind the records" if excerpts else "The report"
    return f"""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_policy(style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="ombudsparse {__version__}">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>{style}</style>
</head>
<body>
<a class="skip" href="#records">Skip to the records</a>
<a class="skip" href="#report">Skip to the report</a>
{_header(determination, notices, url, back)}
{_toolbar(determination, heading)}
<main>
<section id="records" aria-labelledby="records-title" tabindex="0">
<label class="script-only"><input type="checkbox" id="keys" checked autocomplete="off">keys j, k: next, back</label>
<h2 id="records-title">Records</h2>
{records}
{_about(determination, name)}
</section>
<article id="report" aria-labelledby="report-title" tabindex="0">
<h2 id="report-title">{heading}</h2>
{reading_text(determination.document, marks, pictures or {})}
</article>
</main>
<script>{SCRIPT}</script>
</body>
</html>
"""


def _policy(style: str) -> str:
    """A Content-Security-Policy that lets nothing be fetched, and only this page's own style and script apply."""

    def hashed(content: str) -> str:
        return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"

    return (
        f"default-src 'none'; style-src {hashed(style)}; script-src {hashed(SCRIPT)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _header(
    determination: DeterminationRecord, notices: Sequence[str], url: str | None, back: tuple[str, str] | None
) -> str:
    facts = [
        f"decided {day(determination.date)}" if determination.date else "date not found",
        f"amended {day(determination.amended_date)}" if determination.amended_date else "",
        label(determination.decision_type),
        determination.tenure or "tenure not found",
        f"with {', '.join(determination.other_references)}" if determination.other_references else "",
    ]
    told = " · ".join(say(fact) for fact in facts if fact)
    reference = say(determination.case_reference or "reference not found")
    warned = "".join(f'<p class="notice">{say(notice)}</p>' for notice in notices)
    way = f'<p class="over"><a href="{say(back[0])}">← {say(back[1])}</a></p>' if back else ""
    published = ""
    if url and url.startswith(("https://", "http://")):
        published = f'<p class="facts"><a href="{say(url)}" rel="noreferrer">The published decision</a></p>'
    return f"""<header>
<div>{way}<p class="over">Housing Ombudsman determination · case {reference}</p>
<h1>{say(determination.landlord or "Landlord not found")}</h1>
<p class="facts">{told}</p>{published}</div>
<div>{_tally(determination)}{_figures(determination)}</div>{warned}
</header>"""


def _tally(determination: DeterminationRecord) -> str:
    """How many formal findings there are of each outcome."""
    counts = Counter(finding.outcome for finding in determination.formal_findings)
    tags = " ".join(outcome_tag(outcome, counts[outcome]) for outcome in Outcome if counts[outcome])
    return f'<p class="tally">{tags or "No formal finding was found."}</p>'


def _figures(determination: DeterminationRecord) -> str:
    ordered, deductible = determination.compensation_ordered, determination.compensation_deductible
    if ordered is None:
        told = ["the sum ordered could not be told"]
    elif not ordered:
        told = ["no money ordered"]
    else:
        told = [f"<b>{pounds(ordered)}</b> ordered, gross"]
        if deductible and determination.compensation_new is not None:
            told += [
                f"<b>{pounds(deductible)}</b> may be deducted",
                f"<b>{pounds(determination.compensation_new)}</b> new money",
            ]
    return f'<p class="figures">{"".join(f"<span>{each}</span>" for each in told)}</p>'


def _toolbar(determination: DeterminationRecord, heading: str) -> str:
    """Links to the panes, and a box for each kind of record: it is the legend, and shows or hides the kind."""
    milestones = tuple(determination.milestones.items())
    shown = [kind for kind in KINDS if (milestones if kind == "milestone" else getattr(determination, f"{kind}s"))]
    boxes = "".join(
        f'<label><input type="checkbox" id="show-{kind}" checked autocomplete="off">'
        f'<span class="key {kind}" aria-hidden="true">{KINDS[kind].letter}</span>{KINDS[kind].many}</label>'
        for kind in shown
    )
    return f"""<nav aria-label="Parts of the page">
<span class="panes"><a href="#records">Records</a> · <a href="#report">{heading}</a></span>
<fieldset><legend class="unseen">Kinds of record to show</legend>{boxes}</fieldset>
</nav>"""


def _about(determination: DeterminationRecord, name: str) -> str:
    return f"""<section class="about" aria-labelledby="about"><h3 id="about">About this page</h3>
<p>Read from {say(name)} ({determination.layout} layout) by ombudsparse {__version__}. Rules read the wording, and can
miss or misread it: check a figure against its words before you print it.</p>
<p>“Ordered” is gross of what the landlord may deduct. Sums offered before, recommended, or told of in the reasoning
are not part of it. Residents are anonymous in these reports, and stay so.</p></section>"""
