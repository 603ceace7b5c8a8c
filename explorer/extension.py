# SPDX-License-Identifier: MIT
"""The Sphinx extension that writes the pages before a build, and their downloads after it."""

import json
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

import notorious_markets as nm
from explorer.page import Page
from explorer.site import all_pages, write_downloads, write_pages


class Explorer:
    """The pages of the newest release during one build."""

    def __init__(self) -> None:
        self._dataset = nm.load()
        self._pages: dict[str, Page] = {page.address: page for page in all_pages(self._dataset)}

    def write(self, app: Sphinx) -> None:
        """Write the pages where Sphinx reads them."""
        write_pages(self._pages.values(), Path(app.srcdir))

    def add_linked_data(
        self, app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _tree: object
    ) -> None:
        """Describe each page in its head, as a ``Dataset`` of schema.org."""
        if pagename not in self._pages:
            return
        base = app.config.html_baseurl
        described = self._pages[pagename].linked_data(self._dataset.release, base)
        text = json.dumps(described, ensure_ascii=False).replace("</", "<\\/")
        context["metatags"] += f'\n<script type="application/ld+json">{text}</script>'

    def finish(self, app: Sphinx, error: Exception | None) -> None:
        """Write the downloads into the built site."""
        if error is None and app.builder.format == "html":
            write_downloads(self._pages.values(), Path(app.outdir))


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect the explorer to a build."""
    explorer = Explorer()
    app.connect("builder-inited", explorer.write)
    app.connect("html-page-context", explorer.add_linked_data)
    app.connect("build-finished", explorer.finish)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
