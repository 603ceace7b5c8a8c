# SPDX-License-Identifier: MIT
"""The search of the site, which runs in the browser."""

RESULTS = "#search-results .search a"


def found(opened, word):
    opened.get_by_role("textbox", name="Search").first.fill(word)
    opened.keyboard.press("Enter")
    opened.wait_for_selector(RESULTS)
    opened.wait_for_function("document.querySelector('#search-results .search-summary')")
    return [link.get_attribute("href") for link in opened.query_selector_all(RESULTS)]


def test_search_finds_a_market(visit, problems, server):
    opened = visit(f"{server}/index.html")
    assert any("markets/taobao.html" in link for link in found(opened, "taobao"))
    assert problems == []
