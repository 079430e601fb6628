"""Make every form of the corpus reports from their manuscripts: ``python tests/support/corpus_forms.py [NAME…]``.

corpus/README.md describes manuscripts and forms. Every random choice comes from the report's name, so that the same
manuscript always gives the same files. Needs Pillow, LibreOffice (report.pdf) and Chromium (print.pdf).
"""

from __future__ import annotations

import argparse
import base64
import csv
import io
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import escape
from itertools import groupby, pairwise
from pathlib import Path
from random import Random

from bs4 import BeautifulSoup
from PIL import Image, ImageDraw

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
REQUIRED = {"name", "title", "layout", "era", "quirks", "forms"}
OPTIONAL = {"banner", "numbering", "typed", "alt"}
DAY_MONTH = re.compile(
    r"\b(\d\d?) (January|February|March|April|May|June|July|August|September|October|November|December)"
)
ALTS = (
    "A blue and grey text Description automatically generated",
    "A black background with blue text Description automatically generated",
    "Graphical user interface, text Description automatically generated with medium confidence",
)
OTHERS = (
    "Caldew Vale Homes",
    "Sallow Bridge Housing Association",
    "Quern Street Trust",
    "Nine Wells Housing Group",
)
NBSP = "\u00a0"

Cut = Callable[[str], str]  # text → HTML, with or without spans that cut its words
Cell = list[tuple[bool, str]]  # the pieces of a table cell: is it a bullet, and its text


@dataclass
class Block:
    kind: str  # h2, h3, p, item or table
    text: str = ""
    depth: int = 0
    number: int = 0
    mark: str = ""  # number of an item typed by hand
    rows: list[list[Cell]] = field(default_factory=list)

    @property
    def typed(self) -> str:
        return f"{self.mark}{NBSP * (3 - self.depth)} {self.text}" if self.mark else self.text


@dataclass
class Manuscript:
    keys: dict[str, str]
    blocks: list[Block]

    def __getitem__(self, key: str) -> str:
        return self.keys.get(key, "")

    def rng(self, purpose: str) -> Random:
        return Random(f"{self['name']}/{purpose}")

    @property
    def alt_text(self) -> str:
        return self.rng("alt").choice(ALTS) if self["alt"] == "yes" else ""

    def groups(self) -> Iterator[tuple[bool, list[Block]]]:
        """The blocks in groups: the items of one list (True), or anything else (False)."""
        for listed, group in groupby(self.blocks, lambda block: block.kind == "item" and not block.mark):
            yield listed, list(group)


# ---- manuscripts


