# SPDX-License-Identifier: MIT
"""Text files a batch at a time: the values to screen, and the text around them as it stands."""

import hashlib
import io
import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import cast

import attrs

from notorious_markets.errors import InvalidArgumentError, UnknownValueError
from notorious_markets.frames.files.delimited import Dialect, dialect, nth_cell, sniffed, unquoted
from notorious_markets.frames.files.streams import Text
from notorious_markets.frames.lookup import COLUMNS
from notorious_markets.screening.filenames import CSV, JSONL, TSV, TXT

DEFAULT_DELIMITERS = {TXT: ",", CSV: ",", TSV: "\t"}

_DECODER = json.JSONDecoder(parse_int=float)  # an integer of any length is nothing to us
_NO_JSON = (ValueError, RecursionError)


@attrs.frozen(kw_only=True)
class Layout:
    """How a text file is laid out.

    Attributes:
        form: What it is: ``"txt"``, ``"csv"``, ``"tsv"`` or ``"jsonl"``.
        columns: The names in its head; for a text the one that it is given.
        index: Which of them is screened.
        dialect: What separates its cells.
        encoding: How it is encoded.
        mark: The byte order mark as text, or nothing.
        head: The head as it stands, without its end, and with any empty lines before it.
        newline: How the head ends, or what ends a line where it does not.
    """

    form: str
    columns: tuple[str, ...]
    index: int
    dialect: Dialect
    encoding: str
    mark: str
    head: str = ""
    newline: str = "\n"


@attrs.define
class TextBatch:
    """Some rows of a text file. What is written of them is ``lead``, then each row and its end.

    Attributes:
        read: The text that the rows were read from.
        lead: What stands before the first row: empty lines.
        bodies: The rows as they stand, without their ends.
        ends: What ends each row, with the empty lines behind it.
        values: What is screened of each row.
    """

    read: str
    lead: str = ""
    bodies: list[str] = attrs.field(factory=list[str])
    ends: list[str] = attrs.field(factory=list[str])
    values: list[str | None] = attrs.field(factory=list[str | None])

    @property
    def digest(self) -> str:
        """What the rows are known by: the SHA-256 of their text, and what stands before it."""
        return f"{hashlib.sha256(self.read.encode()).hexdigest()} {self.lead!r}"

    def skip(self, line: str) -> None:
        """Keep an empty line, which is no row."""
        if self.ends:
            self.ends[-1] += line
        else:
            self.lead += line


def read_layout(text: Text, form: str, column: str, delimiter: str | None) -> Layout:
    """Read the head of a text file.

    Raises:
        UnknownValueError: There is no such column.
        InvalidArgumentError: There are several, or columns that screening adds.
    """
    plain = Layout(
        form=form,
        columns=(column,),
        index=0,
        dialect=dialect(DEFAULT_DELIMITERS.get(form, ",") if delimiter is None else delimiter),
        encoding=text.encoding,
        mark=text.mark,
    )
    if form in (TXT, JSONL):
        return plain
    empty, head = _read_head(text.stream)
    body = head.rstrip("\r\n")
    if not body:  # nothing at all
        return plain
    if delimiter is None:
        delimiter = sniffed(body, column, DEFAULT_DELIMITERS[form])
    chosen = dialect(delimiter)
    columns = tuple(unquoted(cell) for cell in chosen.cells(body))
    refuse_columns(columns, column)
    return attrs.evolve(
        plain,
        columns=columns,
        index=columns.index(column),
        dialect=chosen,
        head=empty + body,
        newline=head[len(body) :] or "\n",
    )


def refuse_columns(columns: Sequence[str], column: str) -> None:
    """Refuse the columns of a table without the one to screen, or with those that are added."""
    if column not in columns:
        raise UnknownValueError("column", column, columns)
    if columns.count(column) > 1:
        raise InvalidArgumentError(f"the column {column!r} is there more than once")
    taken = [name for name in COLUMNS if name in columns]
    if taken:
        raise InvalidArgumentError(f"there is a column {taken[0]!r} already")


def _read_head(stream: io.TextIOWrapper) -> tuple[str, str]:
    """Return the empty lines before the head, and the head; it may have quoted line ends."""
    empty = ""
    for line in stream:
        if line.strip("\r\n"):
            head = line
            while head.count('"') % 2 and (more := stream.readline()):
                head += more
            return empty, head
        empty += line
    return empty, ""


