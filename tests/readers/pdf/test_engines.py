"""Reports printed by each engine that is here, read as their pages: with and without borders, with bullets."""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from report_files import REPORTS

import ombudsparse as op

NAMES = (
    "aldwark-202450033", "ashdown-weald-202315542", "calder-fen-202433871", "fairholt-trust-201907731",
    "greywell-202220056", "lindholme-202441520", "rushford-202320945", "wexcombe-202107946",
)  # fmt: skip
STYLES = {
    "plain": "",
    "bullets": "ol{list-style:disc !important} ol ol{list-style:circle !important}",
    "no borders": "table,td,th{border:none !important}",
    "lines between rows": "table,td,th{border:none !important} td,th{border-bottom:1px solid #999 !important}",
}
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
OFFICE = shutil.which("soffice")
ENGINES = {
    "weasyprint": [sys.executable, "-m", "weasyprint", "-q", "{page}", "{pdf}"]
    if importlib.util.find_spec("weasyprint")
    else None,
    "chromium": [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--print-to-pdf={pdf}", "file://{page}"]
    if CHROMIUM
    else None,
    "libreoffice": [OFFICE, "--headless", "--convert-to", "pdf:writer_web_pdf_Export", "--outdir", "{folder}", "{page}"]
    if OFFICE
    else None,
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", NAMES)
def test_each_engine_gives_the_records_of_the_page(name: str, engine: str, tmp_path: Path) -> None:
    command = ENGINES[engine]
    if command is None:
        pytest.skip(f"{engine} is not installed")
    style = list(STYLES)[NAMES.index(name) % len(STYLES)]
    source = (REPORTS / name / "page.html").read_text("utf-8")
    if style != "plain":
        source = source.replace('border="1"', 'border="0"') if "bullets" not in style else source
        source = source.replace("</head>", f"<style>{STYLES[style]}</style></head>")
    page, pdf = tmp_path / f"{name}.html", tmp_path / f"{name}.pdf"
    page.write_text(source, "utf-8")
    filled = [part.format(page=page, pdf=pdf, folder=tmp_path) for part in command if part]
    subprocess.run(filled, check=True, capture_output=True, timeout=120)
    expected = op.parse(REPORTS / name / "page.html").to_dict(document=False)
    assert op.parse(pdf).to_dict(document=False) == expected
