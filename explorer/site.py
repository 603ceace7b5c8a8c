# SPDX-License-Identifier: MIT
"""All pages of a release, and the folders they are written to."""

from collections.abc import Iterable
from pathlib import Path

from explorer.companies import company_pages
from explorer.economies import economy_pages
from explorer.editions import edition_pages
from explorer.markets import market_pages
from explorer.page import Page
from explorer.seizures import seizure_pages
from explorer.sources import source_pages
from notorious_markets import Dataset

FOLDERS = ("editions", "markets", "companies", "economies", "seizures", "sources")
"""The folders of the documentation that hold these pages and nothing else."""


def all_pages(ds: Dataset) -> tuple[Page, ...]:
    """Return every page of a release."""
    return (
        *edition_pages(ds),
        *market_pages(ds),
        *company_pages(ds),
        *economy_pages(ds),
        *seizure_pages(ds),
        *source_pages(ds),
    )


def write_pages(pages: Iterable[Page], docs: Path) -> None:
    """Write the pages as files of the documentation; those of another release go.

    A file that says the same already is left alone, so that the page is not built again.
    """
    texts = {docs / f"{page.address}.md": page.markdown() for page in pages}
    for folder in FOLDERS:
        (docs / folder).mkdir(exist_ok=True)
        for stale in set((docs / folder).glob("*.md")) - set(texts):
            stale.unlink()
    for path, text in texts.items():
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")


def write_downloads(pages: Iterable[Page], site: Path) -> None:
    """Write the CSV and JSON of each page beside it in the built site."""
    for page in pages:
        (site / f"{page.address}.csv").write_text(page.csv(), "utf-8")
        (site / f"{page.address}.json").write_text(page.json(), "utf-8")