def read_batches(text: Text, layout: Layout, column: str, rows: int) -> Iterator[TextBatch]:
    """Yield the rows that follow the head.

    Raises:
        InvalidArgumentError: A row that does not fit the head, or is no JSON object.
        UnknownValueError: No JSON object has the column.
    """
    if layout.form == JSONL:
        return _json_batches(text, column, rows)
    if layout.form == TXT:
        return (_values(lines, layout.dialect) for lines in _some(text.stream, rows))
    return _delimited_batches(layout.dialect.records(text.stream), layout, rows)


def _some(records: Iterable[str], count: int) -> Iterator[list[str]]:
    """Yield lists of so many records, the last one of fewer."""
    following = iter(records)
    while some := list(itertools.islice(following, count)):
        yield some


def _values(lines: list[str], target: Dialect) -> TextBatch:
    values = [line.rstrip("\r\n") for line in lines]
    return TextBatch(
        read="".join(lines),
        bodies=[target.quoted(value) for value in values],
        ends=[line[len(value) :] for line, value in zip(lines, values, strict=True)],
        values=list(values),
    )


def _delimited_batches(records: Iterable[str], layout: Layout, rows: int) -> Iterator[TextBatch]:
    number = 0
    for some in _some(records, rows):
        batch = TextBatch(read="".join(some))
        if not _read_plain(batch, some, layout):
            _read_delimited(batch, some, layout, number)
        number += len(some)
        yield batch


def _read_plain(batch: TextBatch, records: list[str], layout: Layout) -> bool:
    """Read records if all of them are plain, in half the time: no quotes, no odd lengths."""
    if '"' in batch.read:
        return False
    delimiter, index = layout.dialect.delimiter, layout.index
    bodies = [record.rstrip("\r\n") for record in records]
    if "" in bodies or {body.count(delimiter) for body in bodies} != {len(layout.columns) - 1}:
        return False
    batch.bodies = bodies
    batch.ends = [record[len(body) :] for record, body in zip(records, bodies, strict=True)]
    batch.values = [body.split(delimiter, index + 1)[index] for body in bodies]
    return True


def _read_delimited(batch: TextBatch, records: list[str], layout: Layout, number: int) -> None:
    width, index = len(layout.columns), layout.index
    exact = nth_cell(layout.dialect.delimiter, width, index)
    for number, record in enumerate(records, number + 1):  # noqa: B020
        body = record.rstrip("\r\n")
        match = exact.match(body)
        if match and body:
            value: str = match[1]
            batch.bodies.append(body)
            batch.ends.append(record[len(body) :])
            batch.values.append(unquoted(value) if value[:1] == '"' else value)
            continue
        if not body:
            batch.skip(record)
            continue
        cells = layout.dialect.cells(body)
        missing = width - len(cells)
        if missing < 0:
            raise InvalidArgumentError(
                f"record {number} after the head has {len(cells)} cells, and the head {width}"
            )
        # What is added has to stand below its name.
        batch.bodies.append(body + layout.dialect.delimiter * missing)
        batch.ends.append(record[len(body) :])
        batch.values.append(unquoted(cells[index]) if index < len(cells) else None)


def _json_batches(text: Text, column: str, rows: int) -> Iterator[TextBatch]:
    keys: dict[str, None] = {}
    number = 0
    for some in _some(text.stream, rows):
        batch = TextBatch(read="".join(some))
        for number, line in enumerate(some, number + 1):  # noqa: B020
            body = line.strip(" \t\r\n")
            if not body:
                batch.skip(line)
                continue
            item = _decoded(body, number)
            if column not in keys:
                keys.update(dict.fromkeys(item))
            end = line.index("{") + len(body)
            batch.bodies.append(line[:end])
            batch.ends.append(line[end:])
            batch.values.append(_value(item, column, number))
        yield batch
    if keys and column not in keys:
        raise UnknownValueError("column", column, keys)


def _value(item: dict[str, object], column: str, number: int) -> str | None:
    taken = [name for name in COLUMNS if name in item]
    if taken:
        raise InvalidArgumentError(f"line {number} has a field {taken[0]!r} already")
    value = item.get(column)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InvalidArgumentError(f"line {number} has no text in {column!r}")
    return _scalar_values(value)


def _decoded(body: str, number: int) -> dict[str, object]:
    try:
        item = _DECODER.decode(body)
    except _NO_JSON as error:
        raise InvalidArgumentError(f"line {number} is no JSON: {error}") from None
    if not isinstance(item, dict):
        raise InvalidArgumentError(f"line {number} is no JSON object")
    return cast("dict[str, object]", item)


def _scalar_values(text: str) -> str:
    """Replace lone surrogates, which JSON can hold, as decoders of UTF-16 do."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
