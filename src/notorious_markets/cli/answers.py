# SPDX-License-Identifier: MIT
"""What a command answers with, and the one place where it is written in each format."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import attrs

from notorious_markets.dataset import Dataset
from notorious_markets.editions.comparison import Comparison
from notorious_markets.editions.grouped import GroupedComparison
from notorious_markets.records.citing import Citing
from notorious_markets.records.plain import to_plain
from notorious_markets.text.render import to_csv, to_markdown, to_text

Rows = Sequence[Mapping[str, Any]]


@attrs.frozen(kw_only=True)
class Answer:
    """What a command answers with, whatever format it is asked for in.

    Attributes:
        rows: Its table: plain values by column, the same columns in every row.
        text: Writes its text, where that says more than the table; asked only for text.
        record: What JSON holds instead of the rows, and Markdown if it is a comparison.
        code: The exit code of the command.
    """

    rows: Rows = ()
    text: Callable[[], str] | None = None
    record: object = None
    code: int = 0


def table(rows: Rows) -> str:
    """Set rows as a table of text."""
    return to_text(*_cells(rows)) if rows else "none"


def paragraphs(*parts: str | Iterable[str]) -> str:
    """Set texts and groups of lines apart by an empty line; empty ones are left out."""
    texts = (part if isinstance(part, str) else "\n".join(part) for part in parts)
    return "\n\n".join(text for text in texts if text)


def sources(dataset: Dataset, *records: Citing) -> list[str]:
    """Return a line for each source that records cite, under a heading."""
    cited = dataset.cite(*records)
    lines = (f"  {item.id}: {item.publisher}, {item.title}. {item.url}" for item in cited)
    return ["Sources", *lines]


def joined(values: Iterable[object]) -> str:
    """Join several values in one cell."""
    return ", ".join(map(str, values))


def _text(answer: Answer) -> str:
    return table(answer.rows) if answer.text is None else answer.text()


def _json(answer: Answer) -> str:
    plain = to_plain(answer.rows if answer.record is None else answer.record)
    return json.dumps(plain, ensure_ascii=False, indent=2)


def _csv(answer: Answer) -> str:
    return to_csv(*_cells(answer.rows)) if answer.rows else ""


def _markdown(answer: Answer) -> str:
    if isinstance(answer.record, Comparison | GroupedComparison):
        return answer.record.to_markdown()
    return to_markdown(*_cells(answer.rows)) if answer.rows else "none"


def _cells(rows: Rows) -> tuple[list[str], list[list[Any]]]:
    columns = list(rows[0])
    return columns, [[row[column] for column in columns] for row in rows]


FORMATS: Mapping[str, Callable[[Answer], str]] = MappingProxyType(
    {"text": _text, "json": _json, "csv": _csv, "markdown": _markdown}
)
"""How an answer is written in each format."""
