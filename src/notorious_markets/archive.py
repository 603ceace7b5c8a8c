# SPDX-License-Identifier: MIT
"""The older releases as the wheel holds them: the descriptors as files, the tables in one archive.

Most rows of a release stand in the one before it as well. Compressed together they take little more
room than the newest, which lies in a folder of plain files like every release in the repository.
"""

import io
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from notorious_markets.errors import IntegrityError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

ARCHIVE = "older.tar.xz"
"""Name of the archive, in the folder of the releases."""


@attrs.frozen
class ArchivedFile:
    """One file of the archive, held in memory.

    Attributes:
        data: Its bytes.
    """

    data: bytes

    def read_bytes(self) -> bytes:
        """Its bytes."""
        return self.data


class ArchivedFolder:
    """The folder of an older release, whose tables are read from the archive.

    Args:
        data: The folder of the releases.
        version: The release.

    Raises:
        IntegrityError: The archive is missing or damaged.
    """

    def __init__(self, data: "Path | Traversable", version: str) -> None:
        self._folder = data / version
        self._files = _read_files(data, f"{version}/")

    def joinpath(self, name: str) -> "ArchivedFile | Path | Traversable":
        """A file of the folder."""
        if name in self._files:
            return ArchivedFile(self._files[name])
        return self._folder.joinpath(name)


def _read_files(data: "Path | Traversable", folder: str) -> dict[str, bytes]:
    """The files of one folder in the archive, by name."""
    import lzma
    import tarfile

    try:
        packed = data.joinpath(ARCHIVE).read_bytes()
        with tarfile.open(fileobj=io.BytesIO(packed), mode="r:xz") as archive:
            return {
                member.name.removeprefix(folder): file.read()
                for member in archive
                if member.name.startswith(folder) and (file := archive.extractfile(member))
            }
    except (OSError, EOFError, lzma.LZMAError, tarfile.TarError) as error:
        raise IntegrityError(ARCHIVE, [f"cannot be read: {error}"]) from None
