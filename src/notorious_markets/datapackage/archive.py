# SPDX-License-Identifier: MIT
"""The older releases as the wheel holds them: the descriptors as files, the tables in one archive.

Most rows of a release stand in the one before it as well. Compressed together they take little more
room than the newest, which lies in a folder of plain files like every release in the repository.
"""

import io
import lzma
import tarfile

import attrs

from notorious_markets.datapackage.files import ARCHIVE, File, Folder, InstalledFolder, read_file
from notorious_markets.errors import IntegrityError

LARGEST_ARCHIVE = 2**24
"""How many bytes it can have."""

LARGEST_CONTENT = 2**26
"""How many bytes can be in it. Text is packed well, and nothing else as well as a bomb."""

_MEMORY = 2**27  # bytes for unpacking; what packs it with the best preset asks for half of it


@attrs.frozen
class ArchivedFile:
    """One file of the archive, held in memory.

    Attributes:
        data: Its bytes.
    """

    data: bytes

    def read_bytes(self) -> bytes:
        """Return its bytes."""
        return self.data


class ArchivedFolder:
    """The folder of an older release, whose tables are read from the archive.

    Args:
        data: The folder of the releases, as it was installed.
        version: The release.

    Raises:
        IntegrityError: The archive is missing or damaged.
    """

    def __init__(self, data: InstalledFolder, version: str) -> None:
        self._data = data
        self._version = version
        self._files = _read_files(data, f"{version}/")

    def joinpath(self, name: str) -> File:
        """Return a file of the folder."""
        if name in self._files:
            return ArchivedFile(self._files[name])
        return self._data.joinpath(f"{self._version}/{name}")


def _read_files(data: Folder, folder: str) -> dict[str, bytes]:
    """Return the files of one folder in the archive, by name."""
    packed = read_file(data, ARCHIVE, LARGEST_ARCHIVE)
    try:
        content = _unpacked(packed)
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as archive:
            return {
                member.name.removeprefix(folder): file.read()
                for member in archive
                if member.name.startswith(folder)
                and member.isreg()  # nothing that leads elsewhere
                and (file := archive.extractfile(member))
            }
    except (OSError, ValueError, RecursionError, lzma.LZMAError, tarfile.TarError) as error:
        raise IntegrityError(ARCHIVE, [f"cannot be read: {error}"]) from None


def _unpacked(packed: bytes) -> bytes:
    """Unpack what was packed, up to as much as is allowed."""
    unpacking = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_MEMORY)
    content = unpacking.decompress(packed, max_length=LARGEST_CONTENT)
    if not unpacking.eof:
        raise ValueError(f"is cut off, or has more than {LARGEST_CONTENT} bytes in it")
    if unpacking.unused_data:
        raise ValueError("something follows its end")
    return content