def read(path: Path) -> tuple[Manuscript, list[str]]:
    """The manuscript, and what is malformed in it."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    problems: list[str] = []
    keys: dict[str, str] = {}
    for number, line in enumerate(head.splitlines(), 1):
        key, colon, value = line.partition(":")
        if not colon or key not in REQUIRED | OPTIONAL:
            problems.append(f"{path.name}:{number}: not a header line: {line[:60]!r}")
        keys[key] = value.strip()
    forms = set(keys.get("forms", "").split())
    wrong = {
        "missing keys": not keys.keys() >= REQUIRED,
        "name is not that of the file": keys.get("name") != path.stem,
        "layout is neither report nor decision": keys.get("layout") not in ("report", "decision"),
        "title does not end in (reference)": not re.search(r" \(\d+\)$", keys.get("title", "")),
        "unknown or too few forms": not forms <= MAKERS.keys() or len(forms) < 3,
        "no text form": not forms & {"nested", "hyphen", "dump"},
        "no PDF form": not forms & {"report.pdf", "print.pdf"},
    }
    problems += [f"{path.name}:1: {what}" for what, is_wrong in wrong.items() if is_wrong]
    blocks: list[Block] = []
    for number, line in enumerate(body.splitlines(), len(head.splitlines()) + 2):
        if line.strip():
            problems += [f"{path.name}:{number}: {what}" for what in add_block(line.rstrip(), blocks)]
    manuscript = Manuscript(keys | {"name": path.stem}, blocks)
    number_items(manuscript)
    return manuscript, problems


def add_block(line: str, blocks: list[Block]) -> Iterator[str]:
    """Append what the line says to the blocks; yield what is wrong with it."""
    last = blocks[-1] if blocks else Block("")
    if re.search(r"\t|\S  ", line):
        yield "tab or double space"
    if heading := re.fullmatch(r"(##|###) (\S.*)", line):
        blocks.append(Block(f"h{len(heading[1])}", heading[2]))
    elif item := re.fullmatch(r"( *)- (\S.*)", line):
        depth = len(item[1]) // 2
        if len(item[1]) % 2 or depth > (last.depth + 1 if last.kind == "item" else 0):
            yield f"item indented by {len(item[1])} after {last.kind} of depth {last.depth}"
        blocks.append(Block("item", item[2], depth))
    elif line.startswith("|"):
        row = [cell_pieces(cell) for cell in line.removeprefix("|").removesuffix("|").split("|")]
        if not line.endswith("|") or re.search(r"<(?!br>|li>)", line):
            yield "row without closing | or with an unknown tag"
        begins = last.kind != "table" or row[0] == [(False, "Complaint")]
        if not begins and len(last.rows[0]) != len(row):
            yield f"row of {len(row)} cells in a table of {len(last.rows[0])}"
        if begins:
            blocks.append(last := Block("table"))
        last.rows.append(row)
    else:
        if re.match(r"[\W_]*[ #*|-]|\w{1,2}[.)] ", line) or re.search(r"<(br|li)>", line):
            yield f"odd paragraph {line[:40]!r}"
        blocks.append(Block("p", line.strip()))


def cell_pieces(cell: str) -> Cell:
    parts = re.split(r"(<br>|<li>)", f"<br>{cell}")[1:]
    return [(tag == "<li>", text.strip()) for tag, text in zip(parts[::2], parts[1::2], strict=True) if text.strip()]


def number_items(manuscript: Manuscript) -> None:
    """Number the items as the report prints them, and type numbers by hand where the manuscript asks for it."""
    counts = [0] * 9
    rng, type_leaves = manuscript.rng("typed"), False
    for block in manuscript.blocks:
        if block.kind in ("h2", "h3"):
            counts = [counts[0] if manuscript["numbering"] == "continuous" else 0] + [0] * 8
        elif block.kind == "item":
            counts[block.depth :] = [counts[block.depth] + 1] + [0] * (8 - block.depth)
            block.number = counts[block.depth]
            if manuscript["typed"] == "yes" and block.depth == 0:
                block.mark = f"{block.number}."
                type_leaves = rng.random() < 0.4
            elif block.depth == 1 and type_leaves:
                block.mark = f"{chr(96 + block.number)}."


# ---- the page


def plain(text: str) -> str:
    return escape(text, quote=False).replace(NBSP, "&nbsp;")


SPECIAL = re.compile(r"(£)(\d)([\d,.]+\S*)|(\d{2})(\()(\w)(\)\S*)|(\w+)(’)(\w\S*)|(\d)(\d\D*)")


def cutter(rng: Random, rate: float, glue: float = 0.0) -> Cut:
    """Cut words by Word-export spans, more often sums, days, Scheme paragraphs and apostrophes; glue day and month."""

    def token(word: str) -> str:
        special = SPECIAL.fullmatch(word)
        if len(word) < 2 or rng.random() >= rate * (6 if special else 1):
            return plain(word)
        if special:
            parts = [part for part in special.groups() if part]
        else:
            cuts = rng.sample(range(1, len(word)), rng.choice((1, 1, 1, 2)) if len(word) > 5 else 1)
            parts = [word[start:end] for start, end in pairwise([0, *sorted(cuts), len(word)])]
        kinds = ['data-contrast="auto"'] + ['data-contrast="none" class="TextRun"'] * (len(parts) - 1)
        spans = [f"<span {kind}>{plain(part)}</span>" for kind, part in zip(kinds, parts, strict=True)]
        for end, chance in ((0, 0.15), (-1, 0.25)):  # an end that stays in one text node with its neighbours
            spans[end] = plain(parts[end]) if rng.random() < chance else spans[end]
        return "".join(spans)

    def cut(text: str) -> str:
        text = DAY_MONTH.sub(lambda found: found[0].replace(" ", " " * (rng.random() >= glue)), text)
        return "".join(map(token, re.split(r"([ \u00a0]+)", text)))

    return cut


def html_list(items: list[Block], cut: Cut) -> str:
    out: list[str] = []
    depths: list[int] = []
    for item in items:
        while depths and depths[-1] > item.depth:
            out.append("</li></ol>\n")
            depths.pop()
        if depths and depths[-1] == item.depth:
            out.append("</li>")
        else:
            start = f' start="{item.number}"' if item.number > 1 else ""
            out.append(f'<ol type="{"1ai1ai"[item.depth]}"{start}>')
            depths.append(item.depth)
        out.append(f"<li>\n{cut(item.text)}\n")
    return "".join(out) + "\n".join(["</li></ol>"] * len(depths))


def html_table(rows: list[list[Cell]], cut: Cut, header_tag: str) -> str:
    first = [text for cell in rows[0] for _, text in cell]
    keyed = first[:1] in (["Case ID"], ["Complaint"])  # a table of names and values has no header row
    header = not keyed and all(len(text) < 60 and not re.search(r"\.$|\d", text) for text in first)
    out = ['<table border="1" cellpadding="4" cellspacing="0" width="100%">\n<tbody>']
    for i, row in enumerate(rows):
        out.append("<tr>")
        for j, cell in enumerate(row):
            tag, strong = header_tag if header and i == 0 else "td", (header and i == 0) or (keyed and j == 0)
            out.append(f'<{tag} valign="top">')
            for bullet, group in groupby(cell, lambda piece: piece[0]):
                before, after = (
                    ("<li>", "</li>") if bullet else ("<p><strong>", "</strong></p>") if strong else ("<p>", "</p>")
                )
                pieces = "".join(f"{before}{cut(text)}{after}" for _, text in group)
                out.append(f"<ul>{pieces}</ul>" if bullet else pieces)
            out.append(f"</{tag}>" if cell else f"<p>&nbsp;</p></{tag}>")
        out.append("</tr>\n")
    return "".join(out) + "</tbody>\n</table>"


def html_body(m: Manuscript, cut: Cut, word: bool = False) -> str:
    """The report itself; for the word processor without the page's untidy headings and spaces."""
    rng = m.rng("page")
    bold: tuple[str, ...] = rng.choice(((), ("h3",), ("h3",), ("h2", "h3")))  # levels that are only bold paragraphs
    space, header_tag = rng.choice(("", "", " ", "&nbsp;")), rng.choice(("th", "td"))
    if word:
        bold, space, header_tag = (), "", "td"
    in_head, head_bold = True, rng.random() < 0.4
    out: list[str] = []
    for listed, group in m.groups():
        if listed:
            out.append(html_list(group, cut))
        for block in [] if listed else group:
            if block.kind == "table":
                out.append(html_table(block.rows, cut, header_tag))
            elif block.kind in ("h2", "h3"):
                if (in_head or rng.random() < 0.15) and not word:
                    out.append("<p>&nbsp;</p>")
                in_head = False
                text = plain(block.text) + (space if rng.random() < 0.5 else "")
                is_bold = block.kind in bold
                out.append(f"<p><strong>{text}</strong></p>" if is_bold else f"<{block.kind}>{text}</{block.kind}>")
            elif in_head and (head_bold or block.text.isupper() or block.text == "Decision"):
                out.append(f"<p><strong>{cut(block.text)}</strong></p>")
            else:
                out.append(f"<p>{cut(block.typed)}</p>")
    return "\n".join(out)


