# SPDX-License-Identifier: MIT
# The stubs of PyArrow leave a part untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportUnknownParameterType=false
"""Where the rows go: to a file by way of parts that outlast an interruption, or to a stream.

A part is known by the content of what it was made from, so that a changed input is read anew from
where it changed, whatever its size and its time say.
"""

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import attrs
import pyarrow as pa
from pyarrow import ipc

from notorious_markets.frames.files.columns import Columns
from notorious_markets.frames.files.streams import compressed

Head = bytes | Columns
"""What comes before the rows: the head of a text, or the columns of a table."""

Data = bytes | pa.Table
"""Rows as they are written: text, or a table."""

Hit = tuple[str, str | None, int, int]
"""What a row matches: market, domain, first and last edition."""


@attrs.frozen(kw_only=True)
class Counts:
    """What is in some rows.

    Attributes:
        rows: How many there are.
        unreadable: How many of them are empty or hold nothing that could be screened.
        found: How many of them match what.
    """

    rows: int = 0
    unreadable: int = 0
    found: Mapping[Hit, int] = attrs.field(factory=dict[Hit, int])

    @property
    def matched(self) -> int:
        """How many rows match a market."""
        return sum(self.found.values())

    def __add__(self, other: "Counts") -> "Counts":
        hits = [*self.found, *(hit for hit in other.found if hit not in self.found)]
        return Counts(
            rows=self.rows + other.rows,
            unreadable=self.unreadable + other.unreadable,
            found={hit: self.found.get(hit, 0) + other.found.get(hit, 0) for hit in hits},
        )


class Stream:
    """Writes to a stream at once: nothing can be resumed."""

    def __init__(self, stream: BinaryIO, compression: str, head: Head) -> None:
        self._leaving = contextlib.ExitStack()
        self._target: Any
        if isinstance(head, bytes):
            self._target = self._leaving.enter_context(compressed(stream, compression))
            self._target.write(head)
        else:
            file: Any = stream
            self._target = self._leaving.enter_context(head.writer(pa.PythonFile(file, mode="w")))

    def done(self, number: int, digest: str) -> None:  # noqa: ARG002 (as of `Parts`)
        """Return that nothing is known."""
        return

    def write(self, number: int, digest: str, data: Data, counts: Counts) -> None:  # noqa: ARG002
        """Write a batch."""
        if isinstance(data, bytes):
            self._target.write(data)
        else:
            self._target.write_table(data)

    def finish(self) -> None:
        """Write what has to stand at the end."""
        self._leaving.close()


class Parts:
    """Writes parts into a folder beside the output, and joins them when all are there.

    Args:
        output: The file that is made in the end.
        question: Whatever the rows depend on; the parts of another question are deleted.
    """

    def __init__(self, output: Path, question: object) -> None:
        self._output = output
        self.folder = output.with_name(f"{output.name}.parts")
        digest = hashlib.sha256(json.dumps(question, default=str).encode()).hexdigest()
        note = self.folder / "question"
        if not (note.exists() and note.read_text("utf-8") == digest):
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir(parents=True)
            note.write_text(digest, "utf-8")

    def done(self, number: int, digest: str) -> Counts | None:
        """Return what is in a part, if it was made from the same rows and is whole."""
        part, manifest = self._paths(number)
        try:
            known = json.loads(manifest.read_bytes())
            if known["digest"] != digest or known["size"] != part.stat().st_size:
                return None
            found = {tuple(hit): count for *hit, count in known["found"]}
            return Counts(rows=known["rows"], unreadable=known["unreadable"], found=found)
        except (OSError, ValueError, KeyError, TypeError):  # not there, or not whole
            return None

    def write(self, number: int, digest: str, data: Data, counts: Counts) -> None:
        """Write a part, and then, as a sign that it is whole, what is known of it."""
        part, manifest = self._paths(number)
        manifest.unlink(missing_ok=True)
        if isinstance(data, bytes):
            part.write_bytes(data)
        else:  # Arrow's own format holds every type as it is
            with ipc.new_file(str(part), data.schema) as writer:
                writer.write_table(data)
        known = {
            "digest": digest,
            "size": part.stat().st_size,
            "rows": counts.rows,
            "unreadable": counts.unreadable,
            "found": [[*hit, count] for hit, count in counts.found.items()],
        }
        with _replaced(manifest) as unfinished:
            unfinished.write_text(json.dumps(known), "utf-8")

    def join(self, head: Head, compression: str, count: int) -> None:
        """Make the output of so many parts, and delete them."""
        parts = [self._paths(number)[0] for number in range(1, count + 1)]
        with _replaced(self._output) as unfinished:
            if isinstance(head, bytes):
                with unfinished.open("wb") as file, compressed(file, compression) as target:
                    target.write(head)
                    for part in parts:
                        with part.open("rb") as source:
                            shutil.copyfileobj(source, target, 1 << 20)
            else:
                with head.writer(str(unfinished)) as writer:
                    for part in parts:
                        writer.write_table(ipc.open_file(str(part)).read_all())
        self.delete()

    def delete(self) -> None:
        """Delete the parts."""
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def any_done(self) -> bool:
        """Whether a part is done."""
        return any(self.folder.glob("*.json"))

    def delete_if_empty(self) -> None:
        """Delete the folder if nothing is done that could be kept."""
        if not self.any_done:
            self.delete()

    def _paths(self, number: int) -> tuple[Path, Path]:
        return self.folder / f"{number:08d}.part", self.folder / f"{number:08d}.json"


@contextlib.contextmanager
def _replaced(path: Path) -> Generator[Path]:
    """Give a path to write to; what is written there replaces the file in one step."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        yield unfinished
        os.replace(unfinished, path)  # noqa: PTH105
    finally:
        unfinished.unlink(missing_ok=True)
