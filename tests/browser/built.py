# SPDX-License-Identifier: MIT
"""The built site as files: its pages, what they hold, and where their links lead."""

import json
import os
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

import attrs
import pytest

ROOT = Path(__file__).parents[2]
SITE = Path(os.environ.get("SITE", ROOT / "docs/_build/html")).resolve()
NODE_MODULES = ROOT / "docs/node_modules"
EXPLORER = "editions", "markets", "companies", "economies", "seizures"

# What a browser fetches without being asked, by element: the attribute that says what.
_FETCHED = {
    "audio": "src",
    "embed": "src",
    "iframe": "src",
    "img": "src",
    "object": "data",
    "script": "src",
    "source": "src",
    "video": "src",
}
_FETCHED_RELATIONS = {"icon", "manifest", "modulepreload", "preconnect", "preload", "stylesheet"}
_LINKS = {"a": "href", "area": "href", "form": "action", "link": "href"}
_GENERATED = "genindex", "search"  # pages that are made from no document


@attrs.frozen
class Parsed:
    """What a page holds.

    Attributes:
        ids: What a fragment may name.
        links: Where a reader may go.
        fetched: What the browser fetches with the page.
        datasets: The JSON-LD of its head.
    """

    ids: frozenset[str]
    links: tuple[str, ...]
    fetched: tuple[str, ...]
    datasets: tuple[str, ...]


def pages() -> list[str]:
    """Every page of the last build; older pages, which Sphinx leaves behind, are not among them."""
    index = SITE / "searchindex.js"
    if not index.exists():
        pytest.exit(f"There is no site in {SITE}: run make docs first.", returncode=1)
    written = json.loads(index.read_text("utf-8").removeprefix("Search.setIndex(").rstrip("; \n)"))
    return sorted(f"{name}.html" for name in [*written["docnames"], *_GENERATED])


def explorer_pages() -> list[str]:
    return [page for page in pages() if page.startswith(tuple(f"{name}/" for name in EXPLORER))]


def sample() -> list[str]:
    """Pages of each sort: all of a small folder; of a large one its index and both extremes."""
    folders: dict[PurePosixPath, list[str]] = {}
    for page in pages():
        folders.setdefault(PurePosixPath(page).parent, []).append(page)
    return sorted({page for folder in folders.values() for page in _some(folder)})


def _some(folder: list[str]) -> list[str]:
    if len(folder) <= 12:
        return folder
    by_size = sorted(folder, key=lambda page: (SITE / page).stat().st_size)
    return [page for page in folder if page.endswith("/index.html")] + [by_size[0], by_size[-1]]


@cache
def parsed(page: str) -> Parsed:
    reader = _Reader()
    reader.feed((SITE / page).read_text("utf-8"))
    return Parsed(
        ids=frozenset(reader.ids),
        links=tuple(reader.links),
        fetched=tuple(reader.fetched),
        datasets=tuple(reader.datasets),
    )


def is_external(link: str) -> bool:
    parts = urlsplit(link)
    return bool(parts.netloc) or parts.scheme not in {"", "data"}


def broken_links(page: str) -> Iterator[str]:
    """The internal links, pictures, scripts and styles of a page that lead nowhere."""
    found = parsed(page)
    for link in {*found.links, *found.fetched}:
        if not is_external(link) and not link.startswith("data:") and not _resolves(page, link):
            yield link


def _resolves(page: str, link: str) -> bool:
    parts = urlsplit(link)
    target = unquote(urljoin(page, parts.path)) if parts.path else page
    fragment = unquote(parts.fragment)
    if target.startswith("..") or not (SITE / target).is_file():
        return False
    return not fragment or not target.endswith(".html") or fragment in parsed(target).ids


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.datasets: list[str] = []
        self._in_dataset = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        self._in_dataset = tag == "script" and given.get("type") == "application/ld+json"
        self.ids += [given[name] for name in ("id", "name") if name in given]
        if tag in _FETCHED:
            self.fetched += [given[_FETCHED[tag]]] if _FETCHED[tag] in given else []
            self.fetched += [part.split()[0] for part in given.get("srcset", "").split(",") if part]
        elif tag == "link" and _FETCHED_RELATIONS & set(given.get("rel", "").split()):
            self.fetched.append(given["href"])
        elif tag in _LINKS and _LINKS[tag] in given:
            self.links.append(given[_LINKS[tag]])

    def handle_endtag(self, tag: str) -> None:
        self._in_dataset = self._in_dataset and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._in_dataset:
            self.datasets.append(data)
