# SPDX-License-Identifier: MIT
"""Laws of pages in a browser: no error, no request elsewhere, accessible, fit for a phone."""

import pytest

from browser.built import NODE_MODULES, sample

AXE = NODE_MODULES / "axe-core/axe.min.js"
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
SMALLEST_TEXT = 12  # CSS pixels

VIOLATIONS = """async () => (await axe.run()).violations
    .filter(({impact}) => ["serious", "critical"].includes(impact))
    .map(({id, nodes}) => id + ": " + nodes.slice(0, 3).map(({html}) => html).join(" "))"""

# Furo lets what is too wide stick out of the page without widening it. Tables and code scroll in
# groups of their own.
STICKING_OUT = """() => [...document.querySelectorAll("article *")]
    .filter(element => element.getBoundingClientRect().right > innerWidth + 1)
    .filter(element => !element.closest("[role=group][tabindex='0']"))
    .map(element => element.outerHTML.slice(0, 100))"""

SMALL_TEXTS = """smallest => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const small = [];
    while (texts.nextNode()) {
        const {textContent, parentElement} = texts.currentNode;
        const size = parseFloat(getComputedStyle(parentElement).fontSize);
        if (textContent.trim() && parentElement.checkVisibility() && size < smallest) {
            small.push(textContent.trim());
        }
    }
    return small;
}"""


@pytest.mark.parametrize("page", sample())
def test_a_page_opens_from_a_file_without_error_or_request(visit, problems, page):
    visit(page)
    assert problems == []


@pytest.mark.parametrize(
    ("scheme", "screen"), [("light", DESK), ("dark", PHONE)], ids=["light", "dark-phone"]
)
@pytest.mark.parametrize("page", sample())
def test_a_page_has_no_serious_barrier(visit, page, scheme, screen):
    opened = visit(page, color_scheme=scheme, viewport=screen)
    opened.add_script_tag(path=AXE)
    assert opened.evaluate(VIOLATIONS) == []


@pytest.mark.parametrize("page", sample())
def test_a_page_fits_a_phone(visit, page):
    opened = visit(page, viewport=PHONE)
    assert opened.evaluate("document.scrollingElement.scrollWidth") <= PHONE["width"]
    assert opened.evaluate(STICKING_OUT) == []
    assert opened.evaluate(SMALL_TEXTS, SMALLEST_TEXT) == []
