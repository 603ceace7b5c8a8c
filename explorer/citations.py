# SPDX-License-Identifier: MIT
"""The numbered sources of one page."""

import html
from collections.abc import Iterable

from explorer.markdown import escape, section, web_link
from notorious_markets import Dataset, Source


class Citations:
    """Numbers the sources of a page in the order in which they are cited."""

    def __init__(self, dataset: Dataset) -> None:
        self._sources = dataset.sources
        self._numbers: dict[str, int] = {}

    def __call__(self, ids: Iterable[str]) -> str:
        """Return links to the entries of some sources on the same page."""
        links: list[str] = []
        for source in ids:
            number = self._numbers.setdefault(source, len(self._numbers) + 1)
            label = f"Source {number}: {_attribute(self._sources[source].publisher)}"
            links.append(f'<a href="#source-{number}" title="{label}">{number}</a>')
        return f'<span class="cited">[{", ".join(links)}]</span>' if links else ""

    @property
    def cited(self) -> tuple[Source, ...]:
        """The sources cited so far."""
        return tuple(self._sources[source] for source in self._numbers)

    def listed(self) -> str:
        """Return the section that the links lead to."""
        entries = [
            f'{number}. <span id="source-{number}"></span>{describe(source)}'
            for number, source in enumerate(self.cited, start=1)
        ]
        return section("Sources", "\n".join(entries))


def describe(source: Source) -> str:
    """Describe a source in one line."""
    date = f", {source.date}" if source.date else ""
    record = f'<a href="../sources/index.html#{source.id}">record</a>'
    return (
        f"{escape(source.publisher)}, {web_link(source.title, source.url)}{escape(date)} "
        f"({source.kind.value}; {record})"
    )


def _attribute(text: str) -> str:
    return html.escape(text, quote=True).replace("|", "&#124;")
