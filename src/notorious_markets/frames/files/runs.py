# SPDX-License-Identifier: MIT
"""A run: files are read batch after batch, screened, and written into one output."""

import contextlib
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import attrs
import polars as pl
from tqdm import tqdm

from notorious_markets.errors import InvalidArgumentError, UnknownValueError
from notorious_markets.frames.files.columns import Added
from notorious_markets.frames.files.parts import Counts, Head, Hit, Parts, Stream
from notorious_markets.frames.files.sources import (
    Batch,
    Reading,
    Source,
    TextSource,
    errors_of,
    opened,
    opened_bytes,
    refuse_form,
)
from notorious_markets.frames.files.text import TextBatch
from notorious_markets.frames.lookup import COLUMNS, MARKET, UNREADABLE, answer_table
from notorious_markets.frames.screening import screen
from notorious_markets.screening.filenames import CSV, STANDARD, TXT, Run, form_of
from notorious_markets.screening.screener import Screener

_VALUE = "value"
_Found = tuple[int, str | None, tuple[str | int | None, ...]]  # its number, the value, the cells


@attrs.frozen(kw_only=True)
class Question:
    """What files are screened for.

    Attributes:
        screener: The list.
        release: Version of the release it was made from.
        kind: What the values are; it is guessed if it is not given.
        restrictions: What the list was restricted to.
    """

    screener: Screener
    release: str
    kind: str | None = None
    restrictions: Mapping[str, object] = attrs.field(factory=dict[str, object])


@attrs.frozen(kw_only=True)
class Row:
    """A row that matches.

    Attributes:
        file: The name of the file.
        row: Its number among the rows of the file, from 1.
        value: What was screened.
        market: Id of the market.
        domain: The listed domain that covers the value; `None` for a match by name.
    """

    file: str
    row: int
    value: str
    market: str
    domain: str | None


@attrs.frozen(kw_only=True)
class Outcome:
    """What screening some files into one output found.

    Attributes:
        output: The name of the output, if there is one.
        inputs: The SHA-256 of each input, by its name.
        counts: What is in the rows.
    """

    output: str | None
    inputs: Mapping[str, str]
    counts: Counts


def screen_file(
    source: str | os.PathLike[str],
    output: str | os.PathLike[str],
    question: Question,
    reading: Reading | None = None,
) -> Outcome:
    """Screen one file into another: see `screen_run`."""
    run = Run((os.fspath(source),), os.fspath(output))
    return screen_run(run, question, reading or Reading())


def screen_run(
    run: Run,
    question: Question,
    reading: Reading,
    on_row: Callable[[Row], object] | None = None,
) -> Outcome:
    """Screen files into an output.

    Args:
        run: The files and the output.
        question: What they are screened for.
        reading: How they are read.
        on_row: Called for every row that matches.

    Raises:
        InvalidArgumentError: A file that cannot be read or written.
        UnknownValueError: An unknown kind of file, column, encoding or kind of value.
        KeyboardInterrupt: It was interrupted; the message says how to go on.
    """
    target = _Target(run, question, reading)
    inputs: dict[str, str] = {}
    counts = Counts()
    try:
        with _bar(run.inputs) as bar:
            for name, source, batch, row in _batches(run.inputs, reading, bar.update, inputs):
                if batch is None:
                    target.begin(name, source)
                    continue
                with errors_of(name):
                    done, rows = target.take(batch)
                counts += done
                if on_row is not None:
                    for number, value, cells in rows:
                        on_row(_row(name, row + number, value, cells))
                bar.set_postfix_str(f"{counts.rows:,} rows, {counts.matched:,} match")
            target.finish()
    except KeyboardInterrupt:
        raise KeyboardInterrupt(target.advice) from None
    except UnknownValueError:
        target.discard()
        raise
    finally:
        target.leave()
    return Outcome(output=run.output, inputs=inputs, counts=counts)


def _batches(
    names: Sequence[str],
    reading: Reading,
    on_read: Callable[[int], object],
    inputs: dict[str, str],
) -> Iterator[tuple[str, Source, Batch | None, int]]:
    """Yield each file without a batch, then its batches with the number of rows before.

    The SHA-256 of a file is put into the inputs when all of it is read.
    """
    unended = False
    for name in names:
        rows = 0
        with contextlib.ExitStack() as leaving:
            with errors_of(name):
                form = reading.form_of(name)
                watched = leaving.enter_context(opened_bytes(name, on_read))
                source = leaving.enter_context(opened(watched, name, form, reading))
            yield name, source, None, 0
            batches = source.batches()
            while True:
                with errors_of(name):
                    batch: Batch | None = next(batches, None)
                if batch is None:
                    break
                if isinstance(batch, TextBatch):
                    if unended and isinstance(source, TextSource):
                        batch.lead = source.layout.newline + batch.lead
                    unended = batch.ends[-1:] == [""]
                yield name, source, batch, rows
                rows += len(batch.values)
            with errors_of(name):
                inputs[name] = watched.rest()


