# SPDX-License-Identifier: MIT
"""The page of all sources, where each has a lasting address."""

from collections import Counter
from collections.abc import Iterator

import attrs

from explorer.markdown import blocks, escape, table, web_link
from explorer.page import Page
from notorious_markets import Dataset


def source_pages(ds: Dataset) -> Iterator[Page]:
    """The page of all sources."""
    kinds = Counter(source.kind.value for source in ds.sources.values())
    counted = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
    body = blocks(
        f"{len(ds.sources)} sources: {counted}. What each kind is worth stands in "
        "[](/explanation/sources.md).",
        table(
            ("id", "publisher", "title", "date", "kind", "what was read there"),
            (
                (
                    f'<span id="{source.id}"></span>`{source.id}`',
                    escape(source.publisher),
                    web_link(source.title, source.url),
                    escape(source.date or ""),
                    source.kind.value,
                    escape(source.shows or ""),
                )
                for source in ds.sources.values()
            ),
        ),
    )
    rows = [attrs.asdict(source) for source in ds.sources.values()]
    dates = [source.date[:4] for source in ds.sources.values() if source.date]
    yield Page(
        address="sources/index",
        title="Sources",
        description="Every source that a record of the Notorious Markets List cites here.",
        body=body,
        rows=rows,
        data={"release": ds.release.version, "sources": rows},
        sources=tuple(ds.sources.values()),
        years=f"{min(dates, default='')}/{max(dates, default='')}",
    )
