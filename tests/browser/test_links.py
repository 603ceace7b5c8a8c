# SPDX-License-Identifier: MIT
"""Laws of the built pages as files: links, what they fetch, and what machines read in them."""

import json
import re

import pytest

from browser.built import (
    EXPLORER,
    SITE,
    broken_links,
    explorer_pages,
    is_external,
    pages,
    parsed,
)


@pytest.mark.parametrize("page", pages())
def test_every_internal_link_resolves(page):
    assert list(broken_links(page)) == []


@pytest.mark.parametrize("page", pages())
def test_no_page_fetches_from_elsewhere(page):
    assert list(filter(is_external, parsed(page).fetched)) == []


@pytest.mark.parametrize("sheet", sorted(SITE.rglob("*.css")), ids=lambda sheet: sheet.name)
def test_no_style_fetches_from_elsewhere(sheet):
    addresses = re.findall(r"(?:url\(|@import)\s*[\"']?([^\"')\s]+)", sheet.read_text("utf-8"))
    assert list(filter(is_external, addresses)) == []


@pytest.mark.parametrize("folder", EXPLORER)
def test_the_explorer_has_each_sort_of_page(folder):
    assert f"{folder}/index.html" in explorer_pages()


@pytest.mark.parametrize("page", explorer_pages())
def test_explorer_pages_say_what_they_are_to_machines(page):
    (dataset,) = map(json.loads, parsed(page).datasets)
    assert dataset["@context"] == "https://schema.org/"
    assert dataset["@type"] == "Dataset"
