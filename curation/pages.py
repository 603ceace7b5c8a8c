# SPDX-License-Identifier: MIT
"""The text of a report, page by page, from a PDF or from plain text."""

import re
from collections.abc import Iterable
from pathlib import Path

import attrs

from notorious_markets.errors import InvalidArgumentError

_PAGE_NUMBER = re.compile(r"(?:page\s+)?(\d{1,3})", re.IGNORECASE)


@attrs.frozen
class Page:
    """One page.

    Attributes:
        number: The number printed on it, or else its place in the file, counted from 1.
        lines: Its lines without outer spaces, without empty ones and without the printed number.
    """

    number: int
    lines: tuple[str, ...]


def read_pages(path: Path) -> tuple[Page, ...]:
    """Read the pages of a PDF, or of a text whose pages are separated by form feeds.

    Raises:
        InvalidArgumentError: The file cannot be read, or holds no text (a scan, for example).
    """
    try:
        texts = _pdf_texts(path) if path.suffix.lower() == ".pdf" else _plain_texts(path)
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidArgumentError(f"{path} cannot be read: {error}") from None
    pages = tuple(as_page(place, text.splitlines()) for place, text in enumerate(texts, start=1))
    if not any(page.lines for page in pages):
        raise InvalidArgumentError(f"{path} holds no text; a scan needs text recognition first")
    return pages


def as_page(place: int, lines: Iterable[str]) -> Page:
    """Make a page of lines; a first or last line that is only a number is its number."""
    kept = [" ".join(line.split()) for line in lines if line.strip()]
    for end in (-1, 0):
        if kept and (match := _PAGE_NUMBER.fullmatch(kept[end])):
            del kept[end]
            return Page(int(match[1]), tuple(kept))
    return Page(place, tuple(kept))


def _pdf_texts(path: Path) -> list[str]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        return [page.extract_text() for page in PdfReader(path).pages]
    except PyPdfError as error:
        raise InvalidArgumentError(f"{path} is no readable PDF: {error}") from None


def _plain_texts(path: Path) -> list[str]:
    return path.read_text("utf-8-sig").split("\f")
