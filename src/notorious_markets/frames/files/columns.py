# SPDX-License-Identifier: MIT
# The stubs of PyArrow leave a part untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportUnknownParameterType=false
"""Parquet files a batch at a time: only the screened column is looked into, all others pass by."""

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs
import pyarrow as pa
from pyarrow import csv, parquet

from notorious_markets.errors import InvalidArgumentError
from notorious_markets.frames.files.text import DEFAULT_DELIMITERS, refuse_columns
from notorious_markets.frames.lookup import COLUMNS
from notorious_markets.screening.filenames import PARQUET

Added = Mapping[int, tuple[str | int | None, ...]]
"""The cells that screening adds, by the place of the row; they are empty where none is given."""

_TYPES = (pa.string(), pa.string(), pa.int16(), pa.int16())
_TEXT = ("string", "large_string", "string_view", "binary", "large_binary", "null")


@attrs.frozen
class Columns:
    """The columns of a table that is written.

    Attributes:
        copied: The schema of those that are copied; its metadata is that of the table.
        codec: How its pages are compressed.
    """

    copied: pa.Schema
    codec: str = "SNAPPY"

    @property
    def schema(self) -> pa.Schema:
        """The schema, with the columns that screening adds."""
        schema = self.copied
        for name, kind in zip(COLUMNS, _TYPES, strict=True):
            schema = schema.append(pa.field(name, kind))
        return schema

    def table(self, copied: Sequence[Any], added: Added) -> pa.Table:
        """Return a table of columns that are copied, and of the cells that are added."""
        size = len(copied[0])
        new: list[Any] = []
        for place, kind in enumerate(_TYPES):
            column: list[str | int | None] = [None] * size
            for row, cells in added.items():
                column[row] = cells[place]
            new.append(pa.array(column, kind))
        return pa.Table.from_arrays([*copied, *new], schema=self.schema)

    def writer(self, target: Any) -> Any:
        """Return a writer of a Parquet file."""
        codec: Any = self.codec
        return parquet.ParquetWriter(target, self.schema, compression=codec)


@attrs.frozen(kw_only=True)
class ColumnBatch:
    """Some rows of a Parquet file.

    Attributes:
        digest: What they are known by: the SHA-256 of the file, and which of its rows they are.
        rows: All their columns.
        values: What is screened of each row.
    """

    digest: str
    rows: pa.RecordBatch
    values: list[str | None]


class ColumnSource:
    """A Parquet file.

    Args:
        data: The file.
        column: The column to screen.
        rows: How many rows are in memory at once.
        digest: The SHA-256 of the file.

    Raises:
        UnknownValueError: There is no such column.
        InvalidArgumentError: There are several, it holds no text, or columns that screening adds.
    """

    form = PARQUET

    def __init__(self, data: Any, column: str, rows: int, digest: str) -> None:
        self._file = parquet.ParquetFile(data)
        self._rows, self._digest = rows, digest
        schema = self._file.schema_arrow
        refuse_columns(schema.names, column)
        kind: Any = schema.field(column).type
        inner = kind.value_type if pa.types.is_dictionary(kind) else kind
        if not any(getattr(pa.types, f"is_{name}")(inner) for name in _TEXT):
            raise InvalidArgumentError(f"the column {column!r} holds {kind}, and no text")
        self._place = schema.names.index(column)

    @property
    def shape(self) -> object:
        """What files have in common that can go into one output: columns, and not metadata."""
        return self._file.schema_arrow.remove_metadata()

    def batches(self) -> Iterator[ColumnBatch]:
        """Yield its rows."""
        for number, batch in enumerate(self._file.iter_batches(self._rows)):
            values: Any = batch.column(self._place).cast(pa.string()).to_pylist()
            yield ColumnBatch(digest=f"{self._digest} {number}", rows=batch, values=values)

    def head(self, form: str) -> bytes | Columns:
        """Return the head of an output in a form."""
        if form == PARQUET:
            return self._columns
        return _csv(self._columns.schema.empty_table(), form, head=True)

    def written(self, batch: ColumnBatch, form: str, added: Added) -> "bytes | pa.Table":
        """Return the rows of a batch, with what is added to them, in a form."""
        table = self._columns.table(batch.rows.columns, added)
        return table if form == PARQUET else _csv(table, form, head=False)

    @property
    def _columns(self) -> Columns:
        """The columns to write, compressed as those of the file are."""
        metadata = self._file.metadata
        codec = metadata.row_group(0).column(0).compression if metadata.num_row_groups else "SNAPPY"
        return Columns(self._file.schema_arrow, "NONE" if codec == "UNCOMPRESSED" else codec)


def _csv(table: pa.Table, form: str, *, head: bool) -> bytes:
    """Return a table of typed columns as CSV, as PyArrow writes it."""
    stream = io.BytesIO()
    options = csv.WriteOptions(include_header=head, delimiter=DEFAULT_DELIMITERS[form])
    csv.write_csv(table, stream, options)
    return stream.getvalue()
