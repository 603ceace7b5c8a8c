# SPDX-License-Identifier: MIT
"""One page: its Markdown, what can be downloaded from it, and its linked data."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

import attrs

from explorer.markdown import blocks, escape, section
from notorious_markets import Release, Source
from notorious_markets.text.render import to_csv

CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
NAME = "Notorious Markets"


@attrs.frozen(kw_only=True)
class Page:
    """One page of the list, a small dataset of its own.

    Attributes:
        address: Its lasting address without a suffix, for example ``"markets/taobao"``.
        title: Its title.
        description: What it shows, in a sentence.
        body: Its Markdown, without the title.
        rows: Its main table, for CSV: plain values by column.
        data: All it shows, for JSON.
        sources: The sources it cites.
        years: The years it covers, as ISO 8601: ``"2010/2025"``.
    """

    address: str
    title: str
    description: str
    body: str
    rows: Sequence[Mapping[str, object]]
    data: Mapping[str, Any]
    sources: tuple[Source, ...] = ()
    years: str

    @property
    def stem(self) -> str:
        """The last part of the address, by which its downloads are called."""
        return self.address.rpartition("/")[2]

    def markdown(self) -> str:
        """The page as a file of the documentation."""
        meta = f"myst:\n  html_meta:\n    description: {json.dumps(self.description)}"
        orphan = "" if self.stem == "index" else "orphan: true\n"  # is not in the navigation
        head = f"---\n{orphan}{meta}\n---"
        downloads = (
            f'<ul class="downloads">'
            f'<li><a href="{self.stem}.csv" download>CSV</a></li>'
            f'<li><a href="{self.stem}.json" download>JSON</a></li></ul>'
        )
        return blocks(
            head, f"# {escape(self.title)}", self.body, section("Download", downloads), ""
        )

    def csv(self) -> str:
        """The main table; a missing value is an empty cell."""
        columns = list(dict.fromkeys(column for row in self.rows for column in row))
        cells = ([_cell(row.get(column)) for column in columns] for row in self.rows)
        return to_csv(columns, cells)

    def json(self) -> str:
        """All the page shows; dates and exact numbers are texts."""
        return json.dumps(self.data, default=str, ensure_ascii=False, indent=1) + "\n"

    def linked_data(self, release: Release, base: str = "") -> dict[str, Any]:
        """The page as a ``Dataset`` of schema.org, for JSON-LD.

        Args:
            release: The release it was written from.
            base: Address of the site with a slash at its end; without one, addresses are relative
                to the page.
        """
        folder = f"{base}{self.address.rpartition('/')[0]}/" if base else ""
        return {
            "@context": "https://schema.org/",
            "@type": "Dataset",
            "name": f"{self.title} ({NAME} {release.version})",
            "description": f"{self.description} A listing is an allegation of USTR.",
            "url": f"{folder}{self.stem}.html",
            "version": release.version,
            "dateModified": release.created.isoformat(),
            "temporalCoverage": self.years,
            "license": CC0,
            "isAccessibleForFree": True,
            "creator": {"@type": "Organization", "name": "The notorious_markets developers"},
            "isPartOf": {"@type": "Dataset", "name": NAME, "version": release.version},
            "citation": [source.url for source in self.sources],
            "distribution": [
                {
                    "@type": "DataDownload",
                    "encodingFormat": media,
                    "contentUrl": f"{folder}{self.stem}.{suffix}",
                }
                for media, suffix in (("text/csv", "csv"), ("application/json", "json"))
            ],
        }


def _cell(value: object) -> object:
    if isinstance(value, tuple | list):
        return "|".join(map(str, cast("Iterable[object]", value)))
    return "" if value is None else value
