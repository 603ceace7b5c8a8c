# SPDX-License-Identifier: MIT
# The stubs of PyArrow leave a part untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
"""Files as streams: decompressed and decoded on the way, their SHA-256 taken as they are read."""

import codecs
import contextlib
import gzip
import hashlib
import io
import sys
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import attrs
import pyarrow as pa

from notorious_markets.errors import InvalidArgumentError, UnknownValueError
from notorious_markets.screening.filenames import STANDARD

ENCODINGS = (
    "utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "iso-8859-2", "iso-8859-5",
    "iso-8859-9", "iso-8859-15", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1257",
    "koi8-r",
)  # fmt: skip
"""The encodings of text files: those whose text, encoded again, gives the same bytes."""

MAGIC = {"gz": b"\x1f\x8b", "zst": b"\x28\xb5\x2f\xfd"}
"""The bytes that compressed files begin with, by their suffix."""

_MARKS = (  # the longer first: a mark of UTF-16 is the beginning of one of UTF-32
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BUFFER = 1 << 20


class Watched(io.RawIOBase):
    """A stream of bytes that counts what is read from it, and takes its SHA-256.

    Args:
        stream: What is read.
        on_read: Called with the number of bytes, each time some were read.
    """

    def __init__(self, stream: Any, on_read: Callable[[int], object]) -> None:
        self._stream = stream
        # At most one call to the system, so that a slow pipe is read as it comes.
        self._read: Any = getattr(stream, "readinto1", stream.readinto)
        self._hash = hashlib.sha256()
        self._on_read = on_read
        self.size = 0

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read some bytes, at most as many as there is room for."""
        count: int = self._read(buffer)
        self._hash.update(memoryview(buffer)[:count])
        self.size += count
        self._on_read(count)
        return count

    def rest(self) -> str:
        """Read what is left, and return the SHA-256 of all."""
        while self.read(_BUFFER):
            pass
        return self._hash.hexdigest()

    def close(self) -> None:
        """Close the stream, unless it is standard input."""
        if not self.closed and self._stream is not sys.stdin.buffer:
            self._stream.close()
        super().close()


class _Rejoined(io.RawIOBase):
    """A stream whose first bytes were read already."""

    def __init__(self, first: bytes, stream: Any) -> None:
        self._first = first
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data: bytes = self._first[: len(buffer)] or self._stream.read1(len(buffer))
        self._first = self._first[len(data) :]
        buffer[: len(data)] = data
        return len(data)


@attrs.frozen(kw_only=True)
class Text:
    """A file as text.

    Attributes:
        stream: The text after the byte order mark; its line ends are as they are.
        encoding: How it is encoded.
        mark: The byte order mark as text, or nothing.
    """

    stream: io.TextIOWrapper
    encoding: str
    mark: str


def open_watched(name: str, on_read: Callable[[int], object]) -> Watched:
    """Open a file, or standard input, to be read once."""
    stream = sys.stdin.buffer if name == STANDARD else Path(name).open("rb", buffering=0)  # noqa: SIM115
    return Watched(stream, on_read)


def open_text(watched: Watched, name: str, encoding: str | None, newline: str) -> Text:
    """Read a stream as text; the arguments say what it cannot say itself.

    Args:
        watched: The bytes, compressed or not.
        name: The name of the file: one that ends with a compression must be compressed.
        encoding: One of `ENCODINGS`; without it, what a byte order mark says, or UTF-8.
        newline: What ends a line: a line feed, or nothing for any of the usual ends.

    Raises:
        InvalidArgumentError: It is not compressed although its name says so, or encoded in an
            encoding that has to be given.
        UnknownValueError: There is no such encoding.
    """
    first, plain = _peeked(io.BufferedReader(watched, _BUFFER), 4)
    for suffix, magic in MAGIC.items():
        if first.startswith(magic):
            first, plain = _peeked(_decompressed(plain, suffix), 4)
            break
        if first and name.endswith(f".{suffix}"):
            raise InvalidArgumentError(f"it is no .{suffix} file, although its name says so")
    mark, found = next(((m, e) for m, e in _MARKS if first.startswith(m)), (b"", None))
    chosen = _chosen(encoding, found, first)
    plain.read(len(mark))
    stream = io.TextIOWrapper(plain, chosen, newline=newline)
    return Text(stream=stream, encoding=chosen, mark="\ufeff" if mark else "")


def _chosen(encoding: str | None, found: str | None, first: bytes) -> str:
    """Return the encoding that is asked for, or found, or else UTF-8."""
    if encoding is None:
        if found is None and b"\0" in first:
            raise InvalidArgumentError(
                "it is no UTF-8; say its encoding, for example utf-16-le (--encoding)"
            )
        return found or "utf-8"
    if encoding not in ENCODINGS:
        raise UnknownValueError("encoding", encoding, ENCODINGS)
    if found is not None and not found.startswith(encoding):
        raise InvalidArgumentError(f"it begins with the mark of {found}, and is not {encoding}")
    return found or {"utf-16": "utf-16-le", "utf-32": "utf-32-le"}.get(encoding, encoding)


def _peeked(stream: Any, count: int) -> tuple[bytes, io.BufferedReader]:
    """Return the first bytes of a stream, and a stream that has them still."""
    first = stream.read(count)
    return first, io.BufferedReader(_Rejoined(first, stream), _BUFFER)


def _decompressed(stream: io.BufferedReader, suffix: str) -> Any:
    if suffix == "gz":
        return gzip.GzipFile(fileobj=stream)
    # Python has Zstandard from 3.14 on.
    inner: Any = pa.CompressedInputStream(pa.PythonFile(stream, mode="r"), "zstd")
    return io.BufferedReader(inner)


@contextlib.contextmanager
def compressed(stream: Any, suffix: str) -> Generator[Any]:
    """Compress what is written to a stream; no suffix stands for no compression."""
    if suffix == "gz":
        with gzip.GzipFile("", "wb", 6, stream, mtime=0) as file:
            yield file
    elif suffix == "zst":
        with pa.CompressedOutputStream(pa.PythonFile(stream, mode="w"), "zstd") as file:
            yield file
    else:
        yield stream
