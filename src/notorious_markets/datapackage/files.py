# SPDX-License-Identifier: MIT
"""Reading the files of a package that nobody vouches for: no links, devices or large files."""

import os
import stat
from pathlib import Path
from typing import Protocol

import attrs

from notorious_markets.errors import IntegrityError

ARCHIVE = "older.tar.xz"
"""Name of the archive of older releases, in the folder of the releases of a wheel."""

LARGEST_DESCRIPTOR = 2**20
"""How many bytes a descriptor can have."""

LARGEST_TABLE = 2**24
"""How many bytes the file of a table can have."""

MOST_ROWS = 10**6
"""How many rows a table can have."""


class File(Protocol):
    """What can be read."""

    def read_bytes(self) -> bytes:
        """Return all of it."""
        ...


class Folder(Protocol):
    """What has files: a folder on disk, in a zip file or in an archive."""

    def joinpath(self, name: str, /) -> File:
        """Return one of them."""
        ...


@attrs.frozen(eq=False)
class InstalledFolder:
    """A folder that came with the package. Some installers make a link of every file.

    Attributes:
        folder: The folder.
    """

    folder: Folder

    def joinpath(self, name: str) -> File:
        """Return one of its files, wherever that lies."""
        file = self.folder.joinpath(name)
        return file.resolve() if isinstance(file, Path) and file.is_symlink() else file


def read_file(folder: Folder, name: str, most: int) -> bytes:
    """Read a regular file of a folder.

    Args:
        folder: The folder.
        name: The file's name in it.
        most: How many bytes it can have. A larger one is refused unread.

    Raises:
        IntegrityError: It is missing, too large or cannot be read, or is a link or a device.
    """
    try:
        file = folder.joinpath(name)
        return _read_regular(file, name, most) if isinstance(file, Path) else file.read_bytes()
    except IntegrityError:
        raise
    except Exception as error:  # noqa: BLE001 (a path with NUL, a loop, a damaged zip file)
        problem = getattr(error, "strerror", None) or error
        raise IntegrityError(name, [f"cannot be read: {problem}"]) from None


def is_stray(folder: Folder, name: str) -> bool:
    """Say whether a folder on disk has a file of a name; of others it is not asked."""
    return isinstance(folder, Path) and os.path.lexists(folder / name)


def _read_regular(file: Path, name: str, most: int) -> bytes:
    # Asked before opening, because to open a device or a pipe can do something, such as wait; and
    # again afterwards, because the file can have been replaced.
    _require_regular(file.lstat(), name, most)
    flags = ("O_RDONLY", "O_NOFOLLOW", "O_NONBLOCK", "O_BINARY")  # not every system has them all
    descriptor = os.open(file, sum(getattr(os, flag, 0) for flag in flags))
    with os.fdopen(descriptor, "rb") as opened:
        state = os.fstat(descriptor)
        _require_regular(state, name, most)
        return opened.read(state.st_size + 1)  # one more shows that it has grown


def _require_regular(state: os.stat_result, name: str, most: int) -> None:
    if stat.S_ISLNK(state.st_mode):
        raise IntegrityError(name, ["is a symbolic link, and could lead anywhere"])
    if not stat.S_ISREG(state.st_mode):
        raise IntegrityError(name, ["is no regular file"])
    if state.st_size > most:
        raise IntegrityError(name, [f"has {state.st_size} bytes; {most} are allowed"])
