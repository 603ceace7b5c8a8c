# SPDX-License-Identifier: MIT
"""Laws of sortable tables: on a table that has every kind of cell, and on the site's own."""

import re
from html import escape

import pytest
from playwright.sync_api import expect

from browser.built import SITE, sample

# As on the page, and in ascending order: what is empty comes last in both directions.
COLUMNS = {
    "Market": (
        ["Taobao", "Đồng Xuân & Sons", "alpha", "", "Zeta 10", "Zeta 9"],
        ["alpha", "Đồng Xuân & Sons", "Taobao", "Zeta 9", "Zeta 10", ""],
    ),
    "Number": (
        ["1,200", "≥ 90", "−5", "", "1,000,000", "−40"],
        ["−40", "−5", "≥ 90", "1,200", "1,000,000", ""],
    ),
    "Share": (
        ["12.5%", "9%", "100%", "–", "0.5%", "0.25%"],
        ["0.25%", "0.5%", "9%", "12.5%", "100%", "–"],
    ),
    "Amount": (
        ["$1,200", "$90.50", "$5", "", "$1", "$100,000"],
        ["$1", "$5", "$90.50", "$1,200", "$100,000", ""],
    ),
    "Date": (
        ["2021-03-04", "≤ 2020-01-01", "?", "2022", "≤ 2011-07", "2021-03"],
        ["≤ 2011-07", "≤ 2020-01-01", "2021-03", "2021-03-04", "2022", "?"],
    ),
}
NAMES = list(COLUMNS)
CITED = '<span class="cited">[7]</span>'


def written(rows, css):
    """A page with the site's scripts and one table, each of whose cells cites a source."""
    head = "".join(f"<th>{name}</th>" for name in NAMES)
    body = "".join(
        "<tr>" + "".join(f"<td><p>{escape(cell)}</p>{CITED}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    static = (SITE / "_static").as_uri()
    return f"""<!doctype html><title>Tables</title>
        <script defer src="{static}/dataTables.min.js"></script>
        <script defer src="{static}/tables.js"></script>
        <section><h1>Markets</h1>
        <div class="{css}"><div class="table-wrapper"><table>
        <thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div></div></section>"""


ROWS = list(zip(*(before for before, _ in COLUMNS.values()), strict=True))


@pytest.fixture
def open_table(visit, tmp_path):
    def open_rows(rows=ROWS, css="sortable"):
        path = tmp_path / "page.html"
        path.write_text(written(rows, css), "utf-8")
        return visit(path.as_uri())

    return open_rows


def column(opened, name):
    """The cells of a column, from top to bottom."""
    return opened.locator(f"tbody tr td:nth-child({NAMES.index(name) + 1}) > p")


def header(opened, name):
    return opened.get_by_role("columnheader", name=name)


@pytest.mark.parametrize("name", COLUMNS)
def test_a_header_sorts_up_then_down_then_as_it_was(open_table, problems, name):
    opened = open_table()
    before, ascending = COLUMNS[name]
    filled = [cell for cell in ascending if cell not in {"", "–", "?"}]
    empty = ascending[len(filled) :]

    header(opened, name).click()
    expect(column(opened, name)).to_have_text(ascending)
    expect(header(opened, name)).to_have_attribute("aria-sort", "ascending")

    header(opened, name).click()
    expect(column(opened, name)).to_have_text(filled[::-1] + empty)
    expect(header(opened, name)).to_have_attribute("aria-sort", "descending")

    header(opened, name).click()
    expect(column(opened, name)).to_have_text(before)
    expect(header(opened, name)).not_to_have_attribute("aria-sort", re.compile(""))
    assert problems == []


def test_rows_stay_whole(open_table):
    opened = open_table()
    header(opened, "Share").click()
    expect(header(opened, "Share")).to_have_attribute("aria-sort", "ascending")
    rows = zip(*(column(opened, name).all_inner_texts() for name in NAMES), strict=True)
    assert sorted(rows) == sorted(ROWS)


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_keyboard_sorts(open_table, key):
    opened = open_table()
    opened.get_by_label("Filter").focus()
    opened.keyboard.press("Tab")  # to the button of the first column
    opened.keyboard.press(key)
    expect(column(opened, "Market")).to_have_text(COLUMNS["Market"][1])


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("taobao", ["Taobao"]),
        ("xuan", ["Đồng Xuân & Sons"]),
        ("zeta 1,000", ["Zeta 10"]),
        ("$5", ["alpha"]),
        ("& sons", ["Đồng Xuân & Sons"]),
        ("<p>", []),
        ("[7]", []),
    ],
)
def test_a_filter_leaves_the_rows_with_its_words(open_table, words, left):
    opened = open_table()
    opened.get_by_label("Filter Markets").fill(words)
    expect(column(opened, "Market")).to_have_text(left)
    opened.get_by_label("Filter Markets").fill("")
    expect(column(opened, "Market")).to_have_text(COLUMNS["Market"][0])


def test_what_only_cites_sources_has_nothing_to_sort_by(open_table):
    opened = open_table([("", *row[1:]) for row in ROWS])
    expect(header(opened, "Number").get_by_role("button")).to_have_count(1)
    expect(header(opened, "Market").get_by_role("button")).to_have_count(0)


def test_the_number_of_rows_is_said(open_table):
    opened = open_table()
    said = opened.get_by_role("status")
    expect(said).to_have_text("6 rows")
    opened.get_by_label("Filter").fill("zeta")
    expect(said).to_have_text("2 rows of 6")
    opened.get_by_label("Filter").fill("taobao")
    expect(said).to_have_text("1 row of 6")


@pytest.mark.parametrize(("rows", "css"), [(ROWS[:4], "sortable"), (ROWS, "")])
def test_short_and_other_tables_are_left_alone(open_table, rows, css):
    opened = open_table(rows, css)
    assert opened.get_by_role("button").count() == 0
    assert opened.get_by_label("Filter").count() == 0


def test_the_list_of_markets_sorts_and_filters(visit, problems):
    opened = visit("markets/index.html")
    first_header = opened.get_by_role("columnheader").first
    rows = opened.locator("article tbody tr")
    before = rows.all_inner_texts()

    first_header.click()
    first_header.click()
    expect(first_header).to_have_attribute("aria-sort", "descending")
    after = rows.all_inner_texts()
    assert after != before
    assert sorted(after) == sorted(before)

    opened.get_by_label("Filter").fill("taobao")
    matching = [row for row in after if "taobao" in row.lower()]
    expect(rows).to_have_count(len(matching))
    assert rows.all_inner_texts() == matching != []
    assert problems == []


@pytest.mark.parametrize("page", sample())
def test_tables_are_complete_without_javascript(visit, page):
    with_script = visit(page).locator("article tbody tr")
    without = visit(page, java_script_enabled=False).locator("article tbody tr")
    assert without.count() == with_script.count()
    assert without.count() == 0 or without.last.is_visible()
