# SPDX-License-Identifier: MIT
# The stubs of PyArrow leave a part untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
"""Rows of text files with cells more: as they stand where the form stays, else written anew."""

import itertools
import json
from collections.abc import Iterable, Sequence

import pyarrow as pa

from notorious_markets.errors import InvalidArgumentError
from notorious_markets.frames.files.columns import Added
from notorious_markets.frames.files.delimited import Dialect, dialect, unquoted
from notorious_markets.frames.files.text import DEFAULT_DELIMITERS, Layout, TextBatch
from notorious_markets.frames.lookup import COLUMNS
from notorious_markets.screening.filenames import JSONL


def head_text(layout: Layout, form: str) -> str:
    """Return the head of what is written in a form, byte order mark included."""
    if form == JSONL:
        return layout.mark
    target = target_dialect(layout, form)
    if layout.head and target == layout.dialect:
        head = layout.head
    else:
        head = target.delimiter.join(map(target.quoted, layout.columns))
    return f"{layout.mark}{head}{_cells(target, COLUMNS)}{layout.newline}"


def target_dialect(layout: Layout, form: str) -> Dialect:
    """Return the dialect to write in: that of the file, unless it becomes another form."""
    if form == layout.form:
        return layout.dialect
    return dialect(DEFAULT_DELIMITERS[form])


def rows_text(batch: TextBatch, layout: Layout, form: str, added: Added) -> str:
    """Return the rows of a batch with what is added to them."""
    if form == JSONL:
        bodies = [body[:-1] for body in _objects(batch, layout)]
        tails = [_fields((None,) * len(COLUMNS))] * len(bodies)
        for row, cells in added.items():
            tails[row] = _fields(cells)
        tails = [
            tail if body.rstrip()[-1:] == "{" else f", {tail}"
            for body, tail in zip(bodies, tails, strict=True)
        ]
    else:
        target = target_dialect(layout, form)
        bodies = batch.bodies if target == layout.dialect else _converted(batch, layout, target)
        tails = [target.delimiter * len(COLUMNS)] * len(bodies)
        for row, cells in added.items():
            tails[row] = _cells(target, cells)
    return "".join([batch.lead, *itertools.chain(*zip(bodies, tails, batch.ends, strict=True))])


def rows_cells(batch: TextBatch, layout: Layout) -> list[list[str]]:
    """Return what the cells of a batch say, a list for each column."""
    cells_of = layout.dialect.cells
    rows = [[unquoted(cell) for cell in cells_of(body)] for body in batch.bodies]
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in layout.columns]


def _cells(target: Dialect, cells: Iterable[str | int | None]) -> str:
    written = (target.quoted("" if cell is None else str(cell)) for cell in cells)
    return "".join(f"{target.delimiter}{cell}" for cell in written)


def _converted(batch: TextBatch, layout: Layout, target: Dialect) -> list[str]:
    """Return the rows with another delimiter, quoted anew."""
    rows = zip(*rows_cells(batch, layout), strict=True)
    return [target.delimiter.join(map(target.quoted, row)) for row in rows]


def _objects(batch: TextBatch, layout: Layout) -> list[str]:
    """Return the rows as JSON objects; those that are such already stay as they are."""
    if layout.form == JSONL:
        return batch.bodies
    _refuse_twins(layout, "JSON")
    return [
        json.dumps(dict(zip(layout.columns, row, strict=True)), ensure_ascii=False)
        for row in zip(*rows_cells(batch, layout), strict=True)
    ]


def _fields(cells: Sequence[str | int | None]) -> str:
    return json.dumps(dict(zip(COLUMNS, cells, strict=True)))[1:]


def text_schema(layout: Layout) -> pa.Schema:
    """Return the schema of a text file that becomes a Parquet file: text in every column.

    Raises:
        InvalidArgumentError: Two columns have one name.
    """
    _refuse_twins(layout, "Parquet")
    return pa.schema([pa.field(name, pa.string()) for name in layout.columns])


def _refuse_twins(layout: Layout, form: str) -> None:
    if len(set(layout.columns)) < len(layout.columns):
        raise InvalidArgumentError(f"a column is there more than once, which {form} cannot say")
