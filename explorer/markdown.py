# SPDX-License-Identifier: MIT
"""Markdown as the documentation reads it (MyST), with every text of the data escaped."""

import html
import re
from collections.abc import Iterable, Sequence

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")

Row = Sequence[str]


def escape(text: object) -> str:
    """Escape a text, so that it is shown as it is, whatever signs it holds."""
    return _PUNCTUATION.sub(r"\\\1", " ".join(str(text).split()))


def link(text: object, page: str) -> str:
    """Link to another page of the site, given by its address without a suffix."""
    return f"[{escape(text)}](/{page}.md)"


def web_link(text: object, url: str) -> str:
    """Link out of the site."""
    safe = url.translate({ord(sign): f"%{ord(sign):02X}" for sign in "<>|\\`"})
    return f"[{escape(text)}](<{safe}>)"


def marked(css_class: str, text: object) -> str:
    """Mark a text with a CSS class."""
    return f'<span class="{css_class}">{html.escape(str(text))}</span>'


def table(columns: Row, rows: Iterable[Row], *, sortable: bool = True) -> str:
    """Write a table of cells that are Markdown already; nothing if it has no row."""
    body = [f"| {' | '.join(cell or ' ' for cell in row)} |" for row in rows]
    if not body:
        return ""
    head = [f"| {' | '.join(columns)} |", f"|{' --- |' * len(columns)}"]
    lines = "\n".join([*head, *body])
    return f":::{{container}} sortable\n{lines}\n:::" if sortable else lines


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """Write what is known of something, as a table without a head; empty facts are left out."""
    rows = [(f"**{name}**", fact) for name, fact in pairs if fact]
    return table(("fact", "as recorded"), rows, sortable=False)


def bullets(items: Iterable[str]) -> str:
    """Write a list of texts that are Markdown already."""
    return "\n".join(f"- {item}" for item in items)


def blocks(*parts: str) -> str:
    """Set blocks one after another; the empty ones are left out."""
    return "\n\n".join(part for part in parts if part)


def section(title: str, *parts: str) -> str:
    """Write a heading of the second level with its blocks; nothing if all of them are empty."""
    body = blocks(*parts)
    return f"## {title}\n\n{body}" if body else ""
