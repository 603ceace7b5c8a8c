# SPDX-License-Identifier: MIT
"""Rows of cells as aligned text, Markdown, HTML and CSV."""

import csv
import io
from collections.abc import Iterable, Sequence

from notorious_markets.errors import InvalidArgumentError, shown

Rows = Iterable[Sequence[object]]

# Some spreadsheets skip what stands before the sign, or take the wide form of it as well.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def to_text(columns: Sequence[str], rows: Rows) -> str:
    """Write rows as text: columns set flush left, two spaces apart."""
    table = [tuple(columns), *(tuple(map(str, row)) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in table)


def to_markdown(columns: Sequence[str], rows: Rows) -> str:
    """Write rows as a table of GitHub Flavored Markdown; a bar in a cell does not end the cell."""
    table = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(map(_escaped, row))} |" for row in table)


def to_html(caption: str, rows: Rows, columns: Sequence[str] = ()) -> str:
    """Write rows as an HTML table, every text escaped; without columns it has no head."""
    head = f"<thead>{_html_row('th', columns)}</thead>" if columns else ""
    body = "".join(_html_row("td", row) for row in rows)
    return f"<table><caption>{_html(caption)}</caption>{head}<tbody>{body}</tbody></table>"


def to_csv(columns: Sequence[str], rows: Rows) -> str:
    """Write rows as CSV with a head and line feeds, for spreadsheets as well as for programs.

    Raises:
        InvalidArgumentError: A spreadsheet would take a text for a formula. To change the text
            would be to change the data, so that nothing is written.
    """
    table = [columns, *rows]
    for row in table:
        for column, cell in zip(columns, row, strict=True):
            if begins_formula(cell):
                problem = f"{column} {shown(cell)} would be a formula in a spreadsheet"
                raise InvalidArgumentError(f"{problem}; take another format than CSV")
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(table)
    return text.getvalue()


def begins_formula(cell: object) -> bool:
    """Tell whether a spreadsheet would take a text for a formula; a number is none."""
    return isinstance(cell, str) and cell.startswith(_FORMULA)


def _escaped(cell: object) -> str:
    return str(cell).replace("\\", "\\\\").replace("|", "\\|")


def _html_row(tag: str, cells: Iterable[object]) -> str:
    return f"<tr>{''.join(f'<{tag}>{_html(cell)}</{tag}>' for cell in cells)}</tr>"


def _html(cell: object) -> str:
    from html import escape  # its table of entities is long, and seldom needed

    return escape(str(cell))
