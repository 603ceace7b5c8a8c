# SPDX-License-Identifier: MIT
"""What is written as a table can be read back from it."""

import csv
import html
import io
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from notorious_markets.errors import InvalidArgumentError
from notorious_markets.text.render import begins_formula, to_csv, to_html, to_markdown, to_text

CELLS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.just(" "))
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1)
)


@given(TABLES)
def test_csv_is_read_back_by_the_standard_library(table):
    assume(not any(begins_formula(cell) for row in table for cell in row))
    text = to_csv(table[0], table[1:])
    assert list(csv.reader(io.StringIO(text, newline=""), strict=True)) == table


def test_lines_of_csv_end_with_a_line_feed():
    assert to_csv(["a", "b"], [(1, "x,y")]) == 'a,b\n1,"x,y"\n'
    assert to_csv(["a"], [("x\r\ny",)]) == 'a\n"x\r\ny"\n'  # what is inside a cell stays


@pytest.mark.parametrize("write", [to_csv, to_text])
def test_a_row_has_as_many_cells_as_there_are_columns(write):
    with pytest.raises(ValueError, match="argument"):
        write(["a"], [("x", "y")])


def test_the_text_that_would_be_a_formula_is_shown():
    with pytest.raises(InvalidArgumentError) as caught:
        to_csv(["id", "name"], [("a", "=1+1")])
    assert str(caught.value) == (
        "name '=1+1' would be a formula in a spreadsheet; take another format than CSV"
    )


@pytest.mark.parametrize("sign", "=+-@\t\r\n＝＋－＠")
def test_a_text_that_would_be_a_formula_is_not_written(sign):
    with pytest.raises(InvalidArgumentError, match=r"^name .* would be a formula in a spreadsheet"):
        to_csv(["id", "name"], [("a", f"{sign}1+1")])
    with pytest.raises(InvalidArgumentError, match="would be a formula"):
        to_csv([f"{sign}id"], [])
    assert to_csv(["id"], [(f"a{sign}1",), (-1,)])  # inside a text it is none, nor is a number


@given(TABLES)
def test_every_cell_of_html_is_escaped(table):
    text = to_html("a < b", table[1:], table[0])
    assert text.startswith("<table><caption>a &lt; b</caption><thead><tr><th>")
    for tag, rows in (("th", table[:1]), ("td", table[1:])):
        cells = re.findall(f"<{tag}>([^<]*)</{tag}>", text)
        assert [html.unescape(cell) for cell in cells] == [cell for row in rows for cell in row]


def test_rows_of_html_follow_each_other():
    assert to_html("x", [(1, "a"), (2, "b")], ("n", "t")) == (
        "<table><caption>x</caption><thead><tr><th>n</th><th>t</th></tr></thead><tbody>"
        "<tr><td>1</td><td>a</td></tr><tr><td>2</td><td>b</td></tr></tbody></table>"
    )


def test_html_without_columns_has_no_head():
    assert to_html("x", [(1, None)]) == (
        "<table><caption>x</caption><tbody><tr><td>1</td><td>None</td></tr></tbody></table>"
    )


@given(TABLES)
def test_a_bar_or_a_backslash_does_not_end_a_cell_of_markdown(table):
    head, rule, *body = to_markdown(table[0], table[1:]).split("\n")
    assert rule == f"| {' | '.join(['---'] * len(table[0]))} |"
    assert to_markdown(["a|b", "\\"], []).startswith(r"| a\|b | \\ |")
    for line, row in zip([head, *body], table, strict=True):
        assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) == len(row) + 1


@given(TABLES)
def test_columns_of_text_begin_at_the_same_place(table):
    lines = to_text(table[0], table[1:]).split("\n")
    for place in range(len(table[0])):
        start = sum(2 + max(len(row[before]) for row in table) for before in range(place))
        for line, row in zip(lines, table, strict=True):
            assert line[start:].startswith(row[place].rstrip())
