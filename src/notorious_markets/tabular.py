# SPDX-License-Identifier: MIT
"""Rows of cells as aligned text, Markdown, HTML and CSV."""

import csv
import io
from collections.abc import Iterable, Sequence

Rows = Iterable[Sequence[object]]


def to_text(columns: Sequence[str], rows: Rows) -> str:
    """Columns set flush left, two spaces apart."""
    table = [tuple(columns), *(tuple(map(str, row)) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in table
    )


def to_markdown(columns: Sequence[str], rows: Rows) -> str:
    """A table of GitHub Flavored Markdown; a vertical bar in a cell does not end it."""
    table = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(map(_escaped, row))} |" for row in table)


def to_html(caption: str, rows: Rows, columns: Sequence[str] = ()) -> str:
    """An HTML table, every text escaped; without columns it has no head."""
    from html import escape  # its table of entities is long

    head = f"<thead>{_html_row('th', columns)}</thead>" if columns else ""
    body = "".join(_html_row("td", row) for row in rows)
    caption = escape(caption)
    return f"<table><caption>{caption}</caption>{head}<tbody>{body}</tbody></table>"


def to_csv(columns: Sequence[str], rows: Rows) -> str:
    """CSV with a head, lines ended by a line feed."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([columns, *rows])
    return text.getvalue()


def _escaped(cell: object) -> str:
    return str(cell).replace("\\", "\\\\").replace("|", "\\|")


def _html_row(tag: str, cells: Iterable[object]) -> str:
    from html import escape

    return f"<tr>{''.join(f'<{tag}>{escape(str(cell))}</{tag}>' for cell in cells)}</tr>"