class _Target:
    """Where a run writes to. It is opened with the first file, whose head is that of the output."""

    def __init__(self, run: Run, question: Question, reading: Reading) -> None:
        self._run, self._question, self._reading = run, question, reading
        self._first: tuple[str, Source] | None = None
        self._sink: Parts | Stream | None = None
        self._form, self._compression = "", ""
        self._head: Head = b""
        self._number = 0
        self._leaving = contextlib.ExitStack()

    def begin(self, name: str, source: Source) -> None:
        """Open the output with the first file; check that another has the same columns."""
        if self._first is None:
            self._first = name, source
            if self._run.output is not None:
                with errors_of(name):
                    self._open(self._run.output, source)
        elif source.shape != self._first[1].shape and self._run.output is not None:
            raise InvalidArgumentError(
                f"{name} has not the columns of {self._first[0]}: choose a folder as the output"
            )

    def _open(self, output: str, source: Source) -> None:
        path = Path(output)
        special = output == STANDARD or (path.exists() and not path.is_file())
        self._form = CSV if source.form == TXT else source.form
        if not special:
            self._form, self._compression = form_of(output)
        refuse_form(source, self._form)
        self._head = source.head(self._form)
        if not special:
            self._sink = Parts(path, self._key)
        elif output == STANDARD:
            self._sink = Stream(sys.stdout.buffer, "", self._head)
        else:
            stream = self._leaving.enter_context(path.open("wb"))
            self._sink = Stream(stream, "", self._head)

    @property
    def _key(self) -> list[object]:
        """Whatever the rows depend on besides the input, for the parts to be known by."""
        return [
            version("notorious-markets"),
            attrs.astuple(self._reading),
            [self._question.release, self._question.kind, dict(self._question.restrictions)],
            answer_table(self._question.screener).rows,
            [self._form, str(self._head)],
        ]

    def take(self, batch: Batch) -> tuple[Counts, list[_Found]]:
        """Screen a batch, unless that is done, and write it; return what is found, too."""
        self._number += 1
        digest = batch.digest if isinstance(self._sink, Parts) else ""
        done = self._sink.done(self._number, digest) if isinstance(self._sink, Parts) else None
        if done is not None:
            return done, []
        added, unreadable = _screened(batch.values, self._question)
        found = [(row + 1, batch.values[row], cells) for row, cells in added.items()]
        hits = Counter(_hit(cells) for cells in added.values())
        counts = Counts(rows=len(batch.values), unreadable=unreadable, found=hits)
        if self._sink is not None and self._first is not None:
            data = self._first[1].written(batch, self._form, added)
            self._sink.write(self._number, digest, data, counts)
        return counts, found

    def finish(self) -> None:
        """Make the output whole."""
        with errors_of(str(self._run.output)):
            if isinstance(self._sink, Parts):
                self._sink.join(self._head, self._compression, self._number)
            elif self._sink is not None:
                self._sink.finish()
                sys.stdout.flush()
            self._leaving.close()

    def discard(self) -> None:
        """Delete what is done: the question has no answer."""
        if isinstance(self._sink, Parts):
            self._sink.delete()

    def leave(self) -> None:
        """Close what is open, and delete what is of no use."""
        with contextlib.suppress(OSError):  # what is not written by now has failed before
            self._leaving.close()
        if isinstance(self._sink, Parts):
            self._sink.delete_if_empty()

    @property
    def advice(self) -> str:
        """What to do after an interruption."""
        if isinstance(self._sink, Parts) and self._sink.any_done:
            return (
                "interrupted; the same command goes on where it stopped, with what is in "
                f"{self._sink.folder}"
            )
        return "interrupted; nothing is kept"


def _screened(values: list[str | None], question: Question) -> tuple[Added, int]:
    """Return the cells to add to each value, and how many of the values are unreadable."""
    frame = pl.DataFrame({_VALUE: pl.Series(values, dtype=pl.String)})
    screened = screen(
        frame, _VALUE, kind=question.kind, screener=question.screener, unreadable=True
    )
    places = screened[MARKET].is_not_null().arg_true()
    rows = screened.select(COLUMNS)[places].rows()
    return dict(zip(places, rows, strict=True)), int(screened[UNREADABLE].sum())


def _hit(cells: Sequence[str | int | None]) -> Hit:
    market, domain, first, last = cells
    return str(market), None if domain is None else str(domain), int(first or 0), int(last or 0)


def _row(name: str, number: int, value: str | None, cells: Sequence[str | int | None]) -> Row:
    market, domain, _, _ = _hit(cells)
    return Row(file=name, row=number, value=value or "", market=market, domain=domain)


def _bar(names: Sequence[str]) -> "tqdm[Any]":
    """Return a bar of the bytes that are read, shown on a terminal only."""
    sizes = [Path(name).stat().st_size for name in names if name != STANDARD and _is_file(name)]
    return tqdm(
        total=sum(sizes) if len(sizes) == len(names) else None,
        unit="B",
        unit_scale=True,
        leave=False,
        disable=not sys.stderr.isatty(),
        file=sys.stderr,
    )


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except (OSError, ValueError):
        return False
