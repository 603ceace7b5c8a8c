# SPDX-License-Identifier: MIT
# The stubs of PyArrow leave a part untyped.
# pyright: reportUnknownMemberType=false
"""Screening a file of any size: read in parts, screened, written in parts, and joined at the end.

The output appears when it is whole. What was done before an interruption stays in a folder beside
it and is not done again, as long as input and question are the same.
"""

import contextlib
import hashlib
import itertools
import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import polars as pl
import pyarrow as pa
from pyarrow import csv, parquet

from notorious_markets.errors import (
    InvalidArgumentError,
    NotoriousMarketsError,
    UnknownValueError,
)
from notorious_markets.frames.lookup import MARKET, answer_table
from notorious_markets.frames.screening import screen
from notorious_markets.screening.screener import Screener

ROWS = 200_000
"""How many rows are in memory at once."""

READABLE = (".txt", ".csv", ".parquet")
WRITABLE = (".parquet", ".csv")


@attrs.frozen(kw_only=True)
class Outcome:
    """What screening a file found.

    Attributes:
        rows: How many rows it has.
        matched: How many of them match a market.
    """

    rows: int
    matched: int


def screen_file(
    source: Path,
    output: Path,
    *,
    column: str = "url",
    kind: str | None = None,
    screener: Screener,
    release: str,
    rows: int = ROWS,
) -> Outcome:
    """Screen a file and write it with the columns of `screen` added.

    Args:
        source: A text with a value a line, a CSV file with a head, or a Parquet file.
        output: A Parquet or CSV file. It is replaced if it exists, once the new one is whole.
        column: The column of a CSV or Parquet file.
        kind: What the values are; guessed for each if it is not given.
        screener: What to screen for.
        release: Version of the release it was made from, which an interrupted run is known by.
        rows: How many rows are in memory at once.

    Raises:
        InvalidArgumentError: A file that cannot be read or written.
        UnknownValueError: An unknown kind of file, column or kind.
    """
    for path, suffixes in ((source, READABLE), (output, WRITABLE)):
        _refuse_no_text(path)
        if path.suffix.lower() not in suffixes:
            raise UnknownValueError("kind of file", path.suffix, suffixes)
    parts = output.with_name(f"{output.name}.parts")
    try:
        _prepare(parts, source, [column, kind, release, rows, answer_table(screener).rows])
        outcome = Outcome(rows=0, matched=0)
        count = 0
        for count, batch in enumerate(_batches(source, column, rows), start=1):
            part = parts / f"{count:08d}.parquet"
            done = _part_done(part) or _write_part(part, batch, column, kind, screener)
            outcome = Outcome(rows=outcome.rows + done.rows, matched=outcome.matched + done.matched)
            _show_progress(outcome)
        if not count:
            raise InvalidArgumentError(f"{source} has no rows")
        _join([parts / f"{number:08d}.parquet" for number in range(1, count + 1)], output)
    except NotoriousMarketsError:
        raise
    except (OSError, ValueError, pa.ArrowException, pl.exceptions.PolarsError) as error:
        raise InvalidArgumentError(f"{source}: {error}") from None
    finally:
        _end_progress()
        _delete_if_empty(parts)
    shutil.rmtree(parts)
    return outcome


def _refuse_no_text(path: Path) -> None:
    """Refuse a name of bytes that are no UTF-8: the engines take text."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        raise InvalidArgumentError(f"the name of a file must be Unicode: {str(path)!r}") from None


def _batches(source: Path, column: str, rows: int) -> Iterator[pl.DataFrame]:
    if source.suffix.lower() == ".txt":
        with source.open(encoding="utf-8", newline="\n") as file:
            while lines := [line.rstrip("\r\n") for line in itertools.islice(file, rows)]:
                yield pl.DataFrame({column: lines})
        return
    tables: Iterator[Any]
    if source.suffix.lower() == ".csv":
        options = csv.ConvertOptions(column_types={column: pa.string()})
        tables = iter(csv.open_csv(source, convert_options=options))
    else:
        tables = parquet.ParquetFile(source).iter_batches(rows)
    for batch in tables:
        yield pl.DataFrame(pl.from_arrow(pa.Table.from_batches([batch])))


def _prepare(folder: Path, source: Path, question: list[object]) -> None:
    """Make the folder of parts; what another question left in it is deleted."""
    state = source.stat()
    key = json.dumps([str(source.resolve()), state.st_size, state.st_mtime_ns, question])
    digest = hashlib.sha256(key.encode()).hexdigest()
    note = folder / "question"
    if not (note.exists() and note.read_text() == digest):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        note.write_text(digest)


def _part_done(part: Path) -> Outcome | None:
    if not part.exists():
        return None
    column = parquet.read_table(part, columns=[MARKET])[MARKET]
    return Outcome(rows=len(column), matched=len(column) - column.null_count)


def _write_part(
    part: Path, batch: pl.DataFrame, column: str, kind: str | None, screener: Screener
) -> Outcome:
    screened = screen(batch, column, kind=kind, screener=screener)
    unfinished = part.with_suffix(".unfinished")
    screened.write_parquet(unfinished)
    os.replace(unfinished, part)  # noqa: PTH105 (replaces in one step)
    return Outcome(rows=screened.height, matched=screened[MARKET].count())


def _delete_if_empty(parts: Path) -> None:
    """Delete the folder of parts if nothing is done that could be kept."""
    with contextlib.suppress(OSError, ValueError):  # of a name that no folder can have
        if not any(parts.glob("*.parquet")):
            shutil.rmtree(parts, ignore_errors=True)


def _join(parts: list[Path], output: Path) -> None:
    unfinished = output.with_name(f"{output.name}.unfinished")
    schema = parquet.read_schema(parts[0])
    make = parquet.ParquetWriter if output.suffix.lower() == ".parquet" else csv.CSVWriter
    try:
        with make(unfinished, schema) as writer:
            for part in parts:
                writer.write_table(parquet.read_table(part).cast(schema))
        os.replace(unfinished, output)  # noqa: PTH105 (replaces in one step)
    finally:
        unfinished.unlink(missing_ok=True)


def _show_progress(outcome: Outcome) -> None:
    if sys.stderr.isatty():
        print(f"\r{outcome.rows:,} rows, {outcome.matched:,} matched", end="", file=sys.stderr)


def _end_progress() -> None:
    if sys.stderr.isatty():
        print(file=sys.stderr)
