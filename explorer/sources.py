# SPDX-License-Identifier: MIT
"""The page of all sources, where each has a lasting address."""

from collections import Counter
from collections.abc import Iterator

from explorer.markdown import blocks, escape, table, web_link
from explorer.page import Page
from notorious_markets import Dataset


def source_pages(ds: Dataset) -> Iterator[Page]:
    """Yield the page of all sources."""
    sources = tuple(ds.sources.values())
    kinds = Counter(source.kind.value for source in sources)
    counted = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
    body = blocks(
        f"{len(sources)} sources: {counted}. What each kind is worth stands in "
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
                for source in sources
            ),
        ),
    )
    dates = [source.date[:4] for source in sources if source.date]
    yield Page(
        address="sources/index",
        title="Sources",
        description="Every source that a record of the Notorious Markets List cites here.",
        body=body,
        rows=sources,
        data={"release": ds.release.version, "sources": sources},
        sources=sources,
        years=f"{min(dates, default='')}/{max(dates, default='')}",
    )
