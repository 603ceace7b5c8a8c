# SPDX-License-Identifier: MIT
"""Target: reading a package. The first line names a file of the small release, the rest is it.

Before the name may stand what else is wrong: that nobody signed the file, or miscounted its rows.
"""

import csv
import hashlib
import io
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import attrs

from fuzz import small
from fuzz.questions import ask_all
from notorious_markets.datapackage.package import DESCRIPTOR, read_package, write_package
from notorious_markets.dataset import Dataset
from notorious_markets.errors import IntegrityError
from notorious_markets.records.release import Release
from notorious_markets.records.tables import BY_NAME, TABLES, Contents

HEAD = 1
"""How many lines stand before the cells."""

SEPARATOR = b","
"""What separates the cells of a line; None where an input has no cells."""

_MISCOUNTED, _UNSIGNED, _DESCRIPTOR = "miscounted", "unsigned", "descriptor"


@attrs.frozen
class File:
    """One file in memory."""

    data: bytes

    def read_bytes(self) -> bytes:
        """Return its bytes."""
        return self.data


@attrs.frozen
class Folder:
    """A folder in memory."""

    files: dict[str, bytes]

    def joinpath(self, name: str) -> File:
        """Return a file of it."""
        if name not in self.files:
            raise FileNotFoundError(2, "No such file", name)
        return File(self.files[name])


def fuzz(data: bytes) -> None:
    """Hold that a package is refused with an error of ours, or can be read, written and asked."""
    head, _, body = data.partition(b"\n")
    *fault, name = head.decode("utf-8", "replace").split(" ") or [""]
    files = dict(small.files())
    if name == _DESCRIPTOR:
        files[DESCRIPTOR] = body
    elif name not in BY_NAME:
        return
    elif fault in ([_MISCOUNTED], [_UNSIGNED]):
        path = BY_NAME[name].path
        changed = files[path] != body
        files[path] = body
        if fault == [_MISCOUNTED]:
            files[DESCRIPTOR] = _signed(files, miscounted=path)
        assert _read(files) is None or not changed
        return
    else:
        files[BY_NAME[name].path] = body
        files[DESCRIPTOR] = _signed(files)
    read = _read(files)
    if read is not None:
        _check(*read)


def seeds() -> Iterator[bytes]:
    """Yield the files of the small release, and its tables without a word of who signed them."""
    for table in TABLES:
        yield f"{table.name}\n".encode() + small.files()[table.path]
    yield f"{_DESCRIPTOR}\n".encode() + _signed(dict(small.files()))
    empty = '{"version": "2026.01", "created": "2026-01-02", "resources": []}'
    yield f"{_DESCRIPTOR}\n{empty}".encode()
    for fault in (_MISCOUNTED, _UNSIGNED):
        yield f"{fault} markets\nid\n".encode()


def words() -> Iterator[str]:
    """Yield the names of columns and every cell of the small release."""
    for data in small.files().values():
        for line in csv.reader(io.StringIO(data.decode())):
            yield from (cell for cell in line if 0 < len(cell) < 40 and "{" not in cell)
    yield from ('"', '""', "\r\n", "\ufeff", "|", ",", "third", "0001", "9999-12-31", "null")
    yield from ("minority-stake", "operates", "physical", "true", "a.0x1", "1e9", "[", "{", "-1")


def _read(files: dict[str, bytes]) -> tuple[Release, Contents] | None:
    try:
        return read_package(Folder(files))  # type: ignore[arg-type]
    except IntegrityError as error:
        assert str(error)
        return None


def _check(release: Release, contents: Contents) -> None:
    with tempfile.TemporaryDirectory() as folder:
        again, twice = Path(folder, "again"), Path(folder, "twice")
        write_package(again, contents, version=release.version, created=release.created)
        same, read = read_package(again)
        assert (same.version, same.created) == (release.version, release.created)
        assert read == contents
        write_package(twice, read, version=release.version, created=release.created)
        for path in again.iterdir():
            assert path.read_bytes() == (twice / path.name).read_bytes()
    ask_all(Dataset(release, contents))


def _signed(files: dict[str, bytes], *, miscounted: str = "") -> bytes:
    """Write a descriptor that fits the tables, or counts one row too many."""
    descriptor = json.loads(small.files()[DESCRIPTOR])
    for resource in descriptor["resources"]:
        data = files[resource["path"]]
        resource["rows"] = _rows(data) + (resource["path"] == miscounted)
        resource["bytes"] = len(data)
        resource["hash"] = f"sha256:{hashlib.sha256(data).hexdigest()}"
    return json.dumps(descriptor).encode()


def _rows(data: bytes) -> int:
    try:
        return max(0, sum(1 for _ in csv.reader(io.StringIO(data.decode(), newline=""))) - 1)
    except (UnicodeDecodeError, csv.Error):
        return 0
