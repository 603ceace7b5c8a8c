# SPDX-License-Identifier: MIT
"""One page: its Markdown, what can be downloaded from it, and its linked data."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any, cast

import attrs
from cattrs import Converter

from explorer.markdown import blocks, escape, section
from notorious_markets import Dataset, Release, Source
from notorious_markets.records import plain
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
        rows: Its main table, for CSV: records, or values by column.
        data: All it shows, for JSON: records and values.
        sources: The sources it cites.
        years: The years it covers, as ISO 8601: ``"2010/2025"``.
    """

    address: str
    title: str
    description: str
    body: str
    rows: Sequence[object]
    data: Mapping[str, Any]
    sources: tuple[Source, ...] = ()
    years: str

    @property
    def stem(self) -> str:
        """The last part of the address, by which its downloads are called."""
        return self.address.rpartition("/")[2]

    def markdown(self) -> str:
        """Write the page as a file of the documentation."""
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
        """Return the main table; a missing value is an empty cell."""
        rows: list[dict[str, Any]] = _converter().unstructure(self.rows)
        columns = list(dict.fromkeys(column for row in rows for column in row))
        return to_csv(columns, ([_cell(row.get(column)) for column in columns] for row in rows))

    def json(self) -> str:
        """Return all the page shows; dates and exact numbers are texts."""
        data = _converter().unstructure(self.data)
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"

    def linked_data(self, release: Release, base: str = "") -> dict[str, Any]:
        """Describe the page as a ``Dataset`` of schema.org, for JSON-LD.

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


def all_years(ds: Dataset) -> str:
    """Return the years that a page of all editions covers."""
    return f"{min(ds.editions)}/{max(ds.editions)}"


@cache
def _converter() -> Converter:
    """Return the package's converter, but exact numbers stay the texts that sources print."""
    made = plain.converter().copy()
    made.register_unstructure_hook_func(lambda kind: issubclass(kind, Decimal), str)
    return made


def _cell(value: object) -> object:
    if isinstance(value, list):
        return "|".join(map(str, cast("list[object]", value)))
    return "" if value is None else value
