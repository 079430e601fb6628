"""Draws the layers of the package from its imports: ``python docs/layers.py > docs/_static/layers.svg``."""

import ast
from html import escape
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "ombudsparse"
WIDTH, ROW, GAP, MARGIN, LABEL = 860, 44, 14, 16, 150
LONGEST_TOLD = 104  # characters of a docstring's first sentence that fit in a row


def parts() -> dict[str, list[Path]]:
    """The folders and top modules of the package, each with its files."""
    found: dict[str, list[Path]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if not name.startswith("_"):
            found.setdefault(name, []).append(path)
    return found


def needs(files: list[Path]) -> set[str]:
    """The parts that some files import from."""
    found = set()
    for path in files:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "ombudsparse":
                below = node.module.split(".")[1:]
                found |= {below[0]} if below else {alias.name for alias in node.names}
    return found


def rows() -> list[list[str]]:
    """The parts by height: each stands one row above the highest that it imports from, the ground first."""
    below = {name: needs(files) - {name} for name, files in parts().items()}
    made: list[list[str]] = []
    while below:
        free = sorted(name for name, others in below.items() if not others & below.keys())
        made.append(free)
        below = {name: others for name, others in below.items() if name not in free}
    return made


def told(name: str) -> str:
    """The first sentence of a part's docstring."""
    path = PACKAGE / name / "__init__.py" if (PACKAGE / name).is_dir() else PACKAGE / f"{name}.py"
    line = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").split("\n")[0]
    return line if len(line) <= LONGEST_TOLD else line[: LONGEST_TOLD - 1].rsplit(" ", 1)[0] + " …"


def drawing() -> str:
    """The picture as SVG: what stands higher may import from what stands lower, and never the other way."""
    lines, y = [], MARGIN
    for number, row in enumerate(reversed(rows())):
        height = ROW * len(row)
        shade = "#eef4f8" if number % 2 else "#e2ecf3"
        lines.append(
            f'<rect x="{MARGIN}" y="{y}" width="{WIDTH - 2 * MARGIN}" height="{height}" rx="6" fill="{shade}"/>'
        )
        for at, name in enumerate(row):
            middle = y + ROW * at + ROW / 2 + 4
            slash = "/" if (PACKAGE / name).is_dir() else ".py"
            lines.append(f'<text x="{MARGIN + 12}" y="{middle}" font-weight="600">{escape(name + slash)}</text>')
            lines.append(f'<text x="{MARGIN + LABEL}" y="{middle}" font-size="12">{escape(told(name))}</text>')
        y += height + GAP
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" width="{WIDTH}" height="{y}" '
        'font-family="system-ui, sans-serif" font-size="14" fill="#1b2a33">'
        "<title>The layers of ombudsparse: each part imports only from those below it</title>"
    )
    return "\n".join([head, f'<rect width="{WIDTH}" height="{y}" fill="#ffffff"/>', *lines, "</svg>"])


if __name__ == "__main__":
    print(drawing())
