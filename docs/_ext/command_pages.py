"""The directive `commands`: every command of the program with its arguments and options, as typer tells them."""

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from typer.cli import get_docs_for_click
from typer.main import get_command

from ombudsparse.cli.main import app

_EXAMPLES = re.compile(r"^\[bold\](.+?)\[/bold\]\n((?:\n\$ .+\n)+)", re.M)


def command_page() -> str:
    """Markdown: a section a command, to stand below the title of the page that asks for it."""
    program = get_command(app)
    context = program.make_context("ombudsparse", [], resilient_parsing=True)
    page: str = get_docs_for_click(obj=program, ctx=context, name="ombudsparse")
    sections = page[page.index("\n## ") :]
    sections = re.sub(r"^Exit status: ", "\nExit status: ", sections, flags=re.M)
    return _EXAMPLES.sub(lambda found: f"**{found[1]}**:\n\n{_console(found[2])}", sections)


def _console(lines: str) -> str:
    return "```console\n" + re.sub(r"\n+", "\n", lines).strip() + "\n```\n"


class Commands(SphinxDirective):
    """Takes no argument and no content."""

    def run(self) -> list[nodes.Node]:
        return self.parse_text_to_nodes(command_page(), allow_section_headings=True)


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_directive("commands", Commands)
    return {"parallel_read_safe": True}
