# SPDX-License-Identifier: MIT
"""A file to screen, whatever it holds: its rows a batch at a time, and how they are written."""

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator
from typing import Any, Protocol

import attrs

from notorious_markets.errors import (
    InvalidArgumentError,
    NotoriousMarketsError,
    UnknownValueError,
)
from notorious_markets.frames.files.columns import Added, Columns, ColumnSource
from notorious_markets.frames.files.parts import Data, Head
from notorious_markets.frames.files.streams import Watched, open_text, open_watched
from notorious_markets.frames.files.text import Layout, TextBatch, read_batches, read_layout
from notorious_markets.frames.files.writing import (
    head_text,
    rows_cells,
    rows_text,
    text_schema,
)
from notorious_markets.screening.filenames import (
    CSV,
    FORMS,
    JSONL,
    PARQUET,
    STANDARD,
    TSV,
    TXT,
    form_of,
)


@attrs.frozen(kw_only=True)
class Reading:
    """How files are read.

    Attributes:
        column: The column to screen; the name of that of a text.
        rows: How many rows are in memory at once.
        form: What the files hold, if their names do not say.
        delimiter: What separates the cells of CSV; it is recognised otherwise.
        encoding: The encoding of text; a byte order mark says it otherwise, or it is UTF-8.
    """

    column: str = "url"
    rows: int = 200_000
    form: str | None = None
    delimiter: str | None = None
    encoding: str | None = None

    def __attrs_post_init__(self) -> None:
        if self.form is not None and self.form not in FORMS:
            raise UnknownValueError("format", self.form, FORMS)

    def form_of(self, name: str) -> str:
        """Return what a file holds; standard input has a value a line unless it is said.

        Raises:
            UnknownValueError: Its name does not say.
        """
        if self.form is not None:
            return FORMS[self.form]
        return TXT if name == STANDARD else form_of(name)[0]


class Batch(Protocol):
    """Some rows of a file."""

    @property
    def digest(self) -> str:
        """What they are known by: their content."""
        ...

    @property
    def values(self) -> list[str | None]:
        """What is screened of each row."""
        ...


class Source(Protocol):
    """A file that is open."""

    @property
    def form(self) -> str:
        """What it holds."""
        ...

    @property
    def shape(self) -> object:
        """What files have in common that can go into one output."""
        ...

    def batches(self) -> Iterator[Any]:
        """Yield its rows."""
        ...

    def head(self, form: str) -> Head:
        """Return the head of an output in a form."""
        ...

    def written(self, batch: Any, form: str, added: Added) -> Data:
        """Return the rows of a batch, with what is added to them, in a form."""
        ...


@attrs.frozen(kw_only=True)
class TextSource:
    """A text file, or CSV, or JSON Lines.

    Attributes:
        layout: How it is laid out.
        stream: Its rows as they come.
    """

    layout: Layout
    stream: Iterator[TextBatch]

    @property
    def form(self) -> str:
        """What it holds."""
        return self.layout.form

    @property
    def shape(self) -> object:
        """What files have in common that can go into one output: not how they are encoded."""
        return self.layout.form, self.layout.columns, self.layout.dialect

    def batches(self) -> Iterator[TextBatch]:
        """Yield its rows."""
        return self.stream

    def head(self, form: str) -> Head:
        """Return the head of an output in a form."""
        if form == PARQUET:
            return Columns(text_schema(self.layout))
        return head_text(self.layout, form).encode(self.layout.encoding)

    def written(self, batch: TextBatch, form: str, added: Added) -> Data:
        """Return the rows of a batch, with what is added to them, in a form."""
        if form == PARQUET:
            cells = rows_cells(batch, self.layout)
            return Columns(text_schema(self.layout)).table(cells, added)
        return rows_text(batch, self.layout, form, added).encode(self.layout.encoding)


_POSSIBLE = {
    TXT: (CSV, TSV, JSONL, PARQUET),
    CSV: (CSV, TSV, JSONL, PARQUET),
    TSV: (TSV, CSV, JSONL, PARQUET),
    JSONL: (JSONL,),
    PARQUET: (PARQUET, CSV, TSV),
}


def refuse_form(source: Source, form: str) -> None:
    """Refuse an output that cannot be made of a file."""
    possible = _POSSIBLE[source.form]
    if form not in possible:
        raise InvalidArgumentError(
            f"of a {source.form} file the output is {' or '.join(possible)}, not {form}"
        )


@contextlib.contextmanager
def opened(watched: Watched, name: str, form: str, reading: Reading) -> Generator[Source]:
    """Give the rows of a file that is open as bytes."""
    if form == PARQUET:
        with _seekable(watched, name) as (data, digest):
            yield ColumnSource(data, reading.column, reading.rows, digest)
        return
    # A line of text or of JSON may hold a carriage return.
    newline = "\n" if form in (TXT, JSONL) else ""
    text = open_text(watched, name, reading.encoding, newline)
    layout = read_layout(text, form, reading.column, reading.delimiter)
    yield TextSource(layout=layout, stream=read_batches(text, layout, reading.column, reading.rows))


@contextlib.contextmanager
def _seekable(watched: Watched, name: str) -> Generator[tuple[Any, str]]:
    """Give a file that can be read at any place, and its SHA-256; standard input is copied."""
    if name != STANDARD:
        digest = watched.rest()
        with open(name, "rb") as file:  # noqa: PTH123
            yield file, digest
        return
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(watched, copy, 1 << 20)
        copy.seek(0)
        yield copy, watched.rest()


@contextlib.contextmanager
def opened_bytes(name: str, on_read: Callable[[int], object]) -> Generator[Watched]:
    """Open a file as bytes, and close it in the end."""
    with contextlib.closing(open_watched(name, on_read)) as watched:
        yield watched


@contextlib.contextmanager
def errors_of(name: str) -> Generator[None]:
    """Turn whatever is raised into an error of ours that names a file."""
    try:
        yield
    except UnknownValueError:
        raise
    except InvalidArgumentError as error:
        raise InvalidArgumentError(f"{name}: {error}") from error
    except (NotoriousMarketsError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except UnicodeDecodeError as error:
        raise InvalidArgumentError(
            f"{name}: it is no {error.encoding}; say its encoding, for example latin-1 (--encoding)"
        ) from error
    except BaseException as error:  # a panic of Polars is no Exception
        raise InvalidArgumentError(f"{name}: {error or type(error).__name__}") from error
