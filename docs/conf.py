# SPDX-License-Identifier: MIT
"""The site: MyST Markdown, the Furo theme, and a data dictionary written from the schemas."""

import os
import sys
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]  # for the inventories, and for the explorer

from inventories import write_inventories
from sphinx.application import Sphinx

from notorious_markets.datapackage.descriptor import describe_schema
from notorious_markets.records.tables import TABLES, Table

project = "Notorious Markets"
author = "The notorious_markets developers"
copyright = f"2026, {author}. Code: MIT. Data: CC0-1.0"
release = version = installed_version("notorious-markets")

extensions = [
    "explorer.extension",
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.intersphinx",
    "sphinx.ext.napoleon",
    "sphinx_copybutton",
]
exclude_patterns = ["_build", "node_modules"]
html_theme = "furo"
html_title = project
html_baseurl = os.environ.get("READTHEDOCS_CANONICAL_URL", "")
toc_object_entries = False  # the navigation of every page would be made with them: twice the time
templates_path = ["_templates"]
html_static_path = [
    "_static",
    "node_modules/datatables.net/js/dataTables.min.js",  # installed by `npm ci`
    "node_modules/datatables.net/License.txt",
]
html_css_files = ["site.css"]
# Deferred scripts run in this order, after the page is read.
html_js_files = [
    (name, {"defer": "defer"}) for name in ("dataTables.min.js", "tables.js", "scrolling.js")
]

smartquotes = False  # names are shown as they are printed

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

default_role = "py:obj"  # docstrings put names between single backticks
autodoc_member_order = "bysource"
autodoc_class_signature = "separated"
autodoc_default_options = {"exclude-members": "__init__, __new__"}  # users are given these objects
autodoc_typehints_format = "short"
python_use_unqualified_type_names = True
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_attr_annotations = True

intersphinx_mapping = write_inventories(HERE / "_build" / "inventories")

nitpicky = True
nitpick_ignore_regex = [
    # type variables
    (r"py:class", r"notorious_markets\.companies\.connected\._R"),
    (r"py:class", r"notorious_markets\.frames\.screening\._Frame"),
    (r"py:class", r"notorious_markets\.editions\.listings\._T"),
    (r"py:class", r"notorious_markets\.strategies\.records\._R"),
    # Imported for type checkers only, so that its module is not named.
    (r"py:class", r"Options"),
    # `Filters` stands beside `Listings` in a module whose classes are shown as the package's.
    (r"py:obj", r"Listings\.where"),
]


def setup(app: Sphinx) -> None:
    app.connect("source-read", _insert_data_dictionary)
    app.connect("autodoc-process-docstring", _keep_colons, priority=400)  # before Napoleon


def _insert_data_dictionary(_app: Sphinx, _page: str, source: list[str]) -> None:
    """Write the data dictionary where a page asks for it, so that it cannot go out of date."""
    dictionary = "\n".join(map(_describe, TABLES))
    source[0] = source[0].replace("<!-- the data dictionary -->", dictionary)


def _describe(table: Table[Any]) -> str:
    schema = describe_schema(table)
    summary, _, _ = (table.record.__doc__ or "").partition("Attributes:")
    lines = [
        f"### {table.name}",
        "",
        " ".join(summary.split()),
        f"File `{table.path}`; primary key {', '.join(f'`{name}`' for name in table.key)}.",
        "",
        "| column | type | required | meaning |",
        "| --- | --- | --- | --- |",
    ]
    for field in schema["fields"]:
        required = "yes" if field.get("constraints", {}).get("required") else ""
        meaning = field["description"].replace("|", "\\|")
        lines.append(f"| `{field['name']}` | {field['type']} | {required} | {meaning} |")
    return "\n".join([*lines, ""])


def _keep_colons(_app: Sphinx, what: str, _name: str, *rest: Any) -> None:
    """Keep Napoleon from taking the text before a colon for a type: ours are annotated."""
    *_, lines = rest
    if what in {"attribute", "property"} and lines:
        lines[0] = f": {lines[0]}"
