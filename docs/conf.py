"""Sphinx: `sphinx-build -W --keep-going -b html docs docs/_build`. Needs the extra `docs` and no network."""

import shutil
import sys
from pathlib import Path

from sphinx.application import Sphinx

from ombudsparse import __version__

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "ombudsparse"
author = "ombudsparse contributors"
release = version = __version__
language = "en-GB"

extensions = ["myst_nb", "sphinx.ext.autodoc", "command_pages"]
exclude_patterns = ["_build", "_ext", "**/.ipynb_checkpoints"]
smartquotes = False  # "--out" is no dash
default_role = "code"  # docstrings put names in single backticks

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
nb_execution_mode = "off"  # the notebooks are shown with the outputs that they were committed with
nb_merge_streams = True

autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
python_maximum_signature_line_length = 90

html_theme = "furo"
html_title = f"ombudsparse {__version__}"
html_static_path = ["_static"]
html_css_files = ["pages.css"]
html_show_sphinx = False
html_show_copyright = False
html_copy_source = False
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#1d4f73", "color-brand-content": "#1d4f73"},
    "dark_css_variables": {"color-brand-primary": "#9cc9ea", "color-brand-content": "#9cc9ea"},
}


def _copy_notebooks(app: Sphinx) -> None:
    """Sphinx reads below its own folder only; a link to ../notebooks would break the links between them."""
    source, target = Path(app.srcdir).parent / "notebooks", Path(app.srcdir) / "notebooks"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    for notebook in sorted(source.glob("*.ipynb")):
        shutil.copy2(notebook, target)


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", _copy_notebooks)
