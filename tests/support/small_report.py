"""A report of a page, with the parts that a build tells cases by."""

from pathlib import Path


def small_report(
    reference: str,
    *,
    line: str = "",
    landlord: str = "Tindale Moor Homes Limited",
    date: str = "1 May 2024",
    pounds: int = 400,
    outcome: str = "maladministration",
    more: str = "",
) -> str:
    """The page of a report; `line` is what stands after COMPLAINT, by default the reference."""
    return f"""<!DOCTYPE html><html lang="en-GB"><head>
<title>{landlord} ({reference}) - Housing Ombudsman</title></head>
<body><main><h1>{landlord} ({reference})</h1>
<p>REPORT</p><p>COMPLAINT {line or reference}</p><p>{landlord}</p><p>{date}</p>
<h2>The complaint</h2><ol><li>The complaint is about the landlord’s handling of reports of damp.</li></ol>
<h2>Background</h2><ol><li>The resident is an assured tenant.</li><li>She complained on 3 May 2023. {more}</li></ol>
<h2>Assessment and findings</h2><ol><li>The landlord did not inspect in good time.</li></ol>
<h2>Determination</h2><ol><li>In accordance with paragraph 52 of the Housing Ombudsman Scheme, there was {outcome}
in the landlord’s handling of the resident’s reports of damp.</li></ol>
<h2>Orders</h2><ol><li>Within 4 weeks the landlord must pay the resident £{pounds} in compensation.</li></ol>
</main></body></html>"""


def write_reports(folder: Path, reports: dict[str, str]) -> Path:
    """Writes NAME.html for each."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in reports.items():
        (folder / f"{name}.html").write_text(page, "utf-8")
    return folder
