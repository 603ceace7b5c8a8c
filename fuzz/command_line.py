# SPDX-License-Identifier: MIT
"""Target: the command line. A line is an argument; after two nulls, the file it may screen."""

import contextlib
import io
import json
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from unittest import mock

from fuzz import small
from notorious_markets.__main__ import main
from notorious_markets.datapackage.package import write_package

HEAD = 0
"""How many lines stand before the cells."""

SEPARATOR = b"\x1f"
"""What separates the cells of a line; None where an input has no cells."""

_SMALL = "@small"
"""Stands for the folder of the small release."""

_INPUTS = ("in.txt", "in.csv", "in.parquet")


def fuzz(data: bytes) -> None:
    """Hold that it ends with 0, 1 or 2, without a traceback, and writes only what it should."""
    head, _, body = data.partition(b"\0\0")
    arguments = head.decode("utf-8", "surrogateescape").split("\n")
    writes = any(text.startswith("-") and "o" in text for text in arguments)
    if writes:  # nowhere but into the folder at hand
        arguments = [text.replace("/", "_") for text in arguments]
    arguments = [_folder() if text == _SMALL else text for text in arguments]
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        for name in _INPUTS if body else ():
            Path(name).write_bytes(body)
        before = sorted(Path().rglob("*"))
        code, output, errors = _run(arguments)
        assert code in (0, 1, 2)
        assert code != 1 or "screen" in arguments
        assert "Traceback" not in errors
        assert bool(errors) == (code == 2)
        assert writes or sorted(Path().rglob("*")) == before
        assert not list(Path().rglob("*.unfinished"))
    helps = output.startswith("usage: ")
    if code == 0 and arguments[-2:] == ["--format", "json"] and not helps:
        json.loads(output)


def seeds() -> Iterator[bytes]:
    """Yield every command in every format, on both releases."""
    for command in _COMMANDS:
        yield "\n".join(command).encode()
        yield "\n".join(["--release", _SMALL, *command]).encode()
        yield "\n".join([*command, "--format", "json"]).encode()
    for file in _INPUTS:
        for output in ("out.csv", "out.parquet"):
            yield "\n".join(["screen", file, "-o", output]).encode() + b"\0\0" + _FILE


def words() -> Iterator[str]:
    """Yield commands, options and values."""
    for command in _COMMANDS:
        yield from command
    yield from ("\n", "--format", "csv", "markdown", "--release", _SMALL, "../", "--", "-h", "@")
    yield from ("2026.11", "2026.12", "--output", "--column", "host", "name", "--edition", "٢٠٢١")
    yield from ("\0\0", "in.txt", "in.csv", "in.parquet", "url", ",", '"', "a" * 300)


_FILE = b"url,other\nhttps://item.taobao.com/x,1\nhttps://example.com/,2\n"
_COMMANDS = (
    ["editions"],
    ["show", "2020", "--kind", "physical"],
    ["compare", "2019", "2021"],
    ["compare", "2021", "2020", "--by", "company", "--kind", "online"],
    ["compare", "2020", "2021", "--by", "economy"],
    ["history", "taobao"],
    ["history", "invented-bay"],
    ["find", "bay"],
    ["company", "BABA", "--on", "2020-01-01"],
    ["company", "parent"],
    ["economy", "CN"],
    ["seizures", "--fiscal-year", "2021", "--by", "origin", "--top", "3"],
    ["seizures", "--by", "product"],
    ["screen", "https://item.taobao.com/x", "--kind", "url", "--edition", "2021"],
    ["screen", "bay.example"],
    ["blocklist"],
    ["blocklist", "--format", "rpz"],
)


def _run(arguments: list[str]) -> tuple[int, str, str]:
    """Return the exit code and what is printed, on streams such as a terminal has."""
    streams = {
        "stdout": io.TextIOWrapper(io.BytesIO(), encoding="utf-8"),
        "stderr": io.TextIOWrapper(
            io.BytesIO(), encoding="utf-8", errors="backslashreplace", write_through=True
        ),
    }
    with mock.patch.multiple(sys, **streams, argv=["notorious-markets"]):
        try:
            code = main(arguments)
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else 99
    printed = []
    for stream in streams.values():
        stream.flush()
        printed.append(stream.buffer.getvalue().decode("utf-8"))  # type: ignore[attr-defined]
    return code, printed[0], printed[1]


@cache
def _folder() -> str:
    kept = tempfile.TemporaryDirectory()
    _KEPT.enter_context(kept)
    folder = Path(kept.name, "release")
    write_package(folder, small.contents(), version=small.VERSION, created=small.CREATED)
    return str(folder)


_KEPT = contextlib.ExitStack()
"""What is deleted when the process ends."""