def page(m: Manuscript, cut: Cut, related_inside: bool) -> str:
    rng = m.rng("furniture")
    related = ""
    for name in rng.sample(OTHERS, 3):
        number, date = rng.randrange(202200000, 202499999), datetime(2022, 1, 10) + timedelta(rng.randrange(1400))
        related += f'<li><a href="/decisions/other-{number}/">{name} ({number})</a> {date.day} {date:%B %Y}</li>'
    aside = f'<aside class="columns medium-3"><h2>Related decisions</h2><ul>{related}</ul></aside>'
    inside, after = (aside, "") if related_inside else ("", f"{aside}\n")
    alt = f"\n<p>{m.alt_text}</p>" if m.alt_text else ""
    hidden = "header, .skip, aside, footer, .top" + rng.choice((", h1", ", h1", ""))
    return f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{plain(m["title"])} - Housing Ombudsman</title>
<style>body{{font-family:Arial;max-width:50em;margin:auto}} table{{border-collapse:collapse;width:100%}}
td,th{{border:1px solid #999;padding:2px 8px;vertical-align:top;text-align:left}}
@media print{{body{{margin:2em 3.5em;font-size:15px}} td p{{margin:4px 0}} {hidden}{{display:none}}}}</style>
<script>window.dataLayer=[];</script></head>
<body class="decision-template single"><a class="skip" href="#main">Skip to main content</a><header><nav><ul>\
<li><a href="/">Home</a></li><li><a href="/residents/">Residents</a></li>\
<li><a href="/landlords-info/">Landlords</a></li><li><a href="/decisions/">Decisions</a></li></ul></nav>
<div class="banner"><p>{plain(m["banner"])}</p></div></header>
<main id="main"><div class="grid-x"><div class="columns medium-9"><h1>{plain(m["title"])}</h1>\
<p class="top"><a href="#top">Back to Top</a></p><p>&nbsp;</p>{alt}
{html_body(m, cut)}
</div>{inside}</div></main>
{after}<footer><p>Housing Ombudsman Service</p>\
<p>Complaints received before 1 April 2022 follow the earlier Code.</p></footer></body></html>
"""


def web_page(m: Manuscript) -> str:
    rng = m.rng("Word export")
    return page(m, cutter(rng, 0.04) if rng.random() < 1 / 3 else plain, related_inside=rng.random() < 0.5)


# ---- text of the page


def dump(m: Manuscript) -> str:
    rng = m.rng("dump")
    html = page(m, cutter(rng, 0.07, glue=rng.choice((0, 0, 0.15))), related_inside=False)
    return BeautifulSoup(html, "lxml").find_all("main")[0].get_text("\n", strip=True)


def table_text(rows: list[list[Cell]], way: str, bullet: str) -> str:
    if way == "cells":
        return "\n".join(bullet * is_bullet + text for row in rows for cell in row for is_bullet, text in cell)
    separator = "\t" if way == "tabs" else " "
    lines = (separator.join(" ".join(text for _, text in cell) for cell in row).strip() for row in rows)
    return (" " if way == "run" else "\n").join(lines)


def nested(m: Manuscript) -> str:
    rng = m.rng("nested")
    way = rng.choice(("spaces", "tabs", "cells"))
    second = "Need help? Other ways to contact us." if rng.random() < 0.5 else ""
    out = [line for line in (m["banner"], second, m["title"], "Back to Top", NBSP, m.alt_text) if line]
    headed = False
    for listed, group in m.groups():
        if listed:
            out.append("\n".join(f"{'  ' * (item.depth + 1)}{item.number}. {item.text}" for item in group))
            continue
        for block in group:
            if block.kind == "h2" and not headed:
                out.append(NBSP)
                headed = True
            out.append(table_text(block.rows, way, "  * ") if block.rows else block.typed)
    return "\n\n".join(out)


def hyphen(m: Manuscript) -> str:
    rng = m.rng("hyphen")
    way = rng.choice(("spaces", "tabs", "cells", "run"))
    out = [m["banner"], m["title"], "Back to Top"] if rng.random() < 0.3 else [m["title"]]
    for listed, group in m.groups():
        if listed:
            out += [f"- {item.text}" for item in group]
        else:
            out += [table_text(block.rows, way, "- ") if block.rows else block.typed for block in group]
    return "\n".join(line for line in out if line)


# ---- PDF


def undated(pdf: bytes) -> bytes:
    """The same PDF without the moment of its making."""
    pdf = re.sub(rb"(/(?:Creation|Mod)Date ?\(D:)\d{14}", rb"\g<1>20260101000000", pdf)
    body, trailer, tail = pdf.rpartition(b"trailer")
    return body + trailer + re.sub(rb"[0-9A-F]{32}", b"0" * 32, tail)


def logo() -> str:
    image = Image.new("RGB", (360, 80), (20, 60, 110))
    ImageDraw.Draw(image).text((20, 24), "Housing Ombudsman Service", fill="white", font_size=24)
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return f'<img src="data:image/png;base64,{base64.b64encode(stream.getvalue()).decode()}" width="200" height="44">'


def report_pdf(m: Manuscript) -> bytes:
    rng = m.rng("word")
    size, gap, font = rng.choice((11, 11, 12)), rng.choice((0, 0.1, 0.25)), rng.choice(("Sans", "Sans", "Serif"))
    body = html_body(m, plain, word=True)
    body = re.sub(r'( start="(\d+)"><li)', r'\1 value="\2"', body)  # Writer does not know start
    body = re.sub("<td.*?</td>", lambda cell: cell[0].replace("<p>", '<p style="margin:0cm">'), body)
    header = f'<div title="header"><p>{logo()}</p></div>' if rng.random() < 1 / 3 else ""
    number = "<sdfield type=page subtype=random format=arabic>1</sdfield>"
    count = "<sdfield type=docstat subtype=page format=arabic>1</sdfield>"
    footer = rng.choice((number, f"Page {number} of {count}"))
    html = f"""<html><head><meta charset="utf-8"><title>{plain(m["title"]) if rng.random() < 0.7 else ""}</title><style>
@page{{size:21cm 29.7cm;margin:2cm}} body,p,li,td{{font-family:"Liberation Sans";font-size:{size}pt}}
h2,h3{{font-family:"Liberation {font}";font-size:{size + 4}pt}} h3{{font-size:{size + 1}pt}}
li{{margin-bottom:{gap}cm}}</style></head><body>{header}
{body}
<div title="footer"><p align="center">{footer}</p></div></body></html>"""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "report.html")
        source.write_text(html, encoding="utf-8")
        profile = f"-env:UserInstallation=file://{tempfile.gettempdir()}/corpus-soffice-{os.getuid()}"
        command = ["soffice", profile, "--headless", "--convert-to"]
        for step in (["odt", "--infilter=HTML (StarWriter)", "report.html"], ["pdf", "report.odt"]):
            # by way of ODT, since straight from HTML the footer stands on odd pages only
            subprocess.run([*command, *step], cwd=folder, check=True, capture_output=True, timeout=180)
        return undated(source.with_suffix(".pdf").read_bytes())


def print_pdf(m: Manuscript) -> bytes:
    """What a browser prints; its header and footer are page margin boxes, for its own would show the present time."""
    rng = m.rng("print")
    now = datetime(2026, 6, 1, 9) + timedelta(minutes=rng.randrange(170 * 24 * 60))
    american = f"{now.month}/{now.day}/{now:%y}, {now.hour % 12 or 12}:{now:%M %p}"
    boxes = {
        "top-left": f'"{american if rng.random() < 0.7 else f"{now:%d/%m/%Y, %H:%M}"}"',
        "top-center": f'"{m["title"]} - Housing Ombudsman"',
        "top-right": '""',  # keeps the title in the middle
        "bottom-left": f'"https://www.housing-ombudsman.org.uk/decisions/{m["name"]}/"',
        "bottom-right": 'counter(page) "/" counter(pages)',
    }
    css = "".join(f"@{box}{{content:{content};font:8pt Arial;white-space:nowrap}}" for box, content in boxes.items())
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source, target = Path(folder, "page.html"), Path(folder, "print.pdf")
        style = f"<style>@page{{size:A4;margin:1.3cm 0.8cm;{css}}}</style></head>"
        source.write_text(web_page(m).replace("</head>", style), encoding="utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile"]
        command += ["--no-pdf-header-footer", f"--print-to-pdf={target}", source.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return undated(target.read_bytes())


# ---- all

MAKERS: dict[str, tuple[str, Callable[[Manuscript], str | bytes]]] = {
    "page": ("page.html", web_page),
    "nested": ("nested.txt", nested),
    "hyphen": ("hyphen.txt", hyphen),
    "dump": ("dump.txt", dump),
    "report.pdf": ("report.pdf", report_pdf),
    "print.pdf": ("print.pdf", print_pdf),
}


def manifest_row(m: Manuscript, gold: Path, seen: str) -> list[str]:
    labels = json.loads(gold.read_text(encoding="utf-8")) if gold.exists() else {}
    reference = m["title"].rpartition("(")[2].rstrip(")")
    kind = labels.get("decision_type", "")
    return [m["name"], reference, seen, m["layout"], m["era"], kind, m["forms"], m["quirks"]]


def seen_before(manifest: Path) -> dict[str, str]:
    """What the parser had seen of each report, as the manifest says; a report that it does not name is developed on."""
    if not manifest.exists():
        return {}
    with open(manifest, encoding="utf-8", newline="") as file:
        return {row["name"]: row.get("seen") or "developed on" for row in csv.DictReader(file)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="reports to make (default: all)")
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--forms", nargs="+", choices=MAKERS, default=list(MAKERS), help="make only these forms")
    options = parser.parse_args()
    seen = seen_before(options.corpus / "manifest.csv")
    rows = [["name", "reference", "seen", "layout", "era", "decision_type", "forms", "quirks"]]
    malformed: list[str] = []
    for path in sorted(options.corpus.glob("manuscripts/*.txt")):
        m, problems = read(path)
        gold = options.corpus / "gold" / f"{path.stem}.json"
        rows.append(manifest_row(m, gold, seen.get(path.stem, "developed on")))
        if options.names and path.stem not in options.names:
            continue
        malformed += problems
        folder = options.corpus / "reports" / path.stem
        folder.mkdir(parents=True, exist_ok=True)
        for form in m["forms"].split():
            if form in options.forms:
                file, make = MAKERS[form]
                made = make(m)
                (folder / file).write_bytes(made if isinstance(made, bytes) else made.encode())
    with open(options.corpus / "manifest.csv", "w", encoding="utf-8", newline="") as manifest:
        csv.writer(manifest, lineterminator="\n").writerows(rows)
    print(f"{len(rows) - 1} manuscripts", *malformed, sep="\n")
    return 1 if malformed else 0


if __name__ == "__main__":
    sys.exit(main())
